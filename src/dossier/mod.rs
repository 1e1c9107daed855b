//! Stage 3: what the agency submitted, in our terms.
//!
//! [`read`] finds the forms of a proposal in the sheets of a workbook and gives a [`Dossier`] whose
//! every leaf knows its cell, with a [`Remark`] for whatever could not be read. It never fails on
//! content. Which sheets, headings and terms there are is data, in `rules/forms/`.

mod entity;
mod entry;
mod remark;

pub mod fold;

pub use entity::Entity;
pub use entry::ColumnReading;
pub use entry::Dossier;
pub use entry::Entry;
pub use entry::FormReading;
pub use entry::Leaf;
pub use entry::SheetReading;
pub use entry::Table;
pub use remark::Remark;
pub use remark::RemarkCode;
