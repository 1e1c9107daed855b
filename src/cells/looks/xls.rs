//! The looks of an `.xls` (BIFF8, [MS-XLS]): fonts, formats of cells, colours, columns and rows. Nothing that a record
//! claims is believed beyond its bytes.

use std::collections::BTreeMap;

use super::super::biff::BOF;
use super::super::biff::BOUND_SHEET;
use super::super::biff::COLUMNS;
use super::super::biff::EOF;
use super::super::biff::FORMAT_OF_CELLS;
use super::super::biff::FORMULA;
use super::super::biff::LABEL;
use super::super::biff::LABEL_SST;
use super::super::biff::MUL_RK;
use super::super::biff::NUMBER_FORMAT;
use super::super::biff::NUMBERS;
use super::super::biff::RICH_LABEL;
use super::super::biff::ROW;
use super::super::biff::Record;
use super::super::biff::Records;
use super::Across;
use super::Gathered;
use super::Looks;
use super::OpenError;
use super::Rgb;
use super::SheetLooks;
use super::Style;
use super::Upright;
use super::plain_number;

/// The colours 8 to 63 of a workbook without its own (2.5.161, `Icv`).
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF,
    0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000,
    0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966,
    0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// Records that only looks are read from.
const FONT: u16 = 0x0031;
const DEFAULT_WIDTH: u16 = 0x0055;
const PALETTE_OF_BOOK: u16 = 0x0092;
const SETUP: u16 = 0x00A1;
const MUL_BLANK: u16 = 0x00BE;
const BLANK: u16 = 0x0201;

/// Ways to write numbers that need no record (2.5.165).
const PLAIN_NUMBERS: [(u16, &str); 6] =
    [(1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (9, "0%"), (10, "0.00%")];

/// Sheets of a workbook that are looked at.
const SHEETS: usize = 1000;
/// Records of the widths of a sheet's columns: twice as many as it has columns.
const WIDTHS: usize = 512;

/// Reads the looks from the stream of a workbook; `ends` bound the cells of its sheets.
pub(super) fn read(stream: &[u8], ends: &[(u32, u32)]) -> Result<Looks, OpenError> {
    let mut globals_of = records(stream, 0);
    let version = globals_of.next().filter(|record| record.kind == BOF).and_then(|record| record.word(0));
    if version != Some(0x0600) {
        return Err(OpenError::Corrupt);
    }
    let mut globals = Globals {
        fonts: Vec::new(),
        formats: Vec::new(),
        colours: PALETTE.map(rgb).to_vec(),
        numbers: PLAIN_NUMBERS.iter().map(|(id, format)| (*id, (*format).to_owned())).collect(),
    };
    let mut places = Vec::new();
    for record in globals_of {
        match record.kind {
            FONT => globals.fonts.push(font(record)),
            FORMAT_OF_CELLS => globals.formats.push(record),
            NUMBER_FORMAT => globals.number(record),
            PALETTE_OF_BOOK => globals.palette(record.data),
            BOUND_SHEET => places.extend(record.long(0)),
            _ => {}
        }
    }
    let mut gathered = Gathered::new(ends);
    let sheets = places.iter().take(SHEETS).enumerate().map(|(nth, place)| {
        let at = usize::try_from(*place).unwrap_or(usize::MAX);
        sheet(records(stream, at), nth, &mut gathered)
    });
    let sheets = sheets.collect();
    Ok(Looks { styles: globals.formats.iter().map(|record| globals.style(*record)).collect(), sheets })
}

/// The records of a substream from a place in the stream, to its end or until one is cut off.
fn records(stream: &[u8], at: usize) -> impl Iterator<Item = Record<'_>> {
    let mut records = Records { stream, at };
    std::iter::from_fn(move || records.next().ok().flatten()).take_while(|record| record.kind != EOF)
}

fn rgb(colour: u32) -> Rgb {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

struct Globals<'a> {
    /// A font with its colour as a number.
    fonts: Vec<(Style, u16)>,
    formats: Vec<Record<'a>>,
    colours: Vec<Rgb>,
    numbers: BTreeMap<u16, String>,
}

impl Globals<'_> {
    fn palette(&mut self, data: &[u8]) {
        for (nth, colour) in data.get(2..).unwrap_or_default().chunks_exact(4).enumerate() {
            if let (Some(place), [red, green, blue, _]) = (self.colours.get_mut(nth), colour) {
                *place = [*red, *green, *blue];
            }
        }
    }

    /// A way to write numbers (2.4.126, `Format`): its number, how many letters, whether they take two bytes.
    fn number(&mut self, record: Record<'_>) {
        let (Some(id), Some(count), Some(flags)) = (record.word(0), record.word(2), record.data.get(4)) else { return };
        if let Some(format) = text(record.data.get(5..).unwrap_or_default(), count.into(), flags & 1 != 0) {
            self.numbers.insert(id, format);
        }
    }

    fn colour(&self, number: u16) -> Option<Rgb> {
        self.colours.get(usize::from(number).checked_sub(8)?).copied()
    }

    /// What a format of cells says (2.4.353, `XF`).
    fn style(&self, record: Record<'_>) -> Style {
        // There is no font 4.
        let font = usize::from(record.word(0).unwrap_or(0));
        let font = self.fonts.get(if font > 4 { font - 1 } else { font });
        let mut style = font.map(|(style, _)| style.clone()).unwrap_or_default();
        style.number = record.word(2).and_then(|id| plain_number(self.numbers.get(&id)?));
        style.colour = font.and_then(|(_, colour)| self.colour(*colour));
        let aligned = record.data.get(6).copied().unwrap_or(0x20);
        style.wrap = aligned & 0x08 != 0;
        style.across = match aligned & 0x07 {
            1 => Some(Across::Left),
            2 | 6 => Some(Across::Centre),
            3 => Some(Across::Right),
            5 => Some(Across::Both),
            _ => None,
        };
        style.upright = match (aligned >> 4) & 0x07 {
            0 => Some(Upright::Top),
            1 => Some(Upright::Centre),
            _ => Some(Upright::Bottom),
        };
        let lines = record.long(10).unwrap_or(0).to_le_bytes();
        let line = |kind: u8| match kind & 0x0F {
            0 => 0,
            2 | 5 | 6 | 8 | 10 | 12 => 2,
            _ => 1,
        };
        let (left, right, top, bottom) = (lines[0], lines[0] >> 4, lines[1], lines[1] >> 4);
        style.lines = [top, right, bottom, left].map(line);
        let filled = record.long(14).unwrap_or(0) >> 26 == 1;
        let behind = record.word(18).filter(|_| filled).map(|colours| colours & 0x7F);
        style.fill = behind.and_then(|number| self.colour(number));
        style
    }
}

