//! Bảng dữ liệu: many appraisals as two tables, a row a position and a row a finding, for whoever
//! counts with another program (a spreadsheet, `DuckDB`, Spark). Rows are written as they come, so
//! that a nation needs no more memory than a commune. `docs/bang-du-lieu.md` documents every
//! column.

mod columns;
mod csv;
mod parquet;

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use super::ReportError;
use crate::register::RecordedAppraisal;
use crate::register::Register;

pub use columns::FINDING_COLUMNS;
pub use columns::POSITION_COLUMNS;

/// The format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatasetFormat {
    /// RFC 4180, UTF-8 with a byte-order mark.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl DatasetFormat {
    /// The format that the ending of a file name asks for.
    #[must_use]
    pub fn from_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct DatasetColumn {
    /// Its name: ASCII letters and underlines.
    pub name: &'static str,
    /// What its values are.
    pub kind: ColumnKind,
}

/// What the values of a column are. Each may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// UTF-8.
    Text,
    /// 64 bits with a sign.
    Whole,
    /// A day without a time.
    Day,
    /// True or false.
    Flag,
}

/// A value of a row; none of what the dossier does not say.
#[derive(Debug, Clone, Copy)]
enum DatasetValue<'a> {
    Text(Option<&'a str>),
    Whole(Option<i64>),
    Day(Option<Date>),
    Flag(bool),
}

/// A table that is written row by row.
trait DatasetRows {
    /// Writes a row of as many values as there are columns.
    fn row(&mut self, fields: &[DatasetValue<'_>]) -> Result<(), ReportError>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<(), ReportError>;
}

/// The two tables.
pub struct Dataset<'a> {
    positions: Box<dyn DatasetRows + 'a>,
    findings: Box<dyn DatasetRows + 'a>,
}

impl<'a> Dataset<'a> {
    /// Begins both tables.
    ///
    /// # Errors
    /// [`ReportError`] when a table cannot be begun.
    pub fn new(
        format: DatasetFormat,
        positions: impl Write + Send + 'a,
        findings: impl Write + Send + 'a,
    ) -> Result<Self, ReportError> {
        Ok(match format {
            DatasetFormat::Csv => Self {
                positions: Box::new(csv::CsvRows::new(positions, &POSITION_COLUMNS)?),
                findings: Box::new(csv::CsvRows::new(findings, &FINDING_COLUMNS)?),
            },
            DatasetFormat::Parquet => Self {
                positions: Box::new(parquet::ParquetRows::new(positions, &POSITION_COLUMNS)?),
                findings: Box::new(parquet::ParquetRows::new(findings, &FINDING_COLUMNS)?),
            },
        })
    }

    /// Adds the rows of one dossier, by its place in the register.
    ///
    /// # Errors
    /// [`ReportError`] when they cannot be written.
    pub fn add(
        &mut self,
        register: &Register,
        place: usize,
        recorded: &RecordedAppraisal,
    ) -> Result<(), ReportError> {
        columns::positions(register, place, recorded, &mut |row| {
            self.positions.row(row)
        })?;
        columns::findings(register, place, recorded, &mut |row| self.findings.row(row))
    }

    /// Ends both tables.
    ///
    /// # Errors
    /// [`ReportError`] when the last rows cannot be written.
    pub fn finish(self) -> Result<(), ReportError> {
        self.positions.finish()?;
        self.findings.finish()
    }
}
