//! A table as CSV (RFC 4180). Excel takes UTF-8 for what it is only behind a byte-order mark, and a
//! text that begins like a formula for a formula: such a text gets an apostrophe in front.

use std::io::Write;

use super::DatasetColumn;
use super::DatasetRows;
use super::DatasetValue;
use crate::report::ReportError;
use crate::report::clean;

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) struct CsvRows<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(mut out: W, columns: &[DatasetColumn]) -> Result<Self, ReportError> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.name))
            .map_err(fault)?;
        Ok(Self { out })
    }
}

impl<W: Write> DatasetRows for CsvRows<W> {
    fn row(&mut self, fields: &[DatasetValue<'_>]) -> Result<(), ReportError> {
        self.out
            .write_record(fields.iter().map(|field| text(*field)))
            .map_err(fault)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ReportError> {
        Ok(self.out.flush()?)
    }
}

fn text(field: DatasetValue<'_>) -> String {
    match field {
        DatasetValue::Text(None) | DatasetValue::Whole(None) | DatasetValue::Day(None) => {
            String::new()
        }
        DatasetValue::Text(Some(text)) => {
            let text = clean::plain(text);
            if text.starts_with(['=', '+', '-', '@']) {
                format!("'{text}")
            } else {
                text
            }
        }
        DatasetValue::Whole(Some(number)) => number.to_string(),
        DatasetValue::Day(Some(day)) => day.to_string(),
        DatasetValue::Flag(flag) => flag.to_string(),
    }
}

fn fault(error: csv::Error) -> ReportError {
    ReportError::Write(error.into())
}
