//! Sheets of our own workbooks, written row by row: one set of formats for findings, register and
//! consolidation.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::Color;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::FormatUnderline;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Url;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::clean;
use super::levels;
use super::words;
use super::wrap::wrap;
use crate::law::Nature;
use crate::law::Outcome;

/// Height of a title of 14 points.
const TITLE: u32 = 21;

/// Characters that Excel takes in a cell.
const TEXT: usize = 32_767;
/// Points of a line, and of the highest row (Excel's own limit is 409).
const LINE: usize = 16;
const HIGHEST: u32 = 400;
/// Rows of a sheet, the first of them the heading.
const ROWS: u32 = 1_048_576;

pub(super) struct SheetFormats {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) number: Format,
    pub(super) share: Format,
    note: Format,
    link: Format,
    decimal: Format,
    day: Format,
    pub(super) levels: Vec<(Outcome, Format)>,
}

impl SheetFormats {
    pub(super) fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(12)
            .set_align(FormatAlign::Top);
        let wrapped = base.clone().set_text_wrap();
        let cell = wrapped
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x009A_A3AE));
        let level = |outcome: Outcome| {
            let colour =
                u32::from_str_radix(&levels::tint(outcome)[2..], 16).unwrap_or(0x00FF_FFFF);
            (
                outcome,
                cell.clone()
                    .set_bold()
                    .set_background_color(Color::RGB(colour)),
            )
        };
        Self {
            title: base.set_bold().set_font_size(14),
            head: cell
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_DEE5)),
            label: cell.clone().set_bold(),
            // A text that looks like a formula stays text, also when somebody edits the cell.
            text: cell.clone().set_num_format("@"),
            number: cell
                .clone()
                .set_num_format("#,##0")
                .set_align(FormatAlign::Right),
            share: cell
                .clone()
                .set_num_format("@")
                .set_align(FormatAlign::Right),
            note: wrapped.clone(),
            link: cell
                .clone()
                .set_font_color(Color::RGB(0x001F_4E99))
                .set_underline(FormatUnderline::Single),
            decimal: cell
                .clone()
                .set_num_format("General")
                .set_align(FormatAlign::Right),
            day: cell
                .clone()
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Center),
            levels: Outcome::ALL.into_iter().map(level).collect(),
        }
    }

    fn level(&self, outcome: Outcome) -> &Format {
        self.levels
            .iter()
            .find(|(other, _)| *other == outcome)
            .map_or(&self.text, |(_, format)| format)
    }
}

/// A sheet that is written row by row.
pub(super) struct SheetPage<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) formats: &'a SheetFormats,
    pub(super) row: u32,
    widths: Vec<u32>,
    /// Lines of the highest cell of the row so far.
    lines: usize,
}

impl<'a> SheetPage<'a> {
    /// A sheet whose rows go to a file of the system's as they are written, where there may be one:
    /// a register of a nation has more rows than memory should hold.
    pub(super) fn streamed(
        book: &'a mut Workbook,
        name: &str,
        formats: &'a SheetFormats,
    ) -> Result<Self, XlsxError> {
        #[cfg(not(target_os = "wasi"))]
        let sheet = book.new_worksheet_with_low_memory().unwrap_or_default();
        #[cfg(target_os = "wasi")]
        let sheet = Worksheet::default();
        // Without room for a temporary file memory will do.
        book.push_worksheet(sheet);
        let sheet = book.worksheets_mut().last_mut();
        Self::of(
            sheet.ok_or(XlsxError::UnknownWorksheetNameOrIndex(name.to_owned()))?,
            name,
            formats,
        )
    }

