//! The front matter of a rule page as TOML has it: shapes only, compiled by [`super::rule`].

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use validator::Validate;
use validator::ValidationError;

use super::Level;
use super::Section;
use super::Source;
use super::timeline;
use super::timeline::Period;

/// Front matter of a rule page.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "recalled_never_accuses"))]
pub(super) struct Front {
    #[validate(length(min = 1, message = "provision để trống"))]
    pub(super) provision: Option<String>,
    pub(super) of_act: Option<String>,
    pub(super) level: Level,
    pub(super) section: Section,
    #[serde(default)]
    pub(super) in_force: Period,
    #[validate(length(min = 1, message = "each để trống"))]
    pub(super) each: String,
    #[serde(default)]
    pub(super) when: Vec<ConditionFront>,
    pub(super) check: OneOrMany<CheckFront>,
    pub(super) worse: Option<WorseFront>,
    #[serde(default)]
    pub(super) change: Vec<ChangeFront>,
    #[serde(default)]
    pub(super) variant: Vec<VariantFront>,
    #[serde(default)]
    pub(super) point: Vec<String>,
    #[serde(default)]
    pub(super) profiles: Vec<String>,
    #[serde(default)]
    #[validate(nested)]
    pub(super) cites: Vec<CiteFront>,
    #[serde(default)]
    pub(super) follows: Vec<String>,
    pub(super) reviewed: ReviewedFront,
    #[serde(default)]
    pub(super) value: IndexMap<String, ValueFront>,
}

/// Nguyên tắc: what is only recalled never says "sai quy định".
fn recalled_never_accuses(front: &Front) -> Result<(), ValidationError> {
    let accuses = front.level == Level::Violation
        || front.worse.as_ref().is_some_and(|worse| worse.level == Level::Violation)
        || front.change.iter().any(|change| change.level == Level::Violation);
    if accuses && front.reviewed.source == Source::Recalled {
        return Err(ValidationError::new("level")
            .with_message("quy tắc mới chỉ nhớ lại (recalled) không được kết luận “sai quy định” (violation)".into()));
    }
    Ok(())
}

/// One value or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub(super) fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

impl<T: Default> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

/// A literal of TOML: a number, a text or a day.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Literal {
    Whole(i64),
    Fraction(f64),
    Text(String),
    Day(toml::value::Datetime),
}

/// `{ fact = "…", is = "…" }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionFront {
    pub(super) fact: String,
    pub(super) is: Option<OneOrMany<Literal>>,
    #[serde(rename = "in")]
    pub(super) one_of: Option<Vec<Literal>>,
    pub(super) not: Option<OneOrMany<Literal>>,
    pub(super) at_least: Option<Literal>,
    pub(super) at_most: Option<Literal>,
    pub(super) known: Option<bool>,
    pub(super) blank: Option<bool>,
    pub(super) unlisted: Option<bool>,
}

/// One check; exactly one kind key is set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckFront {
    pub(super) fact: Option<String>,
    pub(super) required: Option<bool>,
    pub(super) one_of: Option<ChoiceFront>,
    pub(super) none_of: Option<ChoiceFront>,
    pub(super) absent: Option<bool>,
    pub(super) unique: Option<bool>,
    pub(super) matches: Option<String>,
    pub(super) whole: Option<bool>,
    pub(super) at_most: Option<Literal>,
    pub(super) at_least: Option<Literal>,
    pub(super) equals: Option<Literal>,
    pub(super) counterpart: Option<bool>,
    pub(super) cites_in_force: Option<bool>,
    pub(super) sound: Option<bool>,
    pub(super) deadline: Option<IndexMap<String, i64>>,
    pub(super) manual: Option<bool>,
    pub(super) tolerance: Option<Literal>,
    pub(super) tolerance_percent: Option<Literal>,
    pub(super) blank: Option<BlankFront>,
    #[serde(default)]
    pub(super) point: Vec<String>,
}

/// Term keys, or codes of lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum ChoiceFront {
    Keys(Vec<String>),
    List(ListFront),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListFront {
    pub(super) list: OneOrMany<String>,
}

/// What a blank fact means to a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BlankFront {
    Fail,
    Missing,
    Explain,
    Note,
    NotApplicable,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorseFront {
    pub(super) level: Level,
    pub(super) check: CheckFront,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeFront {
    #[serde(default, deserialize_with = "timeline::date")]
    pub(super) from: Option<Date>,
    #[serde(default, deserialize_with = "timeline::date")]
    pub(super) until: Option<Date>,
    #[serde(default)]
    pub(super) when: Vec<ConditionFront>,
    pub(super) level: Level,
    pub(super) because: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VariantFront {
    pub(super) profile: String,
    pub(super) when: Option<Vec<ConditionFront>>,
    pub(super) check: Option<OneOrMany<CheckFront>>,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct CiteFront {
    pub(super) profile: Option<String>,
    #[validate(length(min = 1, message = "act để trống"))]
    pub(super) act: String,
    #[validate(length(min = 1, message = "provision để trống"))]
    pub(super) provision: String,
    #[serde(default, deserialize_with = "timeline::date")]
    pub(super) from: Option<Date>,
    #[serde(default, deserialize_with = "timeline::date")]
    pub(super) until: Option<Date>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewedFront {
    #[serde(deserialize_with = "timeline::required_date")]
    pub(super) on: Date,
    pub(super) source: Source,
}

/// A dated value; the days are keys, parsed on load.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFront {
    pub(super) label: Option<String>,
    pub(super) key: Option<String>,
    pub(super) by: Option<String>,
    pub(super) on: IndexMap<String, toml::Value>,
}
