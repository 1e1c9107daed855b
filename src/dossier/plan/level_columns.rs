//! Columns that hold the level of a competency without being its column.

use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Role;
use crate::dossier::values::of_range;

/// Columns that hold the level of a competency without being its column.
#[derive(Debug, Clone, Default)]
pub(crate) struct LevelColumns {
    /// Column and the level that a mark in it means.
    pub(crate) marks: Vec<(u32, u32)>,
    /// Column, and for whom its levels hold: the heading.
    pub(crate) scopes: Vec<(u32, String)>,
    /// Column, and the level whose people it counts: the levels stand side by side,
    /// `Bậc 1 | Bậc 2 | …`.
    pub(crate) counts: Vec<(u32, u32)>,
}

impl LevelColumns {
    /// Whether a column is one of them.
    pub(crate) fn holds(&self, col: u32) -> bool {
        let numbered = self
            .marks
            .iter()
            .chain(&self.counts)
            .any(|(own, _)| *own == col);
        numbered || self.scopes.iter().any(|(own, _)| *own == col)
    }

    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        self.marks.len() + self.scopes.len() + self.counts.len()
    }

    /// The field that the columns hold, of a form.
    pub(crate) fn field(&self, form: &Form) -> Option<usize> {
        let role = if self.counts.is_empty() {
            Role::Level
        } else {
            Role::People
        };
        form.position(|field| field.plays(role))
    }

    /// Whether the columns say one of some fields.
    pub(crate) fn say(&self, form: &Form, keys: &[String]) -> bool {
        let said = |field: &Field| {
            if self.counts.is_empty() {
                self.len() > 0 && field.plays(Role::Level)
            } else {
                field.plays(Role::People) || names_levels(field)
            }
        };
        keys.iter().any(|key| form.field(key).is_some_and(said))
    }

    /// The level that is marked in a row, with its column; several marks are a range.
    pub(crate) fn marked(&self, row: &Row) -> Option<(u32, Value)> {
        let (first, _) = self.marks.first()?;
        let mut marked = self
            .marks
            .iter()
            .filter(|(col, _)| is_mark(row.value(*col)));
        let Some((col, low)) = marked.next() else {
            return Some((*first, Value::Blank));
        };
        let high = marked.next_back().map_or(*low, |(_, level)| *level);
        Some((*col, of_range(*low, high)))
    }
}

/// Whether an entry is called by its level.
pub(super) fn names_levels(field: &Field) -> bool {
    field.name && field.kind == FieldKind::Level
}

/// A mark: `x`, `✓`, `+`.
pub(super) fn is_mark(value: &Value) -> bool {
    value
        .text()
        .is_some_and(|text| matches!(text.trim(), "x" | "X" | "✓" | "✔" | "v" | "V" | "+"))
}
