//! The figures of the proposal as tables.

use rust_decimal::Decimal;
use serde::Serialize;

use super::words;
use crate::opinion::Appraisal;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::UnitLine;

/// What the templates show of the figures.
#[derive(Debug, Serialize)]
pub(super) struct FiguresView {
    pub(super) positions: String,
    pub(super) people: String,
    /// Positions whose number is blank; empty when there is none.
    pub(super) blank: String,
    pub(super) assigned: String,
    pub(super) proposed: String,
    pub(super) present: String,
    pub(super) groups: Vec<GroupView>,
    pub(super) ranks: Vec<Rank>,
    pub(super) units: Vec<Unit>,
    /// Whether a unit has something wrong.
    pub(super) flagged: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    pub(super) name: String,
    pub(super) positions: String,
    pub(super) people: String,
    pub(super) share: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Rank {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) people: String,
    pub(super) share: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Unit {
    pub(super) name: String,
    pub(super) kind: String,
    /// Depth, as dashes before the name.
    pub(super) dashes: String,
    pub(super) people: String,
    pub(super) least: String,
    pub(super) heads: String,
    pub(super) deputies: String,
    pub(super) most: String,
    pub(super) flagged: bool,
}

/// The figures of an appraisal.
pub(super) fn of(appraisal: &Appraisal) -> FiguresView {
    let (agency, figures) = (&appraisal.agency, &appraisal.figures);
    FiguresView {
        positions: words::count(figures.positions),
        people: words::maybe(figures.people),
        blank: words::count_or_none(figures.blank_people),
        assigned: words::maybe(agency.assigned),
        proposed: words::maybe(agency.proposed),
        present: words::maybe(agency.present),
        groups: groups(&figures.groups),
        ranks: ranks(&figures.ranks),
        units: units(&figures.units),
        flagged: figures.units.iter().any(|unit| unit.flagged),
    }
}

/// The largest number, which has the longest bar.
pub(super) fn longest(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.max().unwrap_or_default()
}

/// What a number is of the longest one, from 0 to 1.
pub(super) fn part(number: Decimal, longest: Decimal) -> Decimal {
    number
        .checked_div(longest)
        .unwrap_or_default()
        .clamp(Decimal::ZERO, Decimal::ONE)
}

fn groups(lines: &[GroupLine]) -> Vec<GroupView> {
    let group = |line: &GroupLine| GroupView {
        name: line.group.clone(),
        positions: words::count(line.positions),
        people: words::whole(line.people),
        share: words::percent(line.share),
    };
    lines.iter().map(group).collect()
}

fn ranks(lines: &[RankLine]) -> Vec<Rank> {
    let rank = |line: &RankLine| Rank {
        code: line.code.clone(),
        name: line.name.clone(),
        people: words::whole(line.people),
        share: words::percent(line.share),
    };
    lines.iter().map(rank).collect()
}

fn units(lines: &[UnitLine]) -> Vec<Unit> {
    let unit = |line: &UnitLine| Unit {
        name: line.name.clone(),
        kind: line.kind.clone(),
        // A circle of units may be deep; the name still has to fit.
        dashes: "– ".repeat(line.depth.min(4)),
        people: line.people.clone(),
        least: line.least_people.clone().unwrap_or_default(),
        heads: line.heads.clone(),
        deputies: line.deputies.clone(),
        most: line.most_deputies.clone().unwrap_or_default(),
        flagged: line.flagged,
    };
    lines.iter().map(unit).collect()
}
