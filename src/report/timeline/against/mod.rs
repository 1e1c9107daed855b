//! One submission under the laws of two days, for a terminal, a page, a paper, and as a key of the
//! appraisal's JSON.

mod annex;
mod text;
mod view;

use std::io::Write;

use serde::Serialize;

use crate::opinion::Appraisal;
use crate::opinion::Review;
use crate::opinion::TwoLaws;
use crate::report::Format;
use crate::report::House;
use crate::report::Paper;
use crate::report::ReportError;
use crate::report::papers;
use crate::report::render;
use crate::report::write_json;

pub use text::write_against;
pub use view::AgainstView;

/// An appraisal with what another day's law says of the same dossier.
#[derive(Serialize)]
struct WithAgainst<'a> {
    #[serde(flatten)]
    appraisal: &'a Appraisal,
    against: &'a TwoLaws,
}

/// Writes an appraisal as JSON with the comparison under the key `against`; every other key is as
/// without it.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_json_against(
    appraisal: &Appraisal,
    laws: &TwoLaws,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let both = WithAgainst {
        appraisal,
        against: laws,
    };
    write_json(&both, out)
}

/// Writes the report with the comparison as its last annex; JSON as [`write_json_against`].
///
/// # Errors
/// [`ReportError`] as [`crate::report::write_paper`]; [`ReportError::NotForTwoLaws`] for a format
/// that has no annexes.
pub fn write_report_against(
    appraisal: &Appraisal,
    review: &Review,
    laws: &TwoLaws,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match format {
        Format::Json => write_json_against(appraisal, laws, out),
        Format::Docx | Format::Pdf | Format::Markdown => {
            let mut document = papers::document(Paper::Report, appraisal, review, house);
            let annex = annex::of(&AgainstView::of(laws), document.annexes.len());
            document.annexes.push(annex);
            render::write(&document, appraisal.law.as_of, house, format, out)
        }
        Format::Text | Format::Html | Format::Sarif | Format::Xlsx => {
            Err(ReportError::NotForTwoLaws)
        }
    }
}
