//! The figures of the proposal as tables and bars.

use rust_decimal::Decimal;
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
    /// Assigned, proposed and present as bars.
    pub(super) bars: Vec<Bar>,
    pub(super) groups: Vec<Group>,
    pub(super) ranks: Vec<Rank>,
    pub(super) units: Vec<Unit>,
    /// Whether a unit has something wrong.
    pub(super) flagged: bool,
}

/// One bar of a chart.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    pub(super) label: &'static str,
    pub(super) value: String,
    /// Length in percent of the chart.
    pub(super) width: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) positions: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) width: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Rank {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) width: String,
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
pub(super) fn of(appraisal: &Appraisal) -> Figures {
    let (agency, figures) = (&appraisal.agency, &appraisal.figures);
    Figures {
        positions: words::count(figures.positions),
        people: words::maybe(figures.people),
        blank: if figures.blank_people > 0 { words::count(figures.blank_people) } else { String::new() },
        assigned: words::maybe(agency.assigned),
        proposed: words::maybe(agency.proposed),
        present: words::maybe(agency.present),
        bars: bars(appraisal),
        groups: figures.groups.iter().map(group).collect(),
        ranks: figures.ranks.iter().map(rank).collect(),
        units: figures.units.iter().map(unit).collect(),
        flagged: figures.units.iter().any(|unit| unit.flagged),
    }
}

fn bars(appraisal: &Appraisal) -> Vec<Bar> {
    let agency = &appraisal.agency;
    let lines = [("Được giao", agency.assigned), ("Đề nghị", agency.proposed), ("Có mặt", agency.present)];
    let longest = lines.iter().filter_map(|(_, number)| *number).max().unwrap_or(0);
    let bar = |(label, number): (&'static str, Option<i64>)| {
        let part = Decimal::from(number?).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(longest))?;
        Some(Bar { label, value: words::maybe(number), width: width(Some(part)) })
    };
    lines.into_iter().filter_map(bar).collect()
}

/// A share as the length of a bar: a number of percent from 0 to 100, as style sheets write it.
fn width(share: Option<Decimal>) -> String {
    share.unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).round_dp(1).normalize().to_string()
}

fn group(line: &GroupLine) -> Group {
    Group {
        name: line.group.clone(),
        positions: words::count(line.positions),
        people: words::whole(line.people),
        share: words::percent(line.share),
        width: width(line.share),
    }
}

fn rank(line: &RankLine) -> Rank {
    Rank {
        code: line.code.clone(),
        name: line.name.clone(),
        people: words::whole(line.people),
        share: words::percent(line.share),
        width: width(line.share),
    }
}

fn unit(line: &UnitLine) -> Unit {
    Unit {
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
    }
}
