//! Comparing Vietnamese texts: NFC, case, blanks, tone-mark placement, accents.
//!
//! Two strengths. [`key`] keeps the accents (lương is not lượng) but forgives case, blanks and the
//! two styles of placing a tone mark (`hoá`, `hóa`). [`bare`] also drops the accents, for headings
//! and searches only: it makes lương and lượng one.

use std::borrow::Cow;

use unicode_normalization::char::compose;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

/// Collapses every run of blanks (spaces, no-break spaces, tabs, line feeds) to one space and trims.
#[must_use]
pub fn squeeze(text: &str) -> String {
    squeezed(text).into_owned()
}

/// The same without a copy where nothing is to be done, as with most cells.
pub(crate) fn squeezed(text: &str) -> Cow<'_, str> {
    let mut blank_before = true;
    let untidy = |c: char| {
        let blank = is_blank(c);
        let bad = blank && (c != ' ' || blank_before);
        blank_before = blank;
        bad
    };
    if !text.contains(untidy) && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'
}

/// A comparison key that keeps accents: lower case, blanks collapsed, tone marks placed one way:
/// after the letters of their syllable (`hòa` and `hoà` give the same key, which is never shown).
#[must_use]
pub fn key(text: &str) -> String {
    one_spelling_of_i(folded(text))
}

/// The same with i and y as they are written.
fn folded(text: &str) -> String {
    let text = squeezed(text);
    let mut out = Folded { text: String::with_capacity(text.len() + 8), tones: String::new() };
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|c| out.take(c));
        }
    }
    out.close_syllable();
    out.text
}

/// `quý` and `quí`, `lý` and `lí` are one word: y as the only vowel behind a consonant is written i.
fn one_spelling_of_i(text: String) -> String {
    if !text.contains('y') {
        return text;
    }
    let letters: Vec<char> = text.chars().collect();
    let at = |index: usize| letters.get(index).copied();
    let before = |index: usize| index.checked_sub(1).and_then(at);
    let is_final = |index: usize| at(index + 1).is_none_or(|next| !next.is_alphanumeric());
    let behind_consonant = |index: usize| match before(index) {
        Some('u') => before(index - 1) == Some('q'),
        Some(letter) => letter.is_alphabetic() && !"aăâeêioôơuưy".contains(letter),
        None => false,
    };
    let spelled = |(index, letter): (usize, &char)| {
        if *letter == 'y' && is_final(index) && behind_consonant(index) { 'i' } else { *letter }
    };
    letters.iter().enumerate().map(spelled).collect()
}

/// A comparison key without accents: `Mã ngạch` is `ma ngach`.
#[must_use]
pub fn bare(text: &str) -> String {
    unaccented(&key(text))
}

fn unaccented(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if c == 'đ' {
            out.push('d');
        } else {
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    out.push(part);
                }
            });
        }
    }
    out
}

/// An identifier of a term: `Số cấp phó` is `so_cap_pho`.
#[must_use]
pub fn snake(text: &str) -> String {
    let words = unaccented(&folded(text));
    words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("_")
}

/// The five tone marks as combining characters: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A text whose tone marks wait for the end of their syllable.
struct Folded {
    text: String,
    tones: String,
}

impl Folded {
    /// Takes one character in lower case.
    fn take(&mut self, c: char) {
        match c {
            // Look-alikes that copying from PDF leaves behind.
            'ƣ' => self.push('ư'),
            'ð' => self.push('đ'),
            // Dashes of every length.
            '‐' | '‑' | '‒' | '–' | '—' | '−' => self.push('-'),
            // Joiners and soft hyphens: there to see for no one.
            '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => {}
            c if c.is_ascii() => self.push(c),
            c => decompose_canonical(c, |part| self.push(part)),
        }
    }

    /// Takes one decomposed character.
    fn push(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.text.push(c);
        } else if TONES.contains(&c) {
            self.tones.push(c);
        } else if is_combining_mark(c) {
            // The hat of ê, the horn of ơ: part of the letter, in whatever order it came.
            match self.text.pop().map(|last| (last, compose(last, c))) {
                Some((_, Some(letter))) => self.text.push(letter),
                Some((last, None)) => self.text.extend([last, c]),
                None => self.text.push(c),
            }
        } else {
            // A comma or a slash ends the syllable: the mark must not pass over it.
            if !c.is_alphanumeric() {
                self.close_syllable();
            }
            self.text.push(c);
        }
    }

    fn close_syllable(&mut self) {
        self.text.push_str(&self.tones);
        self.tones.clear();
    }
}

/// A text with its first letter in lower case.
pub(crate) fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// A sentence with its first letter in upper case, also where it begins with a subject ("vị trí VP-03 …").
pub(crate) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_and_decomposition_do_not_matter() {
        for (a, b) in [("hòa", "hoà"), ("Thủy lợi", "thuỷ  lợi"), ("Ngươ\u{300}i", "người"), ("HÓA", "hoá")]
        {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_tone_mark_does_not_pass_punctuation() {
        assert_eq!(key("quản lý: 07").replace(':', ""), key("quản lý 07"));
        assert_eq!(key("đạo/quản"), format!("{}/{}", key("đạo"), key("quản")));
    }

    #[test]
    fn accents_matter_to_the_key_and_not_to_the_bare_form() {
        for (a, b) in [("lương", "lượng"), ("hạng", "hàng"), ("tổ", "tờ")] {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
        assert_eq!(bare("Tổng số lượng"), "tong so luong");
        assert_eq!(bare("Đơn vị"), "don vi");
    }

    #[test]
    fn marks_come_in_any_order_and_joiners_are_not_seen() {
        for text in
            ["quye\u{302}\u{301}t", "quye\u{301}\u{302}t", "quy\u{ad}ê\u{301}t", "quy\u{200d}ết", "quyê\u{341}t"]
        {
            assert_eq!(key(text), key("quyết"), "{text:?}");
        }
    }

    #[test]
    fn blanks_of_every_kind_collapse() {
        assert_eq!(squeeze("\u{a0}Số\nTT\t "), "Số TT");
    }

    #[test]
    fn snake_makes_identifiers() {
        assert_eq!(snake("Số cấp phó (đề xuất)"), "so_cap_pho_de_xuat");
    }
}
