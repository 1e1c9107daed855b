//! The styles of the workbook: every marked cell keeps its own format and gets a fill.

use std::collections::HashMap;

use super::MAIN;
use super::PatchError;
use super::format_group::FormatGroup;
use super::number_formats;
use super::package::HEAD;
use super::xml::Edits;
use super::xml::Tag;
use super::xml::elements;
use super::xml::root;
use crate::law::Outcome;
use crate::report::levels;

/// The most cell formats that Excel takes.
const MOST_FORMATS: usize = 65_000;

/// The style sheet of the workbook and what is added to it.
#[derive(Debug)]
pub(in crate::report) struct Styles {
    text: String,
    prefix: String,
    numbers: FormatGroup,
    fonts: FormatGroup,
    fills: FormatGroup,
    borders: FormatGroup,
    formats: FormatGroup,
    marked: HashMap<(u32, Outcome), u32>,
    mended: HashMap<(u32, Manner), Option<u32>>,
    /// Whether a cell could not get its fill because there are too many formats.
    pub(in crate::report) full: bool,
}

/// How a mended cell shows its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::report) enum Manner {
    /// As before.
    Kept,
    /// As text, also when it is edited.
    Text,
    /// As a whole number, or one with decimals.
    Whole,
    Decimal,
    /// As day, month and year.
    Day,
}

/// Kiểu ô: a format of the index sheet.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a format may be, each on its own"
)]
pub(in crate::report) struct CellLook {
    pub(in crate::report) bold: bool,
    pub(in crate::report) link: bool,
    /// Points of its letters.
    pub(in crate::report) size: u32,
    pub(in crate::report) fill: Option<&'static str>,
    pub(in crate::report) border: bool,
    pub(in crate::report) centre: bool,
}

impl Styles {
    /// Reads a style sheet; an empty text is a workbook without one.
    pub(in crate::report) fn of(text: &str) -> Result<Self, PatchError> {
        let text = if text.is_empty() {
            format!("{HEAD}<styleSheet xmlns=\"{MAIN}\"/>")
        } else {
            text.to_owned()
        };
        let prefix = root(&text)?.open.prefix().to_owned();
        let group = |name| FormatGroup::of(&text, name, &prefix);
        Ok(Self {
            numbers: group("numFmts")?,
            fonts: group("fonts")?,
            fills: group("fills")?,
            borders: group("borders")?,
            formats: group("cellXfs")?,
            text,
            prefix,
            marked: HashMap::new(),
            mended: HashMap::new(),
            full: false,
        })
    }

    /// The format of a cell with a finding: its own, with the fill of the level.
    pub(in crate::report) fn marked(
        &mut self,
        base: u32,
        outcome: Outcome,
    ) -> Result<u32, PatchError> {
        if let Some(made) = self.marked.get(&(base, outcome)) {
            return Ok(*made);
        }
        let made = match levels::fill(outcome) {
            Some(colour) => self.filled(base, Some(colour))?,
            None => base,
        };
        self.marked.insert((base, outcome), made);
        Ok(made)
    }

    /// The format of a cell that a former run marked and that has no finding any more: without the
    /// fill.
    pub(in crate::report) fn unmarked(&mut self, base: u32) -> Result<Option<u32>, PatchError> {
        if self.is_marked(base)? {
            self.filled(base, None).map(Some)
        } else {
            Ok(None)
        }
    }

    fn is_marked(&self, base: u32) -> Result<bool, PatchError> {
        let Some(format) = self.formats.get(base) else {
            return Ok(false);
        };
        let fill = root(format)?
            .open
            .number("fillId")
            .and_then(|id| self.fills.get(id));
        let mut ours = levels::MARKED
            .iter()
            .filter_map(|outcome| levels::fill(*outcome));
        Ok(fill.is_some_and(|fill| ours.any(|colour| fill.contains(colour))))
    }

