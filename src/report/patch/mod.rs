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

/// Why a package could not be changed: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum PatchError {
    /// It is no package that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It holds macros.
    #[error(
        "tệp có macro nên không ghi vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Macros,
    /// It is signed.
    #[error(
        "tệp có chữ ký số, ghi vào tệp sẽ làm mất giá trị chữ ký; hãy lưu một bản không ký rồi thử lại"
    )]
    Signed,
    /// It is a strict Office Open XML workbook.
    #[error(
        "tệp lưu ở dạng Strict Open XML, chưa ghi vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Strict,
    /// A part is not as its program should have written it.
    #[error(
        "tệp có thành phần không đúng chuẩn nên không ghi vào được; hãy mở bằng chương trình đã lập ra tệp, lưu lại dạng .xlsx (tệp Word thì .docx) rồi thử lại"
    )]
    Corrupt,
    /// It could not be read or put together.
    #[error(
        "không đóng gói lại được tệp; hãy mở bằng chương trình đã lập ra tệp, lưu lại dạng .xlsx (tệp Word thì .docx) rồi thử lại"
    )]
    Package(#[from] zip::result::ZipError),
    /// The copy could not be written.
    #[error("không ghi được bản sao của tệp")]
    Write(#[from] std::io::Error),
}

impl From<ArchiveError> for PatchError {
    fn from(error: ArchiveError) -> Self {
        Self::Open(error.into())
    }
}

/// `D12` of a row and a column from 0.
pub(super) fn local_cell(row: u32, col: u32) -> String {
    format!("{}{}", cells::column_letters(col), u64::from(row) + 1)
}
