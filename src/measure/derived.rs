//! Facts made of other facts: of two numbers, of a day.

use std::rc::Rc;

use jiff::ToSpan;
use jiff::Unit;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Datum;
use super::Fact;
use super::Missing;
use super::fact::not_a_number;
use super::named::fate;
use super::named::named;
use super::named::same;
use crate::law::DerivedFact;
use crate::law::Operation;
use crate::law::Ruleset;
use crate::law::Wanted;

/// What a fact that rests on others makes of them.
pub(super) fn fact(
    kind: &DerivedFact,
    ruleset: &Ruleset<'_>,
    get: impl Fn(&str) -> Rc<Fact>,
) -> Fact {
    match kind {
        DerivedFact::Pair(operation, a, b) => combine(*operation, &get(a), &get(b)),
        DerivedFact::Named(part, text) => named(*part, &get(text)),
        DerivedFact::Fate(text) => fate(&get(text), ruleset),
        DerivedFact::YearsSince(day) => years_between(&get(day), ruleset.day),
        DerivedFact::YearsAfter { day, years } => years_after(&get(day), *years),
    }
}

/// What an operation makes of two facts; missing as either is.
fn combine(operation: Operation, a: &Fact, b: &Fact) -> Fact {
    match operation {
        Operation::Either => return if is_nowhere(a) { b.clone() } else { a.clone() },
        Operation::Same => return same(a, b),
        Operation::Least | Operation::Greatest if b.value.is_err() => return a.clone(),
        _ => {}
    }
    let (one, other) = match both_numbers(a, b) {
        Ok(numbers) => numbers,
        Err(missing) => return missing,
    };
    let trace = a.trace.iter().chain(&b.trace).cloned().collect();
    match calculated(operation, one, other) {
        Ok(number) => Fact::known(Datum::Number(number), trace),
        Err(why) => Fact::missing(why, trace),
    }
}

/// Whether nothing was written.
fn is_nowhere(fact: &Fact) -> bool {
    matches!(
        fact.value,
        Err(Missing::Blank | Missing::NoColumn | Missing::NoRow | Missing::NoTable)
    )
}

/// The numbers of two facts; the error is what comes of them without.
fn both_numbers(a: &Fact, b: &Fact) -> Result<(Decimal, Decimal), Fact> {
    let (why, to_blame) = match (&a.value, &b.value) {
        (Ok(Datum::Number(a)), Ok(Datum::Number(b))) => return Ok((*a, *b)),
        (Err(why), _) => (why.clone(), a),
        (_, Err(why)) => (why.clone(), b),
        (Ok(Datum::Number(_)), Ok(other)) => (not_a_number(other), b),
        (Ok(other), _) => (not_a_number(other), a),
    };
    Err(Fact::missing(why, to_blame.trace.clone()))
}

fn calculated(operation: Operation, a: Decimal, b: Decimal) -> Result<Decimal, Missing> {
    let result = match operation {
        Operation::Share | Operation::Ratio if b.is_zero() => return Err(Missing::Zero),
        Operation::Share => a
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|a| a.checked_div(b)),
        Operation::Ratio => a.checked_div(b),
        Operation::Difference => a.checked_sub(b),
        Operation::Product => a.checked_mul(b),
        Operation::Plus => a.checked_add(b),
        Operation::Least => Some(a.min(b)),
        Operation::Greatest => Some(a.max(b)),
        Operation::Either | Operation::Same => Some(a),
    };
    result.ok_or(Missing::TooLarge)
}

/// The full years from a day to another; negative where the second is earlier.
fn years_between(from: &Fact, to: Date) -> Fact {
    of_day(from, |from| {
        let years = from.until((Unit::Year, to)).ok()?.get_years();
        let years = if to < from { years - 1 } else { years };
        Some(Datum::Number(Decimal::from(years)))
    })
}

/// The same day so many years later.
fn years_after(day: &Fact, years: i64) -> Fact {
    of_day(day, |day| {
        Some(Datum::Day(day.checked_add(years.years()).ok()?))
    })
}

/// What a day makes; missing as the day is.
fn of_day(fact: &Fact, make: impl Fn(Date) -> Option<Datum>) -> Fact {
    match &fact.value {
        Ok(Datum::Day(day)) => match make(*day) {
            Some(datum) => Fact::known(datum, fact.trace.clone()),
            None => Fact::missing(Missing::TooLarge, fact.trace.clone()),
        },
        Ok(other) => Fact::missing(
            Missing::Unreadable(other.to_string(), Wanted::Date),
            fact.trace.clone(),
        ),
        Err(why) => Fact::missing(why.clone(), fact.trace.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(number: i64) -> Fact {
        Fact::known(Datum::Number(Decimal::from(number)), Vec::new())
    }

    fn text(text: &str) -> Fact {
        Fact::known(Datum::Text(text.to_owned()), Vec::new())
    }

    fn missing(why: Missing) -> Fact {
        Fact::missing(why, Vec::new())
    }

    #[test]
    fn the_second_is_taken_only_where_nothing_is_written_of_the_first() {
        let either = |a: &Fact, b: &Fact| combine(Operation::Either, a, b);
        assert_eq!(either(&known(1), &known(2)), known(1));
        assert_eq!(either(&missing(Missing::Blank), &text("Hai")), text("Hai"));
        let broken = missing(Missing::Broken);
        assert_eq!(either(&broken, &known(2)), broken);
    }

    #[test]
    fn two_texts_are_the_same_whatever_their_case() {
        let same = |a: &str, b: &str| combine(Operation::Same, &text(a), &text(b));
        assert_eq!(same("12/QĐ-UBND", "12/qđ-ubnd"), known(1));
        assert_eq!(same("12/QĐ-UBND", "13/QĐ-UBND"), known(0));
    }

    #[test]
    fn the_lesser_and_the_greater_of_two_is_the_first_where_there_is_no_second() {
        let (least, greatest) = (Operation::Least, Operation::Greatest);
        assert_eq!(combine(least, &known(3), &known(2)), known(2));
        assert_eq!(combine(greatest, &known(2), &known(3)), known(3));
        let blank = missing(Missing::Blank);
        assert_eq!(combine(least, &known(3), &blank), known(3));
        assert_eq!(combine(least, &blank, &known(3)), blank);
    }

    #[test]
    fn nothing_is_a_share_of_zero() {
        for operation in [Operation::Share, Operation::Ratio] {
            let of_zero = combine(operation, &known(1), &known(0));
            assert_eq!(of_zero.value, Err(Missing::Zero));
        }
    }
}
