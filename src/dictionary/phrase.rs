//! Phrases that are looked for in many texts, and texts that many phrases are looked for in.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::fold::plain;

/// Cụm từ: words made ready to be looked for, as [`plain`] has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    /// The mark of its first word.
    mark: u64,
}

/// Văn bản: a text made ready to be searched, as [`plain`] has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainText {
    text: Box<str>,
    /// The marks of its words: a phrase whose first word has another is not in it.
    marks: u64,
}

impl Phrase {
    /// Words, made plain.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let text = plain(words);
        let mark = mark(text.split(' ').next().unwrap_or_default());
        Self { text, mark }
    }
}

impl PlainText {
    /// A text, made plain.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of_plain(plain(text))
    }

    /// The same of a text that is plain already.
    pub(super) fn of_plain(text: String) -> Self {
        let marks = text.split(' ').fold(0, |marks, word| marks | mark(word));
        let text = text.into();
        Self { text, marks }
    }

    /// Whether whole words of it spell a phrase.
    #[must_use]
    pub fn holds(&self, phrase: &Phrase) -> bool {
        self.marks & phrase.mark != 0 && holds_phrase(&self.text, &phrase.text)
    }
}

/// Whether whole words of `text` spell `phrase` (both plain).
#[must_use]
pub fn holds_phrase(text: &str, phrase: &str) -> bool {
    if phrase.is_empty() || phrase.len() >= text.len() {
        return !phrase.is_empty() && text == phrase;
    }
    let (bytes, phrase) = (text.as_bytes(), phrase.as_bytes());
    let is_here = |at: usize| {
        (at == 0 || bytes[at - 1] == b' ')
            && bytes[at..].starts_with(phrase)
            && bytes
                .get(at + phrase.len())
                .is_none_or(|after| *after == b' ')
    };
    memchr::memchr_iter(phrase[0], &bytes[..=text.len() - phrase.len()]).any(is_here)
}

/// One of 64 bits for a word.
fn mark(word: &str) -> u64 {
    let mut hash = FxHasher::default();
    hash.write(word.as_bytes());
    1 << (hash.finish() & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::fold;

    #[test]
    fn a_phrase_is_found_where_its_words_stand() {
        let text = PlainText::new("Phó Trưởng phòng Tổ chức - Hành chính (kiêm nhiệm)");
        for held in [
            "phó trưởng phòng",
            "Tổ chức hành chính",
            "kiêm nhiệm",
            "phó",
        ] {
            assert!(text.holds(&Phrase::new(held)), "{held}");
        }
        for missing in [
            "phó phòng",
            "tổ chức cán bộ",
            "kiêm nhiệm khác",
            "trưởng phó",
            "ph",
            "",
        ] {
            assert!(!text.holds(&Phrase::new(missing)), "{missing}");
        }
    }

    #[test]
    fn whole_words_are_found_and_parts_are_not() {
        let holds = |text: &str, words: &str| holds_phrase(&plain(text), &plain(words));
        assert!(holds("Chuyên viên Kế hoạch - Đầu tư", "kế hoạch"));
        assert!(holds("Văn thư, lưu trữ", "Lưu trữ"));
        assert!(!holds("Tổng hợp", "tổ"));
        assert!(!holds(
            &format!("{} phó", "a ".repeat(fold::MAX_SEARCHED)),
            "phó"
        ));
    }
}
