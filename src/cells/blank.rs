//! What nobody sees in a cell.

/// Whether a character says nothing (Q18): blanks of every kind, and marks of no width.
pub(crate) fn is_blank_char(c: char) -> bool {
    // What nearly all are is told without a table.
    !c.is_ascii_graphic() && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// Whether a text says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}
