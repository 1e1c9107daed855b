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
        Self {
            why,
            trace,
            sure: 0,
        }
    }
}

/// Their field and ours, by which rows are matched.
type KeyPair = (String, Vec<String>);

/// The alternatives by which rows are matched.
type KeyPairs = [KeyPair];

/// Finds entries by key.
pub(super) struct Selector<'a> {
    dossier: &'a Dossier,
    fields: &'a Fields,
    nesting: Nesting,
    keys: JoinKeys<'a>,
    /// By where the pairs of the rulebook stand: they are asked for with every subject.
    indices: RefCell<FxHashMap<(*const KeyPair, Entity), Rc<KeyIndex>>>,
    /// Texts as words are looked for in them, and as they are compared: many facts look into the
    /// same ones.
    plain: RefCell<FxHashMap<TextPlace, Rc<PlainText>>>,
    matched: RefCell<MatchedRows<'a>>,
}

/// What belongs to the subject that is asked about: the rules ask for it again and again, by facts
/// that match alike.
#[derive(Default)]
struct MatchedRows<'a> {
    subject: Option<*const Entry>,
    /// The selections that match alike have one number.
    numbers: FxHashMap<(*const Selection, Entity), usize>,
    ways: Vec<(Entity, &'a Selection)>,
    /// By number, where it was asked for.
    rows: Vec<Option<Rc<[usize]>>>,
}

impl<'a> MatchedRows<'a> {
    fn turn_to(&mut self, subject: &Entry) {
        if self.subject != Some(std::ptr::from_ref(subject)) {
            self.subject = Some(subject);
            self.rows.iter_mut().for_each(|rows| *rows = None);
        }
    }

    fn number(&mut self, entity: Entity, selection: &'a Selection) -> usize {
        *self
            .numbers
            .entry((std::ptr::from_ref(selection), entity))
            .or_insert_with(|| {
                let is_alike = |(of, way): &(Entity, &Selection)| {
                    *of == entity
                        && way.inside == selection.inside
                        && way.matching == selection.matching
                };
                self.ways.iter().position(is_alike).unwrap_or_else(|| {
                    self.ways.push((entity, selection));
                    self.rows.push(None);
                    self.ways.len() - 1
                })
            })
    }
}

impl<'a> Selector<'a> {
    pub(super) fn new(dossier: &'a Dossier, fields: &'a Fields) -> Self {
        let keys = JoinKeys::new(dossier, fields);
        let (indices, plain, matched) = Default::default();
        Self {
            dossier,
            fields,
            nesting: Nesting::of(dossier),
            keys,
            indices,
            plain,
            matched,
        }
    }

    /// Says of which entry the next facts are asked for: what belongs to it is looked up once.
    pub(super) fn turn_to(&self, subject: &Entry) {
        self.matched.borrow_mut().turn_to(subject);
    }

