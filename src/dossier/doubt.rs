//! What was read with doubt: never the ground of “sai quy định”.

use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Key;

/// Chỗ chưa chắc đã đọc đúng: one decision of the reader that may be wrong, and what rests on it.
///
/// A judgement rests on a doubt if one of its facts was taken from [`Doubt::cells`], or reads what
/// [`Doubt::reach`] says of the table of [`Doubt::entity`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Whose table it is about.
    pub entity: Entity,
    /// What of that table rests on it.
    pub reach: Reach,
    /// The cells: those of a row, a heading, a value.
    pub cells: Vec<Addr>,
    /// What was doubtful and how it was taken, a Vietnamese clause without a final stop:
    /// `dòng 25 (“Hợp đồng 30”) được coi là dòng cộng`.
    pub what: String,
    /// How to overrule it, one Vietnamese sentence.
    pub overrule: String,
}

/// What of a table rests on a doubt, besides what was read from the very cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Only those cells: a value that may be misread.
    Cells,
    /// Whatever reads this field: a column that may be another.
    Field(Key),
    /// Whatever counts, adds up or looks for rows: a row that may be more or fewer than one entry.
    Rows,
    /// Whatever reads the table: the sheet may be another form.
    Table,
}
