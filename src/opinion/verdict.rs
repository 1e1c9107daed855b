//! One rule meets one subject: the outcome and what decided it.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::dictionary::fold;
use crate::law::Check;
use crate::law::CheckKind;
use crate::law::Choice;
use crate::law::Condition;
use crate::law::DatedValue;
use crate::law::Law;
use crate::law::Level;
use crate::law::LevelOverride;
use crate::law::Limit;
use crate::law::OTHER;
use crate::law::OnBlank;
use crate::law::Operand;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::Test;
use crate::law::Tolerance;
use crate::law::act_keys;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;
use crate::measure::text_key;

/// Where the facts of a subject come from: a dossier, or the row of a case table.
pub(super) trait Source {
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
        Self { law: ruleset.law, day: ruleset.day, profile: &ruleset.profile.key, levels: ruleset.levels() }
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
    pub(super) due: Option<Date>,
}

impl Verdict<'_> {
    /// Nothing has been submitted yet: whatever was judged is open.
    pub(super) fn leave_open(&mut self) {
        if matches!(self.outcome, Outcome::Pass | Outcome::Violation | Outcome::Explain | Outcome::Note) {
            self.outcome = Outcome::Missing;
            self.missing = self.check.and_then(|check| check.fact.clone()).into_iter().collect();
            self.due = None;
        }
    }
}

/// What one check says.
enum Said {
    Pass,
    Fail,
    Outcome(Outcome),
    Missing(Vec<String>),
    NotApplicable,
}

/// What a condition says.
enum Holds {
    Yes,
    No,
    Unknown,
}