    /// The entries of a table that belong to a subject and pass the filters, in reading order.
    pub(super) fn entries(
        &self,
        of: Option<&Entry>,
        entity: Entity,
        selection: &'a Selection,
    ) -> Result<Vec<&'a Entry>, Unknown> {
        // A heading without a row under it says as little as no table.
        let Some(table) = self
            .dossier
            .tables
            .get(&entity)
            .filter(|table| !table.entries.is_empty())
        else {
            return Err(Unknown::new(Missing::NoTable, Vec::new()));
        };
        let belonging = match of {
            Some(subject) if !selection.matching.is_empty() => {
                Some(self.belonging(subject, entity, selection)?)
            }
            _ => None,
        };
        let count = belonging
            .as_ref()
            .map_or(table.entries.len(), |rows| rows.len());
        let row = |nth: usize| {
            belonging
                .as_ref()
                .map_or(&table.entries[nth], |rows| &table.entries[rows[nth]])
        };
        let mut chosen = Vec::new();
        let mut open: Option<Unknown> = None;
        for row in (0..count).map(row) {
            match self.passes(row, &selection.filters) {
                RowMatch::Yes => chosen.push(row),
                RowMatch::No => {}
                RowMatch::Open(why, at) => open
                    .get_or_insert_with(|| Unknown::new(why, Vec::new()))
                    .trace
                    .push(at),
                RowMatch::NoColumn => {
                    return Err(Unknown::new(Missing::NoColumn, vec![table.at.clone()]));
                }
            }
        }
        match open {
            None => Ok(chosen),
            Some(unknown) => Err(Unknown {
                sure: chosen.len(),
                ..unknown
            }),
        }
    }

    /// [`Self::matching`], of the subject that is asked about once for all facts that match alike.
    fn belonging(
        &self,
        subject: &Entry,
        entity: Entity,
        selection: &'a Selection,
    ) -> Result<Rc<[usize]>, Unknown> {
        if self.matched.borrow().subject != Some(std::ptr::from_ref(subject)) {
            return self.matching(subject, entity, selection).map(Into::into);
        }
        let number = self.matched.borrow_mut().number(entity, selection);
        if let Some(rows) = &self.matched.borrow().rows[number] {
            return Ok(Rc::clone(rows));
        }
        let rows: Rc<[usize]> = self.matching(subject, entity, selection)?.into();
        self.matched.borrow_mut().rows[number] = Some(Rc::clone(&rows));
        Ok(rows)
    }

    fn matching(
        &self,
        subject: &Entry,
        entity: Entity,
        selection: &'a Selection,
    ) -> Result<Vec<usize>, Unknown> {
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
                found.extend(rows.filter(|row| {
                    self.earlier_are_open(entity, *row, subject, &selection.matching[..nth])
                }));
            }
        }
        if usable {
            found.sort_unstable();
            found.dedup();
            return Ok(found);
        }
        let ours = selection
            .matching
            .iter()
            .flatten()
            .flat_map(|(_, ours)| ours);
        let blanks = ours
            .filter_map(|field| subject.leaf(field))
            .map(|leaf| leaf.at.clone())
            .collect();
        Err(Unknown::new(Missing::Blank, blanks))
    }

    /// Whether no earlier alternative decided: a side of it is blank, or neither side is known to
    /// the other's table, as of annexes that write their codes differently.
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
            pairs.iter().any(|(theirs, ours)| {
                is_blank(row, theirs) || ours.iter().all(|field| is_blank(subject, field))
            }) || (self.is_stranger(entity, subject, pairs)
                && self.is_stranger_of(subject.entity, row, pairs))
        })
    }

    /// Whether nothing in the table answers to the subject.
    fn is_stranger(&self, entity: Entity, subject: &Entry, pairs: &'a KeyPairs) -> bool {
        let index = self.index(entity, pairs);
        self.our_keys(subject, pairs)
            .iter()
            .all(|key| !index.knows(key))
    }

    /// Whether the row answers to none of the subjects of this kind; only asked of single fields.
    fn is_stranger_of(&self, subjects: Entity, row: &Entry, pairs: &'a KeyPairs) -> bool {
        let [(theirs, ours)] = pairs else {
            return false;
        };
        let keys = self.keys.of(row, theirs);
        let is_known = |field: &'a String| {
            let index = self.keys.index(subjects, vec![field]);
            keys.numbers().iter().any(|key| index.knows(&[*key]))
        };
        !ours.iter().any(is_known)
    }

    /// The units inside a unit, at any depth.
    fn inside(&self, unit: &Entry) -> Vec<&'a Entry> {
        let units = self.dossier.entries(Entity::Unit);
        let Some(place) = units.iter().position(|known| known.at == unit.at) else {
            return Vec::new();
        };
        self.nesting
            .inside(place)
            .into_iter()
            .map(|inner| &units[inner])
            .collect()
    }

    /// Whether an entry has this in a field.
    pub(super) fn has(&self, of: &'a FieldRef, name: &str) -> bool {
        self.keys.has(of.entity, &of.field, name)
    }

    fn index(&self, entity: Entity, pairs: &'a KeyPairs) -> Rc<KeyIndex> {
        let fields = || pairs.iter().map(|(theirs, _)| theirs.as_str()).collect();
        let mut indices = self.indices.borrow_mut();
        let index = indices
            .entry((pairs.as_ptr(), entity))
            .or_insert_with(|| self.keys.index(entity, fields()));
        Rc::clone(index)
    }

    /// The keys under which a subject is looked up; none when nothing of it is filled.
    fn our_keys(&self, subject: &Entry, pairs: &'a KeyPairs) -> Vec<Vec<KeyNumber>> {
        let values = pairs.iter().map(|(_, ours)| {
            let keys = ours.iter().map(|field| self.keys.of(subject, field));
            let mut values = keys.fold(Vec::new(), |mut values, keys| {
                values.extend_from_slice(keys.numbers());
                values
            });
            values.dedup();
            values
        });
        let values: Vec<Vec<KeyNumber>> = values.collect();
        combined(values.iter().map(Vec::as_slice))
    }
}

