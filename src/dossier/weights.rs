//! The numbers by which the reader decides, each with the evidence for it. Shares and scores are 0
//! to 1.
//!
//! A unit test prints how near each decision on the samples was, so that a change can be judged.

/// The least confidence with which a sheet is taken for a form. On the samples and inputs, true
/// forms reach 0.74 and more; look-up lists and minutes stay under 0.45.
pub(crate) const ENOUGH: f64 = 0.5;
/// The confidence from which nothing further down a sheet is preferred: a good header of four known
/// headings among six.
pub(crate) const GOOD: f64 = 0.65;
/// How much surer a header further down must be.
pub(crate) const SURER: f64 = 0.1;
/// What a title over the table, and the name of the sheet, add to the confidence: each leaves so
/// much less doubt. A name alone is never enough.
pub(crate) const BY_TITLE: f64 = 0.4;
pub(crate) const BY_NAME: f64 = 0.5;
pub(crate) const BY_HEADINGS: f64 = 0.92;

/// How well a sheet's name is that of a form: a phrase in it says much, a single word may stand in
/// any (`VTVL Hiệu trưởng`), and a name spelled nearly alike is the same.
pub(crate) const NAME_HOLDS_PHRASE: f64 = 0.7;
pub(crate) const NAME_HOLDS_WORD: f64 = 0.3;
pub(crate) const NAME_ALIKE: f64 = 0.8;
/// The likeness from which two names are spelled alike.
pub(crate) const SPELLED_ALIKE: f64 = 0.85;
/// A title says as much as a name that is alike.
pub(crate) const TITLE_SAYS: f64 = 0.8;
/// A form is spoken for when name and title say more than this.
pub(crate) const SPOKEN_FOR: f64 = 0.5;
/// How well headings or labels fit a form: mostly by how many of them it knows, for the rest by how
/// many it knows at all.
pub(crate) const KNOWN_OF_ALL: f64 = 0.6;
pub(crate) const KNOWN_AT_ALL: f64 = 0.4;

/// The least nearness at which a heading is taken for a field's.
pub(crate) const TAKEN: f64 = 0.74;
/// The same for labels, which stand among free text.
pub(crate) const NEAR_LABEL: f64 = 0.8;
/// A sheet's name that is a form's, but for numbers.
pub(crate) const SAME_NAME: f64 = 1.0;
/// A field is named as a guess for an unknown heading from this likeness on.
pub(crate) const GUESSED: f64 = 0.5;
/// A heading taken with less than this is a guess: what rests on it is in doubt, unless its values
/// bear it out.
pub(crate) const SURE_HEADING: f64 = 0.85;
/// Words fit any text: a heading of texts is taken without doubt from here on. One wrong accent in
/// a heading of some words gives 0.82.
pub(crate) const NEARLY_SURE: f64 = 0.8;
/// Confidence in a heading that is word for word one of its field's.
pub(crate) const EXACT: f64 = 0.95;
/// Confidence in a column that was taken by its values, whatever its heading.
pub(crate) const BY_VALUES: f64 = 0.6;

/// The share of values that speaks for a field, and the share that speaks against it.
pub(crate) const MOST: f64 = 0.8;
pub(crate) const HALF: f64 = 0.5;
pub(crate) const FEW: f64 = 0.2;
/// Fewer values tell nothing.
pub(crate) const ENOUGH_VALUES: usize = 3;

/// A column that most entries fill. Optional columns (`Ghi chú`, `VTVL kiêm nhiệm`) stay under a
/// third on the samples, columns of content above nine tenths.
pub(crate) const USUAL_COLUMN: f64 = 0.5;
/// A table whose entries have codes, or numbers: one row in ten may lack it by mistake.
pub(crate) const CODED_TABLE: f64 = 0.9;
/// Of fewer entries every column is usual.
pub(crate) const FEW_ENTRIES: usize = 3;

/// The share of rows in common from which a second table is a repetition.
pub(crate) const REPEATED: f64 = 0.5;
/// The share of headings in common from which two sheets are siblings: one form on both.
pub(crate) const SIBLING: f64 = 0.75;

/// A sheet without headings carries a table on if so many of its rows fill the table's columns:
/// titles and sums may stand among them.
pub(crate) const CARRIED_ROWS: f64 = 0.66;

/// A quotient of two counts; 0 of nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of rows and columns are far below 2^52"
)]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
