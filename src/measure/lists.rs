//! Facts that are looked up in the lists of the rulebook, and facts of sets of levels.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Datum;
use super::Fact;
use super::Missing;
use super::fact::count;
use super::fact::datum;
use super::keys::code_text;
use crate::cells::Addr;
use crate::dictionary::Levels;
use crate::dictionary::holds_phrase;
use crate::dictionary::plain;
use crate::dictionary::rank_code_key;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::law::Item;
use crate::law::LevelEnd;
use crate::law::List;
use crate::law::ListedFact;
use crate::law::LookUp;
use crate::law::NameWay;
use crate::law::Pick;
use crate::law::Ruleset;
use crate::law::Wanted;

/// A code that shares less than half of its signs with another was hardly meant for it: `VP-03` is
/// told no nearest code of a rank.
const NEAR_CODE: f64 = 0.5;
/// Letters and digits of a written code that are compared to those of the lists; theirs have at
/// most ten.
const LONGEST_CODE: usize = 40;

type ItemsByText<'a> = FxHashMap<String, Rc<[&'a Item]>>;

/// The lists of the rulebook, with what was looked up in them before: one name stands in many
/// rows, and many rules ask for it.
pub(super) struct ListLookUp<'a> {
    ruleset: &'a Ruleset<'a>,
    /// The items that texts found, by the lists that were asked and how.
    looked_up: RefCell<FxHashMap<(*const String, LookUp), ItemsByText<'a>>>,
}

impl<'a> ListLookUp<'a> {
    pub(super) fn new(ruleset: &'a Ruleset<'a>) -> Self {
        Self {
            ruleset,
            looked_up: RefCell::default(),
        }
    }

    /// What a fact that asks a list has of an entry.
    pub(super) fn fact(
        &self,
        kind: &'a ListedFact,
        entry: Option<&Entry>,
        dossier: &Dossier,
    ) -> Fact {
        match kind {
            ListedFact::Item {
                lists,
                by,
                get,
                way,
                pick,
            } => self.listed(entry, (lists, by, *way), get, *pick),
            ListedFact::Namesakes { lists, by } => self.namesakes(dossier, entry, lists, by),
            ListedFact::Nearest { lists, by, way } => self.nearest(entry, lists, by, *way),
            ListedFact::Words { list, field } => self.words(entry, list, field),
        }
    }

    fn lists(&self, keys: &'a [String]) -> impl Iterator<Item = &'a List> + use<'a> {
        let law = self.ruleset.law;
        keys.iter().filter_map(|key| law.lists.get(key))
    }

