//! `required`, `absent`, `sound`.

use super::Said;
use crate::law::Presence;
use crate::measure::Missing;

/// Of a fact that has a value.
pub(super) const fn ask(kind: Presence) -> Said {
    match kind {
        Presence::Required | Presence::Sound => Said::Pass,
        Presence::Absent => Said::Fail,
    }
}

/// Of a fact that has none, where its kind does not leave that to the page.
pub(super) const fn without(kind: Presence, why: &Missing) -> Option<Said> {
    match (kind, why) {
        (Presence::Sound, Missing::Broken | Missing::Uncomputed) | (Presence::Absent, Missing::Unreadable(..)) => {
            Some(Said::Fail)
        }
        (Presence::Sound, _)
        | (Presence::Required, Missing::Unreadable(..))
        | (Presence::Absent, Missing::Blank | Missing::NoRow | Missing::NoTable | Missing::NoColumn) => {
            Some(Said::Pass)
        }
        (Presence::Required | Presence::Absent, _) => None,
    }
}
