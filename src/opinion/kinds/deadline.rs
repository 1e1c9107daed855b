//! `deadline`: found, it is always said.

use jiff::ToSpan;

use super::Asking;
use super::Said;
use crate::law::Deadline;
use crate::law::WorkingDeadline;
use crate::measure::Datum;

pub(super) fn ask(kind: &Deadline, datum: &Datum, key: &str, asking: &mut Asking<'_, '_>) -> Said {
    let by = asking.facts.fact(&kind.by);
    let (Datum::Day(start), Ok(Datum::Term(term, _))) = (datum, &by.value) else {
        let missing = if matches!(datum, Datum::Day(_)) { kind.by.as_str() } else { key };
        return Said::Missing(vec![missing.to_owned()]);
    };
    let Some(days) = kind.days.get(term) else { return Said::NotApplicable };
    let due = if kind.working {
        asking.setting.law.calendar.deadline(*start, *days)
    } else {
        start.checked_add(days.days()).ok().map(|day| WorkingDeadline { day, unknown_years: Vec::new() })
    };
    let Some(due) = due else { return Said::NotApplicable };
    asking.verdict.due = Some(due);
    Said::Fail
}
