//! The one entry that the labels of a form make.

use crate::dictionary::Entity;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dossier::Entry;
use crate::dossier::Leaves;
use crate::dossier::Remark;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::labels;
use crate::dossier::plan::labels::Pairs;

/// The one entry that the labels make.
pub(crate) fn entry(
    grid: &Grid<'_>,
    form: &Form,
    entity: Entity,
    pairs: &Pairs,
    forms: &Forms,
    remarks: &mut Vec<Remark>,
) -> Entry {
    let mut leaves = Leaves::new();
    let mut at = None;
    for pair in &pairs.found {
        let field = &form.fields[pair.field];
        let leaf = labels::leaf(field, pair, forms, remarks);
        if field.name {
            at = Some(leaf.at.clone());
        }
        leaves.insert(field.key.clone(), leaf);
    }
    let first = || {
        pairs
            .found
            .first()
            .map_or_else(|| grid.at(0, 0), |pair| pair.label_at.clone())
    };
    Entry {
        entity,
        at: at.unwrap_or_else(first),
        part: 0,
        leaves,
    }
}
