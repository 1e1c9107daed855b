//! A level of competency as agencies write it: `3`, `Cấp độ 2 - 3`, `từ 2 đến 3`.

use crate::cells::Value;
use crate::dictionary::fold;
use crate::dictionary::words::Words;

/// The level that a cell says: a whole number, or a range as `2-3`.
pub(crate) fn read_level(value: &Value, words: &Words) -> Option<Value> {
    let text = match value {
        Value::Whole(_) => return Some(value.clone()),
        Value::Text(text) => fold::key(text).replace(['–', '—'], "-"),
        _ => return None,
    };
    let mut rest = text.trim();
    // The longest word first: `cấp độ` before `cấp`.
    let word = words.levels.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len());
    if let Some(word) = word {
        rest = rest[word.len()..].trim();
    }
    let digits: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let between: String = rest.chars().filter(|c| !c.is_ascii_digit()).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match digits.as_slice() {
        [one] if between.trim().is_empty() => Some(of_range(number(one)?, number(one)?)),
        // `3/5`: of five levels.
        [level, _] if between.trim() == "/" => Some(of_range(number(level)?, number(level)?)),
        [low, high] => {
            let joined = between.trim() == "-" || words.level_joints.iter().any(|joint| joint == between.trim());
            joined.then(|| Some(of_range(number(low)?, number(high)?))).flatten()
        }
        _ => None,
    }
}

pub(crate) fn of_range(low: u32, high: u32) -> Value {
    if low == high { Value::Whole(i64::from(low)) } else { Value::Text(format!("{low}-{high}").into()) }
}
