//! `required`, `absent`, `sound`: whether the fact is there.

use super::Kind;
use crate::law::on_blank::OnBlank;

/// Whether a fact is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is there.
    Required,
    /// It is blank.
    Absent,
    /// Neither an error value nor a formula without a value.
    Sound,
}

impl Kind for Presence {
    fn on_blank(&self) -> OnBlank {
        match self {
            Self::Required => OnBlank::Fail,
            Self::Absent | Self::Sound => OnBlank::Missing,
        }
    }
}
