//! The cells of a workbook as its parts write them: what may be put in their place, and who else
//! reads it.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use quick_xml::escape::unescape;

use super::PatchError;
use crate::cells::parse_cell;
use crate::report::patch::xml::Element;
use crate::report::patch::xml::Tag;
use crate::report::patch::xml::TagKind;
use crate::report::patch::xml::Tags;
use crate::report::patch::xml::elements;

/// Elements that hold formulas: of cells, of validations, of formats with conditions.
const FORMULAS: [&str; 4] = ["f", "formula", "formula1", "formula2"];
/// What ties a cell to something that its value is only a part of.
const TIES: [&str; 2] = ["vm", "cm"];

/// A text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawText {
    pub(super) text: String,
    /// Whether its parts look different from each other, or say how they are spoken.
    pub(super) rich: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawContent {
    Text(RawText),
    Number,
    /// A formula, or something that is no plain text or number.
    Other,
}

/// A cell as it is written.
#[derive(Debug, Clone)]
pub(super) struct RawCell {
    pub(super) held: RawContent,
    /// The bytes of its part that it takes.
    pub(super) place: Range<usize>,
    /// Its first tag.
    pub(super) open: String,
}

impl RawCell {
    /// The cell with another content: its first tag with what is set, then the content.
    pub(super) fn with(&self, set: &[(&str, &str)], content: &str) -> String {
        let tag = Tag::alone(&self.open);
        format!("{}{content}</{}>", Tag::opened(&tag.with(set)), tag.name())
    }

    /// The prefix of its elements, with its colon.
    pub(super) fn prefix(&self) -> &str {
        Tag::alone(&self.open).prefix()
    }

    /// The number of its format.
    pub(super) fn style(&self) -> u32 {
        Tag::alone(&self.open).number("s").unwrap_or(0)
    }
}

/// Cells by row and column.
pub(super) type RawCells = HashMap<(u32, u32), RawCell>;

/// What was met in all sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// The shared strings, and how many cells hold each.
    strings: Vec<RawText>,
    shared: Vec<usize>,
    inline: HashMap<String, usize>,
    /// Whether there are formulas in cells.
    pub(super) formulas: bool,
    /// Texts that formulas hold in quotes, in small letters.
    literals: HashSet<String>,
}

impl Met {
    /// Before any sheet was read; `strings` is the part of the shared strings, empty for none.
    pub(super) fn of(strings: &str) -> Result<Self, PatchError> {
        let strings = if strings.is_empty() {
            Vec::new()
        } else {
            shared_strings(strings)?
        };
        Ok(Self {
            shared: vec![0; strings.len()],
            strings,
            ..Self::default()
        })
    }

    /// How many cells hold each text.
    pub(super) fn counts(&self) -> HashMap<&str, usize> {
        let mut counts: HashMap<&str, usize> = self
            .inline
            .iter()
            .map(|(text, many)| (text.as_str(), *many))
            .collect();
        for (string, many) in self.strings.iter().zip(&self.shared) {
            *counts.entry(&string.text).or_default() += many;
        }
        counts
    }

    /// Whether a formula names a text.
    pub(super) fn is_named(&self, text: &str) -> bool {
        self.literals.contains(&text.to_lowercase())
    }

    fn formula(&mut self, text: &str) {
        let text = unescape(text).unwrap_or_default();
        for literal in text
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|literal| !literal.is_empty())
        {
            // A list of choices is one text: `"Có,Không"`.
            self.literals
                .extend(literal.split(',').map(str::to_lowercase));
            self.literals.insert(literal.to_lowercase());
        }
    }

    /// Reads the part of a sheet; the wanted cells by row and column, without those whose address
    /// comes twice.
    pub(super) fn sheet(
        &mut self,
        text: &str,
        wanted: &HashSet<(u32, u32)>,
    ) -> Result<RawCells, PatchError> {
        let mut scan = RawScan {
            text,
            met: self,
            wanted,
            found: HashMap::new(),
            twice: Vec::new(),
            next: (0, 0),
            cell: None,
            formula: None,
            path: Vec::new(),
        };
        for tag in Tags::of(text) {
            scan.visit(&tag?)?;
        }
        let RawScan {
            mut found, twice, ..
        } = scan;
        for at in &twice {
            found.remove(at);
        }
        Ok(found)
    }
}

