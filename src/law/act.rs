//! Acts: their life, and what each of their provisions became here.

use std::cmp::Ordering;
use std::sync::LazyLock;

use indexmap::IndexMap;
use jiff::civil::Date;
use regex_lite::Regex;
use serde::Deserialize;
use serde::Serialize;
use validator::Validate;

use super::Source;
use super::timeline;
use super::timeline::Period;
use super::timeline::day;
use crate::book::Book;
use crate::book::Fault;

/// The file of the rulebook that lists every act that is known.
pub(super) const FILE: &str = "acts.toml";

/// Văn bản: an act of the law and the time of its life.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Number: `62/2020/NĐ-CP`.
    #[validate(length(min = 3, message = "number để trống"))]
    pub number: String,
    /// Kind: `Nghị định`.
    #[serde(default)]
    pub kind: String,
    /// What it is about.
    #[serde(default)]
    pub title: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: String,
    /// Day of signature.
    #[serde(default, deserialize_with = "timeline::date")]
    pub signed: Option<Date>,
    /// First day in force.
    #[serde(default, deserialize_with = "timeline::date")]
    pub from: Option<Date>,
    /// First day no longer in force.
    #[serde(default, deserialize_with = "timeline::date")]
    pub until: Option<Date>,
    /// What took its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// Which acts it amends.
    #[serde(default)]
    pub amends: Vec<String>,
    /// Whether only the part about job positions ended, others living on.
    #[serde(default)]
    pub partial: bool,
    /// How its life is known.
    #[serde(default = "secondary")]
    pub source: Source,
    /// How its end is known, where that differs.
    #[serde(default)]
    pub until_source: Option<Source>,
    /// Anything else that a reader should know.
    #[serde(default)]
    pub note: Option<String>,
}

fn secondary() -> Source {
    Source::Secondary
}

impl Act {
    /// The time of its life.
    #[must_use]
    pub fn life(&self) -> Period {
        Period {
            from: self.from,
            until: self.until,
        }
    }

    /// Kind and number as a sentence names the act: `Nghị định số 62/2020/NĐ-CP`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind.as_str() {
            "" => self.number.clone(),
            kind => format!("{kind} số {}", self.number),
        }
    }

    /// What became of it where it is not in force on a day, as a clause:
    /// `Nghị định số 36/2013/NĐ-CP đã được thay thế bởi Nghị định số 62/2020/NĐ-CP từ ngày 20/07/2020`.
    /// None where it is in force, or its life is not known.
    #[must_use]
    pub fn fate(&self, acts: &IndexMap<String, Self>, on: Date) -> Option<String> {
        let name = self.name();
        match (self.from, self.until) {
            (Some(from), _) if on < from => {
                Some(format!("{name} có hiệu lực từ ngày {}", day(from)))
            }
            (_, Some(until)) if on >= until => {
                let part = if self.partial {
                    "phần vị trí việc làm của "
                } else {
                    ""
                };
                let by = self
                    .replaced_by
                    .as_deref()
                    .and_then(|by| acts.get(&act_key(by)));
                let end = by.map_or_else(
                    || "đã hết hiệu lực".to_owned(),
                    |by| format!("đã được thay thế bởi {}", by.name()),
                );
                Some(format!("{part}{name} {end} từ ngày {}", day(until)))
            }
            _ => None,
        }
    }
}

/// What a provision became in the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Rules judge it.
    Rule,
    /// It defines a fact that rules use.
    Fact,
    /// The form carries it.
    Form,
    /// A question for the appraiser.
    Manual,
    /// A proposal cannot breach it.
    OutOfScope,
    /// Its text is not to be had: the appraiser looks into the act.
    Unknown,
    /// Not yet looked at.
    Todo,
}

/// Điều khoản: one provision of an act and what became of it.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// `Điều 5 khoản 2 điểm c`
    #[validate(length(min = 1, message = "at để trống"))]
    pub at: String,
    /// What it says, one sentence of our own.
    #[validate(length(min = 1, message = "says để trống"))]
    pub says: String,
    /// What became of it.
    pub status: Status,
    /// The rules that judge it.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Why no machine judges it, or what of it is not known.
    #[serde(default)]
    pub reason: Option<String>,
    /// The question that it puts to the appraiser.
    #[serde(default)]
    pub question: Option<String>,
    /// The kinds of agency (terms of the form) that the question is for; none: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What is put before the question where the kind of agency is not known (`Nếu là sở`).
    #[serde(default)]
    pub proviso: Option<String>,
    /// The act whose article it is, where the act of the set amends it and its numbers are the
    /// other's.
    #[serde(default)]
    pub of_act: Option<String>,
    /// What of the dossier is told beside the question.
    #[serde(default)]
    pub shows: Vec<Shown>,
    /// How the text is known.
    #[serde(default = "secondary")]
    pub source: Source,
}

