//! What nobody sees in a text: blanks too many, marks apart from their letters, letters of another
//! script.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::fold;

/// Letters of other scripts that look as Latin ones do (Q22).
const ALIKE: [(&str, &str); 4] = [
    ("АВЕКМНОРСТУХІЅЈԚԜ", "ABEKMHOPCTYXISJQW"),
    ("аеорсухіѕјһԁԛԝ", "aeopcyxisjhdqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("ον", "ov"),
];
/// Latin letters that no Vietnamese text means: what copying from PDF and other languages'
/// keyboards leave behind.
const STRAY: [(char, char); 5] = [('ƣ', 'ư'), ('Ƣ', 'Ư'), ('ð', 'đ'), ('Ð', 'Đ'), ('Ɖ', 'Đ')];

/// Chữ đã dọn: a text as it looks, and what that took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidied {
    /// The text: it says what it said, and looks as it looked but for blanks.
    pub text: String,
    /// Whether blanks went (Q18, Q19): at the ends, doubled, of another kind, of no width. Line
    /// breaks stay.
    pub blanks: bool,
    /// Whether marks were joined with their letters (NFC, Q20).
    pub composed: bool,
    /// Letters that were exchanged: as they were, and as they look; each once.
    pub letters: Vec<(char, char)>,
}

impl Tidied {
    fn is_untouched(&self) -> bool {
        !self.blanks && !self.composed && self.letters.is_empty()
    }
}

/// Tidies a text; in a code (`А-01`) a letter of another script beside a digit is no word of that
/// script. None where there is nothing to tidy, nothing would be left, or the text holds what is
/// not simply text.
#[must_use]
pub fn tidy(text: &str, is_code: bool) -> Option<Tidied> {
    if text.chars().any(is_strange) {
        return None;
    }
    let bare = without_blanks(text);
    let joined: String = bare.nfc().collect();
    let (blanks, composed) = (bare != text, joined != bare);
    let mut letters = Vec::new();
    let text: String = exchanged(&joined, is_code, &mut letters).nfc().collect();
    let tidied = Tidied {
        text,
        blanks,
        composed,
        letters,
    };
    (!tidied.is_untouched() && !tidied.text.is_empty()).then_some(tidied)
}

/// What turns the direction of writing, ends a line in another way, or commands something.
fn is_strange(c: char) -> bool {
    fold::turns_writing(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
        || (c.is_control() && c != '\n' && c != '\t')
}

fn without_blanks(text: &str) -> String {
    // Joiners hold pictures together; in words they are nothing.
    let pictures = text.chars().any(|c| c >= '\u{1f000}');
    let unseen = |c: char| match c {
        '\u{ad}' | '\u{2060}' => true,
        '\u{200c}' | '\u{200d}' => !pictures,
        _ => false,
    };
    let shown: String = text.chars().filter(|c| !unseen(*c)).collect();
    // Within a word one reader takes it for a blank and another for nothing: there it stays.
    let is_thin = |c: char| matches!(c, '\u{200b}' | '\u{feff}');
    let line = |line: &str| {
        line.split_whitespace()
            .map(|word| word.trim_matches(is_thin))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<String> = shown.split('\n').map(line).collect();
    let tidy = lines.join("\n").trim_matches('\n').to_owned();
    // What is typed so is taken for a formula: the blank before it is there for a reason.
    let is_guarded =
        text.starts_with(char::is_whitespace) && tidy.starts_with(['=', '+', '-', '@']);
    if is_guarded { format!(" {tidy}") } else { tidy }
}

/// The text with the letters that it looks to be written with.
fn exchanged(text: &str, is_code: bool, letters: &mut Vec<(char, char)>) -> String {
    let belongs = |c: char| {
        if is_code {
            !c.is_whitespace()
        } else {
            c.is_alphanumeric() || is_combining_mark(c)
        }
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = belongs(first);
        let end = rest.find(|c| belongs(c) != inside).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let latin = inside && is_latin_word(word, is_code);
        for c in word.chars() {
            match stray(c).or_else(|| alike(c).filter(|_| latin)) {
                Some(letter) => {
                    if !letters.contains(&(c, letter)) {
                        letters.push((c, letter));
                    }
                    out.push(letter);
                }
                None => out.push(c),
            }
        }
        rest = after;
    }
    out
}

/// Whether a word is written in Latin letters, with or without some that only look so.
fn is_latin_word(word: &str, is_code: bool) -> bool {
    let is_foreign = |c: char| matches!(c, '\u{370}'..='\u{52f}') && c.is_alphabetic();
    let is_latin =
        |c: char| c.is_alphabetic() && (c < '\u{250}' || matches!(c, '\u{1e00}'..='\u{1eff}'));
    let marked =
        word.contains(is_latin) || (is_code && word.contains(|c: char| c.is_ascii_digit()));
    marked
        && word
            .chars()
            .filter(|c| is_foreign(*c))
            .all(|c| alike(c).is_some())
}

fn alike(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    ALIKE
        .iter()
        .find_map(|(foreign, latin)| {
            foreign
                .chars()
                .zip(latin.chars())
                .find(|(known, _)| *known == c)
        })
        .map(|pair| pair.1)
}

fn stray(c: char) -> Option<char> {
    STRAY
        .iter()
        .find(|(known, _)| *known == c)
        .map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tidied(text: &str, is_code: bool) -> Option<String> {
        tidy(text, is_code).map(|tidied| tidied.text)
    }

    #[test]
    fn blanks_marks_and_letters_are_tidied() {
        for (text, is_code, wanted) in [
            (" Trưởng  phòng\u{a0}A\u{200b} ", false, "Trưởng phòng A"),
            ("a \n\t b\n\nc\n", false, "a\nb\n\nc"),
            ("\u{feff}a \u{200b} b", false, "a b"),
            ("\u{a0} - Chủ trì ", false, " - Chủ trì"),
            ("Ngươ\u{300}i", false, "Người"),
            ("Trƣởng phòng", false, "Trưởng phòng"),
            ("ÐƠN VỊ", false, "ĐƠN VỊ"),
            ("Сhuyên viên", false, "Chuyên viên"),
            ("Vаn phòng Тỉnh", false, "Van phòng Tỉnh"),
            ("А-01", true, "A-01"),
            ("ТР-01", true, "TP-01"),
        ] {
            assert_eq!(tidied(text, is_code).as_deref(), Some(wanted), "{text:?}");
        }
    }

    #[test]
    fn what_says_something_stays() {
        for (text, is_code) in [
            ("Trưởng phòng", false),
            ("hệ số α", false),
            ("Москва", false),
            ("А-01", false),
            ("Ж-01", true),
            ("a\nb", false),
            ("a\r\nb ", false),
            ("\u{202e}a ", false),
            ("👩\u{200d}💼", false),
            (" \u{a0} ", false),
            ("a\u{200b}b", false),
            (" =1+1", false),
            ("", false),
        ] {
            assert_eq!(tidied(text, is_code), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(text in "[ \u{a0}\u{200b}\n\ta-zàảÐƣАСаον\u{300}\u{301}ươ0-9.-]{0,20}", is_code: bool) {
            if let Some(first) = tidy(&text, is_code) {
                prop_assert_eq!(tidy(&first.text, is_code), None);
                let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
                prop_assert!(seen(&first.text) <= seen(&text));
            }
        }
    }
}
