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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::*;
    use crate::book::Book;
    use crate::dictionary::embedded_forms;
    use crate::law;
    use crate::measure::Datum;
    use crate::measure::Fact;
    use crate::measure::Missing;

    /// A count that some rows leave open, beside so many rows for certain.
    struct AtLeast(&'static str, i64);

    impl FactSource for AtLeast {
        fn fact(&self, key: &str) -> Rc<Fact> {
            let term = |key: &str| Datum::Term(key.to_owned(), String::new());
            Rc::new(match key {
                key if key == self.0 => Fact {
                    least: Some(Decimal::from(self.1)),
                    ..Fact::missing(Missing::Blank, Vec::new())
                },
                "vi_tri_nhom" => Fact::known(term("lanh_dao_quan_ly"), Vec::new()),
                _ => Fact::known(Datum::Number(Decimal::ONE), Vec::new()),
            })
        }
    }

    #[test]
    fn what_is_certain_of_a_count_is_enough_or_leaves_it_open() {
        let law = law::load(&Book::embedded(), &embedded_forms()).unwrap();
        let setting = Setting {
            law: &law,
            day: date(2021, 9, 10),
            profile: "cong-chuc",
            levels: &[],
        };
        let outcome = |rule: &str, key: &'static str, least: i64| {
            judge(&law.rules[rule], setting, &AtLeast(key, least)).outcome
        };
        let managing = |least| outcome("nhat-quan/nang-luc-quan-ly", "so_nang_luc_quan_ly", least);
        assert_eq!(managing(1), Outcome::Pass);
        assert_ne!(managing(0), Outcome::Pass);
        let described = |least| outcome("nd-62-2020/d08k2-mo-ta-cong-viec", "so_mo_ta", least);
        assert_eq!(described(1), Outcome::Pass);
        assert_ne!(described(0), Outcome::Pass);
    }
}
