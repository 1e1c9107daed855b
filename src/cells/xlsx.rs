//! Office Open XML workbooks: scanned part by part, then streamed through calamine.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use calamine::DataRef;
use calamine::Reader as _;
use calamine::SheetType;
use calamine::SheetVisible;
use calamine::Xlsx;
use quick_xml::events::BytesStart;

use super::Area;
use super::Limits;
use super::OpenError;
use super::Row;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::number;
use super::number::Texts;
use super::own;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::print;
use super::rows::Rows;
use crate::archive::LAST_COL;
use crate::archive::LAST_ROW;
use crate::archive::parse_cell;

/// The elements of styles that may be many.
const STYLES: [&str; 5] = ["xf", "font", "fill", "border", "numFmt"];

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
struct Scanned {
    hidden_rows: BTreeSet<u32>,
    hidden_cols: BTreeSet<u32>,
    merges: Vec<Area>,
    uncomputed: Vec<(u32, u32)>,
    /// The rectangle around the cells that hold something.
    around: Option<Area>,
    /// Cells met so far, styled empty ones too.
    met: usize,
    /// Cells down to the last one that holds something: below there is nothing to read.
    through: usize,
}

impl Scanned {
    /// Counts in a cell that holds something.
    fn fill(&mut self, (row, col): (u32, u32), limits: &Limits) -> Result<(), OpenError> {
        let area = self.around.get_or_insert(Area { top: row, left: col, bottom: row, right: col });
        area.top = area.top.min(row);
        area.bottom = area.bottom.max(row);
        area.left = area.left.min(col);
        area.right = area.right.max(col);
        let rows = u64::from(area.bottom - area.top) + 1;
        if rows * (u64::from(area.right - area.left) + 1) > limits.spread_cells {
            return Err(OpenError::limit("vùng ô có dữ liệu của một trang", format!("{} ô", limits.spread_cells)));
        }
        Ok(())
    }
}

/// Reads a workbook whose package was opened within the limits.
pub(super) fn read(bytes: &[u8], package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    let mut budget = Budget::default();
    let main = main_part(package, limits, &mut budget)?;
    let parts = sheet_parts(package, &main, limits, &mut budget)?;
    let mut cells = 0usize;
    let mut scans = Vec::with_capacity(parts.len());
    for part in &parts {
        scans.push(scan_sheet(package, part, limits, &mut budget, &mut cells)?);
    }
    scan_strings(package, &main.beside("sharedStrings.xml"), limits, &mut budget)?;
    scan_styles(package, &main.beside("styles.xml"), limits, &mut budget)?;
    package::scan(package, &main.beside("theme/theme1.xml"), limits, &mut budget, |_| Ok(()))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let printed = print::named(book.defined_names());
    let own = own::sheet(book.defined_names());
    let names: HashSet<&str> = metas.iter().map(|meta| meta.name.as_str()).collect();
    // Sheets are asked for by name: of two with one name the first would be read twice.
    if names.len() != metas.len() || metas.len() != scans.len() {
        return Err(OpenError::Corrupt);
    }
    let mut texts = Texts::default();
    let mut text_bytes = 0usize;
    let mut sheets = Vec::with_capacity(metas.len());
    for ((index, meta), scanned) in metas.iter().enumerate().zip(scans) {
        let id = Arc::new(SheetRef::new(index, &sheet_name(&meta.name)));
        let rows = match meta.typ {
            // The list of findings that a copy came back with is ours, not the agency's.
            _ if own.as_deref() == Some(&meta.name) => Vec::new(),
            SheetType::WorkSheet => read_rows(&mut book, &meta.name, &scanned, limits, (&mut texts, &mut text_bytes))?,
            // A chart has no cells.
            _ => Vec::new(),
        };
        let visibility = match meta.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        };
        sheets.push(Sheet {
            id,
            visibility,
            rows,
            merges: scanned.merges,
            hidden_rows: scanned.hidden_rows.into_iter().collect(),
            hidden_cols: scanned.hidden_cols.into_iter().collect(),
            print_areas: print::areas(&printed, &meta.name),
        });
    }
    Ok(sheets)
}

fn sheet_name(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    name.nfc().collect()
}

/// Where the workbook itself is: its folder (with the slash) and its name, as calamine finds them.
#[derive(Debug)]
struct Main {
    folder: String,
    name: String,
}

impl Main {
    /// The name of a part in the same folder.
    fn beside(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The main part of the package: the last relationship of its kind.
fn main_part(package: &mut Package<'_>, limits: &Limits, budget: &mut Budget) -> Result<Main, OpenError> {
    let mut main = None;
    package::scan(package, "_rels/.rels", limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(kind), Some(target)) = (attribute(start, "Type")?, attribute(start, "Target")?)
            && kind.ends_with("/relationships/officeDocument")
        {
            main = Some(target.into_owned());
        }
        Ok(())
    })?;
    let target = main.ok_or(OpenError::Corrupt)?;
    let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));
    Ok(Main { folder: folder.strip_prefix('/').unwrap_or(folder).to_owned(), name: name.to_owned() })
}

