//! `matches`, `cites_in_force`: how the text of the fact is written.

use regex_lite::Regex;

use super::Kind;

/// How a text is written.
#[derive(Debug, Clone)]
pub enum Written {
    /// It matches a pattern as a whole.
    Matches(Regex),
    /// The acts that it names were in force.
    CitesInForce,
}

impl Kind for Written {}

impl Written {
    /// The pattern over the whole text. The error is one Vietnamese sentence.
    pub(super) fn matches(pattern: &str) -> Result<Self, String> {
        let whole = Regex::new(&format!("^(?:{pattern})$"));
        whole
            .map(Self::Matches)
            .map_err(|error| format!("mẫu “{pattern}” viết sai: {error}"))
    }
}