/// Judges one subject by one rule.
pub(super) fn judge<'a>(rule: &'a Rule, setting: Setting<'_>, facts: &dyn Source) -> Verdict<'a> {
    let mut verdict = Verdict {
        outcome: Outcome::NotApplicable,
        check: None,
        missing: Vec::new(),
        limits: BTreeMap::new(),
        tested_limits: Vec::new(),
        set_by: None,
        due: None,
    };
    if !rule.in_force.contains(setting.day) {
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
        && let Said::Fail = ask(rule, check, setting, facts, &mut verdict)
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
fn decide<'a>(rule: &'a Rule, level: Level, setting: Setting<'_>, facts: &dyn Source, verdict: &mut Verdict<'a>) {
    let mut passed = false;
    let mut unjudged: Option<(&'a Check, Vec<String>)> = None;
    for check in rule.checks_in(setting.profile) {
        match ask(rule, check, setting, facts, verdict) {
            Said::Fail => {
                verdict.outcome = level.into();
                verdict.check = Some(check);
                return;
            }
            Said::Outcome(outcome) => {
                verdict.outcome = outcome;
                verdict.check = Some(check);
                return;
            }
            Said::Missing(keys) => {
                unjudged.get_or_insert((check, keys));
            }
            Said::Pass => passed = true,
            Said::NotApplicable => {}
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
fn level(rule: &Rule, setting: Setting<'_>, facts: &dyn Source) -> Level {
    if let Some(change) = setting.levels.iter().find(|change| change.rule == rule.id) {
        return change.level;
    }
    let applies = |change: &&crate::law::Change| {
        change.period.contains(setting.day) && matches!(all_hold(&change.when, facts), Ok(true))
    };
    rule.changes.iter().rfind(applies).map_or(rule.level, |change| change.level)
}

/// Whether all conditions hold; one clear "no" is enough, else the unknown facts are named.
fn all_hold(conditions: &[Condition], facts: &dyn Source) -> Result<bool, Vec<String>> {
    let mut unknown = Vec::new();
    for condition in conditions {
        match holds(condition, &facts.fact(&condition.fact)) {
            Holds::No => return Ok(false),
            Holds::Yes => {}
            Holds::Unknown => unknown.push(condition.fact.clone()),
        }
    }
    if unknown.is_empty() { Ok(true) } else { Err(unknown) }
}

/// Whether a condition of the profile holds of a fact: unknown counts as no.
pub(super) fn is_met(condition: &Condition, fact: &Fact) -> bool {
    matches!(holds(condition, fact), Holds::Yes)
}

fn holds(condition: &Condition, fact: &Fact) -> Holds {
    let of = |yes: bool| if yes { Holds::Yes } else { Holds::No };
    match (&condition.test, &fact.value) {
        // What is written and not understood is known to nobody, and blank to nobody.
        (Test::Known(_), Err(Missing::Unreadable(..))) => return Holds::Unknown,
        (Test::Known(wanted), value) => return of(value.is_ok() == *wanted),
        (Test::Blank(wanted), Ok(_) | Err(Missing::Unreadable(..))) => return of(!wanted),
        (Test::Blank(wanted), Err(Missing::Blank | Missing::NoRow)) => return of(*wanted),
        (Test::AtLeast(Limit::Number(limit)), Err(_)) if fact.least.is_some_and(|least| least >= *limit) => {
            return Holds::Yes;
        }
        (_, Err(Missing::Unlisted)) => return Holds::No,
        (_, Err(_)) => return Holds::Unknown,
        _ => {}
    }
    let Ok(datum) = &fact.value else { return Holds::Unknown };
    let equals =
        |limit: &Limit| limit_datum(limit).is_some_and(|wanted| same(datum, &wanted, Tolerance::Exact) == Some(true));
    let is_open = |limits: &[Limit]| matches!(datum, Datum::Unlisted(_)) && !limits.iter().any(equals);
    let compared = |limit: &Limit| limit_datum(limit).and_then(|wanted| compare(datum, &wanted));
    match &condition.test {
        Test::In(limits) | Test::NotIn(limits) if is_open(limits) => condition.unlisted.map_or(Holds::Unknown, of),
        Test::In(limits) => of(limits.iter().any(equals)),
        Test::NotIn(limits) => of(!limits.iter().any(equals)),
        Test::AtLeast(limit) => compared(limit).map_or(Holds::Unknown, |order| of(order.is_ge())),
        Test::AtMost(limit) => compared(limit).map_or(Holds::Unknown, |order| of(order.is_le())),
        Test::Known(_) | Test::Blank(_) => Holds::Unknown,
    }
}

fn limit_datum(limit: &Limit) -> Option<Datum> {
    match limit {
        Limit::Number(number) => Some(Datum::Number(*number)),
        Limit::Text(text) => Some(Datum::Text(text.clone())),
        Limit::Day(day) => Some(Datum::Day(*day)),
        Limit::Fact(_) | Limit::Any | Limit::Steps(_) | Limit::Terms(_) => None,
    }
}

/// Asks one check.
fn ask(rule: &Rule, check: &Check, setting: Setting<'_>, facts: &dyn Source, verdict: &mut Verdict<'_>) -> Said {
    let Some(key) = &check.fact else { return Said::Fail };
    let fact = facts.fact(key);
    let datum = match &fact.value {
        Ok(datum) => datum,
        Err(_) if is_enough(rule, check, &fact, setting, facts, verdict) => return Said::Pass,
        Err(why) => return without(check, why, key),
    };
    let of = |passes: bool| if passes { Said::Pass } else { Said::Fail };
    match &check.kind {
        CheckKind::Required | CheckKind::Sound => Said::Pass,
        CheckKind::Absent | CheckKind::Manual => Said::Fail,
        CheckKind::OneOf(choice) => of(is_in(choice, datum, setting)),
        CheckKind::NoneOf(choice) => of(!is_in(choice, datum, setting)),
        CheckKind::Unique => number_or_missing(datum, key, |n| n <= Decimal::ONE),
        CheckKind::Counterpart => number_or_missing(datum, key, |n| n >= Decimal::ONE),
        CheckKind::Matches(pattern) => of(pattern.is_match(&fold::squeeze(&datum.to_string()))),
        CheckKind::Whole => of(matches!(datum, Datum::Number(n) if n.fract().is_zero() && !n.is_sign_negative())),
        CheckKind::CitesInForce => cites_in_force(datum, setting),
        CheckKind::Deadline(days) => deadline(days, datum, facts, verdict),
        CheckKind::AtMost(operand, tolerance)
        | CheckKind::AtLeast(operand, tolerance)
        | CheckKind::Equals(operand, tolerance) => {
            let limit = match resolve(rule, operand, setting.day, facts, verdict) {
                Ok(Some(limit)) => limit,
                Ok(None) => return Said::NotApplicable,
                Err(missing) => return Said::Missing(missing),
            };
            verdict.tested_limits.push((key.clone(), limit.clone()));
            held_against(&check.kind, datum, &limit, *tolerance).map_or_else(|| Said::Missing(vec![key.clone()]), of)
        }
    }
}

/// Whether what is certain of a count is as much as a check wants, whatever the rows mean that are not clear.
fn is_enough(
    rule: &Rule,
    check: &Check,
    fact: &Fact,
    setting: Setting<'_>,
    facts: &dyn Source,
    verdict: &mut Verdict<'_>,
) -> bool {
    let Some(least) = fact.least else { return false };
    match &check.kind {
        CheckKind::Counterpart => least >= Decimal::ONE,
        CheckKind::AtLeast(operand, _) => {
            let limit = resolve(rule, operand, setting.day, facts, verdict);
            matches!(limit, Ok(Some(Datum::Number(limit))) if least >= limit)
        }
        _ => false,
    }
}

/// What a check says of a fact that has no value.
fn without(check: &Check, why: &Missing, key: &str) -> Said {
    let missing = || Said::Missing(vec![key.to_owned()]);
    match (&check.kind, why) {
        // What is not understood is there, and is no whole number: that much is certain.
        (CheckKind::Sound, Missing::Broken | Missing::Uncomputed)
        | (CheckKind::Absent | CheckKind::Whole, Missing::Unreadable(..)) => Said::Fail,
        (CheckKind::Sound, _)
        | (CheckKind::Required, Missing::Unreadable(..))
        | (CheckKind::Absent, Missing::Blank | Missing::NoRow | Missing::NoTable | Missing::NoColumn) => Said::Pass,
        (_, Missing::Unlisted) => Said::NotApplicable,
        (_, Missing::Blank | Missing::NoRow) => match check.on_blank {
            OnBlank::Fail => Said::Fail,
            OnBlank::Missing => missing(),
            OnBlank::Explain => Said::Outcome(Outcome::Explain),
            OnBlank::Note => Said::Outcome(Outcome::Note),
            OnBlank::NotApplicable => Said::NotApplicable,
        },
        _ => missing(),
    }
}

fn number_or_missing(datum: &Datum, key: &str, holds: impl Fn(Decimal) -> bool) -> Said {
    match datum {
        Datum::Number(number) if holds(*number) => Said::Pass,
        Datum::Number(_) => Said::Fail,
        _ => Said::Missing(vec![key.to_owned()]),
    }
}

fn is_in(choice: &Choice, datum: &Datum, setting: Setting<'_>) -> bool {
    match choice {
        Choice::Keys(keys) => {
            keys.iter().any(|key| same(datum, &Datum::Text(key.clone()), Tolerance::Exact) == Some(true))
        }
        Choice::Lists(lists) => {
            let text = match datum {
                Datum::Number(number) => number.to_string(),
                other => other.to_string(),
            };
            lists
                .iter()
                .filter_map(|list| setting.law.lists.get(list))
                .any(|list| list.find(&text, setting.day).is_some())
        }
    }
}

/// Judges only acts whose life the rulebook knows: of others it says nothing.
fn cites_in_force(datum: &Datum, setting: Setting<'_>) -> Said {
    let cited = act_keys(&datum.to_string());
    let lives = cited.iter().filter_map(|number| setting.law.acts.get(number)).map(crate::law::Act::life);
    let known: Vec<_> = lives.filter(|life| life.from.is_some() || life.until.is_some()).collect();
    if known.is_empty() {
        return Said::NotApplicable;
    }
    if known.iter().all(|life| life.contains(setting.day)) { Said::Pass } else { Said::Fail }
}

fn deadline(
    days: &indexmap::IndexMap<String, i64>,
    datum: &Datum,
    facts: &dyn Source,
    verdict: &mut Verdict<'_>,
) -> Said {
    let submission = facts.fact(crate::law::SUBMISSION);
    let Datum::Day(start) = datum else { return Said::Missing(vec![crate::law::SUBMISSION.to_owned()]) };
    let Ok(Datum::Term(term, _)) = &submission.value else {
        return Said::Missing(vec![crate::law::SUBMISSION.to_owned()]);
    };
    match days.get(term).and_then(|days| start.checked_add(days.days()).ok()) {
        Some(due) => {
            verdict.due = Some(due);
            Said::Fail
        }
        None => Said::NotApplicable,
    }
}

/// A dated value of a page that only its sentences name, as people read it.
pub(super) fn named_value(rule: &Rule, key: &str, day: Date, facts: &dyn Source) -> Option<String> {
    let value = rule.values.get(key)?;
    let (_, dated) = value.timeline.on(day)?;
    resolve_value(value, &dated.limit, facts).ok()?.map(|datum| datum.told(true))
}

/// The limit as a datum; none when there is no limit.
fn resolve(
    rule: &Rule,
    operand: &Operand,
    day: Date,
    facts: &dyn Source,
    verdict: &mut Verdict<'_>,
) -> Result<Option<Datum>, Vec<String>> {
    match operand {
        Operand::Literal(limit) => Ok(limit_datum(limit)),
        Operand::Fact(key) => fact_limit(key, facts),
        Operand::Value(key) => {
            let Some(value) = rule.values.get(key) else { return Ok(None) };
            let Some((_, dated)) = value.timeline.on(day) else { return Ok(None) };
            let limit = resolve_value(value, &dated.limit, facts)?;
            if let Some(datum) = &limit {
                verdict.limits.insert(key.clone(), datum.clone());
                verdict.set_by.clone_from(&dated.set_by);
            }
            Ok(limit)
        }
    }
}

fn fact_limit(key: &str, facts: &dyn Source) -> Result<Option<Datum>, Vec<String>> {
    match &facts.fact(key).value {
        Ok(datum) => Ok(Some(datum.clone())),
        Err(Missing::Unlisted) => Ok(None),
        Err(_) => Err(vec![key.to_owned()]),
    }
}

fn resolve_value(value: &DatedValue, limit: &Limit, facts: &dyn Source) -> Result<Option<Datum>, Vec<String>> {
    match limit {
        Limit::Any => Ok(None),
        Limit::Fact(key) => fact_limit(key, facts),
        Limit::Steps(steps) => {
            let Some(key) = &value.step_by else { return Ok(None) };
            let number = facts.fact(key).number().ok_or_else(|| vec![key.clone()])?;
            Ok(Limit::step(steps, number).map(Datum::Number))
        }
        Limit::Terms(terms) => {
            let Some(key) = &value.row_by else { return Ok(None) };
            let fact = facts.fact(key);
            let chosen = match &fact.value {
                Ok(Datum::Term(term, _)) => terms.get(term),
                // A text is none of the terms; one outside the closed list may be meant for any of them.
                Ok(Datum::Text(_)) => None,
                _ => return Err(vec![key.clone()]),
            };
            chosen.or_else(|| terms.get(OTHER)).map_or(Ok(None), |limit| resolve_value(value, limit, facts))
        }
        Limit::Number(_) | Limit::Text(_) | Limit::Day(_) => Ok(limit_datum(limit)),
    }
}

/// Whether a fact keeps to its limit; none when the two cannot be compared.
fn held_against(kind: &CheckKind, datum: &Datum, limit: &Datum, tolerance: Tolerance) -> Option<bool> {
    let same = same(datum, limit, tolerance);
    match kind {
        CheckKind::AtMost(..) => compare(datum, limit).map(|order| order.is_le() || same == Some(true)),
        CheckKind::AtLeast(..) => compare(datum, limit).map(|order| order.is_ge() || same == Some(true)),
        _ => same,
    }
}

fn compare(a: &Datum, b: &Datum) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => Some(a.cmp(b)),
        (Datum::Day(a), Datum::Day(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn same(a: &Datum, b: &Datum, tolerance: Tolerance) -> Option<bool> {
    let keys = |a: &str, b: &str| text_key(a) == text_key(b);
    Some(match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => {
            let apart = (*a - *b).abs();
            match tolerance {
                Tolerance::Exact => apart.is_zero(),
                Tolerance::Absolute(amount) => apart <= amount,
                Tolerance::Percent(percent) => apart * Decimal::ONE_HUNDRED <= b.abs() * percent,
            }
        }
        (Datum::Day(a), Datum::Day(b)) => a == b,
        // Outside the list it may be meant for any of its terms.
        (Datum::Unlisted(a), Datum::Text(b) | Datum::Unlisted(b)) => return keys(a, b).then_some(true),
        (Datum::Names(names), other) | (other, Datum::Names(names)) => {
            names.iter().any(|name| keys(name, &other.to_string()))
        }
        (Datum::Term(key, _), Datum::Text(text)) | (Datum::Text(text), Datum::Term(key, _)) => key == text,
        (Datum::Term(a, _), Datum::Term(b, _)) => a == b,
        (Datum::Text(a), Datum::Text(b)) => keys(a, b),
        _ => return None,
    })
}
