//! Numbers written as text where a formula adds them up: they count for a reader, and not for the
//! formula.

use std::collections::BTreeSet;

use super::Dossier;
use crate::cells::Addr;
use crate::cells::Value;
use crate::cells::Workbook;

/// The cells whose text was read as a number and over which a formula of the workbook sums.
pub(super) fn texts(workbook: &Workbook, dossier: &Dossier) -> BTreeSet<Addr> {
    let entries = dossier.tables.values().flat_map(|table| &table.entries);
    let numbers = entries
        .flat_map(|entry| entry.leaves.values())
        .filter(|leaf| leaf.value.number().is_some());
    let is_left_out = |at: &&Addr| {
        workbook.sheets.get(at.sheet.index).is_some_and(|sheet| {
            matches!(sheet.value(at.row, at.col), Value::Text(_)) && sheet.is_summed(at.row, at.col)
        })
    };
    numbers
        .map(|leaf| &leaf.at)
        .filter(is_left_out)
        .cloned()
        .collect()
}
