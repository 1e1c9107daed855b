//! One dossier of the register: what its appraisal says, small enough to keep by the ten thousand.

use std::hash::Hash as _;
use std::hash::Hasher as _;

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxHasher;

use super::RecordedAppraisal;
use super::RecordedFinding;
use super::openings::Openings;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::law::Nature;
use crate::law::Outcome;
use crate::opinion::AgencySummary;
use crate::opinion::CarriedLine;
use crate::opinion::FindingSubject;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::Recommendation;
use crate::opinion::UnitLine;

/// Một hồ sơ trong sổ theo dõi.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    /// Where it was found, and what was made of it.
    pub place: DossierPlace,
    /// SHA-256 of its files.
    pub digest: String,
    /// The agency, the submission, the numbers of people.
    pub agency: AgencySummary,
    /// By what the agency is known again, however its name is shortened; empty where none is named.
    pub agency_key: String,
    /// The same of the managing body.
    pub body_key: String,
    /// Key of the profile by which it was judged.
    pub profile: String,
    /// Whose proposals that profile is for: `Cơ quan hành chính (công chức)`.
    pub staff: String,
    /// The day of the law applied.
    pub as_of: Date,
    /// The day of the complete dossier, where the appraiser has said it.
    pub received: Option<Date>,
    /// The day on which the appraisal is due.
    pub due_on: Option<Date>,
    /// People agreed to; none as long as that is open or nobody has said so.
    pub approved: Option<i64>,
    /// What to do with it, after the appraiser's word.
    pub recommendation: Recommendation,
    /// The same as one sentence.
    pub conclusion: String,
    /// What still stands, by what it is.
    pub findings: FindingTally,
    /// What still stands, one by one.
    pub notes: Vec<FindingNote>,
    /// Units in the table of units.
    pub units: usize,
    /// Heads and deputies of the units, where the table of units states both.
    pub managers: Option<(i64, i64)>,
    /// Different positions.
    pub positions: usize,
    /// People of all positions; those on labour contracts are among them, and not among those
    /// proposed.
    pub listed: Option<i64>,
    /// Positions and people by group.
    pub groups: Vec<GroupLine>,
    /// People by rank or title.
    pub ranks: Vec<RankLine>,
    /// What only the whole province can be judged by.
    pub carried: Vec<CarriedLine>,
    /// Its long texts, by digest.
    pub texts: Vec<u64>,
}

/// Where a dossier is; links are relative to the folder of the register, and empty where there is
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DossierPlace {
    /// As people name it: a path inside the folder that was searched.
    pub name: String,
    /// Link to its files.
    pub files: String,
    /// Link to its result.
    pub result: String,
    /// Link to its papers.
    pub papers: String,
}

/// Findings by nature and level; what only follows from another is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingTally {
    /// A provision is not kept.
    pub law: usize,
    /// The workbook contradicts itself.
    pub data: usize,
    /// To be explained.
    pub explain: usize,
    /// Data is missing.
    pub missing: usize,
    /// Perhaps misread.
    pub doubtful: usize,
    /// To be noted.
    pub note: usize,
}

/// One case of a finding: enough to know it again in the next round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingNote {
    /// Its rule, by place in [`super::Register::rules`].
    pub rule: usize,
    /// What it is about, as a digest.
    pub subject: u64,
    /// What it is.
    pub outcome: Outcome,
    /// Whether a provision is not kept, or the workbook contradicts itself.
    pub nature: Nature,
    /// Whether it only follows from another.
    pub follows: bool,
}

impl FindingTally {
    fn add(&mut self, outcome: Outcome, nature: Nature) {
        let slot = match (outcome, nature) {
            (Outcome::Violation, Nature::Law) => &mut self.law,
            (Outcome::Violation, Nature::Data) => &mut self.data,
            (Outcome::Explain, _) => &mut self.explain,
            (Outcome::Missing, _) => &mut self.missing,
            (Outcome::Doubtful, _) => &mut self.doubtful,
            (Outcome::Note, _) => &mut self.note,
            _ => return,
        };
        *slot += 1;
    }

    /// What the agency or the office has to settle: all but notes.
    #[must_use]
    pub const fn open(&self) -> usize {
        self.law + self.data + self.explain + self.missing + self.doubtful
    }
}

/// What the title of a profile begins with: `Công chức: …`.
fn kind_of_staff(profile_title: &str) -> String {
    let kind = profile_title.split(": ").next();
    kind.unwrap_or_default().to_owned()
}

