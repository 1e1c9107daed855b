//! Texts that stand word for word in the dossiers of several agencies.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Outlier;
use super::OutlierKind;
use super::Register;
use crate::opinion::TextLine;

/// A text of fewer agencies than this may be alike for a reason: an office and its units.
const FEWEST_AGENCIES: usize = 5;
/// What is told: the texts of most dossiers first.
const TOLD: usize = 20;

/// How texts begin that more than one dossier has, by digest: a register keeps no other.
#[derive(Debug, Clone, Default)]
pub(super) struct Openings {
    met: FxHashMap<u64, Option<String>>,
}

impl Openings {
    /// Takes in the texts of one dossier; the answer are their digests.
    pub(super) fn take(&mut self, texts: &[TextLine]) -> Vec<u64> {
        let digests: Vec<(u64, &TextLine)> = texts
            .iter()
            .filter_map(|line| Some((digest(line)?, line)))
            .collect();
        for (digest, line) in &digests {
            let again = self.met.contains_key(digest);
            let opening = self.met.entry(*digest).or_default();
            if again && opening.is_none() {
                *opening = Some(line.opening.clone());
            }
        }
        digests.into_iter().map(|(digest, _)| digest).collect()
    }

    /// Those of more than one dossier.
    pub(super) fn shared(self) -> BTreeMap<u64, String> {
        self.met
            .into_iter()
            .filter_map(|(digest, opening)| Some((digest, opening?)))
            .collect()
    }
}

fn digest(line: &TextLine) -> Option<u64> {
    u64::from_str_radix(&line.digest, 16).ok()
}

/// The texts that many agencies have; those that the same dossiers have are told together.
pub(super) fn pasted(register: &Register) -> Vec<Outlier> {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, line) in register.standing() {
        for digest in line
            .texts
            .iter()
            .filter(|digest| register.openings.contains_key(digest))
        {
            places.entry(*digest).or_default().push(place);
        }
    }
    let mut alike: BTreeMap<Vec<usize>, Vec<&String>> = BTreeMap::new();
    for (digest, dossiers) in places {
        let agencies: BTreeSet<&str> = dossiers
            .iter()
            .map(|place| register.lines[*place].agency_key.as_str())
            .collect();
        if agencies.len() >= FEWEST_AGENCIES {
            alike
                .entry(dossiers)
                .or_default()
                .extend(register.openings.get(&digest));
        }
    }
    let mut found: Vec<(Vec<usize>, Vec<&String>)> = alike.into_iter().collect();
    found.sort_by_key(|(dossiers, texts)| (Reverse(dossiers.len()), Reverse(texts.len())));
    let outlier = |(dossiers, texts): (Vec<usize>, Vec<&String>)| {
        let opening = texts
            .iter()
            .min()
            .map(|text| (*text).clone())
            .unwrap_or_default();
        Outlier {
            dossiers,
            kind: OutlierKind::SameText {
                opening,
                texts: texts.len(),
            },
        }
    };
    found.into_iter().take(TOLD).map(outlier).collect()
}
