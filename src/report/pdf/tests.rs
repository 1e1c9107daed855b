//! The PDF says what the DOCX says, and nothing that a workbook holds breaks it.

#![expect(clippy::format_collect, reason = "short texts, put together once")]

mod content;
mod file;
mod hostile;
mod layout;

use super::super::docx;
use super::super::docx::DocxPart;
use super::super::fixture;
use super::faces::PdfFaces;
use super::flow;
use super::model::PdfDocument;
use super::ops::Op;
use super::ops::PdfPage;
use super::ops::Structure;
use super::ops::StructureKind;
use super::ops::Text;
use super::reader;

/// A document that has been laid out.
struct LaidDocument {
    document: PdfDocument,
    pages: Vec<PdfPage>,
    structure: Structure,
}

impl LaidDocument {
    fn out(parts: &[DocxPart]) -> Self {
        let (document, runnings) = reader::read(parts).unwrap();
        let (pages, structure) = flow::pages(&document, &runnings, &PdfFaces::open().unwrap());
        Self {
            document,
            pages,
            structure,
        }
    }

    /// A document of our own, with the styles of the report.
    fn of(body: &str) -> Self {
        Self::out(&own(body))
    }

    fn texts(&self, page: usize) -> Vec<&Text> {
        self.pages[page].ops.iter().filter_map(as_text).collect()
    }

    /// The text of a page without that which is repeated or counted.
    fn said(&self, page: usize) -> String {
        self.texts(page)
            .iter()
            .filter(|text| text.part.is_some())
            .map(|text| text.text.as_str())
            .collect()
    }

    /// Pages that say something.
    fn saying(&self, what: &str) -> Vec<usize> {
        (0..self.pages.len())
            .filter(|page| self.said(*page).contains(what))
            .collect()
    }

    fn inside_note(&self, part: usize) -> bool {
        let (kind, parent) = &self.structure.parts[part];
        *kind == StructureKind::Note || parent.is_some_and(|parent| self.inside_note(parent))
    }
}

fn as_text(op: &Op) -> Option<&Text> {
    match op {
        Op::Text(text) => Some(text),
        _ => None,
    }
}

/// The parts of the report of the made-up appraisal.
fn report() -> Vec<DocxPart> {
    let (appraisal, house) = (fixture::appraisal(), super::super::House::default());
    let report = super::super::papers::document(
        super::super::Paper::Report,
        &appraisal,
        &crate::opinion::Review::default(),
        &house,
    );
    docx::parts(&report, appraisal.law.as_of, &house).unwrap()
}

/// The parts of the report with another body.
fn own(body: &str) -> Vec<DocxPart> {
    let end = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#;
    let mut parts = report();
    let document = parts
        .iter_mut()
        .find(|part| part.path == "word/document.xml")
        .unwrap();
    document.text =
        format!(r#"<w:document xmlns:w="w" xmlns:r="r"><w:body>{body}{end}</w:body></w:document>"#);
    parts
}

/// A paragraph.
fn p(style: &str, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

/// A cell as wide as `width` twips, with more properties.
fn tc(width: u32, more: &str, blocks: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{blocks}</w:tc>"#)
}

/// A table with lines around its cells; each row is its properties and its cells.
fn table(widths: &[u32], rows: &[(&str, Vec<String>)]) -> String {
    let grid: String = widths
        .iter()
        .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
        .collect();
    let rows: String = rows
        .iter()
        .map(|(props, cells)| format!("<w:tr><w:trPr>{props}</w:trPr>{}</w:tr>", cells.concat()))
        .collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"#
    )
}

/// The same without any blank.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
        .collect()
}
