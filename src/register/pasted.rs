//! Texts that stand word for word in the dossiers of several agencies.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Outlier;
use super::OutlierKind;
use super::Register;

/// A text of fewer agencies than this may be alike for a reason: an office and its units.
const FEWEST_AGENCIES: usize = 5;
/// What is told: the texts of most dossiers first.
const TOLD: usize = 20;

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
