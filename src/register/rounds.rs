//! Rounds: the submissions of one agency one after another, what was mended between them and what
//! came back.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::RegisterLine;
use crate::law::Outcome;

/// Lần trình: how one dossier stands among those of its agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundStanding {
    /// Its round, from 1.
    pub round: usize,
    /// How many rounds there are.
    pub of: usize,
    /// The place of the dossier with the very same files, where one was found before.
    pub same_as: Option<usize>,
    /// Whether it bears the same day as the round before: which of both is the later cannot be
    /// told.
    pub same_day: bool,
    /// What changed since the round before; none of a first one.
    pub change: Option<RoundChange>,
}

/// What changed from one round to the next: rules, by place in [`super::Register::rules`], with the
/// number of cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundChange {
    /// The place of the round before.
    pub since: usize,
    /// No longer found.
    pub mended: BTreeMap<usize, usize>,
    /// Found in both.
    pub left: BTreeMap<usize, usize>,
    /// Found for the first time.
    pub new: BTreeMap<usize, usize>,
    /// Found in a still earlier round, not in the one before.
    pub returned: BTreeMap<usize, usize>,
}

impl RoundStanding {
    /// Whether it is the last word of its agency.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.round == self.of && self.same_as.is_none()
    }
}

/// What is about one subject by one rule.
type RuleSubject = (usize, u64);

/// How each line stands.
pub(super) fn standings(lines: &[RegisterLine]) -> Vec<RoundStanding> {
    let mut standings: Vec<RoundStanding> = lines
        .iter()
        .map(|_| RoundStanding {
            round: 1,
            of: 1,
            ..RoundStanding::default()
        })
        .collect();
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        standings[place].same_as = first_of.get(line.digest.as_str()).copied();
        first_of.entry(&line.digest).or_insert(place);
    }
    let mut agencies: BTreeMap<[&str; 3], Vec<usize>> = BTreeMap::new();
    for (place, line) in lines
        .iter()
        .enumerate()
        .filter(|(place, _)| standings[*place].same_as.is_none())
    {
        if let Some(key) = line.submitter() {
            agencies.entry(key).or_default().push(place);
        }
    }
    for mut places in agencies.into_values() {
        // A round without a day is taken to be the first: what is known to be later is known by its
        // day.
        places.sort_by_key(|place| (lines[*place].agency.submitted_on, *place));
        join(lines, &places, &mut standings);
    }
    for place in 0..lines.len() {
        if let Some(same) = standings[place].same_as {
            standings[place] = RoundStanding {
                same_as: Some(same),
                ..standings[same].clone()
            };
        }
    }
    standings
}

fn join(lines: &[RegisterLine], places: &[usize], standings: &mut [RoundStanding]) {
    let mut earlier: BTreeSet<RuleSubject> = BTreeSet::new();
    let mut before: Option<(usize, BTreeSet<RuleSubject>)> = None;
    for (nth, place) in places.iter().enumerate() {
        let now = cases(&lines[*place]);
        let day = |place: usize| lines[place].agency.submitted_on;
        let same_day = before
            .as_ref()
            .is_some_and(|(since, _)| day(*since) == day(*place));
        let change = before
            .as_ref()
            .map(|(since, before)| change(*since, before, &now, &earlier));
        earlier.extend(before.into_iter().flat_map(|(_, cases)| cases));
        standings[*place] = RoundStanding {
            round: nth + 1,
            of: places.len(),
            same_as: None,
            same_day,
            change,
        };
        before = Some((*place, now));
    }
}

/// What has to be settled; notes come and go.
fn cases(line: &RegisterLine) -> BTreeSet<RuleSubject> {
    let open = line
        .notes
        .iter()
        .filter(|note| note.outcome != Outcome::Note);
    open.map(|note| (note.rule, note.subject)).collect()
}

fn change(
    since: usize,
    before: &BTreeSet<RuleSubject>,
    now: &BTreeSet<RuleSubject>,
    earlier: &BTreeSet<RuleSubject>,
) -> RoundChange {
    let (returned, new): (Vec<&RuleSubject>, Vec<&RuleSubject>) = now
        .difference(before)
        .partition(|case| earlier.contains(*case));
    RoundChange {
        since,
        mended: by_rule(before.difference(now)),
        left: by_rule(before.intersection(now)),
        new: by_rule(new),
        returned: by_rule(returned),
    }
}

fn by_rule<'a>(cases: impl IntoIterator<Item = &'a RuleSubject>) -> BTreeMap<usize, usize> {
    let mut rules = BTreeMap::new();
    for (rule, _) in cases {
        *rules.entry(*rule).or_default() += 1;
    }
    rules
}
