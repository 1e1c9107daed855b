//! One rule tried on a dossier: what it says of every subject, and the facts that it read.

use super::contested::Contested;
use super::doubts::Doubts;
use super::judge::OfSubject;
use super::judge::compared;
use super::ranges::ranges;
use super::verdict::Setting;
use super::verdict::judge;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::measure::Facts;
use crate::measure::subjects;

/// What a rule says of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The subject as people call it.
    pub subject: String,
    /// What the rule says.
    pub outcome: Outcome,
    /// The facts that decided: key, label, value, cells as ranges.
    pub facts: Vec<TrialFact>,
}

/// A fact that a rule read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialFact {
    /// Key.
    pub key: String,
    /// Label.
    pub label: String,
    /// Value as people read it, or why it is missing.
    pub value: String,
    /// The cells.
    pub ranges: Vec<String>,
}

/// Tries one rule on every subject of a dossier.
#[must_use]
pub fn try_on<'a>(rule: &'a Rule, facts: &Facts<'a>, ruleset: &'a Ruleset<'a>) -> Vec<Trial> {
    let Some(kind) = ruleset.law.subjects.get(&rule.each) else { return Vec::new() };
    let setting = Setting::of(ruleset);
    let found = if ruleset.law.is_comparing(rule) {
        Vec::new()
    } else {
        compared(facts, ruleset, &Doubts::of(facts.dossier()))
    };
    let contested = Contested::of(facts, ruleset, &found);
    let trial = |subject| {
        let source = OfSubject { facts, subject: &subject };
        let read = |key: String| {
            let fact = facts.of(&key, &subject);
            let def = ruleset.law.facts.get(&key);
            let label = def.map_or_else(|| key.clone(), |def| def.label.clone());
            let value = fact.shown(def.is_some_and(|def| def.amount));
            TrialFact { key, label, value, ranges: ranges(&fact.trace) }
        };
        Trial {
            subject: subject.called(),
            outcome: match contested.consequence(rule, &subject) {
                Some(_) => Outcome::Explain,
                None => judge(rule, setting, &source).outcome,
            },
            facts: rule.deciding_facts().into_iter().map(read).collect(),
        }
    };
    subjects(facts.dossier(), kind, ruleset).into_iter().map(trial).collect()
}
