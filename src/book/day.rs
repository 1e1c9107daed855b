//! Days as the files of the rulebook write them.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;

/// Reads a TOML date (never a time) into a civil date; TOML itself accepts 31 February.
pub(crate) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let value = toml::value::Datetime::deserialize(deserializer)?;
    parse_day(&value.to_string())
        .map(Some)
        .map_err(D::Error::custom)
}

/// Like [`date`], for a field that must be there.
pub(crate) fn required_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let value = toml::value::Datetime::deserialize(deserializer)?;
    parse_day(&value.to_string()).map_err(D::Error::custom)
}

/// A day written `2020-11-25`; anything else, and days that no calendar has, is an error in
/// Vietnamese.
pub(crate) fn parse_day(text: &str) -> Result<Date, String> {
    let wrong = || format!("“{text}” không phải là một ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2020-11-25");
    if text.len() != 10 {
        return Err(wrong());
    }
    text.parse::<Date>().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as d;

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for text in [
            "2024-07-32",
            "2023-02-29",
            "2024-7-1",
            "2024",
            "2024-07-01T10:00:00",
        ] {
            assert!(parse_day(text).is_err(), "{text}");
        }
        assert_eq!(parse_day("2024-02-29"), Ok(d(2024, 2, 29)));
    }
}
