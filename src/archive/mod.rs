//! Packages (zip) of XML parts, measured before anything is believed.
//!
//! [`open()`] looks at the directory of a package, [`scan`] streams one part within the limits, and
//! [`plain`] gives a package whose parts every reader understands. What the parts mean is the
//! business of later stages.

mod a1;
mod attributes;
mod error;
mod limits;
mod list_number;
mod measured;
mod package;
mod plain;
mod simple;
mod walk;
mod wide;

pub use a1::LAST_COL;
pub use a1::LAST_ROW;
pub use a1::column_letters;
pub use a1::parse_cell;
pub use a1::parse_column;
pub use attributes::attribute;
pub use attributes::attributes;
pub use attributes::distinct;
pub use attributes::local;
pub use error::ArchiveError;
pub use limits::Limits;
pub use list_number::list_number;
pub use package::Budget;
pub use package::Package;
pub use package::open;
pub use package::scan;
pub use package::small_text;
pub use plain::plain;
pub use walk::Token;
