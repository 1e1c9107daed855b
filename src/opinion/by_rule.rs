//! One rule meets one subject: the outcome and what decided it.

use std::collections::BTreeMap;

use super::conditions::all_hold;
use super::kinds::CheckAnswer;
use super::kinds::SubjectCheck;
use super::verdict::FactSource;
use super::verdict::Setting;
use super::verdict::Verdict;
use crate::law::Check;
use crate::law::Level;
use crate::law::LevelChange;
use crate::law::Outcome;
use crate::law::Rule;

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
    let applies = |change: &&LevelChange| {
        change.period.contains(setting.day) && matches!(all_hold(&change.when, facts), Ok(true))
    };
    rule.changes
        .iter()
        .rfind(applies)
        .map_or(rule.level, |change| change.level)
}
