//! The figures of a proposal, for people to look at: nothing here is judged.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::ComponentLine;
use super::Figures;
use super::GroupLine;
use super::LevelLine;
use super::PositionLine;
use super::RankLine;
use super::UnitLine;
use super::judge::UnitLimits;
use super::ranges::ranges;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::Term;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Nesting;
use crate::law::UnitLimit;

/// What a position without a readable group is counted under.
const UNGROUPED: &str = "(chưa phân nhóm)";

/// The figures of a dossier that nobody judged.
#[must_use]
pub fn overview(dossier: &Dossier, forms: &Forms) -> Figures {
    figures(dossier, forms, &BTreeMap::new(), &[])
}

/// The figures of a dossier.
pub(super) fn figures(
    dossier: &Dossier,
    forms: &Forms,
    limits: &BTreeMap<Addr, UnitLimits>,
    flagged: &[Addr],
) -> Figures {
    let positions = dossier.entries(Entity::Position);
    let numbers: Vec<Option<i64>> = positions
        .iter()
        .map(|entry| people(dossier, entry))
        .collect();
    let unreadable = positions.iter().any(|p| {
        dossier
            .role(p, Role::People)
            .is_some_and(|leaf| is_unreadable(&leaf.value))
    });
    let filled = numbers.iter().flatten().count();
    let total: i64 = numbers.iter().flatten().sum();
    Figures {
        groups: groups(dossier, forms, total),
        ranks: ranks(dossier, total),
        levels: levels(dossier, forms),
        units: units(dossier, limits, flagged),
        positions: different(dossier, positions.iter()),
        people: (filled > 0 && !unreadable).then_some(total),
        blank_people: if filled > 0 {
            positions.len() - filled
        } else {
            0
        },
    }
}

fn people(dossier: &Dossier, entry: &Entry) -> Option<i64> {
    whole(dossier.role(entry, Role::People)?)
}

/// A number of people; none where something else is written.
pub(super) fn whole(leaf: &Leaf) -> Option<i64> {
    match leaf.value {
        Value::Whole(n) => Some(n),
        _ => None,
    }
}

fn is_unreadable(value: &Value) -> bool {
    !matches!(value, Value::Whole(_) | Value::Blank)
}

fn share(part: i64, total: i64) -> Option<Decimal> {
    let share = Decimal::from(part)
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(total))?;
    Some(share.round_dp(2))
}

fn groups(dossier: &Dossier, forms: &Forms, total: i64) -> Vec<GroupLine> {
    let mut rows: IndexMap<Key, (String, Vec<&Entry>)> = IndexMap::new();
    let order: Vec<&str> = terms_of(forms, Entity::Position, Role::Group)
        .iter()
        .map(|term| &*term.key)
        .collect();
    for position in dossier.entries(Entity::Position) {
        let leaf = dossier.role(position, Role::Group);
        let term = leaf.and_then(|leaf| leaf.term.clone());
        let label = leaf
            .filter(|_| term.is_some())
            .map(|leaf| group_said(leaf, forms));
        let label = || label.unwrap_or_else(|| UNGROUPED.to_owned());
        rows.entry(term.unwrap_or_default())
            .or_insert_with(|| (label(), Vec::new()))
            .1
            .push(position);
    }
    rows.sort_by_key(|key, _| {
        order
            .iter()
            .position(|k| **k == **key)
            .unwrap_or(order.len())
    });
    let line = |(group, entries): (String, Vec<&Entry>)| {
        let positions = different(dossier, entries.iter().copied());
        let (people, ranges) = counted(dossier, &entries);
        GroupLine {
            group,
            positions,
            people,
            share: share(people, total),
            ranges,
        }
    };
    rows.into_values().map(line).collect()
}

fn ranks(dossier: &Dossier, total: i64) -> Vec<RankLine> {
    let mut rows: BTreeMap<(String, String), Vec<&Entry>> = BTreeMap::new();
    for position in dossier.entries(Entity::Position) {
        let (code, name) = (
            fold::squeeze(&dossier.said(position, Role::RankCode)),
            fold::squeeze(&dossier.said(position, Role::Rank)),
        );
        let people = people(dossier, position).unwrap_or_default();
        if people > 0 && !(code.is_empty() && name.is_empty()) {
            rows.entry((code, name)).or_default().push(position);
        }
    }
    let line = |((code, name), entries): ((String, String), Vec<&Entry>)| {
        let (people, ranges) = counted(dossier, &entries);
        RankLine {
            code,
            name,
            people,
            share: share(people, total),
            ranges,
        }
    };
    rows.into_iter().map(line).collect()
}

/// The people of some positions, and the cells that say so.
fn counted(dossier: &Dossier, positions: &[&Entry]) -> (i64, Vec<String>) {
    let leaves = positions
        .iter()
        .filter_map(|entry| dossier.role(entry, Role::People));
    let numbers = leaves.filter_map(|leaf| Some((whole(leaf)?, leaf.at.clone())));
    let (numbers, cells): (Vec<i64>, Vec<Addr>) = numbers.unzip();
    (numbers.iter().sum(), ranges(&cells))
}

