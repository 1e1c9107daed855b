//! What the workbook holds, as lines for a page that offers the same.

use std::collections::BTreeMap;

use serde::Serialize;

use super::FINDINGS;
use super::POSITIONS;
use super::PROCEDURE;
use super::QUESTIONS;
use crate::cells::Outline;
use crate::cells::OwnPaper;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::PositionLine;
use crate::opinion::Review;
use crate::opinion::Stand;
use crate::opinion::finding_key;
use crate::opinion::position_key;
use crate::opinion::question_key;
use crate::report::papers;
use crate::report::words;

/// Các dòng của bảng thẩm định: what an appraiser may speak of, by the keys of her workbook, and
/// what she says.
#[derive(Debug, Serialize)]
pub struct ReviewLines {
    /// Her word, without what would be taken anyhow.
    pub said: Review,
    /// What of it the appraisal no longer has, one clause each.
    pub stale: Vec<String>,
    /// The key of each finding, in the order of the appraisal; none of a question, and of what only
    /// follows from another finding: that goes with its cause.
    pub findings: Vec<Option<String>>,
    /// The questions.
    pub questions: Vec<QuestionLine>,
    /// The provisions in force of which there is no text, a line each.
    pub unknown: Vec<String>,
    /// The positions.
    pub positions: Vec<AgreedLine>,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct QuestionLine {
    key: String,
    question: String,
    basis: String,
    /// Its index among the findings, where a rule asks it.
    finding: Option<usize>,
}

/// One position with the numbers of people.
#[derive(Debug, Serialize)]
pub struct AgreedLine {
    key: String,
    code: String,
    name: String,
    unit: String,
    present: String,
    proposed: Option<i64>,
    /// What the papers take now; none as long as a finding stands.
    agreed: Option<i64>,
}

impl ReviewLines {
    /// The lines of an appraisal with what was said so far.
    #[must_use]
    pub fn of(appraisal: &Appraisal, review: &Review) -> Self {
        let manual = appraisal
            .findings
            .iter()
            .enumerate()
            .filter(|(_, f)| f.outcome == Outcome::Manual);
        let mut of_rules = manual.map(|(index, _)| index);
        let question = |(question, basis): (String, String)| QuestionLine {
            key: question_key(&question),
            question,
            basis,
            finding: of_rules.next(),
        };
        let position = |(position, (proposed, agreed)): (&PositionLine, _)| AgreedLine {
            key: position_key(position),
            code: position.code.clone(),
            name: position.name.clone(),
            unit: position.unit.clone(),
            present: position.present.clone(),
            proposed,
            agreed,
        };
        let is_told = |f: &Finding| f.outcome != Outcome::Manual && f.cause.is_none();
        let said = own_word(appraisal, review);
        Self {
            stale: said.stale(appraisal),
            findings: appraisal
                .findings
                .iter()
                .map(|f| is_told(f).then(|| finding_key(f)))
                .collect(),
            questions: papers::questions(appraisal)
                .into_iter()
                .map(question)
                .collect(),
            unknown: appraisal.scope.unknown.iter().map(words::unknown).collect(),
            positions: appraisal
                .positions
                .iter()
                .zip(papers::numbers(appraisal, review))
                .map(position)
                .collect(),
            said,
        }
    }
}

/// What is said beyond what would be taken anyhow: the workbook has a line for everything.
fn own_word(appraisal: &Appraisal, review: &Review) -> Review {
    let mut own = review.clone();
    own.stands.retain(|_, stand| *stand != Stand::default());
    own.answers.retain(|_, answer| !answer.is_empty());
    let silent = Review {
        numbers: BTreeMap::new(),
        ..own.clone()
    };
    let taken: BTreeMap<String, (Option<i64>, Option<i64>)> = appraisal
        .positions
        .iter()
        .map(position_key)
        .zip(papers::numbers(appraisal, &silent))
        .collect();
    own.numbers.retain(|key, agreed| match taken.get(key) {
        Some((proposed, number)) if *proposed == agreed.proposed => {
            !agreed.reason.is_empty() || (agreed.number.is_some() && agreed.number != *number)
        }
        _ => agreed.is_own(),
    });
    own
}

/// Whether a workbook is one in which an appraiser says her word: by the name inside it, or, where
/// a program took that away, by its sheets.
#[must_use]
pub fn is_review(outline: &Outline) -> bool {
    let has = |name: &str| outline.sheets.iter().any(|sheet| sheet == name);
    match outline.own {
        Some(OwnPaper::Review) => true,
        Some(OwnPaper::Annotated | OwnPaper::Mended) => false,
        Some(OwnPaper::Report) | None => [&POSITIONS, &FINDINGS, &QUESTIONS, &PROCEDURE]
            .into_iter()
            .all(|layout| has(layout.name)),
    }
}
