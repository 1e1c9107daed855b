//! The looks of an `.xls` (BIFF8, [MS-XLS]): fonts, formats of cells, colours, columns and rows. Nothing that a record
//! claims is believed beyond its bytes.

use std::collections::BTreeMap;

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

/// Ways to write numbers that need no record (2.5.165).
const NUMBERS: [(u16, &str); 6] = [(1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (9, "0%"), (10, "0.00%")];

/// Sheets of a workbook that are looked at.
const SHEETS: usize = 1000;
/// Records of the widths of a sheet's columns: twice as many as it has columns.
const WIDTHS: usize = 512;

/// Reads the looks from the stream of a workbook; `ends` bound the cells of its sheets.
pub(super) fn read(stream: &[u8], ends: &[(u32, u32)]) -> Result<Looks, OpenError> {
    let mut records = Records { stream, at: 0 };
    let version = records.next().filter(|(kind, _)| *kind == 0x0809).and_then(|(_, data)| u16_at(data, 0));
    if version != Some(0x0600) {
        return Err(OpenError::Corrupt);
    }
    let mut globals = Globals {
        fonts: Vec::new(),
        formats: Vec::new(),
        colours: PALETTE.map(rgb).to_vec(),
        numbers: NUMBERS.iter().map(|(id, format)| (*id, (*format).to_owned())).collect(),
    };
    let mut places = Vec::new();
    for (kind, data) in records.take_while(|(kind, _)| *kind != 0x000A) {
        match kind {
            0x0031 => globals.fonts.push(font(data)),
            0x00E0 => globals.formats.push(data),
            0x041E => globals.number(data),
            0x0092 => globals.palette(data),
            0x0085 => places.extend(u32_at(data, 0)),
            _ => {}
        }
    }
    let mut gathered = Gathered::new(ends);
    let sheets = places.iter().take(SHEETS).enumerate().map(|(nth, place)| {
        let at = usize::try_from(*place).unwrap_or(usize::MAX);
        sheet(Records { stream, at }, nth, &mut gathered)
    });
    let sheets = sheets.collect();
    Ok(Looks { styles: globals.formats.iter().map(|data| globals.style(data)).collect(), sheets })
}

/// Records from a place in the stream, until one is cut off.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.stream.get(self.at..)?;
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        self.at += 4 + length;
        Some((kind, data))
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

fn rgb(colour: u32) -> Rgb {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

struct Globals<'a> {
    /// A font with its colour as a number.
    fonts: Vec<(Style, u16)>,
    formats: Vec<&'a [u8]>,
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
    fn number(&mut self, data: &[u8]) {
        let (Some(id), Some(count), Some(flags)) = (u16_at(data, 0), u16_at(data, 2), data.get(4)) else { return };
        if let Some(format) = text(data.get(5..).unwrap_or_default(), count.into(), flags & 1 != 0) {
            self.numbers.insert(id, format);
        }
    }

    fn colour(&self, number: u16) -> Option<Rgb> {
        self.colours.get(usize::from(number).checked_sub(8)?).copied()
    }

    /// What a format of cells says (2.4.353, `XF`).
    fn style(&self, data: &[u8]) -> Style {
        // There is no font 4.
        let font = usize::from(u16_at(data, 0).unwrap_or(0));
        let font = self.fonts.get(if font > 4 { font - 1 } else { font });
        let mut style = font.map(|(style, _)| style.clone()).unwrap_or_default();
        style.number = u16_at(data, 2).and_then(|id| plain_number(self.numbers.get(&id)?));
        style.colour = font.and_then(|(_, colour)| self.colour(*colour));
        let aligned = data.get(6).copied().unwrap_or(0x20);
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
        let lines = u32_at(data, 10).unwrap_or(0).to_le_bytes();
        let line = |kind: u8| match kind & 0x0F {
            0 => 0,
            2 | 5 | 6 | 8 | 10 | 12 => 2,
            _ => 1,
        };
        let (left, right, top, bottom) = (lines[0], lines[0] >> 4, lines[1], lines[1] >> 4);
        style.lines = [top, right, bottom, left].map(line);
        let filled = u32_at(data, 14).unwrap_or(0) >> 26 == 1;
        let behind = u16_at(data, 18).filter(|_| filled).map(|colours| colours & 0x7F);
        style.fill = behind.and_then(|number| self.colour(number));
        style
    }
}

/// What a font says (2.4.122, `Font`), with the number of its colour.
fn font(data: &[u8]) -> (Style, u16) {
    let twips = u16_at(data, 0).filter(|size| (20..=8180).contains(size));
    let style = Style {
        font: name(data),
        size: twips.map(|size| f64::from(size) / 20.0),
        bold: u16_at(data, 6).is_some_and(|weight| weight >= 600),
        italic: u16_at(data, 2).is_some_and(|flags| flags & 0x02 != 0),
        ..Style::default()
    };
    (style, u16_at(data, 4).unwrap_or(0x7FFF))
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

fn sheet(records: Records<'_>, nth: usize, gathered: &mut Gathered) -> SheetLooks {
    let mut looks = SheetLooks::default();
    let cols = gathered.ends.get(nth).map_or(0, |end| end.1);
    let mut widths = 0..WIDTHS;
    for (kind, data) in records.take_while(|(kind, _)| *kind != 0x000A) {
        match kind {
            0x0055 | 0x007D if widths.next().is_none() => {}
            0x0055 => {
                let width = u16_at(data, 0).filter(|width| (1..=255).contains(width));
                looks.widths.extend(width.into_iter().flat_map(|width| (0..cols).map(move |col| (col, width.into()))));
            }
            0x007D => column(data, cols, &mut looks),
            0x0208 => row(data, &mut looks),
            0x00A1 => {
                // Not when the record says that this is undefined, or that no side was chosen.
                let flags = u16_at(data, 10).filter(|flags| flags & 0x44 == 0);
                looks.landscape = flags.map(|flags| flags & 0x02 == 0);
            }
            // Formula, Blank, Number, Label, BoolErr, RString, LabelSst, RK.
            0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x00D6 | 0x00FD | 0x027E => {
                cells(data, nth, (0, 2), gathered, &mut looks);
            }
            0x00BE => cells(data, nth, (2, 2), gathered, &mut looks),
            0x00BD => cells(data, nth, (2, 6), gathered, &mut looks),
            _ => {}
        }
    }
    looks
}

fn column(data: &[u8], cols: u32, looks: &mut SheetLooks) {
    let (Some(first), Some(last), Some(width)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else { return };
    // In 256ths of a character, with the room around it.
    let width = (f64::from(width) / 256.0 - 0.71).clamp(0.5, 255.0);
    looks.widths.extend((u32::from(first)..=u32::from(last)).take_while(|col| *col < cols).map(|col| (col, width)));
}

fn row(data: &[u8], looks: &mut SheetLooks) {
    let (Some(row), Some(height)) = (u16_at(data, 0), u16_at(data, 6)) else { return };
    if height & 0x8000 == 0 && height > 0 {
        looks.heights.insert(row.into(), (f64::from(height) / 20.0).min(409.0));
    }
}

/// One cell, or several beside each other: row, column, then numbers of formats at every `step` bytes, the last
/// `tail` bytes aside.
fn cells(data: &[u8], nth: usize, (tail, step): (usize, usize), gathered: &mut Gathered, looks: &mut SheetLooks) {
    let (Some(row), Some(col)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
    let formats = data.get(4..data.len().saturating_sub(tail)).unwrap_or_default();
    let count = if tail == 0 { 1 } else { formats.len() / step };
    for (col, format) in (u32::from(col)..).zip(formats.chunks_exact(step).take(count)) {
        if let Some(format) = u16_at(format, 0) {
            gathered.put(looks, nth, (row.into(), col), format.into());
        }
    }
}