/// How many positions some rows are: one code with one name is one position, in however many units
/// it stands.
fn different<'a>(dossier: &Dossier, entries: impl Iterator<Item = &'a Entry>) -> usize {
    let said = |entry: &Entry, role| fold::key(&dossier.said(entry, role));
    let (mut known, mut uncoded) = (FxHashSet::default(), 0);
    for entry in entries {
        let code = said(entry, Role::Code);
        if code.is_empty() {
            uncoded += 1;
        } else {
            known.insert(format!("{code}\n{}", said(entry, Role::Name)));
        }
    }
    known.len() + uncoded
}

/// The levels of the positions, in the order of their table.
fn levels(dossier: &Dossier, forms: &Forms) -> Vec<LevelLine> {
    let share = forms.of(Entity::Level).and_then(|form| {
        form.fields
            .iter()
            .find(|field| field.kind == FieldKind::Percent)
    });
    let line = |entry: &Entry| LevelLine {
        code: fold::squeeze(&dossier.said(entry, Role::Owner)),
        name: fold::squeeze(&dossier.said(entry, Role::OwnerName)),
        level: dossier.said(entry, Role::Name),
        people: dossier.said(entry, Role::People),
        share: share
            .map(|field| entry.text(&field.key))
            .unwrap_or_default(),
    };
    dossier.entries(Entity::Level).iter().map(line).collect()
}

fn units(
    dossier: &Dossier,
    limits: &BTreeMap<Addr, UnitLimits>,
    flagged: &[Addr],
) -> Vec<UnitLine> {
    let nesting = Nesting::of(dossier);
    let line = |(place, unit): (usize, &Entry)| {
        let limit = |limit: UnitLimit| {
            limits
                .get(&unit.at)
                .and_then(|limits| limits.get(&limit))
                .cloned()
        };
        UnitLine {
            name: fold::squeeze(&dossier.said(unit, Role::Name)),
            kind: fold::squeeze(&dossier.said(unit, Role::Kind)),
            depth: nesting.depth(place),
            people: dossier.said(unit, Role::People),
            heads: dossier.said(unit, Role::Heads),
            deputies: dossier.said(unit, Role::Deputies),
            least_people: limit(UnitLimit::LeastPeople),
            most_deputies: limit(UnitLimit::MostDeputies),
            flagged: flagged.contains(&unit.at),
        }
    };
    dossier
        .entries(Entity::Unit)
        .iter()
        .enumerate()
        .map(line)
        .collect()
}

/// The components of the dossier as submitted.
pub(super) fn components(dossier: &Dossier) -> Vec<ComponentLine> {
    let line = |entry: &Entry| {
        let mark = dossier.role(entry, Role::Mark);
        ComponentLine {
            name: fold::squeeze(&dossier.said(entry, Role::Name)),
            present: mark.map(|leaf| leaf.term.as_deref() == Some("co")),
            number: fold::squeeze(&dossier.said(entry, Role::Reference)),
            date: dossier.said(entry, Role::Day),
            cell: entry.at.clone(),
        }
    };
    dossier
        .entries(Entity::Component)
        .iter()
        .map(line)
        .collect()
}

/// The terms of the field with a role, where it has a closed list.
pub(super) fn terms_of(forms: &Forms, entity: Entity, role: Role) -> &[Term] {
    forms
        .by_role(entity, role)
        .and_then(|field| forms.field_terms(entity, &field.key))
        .unwrap_or_default()
}

/// A group as the standard form writes it (`I. Lãnh đạo, quản lý` in a title is
/// `Lãnh đạo, quản lý`); one outside the list as it stands.
fn group_said(leaf: &Leaf, forms: &Forms) -> String {
    let text = leaf.value.to_string();
    let known = terms_of(forms, Entity::Position, Role::Group)
        .iter()
        .find(|known| leaf.term.as_ref() == Some(&known.key));
    let said = known.map(|term| term.said_in(&text));
    said.map_or_else(|| fold::squeeze(&text), str::to_owned)
}

/// The rank or title of a position; where its law has levels, those.
fn rank(dossier: &Dossier, position: &Entry) -> String {
    let said = fold::squeeze(
        &[
            dossier.said(position, Role::RankCode),
            dossier.said(position, Role::Rank),
        ]
        .join(" "),
    );
    let levels = dossier.said(position, Role::Levels);
    if said.is_empty() && !levels.is_empty() {
        format!("Bậc {levels}")
    } else {
        said
    }
}

/// The positions one by one, with the findings about each.
pub(super) fn positions(
    dossier: &Dossier,
    forms: &Forms,
    findings: &BTreeMap<Addr, Vec<usize>>,
) -> Vec<PositionLine> {
    let line = |entry: &Entry| PositionLine {
        code: fold::squeeze(&dossier.said(entry, Role::Code)),
        name: fold::squeeze(&dossier.said(entry, Role::Name)),
        group: dossier
            .role(entry, Role::Group)
            .map(|leaf| group_said(leaf, forms))
            .unwrap_or_default(),
        unit: fold::squeeze(&dossier.said(entry, Role::Unit)),
        rank: rank(dossier, entry),
        proposed: dossier.said(entry, Role::People),
        present: dossier.said(entry, Role::Present),
        findings: findings.get(&entry.at).cloned().unwrap_or_default(),
        cell: entry.at.clone(),
    };
    dossier.entries(Entity::Position).iter().map(line).collect()
}
