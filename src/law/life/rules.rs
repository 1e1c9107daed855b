//! The life of a rule: when it is in force, how grave it is, what its values are; and the rules
//! that a fact decides.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Lane;
use super::LaneKind;
use super::Life;
use super::LifeOf;
use super::Says;
use super::Span;
use super::within;
use crate::law::Citation;
use crate::law::DatedValue;
use crate::law::FactDef;
use crate::law::Law;
use crate::law::Operand;
use crate::law::Period;
use crate::law::Rule;

impl Law {
    pub(super) fn life_of_rule<'a>(&'a self, rule: &'a Rule) -> Life<'a> {
        let mut lanes = vec![self.in_force(rule)];
        lanes.extend(levels(rule));
        lanes.extend(rule.values.values().map(|value| self.value(rule, value)));
        Life {
            of: LifeOf::Rule,
            id: &rule.id,
            title: rule.title.clone(),
            lanes,
            indirect: Vec::new(),
        }
    }

    /// The rules that a fact decides, each with the values that it is held against or that it
    /// chooses among.
    pub(super) fn life_of_fact<'a>(&'a self, fact: &'a FactDef) -> Life<'a> {
        let mut lanes: Vec<Lane<'a>> = Vec::new();
        let mut indirect = Vec::new();
        for rule in self.by_time() {
            let deciding = rule.deciding_facts();
            if deciding.contains(&fact.key) {
                let values: Vec<&DatedValue> = rule
                    .values
                    .values()
                    .filter(|value| concerns(rule, value, &fact.key))
                    .collect();
                match values.as_slice() {
                    [] => lanes.push(self.in_force(rule)),
                    values => lanes.extend(values.iter().map(|value| self.value(rule, value))),
                }
            } else if deciding
                .iter()
                .any(|key| self.rests_on(key).contains(fact.key.as_str()))
            {
                indirect.push(rule.id.as_str());
            }
        }
        Life {
            of: LifeOf::Fact,
            id: &fact.key,
            title: fact.label.clone(),
            lanes,
            indirect,
        }
    }

    /// The rules that have a value of a key; none when no rule has.
    pub(super) fn life_of_value<'a>(&'a self, key: &str) -> Option<Life<'a>> {
        let found: Vec<(&Rule, &DatedValue)> = self
            .by_time()
            .into_iter()
            .filter_map(|rule| Some((rule, rule.values.get(key)?)))
            .collect();
        let (_, first) = *found.first()?;
        let labels: BTreeSet<&str> = found
            .iter()
            .map(|(_, value)| value.label.as_str())
            .collect();
        let title = labels.into_iter().collect::<Vec<_>>().join("; ");
        let lanes = found
            .iter()
            .map(|(rule, value)| self.value(rule, value))
            .collect();
        Some(Life {
            of: LifeOf::Value,
            id: &first.key,
            title,
            lanes,
            indirect: Vec::new(),
        })
    }

    /// The rules by what they judge, those of one thing by the day on which they begin.
    fn by_time(&self) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.rules.values().collect();
        rules.sort_by(|a, b| {
            (&a.each, a.in_force.from, &a.id).cmp(&(&b.each, b.in_force.from, &b.id))
        });
        rules
    }

    /// The time in which a rule is in force, cut where what it cites changes.
    pub(super) fn in_force<'a>(&'a self, rule: &'a Rule) -> Lane<'a> {
        let bounds = rule
            .cites
            .iter()
            .flat_map(|cite| [cite.period.from, cite.period.until]);
        let cut = pieces(rule.in_force, bounds.flatten());
        let spans = cut
            .into_iter()
            .map(|period| span(period, Says::InForce, Some(self.cited(rule, period, None))));
        let mut merged: Vec<Span<'a>> = Vec::new();
        for next in spans {
            match merged
                .last_mut()
                .filter(|last| last.citation == next.citation)
            {
                Some(last) => last.period.until = next.period.until,
                None => merged.push(next),
            }
        }
        Lane {
            kind: LaneKind::InForce(rule),
            spans: merged,
        }
    }

    /// What a rule cites on the first day of a period, in the profile that it is for.
    fn cited(&self, rule: &Rule, period: Period, set_by: Option<&(String, String)>) -> Citation {
        let profile = self.all_profiles().find(|profile| profile.judges_by(rule));
        let profile = profile.map_or("", |profile| profile.key.as_str());
        let day = period
            .from
            .or_else(|| period.until?.yesterday().ok())
            .unwrap_or(rule.reviewed_on);
        rule.citation(self.sets.get(&rule.set), profile, day, set_by)
    }

    /// The values of a page by date, as far as the rule is in force, each with what set it.
    fn value<'a>(&'a self, rule: &'a Rule, value: &'a DatedValue) -> Lane<'a> {
        let dated: Vec<(Date, &crate::law::Dated)> = value.timeline.iter().collect();
        let next = |nth: usize| dated.get(nth + 1).map(|(from, _)| *from);
        let one = |(nth, (from, dated)): (usize, &(Date, &'a crate::law::Dated))| {
            let period = within(
                Period {
                    from: Some(*from),
                    until: next(nth),
                },
                rule.in_force,
            )?;
            let citation = self.cited(rule, period, dated.set_by.as_ref());
            Some(span(period, Says::Limit(&dated.limit), Some(citation)))
        };
        let spans = dated.iter().enumerate().filter_map(one).collect();
        Lane {
            kind: LaneKind::Value(rule, value),
            spans,
        }
    }
}

