//! Phán quyết: what a rule says of a subject, from which facts and in what circumstances.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use crate::law::AllowedTime;
use crate::law::Check;
use crate::law::Law;
use crate::law::LevelOverride;
use crate::law::Outcome;
use crate::law::Ruleset;
use crate::law::WorkingDeadline;
use crate::measure::Datum;
use crate::measure::Fact;

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
