//! Changing a workbook or document of the submission without writing it anew.
//!
//! Parts that need not change are copied as they are packed, and in those that change the text
//! between the edits stays byte for byte.

pub(super) mod book;
pub(super) mod content_types;
mod format_group;
pub(super) mod list;
mod number_formats;
pub(super) mod package;
pub(super) mod styles;
mod titles;
pub(super) mod xml;

use crate::archive::ArchiveError;
use crate::cells;
use crate::cells::OpenError;

/// The namespace of spreadsheets (ECMA-376, transitional).
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Why a package could not be changed; who changes it says what that means for the user.
#[derive(Debug)]
pub(super) enum PatchError {
    /// It is no package that can be read.
    Open(OpenError),
    /// It holds macros.
    Macros,
    /// It is signed.
    Signed,
    /// It is a strict Office Open XML workbook.
    Strict,
    /// A part is not as its program should have written it.
    Corrupt,
    /// It could not be read or put together.
    Package(zip::result::ZipError),
    /// The copy could not be written.
    Write(std::io::Error),
}

impl From<OpenError> for PatchError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<ArchiveError> for PatchError {
    fn from(error: ArchiveError) -> Self {
        Self::Open(error.into())
    }
}

impl From<zip::result::ZipError> for PatchError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Package(error)
    }
}

impl From<std::io::Error> for PatchError {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

/// `D12` of a row and a column from 0.
pub(super) fn local_cell(row: u32, col: u32) -> String {
    format!("{}{}", cells::column_letters(col), u64::from(row) + 1)
}
