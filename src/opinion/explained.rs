//! What the agency says itself beside the row that a finding is about: an explanation is told, not
//! asked for again.

use super::Explained;
use super::Finding;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Ruleset;

/// A column of explanations means to explain; a column of notes has to say more than a mark or a
/// keyword does.
const COLUMNS: [(Role, usize); 2] = [(Role::Explanation, 2), (Role::Note, 4)];

/// Longer texts are cut at a word: the cell has the rest.
const LONGEST: usize = 200;

/// What the row of a finding says in its own column of explanations or notes, if it says something.
///
/// What a rule itself reads as data (that a position is on contract) explains nothing to it.
pub(super) fn beside(
    finding: &Finding,
    rule: &Rule,
    entry: &Entry,
    dossier: &Dossier,
    ruleset: &Ruleset<'_>,
) -> Option<Explained> {
    if !matches!(finding.outcome, Outcome::Violation | Outcome::Explain) {
        return None;
    }
    let told = |(role, fewest): (Role, usize)| {
        let leaf = dossier
            .role(entry, role)
            .filter(|leaf| is_prose(leaf, fewest))?;
        let is_subject = finding.cells.contains(&leaf.at);
        (!is_subject && !is_read(rule, entry, dossier.roles.key(entry.entity, role)?, ruleset))
            .then_some(leaf)
    };
    let leaf = COLUMNS.into_iter().find_map(told)?;
    let text = fold::squeeze(&leaf.value.to_string());
    Some(Explained {
        text: shortened(&text),
        cell: leaf.at.clone(),
    })
}

fn is_prose(leaf: &Leaf, fewest: usize) -> bool {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    leaf.value
        .text()
        .is_some_and(|text| text.split_whitespace().filter(is_word).count() >= fewest)
}

/// Whether a rule decides by a field of the entry itself.
fn is_read(rule: &Rule, entry: &Entry, field: &str, ruleset: &Ruleset<'_>) -> bool {
    let law = ruleset.law;
    let keys = rule.deciding_facts();
    let facts = keys
        .iter()
        .flat_map(|key| law.rests_on(key))
        .filter_map(|key| law.facts.get(key));
    let mut own = facts.filter(|fact| fact.of == Some(entry.entity));
    own.any(|fact| {
        fact.reads()
            .iter()
            .any(|read| read.entity == entry.entity && read.field == Some(field))
    })
}

fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(LONGEST) else {
        return text.to_owned();
    };
    let kept = text.get(..cut).unwrap_or(text);
    let whole = kept.rsplit_once(' ').map_or(kept, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', '.', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(shortened("đủ ngắn"), "đủ ngắn");
        let long = "phòng mới, ".repeat(30);
        let short = shortened(&long);
        assert!(
            short.ends_with("mới…") || short.ends_with("phòng…"),
            "{short}"
        );
        assert!(short.chars().count() <= LONGEST + 1);
    }
}
