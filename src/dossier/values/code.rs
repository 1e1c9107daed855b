//! Codes (quirk 36): text even where Excel made a number of them, and among other words.

use regex_lite::Regex;
use rust_decimal::Decimal;

use crate::cells::Value;
use crate::dictionary::fold;

/// A code is text, even where the cell holds a number: `12.089` is not `12,089`.
pub(super) fn as_text(value: Value) -> Value {
    match value {
        Value::Whole(n) => Value::Text(n.to_string().into()),
        Value::Decimal(d) => Value::Text(d.normalize().to_string().into()),
        Value::Text(text) => match text.split_once(':') {
            // `Mã số: 01.003`
            Some((label, code)) if is_label(label) && !code.trim().is_empty() => {
                Value::Text(code.trim().into())
            }
            _ => Value::Text(text),
        },
        other => other,
    }
}

/// A code without what nobody sees in it, which nobody typed either and which would make another
/// code of it.
pub(super) fn without_unseen(value: &Value) -> Option<Value> {
    let text = value.text().filter(|text| text.contains(fold::is_unseen))?;
    Some(Value::Text(text.replace(fold::is_unseen, "").into()))
}

/// A few words without a digit.
fn is_label(text: &str) -> bool {
    text.chars().count() <= 30
        && text.contains(char::is_alphabetic)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// The code of a shape that a value says in another way; none where it is one already, or says none
/// or several.
pub(super) fn of_shape(value: &Value, shape: &Regex) -> Option<String> {
    let text = value.text()?;
    let is_whole = |text: &str| {
        shape
            .find(text)
            .is_some_and(|found| found.len() == text.len())
    };
    if is_whole(text) {
        return None;
    }
    // `1.003`, `6.03`: a number has no zeros at its ends.
    if let Ok(number) = text.replace(',', ".").parse::<Decimal>() {
        return Some(format!("{number:06.3}")).filter(|code| number.scale() > 0 && is_whole(code));
    }
    let mut found = shape.find_iter(text);
    let (Some(code), None) = (found.next(), found.next()) else {
        return None;
    };
    let beside = [&text[..code.start()], &text[code.end()..]];
    let is_remark = beside
        .iter()
        .all(|rest| !rest.contains(|c: char| c.is_ascii_digit()));
    is_remark.then(|| code.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_among_words_and_in_a_number() {
        let shape = Regex::new(r"\b(\d{2}\.\d{3}|[Vv]\.?\d{2}\.\d{2}\.\d{2})\b").unwrap();
        let read = |text: &str| of_shape(&Value::Text(text.into()), &shape);
        for (text, code) in [
            ("1.003", "01.003"),
            ("6.03", "06.030"),
            ("12,089", "12.089"),
            ("6", ""),
            ("Mã số 06.031", "06.031"),
            ("01.003 (mới)", "01.003"),
            ("V.07.05.15 (hạng III)", "V.07.05.15"),
            ("01.003", ""),
            ("01.003; 01.004", ""),
            ("01.003 (cũ 01.3)", ""),
            ("01003", ""),
            ("100.5", ""),
            ("Chuyên viên", ""),
        ] {
            assert_eq!(read(text).unwrap_or_default(), code, "{text}");
        }
    }
}
