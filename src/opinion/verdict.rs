//! One rule meets one subject: the outcome and what decided it.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use super::kinds::CheckAnswer;
use super::kinds::SubjectCheck;
use super::kinds::order;
use super::kinds::same;
use super::limits;
use crate::law::AllowedTime;
use crate::law::Check;
use crate::law::Condition;
use crate::law::Law;
use crate::law::Level;
use crate::law::LevelOverride;
use crate::law::Limit;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::Test;
use crate::law::Tolerance;
use crate::law::WorkingDeadline;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;

/// Where the facts of a subject come from: a dossier, or the row of a case table.
pub(super) trait FactSource {
    fn fact(&self, key: &str) -> Rc<Fact>;
}

/// The circumstances of a judgement.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) law: &'a Law,
    pub(super) day: Date,
    pub(super) profile: &'a str,
    /// The levels that differ for the kind of agency.
    pub(super) levels: &'a [LevelOverride],
}

impl<'a> Setting<'a> {
    pub(super) fn of(ruleset: &'a Ruleset<'_>) -> Self {
        Self {
            law: ruleset.law,
            day: ruleset.day,
            profile: &ruleset.profile.key,
            levels: ruleset.levels(),
        }
    }
}

/// Phán quyết: the outcome of a rule for a subject.
#[derive(Debug, Clone)]
pub(super) struct Verdict<'a> {
    pub(super) outcome: Outcome,
    /// The check that decided, if one did.
    pub(super) check: Option<&'a Check>,
    /// The facts that are missing, by key.
    pub(super) missing: Vec<String>,
    /// The limits that were resolved, by key, as people read them.
    pub(super) limits: BTreeMap<String, Datum>,
    /// The same by the fact that was held against them.
    pub(super) tested_limits: Vec<(String, Datum)>,
    /// The amending act that set the deciding value.
    pub(super) set_by: Option<(String, String)>,
    /// The day of a deadline.
    pub(super) due: Option<(WorkingDeadline, AllowedTime)>,
}

impl Verdict<'_> {
    /// Nothing has been submitted yet: whatever was judged is open.
    pub(super) fn leave_open(&mut self) {
        if matches!(
            self.outcome,
            Outcome::Pass | Outcome::Violation | Outcome::Explain | Outcome::Note
        ) {
            self.outcome = Outcome::Missing;
            self.missing = self
                .check
                .and_then(|check| check.fact.clone())
                .into_iter()
                .collect();
            self.due = None;
        }
    }
}

/// What a condition says.
enum Holds {
    Yes,
    No,
    Unknown,
}

/// Judges one subject by one rule.
pub(super) fn judge<'a>(
    rule: &'a Rule,
    setting: Setting<'_>,
    facts: &dyn FactSource,
) -> Verdict<'a> {
    let mut verdict = Verdict {
        outcome: Outcome::NotApplicable,
        check: None,
        missing: Vec::new(),
        limits: BTreeMap::new(),
        tested_limits: Vec::new(),
        set_by: None,
        due: None,
    };
    if !rule.in_force_for(setting.profile).contains(setting.day) {
        return verdict;
    }
    match all_hold(rule.when_in(setting.profile), facts) {
        Ok(true) => {}
        Ok(false) => return verdict,
        Err(missing) => {
            verdict.outcome = Outcome::Missing;
            verdict.missing = missing;
            return verdict;
        }
    }
    if let Some((level, check)) = &rule.worse
        && let CheckAnswer::Fail = (SubjectCheck {
            rule,
            setting,
            facts,
            verdict: &mut verdict,
        })
        .ask(check)
    {
        verdict.outcome = (*level).into();
        verdict.check = Some(check);
        return verdict;
    }
    let level = level(rule, setting, facts);
    decide(rule, level, setting, facts, &mut verdict);
    verdict
}

