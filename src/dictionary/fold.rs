//! Comparing Vietnamese texts: NFC, case, blanks, tone-mark placement, accents.
//!
//! Two strengths. [`key`] keeps the accents (lương is not lượng) but forgives case, blanks and the
//! two styles of placing a tone mark (`hoá`, `hóa`). [`bare`] also drops the accents, for headings
//! and searches only: it makes lương and lượng one.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

use super::folded_char::Folded;
use super::folded_char::FoldedChar;
pub(crate) use super::folded_char::is_unseen;
pub(crate) use super::folded_char::turns_writing;
use super::memo::Memo;
use crate::cells::TONES;
use crate::cells::is_blank_char;

/// No cell of Excel holds more letters (32,767); a row of several such cells is looked at no
/// further than this.
pub(super) const MAX_SEARCHED: usize = 4 * 32_767;

/// Collapses every run of blanks (spaces, no-break spaces, tabs, line feeds) to one space and
/// trims.
#[must_use]
pub fn squeeze(text: &str) -> String {
    squeezed(text).into_owned()
}

/// The same without a copy where nothing is to be done, as with most cells.
pub(crate) fn squeezed(text: &str) -> Cow<'_, str> {
    let mut blank_before = true;
    let untidy = |c: char| {
        let blank = is_blank_char(c);
        let bad = blank && (c != ' ' || blank_before);
        blank_before = blank;
        bad
    };
    if !text.contains(untidy) && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank_char).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// A comparison key that keeps accents: lower case, blanks collapsed, tone marks placed one way:
/// after the letters of their syllable (`hòa` and `hoà` give the same key, which is never shown).
#[must_use]
pub fn key(text: &str) -> String {
    thread_local!(static KEYS: Memo<Box<str>> = Memo::default());
    KEYS.with(|kept| kept.of(text, |text| one_spelling_of_i(folded(text)).into()))
        .into()
}

/// A key with punctuation taken for blanks: `lãnh đạo, quản lý` is `lãnh đạo quản lý`.
#[must_use]
pub fn plain(text: &str) -> String {
    let end = if text.len() > MAX_SEARCHED {
        text.char_indices().nth(MAX_SEARCHED)
    } else {
        None
    };
    words_of_key(end.map_or(text, |(end, _)| &text[..end]))
}

/// The words of the key of a text, whatever signs stand between them.
fn words_of_key(text: &str) -> String {
    thread_local!(static WORDS: Memo<Box<str>> = Memo::default());
    let words = |text: &str| {
        let words = known_only(text, Signs::Blank).unwrap_or_else(|| words_only(&slowly(text)));
        one_spelling_of_i(words).into()
    };
    WORDS.with(|kept| kept.of(text, words)).into()
}

