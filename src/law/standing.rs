//! Which acts stand on a day for a kind of submission, and which of them the rulebook has rules of.

use jiff::civil::Date;

use super::Act;
use super::Governing;
use super::Law;
use super::Profile;
use super::Rule;
use super::RuleSet;
use super::timeline::day;

/// Quy định của một ngày: the acts that a profile knows, as of a day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The day.
    pub day: Date,
    /// The kind of submission.
    pub profile: &'a Profile,
    /// What governs job positions on that day; none when the profile does not say.
    pub governing: Option<&'a Governing>,
    /// Whether the rulebook has rules of it.
    pub governs_in_part: bool,
    /// The acts, the one that governs first, then in the order of the profile.
    pub acts: Vec<ActStanding<'a>>,
    /// The sets that follow no act, each with the number of its rules in force.
    pub collections: Vec<(&'a RuleSet, usize)>,
}

/// Một văn bản trong một ngày: an act as of a day.
#[derive(Debug, Clone)]
pub struct ActStanding<'a> {
    /// Its number.
    pub number: &'a str,
    /// What is known of it; none when the rulebook only names it.
    pub act: Option<&'a Act>,
    /// Whether it is in force.
    pub state: ActState,
    /// Whether it governs job positions on the day.
    pub governs: bool,
    /// Its rules; none when the profile has no set of it.
    pub set: Option<&'a RuleSet>,
    /// The rules of that set for this profile that are in force on the day.
    pub in_force: usize,
    /// All rules of that set for this profile.
    pub rules: usize,
    /// The kinds of agency that it is for, where it is not for all of the profile.
    pub kinds: Vec<&'a str>,
    /// The acts in force on the day that amend it.
    pub amended_by: Vec<&'a Act>,
}

/// Hiệu lực của văn bản: whether an act is in force on a day, as far as its life is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActState {
    /// In force.
    InForce,
    /// Not yet in force.
    NotYet,
    /// No longer in force.
    Ended,
    /// The rulebook does not know since when.
    Unknown,
}

impl Act {
    /// Whether it is in force on a day; unknown where its first day is, unless it had ended by
    /// then.
    #[must_use]
    pub fn state(&self, on: Date) -> ActState {
        match (self.from, self.until) {
            (_, Some(until)) if on >= until => ActState::Ended,
            (Some(from), _) if on < from => ActState::NotYet,
            (Some(_), _) => ActState::InForce,
            (None, _) => ActState::Unknown,
        }
    }

    /// Its life in words, what is not known told as such: `từ 20/07/2020 đến hết ngày 30/12/2025`.
    #[must_use]
    pub fn lifetime(&self) -> String {
        match (self.from, self.until) {
            (None, None) => "chưa rõ thời gian có hiệu lực".to_owned(),
            (None, Some(_)) => format!("{}, chưa rõ từ ngày nào", self.life()),
            (Some(_), _) if self.partial => {
                format!("{} (chỉ phần vị trí việc làm hết hiệu lực)", self.life())
            }
            (Some(_), _) => self.life().to_string(),
        }
    }

    /// How its life is known, in words; its end apart where that is known otherwise.
    #[must_use]
    pub fn known_by(&self) -> String {
        match self
            .until_source
            .filter(|source| *source != self.source && self.until.is_some())
        {
            Some(end) => format!(
                "{}; ngày hết hiệu lực: {}",
                self.source.label(),
                end.label()
            ),
            None => self.source.label().to_owned(),
        }
    }

    /// Kind, number and subject:
    /// `Nghị định số 62/2020/NĐ-CP về vị trí việc làm và biên chế công chức`.
    #[must_use]
    pub fn called(&self) -> String {
        if self.title.is_empty() {
            self.name()
        } else {
            format!("{} {}", self.name(), self.title)
        }
    }
}

impl Profile {
    /// What governs job positions on a day.
    #[must_use]
    pub fn governing_on(&self, on: Date) -> Option<&Governing> {
        self.governing
            .iter()
            .find(|governing| governing.period().contains(on))
    }
}

impl Governing {
    /// That the rulebook cannot judge by the act that governs on a day, or only in part, as a
    /// clause; none where it can.
    #[must_use]
    pub fn ungoverned(&self, on: Date, in_part: bool) -> Option<String> {
        self.says.as_ref()?;
        let held = if in_part {
            "mới có một phần trong bộ quy tắc"
        } else {
            "chưa có trong bộ quy tắc"
        };
        Some(format!(
            "văn bản điều chỉnh ngày {} ({}) {held}",
            day(on),
            self.act
        ))
    }

    /// What that means for a proposal; none where the rules of the act are there.
    #[must_use]
    pub fn told(&self, on: Date) -> Option<String> {
        Some(self.says.as_ref()?.replace("{{ ngay }}", &day(on)))
    }
}

impl Law {
    /// Whether the rulebook has a set of rules of an act, of some of its provisions at least.
    #[must_use]
    pub fn has_rules_of(&self, act: &str) -> bool {
        let wanted = super::act_key(act);
        self.sets.values().any(|set| {
            set.number
                .as_deref()
                .is_some_and(|number| super::act_key(number) == wanted)
        })
    }

