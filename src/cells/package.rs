//! The package of a workbook: what the stage `archive` reads, with the sentences of this stage.

use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use crate::archive;
pub(super) use crate::archive::Budget;
pub(super) use crate::archive::Package;
pub(super) use crate::archive::Token;
pub(super) use crate::archive::attributes;
pub(super) use crate::archive::local;
pub(super) use crate::archive::small_text;

/// [`archive::open()`].
pub(super) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, OpenError> {
    Ok(archive::open(bytes, limits)?)
}

/// [`archive::scan`].
pub(super) fn scan(
    package: &mut Package<'_>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    visit: impl FnMut(Token<'_>) -> Result<(), OpenError>,
) -> Result<bool, OpenError> {
    archive::scan(package, name, limits, budget, visit)
}

/// [`archive::attribute`].
pub(super) fn attribute<'a>(
    start: &'a BytesStart<'_>,
    name: &str,
) -> Result<Option<&'a str>, OpenError> {
    Ok(archive::attribute(start, name)?)
}

/// [`archive::distinct`].
pub(super) fn distinct(start: &BytesStart<'_>) -> Result<bool, OpenError> {
    Ok(archive::distinct(start)?)
}
