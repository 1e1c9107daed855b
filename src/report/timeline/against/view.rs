//! The comparison in plain texts, nothing left to compute.

use serde::Serialize;

use crate::law::Outcome;
use crate::opinion::Held;
use crate::opinion::LawChange;
use crate::opinion::LawDay;
use crate::opinion::LawFate;
use crate::opinion::LawState;
use crate::opinion::TwoLaws;
use crate::report::words;

/// Hai quy định trên một hồ sơ, as people read it.
#[derive(Debug, Serialize)]
pub struct AgainstView {
    pub(super) title: String,
    pub(super) sentence: String,
    /// Whether anything is wrong on either day, or open.
    pub(super) calm: bool,
    pub(super) days: Vec<Day>,
    pub(super) groups: Vec<MatterGroup>,
}

#[derive(Debug, Serialize)]
pub(super) struct Day {
    pub(super) day: String,
    pub(super) conclusion: String,
    /// Empty when the law of the profile governs.
    pub(super) warning: String,
    /// The acts that are in force on this day and not on the other.
    pub(super) acts: Vec<String>,
}

/// Matters of one kind.
#[derive(Debug, Serialize)]
pub(super) struct MatterGroup {
    pub(super) fate: LawFate,
    pub(super) heading: String,
    pub(super) matters: Vec<LawMatter>,
}

#[derive(Debug, Serialize)]
pub(super) struct LawMatter {
    /// What it is about.
    pub(super) called: String,
    pub(super) ranges: Vec<String>,
    /// The ranges as people name them; empty where it is about the dossier as a whole.
    pub(super) place: String,
    /// The graver of what is wrong.
    pub(super) outcome: Option<Outcome>,
    /// One line when both days say the same, else one a day.
    pub(super) says: Vec<MatterSays>,
}

#[derive(Debug, Serialize)]
pub(super) struct MatterSays {
    /// The day, or that it is both.
    pub(super) when: String,
    /// What it comes to, a word or a clause.
    pub(super) label: &'static str,
    /// What is the matter; empty without a finding.
    pub(super) sentence: String,
    /// The provision, with how its text is known; empty without one.
    pub(super) citation: String,
}

impl AgainstView {
    /// Lays out a comparison.
    #[must_use]
    pub fn of(laws: &TwoLaws) -> Self {
        let [first, second] = [&laws.as_of, &laws.against].map(|day| words::day(day.day));
        let group = |fate: LawFate| MatterGroup {
            fate,
            heading: fate.heading(laws.as_of.day, laws.against.day),
            matters: laws
                .findings
                .iter()
                .filter(|change| change.fate == fate)
                .map(|one| matter(laws, one))
                .collect(),
        };
        let days = [&laws.as_of, &laws.against];
        Self {
            title: format!("So quy định ngày {first} với quy định ngày {second}"),
            sentence: laws.summary.sentence.clone(),
            calm: laws.findings.is_empty() && days.iter().all(|day| day.ungoverned.is_none()),
            days: days.map(day).into(),
            groups: LawFate::ALL
                .into_iter()
                .map(group)
                .filter(|group| !group.matters.is_empty())
                .collect(),
        }
    }
}

fn day(day: &LawDay) -> Day {
    Day {
        day: words::day(day.day),
        conclusion: day.conclusion.clone(),
        warning: day.warning.clone().unwrap_or_default(),
        acts: day
            .acts
            .iter()
            .map(|act| words::act_name(act).to_owned())
            .collect(),
    }
}

fn matter(laws: &TwoLaws, change: &LawChange) -> LawMatter {
    let says = |when: String, held: &Held| MatterSays {
        when,
        label: held
            .outcome
            .map_or_else(|| held.state.label(), Outcome::label),
        sentence: held.sentence.clone(),
        citation: held.citation.as_ref().map(words::cited).unwrap_or_default(),
    };
    let sides = [
        (&laws.as_of, &change.as_of),
        (&laws.against, &change.against),
    ];
    let wrong = [&change.as_of, &change.against]
        .into_iter()
        .filter(|held| held.state == LawState::Fails);
    LawMatter {
        called: words::capital(&change.subject.called),
        ranges: change.ranges.clone(),
        place: words::places(&change.ranges),
        outcome: wrong.filter_map(|held| held.outcome).min(),
        says: if change.is_same() {
            vec![says("Cả hai ngày".to_owned(), &change.as_of)]
        } else {
            sides
                .map(|(day, held)| says(words::day(day.day), held))
                .into()
        },
    }
}
