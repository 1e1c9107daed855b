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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Wanted;

    fn of(kind: Counted, number: &str) -> bool {
        let datum = Datum::Number(number.parse().unwrap());
        matches!(ask(kind, &datum, "so"), CheckAnswer::Pass)
    }

    #[test]
    fn one_is_unique_and_a_counterpart_and_whole() {
        let kinds = [Counted::Unique, Counted::Counterpart, Counted::Whole];
        let of_all = |number: &str| kinds.map(|kind| of(kind, number));
        assert_eq!(of_all("0"), [true, false, true]);
        assert_eq!(of_all("1"), [true, true, true]);
        assert_eq!(of_all("2"), [false, true, true]);
        assert_eq!(of_all("1.5"), [false, true, false]);
        assert_eq!(of_all("-1"), [true, false, false]);
    }

    #[test]
    fn one_for_certain_is_a_counterpart_and_says_nothing_of_others() {
        let enough = |kind: Counted| [0, 1, 2].map(|least| is_enough(kind, Decimal::from(least)));
        assert_eq!(enough(Counted::Counterpart), [false, true, true]);
        assert_eq!(enough(Counted::Unique), [false; 3]);
        assert_eq!(enough(Counted::Whole), [false; 3]);
    }

    #[test]
    fn what_is_no_number_is_not_whole_and_a_blank_is_left_to_the_page() {
        let fails =
            |kind: Counted, why: &Missing| matches!(without(kind, why), Some(CheckAnswer::Fail));
        let unreadable = Missing::Unreadable("vài người".into(), Wanted::Number);
        assert!(fails(Counted::Whole, &unreadable));
        assert!(!fails(Counted::Unique, &unreadable));
        assert!(!fails(Counted::Whole, &Missing::Blank));
    }
}
