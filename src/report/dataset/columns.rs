//! The columns of both tables, and their values.

use super::ColumnKind;
use super::DatasetColumn;
use super::DatasetValue;
use crate::law::Nature;
use crate::opinion::FindingSubject;
use crate::register::RecordedAgreement;
use crate::register::RecordedAppraisal;
use crate::register::RecordedFinding;
use crate::register::RecordedRuling;
use crate::register::Register;
use crate::report::ReportError;
use crate::report::entries;

const fn text(name: &'static str) -> DatasetColumn {
    DatasetColumn {
        name,
        kind: ColumnKind::Text,
    }
}

const fn whole(name: &'static str) -> DatasetColumn {
    DatasetColumn {
        name,
        kind: ColumnKind::Whole,
    }
}

const fn day(name: &'static str) -> DatasetColumn {
    DatasetColumn {
        name,
        kind: ColumnKind::Day,
    }
}

const fn flag(name: &'static str) -> DatasetColumn {
    DatasetColumn {
        name,
        kind: ColumnKind::Flag,
    }
}

/// What both tables say of the dossier.
const DOSSIER: [DatasetColumn; 12] = [
    text("dossier"),
    text("sha256"),
    text("agency"),
    text("superior"),
    text("agency_kind"),
    text("profile"),
    day("as_of"),
    day("submitted_on"),
    whole("round"),
    flag("counted"),
    text("recommendation"),
    text("rulebook"),
];

/// The columns of the table of positions.
pub const POSITION_COLUMNS: [DatasetColumn; 23] = after_dossier([
    whole("position"),
    text("code"),
    text("name"),
    text("group"),
    text("unit"),
    text("rank"),
    whole("proposed"),
    whole("present"),
    whole("agreed"),
    whole("findings"),
    text("cell"),
]);

/// The columns of the table of findings.
pub const FINDING_COLUMNS: [DatasetColumn; 26] = after_dossier([
    whole("finding"),
    text("rule"),
    text("title"),
    text("outcome"),
    text("nature"),
    text("subject_kind"),
    text("subject_key"),
    text("subject_name"),
    text("sentence"),
    text("remedy"),
    text("citation"),
    text("cells"),
    whole("cause"),
    text("ruling"),
]);

const fn after_dossier<const N: usize, const M: usize>(
    own: [DatasetColumn; N],
) -> [DatasetColumn; M] {
    assert!(M == N + DOSSIER.len(), "a column too many or too few");
    let mut all = [text(""); M];
    let mut at = 0;
    while at < M {
        all[at] = if at < DOSSIER.len() {
            DOSSIER[at]
        } else {
            own[at - DOSSIER.len()]
        };
        at += 1;
    }
    all
}

type RowSink<'w> = &'w mut dyn FnMut(&[DatasetValue<'_>]) -> Result<(), ReportError>;

fn said(text: &str) -> DatasetValue<'_> {
    DatasetValue::Text((!text.is_empty()).then_some(text))
}

fn number(number: usize) -> DatasetValue<'static> {
    DatasetValue::Whole(i64::try_from(number).ok())
}

fn dossier<'a>(
    register: &'a Register,
    place: usize,
    recorded: &'a RecordedAppraisal,
) -> [DatasetValue<'a>; 12] {
    let (line, round) = (&register.lines[place], &register.rounds[place]);
    [
        said(&line.place.name),
        said(&line.digest),
        said(&line.agency.name),
        said(&line.agency.superior),
        said(&line.agency.kind),
        said(&line.profile),
        DatasetValue::Day(Some(line.as_of)),
        DatasetValue::Day(line.agency.submitted_on),
        number(round.round),
        DatasetValue::Flag(round.stands()),
        DatasetValue::Text(Some(line.recommendation.key())),
        said(&recorded.law.digest),
    ]
}

/// The rows of the positions of a dossier.
pub(super) fn positions(
    register: &Register,
    place: usize,
    recorded: &RecordedAppraisal,
    write: RowSink<'_>,
) -> Result<(), ReportError> {
    let head = dossier(register, place, recorded);
    for (at, position) in recorded.positions.iter().enumerate() {
        let proposed = position.proposed.trim().parse().ok();
        let of_it = |agreed: &&RecordedAgreement| agreed.position == at;
        let own = recorded
            .review
            .as_ref()
            .and_then(|review| review.agreed.iter().find(of_it));
        let row: Vec<DatasetValue<'_>> = head
            .into_iter()
            .chain([
                number(at + 1),
                said(&position.code),
                said(&position.name),
                said(&position.group),
                said(&position.unit),
                said(&position.rank),
                DatasetValue::Whole(proposed),
                DatasetValue::Whole(position.present.trim().parse().ok()),
                DatasetValue::Whole(own.map(|agreed| agreed.number)),
                number(position.findings.len()),
                said(&position.cell),
            ])
            .collect();
        write(&row)?;
    }
    Ok(())
}

/// The rows of the findings of a dossier: a folded finding has a row for each of its cases.
pub(super) fn findings(
    register: &Register,
    place: usize,
    recorded: &RecordedAppraisal,
    write: RowSink<'_>,
) -> Result<(), ReportError> {
    let head = dossier(register, place, recorded);
    for finding in &recorded.findings {
        if finding.instances.is_empty() {
            let case = (
                &finding.rule,
                &finding.title,
                &finding.subject,
                &finding.sentence,
                &finding.cells,
            );
            write_case(&head, recorded, finding, case, write)?;
        }
        for instance in &finding.instances {
            let (rule, title) = instance
                .rule
                .as_ref()
                .map_or((&finding.rule, &finding.title), |rule| {
                    (&rule.id, &rule.title)
                });
            let case = (
                rule,
                title,
                &instance.subject,
                &instance.sentence,
                &instance.cells,
            );
            write_case(&head, recorded, finding, case, write)?;
        }
    }
    Ok(())
}

/// Rule, title, subject, sentence and cells.
type FindingParts<'a> = (
    &'a String,
    &'a String,
    &'a FindingSubject,
    &'a String,
    &'a Vec<String>,
);

fn write_case(
    head: &[DatasetValue<'_>; 12],
    recorded: &RecordedAppraisal,
    finding: &RecordedFinding,
    (rule, title, subject, sentence, cells): FindingParts<'_>,
    write: RowSink<'_>,
) -> Result<(), ReportError> {
    let ruled = |ruling: &&RecordedRuling| ruling.finding == finding.number;
    let ruling = recorded
        .review
        .as_ref()
        .and_then(|review| review.rulings.iter().find(ruled));
    let cells = cells.join("; ");
    let row: Vec<DatasetValue<'_>> = head
        .iter()
        .copied()
        .chain([
            number(finding.number),
            said(rule),
            said(title),
            DatasetValue::Text(Some(entries::class(finding.outcome))),
            DatasetValue::Text(Some(if finding.nature == Nature::Law {
                "law"
            } else {
                "data"
            })),
            said(&subject.kind),
            said(&subject.key),
            said(&subject.name),
            said(sentence),
            said(&finding.remedy),
            said(&finding.citation.text),
            said(&cells),
            DatasetValue::Whole(finding.cause.and_then(|cause| i64::try_from(cause).ok())),
            DatasetValue::Text(ruling.map(|ruling| ruling.ruling.label())),
        ])
        .collect();
    write(&row)
}
