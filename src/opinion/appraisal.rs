//! The appraisal: everything that a report says, decided once.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::AgencySummary;
use super::CarriedLine;
use super::Counts;
use super::DaySource;
use super::Figures;
use super::Finding;
use super::Input;
use super::PositionLine;
use super::ProfileSource;
use super::Question;
use super::RemarkLine;
use super::Scope;
use super::TextLine;
use super::UnreadLine;
use super::WaiverLine;
use crate::cells::Addr;
use crate::law::Section;

/// The name of the form in which an appraisal is written as JSON.
pub const APPRAISAL_SCHEMA: &str = "vtvl.appraisal/1";

/// Kết quả thẩm định: one submission judged by one rulebook as of one date.
///
/// Reports only lay it out: what is listed, folded, counted or shown first is settled here.
#[derive(Debug, Clone, Serialize)]
pub struct Appraisal {
    /// Always `vtvl.appraisal/1`.
    pub schema: &'static str,
    /// The program that judged.
    pub program: Program,
    /// What was read.
    pub input: Input,
    /// What it was judged by.
    pub law: LawUsed,
    /// The agency and its submission.
    pub agency: AgencySummary,
    /// What to do with the proposal.
    pub recommendation: Recommendation,
    /// The recommendation as one sentence with the counts, then its reasons.
    pub conclusion: Conclusion,
    /// rules × subjects by outcome.
    pub counts: Counts,
    /// The findings by weight, causes before what follows from them; folded.
    pub findings: Vec<Finding>,
    /// What was passed over or not understood, folded: told before the findings.
    pub unread: Vec<UnreadLine>,
    /// What the reader could not take, then what it assumed.
    pub remarks: Vec<RemarkLine>,
    /// The sections of the result, each with its findings by index, also the empty ones.
    pub sections: Vec<SectionResult>,
    /// The components of the dossier as submitted.
    pub components: Vec<ComponentLine>,
    /// The figures of the proposal.
    pub figures: Figures,
    /// The questions that provisions in force leave to the appraiser.
    pub questions: Vec<Question>,
    /// What was judged by machine, what by hand, what not at all.
    pub scope: Scope,
    /// The positions one by one.
    pub positions: Vec<PositionLine>,
    /// What an authority has waived, in the order of its file; empty without one.
    pub waivers: Vec<WaiverLine>,
    /// What it carries to the table of a whole province; empty where nothing is asked of its kind
    /// of agency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedLine>,
    /// Its long texts, by which a text pasted into many dossiers is known again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextLine>,
}

/// The program that judged.
#[derive(Debug, Clone, Serialize)]
pub struct Program {
    /// `vtvl`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Program {
    /// The program that is running.
    pub(super) const fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// What the proposal was judged by.
#[derive(Debug, Clone, Serialize)]
pub struct LawUsed {
    /// The governing date.
    pub as_of: Date,
    /// Where that date comes from.
    pub as_of_source: DaySource,
    /// Key of the profile.
    pub profile: String,
    /// The profile for people.
    pub profile_title: String,
    /// Why this profile.
    pub profile_source: ProfileSource,
    /// SHA-256 over the rulebook.
    pub digest: String,
    /// Where the rulebook comes from.
    pub origin: String,
    /// The day of the newest review in the rulebook.
    pub reviewed_on: Option<Date>,
    /// The acts that the profile applies, as of the date.
    pub acts: Vec<ActLine>,
    /// Said first of all when the profile's act no longer governs (or not yet) on the date.
    pub warning: Option<String>,
}

/// One act as of the governing date.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ActLine {
    /// `62/2020/NĐ-CP`
    pub number: String,
    /// Kind and title.
    pub title: String,
    /// Day of signature, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Date>,
    /// Who issued it; empty where that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// Whether it is in force.
    pub status: ActStatus,
    /// In force from.
    pub from: Option<Date>,
    /// No longer in force from this day on.
    pub until: Option<Date>,
    /// What took its place.
    pub replaced_by: Option<String>,
    /// Whether a rule of it was judged on the dossier.
    #[serde(default)]
    pub applied: bool,
    /// The status as a Vietnamese sentence.
    pub sentence: String,
}

/// Hiệu lực: whether an act is in force on the governing date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActStatus {
    /// Còn hiệu lực.
    #[serde(rename = "in force")]
    InForce,
    /// Hết hiệu lực.
    Ended,
    /// Chưa có hiệu lực.
    #[serde(rename = "not yet in force")]
    NotYet,
}

/// What to do with the proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recommendation {
    /// Đề nghị phê duyệt.
    Approve,
    /// Đề nghị bổ sung, hoàn thiện.
    Revise,
    /// Chưa kết luận được: nothing is wrong or missing, but something may have been misread.
    Undecided,
    /// Chưa đủ điều kiện thẩm định.
    Incomplete,
}

impl Recommendation {
    /// Its name in JSON and in style sheets.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Revise => "revise",
            Self::Undecided => "undecided",
            Self::Incomplete => "incomplete",
        }
    }

    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Approve => "Đề nghị phê duyệt",
            Self::Revise => "Đề nghị bổ sung, hoàn thiện",
            Self::Undecided => "Chưa kết luận được",
            Self::Incomplete => "Chưa đủ điều kiện thẩm định",
        }
    }
}

/// The recommendation in words.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Conclusion {
    /// One sentence with the counts.
    pub sentence: String,
    /// Why the dossier is not complete enough, if so: one clause each.
    pub reasons: Vec<String>,
    /// The one of them that is no lack of the dossier: that the act which governs on the day is not
    /// in the rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ungoverned: Option<String>,
}

/// The result of one section of the report.
#[derive(Debug, Clone, Serialize)]
pub struct SectionResult {
    /// Key.
    pub section: Section,
    /// Heading.
    pub title: &'static str,
    /// Judgements by outcome.
    pub counts: Counts,
    /// Indices into [`Appraisal::findings`] of what is wrong, to explain, missing or noted.
    pub findings: Vec<usize>,
    /// Indices of the questions for the appraiser.
    pub questions: Vec<usize>,
    /// One sentence when nothing is wrong, or why nothing was judged.
    pub summary: String,
}

/// One component of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentLine {
    /// Name as submitted.
    pub name: String,
    /// Whether it is marked as there; none when that cannot be told.
    pub present: Option<bool>,
    /// Number.
    pub number: String,
    /// Date as submitted.
    pub date: String,
    /// The cell.
    pub cell: Addr,
}
