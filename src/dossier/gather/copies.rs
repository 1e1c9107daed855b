//! A table that says again what another says: where the two disagree (quirk 38).

use std::collections::HashMap;

use super::identity;
use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part::FormPart;

/// How many differences the sentence shows.
const SHOWN: usize = 3;

/// What to say of a part that is left out because others repeat it; both sides of what differs.
pub(crate) fn compare(left_out: &FormPart, kept: &[FormPart], form: &Form) -> Option<Remark> {
    let mut known: HashMap<String, &Entry> = HashMap::new();
    let mut twice: Vec<String> = Vec::new();
    for entry in kept.iter().flat_map(|part| &part.entries) {
        let key = identity(entry, form);
        if known.insert(key.clone(), entry).is_some() {
            twice.push(key);
        }
    }
    let partner = |entry: &Entry| {
        if form.entity == Some(Entity::Agency) {
            return kept.first()?.entries.first();
        }
        let key = identity(entry, form);
        known
            .get(&key)
            .filter(|_| !key.is_empty() && !twice.contains(&key))
            .copied()
    };
    let pairs = left_out
        .entries
        .iter()
        .filter_map(|entry| Some((entry, partner(entry)?)));
    let apart: Vec<(&Leaf, &Leaf)> = pairs
        .flat_map(|(theirs, ours)| differences(theirs, ours, form))
        .collect();
    if apart.is_empty() {
        return None;
    }
    let told: Vec<String> = apart
        .iter()
        .take(SHOWN)
        .map(|(theirs, ours)| {
            format!(
                "{} ghi “{}”, {} ghi “{}”",
                theirs.at, theirs.value, ours.at, ours.value
            )
        })
        .collect();
    let more = apart.len().saturating_sub(SHOWN);
    let more = if more > 0 {
        format!("; còn {more} chỗ khác nữa")
    } else {
        String::new()
    };
    let sentence = format!(
        "Biểu “{}” được chép ở hai nơi, số liệu không giống nhau: {}{more}; thống nhất hai biểu trước khi trình",
        form.sheet,
        told.join("; ")
    );
    let cells = apart
        .iter()
        .flat_map(|(theirs, ours)| [theirs.at.clone(), ours.at.clone()])
        .collect();
    Some(Remark {
        code: RemarkCode::CopiesDiffer,
        sentence,
        cells,
    })
}

/// The numbers, codes and terms of one thing that both tables fill, each in its own way; prose may
/// be shortened in a copy.
fn differences<'a>(theirs: &'a Entry, ours: &'a Entry, form: &Form) -> Vec<(&'a Leaf, &'a Leaf)> {
    let is_hard = |key: &str| {
        let field = form.fields.iter().find(|field| *field.key == *key);
        field.is_some_and(|field| {
            field.role != Some(Role::Number)
                && (field.kind != FieldKind::Text || field.choices.is_some())
        })
    };
    let both = theirs.leaves.iter().filter(|(key, _)| is_hard(key));
    both.filter_map(|(key, leaf)| Some((leaf, ours.leaf(key)?)))
        .filter(|(a, b)| is_apart(a, b))
        .collect()
}

fn is_apart(a: &Leaf, b: &Leaf) -> bool {
    if a.value.is_blank() || b.value.is_blank() {
        return false;
    }
    match (&a.term, &b.term) {
        (Some(a), Some(b)) => a != b,
        _ => fold::key(&a.value.to_string()) != fold::key(&b.value.to_string()),
    }
}
