//! Which entries a fact is taken from.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::act::act_key;
use super::front::OneOrMany;
use crate::dictionary::Phrase;
use crate::dictionary::fold;
use crate::dictionary::text_key;

/// Which entries of another table belong to a subject and pass.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Alternatives, each a list of (their field, our fields): the first whose sides are filled
    /// decides.
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

/// Terms or texts of which a field may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterValues {
    /// As the rulebook has them.
    pub said: Vec<String>,
    /// The keys by which texts are compared.
    pub keys: Vec<String>,
}

impl FilterValues {
    fn new(said: OneOrMany<String>) -> Self {
        let said = said.into_vec();
        let keys = said.iter().map(|value| text_key(value)).collect();
        Self { said, keys }
    }
}

/// What a filter asks of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterTest {
    /// One of these terms or texts.
    In(FilterValues),
    /// None of these.
    NotIn(FilterValues),
    /// Blank (true) or filled (false).
    Blank(bool),
    /// Begins so, by its folded key.
    Starts(String),
    /// Holds these words, accents and case apart.
    Contains(Vec<Phrase>),
    /// Holds none of these words.
    NotContains(Vec<Phrase>),
    /// Names one of these acts, by their keys.
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
    pairs
        .into_iter()
        .map(|(theirs, ours)| {
            (
                theirs,
                ours.split('|').map(|s| s.trim().to_owned()).collect(),
            )
        })
        .collect()
}

/// Words made ready to be looked for.
fn phrases(words: OneOrMany<String>) -> Vec<Phrase> {
    words
        .into_vec()
        .iter()
        .map(|words| Phrase::new(words))
        .collect()
}

fn acts(numbers: OneOrMany<String>) -> Vec<String> {
    numbers
        .into_vec()
        .iter()
        .map(|number| act_key(number))
        .collect()
}

impl FilterFront {
    pub(super) fn compile(self) -> Result<Filter, String> {
        let front = match self {
            Self::Is(values) => {
                return Ok(Filter {
                    test: FilterTest::In(FilterValues::new(values)),
                    blank: None,
                });
            }
            Self::Test(front) => front,
        };
        let blank = front.otherwise;
        let tests = [
            front
                .is
                .map(|of| (FilterTest::In(FilterValues::new(of)), blank)),
            front
                .not
                .map(|of| (FilterTest::NotIn(FilterValues::new(of)), blank)),
            front.blank.map(|is| (FilterTest::Blank(is), Some(is))),
            front
                .starts
                .map(|text| (FilterTest::Starts(fold::key(&text)), blank)),
            front
                .contains
                .map(|words| (FilterTest::Contains(phrases(words)), blank)),
            front
                .cites
                .map(|numbers| (FilterTest::Cites(acts(numbers)), blank)),
            front
                .not_contains
                .map(|words| (FilterTest::NotContains(phrases(words)), Some(true))),
        ];
        let mut tests = tests.into_iter().flatten();
        match (tests.next(), tests.next()) {
            (Some((test, blank)), None) => Ok(Filter { test, blank }),
            _ => Err(
                "bộ lọc có đúng một trong: is, not, blank, starts, contains, not_contains, cites"
                    .into(),
            ),
        }
    }
}
