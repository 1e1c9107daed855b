//! Number formats: how a cell shows its number.

use super::PatchError;
use super::format_group::FormatGroup;
use super::xml::root;

/// The number formats of ECMA-376 part 1, 18.8.30: general, text, those of whole numbers, of
/// shares.
pub(super) const GENERAL: u32 = 0;
pub(super) const TEXT: u32 = 49;
const WHOLE: [u32; 4] = [1, 3, 37, 38];
const SHARES: [u32; 2] = [9, 10];
/// The first number that a number format of a workbook may have.
const FIRST_NUMBER: u32 = 164;
const DAY: &str = "dd/mm/yyyy";

/// The number of a number format under which a number shows with all its digits: the cell's `own`
/// if it does. None for a share, whose digits mean another number.
pub(super) fn plain(
    formats: &FormatGroup,
    own: u32,
    whole: bool,
) -> Result<Option<u32>, PatchError> {
    let code = code(formats, own)?.unwrap_or_default();
    if SHARES.contains(&own) || code.contains('%') {
        return Ok(None);
    }
    let is_plain =
        WHOLE.contains(&own) || (code.contains(['#', '0']) && code.chars().all(is_digit_mark));
    Ok(Some(if whole && is_plain { own } else { GENERAL }))
}

/// Marks of a code that only place digits, signs and blanks.
fn is_digit_mark(c: char) -> bool {
    matches!(
        c,
        '#' | '0' | ',' | '_' | '-' | '*' | '(' | ')' | ' ' | ';' | '@' | '"' | '?' | '\\'
    )
}

/// The code of a number format of the workbook's own.
fn code(formats: &FormatGroup, number: u32) -> Result<Option<String>, PatchError> {
    for item in formats.items() {
        let tag = root(item)?.open;
        if tag.number("numFmtId") == Some(number) {
            return Ok(tag.value("formatCode").map(std::borrow::Cow::into_owned));
        }
    }
    Ok(None)
}

/// The number of the format of days, which is added where the workbook has none.
pub(super) fn day(formats: &mut FormatGroup, prefix: &str) -> Result<u32, PatchError> {
    let mut free = FIRST_NUMBER;
    for item in formats.items() {
        let tag = root(item)?.open;
        let number = tag.number("numFmtId").ok_or(PatchError::Corrupt)?;
        if tag
            .value("formatCode")
            .is_some_and(|code| code.eq_ignore_ascii_case(DAY))
        {
            return Ok(number);
        }
        free = free.max(number.saturating_add(1));
    }
    formats.add(format!(
        "<{prefix}numFmt numFmtId=\"{free}\" formatCode=\"{DAY}\"/>"
    ));
    Ok(free)
}
