//! Which rows a row's figures add up: the surest witness of a sum, whatever the row is called.

use rust_decimal::Decimal;

use super::lens::Lens;
use super::lens::Sight;

/// Figures of a row: position among the columns of figures, and the number.
pub(crate) type StatedFigures = Vec<(usize, Decimal)>;

/// The figures of the entries of a table, added up from the top down.
pub(crate) struct RunningSums {
    /// By column of figures: the sum of the first n entries, from n = 0.
    running: Vec<Vec<Decimal>>,
    /// The same of the entries that stand in no other one of the table: those above count for those
    /// within.
    outer: Option<Vec<Vec<Decimal>>>,
    /// By column of figures: how far off a sum may be, for percentages are rounded.
    slack: Vec<Decimal>,
}

/// Percentages rounded to whole ones may be off by so much together (quirk 17).
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

impl RunningSums {
    /// Adds up the entries among the rows.
    pub(crate) fn of<'s>(lens: &Lens<'_>, entries: impl Iterator<Item = &'s Sight>) -> Self {
        let mut running = vec![vec![Decimal::ZERO]; lens.figures.len()];
        let mut outer = running.clone();
        for sight in entries {
            let row = lens.row(sight);
            let stands_within = lens
                .superior
                .is_some_and(|col| lens.is_filled(row.value(col)));
            for (nth, col) in lens.figures.iter().enumerate() {
                let figure = lens.figure(row, *col).unwrap_or_default();
                add(&mut running[nth], figure);
                add(
                    &mut outer[nth],
                    if stands_within { Decimal::ZERO } else { figure },
                );
            }
        }
        let outer = lens.superior.map(|_| outer);
        let slack = |col: &u32| {
            if lens.is_percent(*col) {
                ROUNDING
            } else {
                Decimal::ZERO
            }
        };
        Self {
            running,
            outer,
            slack: lens.figures.iter().map(slack).collect(),
        }
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.running.first().map_or(0, |sums| sums.len() - 1)
    }

    /// Whether the stated figures, one of them more than nothing, are those of some entries
    /// together.
    pub(crate) fn hold(&self, stated: &StatedFigures, entries: std::ops::Range<usize>) -> bool {
        let sum = |sums: &[Vec<Decimal>], nth: usize| {
            Some(sums[nth].get(entries.end)? - sums[nth].get(entries.start)?)
        };
        let near =
            |nth: usize, number: Decimal, sum: Decimal| (sum - number).abs() <= self.slack[nth];
        let holds = |nth: usize, number: Decimal| {
            let sums = [Some(&self.running), self.outer.as_ref()]
                .into_iter()
                .flatten();
            sums.filter_map(|sums| sum(sums, nth))
                .any(|sum| near(nth, number, sum))
        };
        entries.end > entries.start
            && stated.iter().any(|(_, number)| !number.is_zero())
            && stated.iter().all(|(nth, number)| holds(*nth, *number))
    }
}

/// Adds a figure to the last of the running sums, as a new one.
fn add(sums: &mut Vec<Decimal>, figure: Decimal) {
    sums.push(
        sums.last()
            .copied()
            .unwrap_or_default()
            .saturating_add(figure),
    );
}
