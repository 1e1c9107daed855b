//! Numbers that stand in two tables and differ: what is judged by them has to be broken by both.
//!
//! The facts say where they stand a second time ([`crate::law::Twin`]) and which rule compares the
//! two. Where that rule finds them apart, whatever reads such a fact is judged under every choice
//! of tables. What only some choices break is no finding of its own: the finding of the comparison
//! says what follows, and asks which number is right.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Consequence;
use super::Finding;
use super::RuleLine;
use super::by_rule::judge;
use super::finding;
use super::judged::JudgedFinding;
use super::judged::OfSubject;
use super::verdict::Setting;
use crate::cells::Addr;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::Twin;
use crate::measure::Fact;
use crate::measure::Facts;
use crate::measure::Subject;

/// So many facts of one rule are read from either table: each doubles the readings.
const MAX_FACTS: usize = 4;

/// A rule that one reading breaks and another does not.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SplitReading<'l> {
    /// The facts that the reading that breaks it takes from their other table.
    pub(super) retold: BTreeSet<&'l str>,
    /// The fact whose other number would mend that reading.
    pub(super) pivot: &'l str,
}

/// Judges under every choice of tables; none where all agree, and where the dossier's own reading
/// is the mildest that still breaks the rule.
pub(super) fn split<'l>(
    keys: &[&'l str],
    judged: impl Fn(&BTreeSet<&'l str>) -> Outcome,
) -> Option<SplitReading<'l>> {
    let keys = keys.get(..keys.len().min(MAX_FACTS)).unwrap_or_default();
    let chosen = |mask: usize| {
        keys.iter()
            .enumerate()
            .filter(move |(bit, _)| (mask >> bit) & 1 == 1)
            .map(|(_, key)| *key)
    };
    let mut readings: Vec<(BTreeSet<&str>, usize)> = (0..1_usize << keys.len())
        .map(|mask| {
            let retold: BTreeSet<&str> = chosen(mask).collect();
            let gravity = gravity(judged(&retold));
            (retold, gravity)
        })
        .collect();
    readings.sort_by_key(|(retold, _)| retold.len());
    let own = readings.first()?.1;
    let mildest = readings.iter().map(|(_, gravity)| *gravity).min()?;
    if own == mildest && own > 0 {
        return None;
    }
    let (retold, gravity) = readings.iter().find(|(_, gravity)| *gravity > mildest)?;
    let without = |key: &&'l str| {
        let other = toggled(retold, key);
        readings
            .iter()
            .any(|(reading, mild)| *reading == other && mild < gravity)
    };
    let pivot = keys
        .iter()
        .copied()
        .find(without)
        .or_else(|| keys.first().copied())?;
    Some(SplitReading {
        retold: retold.clone(),
        pivot,
    })
}

/// The same choice of tables, the other one for one fact.
fn toggled<'l>(retold: &BTreeSet<&'l str>, key: &'l str) -> BTreeSet<&'l str> {
    let mut other = retold.clone();
    if !other.remove(key) {
        other.insert(key);
    }
    other
}

const fn gravity(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Violation => 2,
        Outcome::Explain => 1,
        _ => 0,
    }
}

/// What the comparing rules found apart in a dossier.
pub(super) struct Contested<'f, 'a> {
    facts: &'f Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    apart: Vec<ApartFinding>,
    readings: RefCell<BTreeMap<BTreeSet<&'a str>, Rc<Facts<'a>>>>,
    /// What each rule judges by that stands in a second table, asked for each of its subjects.
    twins: RefCell<FxHashMap<String, Rc<RuleTwins<'a>>>>,
}

/// What a rule judges by that stands in a second table.
struct RuleTwins<'a> {
    by_fact: BTreeMap<&'a str, &'a Twin>,
    /// The facts whose two tables were found apart.
    apart: Vec<&'a str>,
}

/// One finding of a comparing rule.
struct ApartFinding {
    /// Its place among the findings.
    index: usize,
    rule: String,
    at: Option<Addr>,
    cells: Vec<Addr>,
}

impl<'f, 'a> Contested<'f, 'a> {
    /// From the findings of the comparing rules.
    pub(super) fn of(
        facts: &'f Facts<'a>,
        ruleset: &'a Ruleset<'a>,
        found: &[JudgedFinding],
    ) -> Self {
        let is_sure = |found: &&JudgedFinding| gravity(found.finding.outcome) > 0;
        let apart = found
            .iter()
            .enumerate()
            .filter(|(_, found)| is_sure(found))
            .map(|(index, found)| ApartFinding {
                index,
                rule: found.finding.rule.clone(),
                at: found.at.clone(),
                cells: found.finding.cells.clone(),
            });
        Self {
            facts,
            ruleset,
            apart: apart.collect(),
            readings: RefCell::default(),
            twins: RefCell::default(),
        }
    }

    /// Whether no two tables differ.
    pub(super) fn is_empty(&self) -> bool {
        self.apart.is_empty()
    }

