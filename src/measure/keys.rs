//! The keys by which rows of one table find those of another, folded once a cell.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::names_in;
use crate::dictionary::text_key;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::law::Fields;

/// A key by its number in the order of first meeting.
pub(super) type KeyNumber = u32;

/// A table and the fields by which it is indexed.
type TableFields<'a> = (Entity, Vec<&'a str>);

/// Khóa ghép: the keys of a dossier's fields, table by table; a column is folded when first asked
/// for.
pub(super) struct JoinKeys<'a> {
    dossier: &'a Dossier,
    fields: &'a Fields,
    numbers: RefCell<HashMap<String, KeyNumber>>,
    /// The keys of texts by where they are kept: a text of many cells is kept once.
    text_keys: RefCell<FxHashMap<*const str, Rc<str>>>,
    columns: RefCell<FxHashMap<(Entity, &'a str), Rc<KeyColumn>>>,
    indices: RefCell<FxHashMap<TableFields<'a>, Rc<KeyIndex>>>,
}

/// The keys of one field, row by row.
pub(super) struct KeyColumn(Vec<KeyCell>);

#[derive(Default)]
struct KeyCell {
    /// Of several that a cell names, each has its own.
    keys: Vec<KeyNumber>,
    is_blank: bool,
}

/// The rows of a table by the keys of some of its fields, one number a field.
pub(super) enum KeyIndex {
    /// By one field: the rows by the number of the key.
    One(Vec<Vec<usize>>),
    Several(HashMap<Box<[KeyNumber]>, Vec<usize>>),
}

/// Stands for a field of several that is not filled.
const UNFILLED: KeyNumber = KeyNumber::MAX;

impl KeyIndex {
    pub(super) fn rows(&self, key: &[KeyNumber]) -> &[usize] {
        let rows = match (self, key) {
            (Self::One(rows), [number]) => usize::try_from(*number)
                .ok()
                .and_then(|number| rows.get(number)),
            (Self::One(_), _) => None,
            (Self::Several(rows), key) => rows.get(key),
        };
        rows.map_or(&[], Vec::as_slice)
    }

    pub(super) fn knows(&self, key: &[KeyNumber]) -> bool {
        !self.rows(key).is_empty()
    }
}

impl<'a> JoinKeys<'a> {
    pub(super) fn new(dossier: &'a Dossier, fields: &'a Fields) -> Self {
        let (numbers, text_keys, columns, indices) = Default::default();
        Self {
            dossier,
            fields,
            numbers,
            text_keys,
            columns,
            indices,
        }
    }

    /// The keys of a field of an entry.
    pub(super) fn of(&self, entry: &Entry, field: &'a str) -> Vec<KeyNumber> {
        match self.row(entry) {
            Some(row) => self.column(entry.entity, field).0[row].keys.clone(),
            None => self.cell(entry, field).keys,
        }
    }

    /// [`text_key`] of a text of the dossier, made once.
    pub(super) fn text_key(&self, text: &str) -> Rc<str> {
        let mut known = self.text_keys.borrow_mut();
        Rc::clone(
            known
                .entry(std::ptr::from_ref(text))
                .or_insert_with(|| text_key(text.trim()).into()),
        )
    }

    /// Whether a field of an entry says nothing to join by.
    pub(super) fn is_blank(&self, entry: &Entry, field: &'a str) -> bool {
        match self.row(entry) {
            Some(row) => self.column(entry.entity, field).0[row].is_blank,
            None => self.cell(entry, field).is_blank,
        }
    }

    /// Whether an entry of a table has this in a field.
    pub(super) fn has(&self, entity: Entity, field: &'a str, name: &str) -> bool {
        let index = self.index(entity, vec![field]);
        let number = self.numbers.borrow().get(&text_key(name)).copied();
        number.is_some_and(|number| index.knows(&[number]))
    }

    /// The rows of a table by some of its fields.
    pub(super) fn index(&self, entity: Entity, fields: Vec<&'a str>) -> Rc<KeyIndex> {
        let place = (entity, fields);
        if let Some(index) = self.indices.borrow().get(&place) {
            return Rc::clone(index);
        }
        let columns: Vec<Rc<KeyColumn>> = place
            .1
            .iter()
            .map(|field| self.column(entity, field))
            .collect();
        let index = Rc::new(match columns.as_slice() {
            [column] => self.by_one(column),
            columns => Self::by_several(columns),
        });
        self.indices.borrow_mut().insert(place, Rc::clone(&index));
        index
    }

    fn by_one(&self, column: &KeyColumn) -> KeyIndex {
        let mut rows = vec![Vec::new(); self.numbers.borrow().len()];
        for (row, cell) in column.0.iter().enumerate() {
            for number in &cell.keys {
                if let Some(rows) = usize::try_from(*number)
                    .ok()
                    .and_then(|number| rows.get_mut(number))
                {
                    rows.push(row);
                }
            }
        }
        KeyIndex::One(rows)
    }

