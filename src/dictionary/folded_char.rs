//! What folding makes of single characters, and of a syllable whose tone mark waits for its end.

use std::sync::LazyLock;

use unicode_normalization::char::compose;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

use crate::cells::TONES;
use crate::cells::is_blank_char;

/// Whether a character is a mark that turns the direction of writing.
pub(crate) fn turns_writing(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is there to see for no one: soft hyphens, joiners, marks of no width (among
/// them those that are a blank to some readers, see [`squeeze`]), and marks that turn the direction
/// of writing.
pub(crate) fn is_unseen(c: char) -> bool {
    turns_writing(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// What folding makes of one character. Folding is a tenth of a check's work: what a Vietnamese
/// text is written with is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoldedChar {
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
pub(super) struct KnownTable {
    latin: Vec<FoldedChar>,
    vietnamese: Vec<FoldedChar>,
}

impl KnownTable {
    pub(super) fn of(&self, c: char) -> FoldedChar {
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
    pub(super) fn table() -> &'static KnownTable {
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
        let mut out = Folded::with_capacity(0);
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
pub(super) struct Folded {
    text: String,
    tones: String,
}

impl Folded {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            tones: String::new(),
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.close_syllable();
        self.text
    }

    /// Takes one character in lower case.
    pub(super) fn take(&mut self, c: char) {
        match c {
            // Look-alikes that copying from PDF leaves behind (Q22).
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
            // The hat of ê, the horn of ơ: part of the letter, in whatever order it came (Q20).
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
