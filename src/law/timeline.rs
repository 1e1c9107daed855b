//! Periods and values by date.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;

pub(super) use crate::book::day::date;
pub(super) use crate::book::day::parse_day;
pub(super) use crate::book::day::required_date;

/// Thời gian hiệu lực: from a day on, until (not including) another; open ends are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    #[serde(default, deserialize_with = "date")]
    pub from: Option<Date>,
    /// First day after.
    #[serde(default, deserialize_with = "date")]
    pub until: Option<Date>,
}

impl Period {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// In Vietnamese: `từ 20/07/2020 đến hết ngày 30/12/2025`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.until.and_then(|day| day.yesterday().ok());
        match (self.from, last) {
            (Some(from), Some(last)) => write!(f, "từ {} đến hết ngày {}", day(from), day(last)),
            (Some(from), None) => write!(f, "từ {}", day(from)),
            (None, Some(last)) => write!(f, "đến hết ngày {}", day(last)),
            (None, None) => f.write_str("không giới hạn thời gian"),
        }
    }
}

/// A date as Vietnamese readers write it.
#[must_use]
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// Values by the day from which they hold; the latest one not after a date is the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline<T>(Vec<(Date, T)>);

impl<T> Timeline<T> {
    /// Puts the values in order. Two values of one day: the day is returned.
    pub(super) fn new(mut values: Vec<(Date, T)>) -> Result<Self, Date> {
        values.sort_by_key(|(from, _)| *from);
        match values.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(pair[0].0),
            None => Ok(Self(values)),
        }
    }

    /// The value on a day and the day from which it holds.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<(Date, &T)> {
        self.0
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .map(|(from, value)| (*from, value))
    }

    /// The first day that has a value.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.0.first().map(|(from, _)| *from)
    }

    /// All values by rising day.
    pub fn iter(&self) -> impl Iterator<Item = (Date, &T)> {
        self.0.iter().map(|(from, value)| (*from, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as d;

    #[test]
    fn a_period_is_half_open() {
        let period = Period {
            from: Some(d(2020, 7, 20)),
            until: Some(d(2025, 12, 31)),
        };
        let inside: Vec<bool> = [
            d(2020, 7, 19),
            d(2020, 7, 20),
            d(2025, 12, 30),
            d(2025, 12, 31),
        ]
        .into_iter()
        .map(|day| period.contains(day))
        .collect();
        assert_eq!(inside, [false, true, true, false]);
        assert_eq!(period.to_string(), "từ 20/07/2020 đến hết ngày 30/12/2025");
    }

    #[test]
    fn the_latest_value_not_after_the_day_holds() {
        let line = Timeline::new(vec![(d(2024, 9, 1), 3), (d(2020, 11, 8), 2)]).unwrap();
        assert_eq!(line.on(d(2020, 11, 7)), None);
        assert_eq!(line.on(d(2024, 8, 31)), Some((d(2020, 11, 8), &2)));
        assert_eq!(line.on(d(2024, 9, 1)), Some((d(2024, 9, 1), &3)));
        assert_eq!(
            Timeline::new(vec![(d(2024, 9, 1), 3), (d(2024, 9, 1), 2)]),
            Err(d(2024, 9, 1))
        );
    }
}
