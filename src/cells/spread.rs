//! How far the cells of a sheet lie apart: whoever reads it makes room for the rectangle around
//! them.

use super::Area;
use super::Limits;
use super::OpenError;
use super::error::LimitPlace;

/// The rectangle around the cells that hold something.
#[derive(Debug, Default)]
pub(super) struct Spread(Option<Area>);

impl Spread {
    /// Takes in cells that hold something; the rectangle around all is bounded.
    pub(super) fn take(
        &mut self,
        cells: Area,
        limits: &Limits,
        sheet: &str,
    ) -> Result<(), OpenError> {
        let around = self.0.get_or_insert(cells);
        around.top = around.top.min(cells.top);
        around.left = around.left.min(cells.left);
        around.bottom = around.bottom.max(cells.bottom);
        around.right = around.right.max(cells.right);
        let rows = u64::from(around.bottom - around.top) + 1;
        let cols = u64::from(around.right - around.left) + 1;
        if rows * cols <= limits.spread_cells {
            return Ok(());
        }
        let limit = format!("{} ô", limits.spread_cells);
        let place = LimitPlace::cell(sheet, cells.bottom, cells.right);
        Err(OpenError::limit("vùng ô có dữ liệu của một trang", limit).at(&place))
    }
}
