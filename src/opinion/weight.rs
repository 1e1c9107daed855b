//! The one order of findings, by weight, and their numbers: the same in every paper.
//!
//! A broken provision goes before figures that do not agree, those before what is to be explained,
//! missing or noted; of one kind people and deputies before the dossier, groups, ranks and
//! descriptions. What only follows from another finding comes after all causes, and names its own.

use super::Finding;
use super::fold::PlacedFinding;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Section;

/// Sorts the findings by weight and numbers them from 1; questions are numbered by themselves.
pub(super) fn number(placed: &mut [PlacedFinding], is_of_formulas: impl Fn(&Finding) -> bool) {
    placed.sort_by_cached_key(|PlacedFinding { finding, .. }| {
        let place = (
            finding.rule.clone(),
            finding.waiver,
            finding.cells.first().cloned(),
        );
        let weight = (
            kind(finding),
            is_of_formulas(finding),
            section(finding.section),
        );
        (
            is_question(finding),
            finding.follows.is_some(),
            weight,
            place,
        )
    });
    let (mut findings, mut questions) = (0, 0);
    for PlacedFinding { finding, .. } in placed.iter_mut() {
        let count = if is_question(finding) {
            &mut questions
        } else {
            &mut findings
        };
        *count += 1;
        finding.number = *count;
    }
    let causes: Vec<Option<usize>> = placed
        .iter()
        .map(|echo| cause(&echo.finding, placed))
        .collect();
    for (PlacedFinding { finding, .. }, cause) in placed.iter_mut().zip(causes) {
        finding.cause = cause;
    }
}

fn is_question(finding: &Finding) -> bool {
    finding.outcome == Outcome::Manual
}

/// The number of the finding that a finding follows from: one of its rule, on the same cells if
/// there is one.
fn cause(echo: &Finding, placed: &[PlacedFinding]) -> Option<usize> {
    let rule = echo.follows.as_ref()?;
    let of_rule = || {
        placed
            .iter()
            .map(|placed| &placed.finding)
            .filter(|cause| cause.rule == *rule)
    };
    let shares = |cause: &&Finding| cause.cells.iter().any(|cell| echo.cells.contains(cell));
    of_rule()
        .find(shares)
        .or_else(|| of_rule().next())
        .map(|cause| cause.number)
}

/// The gravity of what is said, gravest first.
const fn kind(finding: &Finding) -> usize {
    match (finding.outcome, finding.nature) {
        (Outcome::Violation, Nature::Law) => 0,
        (Outcome::Violation, Nature::Data) => 1,
        (Outcome::Doubtful, _) => 2,
        (Outcome::Explain, Nature::Law) => 3,
        (Outcome::Explain, Nature::Data) => 4,
        (Outcome::Missing, _) => 5,
        (Outcome::Note, _) => 6,
        (Outcome::Waived, _) => 7,
        (Outcome::Manual | Outcome::Pass | Outcome::NotApplicable, _) => 8,
    }
}

/// The weight of a part of the proposal, gravest first.
fn section(section: Section) -> usize {
    Section::BY_WEIGHT
        .iter()
        .position(|known| *known == section)
        .unwrap_or(Section::BY_WEIGHT.len())
}
