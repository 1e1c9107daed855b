//! The appraiser's own word on an appraisal: numbers agreed to, findings kept or dropped, questions
//! answered.
//!
//! It is bound to what it is about, not to a run: the same finding about the same position in the
//! next submission finds it again. What no longer fits is told, not lost.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::Appraisal;
use super::Finding;
use super::PositionLine;
use super::conclusion::conclude;
use super::sections::section_summary;
use crate::dictionary::fold;
use crate::law::Outcome;

/// People that an appraiser may agree to for one position at most: what no agency has, and no sum
/// overflows by.
pub const MOST_PEOPLE: i64 = 9_999_999;

/// Ý kiến của người thẩm định: everything that papers take over from her.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Numbers agreed to, by the key of the position.
    pub numbers: BTreeMap<String, Agreed>,
    /// What becomes of findings, by their key.
    pub stands: BTreeMap<String, Stand>,
    /// Answers to questions, by the key of the question.
    pub answers: BTreeMap<String, String>,
    /// What the papers say of the procedure.
    pub procedure: Procedure,
}

/// The number of people agreed to for a position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreed {
    /// None as long as it is open.
    pub number: Option<i64>,
    /// The number proposed when it was agreed to: another proposal is another question.
    pub proposed: Option<i64>,
    /// Why it is not the number proposed; empty where nothing is said.
    pub reason: String,
}

/// What becomes of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stand {
    /// Whether it stands.
    pub ruling: Ruling,
    /// Her wording in place of ours; empty where ours stays.
    pub wording: String,
    /// Why.
    pub reason: String,
}

