//! The xlsx of a workbook in text form: the same text gives the same bytes.

use std::io::Cursor;
use std::io::Read;
use std::io::Write;

use rust_xlsxwriter::Color;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::Cell;
use super::Sheet;
use super::Sheets;
use super::stop;

/// The paper of administrative documents, as `rust_xlsxwriter` numbers it.
const A4: u8 = 9;
/// Points of a line of text.
const LINE: f64 = 16.5;

/// Stands in the written file where a formula has no value, until [`uncompute`] takes it out.
const NO_VALUE: &str = "\u{e000}";

impl Sheets {
    /// The bytes of the workbook.
    #[track_caller]
    pub(crate) fn to_xlsx(&self) -> Vec<u8> {
        let mut bytes = self
            .write()
            .unwrap_or_else(|error| stop(&error.to_string()));
        let uncomputed = |cell: &Cell| matches!(cell, Cell::Formula(_, None));
        if self
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.rows)
            .flatten()
            .any(uncomputed)
        {
            bytes = uncompute(bytes).unwrap_or_else(|error| stop(&error.to_string()));
        }
        bytes
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let created = ExcelDateTime::from_ymd(2021, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        for sheet in &self.sheets {
            write_sheet(book.add_worksheet(), sheet)?;
        }
        // Excel opens no workbook whose active sheet is hidden.
        if let Some(shown) = self.sheets.iter().position(|sheet| sheet.hidden.is_none()) {
            book.worksheet_from_index(shown)?
                .set_active(true)
                .set_first_tab(true);
        }
        book.save_to_buffer()
    }
}

fn write_sheet(out: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    match sheet.hidden.as_deref() {
        Some("hidden") => drop(out.set_hidden(true)),
        Some(_) => drop(out.set_very_hidden(true)),
        None => {}
    }
    let looks = Looks::of(sheet);
    for [top, left, bottom, right] in &sheet.merges {
        let format = looks.at(*top);
        out.merge_range(
            row_number(*top),
            col_number(*left),
            row_number(*bottom),
            col_number(*right),
            "",
            format,
        )?;
    }
    let widths = widths(sheet);
    for (row, cells) in sheet.rows.iter().enumerate() {
        let format = looks.at(row);
        for (col, cell) in cells.iter().enumerate() {
            write_cell(out, row_number(row), col_number(col), cell, format)?;
        }
        if looks.is_ruled(row) {
            for col in
                (0..widths.len()).filter(|col| matches!(cells.get(*col), None | Some(Cell::Blank)))
            {
                out.write_blank(row_number(row), col_number(col), format)?;
            }
        }
        out.set_row_height(
            row_number(row),
            LINE * f64::from(lines(sheet, row, &widths)),
        )?;
    }
    for (col, width) in widths.into_iter().enumerate() {
        out.set_column_width(col_number(col), width)?;
    }
    for row in &sheet.hidden_rows {
        out.set_row_hidden(row_number(*row))?;
    }
    for col in &sheet.hidden_cols {
        out.set_column_hidden(col_number(*col))?;
    }
    if let Some((first, last)) = sheet.header {
        out.set_freeze_panes(row_number(last + 1), 0)?;
        out.set_repeat_rows(row_number(first), row_number(last))?;
    }
    out.set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How the cells of a sheet look: a header, a table with rules down to its first empty row, text
/// around it.
struct Looks {
    header: Option<(usize, usize)>,
    end: usize,
    head: Format,
    ruled: Format,
    plain: Format,
}

impl Looks {
    fn of(sheet: &Sheet) -> Self {
        let plain = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(12)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let ruled = plain.clone().set_border(FormatBorder::Thin);
        let head = ruled
            .clone()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00DD_EBF7));
        let below = sheet.header.map_or(0, |(_, last)| last + 1);
        let empty = |row: &Vec<Cell>| row.iter().all(|cell| matches!(cell, Cell::Blank));
        let table = sheet
            .rows
            .iter()
            .skip(below)
            .take_while(|row| !empty(row))
            .count();
        let end = if sheet.header.is_some() {
            below + table
        } else {
            0
        };
        Self {
            header: sheet.header,
            end,
            head,
            ruled,
            plain,
        }
    }

    /// Whether a row is of the table under the header.
    fn is_ruled(&self, row: usize) -> bool {
        self.header
            .is_some_and(|(_, last)| row > last && row < self.end)
    }

    fn at(&self, row: usize) -> &Format {
        match self.header {
            Some((first, last)) if (first..=last).contains(&row) => &self.head,
            Some(_) if self.is_ruled(row) => &self.ruled,
            _ => &self.plain,
        }
    }
}

