//! What the rows of a table are taken for.

use super::grid::Grid;
use super::section::SectionTitle;
use crate::cells::Row;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// An entry.
    Entry,
    /// Nothing, or placeholders.
    Blank,
    /// The heading once more, or names for machines.
    Heading,
    /// Numbers of the columns.
    Index,
    /// A sum of entries.
    Sum,
    /// Part of the sum above it: `Trong đó: nữ`.
    Detail,
    /// A title for the rows below.
    Section(SectionTitle),
    /// Whose the rows below are.
    Owner,
    /// More of the entry above.
    Continuation,
    /// Only a row number.
    NumberOnly,
    /// A line of words that is no data.
    Note,
    /// Something that looks like data and is no entry.
    LeftOut,
}

/// A row of a table with what it was taken for.
#[derive(Debug, Clone)]
pub(crate) struct PlannedRow {
    /// Position among the rows of the grid.
    pub(crate) index: usize,
    pub(crate) kind: RowKind,
    /// What it may be instead, where that is in doubt.
    pub(crate) doubt: Option<RowDoubt>,
}

/// Why the nature of a row is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowDoubt {
    /// Taken for an entry though it has neither number nor code, and hardly any column of the
    /// others.
    BareEntry,
    /// Taken for a sum, by one figure only and no word.
    ThinSum,
    /// Left out though it has figures or columns of an entry.
    LeftOut,
}

/// The rows of a table.
#[derive(Debug, Default)]
pub(crate) struct RowsPlan {
    pub(crate) rows: Vec<PlannedRow>,
    /// Position among the grid's rows of the first row behind the table.
    pub(crate) end: usize,
}

impl RowsPlan {
    /// The rows that are entries, of the grid that was planned.
    pub(crate) fn entries<'g>(&self, grid: &'g Grid<'_>) -> impl Iterator<Item = &'g Row> {
        let entries = self.rows.iter().filter(|row| row.kind == RowKind::Entry);
        entries.map(move |row| &grid.rows()[row.index])
    }
}
