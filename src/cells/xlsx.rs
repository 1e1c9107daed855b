//! Office Open XML workbooks: scanned part by part, then streamed through calamine.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::DataRef;
use calamine::Reader as _;
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
use super::package;
use super::package::Archive;
use super::package::Budget;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::rows::Rows;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// Excel's last row and column, from 0.
const LAST_ROW: u32 = 1_048_575;
const LAST_COL: u32 = 16_383;

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
struct Scanned {
    hidden_rows: Vec<u32>,
    hidden_cols: BTreeSet<u32>,
    merges: Vec<Area>,
    uncomputed: Vec<(u32, u32)>,
}

/// Reads a workbook whose package was opened within the limits.
pub(super) fn read(bytes: &[u8], archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    let mut budget = Budget::default();
    let parts = sheet_parts(archive, limits, &mut budget)?;
    let mut cells = 0usize;
    let mut scanned = HashMap::new();
    for (name, part) in &parts {
        scanned.insert(name.clone(), scan_sheet(archive, part, limits, &mut budget, &mut cells)?);
    }
    scan_strings(archive, limits, &mut budget)?;
    for part in ["xl/styles.xml", "_rels/.rels", "[Content_Types].xml"] {
        package::scan(archive, part, limits, &mut budget, |_| Ok(()))?;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let mut text_bytes = 0usize;
    let mut sheets = Vec::with_capacity(metas.len());
    for (index, meta) in metas.iter().enumerate() {
        let scanned = scanned.remove(&meta.name).unwrap_or_default();
        let id = Arc::new(SheetRef { index, name: sheet_name(&meta.name) });
        let rows = read_rows(&mut book, &meta.name, &scanned, limits, &mut text_bytes)?;
        let visibility = match meta.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        };
        let hidden_cols = scanned.hidden_cols.into_iter().collect();
        sheets.push(Sheet {
            id,
            visibility,
            rows,
            merges: scanned.merges,
            hidden_rows: scanned.hidden_rows,
            hidden_cols,
        });
    }
    Ok(sheets)
}

fn sheet_name(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    name.nfc().collect()
}

