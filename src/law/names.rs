//! Finding the items of a list by what a proposal calls them.

use std::collections::HashMap;

use super::item::Item;
use crate::dictionary::fold;
use crate::dictionary::holds_phrase;
use crate::dictionary::plain;

/// What stands in a name for what the source does not show.
const LOST: char = '…';

/// How a name means an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameWay {
    /// It is a name of the item, whatever its letter case and punctuation.
    Whole,
    /// It begins with a name of the item and says more: the longest such name counts.
    Begins,
}

/// The items of a list by their names, each the position in the list.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    names: HashMap<String, Vec<usize>>,
    /// The same without accents, for what was typed without them.
    bare: HashMap<String, Vec<usize>>,
}

impl NameIndex {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut index = Self::default();
        for (at, item) in items
            .iter()
            .enumerate()
            .filter(|(_, item)| !item.unreadable)
        {
            for name in item.name.iter().chain(&item.aka).chain(&item.usual) {
                for (map, key) in [
                    (&mut index.names, plain(name)),
                    (&mut index.bare, plain(&fold::bare(name))),
                ] {
                    let known = map.entry(key).or_default();
                    if !known.contains(&at) {
                        known.push(at);
                    }
                }
            }
        }
        index
    }

    /// The items that a plain name means.
    pub(super) fn find(&self, name: &str, way: NameWay) -> &[usize] {
        // Without accents only what was typed without them: lương is not lượng.
        let map = if name.is_ascii() {
            &self.bare
        } else {
            &self.names
        };
        let found = match way {
            NameWay::Whole => map.get(name),
            NameWay::Begins => beginnings(name).find_map(|beginning| map.get(beginning)),
        };
        found.map_or(&[], Vec::as_slice)
    }
}

/// The beginnings of a name that are shorter by whole words, the longest first.
fn beginnings(name: &str) -> impl Iterator<Item = &str> {
    name.rmatch_indices(' ').map(|(end, _)| &name[..end])
}

/// Whether a plain name has, in their order, all that is left of a name of which parts are lost. Of
/// a name that is lost whole nothing can be told: then the list has to be asked by other
/// attributes.
pub(super) fn fits(lost: &str, name: &str) -> bool {
    let parts: Vec<String> = lost
        .split(LOST)
        .map(plain)
        .filter(|part| !part.is_empty())
        .collect();
    let mut rest = name;
    !parts.is_empty()
        && parts.iter().all(|part| {
            let found = holds_phrase(rest, part)
                .then(|| rest.find(part.as_str()))
                .flatten();
            if let Some(at) = found {
                rest = rest[at + part.len()..].trim_start();
            }
            found.is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> NameIndex {
        let items = [
            r#"{ name = "Kế toán" }"#,
            r#"{ name = "Kế toán trưởng (Phụ trách kế toán)", aka = ["Kế toán trưởng"] }"#,
            r#"{ name = "Bác sĩ" }"#,
            r#"{ name = "Quản lý dự án" }"#,
            r#"{ name = "Quản lý dự án" }"#,
        ];
        let items = items.map(|item| {
            toml::from_str::<Held>(&format!("item = {item}"))
                .unwrap()
                .item
        });
        NameIndex::of(&items)
    }

    #[derive(serde::Deserialize)]
    struct Held {
        item: Item,
    }

    #[test]
    fn a_name_is_found_whole_or_by_its_beginning() {
        let index = index();
        for (name, whole, begins) in [
            ("KẾ TOÁN", vec![0], vec![]),
            ("Kế toán trưởng", vec![1], vec![0]),
            ("Kế toán viên", vec![], vec![0]),
            ("Bác sỹ", vec![2], vec![]),
            ("Bac si", vec![2], vec![]),
            ("Quản lý dự án", vec![3, 4], vec![]),
            ("Kế toàn", vec![], vec![]),
        ] {
            assert_eq!(index.find(&plain(name), NameWay::Whole), whole, "{name}");
            assert_eq!(index.find(&plain(name), NameWay::Begins), begins, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_half_lost_may_be_any_that_has_the_rest() {
        let lost = "… luyện An toàn, vệ sinh …";
        assert!(fits(lost, &plain("Huấn luyện an toàn, vệ sinh lao động")));
        assert!(!fits(lost, &plain("An toàn thông tin")));
        assert!(!fits("…", &plain("Kế toán")));
    }
}
