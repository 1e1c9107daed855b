//! `vtvl.appraisal/1`, read back: what another run, or another program, kept of an appraisal.
//!
//! The file says everything that people are told; the cells are texts in it, because the workbook
//! that they stand in is not there. Keys that a newer version adds are passed over.
//! `docs/vtvl.appraisal-1.schema.json` is its contract.

use std::io::Read;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::RecordedReview;
use crate::law::Citation;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Section;
use crate::opinion::APPRAISAL_SCHEMA;
use crate::opinion::ActLine;
use crate::opinion::AgencySummary;
use crate::opinion::Appraisal;
use crate::opinion::CarriedLine;
use crate::opinion::Conclusion;
use crate::opinion::Consequence;
use crate::opinion::Counts;
use crate::opinion::Evidence;
use crate::opinion::Figures;
use crate::opinion::FindingSubject;
use crate::opinion::Input;
use crate::opinion::Question;
use crate::opinion::Recommendation;
use crate::opinion::RuleLine;
use crate::opinion::Scope;
use crate::opinion::TextLine;
use crate::opinion::WaivedBy;
use crate::opinion::WaiverLine;

/// Kết quả thẩm định đã lưu: an appraisal as its JSON keeps it. See [`crate::opinion::Appraisal`].
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedAppraisal {
    /// Always `vtvl.appraisal/1`.
    pub schema: String,
    /// The program that judged.
    pub program: RecordedProgram,
    /// What was read.
    pub input: Input,
    /// What it was judged by.
    pub law: RecordedLaw,
    /// The agency and its submission.
    pub agency: AgencySummary,
    /// What to do with the proposal.
    pub recommendation: Recommendation,
    /// The recommendation in words.
    pub conclusion: Conclusion,
    /// rules × subjects by outcome.
    pub counts: Counts,
    /// The findings by weight.
    pub findings: Vec<RecordedFinding>,
    /// What was passed over or not understood, folded.
    pub unread: Vec<RecordedUnread>,
    /// What the reader could not take, then what it assumed.
    pub remarks: Vec<RecordedRemark>,
    /// The sections of the result.
    pub sections: Vec<RecordedSection>,
    /// The components of the dossier.
    pub components: Vec<RecordedComponent>,
    /// The figures of the proposal.
    pub figures: Figures,
    /// The questions that provisions in force leave to the appraiser.
    pub questions: Vec<Question>,
    /// What was judged by machine, what by hand, what not at all.
    pub scope: Scope,
    /// The positions one by one.
    pub positions: Vec<RecordedPosition>,
    /// What an authority has waived.
    pub waivers: Vec<WaiverLine>,
    /// What it carries to the table of a whole province.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedLine>,
    /// Its long texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextLine>,
    /// The appraiser's own word, where she has said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<RecordedReview>,
}

/// An appraisal with the appraiser's own word under the key `review`; every other key is as without
/// it.
#[derive(Debug, Serialize)]
pub struct AppraisalRecord<'a> {
    /// What the program found.
    #[serde(flatten)]
    pub appraisal: &'a Appraisal,
    /// Her word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<&'a RecordedReview>,
}

/// The program that judged.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedProgram {
    /// `vtvl`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What the proposal was judged by.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedLaw {
    /// The governing date.
    pub as_of: Date,
    /// Where that date comes from, in Vietnamese.
    pub as_of_source: String,
    /// Key of the profile.
    pub profile: String,
    /// The profile for people.
    pub profile_title: String,
    /// Why this profile, in Vietnamese.
    pub profile_source: String,
    /// SHA-256 over the rulebook.
    pub digest: String,
    /// Where the rulebook comes from.
    pub origin: String,
    /// The day of the newest review in the rulebook.
    pub reviewed_on: Option<Date>,
    /// The acts that the profile applies, as of the date.
    pub acts: Vec<ActLine>,
    /// What to say first when the profile's act does not govern on the date.
    pub warning: Option<String>,
}

/// Phát hiện đã lưu: what one rule said of one subject, or of many.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedFinding {
    /// Its number, by weight from 1.
    pub number: usize,
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// Section of the report.
    pub section: Section,
    /// What it is.
    pub outcome: Outcome,
    /// Whether a provision is not kept, or the workbook contradicts itself.
    pub nature: Nature,
    /// The subject.
    pub subject: FindingSubject,
    /// What is the matter, one sentence.
    pub sentence: String,
    /// What to do about it.
    pub remedy: String,
    /// What the provision says.
    pub basis: String,
    /// The provision.
    pub citation: Citation,
    /// Every cell concerned, as Excel writes it.
    pub cells: Vec<String>,
    /// The same cells as ranges by sheet.
    pub ranges: Vec<String>,
    /// The proof.
    pub evidence: Vec<Evidence>,
    /// What was doubtful, where the finding rests on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<RecordedDoubt>,
    /// The subjects one by one when the finding is folded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<RecordedInstance>,
    /// The rule whose finding causes this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// The number of that finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<usize>,
    /// What would be broken if one of two numbers that differ is right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
    /// What the agency says of it beside the row concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<RecordedExplanation>,
    /// The waiver that covers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaivedBy>,
}

