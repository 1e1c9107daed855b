//! What a comparison of two submissions says: `vtvl.diff/1`, described in
//! `docs/vtvl.diff-1.schema.json`.

use jiff::civil::Date;
use serde::Serialize;

use crate::cells::Addr;
use crate::dictionary::Role;
use crate::law::Nature;
use crate::law::Outcome;
use crate::opinion::Counts;
use crate::opinion::DaySource;
use crate::opinion::FileLine;
use crate::opinion::FindingSubject;
use crate::opinion::Program;
use crate::opinion::Recommendation;

/// So sánh hai bản đề án: two submissions judged by the same rulebook as of the same date.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// Always `vtvl.diff/1`.
    pub schema: &'static str,
    /// The program that compared.
    pub program: Program,
    /// The earlier submission.
    pub old: Side,
    /// The later submission.
    pub new: Side,
    /// By what both were judged.
    pub law: JudgedBy,
    /// What to look at before all else: limits that moved although the decision that fixes them did
    /// not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What the reader of the comparison has to know: dates that differ, tables that are gone.
    pub notices: Vec<String>,
    /// What changed, in numbers and in a sentence.
    pub summary: Summary,
    /// Sheets that were renamed, added or dropped.
    pub sheets: Vec<SheetChange>,
    /// Columns that only one of the two has.
    pub columns: Vec<ColumnChange>,
    /// The findings of both, in the order of the reports.
    pub findings: Vec<FindingChange>,
    /// Answers of the agency that fit no finding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers_unbound: Vec<UnboundAnswer>,
    /// Figures of the whole that changed.
    pub figures: Vec<FigureChange>,
    /// Entries that were added, dropped or changed, table by table in the order of the standard
    /// form.
    pub items: Vec<ItemChange>,
}

/// One of the two submissions.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// File names without folders, joined by `; `.
    pub file: String,
    /// SHA-256 as in the appraisal.
    pub sha256: String,
    /// The files one by one, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileLine>,
    /// Name of the agency; empty when not stated.
    pub agency: String,
    /// Day of submission as the submission itself has it.
    pub submitted_on: Option<Date>,
    /// What the appraisal recommends.
    pub recommendation: Recommendation,
    /// The conclusion of its appraisal.
    pub conclusion: String,
    /// rules × subjects by outcome.
    pub counts: Counts,
}

/// By what both submissions were judged.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedBy {
    /// The governing date of both.
    pub as_of: Date,
    /// Where that date comes from.
    pub as_of_source: DaySource,
    /// Key of the profile.
    pub profile: String,
    /// The profile for people.
    pub profile_title: String,
    /// SHA-256 over the rulebook.
    pub digest: String,
    /// Where the rulebook comes from.
    pub origin: String,
    /// What to say first when the profile's act does not govern on the date.
    pub warning: Option<String>,
}

/// The comparison in numbers. What only follows from another finding is not counted among the
/// findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// One Vietnamese sentence.
    pub sentence: String,
    /// Whether nothing changed but the places of rows and the names of sheets.
    pub unchanged: bool,
    /// Findings repaired.
    pub fixed: usize,
    /// Findings that are gone only because a limit moved.
    pub limit_moved: usize,
    /// Findings that the later submission alone has.
    pub new: usize,
    /// Findings that are still there and say something else.
    pub changed: usize,
    /// Findings that are still there.
    pub same: usize,
    /// Findings whose subject was dropped.
    pub subject_dropped: usize,
    /// Findings whose rule could not be judged on the later submission, or does not apply to it.
    pub not_judged: usize,
    /// Positions.
    pub positions: Moves,
    /// Units.
    pub units: Moves,
    /// Changes of content that no finding of the earlier submission asked for.
    pub unasked: usize,
}

/// How many entries of a table changed their being.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Moves {
    /// Entries of the later submission alone.
    pub added: usize,
    /// Entries of the earlier submission alone.
    pub dropped: usize,
    /// Those with another name.
    pub renamed: usize,
    /// Those with another code.
    pub recoded: usize,
    /// Those in another unit.
    pub moved: usize,
    /// Those of which something else changed.
    pub changed: usize,
}

