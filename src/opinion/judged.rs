//! One judgement: the facts that it asks, and the finding that it makes.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Finding;
use super::grounds::Root;
use super::verdict::FactSource;
use crate::cells::Addr;
use crate::measure::Fact;
use crate::measure::Facts;
use crate::measure::Subject;

/// One finding, before folding.
#[derive(Debug)]
pub(super) struct JudgedFinding {
    /// What is said.
    pub finding: Finding,
    /// The entry that it is about; none for the dossier as a whole.
    pub at: Option<Addr>,
    /// The values that decided it.
    pub roots: BTreeSet<Root>,
    /// The doubts on which it rests, by index.
    pub under: Vec<usize>,
    /// Whether it says that a formula was never computed.
    pub uncomputed: bool,
}

/// The facts of one subject of a dossier.
pub(super) struct OfSubject<'f, 'a> {
    pub(super) facts: &'f Facts<'a>,
    pub(super) subject: &'f Subject<'a>,
}

impl FactSource for OfSubject<'_, '_> {
    fn fact(&self, key: &str) -> Rc<Fact> {
        self.facts.of(key, self.subject)
    }
}