/// The cell that is being read.
struct InRawCell<'a> {
    at: (u32, u32),
    open: Tag<'a>,
    formula: bool,
    /// The value, or the text, as it is written.
    value: Option<Range<usize>>,
    begun: usize,
    rich: bool,
    odd: bool,
}

struct RawScan<'a, 'm> {
    text: &'a str,
    met: &'m mut Met,
    wanted: &'m HashSet<(u32, u32)>,
    found: RawCells,
    twice: Vec<(u32, u32)>,
    /// Where a row, and a cell in it, is that does not say so.
    next: (u32, u32),
    cell: Option<InRawCell<'a>>,
    /// Where the formula that is being read begins.
    formula: Option<usize>,
    path: Vec<&'a str>,
}

impl<'a> RawScan<'a, '_> {
    fn visit(&mut self, tag: &Tag<'a>) -> Result<(), PatchError> {
        let in_data = self.path.get(1).is_some_and(|name| *name == "sheetData");
        match (tag.depth, tag.local()) {
            (2, "row") if in_data && tag.begins() => {
                let row = tag
                    .number("r")
                    .and_then(|row| row.checked_sub(1))
                    .unwrap_or(self.next.0);
                self.next = (row.saturating_add(1), 0);
            }
            (3, "c") if in_data => self.cell(tag)?,
            (depth, name) if in_data && depth > 3 => self.inside(tag, name),
            _ => {}
        }
        if FORMULAS.contains(&tag.local()) {
            match (tag.kind, self.formula.take()) {
                (TagKind::Open, _) => self.formula = Some(tag.span.end),
                (TagKind::Close, Some(begun)) => {
                    self.met.formula(&self.text[begun..tag.span.start]);
                }
                _ => {}
            }
        }
        match tag.kind {
            TagKind::Open => self.path.push(tag.local()),
            TagKind::Close => drop(self.path.pop()),
            TagKind::Empty => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'a>) -> Result<(), PatchError> {
        if tag.begins() {
            let here = (self.next.0.saturating_sub(1), self.next.1);
            let at = tag
                .value("r")
                .and_then(|at| parse_cell(&at))
                .unwrap_or(here);
            self.next.1 = at.1.saturating_add(1);
            let odd = TIES.iter().any(|tie| tag.value(tie).is_some());
            self.cell = Some(InRawCell {
                at,
                open: tag.clone(),
                formula: false,
                value: None,
                begun: 0,
                rich: false,
                odd,
            });
        }
        if tag.ends()
            && let Some(cell) = self.cell.take()
        {
            self.close(&cell, tag.span.end)?;
        }
        Ok(())
    }

    fn inside(&mut self, tag: &Tag<'a>, name: &str) {
        let Some(cell) = &mut self.cell else { return };
        match (tag.depth, name) {
            (4, "f") => {
                cell.formula = true;
                self.met.formulas = true;
            }
            (4, "v") | (5, "t") => match tag.kind {
                TagKind::Open => cell.begun = tag.span.end,
                // A second text of one cell.
                TagKind::Close if cell.value.is_some() => cell.rich = true,
                TagKind::Close => cell.value = Some(cell.begun..tag.span.start),
                TagKind::Empty => {}
            },
            (4, "is") => {}
            (5..=7, _) => cell.rich = true,
            _ => cell.odd = true,
        }
    }

    fn close(&mut self, cell: &InRawCell<'a>, end: usize) -> Result<(), PatchError> {
        let written = cell.value.clone().map_or("", |value| &self.text[value]);
        let held = match cell.open.value("t").as_deref() {
            _ if cell.formula || cell.odd || cell.value.is_none() || written.contains('<') => {
                RawContent::Other
            }
            None | Some("n") => RawContent::Number,
            Some("s") => {
                let place: usize = written.trim().parse().map_err(|_| PatchError::Corrupt)?;
                let string = self
                    .met
                    .strings
                    .get(place)
                    .cloned()
                    .ok_or(PatchError::Corrupt)?;
                self.met.shared[place] += 1;
                RawContent::Text(string)
            }
            Some("inlineStr") => {
                let text = unescape(written)
                    .map_err(|_| PatchError::Corrupt)?
                    .into_owned();
                *self.met.inline.entry(text.clone()).or_default() += 1;
                RawContent::Text(RawText {
                    text,
                    rich: cell.rich,
                })
            }
            Some(_) => RawContent::Other,
        };
        if self.wanted.contains(&cell.at) {
            let raw = RawCell {
                held,
                place: cell.open.span.start..end,
                open: cell.open.raw.to_owned(),
            };
            if self.found.insert(cell.at, raw).is_some() {
                self.twice.push(cell.at);
            }
        }
        Ok(())
    }
}

