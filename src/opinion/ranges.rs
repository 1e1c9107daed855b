//! Cells as people name them: ranges by sheet and column.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::cells::Addr;

/// Cells without repeats, in the order in which they first occur.
pub(super) fn unique(cells: impl IntoIterator<Item = Addr>) -> Vec<Addr> {
    let mut seen = BTreeSet::new();
    cells
        .into_iter()
        .filter(|cell| seen.insert(cell.clone()))
        .collect()
}

/// Runs of rows of one column, first and last cell, in the order in which their first cells were
/// named: the most telling stays first.
#[must_use]
pub fn runs(cells: &[Addr]) -> Vec<(Addr, Addr)> {
    let mut named: BTreeMap<&Addr, usize> = BTreeMap::new();
    for (place, cell) in cells.iter().enumerate() {
        named.entry(cell).or_insert(place);
    }
    let mut sorted: Vec<&Addr> = named.keys().copied().collect();
    sorted.sort_by_key(|a| (a.sheet.index, a.col, a.row));
    let mut runs: Vec<(usize, &Addr, &Addr)> = Vec::new();
    for cell in sorted {
        let place = named[cell];
        match runs.last_mut() {
            Some((first_place, _, last)) if last.is_above(cell) => {
                *last = cell;
                *first_place = place.min(*first_place);
            }
            _ => runs.push((place, cell, cell)),
        }
    }
    runs.sort_by_key(|(place, ..)| *place);
    runs.into_iter()
        .map(|(_, first, last)| (first.clone(), last.clone()))
        .collect()
}

/// The same runs as people write them: `'Danh mục VTVL'!I2:I37`.
pub(super) fn ranges(cells: &[Addr]) -> Vec<String> {
    runs(cells)
        .into_iter()
        .map(|(first, last)| first.through(&last))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::SheetRef;
    use std::sync::Arc;

    #[test]
    fn runs_of_a_column_become_a_range() {
        let sheet = Arc::new(SheetRef::new(0, "A"));
        let cells =
            [(3, 1), (1, 8), (2, 8), (4, 8), (1, 8)].map(|(row, col)| Addr::new(&sheet, row, col));
        assert_eq!(ranges(&cells), ["'A'!B4", "'A'!I2:I3", "'A'!I5"]);
        assert_eq!(unique(cells).len(), 4);
    }
}