    fn by_several(columns: &[Rc<KeyColumn>]) -> KeyIndex {
        let mut rows: HashMap<Box<[KeyNumber]>, Vec<usize>> = HashMap::new();
        let length = columns.first().map_or(0, |column| column.0.len());
        for row in 0..length {
            for key in combined(columns.iter().map(|column| column.0[row].keys.clone())) {
                rows.entry(key.into_boxed_slice()).or_default().push(row);
            }
        }
        KeyIndex::Several(rows)
    }

    fn column(&self, entity: Entity, field: &'a str) -> Rc<KeyColumn> {
        if let Some(column) = self.columns.borrow().get(&(entity, field)) {
            return Rc::clone(column);
        }
        let entries = self.dossier.entries(entity);
        let column = Rc::new(KeyColumn(
            entries
                .iter()
                .map(|entry| self.cell(entry, field))
                .collect(),
        ));
        self.columns
            .borrow_mut()
            .insert((entity, field), Rc::clone(&column));
        column
    }

    fn row(&self, entry: &Entry) -> Option<usize> {
        self.dossier.entries(entry.entity).element_offset(entry)
    }

    fn cell(&self, entry: &Entry, field: &str) -> KeyCell {
        let Some(leaf) = entry.leaf(field) else {
            return KeyCell {
                is_blank: true,
                ..KeyCell::default()
            };
        };
        let own = match leaf.value.text().filter(|_| leaf.term.is_none()) {
            Some(text) => Some(self.text_key(text).to_string()).filter(|key| !key.is_empty()),
            None => join_key(leaf),
        };
        let own = own.map(|key| self.fields.spelled_out(entry.entity, field, key));
        let is_blank = own.is_none();
        match leaf
            .value
            .text()
            .filter(|_| leaf.term.is_none() && self.fields.names_several(entry.entity, field))
        {
            Some(text) => {
                let mut keys: Vec<String> =
                    names_in(text).iter().map(|name| text_key(name)).collect();
                keys.retain(|key| !key.is_empty());
                keys.sort();
                keys.dedup();
                KeyCell {
                    keys: keys.into_iter().map(|key| self.number(key)).collect(),
                    is_blank,
                }
            }
            None => KeyCell {
                keys: own.into_iter().map(|key| self.number(key)).collect(),
                is_blank,
            },
        }
    }

    fn number(&self, key: String) -> KeyNumber {
        let mut numbers = self.numbers.borrow_mut();
        let next = KeyNumber::try_from(numbers.len()).unwrap_or(UNFILLED);
        *numbers.entry(key).or_insert(next)
    }
}

/// Each way to put one key a field together; none when nothing is filled.
pub(super) fn combined(parts: impl Iterator<Item = Vec<KeyNumber>>) -> Vec<Vec<KeyNumber>> {
    let mut keys = vec![Vec::new()];
    let mut filled = false;
    for mut values in parts {
        filled |= !values.is_empty();
        if values.is_empty() {
            values.push(UNFILLED);
        }
        let extend =
            |key: &Vec<KeyNumber>, value: KeyNumber| key.iter().copied().chain([value]).collect();
        keys = keys
            .iter()
            .flat_map(|key| values.iter().map(move |value| extend(key, *value)))
            .collect();
    }
    if filled { keys } else { Vec::new() }
}

/// One key for a leaf in joins: its term, else its text without case, blanks and styles of writing
/// codes.
pub(super) fn join_key(leaf: &Leaf) -> Option<String> {
    if let Some(term) = &leaf.term {
        return Some(term.to_string());
    }
    if leaf.value.is_blank() {
        return None;
    }
    Some(text_key(&code_text(leaf))).filter(|key| !key.is_empty())
}

/// The same of a field whose names may be written short.
pub(super) fn field_key(
    fields: &Fields,
    entity: Entity,
    field: &str,
    leaf: &Leaf,
) -> Option<String> {
    join_key(leaf).map(|key| fields.spelled_out(entity, field, key))
}

/// A code as text, also where Excel made a number of it.
pub(super) fn code_text(leaf: &Leaf) -> Cow<'_, str> {
    match &leaf.value {
        Value::Decimal(d) => Cow::Owned(d.to_string()),
        other => other.shown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_part_a_field_also_where_one_is_blank() {
        assert_eq!(
            combined([vec![1, 2], vec![]].into_iter()),
            [[1, UNFILLED], [2, UNFILLED]]
        );
        assert!(combined([vec![], vec![]].into_iter()).is_empty());
    }
}
