//! One cell of the workbook, and writing it.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::package::TEXT;
use crate::cells::Value;

/// First characters of a text that a spreadsheet takes for a formula when the cell is edited.
const COMMANDS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateCell {
    /// A value, blank or not.
    Plain(Value),
    /// A formula without its `=`, and its value.
    Formula(String, Value),
}

/// Points of a line of text.
pub(super) const LINE_HEIGHT: f64 = 16.5;
/// Most lines of a row: a spreadsheet shows no higher one.
const MAX_LINES: usize = 24;

/// How many lines a text takes in a column that holds so many digits: of the letters of a text some
/// more.
pub(super) fn lines_of(text: &str, width: usize) -> u8 {
    let width = width * 6 / 5;
    let lines: usize = text
        .lines()
        .map(|line| 1 + line.chars().count().saturating_sub(1) / width.max(1))
        .sum();
    u8::try_from(lines.clamp(1, MAX_LINES)).unwrap_or(1)
}

impl TemplateCell {
    /// How many lines the cell takes in a column of so many characters.
    pub(super) fn lines(&self, width: u8) -> u8 {
        match self {
            Self::Plain(Value::Text(text)) | Self::Formula(_, Value::Text(text)) => {
                lines_of(text, usize::from(width))
            }
            _ => 1,
        }
    }

    /// Writes the cell.
    pub(super) fn write(
        &self,
        out: &mut Worksheet,
        at: (u32, u16),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let (row, col) = at;
        match self {
            Self::Formula(formula, value) => {
                let formula = Formula::new(formula).set_result(result(value));
                out.write_formula_with_format(row, col, formula, format)?;
            }
            Self::Plain(Value::Blank | Value::Uncomputed) => {
                out.write_blank(row, col, format)?;
            }
            Self::Plain(Value::Text(text)) => write_text(out, at, text, format)?,
            Self::Plain(Value::Date(date)) if date.year() >= 1900 => {
                out.write_datetime_with_format(row, col, excel_date(*date)?, format)?;
            }
            Self::Plain(value) => match number(value) {
                Some(number) => {
                    out.write_number_with_format(row, col, number, format)?;
                }
                None => write_text(out, at, &value.to_string(), format)?,
            },
        }
        Ok(())
    }
}

/// Writes a text that stays a text, whatever it begins with.
pub(super) fn write_text(
    out: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if text.starts_with(COMMANDS) {
        out.write_string_with_format(at.0, at.1, text, &format.clone().set_quote_prefix())?;
    } else {
        out.write_string_with_format(at.0, at.1, text, format)?;
    }
    Ok(())
}

/// A date as the library counts them.
pub(super) fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        part(date.month()),
        part(date.day()),
    )
}

/// The number that a cell holds; a whole number past 2^53 is written as text.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Whole(whole) if whole.unsigned_abs() < (1 << 53) => whole.to_f64(),
        Value::Decimal(decimal) => decimal.to_f64(),
        _ => None,
    }
}

/// A value as the file keeps it beside a formula.
fn result(value: &Value) -> String {
    match value {
        Value::Whole(whole) => whole.to_string(),
        Value::Decimal(decimal) => decimal.normalize().to_string(),
        Value::Text(text) if text.is_empty() => String::new(),
        Value::Text(text) => format!("{TEXT}{text}"),
        other => other.to_string(),
    }
}
