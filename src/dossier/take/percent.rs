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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cells::Addr;
    use crate::cells::SheetRef;
    use crate::cells::Value;
    use crate::dictionary::Entity;
    use crate::dictionary::Key;
    use crate::dossier::Leaf;
    use crate::dossier::Leaves;

    fn scaled(numbers: &[&str]) -> Vec<String> {
        let sheet = Arc::new(SheetRef::new(0, "Cơ cấu ngạch"));
        let entry = |number: &&str| {
            let at = Addr::new(&sheet, 0, 0);
            let leaf = Leaf {
                value: Value::Decimal(number.parse().unwrap()),
                term: None,
                at: at.clone(),
            };
            let mut leaves = Leaves::new();
            leaves.insert(Key::from("ty_le"), leaf);
            Entry {
                entity: Entity::Rank,
                at,
                part: 0,
                leaves,
            }
        };
        let mut entries: Vec<Entry> = numbers.iter().map(entry).collect();
        scale(&mut entries, &mut [], "ty_le");
        entries.iter().map(|entry| entry.text("ty_le")).collect()
    }

    #[test]
    fn fractions_of_a_whole_are_shown_as_percentages() {
        assert_eq!(scaled(&["0.15", "0.85"]), ["15", "85"]);
        assert_eq!(scaled(&["0.33", "0.33", "0.33"]), ["33", "33", "33"]);
        assert_eq!(scaled(&["0.5", "0.5", "1"]), ["50", "50", "100"]);
    }

    #[test]
    fn numbers_that_are_no_fractions_of_a_whole_stay() {
        assert_eq!(scaled(&["1"]), ["1"]);
        assert_eq!(scaled(&["0.5", "99.5"]), ["0,5", "99,5"]);
        assert_eq!(scaled(&["-0.5", "0.5", "1"]), ["-0,5", "0,5", "1"]);
        assert_eq!(scaled(&["0.2", "0.3"]), ["0,2", "0,3"]);
        assert_eq!(scaled(&["0.3", "0.4", "0.25"]), ["0,3", "0,4", "0,25"]);
        assert_eq!(scaled(&["0.7", "0.35"]), ["0,7", "0,35"]);
    }

    /// Each position may be rounded a little, but not all of them by more than a fifth together.
    #[test]
    fn many_positions_may_miss_whole_numbers_by_a_fifth_at_most() {
        let with = |last: &str| {
            let numbers: Vec<&str> = std::iter::repeat_n("0.5", 40).chain([last]).collect();
            scaled(&numbers).pop().unwrap()
        };
        assert_eq!(with("0.2"), "20");
        assert_eq!(with("0.25"), "0,25");
    }
}
