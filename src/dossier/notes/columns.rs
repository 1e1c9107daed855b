//! What is told of the columns of a table: fields, guesses, exchanges.

use crate::cells::Addr;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::fold;
use crate::dossier::ColumnReading;
use crate::dossier::ColumnSource;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::header::Header;
use crate::dossier::plan::header::HeaderColumn;
use crate::dossier::weights::GUESSED;

/// Confidence in columns of levels, which their values tell, 0 to 100.
const BY_VALUES: u8 = 80;
/// Confidence in a label above a table, which stands among titles, 0 to 100.
const BY_LABEL: u8 = 90;

/// The columns as they were understood.
pub(crate) fn readings(grid: &Grid<'_>, forms: &Forms, header: &Header) -> Vec<ColumnReading> {
    let form = forms.at(header.form);
    let level = header.levels.field(form);
    // Several columns may hold the levels.
    let field = |column: &HeaderColumn| {
        column
            .field
            .or(level.filter(|_| header.levels.holds(column.col)))
    };
    let reading = |column: &HeaderColumn| ColumnReading {
        field: field(column).map(|field| form.fields[field].key.clone()),
        heading: column.heading.clone(),
        at: grid.at(column.row, column.col),
        confidence: if column.field.is_none() && field(column).is_some() {
            BY_VALUES
        } else {
            percent(column.score)
        },
        source: if header.levels.holds(column.col) {
            ColumnSource::Values
        } else {
            column.source
        },
        doubtful: column.doubtful,
    };
    header.columns.iter().map(reading).collect()
}

/// Labels above a table that no column of the table overrules; the text is the value.
pub(crate) fn labels(above: &Leaves, columns: &[ColumnReading]) -> Vec<ColumnReading> {
    let own = |key: &Key| {
        columns
            .iter()
            .any(|column| column.field.as_ref() == Some(key))
    };
    let label = |(key, leaf): (&Key, &Leaf)| ColumnReading {
        field: Some(key.clone()),
        heading: fold::squeeze(&leaf.value.to_string()),
        at: leaf.at.clone(),
        confidence: BY_LABEL,
        source: ColumnSource::Heading,
        doubtful: false,
    };
    above
        .iter()
        .filter(|(key, _)| !own(key))
        .map(label)
        .collect()
}

/// Unknown headings and guessed columns, each with its cell.
pub(crate) fn remarks(grid: &Grid<'_>, forms: &Forms, header: &Header) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for column in &header.columns {
        let at = grid.at(column.row, column.col);
        if header.levels.holds(column.col) {
            continue;
        }
        match (column.field, column.source) {
            (Some(field), ColumnSource::Values) => {
                let sentence = guessed(column, &at, &forms.at(header.form).fields[field].label);
                remarks.push(Remark {
                    code: RemarkCode::GuessedColumn,
                    sentence,
                    cells: vec![at],
                });
            }
            (None, source) if source != ColumnSource::Mapping => {
                let sentence = unknown(column, forms, header.form);
                remarks.push(Remark {
                    code: RemarkCode::UnknownColumn,
                    sentence,
                    cells: vec![at],
                });
            }
            _ => {}
        }
    }
    remarks
}

fn guessed(column: &HeaderColumn, at: &Addr, label: &str) -> String {
    let heading = match column.heading.as_str() {
        "" => "không có tiêu đề".to_owned(),
        heading => format!("mang tiêu đề “{heading}” không đúng với các ô bên dưới"),
    };
    format!(
        "Cột {} {heading}; theo nội dung, được hiểu là “{label}”",
        at.column_called()
    )
}

fn unknown(column: &HeaderColumn, forms: &Forms, position: usize) -> String {
    let form = forms.at(position);
    let texts = forms.index().bare_spellings(&column.heading);
    let near = |field: usize| (field, forms.index().nearness(position, field, &texts));
    let best = (0..form.fields.len())
        .map(near)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, score)| *score >= GUESSED);
    let guess = best.map_or_else(String::new, |(field, _)| {
        format!(" (gần nhất là “{}”)", form.fields[field].label)
    });
    format!(
        "Cột “{}” không có trong biểu “{}”{guess}; cột này không được dùng",
        column.heading, form.sheet
    )
}

/// Columns that stand under each other's heading.
pub(crate) fn swaps(grid: &Grid<'_>, header: &Header, swapped: &[(usize, usize)]) -> Vec<Remark> {
    let remark = |(left, right): &(usize, usize)| {
        let (left, right) = (&header.columns[*left], &header.columns[*right]);
        let cells = vec![grid.at(left.row, left.col), grid.at(right.row, right.col)];
        let sentence = format!(
            "Nội dung cột “{}” và cột “{}” nằm đổi chỗ cho nhau; đã đọc theo nội dung, cần sửa lại tiêu đề hai cột",
            left.heading, right.heading
        );
        Remark {
            code: RemarkCode::SwappedColumns,
            sentence,
            cells,
        }
    };
    swapped.iter().map(remark).collect()
}

/// A score of 0 to 1 as a percentage.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 first"
)]
pub(crate) fn percent(score: f64) -> u8 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u8
}
