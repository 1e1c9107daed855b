//! A finding, and what belongs to it: subject, proof, doubt, consequences, what the agency says.

use serde::Deserialize;
use serde::Serialize;

use super::Excerpt;
use crate::cells::Addr;
use crate::law::Citation;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Section;

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

/// By what a finding is waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct WaivedBy {
    /// Position in [`super::Appraisal::waivers`], from 0.
    pub index: usize,
    /// What the finding would be without it.
    pub was: Outcome,
}
