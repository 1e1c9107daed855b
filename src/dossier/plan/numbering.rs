//! The marks that number rows and titles: `1`, `4.1`, `I.`, `A`, `a)`, `-`, `Phần II`.

use crate::dictionary::fold;
use crate::dictionary::words::is_arabic;
use crate::dictionary::words::is_roman;

/// A number in front of rows is no longer than this; longer texts are titles.
const MAX_NUMBER_CHARS: usize = 8;
/// A word before a Roman or Arabic number that makes a title of it.
const PARTS: [&str; 6] = ["phan", "muc", "nhom", "khoi", "chuong", "bang"];

/// How a row or a title is numbered. Titles numbered alike stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// `A`, `B`.
    Letter,
    /// `a)`, `b.`
    Small,
    /// `I`, `II`.
    Roman,
    /// `1`, `4.1`: with so many parts.
    Arabic(u8),
    /// `-`, `*`, `+`, `•`.
    Bullet(char),
    /// No number.
    Plain,
}

impl Mark {
    /// The mark that the text of a number column is; none for a text that is no mark.
    pub(crate) fn of_number(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > MAX_NUMBER_CHARS {
            return None;
        }
        let bare = text.trim_matches(|c: char| {
            matches!(c, '(' | ')' | '.' | ':' | '/' | '[' | ']') || c == ' '
        });
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(bullet), None) if is_bullet(bullet) => return Some(Self::Bullet(bullet)),
            _ => {}
        }
        if is_arabic(bare) {
            return Some(Self::Arabic(parts(bare)));
        }
        if is_roman(bare) {
            let roman = bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
            return Some(if roman { Self::Roman } else { Self::Letter });
        }
        let mut small = bare.chars();
        if small
            .next()
            .is_some_and(|c| c.is_ascii_lowercase() || c == 'đ')
            && small.next().is_none()
        {
            return Some(Self::Small);
        }
        // `I.1`, `A1`, `II-2`: the row's number within a lettered part.
        let joined = bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'A'..='H' | '.' | '-'));
        (joined && bare.ends_with(|c: char| c.is_ascii_digit())).then(|| Self::Arabic(parts(bare)))
    }

    /// Whether entries are numbered so.
    pub(crate) fn is_arabic(self) -> bool {
        matches!(self, Self::Arabic(_))
    }
}

/// The number of a row without the sign behind it: `4.1.` is `4.1`.
pub(crate) fn bare_number(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ')'])
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '*' | '+' | '•' | '●' | '▪' | '➢' | '>' | '✓' | '◦' | '·' | '#'
    )
}

fn parts(number: &str) -> u8 {
    u8::try_from(
        number
            .split(['.', '-'])
            .filter(|part| !part.is_empty())
            .count(),
    )
    .unwrap_or(u8::MAX)
}

/// A title without the mark before it: `I. CẤP SỞ` is (`Roman`, `CẤP SỞ`), `- Văn phòng` is
/// (`Bullet`, `Văn phòng`), `Phần II: Hỗ trợ` is (`Roman`, `Hỗ trợ`). A title without a mark is
/// plain.
pub(crate) fn titled(text: &str) -> (Mark, &str) {
    let text = text.trim();
    if let Some(bullet) = text.chars().next().filter(|c| is_bullet(*c)) {
        let rest = text.trim_start_matches(is_bullet).trim_start();
        if !rest.is_empty() {
            return (Mark::Bullet(bullet), rest);
        }
    }
    let after_part = after_part(text).unwrap_or(text);
    let Some(end) = after_part.find(['.', ')', '-', ':', '/', ' ']) else {
        return (Mark::Plain, text);
    };
    let (head, mut rest) = after_part.split_at(end);
    // `1.2. Title`: the number ends where the letters begin.
    let mut number = head;
    if is_arabic(head) || is_roman(head) {
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let long = after_part.find(|c| !digits(c)).unwrap_or(after_part.len());
        if long > end && is_arabic(&after_part[..long]) {
            (number, rest) = after_part.split_at(long);
        }
    }
    let by_part = after_part.len() < text.len();
    let marked = rest
        .trim_start()
        .starts_with(['.', ')', '-', ':', '/', '–'])
        || number.ends_with('.')
        || by_part;
    let title = rest.trim_start_matches(['.', ')', '-', ':', '/', '–', ' ']);
    match Mark::of_number(number).filter(|_| marked && !title.is_empty()) {
        Some(mark) => (mark, title),
        None => (Mark::Plain, text),
    }
}

/// What follows `Phần`, `Mục`, `Nhóm` where a number follows it.
fn after_part(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    let number = rest.split([' ', ':', '.', ')', '-', '–', ',']).next()?;
    let numbered = is_roman(number) || is_arabic(number);
    (PARTS.contains(&fold::bare(word).as_str()) && numbered).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_rows() {
        for (text, mark) in [
            ("1", Some(Mark::Arabic(1))),
            ("01.", Some(Mark::Arabic(1))),
            ("4.1.2.1", Some(Mark::Arabic(4))),
            ("(2)", Some(Mark::Arabic(1))),
            ("I", Some(Mark::Roman)),
            ("IV.", Some(Mark::Roman)),
            ("A", Some(Mark::Letter)),
            ("a)", Some(Mark::Small)),
            ("-", Some(Mark::Bullet('-'))),
            ("I.1", Some(Mark::Arabic(2))),
            ("Tổng", None),
            ("TC", None),
            ("", None),
        ] {
            assert_eq!(Mark::of_number(text), mark, "{text}");
        }
    }

    #[test]
    fn titles_and_their_marks() {
        for (text, mark, title) in [
            ("I. CẤP SỞ", Mark::Roman, "CẤP SỞ"),
            ("A/ Khối văn phòng", Mark::Letter, "Khối văn phòng"),
            ("1.2. Quản lý biên chế", Mark::Arabic(2), "Quản lý biên chế"),
            ("- Văn phòng", Mark::Bullet('-'), "Văn phòng"),
            ("* Nhóm hỗ trợ", Mark::Bullet('*'), "Nhóm hỗ trợ"),
            ("a) Nhóm hỗ trợ", Mark::Small, "Nhóm hỗ trợ"),
            ("Phần II: Hỗ trợ, phục vụ", Mark::Roman, "Hỗ trợ, phục vụ"),
            (
                "Nhóm 1: Lãnh đạo, quản lý",
                Mark::Arabic(1),
                "Lãnh đạo, quản lý",
            ),
            ("Nhóm lãnh đạo", Mark::Plain, "Nhóm lãnh đạo"),
            ("Phòng A", Mark::Plain, "Phòng A"),
            ("1 người", Mark::Plain, "1 người"),
        ] {
            assert_eq!(titled(text), (mark, title), "{text}");
        }
    }
}