/// The part of each sheet of the workbook, in their order.
fn sheet_parts(
    package: &mut Package<'_>,
    main: &Main,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Vec<String>, OpenError> {
    let mut targets = HashMap::new();
    let relations = main.beside(&format!("_rels/{}.rels", main.name));
    package::scan(package, &relations, limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(id), Some(target)) = (attribute(start, "Id")?, attribute(start, "Target")?)
        {
            let part = target.strip_prefix('/').map_or_else(|| main.beside(&target), str::to_owned);
            targets.insert(id.into_owned(), part);
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    let found = package::scan(package, &main.beside(&main.name), limits, budget, |token| {
        let Token::Start(start) = token else { return Ok(()) };
        if local(start.name().as_ref()) != "sheet" {
            return Ok(());
        }
        if sheets.len() >= limits.sheets {
            return Err(OpenError::limit("số trang", limits.sheets));
        }
        let part = relation(start)?.and_then(|id| targets.get(id.as_ref()));
        sheets.push(part.cloned().ok_or(OpenError::Corrupt)?);
        Ok(())
    })?;
    if found { Ok(sheets) } else { Err(OpenError::Corrupt) }
}

/// The relationship of a sheet, whatever prefix its namespace has; the last one counts.
fn relation<'a>(start: &'a BytesStart<'_>) -> Result<Option<Cow<'a, str>>, OpenError> {
    let mut found = None;
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| OpenError::Corrupt)?;
        let key = attribute.key.as_ref();
        if key == "id" || key.ends_with(":id") {
            found = Some(attribute.value);
        }
    }
    Ok(found)
}

/// Styles: counted, because a reader keeps each with all it says.
fn scan_styles(package: &mut Package<'_>, part: &str, limits: &Limits, budget: &mut Budget) -> Result<(), OpenError> {
    let mut styles = 0usize;
    package::scan(package, part, limits, budget, |token| {
        if let Token::Start(start) = token
            && STYLES.contains(&local(start.name().as_ref()))
        {
            styles += 1;
        }
        if styles > limits.styles { Err(OpenError::limit("số kiểu định dạng", limits.styles)) } else { Ok(()) }
    })?;
    Ok(())
}

/// Shared strings: counted, because a reader keeps them all.
fn scan_strings(package: &mut Package<'_>, part: &str, limits: &Limits, budget: &mut Budget) -> Result<(), OpenError> {
    let mut strings = 0usize;
    let mut text = 0usize;
    package::scan(package, part, limits, budget, |token| {
        match token {
            Token::Start(start) if local(start.name().as_ref()) == "si" => strings += 1,
            // A count that claims more strings than there can be is no promise to keep: it is refused.
            Token::Start(start) if local(start.name().as_ref()) == "sst" => {
                let claimed = attribute(start, "uniqueCount")?.and_then(|count| count.parse::<usize>().ok());
                if claimed.is_some_and(|claimed| claimed > limits.cells) {
                    return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
                }
            }
            Token::Text(part) => text += part.len(),
            _ => {}
        }
        if strings > limits.cells {
            return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
        }
        if text > limits.text_bytes {
            return Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64));
        }
        Ok(())
    })?;
    Ok(())
}

/// Where the scan of a sheet stands.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "what was met of a cell so far, each on its own")]
struct InCell {
    at: Option<(u32, u32)>,
    /// Its value is text: an empty one is a computed empty text.
    text: bool,
    formula: bool,
    in_value: bool,
    value: bool,
}

