//! Every rule meets every subject.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::Consequence;
use super::Counts;
use super::by_rule::judge;
use super::conditions::is_refused;
use super::contested::Contested;
use super::doubts::Doubts;
use super::explained;
use super::finding;
use super::grounds;
use super::judged::JudgedFinding;
use super::judged::OfSubject;
use super::verdict::FactSource;
use super::verdict::Setting;
use super::verdict::Verdict;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::law::AllowedTime;
use crate::law::FactKind;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::Section;
use crate::law::SubjectKind;
use crate::law::UnitLimit;
use crate::measure::Datum;
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
    pub by_rule: IndexMap<String, Counts>,
    /// One finding a judgement that is listed, each with the entry that it is about.
    pub findings: Vec<JudgedFinding>,
    /// The rules that could not be judged because a whole table is absent, by table.
    pub absent: BTreeMap<Entity, BTreeSet<String>>,
    /// The day on which the appraisal is due, and how much time that is, if a rule computes one.
    pub due: Option<(Date, AllowedTime)>,
    /// The rule that computes it.
    pub due_by: Option<String>,
    /// What the law allows each unit, by the unit's cell.
    pub unit_limits: BTreeMap<Addr, UnitLimits>,
}

/// What the law allows a unit, as people read it.
pub(super) type UnitLimits = BTreeMap<UnitLimit, String>;

/// Judges a dossier by every rule of a ruleset: first by those that compare what stands in two
/// tables, since the others are broken only where both numbers break them.
#[must_use]
pub(super) fn judge_all<'a>(
    facts: &Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    doubts: &Doubts<'_>,
) -> Judged {
    let mut judging = Judging::of(facts, ruleset, doubts);
    judging.judged.by_rule = ruleset
        .rules
        .iter()
        .map(|rule| (rule.id.clone(), Counts::default()))
        .collect();
    judging.comparing_rules();
    let contested = Contested::of(facts, ruleset, &judging.judged.findings);
    judging.rules(|rule| !ruleset.law.is_comparing(rule), Some(&contested));
    judging.judged.sum_up(ruleset);
    judging.judged
}

/// What the rules that compare what stands in two tables find apart.
pub(super) fn compared<'a>(
    facts: &Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    doubts: &Doubts<'_>,
) -> Vec<JudgedFinding> {
    let mut judging = Judging::of(facts, ruleset, doubts);
    judging.comparing_rules();
    judging.judged.findings
}

/// A dossier on its way through the rules.
struct Judging<'j, 'a> {
    facts: &'j Facts<'a>,
    ruleset: &'a Ruleset<'a>,
    doubts: &'j Doubts<'j>,
    pass: RulePass,
    judged: Judged,
}

/// Which rule met which subject of its kind, both by number: the order in which findings are told.
type Turn = (usize, usize);

/// What some rules say, subject by subject; told rule by rule.
#[derive(Default)]
struct RulePass {
    findings: Vec<(Turn, JudgedFinding)>,
    /// What would follow from one of two numbers, with the place of the finding that says that they
    /// differ.
    consequences: Vec<(Turn, usize, Consequence)>,
    limits: Vec<(Turn, Addr, UnitLimit, String)>,
    due: Option<(Turn, Date, AllowedTime, String)>,
}

impl<'j, 'a> Judging<'j, 'a> {
    /// Nothing is judged yet.
    fn of(facts: &'j Facts<'a>, ruleset: &'a Ruleset<'a>, doubts: &'j Doubts<'j>) -> Self {
        Self {
            facts,
            ruleset,
            doubts,
            pass: RulePass::default(),
            judged: Judged::default(),
        }
    }

    fn comparing_rules(&mut self) {
        let law = self.ruleset.law;
        self.rules(|rule| law.is_comparing(rule), None);
    }

