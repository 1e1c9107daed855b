//! Two submissions as one comparison.

use std::collections::HashMap;
use std::collections::HashSet;

use super::AlsoKnown;
use super::Comparison;
use super::Fate;
use super::FigureChange;
use super::FindingChange;
use super::JudgedBy;
use super::Side;
use super::UnboundAnswer;
use super::Version;
use super::answers;
use super::asked::FindingTargets;
use super::findings;
use super::findings::Still;
use super::findings::SubjectFinding;
use super::identities::Identities;
use super::identities::is_in_both;
use super::items;
use super::limits;
use super::rows::ComparedRow;
use super::sheets;
use super::summary::summary;
use super::tables::ComparedTables;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::law::Law;
use crate::law::Outcome;
use crate::law::day;
use crate::opinion::Appraisal;

/// Compares two submissions that were judged by the same rulebook as of the same date.
#[must_use]
pub fn compare_submissions(
    old: Version<'_>,
    new: Version<'_>,
    known: AlsoKnown<'_>,
    forms: &Forms,
    law: &Law,
) -> Comparison {
    let tables = ComparedTables::of(old.dossier, new.dossier);
    let ids = Identities::of(&tables);
    let (findings, unbound) = findings_of(old, new, known, &ids, law);
    let rows: HashMap<&Addr, &ComparedRow<'_>> = tables
        .0
        .values()
        .flat_map(|t| &t.old)
        .map(|row| (&row.at, row))
        .collect();
    let owner = |at: &Addr| ids[0].owner(at).cloned();
    let asked = FindingTargets::of(old.appraisal, old.dossier, &rows, &owner);
    let items = items::changes(&tables, &asked, [old.dossier, new.dossier], forms, law);
    let columns = items::column_changes(&tables, forms);
    let unchanged =
        items.is_empty() && columns.is_empty() && findings.iter().all(|f| f.fate == Fate::Same);
    let (warnings, moved) = limits::told(&old.appraisal.agency, &new.appraisal.agency);
    Comparison {
        schema: "vtvl.diff/1",
        program: new.appraisal.program.clone(),
        old: side(old.appraisal),
        new: side(new.appraisal),
        law: judged_by(new.appraisal),
        warnings,
        notices: moved
            .into_iter()
            .chain(notices(old, new, &tables, forms))
            .collect(),
        summary: summary(&findings, &items, unchanged, forms.roles()),
        sheets: sheets::changes(old.dossier, new.dossier),
        columns,
        findings,
        answers_unbound: unbound,
        figures: figures(old.appraisal, new.appraisal),
        items,
    }
}

/// What became of the findings, and the answers that fit none.
fn findings_of(
    old: Version<'_>,
    new: Version<'_>,
    known: AlsoKnown<'_>,
    ids: &[Identities; 2],
    law: &Law,
) -> (Vec<FindingChange>, Vec<UnboundAnswer>) {
    let id = |side: usize, single: &SubjectFinding<'_>| ids[side].identity(single, law);
    let found = findings::matched(
        old.appraisal,
        new.appraisal,
        &|single| id(0, single),
        &|single| id(1, single),
    );
    let earlier: Vec<Option<&SubjectFinding<'_>>> =
        found.iter().map(|(old, _)| old.as_ref()).collect();
    let (answers, left) = answers::bind(&earlier, known.answers);
    let left = left.into_iter().map(|answer| UnboundAnswer {
        place: answer.place.clone(),
        number: answer.number,
        answer: answer.text.clone(),
    });
    let held: HashSet<(String, String, Outcome)> = known
        .held
        .map(findings::singles)
        .unwrap_or_default()
        .iter()
        .map(|single| {
            (
                single.rule.to_owned(),
                id(1, single),
                single.finding.outcome,
            )
        })
        .collect();
    let still = Still {
        subject: &|single| {
            // What belongs to no position that both have is known by what it is written under.
            let identity = id(0, single);
            single.subject.at.is_none()
                || is_in_both(&identity).unwrap_or_else(|| ids[1].has_owner(&identity))
        },
        under_former_limits: &|single| {
            held.contains(&(
                single.rule.to_owned(),
                id(0, single),
                single.finding.outcome,
            ))
        },
    };
    let left = left.collect();
    (
        findings::changes(found, answers, new.appraisal, &still),
        left,
    )
}

