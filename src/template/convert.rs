//! A proposal of an earlier form in the later one, as far as the law itself converts; the rest is
//! asked.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::AgencyQuestion;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::Table;
use crate::law::Conversion;
use crate::law::Item;
use crate::law::Law;
use crate::law::LevelRows;
use crate::law::NameWay;
use crate::law::NamingList;

/// Hồ sơ đã chuyển: the proposal as the later form has it, and what is left to be decided.
#[derive(Debug)]
pub struct Converted {
    /// The proposal.
    pub dossier: Dossier,
    /// What the agency has to decide, in the order of the sheets.
    pub questions: Vec<AgencyQuestion>,
}

/// Brings a proposal into the later form. Nothing is decided that the law leaves open.
#[must_use]
pub fn convert(dossier: &Dossier, conversion: &Conversion, law: &Law, forms: &Forms) -> Converted {
    let mut work = ConversionWork {
        conversion,
        law,
        forms,
        dossier: dossier.clone(),
        questions: Vec::new(),
    };
    work.drop_what_was();
    work.positions();
    work.ask();
    work.questions
        .sort_by_key(|question| (question.entity, question.row, question.field.clone()));
    Converted {
        dossier: work.dossier,
        questions: work.questions,
    }
}

struct ConversionWork<'a> {
    conversion: &'a Conversion,
    law: &'a Law,
    forms: &'a Forms,
    dossier: Dossier,
    questions: Vec<AgencyQuestion>,
}

/// The item of a list that a name is.
struct Meant<'a> {
    list: &'a NamingList,
    item: &'a Item,
    /// What the name says more, where it does.
    rest: Option<String>,
}

impl<'a> ConversionWork<'a> {
    fn question(&mut self, entity: Entity, row: Option<usize>, field: Option<&str>, text: String) {
        self.questions.push(AgencyQuestion {
            entity,
            row,
            field: field.map(Key::from),
            text,
        });
    }

    fn drop_what_was(&mut self) {
        for drop in &self.conversion.drops {
            let Some(table) = self.dossier.tables.get_mut(&drop.entity) else {
                continue;
            };
            if drop.fields.is_empty() {
                self.dossier.tables.remove(&drop.entity);
            } else {
                for entry in &mut table.entries {
                    for field in &drop.fields {
                        entry.leaves.remove(field.as_str());
                    }
                }
            }
            self.question(drop.entity, None, None, drop.says.clone());
        }
    }

    /// Names, groups and levels of the positions, and the rows of levels.
    fn positions(&mut self) {
        let names = &self.conversion.names;
        let Some(mut table) = self.dossier.tables.remove(&names.entity) else {
            return;
        };
        let mut levels = Vec::new();
        for (row, entry) in table.entries.iter_mut().enumerate() {
            let group = self.name(entry, row);
            if group.as_deref().is_some_and(|group| {
                self.conversion
                    .levels
                    .without
                    .iter()
                    .any(|own| own == group)
            }) {
                continue;
            }
            if let Some(level) = self.level(entry, row) {
                levels.push(level_row(entry, level, &self.conversion.levels.rows));
            }
        }
        let at = table.at.clone();
        self.dossier.tables.insert(names.entity, table);
        let rows = &self.conversion.levels.rows;
        if !levels.is_empty() {
            let table = Table {
                entity: rows.entity,
                entries: levels,
                totals: Vec::new(),
                grand_total: None,
                at,
                headings: BTreeMap::new(),
                parts: Vec::new(),
            };
            self.dossier.tables.insert(rows.entity, table);
        }
    }

