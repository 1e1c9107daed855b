//! From the numbers of a file to what Excel shows.

use std::collections::HashSet;
use std::sync::Arc;

use calamine::ExcelDateTime;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use unicode_normalization::IsNormalized;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc_quick;

use super::CellError;
use super::Value;
use super::blank::is_blank;

/// The largest whole number that a double holds exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whole numbers below have at most 15 digits: Excel shows them all.
const SHOWN: f64 = 1e15;

/// A number: whole if it is whole, else the decimal of at most 15 significant digits that Excel
/// shows.
pub(super) fn number(value: f64) -> Value {
    if !value.is_finite() {
        return Value::Error(CellError::Num);
    }
    if value.abs() < SHOWN && value.fract() == 0.0 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and far below the largest i64"
        )]
        return Value::Whole(value as i64);
    }
    // Excel keeps 15 significant digits: 0.1 + 0.2 is 0.3 there, and not 0.30000000000000004.
    let shown = format!("{value:.14e}");
    let Ok(decimal) = Decimal::from_scientific(&shown) else {
        return Value::Text(format!("{value}").into());
    };
    let decimal = decimal.normalize();
    if decimal.fract().is_zero() && value.abs() < EXACT {
        i64::try_from(decimal).map_or(Value::Decimal(decimal), Value::Whole)
    } else {
        Value::Decimal(decimal)
    }
}

/// A date as Excel shows it; a duration or a time of day stays the number that it is.
pub(super) fn date(value: ExcelDateTime) -> Value {
    if value.is_duration() || value.as_f64() < 1.0 {
        return number(value.as_f64());
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    civil(i64::from(year), i64::from(month), i64::from(day))
        .map_or_else(|| number(value.as_f64()), Value::Date)
}

/// A date written in ISO 8601 (OpenDocument); anything else stays text.
pub(super) fn iso_date(written: &str) -> Value {
    let mut parts = written
        .get(..10)
        .unwrap_or_default()
        .splitn(3, '-')
        .map(|part| part.parse::<i64>().ok());
    let mut next = || parts.next().flatten();
    match (next(), next(), next()) {
        (Some(year), Some(month), Some(day)) => {
            civil(year, month, day).map_or_else(|| text(written), Value::Date)
        }
        _ => text(written),
    }
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

/// Text in NFC; nothing but blanks of any kind is a blank.
pub(super) fn text(text: &str) -> Value {
    Texts::default().value(text)
}

/// The texts of a workbook, each kept once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    kept: HashSet<Arc<str>>,
    /// What shared strings of the file say, by where calamine keeps them.
    shared: FxHashMap<*const str, Value>,
}

impl Texts {
    /// As [`text`], sharing what was met before.
    pub(super) fn value(&mut self, text: &str) -> Value {
        if is_blank(text) {
            return Value::Blank;
        }
        if let Some(known) = self.kept.get(text) {
            return Value::Text(Arc::clone(known));
        }
        // Nearly every text is composed already: telling so is much quicker than composing it
        // again.
        let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
        let new: Arc<str> = if composed {
            text.into()
        } else {
            text.nfc().collect::<String>().into()
        };
        self.kept.insert(Arc::clone(&new));
        Value::Text(new)
    }

    /// The same of a shared string, which stays where it is as long as the workbook is read.
    pub(super) fn shared(&mut self, text: &str) -> Value {
        if let Some(known) = self.shared.get(&std::ptr::from_ref(text)) {
            return known.clone();
        }
        let value = self.value(text);
        self.shared.insert(text, value.clone());
        value
    }
}

/// An error cell.
pub(super) fn error(error: &calamine::CellErrorType) -> Value {
    use calamine::CellErrorType as From;
    Value::Error(match error {
        From::Div0 => CellError::Div0,
        From::NA => CellError::NotAvailable,
        From::Name => CellError::Name,
        From::Null => CellError::Null,
        From::Num => CellError::Num,
        From::Ref => CellError::Ref,
        From::GettingData => CellError::GettingData,
        From::Value => CellError::Value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_what_excel_shows() {
        let decimal = |text: &str| Value::Decimal(text.parse().unwrap());
        assert_eq!(number(57.0), Value::Whole(57));
        assert_eq!(number(-0.0), Value::Whole(0));
        assert_eq!(number(36.67), decimal("36.67"));
        assert_eq!(number(0.1 + 0.2), decimal("0.3"));
        assert_eq!(
            number(1e300),
            Value::Text(("1".to_owned() + &"0".repeat(300)).into())
        );
        assert_eq!(number(f64::NAN), Value::Error(CellError::Num));
    }

    #[test]
    fn dates_are_those_of_both_systems() {
        let at = |value: f64, is_1904: bool| {
            date(ExcelDateTime::new(
                value,
                ExcelDateTimeType::DateTime,
                is_1904,
            ))
        };
        assert_eq!(
            at(44_377.75, false),
            Value::Date(jiff::civil::date(2021, 6, 30))
        );
        assert_eq!(
            at(42_915.0, true),
            Value::Date(jiff::civil::date(2021, 6, 30))
        );
        assert_eq!(at(0.5, false), Value::Decimal("0.5".parse().unwrap()));
        assert_eq!(
            iso_date("2021-06-30T00:00:00"),
            Value::Date(jiff::civil::date(2021, 6, 30))
        );
        assert_eq!(iso_date("2021-02-30"), Value::Text("2021-02-30".into()));
    }

    #[test]
    fn blanks_of_every_kind_are_blank() {
        for blank in ["", " ", "\u{a0}\t\n", "\u{200b}"] {
            assert_eq!(text(blank), Value::Blank, "{blank:?}");
        }
        assert_eq!(text("Ngươ\u{300}i"), Value::Text("Người".into()));
        assert_eq!(text(" 01.003 "), Value::Text(" 01.003 ".into()));
    }

    proptest! {
        #[test]
        fn any_double_becomes_some_value(value in any::<f64>()) {
            prop_assert!(!number(value).is_blank());
        }

        #[test]
        fn two_decimals_survive(cents in -1_000_000_000i64..1_000_000_000) {
            let value = f64::from(i32::try_from(cents).unwrap()) / 100.0;
            prop_assert_eq!(number(value).number(), Some(Decimal::new(cents, 2).normalize()));
        }
    }
}