    /// The acts that a profile knows, as of a day.
    #[must_use]
    pub fn standing<'a>(&'a self, on: Date, profile: &'a Profile) -> Standing<'a> {
        let governing = profile.governing_on(on);
        let sets: Vec<&RuleSet> = profile
            .sets
            .iter()
            .filter_map(|key| self.sets.get(key))
            .collect();
        let of_act = |number: &str| {
            sets.iter()
                .copied()
                .find(|set| set.number.as_deref() == Some(number))
        };
        let numbers = sets.iter().filter_map(|set| set.number.as_deref());
        let first = governing.map(|governing| governing.act.as_str());
        let mut acts: Vec<ActStanding<'a>> = Vec::new();
        for number in first.into_iter().chain(numbers) {
            if acts.iter().all(|act| act.number != number) {
                acts.push(self.act_standing(
                    on,
                    profile,
                    number,
                    of_act(number),
                    first == Some(number),
                ));
            }
        }
        let collections = sets.iter().filter(|set| set.number.is_none());
        let collections = collections
            .map(|set| (*set, self.rules_of(set, profile, Some(on)).count()))
            .collect();
        let governs_in_part = governing.is_some_and(|governing| self.has_rules_of(&governing.act));
        Standing {
            day: on,
            profile,
            governing,
            governs_in_part,
            acts,
            collections,
        }
    }

    fn act_standing<'a>(
        &'a self,
        on: Date,
        profile: &'a Profile,
        number: &'a str,
        set: Option<&'a RuleSet>,
        governs: bool,
    ) -> ActStanding<'a> {
        let act = self.act(number);
        let count = |on: Option<Date>| set.map_or(0, |set| self.rules_of(set, profile, on).count());
        ActStanding {
            number,
            act,
            state: act.map_or(ActState::Unknown, |act| act.state(on)),
            governs,
            set,
            in_force: count(Some(on)),
            rules: count(None),
            kinds: set.map(|set| kinds(profile, &set.key)).unwrap_or_default(),
            amended_by: self
                .amending(number)
                .filter(|act| act.state(on) == ActState::InForce)
                .collect(),
        }
    }

    /// The acts that amend an act.
    pub fn amending<'a>(&'a self, number: &str) -> impl Iterator<Item = &'a Act> + use<'a> {
        let key = super::act_key(number);
        self.acts
            .values()
            .filter(move |act| act.amends.iter().any(|other| super::act_key(other) == key))
    }

    /// The acts in force on a day of which no profile has rules, and which none of those with rules
    /// amends.
    #[must_use]
    pub fn without_rules(&self, on: Date) -> Vec<&Act> {
        let with_rules: Vec<&Act> = self
            .sets
            .values()
            .filter_map(|set| set.number.as_deref())
            .filter_map(|number| self.act(number))
            .collect();
        let is_carried = |act: &Act| {
            with_rules.iter().any(|other| {
                other.number == act.number
                    || (other.amends.contains(&act.number) && other.state(on) == ActState::InForce)
            })
        };
        self.acts
            .values()
            .filter(|act| act.state(on) == ActState::InForce && !is_carried(act))
            .collect()
    }

    /// The rules of a set that judge a kind of submission; with a day those in force on it.
    fn rules_of<'a>(
        &'a self,
        set: &RuleSet,
        profile: &Profile,
        on: Option<Date>,
    ) -> impl Iterator<Item = &'a Rule> {
        self.rules.values().filter(move |rule| {
            rule.set == set.key
                && profile.judges_by(rule)
                && on.is_none_or(|on| rule.in_force.contains(on))
        })
    }
}

/// The kinds of agency of a profile that a set is for; none when it is for all.
fn kinds<'a>(profile: &'a Profile, set: &str) -> Vec<&'a str> {
    let is_for =
        |variant: &&super::ProfileVariant| !variant.without.iter().any(|other| other == set);
    let kinds: Vec<&str> = profile
        .variants
        .iter()
        .filter(is_for)
        .map(|variant| variant.title.as_str())
        .collect();
    if kinds.len() == profile.variants.len() {
        Vec::new()
    } else {
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Source;
    use jiff::civil::date;

    fn act(from: Option<Date>, until: Option<Date>) -> Act {
        Act {
            number: "1/2020/NĐ-CP".to_owned(),
            kind: "Nghị định".to_owned(),
            title: String::new(),
            issuer: String::new(),
            signed: None,
            from,
            until,
            replaced_by: None,
            amends: Vec::new(),
            partial: false,
            source: Source::Text,
            until_source: Some(Source::Recalled),
            note: None,
        }
    }

    #[test]
    fn what_is_not_known_is_never_in_force() {
        let (from, until) = (date(2020, 7, 20), date(2025, 12, 31));
        let states = |act: &Act| {
            [date(2020, 7, 19), from, date(2025, 12, 30), until].map(|on| act.state(on))
        };
        assert_eq!(
            states(&act(Some(from), Some(until))),
            [
                ActState::NotYet,
                ActState::InForce,
                ActState::InForce,
                ActState::Ended
            ]
        );
        assert_eq!(
            states(&act(None, Some(until))),
            [
                ActState::Unknown,
                ActState::Unknown,
                ActState::Unknown,
                ActState::Ended
            ]
        );
        assert_eq!(states(&act(None, None)), [ActState::Unknown; 4]);
        assert_eq!(
            act(None, Some(until)).lifetime(),
            "đến hết ngày 30/12/2025, chưa rõ từ ngày nào"
        );
    }

    #[test]
    fn the_end_is_told_apart_only_where_it_is_known_otherwise() {
        let ended = act(Some(date(2020, 7, 20)), Some(date(2025, 12, 31)));
        assert_eq!(
            ended.known_by(),
            "đã đối chiếu văn bản gốc; ngày hết hiệu lực: chưa đối chiếu với văn bản gốc"
        );
        assert_eq!(
            act(Some(date(2020, 7, 20)), None).known_by(),
            "đã đối chiếu văn bản gốc"
        );
    }
}
