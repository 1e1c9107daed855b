//! OpenDocument spreadsheets: repeat counts are multiplied out before calamine unrolls them.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use calamine::Ods;
use calamine::Reader as _;
use calamine::SheetVisible;
use quick_xml::events::BytesStart;

use super::Area;
use super::CellError;
use super::Limits;
use super::OpenError;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::xls;

const CONTENT: &str = "content.xml";

/// The widest and longest sheet of LibreOffice.
const LAST_COL: u64 = 16_384;
const LAST_ROW: u64 = 1_048_576;
/// Merged areas of a sheet that are kept: far more than a form has.
const MERGES: usize = 100_000;

/// Reads a workbook whose package was opened within the limits.
pub(super) fn read(bytes: &[u8], package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    let mut budget = Budget::default();
    package::scan(package, "META-INF/manifest.xml", limits, &mut budget, |token| match token {
        Token::Start(start) if local(start.name().as_ref()) == "encryption-data" => Err(OpenError::Encrypted),
        _ => Ok(()),
    })?;
    let mut unrolled = Unrolled::default();
    let found = package::scan(package, CONTENT, limits, &mut budget, |token| {
        unrolled.visit(&token)?;
        unrolled.check(limits)
    })?;
    if !found {
        return Err(OpenError::Corrupt);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let names: HashSet<&str> = metas.iter().map(|meta| meta.name.as_str()).collect();
    // Sheets are asked for by name: of two with one name the last would be read twice.
    if names.len() != metas.len() {
        return Err(OpenError::Corrupt);
    }
    let mut untold = unrolled.untold;
    let mut sheets = Vec::with_capacity(metas.len());
    for (index, meta) in metas.iter().enumerate() {
        let untold = untold.get_mut(index).map(std::mem::take).unwrap_or_default();
        let range = book.worksheet_range(&meta.name).map_err(|_| OpenError::Corrupt)?;
        let visibility = if meta.visible == SheetVisible::Visible { Visibility::Visible } else { Visibility::Hidden };
        sheets.push(Sheet {
            id: Arc::new(SheetRef::new(index, &xls::name_of(&meta.name))),
            visibility,
            rows: told_as_errors(xls::rows(&range)),
            merges: untold.merges,
            hidden_rows: untold.hidden_rows,
            hidden_cols: untold.hidden_cols,
            print_areas: Vec::new(),
            beside: Arc::default(),
        });
    }
    Ok(sheets)
}

/// Errors are texts to OpenDocument (what marks them is LibreOffice's own), as long as their words are those of an error.
fn told_as_errors(mut rows: Vec<super::Row>) -> Vec<super::Row> {
    for (_, value) in rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(error) = value.text().and_then(CellError::from_text) {
            *value = Value::Error(error);
        }
    }
    rows
}

/// What the repeat counts of a document come to, counted as calamine unrolls them: names of elements and
/// attributes are those that it looks for, and nothing is nested in itself.
#[derive(Debug, Default)]
struct Unrolled {
    sheets: usize,
    /// Cells of the rectangles around the values of the sheets that are closed, and their text.
    boxes: u64,
    text: u64,
    table: Option<Table>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// By sheet, of those that are closed.
    untold: Vec<Untold>,
}

/// What calamine does not tell of a sheet: hidden rows that hold something, hidden columns, merged areas.
#[derive(Debug, Default)]
struct Untold {
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    merges: Vec<Area>,
}

/// The sheet that is being read: rows so far, and the rectangle around its values.
#[derive(Debug, Default)]
struct Table {
    rows: u64,
    first: Option<u64>,
    last: u64,
    width: u64,
    /// Columns that were declared so far.
    columns: u64,
    untold: Untold,
}

#[derive(Debug, Default)]
struct Row {
    repeat: u64,
    hidden: bool,
    cells: u64,
    width: u64,
    text: u64,
}

#[derive(Debug, Default)]
struct Cell {
    repeat: u64,
    text: u64,
    filled: bool,
}

