//! The front matter of a rule page as TOML has it: shapes only, compiled by [`super::rule`].

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;
use serde::de::IntoDeserializer;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::de::value::MapAccessDeserializer;
use serde::de::value::SeqAccessDeserializer;
use validator::Validate;
use validator::ValidationError;

use super::Level;
use super::Nature;
use super::Section;
use super::Source;
use super::kinds::KindFront;
use super::kinds::ToleranceFront;
use super::limit::ValueFront;
use super::literal::Literal;
use super::timeline;
use super::timeline::Period;

/// Front matter of a rule page.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "hearsay_never_accuses"))]
pub(super) struct Front {
    #[validate(length(min = 1, message = "provision để trống"))]
    pub(super) provision: Option<String>,
    pub(super) of_act: Option<String>,
    pub(super) level: Level,
    pub(super) nature: Nature,
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

/// Nguyên tắc: what is only recalled, or known at second hand, never says "sai quy định".
fn hearsay_never_accuses(front: &Front) -> Result<(), ValidationError> {
    let accuses = front.level == Level::Violation
        || front
            .worse
            .as_ref()
            .is_some_and(|worse| worse.level == Level::Violation)
        || front
            .change
            .iter()
            .any(|change| change.level == Level::Violation);
    if accuses && front.reviewed.source != Source::Text {
        return Err(ValidationError::new("level").with_message(
            "quy tắc chưa đối chiếu văn bản gốc (recalled, secondary) không được kết luận “sai quy định” (violation)"
                .into(),
        ));
    }
    Ok(())
}

/// One value or a list of them.
#[derive(Debug, Clone)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

/// Reads what it is given as itself: serde's untagged enums would not say what is wrong inside.
struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("một giá trị hoặc một danh sách giá trị")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany::Many)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOrMany::One)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        T::deserialize(text.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OneOrMany::One)
    }
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

/// One check: what holds for all kinds, and the one key that names the kind.
#[derive(Debug, Clone)]
pub(super) struct CheckFront {
    pub(super) fact: Option<String>,
    pub(super) kind: KindFront,
    pub(super) tolerance: ToleranceFront,
    pub(super) blank: Option<BlankFront>,
    pub(super) point: Vec<String>,
}

impl<'de> Deserialize<'de> for CheckFront {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CheckVisitor)
    }
}

/// Reads a check key by key: serde's own way to flatten an enum would pass over keys that nobody
/// knows.
struct CheckVisitor;

impl<'de> Visitor<'de> for CheckVisitor {
    type Value = CheckFront;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("một “check” có đúng một loại kiểm tra")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CheckFront, A::Error> {
        let mut kinds: Vec<(String, KindFront)> = Vec::new();
        let (mut fact, mut blank, mut point) = (None, None, Vec::new());
        let mut tolerance = ToleranceFront::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "fact" => fact = Some(map.next_value()?),
                "blank" => blank = Some(map.next_value()?),
                "point" => point = map.next_value()?,
                "tolerance" => tolerance.amount = Some(map.next_value()?),
                "tolerance_percent" => tolerance.percent = Some(map.next_value()?),
                _ => {
                    let entry =
                        toml::Table::from_iter([(key.clone(), map.next_value::<toml::Value>()?)]);
                    kinds.push((
                        key,
                        KindFront::deserialize(toml::Value::Table(entry))
                            .map_err(A::Error::custom)?,
                    ));
                }
            }
        }
        let named = kinds
            .iter()
            .map(|(key, _)| key.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        match (kinds.pop(), kinds.is_empty()) {
            (Some((_, kind)), true) => Ok(CheckFront {
                fact,
                kind,
                tolerance,
                blank,
                point,
            }),
            (Some(_), false) => Err(A::Error::custom(format!(
                "mỗi “check” có đúng một loại kiểm tra; đang có: {named}"
            ))),
            (None, _) => Err(A::Error::custom("“check” không nêu loại kiểm tra nào")),
        }
    }
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
    #[serde(default, deserialize_with = "timeline::date")]
    pub(super) until: Option<Date>,
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
    pub(super) source: Option<Source>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewedFront {
    #[serde(deserialize_with = "timeline::required_date")]
    pub(super) on: Date,
    pub(super) source: Source,
}
