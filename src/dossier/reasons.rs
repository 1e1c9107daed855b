//! Why a sheet was taken as it was, and why a row was passed over: typed, put into words only where
//! they are told.

use std::fmt;

use crate::dictionary::fold::capital;

/// Why a sheet was taken as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetReason {
    /// Hidden deep and all but empty: what a macro left.
    Remnant,
    /// Nothing stands on it.
    Blank,
    /// Guidance or look-up lists of a template.
    Guidance,
    /// The user's mapping says so.
    Mapped,
    /// The user's mapping passes it over.
    PassedByMapping,
    /// No form; its name or title is like that of one.
    Unknown {
        /// Name of the sheet of the form that it is like.
        like: Option<String>,
    },
    /// Rows of positions that no cell names.
    Ownerless,
    /// Signs of a form.
    Signs(FormSigns),
    /// Lines of text, each an entry of a form.
    Lines {
        /// Name of the form's sheet.
        form: String,
    },
    /// Running text that names documents, each an entry of a form.
    Prose {
        /// Name of the form's sheet.
        form: String,
    },
    /// Rows without headings that carry on the table before.
    CarriesOn {
        /// Name of the form's sheet.
        form: String,
        /// The sheet before.
        sheet: String,
    },
}

/// The signs by which a sheet was taken for a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSigns {
    /// Name of the form's sheet.
    pub form: String,
    /// The name of the sheet says so.
    pub by_name: bool,
    /// A title says so.
    pub by_title: bool,
    /// How many headings or labels the form knows.
    pub known: usize,
    /// How many there are.
    pub of: usize,
    /// What they are and how they lie.
    pub lie: HeadingsLie,
    /// It is like another sheet of the file.
    pub like_sibling: bool,
}

/// What tells the fields of a form, and how it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingsLie {
    /// Headings over columns.
    OverColumns,
    /// Headings before rows.
    BeforeRows,
    /// Labels with the value beside.
    Beside,
    /// Labels with the value below.
    Above,
}

impl fmt::Display for SheetReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remnant => f.write_str(
                "Trang bị ẩn sâu và hầu như trống, có thể là dấu vết của macro; đã bỏ qua",
            ),
            Self::Blank => f.write_str("Trang trống"),
            Self::Guidance => f.write_str(
                "Trang hướng dẫn hoặc danh mục lựa chọn của mẫu, không chứa dữ liệu trình",
            ),
            Self::Mapped => f.write_str("Theo bản đồ đọc của người dùng"),
            Self::PassedByMapping => f.write_str("Bỏ qua theo bản đồ đọc của người dùng"),
            Self::Unknown { like: Some(form) } => {
                write!(
                    f,
                    "Tên trang hoặc tiêu đề giống biểu “{form}” nhưng không tìm thấy các cột mà biểu này phải có"
                )
            }
            Self::Unknown { like: None } => {
                f.write_str("Không nhận ra biểu nào của đề án trên trang này")
            }
            Self::Ownerless => {
                f.write_str("Trang không ghi các dòng dưới là của vị trí việc làm nào")
            }
            Self::Signs(signs) => signs.fmt(f),
            Self::Lines { form } => {
                write!(
                    f,
                    "Tên trang hoặc tiêu đề giống biểu “{form}”, mỗi dòng chữ là một mục"
                )
            }
            Self::Prose { form } => write!(
                f,
                "Lời văn viện dẫn văn bản, mỗi đoạn là một mục của biểu “{form}”"
            ),
            Self::CarriesOn { form, sheet } => {
                write!(
                    f,
                    "Không có tiêu đề cột; các cột và các dòng nối tiếp biểu “{form}” ở trang “{sheet}”"
                )
            }
        }
    }
}

impl fmt::Display for FormSigns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.lie {
            HeadingsLie::OverColumns => "tiêu đề cột",
            HeadingsLie::BeforeRows => "tiêu đề cột, xếp theo chiều dọc",
            HeadingsLie::Beside => "nhãn",
            HeadingsLie::Above => "nhãn, giá trị ở dòng dưới",
        };
        let named = [(self.by_name, "tên trang"), (self.by_title, "tiêu đề")];
        let named: Vec<&str> = named
            .into_iter()
            .filter_map(|(is, sign)| is.then_some(sign))
            .collect();
        let joined = if named.is_empty() {
            String::new()
        } else {
            format!("{} và ", named.join(", "))
        };
        let signs = capital(&format!(
            "{joined}{}/{} {what} khớp biểu “{}”",
            self.known, self.of, self.form
        ));
        f.write_str(&signs)?;
        if self.like_sibling {
            f.write_str(", giống một trang khác của tệp")
        } else {
            Ok(())
        }
    }
}

/// Why a row was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// It carries on the row above and was joined to it.
    Joined,
    /// The numbers of the columns.
    ColumnNumbers,
    /// The heading again.
    HeadingAgain,
    /// Only its running number: a prepared row.
    NumberOnly,
    /// A part of the total above.
    PartOfTotal,
    /// A note.
    Note,
    /// A line of text that is no entry.
    NoEntry(String),
    /// The table has ended.
    BelowTable,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Joined => f.write_str("dòng nối tiếp của dòng trên, đã ghép vào dòng đó"),
            Self::ColumnNumbers => f.write_str("dòng đánh số cột"),
            Self::HeadingAgain => f.write_str("tiêu đề cột lặp lại"),
            Self::NumberOnly => f.write_str("dòng chỉ có số thứ tự, chưa điền nội dung"),
            Self::PartOfTotal => f.write_str("một phần của dòng cộng ở trên"),
            Self::Note => f.write_str("dòng ghi chú, không phải dữ liệu"),
            Self::NoEntry(text) => write!(f, "không phải một dòng của biểu: “{text}”"),
            Self::BelowTable => f.write_str("từ dòng này trở xuống không còn là dòng của biểu"),
        }
    }
}
