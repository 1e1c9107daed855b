//! What several test crates share: proposal workbooks written as text.
//!
//! `samples/*.txt` hold the workbooks in a form that a person can review in a diff;
//! [`sample`] reads one, the methods of [`Sheets`] change a cell or a row, and
//! [`Sheets::to_xlsx`] gives the bytes that the pipeline reads.
#![allow(
    dead_code,
    unused_imports,
    reason = "each test crate uses its own part of the support"
)]

mod cell_text;
mod documents;
pub(crate) mod dossiers;
mod sources;
mod workbook_docx;
mod workbook_text;
mod workbook_xlsx;

use std::path::PathBuf;

pub(crate) use cell_text::Cell;
pub(crate) use documents::docx_parts;
pub(crate) use sources::sources;
pub(crate) use workbook_text::Sheet;
pub(crate) use workbook_text::Sheets;

/// The folder of the samples.
pub(crate) fn samples_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// The rulebook as it stands in its folder: an edit of a page needs no new build of the program.
#[track_caller]
pub(crate) fn rulebook() -> vtvl::book::Book {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules");
    vtvl::book::Book::from_dir(&folder).unwrap_or_else(|error| stop(&error.to_string()))
}

/// The sample of this name (`so-nong-nghiep-2021`), ready to be edited.
#[track_caller]
pub(crate) fn sample(name: &str) -> Sheets {
    let own = samples_dir().join(format!("{name}.txt"));
    // What is no proposal stands apart from the samples of proposals.
    let path = if own.exists() {
        own
    } else {
        samples_dir().join(format!("../tests/whole/{name}.txt"))
    };
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| stop(&format!("{}: {error}", path.display())));
    Sheets::parse(&text).unwrap_or_else(|error| stop(&format!("{name}.txt: {error}")))
}

/// Ends the test: the test itself is written wrongly.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "a wrong test must stop, and tests have no other way to say so"
)]
pub(crate) fn stop(message: &str) -> ! {
    panic!("{message}")
}
