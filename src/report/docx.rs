//! The report as a document in the form of Nghị định số 30/2020/NĐ-CP: real styles, automatic numbering,
//! tables with repeating header rows and footnotes, so that it can be edited and signed.
//!
//! The parts of the package are templates; a house that wants another form changes them. Nothing in the
//! package depends on when it was written.

use std::io::Cursor;
use std::io::Write;

use tera::Context;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ReportError;
use super::clean;
use super::pages;
use super::view::View;

/// The parts in the order in which they are written; the list of types comes first, as readers expect.
const PARTS: [(&str, &str); 12] = [
    ("[Content_Types].xml", include_str!("templates/docx/content-types.xml")),
    ("_rels/.rels", include_str!("templates/docx/package.rels.xml")),
    ("docProps/core.xml", include_str!("templates/docx/core.xml")),
    ("docProps/app.xml", include_str!("templates/docx/app.xml")),
    ("word/document.xml", include_str!("templates/docx/document.xml")),
    ("word/_rels/document.xml.rels", include_str!("templates/docx/document.rels.xml")),
    ("word/styles.xml", include_str!("templates/docx/styles.xml")),
    ("word/numbering.xml", include_str!("templates/docx/numbering.xml")),
    ("word/settings.xml", include_str!("templates/docx/settings.xml")),
    ("word/fontTable.xml", include_str!("templates/docx/font-table.xml")),
    ("word/header1.xml", include_str!("templates/docx/header.xml")),
    ("word/footnotes.xml", include_str!("templates/docx/footnotes.xml")),
];

/// Names under which the templates are known, so that every one of them is escaped as XML.
const NAMES: [&str; 12] = [
    "content-types.xml",
    "package.rels.xml",
    "core.xml",
    "app.xml",
    "document.xml",
    "document.rels.xml",
    "styles.xml",
    "numbering.xml",
    "settings.xml",
    "font-table.xml",
    "header.xml",
    "footnotes.xml",
];

/// One part of a package: its path inside it and its XML.
pub(super) struct Part {
    pub(super) path: &'static str,
    pub(super) text: String,
}

/// The report as the parts of a DOCX, in the order in which they are written.
pub(super) fn parts(view: &View) -> Result<Vec<Part>, ReportError> {
    let mut sources = [("", ""); 12];
    for (source, (name, (_, text))) in sources.iter_mut().zip(NAMES.into_iter().zip(PARTS)) {
        *source = (name, text);
    }
    let tera = pages::templates(sources, clean::markup)?;
    let context = Context::from_serialize(view)?;
    let render =
        |(name, (path, _)): (&str, (&'static str, &str))| Ok(Part { path, text: tera.render(name, &context)? });
    NAMES.into_iter().zip(PARTS).map(render).collect()
}

/// Writes the report as a DOCX.
pub(super) fn write(view: &View, out: &mut dyn Write) -> Result<(), ReportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts(view)? {
        package.start_file(part.path, options)?;
        package.write_all(part.text.as_bytes())?;
    }
    let bytes = package.finish()?.into_inner();
    Ok(out.write_all(&bytes)?)
}
