//! Every rule meets every subject.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::Consequence;
use super::Counts;
use super::Finding;
use super::contested::Contested;
use super::doubts::Doubts;
use super::explained;
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

/// Judges a dossier by every rule of a ruleset: first by those that compare what stands in two tables, since the others
/// are broken only where both numbers break them.
#[must_use]
pub(super) fn judge_all<'a>(facts: &Facts<'a>, ruleset: &'a Ruleset<'a>, doubts: &Doubts<'_>) -> Judged {
    let mut judging = Judging { facts, ruleset, doubts, known: BTreeMap::new(), judged: Judged::default() };
    judging.judged.by_rule = ruleset.rules.iter().map(|rule| (rule.id.clone(), BTreeMap::new())).collect();
    judging.comparing_rules();
    let contested = Contested::of(facts, ruleset, &judging.judged.findings);
    judging.rules(|rule| !ruleset.law.is_comparing(rule), Some(&contested));
    judging.judged
}

/// What the rules that compare what stands in two tables find apart.
pub(super) fn compared<'a>(facts: &Facts<'a>, ruleset: &'a Ruleset<'a>, doubts: &Doubts<'_>) -> Vec<Found> {
    let mut judging = Judging { facts, ruleset, doubts, known: BTreeMap::new(), judged: Judged::default() };
    judging.comparing_rules();
    judging.judged.findings
}

/// A dossier on its way through the rules.
struct Judging<'j, 'a> {
    facts: &'j Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    doubts: &'j Doubts<'j>,
    /// The subjects by the key of their kind.
    known: BTreeMap<&'a str, Rc<Vec<Subject<'a>>>>,
    judged: Judged,
}

impl<'a> Judging<'_, 'a> {
    fn comparing_rules(&mut self) {
        let law = self.ruleset.law;
        self.rules(|rule| law.is_comparing(rule), None);
    }

    fn rules(&mut self, wanted: impl Fn(&Rule) -> bool, contested: Option<&Contested<'_, 'a>>) {
        let ruleset = self.ruleset;
        for rule in ruleset.rules.iter().copied().filter(|rule| wanted(rule)) {
            let Some(kind) = ruleset.law.subjects.get(&rule.each) else { continue };
            let dossier = self.facts.dossier();
            let all = || Rc::new(subjects(dossier, kind, ruleset));
            let subjects = Rc::clone(self.known.entry(rule.each.as_str()).or_insert_with(all));
            if subjects.is_empty() {
                self.without_subjects(rule, kind);
            }
            for subject in subjects.iter() {
                self.one(rule, subject, contested);
            }
        }
    }

    /// A rule in force whose table is absent was not judged; one whose table has no such rows has nothing to judge.
    fn without_subjects(&mut self, rule: &Rule, kind: &SubjectKind) {
        let absent = kind.entity.filter(|entity| !self.facts.dossier().tables.contains_key(entity));
        let outcome = match absent {
            Some(entity)
                if rule.in_force_for(&self.ruleset.profile.key).contains(self.ruleset.day)
                    && has_table(entity, self.ruleset) =>
            {
                self.judged.absent.entry(entity).or_default().insert(rule.id.clone());
                if self.doubts.of_absent(entity).is_some() { Outcome::Doubtful } else { Outcome::Missing }
            }
            _ => Outcome::NotApplicable,
        };
        self.judged.count(rule, outcome);
    }

    fn one(&mut self, rule: &'a Rule, subject: &Subject<'a>, contested: Option<&Contested<'_, 'a>>) {
        let (facts, ruleset, doubts) = (self.facts, self.ruleset, self.doubts);
        let source = OfSubject { facts, subject };
        let mut verdict = judge(rule, Setting::of(ruleset), &source);
        if facts.dossier().unfilled {
            verdict.leave_open();
        }
        let get = |key: &str| facts.of(key, subject);
        let under = doubts.under(rule, subject, &verdict, ruleset, &get);
        self.judged.note_limits(subject, &verdict, ruleset);
        let sure = contested.filter(|_| under.is_empty() && !facts.dossier().unfilled);
        if let Some((comparison, consequence)) = sure.and_then(|contested| contested.consequence(rule, subject)) {
            self.judged.count(rule, Outcome::Explain);
            self.judged.say_what_follows(comparison, consequence);
            return;
        }
        let open = verdict.outcome == Outcome::Missing && under.is_empty();
        let absent = open.then(|| absent_table(&verdict, &source, ruleset)).flatten();
        if absent.is_some_and(|entity| !has_table(entity, ruleset)) {
            self.judged.count(rule, Outcome::NotApplicable);
            return;
        }
        self.judged.count(rule, if under.is_empty() { verdict.outcome } else { Outcome::Doubtful });
        if self.judged.due_on.is_none() && verdict.due.is_some() {
            self.judged.due_on = verdict.due.as_ref().map(|due| due.day);
            self.judged.due_by = Some(rule.id.clone());
        }
        if !verdict.outcome.is_listed() {
            return;
        }
        if let Some(entity) = absent {
            self.judged.absent.entry(entity).or_default().insert(rule.id.clone());
            return;
        }
        self.judged.findings.push(found(rule, subject, &verdict, (facts, ruleset), under));
    }
}

/// The finding of a listed verdict.
fn found<'a>(
    rule: &'a Rule,
    subject: &Subject<'a>,
    verdict: &Verdict<'a>,
    (facts, ruleset): (&Facts<'a>, &'a Ruleset<'a>),
    under: Vec<usize>,
) -> Found {
    let get = |key: &str| facts.of(key, subject);
    let mut finding = finding::build(rule, subject, verdict, ruleset, facts.dossier(), &get);
    let tested = verdict.check.filter(|_| verdict.outcome != Outcome::Missing).and_then(|check| check.fact.as_deref());
    let uncomputed = tested.is_some_and(|key| get(key).value == Err(Missing::Uncomputed));
    let roots = grounds::roots(rule, verdict, ruleset, facts.dossier(), &get);
    if !under.is_empty() {
        finding.outcome = Outcome::Doubtful;
    }
    let beside = |entry| explained::beside(&finding, rule, entry, facts.dossier(), ruleset);
    finding.explained = subject.entry.and_then(beside);
    Found { finding, at: subject.entry.map(|entry| entry.at.clone()), roots, under, uncomputed }
}

impl Judged {
    fn count(&mut self, rule: &Rule, outcome: Outcome) {
        self.counts.add(outcome);
        self.by_section.entry(rule.section).or_default().add(outcome);
        *self.by_rule.entry(rule.id.clone()).or_default().entry(outcome).or_default() += 1;
    }

    /// What would follow from one of two numbers stands in the finding that says that they differ.
    fn say_what_follows(&mut self, comparison: usize, consequence: Consequence) {
        let Some(Found { finding, .. }) = self.findings.get_mut(comparison) else { return };
        finding.sentence = format!("{} {}", finding.sentence, consequence.sentence);
        finding.consequences.push(consequence);
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

/// Whether the form of the day has a table.
fn has_table(entity: Entity, ruleset: &Ruleset<'_>) -> bool {
    ruleset.law.fields.has_table(entity, &ruleset.profile.staff, ruleset.day)
}

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