    fn filled(&mut self, base: u32, colour: Option<&str>) -> Result<u32, PatchError> {
        let made = self.changed(base, colour, &[])?;
        self.full |= made.is_none();
        Ok(made.unwrap_or(base))
    }

    /// The format of a mended cell: its own, with the fill, and a number format under which the
    /// value shows as what it is. None where there is none: a percentage, or too many formats.
    pub(in crate::report) fn mended(
        &mut self,
        base: u32,
        manner: Manner,
    ) -> Result<Option<u32>, PatchError> {
        if let Some(made) = self.mended.get(&(base, manner)) {
            return Ok(*made);
        }
        let number = self.number_format(base, manner)?;
        let made = match number {
            None => None,
            Some(number) => {
                let number = number.to_string();
                let mut set = vec![("numFmtId", number.as_str()), ("applyNumberFormat", "1")];
                match manner {
                    Manner::Kept => set.clear(),
                    Manner::Text => {}
                    // An apostrophe before it said that it is text.
                    Manner::Whole | Manner::Decimal | Manner::Day => set.push(("quotePrefix", "0")),
                }
                self.changed(base, Some(levels::MENDED), &set)?
            }
        };
        self.mended.insert((base, manner), made);
        Ok(made)
    }

    /// The number format under which a mended value shows as what it is; none where there is none.
    fn number_format(&mut self, base: u32, manner: Manner) -> Result<Option<u32>, PatchError> {
        let own = match self.formats.get(base) {
            Some(own) => root(own)?.open.number("numFmtId"),
            None => None,
        };
        let own = own.unwrap_or(number_formats::GENERAL);
        match manner {
            Manner::Kept => Ok(Some(own)),
            Manner::Text => Ok(Some(number_formats::TEXT)),
            Manner::Day => number_formats::day(&mut self.numbers, &self.prefix).map(Some),
            Manner::Whole | Manner::Decimal => {
                number_formats::plain(&self.numbers, own, manner == Manner::Whole)
            }
        }
    }

    /// A format with another fill and other attributes; none when there are too many formats.
    fn changed(
        &mut self,
        base: u32,
        colour: Option<&str>,
        more: &[(&str, &str)],
    ) -> Result<Option<u32>, PatchError> {
        if self.formats.items().len() >= MOST_FORMATS {
            return Ok(None);
        }
        let own = self
            .formats
            .get(base)
            .or_else(|| self.formats.get(0))
            .map(str::to_owned)
            .ok_or(PatchError::Corrupt)?;
        let fill = colour.map_or(0, |colour| self.fills.add(solid(&self.prefix, colour)));
        let tag = root(&own)?.open;
        let font = tag.number("fontId").unwrap_or(0);
        let (fill, dark) = (
            fill.to_string(),
            colour
                .and(self.darkened(font)?)
                .map(|font| font.to_string()),
        );
        let mut set = vec![("fillId", fill.as_str()), ("applyFill", "1")];
        if let Some(font) = &dark {
            set.extend([("fontId", font.as_str()), ("applyFont", "1")]);
        }
        // What a format does not say need not be unsaid.
        set.extend(
            more.iter()
                .filter(|(key, to)| *to != "0" || tag.value(key).is_some()),
        );
        let format = format!("{}{}", tag.with(&set), &own[tag.span.end..]);
        u32::try_from(self.formats.add(format))
            .map(Some)
            .map_err(|_| PatchError::Corrupt)
    }

    /// A font with dark letters in the place of one whose letters would vanish on a light fill.
    fn darkened(&mut self, font: u32) -> Result<Option<usize>, PatchError> {
        let Some(own) = self.fonts.get(font).map(str::to_owned) else {
            return Ok(None);
        };
        let colour = elements(&own, 1)?
            .into_iter()
            .find(|element| element.open.local() == "color");
        let Some(colour) = colour.filter(|colour| is_light(&colour.open)) else {
            return Ok(None);
        };
        let mut edits = Edits::default();
        edits.replace(
            colour.span(),
            format!("<{}color rgb=\"FF000000\"/>", self.prefix),
        );
        Ok(Some(self.fonts.add(edits.applied(&own)?)))
    }

