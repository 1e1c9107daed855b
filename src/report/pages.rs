//! Markdown: the view through one template; and how templates are loaded.

use std::io::Write;

use tera::Context;
use tera::EscapeFn;
use tera::Tera;

use super::ReportError;
use super::clean;
use super::view::View;

const MARKDOWN: &str = include_str!("templates/bao-cao.md");

/// Writes the report as Markdown.
pub(super) fn markdown(view: &View, out: &mut dyn Write) -> Result<(), ReportError> {
    let text = templates([("bao-cao.md", MARKDOWN)], clean::markdown)?
        .render("bao-cao.md", &Context::from_serialize(view)?)?;
    Ok(out.write_all(text.as_bytes())?)
}

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
