//! Why a file is not given back with its findings.

use crate::archive::ArchiveError;
use crate::cells::OpenError;
use crate::report::patch::PatchError;

/// Why a workbook could not be given back with its findings: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// It is no workbook that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It holds macros.
    #[error(
        "tệp có macro nên không ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Macros,
    /// It is signed.
    #[error(
        "tệp có chữ ký số, ghi nhận xét vào sẽ làm mất giá trị chữ ký; hãy lưu một bản không ký rồi thử lại"
    )]
    Signed,
    /// It is a strict Office Open XML workbook.
    #[error(
        "tệp lưu ở dạng Strict Open XML, chưa ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Strict,
    /// It is a Word document with macros.
    #[error(
        "tệp Word có macro nên không ghi nhận xét vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentMacros,
    /// It is a strict Office Open XML document.
    #[error(
        "tệp Word lưu ở dạng Strict Open XML, chưa ghi nhận xét vào được; hãy mở bằng Word, lưu lại dạng Word Document (.docx) rồi thử lại"
    )]
    DocumentStrict,
    /// A part is not as its program should have written it.
    #[error(
        "tệp có thành phần không đúng chuẩn nên không ghi nhận xét vào được; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Corrupt,
    /// The package could not be read or put together.
    #[error(
        "không đóng gói được tệp có nhận xét: {0}; hãy mở tệp bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Package(#[from] zip::result::ZipError),
    /// The copy could not be written.
    #[error("không ghi được tệp có nhận xét: {0}")]
    Write(#[from] std::io::Error),
    /// The copy of an `.xls` or `.ods` could not be made.
    #[error(
        "không chép được tệp sang dạng .xlsx: {0}; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Copy(#[from] rust_xlsxwriter::XlsxError),
}

impl From<ArchiveError> for AnnotateError {
    fn from(error: ArchiveError) -> Self {
        Self::Open(error.into())
    }
}

impl From<PatchError> for AnnotateError {
    fn from(error: PatchError) -> Self {
        match error {
            PatchError::Open(error) => Self::Open(error),
            PatchError::Macros => Self::Macros,
            PatchError::Signed => Self::Signed,
            PatchError::Strict => Self::Strict,
            PatchError::Corrupt => Self::Corrupt,
            PatchError::Package(error) => Self::Package(error),
            PatchError::Write(error) => Self::Write(error),
        }
    }
}
