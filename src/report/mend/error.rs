//! Why a workbook is not mended.

use crate::cells::OpenError;
use crate::opinion::Refusal;
use crate::report::patch::PatchError;

/// Why the spelling of a workbook could not be mended: one Vietnamese sentence each.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
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
    /// Its package could not be changed.
    #[error(transparent)]
    Patch(#[from] PatchError),
}

impl From<OpenError> for MendError {
    fn from(error: OpenError) -> Self {
        Self::Patch(error.into())
    }
}
