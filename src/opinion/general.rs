//! Thông tin chung as the head of an appraisal.

use std::slice;

use super::AgencySummary;
use super::Figures;
use super::PeopleRanges;
use super::figures;
use super::ranges::ranges;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Leaf;

/// Thông tin chung, asked field by field.
struct AgencyForm<'a> {
    dossier: &'a Dossier,
    forms: &'a Forms,
}

impl AgencyForm<'_> {
    fn leaf(&self, role: Role) -> Option<&Leaf> {
        self.dossier.of_agency(role)
    }

    /// Empty when not stated.
    fn text(&self, role: Role) -> String {
        self.leaf(role)
            .map(|leaf| fold::squeeze(&leaf.value.to_string()))
            .unwrap_or_default()
    }

    fn term(&self, role: Role) -> Option<&Key> {
        self.leaf(role)?.term.as_ref()
    }

    /// The term as the standard form writes it; what is none as it stands.
    fn label(&self, role: Role) -> String {
        let terms = figures::terms_of(self.forms, Entity::Agency, role);
        let known = terms.iter().find(|term| Some(&term.key) == self.term(role));
        known.map_or_else(|| self.text(role), |term| term.label.clone())
    }

    /// A number of people, and its cell as a range.
    fn people(&self, role: Role) -> Option<(i64, Vec<String>)> {
        let leaf = self.leaf(role)?;
        Some((figures::whole(leaf)?, ranges(slice::from_ref(&leaf.at))))
    }
}

/// The agency and its submission, as Thông tin chung has them; `proposed` is the number that the
/// rulebook counts, and its cells.
pub(super) fn agency(
    dossier: &Dossier,
    forms: &Forms,
    proposed: Option<(i64, Vec<String>)>,
    figures: &Figures,
) -> AgencySummary {
    let form = AgencyForm { dossier, forms };
    let of_list = || {
        let ranges = figures.groups.iter().flat_map(|g| g.ranges.clone());
        Some((figures.people?, ranges.collect()))
    };
    let (proposed, of_proposed) = proposed.or_else(of_list).unzip();
    let (assigned, of_assigned) = form.people(Role::Assigned).unzip();
    let (present, of_present) = form.people(Role::Present).unzip();
    AgencySummary {
        name: form.text(Role::Name),
        superior: form.text(Role::Superior),
        kind: form
            .term(Role::Kind)
            .map(ToString::to_string)
            .unwrap_or_default(),
        kind_label: form.label(Role::Kind),
        autonomy: form.label(Role::Autonomy),
        submission: form.label(Role::Round),
        submitted_on: form
            .leaf(Role::Submitted)
            .and_then(|leaf| match leaf.value {
                Value::Date(date) => Some(date),
                _ => None,
            }),
        request: form.text(Role::Request),
        assignment: form.text(Role::Assignment),
        assigned,
        proposed,
        present,
        ranges: PeopleRanges {
            assigned: of_assigned.unwrap_or_default(),
            proposed: of_proposed.unwrap_or_default(),
            present: of_present.unwrap_or_default(),
        },
        ..AgencySummary::default()
    }
}
