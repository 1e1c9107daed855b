//! `deadline`: found, it is always said.

use super::Asking;
use super::Said;
use crate::law::AllowedTime;
use crate::law::Deadline;
use crate::measure::Datum;

pub(super) fn ask(kind: &Deadline, datum: &Datum, key: &str, asking: &mut Asking<'_, '_>) -> Said {
    let by = asking.facts.fact(&kind.by);
    let (Datum::Day(start), Ok(Datum::Term(term, _))) = (datum, &by.value) else {
        let missing = if matches!(datum, Datum::Day(_)) { kind.by.as_str() } else { key };
        return Said::Missing(vec![missing.to_owned()]);
    };
    let Some(days) = kind.days.get(term) else { return Said::NotApplicable };
    let time = AllowedTime { days: *days, working: kind.working };
    let Some(end) = asking.setting.law.calendar.end(*start, time) else { return Said::NotApplicable };
    asking.verdict.due = Some((end, time));
    Said::Fail
}
