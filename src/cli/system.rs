//! What the system says when it refuses, as a user reads it.

use std::io;
use std::io::ErrorKind;

/// Why the system refuses, and what to do about it.
pub(super) fn reason(error: &io::Error) -> String {
    match (known(error.kind()), error.raw_os_error()) {
        (Some(known), _) => known.to_owned(),
        (None, Some(number)) => {
            format!("hệ thống báo lỗi số {number}; hãy thử lại hoặc chọn nơi khác")
        }
        (None, None) => "hệ thống báo lỗi; hãy thử lại hoặc chọn nơi khác".to_owned(),
    }
}

/// The sentence for what the standard library tells apart.
const fn known(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "không tìm thấy; hãy kiểm tra lại tên tệp và thư mục",
        ErrorKind::PermissionDenied => "không có quyền; hãy chọn nơi khác hoặc đóng tệp đang mở",
        ErrorKind::AlreadyExists => {
            "đã có tệp tên này; hãy đặt tên khác, hoặc thêm --force để ghi đè"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "ổ đĩa đã đầy; hãy xóa bớt tệp hoặc chọn ổ đĩa khác"
        }
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; hãy chọn nơi khác",
        ErrorKind::FileTooLarge => "tệp quá lớn đối với ổ đĩa này; hãy chọn ổ đĩa khác",
        ErrorKind::IsADirectory => "đây là một thư mục; hãy ghi tên tệp",
        ErrorKind::NotADirectory => {
            "một phần của đường dẫn là tệp, không phải thư mục; hãy kiểm tra lại đường dẫn"
        }
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            "tên tệp không dùng được; hãy đặt tên ngắn hơn, không có ký tự lạ"
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "tệp đang được chương trình khác dùng; hãy đóng tệp rồi làm lại"
        }
        ErrorKind::AddrInUse => "cổng này đang được chương trình khác dùng; hãy chọn cổng khác",
        ErrorKind::TimedOut => "ổ đĩa hoặc mạng không trả lời; hãy thử lại",
        ErrorKind::OutOfMemory => "máy không còn đủ bộ nhớ; hãy đóng bớt chương trình rồi làm lại",
        _ => return None,
    })
}
