//! The life of an act, a rule, a fact or a dated value: what held when, and by which provision.

mod acts;
mod rules;

use super::Act;
use super::Citation;
use super::Law;
use super::Level;
use super::Limit;
use super::Rule;
use super::RuleSet;
use super::act_key;
use super::act_keys;
use super::timeline::Period;
use crate::dictionary::fold;

/// Đời của một quy định: lanes of one axis of time.
#[derive(Debug, Clone)]
pub struct Life<'a> {
    /// What it is the life of.
    pub of: LifeOf,
    /// Its number, id or key.
    pub id: &'a str,
    /// Its title for people.
    pub title: String,
    /// The lanes, in the order in which they are told.
    pub lanes: Vec<Lane<'a>>,
    /// Rules that rest on the fact by way of another fact, and have no lane.
    pub indirect: Vec<&'a str>,
}

/// What a life is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeOf {
    /// An act.
    Act,
    /// A folder of rules that follows no act.
    Collection,
    /// A rule.
    Rule,
    /// A fact: the rules that use it.
    Fact,
    /// A dated value: the rules that have one of this key.
    Value,
}

/// Một dòng của trục thời gian: periods of one thing.
#[derive(Debug, Clone)]
pub struct Lane<'a> {
    /// What the periods are of.
    pub kind: LaneKind<'a>,
    /// The periods by rising day, none over another.
    pub spans: Vec<Span<'a>>,
}

/// What the periods of a lane are of.
#[derive(Debug, Clone, Copy)]
pub enum LaneKind<'a> {
    /// The act that is asked for.
    Own(&'a Act),
    /// An act whose place it took.
    Former(&'a Act),
    /// The act that took its place.
    Later(&'a Act),
    /// An act that amends it.
    Amending(&'a Act),
    /// An act that it amends.
    Amended(&'a Act),
    /// The time for which it governs job positions, by title of the profile.
    Governing(&'a str),
    /// When a rule is in force.
    InForce(&'a Rule),
    /// How grave a breach of a rule is.
    Level(&'a Rule),
    /// A level of its own under conditions.
    LevelIf(&'a Rule),
    /// The stricter check of a rule, tried first.
    Worse(&'a Rule),
    /// A dated value of a rule.
    Value(&'a Rule, &'a super::DatedValue),
}

/// Một khoảng thời gian: what held, and by what.
#[derive(Debug, Clone)]
pub struct Span<'a> {
    /// When.
    pub period: Period,
    /// Whether an open beginning is one that the rulebook does not know.
    pub unknown_start: bool,
    /// What held.
    pub says: Says<'a>,
    /// The provision, with how its text is known; none where the lane names an act.
    pub citation: Option<Citation>,
    /// Anything else that a reader should know.
    pub note: Option<&'a str>,
}

/// What held in a period.
#[derive(Debug, Clone, Copy)]
pub enum Says<'a> {
    /// It was in force.
    InForce,
    /// A breach had this level.
    Level(Level),
    /// The value was this.
    Limit(&'a Limit),
}

/// What a name means.
#[derive(Debug, Clone)]
pub enum Named<'a> {
    /// One thing.
    One(Life<'a>),
    /// Several acts begin so.
    Several(Vec<&'a str>),
    /// Nothing.
    Nothing,
}

impl Law {
    /// The life of what a name means: an act (`62/2020`, `62/2020/NĐ-CP`, `nd-62-2020`), a rule, a
    /// fact by key or label, or the key of a dated value.
    #[must_use]
    pub fn life<'a>(&'a self, name: &str) -> Named<'a> {
        let name = name.trim();
        if let Some(rule) = self.rules.get(name) {
            return Named::One(self.life_of_rule(rule));
        }
        if let Some(set) = self.sets.get(name) {
            return Named::One(self.life_of_set(set));
        }
        match self.acts_named(name).as_slice() {
            [] => {}
            [act] => return Named::One(self.life_of_act(act)),
            several => {
                return Named::Several(several.iter().map(|act| act.number.as_str()).collect());
            }
        }
        let label = fold::key(name);
        let by_label = || {
            self.facts
                .values()
                .find(|fact| fold::key(&fact.label) == label)
        };
        if let Some(fact) = self.facts.get(name).or_else(by_label) {
            return Named::One(self.life_of_fact(fact));
        }
        self.life_of_value(name).map_or(Named::Nothing, Named::One)
    }

    /// Every name that has a life, for the nearest of one that has none.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let acts = self.acts.values().map(|act| act.number.as_str());
        let values = self
            .rules
            .values()
            .flat_map(|rule| rule.values.keys().map(String::as_str));
        let keys = self
            .rules
            .keys()
            .chain(self.sets.keys())
            .chain(self.facts.keys())
            .map(String::as_str);
        acts.chain(keys).chain(values)
    }

    /// The acts that a number or the beginning of one means.
    fn acts_named(&self, name: &str) -> Vec<&Act> {
        let key = act_keys(name)
            .into_iter()
            .next()
            .unwrap_or_else(|| act_key(name));
        if let Some(act) = self.acts.get(&key) {
            return vec![act];
        }
        let begins = |full: &str| {
            full.strip_prefix(&key)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let whole = key.contains('/');
        self.acts
            .iter()
            .filter(|(full, _)| whole && begins(full))
            .map(|(_, act)| act)
            .collect()
    }

    fn life_of_set<'a>(&'a self, set: &'a RuleSet) -> Life<'a> {
        let act = set.number.as_deref().and_then(|number| self.act(number));
        act.map_or_else(|| self.life_of_collection(set), |act| self.life_of_act(act))
    }
}

/// The days that lie in both; none when there are none.
fn within(a: Period, b: Period) -> Option<Period> {
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let both = Period {
        from: a.from.max(b.from),
        until,
    };
    both.from
        .zip(both.until)
        .is_none_or(|(from, until)| from < until)
        .then_some(both)
}