fn scan_sheet(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
    cells: &mut usize,
) -> Result<Scanned, OpenError> {
    let mut scanned = Scanned::default();
    let mut cell = InCell::default();
    let mut next = (0u32, 0u32);
    package::scan(package, part, limits, budget, |token| {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "row" => {
                    let row = row_number(start)?.unwrap_or(next.0);
                    next = (row + 1, 0);
                    if is_on(start, "hidden")? {
                        scanned.hidden_rows.insert(row);
                    }
                }
                "c" => {
                    let (at, text) = cell_attributes(start)?;
                    let at = at.unwrap_or((next.0.saturating_sub(1), next.1));
                    next.1 = at.1 + 1;
                    scanned.met += 1;
                    cell = InCell { at: Some(at), text, ..InCell::default() };
                }
                "f" => cell.formula = true,
                name @ ("v" | "is") => {
                    // Some programs write `<f>…</f><v/>` for a formula that nobody computed.
                    cell.in_value = true;
                    scanned.through = scanned.met;
                    cell.value = cell.text || name == "is";
                    if let Some(at) = cell.at {
                        scanned.fill(at, limits)?;
                    }
                    *cells += 1;
                    if *cells > limits.cells {
                        return Err(OpenError::limit("số ô có dữ liệu", limits.cells));
                    }
                }
                "mergeCell" => scanned.merges.extend(merge(start)?),
                "col" => hide_columns(start, &mut scanned)?,
                _ => {}
            },
            Token::End(name) if local(name) == "c" => {
                if cell.formula && !cell.value {
                    scanned.uncomputed.extend(cell.at);
                }
            }
            Token::Text(text) => cell.value |= cell.in_value && !text.is_empty(),
            Token::End(name) => cell.in_value &= local(name) != "v",
        }
        if scanned.merges.len() + scanned.uncomputed.len() > limits.cells {
            return Err(OpenError::limit("số ô", limits.cells));
        }
        Ok(())
    })?;
    Ok(scanned)
}

fn is_on(start: &BytesStart<'_>, name: &str) -> Result<bool, OpenError> {
    Ok(attribute(start, name)?.is_some_and(|value| value == "1" || value == "true"))
}

fn row_number(start: &BytesStart<'_>) -> Result<Option<u32>, OpenError> {
    let Some(text) = attribute(start, "r")? else { return Ok(None) };
    match text.parse::<u32>() {
        Ok(row) if (1..=LAST_ROW + 1).contains(&row) => Ok(Some(row - 1)),
        _ => Err(OpenError::Corrupt),
    }
}

/// Where a cell says that it is, and whether its value is a computed text; in one go over its
/// attributes, since a sheet may have millions of cells.
fn cell_attributes(start: &BytesStart<'_>) -> Result<(Option<(u32, u32)>, bool), OpenError> {
    let (mut at, mut text) = (None, None);
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| OpenError::Corrupt)?;
        match attribute.key.as_ref() {
            "r" if at.is_none() => at = Some(parse_cell(&attribute.value).ok_or(OpenError::Corrupt)?),
            "t" if text.is_none() => text = Some(attribute.value == "str"),
            _ => {}
        }
    }
    Ok((at, text == Some(true)))
}

fn merge(start: &BytesStart<'_>) -> Result<Option<Area>, OpenError> {
    let Some(text) = attribute(start, "ref")? else { return Ok(None) };
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    let (Some((top, left)), Some((bottom, right))) = (parse_cell(first), parse_cell(last)) else {
        return Err(OpenError::Corrupt);
    };
    Ok(Some(Area { top: top.min(bottom), left: left.min(right), bottom: top.max(bottom), right: left.max(right) }))
}

fn hide_columns(start: &BytesStart<'_>, scanned: &mut Scanned) -> Result<(), OpenError> {
    let number = |name: &str| attribute(start, name).map(|text| text?.parse::<u32>().ok());
    if is_on(start, "hidden")?
        && let (Some(min), Some(max)) = (number("min")?, number("max")?)
    {
        scanned.hidden_cols.extend(min.saturating_sub(1)..max.min(LAST_COL + 1));
    }
    Ok(())
}

/// Streams the cells of one sheet; styled empty cells are passed over, and not even read below the last
/// cell that holds something. The reader meets no more cells than the scan did, and in the same order.
fn read_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    scanned: &Scanned,
    limits: &Limits,
    (texts, text_bytes): (&mut Texts, &mut usize),
) -> Result<Vec<Row>, OpenError> {
    let mut rows = Rows::default();
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| OpenError::Corrupt)?;
    for _ in 0..scanned.through {
        let Some(cell) = reader.next_cell().map_err(|_| OpenError::Corrupt)? else { break };
        let value = match cell.get_value() {
            DataRef::Int(n) => Value::Whole(*n),
            DataRef::Float(f) => number::number(*f),
            DataRef::String(text) | DataRef::DurationIso(text) => texts.value(text),
            DataRef::SharedString(text) => texts.value(text),
            DataRef::Bool(b) => Value::Bool(*b),
            DataRef::DateTime(date) => number::date(*date),
            DataRef::DateTimeIso(text) => number::iso_date(text),
            DataRef::Error(error) => number::error(error),
            DataRef::Empty => Value::Blank,
        };
        if let Value::Text(text) = &value {
            *text_bytes += text.len();
            if *text_bytes > limits.text_bytes {
                return Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64));
            }
        }
        let (row, col) = cell.get_position();
        rows.put(row, col, value);
    }
    for (row, col) in &scanned.uncomputed {
        rows.put(*row, *col, Value::Uncomputed);
    }
    Ok(rows.finish())
}
