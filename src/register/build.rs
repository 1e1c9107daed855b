//! The register, put together from appraisals one by one.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::DossierPlace;
use super::RecordedAppraisal;
use super::RegisterLine;
use super::RoundStanding;
use super::Urgency;
use super::openings::Openings;
use super::rounds;
use crate::dictionary::Forms;

/// Sổ theo dõi: dossiers in the order in which they were found.
#[derive(Debug, Clone)]
pub struct Register {
    /// The day from which the days left are counted.
    pub on: Date,
    /// One line a dossier.
    pub lines: Vec<RegisterLine>,
    /// How each line stands among the submissions of its agency, by its place.
    pub rounds: Vec<RoundStanding>,
    /// What could not be appraised.
    pub unreadable: Vec<Unreadable>,
    /// The rules that findings name.
    pub rules: Vec<RuleTitle>,
    /// By what the dossiers were judged: more than one is told.
    pub editions: Vec<Edition>,
    /// How the long texts begin that more than one dossier has, by digest.
    pub openings: BTreeMap<u64, String>,
}

/// A rule as findings name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTitle {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Hồ sơ không xét được: a dossier that could not be appraised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it was found.
    pub dossier: String,
    /// Why, in Vietnamese: one sentence, or several lines.
    pub sentence: String,
}

/// A program and a rulebook with which dossiers were judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Version of the program.
    pub program: String,
    /// SHA-256 over the rulebook.
    pub rulebook: String,
    /// The day of the newest review in the rulebook.
    pub reviewed_on: Option<Date>,
    /// How many dossiers.
    pub dossiers: usize,
}

/// Puts a register together.
#[derive(Debug)]
pub struct RegisterBuilder<'a> {
    forms: &'a Forms,
    lines: Vec<RegisterLine>,
    unreadable: Vec<Unreadable>,
    rules: IndexMap<String, String>,
    editions: Vec<Edition>,
    openings: Openings,
}

impl<'a> RegisterBuilder<'a> {
    /// An empty register; the forms know how names of bodies are shortened.
    #[must_use]
    pub fn new(forms: &'a Forms) -> Self {
        let (lines, unreadable, rules, editions, openings) = Default::default();
        Self {
            forms,
            lines,
            unreadable,
            rules,
            editions,
            openings,
        }
    }

    /// Takes in one appraisal.
    pub fn add(&mut self, place: DossierPlace, recorded: RecordedAppraisal) {
        let (program, rulebook) = (&recorded.program.version, &recorded.law.digest);
        let known = self
            .editions
            .iter_mut()
            .find(|known| known.program == *program && known.rulebook == *rulebook);
        match known {
            Some(edition) => edition.dossiers += 1,
            None => self.editions.push(Edition {
                program: program.clone(),
                rulebook: rulebook.clone(),
                reviewed_on: recorded.law.reviewed_on,
                dossiers: 1,
            }),
        }
        self.lines.push(RegisterLine::of(
            place,
            recorded,
            self.forms,
            &mut self.rules,
            &mut self.openings,
        ));
    }

    /// Takes in a dossier that could not be appraised.
    pub fn add_unreadable(&mut self, dossier: &str, sentence: &str) {
        self.unreadable.push(Unreadable {
            dossier: dossier.to_owned(),
            sentence: sentence.to_owned(),
        });
    }

    /// The register as of a day.
    #[must_use]
    pub fn finish(self, on: Date) -> Register {
        let rules = self
            .rules
            .into_iter()
            .map(|(id, title)| RuleTitle { id, title })
            .collect();
        let rounds = rounds::standings(&self.lines);
        let Self {
            lines,
            unreadable,
            editions,
            ..
        } = self;
        Register {
            on,
            lines,
            rounds,
            unreadable,
            rules,
            editions,
            openings: self.openings.shared(),
        }
    }
}

impl Register {
    /// The dossiers that stand: the last round of each agency, the same files once. Sums are taken
    /// over them.
    pub fn standing(&self) -> impl Iterator<Item = (usize, &RegisterLine)> {
        let stands = |(place, _): &(usize, &RegisterLine)| self.rounds[*place].stands();
        self.lines.iter().enumerate().filter(stands)
    }

    /// Places of all lines by urgency: what stands before what was followed or doubled, what is due
    /// first before the rest.
    #[must_use]
    pub fn by_urgency(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.lines.len()).collect();
        places.sort_by_key(|place| {
            let due = self.lines[*place].due_on;
            (!self.rounds[*place].stands(), due.is_none(), due, *place)
        });
        places
    }

    /// How urgent a line is, and who has to act.
    #[must_use]
    pub fn urgency(&self, place: usize) -> Urgency {
        Urgency::of(&self.lines[place], &self.rounds[place], self.on)
    }
}
