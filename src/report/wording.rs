//! Words of papers that leave the office: numbers of people with two digits, dates in full, numbers
//! of documents that never break over a line.

use std::borrow::Cow;

use jiff::civil::Date;

use super::words;
use crate::opinion::Question;

/// A space at which no line ends.
const HARD_SPACE: char = '\u{a0}';
/// A hyphen at which no line ends.
const HARD_HYPHEN: &str = "\u{2011}";

/// Words that stay with the number or the letter behind them.
const BEFORE: [&str; 14] = [
    "số",
    "khoản",
    "điều",
    "điểm",
    "ngày",
    "tháng",
    "năm",
    "mục",
    "hạng",
    "loại",
    "nhóm",
    "ô",
    "trang",
    "phụ lục",
];

/// Words for people and posts, that a number stands before.
const COUNTED: [&str; 14] = [
    "người",
    "vị",
    "biên",
    "cấp",
    "đơn",
    "công",
    "viên",
    "nội",
    "tổ",
    "phó",
    "phòng",
    "chánh",
    "trưởng",
    "lao",
];

/// A text as a paper has it: hard spaces and hyphens inside numbers of documents, codes, dates and
/// provisions; fewer than ten people or posts with two digits; dates one way.
pub(super) fn bound(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            let stays = stays(words[place - 1], word);
            out.push(if stays { HARD_SPACE } else { ' ' });
        }
        let is_count = words.get(place + 1).is_some_and(|next| is_counted(next));
        match word.chars().next() {
            Some('1'..='9') if is_count && word.len() == 1 => out.extend(["0", word]),
            _ => out.push_str(&unbroken(&one_date(word))),
        }
    }
    out
}

/// Whether a word is for people or posts, whatever stands behind it.
fn is_counted(word: &str) -> bool {
    COUNTED.contains(
        &word
            .trim_end_matches(['.', ',', ';', ')', ':'])
            .to_lowercase()
            .as_str(),
    )
}

/// A date without its zeros (Nghị định số 30/2020/NĐ-CP has them only in days and months in words):
/// `10/9/2021`.
fn one_date(word: &str) -> Cow<'_, str> {
    let inner = word.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = inner.split('/');
    let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Cow::Borrowed(word);
    };
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    if !is_number(day) || !is_number(month) || year.len() != 4 {
        return Cow::Borrowed(word);
    }
    let bare = format!(
        "{}/{}/{year}",
        day.trim_start_matches('0'),
        month.trim_start_matches('0')
    );
    Cow::Owned(word.replacen(inner, &bare, 1))
}

/// Whether no line ends between two words.
fn stays(before: &str, word: &str) -> bool {
    let is_number = |text: &str| {
        text.trim_matches(['(', ')', ',', ';', '.'])
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let before_number = BEFORE.contains(&before.trim_start_matches('(').to_lowercase().as_str());
    let is_letter = word.trim_matches([',', ';']).chars().count() == 1;
    let behind_number = before
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && !before.is_empty();
    (before_number && (is_number(word) || is_letter)) || (behind_number && is_counted(word))
}

/// A number of a document or a code as one piece.
fn unbroken(word: &str) -> Cow<'_, str> {
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let has_capital = word.contains(char::is_uppercase);
    if word.contains('-') && has_digit && has_capital {
        Cow::Owned(word.replace('-', HARD_HYPHEN))
    } else {
        Cow::Borrowed(word)
    }
}

/// A text without the marks of [`bound`], for formats that wrap lines themselves.
pub(super) fn unbound(text: &str) -> String {
    text.replace(HARD_SPACE, " ").replace(HARD_HYPHEN, "-")
}

/// A number of people or things: two digits under ten (`02 cấp phó`).
pub(super) fn two_digits(number: impl Into<i128>) -> String {
    match number.into() {
        number @ 1..=9 => format!("0{number}"),
        number => words::whole(number),
    }
}

/// A number of things.
pub(super) fn counted(number: usize) -> String {
    i128::try_from(number).map_or_else(|_| number.to_string(), two_digits)
}

/// A day in running text: `ngày 30/6/2021`.
pub(super) fn on_day(date: Date) -> String {
    format!("ngày {}/{}/{}", date.day(), date.month(), date.year())
}

/// A provision in the order in which Vietnamese cite it, the smallest part first:
/// `điểm b khoản 2 Điều 4`. What names several stays as it is.
pub(super) fn in_order(provision: &str) -> String {
    const PARTS: [&str; 3] = ["Điều ", "khoản ", "điểm "];
    let starts: Vec<usize> = PARTS
        .iter()
        .filter_map(|part| provision.find(part))
        .collect();
    let rises = starts.windows(2).all(|pair| pair[0] < pair[1]);
    if starts.first() != Some(&0) || !rises || provision.contains([',', ';']) {
        return provision.to_owned();
    }
    let ends = starts.iter().skip(1).copied().chain([provision.len()]);
    let parts: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| provision[*start..end].trim())
        .collect();
    parts.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// The provision of a question as a paper cites it, with the act that it amends; what tells parts
