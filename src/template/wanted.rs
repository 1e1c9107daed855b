//! Which provisions want a sheet or a column: those of the rules in force that look at it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Request;
use crate::dictionary::Entity;
use crate::law::Citation;
use crate::law::Law;
use crate::law::Operand;
use crate::law::ReadWay;
use crate::law::Rule;
use crate::law::Source;

/// So many provisions stand in a note.
const SHOWN: usize = 3;
/// What is added to the distance of a column to get that of its sheet.
const FURTHER: u8 = 10;

/// The provisions by what they want.
#[derive(Debug, Default)]
pub(super) struct WantedIndex {
    fields: BTreeMap<(Entity, String), Vec<WantedProvision>>,
    sheets: BTreeMap<Entity, Vec<WantedProvision>>,
}

/// One provision, and how directly it is about the thing: less is nearer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct WantedProvision {
    distance: u8,
    /// How the text is known, the surest first.
    source: Source,
    text: String,
}

impl WantedIndex {
    pub(super) fn of(request: &Request<'_>) -> Self {
        let law = request.law;
        let ruleset = law.on(request.day, request.profile, None);
        let mut wanted = Self::default();
        for rule in ruleset
            .rules
            .iter()
            .filter(|rule| ruleset.has_in_force(rule))
        {
            let citation = rule.citation(
                law.sets.get(&rule.set),
                &request.profile.key,
                request.day,
                None,
            );
            if citation.act.is_none() {
                continue;
            }
            for fact in facts(rule, &request.profile.key) {
                wanted.add(law, &fact, &citation, 0);
            }
        }
        for ((entity, _), provisions) in &wanted.fields {
            // A sheet that no rule counts is wanted for its columns.
            let further = |provision: &WantedProvision| WantedProvision {
                distance: provision.distance + FURTHER,
                ..provision.clone()
            };
            wanted
                .sheets
                .entry(*entity)
                .or_default()
                .extend(provisions.iter().map(further));
        }
        for list in wanted.fields.values_mut().chain(wanted.sheets.values_mut()) {
            list.sort();
            let mut seen = BTreeSet::new();
            list.retain(|provision| seen.insert(provision.text.clone()));
        }
        wanted
    }

    /// The provisions that want a column, the most direct first; empty when none does.
    pub(super) fn of_field(&self, entity: Entity, field: &str) -> String {
        told(self.fields.get(&(entity, field.to_owned())))
    }

    /// The provisions that want a sheet.
    pub(super) fn of_sheet(&self, entity: Entity) -> String {
        told(self.sheets.get(&entity))
    }

    /// Follows a fact to the columns that it is taken from.
    fn add(&mut self, law: &Law, fact: &str, citation: &Citation, depth: u8) {
        let Some(def) = law.facts.get(fact).filter(|_| depth < 4) else {
            return;
        };
        let provision = |distance: u8| WantedProvision {
            distance: distance + depth,
            source: citation.reviewed,
            text: citation.text.clone(),
        };
        for read in def.reads() {
            let Some(field) = read.field else {
                self.sheets
                    .entry(read.entity)
                    .or_default()
                    .push(provision(1));
                continue;
            };
            let distance = match read.way {
                ReadWay::Own => 0,
                ReadWay::Rows => 2,
                ReadWay::Choice => 3,
            };
            self.fields
                .entry((read.entity, field.to_owned()))
                .or_default()
                .push(provision(distance));
        }
        for operand in def.operands() {
            self.add(law, operand, citation, depth + 1);
        }
    }
}

/// The facts that a rule checks, and those that it checks them against.
fn facts(rule: &Rule, profile: &str) -> Vec<String> {
    let mut found = Vec::new();
    for check in rule.checks_in(profile) {
        found.extend(check.fact.clone());
        if let Some(Operand::Fact(other)) = check.operand() {
            found.push(other.clone());
        }
    }
    found
}

fn told(provisions: Option<&Vec<WantedProvision>>) -> String {
    let text = |provision: &WantedProvision| match provision.source {
        Source::Text => provision.text.clone(),
        source => format!("{} ({})", provision.text, source.label()),
    };
    provisions
        .into_iter()
        .flatten()
        .take(SHOWN)
        .map(text)
        .collect::<Vec<_>>()
        .join("; ")
}
