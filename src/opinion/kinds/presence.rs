//! `required`, `absent`, `sound`.

use super::CheckAnswer;
use crate::law::Presence;
use crate::measure::Missing;

/// Of a fact that has a value.
pub(super) const fn ask(kind: Presence) -> CheckAnswer {
    match kind {
        Presence::Required | Presence::Sound => CheckAnswer::Pass,
        Presence::Absent => CheckAnswer::Fail,
    }
}

/// Of a fact that has none, where its kind does not leave that to the page.
pub(super) const fn without(kind: Presence, why: &Missing) -> Option<CheckAnswer> {
    match (kind, why) {
        (Presence::Sound, Missing::Broken | Missing::Uncomputed)
        | (Presence::Absent, Missing::Unreadable(..)) => Some(CheckAnswer::Fail),
        (Presence::Sound, _)
        | (Presence::Required, Missing::Unreadable(..))
        | (
            Presence::Absent,
            Missing::Blank | Missing::NoRow | Missing::NoTable | Missing::NoColumn,
        ) => Some(CheckAnswer::Pass),
        (Presence::Required | Presence::Absent, _) => None,
    }
}
