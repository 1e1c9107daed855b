//! Units that are another kind for where they stand: a `Phòng` under a chi cục is a phòng of the
//! chi cục, however the cell says it. Which kinds change so, the list of terms says (`under`).

use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::text_key;
use crate::dossier::Dossier;
use crate::dossier::Entry;
use crate::dossier::Nesting;

/// Gives the units of the table the kind that they have under their superior; what the cells say
/// stays as it is.
pub(crate) fn settle_kinds(dossier: &mut Dossier, forms: &Forms) {
    let Some(kind) = forms.by_role(Entity::Unit, Role::Kind) else {
        return;
    };
    let Some(list) = kind.choices.as_deref().and_then(|list| forms.list(list)) else {
        return;
    };
    let term_of = |dossier: &Dossier, entry: &Entry| dossier.role(entry, Role::Kind)?.term.clone();
    let agency = dossier.entries(Entity::Agency).first();
    let agency_kind = agency.and_then(|agency| term_of(dossier, agency));
    let agency_name = agency
        .map(|agency| text_key(&dossier.said(agency, Role::Name)))
        .unwrap_or_default();
    let units = dossier.entries(Entity::Unit);
    let nesting = Nesting::of(dossier);
    let settled = |(place, unit): (usize, &Entry)| {
        let own = term_of(dossier, unit)?;
        let above = text_key(&dossier.said(unit, Role::Superior));
        let superior = match nesting.superior(place) {
            Some(place) => units.get(place).and_then(|unit| term_of(dossier, unit)),
            None if above.is_empty() || above == agency_name => agency_kind.clone(),
            None => None,
        };
        let under = list.term(&own)?.under.get(superior?.as_ref())?;
        list.term(under).map(|term| term.key.clone())
    };
    let settled: Vec<Option<Key>> = units.iter().enumerate().map(settled).collect();
    let Some(table) = dossier.tables.get_mut(&Entity::Unit) else {
        return;
    };
    for (unit, term) in table.entries.iter_mut().zip(settled) {
        if let (Some(term), Some(leaf)) = (term, unit.leaves.get_mut(&kind.key)) {
            leaf.term = Some(term);
        }
    }
}
