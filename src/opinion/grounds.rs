//! What a verdict rests on: the facts that decided it, and of those the values that did.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::verdict::Verdict;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dossier::Dossier;
use crate::law::Check;
use crate::law::DatedValue;
use crate::law::FactDef;
use crate::law::FactKind;
use crate::law::Operand;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::measure::Fact;
use crate::measure::Missing;

/// Gives a fact of the subject that is judged.
pub(super) type GetFact<'f> = &'f dyn Fn(&str) -> Rc<Fact>;

/// Căn nguyên: one thing of the submission that decided, so that mending it changes the verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// What a cell says, or that it says nothing.
    Cell(Addr),
    /// That a table has no column for a field.
    Column(Entity, String),
}

/// The facts that decided a verdict, by key: what was tested and what it was held against, what is
/// missing, the conditions under which the rule applies, and what all those are computed from.
pub(super) fn deciding(
    rule: &Rule,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
) -> BTreeSet<String> {
    let mut open = tested(rule, verdict);
    let changes = rule
        .changes
        .iter()
        .filter(|change| change.period.contains(ruleset.day));
    let conditions = rule
        .when_in(&ruleset.profile.key)
        .iter()
        .chain(changes.flat_map(|change| &change.when));
    open.extend(conditions.map(|condition| condition.fact.clone()));
    with_operands(open, ruleset)
}

/// Facts and all that they are computed from.
pub(super) fn with_operands(mut open: Vec<String>, ruleset: &Ruleset<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    while let Some(key) = open.pop() {
        let operands = ruleset
            .law
            .facts
            .get(&key)
            .map(FactDef::operands)
            .unwrap_or_default();
        if found.insert(key) {
            open.extend(operands.into_iter().map(str::to_owned));
        }
    }
    found
}

/// What is missing, else the facts that the deciding check tested and held against each other.
fn tested(rule: &Rule, verdict: &Verdict<'_>) -> Vec<String> {
    let mut keys = verdict.missing.clone();
    if let Some(check) = verdict
        .check
        .filter(|_| verdict.outcome != Outcome::Missing)
    {
        keys.extend(check.fact.clone());
        keys.extend(held_against(rule, check));
    }
    keys
}

/// The facts that a check is held against, and those that choose its limit.
fn held_against(rule: &Rule, check: &Check) -> Vec<String> {
    match check.operand() {
        Some(Operand::Fact(key)) => vec![key.clone()],
        Some(Operand::Value(key)) => rule
            .values
            .get(key)
            .map(DatedValue::facts)
            .unwrap_or_default(),
        Some(Operand::Literal(_)) | None => Vec::new(),
    }
}

/// The values that decided a verdict, and those whose want left it open. Places where something
/// would stand (a heading, a table) are none, and neither is a row that was only counted.
pub(super) fn roots(
    rule: &Rule,
    verdict: &Verdict<'_>,
    ruleset: &Ruleset<'_>,
    dossier: &Dossier,
    get: GetFact<'_>,
) -> BTreeSet<Root> {
    let mut open = tested(rule, verdict);
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    while let Some(key) = open.pop() {
        let Some(def) = ruleset
            .law
            .facts
            .get(&key)
            .filter(|_| seen.insert(key.clone()))
        else {
            continue;
        };
        let fact = get(&key);
        match def.operands() {
            operands if operands.is_empty() => found.extend(roots_of(def, &fact, dossier)),
            operands => open.extend(to_blame(&fact, &operands, get)),
        }
    }
    found
}

/// The operands that decided: of a fact that is missing those that are missing, else both.
fn to_blame(fact: &Fact, operands: &[&str], get: GetFact<'_>) -> Vec<String> {
    let missing = |key: &&str| fact.value.is_err() && get(key).value.is_err();
    let blamed: Vec<String> = operands
        .iter()
        .copied()
        .filter(missing)
        .map(str::to_owned)
        .collect();
    if blamed.is_empty() {
        operands.iter().copied().map(str::to_owned).collect()
    } else {
        blamed
    }
}

fn roots_of(def: &FactDef, fact: &Fact, dossier: &Dossier) -> Vec<Root> {
    let cells = || fact.trace.iter().cloned().map(Root::Cell).collect();
    match &fact.value {
        Ok(_) if matches!(def.kind, FactKind::Count(..) | FactKind::Rows(_)) => Vec::new(),
        Err(Missing::NoRow | Missing::NoTable) => Vec::new(),
        Err(Missing::NoColumn) => {
            let absent = |entity: &Entity, field: &str| {
                dossier
                    .tables
                    .get(entity)
                    .is_some_and(|table| !table.headings.contains_key(field))
            };
            let reads = def
                .reads()
                .into_iter()
                .filter_map(|read| Some((read.entity, read.field?)));
            reads
                .filter(|(e, field)| absent(e, field))
                .map(|(e, field)| Root::Column(e, field.to_owned()))
                .collect()
        }
        _ => cells(),
    }
}
