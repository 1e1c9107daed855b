//! Limits of a page, resolved for one subject on one day.

use jiff::civil::Date;

use super::kinds::SubjectCheck;
use super::verdict::FactSource;
use crate::law::DatedValue;
use crate::law::Limit;
use crate::law::OTHER;
use crate::law::Operand;
use crate::law::Rule;
use crate::measure::Datum;
use crate::measure::Missing;

/// A dated value of a page that only its sentences name, as people read it.
pub(super) fn named_value(
    rule: &Rule,
    key: &str,
    day: Date,
    facts: &dyn FactSource,
) -> Option<String> {
    let value = rule.values.get(key)?;
    let (_, dated) = value.timeline.on(day)?;
    resolve_value(value, &dated.limit, facts)
        .ok()?
        .map(|datum| datum.told(true))
}

/// The limit as a datum; none when there is no limit. The error names the facts that are missing.
pub(super) fn resolve(
    operand: &Operand,
    asking: &mut SubjectCheck<'_, '_>,
) -> Result<Option<Datum>, Vec<String>> {
    match operand {
        Operand::Literal(limit) => Ok(literal(limit)),
        Operand::Fact(key) => fact_limit(key, asking.facts),
        Operand::Value(key) => {
            let Some(value) = asking.rule.values.get(key) else {
                return Ok(None);
            };
            let Some((_, dated)) = value.timeline.on(asking.setting.day) else {
                return Ok(None);
            };
            let limit = resolve_value(value, &dated.limit, asking.facts)?;
            if let Some(datum) = &limit {
                asking.verdict.limits.insert(key.clone(), datum.clone());
                asking.verdict.set_by.clone_from(&dated.set_by);
            }
            Ok(limit)
        }
    }
}

/// A limit that is written as such.
pub(super) fn literal(limit: &Limit) -> Option<Datum> {
    match limit {
        Limit::Number(number) => Some(Datum::Number(*number)),
        Limit::Text(text) => Some(Datum::Text(text.clone())),
        Limit::Day(day) => Some(Datum::Day(*day)),
        Limit::Fact(_) | Limit::Any | Limit::Unknown | Limit::Steps(_) | Limit::Terms(_) => None,
    }
}

fn fact_limit(key: &str, facts: &dyn FactSource) -> Result<Option<Datum>, Vec<String>> {
    match &facts.fact(key).value {
        Ok(datum) => Ok(Some(datum.clone())),
        Err(Missing::Unlisted) => Ok(None),
        Err(_) => Err(vec![key.to_owned()]),
    }
}

fn resolve_value(
    value: &DatedValue,
    limit: &Limit,
    facts: &dyn FactSource,
) -> Result<Option<Datum>, Vec<String>> {
    match limit {
        Limit::Any => Ok(None),
        Limit::Unknown => Err(value.row_by.iter().cloned().collect()),
        Limit::Fact(key) => fact_limit(key, facts),
        Limit::Steps(steps) => {
            let Some(key) = &value.step_by else {
                return Ok(None);
            };
            let number = facts.fact(key).number().ok_or_else(|| vec![key.clone()])?;
            Ok(Limit::step(steps, number).map(Datum::Number))
        }
        Limit::Terms(terms) => {
            let Some(key) = &value.row_by else {
                return Ok(None);
            };
            // What is none of the terms may be meant for any of them: no limit is known then, which
            // is not no limit.
            let chosen = match &facts.fact(key).value {
                Ok(Datum::Term(term, _)) => terms.get(term).or_else(|| terms.get(OTHER)),
                _ => None,
            };
            chosen.map_or_else(
                || Err(vec![key.clone()]),
                |limit| resolve_value(value, limit, facts),
            )
        }
        Limit::Number(_) | Limit::Text(_) | Limit::Day(_) => Ok(literal(limit)),
    }
}
