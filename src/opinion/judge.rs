//! Every rule meets every subject.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::Counts;
use super::Finding;
use super::doubts::Doubts;
use super::finding;
use super::grounds;
use super::grounds::Root;
use super::verdict::Setting;
use super::verdict::Source;
use super::verdict::Verdict;
use super::verdict::judge;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::Section;
use crate::law::SubjectKind;
use crate::law::UnitLimit;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Facts;
use crate::measure::Missing;
use crate::measure::Subject;
use crate::measure::subjects;

/// Everything that the rules said of a dossier, before folding.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// rules × subjects by outcome.
    pub counts: Counts,
    /// The same by section.
    pub by_section: BTreeMap<Section, Counts>,
    /// The same by rule id, in the order of the ruleset.
    pub by_rule: IndexMap<String, BTreeMap<Outcome, usize>>,
    /// One finding a judgement that is listed, each with the entry that it is about.
    pub findings: Vec<Found>,
    /// The rules that could not be judged because a whole table is absent, by table.
    pub absent: BTreeMap<Entity, BTreeSet<String>>,
    /// The day on which the appraisal is due, if a rule computes one.
    pub due_on: Option<Date>,
    /// The rule that computes it.
    pub due_by: Option<String>,
    /// What the law allows each unit, by the unit's cell.
    pub unit_limits: BTreeMap<Addr, UnitLimits>,
}

/// One finding, before folding.
#[derive(Debug)]
pub(super) struct Found {
    /// What is said.
    pub finding: Finding,
    /// The entry that it is about; none for the dossier as a whole.
    pub at: Option<Addr>,
    /// The values that decided it.
    pub roots: BTreeSet<Root>,
    /// The doubts on which it rests, by index.
    pub under: Vec<usize>,
    /// Whether it says that a formula was never computed.
    pub uncomputed: bool,
}

/// What the law allows a unit, as people read it.
pub(super) type UnitLimits = BTreeMap<UnitLimit, String>;

/// The facts of one subject of a dossier.
pub(super) struct OfSubject<'f, 'a> {
    pub(super) facts: &'f Facts<'a>,
    pub(super) subject: &'f Subject<'a>,
}

impl Source for OfSubject<'_, '_> {
    fn fact(&self, key: &str) -> Rc<Fact> {
        self.facts.of(key, self.subject)
    }
}

/// Judges a dossier by every rule of a ruleset.
#[must_use]
pub(super) fn judge_all<'a>(facts: &Facts<'a>, ruleset: &'a Ruleset<'a>, doubts: &Doubts<'_>) -> Judged {
    let mut judged = Judged::default();
    let mut known: BTreeMap<&str, Vec<Subject<'a>>> = BTreeMap::new();
    for rule in &ruleset.rules {
        let Some(kind) = ruleset.law.subjects.get(&rule.each) else { continue };
        let subjects = known.entry(rule.each.as_str()).or_insert_with(|| subjects(facts.dossier(), kind));
        judged.by_rule.entry(rule.id.clone()).or_default();
        if subjects.is_empty() {
            judged.without_subjects(rule, kind, facts, ruleset, doubts);
        }
        for subject in subjects.iter() {
            judged.one(rule, subject, facts, ruleset, doubts);
        }
    }
    judged
}

impl Judged {
    /// A rule in force whose table is absent was not judged; one whose table has no such rows has nothing to judge.
    fn without_subjects(
        &mut self,
        rule: &Rule,
        kind: &SubjectKind,
        facts: &Facts<'_>,
        ruleset: &Ruleset<'_>,
        doubts: &Doubts<'_>,
    ) {
        let absent = kind.entity.filter(|entity| !facts.dossier().tables.contains_key(entity));
        let outcome = match absent {
            Some(entity) if rule.in_force.contains(ruleset.day) => {
                self.absent.entry(entity).or_default().insert(rule.id.clone());
                if doubts.of_absent(entity).is_some() { Outcome::Doubtful } else { Outcome::Missing }
            }
            _ => Outcome::NotApplicable,
        };
        self.count(rule, outcome);
    }

