//! Which entries of a table belong to a subject, and which of them pass a filter.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::rc::Rc;

use super::Missing;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::fold;
use crate::dictionary::holds_phrase;
use crate::dictionary::names_in;
use crate::dictionary::plain;
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
use crate::law::Selection;
use crate::law::Wanted;
use crate::law::act_keys;

/// The separator of the parts of a compound key: no text holds it.
const PART: char = '\u{1f}';

/// A table and the fields by which it is indexed.
type TableKey = (Entity, Vec<String>);

/// Rows of a table by the joined keys of some of its fields.
type Index = HashMap<String, Vec<usize>>;

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

/// Finds entries by key; the indices are built when first asked for.
pub(super) struct Selector<'a> {
    dossier: &'a Dossier,
    fields: &'a Fields,
    nesting: Nesting,
    indices: RefCell<HashMap<TableKey, Rc<Index>>>,
}

impl<'a> Selector<'a> {
    pub(super) fn new(dossier: &'a Dossier, fields: &'a Fields) -> Self {
        Self { dossier, fields, nesting: Nesting::of(dossier), indices: RefCell::default() }
    }

    /// The entries of a table that belong to a subject and pass the filters, in reading order.
    pub(super) fn entries(
        &self,
        of: Option<&Entry>,
        entity: Entity,
        selection: &Selection,
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
            match passes(row, &selection.filters, self.fields) {
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

    fn matching(&self, subject: &Entry, entity: Entity, selection: &Selection) -> Result<BTreeSet<usize>, Unknown> {
        let mut subjects = vec![subject];
        if selection.inside {
            subjects.extend(self.inside(subject));
        }
        let mut found = BTreeSet::new();
        let mut usable = false;
        for subject in subjects {
            for (nth, pairs) in selection.matching.iter().enumerate() {
                let keys = our_keys(subject, pairs, self.fields);
                usable |= !keys.is_empty();
                let fields: Vec<String> = pairs.iter().map(|(theirs, _)| theirs.clone()).collect();
                let index = self.index(entity, fields);
                let rows = keys.iter().filter_map(|key| index.get(key)).flatten().copied();
                found.extend(
                    rows.filter(|row| self.earlier_are_open(entity, *row, subject, &selection.matching[..nth])),
                );
            }
        }
        if usable {
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
        earlier: &[Vec<(String, Vec<String>)>],
    ) -> bool {
        let row = &self.dossier.entries(entity)[row];
        earlier.iter().all(|pairs| {
            pairs
                .iter()
                .any(|(theirs, ours)| is_blank(row, theirs) || ours.iter().all(|field| is_blank(subject, field)))
                || (self.is_stranger(entity, subject, pairs) && self.is_stranger_of(subject.entity, row, pairs))
        })
    }

    /// Whether nothing in the table answers to the subject.
    fn is_stranger(&self, entity: Entity, subject: &Entry, pairs: &[(String, Vec<String>)]) -> bool {
        let index = self.index(entity, pairs.iter().map(|(theirs, _)| theirs.clone()).collect());
        our_keys(subject, pairs, self.fields).iter().all(|key| !index.contains_key(key))
    }

    /// Whether the row answers to none of the subjects of this kind; only asked of single fields.
    fn is_stranger_of(&self, subjects: Entity, row: &Entry, pairs: &[(String, Vec<String>)]) -> bool {
        let [(theirs, ours)] = pairs else { return false };
        let keys = join_keys(row, theirs, self.fields);
        let is_known = |field: &String| {
            let index = self.index(subjects, vec![field.clone()]);
            keys.iter().any(|key| index.contains_key(key))
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
    pub(super) fn has(&self, of: &FieldRef, name: &str) -> bool {
        self.index(of.entity, vec![of.field.clone()]).contains_key(&text_key(name))
    }

    fn index(&self, entity: Entity, fields: Vec<String>) -> Rc<Index> {
        let key = (entity, fields);
        if let Some(index) = self.indices.borrow().get(&key) {
            return Rc::clone(index);
        }
        let mut index = Index::new();
        for (row, entry) in self.dossier.entries(entity).iter().enumerate() {
            let parts = key.1.iter().map(|field| join_keys(entry, field, self.fields));
            for key in combined(parts) {
                index.entry(key).or_default().push(row);
            }
        }
        let index = Rc::new(index);
        self.indices.borrow_mut().insert(key, Rc::clone(&index));
        index
    }
}

fn is_blank(entry: &Entry, field: &str) -> bool {
    entry.leaf(field).and_then(join_key).is_none()
}

/// The keys under which a subject is looked up; none when nothing of it is filled.
fn our_keys(subject: &Entry, pairs: &[(String, Vec<String>)], fields: &Fields) -> Vec<String> {
    combined(pairs.iter().map(|(_, ours)| {
        let mut values: Vec<String> = ours.iter().flat_map(|field| join_keys(subject, field, fields)).collect();
        values.dedup();
        values
    }))
}

/// Each way to put one key a field together; none when nothing is filled.
fn combined(parts: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut filled = false;
    for (nth, mut values) in parts.enumerate() {
        filled |= !values.is_empty();
        if values.is_empty() {
            values.push(String::new());
        }
        let extend =
            |key: &String, value: &String| if nth == 0 { value.clone() } else { format!("{key}{PART}{value}") };
        keys = keys.iter().flat_map(|key| values.iter().map(move |value| extend(key, value))).collect();
    }
    if filled { keys } else { Vec::new() }
}

/// The keys of a field in joins: of several that a cell names, each has its own.
fn join_keys(entry: &Entry, field: &str, fields: &Fields) -> Vec<String> {
    let Some(leaf) = entry.leaf(field) else { return Vec::new() };
    match leaf.value.text().filter(|_| leaf.term.is_none() && fields.names_several(entry.entity, field)) {
        Some(text) => {
            let mut keys: Vec<String> = names_in(text).iter().map(|name| text_key(name)).collect();
            keys.retain(|key| !key.is_empty());
            keys.sort();
            keys.dedup();
            keys
        }
        None => join_key(leaf).into_iter().collect(),
    }
}

/// One key for a leaf in joins: its term, else its text without case, blanks and styles of writing codes.
pub(super) fn join_key(leaf: &Leaf) -> Option<String> {
    if let Some(term) = &leaf.term {
        return Some(term.to_string());
    }
    if leaf.value.is_blank() {
        return None;
    }
    let text = match &leaf.value {
        Value::Decimal(d) => d.to_string(),
        other => other.to_string(),
    };
    Some(text_key(&text)).filter(|key| !key.is_empty())
}

enum Verdict {
    Yes,
    No,
    /// The cell leaves it open: blank, or not understood.
    Open(Missing, Addr),
    NoColumn,
}

/// Whether a row passes every filter: one clear "no" is enough; a blank, or what is not understood, leaves it open.
fn passes(row: &Entry, filters: &[(String, Filter)], fields: &Fields) -> Verdict {
    let mut open = Verdict::Yes;
    for (field, filter) in filters {
        match test(row, field, filter, fields) {
            Verdict::No => return Verdict::No,
            Verdict::Yes => {}
            other => open = other,
        }
    }
    open
}

fn test(row: &Entry, field: &str, filter: &Filter, fields: &Fields) -> Verdict {
    let of = |passes: bool| if passes { Verdict::Yes } else { Verdict::No };
    if field == ANY_FIELD {
        let all = row.leaves.values().map(|leaf| leaf.value.to_string()).collect::<Vec<_>>().join(" \n ");
        return of(holds(&filter.test, None, &all));
    }
    let Some(leaf) = row.leaf(field) else {
        return filter.blank.map_or(Verdict::NoColumn, of);
    };
    if leaf.value.is_blank() {
        return filter.blank.map_or_else(|| Verdict::Open(Missing::Blank, leaf.at.clone()), of);
    }
    if leaf.term.is_none()
        && let FilterTest::In(values) | FilterTest::NotIn(values) = &filter.test
        && let Some(wanted @ (Wanted::Term | Wanted::Mark)) = fields.wanted(row.entity, field)
        && fields.are_some_terms(row.entity, field, values)
    {
        let why = || Missing::Unreadable(leaf.value.to_string(), wanted);
        return filter.blank.map_or_else(|| Verdict::Open(why(), leaf.at.clone()), of);
    }
    of(holds(&filter.test, leaf.term.as_deref(), &leaf.value.to_string()))
}

fn holds(test: &FilterTest, term: Option<&str>, text: &str) -> bool {
    let is_one = |values: &[String]| {
        values.iter().any(|value| term == Some(value.as_str()) || (term.is_none() && text_key(value) == text_key(text)))
    };
    let contains = |words: &[String]| {
        let text = plain(text);
        words.iter().any(|word| holds_phrase(&text, word))
    };
    match test {
        FilterTest::In(values) => is_one(values),
        FilterTest::NotIn(values) => !is_one(values),
        FilterTest::Blank(wanted) => !wanted,
        FilterTest::Starts(start) => fold::key(text).starts_with(&fold::key(start)),
        FilterTest::Contains(words) => contains(words),
        FilterTest::NotContains(words) => !contains(words),
        FilterTest::Cites(acts) => {
            let cited = act_keys(text);
            acts.iter().any(|act| cited.contains(&crate::law::act_key(act)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_however_blanks_and_dots_stand() {
        assert_eq!(text_key("TP- NVCN-02"), text_key("tp-nvcn-02"));
        assert_eq!(text_key("01.003"), text_key("01003"));
        assert_eq!(text_key("V.08.01.02"), text_key("V08.01.02"));
        assert_ne!(text_key("Phòng 1"), text_key("Phòng 11"));
        assert_ne!(text_key("1.1"), text_key("2.1"));
    }
}
