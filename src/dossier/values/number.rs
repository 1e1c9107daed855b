//! Numbers in texts (quirks 11 and 12): `33`, `36,36`, `1.760`, `01 người`, `Số lượng: 07 người`.

use rust_decimal::Decimal;

use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::fold;
use crate::dictionary::holds_phrase;
use crate::dictionary::plain;
use crate::dictionary::words::Words;

/// The number of a cell as a whole number or a decimal; what is no number stays as it is.
pub(crate) fn read_number(value: Value, whole: bool, words: &Words) -> Value {
    match &value {
        Value::Text(text) => {
            let read = parse_number(text, whole, words)
                .or_else(|| parse_number(after_label(text)?, whole, words))
                .or_else(|| parse_number(before_remark(text)?, whole, words));
            read.map_or(value, of_decimal)
        }
        Value::Decimal(d) if d.fract().is_zero() => of_decimal(*d),
        _ => value,
    }
}

/// The number before words that the heading of its field has: `02 cấp phó` under `Số cấp phó`.
pub(super) fn before_heading(value: &Value, field: &Field, words: &Words) -> Option<Value> {
    let text = value.text()?;
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    let (number, unit) = text.split_at(end);
    let unit = plain(unit);
    let says = !unit.is_empty()
        && field
            .all_headings()
            .any(|heading| holds_phrase(&plain(heading), &unit));
    says.then(|| parse_number(number, true, words))
        .flatten()
        .map(of_decimal)
}

/// Most digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;

/// Whether a text is a number and nothing else but a unit that the headings of its field say too,
/// and is read in one way only: `1.760` may be a thousand or little more than one, where no whole
/// number is due.
pub(super) fn is_only_number(text: &str, field: &Field, words: &Words) -> bool {
    let key = fold::key(text);
    let end = key
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')))
        .unwrap_or(key.len());
    let (digits, unit) = key.split_at(end);
    let unit = unit.trim();
    let headed = |unit: &str| {
        field
            .all_headings()
            .any(|heading| holds_phrase(&plain(heading), &plain(unit)))
    };
    let says_more = match unit {
        "" => false,
        "%" => field.kind != FieldKind::Percent,
        unit => plain(unit).is_empty() || !headed(unit),
    };
    !says_more
        && is_sure(digits, field.kind == FieldKind::Count)
        && read_number(Value::Text(text.into()), true, words)
            .number()
            .is_some()
}

fn is_sure(digits: &str, whole: bool) -> bool {
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    let mut parts = digits.split(['.', ',']);
    let (head, tail, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let two_ways = more.is_none() && head != "0" && tail.is_some_and(|tail| tail.len() == 3);
    (whole || !two_ways) && digits.chars().filter(char::is_ascii_digit).count() <= KEPT_DIGITS
}

/// A number as whole as it is.
pub(crate) fn of_decimal(number: Decimal) -> Value {
    let number = number.normalize();
    match (number.scale(), i64::try_from(number.mantissa())) {
        (0, Ok(whole)) => Value::Whole(whole),
        _ => Value::Decimal(number),
    }
}

/// The number that a text says beyond doubt.
fn parse_number(text: &str, whole: bool, words: &Words) -> Option<Decimal> {
    let digits = without_unit(text, words);
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits.as_str()), |rest| ("-", rest));
    let plain = if digits.chars().all(|c| c.is_ascii_digit()) {
        digits.to_owned()
    } else {
        ungroup(digits, whole)?
    };
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

/// What stands before a remark in brackets: `55 người (tính đến 31/7)`.
fn before_remark(text: &str) -> Option<&str> {
    let (number, rest) = text.split_once('(')?;
    rest.trim_end().ends_with(')').then_some(number.trim())
}

/// Drops a unit after the number: `01 người`, `15 %`.
fn without_unit(text: &str, words: &Words) -> String {
    let key = fold::key(text);
    let end = key
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')))
        .unwrap_or(key.len());
    let (head, tail) = key.split_at(end);
    // `1760 giờ/năm`: so many a year, as the heading says already.
    let unit = tail.split('/').next().unwrap_or_default().trim();
    if words.number_units.iter().any(|known| known == unit) {
        head.to_owned()
    } else {
        key
    }
}

/// Thousands separators out, decimal separator to a point (quirk 13). Vietnamese writes `1.234,5`; the English
/// way is taken where only it fits. A lone comma before three digits fits both, unless a whole
/// number is due.
fn ungroup(digits: &str, whole: bool) -> Option<String> {
    if !digits
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    {
        return None;
    }
    let last = digits.rfind(['.', ','])?;
    let mark = if digits[last..].starts_with('.') {
        '.'
    } else {
        ','
    };
    let other = if mark == '.' { ',' } else { '.' };
    let marks = digits.matches(mark).count();
    let (head, tail) = (&digits[..last], &digits[last + 1..]);
    if marks > 1 {
        return (!digits.contains(other) && grouped(digits, mark))
            .then(|| digits.replace(mark, ""));
    }
    if head.contains(other) {
        return (grouped(head, other) && !tail.is_empty())
            .then(|| format!("{}.{tail}", head.replace(other, "")));
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