/// The sheets of the workbook: name and part.
fn sheet_parts(
    archive: &mut Archive<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Vec<(String, String)>, OpenError> {
    let mut targets = HashMap::new();
    package::scan(archive, RELATIONS, limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            targets.insert(id, part_name(&target));
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    let found = package::scan(archive, WORKBOOK, limits, budget, |token| {
        let Token::Start(start) = token else { return Ok(()) };
        if local(start.name().as_ref()) != "sheet" {
            return Ok(());
        }
        if sheets.len() >= limits.sheets {
            return Err(OpenError::limit("số trang", limits.sheets));
        }
        if let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
            && let Some(part) = targets.get(&id)
        {
            sheets.push((name, part.clone()));
        }
        Ok(())
    })?;
    if found { Ok(sheets) } else { Err(OpenError::Corrupt) }
}

/// The target of a relationship as the name of a part.
fn part_name(target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

/// Shared strings: counted, because a reader keeps them all.
fn scan_strings(archive: &mut Archive<'_>, limits: &Limits, budget: &mut Budget) -> Result<(), OpenError> {
    let mut strings = 0usize;
    let mut text = 0usize;
    package::scan(archive, "xl/sharedStrings.xml", limits, budget, |token| {
        match token {
            Token::Start(start) if local(start.name().as_ref()) == "si" => strings += 1,
            // A count that claims more strings than there can be is no promise to keep: it is refused.
            Token::Start(start) if local(start.name().as_ref()) == "sst" => {
                let claimed = attribute(start, "uniqueCount").and_then(|count| count.parse::<usize>().ok());
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
struct InCell {
    at: Option<(u32, u32)>,
    formula: bool,
    value: bool,
}

fn scan_sheet(
    archive: &mut Archive<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
    cells: &mut usize,
) -> Result<Scanned, OpenError> {
    let mut scanned = Scanned::default();
    let mut cell = InCell::default();
    let mut next = (0u32, 0u32);
    package::scan(archive, part, limits, budget, |token| {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "row" => {
                    let row = row_number(start)?.unwrap_or(next.0);
                    next = (row + 1, 0);
                    if is_on(start, "hidden") {
                        scanned.hidden_rows.push(row);
                    }
                }
                "c" => {
                    let at = reference(start)?.unwrap_or((next.0.saturating_sub(1), next.1));
                    next.1 = at.1 + 1;
                    cell = InCell { at: Some(at), ..InCell::default() };
                }
                "f" => cell.formula = true,
                "v" | "is" => {
                    cell.value = true;
                    *cells += 1;
                    if *cells > limits.cells {
                        return Err(OpenError::limit("số ô có dữ liệu", limits.cells));
                    }
                }
                "mergeCell" => scanned.merges.extend(merge(start)?),
                "col" if is_on(start, "hidden") => hide_columns(start, &mut scanned),
                _ => {}
            },
            Token::End(name) if local(name) == "c" => {
                if cell.formula && !cell.value {
                    scanned.uncomputed.extend(cell.at);
                }
            }
            Token::End(_) | Token::Text(_) => {}
        }
        if scanned.merges.len() + scanned.uncomputed.len() > limits.cells {
            return Err(OpenError::limit("số ô", limits.cells));
        }
        Ok(())
    })?;
    Ok(scanned)
}

fn is_on(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

fn row_number(start: &BytesStart<'_>) -> Result<Option<u32>, OpenError> {
    let Some(text) = attribute(start, "r") else { return Ok(None) };
    match text.parse::<u32>() {
        Ok(row) if (1..=LAST_ROW + 1).contains(&row) => Ok(Some(row - 1)),
        _ => Err(OpenError::Corrupt),
    }
}

fn reference(start: &BytesStart<'_>) -> Result<Option<(u32, u32)>, OpenError> {
    attribute(start, "r").map(|text| cell_reference(&text).ok_or(OpenError::Corrupt)).transpose()
}

/// `D12` as row and column from 0; none outside a sheet.
fn cell_reference(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let letters = text.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = text.split_at(letters);
    if column.is_empty() || column.len() > 3 {
        return None;
    }
    let mut col = 0u32;
    for c in column.chars() {
        let digit = c.to_ascii_uppercase();
        if !digit.is_ascii_uppercase() {
            return None;
        }
        col = col * 26 + (u32::from(digit) - u32::from('A') + 1);
    }
    let row: u32 = row.parse().ok()?;
    ((1..=LAST_ROW + 1).contains(&row) && col <= LAST_COL + 1).then(|| (row - 1, col - 1))
}

fn merge(start: &BytesStart<'_>) -> Result<Option<Area>, OpenError> {
    let Some(text) = attribute(start, "ref") else { return Ok(None) };
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    let (Some((top, left)), Some((bottom, right))) = (cell_reference(first), cell_reference(last)) else {
        return Err(OpenError::Corrupt);
    };
    Ok(Some(Area { top: top.min(bottom), left: left.min(right), bottom: top.max(bottom), right: left.max(right) }))
}

fn hide_columns(start: &BytesStart<'_>, scanned: &mut Scanned) {
    let number = |name: &str| attribute(start, name).and_then(|text| text.parse::<u32>().ok());
    if let (Some(min), Some(max)) = (number("min"), number("max")) {
        scanned.hidden_cols.extend(min.saturating_sub(1)..max.min(LAST_COL + 1));
    }
}

/// Streams the cells of one sheet; styled empty cells are passed over.
fn read_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    scanned: &Scanned,
    limits: &Limits,
    text_bytes: &mut usize,
) -> Result<Vec<Row>, OpenError> {
    let mut rows = Rows::default();
    // A chart sheet has no cells; calamine refuses to stream it.
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    while let Some(cell) = reader.next_cell().map_err(|_| OpenError::Corrupt)? {
        let value = match cell.get_value() {
            DataRef::Int(n) => Value::Whole(*n),
            DataRef::Float(f) => number::number(*f),
            DataRef::String(text) => number::text(text),
            DataRef::SharedString(text) => number::text(text),
            DataRef::Bool(b) => Value::Bool(*b),
            DataRef::DateTime(date) => number::date(*date),
            DataRef::DateTimeIso(text) => number::iso_date(text),
            DataRef::DurationIso(text) => number::text(text),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_a_sheet() {
        assert_eq!(cell_reference("D12"), Some((11, 3)));
        assert_eq!(cell_reference("XFD1048576"), Some((LAST_ROW, LAST_COL)));
        for wrong in ["", "12", "D", "XFE1", "A0", "A1048577", "AAAA1", "Đ1"] {
            assert_eq!(cell_reference(wrong), None, "{wrong}");
        }
    }
}
