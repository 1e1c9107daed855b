//! Why a file is not given back with its findings.

use crate::archive::ArchiveError;
use crate::cells::OpenError;
use crate::report::patch::PatchError;

/// Why a workbook could not be given back with its findings: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// Its package could not be changed.
    #[error(transparent)]
    Patch(#[from] PatchError),
    /// It is a Word document with macros.
    #[error(
        "tệp Word có macro nên không ghi vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentMacros,
    /// It is a strict Office Open XML document.
    #[error(
        "tệp Word lưu ở dạng Strict Open XML, chưa ghi vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentStrict,
    /// The copy of an `.xls` or `.ods` could not be made.
    #[error(
        "không chép được tệp sang dạng .xlsx; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Copy(#[from] rust_xlsxwriter::XlsxError),
}

impl From<OpenError> for AnnotateError {
    fn from(error: OpenError) -> Self {
        Self::Patch(error.into())
    }
}

impl From<ArchiveError> for AnnotateError {
    fn from(error: ArchiveError) -> Self {
        Self::Patch(error.into())
    }
}

impl From<zip::result::ZipError> for AnnotateError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Patch(error.into())
    }
}

impl From<std::io::Error> for AnnotateError {
    fn from(error: std::io::Error) -> Self {
        Self::Patch(error.into())
    }
}
