//! Which rows a row's figures add up: the surest witness of a sum, whatever the row is called.

use rust_decimal::Decimal;

use super::lens::Lens;
use super::lens::Sight;

/// Figures of a row: position among the columns of figures, and the number.
pub(crate) type Stated = Vec<(usize, Decimal)>;

/// The figures of the entries of a table, added up from the top down.
pub(crate) struct Sums {
    /// By column of figures: the sum of the first n entries, from n = 0.
    running: Vec<Vec<Decimal>>,
    /// By column of figures: how far off a sum may be, for percentages are rounded.
    slack: Vec<Decimal>,
}

/// Percentages rounded to whole ones may be off by so much together.
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

impl Sums {
    /// Adds up the entries among the rows.
    pub(crate) fn of<'s>(lens: &Lens<'_>, entries: impl Iterator<Item = &'s Sight>) -> Self {
        let mut running = vec![vec![Decimal::ZERO]; lens.figures.len()];
        for sight in entries {
            let row = lens.row(sight);
            for (nth, col) in lens.figures.iter().enumerate() {
                let sum = running[nth].last().copied().unwrap_or_default();
                running[nth].push(sum.saturating_add(lens.figure(row, *col).unwrap_or_default()));
            }
        }
        let slack = |col: &u32| if lens.is_percent(*col) { ROUNDING } else { Decimal::ZERO };
        Self { running, slack: lens.figures.iter().map(slack).collect() }
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.running.first().map_or(0, |sums| sums.len() - 1)
    }

    /// Whether the stated figures, one of them more than nothing, are those of some entries together.
    pub(crate) fn hold(&self, stated: &Stated, entries: std::ops::Range<usize>) -> bool {
        let sum = |nth: usize| Some(self.running[nth].get(entries.end)? - self.running[nth].get(entries.start)?);
        entries.end > entries.start
            && stated.iter().any(|(_, number)| !number.is_zero())
            && stated.iter().all(|(nth, number)| sum(*nth).is_some_and(|sum| (sum - *number).abs() <= self.slack[*nth]))
    }
}
