//! The doubts of a reading: rows whose nature is uncertain, columns that were guessed.

use crate::cells::Addr;
use crate::dictionary::Forms;
use crate::dossier::Doubt;
use crate::dossier::Entry;
use crate::dossier::Reach;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part::DoubtfulRow;
use crate::dossier::part::Part;
use crate::dossier::plan::rows::RowDoubt;

/// How a row is shown that has no name: so many of its values.
const SHOWN_VALUES: usize = 3;

/// The doubts about the rows of a part, with a remark for each that was left out.
pub(crate) fn of_rows(part: &Part) -> (Vec<Doubt>, Vec<Remark>) {
    let Some(entity) = part.entity else { return (Vec::new(), Vec::new()) };
    let mut doubts = Vec::new();
    let mut remarks = Vec::new();
    for row in &part.doubtful {
        let (what, overrule) = said(row);
        let cells = cells(&row.entry);
        let code = if row.taken { RemarkCode::DoubtfulReading } else { RemarkCode::RowLeftOut };
        remarks.push(Remark { code, sentence: format!("{}; {overrule}", capital(&what)), cells: cells.clone() });
        doubts.push(Doubt { entity, reach: Reach::Rows, cells, what, overrule: capital(&overrule) });
    }
    (doubts, remarks)
}

fn said(row: &DoubtfulRow) -> (String, String) {
    let number = u64::from(row.entry.at.row) + 1;
    let text = shown(&row.entry);
    let name = format!("dòng {number} trang “{}”{text}", row.entry.at.sheet.title());
    let (what, overrule) = match (row.why, row.taken) {
        (RowDoubt::BareEntry, true) => (
            format!("{name} không có số thứ tự và mã nhưng vẫn được tính là một mục"),
            "nếu là dòng cộng hoặc ghi chú thì ghi rõ “Cộng” hoặc xóa con số; nếu là một mục thì điền số thứ tự và mã",
        ),
        (RowDoubt::ThinSum, false) => (
            format!("{name} được coi là dòng cộng vì con số bằng tổng các dòng trên"),
            "nếu là một mục thì điền số thứ tự và mã cho dòng này",
        ),
        (_, true) => (
            format!("{name} được tính là một mục vì có như vậy số liệu các biểu mới khớp nhau"),
            "nếu không phải thì ghi rõ “Cộng” hoặc xóa con số",
        ),
        (_, false) => (
            format!("{name} có số liệu nhưng không có tên, mã nên không được tính vào biểu"),
            "điền tên, mã nếu là một mục; ghi rõ “Cộng” nếu là dòng cộng",
        ),
    };
    (what, overrule.to_owned())
}

fn shown(entry: &Entry) -> String {
    let own = entry.leaves.values().filter(|leaf| leaf.at.row == entry.at.row && !leaf.value.is_blank());
    let texts: Vec<String> = own.take(SHOWN_VALUES).map(|leaf| leaf.value.to_string()).collect();
    if texts.is_empty() { String::new() } else { format!(" (“{}”)", texts.join(" · ")) }
}

/// The cells of the row itself.
fn cells(entry: &Entry) -> Vec<Addr> {
    let own = entry.leaves.values().filter(|leaf| leaf.at.row == entry.at.row && !leaf.value.is_blank());
    let mut cells: Vec<Addr> = own.map(|leaf| leaf.at.clone()).collect();
    cells.sort();
    cells.dedup();
    if cells.is_empty() { vec![entry.at.clone()] } else { cells }
}

/// A doubt about each column that was guessed and that its values do not bear out.
pub(crate) fn of_columns(part: &Part, forms: &Forms) -> Vec<Doubt> {
    let (Some(entity), Some(form)) = (part.entity, forms.form(&part.reading.form)) else { return Vec::new() };
    let guessed = part.reading.columns.iter().filter(|column| column.doubtful);
    let doubt = |column: &crate::dossier::ColumnReading| {
        let key = column.field.clone()?;
        let label = &form.field(&key)?.label;
        let what = match column.heading.as_str() {
            "" => format!("cột {} không có tiêu đề, tạm hiểu là “{label}”", letters(&column.at)),
            heading => format!("cột {} “{heading}” tạm hiểu là “{label}”", letters(&column.at)),
        };
        let overrule = "Sửa tiêu đề cột theo mẫu, hoặc chỉ lại cột bằng bản đồ đọc (--map)".to_owned();
        Some(Doubt { entity, reach: Reach::Field(key), cells: vec![column.at.clone()], what, overrule })
    };
    guessed.filter_map(doubt).collect()
}

fn letters(at: &Addr) -> String {
    at.sheet.column_label(at.col)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
