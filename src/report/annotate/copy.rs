//! An `.xls` or `.ods` as a new `.xlsx`: what the reader knows of it, so that findings can be
//! written in.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;

use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Workbook as Written;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::cells::Area;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::cells::Visibility;
use crate::cells::Widths;
use crate::cells::Workbook;
use crate::cells::WorkbookFormat as Kind;
use crate::report::sheet_page::excel_day;
use crate::report::wrap::wrap;

/// The widest and narrowest column in characters.
const WIDEST: usize = 48;
const NARROWEST: usize = 8;
/// Rows that are looked at for the width of a column.
const LOOK: usize = 400;
/// Merged areas of a sheet, and cells in them.
const MERGED_AREAS: usize = 10_000;
const MERGED_CELLS: u64 = 200_000;
/// Rows whose height is found, and points of the highest.
const TALL: usize = 20_000;
const HIGHEST: u32 = 400;
/// The number of A4, and characters that it holds upright.
const A4: u8 = 9;
const UPRIGHT: usize = 95;
/// Characters that Excel takes in a cell and in the name of a sheet.
const TEXT: usize = 32_767;
const NAME: usize = 31;
/// Characters that it takes in a number format.
const CODE: usize = 255;

/// How values are written: wrapped text at the top.
struct Formats {
    number: Format,
    /// Text stays text when it is edited.
    text: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        Self {
            text: plain.clone().set_num_format("@"),
            date: plain
                .clone()
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Left),
            number: plain,
        }
    }

    /// A number that showed more than itself (`01.003`, `15%`) still does.
    fn number(&self, code: Option<&str>) -> Format {
        let taken =
            code.filter(|code| code.chars().count() <= CODE && !code.contains(char::is_control));
        taken.map_or_else(
            || self.number.clone(),
            |code| self.number.clone().set_num_format(code),
        )
    }
}

/// What the user is told of the copy.
pub(super) fn sentence(kind: Kind, told: &[Widths]) -> String {
    let ending = if kind == Kind::Ods { ".ods" } else { ".xls" };
    let (kept, lost) = if told.is_empty() {
        ("", "độ rộng cột, ")
    } else {
        (", độ rộng cột", "")
    };
    format!(
        "Tệp nộp ở dạng {ending} nên đây là bản chép sang .xlsx: giữ giá trị ô, ô gộp{kept}, hàng cột ẩn và trang ẩn; {lost}phông chữ, màu nền, đường kẻ, dấu phân cách trong số, công thức, ghi chú, hình vẽ của bản gốc không giữ được."
    )
}

/// The same sheets in the same order, in plain letters, their columns as wide as `told` says. The
/// same workbook gives the same bytes.
pub(super) fn write(workbook: &Workbook, told: &[Widths]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Written::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let (formats, unknown) = (Formats::new(), Widths::new());
    let mut names = BTreeSet::new();
    let shown = workbook
        .sheets
        .iter()
        .position(|sheet| sheet.visibility == Visibility::Visible);
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        let out = book.add_worksheet();
        out.set_name(free_name(sheet.name(), &mut names))?;
        fill(out, sheet, told.get(at).unwrap_or(&unknown), &formats)?;
        match sheet.visibility {
            // Excel opens no workbook without a sheet to show.
            Visibility::Visible => drop(out.set_active(shown == Some(at))),
            Visibility::Hidden => drop(out.set_hidden(shown.is_some())),
            Visibility::VeryHidden => drop(out.set_very_hidden(shown.is_some())),
        }
        if shown == Some(at) {
            out.set_first_tab(true);
        }
    }
    book.save_to_buffer()
}

/// A name that Excel takes.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed =
        |c: &char| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let clean: String = name.chars().filter(allowed).collect();
    let clean = clean.trim_matches('\'').trim();
    let clean = if clean.is_empty() { "Trang" } else { clean };
    let cut = |room: usize| {
        clean
            .chars()
            .take(room)
            .collect::<String>()
            .trim_end_matches('\'')
            .to_owned()
    };
    let mut names = std::iter::once(cut(NAME))
        .chain((2..).map(|number| format!("{} ({number})", cut(NAME - 8))));
    let free = names
        .find(|name| !taken.contains(&name.to_lowercase()))
        .unwrap_or_default();
    taken.insert(free.to_lowercase());
    free
}