fn side(appraisal: &Appraisal) -> Side {
    Side {
        file: appraisal.input.file.clone(),
        sha256: appraisal.input.sha256.clone(),
        files: appraisal.input.files.clone(),
        agency: appraisal.agency.name.clone(),
        submitted_on: appraisal.agency.submitted_on,
        recommendation: appraisal.recommendation,
        conclusion: appraisal.conclusion.sentence.clone(),
        counts: appraisal.counts,
    }
}

fn judged_by(appraisal: &Appraisal) -> JudgedBy {
    let law = &appraisal.law;
    JudgedBy {
        as_of: law.as_of,
        as_of_source: law.as_of_source.clone(),
        profile: law.profile.clone(),
        profile_title: law.profile_title.clone(),
        digest: law.digest.clone(),
        origin: law.origin.clone(),
        warning: law.warning.clone(),
    }
}

/// That the earlier submission is judged by the law of another day than its own.
fn of_days(old: Version<'_>, new: Version<'_>) -> Option<String> {
    let as_of = new.appraisal.law.as_of;
    match old.appraisal.agency.submitted_on {
        Some(own) if own != as_of => Some(format!(
            "Bản cũ ghi ngày trình {}; cả hai bản được xét theo quy định có hiệu lực ngày {}.",
            day(own),
            day(as_of)
        )),
        None => Some(format!(
            "Bản cũ không ghi ngày trình; cả hai bản được xét theo ngày {}.",
            day(as_of)
        )),
        Some(_) => None,
    }
}

fn notices(
    old: Version<'_>,
    new: Version<'_>,
    tables: &ComparedTables<'_>,
    forms: &Forms,
) -> Vec<String> {
    let mut notices: Vec<String> = of_days(old, new).into_iter().collect();
    let name = |version: &Version<'_>| version.appraisal.agency.name.clone();
    if fold::key(&name(&old)) != fold::key(&name(&new)) {
        let shown = |name: String| {
            if name.is_empty() {
                "(không ghi)".to_owned()
            } else {
                format!("“{name}”")
            }
        };
        notices.push(format!(
            "Hai bản ghi tên cơ quan khác nhau: {} và {}; hãy kiểm tra có đúng là hai bản của một đề án.",
            shown(name(&old)),
            shown(name(&new))
        ));
    }
    for entity in Entity::ALL {
        let form = forms.sheet_of(entity);
        let has = |version: &Version<'_>| version.dossier.tables.contains_key(&entity);
        match (has(&old), has(&new)) {
            (true, false) => notices.push(format!("Bản mới không còn biểu “{form}”.")),
            (false, true) => {
                notices.push(format!("Bản mới có thêm biểu “{form}” mà bản cũ không có."));
            }
            _ => {}
        }
        if tables
            .0
            .get(&entity)
            .is_some_and(|tabled| tabled.pairing.cut)
        {
            notices.push(format!(
                "Biểu “{form}” khác nhau quá nhiều dòng nên các dòng gần giống nhau không được ghép; chúng được nêu là bỏ và thêm."
            ));
        }
    }
    notices
}

fn figures(old: &Appraisal, new: &Appraisal) -> Vec<FigureChange> {
    let count = |appraisal: &Appraisal| i64::try_from(appraisal.figures.positions).ok();
    let figure = |figure, label, old, new| FigureChange {
        figure,
        label,
        old,
        new,
    };
    let all = [
        figure("positions", "Số vị trí việc làm", count(old), count(new)),
        figure(
            "assigned",
            "Số được giao",
            old.agency.assigned,
            new.agency.assigned,
        ),
        figure(
            "proposed",
            "Số đề nghị",
            old.agency.proposed,
            new.agency.proposed,
        ),
        figure(
            "present",
            "Số có mặt",
            old.agency.present,
            new.agency.present,
        ),
    ];
    all.into_iter()
        .filter(|figure| figure.old != figure.new)
        .collect()
}
