//! Numbers, dates and places as Vietnamese officials write them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::cells::Addr;
pub(super) use crate::dictionary::fold::capital;
pub(super) use crate::dictionary::fold::uncapital as lower;
use crate::dossier::RemarkCode;
use crate::law::Citation;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Source;
use crate::measure;
use crate::opinion::ActLine;
use crate::opinion::Finding;
use crate::opinion::UnknownProvision;
use crate::opinion::WAIVERS_IN_USE;

/// A date: `30/06/2021`.
pub(super) fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A whole number with a dot between thousands: `1.048.375`.
pub(super) fn whole(number: impl Into<i128>) -> String {
    let number = number.into();
    let sign = if number < 0 { "-" } else { "" };
    format!(
        "{sign}{}",
        measure::grouped(&number.unsigned_abs().to_string())
    )
}

/// A number of things.
pub(super) fn count(number: usize) -> String {
    i128::try_from(number).map_or_else(|_| number.to_string(), whole)
}

/// A number of things, of none nothing.
pub(super) fn count_or_none(number: usize) -> String {
    if number > 0 {
        count(number)
    } else {
        String::new()
    }
}

/// A number that may be unknown.
pub(super) fn maybe(number: Option<i64>) -> String {
    number.map_or_else(|| "chưa rõ".to_owned(), whole)
}

/// A share in percent with at most two decimals: `38,6%`.
pub(super) fn percent(share: Option<Decimal>) -> String {
    share.map_or_else(
        || "–".to_owned(),
        |share| format!("{}%", share.normalize().to_string().replace('.', ",")),
    )
}

/// What a finding is, as a heading: a provision that is not kept is one thing, figures that do not
/// agree another.
pub(super) fn kind(finding: &Finding) -> &'static str {
    kind_of(finding.outcome, finding.nature)
}

/// The same of an outcome and its nature.
pub(super) const fn kind_of(outcome: Outcome, nature: Nature) -> &'static str {
    match (outcome, nature) {
        (Outcome::Violation, Nature::Law) => "Sai quy định",
        (Outcome::Violation, Nature::Data) => "Số liệu chưa khớp",
        (Outcome::Doubtful, _) => "Chưa chắc đã đọc đúng",
        (Outcome::Explain, _) => "Cần giải trình",
        (Outcome::Missing, _) => "Thiếu dữ liệu",
        (Outcome::Note, _) => "Lưu ý",
        (Outcome::Waived, _) => "Đã miễn trừ",
        (Outcome::Manual, _) => "Cần xem xét",
        (Outcome::Pass | Outcome::NotApplicable, _) => "Đạt",
    }
}

/// Text, or what stands in for an empty one.
pub(super) fn or_blank(text: &str) -> String {
    if text.is_empty() {
        "(không ghi)".to_owned()
    } else {
        text.to_owned()
    }
}

/// An act by its number, with its kind: `Nghị định số 62/2020/NĐ-CP`.
pub(super) fn act(number: &str) -> String {
    let kinds = [
        ("/NĐ-", "Nghị định số "),
        ("/TT-", "Thông tư số "),
        ("/QĐ-", "Quyết định số "),
    ];
    let kind = kinds
        .iter()
        .find(|(sign, _)| number.contains(sign))
        .map_or("", |(_, kind)| kind);
    format!("{kind}{number}")
}

/// A provision of which there is no text, as a line: where, what it is about, what is not known.
pub(super) fn unknown(line: &UnknownProvision) -> String {
    let UnknownProvision {
        act: number,
        of_act,
        provision,
        says,
        reason,
    } = line;
    let of = of_act
        .as_ref()
        .map(|of| format!(" (sửa {})", act(of)))
        .unwrap_or_default();
    let says = says.trim_end_matches('.');
    format!(
        "{}{of}, {provision}: {says}. {}.",
        act(number),
        reason.trim_end_matches('.')
    )
}

/// A provision, with how its text is known where that is not from the text itself.
pub(super) fn cited(citation: &Citation) -> String {
    match (&citation.act, citation.reviewed) {
        (None, _) | (_, Source::Text) => citation.text.clone(),
        (_, other) => format!("{} ({})", citation.text, other.label()),
    }
}

