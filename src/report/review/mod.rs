//! Bảng thẩm định: the workbook in which the appraiser says her own word, and how it is read back.

mod lines;
mod read;
mod write;

pub use lines::ReviewLines;
pub use lines::is_review;
pub use read::ReviewRead;
pub use read::read_review;
pub use write::write_review;

/// A sheet of the workbook by its name, and the headings of its columns; the last one is hidden and
/// holds the key.
struct ReviewSheet {
    name: &'static str,
    heads: &'static [&'static str],
}

/// The heading of the column of keys.
const KEY: &str = "Mã nhận lại (không sửa)";

const POSITIONS: ReviewSheet = ReviewSheet {
    name: "Vị trí",
    heads: &[
        "STT",
        "Mã",
        "Tên vị trí việc làm",
        "Đơn vị",
        "Hiện có",
        "Đề nghị",
        "Ý kiến thẩm định",
        "Chênh lệch",
        "Lý do",
        KEY,
    ],
};

const FINDINGS: ReviewSheet = ReviewSheet {
    name: "Nhận xét",
    heads: &[
        "Số",
        "Loại",
        "Nội dung",
        "Trang và ô",
        "Căn cứ",
        "Ý kiến",
        "Nội dung viết lại",
        "Lý do",
        KEY,
    ],
};

const QUESTIONS: ReviewSheet = ReviewSheet {
    name: "Câu hỏi",
    heads: &["STT", "Câu hỏi", "Căn cứ", "Trả lời", KEY],
};

const PROCEDURE: ReviewSheet = ReviewSheet {
    name: "Chung",
    heads: &["Nội dung", "Giá trị"],
};

/// Labels of the sheet on the procedure.
const RECEIVED: &str = "Ngày nhận đủ hồ sơ";
const MEETING: &str = "Ngày họp thẩm định";

impl ReviewSheet {
    /// The place of a column, from 0.
    fn column(&self, head: &str) -> u16 {
        (0..)
            .zip(self.heads)
            .find(|(_, known)| **known == head)
            .map_or(0, |(place, _)| place)
    }
}
