//! The submitted workbook with its findings in it: a comment and a fill on each cell that is wrong,
//! and before all other sheets one that lists them with links and room for the agency's answers.
//!
//! The package is patched, not written anew: parts that need not change are copied as they are
//! packed, and in those that change the text between the edits stays byte for byte. So styles,
//! merges, validations, hidden sheets, print settings and whatever else a program has left in it
//! survive.

mod comments;
mod copy;
mod document;
mod error;
mod findings;
mod geometry;
mod index;
mod marking;
mod notes;
mod sheet;
mod vml;

#[cfg(test)]
mod tests;

use super::diff::read_returned_list;
use super::patch::book::Ours;
use super::patch::book::Place;
use super::patch::book::WorkbookPart;
use super::patch::content_types::ContentTypes;
use super::patch::package::PatchedPackage;
use crate::archive;
use crate::archive::ArchiveError;
use crate::cells;
use crate::cells::Encoding;
use crate::cells::Limits;
use crate::cells::OWN_SHEET;
use crate::cells::Workbook;
use crate::cells::WorkbookFormat;
use crate::opinion::Appraisal;
use findings::File;
use marking::Marking;
use marking::listed;

pub use error::AnnotateError;

/// The sheet that lists the findings.
const LIST: Ours = Ours {
    title: "Nhận xét thẩm định",
    name: OWN_SHEET,
    part: "worksheets/nhan-xet-vtvl#.xml",
    place: Place::First,
};

/// A file of the submission that gets its findings written into it.
#[derive(Debug, Clone, Copy)]
pub struct Original<'a> {
    /// Its name where the submission has several files, none where it is the only one.
    pub name: Option<&'a str>,
    /// What is in it.
    pub bytes: &'a [u8],
    /// The encoding that texts were converted from; heeded where a copy is made of an `.xls` or
    /// `.ods`.
    pub encoding: Option<Encoding>,
}

/// Bản có nhận xét: the workbook with its findings.
#[derive(Debug)]
pub struct Annotated {
    /// An `.xlsx`; of a Word document a `.docx`.
    pub bytes: Vec<u8>,
    /// Findings that concern this file.
    pub findings: usize,
    /// The name of the sheet that lists them; empty in a Word document, which has them beside its
    /// text.
    pub index: String,
    /// What the user has to know of the copy, one Vietnamese sentence each.
    pub remarks: Vec<String>,
}

/// Writes the findings of an appraisal into the workbook that it judged. The same input gives the
/// same bytes.
///
/// # Errors
/// [`AnnotateError`] when the workbook cannot be read or must not be changed.
pub fn annotate(
    appraisal: &Appraisal,
    original: &Original<'_>,
    limits: &Limits,
) -> Result<Annotated, AnnotateError> {
    // The guard measures the package before anything else looks inside.
    let mut workbook = cells::open(original.bytes, limits)?;
    match workbook.format {
        WorkbookFormat::Xlsx => return patch(appraisal, original, &workbook, limits, Vec::new()),
        WorkbookFormat::Docx => return in_document(appraisal, original, &workbook, limits),
        WorkbookFormat::Xls | WorkbookFormat::Ods => {}
    }
    if let Some(encoding) = original.encoding {
        cells::convert(&mut workbook, encoding);
    }
    let widths = cells::widths(original.bytes, &workbook, limits);
    let bytes = copy::write(&workbook, &widths)?;
    let copied = Original {
        bytes: &bytes,
        ..*original
    };
    patch(
        appraisal,
        &copied,
        &workbook,
        limits,
        vec![copy::sentence(workbook.format, &widths)],
    )
}

fn in_document(
    appraisal: &Appraisal,
    original: &Original<'_>,
    workbook: &Workbook,
    limits: &Limits,
) -> Result<Annotated, AnnotateError> {
    let plain = plain(original.bytes, limits)?;
    let original = Original {
        bytes: plain.as_deref().unwrap_or(original.bytes),
        ..*original
    };
    document::patch(appraisal, &original, workbook, limits)
}

/// The package with all its parts in UTF-8, as what is changed has to be; none where they are.
fn plain(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, ArchiveError> {
    archive::plain(&mut archive::open(bytes, limits)?, limits)
}

fn patch(
    appraisal: &Appraisal,
    original: &Original<'_>,
    workbook: &Workbook,
    limits: &Limits,
    mut remarks: Vec<String>,
) -> Result<Annotated, AnnotateError> {
    let plain = plain(original.bytes, limits)?;
    let mut package = PatchedPackage::open(plain.as_deref().unwrap_or(original.bytes), limits)?;
    let book = WorkbookPart::of(&mut package, LIST)?;
    let file = File::of(appraisal, original.name);
    let entries = findings::entries(appraisal, &file);
    let by_sheet = findings::by_sheet(&entries, &file, workbook, &listed(&book.index));
    let mut styles = book.read_styles(&mut package)?;
    let mut types = ContentTypes::default();
    let mut marking = Marking {
        package: &mut package,
        book: &book,
        styles: &mut styles,
        types: &mut types,
    };
    let notes = marking.sheets(by_sheet)?;
    remarks.extend(notes.sentences(&book, workbook, styles.full));
    let source = index::ListSource {
        appraisal,
        entries: &entries,
        file: &file,
        book: &book,
        workbook,
        remarks: &remarks,
    };
    // What the agency wrote into the list of a former run stays beside its finding.
    let answers = read_returned_list(workbook, "bản trước").answers;
    let list = index::write(source, answers, &mut styles);
    book.finish(&mut package, list, styles.finish()?, types, false)?;
    Ok(Annotated {
        bytes: package.write()?,
        findings: entries.len(),
        index: book.index,
        remarks,
    })
}
