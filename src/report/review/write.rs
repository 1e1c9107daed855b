//! Writes the workbook: her words as they stand, numbers proposed where she has said nothing yet.

use std::io::Write;

use rust_xlsxwriter::Color;
use rust_xlsxwriter::DataValidation;
use rust_xlsxwriter::DataValidationRule;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::FINDINGS;
use super::MEETING;
use super::POSITIONS;
use super::PROCEDURE;
use super::QUESTIONS;
use super::RECEIVED;
use super::ReviewSheet;
use crate::cells::OWN_REVIEW;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Explained;
use crate::opinion::Review;
use crate::opinion::Ruling;
use crate::opinion::finding_key;
use crate::opinion::position_key;
use crate::opinion::question_key;
use crate::report::ReportError;
use crate::report::clean;
use crate::report::papers;
use crate::report::sheet_page::properties;
use crate::report::words;

/// Writes the workbook of an appraisal with what was said so far. The same gives the same bytes.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_review(
    appraisal: &Appraisal,
    review: &Review,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    Ok(out.write_all(&bytes(appraisal, review)?)?)
}

fn bytes(appraisal: &Appraisal, review: &Review) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties("Bảng thẩm định")?);
    let looks = ReviewFormats::new();
    positions(
        sheet(
            &mut book,
            &POSITIONS,
            &[6, 12, 40, 30, 10, 10, 12, 12, 40],
            &looks,
        )?,
        appraisal,
        review,
        &looks,
    )?;
    findings(
        sheet(
            &mut book,
            &FINDINGS,
            &[6, 18, 60, 26, 34, 16, 50, 40],
            &looks,
        )?,
        appraisal,
        review,
        &looks,
    )?;
    questions(
        sheet(&mut book, &QUESTIONS, &[6, 70, 36, 60], &looks)?,
        appraisal,
        review,
        &looks,
    )?;
    procedure(
        sheet(&mut book, &PROCEDURE, &[36, 40], &looks)?,
        review,
        &looks,
    )?;
    // The name by which it is known as ours when it lies among the files of a submission.
    book.define_name(OWN_REVIEW, "='Vị trí'!$A$1")?;
    book.save_to_buffer()
}

struct ReviewFormats {
    head: Format,
    text: Format,
    number: Format,
    /// What she writes.
    own: Format,
    own_number: Format,
    own_day: Format,
    total: Format,
}

impl ReviewFormats {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(12)
            .set_align(FormatAlign::Top);
        let cell = base
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x009A_A3AE));
        let own = cell
            .clone()
            .set_background_color(Color::RGB(0x00FF_F7D6))
            .set_unlocked();
        Self {
            head: cell
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_DEE5)),
            text: cell.clone().set_num_format("@"),
            number: cell
                .clone()
                .set_num_format("0")
                .set_align(FormatAlign::Right),
            own: own.clone().set_num_format("@"),
            own_number: own
                .clone()
                .set_num_format("0")
                .set_align(FormatAlign::Right),
            own_day: own
                .set_num_format("dd/mm/yyyy")
                .set_align(FormatAlign::Left),
            total: cell
                .set_bold()
                .set_num_format("0")
                .set_align(FormatAlign::Right),
        }
    }
}

fn sheet<'b>(
    book: &'b mut Workbook,
    layout: &ReviewSheet,
    widths: &[u32],
    looks: &ReviewFormats,
) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(layout.name)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    for (col, head) in (0u16..).zip(layout.heads) {
        sheet.write_string_with_format(0, col, *head, &looks.head)?;
    }
    for (col, width) in (0u16..).zip(widths) {
        sheet.set_column_width(col, *width)?;
    }
    if layout.heads.len() > widths.len() {
        sheet.set_column_hidden(layout.column(super::KEY))?;
    }
    Ok(sheet)
}

/// A text that a spreadsheet takes for no formula.
fn text(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    sheet
        .write_string_with_format(row, col, clean::plain(text), look)
        .map(|_| ())
}

fn positions(
    sheet: &mut Worksheet,
    appraisal: &Appraisal,
    review: &Review,
    looks: &ReviewFormats,
) -> Result<(), XlsxError> {
    let mut sums = [0_i64; 4];
    let numbers = papers::numbers(appraisal, review);
    for (row, (line, (proposed, agreed))) in (1_u32..).zip(appraisal.positions.iter().zip(numbers))
    {
        let key = position_key(line);
        text(sheet, row, 0, &row.to_string(), &looks.text)?;
        for (col, told) in [(1, &line.code), (2, &line.name), (3, &line.unit)] {
            text(sheet, row, col, told, &looks.text)?;
        }
        let present = line.present.trim().parse::<i64>().ok();
        let difference = people(sheet, row, [present, proposed, agreed], looks)?;
        let reason = review.numbers.get(&key);
        let reason = reason.map_or("", |agreed| agreed.reason.as_str());
        text(sheet, row, 8, reason, &looks.own)?;
        text(sheet, row, POSITIONS.column(super::KEY), &key, &looks.text)?;
        for (sum, number) in sums.iter_mut().zip([present, proposed, agreed, difference]) {
            *sum += number.unwrap_or_default();
        }
    }
    match u32::try_from(appraisal.positions.len()) {
        Ok(rows @ 1..) => under_positions(sheet, rows, sums, looks),
        _ => Ok(()),
    }
}

