//! The one place where findings are built: none without a citation and a place.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Evidence;
use super::Finding;
use super::FindingSubject;
use super::grounds::GetFact;
use super::limits::named_value;
use super::ranges::ranges;
use super::ranges::unique;
use super::verdict::FactSource;
use super::verdict::Verdict;
use crate::cells::Addr;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::law::AGENCY;
use crate::law::Check;
use crate::law::DAY;
use crate::law::DerivedFact;
use crate::law::FactKind;
use crate::law::Operand;
use crate::law::Outcome;
use crate::law::PROFILE;
use crate::law::Quote;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::law::SUBJECT;
use crate::law::day;
use crate::law::deadline_values;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;
use crate::measure::Subject;

impl FactSource for GetFact<'_> {
    fn fact(&self, key: &str) -> Rc<Fact> {
        self(key)
    }
}

/// Builds the finding of a listed verdict; none when the dossier has no cell at all to point at.
pub(super) fn build(
    rule: &Rule,
    subject: &Subject<'_>,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
    dossier: &Dossier,
    get: GetFact<'_>,
) -> Finding {
    let cells = place(rule, subject, verdict, get);
    let set = ruleset.law.sets.get(&rule.set);
    let citation = rule.citation(
        set,
        &ruleset.profile.key,
        ruleset.day,
        verdict.set_by.as_ref(),
    );
    let (sentence, remedy) = match verdict.outcome {
        Outcome::Missing if dossier.unfilled => (
            format!(
                "Chưa đủ dữ liệu để kiểm tra “{}”: mẫu chưa được điền.",
                rule.title
            ),
            "Điền mẫu theo trang “Hướng dẫn” rồi kiểm tra lại.".to_owned(),
        ),
        Outcome::Missing => missing_sentences(rule, subject, verdict, ruleset, get),
        _ => ruleset
            .law
            .sentences(rule, &values(rule, subject, verdict, ruleset, dossier, get)),
    };
    Finding {
        number: 0,
        rule: rule.id.clone(),
        title: rule.title.clone(),
        section: rule.section,
        outcome: verdict.outcome,
        nature: rule.nature,
        subject: FindingSubject {
            kind: subject.kind.identifier.clone(),
            key: subject.code(),
            name: subject.name(),
            called: subject.called(),
            label: subject.label.to_owned(),
            at: subject.place().cloned(),
        },
        sentence,
        remedy,
        basis: rule.basis.clone(),
        citation,
        ranges: ranges(&cells),
        cells,
        evidence: evidence(rule, verdict, ruleset, get),
        explained: None,
        doubt: None,
        consequences: Vec::new(),
        instances: Vec::new(),
        follows: None,
        cause: None,
        units: Vec::new(),
        excerpts: Vec::new(),
        waiver: None,
    }
}

/// The cells of a finding, the most telling first: what the page points at, else the tested fact
/// and its limit, else the subject; none where it is of the dossier as a whole.
fn place(rule: &Rule, subject: &Subject<'_>, verdict: &Verdict<'_>, get: GetFact<'_>) -> Vec<Addr> {
    let mut keys: Vec<String> = Vec::new();
    if verdict.outcome == Outcome::Missing {
        keys.extend(verdict.missing.iter().cloned());
    } else if let Some(check) = verdict.check {
        let pointed = if check.point.is_empty() {
            &rule.point
        } else {
            &check.point
        };
        keys.extend(pointed.iter().cloned());
        if keys.is_empty() {
            keys.extend(check.fact.clone());
            keys.extend(operand_facts(rule, check));
        }
    }
    let cells = unique(keys.iter().flat_map(|key| get(key).trace.clone()));
    if !cells.is_empty() {
        return cells;
    }
    // What is nowhere has no place: another cell would mislead.
    subject.place().cloned().into_iter().collect()
}

/// The facts that a check is held against.
fn operand_facts(rule: &Rule, check: &Check) -> Vec<String> {
    match check.operand() {
        Some(Operand::Fact(key)) => vec![key.clone()],
        Some(Operand::Value(key)) => {
            let value = rule.values.get(key);
            value
                .into_iter()
                .flat_map(|v| v.row_by.iter().chain(&v.step_by))
                .cloned()
                .collect()
        }
        Some(Operand::Literal(_)) | None => Vec::new(),
    }
}

