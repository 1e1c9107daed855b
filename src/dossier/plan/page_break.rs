//! What stands between the pages of a table that was printed: page numbers, and dates over
//! signatures that are no figures.

use super::lens::Lens;
use super::lens::Sight;
use crate::cells::Row;
use crate::dictionary::fold;
use crate::dossier::values;

/// A figure has no more words about it.
const FIGURE_WORDS: usize = 4;

/// Whether a text may be meant as a figure: `05 người`, `khoảng 5 %`; not the date over a
/// signature.
pub(super) fn is_figure(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let dated = values::parse_date(text).is_some();
    text.chars().any(|c| c.is_ascii_digit()) && words <= FIGURE_WORDS && !dated
}

/// Whether a row numbers a page: `Trang 2`, `- 2 -`, `2/5` alone, or a title with `Trang 2` at its
/// side.
pub(super) fn is_page_break(lens: &Lens<'_>, sight: &Sight, row: &Row) -> bool {
    let unkeyed = lens.number.is_none_or(|col| row.value(col).is_blank()) && !sight.coded;
    let mut texts = lens
        .filled(row)
        .map(|(_, value)| value.text().map(fold::bare));
    let numbers = |text: &str| {
        text.chars().any(|c| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '.' | '|'))
    };
    let named = |text: &str| {
        text.strip_prefix("trang")
            .or_else(|| text.strip_prefix("tr."))
            .is_some_and(numbers)
    };
    let alone = |text: &str| sight.cells == 1 && numbers(text);
    unkeyed && texts.any(|text| text.is_some_and(|text| named(&text) || alone(&text)))
}
