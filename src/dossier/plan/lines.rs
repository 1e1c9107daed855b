//! A form whose entries are written without a header: lines of prose, or rows under a mere title.
//! The legal bases of a proposal are written so.

use super::grid::Grid;
use super::numbering::Mark;
use super::numbering::titled;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::dossier::weights::HALF;
use crate::dossier::weights::share;

/// One line that is an entry: its row, and where the parts of it stand.
#[derive(Debug, Clone)]
pub(crate) struct EntryLine {
    /// Number of the row, from 0.
    pub(crate) row: u32,
    /// Column of the text that names the entry, and that text.
    pub(crate) name: (u32, String),
    /// Fields that have a column of their own.
    pub(crate) columns: Vec<(usize, u32)>,
    /// Whether it is an entry; else a text between entries.
    pub(crate) taken: bool,
}

impl EntryLine {
    /// A line that is its name and nothing else.
    fn alone(row: &Row, (col, name): (u32, &str), taken: bool) -> Self {
        Self {
            row: row.number,
            name: (col, name.to_owned()),
            columns: Vec::new(),
            taken,
        }
    }
}

/// Looks for lines that are entries of a form below its title; none if there is no such line.
pub(crate) fn find(
    grid: &Grid<'_>,
    form: &Form,
    title_row: Option<u32>,
    forms: &Forms,
) -> Option<Vec<EntryLine>> {
    let opening = form.lines.as_ref()?;
    form.entity?;
    let rows = region(grid, title_row);
    let is_opened = |row: &&Row| {
        row.cells
            .iter()
            .any(|(_, value)| value.text().is_some_and(|text| opening.is_match(text)))
    };
    let (numbered, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| is_numbered(row));
    // Rows that are numbered one below the other are a list, if half of them say what they are.
    let opened = numbered.iter().filter(|row| is_opened(row)).count();
    let unlisted = others.iter().filter(|row| is_opened(row)).count();
    let is_list = opened > unlisted && share(opened, numbered.len()) >= HALF;
    let columns = if is_list {
        columns(&numbered, form, forms)
    } else {
        Vec::new()
    };
    let mut lines: Vec<EntryLine> = Vec::new();
    for row in rows {
        let Some((col, text)) = longest(row) else {
            continue;
        };
        let listed = is_list && is_numbered(row);
        if listed {
            let (col, text) = first_text(row).unwrap_or((col, text));
            lines.push(EntryLine {
                row: row.number,
                name: (col, text.to_owned()),
                columns: columns.clone(),
                taken: true,
            });
        } else if let Some(line) = opening
            .find(text)
            .and_then(|found| text.get(found.start()..))
        {
            // In a list of numbered rows a line between them is a subtitle.
            lines.push(EntryLine::alone(row, (col, line), !is_list));
        } else if !lines.is_empty() {
            lines.push(EntryLine::alone(row, (col, text), false));
        }
    }
    lines.iter().any(|line| line.taken).then_some(lines)
}

/// The rows below the title down to the next title of its rank; all rows where there is no title.
fn region<'g>(grid: &'g Grid<'_>, title_row: Option<u32>) -> &'g [Row] {
    let rows = grid.rows();
    let Some(title) = title_row.and_then(|number| grid.row(number)) else {
        return rows;
    };
    let rank = longest(title).map(|(_, text)| titled(text).0);
    let start = grid.position(title.number + 1);
    let is_next = |row: &Row| {
        let lone = row.cells.len() <= 2 && !is_numbered(row);
        let mark = longest(row).map(|(_, text)| titled(text).0);
        lone && mark == rank
            && !matches!(
                mark,
                Some(Mark::Plain | Mark::Arabic(_) | Mark::Bullet(_)) | None
            )
    };
    let end = rows[start..]
        .iter()
        .position(is_next)
        .map_or(rows.len(), |at| start + at);
    &rows[start..end]
}

/// Where the fields of a list without a header stand: dates by their values, and what the form has
/// before the date in the column before it.
fn columns(rows: &[&Row], form: &Form, forms: &Forms) -> Vec<(usize, u32)> {
    let Some(date) = form.position(|field| field.kind == FieldKind::Date) else {
        return Vec::new();
    };
    let is_date = |value: &Value| {
        matches!(
            values::read(FieldKind::Date, value, forms.words()),
            ValueReading::Read(Value::Date(_))
        )
    };
    let cols = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|(col, _)| *col))
        .collect::<std::collections::BTreeSet<_>>();
    let dated = cols.iter().copied().find(|col| {
        let dates = rows.iter().filter(|row| is_date(row.value(*col))).count();
        share(dates, rows.len()) >= HALF
    });
    let Some(col) = dated else { return Vec::new() };
    let mut found = vec![(date, col)];
    let name = rows
        .first()
        .and_then(|row| first_text(row))
        .map(|(col, _)| col);
    let before = cols
        .range(..col)
        .next_back()
        .copied()
        .filter(|before| Some(*before) > name);
    let is_text = |field: &usize| {
        form.fields[*field].kind == FieldKind::Text && form.fields[*field].within.is_none()
    };
    found.extend(date.checked_sub(1).filter(is_text).zip(before));
    found
}

/// Whether a row begins with a number of its own.
fn is_numbered(row: &Row) -> bool {
    let [(_, first), (_, second), ..] = row.cells.as_slice() else {
        return false;
    };
    Mark::of_number(&first.to_string()).is_some_and(Mark::is_arabic) && second.text().is_some()
}

fn first_text(row: &Row) -> Option<(u32, &str)> {
    let mut texts = row
        .cells
        .iter()
        .filter_map(|(col, value)| Some((*col, value.text()?)));
    texts.find(|(_, text)| Mark::of_number(text).is_none())
}

fn longest(row: &Row) -> Option<(u32, &str)> {
    let texts = row
        .cells
        .iter()
        .filter_map(|(col, value)| Some((*col, value.text()?)));
    texts.max_by_key(|(_, text)| text.len())
}
