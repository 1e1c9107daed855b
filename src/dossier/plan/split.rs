//! Tables that stand side by side on a sheet (quirk 32), told apart by their headers.

use super::grid::Grid;
use super::header::Header;
use super::header_search;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::plain;
use crate::dossier::ColumnSource;
use crate::dossier::weights::ENOUGH;
use crate::dossier::weights::EXACT;

/// Rows below a header in which a column must be empty to part two tables.
const PROBED_ROWS: usize = 25;

/// One of several tables side by side: the rows from the header down, with the columns of this
/// table.
pub(crate) struct TableBlock {
    pub(crate) grid: Grid<'static>,
    pub(crate) header: Header,
    /// How sure the header is, 0 to 1.
    pub(crate) confidence: f64,
}

/// The tables that begin side by side at a header; empty when it is the header of one table.
pub(crate) fn blocks(
    grid: &Grid<'_>,
    forms: &Forms,
    whole: &Header,
    weigh: &dyn Fn(&Header) -> f64,
) -> Vec<TableBlock> {
    let cuts = cuts(grid, whole);
    if cuts.is_empty() {
        return Vec::new();
    }
    let mut blocks: Vec<TableBlock> = Vec::new();
    let mut left = 0;
    for end in cuts
        .iter()
        .map(|cut| cut.saturating_sub(1))
        .chain([u32::MAX])
    {
        let Some(block) = block(grid, forms, whole, (left, end), weigh) else {
            continue;
        };
        left = end.saturating_add(1);
        blocks.push(block);
    }
    // What stands to the right without a header of its own belongs to the table on its left.
    if let Some(last) = blocks.last().filter(|_| left != u32::MAX) {
        let from = last.header.columns.first().map_or(0, |column| column.col);
        blocks.pop();
        blocks.extend(block(grid, forms, whole, (from, u32::MAX), weigh));
    }
    if blocks.len() < 2 { Vec::new() } else { blocks }
}

/// The columns at which another table may begin: the first heading comes again, or an empty column
/// lies before it.
fn cuts(grid: &Grid<'_>, whole: &Header) -> Vec<u32> {
    let mut columns: Vec<(u32, String)> = whole
        .columns
        .iter()
        .map(|column| (column.col, plain(&column.heading)))
        .collect();
    columns.sort();
    let Some((_, first)) = columns.first().cloned() else {
        return Vec::new();
    };
    let start = grid.position(whole.rows.0);
    let rows = &grid.rows()[start..grid.rows().len().min(start + PROBED_ROWS)];
    let parted = |left: u32, right: u32| {
        (left + 1..right).any(|col| rows.iter().all(|row| row.value(col).shown().is_empty()))
    };
    let pairs = columns.windows(2).filter(|pair| {
        let (left, right) = (&pair[0], &pair[1]);
        (!first.is_empty() && right.1 == first) || parted(left.0, right.0)
    });
    pairs.map(|pair| pair[1].0).collect()
}

fn block(
    grid: &Grid<'_>,
    forms: &Forms,
    whole: &Header,
    columns: (u32, u32),
    weigh: &dyn Fn(&Header) -> f64,
) -> Option<TableBlock> {
    let part = grid.part((whole.rows.0, u32::MAX), columns);
    let (header, confidence) = header_search::find(&part, forms, 0, Some(whole.form), weigh)?;
    let beside = header.rows.0 <= whole.rows.1;
    let form = forms.at(header.form);
    // A table of its own has its own names, or numbers and codes: what has neither is the rest of
    // another.
    let named = form
        .position(|field| field.name)
        .and_then(|name| header.column_of(name));
    let keyed = |role: Role| {
        form.position(|field| field.role == Some(role))
            .and_then(|key| header.column_of(key))
    };
    let own = named.is_some_and(|name| name.source == ColumnSource::Heading && name.score >= EXACT)
        || keyed(Role::Number).is_some_and(|number| number.source == ColumnSource::Heading);
    let taken = beside && own && confidence >= ENOUGH && form.entity.is_some();
    taken.then_some(TableBlock {
        grid: part,
        header,
        confidence,
    })
}
