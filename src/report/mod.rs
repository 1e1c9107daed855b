//! Stage 7: one appraisal, several readers.
//!
//! A report lays out what [`Appraisal`] says; it computes and filters nothing. JSON is the appraisal
//! itself. Text for the terminal is written directly. Markdown, HTML and DOCX share one view
//! (Vietnamese numbers, dates and cross-references) and the templates beside this file. Every text goes
//! through `clean` on its way out, because it may come from a workbook.

mod annotate;
mod clean;
mod docx;
mod entries;
mod figures;
mod grid;
mod html;
mod levels;
mod page;
mod pages;
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
pub use grid::CellsOf;
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
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
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
    /// A template is wrong.
    #[error("mẫu báo cáo có lỗi: {0}")]
    Template(#[from] tera::Error),
    /// The package of a DOCX could not be put together.
    #[error("không đóng gói được báo cáo DOCX: {0}")]
    Package(#[from] zip::result::ZipError),
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
        Format::Docx => docx::write(&view::View::of(appraisal), out),
        Format::Xlsx => workbook::write(appraisal, out),
    }
}
