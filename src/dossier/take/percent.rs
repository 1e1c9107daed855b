//! Percentages stored as fractions: a cell formatted as a percentage holds 0.15 for 15 %.

use rust_decimal::Decimal;

use crate::dossier::Entry;
use crate::dossier::values;

/// Scales a percent column by 100 when it can only hold fractions: nothing above 1, something
/// strictly between 0 and 1, and a sum that is a whole number (one for each position described).
pub(crate) fn scale(entries: &mut [Entry], totals: &mut [Entry], field: &str) {
    let numbers: Vec<Decimal> = entries
        .iter()
        .filter_map(|entry| entry.leaf(field)?.value.number())
        .collect();
    let fractions = numbers
        .iter()
        .all(|n| (Decimal::ZERO..=Decimal::ONE).contains(n))
        && numbers.iter().any(|n| !n.fract().is_zero());
    if !fractions {
        return;
    }
    let sum: Decimal = numbers.iter().sum();
    let slack = Decimal::new(2, 2) * sum.round().max(Decimal::ONE);
    let whole =
        sum.round() >= Decimal::ONE && (sum - sum.round()).abs() <= slack.min(Decimal::new(2, 1));
    if !whole {
        return;
    }
    for entry in entries.iter_mut().chain(totals) {
        let Some(leaf) = entry.leaves.get_mut(field) else {
            continue;
        };
        if let Some(number) = leaf
            .value
            .number()
            .and_then(|n| n.checked_mul(Decimal::ONE_HUNDRED))
        {
            leaf.value = values::of_decimal(number);
        }
    }
}
