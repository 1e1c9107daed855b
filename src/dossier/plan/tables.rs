//! The tables of a sheet, from the top down (quirk 29) and side by side.

use std::rc::Rc;

use super::TablePlan;
use super::evidence::SheetEvidence;
use super::grid::Grid;
use super::header::Header;
use super::header::HeaderColumn;
use super::header_search;
use super::labels;
use super::labels::Pairs;
use super::lens::Lens;
use super::plausible;
use super::row_plan;
use super::rows::PlannedRow;
use super::rows::RowKind;
use super::section::owner_of;
use super::split;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::SectionValue;
use crate::dossier::Leaves;
use crate::dossier::weights::ENOUGH;

/// The first table of a sheet and those below it.
pub(crate) fn all<'a>(
    grid: &Rc<Grid<'a>>,
    forms: &Forms,
    evidence: &SheetEvidence,
    first: Header,
    sure: f64,
) -> Vec<TablePlan<'a>> {
    let weigh = |header: &Header| evidence.weigh(header, 0);
    let mut plans: Vec<TablePlan<'a>> = Vec::new();
    let mut next = Some((first, sure));
    let mut from = 0;
    let mut standing = Leaves::new();
    while let Some((header, confidence)) = next.take() {
        let top = grid.position(header.rows.0);
        let above = labels::above(grid, forms, header.form, from..top.max(from));
        if !above.is_empty() {
            // Labels hold until others come: `Tên VTVL: …` over the duties also covers the
            // competencies.
            standing = above;
        }
        // The name of a group over a table holds for that table only.
        let mut held = standing.clone();
        held.extend(labels::group_title(grid, forms, header.form, top));
        let mut keep = |plan| plans.extend(Some(plan).filter(|plan| is_owned(plan, forms)));
        let blocks = split::blocks(grid, forms, &header, &weigh);
        if blocks.is_empty() {
            let plan = one(Rc::clone(grid), forms, header, confidence, &held);
            from = plan.rows.end.max(top + 1);
            keep(plan);
        }
        for block in blocks {
            let part = Rc::new(block.grid);
            let plan = one(part, forms, block.header, block.confidence, &held);
            from = from.max(grid.position(row_below(&plan)));
            keep(plan);
        }
        // Every table takes rows away, so the search ends.
        if from < grid.rows().len() {
            let is_next = |(header, sure): &(Header, f64)| {
                *sure >= ENOUGH && forms.at(header.form).entity.is_some()
            };
            next = header_search::find(grid, forms, from, None, &weigh).filter(is_next);
        }
    }
    plans
}

/// The number of the first row below a table in its part of the sheet.
fn row_below(plan: &TablePlan<'_>) -> u32 {
    let row = plan.grid.rows().get(plan.rows.end);
    row.map_or(u32::MAX, |row| row.number)
}

/// The tables below the labels of a form, as a title page goes on with the legal bases.
pub(crate) fn below<'a>(
    grid: &Rc<Grid<'a>>,
    forms: &Forms,
    evidence: &SheetEvidence,
    pairs: &Pairs,
) -> Vec<TablePlan<'a>> {
    let last = pairs
        .found
        .iter()
        .map(|pair| pair.label_at.row.max(pair.value_at.row))
        .max();
    let from = last.map_or(0, |last| grid.position(last.saturating_add(1)));
    let weigh = |header: &Header| {
        if header.decided {
            evidence.weigh(header, 0)
        } else {
            0.0
        }
    };
    let is_part =
        |header: &Header| forms.at(header.form).entity.is_some() && header.form != pairs.form;
    let found = header_search::find(grid, forms, from, None, &weigh);
    match found.filter(|(header, sure)| *sure >= ENOUGH && is_part(header)) {
        Some((header, sure)) => all(grid, forms, evidence, header, sure),
        None => Vec::new(),
    }
}

/// One table under its header.
pub(crate) fn one<'a>(
    grid: Rc<Grid<'a>>,
    forms: &Forms,
    mut header: Header,
    confidence: f64,
    standing: &Leaves,
) -> TablePlan<'a> {
    let swapped = plausible::unswap(&grid, forms, &mut header);
    let form = forms.at(header.form);
    let is_group = |field: &Field| field.section == Some(SectionValue::Term);
    let holds = |key: &str| {
        form.field(key)
            .is_some_and(|field| field.above || is_group(field))
    };
    let above = standing
        .iter()
        .filter(|(key, _)| holds(key))
        .map(|(key, leaf)| (key.clone(), leaf.clone()));
    let above: Leaves = above.collect();
    let start = grid.position(header.rows.1.saturating_add(1));
    let mut rows = row_plan::plan(&Lens::new(forms, &header, &grid), start);
    if form.entity.is_none() {
        // What is no part of a proposal is told, never taken, and nothing is looked for below it.
        rows.end = grid.rows().len();
    }
    TablePlan {
        grid,
        header,
        swapped,
        confidence,
        above,
        rows,
        carried: None,
    }
}

/// Whether a list of competencies says whose they are, or how high: a mere dictionary of
/// competencies is no part of a proposal.
fn is_owned(plan: &TablePlan<'_>, forms: &Forms) -> bool {
    let form = forms.at(plan.header.form);
    let Some(level) = form.position(|field| field.plays(Role::Level)) else {
        return true;
    };
    let owned = |column: &HeaderColumn| {
        column
            .field
            .is_some_and(|field| form.fields[field].names_owner())
    };
    let by_title = |row: &PlannedRow| matches!(&row.kind, RowKind::Section(title) if owner_of(&title.text).is_some());
    let is_label = |key: &str| form.field(key).is_some_and(|field| field.above);
    plan.above.keys().any(|key| is_label(key))
        || plan.header.columns.iter().any(owned)
        || plan.header.column_of(level).is_some()
        || plan.header.levels.len() > 0
        || plan.rows.rows.iter().any(by_title)
}
