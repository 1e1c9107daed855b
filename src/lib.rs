//! `vtvl` reads an agency's job-position proposal (đề án vị trí việc làm) from a workbook, checks
//! it against the law in force on a date, and writes the appraisal report.
//!
//! The folder is the pipeline; a stage imports only stages that sort before it:
//!
//! 1. [`archive`]: packages of XML parts, measured before they are believed ([`archive::Package`]);
//! 2. [`book`]: the rulebook as files ([`book::Book`]);
//! 3. [`cells`]: what a spreadsheet says, cell by cell ([`cells::Workbook`]);
//! 4. [`dictionary`]: what the words of a proposal mean ([`dictionary::Forms`]);
//! 5. [`dossier`]: what the agency submitted, in our terms ([`dossier::Dossier`]);
//! 6. [`law`]: what the law said on a date ([`law::Ruleset`]);
//! 7. [`measure`]: facts, each traced to cells ([`measure::Facts`]);
//! 8. [`opinion`]: facts meet law: findings, then an appraisal ([`opinion::Appraisal`]);
//! 9. [`pipeline`]: the stages before it, one after the other ([`Engine::appraise`]);
//! 10. [`register`]: many appraisals: who is late, what is summed, what stands out ([`register::Register`]);
//! 11. [`report`]: one appraisal, several readers ([`report::write`]); many as a register and a consolidation;
//! 12. [`template`]: the blank standard workbook ([`template::write()`]);
//! 13. [`web`]: the same pipeline behind a page ([`web::answer`]).
//!
//! `cli` stands above all.

pub mod archive;
pub mod book;
pub mod cells;
#[cfg(not(target_os = "wasi"))]
pub mod cli;
pub mod dictionary;
pub mod dossier;
pub mod law;
pub mod measure;
pub mod opinion;
pub mod pipeline;
pub mod register;
pub mod report;
pub mod template;
pub mod web;

pub use pipeline::Aside;
pub use pipeline::Engine;
pub use pipeline::Error;
pub use pipeline::ReadVersion;
pub use pipeline::ReadingManner;
pub use pipeline::Submitted;
pub use pipeline::reasons_aside;
