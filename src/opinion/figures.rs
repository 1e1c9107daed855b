//! The figures of a proposal, for people to look at: nothing here is judged.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::AgencySummary;
use super::ComponentLine;
use super::Figures;
use super::GroupLine;
use super::PositionLine;
use super::RankLine;
use super::UnitLine;
use super::judge::UnitLimits;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;

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
    let numbers: Vec<Option<i64>> = positions.iter().map(people).collect();
    let unreadable = positions.iter().any(|p| p.leaf("so_nguoi").is_some_and(|leaf| is_unreadable(&leaf.value)));
    let filled = numbers.iter().flatten().count();
    let total: i64 = numbers.iter().flatten().sum();
    Figures {
        groups: groups(positions, forms, total),
        ranks: ranks(positions, total),
        units: units(dossier, limits, flagged),
        positions: positions.len(),
        people: (filled > 0 && !unreadable).then_some(total),
        blank_people: if filled > 0 { positions.len() - filled } else { 0 },
    }
}

fn people(entry: &Entry) -> Option<i64> {
    whole(entry.leaf("so_nguoi")?)
}

fn whole(leaf: &Leaf) -> Option<i64> {
    match leaf.value {
        Value::Whole(n) => Some(n),
        _ => None,
    }
}

fn is_unreadable(value: &Value) -> bool {
    !matches!(value, Value::Whole(_) | Value::Blank)
}

fn share(part: i64, total: i64) -> Option<Decimal> {
    let share = Decimal::from(part).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(total))?;
    Some(share.round_dp(2))
}

fn groups(positions: &[Entry], forms: &Forms, total: i64) -> Vec<GroupLine> {
    let mut lines: IndexMap<Key, GroupLine> = IndexMap::new();
    let order: Vec<&str> =
        forms.field_terms(Entity::Position, "nhom").into_iter().flatten().map(|term| &*term.key).collect();
    for position in positions {
        let leaf = position.leaf("nhom");
        let term = leaf.and_then(|leaf| leaf.term.clone());
        let label = leaf.filter(|_| term.is_some()).map(|leaf| group_said(leaf, forms));
        let line = lines.entry(term.unwrap_or_default()).or_insert_with(|| GroupLine {
            group: label.unwrap_or_else(|| UNGROUPED.to_owned()),
            positions: 0,
            people: 0,
            share: None,
        });
        line.positions += 1;
        line.people += people(position).unwrap_or_default();
    }
    lines.sort_by_key(|key, _| order.iter().position(|k| **k == **key).unwrap_or(order.len()));
    let mut lines: Vec<GroupLine> = lines.into_values().collect();
    for line in &mut lines {
        line.share = share(line.people, total);
    }
    lines
}

fn ranks(positions: &[Entry], total: i64) -> Vec<RankLine> {
    let mut lines: BTreeMap<(String, String), i64> = BTreeMap::new();
    for position in positions {
        let (code, name) = (fold::squeeze(&position.text("ma_ngach")), fold::squeeze(&position.text("ngach")));
        let people = people(position).unwrap_or_default();
        if people > 0 && !(code.is_empty() && name.is_empty()) {
            *lines.entry((code, name)).or_default() += people;
        }
    }
    let line =
        |((code, name), people): ((String, String), i64)| RankLine { code, name, people, share: share(people, total) };
    lines.into_iter().map(line).collect()
}

fn units(dossier: &Dossier, limits: &BTreeMap<Addr, UnitLimits>, flagged: &[Addr]) -> Vec<UnitLine> {
    let units = dossier.entries(Entity::Unit);
    let line = |unit: &Entry| {
        let limit = limits.get(&unit.at).cloned().unwrap_or_default();
        UnitLine {
            name: fold::squeeze(&unit.text("ten")),
            kind: fold::squeeze(&unit.text("loai")),
            depth: depth(unit, units),
            people: unit.text("so_nguoi"),
            heads: unit.text("so_cap_truong"),
            deputies: unit.text("so_cap_pho"),
            least_people: limit.least_people,
            most_deputies: limit.most_deputies,
            flagged: flagged.contains(&unit.at),
        }
    };
    units.iter().map(line).collect()
}

