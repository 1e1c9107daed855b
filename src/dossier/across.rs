//! Forms that lie on their side: the fields run down the first column and each entry is a column, or the
//! labels of the agency stand in one row with their values below. The sheet is turned, read as usual, and
//! every address is turned back.

use std::collections::BTreeMap;

use super::FormReading;
use super::Remark;
use super::gather::Part;
use super::pairs::Pairs;
use super::table::Draft;
use crate::cells::Addr;
use crate::cells::Area;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;

/// A sheet with more cells is no form on its side.
const MAX_CELLS: usize = 20_000;
/// More columns than this are no entries.
const MAX_ENTRIES: u32 = 1_000;

/// The sheet with rows and columns exchanged; none when it is too large to be a form on its side.
pub(super) fn turned(sheet: &Sheet) -> Option<Sheet> {
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    if cells > MAX_CELLS {
        return None;
    }
    let mut rows: BTreeMap<u32, Vec<(u32, Value)>> = BTreeMap::new();
    // A row of one cell is a title, or a field that nobody filled.
    for row in sheet.rows.iter().filter(|row| row.cells.len() > 1) {
        for (col, value) in &row.cells {
            if *col > MAX_ENTRIES {
                return None;
            }
            rows.entry(*col).or_default().push((row.number, value.clone()));
        }
    }
    let turn = |area: &Area| Area { top: area.left, left: area.top, bottom: area.right, right: area.bottom };
    Some(Sheet {
        id: std::sync::Arc::clone(&sheet.id),
        visibility: sheet.visibility,
        rows: rows.into_iter().map(|(number, cells)| Row { number, cells }).collect(),
        merges: sheet.merges.iter().map(turn).collect(),
        hidden_rows: sheet.hidden_cols.clone(),
        hidden_cols: sheet.hidden_rows.clone(),
        print_areas: sheet.print_areas.iter().map(turn).collect(),
        beside: std::sync::Arc::new(sheet.beside.turned()),
    })
}

/// Whether labels found on a turned sheet each have one value at most: a list of agencies has many.
pub(super) fn is_single(turned: &Sheet, pairs: &Pairs) -> bool {
    let cells = |row: u32| turned.rows.iter().find(|r| r.number == row).map_or(0, |row| row.cells.len());
    pairs.found.iter().all(|pair| cells(pair.label_at.row) <= 2)
}

fn turn(at: &mut Addr) {
    std::mem::swap(&mut at.row, &mut at.col);
}

/// Turns the addresses of what was read on a turned sheet back.
pub(super) fn turn_back(part: &mut Part, remarks: &mut [Remark], reading: &mut FormReading) {
    turn(&mut part.at);
    let Draft { entries, totals, sections, skipped, headings, remarks: told, rows, end: _ } = &mut part.draft;
    for entry in entries.iter_mut().chain(totals) {
        turn(&mut entry.at);
        entry.leaves.iter_mut().for_each(|(_, leaf)| turn(&mut leaf.at));
    }
    sections.iter_mut().chain(skipped).for_each(|(at, _)| turn(at));
    headings.values_mut().for_each(turn);
    rows.clear();
    told.iter_mut().chain(remarks).flat_map(|remark| &mut remark.cells).for_each(turn);
    reading.columns.iter_mut().chain(&mut reading.labels).for_each(|column| turn(&mut column.at));
    reading.sections.iter_mut().chain(&mut reading.skipped).for_each(|(at, _)| turn(at));
    reading.totals.iter_mut().for_each(turn);
    reading.rows.clear();
    let top = reading.columns.iter().map(|column| column.at.row);
    reading.header = (top.clone().min().unwrap_or(0), top.max().unwrap_or(0));
}
