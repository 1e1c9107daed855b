//! Stage 4: what the agency submitted, in our terms.
//!
//! [`read()`] finds the forms of a proposal in the sheets of a workbook and gives a [`Dossier`] whose
//! every leaf knows its cell, with a [`Remark`] for whatever could not be read. It never fails on
//! content. Which sheets, headings and terms there are is data, in `rules/forms/`.

mod across;
mod added;
mod columns;
mod copies;
mod dates;
mod doubt;
mod entry;
mod gather;
mod header;
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

pub use doubt::Doubt;
pub use doubt::Reach;
pub use entry::ColumnReading;
pub use entry::ColumnSource;
pub use entry::Dossier;
pub use entry::Entry;
pub use entry::FormReading;
pub use entry::Leaf;
pub use entry::Leaves;
pub use entry::RowMark;
pub use entry::RowRun;
pub use entry::SheetReading;
pub use entry::Table;
pub use mapping::MapFault;
pub use mapping::Mapping;
pub use mapping::save as save_mapping;
pub use mark::TemplateMark;
pub use read::read;
pub use remark::Remark;
pub use remark::RemarkCode;
