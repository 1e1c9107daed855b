//! From judgements to the appraisal that reports lay out.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::APPRAISAL_SCHEMA;
use super::AgencySummary;
use super::Appraisal;
use super::Figures;
use super::Finding;
use super::Governed;
use super::Program;
use super::Submission;
use super::acts::law_used;
use super::carried;
use super::carried::carried;
use super::conclusion::concluded;
use super::conclusion::unmet_needs;
use super::doubts::Doubts;
use super::excerpt::excerpts;
use super::figures;
use super::figures::components;
use super::figures::positions;
use super::fold;
use super::formulas;
use super::general::agency;
use super::input::input;
use super::judge::Judged;
use super::judge::judge_all;
use super::judged::JudgedFinding;
use super::provisions::questions;
use super::provisions::unknown;
use super::ranges::ranges;
use super::remarks::remarks;
use super::scope::scope;
use super::sections::sections;
use super::texts::texts;
use super::units;
use super::unread::unread;
use super::waivers::Applied;
use super::weight;
use crate::cells::Addr;
use crate::law::CheckKind;
use crate::law::Figure;
use crate::law::Outcome;
use crate::law::Presence;
use crate::law::Ruleset;
use crate::measure;
use crate::measure::Facts;

/// Judges a submission by the law that governs it.
#[must_use]
pub fn appraise(submission: &Submission<'_>, governed: &Governed<'_>) -> Appraisal {
    let ruleset = &governed.ruleset;
    let dossier = submission.dossier;
    let facts = measure::take(dossier, ruleset);
    let doubts = Doubts::of(dossier);
    let mut judged = judge_all(&facts, ruleset, &doubts);
    let waived = submission.waivers.map_or_else(Applied::default, |w| {
        w.apply(&mut judged, ruleset.law, ruleset.day)
    });
    told(submission, governed, (facts, &doubts), judged, waived)
}

/// What was judged and waived, as the reports lay it out.
fn told(
    submission: &Submission<'_>,
    governed: &Governed<'_>,
    (facts, doubts): (Facts<'_>, &Doubts<'_>),
    mut judged: Judged,
    waived: Applied,
) -> Appraisal {
    let (ruleset, dossier, forms) = (&governed.ruleset, submission.dossier, submission.forms);
    let unmet = unmet_needs(&judged, &facts, ruleset, doubts);
    let mut scope = scope(&judged, ruleset);
    let law = law_used(governed, &judged);
    let found = numbered(std::mem::take(&mut judged.findings), ruleset, doubts);
    let (by_place, marked) = places(&found);
    let findings = pictured(found, submission, ruleset);
    let carried = carried(dossier, forms, &facts, ruleset, doubts);
    let (mut agency, figures) = whole(submission, (facts, doubts), ruleset, &judged, &marked);
    agency.due_by = cited(&findings, judged.due_by.as_deref());
    let remarks = remarks(submission, &judged.absent, doubts, waived.remarks);
    scope.unknown = unknown(ruleset, &agency.kind);
    let (recommendation, conclusion) = concluded(ruleset, unmet, &findings, &judged.counts);
    Appraisal {
        schema: APPRAISAL_SCHEMA,
        program: Program::this(),
        input: input(submission),
        law,
        recommendation,
        conclusion,
        counts: judged.counts,
        sections: sections(&findings, &judged.by_section),
        unread: unread(&remarks, &findings),
        findings,
        remarks,
        components: components(dossier),
        positions: positions(dossier, forms, &by_place),
        figures,
        questions: questions(ruleset, &agency.kind),
        scope,
        agency,
        waivers: waived.lines,
        carried,
        texts: texts(dossier),
    }
}

/// The agency and the figures of the dossier as a whole: the last that is measured.
fn whole(
    submission: &Submission<'_>,
    (facts, doubts): (Facts<'_>, &Doubts<'_>),
    ruleset: &Ruleset<'_>,
    judged: &Judged,
    marked: &[Addr],
) -> (AgencySummary, Figures) {
    let (dossier, forms) = (submission.dossier, submission.forms);
    let proposed = figure(Figure::Proposed, &facts, ruleset);
    let workload = carried::workload(&facts, ruleset, doubts);
    // Of a long list, what was remembered to measure it is half of the memory.
    drop(facts);
    let figures = figures::figures(dossier, forms, &judged.unit_limits, marked);
    let (due_on, due_time) = judged.due.unzip();
    let agency = AgencySummary {
        due_on,
        due_time,
        workload,
        ..agency(dossier, forms, proposed, &figures)
    };
    (agency, figures)
}

/// The findings folded, by weight.
fn numbered(
    findings: Vec<JudgedFinding>,
    ruleset: &Ruleset<'_>,
    doubts: &Doubts<'_>,
) -> Vec<fold::PlacedFinding> {
    let mut placed = fold::fold(findings, ruleset, doubts);
    weight::number(&mut placed, |finding| asks_of_formulas(finding, ruleset));
    placed
}

/// The provision by which a finding of a rule is made, else empty.
fn cited(findings: &[Finding], rule: Option<&str>) -> String {
    let finding = findings.iter().find(|finding| rule == Some(&finding.rule));
    finding
        .map(|finding| finding.citation.text.clone())
        .unwrap_or_default()
}

/// The findings with the units that they concern and the cells around those that they name.
fn pictured(
    placed: Vec<fold::PlacedFinding>,
    submission: &Submission<'_>,
    ruleset: &Ruleset<'_>,
) -> Vec<Finding> {
    let units = units::by_place(submission.dossier, &placed);
    let mut findings = Vec::with_capacity(placed.len());
    for placed in placed {
        let mut finding = placed.finding;
        if !asks_of_formulas(&finding, ruleset) {
            formulas::spare(&mut finding, &placed.roots, submission.workbook);
        }
        finding.units = units::of(&placed.entries, &units);
        finding.excerpts = excerpts(
            submission.workbook,
            submission.dossier,
            submission.forms,
            &finding.cells,
        );
        findings.push(finding);
    }
    findings
}

/// Whether a finding is about a formula itself.
fn asks_of_formulas(finding: &Finding, ruleset: &Ruleset<'_>) -> bool {
    let rule = ruleset.law.rules.get(&finding.rule);
    rule.is_some_and(|rule| {
        rule.checks
            .iter()
            .any(|check| matches!(check.kind, CheckKind::Presence(Presence::Sound)))
    })
}

/// For each entry the findings about it, and the entries with something wrong.
fn places(placed: &[fold::PlacedFinding]) -> (BTreeMap<Addr, Vec<usize>>, Vec<Addr>) {
    let mut by_place: BTreeMap<Addr, Vec<usize>> = BTreeMap::new();
    let mut flagged = Vec::new();
    for (index, placed) in placed.iter().enumerate() {
        let is_wrong = matches!(
            placed.finding.outcome,
            Outcome::Violation | Outcome::Explain
        );
        for entry in &placed.entries {
            by_place.entry(entry.clone()).or_default().push(index);
            if is_wrong {
                flagged.push(entry.clone());
            }
        }
    }
    (by_place, flagged)
}

/// A figure of the papers, as the rulebook counts it, and the cells it was counted from.
fn figure(wanted: Figure, facts: &Facts<'_>, ruleset: &Ruleset<'_>) -> Option<(i64, Vec<String>)> {
    let known = ruleset
        .law
        .facts
        .values()
        .find(|fact| fact.figure == Some(wanted))?;
    let fact = facts.of_dossier(&known.key);
    Some((fact.number()?.to_i64()?, ranges(&fact.trace)))
}
