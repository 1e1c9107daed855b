//! Which trials run: every layout in every form where it can be made, within the time that a test may take.

use crate::desk::Desk;
use crate::layout::Layout;
use crate::trials::Case;

/// Of the trials on the larger samples one in so many runs by default: a trial takes half a second there.
const ONE_IN: usize = 60;

/// Whether a trial runs by default; the others run with `--include-ignored`.
pub(crate) fn is_daily(case: &Case) -> bool {
    let mixed = case.layouts.iter().sum::<usize>() * 7 + case.table.unwrap_or_default() * 13 + case.sample;
    case.sample == 0 || mixed % ONE_IN == 0
}

/// The trials.
pub(crate) fn cases(layouts: &[Layout], desks: &[Desk]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, layout) in layouts.iter().enumerate() {
        for (sample, desk) in desks.iter().enumerate() {
            if layout.forms.is_empty() {
                cases.push(Case { layouts: vec![index], sample, table: None });
            }
            for table in (0..desk.tables.len()).filter(|table| layout.fits(desk, *table)) {
                cases.push(Case { layouts: vec![index], sample, table: Some(table) });
            }
        }
    }
    cases
}
