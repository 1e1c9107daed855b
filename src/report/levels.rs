//! Colours of the levels in workbooks: one for each outcome, the same in every document.

use crate::law::Outcome;

/// Fill of a cell with a finding of this outcome, as spreadsheets write it; black text stays
/// legible on each. None when cells are not marked. No palette of a spreadsheet program offers just
/// these, so that they are known again in a copy that comes back.
pub(super) const fn fill(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Violation => Some("FFFFC4C0"),
        Outcome::Explain => Some("FFFFE29A"),
        Outcome::Doubtful => Some("FFE3EBB2"),
        Outcome::Missing => Some("FFE6D2F2"),
        Outcome::Note => Some("FFC2E9F0"),
        _ => None,
    }
}

/// Fill of a cell whose spelling was mended.
pub(super) const MENDED: &str = "FFD3EBCB";

/// The outcomes whose cells are marked, gravest first.
pub(super) const MARKED: [Outcome; 5] = [
    Outcome::Violation,
    Outcome::Explain,
    Outcome::Doubtful,
    Outcome::Missing,
    Outcome::Note,
];

/// The light tint behind a question or a waived finding in a list.
pub(super) const fn tint(outcome: Outcome) -> &'static str {
    match fill(outcome) {
        Some(colour) => colour,
        None => "FFE3E7ED",
    }
}
