//! Names of places that are not the agency's own: what copying from another agency leaves behind.

use super::Datum;
use super::Fact;
use super::Missing;
use super::Subject;
use crate::dictionary::fold;
use crate::dossier::Dossier;

/// How many words may stand between the kind of agency and its place
/// (`Sở Văn hóa, Thể thao và Du lịch tỉnh Phù Vân`).
const REACH: usize = 14;
/// The name of a province or city has at most so many syllables (`Bà Rịa - Vũng Tàu`).
const LONGEST_PLACE: usize = 5;

/// A place that a cell names and that is none of those in the agency's own fields.
pub(super) fn elsewhere(
    subject: &Subject<'_>,
    dossier: &Dossier,
    (agencies, words): (&[String], &[String]),
    own: &[String],
) -> Fact {
    let Some(leaf) = subject.cell else {
        return Fact::missing(Missing::NoRow, Vec::new());
    };
    let trace = vec![leaf.at.clone()];
    let found = match leaf.value.text() {
        Some(text) => places(text, agencies, words),
        None => Vec::new(),
    };
    if found.is_empty() {
        return Fact::missing(Missing::Blank, trace);
    }
    let names = own
        .iter()
        .filter_map(|field| dossier.agency(field))
        .map(|leaf| leaf.value.to_string());
    let home: Vec<String> = names
        .flat_map(|name| places(&name, agencies, words))
        .map(|place| fold::key(&place))
        .collect();
    if home.is_empty() {
        return Fact::missing(Missing::Unlisted, trace);
    }
    match found
        .into_iter()
        .find(|place| !home.contains(&fold::key(place)))
    {
        Some(place) => Fact::known(Datum::Text(place), trace),
        None => Fact::missing(Missing::Blank, trace),
    }
}

/// The places of the agencies that a text names: after a word for an agency and a word for a place,
/// the capitalised words that follow (`tỉnh Phù Vân`). The words are folded already.
fn places(text: &str, agencies: &[String], places: &[String]) -> Vec<String> {
    // Hardly any cell names a place: the others are not worth folding, or cutting into words.
    if !text
        .trim_start()
        .split(char::is_whitespace)
        .skip(1)
        .any(|word| word.starts_with(char::is_uppercase))
    {
        return Vec::new();
    }
    let folded = fold::key(text);
    if !places.iter().any(|place| folded.contains(place.as_str())) {
        return Vec::new();
    }
    // In capitals a name looks like any word: only a line that is an agency's name and nothing else
    // says more.
    if !text.chars().any(char::is_lowercase) {
        return text
            .lines()
            .filter_map(|line| shouted(line, agencies, places))
            .collect();
    }
    within(text, agencies, places)
}

/// The place at the end of a line in capitals that begins with an agency:
/// `SỞ VĂN HÓA TỈNH PHÙ VÂN`.
fn shouted(line: &str, agencies: &[String], places: &[String]) -> Option<String> {
    let starts = |text: &str, phrases: &[String]| {
        let key = fold::key(text);
        phrases.iter().any(|phrase| {
            key.strip_prefix(phrase.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
        })
    };
    let name = starts(line, agencies).then(|| within(line, agencies, places).pop())??;
    let ends = line.trim().ends_with(name.as_str()) && name.split(' ').count() <= LONGEST_PLACE;
    ends.then_some(name)
}

fn within(text: &str, agencies: &[String], places: &[String]) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|word| fold::key(word)).collect();
    let begins = |at: usize, phrase: &String| {
        let mut parts = 0;
        let is_here = phrase.split(' ').all(|part| {
            parts += 1;
            keys.get(at + parts - 1)
                .is_some_and(|key| bare(key) == part)
        });
        is_here.then_some(parts)
    };
    let mut found = Vec::new();
    let mut agency_at: Option<usize> = None;
    for at in 0..words.len() {
        if agencies.iter().any(|agency| begins(at, agency).is_some()) {
            agency_at = Some(at);
        }
        let in_reach = agency_at.is_some_and(|start| at > start && at - start <= REACH);
        let length = places
            .iter()
            .find_map(|place| begins(at, place))
            .filter(|_| in_reach);
        if let Some(length) = length {
            let after = at + length;
            // `UBND TỈNH` over `SỞ VĂN HÓA` in a letterhead: the next agency begins, no place is
            // named.
            let next = (after..words.len())
                .find(|at| agencies.iter().any(|agency| begins(*at, agency).is_some()));
            let name = capitalised(&words[after..next.unwrap_or(words.len())]);
            if !name.is_empty() {
                found.push(name);
            }
            agency_at = None;
        }
    }
    found
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| c.is_ascii_punctuation())
}

