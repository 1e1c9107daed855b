//! The cells of a workbook as `vtvl.reading/1` carries them: what a page needs to show a sheet.

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap as _;

use crate::cells::Area;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::cells::Workbook;
use crate::cells::column_letters;

/// Ô của tệp: the cells that go with a reading.
#[derive(Debug, Clone, Copy)]
pub struct CellsOf<'a> {
    /// Where they come from.
    pub workbook: &'a Workbook,
    /// How many at most, over all sheets; whole rows are left out past that, and counted.
    pub most: usize,
}

/// One sheet.
#[derive(Serialize)]
pub(super) struct SheetGrid<'a> {
    rows: Vec<GridRow<'a>>,
    rows_left_out: usize,
    merged: Vec<String>,
    hidden_rows: Vec<u64>,
    hidden_columns: Vec<String>,
}

#[derive(Serialize)]
struct GridRow<'a> {
    row: u64,
    /// What the row is called in a Word document.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    cells: RowCells<'a>,
}

/// The cells of a row by the letters of their column.
struct RowCells<'a>(&'a Row);

impl CellsOf<'_> {
    /// The sheets in their order.
    pub(super) fn grids(&self) -> Vec<SheetGrid<'_>> {
        let mut left = self.most;
        self.workbook
            .sheets
            .iter()
            .map(|sheet| grid(sheet, &mut left))
            .collect()
    }
}

fn grid<'a>(sheet: &'a Sheet, left: &mut usize) -> SheetGrid<'a> {
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let Some(rest) = left.checked_sub(row.cells.len()) else {
            break;
        };
        *left = rest;
        let place = sheet.id.place_of(row.number);
        rows.push(GridRow {
            row: u64::from(row.number) + 1,
            place,
            cells: RowCells(row),
        });
    }
    SheetGrid {
        rows_left_out: sheet.rows.len() - rows.len(),
        rows,
        merged: sheet.merges.iter().map(|area| span(*area)).collect(),
        hidden_rows: sheet
            .hidden_rows
            .iter()
            .map(|row| u64::from(*row) + 1)
            .collect(),
        hidden_columns: sheet
            .hidden_cols
            .iter()
            .map(|col| column_letters(*col))
            .collect(),
    }
}

fn span(area: Area) -> String {
    let corner = |row: u32, col: u32| format!("{}{}", column_letters(col), u64::from(row) + 1);
    format!(
        "{}:{}",
        corner(area.top, area.left),
        corner(area.bottom, area.right)
    )
}

impl Serialize for RowCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.cells.len()))?;
        for (col, value) in &self.0.cells {
            match value {
                // A formula that was never computed has no text, but it is not blank either.
                Value::Uncomputed => map.serialize_entry(&column_letters(*col), "=…")?,
                Value::Text(text) => map.serialize_entry(&column_letters(*col), text.trim())?,
                other => map.serialize_entry(&column_letters(*col), &other.to_string())?,
            }
        }
        map.end()
    }
}
