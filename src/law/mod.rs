//! Stage 4: what the law said on a date, from `rules/`.

mod outcome;

pub use outcome::Citation;
pub use outcome::Level;
pub use outcome::Outcome;
pub use outcome::Section;
pub use outcome::Source;