    /// The name and group of a position; the group that it has now.
    fn name(&mut self, entry: &mut Entry, row: usize) -> Option<String> {
        let names = &self.conversion.names;
        let old = entry.leaf(&names.field)?.value.to_string();
        let group = entry.leaf(&names.group).and_then(|leaf| leaf.term.clone());
        let (chosen, asked) = self.choose(&old, group.as_deref());
        if let Some((field, told)) = asked {
            self.question(names.entity, Some(row), Some(field), told);
        }
        let Some(one) = chosen else {
            return group.map(|group| group.to_string());
        };
        if !names.keep.contains(&one.list.key) {
            set(
                entry,
                &names.field,
                one.item.name.clone().unwrap_or_default(),
                None,
            );
            if let Some(rest) = &one.rest {
                set(entry, &names.rest, rest.clone(), None);
            }
        }
        let terms = self
            .forms
            .field_terms(names.entity, &names.group)
            .unwrap_or_default();
        let label = terms
            .iter()
            .find(|term| *term.key == *one.list.group)
            .map(|term| term.label.clone());
        set(
            entry,
            &names.group,
            label.unwrap_or_default(),
            Some(&one.list.group),
        );
        Some(one.list.group.clone())
    }

    /// The item that a name means, and the field and the question that it leaves open.
    fn choose(
        &self,
        old: &str,
        group: Option<&str>,
    ) -> (Option<Meant<'a>>, Option<(&'a str, String)>) {
        let names = &self.conversion.names;
        let fits =
            |list: &&NamingList| group.is_none_or(|group| list.from.iter().any(|own| own == group));
        let lists: Vec<&NamingList> = names.lists.iter().filter(fits).collect();
        let (mut whole, begun): (Vec<Meant<'_>>, Vec<Meant<'_>>) = lists
            .iter()
            .filter_map(|list| self.meant(list, old))
            .partition(|one| one.rest.is_none());
        if whole.len() > 1 {
            // Which list counts is the agency's to say; until then the group that it chose stands.
            let own = whole
                .iter()
                .position(|one| Some(one.list.group.as_str()) == group)
                .unwrap_or(0);
            return (
                Some(whole.swap_remove(own)),
                Some((&names.group, names.both.clone())),
            );
        }
        if let Some(one) = whole.pop() {
            return (Some(one), None);
        }
        let Some(one) = begun.into_iter().next() else {
            return (None, Some((&names.field, self.no_such_name(&lists, old))));
        };
        let new = one.item.name.as_deref().unwrap_or_default();
        let told = names.renamed.replace("{old}", old).replace("{new}", new);
        let asked = (!names.keep.contains(&one.list.key)).then_some((names.field.as_str(), told));
        (Some(one), asked)
    }

    /// What is said of a name that no list has.
    fn no_such_name(&self, lists: &[&NamingList], name: &str) -> String {
        let names = &self.conversion.names;
        let known = || {
            lists
                .iter()
                .filter_map(|list| self.law.lists.get(&list.key))
        };
        if known().any(|list| list.may_hide(name, self.conversion.day)) {
            return names.unread.clone();
        }
        let near = known().filter_map(|list| list.nearest_name(name, self.conversion.day));
        let near = near
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, near)| format!(", gần nhất là “{near}”"));
        names.none.replace("{near}", &near.unwrap_or_default())
    }

    /// The item of a list that a name is, or says more of.
    fn meant(&self, list: &'a NamingList, name: &str) -> Option<Meant<'a>> {
        let known = self.law.lists.get(&list.key)?;
        let day = self.conversion.day;
        if let Some(item) = known.named(name, NameWay::Whole, day).into_iter().next() {
            return Some(Meant {
                list,
                item,
                rest: None,
            });
        }
        let item = known.named(name, NameWay::Begins, day).into_iter().next()?;
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_own = |count: &usize| {
            known
                .named(&words[..*count].join(" "), NameWay::Whole, day)
                .iter()
                .any(|own| std::ptr::eq(*own, item))
        };
        let cut = (1..words.len()).rev().find(is_own).unwrap_or(0);
        Some(Meant {
            list,
            item,
            rest: Some(words[cut..].join(" ")),
        })
    }

    /// The level after the kind of salary of the code, where the item of the name has it.
    fn level(&mut self, entry: &mut Entry, row: usize) -> Option<u32> {
        let levels = &self.conversion.levels;
        let code = entry
            .leaf(&levels.code)
            .filter(|leaf| !leaf.value.is_blank())?
            .value
            .to_string();
        let asked = match (self.level_of_code(&code), self.levels_of_name(entry)) {
            (None, _) => levels.none.replace("{code}", &code),
            (Some(level), Some(own)) if !own.contains(&i64::from(level)) => levels
                .outside
                .replace("{code}", &code)
                .replace("{level}", &level.to_string())
                .replace("{lowest}", &own.start().to_string())
                .replace("{highest}", &own.end().to_string()),
            (Some(level), _) => {
                let leaf = Leaf {
                    value: Value::Whole(i64::from(level)),
                    term: None,
                    at: entry.at.clone(),
                };
                entry.leaves.insert(Key::from(levels.field.as_str()), leaf);
                return Some(level);
            }
        };
        self.question(levels.entity, Some(row), Some(&levels.field), asked);
        None
    }

    /// The level that the kind of salary of a code gives.
    fn level_of_code(&self, code: &str) -> Option<u32> {
        let levels = &self.conversion.levels;
        let mut lists = levels
            .lists
            .iter()
            .filter_map(|key| self.law.lists.get(key));
        let item = lists.find_map(|list| list.find(code, self.conversion.day))?;
        let salary = item.texts(&levels.attribute).into_iter().next()?;
        levels.is.get(&salary).copied()
    }

    /// The levels that the item of the name of a position may have.
    fn levels_of_name(&self, entry: &Entry) -> Option<RangeInclusive<i64>> {
        let Conversion { names, levels, .. } = self.conversion;
        let name = entry
            .leaf(&names.field)
            .map(|leaf| leaf.value.to_string())
            .unwrap_or_default();
        let mut lists = names
            .lists
            .iter()
            .filter_map(|list| self.law.lists.get(&list.key));
        let day = self.conversion.day;
        let item =
            lists.find_map(|list| list.named(&name, NameWay::Whole, day).into_iter().next())?;
        Some(item.number(&levels.lowest)?..=item.number(&levels.highest)?)
    }

    fn ask(&mut self) {
        for ask in &self.conversion.asks {
            let Some(field) = &ask.field else {
                if !self.dossier.entries(ask.entity).is_empty() {
                    self.question(ask.entity, None, None, ask.says.clone());
                }
                continue;
            };
            let fits = |entry: &Entry| {
                let is = |(field, term): (&String, &String)| {
                    entry.leaf(field).and_then(|leaf| leaf.term.as_deref()) == Some(term.as_str())
                };
                ask.only.iter().all(is)
            };
            let entries = self.dossier.entries(ask.entity).iter().enumerate();
            let rows: Vec<usize> = entries
                .filter(|(_, entry)| fits(entry))
                .map(|(row, _)| row)
                .collect();
            for row in rows {
                self.question(ask.entity, Some(row), Some(field), ask.says.clone());
            }
        }
    }
}