/// The words of a folded text, a space between two.
pub(super) fn words_only(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for word in folded
        .split(|c| !is_of_word(c))
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a character belongs to a word.
fn is_of_word(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        '×' | '÷' => false,
        // Latin letters: every other of these blocks is one.
        'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// The same with i and y as they are written.
fn folded(text: &str) -> String {
    known_only(text, Signs::Kept).unwrap_or_else(|| slowly(text))
}

/// What becomes of what is neither letter nor digit nor blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signs {
    Kept,
    /// They part words, as blanks do.
    Blank,
}

/// The folded text where every character is one that [`FoldedChar`] tells of and no syllable has
/// two marks, as in nearly all texts.
fn known_only(text: &str, signs: Signs) -> Option<String> {
    let known = FoldedChar::table();
    // A letter with its mark apart takes a byte or two more.
    let mut out = String::with_capacity(text.len() + text.len() / 4 + 8);
    let (mut tone, mut blank) = (None, false);
    for c in text.chars() {
        let known = known.of(c);
        if known == FoldedChar::Blank
            || (signs == Signs::Blank && matches!(known, FoldedChar::Break(_)))
        {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) && !out.is_empty() {
            end_syllable(&mut out, &mut tone);
            out.push(' ');
        }
        match known {
            FoldedChar::Plain(letter) => out.push(letter),
            FoldedChar::Marked(letter, mark) => {
                if tone.replace(mark).is_some() {
                    return None;
                }
                out.push(letter);
            }
            FoldedChar::Break(sign) => {
                end_syllable(&mut out, &mut tone);
                out.push(sign);
            }
            FoldedChar::Blank | FoldedChar::Other => return None,
        }
    }
    end_syllable(&mut out, &mut tone);
    Some(out)
}

/// Puts the mark of a syllable behind its letters.
fn end_syllable(out: &mut String, tone: &mut Option<char>) {
    if let Some(mark) = tone.take() {
        out.push(mark);
    }
}

/// The folded text, whatever stands in it.
fn slowly(text: &str) -> String {
    let mut out = Folded::with_capacity(text.len() + 8);
    squeezed(text)
        .chars()
        .flat_map(char::to_lowercase)
        .for_each(|c| out.take(c));
    out.finish()
}

/// `quý` and `quí`, `lý` and `lí` are one word: y as the only vowel behind a consonant is written
/// i.
fn one_spelling_of_i(text: String) -> String {
    let is_i = |at: usize| {
        let is_final = text[at + 1..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric());
        let mut before = text[..at].chars().rev();
        is_final
            && match before.next() {
                Some('u') => before.next() == Some('q'),
                Some(letter) => letter.is_alphabetic() && !"aăâeêioôơuưy".contains(letter),
                None => false,
            }
    };
    let places: Vec<usize> = memchr::memchr_iter(b'y', text.as_bytes())
        .filter(|at| is_i(*at))
        .collect();
    let mut text = text;
    for at in places {
        text.replace_range(at..=at, "i");
    }
    text
}

/// A comparison key without accents: `Mã ngạch` is `ma ngach`.
#[must_use]
pub fn bare(text: &str) -> String {
    thread_local!(static BARE: Memo<Box<str>> = Memo::default());
    BARE.with(|kept| kept.of(text, |text| unaccented(&key(text)).into()))
        .into()
}

/// The same of the words alone, whatever signs stand between them: see [`plain`].
#[must_use]
pub fn bare_words(text: &str) -> String {
    bare(&plain(text))
}

fn unaccented(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if c == 'đ' {
            out.push('d');
        } else if !TONES.contains(&c) {
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
    words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// Drops bracketed parts: `Số người (đề xuất)` is `Số người`.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A text with its first letter in lower case.
pub(crate) fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// A sentence with its first letter in upper case, also where it begins with a subject ("vị trí
/// VP-03 …").
pub(crate) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_and_decomposition_do_not_matter() {
        for (a, b) in [
            ("hòa", "hoà"),
            ("Thủy lợi", "thuỷ  lợi"),
            ("Ngươ\u{300}i", "người"),
            ("HÓA", "hoá"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn letters_are_known_as_the_slow_way_makes_them() {
        for c in (0..0x2100).filter_map(char::from_u32) {
            for text in [
                format!("{c}"),
                format!("a{c}"),
                format!("qu{c}t"),
                format!("h{c}a\u{301} {c}"),
            ] {
                if let Some(known) = known_only(&text, Signs::Kept) {
                    assert_eq!(known, slowly(&text), "{text:?}");
                }
                if let Some(words) = known_only(&text, Signs::Blank) {
                    assert_eq!(words, words_only(&slowly(&text)), "{text:?}");
                }
                assert_eq!(words_of_key(&text), words_only(&key(&text)), "{text:?}");
            }
        }
        for text in [
            "Quyết định số 12/QĐ-UBND  ngày\u{a0}1/7",
            " HOÀ (hoá), thuỷ; ",
            "",
            " ",
        ] {
            assert_eq!(
                known_only(text, Signs::Kept),
                Some(slowly(text)),
                "{text:?}"
            );
        }
        assert_eq!(known_only("a\u{301}", Signs::Kept), None);
        assert!(known_only("Từ “dài” – ngắn…", Signs::Kept).is_some());
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
        for text in [
            "quye\u{302}\u{301}t",
            "quye\u{301}\u{302}t",
            "quy\u{ad}ê\u{301}t",
            "quy\u{200d}ết",
            "quyê\u{341}t",
            "quyết\u{200e}",
        ] {
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