/// What the agency says of a finding in a column of notes or explanations.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedExplanation {
    /// The text, shortened at a word.
    pub text: String,
    /// Where it stands.
    pub cell: String,
}

/// A doubtful reading on which findings rest.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedDoubt {
    /// What was doubtful and how it was taken.
    pub what: String,
    /// How to overrule it.
    pub overrule: String,
    /// The cells of the reading.
    pub cells: Vec<String>,
    /// The rules that rest on it.
    pub rules: Vec<RuleLine>,
}

/// One subject of a folded finding.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedInstance {
    /// Its rule, where the finding is folded of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleLine>,
    /// The subject.
    pub subject: FindingSubject,
    /// What is the matter with this one.
    pub sentence: String,
    /// Its cells.
    pub cells: Vec<String>,
    /// Its proof.
    pub evidence: Vec<Evidence>,
    /// What the agency says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<RecordedExplanation>,
}

/// One thing that was passed over or not understood, or several of a kind.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedUnread {
    /// Code of the remarks that it tells.
    pub code: String,
    /// One sentence.
    pub sentence: String,
    /// How many remarks it tells.
    pub number: usize,
    /// Where, as ranges by sheet.
    pub ranges: Vec<String>,
}

/// A remark of the reader.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedRemark {
    /// Stable code.
    pub code: String,
    /// One sentence.
    pub sentence: String,
    /// The cells.
    pub cells: Vec<String>,
    /// Whether it says that data was passed over or not understood.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// The result of one section of the report.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedSection {
    /// Key.
    pub section: Section,
    /// Heading.
    pub title: String,
    /// Judgements by outcome.
    pub counts: Counts,
    /// Indices of what is wrong, to explain, missing or noted.
    pub findings: Vec<usize>,
    /// Indices of the questions for the appraiser.
    pub questions: Vec<usize>,
    /// One sentence when nothing is wrong, or why nothing was judged.
    pub summary: String,
}

/// One component of the dossier.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedComponent {
    /// Name as submitted.
    pub name: String,
    /// Whether it is marked as there.
    pub present: Option<bool>,
    /// Number.
    pub number: String,
    /// Date as submitted.
    pub date: String,
    /// The cell.
    pub cell: String,
}

/// One position of the proposal.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RecordedPosition {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Group for people.
    pub group: String,
    /// Unit.
    pub unit: String,
    /// Rank or title.
    pub rank: String,
    /// People proposed, as submitted.
    pub proposed: String,
    /// People present, as submitted.
    pub present: String,
    /// Indices of the findings about it.
    pub findings: Vec<usize>,
    /// The cell of its name.
    pub cell: String,
}

/// Why a file is no appraisal that was kept.
#[derive(Debug, thiserror::Error)]
pub enum RecordFault {
    /// It is no JSON, or lacks what every appraisal has.
    #[error("không phải kết quả thẩm định do chương trình ghi (dòng {}); hãy lập lại bằng “vtvl appraise -o ket-qua.json”", .0.line())]
    Broken(#[from] serde_json::Error),
    /// It is of another kind or a later edition.
    #[error(
        "ghi theo dạng “{0}”, chương trình này chỉ đọc dạng “{APPRAISAL_SCHEMA}”; hãy lập lại tệp bằng chương trình này"
    )]
    OtherSchema(String),
}

/// Only what tells which kind of file it is.
#[derive(Deserialize)]
struct Labelled {
    schema: String,
}

/// Reads an appraisal that was written as JSON.
///
/// # Errors
/// [`RecordFault`] when it is none, or of another edition.
pub fn read_appraisal(mut from: impl Read) -> Result<RecordedAppraisal, RecordFault> {
    let mut text = Vec::new();
    from.read_to_end(&mut text).map_err(serde_json::Error::io)?;
    let Labelled { schema } = serde_json::from_slice(&text)?;
    if schema != APPRAISAL_SCHEMA {
        return Err(RecordFault::OtherSchema(schema));
    }
    Ok(serde_json::from_slice(&text)?)
}