/// Số liệu kèm câu hỏi: names and numbers of the dossier that help to answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// People assigned, proposed and present.
    Numbers,
    /// The units with their people.
    Units,
    /// The units with their deputies.
    Deputies,
    /// Positions and people by group.
    Groups,
    /// People by rank or title.
    Ranks,
}

/// A folder of rules: those of one act, or a collection without an act.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Name of the folder; set on load.
    #[serde(skip)]
    pub key: String,
    /// Number of the act; none for a collection.
    #[serde(default)]
    pub number: Option<String>,
    /// Title, where there is no act.
    #[serde(default)]
    pub title: String,
    /// Short name for tables.
    #[serde(default)]
    pub short: String,
    /// What findings cite when no provision applies.
    #[serde(default)]
    pub citation: Option<String>,
    /// The provisions of the act.
    #[serde(default, rename = "provision")]
    #[validate(nested)]
    pub provisions: Vec<Provision>,
}

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct ActsFile {
    #[validate(nested)]
    act: Vec<Act>,
}

/// Reads `acts.toml`.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> IndexMap<String, Act> {
    let mut acts = IndexMap::new();
    let Some(text) = book.text(FILE) else {
        faults.push(Fault::of_file(FILE, "bộ quy tắc thiếu tệp này"));
        return acts;
    };
    match book.toml::<ActsFile>(FILE, text, 1) {
        Ok(file) => {
            if let Err(errors) = file.validate() {
                faults.push(Fault::of_file(FILE, errors.to_string()));
            }
            for act in file.act {
                let key = act_key(&act.number);
                let number = act.number.clone();
                // Only a fault needs its line.
                let line = || line_of(text, &number);
                if act
                    .from
                    .zip(act.until)
                    .is_some_and(|(from, until)| from >= until)
                {
                    faults.push(Fault::at(
                        FILE,
                        line(),
                        format!(
                            "{}: ngày hết hiệu lực không sau ngày có hiệu lực",
                            act.number
                        ),
                    ));
                }
                if let Some(twin) = acts.insert(key, act) {
                    faults.push(Fault::at(
                        FILE,
                        line(),
                        format!("văn bản {} khai hai lần", twin.number),
                    ));
                }
            }
        }
        Err(fault) => faults.push(fault),
    }
    acts
}

/// Reads the `act.toml` or `set.toml` of every folder of rules.
pub(super) fn load_sets(book: &Book, faults: &mut Vec<Fault>) -> IndexMap<String, RuleSet> {
    let mut sets = IndexMap::new();
    for (file, text) in book.files() {
        let Some((folder, "act.toml" | "set.toml")) = file.split_once('/') else {
            continue;
        };
        match book.toml::<RuleSet>(file, text, 1) {
            Ok(mut set) => {
                folder.clone_into(&mut set.key);
                faults.extend(set_faults(file, text, &set));
                sets.insert(folder.to_owned(), set);
            }
            Err(fault) => faults.push(fault),
        }
    }
    sets
}

fn set_faults(file: &str, text: &str, set: &RuleSet) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Err(errors) = set.validate() {
        faults.push(Fault::of_file(file, errors.to_string()));
    }
    if set.number.is_none() && set.citation.is_none() {
        faults.push(Fault::of_file(
            file,
            "phải có “number” (số văn bản) hoặc “citation” (căn cứ chung của nhóm)",
        ));
    }
    for provision in &set.provisions {
        let lacks = match provision.status {
            Status::Rule => provision.rules.is_empty().then_some("rules"),
            Status::OutOfScope | Status::Unknown => provision.reason.is_none().then_some("reason"),
            Status::Manual => provision.question.is_none().then_some("question"),
            Status::Fact | Status::Form | Status::Todo => None,
        };
        if let Some(lacks) = lacks {
            let line = line_of(text, &format!("\"{}\"", provision.at));
            faults.push(Fault::at(
                file,
                line,
                format!("{}: trạng thái này cần “{lacks}”", provision.at),
            ));
        }
    }
    faults
}

