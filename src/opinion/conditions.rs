//! Whether what a rule, a change or a profile asks for first holds of the facts.

use rust_decimal::Decimal;

use super::kinds::order;
use super::kinds::same;
use super::limits;
use super::verdict::FactSource;
use crate::law::Condition;
use crate::law::Limit;
use crate::law::Test;
use crate::law::Tolerance;
use crate::measure::Datum;
use crate::measure::Fact;
use crate::measure::Missing;

/// What a condition says.
enum Holds {
    Yes,
    No,
    Unknown,
}

impl Holds {
    const fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Whether all conditions hold; one clear "no" is enough, else the unknown facts are named.
pub(super) fn all_hold(
    conditions: &[Condition],
    facts: &dyn FactSource,
) -> Result<bool, Vec<String>> {
    let mut unknown = Vec::new();
    for condition in conditions {
        match holds(condition, &facts.fact(&condition.fact)) {
            Holds::No => return Ok(false),
            Holds::Yes => {}
            Holds::Unknown => unknown.push(condition.fact.clone()),
        }
    }
    if unknown.is_empty() {
        Ok(true)
    } else {
        Err(unknown)
    }
}

/// Whether a condition of the profile holds of a fact: unknown counts as no.
pub(super) fn is_met(condition: &Condition, fact: &Fact) -> bool {
    matches!(holds(condition, fact), Holds::Yes)
}

/// Whether a condition clearly does not hold of a fact.
pub(super) fn is_refused(condition: &Condition, fact: &Fact) -> bool {
    matches!(holds(condition, fact), Holds::No)
}

fn holds(condition: &Condition, fact: &Fact) -> Holds {
    match &fact.value {
        Ok(datum) => of_datum(condition, datum),
        Err(why) => without(&condition.test, why, fact.least),
    }
}

/// What a condition says of a fact that has no value; of a count so many are certain.
fn without(test: &Test, why: &Missing, least: Option<Decimal>) -> Holds {
    match (test, why) {
        // What is written and not understood is known to nobody, and blank to nobody.
        (Test::Known(_), Missing::Unreadable(..)) => Holds::Unknown,
        (Test::Known(wanted), _) | (Test::Blank(wanted), Missing::Unreadable(..)) => {
            Holds::of(!wanted)
        }
        (Test::Blank(wanted), Missing::Blank | Missing::NoRow) => Holds::of(*wanted),
        (Test::AtLeast(Limit::Number(limit)), _) if least.is_some_and(|least| least >= *limit) => {
            Holds::Yes
        }
        (_, Missing::Unlisted) => Holds::No,
        _ => Holds::Unknown,
    }
}

fn of_datum(condition: &Condition, datum: &Datum) -> Holds {
    let equals = |limit: &Limit| {
        limits::literal(limit)
            .is_some_and(|wanted| same(datum, &wanted, Tolerance::Exact) == Some(true))
    };
    let compared = |limit: &Limit| limits::literal(limit).and_then(|wanted| order(datum, &wanted));
    match &condition.test {
        Test::Known(wanted) => Holds::of(*wanted),
        Test::Blank(wanted) => Holds::of(!wanted),
        Test::In(limits) | Test::NotIn(limits)
            if matches!(datum, Datum::Unlisted(_)) && !limits.iter().any(equals) =>
        {
            condition.unlisted.map_or(Holds::Unknown, Holds::of)
        }
        Test::In(limits) => Holds::of(limits.iter().any(equals)),
        Test::NotIn(limits) => Holds::of(!limits.iter().any(equals)),
        Test::AtLeast(limit) => {
            compared(limit).map_or(Holds::Unknown, |order| Holds::of(order.is_ge()))
        }
        Test::AtMost(limit) => {
            compared(limit).map_or(Holds::Unknown, |order| Holds::of(order.is_le()))
        }
    }
}
