//! Entries of lines of prose.

use regex_lite::Regex;

use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::lines::EntryLine;
use crate::dossier::values;
use crate::dossier::values::ValueReading;

/// One line as an entry: its name, what stands in columns of its own, and the pieces of its text.
pub(crate) fn entry(
    grid: &Grid<'_>,
    form: &Form,
    entity: Entity,
    line: &EntryLine,
    forms: &Forms,
) -> Entry {
    let (col, text) = &line.name;
    let at = grid.at(line.row, *col);
    let mut leaves = Leaves::new();
    for (position, field) in form.fields.iter().enumerate() {
        let leaf = |value: Value| Leaf {
            value,
            term: None,
            at: at.clone(),
        };
        if field.name {
            leaves.insert(
                field.key.clone(),
                leaf(Value::Text(fold::squeeze(text).into())),
            );
        } else if let Some((_, own)) = line.columns.iter().find(|(known, _)| *known == position) {
            let value =
                values::read_field(field, grid.value(line.row, *own), forms.words()).into_value();
            let at = grid.at(line.row, *own);
            leaves.insert(
                field.key.clone(),
                Leaf {
                    value,
                    term: None,
                    at,
                },
            );
        } else if let Some(within) = &field.within {
            leaves.insert(field.key.clone(), leaf(part(field, within, text, forms)));
        }
    }
    Entry {
        entity,
        at,
        part: 0,
        leaves,
    }
}

/// The piece of a line that is a field's value, blank if there is none.
fn part(field: &Field, within: &Regex, line: &str, forms: &Forms) -> Value {
    let found = within.captures(line).and_then(|captures| captures.get(1));
    let text = found.map_or("", |found| found.as_str());
    match values::read(field.kind, &Value::Text(text.into()), forms.words()) {
        ValueReading::Read(value) | ValueReading::Taken(value) => value,
        ValueReading::Unreadable(_) => Value::Blank,
    }
}