/// The sums under the positions, and what the cells of the appraiser's numbers take.
fn under_positions(
    sheet: &mut Worksheet,
    rows: u32,
    sums: [i64; 4],
    looks: &ReviewFormats,
) -> Result<(), XlsxError> {
    let end = rows + 1;
    text(sheet, end, 2, "Cộng", &looks.total)?;
    for ((col, letter), sum) in (4u16..).zip(["E", "F", "G", "H"]).zip(sums) {
        let formula =
            Formula::new(format!("=SUM({letter}2:{letter}{end})")).set_result(sum.to_string());
        sheet.write_formula_with_format(end, col, formula, &looks.total)?;
    }
    let whole = DataValidation::new()
        .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        .ignore_blank(true)
        .set_error_title("Ý kiến thẩm định")?
        .set_error_message("Ghi một số nguyên từ 0 trở lên, hoặc để trống.")?;
    sheet.add_data_validation(1, 6, rows, 6, &whole).map(|_| ())
}

/// The people of a position, present, proposed and agreed to, with a formula for what the last two
/// differ by: that number.
fn people(
    sheet: &mut Worksheet,
    row: u32,
    [present, proposed, agreed]: [Option<i64>; 3],
    looks: &ReviewFormats,
) -> Result<Option<i64>, XlsxError> {
    for (col, number, look) in [
        (4, present, &looks.number),
        (5, proposed, &looks.number),
        (6, agreed, &looks.own_number),
    ] {
        match number {
            Some(number) => sheet.write_number_with_format(row, col, as_float(number), look)?,
            None => sheet.write_blank(row, col, look)?,
        };
    }
    let difference = agreed
        .zip(proposed)
        .map(|(agreed, proposed)| agreed - proposed);
    let cached = difference
        .map(|difference| difference.to_string())
        .unwrap_or_default();
    let line = row + 1;
    let formula =
        Formula::new(format!("=IF(G{line}=\"\",\"\",G{line}-F{line})")).set_result(cached);
    sheet.write_formula_with_format(row, 7, formula, &looks.number)?;
    Ok(difference)
}

fn findings(
    sheet: &mut Worksheet,
    appraisal: &Appraisal,
    review: &Review,
    looks: &ReviewFormats,
) -> Result<(), XlsxError> {
    let mut row = 0;
    let told = appraisal
        .findings
        .iter()
        .filter(|finding| finding.outcome != Outcome::Manual && finding.cause.is_none());
    for finding in told {
        row += 1;
        let stand = review.stand(finding);
        sheet.write_number_with_format(
            row,
            0,
            as_float(i64::try_from(finding.number).unwrap_or_default()),
            &looks.number,
        )?;
        let place = words::places(&finding.ranges);
        let ours = [
            words::kind(finding),
            &finding.sentence,
            &place,
            &words::capital(&finding.citation.text),
        ];
        for (col, told) in (1u16..).zip(ours) {
            text(sheet, row, col, told, &looks.text)?;
        }
        // What the agency says stands there until she says something else.
        let preset = finding
            .explained
            .as_ref()
            .filter(|_| stand.reason.is_empty())
            .map(Explained::told);
        let reason = preset.as_ref().unwrap_or(&stand.reason);
        for (col, told) in (5u16..).zip([stand.ruling.label(), &stand.wording, reason]) {
            text(sheet, row, col, told, &looks.own)?;
        }
        text(
            sheet,
            row,
            FINDINGS.column(super::KEY),
            &finding_key(finding),
            &looks.text,
        )?;
    }
    if row == 0 {
        return Ok(());
    }
    let rulings = DataValidation::new()
        .allow_list_strings(&Ruling::ALL.map(Ruling::label))?
        .set_error_title("Ý kiến")?
        .set_error_message("Chọn: giữ, bỏ hoặc đã giải trình.")?;
    sheet.add_data_validation(1, 5, row, 5, &rulings)?;
    sheet.autofilter(0, 0, row, 7).map(|_| ())
}

fn questions(
    sheet: &mut Worksheet,
    appraisal: &Appraisal,
    review: &Review,
    looks: &ReviewFormats,
) -> Result<(), XlsxError> {
    for (row, (question, basis)) in (1u32..).zip(papers::questions(appraisal)) {
        text(sheet, row, 0, &row.to_string(), &looks.text)?;
        text(sheet, row, 1, &question, &looks.text)?;
        text(sheet, row, 2, &basis, &looks.text)?;
        text(sheet, row, 3, review.answer(&question), &looks.own)?;
        text(
            sheet,
            row,
            QUESTIONS.column(super::KEY),
            &question_key(&question),
            &looks.text,
        )?;
    }
    Ok(())
}

fn procedure(
    sheet: &mut Worksheet,
    review: &Review,
    looks: &ReviewFormats,
) -> Result<(), XlsxError> {
    for (row, (label, day)) in (1u32..).zip([
        (RECEIVED, review.procedure.received),
        (MEETING, review.procedure.meeting),
    ]) {
        text(sheet, row, 0, label, &looks.text)?;
        match day {
            Some(day) => {
                let [month, date] =
                    [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or_default());
                let day = ExcelDateTime::from_ymd(
                    u16::try_from(day.year()).unwrap_or_default(),
                    month,
                    date,
                )?;
                sheet.write_datetime_with_format(row, 1, &day, &looks.own_day)?;
            }
            None => {
                sheet.write_blank(row, 1, &looks.own_day)?;
            }
        }
    }
    Ok(())
}

/// A number of people as Excel holds it: exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "nobody has so many people")]
const fn as_float(number: i64) -> f64 {
    number as f64
}
