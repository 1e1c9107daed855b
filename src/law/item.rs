//! One item of a list: its names, its code, since when.

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Deserializer;

use super::timeline;
use super::timeline::Period;
use crate::dictionary::plain;

/// Mục: one item of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Code, for lists of codes.
    #[serde(default)]
    pub code: Option<String>,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Other names of the same thing.
    #[serde(default)]
    pub aka: Vec<String>,
    /// What people usually call it, which are no words of the source: they are known again, and
    /// never the measure.
    #[serde(default)]
    pub usual: Vec<String>,
    /// Words by which a text shows that it is about this item, made ready to be looked for.
    #[serde(default, deserialize_with = "phrases")]
    pub words: Vec<String>,
    /// Whether the source does not show the whole name: `…` stands for what is lost.
    #[serde(default)]
    pub unreadable: bool,
    /// First day.
    #[serde(default, deserialize_with = "timeline::date")]
    pub from: Option<Date>,
    /// First day after.
    #[serde(default, deserialize_with = "timeline::date")]
    pub until: Option<Date>,
    /// Further attributes (`level`, `grade`, `salary`, …).
    #[serde(flatten)]
    pub more: IndexMap<String, toml::Value>,
}

impl Item {
    /// Whether it holds on a day on which its list does.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        let period = Period {
            from: self.from,
            until: self.until,
        };
        period.contains(day)
    }

    /// The texts of an attribute: for `name` also the other names.
    #[must_use]
    pub fn texts(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "name" => self.name.iter().chain(&self.aka).cloned().collect(),
            "code" => self.code.iter().cloned().collect(),
            other => {
                let text = self.more.get(other).and_then(toml::Value::as_str);
                text.map(str::to_owned).into_iter().collect()
            }
        }
    }

    /// The number of an attribute.
    #[must_use]
    pub fn number(&self, attribute: &str) -> Option<i64> {
        self.more.get(attribute).and_then(toml::Value::as_integer)
    }
}

/// Words as [`plain`] has them.
fn phrases<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(source)?
        .iter()
        .map(|words| plain(words))
        .collect())
}
