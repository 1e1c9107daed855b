//! Which total row adds up the whole table, first, in the middle or last (quirk 8).

use rust_decimal::Decimal;

use crate::cells::Value;
use crate::dictionary::Key;
use crate::dictionary::fold;
use crate::dossier::Entry;
use crate::dossier::part::FormPart;

/// The total of all entries: of the rows above the first entry and below the last, the one whose
/// figures are the sums of all; else the first or last of them that does not add up a part, as a
/// row among the entries does, or one that is called like it.
pub(crate) fn grand(part: &FormPart) -> Option<Entry> {
    let first = part.entries.first()?.at.row;
    let last = part.entries.last()?.at.row;
    let outer = || {
        part.totals
            .iter()
            .filter(|total| total.at.row < first || total.at.row > last)
    };
    if let Some(whole) = outer().find(|total| adds_up(part, total, 0..u32::MAX)) {
        return Some(whole.clone());
    }
    if let Some(top) = part.totals.iter().find(|total| total.at.row < first) {
        return Some(top.clone());
    }
    let is_partial = |bottom: &Entry| {
        let named_like = part
            .totals
            .iter()
            .any(|total| total.at.row < last && label(total) == label(bottom));
        let before = part
            .totals
            .iter()
            .map(|total| total.at.row)
            .filter(|row| *row < last)
            .max();
        named_like || before.is_some_and(|before| adds_up(part, bottom, before..bottom.at.row))
    };
    part.totals
        .iter()
        .rfind(|total| total.at.row > last && !is_partial(total))
        .cloned()
}

/// Whether a total's figures are the sums of the entries in some rows.
fn adds_up(part: &FormPart, total: &Entry, rows: std::ops::Range<u32>) -> bool {
    let figures: Vec<(&Key, Decimal)> = total
        .leaves
        .iter()
        .filter(|(_, leaf)| leaf.at.row == total.at.row)
        .filter_map(|(key, leaf)| Some((key, leaf.value.number()?)))
        .filter(|(_, number)| number.fract().is_zero())
        .collect();
    let sum = |key: &str| {
        let entries = part
            .entries
            .iter()
            .filter(|entry| rows.contains(&entry.at.row));
        entries
            .filter_map(|entry| entry.leaf(key)?.value.number())
            .fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let holds = figures
        .iter()
        .filter(|(key, number)| sum(key) == *number)
        .count();
    // Percentages and maxima stand beside the sums.
    holds > 0
        && figures
            .iter()
            .filter(|(_, number)| !number.is_zero())
            .any(|(key, number)| sum(key) == *number)
}

/// What a total is called.
fn label(total: &Entry) -> Option<String> {
    total.leaves.values().find_map(|leaf| match &leaf.value {
        Value::Text(text) if !text.is_empty() => Some(fold::key(text)),
        _ => None,
    })
}
