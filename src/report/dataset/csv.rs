//! A table as CSV (RFC 4180). Excel takes UTF-8 for what it is only behind a byte-order mark, and a text that begins like a
//! formula for a formula: such a text gets an apostrophe in front.

use std::io::Write;

use super::DatasetColumn;
use super::Field;
use super::Rows;
use crate::report::ReportError;
use crate::report::clean;

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) struct CsvRows<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(mut out: W, columns: &[DatasetColumn]) -> Result<Self, ReportError> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(columns.iter().map(|column| column.name)).map_err(fault)?;
        Ok(Self { out })
    }
}

impl<W: Write> Rows for CsvRows<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), ReportError> {
        self.out.write_record(fields.iter().map(|field| text(*field))).map_err(fault)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ReportError> {
        Ok(self.out.flush()?)
    }
}

fn text(field: Field<'_>) -> String {
    match field {
        Field::Text(None) | Field::Whole(None) | Field::Day(None) => String::new(),
        Field::Text(Some(text)) => {
            let text = clean::plain(text);
            if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
        }
        Field::Whole(Some(number)) => number.to_string(),
        Field::Day(Some(day)) => day.to_string(),
        Field::Flag(flag) => flag.to_string(),
    }
}

fn fault(error: csv::Error) -> ReportError {
    ReportError::Write(error.into())
}
