//! Merged areas, looked up without scanning them all.

use std::collections::HashMap;

use crate::cells::Area;
use crate::cells::Sheet;

/// The merged areas of a sheet, by first row and by first column.
#[derive(Debug, Default)]
pub(crate) struct Merges {
    by_top: HashMap<u32, Vec<Area>>,
    /// Areas of more than one row, by their first column, sorted by first row.
    tall: HashMap<u32, Vec<Area>>,
}

impl Merges {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let mut merges = Self::default();
        for area in &sheet.merges {
            merges.by_top.entry(area.top).or_default().push(*area);
            if area.bottom > area.top {
                merges.tall.entry(area.left).or_default().push(*area);
            }
        }
        for areas in merges.tall.values_mut() {
            areas.sort_by_key(|area| area.top);
        }
        merges
    }

    /// The areas that begin in a row.
    pub(crate) fn starting_in(&self, row: u32) -> &[Area] {
        self.by_top.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The first row of the area that covers a cell from above; none when the cell is its own.
    pub(crate) fn covered_from(&self, row: u32, col: u32) -> Option<u32> {
        let areas = self.tall.get(&col)?;
        let last = areas.partition_point(|area| area.top < row);
        let area = areas[..last].last()?;
        (area.bottom >= row).then_some(area.top)
    }

    /// How many columns the area that begins at a cell covers.
    pub(crate) fn width(&self, row: u32, col: u32) -> u32 {
        self.starting_in(row)
            .iter()
            .find(|area| area.left == col)
            .map_or(1, |area| {
                area.right.saturating_sub(area.left).saturating_add(1)
            })
    }

    /// The last row of the area that begins at a cell.
    pub(crate) fn bottom(&self, row: u32, col: u32) -> u32 {
        self.starting_in(row)
            .iter()
            .find(|area| area.left == col)
            .map_or(row, |area| area.bottom)
    }
}
