//! The documents that the page offers.

use std::path::Path;

use super::job::Told;
use crate::opinion::Appraisal;
use crate::report;
use crate::report::Format;

/// One document that the page can hand out.
pub(super) struct Output {
    /// By which the page asks for it.
    pub(super) key: &'static str,
    /// What the user reads.
    pub(super) label: &'static str,
    /// What it is for, one sentence.
    pub(super) about: &'static str,
    /// What the name of the file ends with, after that of the submission.
    suffix: &'static str,
    /// How it is written.
    format: Format,
}

/// Every document, the ones that people want first.
pub(super) const ALL: &[Output] = &[
    Output {
        key: "docx",
        label: "Báo cáo thẩm định (Word)",
        about: "Dự thảo theo thể thức văn bản hành chính, để sửa và ký.",
        suffix: "-bao-cao.docx",
        format: Format::Docx,
    },
    Output {
        key: "html",
        label: "Báo cáo để đọc trên máy",
        about: "Một trang mở bằng trình duyệt, có lọc và bằng chứng của từng nhận xét.",
        suffix: "-bao-cao.html",
        format: Format::Html,
    },
    Output {
        key: "md",
        label: "Báo cáo dạng văn bản thuần",
        about: "Để dán vào thư hoặc phần mềm khác.",
        suffix: "-bao-cao.md",
        format: Format::Markdown,
    },
    Output {
        key: "json",
        label: "Kết quả cho phần mềm khác (JSON)",
        about: "Mọi nhận xét, ô và căn cứ theo vtvl.appraisal/1.",
        suffix: "-ket-qua.json",
        format: Format::Json,
    },
    Output {
        key: "sarif",
        label: "Kết quả dạng SARIF",
        about: "Cho công cụ rà soát đọc được SARIF 2.1.0.",
        suffix: "-ket-qua.sarif",
        format: Format::Sarif,
    },
];

impl Output {
    /// Name and content of the document.
    pub(super) fn write(&self, appraisal: &Appraisal) -> Result<(String, Vec<u8>), Told> {
        let mut bytes = Vec::new();
        report::write(appraisal, self.format, &mut bytes).map_err(|error| Told::plain(&error.to_string()))?;
        Ok((format!("{}{}", stem(appraisal), self.suffix), bytes))
    }
}

/// The first file's name without its ending.
fn stem(appraisal: &Appraisal) -> String {
    let first = appraisal.input.files.first().map_or(appraisal.input.file.as_str(), |file| file.file.as_str());
    let stem = Path::new(first).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "de-an".to_owned())
}
