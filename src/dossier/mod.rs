//! Stage 3: what the agency submitted, in our terms.
//!
//! [`read()`] finds the forms of a proposal in the sheets of a workbook and gives a [`Dossier`] whose
//! every leaf knows its cell, with a [`Remark`] for whatever could not be read. It never fails on
//! content. Which sheets, headings and terms there are is data, in `rules/forms/`.

mod across;
mod blank;
mod choices;
mod columns;
mod copies;
mod dates;
mod entity;
mod entry;
mod forms;
mod gather;
mod header;
mod headings;
mod levels;
mod lines;
mod mapped;
mod mapping;
mod mark;
mod merges;
#[cfg(test)]
mod messy;
mod pairs;
mod percent;
mod plausible;
#[cfg(test)]
mod quirks;
mod read;
mod remark;
mod rows;
mod sheets;
mod split;
mod table;
mod titles;
mod told;
mod totals;
mod unused;
mod values;
mod words;

pub mod fold;

pub use blank::BlankField;
pub use blank::BlankForm;
pub use blank::Compute;
pub use blank::Matching;
pub use blank::RankPart;
pub use blank::TotalRow;
pub use choices::Term;
pub use choices::TermList;
pub use entity::Entity;
pub use entry::ColumnReading;
pub use entry::ColumnSource;
pub use entry::Dossier;
pub use entry::Entry;
pub use entry::FormReading;
pub use entry::Key;
pub use entry::Leaf;
pub use entry::Leaves;
pub use entry::RowMark;
pub use entry::RowRun;
pub use entry::SheetReading;
pub use entry::Table;
pub use forms::Field;
pub use forms::Fill;
pub use forms::Form;
pub use forms::Forms;
pub use forms::Kind;
pub use forms::Layout;
pub use forms::Role;
pub use forms::Section;
pub use mapping::MapFault;
pub use mapping::Mapping;
pub use mapping::save as save_mapping;
pub use mark::TemplateMark;
pub use read::read;
pub use remark::Remark;
pub use remark::RemarkCode;
