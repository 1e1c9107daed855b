//! `matches`, `cites_in_force`.

use super::CheckAnswer;
use crate::dictionary::fold;
use crate::law::Act;
use crate::law::Written;
use crate::law::act_keys;
use crate::measure::Datum;
use crate::opinion::verdict::Setting;

pub(super) fn ask(kind: &Written, datum: &Datum, setting: Setting<'_>) -> CheckAnswer {
    match kind {
        Written::Matches(pattern) => {
            CheckAnswer::of(pattern.is_match(&fold::squeeze(&datum.to_string())))
        }
        Written::CitesInForce => cites_in_force(datum, setting),
    }
}

/// Judges only acts whose life the rulebook knows: of others it says nothing.
fn cites_in_force(datum: &Datum, setting: Setting<'_>) -> CheckAnswer {
    let cited = act_keys(&datum.to_string());
    let lives = cited
        .iter()
        .filter_map(|number| setting.law.acts.get(number))
        .map(Act::life);
    let known: Vec<_> = lives
        .filter(|life| life.from.is_some() || life.until.is_some())
        .collect();
    if known.is_empty() {
        return CheckAnswer::NotApplicable;
    }
    CheckAnswer::of(known.iter().all(|life| life.contains(setting.day)))
}
