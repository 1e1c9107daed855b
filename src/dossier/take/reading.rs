//! A planned table as the user is told of it: columns, places, what each row was taken for.

use crate::cells::Addr;
use crate::cells::Sheet;
use crate::dictionary::Forms;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::notes::columns;
use crate::dossier::part::FormPart;
use crate::dossier::plan::TablePlan;
use crate::dossier::plan::header::Header;
use crate::dossier::plan::rows::RowKind;

/// A table by its headings, before any row of it is taken.
pub(super) fn headed(plan: &TablePlan<'_>, sheet: &Sheet, forms: &Forms) -> FormPart {
    let header = &plan.header;
    let form = forms.at(header.form);
    let grid = plan.heading_grid();
    let mut reading = super::reading(form, columns::percent(plan.confidence));
    if plan.carried.is_none() {
        reading.header = header.rows;
    }
    reading.columns = columns::readings(grid, forms, header);
    reading.labels = columns::labels(&plan.above, &reading.columns);
    let labels = plan.above.iter();
    let labels = labels.map(|(key, leaf)| (key.clone(), leaf.at.clone()));
    let own = header.columns.iter().filter_map(|column| {
        let key = form.fields[column.field?].key.clone();
        Some((key, grid.at(column.row, column.col)))
    });
    FormPart {
        carried: plan.carried.is_some(),
        headings: labels.chain(own).collect(),
        ..super::part(sheet, form, first_of(plan), reading)
    }
}

/// Where a table stands: its first heading, or its first row where it has no headings of its own.
fn first_of(plan: &TablePlan<'_>) -> Addr {
    let TablePlan { grid, header, .. } = plan;
    match header.columns.first() {
        _ if plan.carried.is_some() => grid
            .rows()
            .first()
            .map_or_else(|| grid.at(0, 0), |row| grid.first_of(row)),
        Some(column) => grid.at(column.row, column.col),
        None => grid.at(header.rows.0, 0),
    }
}

/// Marks the rows of a header.
pub(super) fn mark_header(part: &mut FormPart, header: &Header) {
    RowRun::extend(&mut part.reading.rows, header.rows.0, RowMark::Header);
    RowRun::extend(&mut part.reading.rows, header.rows.1, RowMark::Header);
}

/// The rows of a form that is no part of a proposal, as they were told apart.
pub(super) fn shown(mut part: FormPart, plan: &TablePlan<'_>) -> FormPart {
    mark_header(&mut part, &plan.header);
    let rows = &mut part.reading.rows;
    for planned in plan.rows.rows.iter().filter(|_| !plan.grid.is_turned()) {
        if let Some(mark) = mark(&planned.kind) {
            RowRun::extend(rows, plan.grid.rows()[planned.index].number, mark);
        }
    }
    part
}

/// How a row is shown to the user; none for an empty row.
pub(super) const fn mark(kind: &RowKind) -> Option<RowMark> {
    match kind {
        RowKind::Entry => Some(RowMark::Data),
        RowKind::Continuation => Some(RowMark::Continuation),
        RowKind::Sum => Some(RowMark::Total),
        RowKind::Section(_) | RowKind::Owner => Some(RowMark::Section),
        RowKind::Index => Some(RowMark::Index),
        RowKind::Heading => Some(RowMark::Header),
        RowKind::NumberOnly | RowKind::LeftOut | RowKind::Detail | RowKind::Note => {
            Some(RowMark::Skipped)
        }
        RowKind::Blank => None,
    }
}
