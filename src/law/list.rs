//! Dated lists: ranks, professional titles, fields of work.

use std::sync::OnceLock;

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Source;
use super::item::Item;
use super::names::NameIndex;
use super::names::NameWay;
use super::names::fits;
use super::timeline;
use super::timeline::Period;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::plain;
use crate::dictionary::rank_code_key;

/// A name that is less like every name of a list has none that is near.
const NEAR_NAME: f64 = 0.4;

/// The folder of the rulebook that holds the lists.
pub(super) const FOLDER: &str = "lists";

/// Danh mục: a dated, cited list of items.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Name of the file without its ending; set on load.
    #[serde(skip)]
    pub key: String,
    /// Title.
    pub title: String,
    /// Whether every item is known to be there.
    #[serde(default)]
    pub complete: bool,
    /// Where it comes from.
    pub citation: String,
    /// How it is known.
    pub source: Source,
    /// First day on which it applies.
    #[serde(default, deserialize_with = "timeline::date")]
    pub from: Option<Date>,
    /// First day on which it no longer applies.
    #[serde(default, deserialize_with = "timeline::date")]
    pub until: Option<Date>,
    /// The kinds of staff (terms of `doi_tuong`) that it is for; none: all.
    #[serde(default)]
    pub staff: Option<Vec<String>>,
    /// Short forms of words of names, each with its long form, as people write names: `THPT` is
    /// `trung học phổ thông`.
    #[serde(default)]
    pub short: IndexMap<String, String>,
    /// Anything else a reader should know.
    #[serde(default)]
    pub note: Option<String>,
    /// The items.
    pub items: Vec<Item>,
    /// The items by their names, made when one is first asked for: a run needs few of the lists.
    #[serde(skip)]
    names: OnceLock<NameIndex>,
    /// The short forms, both sides plain; made on load.
    #[serde(skip)]
    long: FxHashMap<String, String>,
}

impl List {
    fn holds_on(&self, day: Date) -> bool {
        let period = Period {
            from: self.from,
            until: self.until,
        };
        period.contains(day)
    }

    /// The items that hold on a day.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Item> {
        let holds = self.holds_on(day);
        let items = self.items.iter();
        items.filter(move |item| holds && item.holds_on(day))
    }

    /// The item with a code, however its dots and blanks are written.
    #[must_use]
    pub fn find(&self, code: &str, day: Date) -> Option<&Item> {
        let key = rank_code_key(code);
        self.on(day).find(|item| {
            item.code
                .as_deref()
                .is_some_and(|code| rank_code_key(code) == key)
        })
    }

    /// The items that a name means on a day, in the order of the list; several where the list has a
    /// name twice.
    #[must_use]
    pub fn named(&self, name: &str, way: NameWay, day: Date) -> Vec<&Item> {
        if !self.holds_on(day) {
            return Vec::new();
        }
        let names = self.names.get_or_init(|| NameIndex::of(&self.items));
        let places = names.find(&self.in_full(name), way).iter();
        let items = places.filter_map(|at| self.items.get(*at));
        items.filter(|item| item.holds_on(day)).collect()
    }

    /// A name, made plain, with its short forms written out.
    #[must_use]
    pub fn in_full(&self, name: &str) -> String {
        let name = plain(name);
        if !name.split(' ').any(|word| self.long.contains_key(word)) {
            return name;
        }
        let long = |word| self.long.get(word).map_or(word, String::as_str);
        name.split(' ').map(long).collect::<Vec<_>>().join(" ")
    }

    /// The name that is most like a name, with how like it is, from 0 to 1; none where none is
    /// near: a hint for a person, never a reason to judge.
    #[must_use]
    pub fn nearest_name(&self, name: &str, day: Date) -> Option<(f64, &str)> {
        let written = self.in_full(name);
        let likeness = |item: &Item| {
            let names = item.name.iter().chain(&item.aka);
            names
                .map(|name| strsim::sorensen_dice(&plain(name), &written))
                .fold(0.0, f64::max)
        };
        let readable = self.on(day).filter(|item| !item.unreadable);
        let scored = readable.filter_map(|item| Some((likeness(item), item.name.as_deref()?)));
        scored
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .filter(|(score, _)| *score >= NEAR_NAME)
    }

    /// Whether a name may be that of an item whose name the source does not show whole.
    #[must_use]
    pub fn may_hide(&self, name: &str, day: Date) -> bool {
        let name = self.in_full(name);
        self.on(day)
            .filter(|item| item.unreadable)
            .any(|item| item.name.as_deref().is_some_and(|own| fits(own, &name)))
    }
}

/// Reads every list of `lists/`.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> IndexMap<String, List> {
    let mut lists = IndexMap::new();
    for (file, text) in book.folder(FOLDER) {
        let Some(key) = file
            .strip_prefix("lists/")
            .and_then(|name| name.strip_suffix(".toml"))
        else {
            faults.push(Fault::of_file(
                file,
                "danh mục phải là tệp .toml đặt ngay trong lists/",
            ));
            continue;
        };
        match book.toml::<List>(file, text, 1) {
            Ok(mut list) => {
                key.clone_into(&mut list.key);
                list.long = list
                    .short
                    .iter()
                    .map(|(short, long)| (plain(short), plain(long)))
                    .collect();
                faults.extend(twins(file, text, &list));
                lists.insert(key.to_owned(), list);
            }
            Err(fault) => faults.push(fault),
        }
    }
    lists
}

/// Two items of one code whose times overlap.
fn twins(file: &str, text: &str, list: &List) -> Vec<Fault> {
    let mut seen: IndexMap<String, Vec<&Item>> = IndexMap::new();
    let mut faults = Vec::new();
    for item in &list.items {
        let Some(code) = &item.code else { continue };
        let twins = seen.entry(rank_code_key(code)).or_default();
        let begins_before_end_of = |one: &Item, other: &Item| {
            let both = one.from.zip(other.until);
            both.is_none_or(|(from, until)| from < until)
        };
        let overlaps =
            |twin: &&Item| begins_before_end_of(item, twin) && begins_before_end_of(twin, item);
        if twins.iter().any(overlaps) {
            let line = super::act::line_of(text, &format!("\"{code}\""));
            faults.push(Fault::at(
                file,
                line,
                format!("mã {code} có hai lần trong cùng thời gian"),
            ));
        }
        twins.push(item);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_twice_at_one_time_is_a_fault() {
        let items = |second: &str| {
            format!(
                "title='t'\ncitation='c'\nsource='text'\nitems=[\n{{code='01.001', until=2020-01-01}},\n{{code='01001'{second}}}]"
            )
        };
        let mut faults = Vec::new();
        let text = items("");
        load(
            &Book::from_files("thử", [("lists/a.toml", text.as_str())]),
            &mut faults,
        );
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults.clear();
        let text = items(", from=2020-01-01");
        load(
            &Book::from_files("thử", [("lists/a.toml", text.as_str())]),
            &mut faults,
        );
        assert!(faults.is_empty(), "{faults:?}");
    }
}
