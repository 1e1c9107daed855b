//! Values as the rulebook writes them.

use serde::Deserialize;

/// A literal of TOML: a number, a text or a day.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Literal {
    Whole(i64),
    Fraction(f64),
    Text(String),
    Day(toml::value::Datetime),
}
