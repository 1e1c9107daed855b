//! Finding the rows of one table in another: first what is the same in everything, then what shares
//! the fields that tell it, from the surest to the least sure, then what is merely alike.

use std::collections::BTreeMap;

use super::MatchedBy;
use super::rows::ComparedRow;
use crate::dictionary::Role;

/// How many candidates of one group are weighed; larger groups are paired as they stand.
const WEIGHED: usize = 20_000;
/// How many rows are held against each other by likeness, over a whole table.
const LIKENED: usize = 50_000;

/// Fields that together tell a row.
/// [`Role::Owner`] is the position that a row of an annex belongs to, however it names it.
pub(super) type Tier = (MatchedBy, &'static [Role]);

/// Two rows that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowPair {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) by: MatchedBy,
    /// 0 to 100.
    pub(super) confidence: u8,
}

/// The rows of two tables by what became of them.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// In the order of the new table.
    pub(super) pairs: Vec<RowPair>,
    pub(super) dropped: Vec<usize>,
    pub(super) added: Vec<usize>,
    /// Whether so much was left that likeness was not tried.
    pub(super) cut: bool,
}

/// How two rows are weighed that no field tells.
pub(super) struct Likeness<'l> {
    pub(super) of: &'l dyn Fn(usize, usize) -> f64,
    /// From which likeness on they are taken for one.
    pub(super) least: f64,
}

/// Pairs the rows of two tables. The result does not depend on the order of rows that differ.
pub(super) fn pair(
    old: &[ComparedRow<'_>],
    new: &[ComparedRow<'_>],
    tiers: &[Tier],
    likeness: &Likeness<'_>,
) -> Pairing {
    let mut work = RowPairing {
        old,
        new,
        free: [vec![true; old.len()], vec![true; new.len()]],
        pairs: Vec::new(),
    };
    work.tier(MatchedBy::Content, &whole, likeness);
    for (by, fields) in tiers {
        work.tier(*by, &|row| told(row, fields), likeness);
    }
    let cut = work.likely(likeness);
    let RowPairing {
        free: [old_free, new_free],
        mut pairs,
        ..
    } = work;
    pairs.sort_by_key(|pair| pair.new);
    let left = |free: Vec<bool>| {
        free.iter()
            .enumerate()
            .filter(|(_, free)| **free)
            .map(|(i, _)| i)
            .collect()
    };
    Pairing {
        pairs,
        dropped: left(old_free),
        added: left(new_free),
        cut,
    }
}

/// Everything that a row says but its number.
fn whole(row: &ComparedRow<'_>) -> Option<String> {
    let said: Vec<String> = row
        .keys
        .iter()
        .filter(|(field, _)| !row.numbers(field))
        .map(|(field, key)| format!("{field}\u{1f}{key}"))
        .collect();
    (!said.is_empty()).then(|| said.join("\u{1e}"))
}

/// The fields of a tier, if the row has them all.
fn told(row: &ComparedRow<'_>, fields: &[Role]) -> Option<String> {
    let mut keys = Vec::new();
    for field in fields {
        let key = if *field == Role::Owner {
            row.parent.as_ref()
        } else {
            row.get(*field)
        };
        keys.push(key?.as_str());
    }
    Some(keys.join("\u{1f}"))
}

struct RowPairing<'r, 'a> {
    old: &'r [ComparedRow<'a>],
    new: &'r [ComparedRow<'a>],
    free: [Vec<bool>; 2],
    pairs: Vec<RowPair>,
}

impl<'r, 'a> RowPairing<'r, 'a> {
    /// The rows that are not paired yet: side, place, row.
    fn free_rows(&self) -> Vec<(usize, usize, &'r ComparedRow<'a>)> {
        let mut rows = Vec::new();
        for (side, of_side) in [self.old, self.new].into_iter().enumerate() {
            let free = self.free[side].iter().zip(of_side).enumerate();
            let free = free.filter(|(_, (free, _))| **free);
            rows.extend(free.map(|(index, (_, row))| (side, index, row)));
        }
        rows
    }

    fn tier(
        &mut self,
        by: MatchedBy,
        key: &dyn Fn(&ComparedRow<'_>) -> Option<String>,
        likeness: &Likeness<'_>,
    ) {
        let mut groups: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, index, row) in self.free_rows() {
            if let Some(key) = key(row) {
                groups.entry(key).or_default()[side].push(index);
            }
        }
        for [old, new] in groups.into_values() {
            if by == MatchedBy::Content || old.len() * new.len() > WEIGHED {
                for (old, new) in old.into_iter().zip(new) {
                    self.take(old, new, by, likeness);
                }
            } else {
                let weigh = |old: usize, new: usize| alike(&self.old[old], &self.new[new]);
                for (_, old, new) in ranked(&old, &new, &weigh, 0.0) {
                    self.take(old, new, by, likeness);
                }
            }
        }
    }

    /// Pairs what is alike, within one position where rows belong to positions. Gives whether it
    /// was too much.
    fn likely(&mut self, likeness: &Likeness<'_>) -> bool {
        let mut groups: BTreeMap<Option<&String>, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, index, row) in self.free_rows() {
            groups.entry(row.parent.as_ref()).or_default()[side].push(index);
        }
        let mut left = LIKENED;
        let mut cut = false;
        for [old, new] in groups.into_values() {
            let Some(rest) = left.checked_sub(old.len() * new.len()) else {
                cut = true;
                continue;
            };
            left = rest;
            for (_, old, new) in ranked(&old, &new, likeness.of, likeness.least) {
                self.take(old, new, MatchedBy::Likeness, likeness);
            }
        }
        cut
    }

    fn take(&mut self, old: usize, new: usize, by: MatchedBy, likeness: &Likeness<'_>) {
        if !(self.free[0][old] && self.free[1][new]) {
            return;
        }
        self.free[0][old] = false;
        self.free[1][new] = false;
        let confidence = match by {
            MatchedBy::Content | MatchedBy::Identity => 100,
            MatchedBy::Name => percent(0.8 + 0.2 * (likeness.of)(old, new)),
            MatchedBy::Code => percent(0.4 + 0.6 * (likeness.of)(old, new)),
            MatchedBy::Likeness => percent((likeness.of)(old, new)),
        };
        self.pairs.push(RowPair {
            old,
            new,
            by,
            confidence,
        });
    }
}

/// The candidates from the best down; equal ones in the order of the rows.
fn ranked(
    old: &[usize],
    new: &[usize],
    weigh: &dyn Fn(usize, usize) -> f64,
    least: f64,
) -> Vec<(f64, usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = old
        .iter()
        .flat_map(|o| new.iter().map(move |n| (*o, *n)))
        .map(|(o, n)| (weigh(o, n), o, n))
        .collect();
    all.retain(|(weight, ..)| *weight >= least);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    all
}

/// The share of fields in which two rows agree.
fn alike(a: &ComparedRow<'_>, b: &ComparedRow<'_>) -> f64 {
    let fields: std::collections::BTreeSet<&str> =
        a.keys.keys().chain(b.keys.keys()).copied().collect();
    let fields = fields.into_iter().filter(|field| !a.numbers(field));
    let (mut same, mut all) = (0.0, 0.0);
    for field in fields {
        all += 1.0;
        if a.keys.get(field) == b.keys.get(field) {
            same += 1.0;
        }
    }
    if all > 0.0 { same / all } else { 0.0 }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 first"
)]
fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