fn write_cell(
    out: &mut Worksheet,
    row: u32,
    col: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => drop(out.write_string_with_format(row, col, text, format)?),
        Cell::Number(number) => drop(out.write_number_with_format(row, col, *number, format)?),
        Cell::Bool(value) => drop(out.write_boolean_with_format(row, col, *value, format)?),
        Cell::Date(year, month, day) => {
            let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
            out.write_datetime_with_format(
                row,
                col,
                &date,
                &format.clone().set_num_format("dd/mm/yyyy"),
            )?;
        }
        Cell::Formula(formula, value) => {
            let formula = Formula::new(formula).set_result(value.as_deref().unwrap_or(NO_VALUE));
            out.write_formula_with_format(row, col, formula, format)?;
        }
    }
    Ok(())
}

/// Widths by content, so that a person can read the file; merged cells do not widen a column.
fn widths(sheet: &Sheet) -> Vec<f64> {
    let count = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |col: usize| {
        let cells = sheet
            .rows
            .iter()
            .enumerate()
            .filter(|(row, _)| !is_merged(sheet, *row, col));
        let widest = cells
            .filter_map(|(_, cells)| cells.get(col))
            .map(Cell::width)
            .max()
            .unwrap_or(0);
        f64::from(u8::try_from(widest.clamp(6, 45)).unwrap_or(45)) + 2.0
    };
    (0..count).map(width).collect()
}

/// How many lines the longest cell of a row takes; merged cells do not count.
fn lines(sheet: &Sheet, row: usize, widths: &[f64]) -> u32 {
    let cells = sheet.rows[row]
        .iter()
        .zip(widths)
        .enumerate()
        .filter(|(col, _)| !is_merged(sheet, row, *col));
    let tall = |(_, (cell, width)): (usize, (&Cell, &f64))| {
        let characters = f64::from(u16::try_from(cell.width()).unwrap_or(u16::MAX));
        (1..12)
            .find(|lines| characters <= f64::from(*lines) * (width - 3.0))
            .unwrap_or(12)
    };
    cells.map(tall).max().unwrap_or(1)
}

fn is_merged(sheet: &Sheet, row: usize, col: usize) -> bool {
    sheet
        .merges
        .iter()
        .any(|[t, l, b, r]| (*t..=*b).contains(&row) && (*l..=*r).contains(&col))
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn col_number(col: usize) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

/// Takes the value out of formulas that have none: the library always writes one.
fn uncompute(bytes: Vec<u8>) -> zip::result::ZipResult<Vec<u8>> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for index in 0..parts.len() {
        let mut part = parts.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content)?;
        if name.starts_with("xl/worksheets/sheet") {
            content = without_values(&content);
        }
        out.start_file(name, options)?;
        out.write_all(content.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn without_values(sheet: &str) -> String {
    let value = format!("<v>{NO_VALUE}</v></c>");
    let mut pieces = sheet.split(&value).collect::<Vec<_>>();
    let last = pieces.pop().unwrap_or_default();
    let mut out = String::new();
    for piece in pieces {
        // The cell that ends here says ` t="str"` in its last start tag.
        let tag = piece.rfind("<c ").unwrap_or(0);
        out.push_str(&piece[..tag]);
        out.push_str(&piece[tag..].replacen(" t=\"str\"", "", 1));
        out.push_str("</c>");
    }
    out + last
}
