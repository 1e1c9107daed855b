//! The looks of an `.ods` (OpenDocument 1.3, part 3, chapters 16 and 20): styles by their names, each over its parent.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::super::ods_content;
use super::super::package;
use super::super::package::Budget;
use super::super::package::Package;
use super::super::package::Token;
use super::super::package::attribute;
use super::Across;
use super::Gathered;
use super::Limits;
use super::Looks;
use super::OpenError;
use super::Rgb;
use super::SheetLooks;
use super::Style;
use super::Upright;

/// Styles above a style that are asked.
const PARENTS: usize = 16;
/// Styles of a document that are kept.
const STYLES: usize = 20_000;
/// The style of cells that name none.
const DEFAULT: &str = "Default";

/// Reads the looks from the parts of a package; `ends` bound the cells of its sheets.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits, ends: &[(u32, u32)]) -> Result<Looks, OpenError> {
    let mut reading = Reading { gathered: Gathered::new(ends), ..Reading::default() };
    let mut budget = Budget::default();
    for part in ["styles.xml", "content.xml"] {
        package::scan(package, part, limits, &mut budget, |token| match token {
            Token::Start(start) => reading.start(start),
            Token::End(name) => {
                reading.end(name);
                Ok(())
            }
            Token::Text(_) => Ok(()),
        })?;
    }
    Ok(reading.looks)
}

/// Typefaces by the names that a document declares for them.
type Faces = HashMap<String, String>;

/// What a style says of the ground: nothing on purpose, too.
#[derive(Debug, Clone, Copy)]
enum Fill {
    Nothing,
    Colour(Rgb),
}

/// What one style says.
#[derive(Debug, Clone, Default)]
struct Said {
    parent: Option<String>,
    font: Option<String>,
    size: Option<f64>,
    bold: Option<bool>,
    italic: Option<bool>,
    colour: Option<Rgb>,
    fill: Option<Fill>,
    lines: [Option<u8>; 4],
    across: Option<Across>,
    upright: Option<Upright>,
    wrap: Option<bool>,
    number: Option<String>,
    /// The master page of a sheet.
    master: Option<String>,
    /// Points: the width of a column, the height of a row.
    length: Option<f64>,
}

impl Said {
    /// Takes what an element with properties says.
    fn take(&mut self, start: &BytesStart<'_>, faces: &Faces) -> Result<(), OpenError> {
        let said = |name: &str| attribute(start, name);
        match start.name().as_ref() {
            "style:table-cell-properties" => {
                if let Some(text) = said("fo:background-color")? {
                    self.fill = Some(colour(text).map_or(Fill::Nothing, Fill::Colour));
                }
                let all = said("fo:border")?.map(line);
                for (side, name) in ["top", "right", "bottom", "left"].iter().enumerate() {
                    let own = said(&format!("fo:border-{name}"))?.map(line);
                    self.lines[side] = own.or(all).or(self.lines[side]);
                }
                self.wrap = said("fo:wrap-option")?.map(|text| text == "wrap").or(self.wrap);
                self.upright = match said("style:vertical-align")? {
                    Some("top") => Some(Upright::Top),
                    Some("middle") => Some(Upright::Centre),
                    Some("bottom") => Some(Upright::Bottom),
                    _ => self.upright,
                };
            }
            "style:paragraph-properties" => {
                self.across = match said("fo:text-align")? {
                    Some("start" | "left") => Some(Across::Left),
                    Some("center") => Some(Across::Centre),
                    Some("end" | "right") => Some(Across::Right),
                    Some("justify") => Some(Across::Both),
                    _ => self.across,
                };
            }
            "style:text-properties" => self.letters(start, faces)?,
            "style:table-column-properties" => self.length = said("style:column-width")?.and_then(points),
            "style:table-row-properties" => self.length = said("style:row-height")?.and_then(points),
            _ => {}
        }
        Ok(())
    }