/// The line (from 1) on which a text first occurs; 0 when it does not.
pub(super) fn line_of(text: &str, needle: &str) -> usize {
    text.find(needle)
        .map_or(0, |at| text[..at].matches('\n').count() + 1)
}

/// One key for the ways in which the number of an act is written: case, dashes, leading zeros,
/// blanks.
#[must_use]
pub fn act_key(number: &str) -> String {
    let plain: String = number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '–' | '—' | '‑') {
                '-'
            } else {
                c
            }
        })
        .collect();
    plain.trim_start_matches('0').to_uppercase()
}

/// The numbers of acts that a text names, as keys: `Nghị định số 62/2020/NĐ-CP` names
/// `62/2020/NĐ-CP`.
#[must_use]
pub fn act_keys(text: &str) -> Vec<String> {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"\d{1,4}\s*/\s*(?:19|20)\d\d\s*/\s*[A-Za-zĐđƯư0-9]+(?:\s?[-–—‑]\s?[A-Za-zĐđƯư0-9]+)*",
        )
        .ok()
    });
    let Some(pattern) = NUMBER.as_ref() else {
        return Vec::new();
    };
    pattern
        .find_iter(text)
        .map(|found| act_key(found.as_str()))
        .collect()
}

/// Orders provisions as the act does: Điều 5 khoản 2 điểm c before Điều 10.
#[must_use]
pub fn compare_provisions(a: &str, b: &str) -> Ordering {
    provision_key(a).cmp(&provision_key(b))
}

/// Article, clause and point as numbers and letters, whichever is written first, then what is
/// neither. Annexes come after the articles, point đ between d and e.
fn provision_key(text: &str) -> Vec<(u32, String)> {
    let mut key = vec![(0, String::new()); LABELS.len()];
    if text.starts_with("Phụ lục") {
        key[0] = (u32::MAX, String::new());
    }
    let mut label = None;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        if let Some(at) = LABELS
            .iter()
            .position(|known| *known == word.to_lowercase())
        {
            label = Some(at);
            continue;
        }
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let value = match digits.parse() {
            Ok(number) => (number, word[digits.len()..].to_lowercase()),
            Err(_) if word.chars().count() == 1 => (0, word.to_lowercase().replace('đ', "dz")),
            Err(_) => continue,
        };
        match label.take() {
            Some(at) => key[at] = value,
            None => key.push(value),
        }
    }
    key
}

/// What the parts of a provision are called, from the widest to the narrowest.
const LABELS: [&str; 3] = ["điều", "khoản", "điểm"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_acts_are_found_however_written() {
        let text = "Nghị định số 62/2020/NĐ-CP, TT 05/2013/TT–BNV và Luật số 22/2008/QH12; Quyết định 25/QĐ-UBND";
        assert_eq!(
            act_keys(text),
            ["62/2020/NĐ-CP", "5/2013/TT-BNV", "22/2008/QH12"]
        );
    }

    #[test]
    fn provisions_sort_as_the_act_does() {
        let mut at = [
            "Điều 10",
            "Điều 5 khoản 2 điểm c",
            "Điều 5 khoản 2",
            "Điều 5 khoản 10",
            "Điều 5",
        ];
        at.sort_by(|a, b| compare_provisions(a, b));
        assert_eq!(
            at,
            [
                "Điều 5",
                "Điều 5 khoản 2",
                "Điều 5 khoản 2 điểm c",
                "Điều 5 khoản 10",
                "Điều 10"
            ]
        );
    }

    #[test]
    fn annexes_sort_last_and_dd_after_d() {
        let mut at = [
            "Phụ lục IA",
            "Điều 7 điểm e",
            "Điều 7 điểm đ",
            "Điều 7 điểm d",
            "Điều 21",
        ];
        at.sort_by(|a, b| compare_provisions(a, b));
        assert_eq!(
            at,
            [
                "Điều 7 điểm d",
                "Điều 7 điểm đ",
                "Điều 7 điểm e",
                "Điều 21",
                "Phụ lục IA"
            ]
        );
    }
}