/// How grave a rule is over time; nothing where that never changes.
fn levels(rule: &Rule) -> Vec<Lane<'_>> {
    let mut lanes = Vec::new();
    let always = || rule.changes.iter().filter(|change| change.when.is_empty());
    if !rule.changes.is_empty() || rule.worse.is_some() {
        let bounds = always()
            .flat_map(|change| [change.period.from, change.period.until])
            .flatten();
        let level = |period: Period| {
            let inside =
                |change: &&crate::law::LevelChange| within(change.period, period).is_some();
            let change = always().rfind(inside);
            let says = Says::Level(change.map_or(rule.level, |change| change.level));
            Span {
                note: change.and_then(|change| change.because.as_deref()),
                ..span(period, says, None)
            }
        };
        let spans = pieces(rule.in_force, bounds)
            .into_iter()
            .map(level)
            .collect();
        lanes.push(Lane {
            kind: LaneKind::Level(rule),
            spans,
        });
    }
    for change in rule.changes.iter().filter(|change| !change.when.is_empty()) {
        let Some(period) = within(change.period, rule.in_force) else {
            continue;
        };
        let own = Span {
            note: change.because.as_deref(),
            ..span(period, Says::Level(change.level), None)
        };
        lanes.push(Lane {
            kind: LaneKind::LevelIf(rule),
            spans: vec![own],
        });
    }
    let worse = rule
        .worse
        .iter()
        .map(|(level, _)| span(rule.in_force, Says::Level(*level), None));
    lanes.extend(worse.map(|own| Lane {
        kind: LaneKind::Worse(rule),
        spans: vec![own],
    }));
    lanes
}

/// Whether a value is what a fact is held against, or is chosen or given by it.
fn concerns(rule: &Rule, value: &DatedValue, fact: &str) -> bool {
    let variants = rule
        .variants
        .iter()
        .flat_map(|variant| variant.checks.iter().flatten());
    let checks = rule
        .checks
        .iter()
        .chain(rule.worse.iter().map(|(_, check)| check))
        .chain(variants);
    let mut held = checks
        .filter(|check| check.fact.as_deref() == Some(fact))
        .filter_map(crate::law::Check::operand);
    held.any(|operand| matches!(operand, Operand::Value(key) if *key == value.key))
        || value.facts().iter().any(|key| key == fact)
}

fn span(period: Period, says: Says<'_>, citation: Option<Citation>) -> Span<'_> {
    Span {
        period,
        unknown_start: false,
        says,
        citation,
        note: None,
    }
}

/// A period cut at the days that lie in it.
fn pieces(whole: Period, bounds: impl Iterator<Item = Date>) -> Vec<Period> {
    let inside = |day: &Date| {
        whole.from.is_none_or(|from| from < *day) && whole.until.is_none_or(|until| *day < until)
    };
    let days: BTreeSet<Date> = bounds.filter(inside).collect();
    let starts = std::iter::once(whole.from).chain(days.iter().copied().map(Some));
    let ends = days.iter().copied().map(Some).chain([whole.until]);
    starts
        .zip(ends)
        .map(|(from, until)| Period { from, until })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_is_cut_only_at_days_inside_it() {
        let whole = Period {
            from: Some(date(2020, 1, 1)),
            until: None,
        };
        let days = [
            date(2019, 5, 5),
            date(2020, 1, 1),
            date(2024, 1, 1),
            date(2022, 1, 1),
            date(2024, 1, 1),
        ];
        let cut: Vec<String> = pieces(whole, days.into_iter())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            cut,
            [
                "từ 01/01/2020 đến hết ngày 31/12/2021",
                "từ 01/01/2022 đến hết ngày 31/12/2023",
                "từ 01/01/2024"
            ]
        );
        assert_eq!(
            pieces(Period::default(), [].into_iter()),
            [Period::default()]
        );
    }

    #[test]
    fn what_lies_in_both_may_be_nothing() {
        let (a, b) = (date(2020, 1, 1), date(2022, 1, 1));
        let before = Period {
            from: None,
            until: Some(a),
        };
        let after = Period {
            from: Some(b),
            until: None,
        };
        assert_eq!(within(before, after), None);
        assert_eq!(within(before, Period::default()), Some(before));
        assert_eq!(
            within(
                Period {
                    from: Some(a),
                    until: Some(b)
                },
                Period {
                    from: None,
                    until: Some(b)
                }
            )
            .unwrap()
            .from,
            Some(a)
        );
    }
}
