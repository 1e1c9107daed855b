//! What a proposal needs and does not say: columns that are not there, cells that are blank.

use super::Dossier;
use super::Entry;
use super::Leaf;
use super::Needed;
use super::Reach;
use super::Table;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::Need;

/// Everything needed that is not there, in the order of the tables. What is in doubt is left to its
/// doubt.
pub(crate) fn missing(dossier: &Dossier, forms: &Forms) -> Vec<Needed> {
    let mut found = Vec::new();
    for (entity, table) in &dossier.tables {
        let Some(form) = forms.of(*entity) else {
            continue;
        };
        for field in form
            .fields
            .iter()
            .filter(|field| !is_doubted(dossier, *entity, field))
        {
            let Some(need) = field.needed else { continue };
            let label = format!("“{}” của biểu “{}”", field.label, form.sheet);
            let before = found.len();
            of_field(table, field, need, &label, &mut found);
            for one in &mut found[before..] {
                one.stands = [
                    form.stands.clone(),
                    field.stands.clone(),
                    field.needed_by.clone(),
                ];
            }
        }
    }
    found
}

fn is_doubted(dossier: &Dossier, entity: Entity, field: &Field) -> bool {
    dossier
        .doubts
        .iter()
        .filter(|doubt| doubt.entity == entity)
        .any(|doubt| match &doubt.reach {
            Reach::Field(key) => *key == field.key,
            Reach::Table => true,
            Reach::Cells | Reach::Rows => false,
        })
}

/// A field of a table: one mention where no part of it says it, one for a part that says it
/// nowhere, one for each entry else.
fn of_field(table: &Table, field: &Field, need: Need, label: &str, found: &mut Vec<Needed>) {
    let blank = |at: &Addr| Leaf {
        value: Value::Blank,
        term: None,
        at: at.clone(),
    };
    let says = |entry: &&Entry| {
        entry
            .leaf(&field.key)
            .is_some_and(|leaf| !leaf.value.is_blank())
    };
    let entries = |part: usize| table.entries.iter().filter(move |entry| entry.part == part);
    let filled = (0..table.parts.len()).filter(|part| entries(*part).next().is_some());
    let has_column = |part: usize| {
        table.parts[part].headings.contains_key(&field.key) || entries(part).any(|e| says(&e))
    };
    let (with, without): (Vec<usize>, Vec<usize>) = filled.partition(|part| has_column(*part));
    // The pages of one table are without the column all at once.
    let told = if with.is_empty() { 1 } else { without.len() };
    for part in without.into_iter().take(told) {
        let leaf = blank(&table.parts[part].at);
        found.push(Needed {
            label: format!("cột {label}"),
            column: true,
            leaf,
            stands: Default::default(),
        });
    }
    let blanks = with
        .into_iter()
        .flat_map(entries)
        .filter(|entry| need == Need::Cell && !says(entry));
    for entry in blanks {
        let at = entry.leaf(&field.key).map_or(&entry.at, |leaf| &leaf.at);
        found.push(Needed {
            label: format!("ô {at} (cột {label})"),
            column: false,
            leaf: blank(at),
            stands: Default::default(),
        });
    }
}
