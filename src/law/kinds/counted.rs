//! `unique`, `counterpart`, `whole`: what number the fact is.

use super::Kind;

/// What number a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// A count that is 1: the subject itself.
    Unique,
    /// A count that is at least 1.
    Counterpart,
    /// A whole number ≥ 0.
    Whole,
}

impl Kind for Counted {}
