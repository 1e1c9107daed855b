//! Entries made comparable: each field as a key that forgives what is no change (case, blanks, the
//! place of a row), and references to positions and units told by what they refer to.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::Roles;
use crate::dictionary::fold;
use crate::dictionary::parts_named;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::opinion::units::owner_code;

/// An entry, or a unit that only the list of positions names.
#[derive(Debug)]
pub(super) struct ComparedRow<'a> {
    pub(super) entry: Option<&'a Entry>,
    entity: Entity,
    roles: &'a Roles,
    pub(super) at: Addr,
    /// Each filled field as it is compared.
    pub(super) keys: BTreeMap<&'a str, String>,
    /// The position that it belongs to, for rows of the annexes.
    pub(super) parent: Option<String>,
}

impl ComparedRow<'_> {
    /// What the field with a role says, as it is compared.
    pub(super) fn get(&self, role: Role) -> Option<&String> {
        self.keys.get(self.roles.key(self.entity, role)?)
    }

    /// The name, empty when there is none.
    pub(super) fn name(&self) -> String {
        self.get(Role::Name).cloned().unwrap_or_default()
    }

    /// Whether a field is the entry's own code or its name.
    pub(super) fn tells(&self, field: &str) -> bool {
        let own_code =
            self.entity != Entity::Task && self.roles.key(self.entity, Role::Code) == Some(field);
        own_code || self.roles.key(self.entity, Role::Name) == Some(field)
    }

    /// Whether a field only numbers the rows.
    pub(super) fn numbers(&self, field: &str) -> bool {
        self.roles.key(self.entity, Role::Number) == Some(field)
    }

    /// The text of the field with a role as it stands, empty when there is none.
    pub(super) fn said(&self, role: Role) -> String {
        let key = self.roles.key(self.entity, role);
        self.entry
            .zip(key)
            .map(|(entry, key)| entry.text(key))
            .unwrap_or_default()
    }
}

/// What a field refers to.
#[derive(Debug, Clone, Copy)]
enum ReferenceKind {
    Unit,
    Code,
    Name,
    Codes,
}

/// The fields of a table that refer to something.
const fn references(entity: Entity) -> &'static [(Role, ReferenceKind)] {
    match entity {
        Entity::Unit => &[(Role::Superior, ReferenceKind::Unit)],
        Entity::Position => &[
            (Role::Unit, ReferenceKind::Unit),
            (Role::Carrier, ReferenceKind::Codes),
        ],
        Entity::Task => &[
            (Role::Unit, ReferenceKind::Unit),
            (Role::Code, ReferenceKind::Code),
        ],
        Entity::Duty | Entity::Competency => &[
            (Role::Owner, ReferenceKind::Code),
            (Role::OwnerName, ReferenceKind::Name),
        ],
        _ => &[],
    }
}

