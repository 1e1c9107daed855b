//! Limits: dated values, flat, in steps of another fact, or by term.

use std::fmt;

use indexmap::IndexMap;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::literal::Literal;
use super::timeline::Timeline;
use super::timeline::parse_day;

/// A dated value; the days are keys, parsed on load.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFront {
    pub(super) label: Option<String>,
    pub(super) key: Option<String>,
    pub(super) by: Option<String>,
    pub(super) on: IndexMap<String, toml::Value>,
}

/// Giá trị pháp lý theo thời gian: a named value of a rule page.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedValue {
    /// Key, as sentences and checks name it.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// The term-valued fact that chooses the row, if any.
    pub row_by: Option<String>,
    /// The number-valued fact that chooses the step, if any.
    pub step_by: Option<String>,
    /// The values by date.
    pub timeline: Timeline<Dated>,
}

/// A value from some day on, with the act that set it when that is not the page's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The value.
    pub limit: Limit,
    /// Act and provision that set it.
    pub set_by: Option<(String, String)>,
}

/// Giới hạn: what a fact is held against.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A date.
    Day(Date),
    /// Whatever another fact says.
    Fact(String),
    /// No limit.
    Any,
    /// There may be a limit, and the rulebook does not know it: what it decides cannot be judged.
    Unknown,
    /// Steps by rising lower end.
    Steps(Vec<(Decimal, Decimal)>),
    /// By term; `other` for every other term.
    Terms(IndexMap<String, Limit>),
}

impl DatedValue {
    /// The facts that choose among its rows and steps, or that it takes its number from.
    #[must_use]
    pub fn facts(&self) -> Vec<String> {
        let mut found: Vec<String> = self.row_by.iter().chain(&self.step_by).cloned().collect();
        self.timeline
            .iter()
            .for_each(|(_, dated)| dated.limit.facts(&mut found));
        found
    }
}

/// As a page of the rulebook is shown to people.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&number.normalize().to_string().replace('.', ",")),
            Self::Text(text) => f.write_str(text),
            Self::Day(date) => f.write_str(&super::day(*date)),
            Self::Fact(key) => write!(f, "bằng dữ kiện {key}"),
            Self::Any => f.write_str("không giới hạn"),
            Self::Unknown => f.write_str("chưa rõ mức"),
            Self::Steps(steps) => {
                let step = |(from, is): &(Decimal, Decimal)| {
                    format!("từ {}: {}", from.normalize(), is.normalize())
                };
                f.write_str(&steps.iter().map(step).collect::<Vec<_>>().join("; "))
            }
            Self::Terms(terms) => {
                let term = |(key, limit): (&String, &Self)| format!("[{key}] {limit}");
                f.write_str(&terms.iter().map(term).collect::<Vec<_>>().join(" · "))
            }
        }
    }
}

/// The key under which [`Limit::Terms`] keeps the value of every other term.
pub const OTHER: &str = "other";

impl Limit {
    /// The step that a number falls on; none below the first.
    #[must_use]
    pub fn step(steps: &[(Decimal, Decimal)], at: Decimal) -> Option<Decimal> {
        steps
            .iter()
            .rev()
            .find(|(from, _)| *from <= at)
            .map(|(_, is)| *is)
    }

    /// The facts that the limit reads.
    pub(super) fn facts(&self, found: &mut Vec<String>) {
        match self {
            Self::Fact(key) => found.push(key.clone()),
            Self::Terms(terms) => terms.values().for_each(|limit| limit.facts(found)),
            Self::Number(_)
            | Self::Text(_)
            | Self::Day(_)
            | Self::Any
            | Self::Unknown
            | Self::Steps(_) => {}
        }
    }

    fn has_steps(&self) -> bool {
        match self {
            Self::Steps(_) => true,
            Self::Terms(terms) => terms.values().any(Self::has_steps),
            _ => false,
        }
    }
}

/// A TOML literal as a limit.
pub(super) fn literal(literal: &Literal) -> Result<Limit, String> {
    match literal {
        Literal::Whole(n) => Ok(Limit::Number(Decimal::from(*n))),
        Literal::Fraction(f) => fraction(*f).map(Limit::Number),
        Literal::Text(text) => Ok(Limit::Text(text.clone())),
        Literal::Day(day) => parse_day(&day.to_string()).map(Limit::Day),
    }
}

/// A TOML float as the decimal that was written.
pub(super) fn fraction(value: f64) -> Result<Decimal, String> {
    value
        .to_string()
        .parse()
        .map_err(|_| format!("số {value} không dùng được"))
}

/// Compiles the value of a page; the error is one Vietnamese sentence.
pub(super) fn compile(key: &str, front: &ValueFront) -> Result<DatedValue, String> {
    let mut values = Vec::new();
    for (day, value) in &front.on {
        values.push((parse_day(day)?, dated(value)?));
    }
    let timeline = Timeline::new(values)
        .map_err(|day| format!("giá trị “{key}” có hai mức cùng ngày {day}"))?;
    if timeline.start().is_none() {
        return Err(format!("giá trị “{key}” không có mức nào"));
    }
    let stepped = timeline.iter().any(|(_, dated)| dated.limit.has_steps());
    if stepped != front.by.is_some() {
        return Err(format!(
            "giá trị “{key}”: có bậc thì phải có “by”, có “by” thì phải có bậc"
        ));
    }
    let by_term = timeline
        .iter()
        .any(|(_, dated)| matches!(dated.limit, Limit::Terms(_)));
    if by_term != front.key.is_some() {
        return Err(format!(
            "giá trị “{key}”: chia theo loại thì phải có “key”, có “key” thì phải chia theo loại"
        ));
    }
    Ok(DatedValue {
        key: key.to_owned(),
        label: front
            .label
            .clone()
            .unwrap_or_else(|| "mức quy định".to_owned()),
        row_by: front.key.clone(),
        step_by: front.by.clone(),
        timeline,
    })
}

