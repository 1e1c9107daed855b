//! The appraisal: everything that a report says, decided once.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use super::AgencySummary;
use super::CarriedLine;
use super::Counts;
use super::DaySource;
use super::Excerpt;
use super::Figures;
use super::PositionLine;
use super::ProfileSource;
use super::Question;
use super::Scope;
use super::TextLine;
use super::UnreadLine;
use super::WaivedBy;
use super::WaiverLine;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dossier::TemplateMark;
use crate::law::Citation;
use crate::law::Nature;
use crate::law::Outcome;
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

/// What was read.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Input {
    /// File name without folders; several joined by `; `.
    pub file: String,
    /// SHA-256 of the bytes, hexadecimal; of several files, SHA-256 over their hexadecimal digests
    /// put together in order.
    pub sha256: String,
    /// The files one by one, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileLine>,
    /// The mark of our blank workbook, where the submission was made from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateMark>,
    /// The sheets in the order of the workbook.
    pub sheets: Vec<SheetLine>,
    /// The file of waivers, where one is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waivers: Option<FileLine>,
}

/// Tệp hồ sơ: one file of the submission.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct FileLine {
    /// File name without folders.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// How one sheet was taken.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SheetLine {
    /// Name of the sheet.
    pub name: String,
    /// Its file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Key of the form, none when not recognised.
    pub form: Option<String>,
    /// 0 to 1, two decimals.
    #[serde(with = "rust_decimal::serde::float")]
    pub confidence: Decimal,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Entries read from it.
    pub rows: usize,
    /// Why it was taken so, one Vietnamese sentence.
    pub reason: String,
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

/// Phát hiện: what one rule says of one subject, or of many that share it.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Its number, by weight from 1: the same in every paper. Questions ([`Outcome::Manual`]) are
    /// numbered by themselves.
    pub number: usize,
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule; of what may be misread the reading.
    pub title: String,
    /// Section of the report.
    pub section: Section,
    /// What it is.
    pub outcome: Outcome,
    /// Whether a provision is not kept, or the workbook contradicts itself.
    pub nature: Nature,
    /// The subject; of a folded finding the first.
    pub subject: FindingSubject,
    /// Nhận định: what is the matter, one sentence.
    pub sentence: String,
    /// Kiến nghị: what to do about it.
    pub remedy: String,
    /// Căn cứ: what the provision says, in our own words.
    pub basis: String,
    /// The provision.
    pub citation: Citation,
    /// Every cell concerned, the most telling first; never empty.
    pub cells: Vec<Addr>,
    /// The same cells as ranges by sheet, for people: `'Danh mục VTVL'!I2:I37`.
    pub ranges: Vec<String>,
    /// The proof: facts as computed.
    pub evidence: Vec<Evidence>,
    /// What the agency says of it beside the row concerned; the finding stands, and the appraiser
    /// rules on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<Explained>,
    /// What was doubtful, where the finding rests on it; its outcome is then [`Outcome::Doubtful`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<DoubtLine>,
    /// What would be broken if one of two numbers that differ is right: rules that the other number
    /// keeps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
    /// The subjects one by one when the finding is folded; empty otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<Instance>,
    /// The rule whose finding causes this one, if it only follows from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// The number of that finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<usize>,
    /// The units that the subjects belong to, by name, each once; empty where there are none.
    #[serde(skip)]
    pub units: Vec<String>,
    /// The cells around those named, for people to look at; the cells themselves are in the
    /// workbook.
    #[serde(skip)]
    pub excerpts: Vec<Excerpt>,
    /// The waiver that covers it; its outcome is then [`Outcome::Waived`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaivedBy>,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct FindingSubject {
    /// What kind of thing, an English word (`position`, `unit`, `dossier`).
    pub kind: String,
    /// Its code, else empty.
    pub key: String,
    /// Its name as submitted, else empty.
    pub name: String,
    /// As people call it in a sentence: `vị trí VP-03 “Chuyên viên tổng hợp”`.
    #[serde(skip)]
    pub called: String,
    /// What people call one of its kind: `vị trí`.
    #[serde(skip)]
    pub label: String,
    /// The cell that stands for it; none for the dossier as a whole.
    #[serde(skip)]
    pub at: Option<Addr>,
}

/// A doubtful reading on which findings rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubtLine {
    /// What was doubtful and how it was taken, a Vietnamese clause.
    pub what: String,
    /// How to overrule it, one Vietnamese sentence.
    pub overrule: String,
    /// The cells of the reading.
    pub cells: Vec<Addr>,
    /// The rules that rest on it.
    pub rules: Vec<RuleLine>,
}

/// A rule as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RuleLine {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Hệ quả: what one of two numbers that differ would break, where the other does not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Consequence {
    /// The rule.
    pub rule: RuleLine,
    /// Which number, and what would be the matter: the end of the sentence of the finding.
    pub sentence: String,
    /// The provision.
    pub citation: Citation,
}

/// One subject of a folded finding.
#[derive(Debug, Clone, Serialize)]
pub struct Instance {
    /// Its rule, where the finding is folded of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleLine>,
    /// The subject.
    pub subject: FindingSubject,
    /// What is the matter with this one.
    pub sentence: String,
    /// Its cells.
    pub cells: Vec<Addr>,
    /// Its proof.
    pub evidence: Vec<Evidence>,
    /// What the agency says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<Explained>,
}

/// Giải trình: what the agency says of a finding in a column of notes or explanations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The text, shortened at a word.
    pub text: String,
    /// Where it stands.
    pub cell: Addr,
}

impl Explained {
    /// The words before the text: by them an explanation is known again where it was put for the
    /// appraiser.
    pub const INTRODUCTION: &str = "Đơn vị đã giải trình: ";

    /// As papers tell it, without a full stop.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{}“{}”", Self::INTRODUCTION, self.text)
    }
}

/// One line of proof.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Evidence {
    /// Label of the fact.
    pub fact: String,
    /// Its value as people write it, or why it is missing.
    pub value: String,
    /// The limit it was held against, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// The cells it was computed from, as ranges.
    pub ranges: Vec<String>,
}

/// A remark of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemarkLine {
    /// Stable code.
    pub code: &'static str,
    /// One Vietnamese sentence.
    pub sentence: String,
    /// The cells.
    pub cells: Vec<Addr>,
    /// Whether it says that data was passed over or not understood: to be told before the findings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
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