    /// Every rule on every subject of its kind. One subject meets all its rules before the next
    /// does: they ask for the same facts.
    fn rules(&mut self, wanted: impl Fn(&Rule) -> bool, contested: Option<&Contested<'_, 'a>>) {
        let ruleset = self.ruleset;
        let mut by_kind: IndexMap<&str, Vec<(usize, &'a Rule)>> = IndexMap::new();
        for (nth, rule) in ruleset
            .rules
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, rule)| wanted(rule))
        {
            by_kind
                .entry(rule.each.as_str())
                .or_default()
                .push((nth, rule));
        }
        for (each, rules) in by_kind {
            let Some(kind) = ruleset.law.subjects.get(each) else {
                continue;
            };
            let mut subjects = subjects(self.facts.dossier(), kind, ruleset).peekable();
            if subjects.peek().is_none() {
                for rule in &rules {
                    self.without_subjects(*rule, kind);
                }
            }
            let (standing, others): (Vec<_>, Vec<_>) = rules
                .into_iter()
                .partition(|(_, rule)| ruleset.has_in_force(rule));
            // Where nothing is contested, a condition of the dossier as a whole need not be asked
            // for each subject.
            let is_open = contested.is_none_or(Contested::is_empty);
            let (idle, standing): (Vec<_>, Vec<_>) = standing
                .into_iter()
                .partition(|(_, rule)| is_open && self.is_idle(rule));
            let mut met = 0;
            for (nth, subject) in subjects.enumerate() {
                met = nth + 1;
                for (rule_nth, rule) in &standing {
                    self.one((*rule_nth, nth), rule, &subject, contested);
                }
            }
            for (rule_nth, _) in others.into_iter().chain(idle) {
                self.judged.count(rule_nth, Outcome::NotApplicable, met);
            }
        }
        std::mem::take(&mut self.pass).tell(&mut self.judged);
    }

    /// Whether the dossier as a whole says that a rule does not apply, whatever the subject.
    fn is_idle(&self, rule: &Rule) -> bool {
        let is_of_dossier = |key: &str| {
            let def = self.ruleset.law.facts.get(key);
            def.is_some_and(|def| {
                def.of.is_none() && !matches!(def.kind, FactKind::Cell | FactKind::Elsewhere { .. })
            })
        };
        let conditions = rule.when_in(&self.ruleset.profile.key).iter();
        let mut of_dossier = conditions.filter(|condition| is_of_dossier(&condition.fact));
        of_dossier.any(|condition| is_refused(condition, &self.facts.of_dossier(&condition.fact)))
    }

    /// A rule in force whose table is absent was not judged; one whose table has no such rows has
    /// nothing to judge.
    fn without_subjects(&mut self, (nth, rule): (usize, &Rule), kind: &SubjectKind) {
        let absent = kind
            .entity
            .filter(|entity| !self.facts.dossier().tables.contains_key(entity));
        let outcome = match absent {
            Some(entity) if self.ruleset.has_in_force(rule) && has_table(entity, self.ruleset) => {
                self.judged
                    .absent
                    .entry(entity)
                    .or_default()
                    .insert(rule.id.clone());
                if self.doubts.of_absent(entity).is_some() {
                    Outcome::Doubtful
                } else {
                    Outcome::Missing
                }
            }
            _ => Outcome::NotApplicable,
        };
        self.judged.count(nth, outcome, 1);
    }

    fn one(
        &mut self,
        turn: Turn,
        rule: &'a Rule,
        subject: &Subject<'a>,
        contested: Option<&Contested<'_, 'a>>,
    ) {
        let (facts, ruleset, doubts) = (self.facts, self.ruleset, self.doubts);
        let source = OfSubject { facts, subject };
        let mut verdict = judge(rule, Setting::of(ruleset), &source);
        if facts.dossier().unfilled {
            verdict.leave_open();
        }
        let get = |key: &str| facts.of(key, subject);
        let under = doubts.under(rule, subject, &verdict, ruleset, &get);
        self.pass.note_limits(turn, subject, &verdict, ruleset);
        let sure = contested.filter(|_| under.is_empty() && !facts.dossier().unfilled);
        if let Some((comparison, consequence)) =
            sure.and_then(|contested| contested.consequence(rule, subject))
        {
            self.judged.count(turn.0, Outcome::Explain, 1);
            self.pass.consequences.push((turn, comparison, consequence));
            return;
        }
        let open = verdict.outcome == Outcome::Missing && under.is_empty();
        let absent = open
            .then(|| absent_table(&verdict, &source, ruleset))
            .flatten();
        if absent.is_some_and(|entity| !has_table(entity, ruleset)) {
            self.judged.count(turn.0, Outcome::NotApplicable, 1);
            return;
        }
        let outcome = if under.is_empty() {
            verdict.outcome
        } else {
            Outcome::Doubtful
        };
        self.judged.count(turn.0, outcome, 1);
        self.pass.note_due(turn, rule, &verdict);
        if !verdict.outcome.is_listed() {
            return;
        }
        if let Some(entity) = absent {
            self.judged
                .absent
                .entry(entity)
                .or_default()
                .insert(rule.id.clone());
            return;
        }
        self.pass.findings.push((
            turn,
            found(rule, subject, &verdict, (facts, ruleset), under),
        ));
    }
}

