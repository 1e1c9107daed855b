//! How far an appraisal reaches: which rules it judged, and on which it can say nothing.

use super::Scope;
use super::judge::Judged;
use super::provisions::act_scope;
use super::provisions::in_force;
use super::provisions::provisions_of;
use crate::law::Outcome;
use crate::law::Ruleset;
use crate::law::Source;

/// What the rules were asked and answered, without the provisions that have no text.
pub(super) fn scope(judged: &Judged, ruleset: &Ruleset<'_>) -> Scope {
    let mut scope = Scope {
        rules: ruleset.rules.len(),
        ..Scope::default()
    };
    for rule in &ruleset.rules {
        let Some(counts) = judged.by_rule.get(&rule.id) else {
            continue;
        };
        let only_inapplicable = !counts.any(|outcome| outcome != Outcome::NotApplicable);
        if only_inapplicable {
            scope.not_applicable.push(rule.id.clone());
        } else {
            if counts.any(|o| {
                !matches!(
                    o,
                    Outcome::NotApplicable | Outcome::Missing | Outcome::Doubtful
                )
            }) {
                scope.judged += 1;
            }
            if rule.source == Source::Recalled {
                scope.recalled.push(rule.id.clone());
            }
        }
        if counts.missing > 0 {
            scope.missing.push(rule.id.clone());
        }
        if counts.doubtful > 0 {
            scope.doubtful.push(rule.id.clone());
        }
        let made = Outcome::ALL
            .into_iter()
            .filter(|outcome| counts.of(*outcome) > 0);
        let by_label = made
            .map(|outcome| (outcome.label().to_owned(), counts.of(outcome)))
            .collect();
        scope.outcomes.insert(rule.id.clone(), by_label);
    }
    scope.acts = provisions_of(ruleset)
        .filter(|set| in_force(set, ruleset))
        .filter_map(act_scope)
        .collect();
    scope
}
