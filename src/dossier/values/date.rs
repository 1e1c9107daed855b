//! Dates in texts (quirk 14).
//!
//! A text that holds exactly one date says that date, whatever stands around it: a place, an hour,
//! `dự kiến`, a final stop. Day before month, as Vietnamese writes. Impossible dates are no dates.

use jiff::civil::Date;

use crate::cells::Value;
use crate::dictionary::fold;

/// Day 0 of the serial numbers of spreadsheets is 30 December 1899.
const SERIAL_EPOCH: Date = jiff::civil::date(1899, 12, 30);
/// Serial numbers of 1982 to 2064: a bare number in the place of a date, not a year and not a
/// count.
const SERIALS: std::ops::RangeInclusive<i64> = 30_000..=60_000;
/// The word for day, without accents.
const DAY: &str = "ngay";
/// Longer texts are prose: a date in them is not what the cell says. In bytes of UTF-8.
const MAX_TEXT: usize = 240;

/// The date of a cell; what is no date stays as it is.
pub(super) fn read_date(value: Value) -> Value {
    match &value {
        Value::Text(text) => parse_date(text).map_or(value, Value::Date),
        Value::Whole(serial) if SERIALS.contains(serial) => {
            of_serial(*serial).map_or(value, Value::Date)
        }
        _ => value,
    }
}

fn of_serial(serial: i64) -> Option<Date> {
    SERIAL_EPOCH
        .checked_add(jiff::Span::new().try_days(serial).ok()?)
        .ok()
}

/// The one complete date that a text says: `30/06/2021`, `2021-06-30T00:00:00`,
/// `Lam Giang, ngày 30 tháng 6 năm 2021`. None where it says none, several, or an impossible one.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let bare = fold::bare(text);
    let mut dates = spelled_dates(&bare).into_iter().map(|found| found.date);
    let first = dates.next()??;
    dates.all(|other| other == Some(first)).then_some(first)
}

/// Whether a text is one date and nothing else: no place, no hour, no `dự kiến`.
pub(super) fn is_only_date(text: &str) -> bool {
    let bare = fold::bare(text);
    let bare = bare.strip_suffix("t00:00:00").unwrap_or(&bare);
    let mut words = bare
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let joints = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | ',');
    numbers(bare).len() == 3
        && words.all(|word| [DAY, "thang", "nam"].contains(&word))
        && bare.chars().all(joints)
        && parse_date(text).is_some()
}

/// What a text has that is only a part of a date: `06/2021`, `tháng 6 năm 2021`,
/// `ngày … tháng … năm 2021`.
pub(crate) fn part_of_date(text: &str) -> Option<&'static str> {
    let bare = fold::bare(text);
    if text.len() > MAX_TEXT || parse_date(text).is_some() {
        return None;
    }
    let runs = numbers(&bare);
    let number = |(start, end): &(usize, usize)| bare[*start..*end].parse::<i16>().ok();
    let is_year = |run: &(usize, usize)| {
        run.1 - run.0 == 4 && number(run).is_some_and(|year| (1900..=2200).contains(&year))
    };
    let is_month =
        |run: &(usize, usize)| number(run).is_some_and(|month| (1..=12).contains(&month));
    let is_spelled = bare.contains("nam") || bare.contains("thang") || bare.contains('/');
    match runs.as_slice() {
        [year] if is_year(year) && is_spelled => Some("mới có năm"),
        [month, year] if is_month(month) && is_year(year) => Some("mới có tháng, năm"),
        [year, month] if is_month(month) && is_year(year) => Some("mới có tháng, năm"),
        _ => None,
    }
}

/// The first complete date inside a longer text after the word for day, as in the title of an
/// annex.
pub(crate) fn date_within(text: &str) -> Option<Date> {
    let bare = fold::bare(text);
    bare.match_indices(DAY).find_map(|(start, word)| {
        let rest = &bare[start + word.len()..];
        // Only what stands right behind the word.
        let digit = rest
            .find(|c: char| c.is_ascii_digit())
            .filter(|at| *at <= 1)?;
        spelled_dates(&rest[digit..])
            .into_iter()
            .next()
            .filter(|found| found.start == 0)?
            .date
    })
}

/// Something written as a date: where it begins, and the date if it is possible.
struct Spelled {
    start: usize,
    date: Option<Date>,
}