/// The finding of a listed verdict.
fn found<'a>(
    rule: &'a Rule,
    subject: &Subject<'a>,
    verdict: &Verdict<'a>,
    (facts, ruleset): (&Facts<'a>, &'a Ruleset<'a>),
    under: Vec<usize>,
) -> JudgedFinding {
    let get = |key: &str| facts.of(key, subject);
    let mut finding = finding::build(rule, subject, verdict, ruleset, facts.dossier(), &get);
    let tested = verdict
        .check
        .filter(|_| verdict.outcome != Outcome::Missing)
        .and_then(|check| check.fact.as_deref());
    let uncomputed = tested.is_some_and(|key| get(key).value == Err(Missing::Uncomputed));
    let roots = grounds::roots(rule, verdict, ruleset, facts.dossier(), &get);
    if !under.is_empty() {
        finding.outcome = Outcome::Doubtful;
    }
    let beside = |entry| explained::beside(&finding, rule, entry, facts.dossier(), ruleset);
    finding.explained = subject.entry.and_then(beside);
    JudgedFinding {
        finding,
        at: subject.entry.map(|entry| entry.at.clone()),
        roots,
        under,
        uncomputed,
    }
}

impl Judged {
    /// Notes an outcome of a rule, so many times.
    fn count(&mut self, nth: usize, outcome: Outcome, times: usize) {
        if let Some((_, counts)) = self.by_rule.get_index_mut(nth) {
            counts.add(outcome, times);
        }
    }

    /// Adds up what was counted rule by rule.
    fn sum_up(&mut self, ruleset: &Ruleset<'_>) {
        for (rule, counts) in ruleset
            .rules
            .iter()
            .zip(self.by_rule.values())
            .filter(|(_, counts)| counts.total() > 0)
        {
            self.counts.add_all(counts);
            self.by_section
                .entry(rule.section)
                .or_default()
                .add_all(counts);
        }
    }
}

impl RulePass {
    /// The day by which the first rule with a deadline has it answered.
    fn note_due(&mut self, turn: Turn, rule: &Rule, verdict: &Verdict<'_>) {
        let is_first = self.due.as_ref().is_none_or(|(first, ..)| turn < *first);
        if let Some((due, time)) = verdict.due.as_ref().filter(|_| is_first) {
            self.due = Some((turn, due.day, *time, rule.id.clone()));
        }
    }

    fn note_limits(
        &mut self,
        turn: Turn,
        subject: &Subject<'_>,
        verdict: &Verdict<'_>,
        ruleset: &Ruleset<'_>,
    ) {
        let Some(unit) = subject.entry.filter(|entry| entry.entity == Entity::Unit) else {
            return;
        };
        for (fact, datum) in &verdict.tested_limits {
            let told = ruleset.law.facts.get(fact).and_then(|def| def.unit_limit);
            if let (Some(limit), Datum::Number(_)) = (told, datum) {
                self.limits
                    .push((turn, unit.at.clone(), limit, datum.to_string()));
            }
        }
    }

    /// Adds it all in the order of the rules.
    fn tell(mut self, judged: &mut Judged) {
        self.findings.sort_by_key(|(turn, _)| *turn);
        self.consequences.sort_by_key(|(turn, ..)| *turn);
        self.limits.sort_by_key(|(turn, ..)| *turn);
        judged
            .findings
            .extend(self.findings.into_iter().map(|(_, found)| found));
        // What would follow from one of two numbers stands in the finding that says that they
        // differ.
        for (_, comparison, consequence) in self.consequences {
            let Some(JudgedFinding { finding, .. }) = judged.findings.get_mut(comparison) else {
                continue;
            };
            finding.sentence = format!("{} {}", finding.sentence, consequence.sentence);
            finding.consequences.push(consequence);
        }
        for (_, unit, limit, told) in self.limits {
            judged
                .unit_limits
                .entry(unit)
                .or_default()
                .insert(limit, told);
        }
        if let Some((_, day, time, rule)) = self.due.filter(|_| judged.due.is_none()) {
            (judged.due, judged.due_by) = (Some((day, time)), Some(rule));
        }
    }
}

/// Facts of facts are followed so deep.
const MAX_OPERANDS: usize = 8;

/// Whether the form of the day has a table.
fn has_table(entity: Entity, ruleset: &Ruleset<'_>) -> bool {
    ruleset
        .law
        .fields
        .has_table(entity, &ruleset.profile.staff, ruleset.day)
}

/// The table whose absence leaves a verdict open, if that is the reason.
fn absent_table(
    verdict: &Verdict<'_>,
    source: &dyn FactSource,
    ruleset: &Ruleset<'_>,
) -> Option<Entity> {
    verdict
        .missing
        .iter()
        .find_map(|key| table_of(key, source, ruleset, 0))
}

/// The table that a fact reads and that is not there; of a pair that of the operand that wants it.
fn table_of(
    key: &str,
    source: &dyn FactSource,
    ruleset: &Ruleset<'_>,
    depth: usize,
) -> Option<Entity> {
    if depth >= MAX_OPERANDS || source.fact(key).value != Err(Missing::NoTable) {
        return None;
    }
    let def = ruleset.law.facts.get(key)?;
    let of_operand = |operand: &str| table_of(operand, source, ruleset, depth + 1);
    def.reads()
        .first()
        .map(|read| read.entity)
        .or_else(|| def.operands().into_iter().find_map(of_operand))
}
