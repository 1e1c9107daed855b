//! Entries made comparable: each field as a key that forgives what is no change (case, blanks, the
//! place of a row), and references to positions and units told by what they refer to.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;

/// Fields that only number the rows.
pub(super) const NUMBERING: [&str; 2] = ["stt", "tt"];

/// An entry, or a unit that only the list of positions names.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) entry: Option<&'a Entry>,
    pub(super) at: Addr,
    /// Each filled field as it is compared.
    pub(super) keys: BTreeMap<&'a str, String>,
    /// The position that it belongs to, for rows of the annexes.
    pub(super) parent: Option<String>,
}

/// What a field refers to.
enum Reference {
    Unit,
    Code,
    Name,
    Codes,
}

fn reference(entity: Entity, field: &str) -> Option<Reference> {
    match (entity, field) {
        (Entity::Position | Entity::Task, "don_vi") | (Entity::Unit, "cap_tren") => Some(Reference::Unit),
        (Entity::Task | Entity::Duty | Entity::Competency, "ma_vtvl") => Some(Reference::Code),
        (Entity::Duty | Entity::Competency, "ten_vtvl") => Some(Reference::Name),
        (Entity::Position, "kiem_nhiem_ma") => Some(Reference::Codes),
        _ => None,
    }
}

/// Whether a field names the unit of an entry.
pub(super) fn is_unit(entity: Entity, field: &str) -> bool {
    matches!(reference(entity, field), Some(Reference::Unit))
}

/// The entries of one table by code and by name; what two of them share tells none.
#[derive(Debug, Default)]
pub(super) struct Ids {
    by_code: HashMap<String, Option<usize>>,
    by_name: HashMap<String, Option<usize>>,
    names: Vec<String>,
    /// None for what the other submission does not have: references to it are compared as written.
    tokens: Vec<Option<String>>,
}

impl Ids {
    /// The rows of a table with the token by which each is known in both submissions.
    pub(super) fn new(rows: &[Row<'_>], tokens: Vec<Option<String>>) -> Self {
        let mut ids = Self { tokens, ..Self::default() };
        for (index, row) in rows.iter().enumerate() {
            let put = |map: &mut HashMap<String, Option<usize>>, field: &str| {
                if let Some(key) = row.keys.get(field) {
                    map.entry(key.clone()).and_modify(|known| *known = None).or_insert(Some(index));
                }
            };
            put(&mut ids.by_code, "ma");
            put(&mut ids.by_name, "ten");
            ids.names.push(row.keys.get("ten").cloned().unwrap_or_default());
        }
        ids
    }

    fn code(&self, key: &str) -> Option<usize> {
        self.by_code.get(key).copied().flatten()
    }

    fn name(&self, key: &str) -> Option<usize> {
        self.by_name.get(key).copied().flatten()
    }

    fn token(&self, index: usize) -> Option<&String> {
        self.tokens.get(index)?.as_ref()
    }

    /// The token of the entry that a text names by name or code.
    fn named(&self, key: &str) -> Option<&String> {
        self.name(key).or_else(|| self.code(key)).and_then(|index| self.token(index))
    }
}

/// What references of one submission lead to.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) units: Ids,
    pub(super) positions: Ids,
}

impl Known {
    /// The rows of a table.
    pub(super) fn rows<'a>(&self, dossier: &'a Dossier, entity: Entity) -> Vec<Row<'a>> {
        dossier.entries(entity).iter().map(|entry| self.row(entry)).collect()
    }

    fn row<'a>(&self, entry: &'a Entry) -> Row<'a> {
        let owner = self.owner(entry);
        let mut keys = BTreeMap::new();
        for (field, leaf) in &entry.leaves {
            let Some(plain) = plain(leaf) else { continue };
            let key = match reference(entry.entity, field) {
                None => plain,
                Some(Reference::Unit) => self.units.named(&plain).cloned().unwrap_or(plain),
                Some(Reference::Code) => self.code(&plain),
                Some(Reference::Codes) => {
                    plain.split([',', ';']).map(|code| self.code(code.trim())).collect::<Vec<_>>().join(";")
                }
                Some(Reference::Name) => {
                    let own = owner.filter(|index| self.positions.names.get(*index) == Some(&plain));
                    let index = own.or_else(|| self.positions.name(&plain));
                    index.and_then(|index| self.positions.token(index)).cloned().unwrap_or(plain)
                }
            };
            keys.insert(&**field, key);
        }
        let token = owner.and_then(|index| self.positions.token(index)).cloned();
        let text = || keys.get("ma_vtvl").or_else(|| keys.get("ten_vtvl")).cloned();
        let parent = token.or_else(|| text().filter(|_| is_annex(entry.entity)));
        Row { entry: Some(entry), at: entry.at.clone(), keys, parent }
    }

    fn code(&self, key: &str) -> String {
        self.positions.code(key).and_then(|index| self.positions.token(index)).cloned().unwrap_or(key.to_owned())
    }

    /// The position that a row of an annex belongs to: by code, else by name.
    fn owner(&self, entry: &Entry) -> Option<usize> {
        if !is_annex(entry.entity) {
            return None;
        }
        let key = |field: &str| entry.leaf(field).and_then(plain);
        let by_code = key("ma_vtvl").and_then(|code| self.positions.code(&code));
        by_code.or_else(|| key("ten_vtvl").and_then(|name| self.positions.name(&name)))
    }
}

/// Whether the rows of a table belong to positions.
pub(super) const fn is_annex(entity: Entity) -> bool {
    matches!(entity, Entity::Task | Entity::Duty | Entity::Competency)
}

/// A leaf as it is compared; none when it says nothing.
fn plain(leaf: &Leaf) -> Option<String> {
    if let Some(term) = &leaf.term {
        return Some(format!("={term}"));
    }
    match &leaf.value {
        Value::Blank => None,
        Value::Text(text) => Some(fold::key(text)).filter(|key| !key.is_empty()),
        Value::Uncomputed => Some("?".to_owned()),
        other => Some(other.to_string()),
    }
}

/// Units that the list of positions names and the organisation does not.
pub(super) fn unlisted_units<'a>(dossier: &'a Dossier, listed: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut found: Vec<Row<'a>> = Vec::new();
    let knows = |rows: &[Row<'_>], name: &String| rows.iter().any(|row| row.keys.values().any(|key| key == name));
    let of_positions = dossier.entries(Entity::Position).iter().filter_map(|entry| entry.leaf("don_vi"));
    let mut seen = std::collections::BTreeSet::new();
    for leaf in of_positions {
        let Some(name) = plain(leaf).filter(|name| seen.insert(name.clone())) else { continue };
        if !knows(listed, &name) {
            found.push(Row { entry: None, at: leaf.at.clone(), keys: BTreeMap::from([("ten", name)]), parent: None });
        }
    }
    found
}