/// Cách xử lý một nhận xét.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
        self.stands
            .get(&finding_key(finding))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether a finding stands; what only follows from another goes with its cause.
    #[must_use]
    pub fn ruling(&self, appraisal: &Appraisal, finding: &Finding) -> Ruling {
        let is_cause = |other: &&Finding| {
            other.outcome != Outcome::Manual && Some(other.number) == finding.cause
        };
        self.stand(appraisal.findings.iter().find(is_cause).unwrap_or(finding))
            .ruling
    }

    /// The number agreed to for a position, as long as the same number is proposed.
    #[must_use]
    pub fn number(&self, position: &PositionLine) -> Option<i64> {
        self.numbers
            .get(&position_key(position))
            .filter(|said| said.proposed == position.people())?
            .number
    }

    /// What is agreed to for a position: what she says, else the number proposed unless a finding
    /// that touches it stands or the act that governs has no rules here.
    #[must_use]
    pub fn agreed(&self, appraisal: &Appraisal, position: &PositionLine) -> Option<i64> {
        if let Some(said) = self.number(position) {
            return Some(said);
        }
        let stands = |index: &usize| {
            appraisal.findings.get(*index).is_some_and(|finding| {
                let is_open = matches!(
                    finding.outcome,
                    Outcome::Violation | Outcome::Explain | Outcome::Missing | Outcome::Doubtful
                );
                is_open && self.ruling(appraisal, finding) == Ruling::Keep
            })
        };
        let law = &appraisal.law;
        let is_open =
            (law.warning.is_some() && !law.acts.is_empty()) || position.findings.iter().any(stands);
        position.people().filter(|_| !is_open)
    }

    /// The answer to a question; empty where there is none.
    #[must_use]
    pub fn answer(&self, question: &str) -> &str {
        self.answers
            .get(&question_key(question))
            .map_or("", String::as_str)
    }

    /// This word over another: what both speak of is taken from this one.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let mut both = other;
        both.numbers.extend(self.numbers);
        both.stands.extend(self.stands);
        both.answers.extend(self.answers);
        both.procedure.received = self.procedure.received.or(both.procedure.received);
        both.procedure.meeting = self.procedure.meeting.or(both.procedure.meeting);
        both
    }

    /// What was said about what the appraisal no longer has, one clause each.
    #[must_use]
    pub fn stale(&self, appraisal: &Appraisal) -> Vec<String> {
        let findings: Vec<String> = appraisal.findings.iter().map(finding_key).collect();
        let positions: Vec<String> = appraisal.positions.iter().map(position_key).collect();
        let manual = appraisal
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Manual);
        let asked = manual
            .map(|f| &f.sentence)
            .chain(appraisal.questions.iter().map(|asked| &asked.question));
        let questions: Vec<String> = asked.map(|question| question_key(question)).collect();
        let said = |stand: &Stand| *stand != Stand::default();
        let gone = self
            .stands
            .iter()
            .filter(|(key, stand)| said(stand) && !findings.contains(key));
        let gone = gone.map(|(key, _)| format!("nhận xét {}", told(key)));
        let left = self
            .numbers
            .iter()
            .filter(|(key, agreed)| agreed.is_own() && !positions.contains(key));
        let left = left.map(|(key, _)| format!("vị trí {}", told(key)));
        let moved = appraisal.positions.iter().filter(|position| {
            let agreed = self.numbers.get(&position_key(position));
            agreed.is_some_and(|agreed| agreed.is_own() && agreed.proposed != position.people())
        });
        let moved = moved.map(|position| {
            format!(
                "vị trí {} (số đề nghị đã đổi)",
                told(&position_key(position))
            )
        });
        let unasked = self
            .answers
            .iter()
            .filter(|(key, answer)| !answer.is_empty() && !questions.contains(key));
        let unasked = unasked.map(|(key, _)| format!("câu hỏi {}", told(key)));
        gone.chain(left).chain(moved).chain(unasked).collect()
    }

    /// The appraisal as she leaves it, for what is drawn from findings alone: those that stand, in
    /// her wording and under their own numbers. What she drops or takes as explained is gone, with
    /// what only follows from it, and no longer counted against the proposal.
    #[must_use]
    pub fn applied(&self, appraisal: &Appraisal) -> Appraisal {
        let mut left = appraisal.clone();
        let mut places: Vec<Option<usize>> = Vec::new();
        left.findings.clear();
        for finding in &appraisal.findings {
            if self.ruling(appraisal, finding) == Ruling::Keep {
                places.push(Some(left.findings.len()));
                left.findings.push(self.worded(finding));
                continue;
            }
            places.push(None);
            for _ in 0..finding.instances.len().max(1) {
                let here = left
                    .sections
                    .iter_mut()
                    .filter(|section| section.section == finding.section);
                let counts = here
                    .map(|section| &mut section.counts)
                    .chain([&mut left.counts]);
                counts.for_each(|counts| counts.turn(finding.outcome, Outcome::Pass));
            }
        }
        let moved = |indices: &mut Vec<usize>| {
            *indices = indices
                .iter()
                .filter_map(|index| places.get(*index).copied().flatten())
                .collect();
        };
        left.positions
            .iter_mut()
            .for_each(|position| moved(&mut position.findings));
        for section in &mut left.sections {
            moved(&mut section.findings);
            moved(&mut section.questions);
            section.summary = section_summary(&section.counts);
        }
        if left.findings.len() < appraisal.findings.len() {
            conclude(&mut left);
        }
        left
    }

    /// A finding in her wording.
    fn worded(&self, finding: &Finding) -> Finding {
        let wording = self.stand(finding).wording;
        let sentence = if wording.is_empty() {
            finding.sentence.clone()
        } else {
            wording
        };
        Finding {
            sentence,
            ..finding.clone()
        }
    }
}

impl Agreed {
    /// Whether it says more than that the number proposed is agreed to.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.reason.is_empty() || (self.number.is_some() && self.number != self.proposed)
    }
}

/// Parts of a key.
const PART: char = '|';

/// By what a finding is known again: its rule and what it is about.
#[must_use]
pub fn finding_key(finding: &Finding) -> String {
    let subject = &finding.subject;
    key([
        finding.rule.as_str(),
        &subject.kind,
        &subject.key,
        &subject.name,
    ])
}

/// By what a position is known again: its code and name, and its unit.
#[must_use]
pub fn position_key(position: &PositionLine) -> String {
    key([&position.code, &position.name, &position.unit])
}

/// By what a question is known again: itself.
#[must_use]
pub fn question_key(question: &str) -> String {
    fold::squeeze(question)
}

/// Parts as one key. Blanks are squeezed: a cell of a workbook that holds the key is read so.
fn key<const N: usize>(parts: [&str; N]) -> String {
    fold::squeeze(
        &parts
            .map(|part| part.replace(PART, " "))
            .join(&PART.to_string()),
    )
}

/// A key as people read it.
fn told(key: &str) -> String {
    let parts: Vec<&str> = key.split(PART).filter(|part| !part.is_empty()).collect();
    format!("“{}”", parts.join(" · "))
}
