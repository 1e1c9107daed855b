//! By what the subjects of findings are known in both submissions, wherever they stand.

use std::collections::HashMap;

use super::findings::SubjectFinding;
use super::tables::ComparedTables;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::law::Law;

/// By what the rows, positions and cells of one submission are known.
pub(super) struct Identities {
    /// The token of every row.
    tokens: HashMap<Addr, String>,
    /// The position that each row is or belongs to.
    owners: HashMap<Addr, String>,
    /// Token and field of every cell that was read.
    cells: HashMap<Addr, String>,
}

impl Identities {
    /// Those of the earlier submission, and of the later one.
    pub(super) fn of(tables: &ComparedTables<'_>) -> [Self; 2] {
        let [old, new] = tables.tokens();
        [Self::of_side(tables, 0, old), Self::of_side(tables, 1, new)]
    }

    fn of_side(tables: &ComparedTables<'_>, side: usize, tokens: HashMap<Addr, String>) -> Self {
        Self {
            owners: owners(tables, side, &tokens),
            cells: cells(tables, side, &tokens),
            tokens,
        }
    }

    /// The position that a row is or belongs to.
    pub(super) fn owner(&self, at: &Addr) -> Option<&String> {
        self.owners.get(at)
    }

    /// Whether some row is, or belongs to, what is known so.
    pub(super) fn has_owner(&self, identity: &str) -> bool {
        self.owners.values().any(|owner| owner == identity)
    }

    /// What a subject is in both submissions: its row, its position for what belongs to one, its
    /// cell's row and column for cells.
    pub(super) fn identity(&self, single: &SubjectFinding<'_>, law: &Law) -> String {
        let subject = single.subject;
        let Some(at) = &subject.at else {
            return subject.kind.clone();
        };
        let kind = law
            .rules
            .get(single.rule)
            .and_then(|rule| law.subjects.get(&rule.each));
        let token = match kind {
            Some(kind) if kind.cells => self.cells.get(at),
            Some(kind) if !kind.group.is_empty() => {
                self.owners.get(at).or_else(|| self.tokens.get(at))
            }
            _ => self.tokens.get(at),
        };
        token.cloned().unwrap_or_else(|| subject.called.clone())
    }
}

fn owners(
    tables: &ComparedTables<'_>,
    side: usize,
    tokens: &HashMap<Addr, String>,
) -> HashMap<Addr, String> {
    let positions = tables.0.get(&Entity::Position);
    let own = positions.into_iter().flat_map(|tabled| tabled.rows(side));
    let own = own.filter_map(|row| Some((row.at.clone(), tokens.get(&row.at)?.clone())));
    let annexes = tables.0.values().flat_map(|tabled| tabled.rows(side));
    let annexes = annexes.filter_map(|row| Some((row.at.clone(), row.parent.clone()?)));
    own.chain(annexes).collect()
}

fn cells(
    tables: &ComparedTables<'_>,
    side: usize,
    tokens: &HashMap<Addr, String>,
) -> HashMap<Addr, String> {
    let mut found = HashMap::new();
    for row in tables.0.values().flat_map(|tabled| tabled.rows(side)) {
        let Some(token) = tokens.get(&row.at) else {
            continue;
        };
        for (field, leaf) in row.entry.into_iter().flat_map(|entry| &entry.leaves) {
            found
                .entry(leaf.at.clone())
                .or_insert_with(|| format!("{token}\u{1f}{field}"));
        }
    }
    found
}

/// Whether a row was found in the other submission; none for what is no row.
pub(super) fn is_in_both(identity: &str) -> Option<bool> {
    identity.strip_prefix('\u{1}').map(|rest| {
        rest.split('\u{1f}')
            .next()
            .is_some_and(|row| row.contains('+'))
    })
}