impl Unrolled {
    fn visit(&mut self, token: &Token<'_>) -> Result<(), OpenError> {
        match token {
            Token::Start(start) => self.start(start),
            Token::Text(text) => {
                if let Some(cell) = &mut self.cell {
                    cell.text += text.len() as u64;
                    cell.filled |= !text.is_empty();
                }
                Ok(())
            }
            Token::End(name) => {
                match *name {
                    "table:table" => self.close_table(),
                    "table:table-row" => self.close_row(),
                    "table:table-cell" | "table:covered-table-cell" => self.close_cell(),
                    _ => {}
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let nested = match start.name().as_ref() {
            "table:table" => {
                self.sheets += 1;
                self.table.replace(Table::default()).is_some()
            }
            "table:table-row" => {
                let repeat = repeat(start, "table:number-rows-repeated")?.min(LAST_ROW);
                let hidden = is_hidden(start)?;
                self.row.replace(Row { repeat, hidden, ..Row::default() }).is_some()
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeat = repeat(start, "table:number-columns-repeated")?.min(LAST_COL);
                self.merge(start)?;
                self.cell.replace(written(start, repeat)?).is_some()
            }
            "table:table-column" => {
                self.column(repeat(start, "table:number-columns-repeated")?, is_hidden(start)?);
                false
            }
            "text:s" => {
                if let Some(cell) = &mut self.cell {
                    cell.text = cell.text.saturating_add(repeat(start, "text:c")?);
                }
                false
            }
            _ => false,
        };
        if nested { Err(OpenError::Corrupt) } else { Ok(()) }
    }

    /// A cell that covers others.
    fn merge(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let (Some(table), Some(row)) = (&mut self.table, &self.row) else { return Ok(()) };
        let (down, across) =
            (repeat(start, "table:number-rows-spanned")?, repeat(start, "table:number-columns-spanned")?);
        let end = |first: u64, count: u64, last: u64| u32::try_from(first.saturating_add(count.max(1)).min(last) - 1);
        if (down > 1 || across > 1)
            && table.rows < LAST_ROW
            && row.cells < LAST_COL
            && table.untold.merges.len() < MERGES
        {
            let first = (u32::try_from(table.rows), u32::try_from(row.cells));
            let last = (end(table.rows, down, LAST_ROW), end(row.cells, across, LAST_COL));
            if let ((Ok(top), Ok(left)), (Ok(bottom), Ok(right))) = (first, last) {
                table.untold.merges.push(Area { top, left, bottom, right });
            }
        }
        Ok(())
    }

    fn column(&mut self, repeat: u64, hidden: bool) {
        let Some(table) = &mut self.table else { return };
        let end = table.columns.saturating_add(repeat).min(LAST_COL);
        if hidden {
            table.untold.hidden_cols.extend((table.columns..end).filter_map(|col| u32::try_from(col).ok()));
        }
        table.columns = end;
    }

    /// Empty cells count only once a filled one follows: rows end in thousands of empty ones.
    fn close_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) {
            row.cells = row.cells.saturating_add(cell.repeat);
            if cell.filled {
                row.width = row.cells;
                row.text = row.text.saturating_add(cell.text.saturating_mul(cell.repeat));
            }
        }
    }

    /// Empty rows likewise: a sheet ends in a million of them.
    fn close_row(&mut self) {
        if let (Some(row), Some(table)) = (self.row.take(), &mut self.table) {
            if row.width > 0 {
                table.first.get_or_insert(table.rows);
                table.last = table.rows + row.repeat;
                table.width = table.width.max(row.width);
                self.text = self.text.saturating_add(row.text.saturating_mul(row.repeat));
                if row.hidden {
                    let rows = table.rows..table.rows.saturating_add(row.repeat).min(LAST_ROW);
                    table.untold.hidden_rows.extend(rows.filter_map(|row| u32::try_from(row).ok()));
                }
            }
            table.rows += row.repeat;
        }
    }

    fn close_table(&mut self) {
        self.boxes = self.boxes.saturating_add(self.open_box());
        self.untold.extend(self.table.take().map(|table| table.untold));
    }

    /// The rectangle around the values of the sheet that is being read.
    fn open_box(&self) -> u64 {
        let Some(table) = &self.table else { return 0 };
        table.first.map_or(0, |first| (table.last - first).saturating_mul(table.width))
    }

    fn check(&self, limits: &Limits) -> Result<(), OpenError> {
        let row = self.row.as_ref().map_or(0, |row| row.width);
        let text = self.cell.as_ref().map_or(0, |cell| cell.text);
        if self.sheets > limits.sheets {
            Err(OpenError::limit("số trang", limits.sheets))
        } else if self.boxes.saturating_add(self.open_box()).saturating_add(row) > limits.box_cells {
            Err(OpenError::limit("số ô", limits.box_cells))
        } else if self.text.saturating_add(text) > limits.text_bytes as u64 {
            Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64))
        } else {
            Ok(())
        }
    }
}

/// A cell as its element says: filled if it has a value or a formula, which are text to a reader.
fn written(start: &BytesStart<'_>, repeat: u64) -> Result<Cell, OpenError> {
    let mut cell = Cell { repeat, ..Cell::default() };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| OpenError::Corrupt)?;
        match attribute.key.as_ref() {
            "table:formula" | "office:string-value" | "office:date-value" | "office:time-value" => {
                cell.text += attribute.value.len() as u64;
                cell.filled = true;
            }
            "office:value" | "office:boolean-value" | "office:value-type" | "calcext:value-type" => cell.filled = true,
            _ => {}
        }
    }
    Ok(cell)
}

fn is_hidden(start: &BytesStart<'_>) -> Result<bool, OpenError> {
    Ok(attribute(start, "table:visibility")?.is_some_and(|state| state == "collapse" || state == "filter"))
}

/// How many times an element stands for itself; once if it does not say.
///
/// # Errors
/// It says something else than a number.
pub(super) fn repeat(start: &BytesStart<'_>, name: &str) -> Result<u64, OpenError> {
    match attribute(start, name)? {
        Some(text) => text.parse().map_err(|_| OpenError::Corrupt),
        None => Ok(1),
    }
}
