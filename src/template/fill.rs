//! What stands in the workbook before its formulas are worked out: nothing, or a proposal.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Request;
use super::TemplateError;
use crate::cells::Value;
use crate::dictionary::Compute;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::Roles;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;

/// The stated values of one row, by field.
pub(super) type StatedRow = BTreeMap<Key, Value>;

/// The stated values of every sheet.
#[derive(Debug, Default)]
pub(super) struct StatedValues(BTreeMap<Entity, Vec<StatedRow>>);

impl StatedValues {
    /// The rows of a sheet.
    pub(super) fn lines(&self, entity: Entity) -> &[StatedRow] {
        self.0.get(&entity).map_or(&[], Vec::as_slice)
    }
}

/// The stated values: those of the proposal, and what every blank workbook already says.
pub(super) fn content(request: &Request<'_>) -> Result<StatedValues, TemplateError> {
    let staff = request.profile.staff.as_str();
    if let Some(leaf) = request
        .fill
        .and_then(|dossier| dossier.of_agency(Role::Staff))
        && leaf.term.as_deref().is_some_and(|term| term != staff)
    {
        return Err(TemplateError::OtherProfile(leaf.value.to_string()));
    }
    let mut content = StatedValues::default();
    for form in request.forms.iter() {
        if let Some(entity) = form.entity {
            content.0.insert(entity, lines(request, form, entity));
        }
    }
    let ranks = used_ranks(&content, request.forms.roles());
    if let Some(lines) = content
        .0
        .get_mut(&Entity::Rank)
        .filter(|lines| lines.is_empty())
    {
        *lines = ranks;
    }
    Ok(content)
}

fn lines(request: &Request<'_>, form: &Form, entity: Entity) -> Vec<StatedRow> {
    let entries = request
        .fill
        .map_or(&[][..], |dossier| dossier.entries(entity));
    let read = |entry: &Entry| line(request, form, entry);
    if entity == Entity::Agency {
        let mut only = entries.first().map(read).unwrap_or_default();
        if let Some(field) = form.by_role(Role::Staff) {
            let staff = request.staff_label().unwrap_or_default();
            only.insert(field.key.clone(), Value::Text(staff.into()));
        }
        return vec![only];
    }
    if form.blank.terms {
        by_terms(request, form, entries)
    } else {
        entries.iter().map(read).collect()
    }
}

/// One row a term of the closed list, with what the proposal says of it; then what is no term.
fn by_terms(request: &Request<'_>, form: &Form, entries: &[Entry]) -> Vec<StatedRow> {
    let Some(name) = form.fields.iter().find(|field| field.name) else {
        return Vec::new();
    };
    let Some(list) = name
        .choices
        .as_deref()
        .and_then(|key| request.forms.list(key))
    else {
        return Vec::new();
    };
    let term_of = |entry: &Entry| entry.leaf(&name.key).and_then(|leaf| leaf.term.clone());
    let mut lines = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for term in &list.terms {
        let Some(label) = term.label_for(&request.profile.staff, request.day) else {
            continue;
        };
        told.insert(&term.key);
        let before = lines.len();
        let own = entries
            .iter()
            .filter(|entry| term_of(entry).as_ref() == Some(&term.key));
        lines.extend(own.map(|entry| line(request, form, entry)));
        if lines.len() == before {
            lines.push(StatedRow::from([(
                name.key.clone(),
                Value::Text(label.into()),
            )]));
        }
    }
    let others = entries
        .iter()
        .filter(|entry| term_of(entry).is_none_or(|term| !told.contains(&*term)));
    lines.extend(others.map(|entry| line(request, form, entry)));
    lines
}

fn line(request: &Request<'_>, form: &Form, entry: &Entry) -> StatedRow {
    let value = |field: &Field| {
        let leaf = entry
            .leaf(&field.key)
            .filter(|leaf| !leaf.value.is_blank())?;
        Some((field.key.clone(), stated(request, field, leaf)))
    };
    form.fields_on(&request.profile.staff, request.day)
        .filter(|field| field.role != Some(Role::Number) || !is_row(field))
        .filter_map(value)
        .collect()
}

/// A value as the standard form writes it: terms in its words, numbers of rows as numbers.
fn stated(request: &Request<'_>, field: &Field, leaf: &Leaf) -> Value {
    if field.kind == FieldKind::Mark && leaf.term.as_deref() == Some("co") {
        return Value::Text("x".into());
    }
    let list = field
        .choices
        .as_deref()
        .filter(|_| !field.blank.free)
        .and_then(|key| request.forms.list(key));
    let term = list
        .zip(leaf.term.as_deref())
        .and_then(|(list, key)| list.terms.iter().find(|term| *term.key == *key));
    if let Some(label) = term.and_then(|term| term.label_for(&request.profile.staff, request.day)) {
        return Value::Text(label.into());
    }
    match (&leaf.value, field.role) {
        (Value::Text(text), Some(Role::Number)) => text
            .parse()
            .map_or_else(|_| leaf.value.clone(), Value::Whole),
        (value, _) => value.clone(),
    }
}

fn is_row(field: &Field) -> bool {
    field.blank.compute == Some(Compute::Row)
}

/// The ranks and titles of the positions, each once, for a proposal that has no table of them.
fn used_ranks(content: &StatedValues, roles: &Roles) -> Vec<StatedRow> {
    let key = |entity, role| roles.key(entity, role).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for line in content.lines(Entity::Position) {
        let of = |role| {
            line.get(key(Entity::Position, role))
                .cloned()
                .unwrap_or_default()
        };
        let (name, code) = (of(Role::Rank), of(Role::RankCode));
        if !name.is_blank() && seen.insert((name.to_string(), code.to_string())) {
            found.push(StatedRow::from([
                (key(Entity::Rank, Role::Name).into(), name),
                (key(Entity::Rank, Role::Code).into(), code),
            ]));
        }
    }
    found
}

/// What of a proposal has no place in the standard form, one sentence each: told, never dropped in
/// silence.
#[must_use]
pub fn left_out(request: &Request<'_>) -> Vec<String> {
    let Some(dossier) = request.fill else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    for form in request.forms.iter() {
        let Some(entity) = form.entity else { continue };
        let kept: BTreeSet<&Key> = form
            .fields_on(&request.profile.staff, request.day)
            .map(|field| &field.key)
            .collect();
        let is_left =
            |field: &&Field| !kept.contains(&field.key) && field.role != Some(Role::Number);
        if kept.is_empty() && !dossier.entries(entity).is_empty() {
            let rows = dossier.entries(entity).len();
            let sheet = &form.sheet;
            sentences.push(format!(
                "Biểu “{sheet}” không có trong mẫu nên không được chép ({rows} dòng)"
            ));
            continue;
        }
        for field in form.fields.iter().filter(is_left) {
            let count = filled(dossier, entity, &field.key);
            if count > 0 {
                sentences.push(format!(
                    "Cột “{}” của biểu “{}” không có trong mẫu nên không được chép ({count} ô)",
                    field.label, form.sheet
                ));
            }
        }
    }
    sentences
}

fn filled(dossier: &Dossier, entity: Entity, field: &str) -> usize {
    let leaf = |entry: &&Entry| entry.leaf(field).is_some_and(|leaf| !leaf.value.is_blank());
    dossier.entries(entity).iter().filter(leaf).count()
}
