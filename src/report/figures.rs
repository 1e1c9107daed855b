//! The figures of the proposal as tables and bars.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::words;
use crate::opinion::Appraisal;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::UnitLine;

/// What the templates show of the figures.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    pub(super) positions: String,
    pub(super) people: String,
    /// Positions whose number is blank; empty when there is none.
    pub(super) blank: String,
    pub(super) assigned: String,
    pub(super) proposed: String,
    pub(super) present: String,
    /// Assigned, proposed and present; empty when there are not two of them to compare.
    pub(super) totals: Vec<Total>,
    pub(super) groups: Vec<Group>,
    pub(super) ranks: Vec<Rank>,
    pub(super) units: Vec<Unit>,
    /// Whether a unit has something wrong.
    pub(super) flagged: bool,
    /// Whether a unit has a least number of people.
    pub(super) limited: bool,
}

/// One number of people for the whole agency.
#[derive(Debug, Serialize)]
pub(super) struct Total {
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) bar: Length,
}

/// Length of a bar: thousandths of the longest one in its table.
pub(super) type Length = i64;

#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) positions: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) bar: Length,
}

#[derive(Debug, Serialize)]
pub(super) struct Rank {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) bar: Length,
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
    /// The people and the least number of them as bars.
    pub(super) bars: [Length; 2],
}

/// The figures of an appraisal.
pub(super) fn of(appraisal: &Appraisal) -> Figures {
    let (agency, figures) = (&appraisal.agency, &appraisal.figures);
    Figures {
        positions: words::count(figures.positions),
        people: words::maybe(figures.people),
        blank: if figures.blank_people > 0 { words::count(figures.blank_people) } else { String::new() },
        assigned: words::maybe(agency.assigned),
        proposed: words::maybe(agency.proposed),
        present: words::maybe(agency.present),
        totals: totals(appraisal),
        groups: groups(&figures.groups),
        ranks: ranks(&figures.ranks),
        units: units(&figures.units),
        flagged: figures.units.iter().any(|unit| unit.flagged),
        limited: figures.units.iter().any(|unit| unit.least_people.is_some()),
    }
}

fn totals(appraisal: &Appraisal) -> Vec<Total> {
    let agency = &appraisal.agency;
    let lines = [("Được giao", agency.assigned), ("Đề nghị", agency.proposed), ("Có mặt", agency.present)];
    let known: Vec<(&'static str, i64)> =
        lines.into_iter().filter_map(|(label, number)| Some((label, number?))).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let longest = longest(known.iter().map(|(_, number)| Decimal::from(*number)));
    let total = |(label, number): (&'static str, i64)| Total {
        label,
        value: words::whole(number),
        bar: length(number.into(), longest),
    };
    known.into_iter().map(total).collect()
}

/// The largest number, which has the longest bar.
fn longest(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.max().unwrap_or_default()
}

fn length(number: Decimal, longest: Decimal) -> Length {
    let part = number.checked_mul(Decimal::ONE_THOUSAND).and_then(|number| number.checked_div(longest));
    let part = part.unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE_THOUSAND);
    part.round().to_i64().unwrap_or_default()
}

fn groups(lines: &[GroupLine]) -> Vec<Group> {
    let longest = longest(lines.iter().map(|line| line.people.into()));
    let group = |line: &GroupLine| Group {
        name: line.group.clone(),
        positions: words::count(line.positions),
        people: words::whole(line.people),
        share: words::percent(line.share),
        bar: length(line.people.into(), longest),
    };
    lines.iter().map(group).collect()
}

fn ranks(lines: &[RankLine]) -> Vec<Rank> {
    let longest = longest(lines.iter().map(|line| line.people.into()));
    let rank = |line: &RankLine| Rank {
        code: line.code.clone(),
        name: line.name.clone(),
        people: words::whole(line.people),
        share: words::percent(line.share),
        bar: length(line.people.into(), longest),
    };
    lines.iter().map(rank).collect()
}

fn units(lines: &[UnitLine]) -> Vec<Unit> {
    let numbers = |line: &UnitLine| [words::number(&line.people), line.least_people.as_deref().and_then(words::number)];
    let longest = longest(lines.iter().flat_map(numbers).flatten());
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
        bars: numbers(line).map(|number| number.map_or(0, |number| length(number, longest))),
    };
    lines.iter().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers_are_large() {
        let line = |people| GroupLine { group: "Nhóm".into(), positions: 1, people, share: None };
        let bars = |people: &[i64]| -> Vec<Length> {
            groups(&people.iter().copied().map(line).collect::<Vec<_>>()).iter().map(|group| group.bar).collect()
        };
        assert_eq!(bars(&[40, 10, 20, 0]), [1000, 250, 500, 0]);
        assert_eq!(bars(&[0, 0]), [0, 0]);
        assert_eq!(bars(&[i64::MAX, -3]), [1000, 0]);
    }
}
