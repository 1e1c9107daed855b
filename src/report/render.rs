//! A paper in the formats that papers have: one renderer each.

use std::io::Write;

use jiff::civil::Date;

use super::Format;
use super::House;
use super::ReportError;
use super::document::PaperDocument;
use super::docx;
use super::markdown;
use super::pdf;

/// Writes a paper for the house that signs it; the day of the law applied stands for that of
/// writing.
///
/// # Errors
/// [`ReportError::Format`] for a format that no paper has; else when a template of the house is
/// wrong, or `out` cannot be written to.
pub(super) fn write(
    document: &PaperDocument,
    day: Date,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match format {
        Format::Docx => docx::write(&docx::parts(document, day, house)?, out),
        Format::Pdf => pdf::write(&docx::parts(document, day, house)?, out),
        Format::Markdown => markdown::write(document, out),
        _ => Err(ReportError::Format),
    }
}
