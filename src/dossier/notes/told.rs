//! What a person looking at the workbook would not see, or would see wrong: data in hidden rows,
//! outside the print area, behind formulas without values. Read all the same, and told.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::cells::Addr;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::cells::Workbook;
use crate::cells::suspect;
use crate::dossier::Dossier;
use crate::dossier::FormReading;
use crate::dossier::Leaf;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;

/// So many runs of rows or columns stand in a sentence; the cells tell the others.
const SHOWN_RUNS: usize = 5;

/// What is told of the workbook, sheet by sheet.
pub(crate) fn tell(workbook: &Workbook, dossier: &Dossier) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let cells = ReadCells::of(dossier, workbook);
    for (sheet, reading) in workbook.sheets.iter().zip(&dossier.sheets) {
        let Some(form) = &reading.form else { continue };
        let own = cells.of_sheet(sheet.id.index);
        if form.entity.is_none() {
            // A table that is no part of the proposal: only what its reader would not see.
            let shown = rows_of(sheet, form);
            remarks.extend(unprinted(sheet, Some(&shown)));
            remarks.extend(broken(sheet, None));
            continue;
        }
        remarks.extend(hidden_rows(sheet));
        remarks.extend(hidden_columns(sheet));
        remarks.extend(unprinted(sheet, own));
        remarks.extend(broken(sheet, own));
    }
    remarks.extend(legacy(workbook));
    remarks
}

/// The cells that were read into the tables, of the sheets where that is asked.
struct ReadCells {
    by_sheet: BTreeMap<usize, BTreeSet<(u32, u32)>>,
}

impl ReadCells {
    fn of(dossier: &Dossier, workbook: &Workbook) -> Self {
        let asked = workbook
            .sheets
            .iter()
            .filter(|sheet| !sheet.print_areas.is_empty() || is_broken(sheet));
        let mut by_sheet: BTreeMap<usize, BTreeSet<(u32, u32)>> = asked
            .map(|sheet| (sheet.id.index, BTreeSet::new()))
            .collect();
        if by_sheet.is_empty() {
            return Self { by_sheet };
        }
        let entries = dossier
            .tables
            .values()
            .flat_map(|table| table.entries.iter().chain(&table.totals));
        let filled = |leaf: &&Leaf| !leaf.value.is_blank();
        for leaf in entries.flat_map(|entry| entry.leaves.values().filter(filled)) {
            if let Some(cells) = by_sheet.get_mut(&leaf.at.sheet.index) {
                cells.insert((leaf.at.row, leaf.at.col));
            }
        }
        Self { by_sheet }
    }

    fn of_sheet(&self, index: usize) -> Option<&BTreeSet<(u32, u32)>> {
        self.by_sheet.get(&index)
    }
}

/// The filled cells of the rows that a table takes, under its headings.
fn rows_of(sheet: &Sheet, form: &FormReading) -> BTreeSet<(u32, u32)> {
    let headed = |col: u32| form.columns.iter().any(|column| column.at.col == col);
    let taken = |row: u32| {
        form.rows
            .iter()
            .any(|run| (run.first..=run.last).contains(&row))
    };
    let rows = sheet.rows.iter().filter(|row| taken(row.number));
    let cells = rows.flat_map(|row| {
        row.cells
            .iter()
            .map(move |(col, value)| (row.number, *col, value))
    });
    cells
        .filter(|(_, col, value)| headed(*col) && !value.is_blank())
        .map(|(row, col, _)| (row, col))
        .collect()
}

/// Hidden rows that hold data (quirk 24).
fn hidden_rows(sheet: &Sheet) -> Option<Remark> {
    let filled: Vec<u32> = sheet
        .hidden_rows
        .iter()
        .copied()
        .filter(|row| sheet.row(*row).is_some())
        .collect();
    let numbers: Vec<u64> = filled.iter().map(|row| u64::from(*row) + 1).collect();
    let cells: Vec<Addr> = filled
        .iter()
        .filter_map(|row| Some(sheet.at(*row, sheet.row(*row)?.cells.first()?.0)))
        .collect();
    let sentence = format!(
        "Trang “{}” có {} dòng bị ẩn nhưng có dữ liệu (dòng {}); các dòng này vẫn được đọc, hãy bỏ ẩn hoặc xóa trước khi nộp",
        sheet.title(),
        filled.len(),
        runs(&numbers, |number| number.to_string())
    );
    (!cells.is_empty()).then_some(Remark {
        code: RemarkCode::HiddenRows,
        sentence,
        cells,
    })
}