    fn letters(&mut self, start: &BytesStart<'_>, faces: &Faces) -> Result<(), OpenError> {
        let said = |name: &str| attribute(start, name);
        let declared = said("style:font-name")?.and_then(|name| faces.get(name).cloned().or_else(|| family(name)));
        let named = match declared {
            Some(name) => Some(name),
            None => said("fo:font-family")?.and_then(family),
        };
        self.font = named.or(self.font.take());
        let size = said("fo:font-size")?.and_then(points).filter(|size| (1.0..=409.0).contains(size));
        self.size = size.or(self.size);
        self.bold = said("fo:font-weight")?.map(is_bold).or(self.bold);
        self.italic = said("fo:font-style")?.map(|text| text != "normal").or(self.italic);
        self.colour = said("fo:color")?.and_then(colour).or(self.colour);
        Ok(())
    }

    /// What this says, and where it says nothing, what stands behind it.
    fn over(self, behind: &Self) -> Self {
        let side = |nth: usize| self.lines[nth].or(behind.lines[nth]);
        Self {
            lines: [side(0), side(1), side(2), side(3)],
            parent: behind.parent.clone(),
            font: self.font.or_else(|| behind.font.clone()),
            size: self.size.or(behind.size),
            bold: self.bold.or(behind.bold),
            italic: self.italic.or(behind.italic),
            colour: self.colour.or(behind.colour),
            fill: self.fill.or(behind.fill),
            across: self.across.or(behind.across),
            upright: self.upright.or(behind.upright),
            wrap: self.wrap.or(behind.wrap),
            number: self.number.or_else(|| behind.number.clone()),
            master: None,
            length: self.length,
        }
    }

    fn style(self) -> Style {
        Style {
            font: self.font,
            size: self.size,
            bold: self.bold == Some(true),
            italic: self.italic == Some(true),
            colour: self.colour,
            fill: match self.fill {
                Some(Fill::Colour(colour)) => Some(colour),
                Some(Fill::Nothing) | None => None,
            },
            lines: self.lines.map(Option::unwrap_or_default),
            across: self.across,
            upright: self.upright,
            wrap: self.wrap == Some(true),
            number: self.number,
        }
    }
}

