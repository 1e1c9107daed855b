//! What the reader makes of workbooks, of files that are none, and of files that mean harm.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its workbook has to fail"
)]

mod beside;
mod grammar;
mod hostile;
mod kinds;
pub(crate) mod make;
mod odd;
mod says;
mod surprise;
mod widths;
mod word;

use vtvl::cells::Limits;
use vtvl::cells::OpenError;
use vtvl::cells::Sheet;
use vtvl::cells::Value;
use vtvl::cells::Workbook;
use vtvl::cells::open;

fn read(bytes: &[u8]) -> Workbook {
    open(bytes, &Limits::default()).unwrap()
}

fn first(bytes: &[u8]) -> Sheet {
    read(bytes).sheets.remove(0)
}

fn refusal(bytes: &[u8]) -> OpenError {
    open(bytes, &Limits::default()).unwrap_err()
}

/// Whether a file is refused for a limit, and not for anything else.
fn is_limited(bytes: &[u8], limits: &Limits) -> bool {
    matches!(open(bytes, limits), Err(OpenError::Limit { .. }))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

/// The values of the first column, from the first row to the last that holds something.
fn column(sheet: &Sheet) -> Vec<Value> {
    let rows = sheet.rows.last().map_or(0, |row| row.number + 1);
    (0..rows).map(|row| sheet.value(row, 0).clone()).collect()
}
