//! Facts: a definition of the rulebook applied to a dossier, each traced to its cells.
//!
//! [`take`] makes the facts of a dossier available; they are computed when asked for, and those of
//! the dossier as a whole only once. Nothing here judges.

mod derived;
mod elsewhere;
mod fact;
mod facts;
mod keys;
mod lists;
mod named;
mod select;
mod subject;
#[cfg(test)]
mod tests;

pub use fact::Datum;
pub use fact::Fact;
pub use fact::Missing;
pub use fact::amount;
pub use fact::grouped;
pub use fact::number;
pub use facts::Facts;
pub use facts::take;
pub use subject::Subject;
pub use subject::subjects;
