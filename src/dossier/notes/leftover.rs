//! Data on a sheet that no form took: told, never dropped in silence.

use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::SheetReading;

/// So few cells in a row are words around a table, not data.
const DATA_CELLS: usize = 3;

/// Runs of rows below the first header that look like data and that no form of the sheet reads.
pub(crate) fn tell(sheet: &Sheet, reading: &SheetReading) -> Vec<Remark> {
    let forms = || reading.form.iter().chain(&reading.more);
    let Some(first) = forms()
        .filter(|form| form.entity.is_some())
        .map(|form| form.header.0)
        .min()
    else {
        return Vec::new();
    };
    // A form that lies on its side says nothing of rows.
    if forms().any(|form| form.rows.is_empty()) {
        return Vec::new();
    }
    let runs = forms().flat_map(|form| &form.rows);
    let read: Vec<(u32, u32)> = runs.map(|run| (run.first, run.last)).collect();
    let is_lost = |row: &&Row| {
        row.number > first
            && looks_like_data(row)
            && !read
                .iter()
                .any(|(top, bottom)| (*top..=*bottom).contains(&row.number))
    };
    let lost: Vec<&Row> = sheet.rows.iter().filter(is_lost).collect();
    let Some((top, bottom)) = lost.first().zip(lost.last()) else {
        return Vec::new();
    };
    let place = sheet.at(top.number, 0).sheet;
    let which = if lost.len() == 1 {
        place.row_called(top.number)
    } else {
        format!(
            "{} dòng trong khoảng {}",
            lost.len(),
            place.rows_called(top.number, bottom.number)
        )
    };
    let sentence = format!(
        "Trang “{}”: {which} có số liệu nhưng không thuộc biểu nào đã đọc; nếu là dữ liệu của đề án, đặt dưới tiêu đề cột theo mẫu",
        sheet.title()
    );
    let at = |row: &&Row| sheet.at(row.number, row.cells.first().map_or(0, |(col, _)| *col));
    vec![Remark {
        code: RemarkCode::RowLeftOut,
        sentence,
        cells: lost.iter().map(at).collect(),
    }]
}

/// Several cells with a number among them.
fn looks_like_data(row: &Row) -> bool {
    let is_number = |value: &Value| {
        value.number().is_some()
            || value.text().is_some_and(|text| {
                !text.trim().is_empty() && text.trim().chars().all(|c| c.is_ascii_digit())
            })
    };
    row.cells.len() >= DATA_CELLS && row.cells.iter().any(|(_, value)| is_number(value))
}
