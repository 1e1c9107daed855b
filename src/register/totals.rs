//! Sums over the dossiers that stand: by kind of agency, by managing body, by group, by rank or
//! title.

use indexmap::IndexMap;

use super::Register;
use super::RegisterLine;
use crate::dictionary::fold;
use crate::opinion::Recommendation;

/// Tổng hợp: every sum with the places of its dossiers in [`Register::lines`].
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// All that stands.
    pub all: TotalLine,
    /// By kind of agency, the most dossiers first.
    pub by_kind: Vec<TotalLine>,
    /// By managing body, in the order in which they occur.
    pub by_body: Vec<TotalLine>,
    /// By group of positions, kind of staff by kind of staff.
    pub by_group: Vec<GroupTotal>,
    /// By rank or title, kind of staff by kind of staff, by code.
    pub by_rank: Vec<RankTotal>,
}

/// Sums over some dossiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TotalLine {
    /// What they share; empty where the dossiers do not say.
    pub label: String,
    /// Their places.
    pub dossiers: Vec<usize>,
    /// Units.
    pub units: usize,
    /// Different positions.
    pub positions: usize,
    /// People assigned.
    pub assigned: PeopleSum,
    /// People proposed.
    pub proposed: PeopleSum,
    /// People agreed to.
    pub approved: PeopleSum,
    /// People present.
    pub present: PeopleSum,
    /// How many can be approved.
    pub fit: usize,
    /// Findings that still have to be settled.
    pub open: usize,
}

/// A sum of people: a dossier that does not say is no zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeopleSum {
    /// People.
    pub people: i64,
    /// How many dossiers say so.
    pub stated: usize,
}

/// One group of positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupTotal {
    /// The kind of staff: `Cơ quan hành chính (công chức)`.
    pub staff: String,
    /// The group.
    pub group: String,
    /// Positions.
    pub positions: usize,
    /// People proposed.
    pub people: i64,
    /// The places of the dossiers.
    pub dossiers: Vec<usize>,
    /// Lines that it adds up: one dossier may spell one name in two ways.
    pub rows: usize,
}

/// One rank or title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankTotal {
    /// The kind of staff.
    pub staff: String,
    /// Code as submitted; may be empty.
    pub code: String,
    /// Name as first submitted; may be empty.
    pub name: String,
    /// People proposed.
    pub people: i64,
    /// The places of the dossiers.
    pub dossiers: Vec<usize>,
    /// Lines that it adds up: one dossier may spell one name in two ways.
    pub rows: usize,
}

impl PeopleSum {
    fn add(&mut self, number: Option<i64>) {
        if let Some(number) = number {
            self.people = self.people.saturating_add(number);
            self.stated += 1;
        }
    }
}

impl TotalLine {
    fn add(&mut self, place: usize, line: &RegisterLine) {
        self.dossiers.push(place);
        self.units = self.units.saturating_add(line.units);
        self.positions = self.positions.saturating_add(line.positions);
        self.assigned.add(line.agency.assigned);
        self.proposed.add(line.agency.proposed);
        self.approved.add(line.approved);
        self.present.add(line.agency.present);
        self.fit += usize::from(line.recommendation == Recommendation::Approve);
        self.open += line.findings.open();
    }
}

impl Totals {
    /// The sums of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let mut all = TotalLine::default();
        let (mut kinds, mut bodies) = (IndexMap::new(), IndexMap::new());
        let mut groups: IndexMap<(String, String), GroupTotal> = IndexMap::new();
        let mut ranks: IndexMap<(String, String, String), RankTotal> = IndexMap::new();
        for (place, line) in register.standing() {
            all.add(place, line);
            entry(
                &mut kinds,
                &fold::key(&line.agency.kind_label),
                &line.agency.kind_label,
            )
            .add(place, line);
            entry(&mut bodies, &line.body_key, &line.agency.superior).add(place, line);
            add_groups(&mut groups, place, line);
            add_ranks(&mut ranks, place, line);
        }
        let mut by_kind: Vec<TotalLine> = kinds.into_values().collect();
        by_kind.sort_by_key(|line| std::cmp::Reverse(line.dossiers.len()));
        groups.sort_by(|_, a, _, b| a.staff.cmp(&b.staff));
        ranks.sort_by(|_, a, _, b| (&a.staff, &a.code, &a.name).cmp(&(&b.staff, &b.code, &b.name)));
        Self {
            all,
            by_kind,
            by_body: bodies.into_values().collect(),
            by_group: groups.into_values().collect(),
            by_rank: ranks.into_values().collect(),
        }
    }
}

fn entry<'a>(
    lines: &'a mut IndexMap<String, TotalLine>,
    key: &str,
    label: &str,
) -> &'a mut TotalLine {
    let new = || TotalLine {
        label: label.to_owned(),
        ..TotalLine::default()
    };
    lines.entry(key.to_owned()).or_insert_with(new)
}

fn add_groups(
    groups: &mut IndexMap<(String, String), GroupTotal>,
    place: usize,
    line: &RegisterLine,
) {
    for group in &line.groups {
        let new = || GroupTotal {
            staff: line.staff.clone(),
            group: group.group.clone(),
            positions: 0,
            people: 0,
            dossiers: Vec::new(),
            rows: 0,
        };
        let total = groups
            .entry((line.staff.clone(), fold::key(&group.group)))
            .or_insert_with(new);
        total.positions = total.positions.saturating_add(group.positions);
        total.people = total.people.saturating_add(group.people);
        total.rows += 1;
        if total.dossiers.last() != Some(&place) {
            total.dossiers.push(place);
        }
    }
}

fn add_ranks(
    ranks: &mut IndexMap<(String, String, String), RankTotal>,
    place: usize,
    line: &RegisterLine,
) {
    for rank in &line.ranks {
        let new = || RankTotal {
            staff: line.staff.clone(),
            code: rank.code.clone(),
            name: rank.name.clone(),
            people: 0,
            dossiers: Vec::new(),
            rows: 0,
        };
        let key = (
            line.staff.clone(),
            fold::key(&rank.code),
            fold::key(&rank.name),
        );
        let total = ranks.entry(key).or_insert_with(new);
        total.people = total.people.saturating_add(rank.people);
        total.rows += 1;
        if total.dossiers.last() != Some(&place) {
            total.dossiers.push(place);
        }
    }
}
