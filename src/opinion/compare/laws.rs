//! One submission under the laws of two days: what is wrong by the one and right by the other.
//!
//! Findings are matched by rule and subject. Where a law was replaced, a rule that was not there on
//! the one day and one that is no longer there on the other are one matter when they ask the same
//! of the same subject. What a day has no finding of is asked for: right, not judged, or without a
//! rule are three different things.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::mem::Discriminant;

use super::findings::FindingPair;
use super::findings::SubjectFinding;
use super::findings::matched;
use super::two_laws::Held;
use super::two_laws::LawChange;
use super::two_laws::LawDay;
use super::two_laws::LawFate;
use super::two_laws::LawState;
use super::two_laws::TwoLaws;
use super::two_laws::summary;
use crate::cells::Addr;
use crate::dossier::Dossier;
use crate::law::CheckKind;
use crate::law::Law;
use crate::law::Order;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;
use crate::measure;
use crate::opinion::ActLine;
use crate::opinion::ActStatus;
use crate::opinion::Appraisal;
use crate::opinion::ranges::ranges;
use crate::opinion::trial;

/// A submission judged by the law of one day.
#[derive(Debug, Clone, Copy)]
pub struct UnderLaw<'a> {
    /// What was found.
    pub appraisal: &'a Appraisal,
    /// By what.
    pub ruleset: &'a Ruleset<'a>,
}

/// What rules said of subjects, by rule and subject.
type RuleOutcomes = BTreeMap<(String, String), Outcome>;

/// Compares what two days' laws say of one dossier.
#[must_use]
pub fn compare_laws(dossier: &Dossier, as_of: UnderLaw<'_>, against: UnderLaw<'_>) -> TwoLaws {
    let sides = [as_of, against];
    let pairs = pairs(sides);
    let said = [0, 1].map(|side| {
        said_on(
            dossier,
            sides[side],
            sides[1 - side],
            &missing_on(side, &pairs),
        )
    });
    let change = |(old, new): &FindingPair<'_>| {
        let any = old.as_ref().or(new.as_ref())?;
        let held = [old.as_ref(), new.as_ref()];
        let [as_of, against] = [0, 1].map(|side| match held[side] {
            Some(single) => found(single),
            None => not_found(any, sides[side], sides[1 - side], &said[side]),
        });
        Some(LawChange {
            fate: fate(as_of.state, against.state)?,
            subject: any.subject.clone(),
            ranges: ranges(any.cells),
            as_of,
            against,
        })
    };
    let mut findings: Vec<LawChange> = pairs.iter().filter_map(change).collect();
    findings.sort_by_key(|change| change.fate);
    let days = sides.map(|side| day(side, sides));
    let summary = summary(&days, &findings);
    let [as_of, against] = days;
    TwoLaws {
        as_of,
        against,
        summary,
        findings,
    }
}

/// The findings of both days, one matter a pair.
fn pairs<'a>(sides: [UnderLaw<'a>; 2]) -> Vec<FindingPair<'a>> {
    let id = |single: &SubjectFinding<'a>| {
        subject_id(&single.subject.called, single.subject.at.as_ref())
    };
    let found = matched(sides[0].appraisal, sides[1].appraisal, &id, &id);
    let (mut whole, rest): (Vec<FindingPair<'a>>, Vec<FindingPair<'a>>) = found
        .into_iter()
        .partition(|(old, new)| old.is_some() && new.is_some());
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (one, other) in rest {
        old.extend(one);
        new.extend(other);
    }
    for one in old {
        let same = |other: &SubjectFinding<'a>| {
            id(other) == id(&one) && succeeds(sides, one.rule, other.rule)
        };
        let later = new.iter().position(same).map(|place| new.remove(place));
        whole.push((Some(one), later));
    }
    whole.extend(new.into_iter().map(|single| (None, Some(single))));
    whole.retain(|(old, new)| {
        old.iter()
            .chain(new)
            .all(|single| single.finding.outcome != Outcome::Manual)
    });
    whole
}

/// By what a subject is known in both appraisals of one dossier.
fn subject_id(called: &str, at: Option<&Addr>) -> String {
    format!(
        "{called}\u{1f}{}",
        at.map(ToString::to_string).unwrap_or_default()
    )
}

