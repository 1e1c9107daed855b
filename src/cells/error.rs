//! Why bytes are not a workbook that can be read: one Vietnamese sentence each.

use crate::archive::ArchiveError;

/// Lỗi mở tệp: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No byte at all.
    #[error("tệp trống (0 byte); hãy lưu lại tệp từ Excel rồi gửi lại")]
    Empty,
    /// Plain text or CSV under whatever name.
    #[error("đây là tệp văn bản, không phải sổ tính; hãy mở bằng Excel và lưu lại dạng .xlsx")]
    Text,
    /// A web page, which some programs export as `.xls`.
    #[error("đây là trang web (HTML) mang tên tệp Excel; hãy mở bằng Excel và lưu lại dạng .xlsx")]
    Html,
    /// XML that is no package (`SpreadsheetML` 2003 or anything else).
    #[error("đây là tệp XML, không phải sổ tính; hãy mở bằng Excel và lưu lại dạng .xlsx")]
    Xml,
    /// A PDF.
    #[error("đây là tệp PDF, không phải sổ tính; hãy gửi tệp Excel của đề án")]
    Pdf,
    /// A document of a word processor, but not in the one format that is read.
    #[error(
        "đây là tệp văn bản dạng .doc, .rtf hoặc .odt, chưa đọc được; hãy mở bằng Word và lưu lại dạng .docx"
    )]
    OldDocument,
    /// A Word document that cannot be read.
    #[error("{}", document(.0))]
    Document(ArchiveError),
    /// The binary workbook of Excel 2007.
    #[error("đây là tệp .xlsb; hãy mở bằng Excel và lưu lại dạng .xlsx")]
    Xlsb,
    /// A zip that holds no workbook.
    #[error("đây là tệp nén, bên trong không có sổ tính; hãy giải nén và chọn tệp Excel của đề án")]
    OtherZip,
    /// A compound file that holds no workbook.
    #[error(
        "đây là tệp của chương trình khác, bên trong không có sổ tính; hãy gửi tệp Excel của đề án"
    )]
    OtherCompound,
    /// Bytes of no known kind.
    #[error("tệp không phải là sổ tính Excel hoặc OpenDocument; hãy kiểm tra lại tệp")]
    Unknown,
    /// Protected by a password.
    #[error("tệp có mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại")]
    Encrypted,
    /// Cut off or damaged.
    #[error("tệp bị hỏng hoặc tải chưa hết; hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại")]
    Corrupt,
    /// XML with a document type, which a workbook never has.
    #[error(
        "tệp chứa khai báo XML không an toàn (DOCTYPE) nên bị từ chối; hãy mở bằng Excel và lưu lại dạng .xlsx"
    )]
    Doctype,
    /// More than a limit allows.
    #[error(
        "tệp vượt giới hạn: {what} quá {limit}{place}; hãy bỏ bớt nội dung không thuộc đề án rồi lưu lại"
    )]
    Limit {
        /// What there is too much of, in Vietnamese.
        what: &'static str,
        /// The limit with its unit.
        limit: String,
        /// Where it was met, as far as that is known.
        place: LimitPlace,
    },
}

/// Where in a workbook a limit was met; prints as the end of a clause, nothing when nowhere is
/// known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LimitPlace {
    sheet: Option<String>,
    /// The cell as Excel writes it.
    cell: Option<String>,
}

impl LimitPlace {
    pub(super) fn sheet(name: &str) -> Self {
        Self {
            sheet: Some(name.to_owned()),
            cell: None,
        }
    }

    /// Row and column from 0.
    pub(super) fn cell(sheet: &str, row: u32, col: u32) -> Self {
        let cell = format!("{}{}", super::column_letters(col), u64::from(row) + 1);
        Self {
            sheet: Some(sheet.to_owned()),
            cell: Some(cell),
        }
    }
}

impl std::fmt::Display for LimitPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => write!(f, " (trang “{sheet}”, ô {cell})"),
            (Some(sheet), None) => write!(f, " (trang “{sheet}”)"),
            _ => Ok(()),
        }
    }
}

impl OpenError {
    /// The fault of a Word document.
    pub(super) fn in_document(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Corrupt | ArchiveError::Doctype => Self::Document(error),
            other => other.into(),
        }
    }

    pub(super) fn limit(what: &'static str, limit: impl std::fmt::Display) -> Self {
        Self::Limit {
            what,
            limit: limit.to_string(),
            place: LimitPlace::default(),
        }
    }

    /// The same limit with the place where it was met; a place that is known already stays.
    pub(super) fn at(self, found: &LimitPlace) -> Self {
        match self {
            Self::Limit { what, limit, place } if place == LimitPlace::default() => Self::Limit {
                what,
                limit,
                place: found.clone(),
            },
            other => other,
        }
    }

    /// A limit given in bytes, said in megabytes.
    pub(super) fn bytes(what: &'static str, limit: u64) -> Self {
        Self::limit(what, format!("{} MB", limit >> 20))
    }
}

/// What is wrong with a Word document, with what to do in Word.
fn document(error: &ArchiveError) -> String {
    match error {
        ArchiveError::Corrupt => {
            "tệp Word bị hỏng hoặc tải chưa hết; hãy mở bằng Word, lưu lại dạng .docx rồi thử lại".to_owned()
        }
        ArchiveError::Doctype => {
            "tệp chứa khai báo XML không an toàn (DOCTYPE) nên bị từ chối; hãy mở bằng Word và lưu lại dạng .docx"
                .to_owned()
        }
        other => other.to_string(),
    }
}

/// The package of a workbook: the same faults, with what to do in Excel.
impl From<ArchiveError> for OpenError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Encrypted => Self::Encrypted,
            ArchiveError::Corrupt => Self::Corrupt,
            ArchiveError::Doctype => Self::Doctype,
            ArchiveError::Limit { what, limit } => Self::limit(what, limit),
        }
    }
}