    /// What would follow for a subject from one of two numbers that differ, with the place of the
    /// finding that says that they do; none where both numbers say the same of the rule.
    pub(super) fn consequence(
        &self,
        rule: &Rule,
        subject: &Subject<'a>,
    ) -> Option<(usize, Consequence)> {
        if self.apart.is_empty() {
            return None;
        }
        let twins = self.twins(rule);
        if twins.apart.is_empty() {
            return None;
        }
        let setting = Setting::of(self.ruleset);
        let judged = |facts: &Facts<'a>| judge(rule, setting, &OfSubject { facts, subject });
        let outcome = |retold: &BTreeSet<&'a str>| judged(&self.reading(retold)).outcome;
        let SplitReading { retold, pivot } = split(&twins.apart, outcome)?;
        let twin = twins.by_fact.get(pivot)?;
        let facts = self.reading(&retold);
        let other = self.reading(&toggled(&retold, pivot));
        let index = self.comparison(&twin.rule, rule, subject, [&facts, &other])?;
        let get = |key: &str| facts.of(key, subject);
        let broken = finding::build(
            rule,
            subject,
            &judged(&facts),
            self.ruleset,
            self.facts.dossier(),
            &get,
        );
        let table = if retold.contains(pivot) {
            &twin.there
        } else {
            &twin.here
        };
        Some((index, follows(broken, table, &get(pivot))))
    }

    fn twins(&self, rule: &Rule) -> Rc<RuleTwins<'a>> {
        let mut known = self.twins.borrow_mut();
        if let Some(twins) = known.get(&rule.id) {
            return Rc::clone(twins);
        }
        let by_fact = self.ruleset.law.twins(rule);
        let is_apart = |twin: &Twin| self.apart.iter().any(|apart| apart.rule == twin.rule);
        let apart = by_fact
            .iter()
            .filter(|(_, twin)| is_apart(twin))
            .map(|(key, _)| *key)
            .collect();
        let twins = Rc::new(RuleTwins { by_fact, apart });
        known.insert(rule.id.clone(), Rc::clone(&twins));
        twins
    }

    /// The facts where some are taken from their other table.
    fn reading(&self, retold: &BTreeSet<&'a str>) -> Rc<Facts<'a>> {
        let mut readings = self.readings.borrow_mut();
        Rc::clone(
            readings
                .entry(retold.clone())
                .or_insert_with(|| Rc::new(self.facts.retold(retold))),
        )
    }

    /// The finding that says that the numbers differ: that of the subject itself, else one about
    /// the cells that either reading took them from.
    fn comparison(
        &self,
        comparing: &str,
        rule: &Rule,
        subject: &Subject<'a>,
        readings: [&Facts<'a>; 2],
    ) -> Option<usize> {
        let keys = rule.deciding_facts();
        let both = |key: &String| readings.map(|facts| facts.of(key, subject));
        let read: BTreeSet<Addr> = keys
            .iter()
            .flat_map(both)
            .flat_map(|fact| fact.trace.clone())
            .collect();
        let touches = |apart: &&ApartFinding| {
            apart.rule == comparing && apart.cells.iter().any(|cell| read.contains(cell))
        };
        let of_subject = |apart: &&ApartFinding| {
            apart.at.is_some() && apart.at.as_ref() == subject.entry.map(|entry| &entry.at)
        };
        let own = self.apart.iter().filter(touches).find(of_subject);
        own.or_else(|| self.apart.iter().find(touches))
            .map(|apart| apart.index)
    }
}

/// What follows where the number of one table is right.
fn follows(broken: Finding, table: &str, pivot: &Fact) -> Consequence {
    let number = pivot
        .number()
        .map(|_| format!(" ({})", pivot.shown(true)))
        .unwrap_or_default();
    let said = broken.sentence.trim_end_matches('.');
    // Brackets inside brackets are hard to read.
    let provision = broken.citation.text.replace(" (", ", ").replace(')', "");
    Consequence {
        sentence: format!("Nếu số ở {table}{number} là đúng: {said} ({provision})."),
        rule: RuleLine {
            id: broken.rule,
            title: broken.title,
        },
        citation: broken.citation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_broken_only_by_both_numbers() {
        assert_eq!(split(&["a"], |_| Outcome::Violation), None);
        assert_eq!(split(&["a"], |_| Outcome::Pass), None);
        let own_only = split(&["a"], |retold| {
            if retold.is_empty() {
                Outcome::Violation
            } else {
                Outcome::Pass
            }
        });
        assert_eq!(
            own_only,
            Some(SplitReading {
                retold: BTreeSet::new(),
                pivot: "a"
            })
        );
        let other_only = split(&["a"], |retold| {
            if retold.is_empty() {
                Outcome::Pass
            } else {
                Outcome::Violation
            }
        });
        assert_eq!(
            other_only,
            Some(SplitReading {
                retold: ["a"].into(),
                pivot: "a"
            })
        );
    }

    #[test]
    fn the_milder_of_two_outcomes_is_said() {
        let graver_elsewhere = |retold: &BTreeSet<&str>| match retold.len() {
            0 => Outcome::Explain,
            _ => Outcome::Violation,
        };
        assert_eq!(split(&["a"], graver_elsewhere), None);
        let milder_elsewhere = |retold: &BTreeSet<&str>| match retold.len() {
            0 => Outcome::Violation,
            _ => Outcome::Explain,
        };
        assert_eq!(
            split(&["a"], milder_elsewhere).map(|split| split.pivot),
            Some("a")
        );
    }

    #[test]
    fn of_two_facts_the_one_that_decides_is_named() {
        let by_second = |retold: &BTreeSet<&str>| {
            if retold.contains("b") {
                Outcome::Pass
            } else {
                Outcome::Violation
            }
        };
        assert_eq!(
            split(&["a", "b"], by_second),
            Some(SplitReading {
                retold: BTreeSet::new(),
                pivot: "b"
            })
        );
        let by_both = |retold: &BTreeSet<&str>| {
            if retold.len() == 2 {
                Outcome::Violation
            } else {
                Outcome::Pass
            }
        };
        assert_eq!(
            split(&["a", "b"], by_both),
            Some(SplitReading {
                retold: ["a", "b"].into(),
                pivot: "a"
            })
        );
    }
}
