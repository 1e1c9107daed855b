//! The keys by which rows of one table find those of another, folded once a cell.

use std::borrow::Cow;
use std::cell::RefCell;
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
    numbers: RefCell<FxHashMap<Rc<str>, KeyNumber>>,
    /// The keys of texts by where they are kept: a text of many cells is kept once.
    text_keys: RefCell<FxHashMap<*const u8, Rc<str>>>,
    columns: RefCell<FxHashMap<(Entity, &'a str), Rc<KeyColumn>>>,
    indices: RefCell<FxHashMap<TableFields<'a>, Rc<KeyIndex>>>,
}

/// The keys of one field, row by row.
struct KeyColumn(Vec<CellKeys>);

/// What a cell is joined by. Long lists have them by the hundred thousand, nearly all of one key.
#[derive(Debug, Clone)]
pub(super) enum CellKeys {
    Blank,
    One(KeyNumber),
    /// Of several that a cell names, each has its own.
    Several(Box<[KeyNumber]>),
}

impl CellKeys {
    pub(super) fn numbers(&self) -> &[KeyNumber] {
        match self {
            Self::Blank => &[],
            Self::One(number) => std::slice::from_ref(number),
            Self::Several(numbers) => numbers,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}

/// The rows of a table by the keys of some of its fields, one number a field.
#[derive(Default)]
pub(super) struct KeyIndex {
    /// One number for the numbers of two fields; of three for that of the first two and the third,
    /// and so on.
    joined: FxHashMap<[KeyNumber; 2], KeyNumber>,
    /// Where the rows of each number begin in `rows`, and after the last where they end.
    starts: Box<[usize]>,
    rows: Box<[usize]>,
}

/// Stands for a field of several that is not filled.
const UNFILLED: KeyNumber = KeyNumber::MAX;

impl KeyIndex {
    fn of(columns: &[Rc<KeyColumn>]) -> Self {
        let mut index = Self::default();
        let mut placed: Vec<(usize, usize)> = Vec::new();
        for row in 0..columns.first().map_or(0, |column| column.0.len()) {
            let cells = columns.iter().map(|column| column.0[row].numbers());
            for key in combined(cells) {
                let number = index.number(&key);
                placed.extend(number.and_then(at).map(|at| (at, row)));
            }
        }
        placed.sort_unstable();
        let last = placed.last().map_or(0, |(number, _)| number + 1);
        index.starts = (0..=last)
            .map(|number| placed.partition_point(|(known, _)| *known < number))
            .collect();
        index.rows = placed.into_iter().map(|(_, row)| row).collect();
        index
    }

    /// The number of a key, a new one where it is met first.
    fn number(&mut self, key: &[KeyNumber]) -> Option<KeyNumber> {
        key.iter().copied().reduce(|before, next| {
            let new = KeyNumber::try_from(self.joined.len()).unwrap_or(UNFILLED);
            *self.joined.entry([before, next]).or_insert(new)
        })
    }

    pub(super) fn rows(&self, key: &[KeyNumber]) -> &[usize] {
        let Some((first, others)) = key.split_first() else {
            return &[];
        };
        let joined = |before: KeyNumber, next: &KeyNumber| self.joined.get(&[before, *next]);
        let number = others
            .iter()
            .try_fold(*first, |before, next| joined(before, next).copied());
        number
            .and_then(at)
            .and_then(|at| self.starts.get(at..=at + 1))
            .map_or(&[], |ends| &self.rows[ends[0]..ends[1]])
    }

    pub(super) fn knows(&self, key: &[KeyNumber]) -> bool {
        !self.rows(key).is_empty()
    }
}

fn at(number: KeyNumber) -> Option<usize> {
    usize::try_from(number).ok()
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
    pub(super) fn of(&self, entry: &Entry, field: &'a str) -> CellKeys {
        match self.row(entry) {
            Some(row) => self.column(entry.entity, field).0[row].clone(),
            None => self.cell(entry, field),
        }
    }

    /// [`text_key`] of a text of the dossier, made once.
    pub(super) fn text_key(&self, text: &str) -> Rc<str> {
        let mut known = self.text_keys.borrow_mut();
        Rc::clone(
            known
                .entry(text.as_ptr())
                .or_insert_with(|| text_key(text.trim()).into()),
        )
    }

    /// Whether a field of an entry says nothing to join by.
    pub(super) fn is_blank(&self, entry: &Entry, field: &'a str) -> bool {
        match self.row(entry) {
            Some(row) => self.column(entry.entity, field).0[row].is_blank(),
            None => self.cell(entry, field).is_blank(),
        }
    }

    /// Whether an entry of a table has this in a field.
    pub(super) fn has(&self, entity: Entity, field: &'a str, name: &str) -> bool {
        let index = self.index(entity, vec![field]);
        let number = self.numbers.borrow().get(text_key(name).as_str()).copied();
        number.is_some_and(|number| index.knows(&[number]))
    }

    /// The rows of a table by some of its fields.
    pub(super) fn index(&self, entity: Entity, fields: Vec<&'a str>) -> Rc<KeyIndex> {
        let place = (entity, fields);
        if let Some(index) = self.indices.borrow().get(&place) {
            return Rc::clone(index);
        }
        let columns = place.1.iter().map(|field| self.column(entity, field));
        let index = Rc::new(KeyIndex::of(&columns.collect::<Vec<_>>()));
        self.indices.borrow_mut().insert(place, Rc::clone(&index));
        index
    }

    fn column(&self, entity: Entity, field: &'a str) -> Rc<KeyColumn> {
        if let Some(column) = self.columns.borrow().get(&(entity, field)) {
            return Rc::clone(column);
        }
        let entries = self.dossier.entries(entity).iter();
        let column = Rc::new(KeyColumn(
            entries.map(|entry| self.cell(entry, field)).collect(),
        ));
        self.columns
            .borrow_mut()
            .insert((entity, field), Rc::clone(&column));
        column
    }

    fn row(&self, entry: &Entry) -> Option<usize> {
        self.dossier.entries(entry.entity).element_offset(entry)
    }

    fn cell(&self, entry: &Entry, field: &str) -> CellKeys {
        let Some(leaf) = entry.leaf(field) else {
            return CellKeys::Blank;
        };
        let text = leaf.value.text().filter(|_| leaf.term.is_none());
        let own = match text {
            Some(text) => Some(self.text_key(text)).filter(|key| !key.is_empty()),
            None => join_key(leaf).map(Rc::from),
        };
        let Some(own) = own else {
            return CellKeys::Blank;
        };
        if let Some(text) = text.filter(|_| self.fields.names_several(entry.entity, field)) {
            let mut keys: Vec<String> = names_in(text).iter().map(|name| text_key(name)).collect();
            keys.retain(|key| !key.is_empty());
            keys.sort();
            keys.dedup();
            let numbers = keys.into_iter().map(|key| self.number(key.into()));
            return CellKeys::Several(numbers.collect());
        }
        let spelled = self.fields.spelled_out(entry.entity, field, &own);
        CellKeys::One(self.number(spelled.map_or(own, Rc::from)))
    }

    fn number(&self, key: Rc<str>) -> KeyNumber {
        let mut numbers = self.numbers.borrow_mut();
        let next = KeyNumber::try_from(numbers.len()).unwrap_or(UNFILLED);
        *numbers.entry(key).or_insert(next)
    }
}

/// Each way to put one key a field together; none when nothing is filled.
pub(super) fn combined<'k>(parts: impl Iterator<Item = &'k [KeyNumber]>) -> Vec<Vec<KeyNumber>> {
    let mut keys = vec![Vec::new()];
    let mut filled = false;
    for values in parts {
        filled |= !values.is_empty();
        let values = if values.is_empty() {
            &[UNFILLED]
        } else {
            values
        };
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
    join_key(leaf).map(|key| fields.spelled_out(entity, field, &key).unwrap_or(key))
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
            combined([&[1, 2][..], &[]].into_iter()),
            [[1, UNFILLED], [2, UNFILLED]]
        );
        assert!(combined([&[][..], &[]].into_iter()).is_empty());
    }

