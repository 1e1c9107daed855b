//! The figures of the proposal as tables and bars.

use std::collections::BTreeSet;

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
    /// Which tables have a chart.
    pub(super) drawn: Drawn,
    /// Whether a unit has something wrong.
    pub(super) flagged: bool,
}

/// What is drawn: a chart of fewer than two bars compares nothing.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawn {
    pub(super) groups: bool,
    pub(super) ranks: bool,
    pub(super) units: bool,
    /// What lines and strong ink mean in the chart of the totals and in that of the units; empty if there are none.
    pub(super) totals_legend: &'static str,
    pub(super) units_legend: &'static str,
}

/// One number of people for the whole agency.
#[derive(Debug, Serialize)]
pub(super) struct Total {
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) bar: Bar,
}

/// A length in thousandths of the longest number of its chart.
pub(super) type Length = i64;

/// The longest number.
const WHOLE: Length = 1000;

/// The least length of a number above nought and of a limit: it is still seen.
const LEAST: Length = 5;

/// A bar with its limit, cut across into pieces that fill the width of the chart; none if nothing is drawn.
pub(super) type Bar = Vec<Piece>;

/// A piece of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) from: Length,
    pub(super) to: Length,
    pub(super) ink: Ink,
    /// A line stands at its end: the limit.
    pub(super) mark: bool,
}

/// How a piece of a bar is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ink {
    None,
    Plain,
    /// What breaks a limit.
    Strong,
}

/// A number that the bar is held against.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Least(Decimal),
    Most(Decimal),
}

#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) positions: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) bar: Bar,
}

#[derive(Debug, Serialize)]
pub(super) struct Rank {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) people: String,
    pub(super) share: String,
    pub(super) bar: Bar,
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
    /// The people and the least number of them.
    pub(super) bar: Bar,
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
        drawn: drawn(appraisal),
        flagged: figures.units.iter().any(|unit| unit.flagged),
    }
}

fn drawn(appraisal: &Appraisal) -> Drawn {
    let (agency, figures) = (&appraisal.agency, &appraisal.figures);
    let pairs: Vec<_> = figures.units.iter().map(numbers).collect();
    let units = comparable(pairs.iter().filter_map(|[people, _]| *people));
    let over = |number: Option<i64>| number.zip(agency.assigned).is_some_and(|(number, assigned)| number > assigned);
    let under =
        |[people, least]: &[Option<Decimal>; 2]| people.zip(*least).is_some_and(|(people, least)| people < least);
    let limited = units && pairs.iter().any(|[_, least]| least.is_some_and(|least| least > Decimal::ZERO));
    Drawn {
        groups: comparable(figures.groups.iter().map(|line| line.people.into())),
        ranks: comparable(figures.ranks.iter().map(|line| line.people.into())),
        units,
        totals_legend: match (
            agency.assigned.is_some_and(|assigned| assigned > 0),
            over(agency.proposed) || over(agency.present),
        ) {
            (false, _) => "",
            (true, false) => "Trong biểu đồ, vạch đứng là số được giao.",
            (true, true) => "Trong biểu đồ, vạch đứng là số được giao; phần đậm là phần vượt số được giao.",
        },
        units_legend: match (limited, pairs.iter().any(under)) {
            (false, _) => "",
            (true, false) => "Trong biểu đồ, vạch đứng là mức tối thiểu.",
            (true, true) => "Trong biểu đồ, vạch đứng là mức tối thiểu; thanh đậm là dưới mức tối thiểu.",
        },
    }
}

/// Whether there are two bars to compare.
fn comparable(numbers: impl Iterator<Item = Decimal>) -> bool {
    numbers.filter(|number| *number > Decimal::ZERO).nth(1).is_some()
}

fn totals(appraisal: &Appraisal) -> Vec<Total> {
    let agency = &appraisal.agency;
    let lines = [("Được giao", agency.assigned), ("Đề nghị", agency.proposed), ("Có mặt", agency.present)];
    let known: Vec<(&'static str, i64)> =
        lines.into_iter().filter_map(|(label, number)| Some((label, number?))).collect();
    if !comparable(known.iter().map(|(_, number)| (*number).into())) {
        return Vec::new();
    }
    let longest = longest(known.iter().map(|(_, number)| Decimal::from(*number)));
    let limit = agency.assigned.map(|assigned| Limit::Most(assigned.into()));
    let total = |(label, number): (&'static str, i64)| Total {
        label,
        value: words::whole(number),
        bar: bar(Some(number.into()), limit, longest),
    };
    known.into_iter().map(total).collect()
}

/// The largest number, which has the longest bar.
pub(super) fn longest(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.max().unwrap_or_default()
}

/// What a number is of the longest one, from 0 to 1.
pub(super) fn part(number: Decimal, longest: Decimal) -> Decimal {
    number.checked_div(longest).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE)
}

fn length(number: Decimal, longest: Decimal) -> Length {
    let length = (part(number, longest) * Decimal::from(WHOLE)).round().to_i64().unwrap_or_default();
    if number > Decimal::ZERO { length.max(LEAST) } else { 0 }
}

