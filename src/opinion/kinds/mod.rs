//! How each kind of check is asked of a fact; what kinds there are, `law/kinds` says.

mod choice;
mod compared;
mod counted;
mod deadline;
mod presence;
mod written;

use super::verdict::FactSource;
use super::verdict::Setting;
use super::verdict::Verdict;
use crate::law::Check;
use crate::law::CheckKind;
use crate::law::OnBlank;
use crate::law::Outcome;
use crate::law::Rule;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;

pub(super) use compared::order;
pub(super) use compared::same;

/// What one check says.
#[derive(Debug)]
pub(super) enum CheckAnswer {
    Pass,
    Fail,
    Outcome(Outcome),
    /// The facts without which it cannot be asked.
    Missing(Vec<String>),
    NotApplicable,
}

impl CheckAnswer {
    const fn of(passes: bool) -> Self {
        if passes { Self::Pass } else { Self::Fail }
    }
}

/// One check put to one subject.
pub(super) struct SubjectCheck<'q, 'v> {
    pub(super) rule: &'q Rule,
    pub(super) setting: Setting<'q>,
    pub(super) facts: &'q dyn FactSource,
    /// Takes the limits and the due day that are found on the way.
    pub(super) verdict: &'q mut Verdict<'v>,
}

impl SubjectCheck<'_, '_> {
    pub(super) fn ask(&mut self, check: &Check) -> CheckAnswer {
        let Some(key) = &check.fact else {
            return CheckAnswer::Fail;
        };
        let fact = self.facts.fact(key);
        match &fact.value {
            Ok(datum) => self.of_datum(check, key, datum),
            Err(_) if self.is_enough(check, &fact) => CheckAnswer::Pass,
            Err(why) => without(check, why, key),
        }
    }

    fn of_datum(&mut self, check: &Check, key: &str, datum: &Datum) -> CheckAnswer {
        match &check.kind {
            CheckKind::Presence(kind) => presence::ask(*kind),
            CheckKind::Choice(kind) => choice::ask(kind, datum, self.setting),
            CheckKind::Counted(kind) => counted::ask(*kind, datum, key),
            CheckKind::Written(kind) => written::ask(kind, datum, self.setting),
            CheckKind::Compared(kind) => compared::ask(kind, datum, key, self),
            CheckKind::Deadline(kind) => deadline::ask(kind, datum, key, self),
            CheckKind::Manual(_) => CheckAnswer::Fail,
        }
    }

    /// Whether what is certain of a count is as much as a check wants, whatever the rows mean that
    /// are not clear.
    fn is_enough(&mut self, check: &Check, fact: &Fact) -> bool {
        let Some(least) = fact.least else {
            return false;
        };
        match &check.kind {
            CheckKind::Counted(kind) => counted::is_enough(*kind, least),
            CheckKind::Compared(kind) => compared::is_enough(kind, least, self),
            CheckKind::Presence(_)
            | CheckKind::Choice(_)
            | CheckKind::Written(_)
            | CheckKind::Deadline(_)
            | CheckKind::Manual(_) => false,
        }
    }
}

/// What a check says of a fact that has no value.
fn without(check: &Check, why: &Missing, key: &str) -> CheckAnswer {
    let own = match &check.kind {
        CheckKind::Presence(kind) => presence::without(*kind, why),
        CheckKind::Counted(kind) => counted::without(*kind, why),
        CheckKind::Choice(_)
        | CheckKind::Written(_)
        | CheckKind::Compared(_)
        | CheckKind::Deadline(_)
        | CheckKind::Manual(_) => None,
    };
    let missing = || CheckAnswer::Missing(vec![key.to_owned()]);
    own.unwrap_or_else(|| match (why, check.on_blank) {
        (Missing::Unlisted, _) | (Missing::Blank | Missing::NoRow, OnBlank::NotApplicable) => {
            CheckAnswer::NotApplicable
        }
        (Missing::Blank | Missing::NoRow, OnBlank::Fail) => CheckAnswer::Fail,
        (Missing::Blank | Missing::NoRow, OnBlank::Explain) => {
            CheckAnswer::Outcome(Outcome::Explain)
        }
        (Missing::Blank | Missing::NoRow, OnBlank::Note) => CheckAnswer::Outcome(Outcome::Note),
        _ => missing(),
    })
}