    /// A format of our own.
    pub(in crate::report) fn own(&mut self, look: CellLook) -> usize {
        let p = &self.prefix;
        let bold = if look.bold {
            format!("<{p}b/>")
        } else {
            String::new()
        };
        let (line, colour) = if look.link {
            (format!("<{p}u/>"), "FF0B4F9E")
        } else {
            (String::new(), "FF000000")
        };
        let font = self.fonts.add(format!(
            "<{p}font>{bold}{line}<{p}sz val=\"{}\"/><{p}color rgb=\"{colour}\"/><{p}name val=\"Times New Roman\"/><{p}family val=\"1\"/></{p}font>",
            look.size
        ));
        let fill = look
            .fill
            .map_or(0, |colour| self.fills.add(solid(p, colour)));
        let side = |name: &str| {
            format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FF9AA3AE\"/></{p}{name}>")
        };
        let border = if look.border {
            let sides = ["left", "right", "top", "bottom"].map(side).concat();
            self.borders
                .add(format!("<{p}border>{sides}<{p}diagonal/></{p}border>"))
        } else {
            0
        };
        let across = if look.centre {
            "horizontal=\"center\" "
        } else {
            ""
        };
        self.formats.add(format!(
            "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><{p}alignment {across}vertical=\"top\" wrapText=\"1\"/></{p}xf>"
        ))
    }

    /// The style sheet with what was added.
    pub(in crate::report) fn finish(&self) -> Result<String, PatchError> {
        let mut edits = Edits::default();
        let top = root(&self.text)?;
        let children = elements(&self.text, 1)?;
        let mut missing = String::new();
        for group in [
            &self.numbers,
            &self.fonts,
            &self.fills,
            &self.borders,
            &self.formats,
        ] {
            missing.extend(group.write(&mut edits, &children, &self.prefix));
        }
        if !missing.is_empty() {
            edits.append(&top, &missing);
        }
        edits.applied(&self.text)
    }
}

fn solid(p: &str, colour: &str) -> String {
    format!(
        "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
    )
}