fn fill(
    out: &mut Worksheet,
    sheet: &Sheet,
    told: &Widths,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for area in areas(&sheet.merges) {
        let (Ok(left), Ok(right)) = (u16::try_from(area.left), u16::try_from(area.right)) else {
            continue;
        };
        out.merge_range(area.top, left, area.bottom, right, "", &formats.text)?;
    }
    for row in &sheet.rows {
        for (col, value) in &row.cells {
            let code = sheet.format(row.number, *col);
            let Ok(col) = u16::try_from(*col) else {
                continue;
            };
            put(out, (row.number, col), value, code, formats)?;
        }
    }
    let wide = wide(sheet);
    let widths = widths(out, sheet, told, &wide)?;
    heights(out, sheet, &wide, &widths)?;
    for row in &sheet.hidden_rows {
        out.set_row_hidden(*row)?;
    }
    for col in &sheet.hidden_cols {
        if let Ok(col) = u16::try_from(*col) {
            out.set_column_hidden(col)?;
        }
    }
    // Printed a page wide with lines between the cells, on the long side of the paper when the
    // columns want it.
    out.set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_gridlines(true);
    if widths.values().sum::<usize>() > UPRIGHT {
        out.set_landscape();
    }
    Ok(())
}

/// Merged areas of more than one cell that touch no other: Excel refuses the rest. Not more than a
/// form can have: the writer keeps every cell of them.
fn areas(merges: &[Area]) -> Vec<Area> {
    let mut kept: Vec<Area> = Vec::new();
    let mut left = MERGED_CELLS;
    for area in merges.iter().take(MERGED_AREAS) {
        let apart = |other: &Area| {
            area.bottom < other.top
                || other.bottom < area.top
                || area.right < other.left
                || other.right < area.left
        };
        let rows = u64::from(area.bottom.saturating_sub(area.top)) + 1;
        let cells = rows * (u64::from(area.right.saturating_sub(area.left)) + 1);
        if (2..=left).contains(&cells)
            && area.bottom < 1_048_576
            && area.right < 16_384
            && kept.iter().all(apart)
        {
            left -= cells;
            kept.push(*area);
        }
    }
    kept
}

fn put(
    out: &mut Worksheet,
    (row, col): (u32, u16),
    value: &Value,
    code: Option<&str>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Value::Blank | Value::Uncomputed => {}
        Value::Text(text) => {
            let text: String = text.chars().take(TEXT).collect();
            out.write_string_with_format(row, col, text, &formats.text)?;
        }
        Value::Whole(number) => {
            // A number of more digits than Excel keeps is shown as text, digit by digit.
            match i32::try_from(*number) {
                Ok(number) => {
                    out.write_number_with_format(row, col, number, &formats.number(code))?
                }
                Err(_) => {
                    out.write_string_with_format(row, col, number.to_string(), &formats.text)?
                }
            };
        }
        Value::Decimal(number) => {
            match number.to_f64() {
                Some(number) => {
                    out.write_number_with_format(row, col, number, &formats.number(code))?
                }
                None => {
                    out.write_string_with_format(row, col, number.to_string(), &formats.text)?
                }
            };
        }
        Value::Date(date) => {
            match excel_day(*date) {
                Some(day) => out.write_datetime_with_format(row, col, &day, &formats.date)?,
                None => out.write_string_with_format(row, col, value.to_string(), &formats.text)?,
            };
        }
        Value::Bool(truth) => {
            out.write_boolean_with_format(row, col, *truth, &formats.number(code))?;
        }
        Value::Error(error) => {
            out.write_string_with_format(row, col, error.to_string(), &formats.text)?;
        }
    }
    Ok(())
}

