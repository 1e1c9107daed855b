//! The one record of what was taken from one form on one sheet.

use std::collections::BTreeMap;

use super::Doubt;
use super::Entry;
use super::FormReading;
use super::Remark;
use super::plan::rows::RowDoubt;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dictionary::Entity;
use crate::dictionary::Key;

/// What was taken from one form on one sheet.
#[derive(Debug, Clone)]
pub(crate) struct FormPart {
    /// Position of its sheet in the workbook.
    pub(crate) sheet: usize,
    pub(crate) visibility: Visibility,
    /// What it lists; none for a form that is no part of a proposal.
    pub(crate) entity: Option<Entity>,
    /// Whether it carries on the table of the sheet before it, under that table's headings.
    pub(crate) carried: bool,
    /// Where it stands: its first heading, label or line.
    pub(crate) at: Addr,
    /// How it was understood.
    pub(crate) reading: FormReading,
    pub(crate) entries: Vec<Entry>,
    pub(crate) totals: Vec<Entry>,
    /// The heading cell of each field that has a column or a label.
    pub(crate) headings: BTreeMap<Key, Addr>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) doubts: Vec<Doubt>,
    /// Rows whose nature is in doubt, in reading order.
    pub(crate) doubtful: Vec<DoubtfulRow>,
}

/// A row that may be an entry or not.
#[derive(Debug, Clone)]
pub(crate) struct DoubtfulRow {
    pub(crate) why: RowDoubt,
    /// The row as an entry.
    pub(crate) entry: Entry,
    /// Whether it is among the entries.
    pub(crate) taken: bool,
}

impl FormPart {
    pub(crate) fn is_visible(&self) -> bool {
        self.visibility == Visibility::Visible
    }

    /// How much it says: entries, or for the agency filled labels.
    pub(crate) fn weight(&self) -> usize {
        let said = |entry: &Entry| {
            entry
                .leaves
                .values()
                .filter(|leaf| !leaf.value.is_blank())
                .count()
        };
        match self.entity {
            Some(Entity::Agency) => self.entries.first().map_or(0, said),
            _ => self.entries.len(),
        }
    }
}
