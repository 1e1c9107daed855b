//! One appraisal, several readers.
//!
//! A report lays out what [`Appraisal`] says; it computes and filters nothing. JSON is the
//! appraisal itself. Text for the terminal is written directly. Markdown, HTML, DOCX and PDF share
//! one view (Vietnamese numbers, dates and cross-references) and the templates beside this file.
//! Every text goes through `clean` on its way out, because it may come from a workbook.

mod annotate;
mod clean;
#[cfg(not(target_os = "wasi"))]
mod dataset;
mod diff;
mod document;
mod docx;
mod entries;
mod figures;
mod grid;
mod house;
mod html;
mod levels;
mod markdown;
mod mend;
mod page;
mod pages;
mod papers;
mod patch;
mod pdf;
mod picture;
mod reading;
mod reading_json;
mod register;
mod render;
mod review;
mod rulebook;
mod sarif;
mod set;
mod sheet_page;
mod text;
mod timeline;
mod verify;
mod view;
mod wording;
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

use serde::Serialize;

use crate::opinion::Appraisal;
use crate::opinion::Review;
use crate::register::AppraisalRecord;

pub use annotate::AnnotateError;
pub use annotate::Annotated;
pub use annotate::Original;
pub use annotate::annotate;
#[cfg(not(target_os = "wasi"))]
pub use dataset::ColumnKind;
#[cfg(not(target_os = "wasi"))]
pub use dataset::Dataset;
#[cfg(not(target_os = "wasi"))]
pub use dataset::DatasetColumn;
#[cfg(not(target_os = "wasi"))]
pub use dataset::DatasetFormat;
#[cfg(not(target_os = "wasi"))]
pub use dataset::FINDING_COLUMNS;
#[cfg(not(target_os = "wasi"))]
pub use dataset::POSITION_COLUMNS;
pub use diff::AnswersRead;
pub use diff::read_answers;
pub use diff::read_returned_list;
pub use diff::write_diff;
pub use diff::write_diff_text;
pub use grid::CellsOf;
pub use house::House;
pub use house::HouseFault;
pub use mend::LeftAlone;
pub use mend::MendError;
pub use mend::Mended;
pub use mend::Mending;
pub use mend::Repair;
pub use mend::RepairKind;
pub use mend::mend;
pub use mend::mendable;
pub use mend::write_mended;
pub use mend::write_mended_json;
pub use page::TextOptions;
pub use patch::PatchError;
pub use reading::write_reading;
pub use reading_json::write_reading_json;
pub use register::ConsolidatedFile;
pub use register::Consolidation;
pub use register::WholeFault;
pub use register::judge_whole;
pub use register::page_sources;
pub use review::ReviewLines;
pub use review::ReviewRead;
pub use review::is_review;
pub use review::read_review;
pub use review::write_review;
pub use rulebook::coverage;
pub use rulebook::glossary;
pub use set::papers_of;
pub use set::write_papers;
pub use text::write_text;
pub use timeline::AgainstView;
pub use timeline::Drawing;
pub use timeline::LifeView;
pub use timeline::write_against;
pub use timeline::write_json_against;
pub use timeline::write_life;
pub use timeline::write_life_json;
pub use timeline::write_report_against;
pub use timeline::write_standing;
pub use timeline::write_standing_json;
pub use verify::Verification;
pub use verify::VerifyError;
pub use verify::Verifying;
pub use verify::verify;

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

/// Giấy tờ thẩm định: what is made of one appraisal to be signed, sent, met over or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// Báo cáo thẩm định: to the body that approves.
    Report,
    /// Công văn đề nghị hoàn thiện hồ sơ: to the agency.
    Letter,
    /// Tờ trình phê duyệt.
    Submission,
    /// Dự thảo Quyết định phê duyệt.
    Decision,
    /// Bảng nội dung cần thảo luận, kết luận.
    Questions,
    /// Biên bản họp thẩm định.
    Minutes,
    /// Phiếu kiểm tra nội bộ: never leaves the office.
    Slip,
}

impl Paper {
    /// All papers, those that are signed first.
    pub const ALL: [Self; 7] = [
        Self::Report,
        Self::Letter,
        Self::Submission,
        Self::Decision,
        Self::Questions,
        Self::Minutes,
        Self::Slip,
    ];