/// Hidden columns that hold data (quirk 24).
fn hidden_columns(sheet: &Sheet) -> Option<Remark> {
    let first = |col: u32| {
        sheet
            .rows
            .iter()
            .find(|row| !row.value(col).is_blank())
            .map(|row| sheet.at(row.number, col))
    };
    let cells: Vec<Addr> = sheet
        .hidden_cols
        .iter()
        .filter_map(|col| first(*col))
        .collect();
    let numbers: Vec<u64> = cells.iter().map(|at| u64::from(at.col)).collect();
    let letters = |col: u64| {
        let at = sheet.at(0, u32::try_from(col).unwrap_or_default()).local();
        at.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
    };
    let sentence = format!(
        "Trang “{}” có {} cột bị ẩn nhưng có dữ liệu (cột {}); các cột này vẫn được đọc, hãy bỏ ẩn hoặc xóa trước khi nộp",
        sheet.title(),
        cells.len(),
        runs(&numbers, letters)
    );
    (!cells.is_empty()).then_some(Remark {
        code: RemarkCode::HiddenColumns,
        sentence,
        cells,
    })
}

/// Data that the print area leaves out (quirk 25).
fn unprinted(sheet: &Sheet, own: Option<&BTreeSet<(u32, u32)>>) -> Option<Remark> {
    if sheet.print_areas.is_empty() {
        return None;
    }
    let outside = |(row, col): &&(u32, u32)| {
        !sheet
            .print_areas
            .iter()
            .any(|area| area.contains(*row, *col))
    };
    let mut by_row: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, col) in own?.iter().filter(outside) {
        by_row.entry(*row).or_insert(*col);
    }
    let numbers: Vec<u64> = by_row.keys().map(|row| u64::from(*row) + 1).collect();
    let cells: Vec<Addr> = by_row
        .into_iter()
        .map(|(row, col)| sheet.at(row, col))
        .collect();
    let sentence = format!(
        "Vùng in của trang “{}” bỏ sót dữ liệu ở {} dòng (dòng {}), bản in sẽ thiếu; hãy đặt lại vùng in",
        sheet.title(),
        cells.len(),
        runs(&numbers, |number| number.to_string())
    );
    (!cells.is_empty()).then_some(Remark {
        code: RemarkCode::PrintArea,
        sentence,
        cells,
    })
}

/// Whether a sheet has formulas without values, or error values.
fn is_broken(sheet: &Sheet) -> bool {
    let broken = |value: &Value| matches!(value, Value::Uncomputed | Value::Error(_));
    sheet
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|(_, value)| broken(value))
}

/// Formulas without values (quirk 26), and error values (quirk 27); those in the tables are left to the rules.
fn broken(sheet: &Sheet, own: Option<&BTreeSet<(u32, u32)>>) -> Vec<Remark> {
    let mut uncomputed = Vec::new();
    let mut errors = Vec::new();
    let is_own = |row: u32, col: u32| own.is_some_and(|own| own.contains(&(row, col)));
    for row in &sheet.rows {
        for (col, value) in &row.cells {
            match value {
                Value::Uncomputed if !is_own(row.number, *col) => {
                    uncomputed.push(sheet.at(row.number, *col));
                }
                Value::Error(_) if !is_own(row.number, *col) => {
                    errors.push(sheet.at(row.number, *col));
                }
                _ => {}
            }
        }
    }
    let remark = |code: RemarkCode, cells: Vec<Addr>, what: &str| {
        let sentence = format!("Trang “{}” có {} ô {what}", sheet.title(), cells.len());
        (!cells.is_empty()).then_some(Remark {
            code,
            sentence,
            cells,
        })
    };
    let no_value = "công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi gửi lại";
    let error = "báo lỗi công thức nằm ngoài các dòng đã đọc; hãy sửa hoặc xóa";
    let found = [
        remark(RemarkCode::UncomputedFormula, uncomputed, no_value),
        remark(RemarkCode::ErrorCell, errors, error),
    ];
    found.into_iter().flatten().collect()
}

/// A workbook whose text is in an old encoding (quirk 23), with what a cell of it would say.
fn legacy(workbook: &Workbook) -> Option<Remark> {
    let suspicion = suspect(workbook)?;
    let (at, text) = suspicion.examples.first()?;
    let sentence = format!(
        "Chữ trong tệp có vẻ theo bảng mã cũ {}, không phải Unicode ({} có lẽ là “{text}”); hãy chuyển tệp sang Unicode, hoặc đọc lại theo bảng mã đó",
        suspicion.encoding.label(),
        at.called_here()
    );
    let cells = suspicion.examples.into_iter().map(|(at, _)| at).collect();
    Some(Remark {
        code: RemarkCode::LegacyText,
        sentence,
        cells,
    })
}

/// Rising numbers as runs: `5–7, 12`.
fn runs(numbers: &[u64], shown: impl Fn(u64) -> String) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let text = |(first, last): &(u64, u64)| {
        if first == last {
            shown(*first)
        } else {
            format!("{}–{}", shown(*first), shown(*last))
        }
    };
    let parts: Vec<String> = runs.iter().take(SHOWN_RUNS).map(text).collect();
    let more = if runs.len() > SHOWN_RUNS { "…" } else { "" };
    format!("{}{more}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_of_numbers() {
        assert_eq!(runs(&[5, 6, 7, 12], |number| number.to_string()), "5–7, 12");
    }
}
