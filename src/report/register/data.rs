//! `vtvl.register/1`: register and consolidation as data.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Consolidation;
use super::phrases;
use crate::law::Outcome;
use crate::opinion::Finding;
use crate::opinion::Recommendation;
use crate::register::Edition;
use crate::register::GroupTotal;
use crate::register::PeopleSum;
use crate::register::RankTotal;
use crate::register::Register;
use crate::register::RoundChange;
use crate::register::TotalLine;
use crate::register::Unreadable;

/// The name of the form.
const SCHEMA: &str = "vtvl.register/1";

#[derive(Serialize)]
pub(super) struct RegisterData<'a> {
    schema: &'static str,
    on: Date,
    sentence: String,
    editions: Vec<EditionData<'a>>,
    dossiers: Vec<DossierData<'a>>,
    unreadable: Vec<UnreadableData<'a>>,
    totals: TotalsData<'a>,
    whole: Vec<WholeData<'a>>,
    commonest: Vec<CommonData<'a>>,
    outliers: Vec<OutlierData<'a>>,
}

#[derive(Serialize)]
struct EditionData<'a> {
    program: &'a str,
    rulebook: &'a str,
    reviewed_on: Option<Date>,
    dossiers: usize,
}

#[derive(Serialize)]
struct DossierData<'a> {
    dossier: &'a str,
    sha256: &'a str,
    agency: &'a str,
    superior: &'a str,
    kind: &'a str,
    profile: &'a str,
    as_of: Date,
    round: usize,
    rounds: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<usize>,
    counted: bool,
    submitted_on: Option<Date>,
    received: Option<Date>,
    due_on: Option<Date>,
    days_left: Option<i32>,
    assigned: Option<i64>,
    proposed: Option<i64>,
    approved: Option<i64>,
    present: Option<i64>,
    findings: BTreeMap<&'static str, usize>,
    recommendation: Recommendation,
    awaited: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeData<'a>>,
    result: &'a str,
    papers: &'a str,
}

#[derive(Serialize)]
struct ChangeData<'a> {
    since: usize,
    mended: BTreeMap<&'a str, usize>,
    left: BTreeMap<&'a str, usize>,
    new: BTreeMap<&'a str, usize>,
    returned: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct UnreadableData<'a> {
    dossier: &'a str,
    sentence: &'a str,
}

#[derive(Serialize)]
struct TotalsData<'a> {
    all: TotalData<'a>,
    by_kind: Vec<TotalData<'a>>,
    by_body: Vec<TotalData<'a>>,
    by_group: Vec<GroupData<'a>>,
    by_rank: Vec<RankData<'a>>,
}

#[derive(Serialize)]
struct TotalData<'a> {
    label: &'a str,
    units: usize,
    positions: usize,
    assigned: SumData,
    proposed: SumData,
    approved: SumData,
    present: SumData,
    fit: usize,
    open: usize,
    /// Places in `dossiers`.
    dossiers: &'a [usize],
}

/// A sum, and over how many dossiers.
#[derive(Serialize)]
struct SumData {
    people: i64,
    stated: usize,
}

#[derive(Serialize)]
struct GroupData<'a> {
    staff: &'a str,
    group: &'a str,
    positions: usize,
    people: i64,
    dossiers: &'a [usize],
}

#[derive(Serialize)]
struct RankData<'a> {
    staff: &'a str,
    code: &'a str,
    name: &'a str,
    people: i64,
    dossiers: &'a [usize],
}

#[derive(Serialize)]
struct WholeData<'a> {
    rule: &'a str,
    outcome: Outcome,
    sentence: &'a str,
    citation: &'a str,
    remedy: &'a str,
    ranges: &'a [String],
}

#[derive(Serialize)]
struct CommonData<'a> {
    rule: &'a str,
    title: &'a str,
    outcome: Outcome,
    cases: usize,
    dossiers: &'a [usize],
}

#[derive(Serialize)]
struct OutlierData<'a> {
    sentence: String,
    dossiers: &'a [usize],
}

