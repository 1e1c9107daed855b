//! The findings as SARIF 2.1.0 (OASIS), for tools that collect the results of other tools.
//!
//! A workbook has no lines: a cell is a logical location (`'Danh mục VTVL'!D12`) beside the file. A
//! folded finding becomes one result a subject, as the standard wants of findings that are mended
//! one by one.

mod log;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use indexmap::IndexMap;
use sha2::Digest;
use sha2::Sha256;

use log::Artifact;
use log::ArtifactLocation;
use log::Descriptor;
use log::DescriptorReference;
use log::Driver;
use log::Invocation;
use log::Location;
use log::Log;
use log::LogicalLocation;
use log::Message;
use log::Notification;
use log::PhysicalLocation;
use log::ResultProperties;
use log::RuleProperties;
use log::RunProperties;
use log::SarifResult;
use log::SarifRun;
use log::Suppression;
use log::Tool;

use super::ReportError;
use super::clean;
use super::write_json;
use crate::book::hex;
use crate::cells::Addr;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Evidence;
use crate::opinion::Finding;
use crate::opinion::FindingSubject;
use crate::opinion::Instance;
use crate::opinion::RemarkLine;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprint: rule and subject, not cells, so that it outlives a moved row.
const FINGERPRINT: &str = "vtvlSubject/v1";

/// Writes the findings as a SARIF log.
pub(super) fn write(appraisal: &Appraisal, out: &mut dyn Write) -> Result<(), ReportError> {
    let files = Files::of(appraisal);
    let rules = rules(appraisal);
    let log = Log {
        version: "2.1.0",
        schema: SCHEMA,
        runs: [SarifRun {
            results: results(appraisal, &rules, &files),
            tool: Tool {
                driver: Driver {
                    name: appraisal.program.name,
                    semantic_version: appraisal.program.version,
                    rules: rules.into_values().map(descriptor).collect(),
                },
            },
            language: "vi",
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications(appraisal, &files),
            }],
            artifacts: files.artifacts(),
            properties: RunProperties {
                law: &appraisal.law,
                recommendation: appraisal.recommendation,
                conclusion: &appraisal.conclusion.sentence,
                counts: appraisal.counts,
            },
        }],
    };
    write_json(&log, out)
}

/// The files of the submission, as the log refers to them.
struct Files<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Files<'a> {
    fn of(appraisal: &'a Appraisal) -> Self {
        let input = &appraisal.input;
        if input.files.is_empty() {
            return Self(vec![(&input.file, &input.sha256)]);
        }
        Self(
            input
                .files
                .iter()
                .map(|file| (file.file.as_str(), file.sha256.as_str()))
                .collect(),
        )
    }

    fn artifacts(&self) -> Vec<Artifact<'a>> {
        let artifact = |(index, (name, sha256)): (usize, &(&'a str, &'a str))| Artifact {
            location: ArtifactLocation {
                uri: uri(name),
                index,
            },
            roles: ["analysisTarget"],
            hashes: BTreeMap::from([("sha-256", *sha256)]),
        };
        self.0.iter().enumerate().map(artifact).collect()
    }

    /// The places of a result; of what stands nowhere the dossier, by its first file.
    fn locations(&self, cells: &[Addr]) -> Vec<Location> {
        let of_cells: Vec<Location> = cells.iter().map(|cell| self.location(Some(cell))).collect();
        if of_cells.is_empty() {
            vec![self.location(None)]
        } else {
            of_cells
        }
    }

    fn location(&self, at: Option<&Addr>) -> Location {
        let named = |name: &str| self.0.iter().position(|(file, _)| *file == name);
        let index = at
            .and_then(|at| at.sheet.file.as_deref())
            .and_then(named)
            .unwrap_or(0);
        let name = self.0.get(index).map_or("", |(name, _)| name);
        Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(name),
                    index,
                },
            },
            logical_locations: at.into_iter().map(cell).collect(),
        }
    }
}

fn cell(at: &Addr) -> LogicalLocation {
    LogicalLocation {
        name: at.local(),
        fully_qualified_name: clean::plain(&at.to_string()),
        kind: "member",
    }
}