/// The document as far as it was read.
#[derive(Default)]
struct Reading {
    looks: Looks,
    gathered: Gathered,
    /// Whether page layouts lie on the long side, by name; then the layouts of master pages.
    layouts: HashMap<String, bool>,
    layout: Option<String>,
    masters: HashMap<String, String>,
    /// By family and name; the name of the default of a family is empty.
    styles: HashMap<(String, String), Said>,
    open: Option<((String, String), Said)>,
    faces: Faces,
    /// Ways to write numbers by their names, and the one that is being read.
    numbers: HashMap<String, String>,
    number: Option<(String, &'static str)>,
    /// Names of cell styles as places in [`Looks::styles`].
    known: HashMap<String, usize>,
    /// Columns so far, and the styles of their cells.
    columns: u32,
    defaults: Vec<Option<String>>,
    rows: u32,
    /// Rows that the open row stands for, and the places of the styles of its cells so far.
    repeat: u32,
    row: Vec<Option<usize>>,
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let said = |name: &str| attribute(start, name);
        match start.name().as_ref() {
            "style:style" | "style:default-style" => {
                let text = |name: &str| said(name).map(|text| text.unwrap_or_default().to_owned());
                let key = (text("style:family")?, text("style:name")?);
                let parent = said("style:parent-style-name")?.map(str::to_owned);
                let number = said("style:data-style-name")?.and_then(|name| self.numbers.get(name).cloned());
                let master = said("style:master-page-name")?.map(str::to_owned);
                self.open = Some((key, Said { parent, number, master, ..Said::default() }));
            }
            "style:page-layout" | "style:page-layout-properties" | "style:master-page" => self.page(start)?,
            "style:font-face" if self.faces.len() < STYLES => {
                if let (Some(name), Some(face)) = (said("style:name")?, said("svg:font-family")?) {
                    self.faces.extend(family(face).map(|face| (name.to_owned(), face)));
                }
            }
            "number:number-style" | "number:percentage-style" => {
                let sign = if start.name().as_ref() == "number:percentage-style" { "%" } else { "" };
                self.number = said("style:name")?.map(|name| (name.to_owned(), sign));
            }
            "number:number" => self.digits(start)?,
            "table:table" => {
                let landscape = said("table:style-name")?.and_then(|name| self.landscape(name));
                self.looks.sheets.push(SheetLooks { landscape, ..SheetLooks::default() });
                (self.columns, self.rows) = (0, 0);
                self.defaults.clear();
            }
            "table:table-column" => self.column(start)?,
            "table:table-row" => {
                self.repeat = repeat(start, "table:number-rows-repeated")?;
                self.row.clear();
                self.height(said("table:style-name")?);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(start)?,
            _ => {
                if let Some((_, open)) = &mut self.open {
                    open.take(start, &self.faces)?;
                }
            }
        }
        Ok(())
    }

    /// Page layouts, what they say of their paper, and the master pages that take them.
    fn page(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let name = attribute(start, "style:name")?.map(str::to_owned);
        match start.name().as_ref() {
            "style:page-layout" => self.layout = name,
            "style:master-page" => {
                let layout = attribute(start, "style:page-layout-name")?.map(str::to_owned);
                if self.masters.len() < STYLES {
                    self.masters.extend(name.zip(layout));
                }
            }
            _ => {
                let side = attribute(start, "style:print-orientation")?.map(|side| side == "landscape");
                if self.layouts.len() < STYLES {
                    self.layouts.extend(self.layout.take().zip(side));
                }
            }
        }
        Ok(())
    }

    /// Whether the master page of a sheet's style lies on the long side.
    fn landscape(&self, style: &str) -> Option<bool> {
        let master = self.said("table", style)?.master.as_ref()?;
        self.layouts.get(self.masters.get(master)?).copied()
    }

    /// The digits of a way to write numbers.
    fn digits(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let places = attribute(start, "number:decimal-places")?.and_then(|text| text.parse::<usize>().ok());
        let grouped = attribute(start, "number:grouping")?.is_some_and(|text| text == "true");
        if let (Some((name, sign)), true) = (self.number.take(), self.numbers.len() < STYLES) {
            let whole = if grouped { "#,##0" } else { "0" };
            let decimals =
                places.filter(|places| (1..=9).contains(places)).map(|places| format!(".{}", "0".repeat(places)));
            let written = format!("{whole}{}{sign}", decimals.unwrap_or_default());
            // Without places it is the standard way, which shows as many as there are.
            if places.is_some() {
                self.numbers.insert(name, written);
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "style:style" | "style:default-style" if self.styles.len() < STYLES => self.styles.extend(self.open.take()),
            "style:style" | "style:default-style" => self.open = None,
            "table:table-row" => self.close_row(),
            _ => {}
        }
    }

    /// Rows and columns of the open sheet that hold something.
    fn bounds(&self) -> (u32, u32) {
        self.looks.sheets.len().checked_sub(1).and_then(|nth| self.gathered.ends.get(nth)).copied().unwrap_or_default()
    }

    fn column(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let end = self.columns.saturating_add(repeat(start, "table:number-columns-repeated")?).min(self.bounds().1);
        let width = attribute(start, "table:style-name")?.and_then(|name| self.length("table-column", name));
        let default = attribute(start, "table:default-cell-style-name")?;
        for col in self.columns..end {
            // From points to the letters that Excel counts: seven dots each, and five around them.
            let letters = width.map(|points| ((points * 96.0 / 72.0 - 5.0) / 7.0).clamp(0.5, 255.0));
            if let Some(sheet) = self.looks.sheets.last_mut() {
                sheet.widths.extend(letters.map(|letters| (col, letters)));
            }
            self.defaults.push(default.map(str::to_owned));
        }
        self.columns = self.columns.max(end);
        Ok(())
    }

    fn height(&mut self, style: Option<&str>) {
        let Some(height) = style.and_then(|name| self.length("table-row", name)) else { return };
        let end = self.rows.saturating_add(self.repeat).min(self.bounds().0);
        if let Some(sheet) = self.looks.sheets.last_mut() {
            sheet.heights.extend((self.rows..end).map(|row| (row, height.min(409.0))));
        }
    }

    fn cell(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let first = u32::try_from(self.row.len()).unwrap_or(u32::MAX);
        let end = first.saturating_add(repeat(start, "table:number-columns-repeated")?).min(self.bounds().1);
        let own = attribute(start, "table:style-name")?;
        for col in first..end {
            let name = own.or_else(|| self.defaults.get(col as usize)?.as_deref()).unwrap_or(DEFAULT);
            let name = name.to_owned();
            let style = self.style(&name);
            self.row.push(style);
        }
        Ok(())
    }

    fn close_row(&mut self) {
        let end = self.rows.saturating_add(self.repeat).min(self.bounds().0);
        let nth = self.looks.sheets.len().saturating_sub(1);
        for row in self.rows..end {
            let Some(sheet) = self.looks.sheets.last_mut().filter(|_| self.gathered.left > 0) else { break };
            for (col, style) in (0..).zip(&self.row) {
                if let Some(style) = style {
                    self.gathered.put(sheet, nth, (row, col), *style);
                }
            }
        }
        self.rows = self.rows.saturating_add(self.repeat);
        self.row.clear();
    }

    fn said(&self, family: &str, name: &str) -> Option<&Said> {
        self.styles.get(&(family.to_owned(), name.to_owned()))
    }

    fn length(&self, family: &str, name: &str) -> Option<f64> {
        self.said(family, name)?.length
    }

    /// The place of a cell style with all that it takes from its parents.
    fn style(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.known.get(name) {
            return Some(*place);
        }
        if self.known.len() >= STYLES {
            return None;
        }
        let mut said = self.said("table-cell", name).cloned().unwrap_or_default();
        for _ in 0..PARENTS {
            let parent = said.parent.take().and_then(|parent| self.said("table-cell", &parent));
            let Some(parent) = parent else { break };
            said = said.over(parent);
        }
        if let Some(default) = self.said("table-cell", "") {
            said = said.over(default);
        }
        let place = self.looks.styles.len();
        self.looks.styles.push(said.style());
        self.known.insert(name.to_owned(), place);
        Some(place)
    }
}

/// How many times an element stands for itself, as far as sheets go.
fn repeat(start: &BytesStart<'_>, name: &str) -> Result<u32, OpenError> {
    Ok(u32::try_from(ods_content::repeat(start, name)?).unwrap_or(u32::MAX))
}

/// The first of the typefaces in a list, as it is written in an attribute: in quotes that may be entities.
fn family(text: &str) -> Option<String> {
    let text = quick_xml::escape::unescape(text).ok()?;
    let name = text.split([',', ';']).next()?.trim().trim_matches(['\'', '"']).trim();
    (!name.is_empty() && name.len() < 32 && !name.contains(char::is_control)).then(|| name.to_owned())
}

/// A length in points.
fn points(text: &str) -> Option<f64> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(at);
    let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)?;
    let times = match unit {
        "pt" => 1.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some(number * times)
}

/// `#RRGGBB`; a word such as `transparent` is none.
fn colour(text: &str) -> Option<Rgb> {
    let number = u32::from_str_radix(text.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// `0.06pt solid #000000`: how thick a line is.
fn line(text: &str) -> u8 {
    match text.split_whitespace().find_map(points) {
        Some(width) if !text.contains("none") => {
            if width > 1.2 {
                2
            } else {
                1
            }
        }
        _ => 0,
    }
}

fn is_bold(text: &str) -> bool {
    text == "bold" || text.parse().is_ok_and(|weight: u16| weight >= 600)
}
