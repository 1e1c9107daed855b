//! Two submissions compared, for the same readers as a report.

mod answers;
mod lines;
mod paper;
mod text;
mod view;

use std::io::Write;

use tera::Context;

use super::Format;
use super::House;
use super::ReportError;
use super::TextOptions;
use super::clean;
use super::html;
use super::pages::templates;
use super::render;
use super::write_json;
use crate::opinion::Comparison;
use view::DiffView;

pub use answers::AnswersRead;
pub use answers::read_answers;
pub use answers::read_returned_list;
pub use text::write_diff_text;

const HTML: &str = include_str!("../templates/so-sanh.html");

/// Writes a comparison for the house that keeps it. The same comparison and house give the same
/// bytes.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to, or a template is wrong.
pub fn write_diff(
    comparison: &Comparison,
    house: &House,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    match format {
        Format::Text => write_diff_text(comparison, &TextOptions::default(), out),
        Format::Json => write_json(comparison, out),
        Format::Html => {
            let mut context = Context::from_serialize(&DiffView::of(comparison))?;
            context.insert("style", html::STYLE);
            context.insert("policy", &html::policy::of(html::STYLE, ""));
            let sources = [
                ("head.html", html::HEAD),
                ("components.html", html::COMPONENTS),
                ("so-sanh.html", HTML),
            ];
            let text = templates(sources, clean::markup)?.render("so-sanh.html", &context)?;
            Ok(out.write_all(text.as_bytes())?)
        }
        Format::Docx | Format::Pdf | Format::Markdown => {
            let paper = paper::document(&DiffView::of(comparison));
            render::write(&paper, comparison.law.as_of, house, format, out)
        }
        Format::Sarif | Format::Xlsx => Err(ReportError::NotForComparison),
    }
}