/// A file name as a relative URI.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The first finding of each rule, in their order: it tells of the rule.
fn rules(appraisal: &Appraisal) -> IndexMap<&str, &Finding> {
    let mut rules = IndexMap::new();
    for finding in &appraisal.findings {
        rules.entry(finding.rule.as_str()).or_insert(finding);
    }
    rules
}

fn descriptor(finding: &Finding) -> Descriptor<'_> {
    Descriptor {
        id: &finding.rule,
        short_description: message(&finding.title),
        full_description: message(&finding.basis),
        help: message(&finding.citation.text),
        properties: RuleProperties {
            section: finding.section,
            citation: &finding.citation,
        },
    }
}

fn message(text: &str) -> Message {
    Message {
        text: clean::sarif(text),
    }
}

/// One subject of a finding: itself, or one of those that were folded into it.
struct SarifCase<'a> {
    subject: &'a FindingSubject,
    sentence: &'a str,
    cells: &'a [Addr],
    evidence: &'a [Evidence],
}

fn cases(finding: &Finding) -> Vec<SarifCase<'_>> {
    // What rests on a doubtful reading is one thing to look at: the reading.
    if finding.instances.is_empty() || finding.doubt.is_some() {
        return vec![SarifCase {
            subject: &finding.subject,
            sentence: &finding.sentence,
            cells: &finding.cells,
            evidence: &finding.evidence,
        }];
    }
    finding.instances.iter().map(of_instance).collect()
}

fn of_instance(instance: &Instance) -> SarifCase<'_> {
    SarifCase {
        subject: &instance.subject,
        sentence: &instance.sentence,
        cells: &instance.cells,
        evidence: &instance.evidence,
    }
}

fn results<'a>(
    appraisal: &'a Appraisal,
    rules: &IndexMap<&str, &Finding>,
    files: &Files<'_>,
) -> Vec<SarifResult<'a>> {
    let of_finding = |finding: &'a Finding| {
        let rule_index = rules
            .get_index_of(finding.rule.as_str())
            .unwrap_or_default();
        cases(finding)
            .into_iter()
            .map(move |case| result(finding, rule_index, &case, files))
    };
    appraisal.findings.iter().flat_map(of_finding).collect()
}

fn result<'a>(
    finding: &'a Finding,
    rule_index: usize,
    case: &SarifCase<'a>,
    files: &Files<'_>,
) -> SarifResult<'a> {
    let (kind, level) = grade(finding.outcome);
    let identity = [
        &finding.rule,
        &case.subject.kind,
        &case.subject.key,
        &case.subject.name,
    ]
    .map(String::as_str);
    SarifResult {
        rule_id: &finding.rule,
        rule_index,
        kind,
        level,
        message: message(case.sentence),
        locations: files.locations(case.cells),
        partial_fingerprints: BTreeMap::from([(
            FINGERPRINT,
            hex(&Sha256::digest(identity.join("\n"))),
        )]),
        suppressions: match finding.outcome {
            Outcome::Waived => vec![Suppression {
                kind: "external",
                status: "accepted",
            }],
            _ => Vec::new(),
        },
        properties: ResultProperties {
            outcome: finding.outcome,
            subject: case.subject,
            remedy: &finding.remedy,
            evidence: case.evidence,
            follows: finding.follows.as_deref(),
        },
    }
}

/// Kind and level of a result; only what fails has a level (SARIF 3.27.9 and 3.27.10).
const fn grade(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Violation => ("fail", "error"),
        Outcome::Explain => ("fail", "warning"),
        Outcome::Note | Outcome::Waived => ("fail", "note"),
        Outcome::Missing => ("open", "none"),
        Outcome::Doubtful | Outcome::Manual => ("review", "none"),
        Outcome::Pass => ("pass", "none"),
        Outcome::NotApplicable => ("notApplicable", "none"),
    }
}

/// What the reader remarked.
fn notifications(appraisal: &Appraisal, files: &Files<'_>) -> Vec<Notification> {
    let notification = |remark: &RemarkLine| Notification {
        level: "note",
        message: message(&remark.sentence),
        descriptor: DescriptorReference { id: remark.code },
        locations: files.locations(&remark.cells),
    };
    appraisal.remarks.iter().map(notification).collect()
}