/// The field that names the unit of an entry.
pub(super) const fn unit_role(entity: Entity) -> Option<Role> {
    match entity {
        Entity::Unit => Some(Role::Superior),
        Entity::Position | Entity::Task => Some(Role::Unit),
        _ => None,
    }
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
    pub(super) fn new(rows: &[ComparedRow<'_>], tokens: Vec<Option<String>>) -> Self {
        let mut ids = Self {
            tokens,
            ..Self::default()
        };
        for (index, row) in rows.iter().enumerate() {
            let put = |map: &mut HashMap<String, Option<usize>>, role: Role| {
                if let Some(key) = row.get(role) {
                    map.entry(key.clone())
                        .and_modify(|known| *known = None)
                        .or_insert(Some(index));
                }
            };
            put(&mut ids.by_code, Role::Code);
            put(&mut ids.by_name, Role::Name);
            ids.names.push(row.name());
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
        self.name(key)
            .or_else(|| self.code(key))
            .and_then(|index| self.token(index))
    }
}

/// What references of one submission lead to.
#[derive(Debug, Default)]
pub(super) struct ReferenceIds {
    pub(super) units: Ids,
    pub(super) positions: Ids,
}

impl ReferenceIds {
    /// The rows of a table.
    pub(super) fn rows<'a>(&self, dossier: &'a Dossier, entity: Entity) -> Vec<ComparedRow<'a>> {
        let roles = &*dossier.roles;
        let keyed = |(role, reference): &(Role, ReferenceKind)| {
            Some((roles.key(entity, *role)?, *reference))
        };
        let references: Vec<(&str, ReferenceKind)> =
            references(entity).iter().filter_map(keyed).collect();
        dossier
            .entries(entity)
            .iter()
            .map(|entry| self.row(entry, roles, &references))
            .collect()
    }

    fn row<'a>(
        &self,
        entry: &'a Entry,
        roles: &'a Roles,
        references: &[(&str, ReferenceKind)],
    ) -> ComparedRow<'a> {
        let owner = self.owner(entry, roles);
        let mut keys = BTreeMap::new();
        for (field, leaf) in &entry.leaves {
            let Some(plain) = plain(leaf) else { continue };
            let reference = references
                .iter()
                .find(|(key, _)| *key == &**field)
                .map(|(_, reference)| *reference);
            let key = match reference {
                None => plain,
                Some(ReferenceKind::Unit) => self.units.named(&plain).cloned().unwrap_or(plain),
                Some(ReferenceKind::Code) => self.code(&plain),
                Some(ReferenceKind::Codes) => parts_named(&plain)
                    .map(|code| self.code(code))
                    .collect::<Vec<_>>()
                    .join(";"),
                Some(ReferenceKind::Name) => {
                    let own =
                        owner.filter(|index| self.positions.names.get(*index) == Some(&plain));
                    let index = own.or_else(|| self.positions.name(&plain));
                    index
                        .and_then(|index| self.positions.token(index))
                        .cloned()
                        .unwrap_or(plain)
                }
            };
            keys.insert(&**field, key);
        }
        let token = owner.and_then(|index| self.positions.token(index)).cloned();
        let of = |role| roles.key(entry.entity, role).and_then(|key| keys.get(key));
        let text = || {
            of(owner_code(entry.entity))
                .or_else(|| of(Role::OwnerName))
                .cloned()
        };
        let parent = token.or_else(|| text().filter(|_| is_annex(entry.entity)));
        ComparedRow {
            entry: Some(entry),
            entity: entry.entity,
            roles,
            at: entry.at.clone(),
            keys,
            parent,
        }
    }

    fn code(&self, key: &str) -> String {
        self.positions
            .code(key)
            .and_then(|index| self.positions.token(index))
            .cloned()
            .unwrap_or(key.to_owned())
    }

    /// The position that a row of an annex belongs to: by code, else by name.
    fn owner(&self, entry: &Entry, roles: &Roles) -> Option<usize> {
        if !is_annex(entry.entity) {
            return None;
        }
        let key = |role| entry.leaf(roles.key(entry.entity, role)?).and_then(plain);
        let by_code = key(owner_code(entry.entity)).and_then(|code| self.positions.code(&code));
        by_code.or_else(|| key(Role::OwnerName).and_then(|name| self.positions.name(&name)))
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
pub(super) fn unlisted_units<'a>(
    dossier: &'a Dossier,
    listed: &[ComparedRow<'a>],
) -> Vec<ComparedRow<'a>> {
    let mut found: Vec<ComparedRow<'a>> = Vec::new();
    let knows = |rows: &[ComparedRow<'_>], name: &String| {
        rows.iter()
            .any(|row| row.keys.values().any(|key| key == name))
    };
    let of_positions = dossier
        .entries(Entity::Position)
        .iter()
        .filter_map(|entry| dossier.role(entry, Role::Unit));
    let mut seen = std::collections::BTreeSet::new();
    for leaf in of_positions {
        let Some(name) = plain(leaf).filter(|name| seen.insert(name.clone())) else {
            continue;
        };
        if !knows(listed, &name) {
            let (entity, roles) = (Entity::Unit, &*dossier.roles);
            let keys = roles
                .key(entity, Role::Name)
                .map(|key| (key, name))
                .into_iter()
                .collect();
            found.push(ComparedRow {
                entry: None,
                entity,
                roles,
                at: leaf.at.clone(),
                keys,
                parent: None,
            });
        }
    }
    found
}
