//! What single cells say, and the leaves of an entry by field key.

use std::iter;
use std::slice;
use std::sync::Arc;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Key;

/// One value of a submission, with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What the cell says, after the reading that the field's kind allows (`"33"` is 33 where a
    /// number is due); what cannot be read stays as it was.
    pub value: Value,
    /// The key of the term that the text stands for, where the field has a closed set of terms
    /// (`"Lãnh đạo, quản lý"` is `lanh_dao_quan_ly`).
    pub term: Option<Key>,
    /// The cell: for a group that stands in a section row, the cell of that row.
    pub at: Addr,
}

/// The leaves of an entry, in the order of their keys. The rows of a table have the same fields:
/// they share their keys, for an entry has a dozen of them and a submission tens of thousands of
/// entries.
#[derive(Debug, Clone, Default)]
pub struct Leaves {
    keys: Arc<Vec<Key>>,
    leaves: Vec<Leaf>,
}

impl Leaves {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet, with room for so many and no more.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            keys: Arc::new(Vec::with_capacity(capacity)),
            leaves: Vec::with_capacity(capacity),
        }
    }

    /// How many fields have a leaf.
    #[must_use]
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Whether no field has a leaf.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// The leaf of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Leaf> {
        self.place(field).ok().map(|place| &self.leaves[place])
    }

    /// The leaf of a field, to be changed.
    pub fn get_mut(&mut self, field: &str) -> Option<&mut Leaf> {
        let place = self.place(field).ok()?;
        self.leaves.get_mut(place)
    }

    /// Puts a leaf in the place of the one that the field has, if it has one.
    pub fn insert(&mut self, key: Key, leaf: Leaf) {
        match self.place(&key) {
            Ok(place) => self.leaves[place] = leaf,
            Err(place) => {
                Arc::make_mut(&mut self.keys).insert(place, key);
                self.leaves.insert(place, leaf);
            }
        }
    }

    /// Takes the leaf of a field away.
    pub fn remove(&mut self, field: &str) {
        if let Ok(place) = self.place(field) {
            Arc::make_mut(&mut self.keys).remove(place);
            self.leaves.remove(place);
        }
    }

    /// The fields that have a leaf.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }

    /// The leaves alone.
    pub fn values(&self) -> slice::Iter<'_, Leaf> {
        self.leaves.iter()
    }

    /// Each field with its leaf.
    #[must_use]
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.keys.iter().zip(&self.leaves)
    }

    /// Shares the keys of the row above where they are the same.
    pub(super) fn share_keys(&mut self, above: &Leaves) {
        if self.keys == above.keys {
            self.keys = Arc::clone(&above.keys);
        }
    }

    fn place(&self, field: &str) -> Result<usize, usize> {
        self.keys.binary_search_by(|key| (**key).cmp(field))
    }
}

impl<'a> IntoIterator for &'a Leaves {
    type Item = (&'a Key, &'a Leaf);
    type IntoIter = iter::Zip<slice::Iter<'a, Key>, slice::Iter<'a, Leaf>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(Key, Leaf)> for Leaves {
    fn from_iter<I: IntoIterator<Item = (Key, Leaf)>>(pairs: I) -> Self {
        let mut leaves = Self::new();
        leaves.extend(pairs);
        leaves
    }
}

impl Extend<(Key, Leaf)> for Leaves {
    fn extend<I: IntoIterator<Item = (Key, Leaf)>>(&mut self, pairs: I) {
        for (key, leaf) in pairs {
            self.insert(key, leaf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::SheetRef;

    fn leaf(number: i64) -> Leaf {
        Leaf {
            value: Value::Whole(number),
            term: None,
            at: Addr::new(&Arc::new(SheetRef::new(0, "Danh mục")), 0, 0),
        }
    }

    fn said(leaves: &Leaves) -> Vec<String> {
        let said = |(key, leaf): (&Key, &Leaf)| format!("{key} {}", leaf.value);
        leaves.iter().map(said).collect()
    }

    #[test]
    fn rows_share_their_keys_until_one_of_them_changes() {
        let row = |first| -> Leaves {
            let fields = ["ten", "ma", "so_nguoi"].into_iter().zip(first..);
            fields.map(|(key, n)| (Key::from(key), leaf(n))).collect()
        };
        let (above, mut below) = (row(1), row(11));
        below.share_keys(&above);
        assert!(Arc::ptr_eq(&above.keys, &below.keys));
        below.insert(Key::from("hang"), leaf(20));
        below.remove("ma");
        below.remove("ma");
        below.insert(Key::from("ten"), leaf(30));
        assert_eq!(said(&above), ["ma 2", "so_nguoi 3", "ten 1"]);
        assert_eq!(said(&below), ["hang 20", "so_nguoi 13", "ten 30"]);
        below.share_keys(&above);
        assert_eq!(below.get("hang"), Some(&leaf(20)));
        assert_eq!(below.get("ma"), None);
    }
}
