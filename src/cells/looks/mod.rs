//! How the sheets of an `.xls` or `.ods` look: letters, colours, lines, widths, heights.
//!
//! Only a copy in another format needs it. It is read beside the cells, after [`super::open()`] has taken the
//! same bytes, and only as far as the cells go; what cannot be read is left out.

mod ods;
mod xls;

use std::collections::BTreeMap;

use super::Format;
use super::Limits;
use super::OpenError;
use super::Workbook;
use super::package;

/// Cells whose look is kept, over all sheets.
const CELLS: usize = 400_000;

/// A colour in red, green and blue.
pub type Rgb = [u8; 3];

/// How a workbook looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looks {
    /// The different looks of cells.
    pub styles: Vec<Style>,
    /// The sheets in their order; fewer than the workbook has when they could not be read.
    pub sheets: Vec<SheetLooks>,
}

impl Looks {
    /// Gives up the fonts of encodings from before Unicode, in which converted texts would be unreadable.
    pub fn convert(&mut self) {
        for font in self.styles.iter_mut().filter_map(|style| style.font.as_mut()) {
            if let Some(new) = successor(font) {
                new.clone_into(font);
            }
        }
    }
}

/// The Unicode font that looks like a font of TCVN3 (`.VnTime`) or VNI (`VNI-Times`).
fn successor(font: &str) -> Option<&'static str> {
    let font = font.to_lowercase();
    let family = font.strip_prefix(".vn").or_else(|| font.strip_prefix("vni-"))?;
    Some(if ["arial", "helve"].iter().any(|plain| family.starts_with(plain)) { "Arial" } else { "Times New Roman" })
}

/// How a sheet looks. Rows and columns are counted from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetLooks {
    /// Cells, empty ones too, by row and column: places in [`Looks::styles`].
    pub cells: BTreeMap<(u32, u32), usize>,
    /// Widths of columns, in characters of the standard letters.
    pub widths: BTreeMap<u32, f64>,
    /// Heights of rows, in points.
    pub heights: BTreeMap<u32, f64>,
    /// Whether it is printed on the long side of the paper, if it says.
    pub landscape: Option<bool>,
}

/// How a cell looks; nothing said is what the program does by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Style {
    /// The typeface.
    pub font: Option<String>,
    /// The size of the letters in points.
    pub size: Option<f64>,
    /// Bold letters.
    pub bold: bool,
    /// Italic letters.
    pub italic: bool,
    /// The colour of the letters.
    pub colour: Option<Rgb>,
    /// The colour behind them.
    pub fill: Option<Rgb>,
    /// Lines at the top, right, bottom and left: the thicker, the higher, 0 is none.
    pub lines: [u8; 4],
    /// Where the text stands from left to right.
    pub across: Option<Across>,
    /// Where it stands from top to bottom.
    pub upright: Option<Upright>,
    /// Whether long text goes on in a line of its own.
    pub wrap: bool,
    /// How numbers are written (`0.00%`), when it is a plain one.
    pub number: Option<String>,
}

/// Where text stands from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// At the left side.
    Left,
    /// In the middle.
    Centre,
    /// At the right side.
    Right,
    /// From side to side.
    Both,
}

/// Where text stands from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upright {
    /// At the top.
    Top,
    /// In the middle.
    Centre,
    /// At the bottom.
    Bottom,
}

/// The looks of a workbook that [`super::open()`] read from these bytes.
#[must_use]
pub fn looks(bytes: &[u8], workbook: &Workbook, limits: &Limits) -> Looks {
    read(bytes, workbook, limits).unwrap_or_default()
}

fn read(bytes: &[u8], workbook: &Workbook, limits: &Limits) -> Result<Looks, OpenError> {
    let ends: Vec<(u32, u32)> = workbook.sheets.iter().map(end).collect();
    match workbook.format {
        Format::Xls => xls::read(&super::xls::workbook_stream(bytes)?, &ends),
        Format::Ods => ods::read(&mut package::open(bytes, limits)?, limits, &ends),
        Format::Xlsx | Format::Docx => Ok(Looks::default()),
    }
}

/// The first row and column after those that hold something.
fn end(sheet: &super::Sheet) -> (u32, u32) {
    let merged = sheet.merges.iter().map(|area| area.right.saturating_add(1)).max().unwrap_or(0);
    let cells = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| col + 1).max().unwrap_or(0);
    (sheet.rows.last().map_or(0, |row| row.number + 1), cells.max(merged).min(1024))
}

/// A way to write numbers, if there is nothing in it but digits, separators and the percent sign.
fn plain_number(format: &str) -> Option<String> {
    let plain = |c: char| matches!(c, '0' | '#' | ',' | '.' | '%');
    (format.len() <= 32 && format.contains(['0', '#']) && format.chars().all(plain)).then(|| format.to_owned())
}

/// The looks of cells while they are gathered: within the rows and columns that hold something, and so many.
#[derive(Default)]
struct Gathered {
    ends: Vec<(u32, u32)>,
    left: usize,
}

impl Gathered {
    fn new(ends: &[(u32, u32)]) -> Self {
        Self { ends: ends.to_vec(), left: CELLS }
    }

    fn put(&mut self, sheet: &mut SheetLooks, nth: usize, (row, col): (u32, u32), style: usize) {
        let (rows, cols) = self.ends.get(nth).copied().unwrap_or_default();
        if row < rows && col < cols && self.left > 0 {
            self.left -= 1;
            sheet.cells.insert((row, col), style);
        }
    }
}