/// Cuts a bar where it ends, where its limit stands, and where it breaks it.
fn bar(number: Option<Decimal>, limit: Option<Limit>, longest: Decimal) -> Bar {
    let end = number.map_or(0, |number| length(number, longest));
    let (mark, strong) = match (limit, number) {
        (Some(Limit::Least(limit)), Some(number)) if number < limit => (length(limit, longest), 0),
        (Some(Limit::Most(limit)), Some(number)) if number > limit => {
            let mark = length(limit, longest);
            (mark, mark)
        }
        (Some(Limit::Least(limit) | Limit::Most(limit)), _) => (length(limit, longest), end),
        (None, _) => (0, end),
    };
    if end == 0 && mark == 0 {
        return Bar::new();
    }
    let cuts = BTreeSet::from([0, strong, end, mark, WHOLE]);
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).map(|(from, to)| Piece {
        from: *from,
        to: *to,
        ink: match (*to <= end, *from >= strong) {
            (true, true) => Ink::Strong,
            (true, false) => Ink::Plain,
            (false, _) => Ink::None,
        },
        mark: *to == mark,
    });
    pieces.collect()
}

fn groups(lines: &[GroupLine]) -> Vec<Group> {
    let longest = longest(lines.iter().map(|line| line.people.into()));
    let group = |line: &GroupLine| Group {
        name: line.group.clone(),
        positions: words::count(line.positions),
        people: words::whole(line.people),
        share: words::percent(line.share),
        bar: bar(Some(line.people.into()), None, longest),
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
        bar: bar(Some(line.people.into()), None, longest),
    };
    lines.iter().map(rank).collect()
}

/// People of a unit, and the least number of them.
fn numbers(line: &UnitLine) -> [Option<Decimal>; 2] {
    [words::number(&line.people), line.least_people.as_deref().and_then(words::number)]
}

fn units(lines: &[UnitLine]) -> Vec<Unit> {
    let longest = longest(lines.iter().flat_map(numbers).flatten());
    let drawing = |[people, least]: [Option<Decimal>; 2]| bar(people, least.map(Limit::Least), longest);
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
        bar: drawing(numbers(line)),
    };
    lines.iter().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(people: &[i64]) -> Vec<Length> {
        let line = |people: &i64| GroupLine { group: "Nhóm".into(), positions: 1, people: *people, share: None };
        let lines: Vec<GroupLine> = people.iter().map(line).collect();
        let inked =
            |group: &Group| group.bar.iter().filter(|piece| piece.ink == Ink::Plain).map(|piece| piece.to).sum();
        groups(&lines).iter().map(inked).collect()
    }

    #[test]
    fn bars_are_as_long_as_their_numbers_are_large() {
        assert_eq!(bars(&[40, 10, 20, 0]), [1000, 250, 500, 0]);
        assert_eq!(bars(&[0, 0]), [0, 0]);
        assert_eq!(bars(&[i64::MAX, -3, 1]), [1000, 0, LEAST]);
    }

    #[test]
    fn a_bar_is_cut_where_its_limit_stands_and_breaks_it_in_strong_ink() {
        let cut = |number: Option<i64>, limit: Option<Limit>| -> Vec<(Length, Ink, bool)> {
            let pieces = bar(number.map(Decimal::from), limit, Decimal::from(100));
            assert!(pieces.is_empty() || (pieces[0].from == 0 && pieces.last().unwrap().to == 1000));
            assert!(pieces.iter().zip(pieces.iter().skip(1)).all(|(one, next)| one.to == next.from));
            pieces.into_iter().map(|piece| (piece.to - piece.from, piece.ink, piece.mark)).collect()
        };
        let (least, most) =
            (|limit: i64| Some(Limit::Least(limit.into())), |limit: i64| Some(Limit::Most(limit.into())));
        let (none, plain, strong) = (Ink::None, Ink::Plain, Ink::Strong);
        assert_eq!(cut(Some(60), None), [(600, plain, false), (400, none, false)]);
        assert_eq!(cut(Some(60), least(40)), [(400, plain, true), (200, plain, false), (400, none, false)]);
        assert_eq!(cut(Some(60), least(60)), [(600, plain, true), (400, none, false)]);
        assert_eq!(cut(Some(60), least(70)), [(600, strong, false), (100, none, true), (300, none, false)]);
        assert_eq!(cut(Some(60), most(100)), [(600, plain, false), (400, none, true)]);
        assert_eq!(cut(Some(100), most(40)), [(400, plain, true), (600, strong, false)]);
        assert_eq!(cut(Some(0), least(50)), [(500, none, true), (500, none, false)]);
        assert_eq!(cut(None, least(50)), [(500, none, true), (500, none, false)]);
        assert_eq!(cut(None, None), []);
        assert_eq!(cut(Some(0), most(0)), []);
    }

    #[test]
    fn fewer_than_two_bars_are_no_chart() {
        let compares = |numbers: &[i64]| comparable(numbers.iter().copied().map(Decimal::from));
        assert!(compares(&[1, 0, 7]));
        assert!(!compares(&[7]) && !compares(&[7, 0, -1]) && !compares(&[]));
    }
}