/// Cells as people name them.
pub(super) fn places_of(cells: &[Addr]) -> String {
    places(&cells.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// Kind and number of an act: `Nghị định số 62/2020/NĐ-CP`.
pub(super) fn act_name(act: &ActLine) -> &str {
    act.title
        .split_once(": ")
        .map_or(act.title.as_str(), |(name, _)| name)
}

/// An act as a document names it first: kind, number, date, issuer and subject (Nghị định số
/// 30/2020/NĐ-CP, Phụ lục I).
pub(super) fn act_in_full(act: &ActLine) -> String {
    let subject = act
        .title
        .split_once(": ")
        .map(|(_, subject)| format!(" {subject}"))
        .unwrap_or_default();
    let signed = act
        .signed
        .map(|date| format!(" {}", long_day(date)))
        .unwrap_or_default();
    let issuer = if act.issuer.is_empty() {
        String::new()
    } else {
        format!(" của {}", act.issuer)
    };
    format!("{}{signed}{issuer}{subject}", act_name(act))
}

/// A date in words: `ngày 01 tháng 6 năm 2020`; days below 10, January and February have a zero
/// before them.
pub(super) fn long_day(date: Date) -> String {
    let month = if date.month() < 3 {
        format!("{:02}", date.month())
    } else {
        date.month().to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// How many ranges a line names before it only counts the rest; JSON has them all.
const NAMED: usize = 10;

/// Ranges with each sheet named once: `'Danh mục VTVL'!F7, I7; 'Hồ sơ'!C2`.
///
/// In a Word document what helps to find a table is told once, after the last of its places.
pub(super) fn places(ranges: &[String]) -> String {
    let mut text = String::new();
    let mut current = "";
    let shown = &ranges[..ranges.len().min(NAMED)];
    for (nth, range) in shown.iter().enumerate() {
        let (sheet, local) = split(range);
        let hint = hint(range);
        let again = hint.is_some()
            && shown
                .get(nth + 1)
                .is_some_and(|next| self::hint(next) == hint);
        let range = if again {
            range
                .strip_suffix(hint.unwrap_or_default())
                .unwrap_or(range)
        } else {
            range
        };
        if text.is_empty() {
            text.push_str(range);
        } else if sheet == current && !is_in_document(range) {
            text.push_str(", ");
            text.push_str(local);
        } else {
            text.push_str("; ");
            text.push_str(range);
        }
        current = sheet;
    }
    if ranges.len() > NAMED {
        text.push_str(" và ");
        text.push_str(&count(ranges.len() - NAMED));
        text.push_str(" vùng ô khác");
    }
    text
}

/// Where a finding is: its ranges, or the dossier as a whole where what it is about stands nowhere.
pub(super) fn place_of(finding: &Finding) -> String {
    if finding.ranges.is_empty() {
        "Cả hồ sơ".to_owned()
    } else {
        places(&finding.ranges)
    }
}

/// A range as its sheet (with the quotes) and the rest; no sheet when none is named, as in a Word
/// document.
pub(super) fn split(range: &str) -> (&str, &str) {
    range
        .rfind("'!")
        .map_or(("", range), |end| (&range[..=end], &range[end + 2..]))
}

/// Whether a range is of a Word document: `Bảng 7, dòng 3, cột 2`.
fn is_in_document(range: &str) -> bool {
    range.starts_with("Bảng ") || range.starts_with("Đoạn ")
}

/// What helps to find a place in a Word document: ` (trang 12, “2. Công việc chính”)`.
fn hint(range: &str) -> Option<&str> {
    let start = range
        .find(" (")
        .filter(|_| is_in_document(range) && range.ends_with(')'))?;
    range.get(start..)
}

/// Places after the word for cells, where they do not tell themselves what they are.
pub(super) fn cells(places: &str) -> String {
    if is_in_document(places) {
        places.to_owned()
    } else {
        format!("ô {places}")
    }
}

/// A number as the submission writes it, if it is one that a bar can show.
pub(super) fn number(text: &str) -> Option<Decimal> {
    text.trim()
        .replace(',', ".")
        .parse()
        .ok()
        .filter(|number: &Decimal| !number.is_sign_negative())
}

/// The option by which the user overrules what a remark tells: only the command line has any.
pub(super) fn overruling_option(code: &str) -> &'static str {
    if code == RemarkCode::LegacyText.key() {
        " (--encoding tcvn3 hoặc --encoding vni)"
    } else if code == WAIVERS_IN_USE {
        " (kiểm tra không miễn trừ: --no-waivers)"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_vietnamese() {
        assert_eq!(
            [0_i64, 999, 1_000, 1_048_375, -12_345].map(whole),
            ["0", "999", "1.000", "1.048.375", "-12.345"]
        );
        assert_eq!(percent(Some(Decimal::new(3860, 2))), "38,6%");
        assert_eq!(percent(Some(Decimal::new(500, 2))), "5%");
        assert_eq!(percent(Some(Decimal::new(10000, 2))), "100%");
        assert_eq!(percent(None), "–");
        assert_eq!(day(jiff::civil::date(2021, 6, 3)), "03/06/2021");
    }

    #[test]
    fn dates_in_words_have_their_zeros() {
        assert_eq!(
            long_day(jiff::civil::date(2020, 6, 1)),
            "ngày 01 tháng 6 năm 2020"
        );
        assert_eq!(
            long_day(jiff::civil::date(2021, 2, 10)),
            "ngày 10 tháng 02 năm 2021"
        );
    }

    #[test]
    fn a_sheet_is_named_once() {
        let ranges = ["'A'!I2:I3", "'A'!B4", "'B ''x'''!C5"].map(str::to_owned);
        assert_eq!(places(&ranges), "'A'!I2:I3, B4; 'B ''x'''!C5");
        let word = [
            "Bảng 7, dòng 3, cột 2 (“2.”)",
            "Bảng 7, dòng 5, cột 2 (“2.”)",
            "Bảng 8, dòng 1, cột 1 (“3.”)",
            "'A'!B4",
        ];
        let told = "Bảng 7, dòng 3, cột 2; Bảng 7, dòng 5, cột 2 (“2.”); Bảng 8, dòng 1, cột 1 (“3.”); 'A'!B4";
        assert_eq!(places(&word.map(str::to_owned)), told);
        assert_eq!(
            (cells("B4"), cells(word[0])),
            ("ô B4".to_owned(), word[0].to_owned())
        );
        let many: Vec<String> = (1..=12).map(|n| format!("'A'!B{n}")).collect();
        assert!(places(&many).ends_with("B10 và 2 vùng ô khác"));
    }
}