/// Columns as wide as they were, else as most of what they hold, in characters.
fn widths(
    out: &mut Worksheet,
    sheet: &Sheet,
    told: &Widths,
    wide: &HashSet<(u32, u32)>,
) -> Result<BTreeMap<u32, usize>, XlsxError> {
    let mut widths: BTreeMap<u32, usize> = BTreeMap::new();
    for row in sheet.rows.iter().take(LOOK) {
        for (col, value) in &row.cells {
            if wide.contains(&(row.number, *col)) {
                continue;
            }
            let longest = value
                .to_string()
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0);
            let width = widths.entry(*col).or_default();
            *width = (*width).max(longest + 2).clamp(NARROWEST, WIDEST);
        }
    }
    for (col, width) in &widths {
        if let (Ok(col), Ok(width)) = (u16::try_from(*col), u32::try_from(*width)) {
            out.set_column_width(col, width)?;
        }
    }
    for (col, width) in told {
        if let (Ok(letter), Some(whole)) = (u16::try_from(*col), width.to_usize()) {
            out.set_column_width(letter, *width)?;
            widths.insert(*col, whole.max(1));
        }
    }
    Ok(widths)
}

/// Cells that are merged over columns: a title across the sheet is no measure of its first column.
fn wide(sheet: &Sheet) -> HashSet<(u32, u32)> {
    sheet
        .merges
        .iter()
        .filter(|area| area.left < area.right)
        .map(|area| (area.top, area.left))
        .collect()
}

/// Rows of several lines as high as they need: not every program finds the height by itself.
fn heights(
    out: &mut Worksheet,
    sheet: &Sheet,
    wide: &HashSet<(u32, u32)>,
    widths: &BTreeMap<u32, usize>,
) -> Result<(), XlsxError> {
    for row in sheet.rows.iter().take(TALL) {
        let lines = |(col, value): &(u32, Value)| match value {
            Value::Text(text) if !wide.contains(&(row.number, *col)) => {
                let width = widths.get(col).copied().unwrap_or(NARROWEST);
                text.lines().map(|line| wrap(line, width).len()).sum()
            }
            _ => 1,
        };
        let most: usize = row.cells.iter().map(lines).max().unwrap_or(1);
        if most > 1 {
            out.set_row_height(
                row.number,
                u32::try_from(most * 15).unwrap_or(HIGHEST).min(HIGHEST),
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::Read as _;

    use super::*;
    use crate::cells;
    use crate::cells::Limits;

    #[test]
    fn a_copy_is_plain_and_keeps_widths_and_telling_numbers() {
        let mut made = Written::new();
        let sheet = made.add_worksheet();
        let percent = Format::new().set_num_format("0%");
        sheet
            .write_string(0, 0, "Tên vị trí")
            .unwrap()
            .write_number_with_format(0, 1, 0.5, &percent)
            .unwrap();
        let workbook = cells::open(&made.save_to_buffer().unwrap(), &Limits::default()).unwrap();
        let copied = |told: &[Widths]| {
            let bytes = write(&workbook, told).unwrap();
            let copy = cells::open(&bytes, &Limits::default()).unwrap();
            assert_eq!(copy.sheets[0].rows, workbook.sheets[0].rows);
            assert!(copy.sheets[0].is_percent(0, 1));
            let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            parts
                .by_name("xl/worksheets/sheet1.xml")
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let (told, untold) = (copied(&[Widths::from([(0, 90.0), (1, 30.0)])]), copied(&[]));
        assert!(
            told.contains("width=\"30.7") && told.contains("orientation=\"landscape\""),
            "{told}"
        );
        assert!(!untold.contains("landscape"), "{untold}");
        assert!(sentence(Kind::Xls, &[]).contains("; độ rộng cột, phông chữ"));
        assert!(
            [told, untold]
                .iter()
                .all(|sheet| sheet.contains("fitToHeight=\"0\""))
        );
    }
}
