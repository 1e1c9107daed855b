//! The columns of a table of Word: lines of the grid that lie beside each other are one.
//!
//! Whoever drags the border of one cell a little gives the whole table another grid line. A person
//! sees no column there, and the values of such a row would stand beside their headings.

use super::tree::DocxRow;
use super::tree::DocxTable;

/// Lines of the grid closer than this (in twentieths of a point, 2.5 mm) are one line to the eye.
const CLOSE: u64 = 142;

/// The first and last column of each cell of a table, by row.
pub(super) fn places(table: &DocxTable) -> Vec<Vec<(u32, u32)>> {
    let spans: Vec<Vec<(u32, u32)>> = table.rows.iter().map(spans).collect();
    let lines = lines(&table.grid);
    let seen = |line: u32| lines.get(line as usize).copied().unwrap_or(line);
    let snapped: Vec<Vec<(u32, u32)>> = spans
        .iter()
        .map(|row| {
            row.iter()
                .map(|(from, to)| (seen(*from), seen(*to)))
                .collect()
        })
        .collect();
    // A table with real columns as narrow as that keeps its grid.
    let narrow = snapped.iter().flatten().any(|(from, to)| from >= to);
    let kept = if narrow { spans } else { snapped };
    let mut begins: Vec<u32> = kept.iter().flatten().map(|(from, _)| *from).collect();
    begins.sort_unstable();
    begins.dedup();
    let column = |line: u32| {
        u32::try_from(begins.partition_point(|begin| *begin < line)).unwrap_or(u32::MAX)
    };
    let place = |(from, to): &(u32, u32)| {
        (
            column(*from),
            column(*to).saturating_sub(1).max(column(*from)),
        )
    };
    kept.iter()
        .map(|row| row.iter().map(place).collect())
        .collect()
}

/// The grid lines at which the cells of a row begin and end.
fn spans(row: &DocxRow) -> Vec<(u32, u32)> {
    let mut at = row.before;
    let mut spans = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let end = at.saturating_add(cell.span);
        spans.push((at, end));
        at = end;
    }
    spans
}

/// For each line of the grid the first line that it is one with.
fn lines(grid: &[u32]) -> Vec<u32> {
    if grid.contains(&0) {
        return Vec::new();
    }
    let mut lines = vec![0u32];
    let (mut at, mut first, mut name) = (0u64, 0u64, 0u32);
    for (nth, width) in (1u32..).zip(grid) {
        at += u64::from(*width);
        if at - first >= CLOSE {
            (first, name) = (at, nth);
        }
        lines.push(name);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::tree::DocxCell;
    use super::*;

    fn row(spans: &[u32]) -> DocxRow {
        let cells = spans
            .iter()
            .map(|span| DocxCell {
                span: *span,
                ..DocxCell::default()
            })
            .collect();
        DocxRow {
            cells,
            ..DocxRow::default()
        }
    }

    #[test]
    fn a_border_dragged_a_little_makes_no_column() {
        let table = DocxTable {
            grid: vec![1000, 40, 2000, 3000],
            rows: vec![row(&[1, 2, 1]), row(&[2, 1, 1]), row(&[3, 1])],
        };
        assert_eq!(
            places(&table),
            [
                vec![(0, 0), (1, 1), (2, 2)],
                vec![(0, 0), (1, 1), (2, 2)],
                vec![(0, 1), (2, 2)]
            ]
        );
    }

    #[test]
    fn narrow_columns_of_their_own_stay() {
        let table = DocxTable {
            grid: vec![100, 100, 2000],
            rows: vec![row(&[1, 1, 1])],
        };
        assert_eq!(places(&table), [vec![(0, 0), (1, 1), (2, 2)]]);
        let unknown = DocxTable {
            grid: vec![0, 0],
            rows: vec![row(&[1, 1]), row(&[63, 63, 63])],
        };
        assert_eq!(places(&unknown)[1], [(0, 1), (2, 2), (3, 3)]);
    }
}
