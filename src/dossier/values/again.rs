//! Values that say the heading of their column again: `Ngạch chuyên viên` under `Ngạch`, `Loại: Phòng`.

use crate::dictionary::Field;
use crate::dictionary::fold;

/// The text behind a heading of the field that it begins with, or behind a colon after the first words of one; none
/// where it begins with neither.
pub(crate) fn without_heading(field: &Field, text: &str) -> Option<String> {
    let by_colon = text.split_once(':').filter(|(label, _)| !label.is_empty() && begins_heading(field, label));
    if let Some((_, rest)) = by_colon {
        return said(rest);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let heading = |count: &usize| is_heading(field, &words[..*count].join(" "));
    // Of two headings the longer one: the rest must be a value.
    let count = (1..words.len()).rev().find(heading)?;
    said(&words[count..].join(" "))
}

fn said(rest: &str) -> Option<String> {
    let rest = rest.trim_matches([' ', '-', '–', ':']);
    rest.contains(char::is_alphabetic).then(|| fold::capital(rest))
}

fn is_heading(field: &Field, text: &str) -> bool {
    let key = fold::key(text);
    field.all_headings().any(|heading| fold::key(heading) == key)
}

fn begins_heading(field: &Field, label: &str) -> bool {
    let key = fold::key(label);
    let begins = |heading: &str| {
        fold::key(heading).strip_prefix(key.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    field.all_headings().any(begins)
}
