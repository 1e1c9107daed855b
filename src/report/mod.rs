//! Stage 8: one appraisal, several readers.
//!
//! A report lays out what [`Appraisal`] says; it computes and filters nothing. JSON is the appraisal
//! itself. Text for the terminal is written directly. Markdown, HTML, DOCX and PDF share one view
//! (Vietnamese numbers, dates and cross-references) and the templates beside this file. Every text goes
//! through `clean` on its way out, because it may come from a workbook.

mod annotate;
mod clean;
mod diff;
mod docx;
mod entries;
mod figures;
mod grid;
mod house;
mod html;
mod levels;
mod page;
mod pages;
mod pdf;
mod picture;
mod reading;
mod reading_json;
mod rulebook;
mod sarif;
mod text;
mod view;
mod words;
mod workbook;
mod wrap;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::io;
use std::io::Write;
use std::path::Path;

use crate::opinion::Appraisal;

pub use annotate::AnnotateError;
pub use annotate::Annotated;
pub use annotate::Original;
pub use annotate::annotate;
pub use diff::write_diff;
pub use diff::write_diff_text;
pub use grid::CellsOf;
pub use house::House;
pub use house::HouseFault;
pub use reading::write_reading;
pub use reading_json::write_reading_json;
pub use rulebook::coverage;
pub use rulebook::glossary;
pub use text::TextOptions;
pub use text::write_text;

/// Dạng báo cáo: what a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text of 80 columns without colours.
    Text,
    /// `vtvl.appraisal/1`.
    Json,
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// SARIF 2.1.0.
    Sarif,
    /// A document in the form of Nghị định số 30/2020/NĐ-CP.
    Docx,
    /// The same document, laid out: fonts inside, text that can be selected, bookmarks.
    Pdf,
    /// A workbook of the findings, to be filtered and counted.
    Xlsx,
}

impl Format {
    /// The format that the ending of a file name asks for, if it is one of ours.
    #[must_use]
    pub fn from_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "sarif" => Some(Self::Sarif),
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// Văn bản: what is made of one appraisal for people to sign and to meet over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// Báo cáo thẩm định.
    Report,
    /// Công văn đề nghị bổ sung, hoàn thiện hồ sơ.
    Letter,
    /// Bảng vấn đề cần trao đổi tại cuộc họp thẩm định.
    Questions,
}

impl Document {
    /// Whether it can be written in this format: only the report has others than those to print.
    #[must_use]
    pub const fn has(self, format: Format) -> bool {
        matches!((self, format), (Self::Report, _) | (_, Format::Docx | Format::Pdf))
    }
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The place it is written to failed.
    #[error("không ghi được báo cáo: {0}")]
    Write(#[from] io::Error),
    /// The appraisal could not be turned into JSON.
    #[error("không lập được báo cáo JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Findings of one submission only: a comparison is none.
    #[error("bản so sánh không có dạng này; dùng tên tệp có đuôi .docx, .html, .md hoặc .json")]
    NotForComparison,
    /// A template is wrong.
    #[error("mẫu báo cáo có lỗi: {0}")]
    Template(#[from] tera::Error),
    /// A template of the house is wrong; says where.
    #[error("{0}")]
    HouseTemplate(String),
    /// The document is not written in this format.
    #[error("văn bản này chỉ lập được dạng .docx hoặc .pdf")]
    Format,
    /// The package of a DOCX could not be put together.
    #[error("không đóng gói được báo cáo DOCX: {0}")]
    Package(#[from] zip::result::ZipError),
    /// The parts of a DOCX could not be laid out, as when a template is no good XML.
    #[error("không dựng được báo cáo PDF: {0}; hãy kiểm tra mẫu báo cáo")]
    Pdf(String),
    /// The workbook of the findings could not be written.
    #[error("không lập được báo cáo Excel: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Writes an appraisal as a report. The same appraisal gives the same bytes.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to, or a template is wrong.
pub fn write(appraisal: &Appraisal, format: Format, out: &mut dyn Write) -> Result<(), ReportError> {
    match format {
        Format::Text => write_text(appraisal, &TextOptions::default(), out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, appraisal)?;
            out.write_all(b"\n")?;
            Ok(())
        }
        Format::Sarif => sarif::write(appraisal, out),
        Format::Markdown => pages::markdown(&view::View::of(appraisal), out),
        Format::Html => html::write(appraisal, out),
        Format::Xlsx => workbook::write(appraisal, out),
        Format::Docx | Format::Pdf => write_document(appraisal, Document::Report, &House::default(), format, out),
    }
}

/// Writes one of the documents of an appraisal for the house that signs it. The same appraisal and house give
/// the same bytes.
///
/// # Errors
/// [`ReportError`] as [`write()`]; [`ReportError::Format`] when the document has no such format;
/// [`ReportError::HouseTemplate`] when a template of the house is wrong.
pub fn write_document(
    appraisal: &Appraisal,
    document: Document,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match (document, format) {
        (_, Format::Docx) => docx::write(&docx::parts(document, appraisal, house)?, out),
        (_, Format::Pdf) => pdf::write(&docx::parts(document, appraisal, house)?, out),
        (Document::Report, _) => write(appraisal, format, out),
        (Document::Letter | Document::Questions, _) => Err(ReportError::Format),
    }
}
