//! The shape of a SARIF 2.1.0 log: the part of the standard that we write.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::law::Citation;
use crate::law::Outcome;
use crate::law::Section;
use crate::opinion::Counts;
use crate::opinion::Evidence;
use crate::opinion::FindingSubject;
use crate::opinion::LawUsed;
use crate::opinion::Recommendation;

/// A log: one run of one program.
#[derive(Serialize)]
pub(super) struct Log<'a> {
    pub(super) version: &'static str,
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) runs: [SarifRun<'a>; 1],
}

/// One appraisal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifRun<'a> {
    pub(super) tool: Tool<'a>,
    pub(super) language: &'static str,
    pub(super) invocations: [Invocation; 1],
    pub(super) artifacts: Vec<Artifact<'a>>,
    pub(super) results: Vec<SarifResult<'a>>,
    pub(super) properties: RunProperties<'a>,
}

/// The program.
#[derive(Serialize)]
pub(super) struct Tool<'a> {
    pub(super) driver: Driver<'a>,
}

/// The program and its rules.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'a> {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) rules: Vec<Descriptor<'a>>,
}

/// A rule that has results.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    pub(super) id: &'a str,
    pub(super) short_description: Message,
    pub(super) full_description: Message,
    pub(super) help: Message,
    pub(super) properties: RuleProperties<'a>,
}

/// What SARIF has no word for of a rule.
#[derive(Serialize)]
pub(super) struct RuleProperties<'a> {
    pub(super) section: Section,
    pub(super) citation: &'a Citation,
}

/// A text.
#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

/// A remark of the reader.
#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) descriptor: DescriptorReference,
    pub(super) locations: Vec<Location>,
}

/// The code of a remark.
#[derive(Serialize)]
pub(super) struct DescriptorReference {
    pub(super) id: &'static str,
}

/// A file of the submission.
#[derive(Serialize)]
pub(super) struct Artifact<'a> {
    pub(super) location: ArtifactLocation,
    pub(super) roles: [&'static str; 1],
    pub(super) hashes: BTreeMap<&'static str, &'a str>,
}

/// Where a file is.
#[derive(Serialize)]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
    pub(super) index: usize,
}

/// What one rule says of one subject.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'a> {
    pub(super) rule_id: &'a str,
    pub(super) rule_index: usize,
    pub(super) kind: &'static str,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: Vec<Location>,
    pub(super) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression>,
    pub(super) properties: ResultProperties<'a>,
}

/// A waiver.
#[derive(Serialize)]
pub(super) struct Suppression {
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
}

/// What SARIF has no word for of a result.
#[derive(Serialize)]
pub(super) struct ResultProperties<'a> {
    pub(super) outcome: Outcome,
    pub(super) subject: &'a FindingSubject,
    pub(super) remedy: &'a str,
    pub(super) evidence: &'a [Evidence],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) follows: Option<&'a str>,
}

/// A cell.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<LogicalLocation>,
}

/// Its file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
}

/// Its address.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    pub(super) name: String,
    pub(super) fully_qualified_name: String,
    pub(super) kind: &'static str,
}

/// What SARIF has no word for of a run.
#[derive(Serialize)]
pub(super) struct RunProperties<'a> {
    pub(super) law: &'a LawUsed,
    pub(super) recommendation: Recommendation,
    pub(super) conclusion: &'a str,
    pub(super) counts: Counts,
}
