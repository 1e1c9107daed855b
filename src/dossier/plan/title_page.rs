//! Labels over a table: a title page that goes on with the legal bases is two forms.

use std::rc::Rc;

use super::FormPlan;
use super::LabelsPlan;
use super::SheetPlan;
use super::labels;
use crate::dictionary::Forms;
use crate::dictionary::Layout;

/// Where no sheet was taken for a form of labels, takes the labels that stand over the table of
/// another form.
pub(crate) fn read_title_pages(plans: &mut [SheetPlan<'_>], forms: &Forms) {
    let labelled = |plan: &FormPlan<'_>| matches!(plan, FormPlan::Labels(_));
    if plans.iter().flat_map(|plan| &plan.forms).any(labelled) {
        return;
    }
    for plan in plans {
        if let Some(labels) = over_table(plan, forms) {
            plan.forms.insert(0, FormPlan::Labels(labels));
        }
    }
}

fn over_table<'a>(plan: &SheetPlan<'a>, forms: &Forms) -> Option<LabelsPlan<'a>> {
    let FormPlan::Table(table) = plan.forms.first()? else {
        return None;
    };
    if table.carried.is_some() || table.grid.is_turned() {
        return None;
    }
    let last = table.header.rows.0.checked_sub(1)?;
    let above = table.grid.part((0, last), (0, u32::MAX));
    let mut of_labels = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.layout == Layout::Pairs);
    let pairs = of_labels.find_map(|(position, _)| labels::find(&above, forms, position))?;
    let confidence = pairs.fit;
    Some(LabelsPlan {
        grid: Rc::new(above),
        pairs,
        confidence,
    })
}
