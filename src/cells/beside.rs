//! What a sheet tells beside its values: how they are shown, which are computed, which are summed.

use std::sync::Arc;

use super::Area;
use super::Value;
use super::formats::NumberFormat;

/// Areas of a sheet that formulas read, kept at most: a table has a few, and rows beside each other
/// are one.
const AREAS: usize = 4_096;
/// How many of the last areas a new one is joined with.
const NEAR: usize = 16;

/// Điều trang tính nói ngoài giá trị: by the addresses that the sheet has in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The telling formats of the workbook.
    formats: Arc<[NumberFormat]>,
    /// Row, column and place of the format, from 1; sorted.
    shown: Vec<(u32, u32, u16)>,
    /// Cells that are computed; sorted.
    formulas: Vec<(u32, u32)>,
    /// What formulas of the workbook sum over (`SUM`, `SUMIF`, `SUBTOTAL`…): text in there counts
    /// for nothing.
    pub summed: Vec<Area>,
    /// What formulas add up one by one (`=D2+D9`, `SUMPRODUCT((…)*D2:D9)`): text that is a number
    /// counts.
    pub added: Vec<Area>,
}

impl Beside {
    pub(super) fn new(
        formats: &Arc<[NumberFormat]>,
        mut shown: Vec<(u32, u32, u16)>,
        mut formulas: Vec<(u32, u32)>,
        sums: SumAreas,
    ) -> Self {
        // Of two formats of one cell the first counts, as of two values.
        shown.sort_by_key(|(row, col, _)| (*row, *col));
        shown.dedup_by_key(|(row, col, _)| (*row, *col));
        formulas.sort_unstable();
        formulas.dedup();
        Self {
            formats: Arc::clone(formats),
            shown,
            formulas,
            summed: sums.summed,
            added: sums.added,
        }
    }

    /// The same for a sheet whose rows and columns are exchanged.
    #[must_use]
    pub fn turned(&self) -> Self {
        let turn = |area: &Area| Area {
            top: area.left,
            left: area.top,
            bottom: area.right,
            right: area.bottom,
        };
        let sums = SumAreas {
            summed: self.summed.iter().map(turn).collect(),
            added: self.added.iter().map(turn).collect(),
        };
        let shown = self
            .shown
            .iter()
            .map(|(row, col, format)| (*col, *row, *format))
            .collect();
        let formulas = self
            .formulas
            .iter()
            .map(|(row, col)| (*col, *row))
            .collect();
        Self::new(&self.formats, shown, formulas, sums)
    }

    fn format(&self, row: u32, col: u32) -> Option<&NumberFormat> {
        let at = self
            .shown
            .binary_search_by_key(&(row, col), |(row, col, _)| (*row, *col))
            .ok()?;
        self.formats
            .get(usize::from(self.shown[at].2).checked_sub(1)?)
    }

    /// What Excel shows in a cell that holds this value, where that says more than the value.
    #[must_use]
    pub fn shown(&self, row: u32, col: u32, value: &Value) -> Option<String> {
        self.format(row, col)?.shown(value)
    }

    /// The format of a cell, where it shows more than the value.
    pub(super) fn code(&self, row: u32, col: u32) -> Option<&str> {
        self.format(row, col).map(NumberFormat::code)
    }

    /// Whether the number of a cell is shown as a percentage.
    #[must_use]
    pub fn is_percent(&self, row: u32, col: u32) -> bool {
        self.format(row, col).is_some_and(NumberFormat::is_percent)
    }

    /// Whether a cell is computed by a formula.
    #[must_use]
    pub fn is_formula(&self, row: u32, col: u32) -> bool {
        self.formulas.binary_search(&(row, col)).is_ok()
    }

    /// Whether a formula of the workbook sums over a cell.
    #[must_use]
    pub fn is_summed(&self, row: u32, col: u32) -> bool {
        self.summed.iter().any(|area| area.contains(row, col))
    }
}

/// What the formulas of a workbook read of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SumAreas {
    summed: Vec<Area>,
    added: Vec<Area>,
}

impl SumAreas {
    /// An area that is summed over.
    pub(super) fn sum(&mut self, area: Area) {
        join(&mut self.summed, area);
    }

    /// An area whose cells are added one by one.
    pub(super) fn add(&mut self, area: Area) {
        join(&mut self.added, area);
    }
}

/// Puts in an area: one that lies in a former one adds nothing, and one beside it makes it larger.
fn join(areas: &mut Vec<Area>, new: Area) {
    let near = areas.len().saturating_sub(NEAR);
    for area in &mut areas[near..] {
        let same_columns = area.left == new.left && area.right == new.right;
        let same_rows = area.top == new.top && area.bottom == new.bottom;
        let meet = |end: u32, start: u32| start <= end.saturating_add(1);
        if same_columns && meet(area.bottom, new.top) && meet(new.bottom, area.top) {
            area.top = area.top.min(new.top);
            area.bottom = area.bottom.max(new.bottom);
            return;
        }
        if same_rows && meet(area.right, new.left) && meet(new.right, area.left) {
            area.left = area.left.min(new.left);
            area.right = area.right.max(new.right);
            return;
        }
        if area.contains(new.top, new.left) && area.contains(new.bottom, new.right) {
            return;
        }
    }
    if areas.len() < AREAS {
        areas.push(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area {
            top,
            left,
            bottom,
            right,
        }
    }

    #[test]
    fn areas_beside_each_other_are_one() {
        let mut sums = SumAreas::default();
        (0..50_000).for_each(|row| sums.sum(area(row, 1, row, 3)));
        assert_eq!(sums.summed, [area(0, 1, 49_999, 3)]);
        sums.sum(area(5, 2, 9, 2));
        assert_eq!(sums.summed.len(), 1);
        (0..20_000).for_each(|at| sums.add(area(at * 2, at % 7, at * 2, at % 7)));
        assert_eq!(sums.added.len(), AREAS);
    }

    #[test]
    fn a_turned_sheet_finds_its_cells() {
        let sums = SumAreas {
            summed: vec![area(1, 2, 5, 2)],
            added: Vec::new(),
        };
        let beside = Beside::new(&Arc::from([]), Vec::new(), vec![(7, 2), (0, 1)], sums).turned();
        assert!(beside.is_formula(2, 7) && beside.is_formula(1, 0) && !beside.is_formula(7, 2));
        assert!(beside.is_summed(2, 3) && !beside.is_summed(3, 2));
    }
}
