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
use crate::dictionary::FieldKind;
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
pub(crate) enum ValueReading {
    Read(Value),
    /// What was taken for it, where the cell says it in other words: told.
    Taken(Value),
    Unreadable(Value),
}

impl ValueReading {
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Read(value) | Self::Taken(value) | Self::Unreadable(value) => value,
        }
    }
}

/// Reads a cell as a kind.
pub(crate) fn read(kind: FieldKind, value: &Value, words: &Words) -> ValueReading {
    if kind == FieldKind::Code
        && let Some(seen) = code::without_unseen(value)
    {
        return ValueReading::Taken(read(kind, &seen, words).into_value());
    }
    let value = match value {
        Value::Blank => return blank(),
        Value::Text(text) => {
            let squeezed = fold::squeezed(text);
            // Blanks that are not blank, `…` (quirks 18 and 34); in a column of marks `chưa có` is
            // an answer.
            let answers = kind == FieldKind::Mark && squeezed.contains(char::is_alphabetic);
            if squeezed.is_empty() || (words.is_placeholder(&squeezed) && !answers) {
                return blank();
            }
            // What needs no change stays shared.
            Value::Text(if *squeezed == **text {
                Arc::clone(text)
            } else {
                squeezed.into()
            })
        }
        other => other.clone(),
    };
    match kind {
        FieldKind::Text | FieldKind::Mark => ValueReading::Read(value),
        // Words in place of a level are the rules' matter.
        FieldKind::Level => ValueReading::Read(read_level(&value, words).unwrap_or(value)),
        FieldKind::Code => ValueReading::Read(code::as_text(value)),
        FieldKind::Count => check(number::read_number(value, true, words), |value| {
            value.number().is_some()
        }),
        FieldKind::Number | FieldKind::Percent => {
            check(number::read_number(value, false, words), |value| {
                value.number().is_some()
            })
        }
        FieldKind::Date => check(date::read_date(value), |value| {
            matches!(value, Value::Date(_))
        }),
    }
}

/// Reads a cell as its field: also a number before the words of the heading (`02 cấp phó` under
/// `Số cấp phó`), and a code of a known shape among other words.
pub(crate) fn read_field(field: &Field, value: &Value, words: &Words) -> ValueReading {
    match (read(field.kind, value, words), &field.shape) {
        (ValueReading::Unreadable(value), _) if field.kind == FieldKind::Count => {
            match number::before_heading(&value, field, words) {
                Some(number) => ValueReading::Read(number),
                None => ValueReading::Unreadable(value),
            }
        }
        (reading @ (ValueReading::Read(_) | ValueReading::Taken(_)), Some(shape)) => {
            let code = |value: &Value| code::of_shape(value, shape);
            let (ValueReading::Read(value)
            | ValueReading::Taken(value)
            | ValueReading::Unreadable(value)) = &reading;
            code(value).map_or(reading, |code| {
                ValueReading::Taken(Value::Text(code.into()))
            })
        }
        (reading, _) => reading,
    }
}

/// Whether a text says nothing but the number or the day that its field reads of it, and in one way
/// only.
pub(crate) fn says_only_value(field: &Field, text: &str, words: &Words) -> bool {
    match field.kind {
        FieldKind::Date => date::is_only_date(&fold::squeezed(text)),
        FieldKind::Count | FieldKind::Number | FieldKind::Percent => {
            number::is_only_number(text, field, words)
        }
        FieldKind::Text | FieldKind::Code | FieldKind::Mark | FieldKind::Level => false,
    }
}

fn blank() -> ValueReading {
    ValueReading::Read(Value::Blank)
}

fn check(value: Value, good: impl Fn(&Value) -> bool) -> ValueReading {
    if good(&value) {
        ValueReading::Read(value)
    } else {
        ValueReading::Unreadable(value)
    }
}

/// What a kind is called in a sentence.
pub(crate) const fn noun(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "chữ",
        FieldKind::Code => "mã",
        FieldKind::Count => "số nguyên",
        FieldKind::Number => "số",
        FieldKind::Percent => "tỷ lệ phần trăm",
        FieldKind::Date => "ngày tháng",
        FieldKind::Mark => "dấu x",
        FieldKind::Level => "cấp độ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::embedded_forms;

    fn show(kind: FieldKind, text: &str) -> String {
        let forms = embedded_forms();
        match read(kind, &Value::Text(text.into()), forms.words()) {
            ValueReading::Read(value) | ValueReading::Taken(value) => format!("{value}"),
            ValueReading::Unreadable(value) => format!("? {value}"),
        }
    }

    #[test]
    fn numbers_in_text() {
        for (kind, text, read) in [
            (FieldKind::Count, "33", "33"),
            (FieldKind::Count, "01", "1"),
            (FieldKind::Count, "01 người", "1"),
            (FieldKind::Count, "1.760", "1760"),
            (FieldKind::Count, "1,760", "1760"),
            (FieldKind::Count, "04 - 06", "? 04 - 06"),
            (FieldKind::Count, "?", "? ?"),
            (FieldKind::Count, "\u{a0}", ""),
            (FieldKind::Count, "…………", ""),
            (FieldKind::Number, "36,36", "36,36"),
            (FieldKind::Number, "0.5", "0,5"),
            (FieldKind::Number, "0.125", "0,125"),
            (FieldKind::Number, "1.760", "1760"),
            (FieldKind::Number, "1,760", "? 1,760"),
            (FieldKind::Number, "4,219,614", "4219614"),
            (FieldKind::Number, "1.234,5", "1234,5"),
            (FieldKind::Number, "1,234.5", "1234,5"),
            (FieldKind::Number, "1.2.3", "? 1.2.3"),
            (FieldKind::Number, "17 tiết/tuần", "? 17 tiết/tuần"),
            (FieldKind::Percent, "15%", "15"),
            (FieldKind::Percent, "100,00", "100"),
            (FieldKind::Code, " 01.003 ", "01.003"),
            (FieldKind::Code, "01.\u{200b}003\u{202c}", "01.003"),
            (FieldKind::Code, "CV\u{ad}-01", "CV-01"),
        ] {
            assert_eq!(show(kind, text), read, "{text}");
        }
    }

    #[test]
    fn a_code_that_became_a_number_keeps_its_point() {
        let forms = embedded_forms();
        let value = Value::Decimal("12.089".parse().unwrap());
        assert_eq!(
            read(FieldKind::Code, &value, forms.words()).into_value(),
            Value::Text("12.089".into())
        );
    }
}
