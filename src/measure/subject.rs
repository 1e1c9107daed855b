//! The subjects of a dossier: what is judged one by one.

use std::collections::BTreeSet;
use std::iter;

use rustc_hash::FxHashSet;

use super::keys::field_key;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Needed;
use crate::law::Ruleset;
use crate::law::SubjectKind;

/// Đối tượng: one thing that a rule judges.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What kind of thing.
    pub kind: &'a SubjectKind,
    /// What people call one.
    pub label: &'a str,
    /// Its entry; none for the dossier as a whole and for cells.
    pub entry: Option<&'a Entry>,
    /// The cell, for subjects that are cells.
    pub cell: Option<&'a Leaf>,
    /// What is not there, for subjects that are needed and missing.
    pub needed: Option<&'a Needed>,
}

impl Subject<'_> {
    /// Its code, else empty.
    #[must_use]
    pub fn code(&self) -> String {
        self.text(self.kind.code_field.as_deref())
    }

    /// Its name as submitted, else empty.
    #[must_use]
    pub fn name(&self) -> String {
        self.text(self.kind.name_field.as_deref())
    }

    fn text(&self, field: Option<&str>) -> String {
        let text = self
            .entry
            .zip(field)
            .map(|(entry, field)| entry.text(field))
            .unwrap_or_default();
        fold::squeeze(&text)
    }

    /// As people call it in a sentence: `vị trí VP-03 “Chuyên viên tổng hợp”`, `Phòng Tổng hợp`.
    #[must_use]
    pub fn called(&self) -> String {
        let (code, name, label) = (self.code(), self.name(), self.label);
        if let Some(needed) = self.needed {
            return needed.label.clone();
        }
        if let Some(cell) = self.cell {
            // A label of cells is no word for a place in a document.
            return if cell.at.sheet.word.is_some() {
                cell.at.called()
            } else {
                format!("{label} {}", cell.at)
            };
        }
        let Some(entry) = self.entry else {
            return label.to_owned();
        };
        if entry.entity == Entity::Unit && !name.is_empty() {
            return name;
        }
        match (code.is_empty(), name.is_empty()) {
            (false, false) => format!("{label} {code} “{name}”"),
            (true, false) => format!("{label} “{name}”"),
            (false, true) => format!("{label} {code}"),
            (true, true) => format!("{label} tại {}", entry.at.sheet.row_called(entry.at.row)),
        }
    }

    /// The cell that stands for it: its name, else its row, else the first cell of the dossier.
    #[must_use]
    pub fn place(&self) -> Option<&Addr> {
        self.cell
            .map(|leaf| &leaf.at)
            .or_else(|| self.entry.map(|entry| &entry.at))
    }
}

/// Every subject of a kind in a dossier, in reading order, called as the profile calls it. One
/// after the other: a long list has cells by the hundred thousand.
#[must_use]
pub fn subjects<'a>(
    dossier: &'a Dossier,
    kind: &'a SubjectKind,
    ruleset: &'a Ruleset<'a>,
) -> Box<dyn Iterator<Item = Subject<'a>> + 'a> {
    let whole = Subject {
        kind,
        label: kind.label_in(&ruleset.profile.key),
        entry: None,
        cell: None,
        needed: None,
    };
    if kind.needed {
        let subject = move |needed: &'a Needed| Subject {
            cell: Some(&needed.leaf),
            needed: Some(needed),
            ..whole
        };
        return Box::new(needed(dossier, ruleset).map(subject));
    }
    if kind.cells {
        let subject = move |leaf: &'a Leaf| Subject {
            cell: Some(leaf),
            ..whole
        };
        return Box::new(cells(dossier, kind.added_texts).map(subject));
    }
    let Some(entity) = kind.entity else {
        return Box::new(iter::once(whole));
    };
    let subject = move |entry: &'a Entry| Subject {
        entry: Some(entry),
        ..whole
    };
    Box::new(entries(dossier, kind, entity, ruleset).map(subject))
}

/// What the form of the day needs and the dossier does not say.
fn needed<'a>(dossier: &'a Dossier, ruleset: &'a Ruleset<'a>) -> impl Iterator<Item = &'a Needed> {
    let (staff, day) = (ruleset.profile.staff.as_str(), ruleset.day);
    dossier.needed.iter().filter(move |needed| {
        let mut stands = needed.stands.iter();
        stands.all(|standing| standing.holds(staff, day))
    })
}

/// Every cell that was read, or those of numbers written as text that a formula adds up; a value
/// written once for many entries is one cell.
fn cells(dossier: &Dossier, added_texts: bool) -> impl Iterator<Item = &Leaf> {
    let mut seen = FxHashSet::default();
    dossier
        .tables
        .values()
        .flat_map(|table| table.entries.iter().chain(&table.totals))
        .flat_map(|entry| entry.leaves.values())
        .filter(move |leaf| {
            (!added_texts || dossier.added_texts.contains(&leaf.at)) && seen.insert(&leaf.at)
        })
}

/// The entries of a kind, of those that a key groups the first.
fn entries<'a>(
    dossier: &'a Dossier,
    kind: &'a SubjectKind,
    entity: Entity,
    ruleset: &'a Ruleset<'a>,
) -> impl Iterator<Item = &'a Entry> {
    let is_chosen = move |entry: &&Entry| {
        kind.only.iter().all(|(field, term)| {
            entry.leaf(field).and_then(|leaf| leaf.term.as_deref()) == Some(term.as_str())
        })
    };
    let mut seen = BTreeSet::new();
    let chosen = dossier.entries(entity).iter().filter(is_chosen);
    chosen.filter(move |entry| {
        let key_of =
            |field: &String| field_key(&ruleset.law.fields, entity, field, entry.leaf(field)?);
        let key = kind.group.iter().find_map(key_of);
        kind.group.is_empty() || key.is_none_or(|key| seen.insert(key))
    })
}
