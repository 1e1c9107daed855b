//! The life of an act: itself, what came before and after, what amends it, and its rules.

use super::Lane;
use super::LaneKind;
use super::Life;
use super::LifeOf;
use super::Says;
use super::Span;
use crate::law::Act;
use crate::law::Law;
use crate::law::Period;
use crate::law::RuleSet;
use crate::law::act_key;

impl Law {
    pub(super) fn life_of_act<'a>(&'a self, act: &'a Act) -> Life<'a> {
        let key = act_key(&act.number);
        let replaced = |other: &&Act| {
            other
                .replaced_by
                .as_deref()
                .is_some_and(|by| act_key(by) == key)
        };
        let before = self.acts.values().filter(replaced).map(LaneKind::Former);
        let after = act
            .replaced_by
            .as_deref()
            .and_then(|by| self.act(by))
            .map(LaneKind::Later);
        let amending = self.amending(&act.number).map(LaneKind::Amending);
        let amended = act
            .amends
            .iter()
            .filter_map(|other| self.act(other))
            .map(LaneKind::Amended);
        let kinds = std::iter::once(LaneKind::Own(act))
            .chain(before)
            .chain(after)
            .chain(amending)
            .chain(amended);
        let mut lanes: Vec<Lane<'a>> = kinds.filter_map(of_act).collect();
        lanes.extend(self.governed_by(&key));
        let sets = self.sets.values().filter(|set| {
            set.number
                .as_deref()
                .is_some_and(|number| act_key(number) == key)
        });
        lanes.extend(sets.flat_map(|set| self.rules_in_force(set)));
        Life {
            of: LifeOf::Act,
            id: &act.number,
            title: act.called(),
            lanes,
            indirect: Vec::new(),
        }
    }

    pub(super) fn life_of_collection<'a>(&'a self, set: &'a RuleSet) -> Life<'a> {
        let lanes = self.rules_in_force(set).collect();
        Life {
            of: LifeOf::Collection,
            id: &set.key,
            title: set.title.clone(),
            lanes,
            indirect: Vec::new(),
        }
    }

    /// When an act governs job positions, by profile.
    fn governed_by<'a>(&'a self, key: &str) -> Vec<Lane<'a>> {
        let lane = |profile: &'a crate::law::Profile| {
            let own = profile
                .governing
                .iter()
                .filter(|governing| act_key(&governing.act) == key);
            let spans: Vec<Span<'a>> = own
                .map(|governing| span(governing.period(), false))
                .collect();
            (!spans.is_empty()).then_some(Lane {
                kind: LaneKind::Governing(&profile.title),
                spans,
            })
        };
        self.profiles.values().filter_map(lane).collect()
    }

    fn rules_in_force<'a>(&'a self, set: &'a RuleSet) -> impl Iterator<Item = Lane<'a>> {
        self.rules
            .values()
            .filter(move |rule| rule.set == set.key)
            .map(|rule| self.in_force(rule))
    }
}

fn of_act(kind: LaneKind<'_>) -> Option<Lane<'_>> {
    let (LaneKind::Own(act)
    | LaneKind::Former(act)
    | LaneKind::Later(act)
    | LaneKind::Amending(act)
    | LaneKind::Amended(act)) = kind
    else {
        return None;
    };
    let span = Span {
        note: act.note.as_deref(),
        ..span(act.life(), act.from.is_none())
    };
    Some(Lane {
        kind,
        spans: vec![span],
    })
}

fn span<'a>(period: Period, unknown_start: bool) -> Span<'a> {
    Span {
        period,
        unknown_start,
        says: Says::InForce,
        citation: None,
        note: None,
    }
}
