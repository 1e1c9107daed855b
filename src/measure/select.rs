//! Which entries of a table belong to a subject, and which of them pass a filter.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Missing;
use super::keys::JoinKeys;
use super::keys::KeyIndex;
use super::keys::KeyNumber;
use super::keys::combined;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Phrase;
use crate::dictionary::PlainText;
use crate::dictionary::fold;
use crate::dictionary::text_key;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Nesting;
use crate::law::ANY_FIELD;
use crate::law::FieldRef;
use crate::law::Fields;
use crate::law::Filter;
use crate::law::FilterTest;
use crate::law::FilterValues;
use crate::law::Selection;
use crate::law::Wanted;
use crate::law::act_keys;

/// Why nothing can be selected, with the cells to blame.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) why: Missing,
    pub(super) trace: Vec<Addr>,
    /// So many pass for sure.
    pub(super) sure: usize,
}

impl Unknown {
    fn new(why: Missing, trace: Vec<Addr>) -> Self {
        Self { why, trace, sure: 0 }
    }
}

/// The alternatives by which rows are matched: pairs of their field and ours.
type KeyPairs = [(String, Vec<String>)];

/// Finds entries by key.
pub(super) struct Selector<'a> {
    dossier: &'a Dossier,
    fields: &'a Fields,
    nesting: Nesting,
    keys: JoinKeys<'a>,
    /// Texts as words are looked for in them, by the leaf or the whole row: many facts look into the same ones.
    plain: RefCell<FxHashMap<(*const Leaf, *const Entry), Rc<PlainText>>>,
}

impl<'a> Selector<'a> {
    pub(super) fn new(dossier: &'a Dossier, fields: &'a Fields) -> Self {
        let keys = JoinKeys::new(dossier, fields);
        Self { dossier, fields, nesting: Nesting::of(dossier), keys, plain: RefCell::default() }
    }

    /// The entries of a table that belong to a subject and pass the filters, in reading order.
    pub(super) fn entries(
        &self,
        of: Option<&Entry>,
        entity: Entity,
        selection: &'a Selection,
    ) -> Result<Vec<&'a Entry>, Unknown> {
        // A heading without a row under it says as little as no table.
        let Some(table) = self.dossier.tables.get(&entity).filter(|table| !table.entries.is_empty()) else {
            return Err(Unknown::new(Missing::NoTable, Vec::new()));
        };
        let rows: Vec<&'a Entry> = match of {
            Some(subject) if !selection.matching.is_empty() => {
                self.matching(subject, entity, selection)?.into_iter().map(|i| &table.entries[i]).collect()
            }
            _ => table.entries.iter().collect(),
        };
        let mut chosen = Vec::with_capacity(rows.len());
        let mut open: Option<Unknown> = None;
        for row in rows {
            match self.passes(row, &selection.filters) {
                Verdict::Yes => chosen.push(row),
                Verdict::No => {}
                Verdict::Open(why, at) => open.get_or_insert_with(|| Unknown::new(why, Vec::new())).trace.push(at),
                Verdict::NoColumn => return Err(Unknown::new(Missing::NoColumn, vec![table.at.clone()])),
            }
        }
        match open {
            None => Ok(chosen),
            Some(unknown) => Err(Unknown { sure: chosen.len(), ..unknown }),
        }
    }

    fn matching(&self, subject: &Entry, entity: Entity, selection: &'a Selection) -> Result<Vec<usize>, Unknown> {
        let mut subjects = vec![subject];
        if selection.inside {
            subjects.extend(self.inside(subject));
        }
        let mut found = Vec::new();
        let mut usable = false;
        for subject in subjects {
            for (nth, pairs) in selection.matching.iter().enumerate() {
                let keys = self.our_keys(subject, pairs);
                usable |= !keys.is_empty();
                let index = self.index(entity, pairs);
                let rows = keys.iter().flat_map(|key| index.rows(key)).copied();
                found.extend(
                    rows.filter(|row| self.earlier_are_open(entity, *row, subject, &selection.matching[..nth])),
                );
            }
        }
        if usable {
            found.sort_unstable();
            found.dedup();
            return Ok(found);
        }
        let ours = selection.matching.iter().flatten().flat_map(|(_, ours)| ours);
        let blanks = ours.filter_map(|field| subject.leaf(field)).map(|leaf| leaf.at.clone()).collect();
        Err(Unknown::new(Missing::Blank, blanks))
    }

    /// Whether no earlier alternative decided: a side of it is blank, or neither side is known to the other's
    /// table, as of annexes that write their codes differently.
    fn earlier_are_open(
        &self,
        entity: Entity,
        row: usize,
        subject: &Entry,
        earlier: &'a [Vec<(String, Vec<String>)>],
    ) -> bool {
        let row = &self.dossier.entries(entity)[row];
        let is_blank = |entry: &Entry, field: &'a String| self.keys.is_blank(entry, field);
        earlier.iter().all(|pairs| {
            pairs
                .iter()
                .any(|(theirs, ours)| is_blank(row, theirs) || ours.iter().all(|field| is_blank(subject, field)))
                || (self.is_stranger(entity, subject, pairs) && self.is_stranger_of(subject.entity, row, pairs))
        })
    }

    /// Whether nothing in the table answers to the subject.
    fn is_stranger(&self, entity: Entity, subject: &Entry, pairs: &'a KeyPairs) -> bool {
        let index = self.index(entity, pairs);
        self.our_keys(subject, pairs).iter().all(|key| !index.knows(key))
    }

    /// Whether the row answers to none of the subjects of this kind; only asked of single fields.
    fn is_stranger_of(&self, subjects: Entity, row: &Entry, pairs: &'a KeyPairs) -> bool {
        let [(theirs, ours)] = pairs else { return false };
        let keys = self.keys.of(row, theirs);
        let is_known = |field: &'a String| {
            let index = self.keys.index(subjects, vec![field]);
            keys.iter().any(|key| index.knows(&[*key]))
        };
        !ours.iter().any(is_known)
    }

    /// The units inside a unit, at any depth.
    fn inside(&self, unit: &Entry) -> Vec<&'a Entry> {
        let units = self.dossier.entries(Entity::Unit);
        let Some(place) = units.iter().position(|known| known.at == unit.at) else { return Vec::new() };
        self.nesting.inside(place).into_iter().map(|inner| &units[inner]).collect()
    }

    /// Whether an entry has this in a field.
    pub(super) fn has(&self, of: &'a FieldRef, name: &str) -> bool {
        self.keys.has(of.entity, &of.field, name)
    }

    fn index(&self, entity: Entity, pairs: &'a KeyPairs) -> Rc<KeyIndex> {
        self.keys.index(entity, pairs.iter().map(|(theirs, _)| theirs.as_str()).collect())
    }

    /// The keys under which a subject is looked up; none when nothing of it is filled.
    fn our_keys(&self, subject: &Entry, pairs: &'a KeyPairs) -> Vec<Vec<KeyNumber>> {
        combined(pairs.iter().map(|(_, ours)| {
            let mut values: Vec<KeyNumber> = ours.iter().flat_map(|field| self.keys.of(subject, field)).collect();
            values.dedup();
            values
        }))
    }
}

