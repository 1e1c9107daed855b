//! The appraisal as a workbook of its own: the findings by weight, then the conclusion, the figures, the positions and
//! the questions, to be sorted, filtered and counted.

mod sheets;

use std::io::Write;

use rust_decimal::Decimal;
use rust_xlsxwriter::Color;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::ReportError;
use super::clean;
use super::levels;
use super::view::View;
use super::wrap::wrap;
use crate::cells::OWN_REPORT;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Finding;

/// Height of a title of 14 points.
const TITLE: u32 = 21;

/// Characters that Excel takes in a cell.
const TEXT: usize = 32_767;
/// Points of a line, and of the highest row (Excel's own limit is 409).
const LINE: usize = 16;
const HIGHEST: u32 = 400;
/// Rows of a sheet, the first of them the heading.
const ROWS: u32 = 1_048_576;

/// Writes the workbook. The same appraisal gives the same bytes.
pub(super) fn write(appraisal: &Appraisal, out: &mut dyn Write) -> Result<(), ReportError> {
    Ok(out.write_all(&bytes(appraisal)?)?)
}

fn bytes(appraisal: &Appraisal) -> Result<Vec<u8>, XlsxError> {
    let view = View::of(appraisal);
    let mut book = Workbook::new();
    // No clock: the day of the law applied stands for the day of writing.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(clean::plain(&view.title)).set_creation_datetime(&created);
    book.set_properties(&properties);
    let formats = Formats::new();
    sheets::findings(&mut Page::of(book.add_worksheet(), "Nội dung thẩm định", &formats)?, appraisal)?;
    sheets::conclusion(&mut Page::of(book.add_worksheet(), "Kết luận", &formats)?, appraisal, &view)?;
    sheets::figures(&mut Page::of(book.add_worksheet(), "Số liệu", &formats)?, appraisal)?;
    sheets::positions(&mut Page::of(book.add_worksheet(), "Vị trí", &formats)?, &view)?;
    sheets::questions(&mut Page::of(book.add_worksheet(), "Câu hỏi", &formats)?, &view)?;
    // The name by which the paper is known as ours when it comes back among the files of a submission.
    book.define_name(OWN_REPORT, "='Kết luận'!$A$1")?;
    book.save_to_buffer()
}

struct Formats {
    title: Format,
    head: Format,
    label: Format,
    text: Format,
    number: Format,
    share: Format,
    levels: Vec<(Outcome, Format)>,
}

impl Formats {
    fn new() -> Self {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::Top);
        let wrapped = base.clone().set_text_wrap();
        let cell = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x009A_A3AE));
        let level = |outcome: Outcome| {
            let colour = u32::from_str_radix(&levels::tint(outcome)[2..], 16).unwrap_or(0x00FF_FFFF);
            (outcome, cell.clone().set_bold().set_background_color(Color::RGB(colour)))
        };
        Self {
            title: base.set_bold().set_font_size(14),
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00D9_DEE5)),
            label: cell.clone().set_bold(),
            // A text that looks like a formula stays text, also when somebody edits the cell.
            text: cell.clone().set_num_format("@"),
            number: cell.clone().set_num_format("#,##0").set_align(FormatAlign::Right),
            share: cell.clone().set_num_format("@").set_align(FormatAlign::Right),
            levels: Outcome::ALL.into_iter().map(level).collect(),
        }
    }

    fn level(&self, outcome: Outcome) -> &Format {
        self.levels.iter().find(|(other, _)| *other == outcome).map_or(&self.text, |(_, format)| format)
    }
}

/// A sheet that is written row by row.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    row: u32,
    widths: Vec<u32>,
    /// Lines of the highest cell of the row so far.
    lines: usize,
}

impl<'a> Page<'a> {
    fn of(sheet: &'a mut Worksheet, name: &str, formats: &'a Formats) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3).set_footer("&P/&N");
        Ok(Self { sheet, formats, row: 0, widths: Vec::new(), lines: 1 })
    }

    fn widths(&mut self, widths: &[u32]) -> Result<(), XlsxError> {
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
    fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, shown(text), &self.formats.title)?;
        self.sheet.set_row_height(self.row, TITLE)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        let text = shown(text);
        self.measure(col, &text);
        self.sheet.write_string_with_format(self.row, col, text, &self.formats.text)?;
        Ok(())
    }

    fn label(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        let text = shown(text);
        self.measure(col, &text);
        self.sheet.write_string_with_format(self.row, col, text, &self.formats.label)?;
        Ok(())
    }

    /// A number as a number where it is one, so that it can be added up.
    fn number(&mut self, col: u16, number: Option<i64>) -> Result<(), XlsxError> {
        match number.and_then(|number| i32::try_from(number).ok()) {
            Some(number) => {
                self.sheet.write_number_with_format(self.row, col, number, &self.formats.number)?;
            }
            None => self.text(col, &number.map(|number| number.to_string()).unwrap_or_default())?,
        }
        Ok(())
    }

    /// A share as the report has it, under the numbers.
    fn share(&mut self, col: u16, share: Option<Decimal>) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, col, super::words::percent(share), &self.formats.share)?;
        Ok(())
    }

    /// What a finding is, in the colour of its level.
    fn kind(&mut self, col: u16, finding: &Finding) -> Result<(), XlsxError> {
        let format = self.formats.level(finding.outcome);
        self.sheet.write_string_with_format(self.row, col, super::words::kind(finding), format)?;
        Ok(())
    }

    fn texts(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        for (col, text) in (0u16..).zip(texts) {
            self.text(col, text)?;
        }
        Ok(())
    }

    fn heads(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        for (col, text) in (0u16..).zip(heads) {
            self.measure(col, text);
            self.sheet.write_string_with_format(self.row, col, *text, &self.formats.head)?;
        }
        self.next()
    }

    /// The heading of the only table of a sheet: it stays in sight, and is repeated on paper.
    fn only_table(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        self.heads(heads)?;
        self.sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// Filters over the table that was written.
    fn filter(&mut self, columns: usize) -> Result<(), XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
        self.sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }

    /// Ends a row.
    fn next(&mut self) -> Result<(), XlsxError> {
        let points = u32::try_from(self.lines * LINE + 3).unwrap_or(HIGHEST).min(HIGHEST);
        self.sheet.set_row_height(self.row, points)?;
        self.row += 1;
        self.lines = 1;
        Ok(())
    }

    /// Whether there is room for one more row, and one that says that more follows.
    fn has_room(&self) -> bool {
        self.row < ROWS - 2
    }
}

/// Text as a cell may hold it.
fn shown(text: &str) -> String {
    clean::plain(text).chars().take(TEXT).collect()
}
