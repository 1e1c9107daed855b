//! What the agency submitted, in our terms.
//!
//! [`read()`] finds the forms of a proposal in the sheets of a workbook and gives a [`Dossier`]
//! whose every leaf knows its cell, with a [`Remark`] for whatever could not be read. It never
//! fails on content. Which sheets, headings and terms there are is data, in `rules/forms/`.

mod added;
mod doubt;
mod entry;
mod gather;
mod leaves;
#[cfg(test)]
pub(crate) mod messy;
mod needed;
mod nesting;
mod notes;
mod part;
mod plan;
#[cfg(test)]
mod quirks;
mod read;
mod reasons;
mod remark;
mod same;
mod take;
mod template_mark;
pub(crate) mod values;
pub(crate) mod weights;

pub(crate) use same::Sameness;
pub(crate) use same::compare;
pub(crate) use values::parse_date as parse_day;
pub(crate) use values::part_of_date;

pub use doubt::Doubt;
pub use doubt::Reach;
pub use entry::ColumnReading;
pub use entry::ColumnSource;
pub use entry::Dossier;
pub use entry::Entry;
pub use entry::FormReading;
pub use entry::Needed;
pub use entry::RowMark;
pub use entry::RowRun;
pub use entry::SheetReading;
pub use entry::Table;
pub use entry::TablePart;
pub use leaves::Leaf;
pub use leaves::Leaves;
pub use nesting::Nesting;
pub use plan::mapping::MapFault;
pub use plan::mapping::Mapping;
pub use plan::mapping::save as save_mapping;
pub use read::read;
pub use reasons::FormSigns;
pub use reasons::HeadingsLie;
pub use reasons::SheetReason;
pub use reasons::SkipReason;
pub use remark::Remark;
pub use remark::RemarkCode;
pub use template_mark::TemplateMark;
