//! What the words of a proposal mean.
//!
//! The forms with their fields, headings and closed lists, and the words that tell rows apart, are
//! data in `rules/forms/` ([`Forms`]). Here they are read, checked and made ready for look-up:
//! which field a heading stands for, which term a text stands for, how texts are compared
//! ([`fold`]). Nothing here has seen a workbook.

mod blank;
mod choices;
mod codes;
mod documents;
mod entity;
mod field;
mod folded_char;
mod form;
mod form_faults;
mod forms;
pub(crate) mod headings;
mod key;
mod levels;
pub(crate) mod likeness;
mod memo;
mod need;
mod phrase;
mod role;
mod roles;
mod several;
mod sheet_names;
mod spelling;
mod standing;
mod tidy;
pub(crate) mod words;

pub mod fold;

pub use blank::BlankField;
pub use blank::BlankForm;
pub use blank::Compute;
pub use blank::Matching;
pub use blank::RankPart;
pub use blank::TotalRow;
pub use choices::Term;
pub use choices::TermList;
pub(crate) use choices::TermSpellings;
pub use codes::rank_code_key;
pub use codes::text_key;
pub(crate) use codes::without_slips;
pub use documents::document_numbers;
pub use entity::Entity;
pub use field::BlankFill;
pub use field::Field;
pub use field::FieldKind;
pub use field::SectionValue;
pub use fold::plain;
pub use form::Form;
pub use form::Layout;
pub use forms::Forms;
pub use key::Key;
pub use levels::Levels;
pub(crate) use memo::Memo;
pub use need::Need;
pub use phrase::Phrase;
pub use phrase::PlainText;
pub use phrase::holds_phrase;
pub use role::Role;
pub use roles::Roles;
pub use several::names_in;
pub use several::parts_named;
pub use several::strays_in;
pub(crate) use sheet_names::SheetIndex;
pub(crate) use sheet_names::without_numbers;
pub use standing::FormStanding;
pub use tidy::Tidied;
pub use tidy::tidy;

/// The forms that the program carries.
#[cfg(test)]
pub(crate) fn embedded_forms() -> Forms {
    Forms::parse(&crate::book::Book::embedded()).unwrap_or_else(|faults| panic!("{faults}"))
}
