//! One rule tried on a dossier: what it says of every subject, and the facts that it read.

use super::by_rule::judge;
use super::contested::Contested;
use super::doubts::Doubts;
use super::judge::compared;
use super::judged::JudgedFinding;
use super::judged::OfSubject;
use super::ranges::ranges;
use super::verdict::Setting;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::measure::Facts;
use crate::measure::Subject;
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
    let found = compared_for(rule, facts, ruleset);
    let contested = Contested::of(facts, ruleset, &found);
    let trial = |subject: Subject<'a>| {
        let read = |key: String| {
            let fact = facts.of(&key, &subject);
            let def = ruleset.law.facts.get(&key);
            let label = def.map_or_else(|| key.clone(), |def| def.label.clone());
            let value = fact.shown(def.is_some_and(|def| def.amount));
            TrialFact {
                key,
                label,
                value,
                ranges: ranges(&fact.trace),
            }
        };
        Trial {
            subject: subject.called(),
            outcome: outcome(rule, &subject, facts, ruleset, &contested),
            facts: rule.deciding_facts().into_iter().map(read).collect(),
        }
    };
    subjects_of(rule, facts, ruleset)
        .into_iter()
        .map(trial)
        .collect()
}

/// What some rules say of every subject: rule, subject, outcome.
pub(super) fn outcomes<'a>(
    rules: &[&'a Rule],
    facts: &Facts<'a>,
    ruleset: &'a Ruleset<'a>,
) -> Vec<(&'a Rule, Subject<'a>, Outcome)> {
    let mut all = Vec::new();
    // What compares two tables is judged before the others, and by itself.
    let (comparing, others): (Vec<&Rule>, Vec<&Rule>) = rules
        .iter()
        .partition(|rule| ruleset.law.is_comparing(rule));
    for rules in [comparing, others] {
        let Some(first) = rules.first() else { continue };
        let found = compared_for(first, facts, ruleset);
        let contested = Contested::of(facts, ruleset, &found);
        for rule in rules {
            let told = |subject: Subject<'a>| {
                (
                    rule,
                    subject,
                    outcome(rule, &subject, facts, ruleset, &contested),
                )
            };
            all.extend(subjects_of(rule, facts, ruleset).into_iter().map(told));
        }
    }
    all
}

fn subjects_of<'a>(rule: &Rule, facts: &Facts<'a>, ruleset: &'a Ruleset<'a>) -> Vec<Subject<'a>> {
    let kind = ruleset.law.subjects.get(&rule.each);
    let all = kind.map(|kind| subjects(facts.dossier(), kind, ruleset));
    all.into_iter().flatten().collect()
}

/// What is found apart before a rule is judged: nothing where the rule compares itself.
fn compared_for<'a>(
    rule: &Rule,
    facts: &Facts<'a>,
    ruleset: &'a Ruleset<'a>,
) -> Vec<JudgedFinding> {
    if ruleset.law.is_comparing(rule) {
        Vec::new()
    } else {
        compared(facts, ruleset, &Doubts::of(facts.dossier()))
    }
}

fn outcome<'a>(
    rule: &'a Rule,
    subject: &Subject<'a>,
    facts: &Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    contested: &Contested<'_, 'a>,
) -> Outcome {
    match contested.consequence(rule, subject) {
        Some(_) => Outcome::Explain,
        None => judge(rule, Setting::of(ruleset), &OfSubject { facts, subject }).outcome,
    }
}
