//! Findings and questions as entries of the report: numbered, with their cells as people name them.

use serde::Serialize;

use super::wording::question_basis;
use super::words;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Explained;
use crate::opinion::Finding;
use crate::opinion::Instance;
use crate::opinion::SectionResult;
use crate::opinion::WaiverLine;

/// One section of the results.
#[derive(Debug, Serialize)]
pub(super) struct ResultSection {
    pub(super) number: usize,
    pub(super) title: &'static str,
    pub(super) summary: String,
    pub(super) entries: Vec<FindingEntry>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingEntry {
    pub(super) reference: FindingLink,
    pub(super) class: &'static str,
    pub(super) level: String,
    pub(super) title: String,
    pub(super) sentence: String,
    pub(super) basis: String,
    pub(super) citation: String,
    /// How the text of the provision is known; empty where only figures are compared.
    pub(super) reviewed: &'static str,
    pub(super) remedy: String,
    /// What the agency says of it; else empty.
    pub(super) explained: String,
    pub(super) place: String,
    pub(super) evidence: Vec<Proof>,
    pub(super) instances: Vec<EntryCase>,
    /// The finding that causes this one: its title and number, else empty.
    pub(super) follows: String,
    /// The anchor of that finding, else empty.
    pub(super) cause: String,
    pub(super) rule: String,
    /// Who waived it, by what, until when and why; else empty.
    pub(super) waiver: String,
}

/// One line of proof.
#[derive(Debug, Serialize)]
pub(super) struct Proof {
    pub(super) fact: String,
    pub(super) value: String,
    /// Empty when it was held against nothing.
    pub(super) limit: String,
    pub(super) place: String,
    /// The same after the word for cells.
    pub(super) cells: String,
}

/// One subject of a folded finding.
#[derive(Debug, Serialize)]
pub(super) struct EntryCase {
    pub(super) name: String,
    pub(super) sentence: String,
    pub(super) place: String,
    pub(super) evidence: Vec<Proof>,
}

/// One question that only a person can answer.
#[derive(Debug, Serialize)]
pub(super) struct QuestionEntry {
    pub(super) reference: FindingLink,
    pub(super) question: String,
    pub(super) hint: String,
    pub(super) citation: String,
    pub(super) place: String,
}

/// A pointer to a finding.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FindingLink {
    pub(super) label: String,
    pub(super) anchor: String,
}

/// Where each finding stands in the report.
#[derive(Debug)]
pub(super) struct Labels(Vec<FindingLink>);

impl Labels {
    /// The number of each finding, and of each question.
    pub(super) fn of(appraisal: &Appraisal) -> Self {
        let label = |(index, finding): (usize, &Finding)| {
            let asked = if finding.outcome == Outcome::Manual {
                "câu hỏi "
            } else {
                ""
            };
            FindingLink {
                anchor: format!("f{}", index + 1),
                label: format!("{asked}{}", finding.number),
            }
        };
        Self(appraisal.findings.iter().enumerate().map(label).collect())
    }

    /// The place of a finding, by its index.
    pub(super) fn at(&self, index: usize) -> Option<FindingLink> {
        self.0.get(index).cloned()
    }
}

/// The name of an outcome in style sheets.
pub(super) const fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Violation => "violation",
        Outcome::Explain => "explain",
        Outcome::Doubtful => "doubtful",
        Outcome::Missing => "missing",
        Outcome::Note => "note",
        Outcome::Manual => "manual",
        Outcome::Waived => "waived",
        Outcome::Pass => "pass",
        Outcome::NotApplicable => "none",
    }
}

/// The sections of the results, also the empty ones.
pub(super) fn sections(appraisal: &Appraisal, labels: &Labels) -> Vec<ResultSection> {
    let section = |(index, result): (usize, &SectionResult)| ResultSection {
        number: index + 1,
        title: result.title,
        summary: result.summary.clone(),
        entries: result
            .findings
            .iter()
            .filter_map(|at| entry(appraisal, *at, labels))
            .collect(),
    };
    appraisal.sections.iter().enumerate().map(section).collect()
}

