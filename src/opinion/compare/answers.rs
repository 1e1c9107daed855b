//! What the agency answered to the findings that it was sent, bound to the findings again.
//!
//! A paper comes back with its numbers and sentences, not with keys: the sentence tells the
//! finding, the number only which of two that say the same; where a sentence was reworded, number
//! and provision together.

use super::findings::SubjectFinding;
use crate::dictionary::fold;
use crate::law::Outcome;

/// Giải trình, tiếp thu: what the agency wrote beside a finding, as it came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgencyAnswer {
    /// What it wrote.
    pub text: String,
    /// Number of the finding as the paper has it; none where it cannot be read.
    pub number: Option<usize>,
    /// What the paper says is the matter.
    pub sentence: String,
    /// What it says of the finding whose case or place the row is; else the same as `sentence`.
    pub head: String,
    /// The provision that it cites for that finding.
    pub basis: String,
    /// The cell, with the file.
    pub place: String,
}

/// The answer to each finding, empty where there is none; and the answers that fit nothing.
pub(super) fn bind<'a>(
    findings: &[Option<&SubjectFinding<'_>>],
    answers: &'a [AgencyAnswer],
) -> (Vec<String>, Vec<&'a AgencyAnswer>) {
    let mut bound = vec![String::new(); findings.len()];
    let mut left = Vec::new();
    for answer in answers {
        let fitting = fitting(findings, answer);
        if fitting.is_empty() {
            left.push(answer);
        }
        for place in fitting {
            let Some(text) = bound.get_mut(place) else {
                continue;
            };
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&answer.text);
        }
    }
    (bound, left)
}

/// The places of the findings that an answer is about.
fn fitting(findings: &[Option<&SubjectFinding<'_>>], answer: &AgencyAnswer) -> Vec<usize> {
    let known = || {
        let known = findings
            .iter()
            .enumerate()
            .filter_map(|(place, single)| Some((place, (*single)?)));
        known.filter(|(_, single)| single.finding.outcome != Outcome::Manual)
    };
    let numbered = |single: &SubjectFinding<'_>| Some(single.finding.number) == answer.number;
    let says = |sentence: &str, told: &str| !told.is_empty() && same_words(sentence) == told;
    let own = same_words(&answer.sentence);
    let head = same_words(&answer.head);
    let basis = same_words(&answer.basis);
    let whole = |single: &SubjectFinding<'_>, told: &str| says(&single.finding.sentence, told);
    let tests: [&dyn Fn(&SubjectFinding<'_>) -> bool; 4] = [
        &|single| says(single.sentence, &own),
        &|single| whole(single, &own),
        &|single| whole(single, &head),
        &|single| numbered(single) && says(&single.finding.citation.text, &basis),
    ];
    for test in tests {
        let found: Vec<(usize, &SubjectFinding<'_>)> =
            known().filter(|(_, single)| test(single)).collect();
        let with_number = || {
            found
                .iter()
                .filter(|(_, single)| numbered(single))
                .map(|(place, _)| *place)
        };
        if with_number().next().is_some() {
            return with_number().collect();
        }
        if !found.is_empty() {
            return found.into_iter().map(|(place, _)| place).collect();
        }
    }
    Vec::new()
}

/// What stays of a sentence from one paper to another: papers leave out cells, write few people
/// with two digits and dates without zeros, and hold words together by other blanks and dashes.
fn same_words(sentence: &str) -> String {
    let of_cells = ["ô", "một", "ở", "trang"].map(fold::key);
    let text = fold::key(sentence);
    // A key has tone marks behind their syllable.
    let is_of_word = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let words = text
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty());
    let words = words.filter(|word| !of_cells.iter().any(|of| of == word) && !is_cell(word));
    words
        .map(|word| word.trim_start_matches('0'))
        .collect::<Vec<_>>()
        .join(" ")
}

/// `h25`, as a sentence names a cell.
fn is_cell(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    (1..=3).contains(&letters)
        && letters < word.len()
        && word[letters..].chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn a_sentence_is_known_again_as_papers_write_it() {
        let ours = "Ô 'Danh mục VTVL'!H25:H26 của VP-06 ghi 2 Phó Trưởng phòng từ ngày 01/06/2020.";
        let theirs = "Một ô ở trang “Danh mục VTVL” của VP\u{2011}06 ghi 02\u{a0}Phó Trưởng phòng từ ngày 1/6/2020.";
        assert_eq!(same_words(ours), same_words(theirs));
        assert_ne!(
            same_words("Phòng A có 2 cấp phó."),
            same_words("Phòng B có 2 cấp phó.")
        );
        assert_ne!(
            same_words("Phòng A có 2 cấp phó."),
            same_words("Phòng A có 20 cấp phó.")
        );
        assert_ne!(same_words("quỹ tiền lương"), same_words("quỹ tiền lượng"));
    }
}
