//! `vtvl` reads an agency's job-position proposal (đề án vị trí việc làm) from a workbook, checks it
//! against the law in force on a date, and writes the appraisal report.
//!
//! The folder is the pipeline; a stage imports only stages that sort before it:
//!
//! 1. [`book`]: the rulebook as files ([`book::Book`]);
//! 2. [`cells`]: what a spreadsheet says, cell by cell ([`cells::Workbook`]);
//! 3. [`dossier`]: what the agency submitted, in our terms ([`dossier::Dossier`]).

pub mod book;
pub mod cells;
pub mod dossier;
pub mod law;
pub mod measure;
pub mod opinion;
