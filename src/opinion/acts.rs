//! The law that governs a dossier: the sets of its profile, and the acts as the appraisal names them.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::ActLine;
use super::ActStatus;
use super::Governed;
use super::LawUsed;
use super::judge::Judged;
use crate::law::Act;
use crate::law::Law;
use crate::law::Outcome;
use crate::law::RuleSet;
use crate::law::Ruleset;
use crate::law::day;

/// The law by which a submission was judged.
pub(super) fn law_used(governed: &Governed<'_>, judged: &Judged) -> LawUsed {
    let ruleset = &governed.ruleset;
    let applied = applied(judged, ruleset);
    let law = ruleset.law;
    LawUsed {
        as_of: ruleset.day,
        as_of_source: governed.day_source.clone(),
        profile: ruleset.profile.key.clone(),
        profile_title: ruleset.title(),
        profile_source: governed.profile_source.clone(),
        digest: law.digest.clone(),
        origin: law.origin.clone(),
        reviewed_on: law.reviewed_on(),
        acts: acts(ruleset)
            .into_iter()
            .map(|act| act_line(act, ruleset.day, &applied))
            .collect(),
        warning: warning(ruleset),
    }
}

/// What to say first when the rules of the profile are not those that govern.
fn warning(ruleset: &Ruleset<'_>) -> Option<String> {
    ruleset.profile.governing_on(ruleset.day)?.told(ruleset.day)
}

/// The numbers of the acts of which a rule was judged on some subject.
fn applied<'a>(judged: &Judged, ruleset: &Ruleset<'a>) -> BTreeSet<&'a str> {
    let is_judged = |outcome: Outcome| {
        !matches!(
            outcome,
            Outcome::NotApplicable | Outcome::Missing | Outcome::Doubtful | Outcome::Manual
        )
    };
    let law: &'a Law = ruleset.law;
    let rules = ruleset.rules.iter().filter(|rule| {
        judged
            .by_rule
            .get(&rule.id)
            .is_some_and(|counts| counts.any(is_judged))
    });
    rules
        .filter_map(|rule| law.sets.get(&rule.set)?.number.as_deref())
        .collect()
}

/// The act that governs, then those of the profile's sets that had come into force, each once.
fn acts<'a>(ruleset: &Ruleset<'a>) -> Vec<&'a Act> {
    let law: &'a Law = ruleset.law;
    let governing = ruleset
        .profile
        .governing_on(ruleset.day)
        .and_then(|governing| law.act(&governing.act));
    let sets = sets(ruleset).filter_map(|set| law.act(set.number.as_ref()?));
    let mut acts: IndexMap<&str, &Act> = IndexMap::new();
    let begun = |act: &&Act| act.from.is_none_or(|from| from <= ruleset.day);
    for act in governing.into_iter().chain(sets.filter(begun)) {
        acts.entry(act.number.as_str()).or_insert(act);
    }
    acts.into_values().collect()
}

/// The sets of the profile, those apart that its variant leaves out.
pub(super) fn sets<'a>(ruleset: &Ruleset<'a>) -> impl Iterator<Item = &'a RuleSet> {
    let (law, variant): (&'a Law, _) = (ruleset.law, ruleset.variant);
    let applies =
        move |key: &&String| !variant.is_some_and(|variant| variant.without.contains(key));
    ruleset
        .profile
        .sets
        .iter()
        .filter(applies)
        .filter_map(move |key| law.sets.get(key))
}

fn act_line(act: &Act, on: Date, applied: &BTreeSet<&str>) -> ActLine {
    let (status, sentence) = match (act.from, act.until) {
        (Some(from), _) if on < from => (
            ActStatus::NotYet,
            format!("chưa có hiệu lực (từ {})", day(from)),
        ),
        (_, Some(until)) if on >= until => {
            let part = if act.partial {
                "phần vị trí việc làm "
            } else {
                ""
            };
            let by = act
                .replaced_by
                .as_ref()
                .map(|by| format!(", thay bằng {by}"))
                .unwrap_or_default();
            (
                ActStatus::Ended,
                format!("{part}hết hiệu lực từ {}{by}", day(until)),
            )
        }
        (_, Some(until)) => {
            let by = act
                .replaced_by
                .as_ref()
                .map(|by| format!(", sau đó theo {by}"))
                .unwrap_or_default();
            (
                ActStatus::InForce,
                format!("có hiệu lực; đến trước ngày {}{by}", day(until)),
            )
        }
        _ => (ActStatus::InForce, "có hiệu lực".to_owned()),
    };
    let title = if act.title.is_empty() {
        act.name()
    } else {
        format!("{}: {}", act.name(), act.title)
    };
    ActLine {
        number: act.number.clone(),
        title,
        signed: act.signed,
        issuer: act.issuer.clone(),
        status,
        from: act.from,
        until: act.until,
        replaced_by: act.replaced_by.clone(),
        applied: applied.contains(act.number.as_str()),
        sentence,
    }
}
