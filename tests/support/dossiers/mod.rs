//! Dossiers of agencies that are nowhere: of any number, kind, size, layout and defect, from a seed
//! alone.
//!
//! [`Order::write`] writes a tree of them and the list of what is in it, [`clean`] gives one that
//! is right, [`Defect`] and [`Layout`] change it. What agencies are called, what their positions do
//! and what they ask for stands in `fields.txt` and `roles.txt`; places have names of syllables.

mod defect;
mod fields;
mod kinds;
mod layout;
mod making;
mod model;
mod names;
mod new_schools;
mod offices;
mod plan;
mod roles;
mod seed;
mod services;
mod tables;
mod tree;

pub(crate) use defect::Defect;
pub(crate) use kinds::Agency;
pub(crate) use kinds::Kind;
pub(crate) use layout::Layout;
pub(crate) use plan::Mix;
pub(crate) use plan::Order;
pub(crate) use plan::State;
pub(crate) use tables::add_up;
pub(crate) use tree::make;

use crate::support::Sheets;

/// The proposal of an agency as it is right, in the plain layout; [`add_up`] writes its sums once
/// it is laid out.
pub(crate) fn clean(agency: &Agency) -> Sheets {
    kinds::sheets(agency, 1)
}
