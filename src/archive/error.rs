//! Why a package cannot be read: one Vietnamese sentence each.

/// Lỗi gói tệp: what is wrong with a package, whatever it holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Protected by a password.
    #[error("tệp có mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại")]
    Encrypted,
    /// Cut off or damaged.
    #[error(
        "tệp bị hỏng hoặc tải chưa hết; hãy mở bằng chương trình đã lập ra tệp, lưu lại rồi thử lại"
    )]
    Corrupt,
    /// XML with a document type, which an office file never has.
    #[error(
        "tệp chứa khai báo XML không an toàn (DOCTYPE) nên bị từ chối; hãy mở bằng chương trình đã lập ra tệp và lưu lại"
    )]
    Doctype,
    /// More than a limit allows.
    #[error(
        "tệp vượt giới hạn: {what} quá {limit}; hãy bỏ bớt nội dung không thuộc đề án rồi lưu lại"
    )]
    Limit {
        /// What there is too much of, in Vietnamese.
        what: &'static str,
        /// The limit with its unit.
        limit: String,
    },
}

impl ArchiveError {
    /// More of something than a limit allows; the limit is printed as it is.
    #[must_use]
    pub fn limit(what: &'static str, limit: impl std::fmt::Display) -> Self {
        Self::Limit {
            what,
            limit: limit.to_string(),
        }
    }

    /// A limit given in bytes, said in megabytes.
    #[must_use]
    pub fn bytes(what: &'static str, limit: u64) -> Self {
        Self::limit(what, format!("{} MB", limit >> 20))
    }
}
