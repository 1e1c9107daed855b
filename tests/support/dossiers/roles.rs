//! What positions of one kind do and ask for: `roles.txt`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fastrand::Rng;

use super::model::Duty;
use super::seed::one;
use super::seed::some;
use crate::support::stop;

/// The words of a kind of position, with places to be filled.
#[derive(Debug, Default)]
pub(crate) struct Role {
    aim: String,
    degrees: Vec<String>,
    /// Title, work, product, complexity, criterion.
    duties: Vec<[String; 5]>,
    expert: Vec<String>,
    managing: Vec<String>,
}

static ROLES: LazyLock<BTreeMap<String, Role>> = LazyLock::new(|| parse(include_str!("roles.txt")));

/// Parts of the time, by how many duties there are.
const SHARES: [&[&[u32]]; 3] = [
    &[&[60, 40], &[70, 30], &[55, 45]],
    &[&[40, 35, 25], &[50, 30, 20], &[45, 35, 20]],
    &[
        &[40, 30, 20, 10],
        &[35, 25, 25, 15],
        &[30, 30, 25, 15],
        &[25, 30, 25, 20],
    ],
];
const COMMON: [&str; 5] = [
    "Tổ chức thực hiện công việc",
    "Soạn thảo và ban hành văn bản",
    "Giao tiếp ứng xử",
    "Quan hệ phối hợp",
    "Sử dụng công nghệ thông tin",
];
/// Products a year.
const NUMBERS: [u32; 7] = [12, 20, 24, 40, 60, 90, 120];

/// The role of this key.
#[track_caller]
pub(crate) fn role(key: &str) -> &'static Role {
    ROLES
        .get(key)
        .unwrap_or_else(|| stop(&format!("roles.txt has no {key}")))
}

fn parse(text: &str) -> BTreeMap<String, Role> {
    let mut roles: BTreeMap<String, Role> = BTreeMap::new();
    let mut last = String::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(key) = line.strip_prefix("== ") {
            key.clone_into(&mut last);
            continue;
        }
        let role = roles.entry(last.clone()).or_default();
        let (what, words) = line
            .split_once(": ")
            .unwrap_or_else(|| stop(&format!("roles.txt: {line}")));
        match what {
            "mt" => words.clone_into(&mut role.aim),
            "hoc" => role.degrees.push(words.to_owned()),
            "cm" => role.expert.push(words.to_owned()),
            "ql" => role.managing.push(words.to_owned()),
            "v" => {
                let parts: Vec<String> = words.split(" | ").map(str::to_owned).collect();
                role.duties.push(
                    parts
                        .try_into()
                        .unwrap_or_else(|_| stop(&format!("roles.txt: {line}"))),
                );
            }
            _ => stop(&format!("roles.txt: {line}")),
        }
    }
    roles
}

/// What stands for the places in the words of roles: `{lv}` and the like, each with what is put in.
pub(crate) type Fill<'a> = [(&'a str, &'a str)];

fn filled(words: &str, fill: &Fill<'_>) -> String {
    fill.iter().fold(words.to_owned(), |words, (place, by)| {
        words.replace(place, by)
    })
}

impl Role {
    /// The aim.
    pub(crate) fn aim(&self, fill: &Fill<'_>) -> String {
        filled(&self.aim, fill)
    }

    /// Duties that take so many hours a year in all, as near as tenths of an hour allow.
    pub(crate) fn duties(&self, fill: &Fill<'_>, hours: u32, dice: &mut Rng) -> Vec<Duty> {
        let number = dice.usize(3..=4).min(self.duties.len()).max(2);
        let shares = *one(dice, SHARES[number - 2]);
        let chosen = some(dice, &self.duties, number);
        let duty = |([title, work, product, complexity, criterion], share): ([String; 5], &u32)| {
            let tenths = hours * 10 * share / 100;
            let number = *one(dice, &NUMBERS);
            let words =
                [title, work, product, complexity, criterion].map(|words| filled(&words, fill));
            let [title, work, product, complexity, criterion] = words;
            // Half an hour at least: less would be rounded by more than it is.
            let number = number.min(tenths / 10).max(1);
            Duty {
                title,
                work,
                product,
                complexity,
                criterion,
                share: *share,
                number,
                tenths: tenths.div_ceil(number),
            }
        };
        chosen.into_iter().zip(shares).map(duty).collect()
    }

    /// What is asked for, on a level from 1 to 5.
    pub(crate) fn skills(
        &self,
        fill: &Fill<'_>,
        level: u8,
        dice: &mut Rng,
    ) -> Vec<(&'static str, String, Option<u8>)> {
        let mut skills: Vec<(&'static str, String, Option<u8>)> = self
            .degrees
            .iter()
            .map(|words| ("Yêu cầu về trình độ", filled(words, fill), None))
            .collect();
        skills.push((
            "Năng lực chung",
            "Đạo đức và bản lĩnh".to_owned(),
            Some((level + 1).min(5)),
        ));
        let number = dice.usize(2..=3);
        skills.extend(
            some(dice, &COMMON, number)
                .into_iter()
                .map(|name| ("Năng lực chung", name.to_owned(), Some(level))),
        );
        skills.extend(
            self.expert
                .iter()
                .map(|name| ("Năng lực chuyên môn", filled(name, fill), Some(level))),
        );
        skills.extend(self.managing.iter().map(|name| {
            (
                "Năng lực quản lý",
                filled(name, fill),
                Some(level.saturating_sub(1).max(1)),
            )
        }));
        skills
    }
}