/// The capitalised words at the beginning; punctuation after one ends them.
fn capitalised(words: &[&str]) -> String {
    let mut name = Vec::new();
    for word in words {
        let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !plain.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        name.push(plain);
        if plain.len() < word.len() {
            break;
        }
    }
    name.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let words = |list: &[&str]| list.iter().map(|word| fold::key(word)).collect::<Vec<_>>();
        places(
            text,
            &words(&["sở", "ủy ban nhân dân", "UBND"]),
            &words(&["tỉnh", "thành phố"]),
        )
    }

    #[test]
    fn the_place_of_an_agency_is_found() {
        assert_eq!(
            found("theo phân công của Sở Văn hóa, Thể thao và Du lịch tỉnh Phù Vân."),
            ["Phù Vân"]
        );
        assert_eq!(
            found("Ủy ban nhân dân tỉnh Lam Giang giao cho Sở"),
            ["Lam Giang"]
        );
        assert_eq!(
            found("UBND thành phố Đông Hải, UBND tỉnh An Bình"),
            ["Đông Hải", "An Bình"]
        );
    }

    #[test]
    fn a_letterhead_names_two_agencies_and_no_place() {
        assert_eq!(
            found("UBND TỈNH\nSỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
            Vec::<String>::new()
        );
        assert_eq!(found("UBND TỈNH PHÙ VÂN\nSỞ VĂN HÓA"), ["PHÙ VÂN"]);
    }

    #[test]
    fn words_in_capitals_are_no_names() {
        assert_eq!(
            found("THAM MƯU UBND TỈNH BAN HÀNH QUYẾT ĐỊNH VỀ TỔ CHỨC BỘ MÁY"),
            Vec::<String>::new()
        );
        assert_eq!(
            found("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH PHÙ VÂN"),
            ["PHÙ VÂN"]
        );
    }

    #[test]
    fn places_without_an_agency_are_left_alone() {
        for text in [
            "đi công tác tỉnh Phù Vân",
            "Sở và các huyện trong tỉnh",
            "Hà Nội, Thành phố Hồ Chí Minh",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_place_far_behind_its_agency_is_not_the_agencys() {
        let far = |words: usize| format!("Sở {} tỉnh Phù Vân", vec!["và"; words].join(" "));
        assert_eq!(found(&far(REACH - 1)), ["Phù Vân"]);
        assert_eq!(found(&far(REACH)), Vec::<String>::new());
    }

    #[test]
    fn a_line_in_capitals_ends_with_its_place() {
        assert_eq!(found("SỞ NỘI VỤ TỈNH PHÙ VÂN."), Vec::<String>::new());
        assert_eq!(
            found("SỞ NỘI VỤ TỈNH BÀ RỊA ĐÔNG VŨNG TÀU"),
            ["BÀ RỊA ĐÔNG VŨNG TÀU"]
        );
        assert_eq!(
            found("SỞ NỘI VỤ TỈNH PHÙ VÂN BÁO CÁO VỀ VIỆC"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn punctuation_ends_the_name_of_a_place() {
        assert_eq!(found("Sở Nội vụ tỉnh Phù Vân, Lam Giang"), ["Phù Vân"]);
        assert_eq!(found("Sở Nội vụ (tỉnh) Phù Vân"), ["Phù Vân"]);
    }
}