    /// The items that a text finds: those of the first list that has any.
    fn items(&self, lists: &'a [String], text: &str, way: LookUp) -> Rc<[&'a Item]> {
        let known = self
            .looked_up
            .borrow()
            .get(&(lists.as_ptr(), way))
            .and_then(|texts| texts.get(text))
            .cloned();
        if let Some(items) = known {
            return items;
        }
        let items: Rc<[&'a Item]> = self.look_up(lists, text, way).into();
        let mut looked_up = self.looked_up.borrow_mut();
        looked_up
            .entry((lists.as_ptr(), way))
            .or_default()
            .insert(text.to_owned(), Rc::clone(&items));
        items
    }

    fn look_up(&self, lists: &'a [String], text: &str, way: LookUp) -> Vec<&'a Item> {
        let day = self.ruleset.day;
        let of_list = |list: &'a List| match way {
            LookUp::Code => list.find(text, day).into_iter().collect(),
            LookUp::Name => list.named(text, NameWay::Whole, day),
            LookUp::Begins => list.named(text, NameWay::Begins, day),
            LookUp::Called => Vec::new(),
        };
        if way == LookUp::Called {
            let whole = self.look_up(lists, text, LookUp::Name);
            return if whole.is_empty() {
                self.look_up(lists, text, LookUp::Begins)
            } else {
                whole
            };
        }
        self.lists(lists)
            .map(of_list)
            .find(|items| !items.is_empty())
            .unwrap_or_default()
    }

    fn listed(
        &self,
        entry: Option<&Entry>,
        (lists, by, way): (&'a [String], &str, LookUp),
        get: &str,
        pick: Pick,
    ) -> Fact {
        let Some(leaf) = entry.and_then(|entry| entry.leaf(by)) else {
            return Fact::missing(Missing::NoColumn, Vec::new());
        };
        let trace = vec![leaf.at.clone()];
        if let Err(why) = datum(leaf) {
            return Fact::missing(why, trace);
        }
        let text = code_text(leaf);
        let items = self.items(lists, &text, way);
        if items.is_empty()
            && matches!(way, LookUp::Name | LookUp::Called)
            && self
                .lists(lists)
                .any(|l| l.may_hide(&text, self.ruleset.day))
        {
            return Fact::missing(Missing::Illegible, trace);
        }
        match told(&items, get, pick) {
            Some(datum) => Fact::known(datum, trace),
            None => Fact::missing(Missing::Unlisted, trace),
        }
    }

    /// How many names the entries have that are the same item as the subject's: by the whole name
    /// or its beginning.
    fn namesakes(
        &self,
        dossier: &Dossier,
        entry: Option<&Entry>,
        lists: &'a [String],
        by: &str,
    ) -> Fact {
        let Some((entry, leaf)) = entry.and_then(|entry| Some((entry, entry.leaf(by)?))) else {
            return Fact::missing(Missing::NoColumn, Vec::new());
        };
        let Some(own) = self.item_called(lists, leaf) else {
            return Fact::missing(Missing::Unlisted, vec![leaf.at.clone()]);
        };
        let mut names = BTreeSet::new();
        let mut trace: Vec<Addr> = Vec::new();
        let others = dossier.entries(entry.entity).iter();
        for other in others.filter_map(|other| other.leaf(by)) {
            let text = other.value.to_string();
            let full = || {
                self.lists(lists)
                    .next()
                    .map_or_else(|| plain(&text), |list| list.in_full(&text))
            };
            if self
                .item_called(lists, other)
                .is_some_and(|item| std::ptr::eq(item, own))
                && names.insert(full())
            {
                trace.push(other.at.clone());
            }
        }
        Fact::known(count(names.len()), trace)
    }

    /// The item that a name is, or says more of.
    fn item_called(&self, lists: &'a [String], leaf: &Leaf) -> Option<&'a Item> {
        self.items(lists, &leaf.value.to_string(), LookUp::Called)
            .first()
            .copied()
    }

    /// A hint for a person: never a reason to judge.
    fn nearest(&self, entry: Option<&Entry>, lists: &'a [String], by: &str, way: LookUp) -> Fact {
        let Some(leaf) = entry.and_then(|entry| entry.leaf(by)) else {
            return Fact::missing(Missing::NoColumn, Vec::new());
        };
        let trace = vec![leaf.at.clone()];
        let items = self.lists(lists).flat_map(|list| list.on(self.ruleset.day));
        let found = match way {
            LookUp::Code => nearest_code(items, &code_text(leaf)),
            LookUp::Name | LookUp::Begins | LookUp::Called => {
                let text = code_text(leaf);
                let near = self
                    .lists(lists)
                    .filter_map(|list| list.nearest_name(&text, self.ruleset.day));
                near.max_by(|(a, _), (b, _)| a.total_cmp(b))
                    .map(|(_, name)| name.to_owned())
            }
        };
        match found {
            Some(text) => Fact::known(Datum::Text(text), trace),
            None => Fact::missing(Missing::Unlisted, trace),
        }
    }

    fn words(&self, entry: Option<&Entry>, list: &str, field: &str) -> Fact {
        let Some(leaf) = entry.and_then(|entry| entry.leaf(field)) else {
            return Fact::missing(Missing::NoColumn, Vec::new());
        };
        let trace = vec![leaf.at.clone()];
        let Some(list) = self.ruleset.law.lists.get(list) else {
            return Fact::missing(Missing::Unlisted, trace);
        };
        let text = plain(&leaf.value.to_string());
        let item = list
            .on(self.ruleset.day)
            .find(|item| item.words.iter().any(|word| holds_phrase(&text, word)));
        match item.and_then(|item| item.name.clone()) {
            Some(name) => Fact::known(Datum::Text(name), trace),
            None => Fact::missing(Missing::Blank, trace),
        }
    }
}

/// What items say of an attribute.
fn told(items: &[&Item], get: &str, pick: Pick) -> Option<Datum> {
    let numbers = || items.iter().filter_map(|item| item.number(get));
    let number = |number: i64| Datum::Number(Decimal::from(number));
    match pick {
        Pick::Count => Some(count(items.len())),
        Pick::Least => numbers().min().map(number),
        Pick::Greatest => numbers().max().map(number),
        Pick::First => {
            let first = items.first()?;
            let texts = first.texts(get);
            if texts.is_empty() {
                first.number(get).map(number)
            } else {
                Some(Datum::Names(texts))
            }
        }
    }
}

fn nearest_code<'b>(items: impl Iterator<Item = &'b Item>, code: &str) -> Option<String> {
    let written: String = rank_code_key(code).chars().take(LONGEST_CODE).collect();
    let likeness = |item: &Item| {
        let code = item.code.as_deref().map(rank_code_key).unwrap_or_default();
        // Of two that are as near, one that has a name helps more; else the first of the list.
        let near = strsim::normalized_damerau_levenshtein(&code, &written);
        (near, item.name.is_some())
    };
    let nearer = |one: (_, &'b Item), other: (_, &'b Item)| {
        if other.0 > one.0 { other } else { one }
    };
    let (_, item) = items
        .map(|item| (likeness(item), item))
        .filter(|((near, _), _)| *near >= NEAR_CODE)
        .reduce(nearer)?;
    Some(
        item.code
            .iter()
            .chain(&item.name)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// One end of the levels that the subject has in a field.
pub(super) fn level_end(entry: Option<&Entry>, end: LevelEnd, field: &str) -> Fact {
    let Some(leaf) = entry.and_then(|entry| entry.leaf(field)) else {
        return Fact::missing(Missing::NoColumn, Vec::new());
    };
    let trace = vec![leaf.at.clone()];
    let text = match datum(leaf) {
        Ok(datum) => datum.to_string(),
        Err(why) => return Fact::missing(why, trace),
    };
    let Some(levels) = Levels::parse(&text) else {
        return Fact::missing(Missing::Unreadable(text, Wanted::Level), trace);
    };
    let number = match end {
        LevelEnd::Lowest => Decimal::from(levels.lowest()),
        LevelEnd::Highest => Decimal::from(levels.highest()),
        LevelEnd::Count => Decimal::from(levels.count()),
    };
    Fact::known(Datum::Number(number), trace)
}
