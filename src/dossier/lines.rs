//! A form whose entries are written as lines of prose, without a header: the legal bases of a proposal.

use regex_lite::Regex;

use super::Entry;
use super::Leaf;
use super::Leaves;
use super::RowMark;
use super::RowRun;
use super::values;
use super::values::Reading;
use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;

/// The entries of the lines of a sheet.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) entries: Vec<Entry>,
    pub(super) rows: Vec<RowRun>,
    /// Rows with another text.
    pub(super) skipped: Vec<(Addr, String)>,
}

/// Looks for lines that are entries of a form; none if there is no such line.
pub(super) fn find(sheet: &Sheet, form: &Form, forms: &Forms) -> Option<Lines> {
    let (opening, entity) = (form.lines.as_ref()?, form.entity?);
    let name = form.fields.iter().find(|field| field.name)?;
    let mut lines = Lines { entries: Vec::new(), rows: Vec::new(), skipped: Vec::new() };
    for row in &sheet.rows {
        let Some((col, text)) = longest(row) else { continue };
        let at = sheet.at(row.number, col);
        if let Some(line) = opening.find(text).and_then(|found| text.get(found.start()..)) {
            let mut leaves = Leaves::new();
            leaves.insert(
                name.key.clone(),
                Leaf { value: Value::Text(fold::squeeze(line).into()), term: None, at: at.clone() },
            );
            for field in &form.fields {
                if let Some(within) = &field.within {
                    leaves.insert(
                        field.key.clone(),
                        Leaf { value: part(field, within, line, forms), term: None, at: at.clone() },
                    );
                }
            }
            RowRun::extend(&mut lines.rows, row.number, RowMark::Data);
            lines.entries.push(Entry { entity, at, leaves });
        } else if !lines.entries.is_empty() {
            RowRun::extend(&mut lines.rows, row.number, RowMark::Skipped);
            lines.skipped.push((at, format!("không phải một dòng của biểu: “{}”", fold::squeeze(text))));
        }
    }
    (!lines.entries.is_empty()).then_some(lines)
}

fn longest(row: &Row) -> Option<(u32, &str)> {
    let texts = row.cells.iter().filter_map(|(col, value)| Some((*col, value.text()?)));
    texts.max_by_key(|(_, text)| text.len())
}

/// The piece of a line that is a field's value, blank if there is none.
fn part(field: &Field, within: &Regex, line: &str, forms: &Forms) -> Value {
    let found = within.captures(line).and_then(|captures| captures.get(1));
    let text = found.map_or("", |found| found.as_str());
    match values::read(field.kind, &Value::Text(text.into()), forms.words()) {
        Reading::Read(value) => value,
        Reading::Unreadable(_) => Value::Blank,
    }
}
