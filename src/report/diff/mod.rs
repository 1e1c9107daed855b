//! Two submissions compared, for the same readers as a report.

mod lines;
mod text;
mod view;

use std::io::Write;

use tera::Context;

use super::Format;
use super::ReportError;
use super::TextOptions;
use super::clean;
use super::docx;
use super::html;
use super::pages::templates;
use super::pdf;
use crate::opinion::Comparison;
use view::View;

pub use text::write_diff_text;

const MARKDOWN: &str = include_str!("../templates/so-sanh.md");
const HTML: &str = include_str!("../templates/so-sanh.html");

/// Writes a comparison. The same comparison gives the same bytes.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to, or a template is wrong.
pub fn write_diff(comparison: &Comparison, format: Format, out: &mut dyn Write) -> Result<(), ReportError> {
    match format {
        Format::Text => write_diff_text(comparison, &TextOptions::default(), out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, comparison)?;
            Ok(out.write_all(b"\n")?)
        }
        Format::Markdown => {
            let context = Context::from_serialize(&View::of(comparison))?;
            let text = templates([("so-sanh.md", MARKDOWN)], clean::markdown)?.render("so-sanh.md", &context)?;
            Ok(out.write_all(text.as_bytes())?)
        }
        Format::Html => {
            let mut context = Context::from_serialize(&View::of(comparison))?;
            context.insert("style", html::STYLE);
            context.insert("policy", &html::policy::of(html::STYLE, ""));
            let sources = [("head.html", html::HEAD), ("components.html", html::COMPONENTS), ("so-sanh.html", HTML)];
            let text = templates(sources, clean::markup)?.render("so-sanh.html", &context)?;
            Ok(out.write_all(text.as_bytes())?)
        }
        Format::Docx => docx::write(&annex(comparison)?, out),
        Format::Pdf => pdf::write(&annex(comparison)?, out),
        Format::Sarif | Format::Xlsx => Err(ReportError::NotForComparison),
    }
}

/// The comparison as the parts of a document.
fn annex(comparison: &Comparison) -> Result<Vec<docx::Part>, ReportError> {
    docx::comparison(Context::from_serialize(&View::of(comparison))?)
}