/// of one provision apart is ours.
pub(super) fn question_basis(asked: &Question) -> String {
    let provision = asked
        .provision
        .split_once(" (")
        .map_or(asked.provision.as_str(), |(parts, _)| parts);
    let (provision, act) = (in_order(provision), words::act(&asked.act));
    match &asked.of_act {
        Some(of) => format!(
            "{provision} {} (được sửa đổi, bổ sung bởi {act})",
            words::act(of)
        ),
        None => format!("{provision} {act}"),
    }
}

/// A sentence in which no cell is named: which it is, the annex tells.
pub(super) fn without_cells(sentence: &str) -> String {
    let mut rest = sentence;
    let mut out = String::with_capacity(sentence.len());
    let first = |text: &str| {
        ["ô '", "Ô '"]
            .into_iter()
            .filter_map(|word| text.find(word).map(|at| (at, word)))
            .min()
    };
    while let Some((at, word)) = first(rest) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let Some((sheet, after)) = after.split_once("'!") else {
            break;
        };
        let end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '$'))
            .unwrap_or(after.len());
        let word = if before.trim().is_empty() && out.is_empty() {
            "Một ô"
        } else {
            "một ô"
        };
        out.push_str(before);
        out.extend([word, " ở trang “", &sheet.replace("''", "'"), "”"]);
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// A sentence with its full stop.
pub(super) fn ended(sentence: &str) -> String {
    if sentence.ends_with(['.', '?', '!']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

/// A sentence without its full stop.
pub(super) fn open(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_and_provisions_do_not_break() {
        let text = bound(
            "điểm a khoản 2 Điều 8 Nghị định số 62/2020/NĐ-CP ngày 01/06/2020, 12 người ở VP-06",
        );
        assert!(!text.contains("NĐ-CP") && !text.contains("VP-06"), "{text}");
        for pair in [
            "điểm\u{a0}a",
            "khoản\u{a0}2",
            "Điều\u{a0}8",
            "số\u{a0}62",
            "ngày\u{a0}1/6",
            "12\u{a0}người",
        ] {
            assert!(text.contains(pair), "{pair}: {text}");
        }
        assert_eq!(
            unbound(&bound("trước 10/09/2021, 2 Phó Trưởng phòng, 11 người")),
            "trước 10/9/2021, 02 Phó Trưởng phòng, 11 người"
        );
        assert_eq!(
            bound("Phòng Kế hoạch - Tài chính"),
            "Phòng Kế hoạch - Tài chính"
        );
        assert_eq!(
            unbound(&text),
            "điểm a khoản 2 Điều 8 Nghị định số 62/2020/NĐ-CP ngày 1/6/2020, 12 người ở VP-06"
        );
    }

    #[test]
    fn provisions_are_cited_from_the_smallest_part() {
        assert_eq!(in_order("Điều 4 khoản 2 điểm b"), "điểm b khoản 2 Điều 4");
        assert_eq!(in_order("Điều 6 khoản 1"), "khoản 1 Điều 6");
        assert_eq!(
            in_order("Điều 4 khoản 1, khoản 2"),
            "Điều 4 khoản 1, khoản 2"
        );
        assert_eq!(in_order("khoản 1 Điều 6"), "khoản 1 Điều 6");
        let asked = |of_act: Option<&str>, provision: &str| Question {
            act: "107/2020/NĐ-CP".to_owned(),
            of_act: of_act.map(str::to_owned),
            provision: provision.to_owned(),
            question: String::new(),
            shows: Vec::new(),
        };
        let renumbered = "điểm b khoản 1 Điều 6 Nghị định số 24/2014/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 107/2020/NĐ-CP)";
        assert_eq!(
            question_basis(&asked(Some("24/2014/NĐ-CP"), "Điều 6 khoản 1 điểm b")),
            renumbered
        );
        let part = question_basis(&asked(None, "Điều 3 khoản 3 (đơn vị cùng cấp)"));
        assert_eq!(part, "khoản 3 Điều 3 Nghị định số 107/2020/NĐ-CP");
    }

    #[test]
    fn cells_stay_out_of_sentences() {
        let told = without_cells(
            "Ô 'Mô tả ''A'''!C155 nêu tên khác; đề án chưa ghi ô 'Danh mục VTVL'!H25:H26 (cột mã).",
        );
        let wanted = "Một ô ở trang “Mô tả 'A'” nêu tên khác; đề án chưa ghi một ô ở trang “Danh mục VTVL” (cột mã).";
        assert_eq!(told, wanted);
        assert_eq!(without_cells("không có ô nào"), "không có ô nào");
    }

    #[test]
    fn few_have_two_digits() {
        assert_eq!(
            [0, 1, 9, 10, 1500].map(two_digits),
            ["0", "01", "09", "10", "1.500"]
        );
    }
}