    /// Whether it can be written in this format: only the report has others than those to print.
    #[must_use]
    pub const fn has(self, format: Format) -> bool {
        matches!(
            (self, format),
            (Self::Report, _) | (_, Format::Docx | Format::Pdf | Format::Markdown)
        )
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Report => "báo cáo thẩm định",
            Self::Letter => "công văn đề nghị hoàn thiện hồ sơ",
            Self::Submission => "tờ trình phê duyệt",
            Self::Decision => "dự thảo quyết định phê duyệt",
            Self::Questions => "bảng nội dung cần thảo luận",
            Self::Minutes => "biên bản họp thẩm định",
            Self::Slip => "phiếu kiểm tra nội bộ",
        }
    }

    /// The name of its file, without the ending.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Report => "bao-cao-tham-dinh",
            Self::Letter => "cong-van",
            Self::Submission => "to-trinh",
            Self::Decision => "du-thao-quyet-dinh",
            Self::Questions => "noi-dung-thao-luan",
            Self::Minutes => "bien-ban-hop",
            Self::Slip => "phieu-kiem-tra-noi-bo",
        }
    }

    /// What it is for, one line.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Report => "trình cấp có thẩm quyền phê duyệt: ý kiến thẩm định và kiến nghị",
            Self::Letter => "gửi cơ quan, đơn vị: nội dung cần sửa, có cột giải trình, tiếp thu",
            Self::Submission => "trình phê duyệt, kèm dự thảo quyết định",
            Self::Decision => "dự thảo để cấp có thẩm quyền ký, kèm các phụ lục được phê duyệt",
            Self::Questions => "dùng tại cuộc họp: câu hỏi pháp luật giao người thẩm định xem xét",
            Self::Minutes => "ghi lại cuộc họp thẩm định",
            Self::Slip => "lưu nội bộ, không ban hành: nguồn, phạm vi, quy tắc của từng nội dung",
        }
    }

    /// The papers that fit what was found: the letter as long as something is to be mended, else
    /// what asks for approval.
    #[must_use]
    pub fn set(appraisal: &Appraisal, review: &Review) -> Vec<Self> {
        let signed: &[Self] = if papers::is_fit(appraisal, review) {
            &[Self::Report, Self::Submission, Self::Decision]
        } else {
            &[Self::Letter]
        };
        signed
            .iter()
            .copied()
            .chain([Self::Questions, Self::Minutes, Self::Slip])
            .collect()
    }
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The place it is written to failed.
    #[error("không ghi được báo cáo")]
    Write(#[from] io::Error),
    /// The appraisal could not be turned into JSON.
    #[error("không lập được báo cáo JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Findings of one submission only: a comparison is none.
    #[error(
        "bản so sánh không có dạng này; dùng tên tệp có đuôi .docx, .pdf, .html, .md hoặc .json"
    )]
    NotForComparison,
    /// Only a report with annexes, and JSON, tell of a second day.
    #[error("so với quy định ngày khác chỉ có trong báo cáo .docx, .pdf, .md và .json")]
    NotForTwoLaws,
    /// A template is wrong.
    #[error("mẫu báo cáo có lỗi: {0}")]
    Template(#[from] tera::Error),
    /// A template of the house is wrong; says where.
    #[error("{0}")]
    HouseTemplate(String),
    /// The document is not written in this format.
    #[error("văn bản này chỉ lập được dạng .docx, .pdf hoặc .md")]
    Format,
    /// The package of a DOCX could not be put together.
    #[error("không đóng gói được báo cáo DOCX; hãy thử lại")]
    Package(#[from] zip::result::ZipError),
    /// The parts of a DOCX could not be laid out, as when a template is no good XML.
    #[error("không dựng được báo cáo PDF: {0}; hãy kiểm tra mẫu báo cáo")]
    Pdf(String),
    /// The workbook of the findings could not be written.
    #[error("không lập được báo cáo Excel; hãy thử lại")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Writes an appraisal as a report. The same appraisal gives the same bytes.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to, or a template is wrong.
pub fn write(
    appraisal: &Appraisal,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match format {
        Format::Text => write_text(appraisal, &TextOptions::default(), out),
        Format::Json => write_json(appraisal, out),
        Format::Sarif => sarif::write(appraisal, out),
        Format::Html => html::write(appraisal, out),
        Format::Xlsx => workbook::write(appraisal, out),
        Format::Docx | Format::Pdf | Format::Markdown => {
            write_document(appraisal, Paper::Report, &House::default(), format, out)
        }
    }
}

/// Writes an appraisal as JSON with the appraiser's own word under the key `review`; without one,
/// as [`write()`].
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_record(record: &AppraisalRecord<'_>, out: &mut dyn Write) -> Result<(), ReportError> {
    write_json(record, out)
}

/// Writes a value as JSON for programs that people look over the shoulder of: indented, its last
/// line ended.
fn write_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), ReportError> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

/// Writes one of the papers of an appraisal for the house that signs it, as long as the appraiser
/// has said nothing.
///
/// # Errors
/// As [`write_paper`].
pub fn write_document(
    appraisal: &Appraisal,
    paper: Paper,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    write_paper(appraisal, &Review::default(), paper, house, format, out)
}

/// Writes one of the papers of an appraisal with the appraiser's own word, for the house that signs
/// it. The same appraisal, review and house give the same bytes.
///
/// # Errors
/// [`ReportError`] as [`write()`]; [`ReportError::Format`] when the paper has no such format;
/// [`ReportError::HouseTemplate`] when a template of the house is wrong.
pub fn write_paper(
    appraisal: &Appraisal,
    review: &Review,
    paper: Paper,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match (paper, format) {
        (_, Format::Docx | Format::Pdf | Format::Markdown) => {
            let document = papers::document(paper, appraisal, review, house);
            render::write(&document, appraisal.law.as_of, house, format, out)
        }
        // JSON and SARIF are what the program found, for other programs.
        (Paper::Report, Format::Html | Format::Xlsx) => {
            write(&review.applied(appraisal), format, out)
        }
        (Paper::Report, _) => write(appraisal, format, out),
        _ => Err(ReportError::Format),
    }
}
