//! How long texts begin that more than one dossier has: a register keeps no other.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::opinion::TextLine;

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
