//! Collects cells into rows.

use std::collections::BTreeMap;

use super::Row;
use super::Value;

/// Rows that grow cell by cell, mostly in order.
#[derive(Debug, Default)]
pub(super) struct GrowingRows {
    ordered: Vec<Row>,
    /// Cells that came out of order: files written by other programs, and formulas without a value.
    late: BTreeMap<(u32, u32), Value>,
}

impl GrowingRows {
    /// Puts one cell; blanks are dropped.
    pub(super) fn put(&mut self, row: u32, col: u32, value: Value) {
        if value.is_blank() {
            return;
        }
        match self.ordered.last_mut() {
            Some(last) if last.number == row && last.cells.last().is_none_or(|(c, _)| *c < col) => {
                last.cells.push((col, value));
            }
            Some(last) if last.number >= row => {
                self.late.insert((row, col), value);
            }
            last => {
                // The rows of a table are as wide as each other: room for that and no more.
                let mut cells = Vec::with_capacity(last.map_or(1, |last| last.cells.len()));
                cells.push((col, value));
                self.ordered.push(Row { number: row, cells });
            }
        }
    }

    /// All rows by rising number, their cells by rising column; the first value of a cell counts.
    pub(super) fn finish(self) -> Vec<Row> {
        if self.late.is_empty() {
            return self.ordered;
        }
        let in_order = self.ordered.into_iter().flat_map(|row| {
            let number = row.number;
            row.cells
                .into_iter()
                .map(move |(col, value)| ((number, col), value))
        });
        let mut cells: Vec<((u32, u32), Value)> = in_order.chain(self.late).collect();
        // Stable: of two values of one cell the one that came in order stays first.
        cells.sort_by_key(|(at, _)| *at);
        cells.dedup_by_key(|(at, _)| *at);
        let mut rows: Vec<Row> = Vec::new();
        for ((number, col), value) in cells {
            match rows.last_mut() {
                Some(row) if row.number == number => row.cells.push((col, value)),
                _ => rows.push(Row {
                    number,
                    cells: vec![(col, value)],
                }),
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cells_come_out_sorted_in_whatever_order_they_came(cells in prop::collection::vec((0u32..9, 0u32..9), 0..60)) {
            let mut rows = GrowingRows::default();
            for (row, col) in &cells {
                rows.put(*row, *col, Value::Whole(1));
            }
            let rows = rows.finish();
            let mut wanted = cells;
            wanted.sort_unstable();
            wanted.dedup();
            let found: Vec<_> = rows.iter().flat_map(|row| row.cells.iter().map(|(c, _)| (row.number, *c))).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