/// What became of a sheet or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// It has another name.
    Renamed,
    /// The later submission alone has it.
    Added,
    /// The earlier submission alone has it.
    Dropped,
}

/// A sheet that was renamed, added or dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetChange {
    /// What became of it.
    pub change: Kept,
    /// Name in the earlier submission.
    pub old: Option<String>,
    /// Name in the later submission.
    pub new: Option<String>,
    /// Key of the form; none when not recognised.
    pub form: Option<String>,
}

/// A column that only one of the two submissions has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnChange {
    /// [`Kept::Added`] or [`Kept::Dropped`].
    pub change: Kept,
    /// The table, as the standard form names it.
    pub table: String,
    /// Label of the field.
    pub label: String,
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The later submission alone has it.
    New,
    /// Still there, with another outcome or other figures.
    Changed,
    /// Still there.
    Same,
    /// The subject is still there and the rule holds now.
    Fixed,
    /// Gone under the limits of the later submission, still there under those of the earlier one:
    /// not repaired.
    LimitMoved,
    /// The subject is no longer there.
    SubjectDropped,
    /// The rule could not be judged on the later submission: not repaired, only not seen.
    NotJudged,
    /// The rule does not apply to the later submission.
    NotApplicable,
}

impl Fate {
    /// All fates in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::LimitMoved,
        Self::New,
        Self::Changed,
        Self::Same,
        Self::Fixed,
        Self::SubjectDropped,
        Self::NotJudged,
        Self::NotApplicable,
    ];

    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "mới phát sinh",
            Self::Changed => "vẫn còn, đã thay đổi",
            Self::Same => "vẫn còn",
            Self::Fixed => "đã sửa",
            Self::LimitMoved => "chưa coi là đã sửa, chỉ mức so sánh đã đổi",
            Self::SubjectDropped => "không còn vì đối tượng đã bỏ",
            Self::NotJudged => "chưa kiểm tra được ở bản mới",
            Self::NotApplicable => "không còn áp dụng cho bản mới",
        }
    }
}

/// A finding of one submission or of both; folded findings are told one subject at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingChange {
    /// What became of it.
    pub fate: Fate,
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// The provision as a report cites it.
    pub citation: String,
    /// In the earlier submission.
    pub old: Option<ToldFinding>,
    /// In the later submission.
    pub new: Option<ToldFinding>,
    /// What the agency answered to it; empty where nothing came back.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

/// An answer of the agency that fits no finding of the earlier submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnboundAnswer {
    /// The cell, with the file.
    pub place: String,
    /// The number that the paper gives its finding; none where it cannot be read.
    pub number: Option<usize>,
    /// What the agency wrote.
    pub answer: String,
}

/// A finding as one submission has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldFinding {
    /// Its number in the papers of that submission.
    pub number: usize,
    /// What it is.
    pub outcome: Outcome,
    /// Whether a provision is broken, or figures do not agree.
    pub nature: Nature,
    /// The subject.
    pub subject: FindingSubject,
    /// Nhận định.
    pub sentence: String,
    /// Kiến nghị.
    pub remedy: String,
    /// Its cells.
    pub cells: Vec<Addr>,
    /// The same cells as ranges by sheet, for people.
    pub ranges: Vec<String>,
    /// The rule whose finding causes this one, if it only follows from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
}

/// A figure of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    /// Stable key (`positions`, `proposed`, `assigned`, `present`).
    pub figure: &'static str,
    /// Label for people.
    pub label: &'static str,
    /// In the earlier submission.
    pub old: Option<i64>,
    /// In the later submission.
    pub new: Option<i64>,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemFate {
    /// The later submission alone has it.
    Added,
    /// The earlier submission alone has it.
    Dropped,
    /// Both have it, and something about it differs.
    Changed,
}

