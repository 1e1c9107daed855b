//! Many appraisals at once. Each is read back from its JSON, so that those of other
//! machines count as well.
//!
//! A register holds one line a dossier: earlier rounds of one agency are joined, the same files
//! handed in twice are counted once, and sums are taken over the dossiers that stand
//! ([`Register::standing`]).

mod build;
mod commonest;
mod line;
mod openings;
mod outlier;
mod outliers;
mod pasted;
mod recorded;
mod recorded_review;
mod results;
mod rounds;
mod totals;
mod urgency;

pub use build::Edition;
pub use build::Register;
pub use build::RegisterBuilder;
pub use build::RuleTitle;
pub use build::Unreadable;
pub use commonest::CommonFinding;
pub use commonest::commonest;
pub use line::DossierPlace;
pub use line::FindingNote;
pub use line::FindingTally;
pub use line::RegisterLine;
pub use outlier::Outlier;
pub use outlier::OutlierKind;
pub use outliers::outliers;
pub use recorded::AppraisalRecord;
pub use recorded::RecordFault;
pub use recorded::RecordedAppraisal;
pub use recorded::RecordedComponent;
pub use recorded::RecordedDoubt;
pub use recorded::RecordedExplanation;
pub use recorded::RecordedFinding;
pub use recorded::RecordedInstance;
pub use recorded::RecordedLaw;
pub use recorded::RecordedPosition;
pub use recorded::RecordedProgram;
pub use recorded::RecordedRemark;
pub use recorded::RecordedSection;
pub use recorded::RecordedUnread;
pub use recorded::read_appraisal;
pub use recorded_review::RecordedAgreement;
pub use recorded_review::RecordedReview;
pub use recorded_review::RecordedRuling;
pub use results::ResultFault;
pub use results::ResultFile;
pub use results::dossier_of;
pub use results::result_name;
pub use rounds::RoundChange;
pub use rounds::RoundStanding;
pub use totals::GroupTotal;
pub use totals::PeopleSum;
pub use totals::RankTotal;
pub use totals::TotalLine;
pub use totals::Totals;
pub use urgency::Awaited;
pub use urgency::Urgency;