fn dated(value: &toml::Value) -> Result<Dated, String> {
    let Some(table) = value.as_table() else {
        return Ok(Dated {
            limit: limit(value)?,
            set_by: None,
        });
    };
    let Some(is) = table.get("is") else {
        return Ok(Dated {
            limit: limit(value)?,
            set_by: None,
        });
    };
    if let Some(unknown) = table
        .keys()
        .find(|key| !["is", "act", "provision"].contains(&key.as_str()))
    {
        return Err(format!(
            "khóa “{unknown}” không dùng được cạnh “is” (chỉ có act, provision)"
        ));
    }
    let text = |key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let set_by = match (text("act"), text("provision")) {
        (Some(act), Some(provision)) => Some((act, provision)),
        (None, None) => None,
        _ => return Err("“act” và “provision” phải đi cùng nhau".to_owned()),
    };
    Ok(Dated {
        limit: limit(is)?,
        set_by,
    })
}

fn limit(value: &toml::Value) -> Result<Limit, String> {
    match value {
        toml::Value::Integer(n) => Ok(Limit::Number(Decimal::from(*n))),
        toml::Value::Float(f) => fraction(*f).map(Limit::Number),
        toml::Value::String(text) if text == "any" => Ok(Limit::Any),
        toml::Value::String(text) if text == "unknown" => Ok(Limit::Unknown),
        toml::Value::String(text) => Ok(Limit::Text(text.clone())),
        toml::Value::Datetime(day) => parse_day(&day.to_string()).map(Limit::Day),
        toml::Value::Array(steps) => steps
            .iter()
            .map(step)
            .collect::<Result<Vec<_>, _>>()
            .and_then(rising),
        toml::Value::Table(table) => match table.get("fact").and_then(toml::Value::as_str) {
            Some(fact) if table.len() == 1 => Ok(Limit::Fact(fact.to_owned())),
            _ => table
                .iter()
                .map(|(k, v)| Ok((k.clone(), limit(v)?)))
                .collect::<Result<_, String>>()
                .map(Limit::Terms),
        },
        toml::Value::Boolean(_) => Err("giá trị đúng/sai không dùng được ở đây".to_owned()),
    }
}

fn step(value: &toml::Value) -> Result<(Decimal, Decimal), String> {
    let number = |key: &str| match value.get(key) {
        Some(toml::Value::Integer(n)) => Ok(Decimal::from(*n)),
        Some(toml::Value::Float(f)) => fraction(*f),
        _ => Err(format!(
            "mỗi bậc có dạng {{ from = số, is = số }}; thiếu “{key}”"
        )),
    };
    Ok((number("from")?, number("is")?))
}

fn rising(steps: Vec<(Decimal, Decimal)>) -> Result<Limit, String> {
    if steps.is_empty() || steps.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
        return Err("các bậc phải xếp tăng dần theo “from”, không trùng nhau".to_owned());
    }
    Ok(Limit::Steps(steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(toml: &str) -> Result<DatedValue, String> {
        compile("toi_da", &toml::from_str(toml).unwrap())
    }

    #[test]
    fn steps_choose_the_last_lower_end_reached() {
        let steps =
            [(0, 1), (8, 2), (15, 3)].map(|(from, is)| (Decimal::from(from), Decimal::from(is)));
        let chosen: Vec<_> = [7, 8, 14, 15]
            .iter()
            .map(|n| Limit::step(&steps, Decimal::from(*n)))
            .collect();
        assert_eq!(chosen, [1, 2, 2, 3].map(|n| Some(Decimal::from(n))));
        assert_eq!(Limit::step(&steps[1..], Decimal::from(7)), None);
    }

    #[test]
    fn an_amending_act_is_kept() {
        let value =
            value("[on]\n2020-11-08 = 2\n2024-09-01 = { is = 3, act = 'A', provision = 'Điều 3' }")
                .unwrap();
        let (_, dated) = value.timeline.on(jiff::civil::date(2025, 1, 1)).unwrap();
        assert_eq!(dated.limit, Limit::Number(Decimal::from(3)));
        assert_eq!(dated.set_by, Some(("A".into(), "Điều 3".into())));
    }

    #[test]
    fn wrong_shapes_are_refused() {
        for toml in [
            "[on]\n2024-07-32 = 1",
            "[on]\n2024-07-01 = [{ from = 0, is = 1 }]",
            "by = 'x'\n[on]\n2024-07-01 = [{ from = 5, is = 1 }, { from = 0, is = 2 }]",
            "[on]\n2024-07-01 = { a = 1, b = 2 }",
            "[on]\n2024-07-01 = { is = 1, act = 'A' }",
            "[on]",
        ] {
            assert!(value(toml).is_err(), "{toml}");
        }
    }
}
