//! How headings are written: what of them says nothing, and what is written short.

use super::fold;
use super::fold::plain;
use super::fold::without_brackets;
use super::phrase::holds_phrase;

/// Lối viết tiêu đề: what of a heading says nothing of its field, and what is written short.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spelling {
    /// Long and short form, without accents: `vi tri viec lam` is `vtvl`.
    pub(crate) short: Vec<(String, String)>,
    /// What begins a remark on the unit of measure: `đvt`.
    pub(crate) units: Vec<String>,
    /// What stands before the number of a column: `cột`.
    pub(crate) columns: Vec<String>,
    /// What stands before a year: `năm`.
    pub(crate) years: Vec<String>,
}

impl Spelling {
    /// The comparable spellings of a heading: whole, then without bracketed hints and remarks on
    /// units. Years and other numbers are data, not part of the heading.
    pub(super) fn of(&self, text: &str) -> Vec<String> {
        let text = words_of_name(text);
        let mut spellings = vec![self.clean(&text)];
        for short in [without_brackets(&text), self.without_unit(&text)]
            .into_iter()
            .filter(|short| *short != text)
        {
            let short = self.clean(&short);
            if !spellings.contains(&short) {
                spellings.push(short);
            }
        }
        spellings.retain(|spelling| !spelling.is_empty());
        spellings
    }

    fn clean(&self, text: &str) -> String {
        let plain = plain(text);
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let words: Vec<&str> = plain.split(' ').collect();
        // `Cột 5: Số người` is headed `Số người`.
        let numbered = matches!(words.as_slice(), [column, number, ..] if self.columns.iter().any(|c| c == column) && is_number(number));
        let words: Vec<&str> = words.into_iter().skip(usize::from(numbered)).collect();
        // `Số người năm 2022`: the year goes, and what announces it.
        let announces = |at: usize| {
            at > 0
                && self.years.iter().any(|year| year == words[at])
                && words.get(at + 1).is_some_and(|next| is_number(next))
        };
        let kept = words
            .iter()
            .enumerate()
            .filter(|(at, word)| !is_number(word) && !announces(*at));
        let clean = kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        // Signs alone may be a heading: `%`.
        if clean.is_empty() && text.contains('%') {
            "%".to_owned()
        } else {
            clean
        }
    }

    /// A heading without its remark on the unit of measure: `Số người ĐVT: người`.
    fn without_unit(&self, text: &str) -> String {
        let plain = plain(text);
        // As a word of its own, else as what a word begins with.
        let begins = |unit: &String| {
            let words = || {
                let found = plain.match_indices(unit.as_str()).map(|(at, _)| at);
                found.filter(|at| *at > 0 && plain.as_bytes()[at - 1] == b' ')
            };
            let is_whole = |at: &usize| plain.as_bytes().get(at + unit.len()) == Some(&b' ');
            words().find(is_whole).or_else(|| words().next())
        };
        let end = self.units.iter().filter_map(begins).min();
        end.map_or_else(|| text.to_owned(), |end| plain[..end - 1].to_owned())
    }

    /// Without accents, and written short where there is a short way of writing.
    pub(super) fn bare(&self, plain: &str) -> String {
        let mut bare = fold::bare(plain);
        for (long, short) in &self.short {
            if holds_phrase(&bare, long) {
                bare = bare.replace(long.as_str(), short);
            }
        }
        bare
    }
}

/// The words of a name for machines (Q33): `ma_vtvl`, `TenViTri`, `SO-NGUOI`; other texts stay as
/// they are.
fn words_of_name(text: &str) -> String {
    let name = text.trim();
    if name.contains(char::is_whitespace) || !name.is_ascii() {
        return text.replace('_', " ");
    }
    let mut words = String::with_capacity(name.len() + 4);
    let letters: Vec<char> = name.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let after_small = at > 0 && letters[at - 1].is_ascii_lowercase();
        let begins_word = at > 0
            && letters[at - 1].is_ascii_uppercase()
            && letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (after_small || begins_word) {
            words.push(' ');
        }
        words.push(if *letter == '_' { ' ' } else { *letter });
    }
    words
}
