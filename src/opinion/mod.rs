//! Stage 6: facts meet law: findings, then an appraisal.

mod appraisal;

pub use appraisal::ActLine;
pub use appraisal::ActScope;
pub use appraisal::AgencySummary;
pub use appraisal::Appraisal;
pub use appraisal::ComponentLine;
pub use appraisal::Conclusion;
pub use appraisal::Counts;
pub use appraisal::Evidence;
pub use appraisal::Figures;
pub use appraisal::Finding;
pub use appraisal::GroupLine;
pub use appraisal::Input;
pub use appraisal::Instance;
pub use appraisal::LawUsed;
pub use appraisal::PositionLine;
pub use appraisal::Program;
pub use appraisal::RankLine;
pub use appraisal::Recommendation;
pub use appraisal::RemarkLine;
pub use appraisal::Scope;
pub use appraisal::SectionResult;
pub use appraisal::SheetLine;
pub use appraisal::Subject;
pub use appraisal::UnitLine;
