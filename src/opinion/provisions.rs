//! What the provisions in force leave to people: their questions, those without a text, how many
//! there are of each kind.

use super::ActScope;
use super::Question;
use super::UnknownProvision;
use super::acts::sets;
use crate::dictionary::fold::uncapital;
use crate::law::Provision;
use crate::law::RuleSet;
use crate::law::Ruleset;
use crate::law::Status;

/// The questions that provisions in force put to the appraiser.
pub(super) fn questions(ruleset: &Ruleset<'_>, kind: &str) -> Vec<Question> {
    let of_set = |set: &RuleSet| {
        let act = set.number.clone().unwrap_or_default();
        let manual = set
            .provisions
            .iter()
            .filter(|p| p.status == Status::Manual)
            .filter(|p| is_for(p, kind));
        let question = |p: &Provision| {
            let asked = p.question.as_ref()?;
            let question = match p.proviso.as_ref().filter(|_| kind.is_empty()) {
                Some(proviso) => format!("{proviso}: {}", uncapital(asked)),
                None => asked.clone(),
            };
            Some(Question {
                act: act.clone(),
                of_act: p.of_act.clone(),
                provision: p.at.clone(),
                question,
                shows: p.shows.clone(),
            })
        };
        manual.filter_map(question).collect::<Vec<_>>()
    };
    provisions_of(ruleset)
        .filter(|set| in_force(set, ruleset))
        .flat_map(of_set)
        .collect()
}

/// The sets whose provisions people are asked about: of a whole province only what is counted is
/// judged.
pub(super) fn provisions_of<'a>(ruleset: &Ruleset<'a>) -> impl Iterator<Item = &'a RuleSet> {
    let of_whole = ruleset.profile.of_whole;
    sets(ruleset).filter(move |_| !of_whole)
}

/// Whether a provision may be for a kind of agency: where the kind is not known every one may.
fn is_for(provision: &Provision, kind: &str) -> bool {
    kind.is_empty() || provision.kinds.is_empty() || provision.kinds.iter().any(|k| k == kind)
}

/// The provisions in force that the rulebook has no text of.
pub(super) fn unknown(ruleset: &Ruleset<'_>, kind: &str) -> Vec<UnknownProvision> {
    let of_set = |set: &RuleSet| {
        let act = set.number.clone().unwrap_or_default();
        let open = set
            .provisions
            .iter()
            .filter(|p| p.status == Status::Unknown)
            .filter(|p| is_for(p, kind));
        let told = |p: &Provision| UnknownProvision {
            act: act.clone(),
            of_act: p.of_act.clone(),
            provision: p.at.clone(),
            says: p.says.clone(),
            reason: p.reason.clone().unwrap_or_default(),
        };
        open.map(told).collect::<Vec<_>>()
    };
    provisions_of(ruleset)
        .filter(|set| in_force(set, ruleset))
        .flat_map(of_set)
        .collect()
}

/// Whether the act of a set of rules is in force on the governing date.
pub(super) fn in_force(set: &RuleSet, ruleset: &Ruleset<'_>) -> bool {
    let act = set
        .number
        .as_ref()
        .and_then(|number| ruleset.law.act(number));
    act.is_some_and(|act| act.life().contains(ruleset.day))
}

pub(super) fn act_scope(set: &RuleSet) -> Option<ActScope> {
    let act = set.number.clone()?;
    let of = |wanted: &[Status]| {
        set.provisions
            .iter()
            .filter(|p| wanted.contains(&p.status))
            .count()
    };
    Some(ActScope {
        act,
        by_machine: of(&[Status::Rule, Status::Fact, Status::Form]),
        by_hand: of(&[Status::Manual]),
        out_of_scope: of(&[Status::OutOfScope]),
    })
}
