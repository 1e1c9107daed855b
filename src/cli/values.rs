//! Values of the command line as people write them.

use jiff::civil::Date;

use crate::dossier::parse_day as parse_written_day;

/// A day as people and programs write it: `2021-06-30`, `30/06/2021`, `ngày 30 tháng 6 năm 2021`.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    let example = "ví dụ 2021-06-30 hoặc 30/06/2021";
    if let Some(day) = text.trim().parse().ok().or_else(|| parse_written_day(text)) {
        return Ok(day);
    }
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .count();
    Err(match numbers {
        1 | 2 => format!("ngày chưa đủ ngày, tháng, năm; {example}"),
        _ => format!("không có ngày này; {example}"),
    })
}

/// A whole number of the command line.
pub(super) fn parse_number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.trim()
        .parse()
        .map_err(|_| "phải là một số nguyên không quá lớn, ví dụ 8321".to_owned())
}
