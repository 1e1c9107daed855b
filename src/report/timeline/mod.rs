//! The law as a time axis: what stands on a day, and how a rule, a value or an act changed over the years.

mod standing;

pub use standing::write_standing;
pub use standing::write_standing_json;
