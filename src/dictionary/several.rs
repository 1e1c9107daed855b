//! A cell that names several things, or one thing twice over: `LD-01; LD-02`, `HC-05 (Văn thư)`.

use super::words::without_brackets;

/// The names in a cell; the whole text first, then each part, without what its brackets add and what they add, and the
/// code at its beginning.
#[must_use]
pub fn names_in(text: &str) -> Vec<String> {
    let mut names = vec![text.trim().to_owned()];
    for part in parts_named(text) {
        let outside = without_brackets(part);
        let inside = part.split_once(['(', '[']).map(|(_, rest)| rest.trim_end_matches([')', ']', ' ']).to_owned());
        let code = part.split_whitespace().next().filter(|word| is_code(word)).map(str::to_owned);
        for name in [part.to_owned(), outside].into_iter().chain(inside).chain(code) {
            let name = name.trim().to_owned();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The parts that a cell lists, one after another or one below another.
pub fn parts_named(text: &str) -> impl Iterator<Item = &str> {
    let listed = text.split([';', ',', '\n']).flat_map(|part| part.split(" và ")).flat_map(|part| part.split(" + "));
    listed.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a word is a code: letters and digits, joined by dashes or stops.
fn is_code(word: &str) -> bool {
    word.contains(char::is_numeric) && word.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_named() {
        assert_eq!(names_in("LD-01; LD-02"), ["LD-01; LD-02", "LD-01", "LD-02"]);
        assert_eq!(names_in("LD-01\nLD-02 và LD-03").len(), 4);
        assert_eq!(names_in("LD-01"), ["LD-01"]);
        assert!(names_in(" ; ").iter().all(|name| name.trim() == ";"));
    }

    #[test]
    fn what_brackets_add_is_a_name_too() {
        assert_eq!(names_in("HC-05 (Văn thư)"), ["HC-05 (Văn thư)", "HC-05", "Văn thư"]);
        assert_eq!(names_in("HC-05 Văn thư"), ["HC-05 Văn thư", "HC-05"]);
    }
}
