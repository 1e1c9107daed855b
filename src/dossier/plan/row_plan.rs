//! Telling the rows of a table apart by what they do: entries, sums, titles, notes.
//!
//! Three looks. [`survey()`] takes the rows whose number, code and columns make them entries beyond
//! doubt, and finds where another table begins. Then the other rows are weighed against those: a
//! row whose figures are the sum of entries is a sum under any word, a title with entries below it
//! is a section, a line that carries on a column is more of the row above. Last, the table ends
//! behind the last row that belongs to it: nothing before is an end, whatever it says.

use super::dividers::take_dividers;
use super::lens::Lens;
use super::rows::PlannedRow;
use super::rows::RowKind;
use super::rows::RowsPlan;
use super::survey::FirstLook;
use super::survey::Survey;
use super::survey::survey;
use super::weighing::Weighing;

/// Tells the rows below a header apart, from a position among the grid's rows on.
pub(crate) fn plan(lens: &Lens<'_>, start: usize) -> RowsPlan {
    let survey = survey(lens, start);
    let mut weighing = Weighing::new(lens, &survey);
    let mut rows: Vec<PlannedRow> = Vec::with_capacity(survey.seen.len());
    for (at, (sight, first)) in survey.seen.iter().enumerate() {
        let (kind, doubt) = match first {
            FirstLook::Entry => (RowKind::Entry, None),
            FirstLook::Blank => (RowKind::Blank, None),
            FirstLook::Heading => (RowKind::Heading, None),
            FirstLook::Index => (RowKind::Index, None),
            FirstLook::Other => weighing.weigh(at, sight),
        };
        weighing.pass(at, sight, &kind);
        rows.push(PlannedRow {
            index: sight.index,
            kind,
            doubt,
        });
    }
    take_dividers(lens, &mut rows);
    end(rows, &survey)
}

/// Cuts what stands behind the last row that belongs to the table.
fn end(mut rows: Vec<PlannedRow>, survey: &Survey) -> RowsPlan {
    let belongs = |row: &PlannedRow| {
        matches!(
            row.kind,
            RowKind::Entry
                | RowKind::Sum
                | RowKind::Detail
                | RowKind::Continuation
                | RowKind::LeftOut
        )
    };
    let kept = rows.iter().rposition(belongs).map_or(0, |last| last + 1);
    // Prepared rows that nobody filled are the table's (quirk 34), notes and signatures behind it
    // are not (quirk 35).
    let is_prepared = |row: &&PlannedRow| matches!(row.kind, RowKind::NumberOnly | RowKind::Blank);
    let prepared = rows[kept..].iter().take_while(is_prepared).count();
    let kept = rows[kept..kept + prepared]
        .iter()
        .rposition(|row| row.kind == RowKind::NumberOnly)
        .map_or(kept, |last| kept + last + 1);
    let keeps_titles = kept == 0
        && rows
            .iter()
            .any(|row| matches!(row.kind, RowKind::Section(_)));
    let last = if keeps_titles { rows.len() } else { kept };
    let end = rows.get(last).map_or(survey.end, |row| row.index);
    rows.truncate(last);
    RowsPlan { rows, end }
}
