//! What is told of the columns of a table: fields, guesses, exchanges.

use super::ColumnReading;
use super::ColumnSource;
use super::Key;
use super::Leaf;
use super::Leaves;
use super::Remark;
use super::RemarkCode;
use super::fold;
use super::forms::Forms;
use super::forms::Kind;
use super::header::Column;
use super::header::Header;
use super::headings::bare_spellings;
use super::read::percent;
use crate::cells::Addr;
use crate::cells::Sheet;

/// A field is named as a guess for a heading from this likeness on, 0 to 1.
const GUESSED: f64 = 0.5;

/// Confidence in columns of levels, which their values tell, 0 to 100.
const BY_VALUES: u8 = 80;
/// Confidence in a label above a table, which stands among titles, 0 to 100.
const BY_LABEL: u8 = 90;

/// The columns as they were understood.
pub(super) fn readings(sheet: &Sheet, forms: &Forms, header: &Header) -> Vec<ColumnReading> {
    let form = forms.at(header.form);
    let level = form.position(|field| field.kind == Kind::Level);
    // Several columns may hold the levels.
    let field = |column: &Column| column.field.or(level.filter(|_| header.levels.holds(column.col)));
    let reading = |column: &Column| ColumnReading {
        field: field(column).map(|field| form.fields[field].key.clone()),
        heading: column.heading.clone(),
        at: sheet.at(column.row, column.col),
        confidence: if column.field.is_none() && field(column).is_some() { BY_VALUES } else { percent(column.score) },
        source: if header.levels.holds(column.col) { ColumnSource::Values } else { column.source },
    };
    header.columns.iter().map(reading).collect()
}

/// Labels above a table that no column of the table overrules; the text is the value.
pub(super) fn labels(above: &Leaves, columns: &[ColumnReading]) -> Vec<ColumnReading> {
    let own = |key: &Key| columns.iter().any(|column| column.field.as_ref() == Some(key));
    let label = |(key, leaf): (&Key, &Leaf)| ColumnReading {
        field: Some(key.clone()),
        heading: fold::squeeze(&leaf.value.to_string()),
        at: leaf.at.clone(),
        confidence: BY_LABEL,
        source: ColumnSource::Heading,
    };
    above.iter().filter(|(key, _)| !own(key)).map(label).collect()
}

/// Unknown headings and guessed columns, each with its cell.
pub(super) fn remarks(sheet: &Sheet, forms: &Forms, header: &Header) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for column in &header.columns {
        let at = sheet.at(column.row, column.col);
        if header.levels.holds(column.col) {
            continue;
        }
        match (column.field, column.source) {
            (Some(field), ColumnSource::Values) => {
                let sentence = guessed(column, &at, &forms.at(header.form).fields[field].label);
                remarks.push(Remark { code: RemarkCode::GuessedColumn, sentence, cells: vec![at] });
            }
            (None, source) if source != ColumnSource::Mapping => {
                let sentence = unknown(column, forms, header.form);
                remarks.push(Remark { code: RemarkCode::UnknownColumn, sentence, cells: vec![at] });
            }
            _ => {}
        }
    }
    remarks
}

fn guessed(column: &Column, at: &Addr, label: &str) -> String {
    let heading = match column.heading.as_str() {
        "" => "không có tiêu đề".to_owned(),
        heading => format!("mang tiêu đề “{heading}” không đúng với các ô bên dưới"),
    };
    format!("Cột {} {heading}; theo nội dung, được hiểu là “{label}”", letters(at))
}

fn unknown(column: &Column, forms: &Forms, position: usize) -> String {
    let form = forms.at(position);
    let texts = bare_spellings(&column.heading);
    let near = |field: usize| (field, forms.index().nearness(position, field, &texts));
    let best =
        (0..form.fields.len()).map(near).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, score)| *score >= GUESSED);
    let guess = best.map_or_else(String::new, |(field, _)| format!(" (gần nhất là “{}”)", form.fields[field].label));
    format!("Cột “{}” không có trong biểu “{}”{guess}; cột này không được dùng", column.heading, form.sheet)
}

/// Columns that stand under each other's heading.
pub(super) fn swaps(sheet: &Sheet, header: &Header, swapped: &[(usize, usize)]) -> Vec<Remark> {
    let remark = |(left, right): &(usize, usize)| {
        let (left, right) = (&header.columns[*left], &header.columns[*right]);
        let cells = vec![sheet.at(left.row, left.col), sheet.at(right.row, right.col)];
        let sentence = format!(
            "Nội dung cột “{}” và cột “{}” nằm đổi chỗ cho nhau; đã đọc theo nội dung, cần sửa lại tiêu đề hai cột",
            left.heading, right.heading
        );
        Remark { code: RemarkCode::SwappedColumns, sentence, cells }
    };
    swapped.iter().map(remark).collect()
}

fn letters(at: &Addr) -> String {
    at.sheet.column_label(at.col)
}
