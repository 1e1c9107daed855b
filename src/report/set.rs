//! The papers that fit one appraisal, together: as files, or as one archive.

use std::io::Cursor;
use std::io::Write;

use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Format;
use super::House;
use super::Paper;
use super::ReportError;
use super::write_paper;
use crate::opinion::Appraisal;
use crate::opinion::Review;

/// The papers that fit, each as DOCX under a plain name (`cong-van.docx`).
///
/// # Errors
/// As [`write_paper`].
pub fn papers_of(
    appraisal: &Appraisal,
    review: &Review,
    house: &House,
) -> Result<Vec<(Paper, String, Vec<u8>)>, ReportError> {
    let written = |paper: Paper| {
        let mut bytes = Vec::new();
        write_paper(appraisal, review, paper, house, Format::Docx, &mut bytes)?;
        Ok((paper, format!("{}.docx", paper.file()), bytes))
    };
    Paper::set(appraisal, review)
        .into_iter()
        .map(written)
        .collect()
}

/// The same as one ZIP, with a list of what each is for. The same appraisal gives the same bytes.
///
/// # Errors
/// As [`write_paper`].
pub fn write_papers(
    appraisal: &Appraisal,
    review: &Review,
    house: &House,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut list = String::new();
    for (paper, name, bytes) in papers_of(appraisal, review, house)? {
        archive.start_file(&name, options)?;
        archive.write_all(&bytes)?;
        list.push_str(&format_line(&name, paper));
    }
    archive.start_file("doc-truoc.txt", options)?;
    archive.write_all(list.as_bytes())?;
    let bytes = archive.finish()?.into_inner();
    Ok(out.write_all(&bytes)?)
}

fn format_line(name: &str, paper: Paper) -> String {
    format!("{name}: {}; {}.\r\n", paper.label(), paper.purpose())
}