pub(super) fn of<'a>(consolidation: &'a Consolidation<'_>) -> RegisterData<'a> {
    let Consolidation {
        register,
        totals,
        common,
        outliers,
        whole,
        ..
    } = consolidation;
    let edition = |edition: &'a Edition| EditionData {
        program: &edition.program,
        rulebook: &edition.rulebook,
        reviewed_on: edition.reviewed_on,
        dossiers: edition.dossiers,
    };
    let unreadable = |bad: &'a Unreadable| UnreadableData {
        dossier: &bad.dossier,
        sentence: &bad.sentence,
    };
    let common = common.iter().map(|found| CommonData {
        rule: &register.rules[found.rule].id,
        title: &register.rules[found.rule].title,
        outcome: found.outcome,
        cases: found.cases,
        dossiers: &found.dossiers,
    });
    RegisterData {
        schema: SCHEMA,
        on: register.on,
        sentence: consolidation.sentence(),
        editions: register.editions.iter().map(edition).collect(),
        dossiers: (0..register.lines.len())
            .map(|place| dossier(register, place))
            .collect(),
        unreadable: register.unreadable.iter().map(unreadable).collect(),
        totals: TotalsData {
            all: total(&totals.all),
            by_kind: totals.by_kind.iter().map(total).collect(),
            by_body: totals.by_body.iter().map(total).collect(),
            by_group: totals.by_group.iter().map(group).collect(),
            by_rank: totals.by_rank.iter().map(rank).collect(),
        },
        whole: whole
            .iter()
            .flat_map(|whole| super::tables::of_whole(whole))
            .map(of_whole)
            .collect(),
        commonest: common.collect(),
        outliers: outliers
            .iter()
            .map(|outlier| OutlierData {
                sentence: phrases::outlier(outlier),
                dossiers: &outlier.dossiers,
            })
            .collect(),
    }
}

fn dossier(register: &Register, place: usize) -> DossierData<'_> {
    let (line, round, urgency) = (
        &register.lines[place],
        &register.rounds[place],
        register.urgency(place),
    );
    let (agency, found) = (&line.agency, line.findings);
    DossierData {
        dossier: &line.place.name,
        sha256: &line.digest,
        agency: &agency.name,
        superior: &agency.superior,
        kind: &agency.kind,
        profile: &line.profile,
        as_of: line.as_of,
        round: round.round,
        rounds: round.of,
        same_as: round.same_as,
        counted: round.stands(),
        submitted_on: agency.submitted_on,
        received: line.received,
        due_on: line.due_on,
        days_left: urgency.days_left,
        assigned: agency.assigned,
        proposed: agency.proposed,
        approved: line.approved,
        present: agency.present,
        findings: [
            ("law", found.law),
            ("data", found.data),
            ("explain", found.explain),
            ("missing", found.missing),
            ("doubtful", found.doubtful),
            ("note", found.note),
        ]
        .into(),
        recommendation: line.recommendation,
        awaited: phrases::awaited(urgency.awaited),
        change: round.change.as_ref().map(|made| change(register, made)),
        result: &line.place.result,
        papers: &line.place.papers,
    }
}

fn change<'a>(register: &'a Register, change: &'a RoundChange) -> ChangeData<'a> {
    let named = |rules: &BTreeMap<usize, usize>| {
        rules
            .iter()
            .map(|(rule, cases)| (register.rules[*rule].id.as_str(), *cases))
            .collect()
    };
    ChangeData {
        since: change.since,
        mended: named(&change.mended),
        left: named(&change.left),
        new: named(&change.new),
        returned: named(&change.returned),
    }
}

fn total(line: &TotalLine) -> TotalData<'_> {
    let sum = |sum: PeopleSum| SumData {
        people: sum.people,
        stated: sum.stated,
    };
    TotalData {
        label: &line.label,
        units: line.units,
        positions: line.positions,
        assigned: sum(line.assigned),
        proposed: sum(line.proposed),
        approved: sum(line.approved),
        present: sum(line.present),
        fit: line.fit,
        open: line.open,
        dossiers: &line.dossiers,
    }
}

fn group(total: &GroupTotal) -> GroupData<'_> {
    let GroupTotal {
        staff,
        group,
        positions,
        people,
        dossiers,
        ..
    } = total;
    GroupData {
        staff,
        group,
        positions: *positions,
        people: *people,
        dossiers,
    }
}

fn rank(total: &RankTotal) -> RankData<'_> {
    let RankTotal {
        staff,
        code,
        name,
        people,
        dossiers,
        ..
    } = total;
    RankData {
        staff,
        code,
        name,
        people: *people,
        dossiers,
    }
}

fn of_whole(finding: &Finding) -> WholeData<'_> {
    WholeData {
        rule: &finding.rule,
        outcome: finding.outcome,
        sentence: &finding.sentence,
        citation: &finding.citation.text,
        remedy: &finding.remedy,
        ranges: &finding.ranges,
    }
}
