//! `at_most`, `at_least`, `equals`.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::CheckAnswer;
use super::SubjectCheck;
use crate::dictionary::text_key;
use crate::law::Compared;
use crate::law::Order;
use crate::law::Tolerance;
use crate::measure::Datum;
use crate::opinion::limits;

pub(super) fn ask(
    kind: &Compared,
    datum: &Datum,
    key: &str,
    asking: &mut SubjectCheck<'_, '_>,
) -> CheckAnswer {
    let limit = match limits::resolve(&kind.operand, asking) {
        Ok(Some(limit)) => limit,
        Ok(None) => return CheckAnswer::NotApplicable,
        Err(missing) => return CheckAnswer::Missing(missing),
    };
    asking
        .verdict
        .tested_limits
        .push((key.to_owned(), limit.clone()));
    holds(kind, datum, &limit).map_or_else(
        || CheckAnswer::Missing(vec![key.to_owned()]),
        CheckAnswer::of,
    )
}

/// Whether so much, that is certain, is as much as wanted.
pub(super) fn is_enough(
    kind: &Compared,
    least: Decimal,
    asking: &mut SubjectCheck<'_, '_>,
) -> bool {
    kind.order == Order::AtLeast
        && matches!(limits::resolve(&kind.operand, asking), Ok(Some(Datum::Number(limit))) if least >= limit)
}

/// Whether a fact keeps to its limit; none when the two cannot be compared.
fn holds(kind: &Compared, datum: &Datum, limit: &Datum) -> Option<bool> {
    let same = same(datum, limit, kind.tolerance);
    match kind.order {
        Order::AtMost => order(datum, limit).map(|order| order.is_le() || same == Some(true)),
        Order::AtLeast => order(datum, limit).map(|order| order.is_ge() || same == Some(true)),
        Order::Equals => same,
    }
}

/// How two numbers or days stand to each other; none for what has no order.
pub(in crate::opinion) fn order(a: &Datum, b: &Datum) -> Option<Ordering> {
    match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => Some(a.cmp(b)),
        (Datum::Day(a), Datum::Day(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Whether two data say the same; none where nobody can tell.
pub(in crate::opinion) fn same(a: &Datum, b: &Datum, tolerance: Tolerance) -> Option<bool> {
    let keys = |a: &str, b: &str| text_key(a) == text_key(b);
    Some(match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => {
            let apart = (*a - *b).abs();
            match tolerance {
                Tolerance::Exact => apart.is_zero(),
                Tolerance::Absolute(amount) => apart <= amount,
                Tolerance::Percent(percent) => apart * Decimal::ONE_HUNDRED <= b.abs() * percent,
            }
        }
        (Datum::Day(a), Datum::Day(b)) => a == b,
        // Outside the list it may be meant for any of its terms.
        (Datum::Unlisted(a), Datum::Text(b) | Datum::Unlisted(b)) => {
            return keys(a, b).then_some(true);
        }
        (Datum::Names(names), other) | (other, Datum::Names(names)) => {
            names.iter().any(|name| keys(name, &other.to_string()))
        }
        (Datum::Term(key, _), Datum::Text(text)) | (Datum::Text(text), Datum::Term(key, _)) => {
            key == text
        }
        (Datum::Term(a, _), Datum::Term(b, _)) => a == b,
        (Datum::Text(a), Datum::Text(b)) => keys(a, b),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Datum {
        Datum::Number(text.parse().unwrap())
    }

    fn text(text: &str) -> Datum {
        Datum::Text(text.to_owned())
    }

    fn exactly(a: &Datum, b: &Datum) -> Option<bool> {
        same(a, b, Tolerance::Exact)
    }

    #[test]
    fn a_tolerance_is_inclusive_and_a_percentage_is_of_the_limit() {
        let amount = Tolerance::Absolute("0.5".parse().unwrap());
        let percent = Tolerance::Percent("10".parse().unwrap());
        let is =
            |fact: &str, limit: &str, tolerance| same(&number(fact), &number(limit), tolerance);
        assert_eq!(is("100.5", "100", amount), Some(true));
        assert_eq!(is("99.5", "100", amount), Some(true));
        assert_eq!(is("100.6", "100", amount), Some(false));
        assert_eq!(is("220", "200", percent), Some(true));
        assert_eq!(is("180", "200", percent), Some(true));
        assert_eq!(is("221", "200", percent), Some(false));
        assert_eq!(is("179", "200", percent), Some(false));
        assert_eq!(is("-220", "-200", percent), Some(true));
    }

    #[test]
    fn several_names_are_the_same_as_any_of_them() {
        let names = Datum::Names(vec!["Chuyên viên".into(), "01.003".into()]);
        assert_eq!(exactly(&names, &text("chuyên viên")), Some(true));
        assert_eq!(exactly(&text("01.003"), &names), Some(true));
        assert_eq!(exactly(&names, &text("Cán sự")), Some(false));
    }

    #[test]
    fn terms_are_compared_by_their_keys() {
        let term = |key: &str, said: &str| Datum::Term(key.into(), said.into());
        let phong = term("phong", "Phòng");
        assert_eq!(exactly(&phong, &term("phong", "Ban")), Some(true));
        assert_eq!(exactly(&phong, &term("van_phong", "Phòng")), Some(false));
        assert_eq!(exactly(&phong, &text("phong")), Some(true));
        assert_eq!(exactly(&phong, &text("Phòng")), Some(false));
    }

    #[test]
    fn what_is_on_no_list_may_be_meant_for_any_of_its_terms() {
        let unlisted = |text: &str| Datum::Unlisted(text.into());
        assert_eq!(exactly(&unlisted("Tổ"), &text("tổ")), Some(true));
        assert_eq!(exactly(&unlisted("Tổ"), &text("Phòng")), None);
        assert_eq!(exactly(&unlisted("Tổ"), &unlisted("Đội")), None);
        assert_eq!(exactly(&text("Phòng"), &number("1")), None);
    }

    #[test]
    fn only_numbers_and_days_have_an_order() {
        let day = |day: &str| Datum::Day(day.parse().unwrap());
        let (first, second) = (day("2021-09-10"), day("2021-09-11"));
        assert_eq!(order(&first, &second), Some(Ordering::Less));
        assert_eq!(order(&number("2"), &number("1")), Some(Ordering::Greater));
        assert_eq!(order(&number("2"), &first), None);
        assert_eq!(exactly(&first, &second), Some(false));
        assert_eq!(exactly(&first, &first), Some(true));
    }
}