    #[test]
    fn rows_are_found_by_all_the_fields_of_an_index_and_by_no_part_of_them() {
        let column = |cells: &[&[KeyNumber]]| {
            let several = cells.iter().map(|keys| CellKeys::Several((*keys).into()));
            Rc::new(KeyColumn(several.collect()))
        };
        let unit = column(&[&[0], &[1], &[0, 1], &[], &[0]]);
        let rank = column(&[&[5], &[5], &[6], &[6], &[5]]);
        let level = column(&[&[0], &[0], &[0], &[], &[0]]);
        let one = KeyIndex::of(&[Rc::clone(&unit)]);
        assert_eq!(one.rows(&[0]), [0, 2, 4]);
        assert_eq!(one.rows(&[1]), [1, 2]);
        assert!(!one.knows(&[2]) && !one.knows(&[UNFILLED]) && !one.knows(&[]));
        let two = KeyIndex::of(&[Rc::clone(&unit), Rc::clone(&rank)]);
        assert_eq!(two.rows(&[0, 5]), [0, 4]);
        assert_eq!(two.rows(&[UNFILLED, 6]), [3]);
        assert!(!two.knows(&[5, 0]));
        let three = KeyIndex::of(&[unit, rank, level]);
        assert_eq!(three.rows(&[0, 5, 0]), [0, 4]);
        assert_eq!(three.rows(&[1, 6, 0]), [2]);
        assert_eq!(three.rows(&[UNFILLED, 6, UNFILLED]), [3]);
        assert!(!three.knows(&[0, 6, 1]));
    }
}