/// Writes a text into a field of an entry, in the cell where it stood or in that of the entry.
fn set(entry: &mut Entry, field: &str, text: String, term: Option<&str>) {
    let at = entry
        .leaf(field)
        .map_or_else(|| entry.at.clone(), |leaf| leaf.at.clone());
    let leaf = Leaf {
        value: Value::Text(text.into()),
        term: term.map(Key::from),
        at,
    };
    entry.leaves.insert(Key::from(field), leaf);
}

/// The row that tells how many people a position has at its level.
fn level_row(position: &Entry, level: u32, rows: &LevelRows) -> Entry {
    let mut entry = Entry {
        entity: rows.entity,
        at: position.at.clone(),
        part: 0,
        leaves: Leaves::new(),
    };
    let mut put = |field: &str, leaf: Option<&Leaf>| {
        if let Some(leaf) = leaf.filter(|leaf| !leaf.value.is_blank()) {
            entry.leaves.insert(Key::from(field), leaf.clone());
        }
    };
    put(&rows.code, position.leaf(&rows.own_code));
    put(&rows.name, position.leaf(&rows.own_name));
    let has_number = |leaf: &&Leaf| leaf.value.number().is_some();
    put(
        &rows.people,
        rows.own_people
            .iter()
            .filter_map(|field| position.leaf(field))
            .find(has_number),
    );
    let level = Leaf {
        value: Value::Whole(i64::from(level)),
        term: None,
        at: position.at.clone(),
    };
    entry.leaves.insert(Key::from(rows.level.as_str()), level);
    entry
}
