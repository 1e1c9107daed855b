//! A header as it was found: its rows, its columns and their fields.

use super::level_columns::LevelColumns;
use crate::dossier::ColumnSource;
use crate::dossier::weights::BY_VALUES;

/// Rows below a header that tell what a column without a heading holds.
pub(super) const PROBED_ROWS: usize = 25;

/// A header that was found.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Position of the form.
    pub(crate) form: usize,
    /// First and last row, from 0.
    pub(crate) rows: (u32, u32),
    /// The columns from left to right.
    pub(crate) columns: Vec<HeaderColumn>,
    /// Columns of levels that are no column of the form.
    pub(crate) levels: LevelColumns,
    /// How well the headings fit, 0 to 1.
    pub(crate) fit: f64,
    /// Whether it has the columns that decide its form.
    pub(crate) decided: bool,
}

/// A column under a header.
#[derive(Debug, Clone)]
pub(crate) struct HeaderColumn {
    pub(crate) col: u32,
    /// The row of its lowest heading cell.
    pub(crate) row: u32,
    pub(crate) heading: String,
    pub(crate) field: Option<usize>,
    pub(crate) score: f64,
    pub(crate) source: ColumnSource,
    /// Whether neither heading nor values say clearly which field it is.
    pub(crate) doubtful: bool,
}

impl HeaderColumn {
    /// Takes the field that its values tell, whatever its heading.
    pub(crate) fn tell_by_values(&mut self, field: usize) {
        (self.field, self.score, self.source) = (Some(field), BY_VALUES, ColumnSource::Values);
    }
}

impl Header {
    /// How many headings were understood.
    pub(crate) fn matched(&self) -> usize {
        self.columns
            .iter()
            .filter(|column| column.field.is_some())
            .count()
            + self.levels.len()
    }

    pub(crate) fn column_of(&self, field: usize) -> Option<&HeaderColumn> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
    }
}
