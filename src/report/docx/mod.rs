//! Papers in the form of Nghị định số 30/2020/NĐ-CP: real styles, automatic numbering, tables with
//! repeating header rows, so that they can be edited and signed.
//!
//! The parts of the package are templates; a house that wants another form replaces them one by
//! one. Nothing in the package depends on when it was written.

mod bounded;
mod names;
pub(super) mod sources;
mod templates;

use std::io::Cursor;
use std::io::Write;

use jiff::civil::Date;
use tera::Context;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::House;
use super::ReportError;
use super::document::PaperDocument;
use names::Names;

/// One part of a package: its path inside it and its XML.
pub(super) struct DocxPart {
    pub(super) path: &'static str,
    pub(super) text: String,
}

/// A paper as the parts of a DOCX, in the order in which they are written. No clock: the day of the
/// law applied stands for the day of writing.
///
/// # Errors
/// [`ReportError`] when a template of the house is wrong.
pub(super) fn parts(
    document: &PaperDocument,
    day: Date,
    house: &House,
) -> Result<Vec<DocxPart>, ReportError> {
    let mut context = Context::new();
    context.insert("doc", document);
    context.insert("house", house);
    context.insert("title", &document.title);
    context.insert("iso_day", &day.to_string());
    context.insert("body_size", &document.size);
    // What the body that approves issues says nothing of the house.
    let issuer = if document.head.of_approver {
        house.approving()
    } else {
        house.clone()
    };
    context.insert("names", &Names::of(&issuer, &document.head.subject));
    context.insert("issuer", &issuer);
    // Whether each section lies on its side: the body, then each annex.
    let sheets: Vec<bool> = std::iter::once(false)
        .chain(document.annexes.iter().map(|annex| annex.landscape))
        .collect();
    context.insert("sheets", &sheets);
    templates::render(&context, house)
}

/// Packs the parts of a document as a DOCX.
pub(super) fn write(parts: &[DocxPart], out: &mut dyn Write) -> Result<(), ReportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        package.start_file(part.path, options)?;
        package.write_all(part.text.as_bytes())?;
    }
    let bytes = package.finish()?.into_inner();
    Ok(out.write_all(&bytes)?)
}