/// How an entry of one submission was found in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// Everything about it is the same.
    Content,
    /// By the fields that tell it (code, name, unit).
    Identity,
    /// By its name, in spite of another code.
    Name,
    /// By its code, in spite of another name.
    Code,
    /// By likeness of name, duties, rank and group.
    Likeness,
}

impl MatchedBy {
    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Content => "nội dung giống hệt",
            Self::Identity => "mã và tên",
            Self::Name => "tên",
            Self::Code => "mã",
            Self::Likeness => "nội dung gần giống",
        }
    }
}

/// An entry that was added, dropped or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// What kind of thing, an English word (`position`, `unit`, `task`).
    pub kind: String,
    /// What people call one of its kind: `vị trí`.
    #[serde(skip)]
    pub label: String,
    /// The table, as the standard form names it.
    pub table: String,
    /// What became of it.
    pub fate: ItemFate,
    /// In the earlier submission.
    pub old: Option<ItemRef>,
    /// In the later submission.
    pub new: Option<ItemRef>,
    /// How the two were found to be one; none for what only one submission has.
    pub matched_by: Option<MatchedBy>,
    /// How sure that is, 0 to 100; none for what only one submission has.
    pub confidence: Option<u8>,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
    /// For what was added or dropped: whether a finding of the earlier submission asked for it.
    pub asked: Asking,
    /// Rows of other tables that came or went with it, by table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<WithRows>,
    /// What may have happened: never asserted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<Guess>,
}

/// An entry as one submission has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRef {
    /// Its code, else empty.
    pub code: String,
    /// Its name, else empty.
    pub name: String,
    /// The unit that it belongs to, else empty.
    pub unit: String,
    /// People proposed as submitted, else empty.
    pub people: String,
    /// The cell that stands for it.
    pub cell: Addr,
    /// As people call it in a sentence.
    #[serde(skip)]
    pub called: String,
}

/// Rows that came or went with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WithRows {
    /// The table, as the standard form names it.
    pub table: String,
    /// How many.
    pub rows: usize,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Key of the field.
    pub field: String,
    /// What it is to its row, where the forms say.
    #[serde(skip)]
    pub role: Option<Role>,
    /// Its label.
    pub label: String,
    /// As the earlier submission has it; empty when blank.
    pub old: String,
    /// As the later submission has it; empty when blank.
    pub new: String,
    /// The cell in the earlier submission.
    pub old_cell: Option<Addr>,
    /// The cell in the later submission.
    pub new_cell: Option<Addr>,
    /// Whether a finding of the earlier submission asked for it.
    pub asked: Asking,
}

/// Whether a finding of the earlier submission asked for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// A finding points at the cell, its column or its entry.
    Yes,
    /// A finding only reckons with it.
    Perhaps,
    /// None does.
    No,
}

/// What may have happened to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What.
    pub what: GuessKind,
    /// The other entries, as people call them.
    pub with: Vec<String>,
}

/// What may have happened to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GuessKind {
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

impl FindingChange {
    /// Whether it only follows from another finding.
    #[must_use]
    pub fn is_consequence(&self) -> bool {
        self.new
            .as_ref()
            .or(self.old.as_ref())
            .is_some_and(|told| told.follows.is_some())
    }
}

impl Guess {
    /// As a clause for people.
    #[must_use]
    pub fn clause(&self) -> String {
        let with = self.with.join("; ");
        match self.what {
            GuessKind::Split => format!("có thể là tách vị trí, liên quan {with}"),
            GuessKind::Merged => format!("có thể là gộp vị trí, liên quan {with}"),
        }
    }
}

impl ItemChange {
    /// Whether a field of it differs that is among these.
    #[must_use]
    pub fn differs(&self, fields: &[&str]) -> bool {
        self.fields
            .iter()
            .any(|change| fields.contains(&change.field.as_str()))
    }

    /// The later entry, else the earlier one.
    #[must_use]
    pub fn item(&self) -> Option<&ItemRef> {
        self.new.as_ref().or(self.old.as_ref())
    }
}
