//! How wide the columns of a sheet are and how high its rows, so that the box of a comment fits.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::report::patch::xml::Tag;

/// Pixels of a column and of a row that say nothing (Excel's own).
const COLUMN: u32 = 64;
const ROW: u32 = 20;

/// What a sheet says of its columns and rows.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// First and last column from 0, pixels, format.
    columns: Vec<(u32, u32, u32, u32)>,
    /// Rows that say their height, in pixels.
    rows: BTreeMap<u32, u32>,
    column: Option<u32>,
    row: Option<u32>,
}

/// A measure of the sheet in pixels: `each` pixels to a unit.
fn pixels(tag: &Tag<'_>, key: &str, each: Decimal) -> Option<u32> {
    let size = Decimal::from_str(tag.value(key)?.trim()).ok()?;
    size.checked_mul(each)?
        .round()
        .to_u32()
        .map(|size| size.min(4_000))
}

/// Pixels of a character of width.
const CHARACTER: Decimal = Decimal::from_parts(7, 0, 0, false, 0);
/// Pixels of a point of height: 96 to an inch of 72 points.
const POINT: Decimal = Decimal::from_parts(1_333, 0, 0, false, 3);

impl Geometry {
    pub(super) fn defaults(&mut self, tag: &Tag<'_>) {
        self.column = pixels(tag, "defaultColWidth", CHARACTER);
        self.row = pixels(tag, "defaultRowHeight", POINT);
    }

    /// Takes in a `col` element.
    pub(super) fn columns(&mut self, tag: &Tag<'_>) {
        let (Some(min), Some(max)) = (tag.number("min"), tag.number("max")) else {
            return;
        };
        let hidden = tag.is_on("hidden");
        let width = if hidden {
            0
        } else {
            pixels(tag, "width", CHARACTER).unwrap_or(COLUMN)
        };
        self.columns.push((
            min.saturating_sub(1),
            max.saturating_sub(1),
            width,
            tag.number("style").unwrap_or(0),
        ));
    }

    /// Takes in a `row` element.
    pub(super) fn row(&mut self, number: u32, tag: &Tag<'_>) {
        if tag.is_on("hidden") {
            self.rows.insert(number, 0);
        } else if let Some(height) = pixels(tag, "ht", POINT) {
            self.rows.insert(number, height);
        }
    }

    /// The format of the cells of a column that are not there.
    pub(super) fn column_style(&self, col: u32) -> u32 {
        self.of(col).map_or(0, |(.., style)| *style)
    }

    fn of(&self, col: u32) -> Option<&(u32, u32, u32, u32)> {
        self.columns
            .iter()
            .find(|(min, max, ..)| (*min..=*max).contains(&col))
    }

    fn width(&self, col: u32) -> u32 {
        self.of(col)
            .map_or_else(|| self.column.unwrap_or(COLUMN), |(_, _, width, _)| *width)
    }

    fn height(&self, row: u32) -> u32 {
        self.rows
            .get(&row)
            .copied()
            .unwrap_or_else(|| self.row.unwrap_or(ROW))
    }

    /// The box beside a cell, of some pixels, as a legacy drawing anchors it: column, offset, row,
    /// offset of the upper left corner, then of the lower right.
    pub(super) fn anchor(&self, (row, col): (u32, u32), (width, height): (u32, u32)) -> String {
        const LAST_COL: u32 = 16_383;
        const LAST_ROW: u32 = 1_048_575;
        // In the last columns there is no room to the right.
        let left = if col + 8 > LAST_COL {
            col.saturating_sub(8)
        } else {
            col + 1
        };
        let top = if row + 20 > LAST_ROW {
            row.saturating_sub(20)
        } else {
            row.saturating_sub(1)
        };
        let (right, across) = step(left, 12 + width, LAST_COL, |col| self.width(col));
        let (bottom, down) = step(top, 4 + height, LAST_ROW, |row| self.height(row));
        format!("{left}, 12, {top}, 4, {right}, {across}, {bottom}, {down}")
    }
}

/// Goes some pixels on over columns or rows: where one comes to, and how far into it.
fn step(from: u32, pixels: u32, last: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    let (mut at, mut left) = (from, pixels);
    // Hidden ones take no room; a thousand of them are enough to stop.
    for _ in 0..1_000 {
        let here = size(at);
        if left < here || at >= last {
            break;
        }
        left -= here;
        at += 1;
    }
    (at, left.min(size(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::patch::xml::Tags;

    fn geometry(tags: &str) -> Geometry {
        let mut geometry = Geometry::default();
        for tag in Tags::of(tags).map(Result::unwrap) {
            match tag.local() {
                "col" => geometry.columns(&tag),
                "row" => geometry.row(tag.number("r").unwrap() - 1, &tag),
                _ => geometry.defaults(&tag),
            }
        }
        geometry
    }

    #[test]
    fn boxes_pass_over_hidden_columns_and_stay_on_the_sheet() {
        let sheet = geometry(
            "<f defaultRowHeight=\"15\"/><col min=\"3\" max=\"4\" width=\"9\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"100\" style=\"7\"/><row r=\"1\" ht=\"30\"/>",
        );
        assert_eq!(
            sheet.anchor((0, 1), (300, 100)),
            "2, 12, 0, 4, 4, 312, 4, 4"
        );
        assert_eq!(sheet.column_style(4), 7);
        assert!(
            sheet
                .anchor((1_048_575, 16_383), (300, 100))
                .starts_with("16375, 12, 1048555")
        );
    }
}