fn entry(appraisal: &Appraisal, index: usize, labels: &Labels) -> Option<FindingEntry> {
    let finding = appraisal.findings.get(index)?;
    Some(FindingEntry {
        reference: labels.at(index)?,
        class: class(finding.outcome),
        level: words::kind(finding).to_owned(),
        title: finding.title.clone(),
        sentence: finding.sentence.clone(),
        basis: finding.basis.clone(),
        citation: finding.citation.text.clone(),
        reviewed: if finding.citation.act.is_some() {
            finding.citation.reviewed.label()
        } else {
            ""
        },
        remedy: finding.remedy.clone(),
        explained: finding
            .explained
            .as_ref()
            .map(|explained| explained.text.clone())
            .unwrap_or_default(),
        place: words::place_of(finding),
        evidence: finding.evidence.iter().map(proof).collect(),
        instances: finding.instances.iter().map(case).collect(),
        follows: follows(appraisal, finding),
        cause: cause(appraisal, finding)
            .and_then(|at| labels.at(at))
            .map(|cause| cause.anchor)
            .unwrap_or_default(),
        rule: finding.rule.clone(),
        waiver: waiver(appraisal, finding),
    })
}

/// What the finding would be, and the decision that waives it.
pub(super) fn waiver(appraisal: &Appraisal, finding: &Finding) -> String {
    let Some(by) = finding.waiver else {
        return String::new();
    };
    let decision = appraisal
        .waivers
        .get(by.index)
        .map(WaiverLine::decision)
        .unwrap_or_default();
    format!("nội dung “{}” được miễn trừ; {decision}", by.was.label())
}

/// The cause of a finding: its number and title.
fn follows(appraisal: &Appraisal, finding: &Finding) -> String {
    let Some(cause) = cause(appraisal, finding).and_then(|at| appraisal.findings.get(at)) else {
        return String::new();
    };
    format!("mục {} ({})", cause.number, cause.title)
}

/// The index of the cause of a finding.
fn cause(appraisal: &Appraisal, finding: &Finding) -> Option<usize> {
    let number = finding.cause?;
    appraisal
        .findings
        .iter()
        .position(|cause| cause.outcome != Outcome::Manual && cause.number == number)
}

fn proof(evidence: &Evidence) -> Proof {
    Proof {
        fact: evidence.fact.clone(),
        value: evidence.value.clone(),
        limit: evidence.limit.clone().unwrap_or_default(),
        cells: words::cells(&words::places(&evidence.ranges)),
        place: words::places(&evidence.ranges),
    }
}

/// A sentence, and what the agency says of it.
fn with_explanation(sentence: &str, explained: Option<&Explained>) -> String {
    explained.map_or_else(
        || sentence.to_owned(),
        |explained| format!("{sentence} {}.", explained.told()),
    )
}

fn case(instance: &Instance) -> EntryCase {
    EntryCase {
        name: words::capital(&instance.subject.called),
        sentence: with_explanation(&instance.sentence, instance.explained.as_ref()),
        place: words::places_of(&instance.cells),
        evidence: instance.evidence.iter().map(proof).collect(),
    }
}

/// The questions of the rules, then those that provisions ask by themselves.
pub(super) fn questions(appraisal: &Appraisal, labels: &Labels) -> Vec<QuestionEntry> {
    let mut questions = Vec::new();
    for index in appraisal
        .sections
        .iter()
        .flat_map(|section| &section.questions)
    {
        let (Some(finding), Some(reference)) = (appraisal.findings.get(*index), labels.at(*index))
        else {
            continue;
        };
        questions.push(QuestionEntry {
            reference,
            question: finding.sentence.clone(),
            hint: finding.remedy.clone(),
            citation: finding.citation.text.clone(),
            place: words::places(&finding.ranges),
        });
    }
    for asked in &appraisal.questions {
        let citation = question_basis(asked);
        let label = format!("câu hỏi {}", questions.len() + 1);
        questions.push(QuestionEntry {
            reference: FindingLink {
                anchor: format!("q{}", questions.len() + 1),
                label,
            },
            question: asked.question.clone(),
            hint: String::new(),
            citation,
            place: String::new(),
        });
    }
    questions
}
