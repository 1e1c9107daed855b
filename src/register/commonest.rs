//! The findings that most dossiers share: what a province has to be taught.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Register;
use crate::law::Nature;
use crate::law::Outcome;

/// Một lỗi phổ biến: one rule over all dossiers that stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonFinding {
    /// Its place in [`Register::rules`].
    pub rule: usize,
    /// What it is; of several the gravest.
    pub outcome: Outcome,
    /// Whether a provision is not kept, or the workbook contradicts itself.
    pub nature: Nature,
    /// The dossiers where it is found, by place.
    pub dossiers: Vec<usize>,
    /// Cases in all; what only follows from another finding is not counted.
    pub cases: usize,
}

/// Every rule that some dossier does not keep, the most dossiers first, then the most cases; what
/// is only to be noted last.
#[must_use]
pub fn commonest(register: &Register) -> Vec<CommonFinding> {
    let mut rules: BTreeMap<usize, CommonFinding> = BTreeMap::new();
    for (place, line) in register.standing() {
        for note in line.notes.iter().filter(|note| !note.follows) {
            let new = || CommonFinding {
                rule: note.rule,
                outcome: note.outcome,
                nature: note.nature,
                dossiers: Vec::new(),
                cases: 0,
            };
            let common = rules.entry(note.rule).or_insert_with(new);
            common.outcome = common.outcome.min(note.outcome);
            common.cases += 1;
            if common.dossiers.last() != Some(&place) {
                common.dossiers.push(place);
            }
        }
    }
    let mut common: Vec<CommonFinding> = rules.into_values().collect();
    let id = |common: &CommonFinding| register.rules[common.rule].id.as_str();
    let weight = |common: &CommonFinding| {
        (
            common.outcome == Outcome::Note,
            Reverse((common.dossiers.len(), common.cases)),
        )
    };
    common.sort_by(|a, b| weight(a).cmp(&weight(b)).then_with(|| id(a).cmp(id(b))));
    common
}
