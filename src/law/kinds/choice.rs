//! `one_of`, `none_of`: a closed set, of terms or of the codes of dated lists.

use serde::Deserialize;

use super::Kind;
use crate::law::front::OneOrMany;
use crate::law::on_blank::OnBlank;

/// A closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Term keys.
    Keys(Vec<String>),
    /// Codes of dated lists.
    Lists(Vec<String>),
}

/// Whether a fact is in a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChoiceCheck {
    /// It is in the set.
    OneOf(Choice),
    /// It is not.
    NoneOf(Choice),
}

impl Kind for ChoiceCheck {
    fn choice(&self) -> Option<&Choice> {
        let (Self::OneOf(choice) | Self::NoneOf(choice)) = self;
        Some(choice)
    }

    fn on_blank(&self) -> OnBlank {
        match self {
            Self::OneOf(_) => OnBlank::Fail,
            Self::NoneOf(_) => OnBlank::Missing,
        }
    }
}

/// Term keys, or `{ list = "…" }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(in crate::law) enum ChoiceFront {
    Keys(Vec<String>),
    List(ListFront),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct ListFront {
    list: OneOrMany<String>,
}

impl From<ChoiceFront> for Choice {
    fn from(front: ChoiceFront) -> Self {
        match front {
            ChoiceFront::Keys(keys) => Self::Keys(keys),
            ChoiceFront::List(list) => Self::Lists(list.list.into_vec()),
        }
    }
}
