//! Where cells stand that calamine is given one after another.
//!
//! calamine holds the rectangle around the cells of an `.xls` or `.ods` as a whole: two cells at
//! the ends of a sheet would take room for all between. So the cells are handed over packed, and
//! put back in their places afterwards.

use calamine::Data;
use calamine::Range;

use super::Area;
use super::Limits;
use super::OpenError;
use super::Row;
use super::Value;
use super::number;
use super::number::Texts;
use super::rows::GrowingRows;
use super::spread::Spread;

/// A value that stands in so many rows and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpannedValue {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) rows: u32,
    pub(super) cols: u32,
}

/// The places of the cells of a sheet, in the order in which they are handed over.
#[derive(Debug, Default)]
pub(super) struct Places {
    stands: Vec<SpannedValue>,
    spread: Spread,
}

impl Places {
    /// How many cells were handed over: the number of the next one.
    pub(super) fn count(&self) -> usize {
        self.stands.len()
    }

    /// The next cell stands here; the rectangle around all is bounded.
    pub(super) fn put(
        &mut self,
        stand: SpannedValue,
        limits: &Limits,
        sheet: &str,
    ) -> Result<(), OpenError> {
        let cells = Area {
            top: stand.row,
            left: stand.col,
            bottom: stand.row + stand.rows.max(1) - 1,
            right: stand.col + stand.cols.max(1) - 1,
        };
        self.spread.take(cells, limits, sheet)?;
        self.stands.push(stand);
        Ok(())
    }

    /// The cells in their places, and those that hold a formula without a value. `number` gives the
    /// number of a cell by its row and column in the range.
    pub(super) fn rows(
        &self,
        range: &Range<Data>,
        number: impl Fn(usize, usize) -> usize,
        uncomputed: &[(u32, u32)],
    ) -> Vec<Row> {
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = GrowingRows::default();
        let mut texts = Texts::default();
        for (row, col, data) in range.used_cells() {
            let at = number(row + top as usize, col + left as usize);
            let Some(stand) = self.stands.get(at) else {
                continue;
            };
            let value = value(data, &mut texts);
            for row in stand.row..stand.row + stand.rows {
                for col in stand.col..stand.col + stand.cols {
                    rows.put(row, col, value.clone());
                }
            }
        }
        for (row, col) in uncomputed {
            rows.put(*row, *col, Value::Uncomputed);
        }
        rows.finish()
    }
}

fn value(data: &Data, texts: &mut Texts) -> Value {
    match data {
        Data::Int(n) => Value::Whole(*n),
        Data::Float(f) => number::number(*f),
        Data::String(text) | Data::DurationIso(text) => texts.value(text),
        Data::Bool(b) => Value::Bool(*b),
        Data::DateTime(date) => number::date(*date),
        Data::DateTimeIso(text) => number::iso_date(text),
        Data::Error(error) => number::error(error),
        Data::Empty => Value::Blank,
    }
}
