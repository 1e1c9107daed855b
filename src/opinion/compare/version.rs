//! What is compared, and what is known beside it.

use super::AgencyAnswer;
use crate::dossier::Dossier;
use crate::opinion::Appraisal;

/// A submission as it was read and judged.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What was understood.
    pub dossier: &'a Dossier,
    /// What the rulebook says of it.
    pub appraisal: &'a Appraisal,
}

/// What is known beside the two submissions.
#[derive(Debug, Clone, Copy, Default)]
pub struct AlsoKnown<'a> {
    /// The later submission judged under the limits of the earlier one: see
    /// [`super::held_to_former_limits`].
    pub held: Option<&'a Appraisal>,
    /// What the agency answered to the findings of the earlier one.
    pub answers: &'a [AgencyAnswer],
}