    pub(super) fn of(
        sheet: &'a mut Worksheet,
        name: &str,
        formats: &'a SheetFormats,
    ) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        sheet
            .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
            .set_footer("&P/&N");
        Ok(Self {
            sheet,
            formats,
            row: 0,
            widths: Vec::new(),
            lines: 1,
        })
    }

    pub(super) fn widths(&mut self, widths: &[u32]) -> Result<(), XlsxError> {
        for (col, width) in (0u16..).zip(widths) {
            self.sheet.set_column_width(col, *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Takes in how many lines a text needs: not every program finds the height of a row by itself.
    fn measure(&mut self, col: u16, text: &str) {
        let width = self.widths.get(usize::from(col)).copied().unwrap_or(20);
        // Letters of Times New Roman are narrower than the digits by which columns are measured.
        let lines = wrap(text, usize::try_from(width * 6 / 5).unwrap_or(20)).len();
        self.lines = self.lines.max(lines);
    }

    /// A line over the tables.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, shown(text), &self.formats.title)?;
        self.sheet.set_row_height(self.row, TITLE)?;
        self.row += 1;
        Ok(())
    }

    /// A text in a cell of the row.
    fn put(&mut self, col: u16, text: &str, look: &Format) -> Result<(), XlsxError> {
        let text = shown(text);
        self.measure(col, &text);
        self.sheet
            .write_string_with_format(self.row, col, text, look)?;
        Ok(())
    }

    pub(super) fn text(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        self.put(col, text, &self.formats.text)
    }

    pub(super) fn label(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        self.put(col, text, &self.formats.label)
    }

    /// A number as a number where it is one, so that it can be added up.
    pub(super) fn number(&mut self, col: u16, number: Option<i64>) -> Result<(), XlsxError> {
        match number.and_then(|number| i32::try_from(number).ok()) {
            Some(number) => {
                self.sheet
                    .write_number_with_format(self.row, col, number, &self.formats.number)?;
            }
            None => self.text(
                col,
                &number.map(|number| number.to_string()).unwrap_or_default(),
            )?,
        }
        Ok(())
    }

    /// How many of something.
    pub(super) fn count(&mut self, col: u16, number: usize) -> Result<(), XlsxError> {
        self.number(col, i64::try_from(number).ok())
    }

    /// A text of the submission, as a number where it is one.
    pub(super) fn figure(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        match text.parse::<i64>() {
            Ok(number) => self.number(col, Some(number)),
            Err(_) => self.text(col, text),
        }
    }

    /// A share as the report has it, under the numbers.
    pub(super) fn share(&mut self, col: u16, share: Option<Decimal>) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(
            self.row,
            col,
            words::percent(share),
            &self.formats.share,
        )?;
        Ok(())
    }

    /// What a finding is, in the colour of its level.
    pub(super) fn kind(
        &mut self,
        col: u16,
        outcome: Outcome,
        nature: Nature,
    ) -> Result<(), XlsxError> {
        let format = self.formats.level(outcome);
        self.sheet.write_string_with_format(
            self.row,
            col,
            words::kind_of(outcome, nature),
            format,
        )?;
        Ok(())
    }

    /// A sum that other cells add up to: the formula, and what it gives.
    pub(super) fn sum(&mut self, col: u16, formula: &str, result: i64) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result.to_string());
        self.sheet
            .write_formula_with_format(self.row, col, formula, &self.formats.number)?;
        Ok(())
    }

    /// A number as a number, whole where it is.
    pub(super) fn decimal(&mut self, col: u16, number: Decimal) -> Result<(), XlsxError> {
        match number.to_f64() {
            Some(number) => {
                self.sheet.write_number_with_format(
                    self.row,
                    col,
                    number,
                    &self.formats.decimal,
                )?;
                Ok(())
            }
            None => self.text(col, &number.to_string()),
        }
    }

    /// A text that leads to a file beside the workbook; plain where there is none, or its name is
    /// more than Excel takes.
    pub(super) fn link(&mut self, col: u16, text: &str, to: &str) -> Result<(), XlsxError> {
        let text = shown(text);
        self.measure(col, &text);
        let url = Url::new(format!("external:{to}")).set_text(&text);
        let is_link = !to.is_empty()
            && self
                .sheet
                .write_url_with_format(self.row, col, url, &self.formats.link)
                .is_ok();
        if !is_link {
            self.sheet
                .write_string_with_format(self.row, col, text, &self.formats.text)?;
        }
        Ok(())
    }

    /// A day as a date, so that it can be sorted; nothing where there is none, text where Excel has
    /// no such day.
    pub(super) fn day(&mut self, col: u16, day: Option<Date>) -> Result<(), XlsxError> {
        let Some(day) = day else {
            return self.text(col, "");
        };
        let Some(known) = excel_day(day) else {
            return self.text(col, &words::day(day));
        };
        self.sheet
            .write_datetime_with_format(self.row, col, &known, &self.formats.day)?;
        Ok(())
    }

    /// A text behind the colour of a level.
    pub(super) fn tinted(
        &mut self,
        col: u16,
        text: &str,
        outcome: Option<Outcome>,
    ) -> Result<(), XlsxError> {
        match outcome {
            Some(outcome) => self.put(col, text, self.formats.level(outcome)),
            None => self.text(col, text),
        }
    }

    pub(super) fn texts(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        self.texts_from(0, texts)
    }

    pub(super) fn texts_from(&mut self, first: u16, texts: &[&str]) -> Result<(), XlsxError> {
        for (col, text) in (first..).zip(texts) {
            self.text(col, text)?;
        }
        Ok(())
    }

    /// A line of text over all columns up to one.
    pub(super) fn text_over(&mut self, text: &str, last: u16) -> Result<(), XlsxError> {
        let text = shown(text);
        let width: u32 = self.widths.iter().take(usize::from(last) + 1).sum();
        let lines = wrap(&text, usize::try_from(width * 6 / 5).unwrap_or(80)).len();
        self.lines = self.lines.max(lines);
        self.sheet
            .merge_range(self.row, 0, self.row, last, &text, &self.formats.note)?;
        self.next()
    }

    pub(super) fn heads(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        for (col, text) in (0u16..).zip(heads) {
            self.put(col, text, &self.formats.head)?;
        }
        self.next()
    }

    /// The heading of the only table of a sheet: it stays in sight, and is repeated on paper.
    pub(super) fn only_table(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        self.heads(heads)?;
        self.sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// Filters over the table that was written.
    pub(super) fn filter(&mut self, columns: usize) -> Result<(), XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
        self.sheet
            .autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }

    /// Ends a row.
    pub(super) fn next(&mut self) -> Result<(), XlsxError> {
        let points = u32::try_from(self.lines * LINE + 3)
            .unwrap_or(HIGHEST)
            .min(HIGHEST);
        self.sheet.set_row_height(self.row, points)?;
        self.row += 1;
        self.lines = 1;
        Ok(())
    }

    /// Whether there is room for one more row, and one that says that more follows.
    pub(super) fn has_room(&self) -> bool {
        self.row < ROWS - 2
    }
}

/// A day as Excel counts it; none where it has no such day.
pub(super) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, of_month).ok()
}

/// What a workbook of ours says of itself. No clock: the same results give the same bytes.
pub(super) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(clean::plain(title))
        .set_creation_datetime(&created))
}

/// Text as a cell may hold it.
fn shown(text: &str) -> String {
    clean::plain(text).chars().take(TEXT).collect()
}