/// How many units stand above a unit; a circle of units ends at the number of units.
fn depth(unit: &Entry, units: &[Entry]) -> usize {
    let mut depth = 0;
    let mut above = fold::key(&unit.text("cap_tren"));
    while depth < units.len() && !above.is_empty() {
        let is_above = |u: &&Entry| fold::key(&u.text("ten")) == above || fold::key(&u.text("ma")) == above;
        let Some(parent) = units.iter().find(is_above) else { break };
        depth += 1;
        above = fold::key(&parent.text("cap_tren"));
    }
    depth
}

/// The agency and its submission, as Thông tin chung has them.
pub(super) fn agency(dossier: &Dossier, forms: &Forms, figures: &Figures) -> AgencySummary {
    let leaf = |field: &str| dossier.agency(field);
    let text = |field: &str| leaf(field).map(|leaf| fold::squeeze(&leaf.value.to_string())).unwrap_or_default();
    let term = |field: &str| leaf(field).and_then(|leaf| leaf.term.clone()).unwrap_or_default();
    let label = |field: &str| {
        let terms = forms.field_terms(Entity::Agency, field).unwrap_or_default();
        terms.iter().find(|t| t.key == term(field)).map_or_else(|| text(field), |t| t.label.clone())
    };
    AgencySummary {
        name: text("ten_co_quan"),
        superior: text("co_quan_cap_tren"),
        kind: term("loai_co_quan").to_string(),
        kind_label: label("loai_co_quan"),
        autonomy: label("muc_tu_chu"),
        submission: label("lan_trinh"),
        submitted_on: leaf("ngay_trinh").and_then(|leaf| match leaf.value {
            Value::Date(date) => Some(date),
            _ => None,
        }),
        request: text("so_van_ban_de_nghi"),
        assignment: text("so_quyet_dinh_giao"),
        assigned: leaf("so_giao").and_then(whole),
        proposed: figures.people,
        present: leaf("co_mat").and_then(whole),
        due_on: None,
        due_by: String::new(),
    }
}

/// The components of the dossier as submitted.
pub(super) fn components(dossier: &Dossier) -> Vec<ComponentLine> {
    let line = |entry: &Entry| {
        let mark = entry.leaf("co");
        ComponentLine {
            name: fold::squeeze(&entry.text("ten")),
            present: mark.map(|leaf| leaf.term.as_deref() == Some("co")),
            number: fold::squeeze(&entry.text("so_ky_hieu")),
            date: entry.text("ngay"),
            cell: entry.at.clone(),
        }
    };
    dossier.entries(Entity::Component).iter().map(line).collect()
}

/// A group as the standard form writes it (`I. Lãnh đạo, quản lý` in a title is `Lãnh đạo, quản lý`); one
/// outside the list as it stands.
fn group_said(leaf: &Leaf, forms: &Forms) -> String {
    let text = leaf.value.to_string();
    let said = leaf.term.as_deref().and_then(|term| forms.term_said(Entity::Position, "nhom", term, &text));
    said.map_or_else(|| fold::squeeze(&text), str::to_owned)
}

/// The positions one by one, with the findings about each.
pub(super) fn positions(dossier: &Dossier, forms: &Forms, findings: &BTreeMap<Addr, Vec<usize>>) -> Vec<PositionLine> {
    let line = |entry: &Entry| PositionLine {
        code: fold::squeeze(&entry.text("ma")),
        name: fold::squeeze(&entry.text("ten")),
        group: entry.leaf("nhom").map(|leaf| group_said(leaf, forms)).unwrap_or_default(),
        unit: fold::squeeze(&entry.text("don_vi")),
        rank: fold::squeeze(&[entry.text("ma_ngach"), entry.text("ngach")].join(" ")),
        proposed: entry.text("so_nguoi"),
        present: entry.text("hien_co"),
        findings: findings.get(&entry.at).cloned().unwrap_or_default(),
        cell: entry.at.clone(),
    };
    dossier.entries(Entity::Position).iter().map(line).collect()
}
