//! Nobody is asked to write over a formula: what it takes its number from is to be mended.

use std::collections::BTreeSet;

use super::Finding;
use super::grounds::Root;
use super::ranges::ranges;
use crate::cells::Addr;
use crate::cells::Workbook;
use crate::law::Outcome;

/// Ranges that a sentence names before it only counts the rest.
const NAMED: usize = 3;

/// Adds to the remedy of a finding at formulas that their inputs are to be mended, and which those
/// may be: the cells that decided, hold no formula, and stand in the row or the column of one.
pub(super) fn spare(finding: &mut Finding, roots: &BTreeSet<Root>, workbook: &Workbook) {
    if !matches!(
        finding.outcome,
        Outcome::Violation | Outcome::Explain | Outcome::Missing
    ) {
        return;
    }
    let is_formula = |cell: &Addr| {
        workbook
            .sheets
            .get(cell.sheet.index)
            .is_some_and(|sheet| sheet.is_formula(cell.row, cell.col))
    };
    let formulas: Vec<Addr> = finding
        .cells
        .iter()
        .filter(|cell| is_formula(cell))
        .cloned()
        .collect();
    if formulas.is_empty() {
        return;
    }
    let lines: BTreeSet<(usize, bool, u32)> = formulas
        .iter()
        .flat_map(|cell| {
            [
                (cell.sheet.index, true, cell.row),
                (cell.sheet.index, false, cell.col),
            ]
        })
        .collect();
    let beside = |cell: &Addr| {
        lines.contains(&(cell.sheet.index, true, cell.row))
            || lines.contains(&(cell.sheet.index, false, cell.col))
    };
    let decided = roots.iter().filter_map(|root| {
        if let Root::Cell(cell) = root {
            Some(cell)
        } else {
            None
        }
    });
    let inputs: Vec<Addr> = decided
        .filter(|cell| !is_formula(cell) && beside(cell))
        .cloned()
        .collect();
    let named = if inputs.is_empty() {
        String::new()
    } else {
        format!(" ({})", listed(&inputs))
    };
    let space = if finding.remedy.is_empty() { "" } else { " " };
    finding.remedy = format!(
        "{}{space}Ô {} là công thức: sửa các ô mà nó lấy số{named}, không ghi đè công thức.",
        finding.remedy,
        listed(&formulas)
    );
}

/// Cells of a sheet as ranges without its name.
fn listed(cells: &[Addr]) -> String {
    let ranges = ranges(cells);
    let local = |range: &String| {
        range
            .rfind("'!")
            .map_or(range.as_str(), |at| &range[at + 2..])
            .to_owned()
    };
    let named = ranges
        .iter()
        .take(NAMED)
        .map(local)
        .collect::<Vec<_>>()
        .join(", ");
    match ranges.len().saturating_sub(NAMED) {
        0 => named,
        rest => format!("{named} và {rest} vùng ô khác"),
    }
}
