//! `unique`, `counterpart`, `whole`.

use rust_decimal::Decimal;

use super::CheckAnswer;
use crate::law::Counted;
use crate::measure::Datum;
use crate::measure::Missing;

pub(super) fn ask(kind: Counted, datum: &Datum, key: &str) -> CheckAnswer {
    match (kind, datum) {
        (Counted::Unique, Datum::Number(number)) => CheckAnswer::of(*number <= Decimal::ONE),
        (Counted::Counterpart, Datum::Number(number)) => CheckAnswer::of(*number >= Decimal::ONE),
        (Counted::Whole, Datum::Number(number)) => {
            CheckAnswer::of(number.fract().is_zero() && !number.is_sign_negative())
        }
        (Counted::Whole, _) => CheckAnswer::Fail,
        (Counted::Unique | Counted::Counterpart, _) => CheckAnswer::Missing(vec![key.to_owned()]),
    }
}

/// Whether so many, that are certain, are as many as wanted.
pub(super) fn is_enough(kind: Counted, least: Decimal) -> bool {
    kind == Counted::Counterpart && least >= Decimal::ONE
}

/// What is written and not understood is there, and is no whole number: that much is certain.
pub(super) fn without(kind: Counted, why: &Missing) -> Option<CheckAnswer> {
    (kind == Counted::Whole && matches!(why, Missing::Unreadable(..))).then_some(CheckAnswer::Fail)
}
