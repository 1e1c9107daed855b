//! What rules judge one by one.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;

/// The file of the rulebook that defines the subjects.
pub(super) const FILE: &str = "subjects.toml";

/// Đối tượng xét: a named kind of subject (`phong`: the units whose kind is phòng).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectKind {
    /// The key by which pages name it; set on load.
    #[serde(skip)]
    pub key: String,
    /// What JSON calls it, an English word.
    #[serde(rename = "kind")]
    pub identifier: String,
    /// The entries that it is about; none for the dossier as a whole.
    pub entity: Option<Entity>,
    /// Which of them: field and term.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, String>,
    /// One subject for all rows that share these fields (the first filled one decides).
    #[serde(default)]
    pub group: Vec<String>,
    /// One subject for every cell that was read.
    #[serde(default)]
    pub cells: bool,
    /// Of the cells only those that hold a number as text over which a formula sums.
    #[serde(default)]
    pub added_texts: bool,
    /// Of the cells only those that a proposal needs and leaves blank, and the columns that it
    /// needs and lacks.
    #[serde(default)]
    pub needed: bool,
    /// What people call one.
    pub label: String,
    /// What they call it in a profile that has a word of its own, by key of the profile.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// The field that holds its code.
    #[serde(rename = "key")]
    pub code_field: Option<String>,
    /// The field that holds its name.
    #[serde(rename = "name")]
    pub name_field: Option<String>,
}

impl SubjectKind {
    /// What people call one in a profile.
    #[must_use]
    pub fn label_in(&self, profile: &str) -> &str {
        self.labels.get(profile).unwrap_or(&self.label)
    }
}

/// The key of the subject "the dossier as a whole".
pub const DOSSIER: &str = "ho_so";

/// Reads `subjects.toml`.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> IndexMap<String, SubjectKind> {
    let Some(text) = book.text(FILE) else {
        faults.push(Fault::of_file(FILE, "bộ quy tắc thiếu tệp này"));
        return IndexMap::new();
    };
    match book.toml::<IndexMap<String, SubjectKind>>(FILE, text, 1) {
        Ok(mut kinds) => {
            for (key, kind) in &mut kinds {
                kind.key.clone_from(key);
            }
            kinds
        }
        Err(fault) => {
            faults.push(fault);
            IndexMap::new()
        }
    }
}
