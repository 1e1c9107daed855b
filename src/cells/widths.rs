//! How wide the columns of an `.xls` or `.ods` are.
//!
//! Only a copy in another format needs it. It is read beside the cells, after [`super::open()`] has
//! taken the same bytes, and only as far as the cells go; what cannot be read is left out.

use std::collections::BTreeMap;
use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use super::Sheet;
use super::Workbook;
use super::WorkbookFormat;
use super::biff::BOF;
use super::biff::BOUND_SHEET;
use super::biff::COLUMNS;
use super::biff::EOF;
use super::biff::Record;
use super::biff::Records;
use super::ods_content;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::xls;

/// Độ rộng cột của một trang: by columns from 0, in characters of the standard letters.
pub type Widths = BTreeMap<u32, f64>;

/// The narrowest and the widest column of Excel.
const NARROWEST: f64 = 0.5;
const WIDEST: f64 = 255.0;
/// The last column that is looked at.
const LAST: u32 = 1024;
/// Styles of columns of an `.ods` that are kept.
const STYLES: usize = 20_000;
/// Sheets of an `.xls` that are looked at.
const SHEETS: usize = 1000;
/// Records of the widths of a sheet's columns: twice as many as it has columns.
const RECORDS: usize = 512;
/// The width of the columns of an `.xls` that have none of their own.
const DEFAULT_WIDTH: u16 = 0x0055;

/// The widths of a workbook that [`super::open()`] read from these bytes, by its sheets in their
/// order; fewer than it has when they could not be read.
#[must_use]
pub fn widths(bytes: &[u8], workbook: &Workbook, limits: &Limits) -> Vec<Widths> {
    let ends: Vec<u32> = workbook.sheets.iter().map(end).collect();
    let read = match workbook.format {
        WorkbookFormat::Xls => {
            xls::workbook_stream(bytes).and_then(|stream| of_xls(&stream, &ends))
        }
        WorkbookFormat::Ods => {
            package::open(bytes, limits).and_then(|mut package| of_ods(&mut package, limits, &ends))
        }
        WorkbookFormat::Xlsx | WorkbookFormat::Docx => Ok(Vec::new()),
    };
    read.unwrap_or_default()
}

/// The first column after those that hold something.
fn end(sheet: &Sheet) -> u32 {
    let merged = sheet
        .merges
        .iter()
        .map(|area| area.right.saturating_add(1))
        .max()
        .unwrap_or(0);
    let cells = sheet
        .rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|(col, _)| col + 1)
        .max()
        .unwrap_or(0);
    cells.max(merged).min(LAST)
}

/// BIFF8, [MS-XLS]. Nothing that a record claims is believed beyond its bytes.
fn of_xls(stream: &[u8], ends: &[u32]) -> Result<Vec<Widths>, OpenError> {
    let mut globals = records(stream, 0);
    let version = globals
        .next()
        .filter(|record| record.kind == BOF)
        .and_then(|record| record.word(0));
    if version != Some(0x0600) {
        return Err(OpenError::Corrupt);
    }
    let places = globals
        .filter(|record| record.kind == BOUND_SHEET)
        .filter_map(|record| record.long(0));
    let sheet = |(place, end): (u32, &u32)| {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let told =
            records(stream, at).filter(|record| matches!(record.kind, DEFAULT_WIDTH | COLUMNS));
        let mut widths = Widths::new();
        told.take(RECORDS)
            .filter_map(columns)
            .for_each(|(first, last, width)| {
                widths.extend(
                    (first..=last)
                        .take_while(|col| col < end)
                        .map(|col| (col, width)),
                );
            });
        widths
    };
    Ok(places.take(SHEETS).zip(ends).map(sheet).collect())
}

/// The records of a substream from a place in the stream, to its end or until one is cut off.
fn records(stream: &[u8], at: usize) -> impl Iterator<Item = Record<'_>> {
    let mut records = Records { stream, at };
    std::iter::from_fn(move || records.next().ok().flatten())
        .take_while(|record| record.kind != EOF)
}

/// The first and the last column that a record tells of, and their width.
fn columns(record: Record<'_>) -> Option<(u32, u32, f64)> {
    if record.kind == DEFAULT_WIDTH {
        return record
            .word(0)
            .filter(|width| (1..=255).contains(width))
            .map(|width| (0, LAST, width.into()));
    }
    // In 256ths of a character, with the room around it.
    let width = f64::from(record.word(4)?) / 256.0 - 0.71;
    Some((
        record.word(0)?.into(),
        record.word(2)?.into(),
        width.clamp(NARROWEST, WIDEST),
    ))
}

/// OpenDocument 1.3, part 3, 16.5: styles of columns by their names.
fn of_ods(
    package: &mut Package<'_>,
    limits: &Limits,
    ends: &[u32],
) -> Result<Vec<Widths>, OpenError> {
    let mut reading = OdsWidths {
        ends,
        styles: HashMap::new(),
        open: None,
        columns: 0,
        sheets: Vec::new(),
    };
    let mut budget = Budget::default();
    for part in ["styles.xml", "content.xml"] {
        package::scan(package, part, limits, &mut budget, |token| match token {
            Token::Start(start) => reading.start(start),
            Token::End(_) | Token::Text(_) => Ok(()),
        })?;
    }
    Ok(reading.sheets)
}

/// An `.ods` as far as it was read.
struct OdsWidths<'a> {
    ends: &'a [u32],
    /// Widths by the names of styles of columns, and the style that is being read.
    styles: HashMap<String, f64>,
    open: Option<String>,
    /// Columns of the open sheet so far.
    columns: u32,
    sheets: Vec<Widths>,
}

impl OdsWidths<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        match start.name().as_ref() {
            "style:style" => {
                let is_column = attribute(start, "style:family")? == Some("table-column");
                self.open = attribute(start, "style:name")?
                    .filter(|_| is_column)
                    .map(str::to_owned);
            }
            "style:table-column-properties" if self.styles.len() < STYLES => {
                let width = attribute(start, "style:column-width")?.and_then(letters);
                self.styles.extend(self.open.take().zip(width));
            }
            "table:table" => {
                self.sheets.push(Widths::new());
                self.columns = 0;
            }
            "table:table-column" => {
                let repeat = ods_content::repeat(start, "table:number-columns-repeated")?;
                let nth = self.sheets.len().saturating_sub(1);
                let end = self.ends.get(nth).copied().unwrap_or(0);
                let end = self
                    .columns
                    .saturating_add(u32::try_from(repeat).unwrap_or(u32::MAX))
                    .min(end);
                let width =
                    attribute(start, "table:style-name")?.and_then(|name| self.styles.get(name));
                if let (Some(sheet), Some(width)) = (self.sheets.last_mut(), width) {
                    sheet.extend((self.columns..end).map(|col| (col, *width)));
                }
                self.columns = self.columns.max(end);
            }
            _ => {}
        }
        Ok(())
    }
}

/// A length in the letters that Excel counts: seven dots each, and five around them.
fn letters(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let number: f64 = number
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number > 0.0)?;
    let dots = match unit {
        "pt" => 96.0 / 72.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "in" => 96.0,
        "pc" => 16.0,
        "px" => 1.0,
        _ => return None,
    };
    Some(((number * dots - 5.0) / 7.0).clamp(NARROWEST, WIDEST))
}
