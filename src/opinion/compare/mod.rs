//! Two appraisals, or two submissions with their appraisals, held against each other.
//!
//! [`compare`] knows findings only: a change of the rules, replayed. [`compare_submissions`] also
//! knows what was submitted: rows are found again by what they say, never by where they stand.
//! [`compare_laws`] holds the laws of two days against each other on one submission.

mod answers;
mod asked;
mod findings;
mod guess;
mod identities;
mod items;
mod laws;
mod limits;
mod pairs;
mod rows;
mod sheets;
mod summary;
mod tables;
mod two_laws;
mod types;
mod version;
mod whole;

use super::Appraisal;
use crate::law::Outcome;
use findings::SubjectFinding;
use findings::matched;

pub use answers::AgencyAnswer;
pub use laws::UnderLaw;
pub use laws::compare_laws;
pub use limits::held_to_former_limits;
pub use two_laws::Held;
pub use two_laws::LawChange;
pub use two_laws::LawDay;
pub use two_laws::LawFate;
pub use two_laws::LawState;
pub use two_laws::LawSummary;
pub use two_laws::TwoLaws;
pub use types::Asking;
pub use types::ColumnChange;
pub use types::Comparison;
pub use types::Fate;
pub use types::FieldChange;
pub use types::FigureChange;
pub use types::FindingChange;
pub use types::Guess;
pub use types::GuessKind;
pub use types::ItemChange;
pub use types::ItemFate;
pub use types::ItemRef;
pub use types::JudgedBy;
pub use types::Kept;
pub use types::MatchedBy;
pub use types::Moves;
pub use types::SheetChange;
pub use types::Side;
pub use types::Summary;
pub use types::ToldFinding;
pub use types::UnboundAnswer;
pub use types::WithRows;
pub use version::AlsoKnown;
pub use version::Version;
pub use whole::compare_submissions;

/// What became of a finding from one appraisal to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the later appraisal has it.
    Appeared,
    /// Only the earlier appraisal has it.
    Vanished,
}

/// A finding that only one of two appraisals has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Which one has it.
    pub change: Change,
    /// Id of the rule.
    pub rule: String,
    /// What it says.
    pub outcome: Outcome,
    /// The subject as people call it.
    pub subject: String,
    /// The sentence.
    pub sentence: String,
}

/// The findings that appear or vanish from one appraisal to another, subjects told by their names;
/// folded ones count one by one, and another outcome is another finding.
#[must_use]
pub fn compare(old: &Appraisal, new: &Appraisal) -> Vec<Difference> {
    let id = |single: &SubjectFinding<'_>| single.subject.called.clone();
    let difference = |change, single: &SubjectFinding<'_>| Difference {
        change,
        rule: single.rule.to_owned(),
        outcome: single.finding.outcome,
        subject: single.subject.called.clone(),
        sentence: single.sentence.to_owned(),
    };
    let mut differences = Vec::new();
    for (old, new) in matched(old, new, &id, &id) {
        let outcome = |single: &Option<SubjectFinding<'_>>| {
            single.as_ref().map(|single| single.finding.outcome)
        };
        if outcome(&old) != outcome(&new) {
            differences.extend(old.map(|old| difference(Change::Vanished, &old)));
            differences.extend(new.map(|new| difference(Change::Appeared, &new)));
        }
    }
    differences.sort();
    differences
}
