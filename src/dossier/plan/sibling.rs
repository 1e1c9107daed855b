//! Sheets with the same headings are one form, though the last cell or the name of one says
//! otherwise.

use super::FormPlan;
use super::SheetPlan;
use super::SheetStanding;
use super::evidence::SheetEvidence;
use super::grid::Grid;
use super::header::Header;
use super::header_search;
use super::tables;
use crate::dictionary::Forms;
use crate::dictionary::plain;
use crate::dossier::FormSigns;
use crate::dossier::HeadingsLie;
use crate::dossier::SheetReason;
use crate::dossier::weights::SIBLING;
use crate::dossier::weights::share;
use std::rc::Rc;

/// Reads a sheet that was recognised as nothing, or as another form with less confidence, as the
/// form of a sheet that has the same headings.
pub(crate) fn siblings(plans: &mut [SheetPlan<'_>], forms: &Forms) {
    let models: Vec<(usize, Header, f64)> = plans
        .iter()
        .enumerate()
        .filter_map(|(at, plan)| model(at, plan))
        .collect();
    for (at, model, sure) in &models {
        for (_, plan) in plans
            .iter_mut()
            .enumerate()
            .filter(|(other, _)| other != at)
        {
            if is_open(plan, model, *sure, forms) {
                adopt(plan, model, forms);
            }
        }
    }
}

/// The first table of a sheet that holds a form.
fn model(at: usize, plan: &SheetPlan<'_>) -> Option<(usize, Header, f64)> {
    match plan.forms.first()? {
        FormPlan::Table(table) if !table.grid.is_turned() => {
            Some((at, table.header.clone(), table.confidence))
        }
        _ => None,
    }
}

/// Whether a sheet may yet be another form than it was taken for.
fn is_open(plan: &SheetPlan<'_>, model: &Header, sure: f64, forms: &Forms) -> bool {
    if forms.at(model.form).entity.is_none() {
        return false;
    }
    match plan.forms.as_slice() {
        [] => plan.standing == SheetStanding::Unknown,
        [FormPlan::Table(table)] => {
            let other = table.header.form != model.form && table.confidence < sure;
            other && likeness(model, &texts(&table.header)) >= SIBLING
        }
        _ => false,
    }
}

fn adopt(plan: &mut SheetPlan<'_>, model: &Header, forms: &Forms) {
    let grid = Rc::new(Grid::whole(plan.sheet));
    let evidence = SheetEvidence::of(&grid, forms);
    let weigh = |header: &Header| {
        if header.form == model.form {
            likeness(model, &texts(header))
        } else {
            0.0
        }
    };
    let Some((header, alike)) = header_search::find(&grid, forms, 0, Some(model.form), &weigh)
    else {
        return;
    };
    if header.form != model.form || alike < SIBLING {
        return;
    }
    let counts = (header.matched(), header.columns.len());
    let signs = evidence.signs(
        forms,
        header.form,
        header.rows.0,
        counts,
        HeadingsLie::OverColumns,
    );
    plan.reason = SheetReason::Signs(FormSigns {
        like_sibling: true,
        ..signs
    });
    plan.standing = SheetStanding::Form;
    let tables = tables::all(&grid, forms, &evidence, header, alike);
    plan.forms = tables.into_iter().map(FormPlan::Table).collect();
}

fn texts(header: &Header) -> Vec<String> {
    header
        .columns
        .iter()
        .map(|column| plain(&column.heading))
        .collect()
}

/// The share of headings that two headers have in common.
fn likeness(model: &Header, texts: &[String]) -> f64 {
    let own = self::texts(model);
    let common = own.iter().filter(|text| texts.contains(text)).count();
    share(common, own.len().max(texts.len()))
}