/// What sentences may name: the subject, the facts and the limits, as people read them.
fn values(
    rule: &Rule,
    subject: &Subject<'_>,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
    dossier: &Dossier,
    get: GetFact<'_>,
) -> IndexMap<String, Quote> {
    let mut values: IndexMap<String, Quote> = IndexMap::new();
    for key in ruleset.law.sentence_facts(rule) {
        values.insert(
            key.to_owned(),
            get(key).in_sentence(is_amount(key, ruleset)),
        );
    }
    for key in rule.values.keys() {
        let limit = verdict.limits.get(key).map(|limit| limit.told(true));
        values.extend(
            limit
                .or_else(|| named_value(rule, key, ruleset.day, &get))
                .map(|limit| (key.clone(), limit.into())),
        );
    }
    let agency = dossier
        .of_agency(Role::Name)
        .map(|leaf| leaf.value.to_string())
        .filter(|name| !name.is_empty());
    values.insert(
        AGENCY.to_owned(),
        agency.unwrap_or_else(|| "Cơ quan trình".to_owned()).into(),
    );
    values.insert(DAY.to_owned(), day(ruleset.day).into());
    values.extend(verdict.due.iter().flat_map(|(end, _)| deadline_values(end)));
    values.insert(PROFILE.to_owned(), ruleset.profile.key.clone().into());
    values.insert(SUBJECT.to_owned(), subject.called().into());
    values
}

/// What could not be judged, and what to fill in.
fn missing_sentences(
    rule: &Rule,
    subject: &Subject<'_>,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
    get: GetFact<'_>,
) -> (String, String) {
    let label = |key: &String| {
        let label = ruleset
            .law
            .facts
            .get(key)
            .map_or(key.as_str(), |def| def.label.as_str());
        format!("{label} {}", get(key).shown(is_amount(key, ruleset)))
    };
    let what = verdict
        .missing
        .iter()
        .map(label)
        .collect::<Vec<_>>()
        .join("; ");
    let whom = if subject.entry.is_some() {
        format!(" cho {}", subject.called())
    } else {
        String::new()
    };
    let sentence = format!(
        "Chưa đủ dữ liệu để kiểm tra “{}”{whom}: {what}.",
        rule.title
    );
    (
        sentence,
        "Bổ sung hoặc sửa dữ liệu tại các ô đã nêu rồi kiểm tra lại.".to_owned(),
    )
}

/// The proof: the tested fact with its limit, the facts that chose the limit, and the operands of a
/// computed fact.
fn evidence(
    rule: &Rule,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
    get: GetFact<'_>,
) -> Vec<Evidence> {
    let mut proof = FindingProof {
        ruleset,
        get,
        lines: IndexMap::new(),
    };
    if let Some(check) = verdict.check
        && let Some(key) = &check.fact
    {
        proof.add_with_operands(key, limit_text(check, verdict, key, ruleset, get));
        for key in operand_facts(rule, check) {
            proof.add_with_operands(&key, None);
        }
    }
    for key in &verdict.missing {
        proof.add(key, None);
    }
    let is_told = |line: &ProofLine| verdict.outcome == Outcome::Missing || line.is_said;
    let told = proof.lines.into_values().filter(is_told);
    told.map(|line| line.evidence).collect()
}

/// The lines of the proof by the key of their fact, each once.
struct FindingProof<'p> {
    ruleset: &'p Ruleset<'p>,
    get: GetFact<'p>,
    lines: IndexMap<String, ProofLine>,
}

/// A line of the proof, and whether the form has a place where it is said: a fact without one
/// proves nothing.
struct ProofLine {
    evidence: Evidence,
    is_said: bool,
}

impl FindingProof<'_> {
    /// Whether the fact was not there yet.
    fn add(&mut self, key: &str, limit: Option<String>) -> bool {
        if self.lines.contains_key(key) {
            return false;
        }
        let fact = (self.get)(key);
        let label = self
            .ruleset
            .law
            .facts
            .get(key)
            .map_or(key, |def| def.label.as_str());
        let evidence = Evidence {
            fact: label.to_owned(),
            value: fact.shown(is_amount(key, self.ruleset)),
            limit,
            ranges: ranges(&fact.trace),
        };
        let is_said = !matches!(fact.value, Err(Missing::NoColumn | Missing::NoTable));
        self.lines
            .insert(key.to_owned(), ProofLine { evidence, is_said });
        true
    }

    fn add_with_operands(&mut self, key: &str, limit: Option<String>) {
        let kind = self.ruleset.law.facts.get(key).map(|def| &def.kind);
        if self.add(key, limit)
            && let Some(FactKind::Derived(DerivedFact::Pair(_, a, b))) = kind
        {
            self.add(a, None);
            self.add(b, None);
        }
    }
}

/// Whether the numbers of a fact say how much.
fn is_amount(key: &str, ruleset: &Ruleset<'_>) -> bool {
    ruleset.law.facts.get(key).is_some_and(|def| def.amount)
}

fn limit_text(
    check: &Check,
    verdict: &Verdict<'_>,
    key: &str,
    ruleset: &Ruleset<'_>,
    get: GetFact<'_>,
) -> Option<String> {
    let limit: Option<Datum> = verdict
        .tested_limits
        .iter()
        .rev()
        .find(|(fact, _)| fact == key)
        .map(|(_, d)| d.clone());
    let limit = limit.or_else(|| match check.operand() {
        Some(Operand::Fact(key)) => get(key).value.clone().ok(),
        _ => None,
    })?;
    let limit = limit.told(is_amount(key, ruleset));
    check.kind.as_kind().limit_words(&limit)
}
