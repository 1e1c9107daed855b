//! A cell that names several things, or one thing twice over (Q15): `LD-01; LD-02`,
//! `HC-05 (Văn thư)`.

use super::fold::without_brackets;

/// The names in a cell; the whole text first, then each part, without what its brackets add and
/// what they add, and the code at its beginning.
#[must_use]
pub fn names_in(text: &str) -> Vec<String> {
    let mut names = vec![text.trim().to_owned()];
    for name in parts_named(text).flat_map(names_of) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The parts of a cell that name nothing that is known, beside one that does: each code, and each
/// name in a list of names. Other words beside a known code only say something about it.
#[must_use]
pub fn strays_in(text: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let is_named = |part: &str| names_of(part).any(|name| is_known(&name));
    if is_known(text.trim()) {
        return Vec::new();
    }
    let (mut strays, mut nameless, mut lists_names) = (Vec::new(), Vec::new(), false);
    let mut names_one = false;
    // A name may hold a comma or an "và"; nothing but a list holds a semicolon or a second line.
    for listed in text
        .split([';', '\n'])
        .map(str::trim)
        .filter(|listed| !listed.is_empty())
    {
        names_one |= is_named(listed) || parts_named(listed).any(is_named);
        if is_named(listed) {
            lists_names |= code_at_start(listed).is_none();
            let beside =
                parts_named(listed).filter(|part| code_at_start(part).is_some() && !is_named(part));
            strays.extend(beside.map(str::to_owned));
            continue;
        }
        let open: Vec<&str> = parts_named(listed).filter(|part| !is_named(part)).collect();
        let codes: Vec<&str> = open
            .iter()
            .copied()
            .filter(|part| code_at_start(part).is_some())
            .collect();
        if codes.is_empty() && open.len() == parts_named(listed).count() {
            nameless.push(listed.to_owned());
        }
        strays.extend(codes.into_iter().map(str::to_owned));
    }
    if lists_names {
        strays.extend(nameless);
    }
    if names_one { strays } else { Vec::new() }
}

/// A part as a name: whole, without what its brackets add, what they add, and the code at its
/// beginning.
fn names_of(part: &str) -> impl Iterator<Item = String> {
    let outside = without_brackets(part);
    let inside = part
        .split_once(['(', '['])
        .map(|(_, rest)| rest.trim_end_matches([')', ']', ' ']).to_owned());
    let code = code_at_start(part).map(str::to_owned);
    let names = [part.to_owned(), outside]
        .into_iter()
        .chain(inside)
        .chain(code);
    names
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// The code that a part begins with.
fn code_at_start(part: &str) -> Option<&str> {
    part.split_whitespace()
        .next()
        .filter(|word| is_coded_word(word))
}

/// The parts that a cell lists, one after another or one below another.
pub fn parts_named(text: &str) -> impl Iterator<Item = &str> {
    let listed = text
        .split([';', ',', '\n'])
        .flat_map(|part| part.split(" và "))
        .flat_map(|part| part.split(" + "));
    listed.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a word is a code: letters and digits, joined by dashes or stops.
fn is_coded_word(word: &str) -> bool {
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
        assert_eq!(
            names_in("HC-05 (Văn thư)"),
            ["HC-05 (Văn thư)", "HC-05", "Văn thư"]
        );
        assert_eq!(names_in("HC-05 Văn thư"), ["HC-05 Văn thư", "HC-05"]);
    }

    #[test]
    fn what_names_nothing_is_told_and_remarks_are_not() {
        let known =
            |name: &str| ["LD-01", "LD-02", "Văn thư", "Tổ chức và pháp chế"].contains(&name);
        let strays = |text: &str| strays_in(text, known);
        for text in [
            "LD-01; LD-02",
            "LD-01 (Giám đốc)",
            "LD-01; kiêm nhiệm",
            "ZZ-99",
            "ZZ-99; ZZ-98",
            "Tổ chức và pháp chế",
            "Văn thư",
            "",
        ] {
            assert!(strays(text).is_empty(), "{text}");
        }
        assert_eq!(strays("LD-01; ZZ-99"), ["ZZ-99"]);
        assert_eq!(strays("LD-01, ZZ-99 và ZZ-98"), ["ZZ-99", "ZZ-98"]);
        assert_eq!(strays("Văn thư; Thủ kho"), ["Thủ kho"]);
        assert_eq!(strays("Văn thư\nTổ chức và pháp chế"), Vec::<String>::new());
    }
}
