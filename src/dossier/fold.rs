//! Comparing Vietnamese texts: NFC, case, blanks, tone-mark placement, accents.
//!
//! Two strengths. [`key`] keeps the accents (lương is not lượng) but forgives case, blanks and the
//! two styles of placing a tone mark (`hoá`, `hóa`). [`bare`] also drops the accents, for headings
//! and searches only: it makes lương and lượng one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Collapses every run of blanks (spaces, no-break spaces, tabs, line feeds) to one space and trims.
#[must_use]
pub fn squeeze(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A comparison key that keeps accents: lower case, blanks collapsed, tone marks placed one way.
#[must_use]
pub fn key(text: &str) -> String {
    // Look-alikes that copying from PDF leaves behind.
    let lower = squeeze(text).to_lowercase().replace('ƣ', "ư").replace('ð', "đ");
    lower.split(' ').map(place_tone).collect::<Vec<_>>().join(" ")
}

/// A comparison key without accents: `Mã ngạch` is `ma ngach`.
#[must_use]
pub fn bare(text: &str) -> String {
    key(text).nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// An identifier of a term: `Số cấp phó` is `so_cap_pho`.
#[must_use]
pub fn snake(text: &str) -> String {
    let words = bare(text);
    words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("_")
}

/// The five tone marks as combining characters: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Moves the tone mark of one syllable to the end of its letters: both ways of placing it
/// (`hòa`, `hoà`; `thủy`, `thuỷ`) give the same key. The key is for comparison, never shown.
fn place_tone(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    // A comma or a slash ends the syllable: the mark must not pass over it.
    let mut out = String::with_capacity(word.len() + 2);
    let mut letters = String::new();
    let mut tones = String::new();
    for c in word.nfd() {
        if TONES.contains(&c) {
            tones.push(c);
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            letters.push(c);
        } else {
            close_syllable(&mut out, &mut letters, &mut tones);
            out.push(c);
        }
    }
    close_syllable(&mut out, &mut letters, &mut tones);
    out
}

fn close_syllable(out: &mut String, letters: &mut String, tones: &mut String) {
    out.extend(letters.nfc());
    out.push_str(tones);
    letters.clear();
    tones.clear();
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
    fn blanks_of_every_kind_collapse() {
        assert_eq!(squeeze("\u{a0}Số\nTT\t "), "Số TT");
    }

    #[test]
    fn snake_makes_identifiers() {
        assert_eq!(snake("Số cấp phó (đề xuất)"), "so_cap_pho_de_xuat");
    }
}
