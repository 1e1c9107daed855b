//! Cells as people name them: ranges by sheet and column.

use std::collections::BTreeSet;

use crate::cells::Addr;

/// Cells without repeats, in the order in which they first occur.
pub(super) fn unique(cells: impl IntoIterator<Item = Addr>) -> Vec<Addr> {
    let mut seen = BTreeSet::new();
    cells.into_iter().filter(|cell| seen.insert(cell.clone())).collect()
}

/// Runs of rows of one column as ranges: `'Danh mục VTVL'!I2:I37`.
pub(super) fn ranges(cells: &[Addr]) -> Vec<String> {
    let mut sorted: Vec<&Addr> = cells.iter().collect();
    sorted.sort_by_key(|a| (a.sheet.index, a.col, a.row));
    sorted.dedup();
    let mut runs: Vec<(&Addr, &Addr)> = Vec::new();
    for cell in sorted {
        match runs.last_mut() {
            Some((_, last)) if last.sheet == cell.sheet && last.col == cell.col && last.row + 1 == cell.row => {
                *last = cell;
            }
            _ => runs.push((cell, cell)),
        }
    }
    runs.sort_by_key(|(first, _)| (first.sheet.index, first.row, first.col));
    let text = |(first, last): (&Addr, &Addr)| {
        if first == last { first.to_string() } else { format!("{first}:{}", last.local()) }
    };
    runs.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::SheetRef;
    use std::sync::Arc;

    #[test]
    fn runs_of_a_column_become_a_range() {
        let sheet = Arc::new(SheetRef { index: 0, name: "A".into() });
        let cells = [(3, 1), (1, 8), (2, 8), (4, 8), (1, 8)].map(|(row, col)| Addr::new(&sheet, row, col));
        assert_eq!(ranges(&cells), ["'A'!I2:I3", "'A'!B4", "'A'!I5"]);
        assert_eq!(unique(cells).len(), 4);
    }
}
