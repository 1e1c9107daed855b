//! Tables that stand side by side on a sheet, told apart by their headers.

use super::header;
use super::header::Header;
use super::merges::Merges;
use super::sheets::ENOUGH;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::dictionary::Forms;
use crate::dictionary::words::plain;

/// Rows below a header in which a column must be empty to part two tables.
const PROBED_ROWS: usize = 25;

/// One of several tables side by side: the columns it takes, as a sheet of its own.
pub(super) struct Block {
    /// The rows from the header down, with the columns of this table only.
    pub(super) sheet: Sheet,
    pub(super) merges: Merges,
    pub(super) header: Header,
    /// How sure the header is, 0 to 1.
    pub(super) confidence: f64,
}

/// The tables that begin side by side at a header; empty when it is the header of one table.
pub(super) fn blocks(sheet: &Sheet, forms: &Forms, whole: &Header, weigh: &dyn Fn(&Header) -> f64) -> Vec<Block> {
    let cuts = cuts(sheet, whole);
    if cuts.is_empty() {
        return Vec::new();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut left = 0;
    for end in cuts.iter().map(|cut| cut.saturating_sub(1)).chain([u32::MAX]) {
        let Some(block) = block(sheet, forms, whole, (left, end), weigh) else { continue };
        left = end.saturating_add(1);
        blocks.push(block);
    }
    // What stands to the right without a header of its own belongs to the table on its left.
    if let Some(last) = blocks.last().filter(|_| left != u32::MAX) {
        let from = last.header.columns.first().map_or(0, |column| column.col);
        blocks.pop();
        blocks.extend(block(sheet, forms, whole, (from, u32::MAX), weigh));
    }
    if blocks.len() < 2 { Vec::new() } else { blocks }
}

/// The columns at which another table may begin: the first heading comes again, or an empty column
/// lies before it.
fn cuts(sheet: &Sheet, whole: &Header) -> Vec<u32> {
    let mut columns: Vec<(u32, String)> =
        whole.columns.iter().map(|column| (column.col, plain(&column.heading))).collect();
    columns.sort();
    let Some((_, first)) = columns.first().cloned() else { return Vec::new() };
    let start = sheet.rows.partition_point(|row| row.number < whole.rows.0);
    let rows = &sheet.rows[start..sheet.rows.len().min(start + PROBED_ROWS)];
    let parted = |left: u32, right: u32| {
        (left + 1..right).any(|col| rows.iter().all(|row| row.value(col).to_string().is_empty()))
    };
    let pairs = columns.windows(2).filter(|pair| {
        let (left, right) = (&pair[0], &pair[1]);
        (!first.is_empty() && right.1 == first) || parted(left.0, right.0)
    });
    pairs.map(|pair| pair[1].0).collect()
}

fn block(
    sheet: &Sheet,
    forms: &Forms,
    whole: &Header,
    (left, right): (u32, u32),
    weigh: &dyn Fn(&Header) -> f64,
) -> Option<Block> {
    let part = part(sheet, (whole.rows.0, u32::MAX), (left, right));
    let merges = Merges::of(&part);
    let (header, confidence) = header::find(&part, &merges, forms, 0, weigh)?;
    let beside = header.rows.0 <= whole.rows.1;
    let taken = beside && confidence >= ENOUGH && forms.at(header.form).entity.is_some();
    taken.then_some(Block { sheet: part, merges, header, confidence })
}

/// A part of a sheet: rows and columns from first to last.
pub(super) fn part(sheet: &Sheet, (top, bottom): (u32, u32), (left, right): (u32, u32)) -> Sheet {
    let start = sheet.rows.partition_point(|row| row.number < top);
    let end = sheet.rows.partition_point(|row| row.number <= bottom);
    let row = |row: &Row| {
        let first = row.cells.partition_point(|(col, _)| *col < left);
        let last = row.cells.partition_point(|(col, _)| *col <= right);
        Row { number: row.number, cells: row.cells[first..last].to_vec() }
    };
    let inside = |area: &&crate::cells::Area| area.left >= left && area.right <= right;
    Sheet {
        id: std::sync::Arc::clone(&sheet.id),
        visibility: sheet.visibility,
        rows: sheet.rows[start..end.max(start)].iter().map(row).filter(|row| !row.cells.is_empty()).collect(),
        merges: sheet.merges.iter().filter(inside).copied().collect(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_cols: sheet.hidden_cols.clone(),
        print_areas: sheet.print_areas.clone(),
        beside: std::sync::Arc::clone(&sheet.beside),
    }
}
