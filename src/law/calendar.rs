//! Working days (`rules/holidays.toml`): the weekly days off, the holidays with a fixed date, and
//! what each year adds.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::civil::Weekday;
use serde::Deserialize;
use serde::Serialize;

use crate::book::Book;
use crate::book::Fault;

/// The file inside the rulebook.
const FILE: &str = "holidays.toml";

/// Lịch ngày làm việc: which days an office works.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// (month, day) of the holidays with a fixed date.
    fixed: BTreeSet<(i8, i8)>,
    years: BTreeMap<i16, Year>,
}

/// What one year adds: holidays by the moon, days off in lieu, days worked in lieu.
#[derive(Debug, Clone, Default)]
struct Year {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

/// The end of a time in working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDeadline {
    /// The last day.
    pub day: Date,
    /// The years on the way whose moving holidays the rulebook does not know: the day may be later.
    pub unknown_years: Vec<i16>,
}

/// Thời hạn: how much time there is, from whichever day it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct AllowedTime {
    /// How many days.
    pub days: i64,
    /// Only working days are counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub working: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFront {
    #[serde(default)]
    fixed: Vec<FixedFront>,
    #[serde(default)]
    year: Vec<YearFront>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FixedFront {
    month: i8,
    day: i8,
    #[expect(dead_code, reason = "for the legal officer who reads the file")]
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFront {
    year: i16,
    #[serde(default)]
    off: Vec<toml::value::Datetime>,
    #[serde(default)]
    worked: Vec<toml::value::Datetime>,
    /// The document that sets them: without one nobody could check the days.
    source: String,
}

impl Calendar {
    /// Reads the file; a rulebook without it has weekends only.
    pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> Self {
        let Some(text) = book.text(FILE) else {
            return Self::default();
        };
        let front: CalendarFront = match book.toml(FILE, text, 1) {
            Ok(front) => front,
            Err(fault) => {
                faults.push(fault);
                return Self::default();
            }
        };
        let mut calendar = Self::default();
        calendar
            .fixed
            .extend(front.fixed.iter().map(|fixed| (fixed.month, fixed.day)));
        for year in front.year {
            let heading = format!("year = {}", year.year);
            let line = text
                .lines()
                .position(|line| line.replace("  ", " ").contains(&heading))
                .map_or(0, |at| at + 1);
            let fault = |message: String| Fault::at(FILE, line, message);
            match (days(&year.off, year.year), days(&year.worked, year.year)) {
                _ if year.source.trim().is_empty() => {
                    faults.push(fault(format!(
                        "năm {} chưa ghi văn bản quy định ngày nghỉ (source)",
                        year.year
                    )));
                }
                (Ok(off), Ok(worked)) => {
                    if calendar
                        .years
                        .insert(year.year, Year { off, worked })
                        .is_some()
                    {
                        faults.push(fault(format!("năm {} ghi hai lần", year.year)));
                    }
                }
                (Err(message), _) | (_, Err(message)) => faults.push(fault(message)),
            }
        }
        calendar
    }

    /// The last of so many working days; the first counts from the day after.
    ///
    /// None where that is beyond every calendar.
    #[must_use]
    pub fn deadline(&self, start: Date, working_days: i64) -> Option<WorkingDeadline> {
        let mut day = start;
        let mut left = working_days;
        while left > 0 {
            day = day.tomorrow().ok()?;
            left -= i64::from(self.is_worked(day));
        }
        let unknown_years = (start.year()..=day.year())
            .filter(|year| !self.years.contains_key(year))
            .collect();
        Some(WorkingDeadline { day, unknown_years })
    }

    /// The end of a time that runs from a day; none beyond the calendar.
    #[must_use]
    pub fn end(&self, start: Date, time: AllowedTime) -> Option<WorkingDeadline> {
        if time.working {
            return self.deadline(start, time.days);
        }
        let day = start.checked_add(time.days.days()).ok()?;
        Some(WorkingDeadline {
            day,
            unknown_years: Vec::new(),
        })
    }

    fn is_worked(&self, day: Date) -> bool {
        let year = self.years.get(&day.year());
        if year.is_some_and(|year| year.worked.contains(&day)) {
            return true;
        }
        let is_off = year.is_some_and(|year| year.off.contains(&day))
            || self.fixed.contains(&(day.month(), day.day()));
        !is_off && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    }
}

fn days(dates: &[toml::value::Datetime], year: i16) -> Result<BTreeSet<Date>, String> {
    let read = |date: &toml::value::Datetime| {
        let day = super::timeline::parse_day(&date.to_string())?;
        if day.year() == year {
            Ok(day)
        } else {
            Err(format!("ngày {date} không thuộc năm {year}"))
        }
    };
    dates.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(text: &str) -> (Calendar, Vec<Fault>) {
        let mut faults = Vec::new();
        let calendar = Calendar::load(&Book::from_files("thử", [(FILE, text)]), &mut faults);
        (calendar, faults)
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let known = "[[fixed]]\nmonth = 9\nday = 2\nname = 'Quốc khánh'\n\
            [[year]]\nyear = 2021\noff = [2021-09-03]\nworked = [2021-09-11]\nsource = 'Thông báo'\n";
        let (calendar, faults) = calendar(known);
        assert_eq!(faults, []);
        // Wednesday: Thursday 2nd and Friday 3rd are off, Saturday 11th is worked.
        let due = |days| calendar.deadline(date(2021, 9, 1), days).unwrap();
        assert_eq!(
            due(1),
            WorkingDeadline {
                day: date(2021, 9, 6),
                unknown_years: Vec::new()
            }
        );
        assert_eq!(due(6).day, date(2021, 9, 11));
        assert_eq!(due(0).day, date(2021, 9, 1));
        assert_eq!(due(100).unknown_years, [2022]);
    }

    #[test]
    fn a_year_that_is_not_listed_is_told() {
        let due = Calendar::default().deadline(date(2021, 12, 30), 5).unwrap();
        assert_eq!(
            due,
            WorkingDeadline {
                day: date(2022, 1, 6),
                unknown_years: vec![2021, 2022]
            }
        );
    }

    #[test]
    fn a_year_needs_its_source_and_its_own_days() {
        let faults = |text: &str| calendar(text).1.len();
        assert_eq!(faults("[[year]]\nyear = 2021\nsource = ' '\n"), 1);
        assert_eq!(
            faults("[[year]]\nyear = 2021\noff = [2022-02-01]\nsource = 'TB'\n"),
            1
        );
        assert_eq!(
            faults("[[year]]\nyear = 2021\nsource = 'TB'\n[[year]]\nyear = 2021\nsource = 'TB'\n"),
            1
        );
    }
}
