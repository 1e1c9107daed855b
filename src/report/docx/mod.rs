//! The report, the letter and the table of questions as documents in the form of Nghị định số 30/2020/NĐ-CP:
//! real styles, automatic numbering, tables with repeating header rows and footnotes, so that they can be
//! edited and signed.
//!
//! The parts of the package are templates; a house that wants another form replaces them one by one. Nothing
//! in the package depends on when it was written.

mod annexes;
mod letter;
mod meeting;
mod names;
mod templates;

use std::io::Cursor;
use std::io::Write;

use tera::Context;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Document;
use super::House;
use super::ReportError;
use super::view::View;
use crate::opinion::Appraisal;
use annexes::Annexes;
use letter::Letter;
use meeting::Meeting;
use names::Names;

pub(super) use templates::is_template;
pub(super) use templates::names as template_names;

/// One part of a package: its path inside it and its XML.
pub(super) struct Part {
    pub(super) path: &'static str,
    pub(super) text: String,
}

/// A document as the parts of a DOCX, in the order in which they are written.
///
/// # Errors
/// [`ReportError`] when a template of the house is wrong.
pub(super) fn parts(document: Document, appraisal: &Appraisal, house: &House) -> Result<Vec<Part>, ReportError> {
    templates::render(templates::body(document), &context(document, appraisal, house)?, house)
}

/// A comparison of two submissions as the parts of a DOCX: an annex in the styles of the report.
///
/// # Errors
/// [`ReportError`] when a template is wrong.
pub(super) fn comparison(mut context: Context) -> Result<Vec<Part>, ReportError> {
    let none: [String; 0] = [];
    context.insert("notes", &none);
    context.insert("house", &House::default());
    context.insert("body_size", &body_size(Document::Report));
    templates::render(templates::COMPARISON, &context, &House::default())
}

/// Everything that a template may print.
fn context(document: Document, appraisal: &Appraisal, house: &House) -> Result<Context, ReportError> {
    let mut view = View::of(appraisal);
    if appraisal.agency.name.is_empty() {
        let stood_in = std::mem::replace(&mut view.agency, UNNAMED.to_owned());
        view.subject = view.subject.replace(&stood_in, UNNAMED);
        view.title = view.title.replace(&stood_in, UNNAMED);
    }
    let subject = match document {
        Document::Report | Document::Letter => view.subject.clone(),
        Document::Questions => format!("Đề án vị trí việc làm của {}", view.agency),
    };
    view.title = title(document, &view);
    if document != Document::Report {
        view.notes.clear();
    }
    let mut context = Context::from_serialize(&view)?;
    context.insert("house", house);
    context.insert("body_size", &body_size(document));
    context.insert("names", &Names::of(house, &subject));
    context.insert("papers", &papers(&view));
    context.insert("receivers", &receivers(&view, house));
    match document {
        Document::Report => context.insert("annexes", &Annexes::of(&view)),
        Document::Letter => context.insert("letter", &Letter::of(appraisal)),
        Document::Questions => context.insert("meeting", &Meeting::of(&view)),
    }
    Ok(context)
}

/// Stands for an agency that the dossier does not name.
const UNNAMED: &str = "………… (cơ quan, đơn vị trình hồ sơ)";

/// Size of the body in half points: 13 points keep a long report short, a letter has 14.
const fn body_size(document: Document) -> u8 {
    match document {
        Document::Report => 26,
        Document::Letter | Document::Questions => 28,
    }
}

/// The title in the properties of the document.
fn title(document: Document, view: &View) -> String {
    match document {
        Document::Report => view.title.clone(),
        Document::Letter => format!("Công văn về hồ sơ Đề án vị trí việc làm của {}", view.agency),
        Document::Questions => {
            format!("Vấn đề cần trao đổi tại cuộc họp thẩm định Đề án vị trí việc làm của {}", view.agency)
        }
    }
}

/// What came from the agency: `Tờ trình số 12/TTr-… của … và hồ sơ kèm theo`.
fn papers(view: &View) -> String {
    let (request, agency) = (&view.request, &view.agency);
    if request.is_empty() {
        format!("hồ sơ của {agency}")
    } else if request.starts_with(|c: char| c.is_ascii_digit()) {
        format!("văn bản số {request} của {agency} và hồ sơ kèm theo")
    } else {
        format!("{request} của {agency} và hồ sơ kèm theo")
    }
}

/// Who the report is sent to before the recipients of the house.
fn receivers(view: &View, house: &House) -> Vec<String> {
    let approver = match house.approver() {
        "" => "………… (cấp có thẩm quyền phê duyệt)",
        approver => approver,
    };
    vec![approver.to_owned(), view.agency.clone()]
}

/// Packs the parts of a document as a DOCX.
pub(super) fn write(parts: &[Part], out: &mut dyn Write) -> Result<(), ReportError> {
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
