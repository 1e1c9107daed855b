//! From bytes to a workbook.

use std::io::Cursor;
use std::sync::Arc;

use calamine::Data;
use calamine::Reader as _;
use calamine::Sheets;
use jiff::civil::Date;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization as _;

use super::*;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("tệp không phải là sổ tính đọc được")]
    Corrupt,
}

pub fn open(bytes: &[u8], _limits: &Limits) -> Result<Workbook, OpenError> {
    let mut book: Sheets<Cursor<Vec<u8>>> =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for (index, meta) in metas.iter().enumerate() {
        let range = book.worksheet_range(&meta.name).map_err(|_| OpenError::Corrupt)?;
        let (r0, c0) = range.start().unwrap_or((0, 0));
        let rows = range
            .rows()
            .enumerate()
            .map(|(r, row)| Row {
                number: r0 + r as u32,
                cells: row
                    .iter()
                    .enumerate()
                    .map(|(c, d)| (c0 + c as u32, value(d)))
                    .filter(|(_, v)| !v.is_blank())
                    .collect(),
            })
            .filter(|r: &Row| !r.cells.is_empty())
            .collect();
        sheets.push(Sheet {
            id: Arc::new(SheetRef { index, name: meta.name.nfc().collect() }),
            visibility: Visibility::Visible,
            rows,
            merges: vec![],
            hidden_rows: vec![],
            hidden_cols: vec![],
        });
    }
    Ok(Workbook { format: Format::Xlsx, sheets })
}

fn value(d: &Data) -> Value {
    match d {
        Data::String(s) if s.trim().is_empty() => Value::Blank,
        Data::String(s) => Value::Text(s.nfc().collect()),
        Data::Int(i) => Value::Whole(*i),
        Data::Float(f) if f.fract() == 0.0 => Value::Whole(*f as i64),
        Data::Float(f) => format!("{f}").parse::<Decimal>().map_or(Value::Blank, Value::Decimal),
        Data::DateTime(dt) => dt
            .as_f64()
            .to_string()
            .parse::<Decimal>()
            .ok()
            .and_then(|_| {
                Date::new(1899, 12, 30)
                    .ok()
                    .and_then(|d| d.checked_add(jiff::Span::new().days(dt.as_f64() as i64)).ok())
            })
            .map_or(Value::Blank, Value::Date),
        Data::Bool(b) => Value::Bool(*b),
        Data::Error(_) => Value::Error(CellError::Value),
        _ => Value::Blank,
    }
}
