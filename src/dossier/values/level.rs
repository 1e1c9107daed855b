//! Levels as agencies write them: `3`, `Cấp độ 2 - 3`, `từ 2 đến 3`, `Bậc 3 đến bậc 5`,
//! `Bậc 3; bậc 4`.

use crate::cells::Value;
use crate::dictionary::Levels;
use crate::dictionary::fold;
use crate::dictionary::fold::without_brackets;
use crate::dictionary::words::Words;

/// The level that a cell says: a whole number, a range as `2-3`, several as `1, 3`.
pub(crate) fn read_level(value: &Value, words: &Words) -> Option<Value> {
    let text = match value {
        Value::Whole(_) => return Some(value.clone()),
        Value::Text(text) => text,
        _ => return None,
    };
    levels(&fold::key(text), words)
        .or_else(|| levels(&fold::key(&without_brackets(text)), words))
        .map(|l| of(&l))
}

/// The levels that a folded text says.
fn levels(text: &str, words: &Words) -> Option<Levels> {
    let text = text.replace(['–', '—'], "-");
    let starts: Vec<usize> = digits(&text).collect();
    let number = |start: &usize| {
        let end = text[*start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(text.len(), |length| start + length);
        text[*start..end]
            .parse::<u32>()
            .ok()
            .map(|number| (number, end))
    };
    let numbers: Vec<(u32, usize)> = starts.iter().map(number).collect::<Option<_>>()?;
    let (first, last) = (starts.first()?, numbers.last()?.1);
    if !text[last..].trim().is_empty() || !without_words(&text[..*first], words).is_empty() {
        return None;
    }
    // `3,5` without a blank is a number with a decimal comma.
    let between = |(at, start): (usize, &usize)| match &text[numbers[at].1..*start] {
        "," => "",
        joint => without_words(joint, words),
    };
    let joints: Vec<&str> = starts.iter().skip(1).enumerate().map(between).collect();
    let all: Vec<u32> = numbers.iter().map(|(number, _)| *number).collect();
    match (all.as_slice(), joints.as_slice()) {
        ([one], []) => Some(Levels::range(*one, *one)),
        // `3/5`: of five levels.
        ([level, _], ["/"]) => Some(Levels::range(*level, *level)),
        ([low, high], ["-"]) => Some(Levels::range(*low, *high)),
        ([low, high], [joint]) if words.level_joints.iter().any(|known| known == joint) => {
            Some(Levels::range(*low, *high))
        }
        (several, joints)
            if joints
                .iter()
                .all(|joint| words.level_lists.iter().any(|known| known == joint)) =>
        {
            Some(Levels::several(several))
        }
        _ => None,
    }
}

/// Where the numbers of a text begin.
fn digits(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_ascii_digit() && !inside;
        inside = c.is_ascii_digit();
        begins.then_some(at)
    })
}

/// What stands before a number, without the words for a level that end it: `cấp độ`, `bậc`.
fn without_words<'a>(text: &'a str, words: &Words) -> &'a str {
    let text = text.trim();
    // The longest word first: `cấp độ` before `độ`.
    let word = words
        .levels
        .iter()
        .filter(|word| text.ends_with(word.as_str()))
        .max_by_key(|word| word.len());
    let rest = word.map_or(text, |word| text[..text.len() - word.len()].trim_end());
    if rest.len() < text.len() && !rest.is_empty() {
        without_words(rest, words)
    } else {
        rest
    }
}

fn of(levels: &Levels) -> Value {
    match levels.single() {
        Some(level) => Value::Whole(i64::from(level)),
        None => Value::Text(levels.to_string().into()),
    }
}

pub(crate) fn of_range(low: u32, high: u32) -> Value {
    of(&Levels::range(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::embedded_forms;

    #[test]
    fn levels_are_read_in_every_way_of_writing_them() {
        for (text, levels) in [
            ("3", Some("3")),
            ("Cấp độ 4 - 5", Some("4-5")),
            ("từ 2 đến 3", Some("2-3")),
            ("Bậc 3 đến Bậc 5", Some("3-5")),
            ("Bậc 3 đến bậc 4 (GV Hạng III, II)", Some("3-4")),
            ("Bậc 3; bậc 4", Some("3-4")),
            ("Bậc 3, 4 và 5", Some("3-5")),
            ("Bậc 1, bậc 3", Some("1, 3")),
            ("3/5", Some("3")),
            ("3,5", None),
            ("Hạng III", None),
            ("Chuyên viên bậc", None),
            ("Cử nhân 3 năm", None),
        ] {
            let read = read_level(&Value::Text(text.into()), embedded_forms().words());
            assert_eq!(
                read.map(|value| value.to_string()).as_deref(),
                levels,
                "{text}"
            );
        }
    }
}
