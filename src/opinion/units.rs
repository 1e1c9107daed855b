//! Which unit each finding concerns.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::fold::PlacedFinding;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;

/// The unit of each entry that a finding is about: a unit's own name, the unit that an entry names,
/// else the unit of the position that it names by code.
pub(super) fn by_place(dossier: &Dossier, placed: &[PlacedFinding]) -> BTreeMap<Addr, String> {
    let wanted: BTreeSet<&Addr> = placed.iter().flat_map(|placed| &placed.entries).collect();
    let mut by_code: Option<BTreeMap<String, String>> = None;
    let mut units = BTreeMap::new();
    for entry in dossier.tables.values().flat_map(|table| &table.entries) {
        if !wanted.contains(&entry.at) {
            continue;
        }
        let named = |role: Role| {
            Some(fold::squeeze(&dossier.said(entry, role))).filter(|name| !name.is_empty())
        };
        let unit = match entry.entity {
            Entity::Unit => named(Role::Name),
            _ => named(Role::Unit).or_else(|| {
                let code = named(owner_code(entry.entity))?;
                by_code
                    .get_or_insert_with(|| of_positions(dossier))
                    .get(&fold::key(&code))
                    .cloned()
            }),
        };
        units.extend(unit.map(|unit| (entry.at.clone(), unit)));
    }
    units
}

/// The field by which a row names its position by code: a task's own code is its position's.
pub(super) const fn owner_code(entity: Entity) -> Role {
    match entity {
        Entity::Task => Role::Code,
        _ => Role::Owner,
    }
}

fn of_positions(dossier: &Dossier) -> BTreeMap<String, String> {
    let line = |entry: &Entry| {
        let (code, unit) = (
            fold::key(&dossier.said(entry, Role::Code)),
            fold::squeeze(&dossier.said(entry, Role::Unit)),
        );
        (!code.is_empty() && !unit.is_empty()).then_some((code, unit))
    };
    dossier
        .entries(Entity::Position)
        .iter()
        .filter_map(line)
        .collect()
}

/// The units of some entries, each once, in the order of the entries.
pub(super) fn of(entries: &[Addr], units: &BTreeMap<Addr, String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    entries
        .iter()
        .filter_map(|entry| units.get(entry))
        .filter(|unit| seen.insert(*unit))
        .cloned()
        .collect()
}
