//! How templates are loaded.

use tera::EscapeFn;
use tera::Tera;

use super::ReportError;

/// Templates in which every value is escaped by `escape`.
pub(super) fn templates<const N: usize>(
    sources: [(&'static str, &'static str); N],
    escape: EscapeFn,
) -> Result<Tera, ReportError> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml", ".md"]);
    tera.set_escape_fn(escape);
    tera.add_raw_templates(sources)?;
    Ok(tera)
}
