//! Which entries a fact is taken from.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::front::OneOrMany;
use crate::dictionary::plain;

/// Which entries of another table belong to a subject and pass.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Alternatives, each a list of (their field, our fields): the first whose sides are filled decides.
    pub matching: Vec<Vec<(String, Vec<String>)>>,
    /// Filters that all must pass: field (or `_` for any text of the row) and test.
    pub filters: Vec<(String, Filter)>,
    /// Whether what belongs to the units inside the subject also counts.
    pub inside: bool,
}

/// A filter on one field.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The test.
    pub test: FilterTest,
    /// What a blank cell means: none = unknown, else passes or not.
    pub blank: Option<bool>,
}

/// What a filter asks of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterTest {
    /// One of these terms or texts.
    In(Vec<String>),
    /// None of these.
    NotIn(Vec<String>),
    /// Blank (true) or filled (false).
    Blank(bool),
    /// Begins so.
    Starts(String),
    /// Holds these words, accents and case apart.
    Contains(Vec<String>),
    /// Holds none of these words.
    NotContains(Vec<String>),
    /// Names one of these acts.
    Cites(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum FilterFront {
    Is(OneOrMany<String>),
    Test(FilterTestFront),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilterTestFront {
    is: Option<OneOrMany<String>>,
    not: Option<OneOrMany<String>>,
    blank: Option<bool>,
    starts: Option<String>,
    contains: Option<OneOrMany<String>>,
    not_contains: Option<OneOrMany<String>>,
    cites: Option<OneOrMany<String>>,
    #[serde(rename = "else")]
    otherwise: Option<bool>,
}

/// `{ ma_vtvl = "ma | ten" }`: their field, and ours in turn.
pub(super) fn alternatives(pairs: BTreeMap<String, String>) -> Vec<(String, Vec<String>)> {
    pairs.into_iter().map(|(theirs, ours)| (theirs, ours.split('|').map(|s| s.trim().to_owned()).collect())).collect()
}

/// Words made ready to be looked for.
fn phrases(words: OneOrMany<String>) -> Vec<String> {
    words.into_vec().iter().map(|words| plain(words)).collect()
}

impl FilterFront {
    pub(super) fn compile(self) -> Result<Filter, String> {
        let front = match self {
            Self::Is(values) => return Ok(Filter { test: FilterTest::In(values.into_vec()), blank: None }),
            Self::Test(front) => front,
        };
        let mut tests = Vec::new();
        tests.extend(front.is.map(|v| (FilterTest::In(v.into_vec()), front.otherwise)));
        tests.extend(front.not.map(|v| (FilterTest::NotIn(v.into_vec()), front.otherwise)));
        tests.extend(front.blank.map(|v| (FilterTest::Blank(v), Some(v))));
        tests.extend(front.starts.map(|v| (FilterTest::Starts(v), front.otherwise)));
        tests.extend(front.contains.map(|v| (FilterTest::Contains(phrases(v)), front.otherwise)));
        tests.extend(front.cites.map(|v| (FilterTest::Cites(v.into_vec()), front.otherwise)));
        tests.extend(front.not_contains.map(|v| (FilterTest::NotContains(phrases(v)), Some(true))));
        match tests.pop() {
            Some((test, blank)) if tests.is_empty() => Ok(Filter { test, blank }),
            _ => Err("bộ lọc có đúng một trong: is, not, blank, starts, contains, not_contains, cites".into()),
        }
    }
}
