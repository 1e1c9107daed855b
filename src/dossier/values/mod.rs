//! Reading a cell as the kind of value that its field wants.
//!
//! What is unambiguous is read (`"33"`, `"36,36"`, `"1.760"`, `"01 người"`, a text with one date);
//! anything else stays as it is and is remarked. A blank stays blank: it is never a zero.

mod again;
mod date;
mod level;
mod number;

use std::sync::Arc;

use crate::cells::Value;
use crate::dictionary::Kind;
use crate::dictionary::fold;
use crate::dictionary::words::Words;

pub(crate) use again::without_heading;
pub(crate) use date::date_within;
pub(crate) use date::parse_date;
pub(crate) use level::of_range;
pub(crate) use level::read_level;
pub(crate) use number::of_decimal;

/// A value as read, or as it was because it is not of the kind.
pub(crate) enum Reading {
    Read(Value),
    Unreadable(Value),
}

impl Reading {
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Read(value) | Self::Unreadable(value) => value,
        }
    }
}

/// Reads a cell as a kind.
pub(crate) fn read(kind: Kind, value: &Value, words: &Words) -> Reading {
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
        Kind::Level => Reading::Read(read_level(&value, words).unwrap_or(value)),
        Kind::Code => Reading::Read(code(value)),
        Kind::Count => check(number::read_number(value, true, words), |value| value.number().is_some()),
        Kind::Number | Kind::Percent => {
            check(number::read_number(value, false, words), |value| value.number().is_some())
        }
        Kind::Date => check(date::read_date(value), |value| matches!(value, Value::Date(_))),
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
        Value::Text(text) => match text.split_once(':') {
            // `Mã số: 01.003`
            Some((label, code)) if is_label(label) && !code.trim().is_empty() => Value::Text(code.trim().into()),
            _ => Value::Text(text),
        },
        other => other,
    }
}

/// A few words without a digit.
fn is_label(text: &str) -> bool {
    text.chars().count() <= 30 && text.contains(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit())
}

/// What a kind is called in a sentence.
pub(crate) const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "chữ",
        Kind::Code => "mã",
        Kind::Count => "số nguyên",
        Kind::Number => "số",
        Kind::Percent => "tỷ lệ phần trăm",
        Kind::Date => "ngày tháng",
        Kind::Mark => "dấu x",
        Kind::Level => "cấp độ",
    }
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
}