/// What a font says (2.4.122, `Font`), with the number of its colour.
fn font(record: Record<'_>) -> (Style, u16) {
    let twips = record.word(0).filter(|size| (20..=8180).contains(size));
    let style = Style {
        font: name(record.data),
        size: twips.map(|size| f64::from(size) / 20.0),
        bold: record.word(6).is_some_and(|weight| weight >= 600),
        italic: record.word(2).is_some_and(|flags| flags & 0x02 != 0),
        ..Style::default()
    };
    (style, record.word(4).unwrap_or(0x7FFF))
}

/// The name of a typeface: a length, whether its letters take two bytes, the letters.
fn name(data: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(*data.get(14)?), data.get(15)? & 1 != 0);
    let name = text(data.get(16..)?, length, wide)?;
    (!name.is_empty() && name.len() < 32 && !name.contains(char::is_control)).then_some(name)
}

/// So many letters of one byte or two.
fn text(letters: &[u8], length: usize, wide: bool) -> Option<String> {
    let units: Vec<u16> = if wide {
        letters.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
    } else {
        letters.iter().take(length).map(|letter| u16::from(*letter)).collect()
    };
    String::from_utf16(&units).ok()
}

fn sheet<'a>(records: impl Iterator<Item = Record<'a>>, nth: usize, gathered: &mut Gathered) -> SheetLooks {
    let mut looks = SheetLooks::default();
    let cols = gathered.ends.get(nth).map_or(0, |end| end.1);
    let mut widths = 0..WIDTHS;
    for record in records {
        match record.kind {
            DEFAULT_WIDTH | COLUMNS if widths.next().is_none() => {}
            DEFAULT_WIDTH => {
                let width = record.word(0).filter(|width| (1..=255).contains(width));
                looks.widths.extend(width.into_iter().flat_map(|width| (0..cols).map(move |col| (col, width.into()))));
            }
            COLUMNS => column(record, cols, &mut looks),
            ROW => row(record, &mut looks),
            SETUP => {
                // Not when the record says that this is undefined, or that no side was chosen.
                let flags = record.word(10).filter(|flags| flags & 0x44 == 0);
                looks.landscape = flags.map(|flags| flags & 0x02 == 0);
            }
            FORMULA | BLANK | LABEL | RICH_LABEL | LABEL_SST => cells(record, nth, (0, 2), gathered, &mut looks),
            kind if NUMBERS.contains(&kind) => cells(record, nth, (0, 2), gathered, &mut looks),
            MUL_BLANK => cells(record, nth, (2, 2), gathered, &mut looks),
            MUL_RK => cells(record, nth, (2, 6), gathered, &mut looks),
            _ => {}
        }
    }
    looks
}

fn column(record: Record<'_>, cols: u32, looks: &mut SheetLooks) {
    let (Some(first), Some(last), Some(width)) = (record.word(0), record.word(2), record.word(4)) else { return };
    // In 256ths of a character, with the room around it.
    let width = (f64::from(width) / 256.0 - 0.71).clamp(0.5, 255.0);
    looks.widths.extend((u32::from(first)..=u32::from(last)).take_while(|col| *col < cols).map(|col| (col, width)));
}

fn row(record: Record<'_>, looks: &mut SheetLooks) {
    let (Some(row), Some(height)) = (record.word(0), record.word(6)) else { return };
    if height & 0x8000 == 0 && height > 0 {
        looks.heights.insert(row.into(), (f64::from(height) / 20.0).min(409.0));
    }
}

/// One cell, or several beside each other: row, column, then numbers of formats at every `step` bytes, the last
/// `tail` bytes aside.
fn cells(
    record: Record<'_>,
    nth: usize,
    (tail, step): (usize, usize),
    gathered: &mut Gathered,
    looks: &mut SheetLooks,
) {
    let (Some(row), Some(col)) = (record.word(0), record.word(2)) else { return };
    let formats = record.data.get(4..record.data.len().saturating_sub(tail)).unwrap_or_default();
    let count = if tail == 0 { 1 } else { formats.len() / step };
    for (col, format) in (u32::from(col)..).zip(formats.chunks_exact(step).take(count)) {
        if let [low, high, ..] = *format {
            let format = u16::from_le_bytes([low, high]);
            gathered.put(looks, nth, (row.into(), col), format.into());
        }
    }
}
