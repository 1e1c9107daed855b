//! Why a workbook is not mended.

use crate::cells::OpenError;
use crate::opinion::Refusal;
use crate::report::patch::PatchError;

/// Why the spelling of a workbook could not be mended: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// It is no workbook that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is a spreadsheet of another format.
    #[error(
        "chỉ sửa giúp được tệp .xlsx; hãy mở tệp này bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    OtherFormat,
    /// It is a document.
    #[error("chỉ sửa giúp được tệp Excel (.xlsx); tệp Word thì xem nhận xét rồi sửa trong Word")]
    Document,
    /// It is a paper of ours.
    #[error("đây là {0} do vtvl lập, không phải hồ sơ của cơ quan; hãy đưa tệp .xlsx của đề án")]
    Own(&'static str),
    /// Its texts are in an encoding from before Unicode.
    #[error(
        "chữ trong tệp theo bảng mã cũ (TCVN3 hoặc VNI) nên không sửa giúp được; hãy chuyển tệp sang Unicode rồi thử lại"
    )]
    OldLetters,
    /// Nothing in it is a proposal.
    #[error(transparent)]
    NoProposal(#[from] Refusal),
    /// It holds macros.
    #[error(
        "tệp có macro nên không sửa giúp được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Macros,
    /// It is signed.
    #[error(
        "tệp có chữ ký số, sửa tệp sẽ làm mất giá trị chữ ký; hãy lưu một bản không ký rồi thử lại"
    )]
    Signed,
    /// It is a strict Office Open XML workbook.
    #[error(
        "tệp lưu ở dạng Strict Open XML, chưa sửa giúp được; hãy mở bằng Excel, lưu lại dạng Excel Workbook (.xlsx) rồi thử lại"
    )]
    Strict,
    /// A part is not as its program should have written it.
    #[error(
        "tệp có thành phần không đúng chuẩn nên không sửa giúp được; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Corrupt,
    /// The package could not be read or put together.
    #[error(
        "không đóng gói được tệp đã sửa: {0}; hãy mở tệp bằng Excel, lưu lại dạng .xlsx rồi thử lại"
    )]
    Package(zip::result::ZipError),
    /// The copy could not be written.
    #[error("không ghi được tệp đã sửa: {0}")]
    Write(std::io::Error),
}

impl From<PatchError> for MendError {
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
