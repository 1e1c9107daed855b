//! What a spreadsheet says, cell by cell.
//!
//! [`open()`] takes the bytes of a workbook of any supported format and gives a [`Workbook`]:
//! sheets of located [`Value`]s. Nothing here knows what a proposal is. This is the only stage that
//! uses calamine, and nothing reaches calamine before the guard has looked at it.

mod addr;
mod beside;
mod biff;
mod biff_computed;
mod biff_externs;
mod biff_formula;
mod biff_globals;
mod biff_out;
mod blank;
mod compound;
mod docx;
mod error;
mod formats;
mod formula;
mod legacy;
mod number;
mod ods;
mod ods_content;
mod ods_styles;
mod open;
mod outline;
mod own;
mod package;
mod places;
mod print;
mod reference;
mod rewrite;
mod rows;
mod sheet_scan;
mod sniff;
mod spans;
mod spread;
mod sst;
mod syllable;
mod value;
mod widths;
mod word;
mod workbook;
mod xls;
mod xlsx;
mod xlsx_anew;
mod xlsx_parts;

pub use addr::Addr;
pub use addr::Area;
pub use addr::SheetRef;
pub use beside::Beside;
pub(crate) use blank::is_blank_char;
pub use docx::WordAnchors;
pub use docx::word_anchors;
pub use error::LimitPlace;
pub use error::OpenError;
pub use legacy::Encoding;
pub use legacy::Suspicion;
pub use legacy::convert;
pub use legacy::suspect;
pub use open::open;
pub use outline::Outline;
pub use outline::outline;
pub use own::OWN_MENDED;
pub use own::OWN_REPORT;
pub use own::OWN_REVIEW;
pub use own::OWN_SHEET;
pub use own::OwnPaper;
pub use own::named;
pub(crate) use syllable::TONES;
pub use value::CellError;
pub use value::Value;
pub use widths::Widths;
pub use widths::widths;
pub use word::WordMap;
pub use workbook::Row;
pub use workbook::Sheet;
pub use workbook::Visibility;
pub use workbook::Workbook;
pub use workbook::WorkbookFormat;

pub use crate::archive::Limits;
pub use crate::archive::column_letters;
pub use crate::archive::parse_cell;
pub use crate::archive::parse_column;