enum RowMatch {
    Yes,
    No,
    /// The cell leaves it open: blank, or not understood.
    Open(Missing, Addr),
    NoColumn,
}

impl Selector<'_> {
    /// Whether a row passes every filter: one clear "no" is enough; a blank, or what is not
    /// understood, leaves it open.
    fn passes(&self, row: &Entry, filters: &[(String, Filter)]) -> RowMatch {
        let mut open = RowMatch::Yes;
        for (field, filter) in filters {
            match self.test(row, field, filter) {
                RowMatch::No => return RowMatch::No,
                RowMatch::Yes => {}
                other => open = other,
            }
        }
        open
    }

    fn test(&self, row: &Entry, field: &str, filter: &Filter) -> RowMatch {
        let of = |passes: bool| if passes { RowMatch::Yes } else { RowMatch::No };
        if field == ANY_FIELD {
            return of(self.holds(&filter.test, Searched::Row(row)));
        }
        let Some(leaf) = row.leaf(field) else {
            return filter.blank.map_or(RowMatch::NoColumn, of);
        };
        if leaf.value.is_blank() {
            return filter
                .blank
                .map_or_else(|| RowMatch::Open(Missing::Blank, leaf.at.clone()), of);
        }
        if leaf.term.is_none()
            && let FilterTest::In(values) | FilterTest::NotIn(values) = &filter.test
            && let Some(wanted @ (Wanted::Term | Wanted::Mark)) =
                self.fields.wanted(row.entity, field)
            && self.fields.are_some_terms(row.entity, field, &values.said)
        {
            let why = || Missing::Unreadable(leaf.value.to_string(), wanted);
            return filter
                .blank
                .map_or_else(|| RowMatch::Open(why(), leaf.at.clone()), of);
        }
        of(self.holds(&filter.test, Searched::Leaf(leaf)))
    }

    fn holds(&self, test: &FilterTest, place: Searched<'_>) -> bool {
        let is_one = |values: &FilterValues| {
            if let Some(term) = place.term() {
                values.said.iter().any(|value| value == term)
            } else {
                let key = place.text_key(&self.keys);
                values.keys.iter().any(|known| **known == *key)
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

/// A text by its place in memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum TextPlace {
    Text(*const u8),
    Leaf(*const Leaf),
    Row(*const Entry),
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
            Self::Leaf(leaf) => leaf.value.shown(),
            Self::Row(row) => {
                let all: Vec<Cow<str>> =
                    row.leaves.values().map(|leaf| leaf.value.shown()).collect();
                Cow::Owned(all.join(" \n "))
            }
        }
    }

    fn text_key(self, keys: &JoinKeys<'_>) -> Rc<str> {
        match self {
            Self::Leaf(leaf) => match leaf.value.text() {
                Some(text) => keys.text_key(text),
                None => text_key(&leaf.value.shown()).into(),
            },
            Self::Row(_) => text_key(&self.text()).into(),
        }
    }

    /// What it is known by while the dossier is borrowed: a text of many cells is kept once,
    /// entries stay where they are.
    fn key(self) -> TextPlace {
        match self {
            Self::Leaf(leaf) => match leaf.value.text() {
                Some(text) => TextPlace::Text(text.as_ptr()),
                None => TextPlace::Leaf(leaf),
            },
            Self::Row(row) => TextPlace::Row(row),
        }
    }
}
