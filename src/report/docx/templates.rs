//! The parts of a package from their templates: ours, and those of the house in their place.

use quick_xml::Reader;
use quick_xml::events::Event;
use tera::Context;
use tera::ErrorKind;
use tera::Tera;

use super::DocxPart;
use super::House;
use super::ReportError;
use super::bounded;
use super::sources::TEMPLATES;
use crate::report::clean;

/// Renders the parts of a document.
pub(super) fn render(context: &Context, house: &House) -> Result<Vec<DocxPart>, ReportError> {
    let mut tera = Tera::default();
    tera.autoescape_on([".xml"]);
    tera.set_escape_fn(clean::markup);
    let sources = TEMPLATES.iter().map(|template| {
        (
            template.name,
            house
                .own()
                .get(template.name)
                .map_or(template.text, String::as_str),
        )
    });
    tera.add_raw_templates(sources)
        .map_err(|error| told(error, house))?;
    let mut parts = Vec::new();
    for template in &TEMPLATES {
        if template.path.is_empty() {
            continue;
        }
        if house.own().is_empty() {
            parts.push(DocxPart {
                path: template.path,
                text: tera.render(template.name, context)?,
            });
            continue;
        }
        let text =
            bounded::render(&tera, template.name, context)?.map_err(|error| told(error, house))?;
        well_formed(template.name, &text)?;
        parts.push(DocxPart {
            path: template.path,
            text,
        });
    }
    Ok(parts)
}

/// An error in a template of the house as one sentence with file and line; one in ours as it is.
fn told(error: tera::Error, house: &House) -> ReportError {
    if house.own().is_empty() {
        return error.into();
    }
    let sentence = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            format!(
                "mẫu {}, dòng {}: {}",
                report.filename(),
                report.span().start_line,
                one_line(report.message())
            )
        }
        _ => located(&error.to_string()),
    };
    ReportError::HouseTemplate(sentence)
}

/// A name that is not known is told as a drawing: `error: …`, then `--> styles.xml:12:3`.
fn located(drawing: &str) -> String {
    let what = drawing
        .lines()
        .find_map(|line| line.trim().strip_prefix("error: "))
        .unwrap_or(drawing);
    let place = drawing
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "));
    let place = place
        .and_then(|place| place.rsplit_once(':'))
        .and_then(|(place, _)| place.rsplit_once(':'));
    match place {
        Some((name, line)) => format!("mẫu {name}, dòng {line}: {}", one_line(what)),
        None => format!("mẫu {}", one_line(what)),
    }
}

/// What the template engine says, without line breaks.
fn one_line(message: &str) -> String {
    format!(
        "không dùng được (“{}”)",
        message.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

/// A template of the house may write anything: what is no XML would be a document that does not
/// open.
fn well_formed(name: &str, text: &str) -> Result<(), ReportError> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let fault = |at: u64, why: &str| {
        let at = usize::try_from(at).unwrap_or(text.len()).min(text.len());
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let why =
            format!("mẫu {name} cho ra XML hỏng ở dòng {line} của kết quả ({why}); hãy sửa mẫu");
        Err(ReportError::HouseTemplate(why))
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if tag.attributes().any(|attribute| attribute.is_err()) {
                    return fault(reader.buffer_position(), "thuộc tính không đúng cách viết");
                }
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth > 0 => {
                return fault(reader.buffer_position(), "thiếu thẻ đóng");
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return fault(reader.error_position(), "thẻ không khớp"),
        }
    }
}
