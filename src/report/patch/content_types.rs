//! Content types of parts that a workbook did not have.

use super::PatchError;
use super::package::PatchedPackage;
use super::package::bare;
use super::xml::Edits;
use super::xml::TagKind;
use super::xml::Tags;
use super::xml::escaped;
use super::xml::root;

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Content types of new parts.
#[derive(Debug, Default)]
pub(in crate::report) struct ContentTypes {
    parts: Vec<(String, &'static str)>,
    drawings: bool,
}

impl ContentTypes {
    pub(in crate::report) fn part(&mut self, name: &str, kind: &'static str) {
        self.parts.push((name.to_owned(), kind));
    }

    pub(super) fn sheet(&mut self, name: &str) {
        self.part(name, SHEET);
    }

    pub(super) fn styles(&mut self, name: &str) {
        self.part(name, STYLES);
    }

    pub(in crate::report) fn comments(&mut self, name: &str) {
        self.part(name, COMMENTS);
    }

    pub(in crate::report) fn drawing(&mut self) {
        self.drawings = true;
    }

    pub(in crate::report) fn write(
        &self,
        package: &mut PatchedPackage<'_>,
    ) -> Result<(), PatchError> {
        const NAME: &str = "[Content_Types].xml";
        let text = package.text(NAME)?.ok_or(PatchError::Corrupt)?;
        let text = bare(&text);
        let top = root(text)?;
        let p = top.open.prefix();
        let known = Tags::of(text).flatten().any(|tag| {
            tag.local() == "Default"
                && tag
                    .value("Extension")
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("vml"))
        });
        let mut edits = Edits::default();
        if self.drawings && !known {
            // Defaults stand before overrides in what Excel writes; the schema takes any order.
            let line = format!("<{p}Default Extension=\"vml\" ContentType=\"{VML}\"/>");
            match top.open.kind {
                TagKind::Empty => edits.append(&top, &line),
                _ => edits.insert(top.open.span.end, line),
            }
        }
        let line = |(name, kind): &(String, &str)| {
            format!(
                "<{p}Override PartName=\"/{}\" ContentType=\"{kind}\"/>",
                escaped(name)
            )
        };
        edits.append(&top, &self.parts.iter().map(line).collect::<String>());
        package.edit(NAME, edits)
    }
}