/// The first check that fails decides; else what is missing; else whether any check applied.
fn decide<'a>(
    rule: &'a Rule,
    level: Level,
    setting: Setting<'_>,
    facts: &dyn FactSource,
    verdict: &mut Verdict<'a>,
) {
    let mut passed = false;
    let mut unjudged: Option<(&'a Check, Vec<String>)> = None;
    for check in rule.checks_in(setting.profile) {
        match (SubjectCheck {
            rule,
            setting,
            facts,
            verdict: &mut *verdict,
        })
        .ask(check)
        {
            CheckAnswer::Fail => {
                verdict.outcome = level.into();
                verdict.check = Some(check);
                return;
            }
            CheckAnswer::Outcome(outcome) => {
                verdict.outcome = outcome;
                verdict.check = Some(check);
                return;
            }
            CheckAnswer::Missing(keys) => {
                unjudged.get_or_insert((check, keys));
            }
            CheckAnswer::Pass => passed = true,
            CheckAnswer::NotApplicable => {}
        }
    }
    if let Some((check, keys)) = unjudged {
        verdict.outcome = Outcome::Missing;
        verdict.check = Some(check);
        verdict.missing = keys;
    } else if passed {
        verdict.outcome = Outcome::Pass;
    }
}

/// The level that the kind of agency wants, else the last change that applies, else the page's own.
fn level(rule: &Rule, setting: Setting<'_>, facts: &dyn FactSource) -> Level {
    if let Some(change) = setting.levels.iter().find(|change| change.rule == rule.id) {
        return change.level;
    }
    let applies = |change: &&crate::law::LevelChange| {
        change.period.contains(setting.day) && matches!(all_hold(&change.when, facts), Ok(true))
    };
    rule.changes
        .iter()
        .rfind(applies)
        .map_or(rule.level, |change| change.level)
}

/// Whether all conditions hold; one clear "no" is enough, else the unknown facts are named.
fn all_hold(conditions: &[Condition], facts: &dyn FactSource) -> Result<bool, Vec<String>> {
    let mut unknown = Vec::new();
    for condition in conditions {
        match holds(condition, &facts.fact(&condition.fact)) {
            Holds::No => return Ok(false),
            Holds::Yes => {}
            Holds::Unknown => unknown.push(condition.fact.clone()),
        }
    }
    if unknown.is_empty() {
        Ok(true)
    } else {
        Err(unknown)
    }
}

/// Whether a condition of the profile holds of a fact: unknown counts as no.
pub(super) fn is_met(condition: &Condition, fact: &Fact) -> bool {
    matches!(holds(condition, fact), Holds::Yes)
}

/// Whether a condition clearly does not hold of a fact.
pub(super) fn is_refused(condition: &Condition, fact: &Fact) -> bool {
    matches!(holds(condition, fact), Holds::No)
}

fn holds(condition: &Condition, fact: &Fact) -> Holds {
    let of = |yes: bool| if yes { Holds::Yes } else { Holds::No };
    match (&condition.test, &fact.value) {
        // What is written and not understood is known to nobody, and blank to nobody.
        (Test::Known(_), Err(Missing::Unreadable(..))) => return Holds::Unknown,
        (Test::Known(wanted), value) => return of(value.is_ok() == *wanted),
        (Test::Blank(wanted), Ok(_) | Err(Missing::Unreadable(..))) => return of(!wanted),
        (Test::Blank(wanted), Err(Missing::Blank | Missing::NoRow)) => return of(*wanted),
        (Test::AtLeast(Limit::Number(limit)), Err(_))
            if fact.least.is_some_and(|least| least >= *limit) =>
        {
            return Holds::Yes;
        }
        (_, Err(Missing::Unlisted)) => return Holds::No,
        (_, Err(_)) => return Holds::Unknown,
        _ => {}
    }
    let Ok(datum) = &fact.value else {
        return Holds::Unknown;
    };
    let equals = |limit: &Limit| {
        limits::literal(limit)
            .is_some_and(|wanted| same(datum, &wanted, Tolerance::Exact) == Some(true))
    };
    let is_open =
        |limits: &[Limit]| matches!(datum, Datum::Unlisted(_)) && !limits.iter().any(equals);
    let compared = |limit: &Limit| limits::literal(limit).and_then(|wanted| order(datum, &wanted));
    match &condition.test {
        Test::In(limits) | Test::NotIn(limits) if is_open(limits) => {
            condition.unlisted.map_or(Holds::Unknown, of)
        }
        Test::In(limits) => of(limits.iter().any(equals)),
        Test::NotIn(limits) => of(!limits.iter().any(equals)),
        Test::AtLeast(limit) => compared(limit).map_or(Holds::Unknown, |order| of(order.is_ge())),
        Test::AtMost(limit) => compared(limit).map_or(Holds::Unknown, |order| of(order.is_le())),
        Test::Known(_) | Test::Blank(_) => Holds::Unknown,
    }
}
