//! Values that say the heading of their column again: `Ngạch chuyên viên` under `Ngạch`,
//! `Loại: Phòng`.

use crate::dictionary::Field;
use crate::dictionary::fold;

/// The text behind a heading of the field that it begins with, or behind a colon after the first
/// words of one; none where it begins with neither.
pub(crate) fn without_heading(field: &Field, text: &str) -> Option<String> {
    let headings: Vec<String> = field.all_headings().map(fold::key).collect();
    let by_colon = text
        .split_once(':')
        .filter(|(label, _)| !label.is_empty() && begins_heading(&headings, label));
    if let Some((_, rest)) = by_colon {
        return said(rest);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let longest = headings
        .iter()
        .map(|heading| heading.split(' ').count())
        .max()
        .unwrap_or(0);
    let heading = |count: &usize| headings.contains(&fold::key(&words[..*count].join(" ")));
    // Of two headings the longer one: the rest must be a value.
    let count = (1..words.len().min(longest + 1)).rev().find(heading)?;
    said(&words[count..].join(" "))
}

fn said(rest: &str) -> Option<String> {
    let rest = rest.trim_matches([' ', '-', '–', ':']);
    rest.contains(char::is_alphabetic)
        .then(|| fold::capital(rest))
}

fn begins_heading(headings: &[String], label: &str) -> bool {
    let key = fold::key(label);
    let begins = |heading: &String| {
        heading
            .strip_prefix(key.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    headings.iter().any(begins)
}
