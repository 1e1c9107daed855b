//! The cells of a sheet as the reader looks at them: the whole sheet, a part of it, or turned on
//! its side.
//!
//! Tables may stand side by side, and some forms lie on their side (the fields run down the first
//! column, each entry is a column). A [`Grid`] gives all of them as rows of cells; [`Grid::at`]
//! gives every cell its true address, so nothing has to be turned back later.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::merges::Merges;
use crate::cells::Addr;
use crate::cells::Area;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dictionary::FieldKind;
use crate::dossier::values;

/// A sheet with more cells is no form on its side.
const MAX_TURNED_CELLS: usize = 20_000;
/// More columns than this are no entries.
const MAX_TURNED_COLUMNS: u32 = 1_000;

/// Cells to be read, with where they truly stand.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    sheet: Cow<'a, Sheet>,
    pub(crate) merges: Merges,
    turned: bool,
}

impl<'a> Grid<'a> {
    /// A whole sheet.
    pub(crate) fn whole(sheet: &'a Sheet) -> Self {
        Self {
            merges: Merges::of(sheet),
            sheet: Cow::Borrowed(sheet),
            turned: false,
        }
    }

    /// The rows and columns from first to last.
    pub(crate) fn part(
        &self,
        (top, bottom): (u32, u32),
        (left, right): (u32, u32),
    ) -> Grid<'static> {
        let sheet = &self.sheet;
        let start = sheet.rows.partition_point(|row| row.number < top);
        let end = sheet.rows.partition_point(|row| row.number <= bottom);
        let row = |row: &Row| {
            let first = row.cells.partition_point(|(col, _)| *col < left);
            let last = row.cells.partition_point(|(col, _)| *col <= right);
            Row {
                number: row.number,
                cells: row.cells[first..last].to_vec(),
            }
        };
        let inside = |area: &&Area| area.left >= left && area.right <= right;
        let rows = sheet.rows[start..end.max(start)]
            .iter()
            .map(row)
            .filter(|row| !row.cells.is_empty())
            .collect();
        let merges = sheet.merges.iter().filter(inside).copied().collect();
        let part = Sheet {
            rows,
            merges,
            ..bare(sheet)
        };
        Grid {
            merges: Merges::of(&part),
            sheet: Cow::Owned(part),
            turned: self.turned,
        }
    }

    /// The sheet with rows and columns exchanged (quirk 31); none when it is too large to be a form on its
    /// side.
    pub(crate) fn turned(sheet: &Sheet) -> Option<Grid<'static>> {
        let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
        if cells > MAX_TURNED_CELLS {
            return None;
        }
        let mut rows: BTreeMap<u32, Vec<(u32, Value)>> = BTreeMap::new();
        // A row of one cell is a title, or a field that nobody filled.
        for row in sheet.rows.iter().filter(|row| row.cells.len() > 1) {
            for (col, value) in &row.cells {
                if *col > MAX_TURNED_COLUMNS {
                    return None;
                }
                rows.entry(*col)
                    .or_default()
                    .push((row.number, value.clone()));
            }
        }
        let turn = |area: &Area| Area {
            top: area.left,
            left: area.top,
            bottom: area.right,
            right: area.bottom,
        };
        let rows = rows
            .into_iter()
            .map(|(number, cells)| Row { number, cells })
            .collect();
        let turned = Sheet {
            rows,
            merges: sheet.merges.iter().map(turn).collect(),
            ..bare(sheet)
        };
        Some(Grid {
            merges: Merges::of(&turned),
            sheet: Cow::Owned(turned),
            turned: true,
        })
    }

    /// Whether rows and columns are exchanged.
    pub(crate) fn is_turned(&self) -> bool {
        self.turned
    }

    /// The true address of a cell.
    pub(crate) fn at(&self, row: u32, col: u32) -> Addr {
        if self.turned {
            self.sheet.at(col, row)
        } else {
            self.sheet.at(row, col)
        }
    }

    /// The address of the first cell of a row.
    pub(crate) fn first_of(&self, row: &Row) -> Addr {
        self.at(row.number, row.cells.first().map_or(0, |(col, _)| *col))
    }

    /// The rows that hold something, from the top down.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.sheet.rows
    }

    /// The row with this number, if it holds anything.
    pub(crate) fn row(&self, number: u32) -> Option<&Row> {
        self.sheet.row(number)
    }

    /// Position among [`Grid::rows`] of the first row with this number or a larger one.
    pub(crate) fn position(&self, number: u32) -> usize {
        self.sheet.rows.partition_point(|row| row.number < number)
    }

    /// The rows below a header's last row.
    pub(crate) fn below(&self, header_end: u32) -> &[Row] {
        let rows = &self.sheet.rows;
        &rows[rows.partition_point(|row| row.number <= header_end)..]
    }

    /// The value of a cell; blank when there is none.
    pub(crate) fn value(&self, row: u32, col: u32) -> &Value {
        self.sheet.value(row, col)
    }

    /// What a cell says to a field of a kind: texts and codes as the workbook shows them.
    pub(crate) fn said<'r>(&self, row: &'r Row, col: u32, kind: FieldKind) -> Cow<'r, Value> {
        let value = row.value(col);
        if matches!(value, Value::Blank | Value::Text(_)) {
            return Cow::Borrowed(value);
        }
        let (own_row, own_col) = if self.turned {
            (col, row.number)
        } else {
            (row.number, col)
        };
        let beside = &self.sheet.beside;
        match kind {
            FieldKind::Text | FieldKind::Code | FieldKind::Mark | FieldKind::Level => {
                match beside.shown(own_row, own_col, value) {
                    Some(shown) => Cow::Owned(Value::Text(shown.into())),
                    None => Cow::Borrowed(value),
                }
            }
            FieldKind::Percent if beside.is_percent(own_row, own_col) => {
                let hundredfold = value
                    .number()
                    .and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
                hundredfold.map_or(Cow::Borrowed(value), |number| {
                    Cow::Owned(values::of_decimal(number))
                })
            }
            _ => Cow::Borrowed(value),
        }
    }

    /// Whether the number of a cell is shown as a percentage.
    pub(crate) fn is_percent(&self, row: u32, col: u32) -> bool {
        let (row, col) = if self.turned { (col, row) } else { (row, col) };
        self.sheet.beside.is_percent(row, col)
    }

    /// Whether a table ends between two rows for sure: those of a Word document do.
    pub(crate) fn parts(&self, upper: u32, lower: u32) -> bool {
        !self.turned && self.sheet.id.parts(upper, lower)
    }

    /// The name of the sheet.
    pub(crate) fn name(&self) -> &str {
        self.sheet.name()
    }
}

/// A sheet without its cells.
fn bare(sheet: &Sheet) -> Sheet {
    let bare = Sheet::new(std::sync::Arc::clone(&sheet.id));
    Sheet {
        visibility: sheet.visibility,
        beside: std::sync::Arc::clone(&sheet.beside),
        ..bare
    }
}
