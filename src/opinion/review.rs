//! The appraiser's own word on an appraisal: numbers agreed to, findings kept or dropped, questions answered.
//!
//! It is bound to what it is about, not to a run: the same finding about the same position in the next submission finds
//! it again. What no longer fits is told, not lost.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Appraisal;
use super::Finding;
use super::PositionLine;

/// Ý kiến của người thẩm định: everything that papers take over from her.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// Numbers agreed to, by the key of the position.
    pub numbers: BTreeMap<String, Agreed>,
    /// What becomes of findings, by their key.
    pub stands: BTreeMap<String, Stand>,
    /// Answers to questions, by the question.
    pub answers: BTreeMap<String, String>,
    /// What the papers say of the procedure.
    pub procedure: Procedure,
}

/// The number of people agreed to for a position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// None as long as it is open.
    pub number: Option<i64>,
    /// The number proposed when it was agreed to: another proposal is another question.
    pub proposed: Option<i64>,
    /// Why it is not the number proposed; empty where nothing is said.
    pub reason: String,
}

/// What becomes of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stand {
    /// Whether it stands.
    pub ruling: Ruling,
    /// Her wording in place of ours; empty where ours stays.
    pub wording: String,
    /// Why.
    pub reason: String,
}

/// Cách xử lý một nhận xét.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// Giữ: it goes into the papers.
    #[default]
    Keep,
    /// Bỏ: only the internal slip tells it.
    Drop,
    /// Đã giải trình: the agency has explained it, and that is accepted.
    Explained,
}

impl Ruling {
    /// All of them, in the order of the list that she chooses from.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Drop, Self::Explained];

    /// As she writes it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keep => "giữ",
            Self::Drop => "bỏ",
            Self::Explained => "đã giải trình",
        }
    }
}

/// What is known of the procedure only in the office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Procedure {
    /// The day of the complete dossier.
    pub received: Option<Date>,
    /// The day of the meeting.
    pub meeting: Option<Date>,
}

impl Review {
    /// What becomes of a finding; it stands where nothing is said.
    #[must_use]
    pub fn stand(&self, finding: &Finding) -> Stand {
        self.stands.get(&finding_key(finding)).cloned().unwrap_or_default()
    }

    /// The number agreed to for a position, as long as the same number is proposed.
    #[must_use]
    pub fn number(&self, position: &PositionLine) -> Option<i64> {
        self.numbers.get(&position_key(position)).filter(|said| said.proposed == position.people())?.number
    }

    /// What was said about what the appraisal no longer has, one clause each.
    #[must_use]
    pub fn stale(&self, appraisal: &Appraisal) -> Vec<String> {
        let findings: Vec<String> = appraisal.findings.iter().map(finding_key).collect();
        let positions: Vec<String> = appraisal.positions.iter().map(position_key).collect();
        let said = |stand: &Stand| *stand != Stand::default();
        let gone = self.stands.iter().filter(|(key, stand)| said(stand) && !findings.contains(key));
        let gone = gone.map(|(key, _)| format!("nhận xét {}", told(key)));
        let left = self.numbers.iter().filter(|(key, said)| said.number.is_some() && !positions.contains(key));
        let left = left.map(|(key, _)| format!("vị trí {}", told(key)));
        let moved = appraisal.positions.iter().filter(|position| {
            let said = self.numbers.get(&position_key(position));
            said.is_some_and(|said| said.number != said.proposed && said.proposed != position.people())
        });
        let moved = moved.map(|position| format!("vị trí {} (số đề nghị đã đổi)", told(&position_key(position))));
        gone.chain(left).chain(moved).collect()
    }
}

/// Parts of a key.
const PART: char = '|';

/// By what a finding is known again: its rule and what it is about.
#[must_use]
pub fn finding_key(finding: &Finding) -> String {
    let subject = &finding.subject;
    let told = [finding.rule.as_str(), &subject.kind, &subject.key, &subject.name];
    told.map(|part| part.replace(PART, " ")).join(&PART.to_string())
}

/// By what a position is known again: its code and name, and its unit.
#[must_use]
pub fn position_key(position: &PositionLine) -> String {
    [&position.code, &position.name, &position.unit].map(|part| part.replace(PART, " ")).join(&PART.to_string())
}

/// A key as people read it.
fn told(key: &str) -> String {
    let parts: Vec<&str> = key.split(PART).filter(|part| !part.is_empty()).collect();
    format!("“{}”", parts.join(" · "))
}
