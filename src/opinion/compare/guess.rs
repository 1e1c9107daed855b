//! What may have happened to positions that were added or dropped: never asserted.

use std::collections::BTreeSet;

use super::Guess;
use super::GuessKind;
use super::ItemChange;
use super::ItemFate;
use super::tables::ComparedTable;
use super::tables::duties;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dossier::Dossier;

/// The share of a position's duties that another must have had for the two to be told together.
const SHARE: f64 = 0.5;

/// Tells from whose duties an added position lives, and to whom those of a dropped one went.
pub(super) fn guess(
    items: &mut [ItemChange],
    positions: &ComparedTable<'_>,
    dossiers: [&Dossier; 2],
) {
    if items.iter().all(|item| item.fate == ItemFate::Changed) {
        return;
    }
    let old = duties(dossiers[0], &positions.old);
    let new = duties(dossiers[1], &positions.new);
    let named = |side: usize, index: usize| {
        let entry = dossiers[side].entries(Entity::Position).get(index)?;
        let (code, name) = (
            dossiers[side].said(entry, Role::Code),
            dossiers[side].said(entry, Role::Name),
        );
        Some(if code.is_empty() {
            format!("“{name}”")
        } else {
            format!("{code} “{name}”")
        })
    };
    for item in items {
        let (own, others, rows, side) = match item.fate {
            ItemFate::Added => (&item.new, &old, (&new, &positions.new), 0),
            ItemFate::Dropped => (&item.old, &new, (&old, &positions.old), 1),
            ItemFate::Changed => continue,
        };
        let Some(place) = own
            .as_ref()
            .and_then(|own| rows.1.iter().position(|row| row.at == own.cell))
        else {
            continue;
        };
        let mine = &rows.0[place];
        let near = others
            .iter()
            .enumerate()
            .filter(|(_, theirs)| overlap(mine, theirs) >= SHARE);
        let with: Vec<String> = near.filter_map(|(index, _)| named(side, index)).collect();
        if with.is_empty() {
            continue;
        }
        // A new position that lives from one old one was split off; an old one that went into one
        // new one was merged.
        let one = with.len() == 1;
        let what = if one == (item.fate == ItemFate::Added) {
            GuessKind::Split
        } else {
            GuessKind::Merged
        };
        item.perhaps.push(Guess { what, with });
    }
}

/// The share of the smaller set that the other holds.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of duties are far below the precision of a float"
)]
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let least = a.len().min(b.len());
    if least == 0 {
        0.0
    } else {
        a.intersection(b).count() as f64 / least as f64
    }
}
