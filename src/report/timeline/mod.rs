//! The law as a time axis: what stands on a day, and how a rule, a value or an act changed over the
//! years.

mod against;
mod life;
mod limits;
mod scale;
mod standing;
mod svg;
mod view;

pub use against::AgainstView;
pub use against::write_against;
pub use against::write_json_against;
pub use against::write_report_against;
pub use life::write_life;
pub use life::write_life_json;
pub use standing::write_standing;
pub use standing::write_standing_json;
pub use svg::Drawing;
pub use view::LifeView;
