//! Bare names that divide a table: fields of work over the rows that they hold for, without mark or
//! number.
//!
//! A note stands anywhere. What divides a table stands over its first entry and comes again, each
//! time right above an entry.

use super::lens::Lens;
use super::rows::PlannedRow;
use super::rows::RowKind;
use super::section;
use crate::dictionary::SectionValue;

/// So many names make a division.
const DIVIDERS: usize = 2;

/// Takes notes for titles where they divide the table, and titles may say something that no column
/// says.
pub(super) fn take_dividers(lens: &Lens<'_>, rows: &mut [PlannedRow]) {
    let open = |section: Option<SectionValue>| section == Some(SectionValue::Text);
    let wanted = lens
        .form
        .fields
        .iter()
        .enumerate()
        .any(|(at, field)| open(field.section) && !lens.has_column(at));
    let candidates: Vec<usize> = (0..rows.len())
        .filter(|at| is_bare_name(lens, &rows[*at]))
        .collect();
    let first_entry = rows.iter().position(|row| row.kind == RowKind::Entry);
    let begins = candidates
        .first()
        .zip(first_entry)
        .is_some_and(|(name, entry)| *name < entry);
    let above_entries = candidates.iter().all(|at| {
        let mut below = rows[at + 1..]
            .iter()
            .filter(|row| row.kind != RowKind::Blank);
        below.next().is_some_and(|row| row.kind == RowKind::Entry)
    });
    if !wanted || !begins || !above_entries || candidates.len() < DIVIDERS {
        return;
    }
    for at in candidates {
        if let Some(title) = section::title(lens, &lens.sight(rows[at].index)) {
            rows[at].kind = RowKind::Section(title);
        }
    }
}

/// A note of one cell, in the column of names.
fn is_bare_name(lens: &Lens<'_>, row: &PlannedRow) -> bool {
    let sight = lens.sight(row.index);
    row.kind == RowKind::Note && sight.cells == 1 && sight.named
}
