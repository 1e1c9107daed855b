//! Reading a cell as the kind of value that its field wants.
//!
//! What is unambiguous is read (`"33"`, `"36,36"`, `"1.760"`, `"01 người"`); anything else stays as
//! it is and is remarked. A blank stays blank: it is never a zero.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::levels;
use crate::cells::Value;
use crate::dictionary::Kind;
use crate::dictionary::fold;
use crate::dictionary::words::Words;

/// A value as read, or as it was because it is not of the kind.
pub(super) enum Reading {
    Read(Value),
    Unreadable(Value),
}

impl Reading {
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Read(value) | Self::Unreadable(value) => value,
        }
    }
}

/// Reads a cell as a kind.
pub(super) fn read(kind: Kind, value: &Value, words: &Words) -> Reading {
    let value = match value {
        Value::Blank => return blank(),
        Value::Text(text) => {
            let squeezed = fold::squeezed(text);
            if squeezed.is_empty() || words.is_placeholder(&squeezed) {
                return blank();
            }
            // What needs no change stays shared.
            Value::Text(if *squeezed == **text { Arc::clone(text) } else { squeezed.into() })
        }
        other => other.clone(),
    };
    match kind {
        Kind::Text | Kind::Mark => Reading::Read(value),
        // Words in place of a level are the rules' matter.
        Kind::Level => Reading::Read(levels::read(&value, words).unwrap_or(value)),
        Kind::Code => Reading::Read(code(value)),
        Kind::Count => check(number(value, true, words), |value| value.number().is_some()),
        Kind::Number | Kind::Percent => check(number(value, false, words), |value| value.number().is_some()),
        Kind::Date => check(date(value), |value| matches!(value, Value::Date(_))),
    }
}

fn blank() -> Reading {
    Reading::Read(Value::Blank)
}

fn check(value: Value, good: impl Fn(&Value) -> bool) -> Reading {
    if good(&value) { Reading::Read(value) } else { Reading::Unreadable(value) }
}

/// A code is text, even where the cell holds a number: `12.089` is not `12,089`.
fn code(value: Value) -> Value {
    match value {
        Value::Whole(n) => Value::Text(n.to_string().into()),
        Value::Decimal(d) => Value::Text(d.normalize().to_string().into()),
        other => other,
    }
}

fn number(value: Value, whole: bool, words: &Words) -> Value {
    match &value {
        Value::Text(text) => {
            let read = parse_number(text, whole, words).or_else(|| parse_number(after_label(text)?, whole, words));
            read.map_or(value, of_decimal)
        }
        Value::Decimal(d) if d.fract().is_zero() => of_decimal(*d),
        _ => value,
    }
}

/// A number as whole as it is.
pub(super) fn of_decimal(number: Decimal) -> Value {
    let number = number.normalize();
    match (number.scale(), i64::try_from(number.mantissa())) {
        (0, Ok(whole)) => Value::Whole(whole),
        _ => Value::Decimal(number),
    }
}

/// The number that a text says beyond doubt.
fn parse_number(text: &str, whole: bool, words: &Words) -> Option<Decimal> {
    let digits = without_unit(text, words);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let plain = if digits.chars().all(|c| c.is_ascii_digit()) { digits.to_owned() } else { ungroup(digits, whole)? };
    if plain.is_empty() {
        return None;
    }
    format!("{sign}{plain}").parse().ok()
}

/// What stands after a label without numbers of its own: `Số lượng: 07 người`.
fn after_label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    (!label.contains(|c: char| c.is_ascii_digit())).then_some(rest.trim())
}

/// Drops a unit after the number: `01 người`, `15 %`.
fn without_unit(text: &str, words: &Words) -> String {
    let key = fold::key(text);
    let end = key.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))).unwrap_or(key.len());
    let (head, tail) = key.split_at(end);
    if words.number_units.iter().any(|unit| unit == tail.trim()) { head.to_owned() } else { key }
}

/// Thousands separators out, decimal separator to a point. Vietnamese writes `1.234,5`; the English
/// way is taken where only it fits. A lone comma before three digits fits both, unless a whole
/// number is due.
fn ungroup(digits: &str, whole: bool) -> Option<String> {
    if !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let last = digits.rfind(['.', ','])?;
    let mark = if digits[last..].starts_with('.') { '.' } else { ',' };
    let other = if mark == '.' { ',' } else { '.' };
    let marks = digits.matches(mark).count();
    let (head, tail) = (&digits[..last], &digits[last + 1..]);
    if marks > 1 {
        return (!digits.contains(other) && grouped(digits, mark)).then(|| digits.replace(mark, ""));
    }
    if head.contains(other) {
        return (grouped(head, other) && !tail.is_empty()).then(|| format!("{}.{tail}", head.replace(other, "")));
    }
    if head.is_empty() || tail.is_empty() {
        return None;
    }
    if grouped(digits, mark) && head != "0" {
        // 1.760 is a thousand by Vietnamese writing; 1,760 is so only where a whole number is due.
        return (mark == '.' || whole).then(|| format!("{head}{tail}"));
    }
    Some(format!("{head}.{tail}"))
}

