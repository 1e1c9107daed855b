//! Reading a cell as the kind of value that its field wants.
//!
//! What is unambiguous is read (`"33"`, `"36,36"`, `"1.760"`, `"01 người"`, a text with one date);
//! anything else stays as it is and is remarked. A blank stays blank: it is never a zero.

mod again;
mod code;
mod date;
mod level;
mod number;

use std::sync::Arc;

use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::Kind;
use crate::dictionary::fold;
use crate::dictionary::words::Words;

pub(crate) use again::without_heading;
pub(crate) use date::date_within;
pub(crate) use date::parse_date;
pub(crate) use date::part_of_date;
pub(crate) use level::of_range;
pub(crate) use level::read_level;
pub(crate) use number::of_decimal;

/// A value as read, or as it was because it is not of the kind.
pub(crate) enum Reading {
    Read(Value),
    /// What was taken for it, where the cell says it in other words: told.
    Taken(Value),
    Unreadable(Value),
}

impl Reading {
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Read(value) | Self::Taken(value) | Self::Unreadable(value) => value,
        }
    }
}

/// Reads a cell as a kind.
pub(crate) fn read(kind: Kind, value: &Value, words: &Words) -> Reading {
    if kind == Kind::Code
        && let Some(seen) = code::without_unseen(value)
    {
        return Reading::Taken(read(kind, &seen, words).into_value());
    }
    let value = match value {
        Value::Blank => return blank(),
        Value::Text(text) => {
            let squeezed = fold::squeezed(text);
            // In a column of marks `chưa có` is an answer.
            let answers = kind == Kind::Mark && squeezed.contains(char::is_alphabetic);
            if squeezed.is_empty() || (words.is_placeholder(&squeezed) && !answers) {
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
        Kind::Code => Reading::Read(code::as_text(value)),
        Kind::Count => check(number::read_number(value, true, words), |value| value.number().is_some()),
        Kind::Number | Kind::Percent => {
            check(number::read_number(value, false, words), |value| value.number().is_some())
        }
        Kind::Date => check(date::read_date(value), |value| matches!(value, Value::Date(_))),
    }
}

/// Reads a cell as its field: also a number before the words of the heading (`02 cấp phó` under `Số cấp phó`), and a
/// code of a known shape among other words.
pub(crate) fn read_field(field: &Field, value: &Value, words: &Words) -> Reading {
    match (read(field.kind, value, words), &field.shape) {
        (Reading::Unreadable(value), _) if field.kind == Kind::Count => {
            match number::before_heading(&value, field, words) {
                Some(number) => Reading::Read(number),
                None => Reading::Unreadable(value),
            }
        }
        (reading @ (Reading::Read(_) | Reading::Taken(_)), Some(shape)) => {
            let code = |value: &Value| code::of_shape(value, shape);
            let (Reading::Read(value) | Reading::Taken(value) | Reading::Unreadable(value)) = &reading;
            code(value).map_or(reading, |code| Reading::Taken(Value::Text(code.into())))
        }
        (reading, _) => reading,
    }
}

/// Whether a text says nothing but the number or the day that its field reads of it, and in one way only.
pub(crate) fn says_only_value(field: &Field, text: &str, words: &Words) -> bool {
    match field.kind {
        Kind::Date => date::is_only_date(&fold::squeezed(text)),
        Kind::Count | Kind::Number | Kind::Percent => number::is_only_number(text, field, words),
        Kind::Text | Kind::Code | Kind::Mark | Kind::Level => false,
    }
}

fn blank() -> Reading {
    Reading::Read(Value::Blank)
}

fn check(value: Value, good: impl Fn(&Value) -> bool) -> Reading {
    if good(&value) { Reading::Read(value) } else { Reading::Unreadable(value) }
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
            Reading::Read(value) | Reading::Taken(value) => format!("{value}"),
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
            (Kind::Code, "01.\u{200b}003\u{202c}", "01.003"),
            (Kind::Code, "CV\u{ad}-01", "CV-01"),
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