/// Whether the rule of the second day stands for one that only the first day has: neither is in
/// force on both, and they ask the same.
fn succeeds(sides: [UnderLaw<'_>; 2], old: &str, new: &str) -> bool {
    let law = sides[0].ruleset.law;
    let (Some(old), Some(new)) = (law.rules.get(old), law.rules.get(new)) else {
        return false;
    };
    !is_in_force(old, sides[1])
        && !is_in_force(new, sides[0])
        && asks_the_same(old, new, &sides[0].ruleset.profile.key)
}

fn is_in_force(rule: &Rule, side: UnderLaw<'_>) -> bool {
    rule.in_force.contains(side.ruleset.day)
}

/// Whether two rules ask the same of the same: kind of subject, part of the report, fact, and how
/// it is asked.
fn asks_the_same(one: &Rule, other: &Rule, profile: &str) -> bool {
    let asked = |rule: &'_ Rule| -> Vec<(String, FactQuestion)> {
        let checks = rule
            .checks_in(profile)
            .iter()
            .chain(rule.worse.iter().map(|(_, check)| check));
        checks
            .filter_map(|check| Some((check.fact.clone()?, question(&check.kind))))
            .collect()
    };
    let others = asked(other);
    one.each == other.each
        && one.section == other.section
        && asked(one).iter().any(|one| others.contains(one))
}

/// How a fact is asked: the kind of check, and which way it compares.
type FactQuestion = (Discriminant<CheckKind>, Option<Order>);

fn question(kind: &CheckKind) -> FactQuestion {
    let order = if let CheckKind::Compared(compared) = kind {
        Some(compared.order)
    } else {
        None
    };
    (std::mem::discriminant(kind), order)
}

/// The rules whose findings a day lacks.
fn missing_on<'a>(side: usize, pairs: &'a [FindingPair<'_>]) -> BTreeSet<&'a str> {
    let lacks = pairs.iter().filter(|(old, new)| {
        if side == 0 {
            old.is_none()
        } else {
            new.is_none()
        }
    });
    lacks
        .filter_map(|(old, new)| old.as_ref().or(new.as_ref()).map(|single| single.rule))
        .collect()
}

/// The rules of a day that judge what a rule judges: itself where it is in force, else those that
/// stand for it.
fn standing_for<'a>(rule: &str, side: UnderLaw<'a>, other: UnderLaw<'_>) -> Vec<&'a Rule> {
    let law: &'a Law = side.ruleset.law;
    let Some(rule) = law.rules.get(rule) else {
        return Vec::new();
    };
    if is_in_force(rule, side) {
        return vec![rule];
    }
    let stands = |candidate: &&'a Rule| {
        is_in_force(candidate, side)
            && !is_in_force(candidate, other)
            && asks_the_same(rule, candidate, &side.ruleset.profile.key)
    };
    side.ruleset.rules.iter().copied().filter(stands).collect()
}

/// What a day's rules say of the subjects of which it has no finding.
fn said_on(
    dossier: &Dossier,
    side: UnderLaw<'_>,
    other: UnderLaw<'_>,
    missing: &BTreeSet<&str>,
) -> RuleOutcomes {
    let mut wanted: Vec<&Rule> = missing
        .iter()
        .flat_map(|rule| standing_for(rule, side, other))
        .collect();
    wanted.sort_by(|a, b| a.id.cmp(&b.id));
    wanted.dedup_by(|a, b| a.id == b.id);
    if wanted.is_empty() {
        return RuleOutcomes::new();
    }
    let facts = measure::take(dossier, side.ruleset);
    let told = trial::outcomes(&wanted, &facts, side.ruleset);
    told.into_iter()
        .map(|(rule, subject, outcome)| {
            (
                (
                    rule.id.clone(),
                    subject_id(&subject.called(), subject.place()),
                ),
                outcome,
            )
        })
        .collect()
}

/// What a day says where it has a finding.
fn found(single: &SubjectFinding<'_>) -> Held {
    Held {
        state: match single.finding.outcome {
            Outcome::Violation | Outcome::Explain => LawState::Fails,
            Outcome::Missing | Outcome::Doubtful => LawState::NotJudged,
            Outcome::Waived => LawState::Waived,
            Outcome::Note | Outcome::Manual | Outcome::Pass | Outcome::NotApplicable => {
                LawState::Passes
            }
        },
        outcome: Some(single.finding.outcome),
        number: Some(single.finding.number),
        rule: Some(single.rule.to_owned()),
        title: single.title.to_owned(),
        citation: Some(single.finding.citation.clone()),
        sentence: single.sentence.to_owned(),
        remedy: single.finding.remedy.clone(),
    }
}

