//! What a proposal needs of a form.

use serde::Deserialize;

/// How much of a field a proposal needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// A value on every entry.
    Cell,
    /// A column: an entry may well be blank.
    Column,
}
