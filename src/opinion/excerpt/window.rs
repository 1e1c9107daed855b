//! Which rows and columns of a sheet an excerpt shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::cells::Addr;
use crate::cells::Sheet;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::FormReading;
use crate::dossier::RowMark;

/// Of more rows than these two together, the first and the last are shown.
const FIRST_ROWS: usize = 5;
const LAST_ROWS: usize = 2;
/// Rows of a header at most.
const HEADER_ROWS: usize = 4;
/// Columns at most, and how many of them those that are named may take.
pub(super) const COLUMNS: usize = 8;
const NAMED_COLUMNS: usize = 5;

/// The rows of the header that stands over the first cell, or holds it.
pub(super) fn header(form: &FormReading, cells: &[&Addr]) -> Vec<u32> {
    let lowest = cells.iter().map(|cell| cell.row).min().unwrap_or_default();
    let mut runs = form
        .rows
        .iter()
        .filter(|run| run.mark == RowMark::Header && run.first <= lowest);
    runs.next_back()
        .map(|run| (run.first..=run.last).take(HEADER_ROWS).collect())
        .unwrap_or_default()
}

/// The header, then the named rows (the first and the last of many) with their neighbours.
pub(super) fn rows(sheet: &Sheet, cells: &[&Addr], header: &[u32]) -> Vec<u32> {
    let mut named: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
    named.sort_unstable();
    named.dedup();
    let reach: u32 = if named.len() == 1 { 2 } else { 1 };
    if named.len() > FIRST_ROWS + LAST_ROWS {
        named.drain(FIRST_ROWS..named.len() - LAST_ROWS);
    }
    let mut rows: BTreeSet<u32> = header.iter().copied().collect();
    for row in named {
        rows.insert(row);
        let around = row.saturating_sub(reach)..=row.saturating_add(reach);
        rows.extend(around.filter(|near| sheet.row(*near).is_some()));
    }
    rows.into_iter().collect()
}

/// The named columns, those that say what a row is about, neighbours, and the rest from the left
/// while there is room; only columns that hold something in these rows.
pub(super) fn columns(
    sheet: &Sheet,
    form: Option<&FormReading>,
    forms: &Forms,
    cells: &[&Addr],
    rows: &[u32],
) -> Vec<u32> {
    let mut named: Vec<u32> = Vec::new();
    for cell in cells {
        if named.len() < NAMED_COLUMNS && !named.contains(&cell.col) {
            named.push(cell.col);
        }
    }
    let filled = rows
        .iter()
        .filter_map(|row| sheet.row(*row))
        .flat_map(|row| &row.cells)
        .map(|(col, _)| *col);
    let filled: BTreeSet<u32> = filled.collect();
    let near = named
        .iter()
        .flat_map(|col| [col.saturating_sub(1), col.saturating_add(1)]);
    let others = naming(form, forms)
        .into_iter()
        .chain(near)
        .chain(filled.iter().copied());
    let mut chosen: BTreeSet<u32> = named.iter().copied().collect();
    for col in others.filter(|col| filled.contains(col)) {
        if chosen.len() >= COLUMNS {
            break;
        }
        chosen.insert(col);
    }
    chosen.into_iter().collect()
}

/// The columns that name an entry: its code and its name.
fn naming(form: Option<&FormReading>, forms: &Forms) -> Vec<u32> {
    let Some((reading, form)) =
        form.and_then(|reading| Some((reading, forms.form(&reading.form)?)))
    else {
        return Vec::new();
    };
    let names = |key: &Arc<str>| {
        let field = form.fields.iter().find(|field| field.key == *key);
        field.is_some_and(|field| field.name || field.role == Some(Role::Code))
    };
    reading
        .columns
        .iter()
        .filter(|c| c.field.as_ref().is_some_and(names))
        .map(|column| column.at.col)
        .collect()
}
