//! Terms that a page names: a misspelt one would switch a rule off in silence, so it is a fault.

use super::Choice;
use super::Condition;
use super::DatedValue;
use super::Law;
use super::Limit;
use super::OTHER;
use super::Rule;
use super::act::line_of;
use super::check::Test;
use super::fact::DerivedFact;
use super::fact::FactDef;
use super::fact::FactKind;
use super::fact::ListedFact;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;

/// Every term of a page that its fact cannot have.
pub(super) fn unknown_terms(law: &Law, forms: &Forms, book: &Book, rule: &Rule) -> Vec<Fault> {
    let text = book.text(&rule.file).unwrap_or_default();
    let left_out = rule
        .values
        .values()
        .flat_map(|value| left_out(law, forms, rule, value));
    let left_out: Vec<Fault> = left_out
        .map(|(value, term)| {
            let line = line_of(text, &format!("value.{value}"));
            let message = format!(
                "giá trị “{value}” không có mức cho “{term}”; ghi thêm mức đó, hoặc “other”"
            );
            Fault::at(&rule.file, line, message)
        })
        .collect();
    let is_unknown = |(fact, term): &(&str, &str)| {
        let terms = law.facts.get(*fact).and_then(|def| terms_of(forms, def));
        terms.is_some_and(|terms| !terms.contains(term))
    };
    let fault = |(fact, term): (&str, &str)| {
        Fault::at(
            &rule.file,
            line_of(text, term),
            format!("“{term}” không phải một giá trị của “{fact}”"),
        )
    };
    named_terms(rule)
        .into_iter()
        .filter(is_unknown)
        .map(fault)
        .chain(left_out)
        .collect()
}

/// The terms that a page names, each after its fact.
fn named_terms(rule: &Rule) -> Vec<(&str, &str)> {
    let mut named: Vec<(&str, &str)> = Vec::new();
    let variant_when = rule
        .variants
        .iter()
        .flat_map(|variant| variant.when.iter().flatten());
    let changes = rule.changes.iter().flat_map(|change| &change.when);
    for condition in rule.when.iter().chain(variant_when).chain(changes) {
        named.extend(
            condition_terms(condition)
                .into_iter()
                .map(|term| (condition.fact.as_str(), term)),
        );
    }
    let variant_checks = rule
        .variants
        .iter()
        .flat_map(|variant| variant.checks.iter().flatten());
    for check in rule.checks.iter().chain(variant_checks) {
        if let (Some(fact), Some(Choice::Keys(keys))) = (&check.fact, check.kind.as_kind().choice())
        {
            named.extend(keys.iter().map(|key| (fact.as_str(), key.as_str())));
        }
    }
    for value in rule.values.values() {
        let Some(fact) = &value.row_by else { continue };
        for (_, dated) in value.timeline.iter() {
            if let Limit::Terms(terms) = &dated.limit {
                named.extend(
                    terms
                        .keys()
                        .filter(|key| *key != OTHER)
                        .map(|key| (fact.as_str(), key.as_str())),
                );
            }
        }
    }
    named
}

/// Terms for which a value by term has no number, as (value, term): no number is not "no limit"
/// (`any`).
fn left_out<'a>(
    law: &Law,
    forms: &'a Forms,
    rule: &'a Rule,
    value: &'a DatedValue,
) -> Vec<(&'a str, &'a str)> {
    let Some(fact) = &value.row_by else {
        return Vec::new();
    };
    let all = law
        .facts
        .get(fact)
        .and_then(|def| terms_of(forms, def))
        .unwrap_or_default();
    let whens = || {
        std::iter::once(&rule.when).chain(
            rule.variants
                .iter()
                .filter_map(|variant| variant.when.as_ref()),
        )
    };
    let lets_in = |when: &[Condition], term: &str| {
        when.iter()
            .all(|one| one.fact != *fact || admits(one, term))
    };
    let applies = |term: &&str| whens().any(|when| lets_in(when, term));
    let mut found = Vec::new();
    for term in all.into_iter().filter(applies) {
        let is_named = |limit: &Limit| match limit {
            Limit::Terms(terms) => terms.contains_key(term) || terms.contains_key(OTHER),
            _ => true,
        };
        if !value
            .timeline
            .iter()
            .all(|(_, dated)| is_named(&dated.limit))
        {
            found.push((value.key.as_str(), term));
        }
    }
    found
}

/// Whether a condition lets a term through.
fn admits(condition: &Condition, term: &str) -> bool {
    let is = |limit: &Limit| matches!(limit, Limit::Text(text) if text == term);
    match &condition.test {
        Test::In(limits) => limits.iter().any(is),
        Test::NotIn(limits) => !limits.iter().any(is),
        Test::AtLeast(_) | Test::AtMost(_) | Test::Known(_) | Test::Blank(_) => true,
    }
}

fn condition_terms(condition: &Condition) -> Vec<&str> {
    let (Test::In(limits) | Test::NotIn(limits)) = &condition.test else {
        return Vec::new();
    };
    limits
        .iter()
        .filter_map(|limit| {
            if let Limit::Text(text) = limit {
                Some(text.as_str())
            } else {
                None
            }
        })
        .collect()
}

/// Whether a fact says how much: it is computed, or its field holds numbers and no codes.
pub(super) fn is_amount(forms: &Forms, def: &FactDef) -> bool {
    let (entity, field) = match &def.kind {
        FactKind::Count(..)
        | FactKind::Rows(_)
        | FactKind::Sum(..)
        | FactKind::SumOf(..)
        | FactKind::MaxOf(..)
        | FactKind::Distinct(..)
        | FactKind::LevelEnd(..)
        | FactKind::Listed(ListedFact::Namesakes { .. })
        | FactKind::Derived(DerivedFact::Pair(..) | DerivedFact::YearsSince(_)) => {
            return true;
        }
        FactKind::Field(field) => (def.of.unwrap_or(Entity::Agency), field.as_str()),
        FactKind::First(of, _)
        | FactKind::Total(of)
        | FactKind::Max(of, _)
        | FactKind::Min(of, _) => (of.entity, of.field.as_str()),
        FactKind::Listed(
            ListedFact::Item { .. } | ListedFact::Nearest { .. } | ListedFact::Words { .. },
        )
        | FactKind::Derived(
            DerivedFact::Named(..) | DerivedFact::Fate(_) | DerivedFact::YearsAfter { .. },
        )
        | FactKind::Strays { .. }
        | FactKind::Elsewhere { .. }
        | FactKind::Cell => return false,
    };
    forms.field_kind(entity, field).is_some_and(|kind| {
        matches!(
            kind,
            FieldKind::Count | FieldKind::Number | FieldKind::Percent
        )
    })
}

/// The keys that a fact can have; none when it is no term.
fn terms_of<'a>(forms: &'a Forms, def: &FactDef) -> Option<Vec<&'a str>> {
    let (entity, field) = match &def.kind {
        FactKind::Field(field) => (def.of.unwrap_or(Entity::Agency), field.as_str()),
        FactKind::First(of, _) | FactKind::Total(of) => (of.entity, of.field.as_str()),
        _ => return None,
    };
    forms
        .field_terms(entity, field)
        .map(|terms| terms.iter().map(|term| &*term.key).collect())
}
