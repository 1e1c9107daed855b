//! The comparison as an annex in the form of the report: the same styles and parts of a package, another body.

use std::io::Cursor;
use std::io::Write;

use tera::Context;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::report::ReportError;
use crate::report::clean;
use crate::report::pages::templates;

/// Size of the body in half points, as in the report.
const BODY_SIZE: u8 = 26;

/// The parts by template name and path, in the order in which they are written.
const PARTS: [(&str, &str, &str); 12] = [
    ("content-types.xml", "[Content_Types].xml", include_str!("../templates/docx/content-types.xml")),
    ("package.rels.xml", "_rels/.rels", include_str!("../templates/docx/package.rels.xml")),
    ("core.xml", "docProps/core.xml", include_str!("../templates/docx/core.xml")),
    ("app.xml", "docProps/app.xml", include_str!("../templates/docx/app.xml")),
    ("so-sanh.xml", "word/document.xml", include_str!("../templates/docx/so-sanh.xml")),
    ("document.rels.xml", "word/_rels/document.xml.rels", include_str!("../templates/docx/document.rels.xml")),
    ("styles.xml", "word/styles.xml", include_str!("../templates/docx/styles.xml")),
    ("numbering.xml", "word/numbering.xml", include_str!("../templates/docx/numbering.xml")),
    ("settings.xml", "word/settings.xml", include_str!("../templates/docx/settings.xml")),
    ("font-table.xml", "word/fontTable.xml", include_str!("../templates/docx/font-table.xml")),
    ("header.xml", "word/header1.xml", include_str!("../templates/docx/header.xml")),
    ("footnotes.xml", "word/footnotes.xml", include_str!("../templates/docx/footnotes.xml")),
];

/// Writes the annex.
pub(super) fn write(mut context: Context, out: &mut dyn Write) -> Result<(), ReportError> {
    let none: [String; 0] = [];
    context.insert("notes", &none);
    context.insert("body_size", &BODY_SIZE);
    let tera = templates(PARTS.map(|(name, _, text)| (name, text)), clean::markup)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, path, _) in PARTS {
        package.start_file(path, options)?;
        package.write_all(tera.render(name, &context)?.as_bytes())?;
    }
    let bytes = package.finish()?.into_inner();
    Ok(out.write_all(&bytes)?)
}
