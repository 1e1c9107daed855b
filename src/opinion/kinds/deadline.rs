//! `deadline`: found, it is always said.

use super::CheckAnswer;
use super::SubjectCheck;
use crate::law::AllowedTime;
use crate::law::Deadline;
use crate::measure::Datum;

pub(super) fn ask(
    kind: &Deadline,
    datum: &Datum,
    key: &str,
    asking: &mut SubjectCheck<'_, '_>,
) -> CheckAnswer {
    let by = asking.facts.fact(&kind.by);
    let (Datum::Day(start), Ok(Datum::Term(term, _))) = (datum, &by.value) else {
        let missing = if matches!(datum, Datum::Day(_)) {
            kind.by.as_str()
        } else {
            key
        };
        return CheckAnswer::Missing(vec![missing.to_owned()]);
    };
    let Some(days) = kind.days.get(term) else {
        return CheckAnswer::NotApplicable;
    };
    let time = AllowedTime {
        days: *days,
        working: kind.working,
    };
    let Some(end) = asking.setting.law.calendar.end(*start, time) else {
        return CheckAnswer::NotApplicable;
    };
    asking.verdict.due = Some((end, time));
    CheckAnswer::Fail
}
