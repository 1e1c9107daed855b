//! Where cells stand that calamine is given one after another.
//!
//! calamine holds the rectangle around the cells of an `.xls` or `.ods` as a whole: two cells at
//! the ends of a sheet would take room for all between. So the cells are handed over packed, and
//! put back in their places afterwards.

use calamine::Data;
use calamine::Range;

use super::Limits;
use super::OpenError;
use super::Row;
use super::Value;
use super::error::LimitPlace;
use super::number;
use super::number::Texts;
use super::rows::GrowingRows;

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
    /// First and last row, first and last column.
    around: Option<[u32; 4]>,
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
        let (bottom, right) = (
            stand.row + stand.rows.max(1) - 1,
            stand.col + stand.cols.max(1) - 1,
        );
        let around = self
            .around
            .get_or_insert([stand.row, bottom, stand.col, right]);
        *around = [
            around[0].min(stand.row),
            around[1].max(bottom),
            around[2].min(stand.col),
            around[3].max(right),
        ];
        let cells = (u64::from(around[1] - around[0]) + 1) * (u64::from(around[3] - around[2]) + 1);
        if cells > limits.spread_cells {
            let limit = OpenError::limit(
                "vùng ô có dữ liệu của một trang",
                format!("{} ô", limits.spread_cells),
            );
            return Err(limit.at(&LimitPlace::cell(sheet, bottom, right)));
        }
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