/// The shared strings in their order.
fn shared_strings(text: &str) -> Result<Vec<RawText>, PatchError> {
    let mut strings = Vec::new();
    for string in elements(text, 1)?
        .iter()
        .filter(|child| child.open.local() == "si")
    {
        strings.push(shared_string(text, string)?);
    }
    Ok(strings)
}

fn shared_string(part: &str, string: &Element<'_>) -> Result<RawText, PatchError> {
    let (mut text, mut rich, mut begun, mut spoken) = (String::new(), false, None, 0usize);
    let whole = &part[string.span()];
    for tag in Tags::of(whole) {
        let tag = tag?;
        match (tag.kind, tag.local()) {
            (TagKind::Open, "t") => begun = Some(tag.span.end),
            (TagKind::Close, "t") => {
                let written = &whole[begun.take().ok_or(PatchError::Corrupt)?..tag.span.start];
                rich |= written.contains('<');
                if spoken == 0 {
                    text.push_str(&unescape(written).map_err(|_| PatchError::Corrupt)?);
                }
            }
            (_, "t" | "si") => {}
            (kind, name) => {
                rich = true;
                match kind {
                    TagKind::Open if name == "rPh" => spoken += 1,
                    TagKind::Close if name == "rPh" => spoken = spoken.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }
    Ok(RawText { text, rich })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let strings = "<sst><si><t xml:space=\"preserve\">a &amp; b </t></si><si><r><t>x</t></r><r><rPr/><t>y</t></r></si><si/></sst>";
        let sheet = "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"2\"><x:c r=\"A2\" t=\"s\" s=\"3\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c><x:c t=\"inlineStr\"><x:is><x:t>c</x:t></x:is></x:c><x:c><x:v>1.5</x:v></x:c><x:c t=\"str\"><x:f>IF(A1=&quot;Có&quot;,1)</x:f><x:v>k</x:v></x:c><x:c r=\"H2\"/></x:row></x:sheetData></x:worksheet>";
        let mut met = Met::of(strings).unwrap();
        let wanted: HashSet<(u32, u32)> = (0..8).map(|col| (1, col)).collect();
        let found = met.sheet(sheet, &wanted).unwrap();
        let text = |text: &str, rich| {
            RawContent::Text(RawText {
                text: text.to_owned(),
                rich,
            })
        };
        let held: Vec<&RawContent> = (0..5).map(|col| &found[&(1, col)].held).collect();
        assert_eq!(
            held,
            [
                &text("a & b ", false),
                &text("xy", true),
                &text("c", false),
                &RawContent::Number,
                &RawContent::Other
            ]
        );
        let first = &found[&(1, 0)];
        assert_eq!(
            (
                first.style(),
                first.prefix(),
                found[&(1, 7)].held == RawContent::Other
            ),
            (3, "x:", true)
        );
        assert_eq!(
            first.with(&[("t", "n")], "<x:v>1</x:v>"),
            "<x:c r=\"A2\" t=\"n\" s=\"3\"><x:v>1</x:v></x:c>"
        );
        assert!(met.formulas && met.is_named("CÓ") && !met.is_named("c"));
        assert_eq!(met.counts()["a & b "], 1);
        assert!(
            met.sheet(
                "<worksheet><sheetData><row><c t=\"s\"><v>9</v></c></row></sheetData></worksheet>",
                &wanted
            )
            .is_err()
        );
    }
}
