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
    /// What it is.
    kind: Kind,
}

/// What a document is.
enum Kind {
    /// The report, in a format.
    Report(Format),
}

/// What documents are made of.
pub(super) struct Case<'a> {
    /// What was found.
    pub(super) appraisal: &'a Appraisal,
}

/// Every document, the ones that people want first.
pub(super) const ALL: &[Output] = &[
    Output {
        key: "docx",
        label: "Báo cáo thẩm định (Word)",
        about: "Dự thảo theo thể thức văn bản hành chính, để sửa và ký.",
        suffix: "-bao-cao.docx",
        kind: Kind::Report(Format::Docx),
    },
    Output {
        key: "html",
        label: "Báo cáo để đọc trên máy",
        about: "Một trang mở bằng trình duyệt, có lọc và bằng chứng của từng nhận xét.",
        suffix: "-bao-cao.html",
        kind: Kind::Report(Format::Html),
    },
    Output {
        key: "md",
        label: "Báo cáo dạng văn bản thuần",
        about: "Để dán vào thư hoặc phần mềm khác.",
        suffix: "-bao-cao.md",
        kind: Kind::Report(Format::Markdown),
    },
    Output {
        key: "json",
        label: "Kết quả cho phần mềm khác (JSON)",
        about: "Mọi nhận xét, ô và căn cứ theo vtvl.appraisal/1.",
        suffix: "-ket-qua.json",
        kind: Kind::Report(Format::Json),
    },
    Output {
        key: "sarif",
        label: "Kết quả dạng SARIF",
        about: "Cho công cụ rà soát đọc được SARIF 2.1.0.",
        suffix: "-ket-qua.sarif",
        kind: Kind::Report(Format::Sarif),
    },
];

impl Output {
    /// The document as one file or several, each with its name.
    pub(super) fn make(&self, case: &Case<'_>) -> Result<Vec<(String, Vec<u8>)>, Told> {
        let name = format!("{}{}", stem(case.appraisal), self.suffix);
        match self.kind {
            Kind::Report(format) => {
                let mut bytes = Vec::new();
                let written = report::write(case.appraisal, format, &mut bytes);
                written.map_err(|error| Told::plain(&error.to_string()))?;
                Ok(vec![(name, bytes)])
            }
        }
    }
}

/// The first file's name without its ending.
fn stem(appraisal: &Appraisal) -> String {
    let first = appraisal.input.files.first().map_or(appraisal.input.file.as_str(), |file| file.file.as_str());
    let stem = Path::new(first).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "de-an".to_owned())
}