/// Whether letters of this colour would be hard to read on a light fill.
fn is_light(colour: &Tag<'_>) -> bool {
    if let Some(rgb) = colour.value("rgb") {
        let part = |at: usize| {
            rgb.get(at..at + 2)
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                .unwrap_or(0)
        };
        let digits = rgb.len().saturating_sub(6);
        // Weights of the eye, in thousandths (ITU-R BT.709).
        return part(digits) * 213 + part(digits + 2) * 715 + part(digits + 4) * 72 > 130_000;
    }
    // The light colours of a theme, and white and yellow of the old palette.
    colour
        .number("theme")
        .is_some_and(|theme| theme == 0 || theme == 2)
        || colour
            .number("indexed")
            .is_some_and(|index| [1, 9, 5, 13].contains(&index))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<x:styleSheet xmlns:x=\"m\"><x:fonts count=\"2\"><x:font><x:b/></x:font><x:font><x:color theme=\"0\"/><x:name val=\"A\"/></x:font></x:fonts><x:fills count=\"1\"><x:fill/></x:fills><x:borders/><x:cellXfs count=\"2\"><x:xf fontId=\"0\" fillId=\"0\"/><x:xf fontId=\"1\" fillId=\"0\" quotePrefix=\"1\"><x:alignment wrapText=\"1\"/></x:xf></x:cellXfs><x:extLst/></x:styleSheet>";

    #[test]
    fn a_marked_cell_keeps_its_format_and_stays_legible() {
        let mut styles = Styles::of(SHEET).unwrap();
        assert_eq!(styles.marked(0, Outcome::Violation).unwrap(), 2);
        assert_eq!(styles.marked(1, Outcome::Violation).unwrap(), 3);
        assert_eq!(
            styles.marked(0, Outcome::Violation).unwrap(),
            2,
            "made once"
        );
        let text = styles.finish().unwrap();
        assert!(
            text.contains("<x:xf fontId=\"0\" fillId=\"1\" applyFill=\"1\"/>"),
            "{text}"
        );
        let dark = "<x:xf fontId=\"2\" fillId=\"1\" quotePrefix=\"1\" applyFill=\"1\" applyFont=\"1\"><x:alignment wrapText=\"1\"/></x:xf>";
        assert!(text.contains(dark), "{text}");
        assert!(
            text.contains(
                "<x:font><x:color rgb=\"FF000000\"/><x:name val=\"A\"/></x:font></x:fonts>"
            ),
            "{text}"
        );
        assert!(
            text.contains("<x:cellXfs count=\"4\">") && text.contains("<x:fills count=\"2\">"),
            "{text}"
        );
    }

    #[test]
    fn a_former_mark_is_taken_off() {
        let mut styles = Styles::of(SHEET).unwrap();
        let made = styles.marked(0, Outcome::Note).unwrap();
        let mut again = Styles::of(&styles.finish().unwrap()).unwrap();
        assert_eq!(again.unmarked(0).unwrap(), None);
        let plain = again.unmarked(made).unwrap().unwrap();
        assert!(again.formats.get(plain).unwrap().contains("fillId=\"0\""));
    }

    #[test]
    fn a_mended_cell_shows_its_value() {
        let codes = "<numFmts count=\"2\"><numFmt numFmtId=\"170\" formatCode=\"0.0%\"/><numFmt numFmtId=\"171\" formatCode=\"#,##0_ ;[Red]\\-0\"/></numFmts>";
        let formats: String = [0, 49, 170, 171, 14]
            .map(|id| format!("<xf numFmtId=\"{id}\" fontId=\"0\" quotePrefix=\"1\"/>"))
            .concat();
        let text = format!(
            "<styleSheet xmlns=\"m\">{codes}<fonts><font/></fonts><fills><fill/></fills><borders/><cellXfs>{formats}</cellXfs></styleSheet>"
        );
        let mut styles = Styles::of(&text).unwrap();
        let mut shown = |base: u32, manner: Manner| {
            let made = styles.mended(base, manner).unwrap()?;
            root(styles.formats.get(made).unwrap())
                .unwrap()
                .open
                .number("numFmtId")
        };
        assert_eq!(
            [0, 1, 2, 3, 4].map(|base| shown(base, Manner::Whole)),
            [Some(0), Some(0), None, Some(0), Some(0)]
        );
        assert_eq!(
            [0, 1, 4].map(|base| shown(base, Manner::Day)),
            [Some(172); 3]
        );
        assert_eq!(
            (shown(0, Manner::Text), shown(4, Manner::Kept)),
            (Some(49), Some(14))
        );
        let text = styles.finish().unwrap();
        assert!(
            text.contains("<numFmts count=\"3\">") && text.contains(levels::MENDED),
            "{text}"
        );
        assert!(
            text.contains("quotePrefix=\"0\"")
                && Styles::of("")
                    .unwrap()
                    .finish()
                    .unwrap()
                    .find("numFmts")
                    .is_none()
        );
    }

    #[test]
    fn a_workbook_without_styles_gets_them_in_the_order_of_the_schema() {
        let mut styles = Styles::of("").unwrap();
        styles.marked(0, Outcome::Explain).unwrap();
        let text = styles.finish().unwrap();
        let names: Vec<&str> = elements(&text, 1)
            .unwrap()
            .iter()
            .map(|child| child.open.local())
            .collect();
        assert_eq!(names, ["fonts", "fills", "borders", "cellXfs"]);
        assert!(
            text.contains("<cellXfs count=\"2\">") && text.contains("<fills count=\"3\">"),
            "{text}"
        );
    }
}
