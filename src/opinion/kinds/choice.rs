//! `one_of`, `none_of`.

use super::CheckAnswer;
use super::same;
use crate::law::Choice;
use crate::law::ChoiceCheck;
use crate::law::Tolerance;
use crate::measure::Datum;
use crate::opinion::verdict::Setting;

pub(super) fn ask(kind: &ChoiceCheck, datum: &Datum, setting: Setting<'_>) -> CheckAnswer {
    match kind {
        ChoiceCheck::OneOf(choice) => CheckAnswer::of(is_in(choice, datum, setting)),
        ChoiceCheck::NoneOf(choice) => CheckAnswer::of(!is_in(choice, datum, setting)),
    }
}

fn is_in(choice: &Choice, datum: &Datum, setting: Setting<'_>) -> bool {
    match choice {
        Choice::Keys(keys) => keys
            .iter()
            .any(|key| same(datum, &Datum::Text(key.clone()), Tolerance::Exact) == Some(true)),
        Choice::Lists(lists) => {
            let text = match datum {
                Datum::Number(number) => number.to_string(),
                other => other.to_string(),
            };
            let known = lists.iter().filter_map(|list| setting.law.lists.get(list));
            known
                .into_iter()
                .any(|list| list.find(&text, setting.day).is_some())
        }
    }
}