/// Three numbers joined as a date is, one of four digits first or last.
fn spelled_dates(bare: &str) -> Vec<Spelled> {
    let numbers = numbers(bare);
    let mut found = Vec::new();
    let mut i = 0;
    while let [first, second, third, ..] = &numbers[i.min(numbers.len())..] {
        let joined = is_joint(&bare[first.1..second.0], "thang")
            && is_joint(&bare[second.1..third.0], "nam");
        let years = (first.1 - first.0 == 4, third.1 - third.0 == 4);
        if joined && years.0 != years.1 {
            let number = |(start, end): &(usize, usize)| bare[*start..*end].parse::<i16>().ok();
            let (year, day) = if years.0 {
                (first, third)
            } else {
                (third, first)
            };
            let date = number(year).zip(number(second)).zip(number(day));
            let date = date.and_then(|((year, month), day)| civil(year, month, day));
            found.push(Spelled {
                start: first.0,
                date,
            });
            i += 3;
        } else {
            i += 1;
        }
    }
    found
}

/// Where the runs of digits of a text begin and end.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

/// Whether what stands between two numbers joins the parts of a date: `/`, `-`, `.`, or the word
/// for the part that follows.
fn is_joint(between: &str, word: &str) -> bool {
    let between = between.trim();
    matches!(between, "/" | "-" | "." | "–") || between.trim_matches([',', '.']).trim() == word
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_one_date_says_it() {
        for (text, date) in [
            ("30/06/2021", Some("2021-06-30")),
            ("30-6-2021.", Some("2021-06-30")),
            ("2021-06-30", Some("2021-06-30")),
            ("2021-06-30T00:00:00", Some("2021-06-30")),
            ("ngày 30 tháng 6 năm 2021", Some("2021-06-30")),
            ("Lam Giang, ngày 10 tháng 9 năm 2021", Some("2021-09-10")),
            ("08 giờ 00 ngày 10/9/2021", Some("2021-09-10")),
            ("08h00, 10.9.2021", Some("2021-09-10")),
            ("dự kiến 10/9/2021", Some("2021-09-10")),
            ("10 tháng 9, năm 2021", Some("2021-09-10")),
            ("Số 12/QĐ-UBND ngày 10/9/2021", Some("2021-09-10")),
            ("10/9/2021 hoặc 11/9/2021", None),
            (
                "10/9/2021 (tức ngày 10 tháng 9 năm 2021)",
                Some("2021-09-10"),
            ),
            ("1985-5-211", None),
            ("31/02/2021", None),
            ("/7/2026", None),
            ("2021", None),
            ("tháng 9 năm 2021", None),
            ("12/34", None),
        ] {
            assert_eq!(
                parse_date(text).map(|d| d.to_string()).as_deref(),
                date,
                "{text}"
            );
        }
    }

    #[test]
    fn a_part_of_a_date_is_known_as_such() {
        for (text, part) in [
            ("06/2021", Some("mới có tháng, năm")),
            ("tháng 6 năm 2021", Some("mới có tháng, năm")),
            ("2021-06", Some("mới có tháng, năm")),
            ("ngày … tháng … năm 2021", Some("mới có năm")),
            ("…/…/2021", Some("mới có năm")),
            ("30/06/2021", None),
            ("2021", None),
            ("13/2021", None),
            ("Tờ trình số 12", None),
        ] {
            assert_eq!(part_of_date(text), part, "{text}");
        }
    }

    #[test]
    fn a_date_with_other_words_is_not_only_a_date() {
        for text in [
            "30/06/2021",
            "30-6-2021.",
            "2021-06-30T00:00:00",
            "ngày 30 tháng 6 năm 2021",
        ] {
            assert!(is_only_date(text), "{text}");
        }
        for text in [
            "dự kiến 10/9/2021",
            "Lam Giang, ngày 10 tháng 9 năm 2021",
            "08h00, 10.9.2021",
            "10/9/2021 hoặc 11/9/2021",
            "10/9/2021 (10/9/2021)",
            "06/2021",
            "31/02/2021",
            "2021",
        ] {
            assert!(!is_only_date(text), "{text}");
        }
    }

    #[test]
    fn serial_numbers_in_the_place_of_a_date() {
        assert_eq!(
            read_date(Value::Whole(44_449)),
            Value::Date(jiff::civil::date(2021, 9, 10))
        );
        assert_eq!(read_date(Value::Whole(2021)), Value::Whole(2021));
    }

    #[test]
    fn dates_in_titles_must_be_complete() {
        let whole = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 30 tháng 6 năm 2021 của UBND tỉnh)";
        assert_eq!(
            date_within(whole).map(|d| d.to_string()).as_deref(),
            Some("2021-06-30")
        );
        let short = "Kèm theo Tờ trình số 3 ngày 05/7/2021";
        assert_eq!(
            date_within(short).map(|d| d.to_string()).as_deref(),
            Some("2021-07-05")
        );
        assert_eq!(
            date_within("(Ban hành kèm theo Quyết định số   /QĐ-UBND ngày      /7/2026 của UBND)"),
            None
        );
    }
}
