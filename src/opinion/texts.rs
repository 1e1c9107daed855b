//! The long texts of a dossier by their digests: a text that was pasted into many dossiers is known
//! again by it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use crate::book::hex;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Leaf;

/// Shorter texts are alike by chance, or because an act words them. In letters.
const LONG: usize = 200;
/// No dossier needs more to be told from another.
const MAX_TEXTS: usize = 200;
/// How much of a text is told. In letters.
const OPENING: usize = 60;
/// Characters of a digest.
const DIGEST: usize = 16;

/// Đoạn văn dài: one text of the dossier that is long enough to be nobody else's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct TextLine {
    /// The beginning of SHA-256 over its key (case, blanks and tone marks apart), in hexadecimal.
    pub digest: String,
    /// How it begins.
    pub opening: String,
    /// Where it stands first.
    pub cell: String,
}

/// The long texts of a dossier in reading order, each once.
pub(super) fn texts(dossier: &Dossier) -> Vec<TextLine> {
    let mut leaves: Vec<(&Leaf, &str)> = dossier
        .tables
        .values()
        .flat_map(|table| &table.entries)
        .flat_map(|entry| entry.leaves.values())
        .filter(|leaf| leaf.term.is_none())
        .filter_map(|leaf| Some((leaf, leaf.value.text()?)))
        .filter(|(_, text)| text.chars().nth(LONG).is_some())
        .collect();
    leaves.sort_by(|(a, _), (b, _)| a.at.cmp(&b.at));
    // A text written once for many entries is one.
    leaves.dedup_by(|(a, _), (b, _)| a.at == b.at);
    let mut seen = BTreeSet::new();
    let lines = leaves.into_iter().map(|(leaf, text)| TextLine {
        digest: hex(&Sha256::digest(fold::key(text)))[..DIGEST].to_owned(),
        opening: fold::squeeze(text).chars().take(OPENING).collect(),
        cell: leaf.at.to_string(),
    });
    lines
        .filter(|line| seen.insert(line.digest.clone()))
        .take(MAX_TEXTS)
        .collect()
}