    fn one<'a>(
        &mut self,
        rule: &'a Rule,
        subject: &Subject<'a>,
        facts: &Facts<'a>,
        ruleset: &'a Ruleset<'a>,
        doubts: &Doubts<'_>,
    ) {
        let source = OfSubject { facts, subject };
        let setting = Setting::of(ruleset);
        let mut verdict = judge(rule, setting, &source);
        if facts.dossier().unfilled {
            verdict.leave_open();
        }
        let get = |key: &str| facts.of(key, subject);
        let under = doubts.under(rule, subject, &verdict, ruleset, &get);
        self.count(rule, if under.is_empty() { verdict.outcome } else { Outcome::Doubtful });
        self.note_limits(subject, &verdict, ruleset);
        if self.due_on.is_none() && verdict.due.is_some() {
            self.due_on = verdict.due.as_ref().map(|due| due.day);
            self.due_by = Some(rule.id.clone());
        }
        if !verdict.outcome.is_listed() {
            return;
        }
        if verdict.outcome == Outcome::Missing
            && under.is_empty()
            && let Some(entity) = absent_table(&verdict, &source, ruleset)
        {
            self.absent.entry(entity).or_default().insert(rule.id.clone());
            return;
        }
        let Some(mut finding) = finding::build(rule, subject, &verdict, ruleset, facts.dossier(), &get) else { return };
        let tested =
            verdict.check.filter(|_| verdict.outcome != Outcome::Missing).and_then(|check| check.fact.as_deref());
        let uncomputed = tested.is_some_and(|key| get(key).value == Err(Missing::Uncomputed));
        let roots = grounds::roots(rule, &verdict, ruleset, facts.dossier(), &get);
        if !under.is_empty() {
            finding.outcome = Outcome::Doubtful;
        }
        self.findings.push(Found {
            finding,
            at: subject.entry.map(|entry| entry.at.clone()),
            roots,
            under,
            uncomputed,
        });
    }

    fn count(&mut self, rule: &Rule, outcome: Outcome) {
        self.counts.add(outcome);
        self.by_section.entry(rule.section).or_default().add(outcome);
        *self.by_rule.entry(rule.id.clone()).or_default().entry(outcome).or_default() += 1;
    }

    fn note_limits(&mut self, subject: &Subject<'_>, verdict: &Verdict<'_>, ruleset: &Ruleset<'_>) {
        let Some(unit) = subject.entry.filter(|entry| entry.entity == Entity::Unit) else { return };
        for (fact, datum) in &verdict.tested_limits {
            let told = ruleset.law.facts.get(fact).and_then(|def| def.unit_limit);
            if let (Some(limit), Datum::Number(_)) = (told, datum) {
                self.unit_limits.entry(unit.at.clone()).or_default().insert(limit, datum.to_string());
            }
        }
    }
}

/// Facts of facts are followed so deep.
const MAX_OPERANDS: usize = 8;

/// The table whose absence leaves a verdict open, if that is the reason.
fn absent_table(verdict: &Verdict<'_>, source: &dyn Source, ruleset: &Ruleset<'_>) -> Option<Entity> {
    verdict.missing.iter().find_map(|key| table_of(key, source, ruleset, 0))
}

/// The table that a fact reads and that is not there; of a pair that of the operand that wants it.
fn table_of(key: &str, source: &dyn Source, ruleset: &Ruleset<'_>, depth: usize) -> Option<Entity> {
    if depth >= MAX_OPERANDS || source.fact(key).value != Err(Missing::NoTable) {
        return None;
    }
    let def = ruleset.law.facts.get(key)?;
    let of_operand = |operand: &str| table_of(operand, source, ruleset, depth + 1);
    def.reads().first().map(|read| read.entity).or_else(|| def.operands().into_iter().find_map(of_operand))
}