impl RegisterLine {
    /// The line of an appraisal; titles of rules that are new to the register go into `rules`, and
    /// what tells texts again into `openings`.
    #[must_use]
    pub(super) fn of(
        place: DossierPlace,
        recorded: RecordedAppraisal,
        forms: &Forms,
        rules: &mut IndexMap<String, String>,
        openings: &mut Openings,
    ) -> Self {
        let review = recorded.review.as_ref();
        let standing: Vec<&RecordedFinding> = recorded
            .findings
            .iter()
            .filter(|f| stands(&recorded, f))
            .collect();
        let mut findings = FindingTally::default();
        for finding in standing.iter().filter(|finding| finding.cause.is_none()) {
            findings.add(finding.outcome, finding.nature);
        }
        let notes = standing
            .iter()
            .flat_map(|finding| notes(finding, rules))
            .collect();
        Self {
            place,
            received: review.and_then(|review| review.received),
            due_on: review
                .and_then(|review| review.due_on)
                .or(recorded.agency.due_on),
            approved: review.and_then(|review| review.approved),
            recommendation: review.map_or(recorded.recommendation, |review| review.recommendation),
            conclusion: review.map_or(recorded.conclusion.sentence, |review| {
                review.conclusion.clone()
            }),
            findings,
            notes,
            units: recorded.figures.units.len(),
            managers: managers(&recorded.figures.units),
            positions: recorded.figures.positions,
            listed: recorded.figures.people,
            groups: recorded.figures.groups,
            ranks: recorded.figures.ranks,
            carried: recorded.carried,
            texts: openings.take(&recorded.texts),
            digest: recorded.input.sha256,
            agency_key: forms.body_key(Role::Name, &recorded.agency.name),
            body_key: forms.body_key(Role::Superior, &recorded.agency.superior),
            agency: recorded.agency,
            profile: recorded.law.profile,
            staff: kind_of_staff(&recorded.law.profile_title),
            as_of: recorded.law.as_of,
        }
    }

    /// What people call it: the agency, else where it was found.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.agency.name.is_empty() {
            &self.place.name
        } else {
            &self.agency.name
        }
    }

    /// By what submissions of one agency are known to be its own: agency, superior and kind of
    /// proposal. None where no agency is named.
    #[must_use]
    pub fn submitter(&self) -> Option<[&str; 3]> {
        (!self.agency_key.is_empty()).then_some([&self.agency_key, &self.body_key, &self.profile])
    }
}

/// Whether a finding still stands after the appraiser's word, and is one that is listed at all.
fn stands(recorded: &RecordedAppraisal, finding: &RecordedFinding) -> bool {
    let settled = [
        Outcome::Pass,
        Outcome::NotApplicable,
        Outcome::Manual,
        Outcome::Waived,
    ];
    let is_ruled = |number: usize| {
        let review = recorded.review.as_ref();
        review.is_some_and(|review| review.rulings.iter().any(|ruling| ruling.finding == number))
    };
    !settled.contains(&finding.outcome)
        && !is_ruled(finding.number)
        && !finding.cause.is_some_and(is_ruled)
}

fn notes(finding: &RecordedFinding, rules: &mut IndexMap<String, String>) -> Vec<FindingNote> {
    let mut note = |rule: &str, title: &str, subject: &FindingSubject| {
        let known = rules.entry(rule.to_owned());
        let place = known.index();
        known.or_insert_with(|| title.to_owned());
        let (outcome, nature, follows) = (finding.outcome, finding.nature, finding.cause.is_some());
        FindingNote {
            rule: place,
            subject: digest(subject),
            outcome,
            nature,
            follows,
        }
    };
    if finding.instances.is_empty() {
        return vec![note(&finding.rule, &finding.title, &finding.subject)];
    }
    let of_instance = |instance: &super::RecordedInstance| match &instance.rule {
        Some(rule) => note(&rule.id, &rule.title, &instance.subject),
        None => note(&finding.rule, &finding.title, &instance.subject),
    };
    finding.instances.iter().map(of_instance).collect()
}

/// What a finding is about, whichever row it stands in now.
fn digest(subject: &FindingSubject) -> u64 {
    let mut hash = FxHasher::default();
    for part in [&subject.kind, &subject.key, &subject.name] {
        fold::key(part).hash(&mut hash);
    }
    hash.finish()
}

fn managers(units: &[UnitLine]) -> Option<(i64, i64)> {
    let number = |text: &str| {
        text.trim()
            .parse::<i64>()
            .ok()
            .filter(|number| (0..10_000).contains(number))
    };
    let stated = units
        .iter()
        .filter_map(|unit| number(&unit.heads).zip(number(&unit.deputies)));
    let (heads, deputies) = stated.fold((0, 0), |(heads, deputies), unit| {
        (heads + unit.0, deputies + unit.1)
    });
    (heads > 0).then_some((heads, deputies))
}
