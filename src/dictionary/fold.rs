//! Comparing Vietnamese texts: NFC, case, blanks, tone-mark placement, accents.
//!
//! Two strengths. [`key`] keeps the accents (lương is not lượng) but forgives case, blanks and the
//! two styles of placing a tone mark (`hoá`, `hóa`). [`bare`] also drops the accents, for headings
//! and searches only: it makes lương and lượng one.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::char::compose;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

use super::memo::Memo;
use crate::cells::is_blank_char;

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

/// Whether a character is there to see for no one: soft hyphens, joiners, marks of no width (among
/// them those that are a blank to some readers, see [`squeeze`]), and marks that turn the direction
/// of writing.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// A key that sorts numbers by value: texts and numbers in turn.
#[must_use]
pub fn natural(name: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let digits = rest[text..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| text + end);
        key.push((
            rest[..text].to_lowercase(),
            rest[text..digits].parse().unwrap_or(u64::MAX),
        ));
        rest = &rest[digits..];
    }
    key
}

/// A comparison key that keeps accents: lower case, blanks collapsed, tone marks placed one way:
/// after the letters of their syllable (`hòa` and `hoà` give the same key, which is never shown).
#[must_use]
pub fn key(text: &str) -> String {
    thread_local!(static KEYS: Memo<Box<str>> = Memo::default());
    KEYS.with(|kept| kept.of(text, |text| one_spelling_of_i(folded(text)).into()))
        .into()
}

/// The words of the key of a text, whatever signs stand between them.
pub(super) fn words_of_key(text: &str) -> String {
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
    let mut out = Folded {
        text: String::with_capacity(text.len() + 8),
        tones: String::new(),
    };
    squeezed(text)
        .chars()
        .flat_map(char::to_lowercase)
        .for_each(|c| out.take(c));
    out.close_syllable();
    out.text
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

/// The five tone marks as combining characters: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// What folding makes of one character. Folding is a tenth of a check's work: what a Vietnamese
/// text is written with is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FoldedChar {
    /// A letter or digit in lower case.
    Plain(char),
    /// A letter in lower case, and the mark that goes to the end of its syllable.
    Marked(char, char),
    /// What ends a syllable.
    Break(char),
    Blank,
    /// Anything else.
    Other,
}

/// Where Unicode keeps ASCII and the other letters of Vietnamese (Latin-1 to Latin Extended-B,
/// Latin Extended Additional), and after them dashes and quotation marks.
const LATIN: std::ops::Range<u32> = 0..0x1B1;
const VIETNAMESE: std::ops::Range<u32> = 0x1EA0..0x2040;

/// What is [`FoldedChar`] of the characters of both ranges.
struct KnownTable {
    latin: Vec<FoldedChar>,
    vietnamese: Vec<FoldedChar>,
}

impl KnownTable {
    fn of(&self, c: char) -> FoldedChar {
        let code = u32::from(c);
        let (table, first) = if code < LATIN.end {
            (&self.latin, 0)
        } else {
            (&self.vietnamese, VIETNAMESE.start)
        };
        let nth = usize::try_from(code.wrapping_sub(first)).ok();
        nth.and_then(|nth| table.get(nth))
            .copied()
            .unwrap_or(FoldedChar::Other)
    }
}

impl FoldedChar {
    fn table() -> &'static KnownTable {
        static TABLE: LazyLock<KnownTable> = LazyLock::new(|| {
            let of = |range: std::ops::Range<u32>| {
                range
                    .map(|code| char::from_u32(code).map_or(FoldedChar::Other, FoldedChar::by_rule))
                    .collect()
            };
            KnownTable {
                latin: of(LATIN),
                vietnamese: of(VIETNAMESE),
            }
        });
        &TABLE
    }

    /// What the slow way makes of a character, where that is a blank, or one character and a tone
    /// mark at most.
    fn by_rule(c: char) -> Self {
        if is_blank_char(c) {
            return Self::Blank;
        }
        let mut out = Folded {
            text: String::new(),
            tones: String::new(),
        };
        c.to_lowercase().for_each(|c| out.take(c));
        let (mut letters, mut tones) = (out.text.chars(), out.tones.chars());
        match (letters.next(), letters.next(), tones.next(), tones.next()) {
            (Some(letter), None, None, None) if letter.is_alphanumeric() => Self::Plain(letter),
            (Some(letter), None, Some(mark), None) if letter.is_alphabetic() => {
                Self::Marked(letter, mark)
            }
            (Some(sign), None, None, None) if !is_combining_mark(sign) => Self::Break(sign),
            _ => Self::Other,
        }
    }
}

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
            c if is_unseen(c) => {}
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
    fn numbers_in_names_sort_by_value() {
        let mut names = ["Bieu 10.xlsx", "bieu 2.xlsx", "an.xlsx", "bieu 2b.xlsx"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(
            names,
            ["an.xlsx", "bieu 2.xlsx", "bieu 2b.xlsx", "Bieu 10.xlsx"]
        );
    }

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
