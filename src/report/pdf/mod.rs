//! PDF: the parts of a DOCX, laid out. What a house changes in its templates, it changes in both.
//!
//! 1. [`reader`] reads the parts into a [`model`]: styles with what they inherit, numbers, tables, sections, footnotes;
//! 2. [`flow`] fills pages with lines ([`glyphs`], [`lines`], [`blocks`]) and rows ([`table_setting`], [`rows`]);
//! 3. [`paint`] writes them with the fonts that the program carries ([`faces`]), with tags and bookmarks.
//!
//! Lengths are in points. The reader knows what our templates use and what offices are likely to
//! add; of anything else, it keeps the text.

mod blocks;
mod bookmarks;
mod faces;
mod flow;
mod glyphs;
mod inlines;
mod lines;
mod model;
mod numbering;
mod ops;
mod paint;
mod parts;
mod props;
mod reader;
mod rows;
mod sheets;
mod styles;
mod table_setting;
mod tables;
mod xml;

#[cfg(test)]
mod tests;

use std::io::Write;

use super::ReportError;
use super::docx::DocxPart;

/// Why a PDF could not be made of the parts of a DOCX.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Defect(String);

/// Writes a document as PDF, from the parts of it as a DOCX. The same parts give the same bytes.
pub(super) fn write(parts: &[DocxPart], out: &mut dyn Write) -> Result<(), ReportError> {
    let bytes = laid_out(parts).map_err(|Defect(reason)| ReportError::Pdf(reason))?;
    Ok(out.write_all(&bytes)?)
}

fn laid_out(parts: &[DocxPart]) -> Result<Vec<u8>, Defect> {
    let (document, runnings) = reader::read(parts)?;
    let faces = faces::PdfFaces::open()?;
    let (pages, structure) = flow::pages(&document, &runnings, &faces);
    paint::pdf(&document, &pages, &structure, &faces)
}