/// Whether a number is written in groups of three.
fn grouped(digits: &str, mark: char) -> bool {
    let mut groups = digits.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn date(value: Value) -> Value {
    match &value {
        Value::Text(text) => parse_date(text).map_or(value, Value::Date),
        _ => value,
    }
}

/// The complete date that a whole text says: `30/06/2021`, `30-6-2021`, `2021-06-30`,
/// `ngày 30 tháng 6 năm 2021`. Day before month, as Vietnamese writes.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let bare = fold::bare(text);
    let bare = bare.strip_prefix("ngay ").unwrap_or(&bare).trim().replace(" thang ", "/").replace(" nam ", "/");
    let parts: Vec<&str> = bare.split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<i16>().ok();
    if first.len() == 4 {
        return civil(number(first)?, number(second)?, number(third)?);
    }
    (third.len() == 4).then(|| civil(number(third)?, number(second)?, number(first)?)).flatten()
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first complete date inside a longer text, as in the title of an annex.
pub(super) fn date_within(text: &str) -> Option<Date> {
    let bare = fold::bare(text);
    bare.match_indices("ngay").find_map(|(start, word)| {
        let rest = bare[start + word.len()..].trim_start();
        let end = rest
            .match_indices(|c: char| c.is_ascii_digit())
            .scan((0, 0_usize), |(digits, last), (at, _)| {
                // Four digits in a row close the year.
                *digits = if *digits > 0 && at == *last + 1 { *digits + 1 } else { 1 };
                *last = at;
                Some((*digits, at))
            })
            .find(|(digits, _)| *digits == 4)
            .map(|(_, at)| at + 1)?;
        parse_date(&rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::forms::tests::forms;

    fn show(kind: Kind, text: &str) -> String {
        let forms = forms();
        match read(kind, &Value::Text(text.into()), forms.words()) {
            Reading::Read(value) => format!("{value}"),
            Reading::Unreadable(value) => format!("? {value}"),
        }
    }

    #[test]
    fn numbers_in_text() {
        for (kind, text, read) in [
            (Kind::Count, "33", "33"),
            (Kind::Count, "01", "1"),
            (Kind::Count, "01 người", "1"),
            (Kind::Count, "1.760", "1760"),
            (Kind::Count, "1,760", "1760"),
            (Kind::Count, "04 - 06", "? 04 - 06"),
            (Kind::Count, "?", "? ?"),
            (Kind::Count, "\u{a0}", ""),
            (Kind::Count, "…………", ""),
            (Kind::Number, "36,36", "36,36"),
            (Kind::Number, "0.5", "0,5"),
            (Kind::Number, "0.125", "0,125"),
            (Kind::Number, "1.760", "1760"),
            (Kind::Number, "1,760", "? 1,760"),
            (Kind::Number, "4,219,614", "4219614"),
            (Kind::Number, "1.234,5", "1234,5"),
            (Kind::Number, "1,234.5", "1234,5"),
            (Kind::Number, "1.2.3", "? 1.2.3"),
            (Kind::Number, "17 tiết/tuần", "? 17 tiết/tuần"),
            (Kind::Percent, "15%", "15"),
            (Kind::Percent, "100,00", "100"),
            (Kind::Code, " 01.003 ", "01.003"),
        ] {
            assert_eq!(show(kind, text), read, "{text}");
        }
    }

    #[test]
    fn a_code_that_became_a_number_keeps_its_point() {
        let forms = forms();
        let value = Value::Decimal("12.089".parse().unwrap());
        assert_eq!(read(Kind::Code, &value, forms.words()).into_value(), Value::Text("12.089".into()));
    }

    #[test]
    fn dates_in_text() {
        for (text, date) in [
            ("30/06/2021", Some("2021-06-30")),
            ("30-6-2021", Some("2021-06-30")),
            ("2021-06-30", Some("2021-06-30")),
            ("ngày 30 tháng 6 năm 2021", Some("2021-06-30")),
            ("1985-5-211", None),
            ("31/02/2021", None),
            ("/7/2026", None),
            ("2021", None),
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn dates_in_titles_must_be_complete() {
        let whole = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 30 tháng 6 năm 2021 của UBND tỉnh)";
        assert_eq!(date_within(whole).map(|d| d.to_string()).as_deref(), Some("2021-06-30"));
        assert_eq!(
            date_within("Kèm theo Tờ trình số 3 ngày 05/7/2021").map(|d| d.to_string()).as_deref(),
            Some("2021-07-05")
        );
        assert_eq!(date_within("(Ban hành kèm theo Quyết định số   /QĐ-UBND ngày      /7/2026 của UBND)"), None);
    }
}
