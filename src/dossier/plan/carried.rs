//! A sheet without headings that carries on the table of the sheet before it, as a printed table
//! does on its next page.
//!
//! It must stand right behind that sheet, fill the same columns and no others, hold in each telling
//! column what that column holds, and carry on the count where there is one. Anything less stays
//! unread and is a doubt.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::FormPlan;
use super::SheetPlan;
use super::SheetStanding;
use super::TablePlan;
use super::grid::Grid;
use super::header::Header;
use super::lens::Lens;
use super::numbering::Mark;
use super::plausible;
use super::row_plan;
use super::rows::RowKind;
use super::rows::RowsPlan;
use super::section::SectionTitle;
use crate::cells::Row;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dossier::SheetReason;
use crate::dossier::weights::CARRIED_ROWS;
use crate::dossier::weights::HALF;
use crate::dossier::weights::MOST;
use crate::dossier::weights::share;

/// So many telling columns must hold what they hold on the sheet before.
const TELLING: usize = 2;

/// What a table without headings takes from the sheets before it.
#[derive(Clone)]
pub(crate) struct Carried<'a> {
    /// The sheet where the headings stand.
    pub(crate) headings: Rc<Grid<'a>>,
    /// Titles and the last entry of the sheets before, whose group and owner hold on: from the top
    /// down.
    pub(crate) before: Vec<Before<'a>>,
}

/// A row of a sheet before.
#[derive(Clone)]
pub(crate) struct Before<'a> {
    pub(crate) grid: Rc<Grid<'a>>,
    /// Position among the rows of the grid.
    pub(crate) index: usize,
    /// The title in it; none for an entry.
    pub(crate) title: Option<SectionTitle>,
}

/// Reads sheets without headings that carry on the table before them.
pub(crate) fn carry_on(plans: &mut [SheetPlan<'_>], forms: &Forms) {
    for at in 1..plans.len() {
        let (upper, lower) = plans.split_at_mut(at);
        if let (Some(before), Some(plan)) = (upper.last(), lower.first_mut()) {
            let table = carried(before, plan, forms);
            if let Some((table, reason)) = table {
                plan.forms.push(FormPlan::Table(table));
                plan.standing = SheetStanding::Form;
                plan.reason = reason;
                plan.called = None;
            }
        }
    }
}

fn carried<'a>(
    before: &SheetPlan<'a>,
    plan: &SheetPlan<'a>,
    forms: &Forms,
) -> Option<(TablePlan<'a>, SheetReason)> {
    let FormPlan::Table(model) = before.forms.last()? else {
        return None;
    };
    let form = forms.at(model.header.form);
    if plan.standing != SheetStanding::Unknown
        || !plan.forms.is_empty()
        || model.grid.is_turned()
        || form.entity.is_none()
    {
        return None;
    }
    let grid = Rc::new(Grid::whole(plan.sheet));
    let rows = row_plan::plan(&Lens::new(forms, &model.header, &grid), 0);
    let fits = alike(&grid, &rows, &model.header) && holds(&grid, &rows, forms, &model.header);
    if !fits || !counts_on(&grid, &rows, model, form) {
        return None;
    }
    let reason = SheetReason::CarriesOn {
        form: form.sheet.clone(),
        sheet: before.sheet.title(),
    };
    let table = TablePlan {
        grid,
        header: model.header.clone(),
        swapped: Vec::new(),
        confidence: model.confidence,
        above: model.above.clone(),
        rows,
        carried: Some(Carried {
            headings: model
                .carried
                .as_ref()
                .map_or_else(|| Rc::clone(&model.grid), |c| Rc::clone(&c.headings)),
            before: rows_before(model),
        }),
    };
    Some((table, reason))
}

/// The titles of a table and of those that it carries on, and its last entry.
fn rows_before<'a>(model: &TablePlan<'a>) -> Vec<Before<'a>> {
    let row = |index: usize, title: Option<SectionTitle>| Before {
        grid: Rc::clone(&model.grid),
        index,
        title,
    };
    let mut before = model
        .carried
        .as_ref()
        .map(|carried| carried.before.clone())
        .unwrap_or_default();
    before.retain(|row| row.title.is_some());
    for planned in &model.rows.rows {
        if let RowKind::Section(title) = &planned.kind {
            before.push(row(planned.index, Some(title.clone())));
        }
    }
    let last = model
        .rows
        .rows
        .iter()
        .rfind(|planned| planned.kind == RowKind::Entry);
    before.extend(last.map(|planned| row(planned.index, None)));
    before
}

/// Whether the rows begin where the sheet begins, and its entries fill the columns of the header
/// and no others.
fn alike(grid: &Grid<'_>, rows: &RowsPlan, header: &Header) -> bool {
    let columns: Vec<u32> = header.columns.iter().map(|column| column.col).collect();
    let fits = |row: &&Row| {
        let filled = columns
            .iter()
            .filter(|col| !row.value(**col).is_blank())
            .count();
        share(filled, columns.len()) > HALF
            && row.cells.iter().all(|(col, _)| columns.contains(col))
    };
    let own = rows.rows.iter().filter(|row| !is_between(&row.kind));
    let fitting = rows.entries(grid).filter(fits).count();
    let begins = rows
        .rows
        .first()
        .is_some_and(|row| matches!(row.kind, RowKind::Entry | RowKind::Section(_)));
    begins && fitting > 0 && share(fitting, own.count()) >= CARRIED_ROWS
}

/// Whether a row may well stand between entries: titles, sums, blanks.
const fn is_between(kind: &RowKind) -> bool {
    matches!(
        kind,
        RowKind::Section(_) | RowKind::Sum | RowKind::Detail | RowKind::Blank | RowKind::Index
    )
}

/// Whether each telling column holds what its field holds.
fn holds(grid: &Grid<'_>, rows: &RowsPlan, forms: &Forms, header: &Header) -> bool {
    let form = forms.at(header.form);
    let entries: Vec<&Row> = rows.entries(grid).collect();
    let mut telling = 0;
    for column in &header.columns {
        let Some(field) = column.field.map(|field| &form.fields[field]) else {
            continue;
        };
        let says = field.kind != FieldKind::Text || field.choices.is_some() || field.name;
        let Some(share) = plausible::borne_out(&entries, forms, field, column.col).filter(|_| says)
        else {
            continue;
        };
        if share < MOST && field.role != Some(Role::Number) {
            return false;
        }
        telling += usize::from(!field.name);
    }
    telling >= TELLING
}

/// Whether no number of the rows is one of the table's: they are numbered on. Rows that belong to
/// others are counted anew for each of those.
fn counts_on(grid: &Grid<'_>, rows: &RowsPlan, model: &TablePlan<'_>, form: &Form) -> bool {
    let owned = form.fields.iter().any(Field::names_owner);
    let number = form
        .position(|field| field.role == Some(Role::Number))
        .and_then(|field| model.header.column_of(field));
    let Some(col) = number.filter(|_| !owned).map(|column| column.col) else {
        return true;
    };
    let numbers = |grid: &Grid<'_>, rows: &RowsPlan| {
        rows.entries(grid)
            .map(|row| row.value(col).to_string())
            .filter(|text| Mark::of_number(text).is_some_and(Mark::is_arabic))
            .collect::<BTreeSet<String>>()
    };
    let (above, own) = (numbers(&model.grid, &model.rows), numbers(grid, rows));
    above.is_empty() == own.is_empty() && above.is_disjoint(&own)
}
