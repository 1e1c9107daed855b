//! The tables of a sheet, from the top down and side by side.

use std::rc::Rc;

use super::TablePlan;
use super::evidence::Evidence;
use super::grid::Grid;
use super::header;
use super::header::Header;
use super::labels;
use super::lens::Lens;
use super::plausible;
use super::rows;
use super::rows::RowsPlan;
use super::split;
use super::split::Block;
use crate::dictionary::Forms;
use crate::dossier::Leaves;
use crate::dossier::weights::ENOUGH;

/// The first table of a sheet and those below it.
pub(crate) fn all<'a>(
    grid: &Rc<Grid<'a>>,
    forms: &Forms,
    evidence: &Evidence,
    first: Header,
    sure: f64,
) -> Vec<TablePlan<'a>> {
    let weigh = |header: &Header| evidence.confidence(header.form, 0, header.fit);
    let mut plans: Vec<TablePlan<'a>> = Vec::new();
    let mut next = Some((first, sure));
    let mut from = 0;
    let mut standing = Leaves::new();
    while let Some((header, confidence)) = next.take() {
        let top = grid.position(header.rows.0);
        let above = labels::above(grid, forms, header.form, from..top.max(from));
        if !above.is_empty() {
            // Labels hold until others come: `Tên VTVL: …` over the duties also covers the competencies.
            standing = above;
        }
        let blocks = split::blocks(grid, forms, &header, &weigh);
        if blocks.is_empty() {
            let plan = one(Rc::clone(grid), forms, header, confidence, &standing);
            from = plan.rows.end.max(top + 1);
            plans.push(plan);
        }
        for Block { grid: part, header, confidence } in blocks {
            let plan = one(Rc::new(part), forms, header, confidence, &standing);
            let below = plan.grid.rows().get(plan.rows.end).map_or(u32::MAX, |row| row.number);
            from = from.max(grid.position(below));
            plans.push(plan);
        }
        // Every table takes rows away, so the search ends.
        if from < grid.rows().len() {
            let part_of_proposal = |header: &Header| forms.at(header.form).entity.is_some();
            next = header::find(grid, forms, from, &weigh)
                .filter(|(header, sure)| *sure >= ENOUGH && part_of_proposal(header));
        }
    }
    plans
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
    let holds = |key: &str| form.field(key).is_some_and(|field| field.above);
    let above = standing.iter().filter(|(key, _)| holds(key)).map(|(key, leaf)| (key.clone(), leaf.clone()));
    let above: Leaves = above.collect();
    let start = grid.position(header.rows.1.saturating_add(1));
    let rows = if form.entity.is_some() {
        rows::plan(&Lens::new(forms, &header, &grid), start)
    } else {
        // What is no part of a proposal is told, never taken.
        RowsPlan { rows: Vec::new(), end: grid.rows().len() }
    };
    TablePlan { grid, header, swapped, confidence, above, rows }
}