/// What a day says where it has no finding: never right unless a rule said so.
fn not_found(
    other: &SubjectFinding<'_>,
    side: UnderLaw<'_>,
    beside: UnderLaw<'_>,
    said: &RuleOutcomes,
) -> Held {
    let law = side.ruleset.law;
    let subject = subject_id(&other.subject.called, other.subject.at.as_ref());
    let rules = standing_for(other.rule, side, beside);
    let of = |rule: &&Rule| said.get(&(rule.id.clone(), subject.clone())).copied();
    // That a rule which only stands for another does not apply says nothing of the matter.
    let is_heard =
        |rule: &Rule, outcome: Outcome| outcome != Outcome::NotApplicable || rule.id == other.rule;
    let heard = rules
        .iter()
        .filter_map(|rule| Some((*rule, of(rule)?)))
        .filter(|(rule, said)| is_heard(rule, *said));
    let best = heard.min_by_key(|(_, outcome)| *outcome);
    let (state, outcome) = match best.map(|(_, outcome)| outcome) {
        Some(outcome @ (Outcome::Pass | Outcome::Note)) => (LawState::Passes, Some(outcome)),
        Some(Outcome::NotApplicable) => (LawState::NotApplicable, Some(Outcome::NotApplicable)),
        Some(outcome) => (LawState::NotJudged, Some(outcome)),
        None if side.appraisal.conclusion.ungoverned.is_some() => (LawState::Unknown, None),
        None => (LawState::NoRule, None),
    };
    let rule = best.map(|(rule, _)| rule);
    let citation = rule.map(|rule| {
        rule.citation(
            law.sets.get(&rule.set),
            &side.ruleset.profile.key,
            side.ruleset.day,
            None,
        )
    });
    Held {
        state,
        outcome,
        number: None,
        rule: rule.map(|rule| rule.id.clone()),
        title: rule.map(|rule| rule.title.clone()).unwrap_or_default(),
        citation,
        sentence: String::new(),
        remedy: String::new(),
    }
}

/// What a matter is on both days; none where it is wrong on neither.
fn fate(as_of: LawState, against: LawState) -> Option<LawFate> {
    let is_open = |state: LawState| matches!(state, LawState::NotJudged | LawState::Unknown);
    match (as_of, against) {
        (LawState::Fails, LawState::Fails) => Some(LawFate::Both),
        (LawState::Fails, other) | (other, LawState::Fails) if is_open(other) => {
            Some(LawFate::Unsure)
        }
        (_, LawState::Fails) => Some(LawFate::OnlyAgainst),
        (LawState::Fails, _) => Some(LawFate::OnlyAsOf),
        _ => None,
    }
}

fn day(side: UnderLaw<'_>, sides: [UnderLaw<'_>; 2]) -> LawDay {
    let appraisal = side.appraisal;
    let in_force = |act: &&ActLine| act.status == ActStatus::InForce;
    let is_same = |other: &UnderLaw<'_>| other.ruleset.day == side.ruleset.day;
    let elsewhere: BTreeSet<&str> = sides
        .iter()
        .filter(|other| !is_same(other))
        .flat_map(|other| other.appraisal.law.acts.iter().filter(in_force))
        .map(|act| act.number.as_str())
        .collect();
    let is_own = |act: &&ActLine| in_force(act) && !elsewhere.contains(act.number.as_str());
    let acts = if sides.iter().all(is_same) {
        Vec::new()
    } else {
        appraisal.law.acts.iter().filter(is_own).cloned().collect()
    };
    LawDay {
        day: appraisal.law.as_of,
        source: appraisal.law.as_of_source.clone(),
        warning: appraisal.law.warning.clone(),
        ungoverned: appraisal.conclusion.ungoverned.clone(),
        recommendation: appraisal.recommendation,
        conclusion: appraisal.conclusion.sentence.clone(),
        counts: appraisal.counts,
        acts,
    }
}