enum Verdict {
    Yes,
    No,
    /// The cell leaves it open: blank, or not understood.
    Open(Missing, Addr),
    NoColumn,
}

impl Selector<'_> {
    /// Whether a row passes every filter: one clear "no" is enough; a blank, or what is not understood, leaves it open.
    fn passes(&self, row: &Entry, filters: &[(String, Filter)]) -> Verdict {
        let mut open = Verdict::Yes;
        for (field, filter) in filters {
            match self.test(row, field, filter) {
                Verdict::No => return Verdict::No,
                Verdict::Yes => {}
                other => open = other,
            }
        }
        open
    }

    fn test(&self, row: &Entry, field: &str, filter: &Filter) -> Verdict {
        let of = |passes: bool| if passes { Verdict::Yes } else { Verdict::No };
        if field == ANY_FIELD {
            return of(self.holds(&filter.test, Searched::Row(row)));
        }
        let Some(leaf) = row.leaf(field) else {
            return filter.blank.map_or(Verdict::NoColumn, of);
        };
        if leaf.value.is_blank() {
            return filter.blank.map_or_else(|| Verdict::Open(Missing::Blank, leaf.at.clone()), of);
        }
        if leaf.term.is_none()
            && let FilterTest::In(values) | FilterTest::NotIn(values) = &filter.test
            && let Some(wanted @ (Wanted::Term | Wanted::Mark)) = self.fields.wanted(row.entity, field)
            && self.fields.are_some_terms(row.entity, field, &values.said)
        {
            let why = || Missing::Unreadable(leaf.value.to_string(), wanted);
            return filter.blank.map_or_else(|| Verdict::Open(why(), leaf.at.clone()), of);
        }
        of(self.holds(&filter.test, Searched::Leaf(leaf)))
    }

    fn holds(&self, test: &FilterTest, place: Searched<'_>) -> bool {
        let is_one = |values: &FilterValues| {
            if let Some(term) = place.term() {
                values.said.iter().any(|value| value == term)
            } else {
                let key = text_key(&place.text());
                values.keys.contains(&key)
            }
        };
        let contains = |phrases: &[Phrase]| {
            let text = self.plain(place);
            phrases.iter().any(|phrase| text.holds(phrase))
        };
        match test {
            FilterTest::In(values) => is_one(values),
            FilterTest::NotIn(values) => !is_one(values),
            FilterTest::Blank(wanted) => !wanted,
            FilterTest::Starts(start) => fold::key(&place.text()).starts_with(start),
            FilterTest::Contains(words) => contains(words),
            FilterTest::NotContains(words) => !contains(words),
            FilterTest::Cites(acts) => {
                let cited = act_keys(&place.text());
                acts.iter().any(|act| cited.contains(act))
            }
        }
    }

    fn plain(&self, place: Searched<'_>) -> Rc<PlainText> {
        let key = place.key();
        if let Some(text) = self.plain.borrow().get(&key) {
            return Rc::clone(text);
        }
        let text = Rc::new(PlainText::new(&place.text()));
        self.plain.borrow_mut().insert(key, Rc::clone(&text));
        text
    }
}

/// Where a filter looks.
#[derive(Clone, Copy)]
enum Searched<'p> {
    Leaf(&'p Leaf),
    /// Every text of a row.
    Row(&'p Entry),
}

impl<'p> Searched<'p> {
    fn term(self) -> Option<&'p str> {
        match self {
            Self::Leaf(leaf) => leaf.term.as_deref(),
            Self::Row(_) => None,
        }
    }

    fn text(self) -> Cow<'p, str> {
        match self {
            Self::Leaf(leaf) => match leaf.value.text() {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(leaf.value.to_string()),
            },
            Self::Row(row) => {
                let all: Vec<String> = row.leaves.values().map(|leaf| leaf.value.to_string()).collect();
                Cow::Owned(all.join(" \n "))
            }
        }
    }

    /// What it is known by while the dossier is borrowed: its entries stay where they are.
    fn key(self) -> (*const Leaf, *const Entry) {
        match self {
            Self::Leaf(leaf) => (leaf, std::ptr::null()),
            Self::Row(row) => (std::ptr::null(), row),
        }
    }
}
