//! What an agency has to decide: marked in the cells of the workbook, and listed on a sheet.

use rust_xlsxwriter::Color;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Note;
use rust_xlsxwriter::Url;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::cell::LINE_HEIGHT;
use super::cell::lines_of;
use super::frames::letters;
use super::plan::TemplateSheet;
use super::plan::WorkbookPlan;
use super::style;
use super::style::TemplateStyles;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Key;

/// Name of the sheet; the reader knows it as a sheet without data (`rules/forms/words.toml`).
const SHEET: &str = "Chỗ cần quyết định";
/// Characters of the column of questions.
const WIDTH: u8 = 96;
/// The fill of a cell that has a question.
const ASKED: Color = Color::RGB(0x00FF_F2CC);
/// Width and height of a note in pixels.
const NOTE: (u32, u32) = (360, 130);

/// Chỗ cần quyết định: a question to the agency, about a cell, a table or the whole workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyQuestion {
    /// The table that it is about.
    pub entity: Entity,
    /// Which entry of the table, from 0; none: the table as a whole.
    pub row: Option<usize>,
    /// Which of its fields.
    pub field: Option<Key>,
    /// The question.
    pub text: String,
}

/// The questions about a cell, one after the other; none where there are none.
pub(super) fn of_cell(
    questions: &[AgencyQuestion],
    sheet: &TemplateSheet<'_>,
    field: &Field,
    row: u32,
) -> Option<String> {
    let own = questions.iter().filter(|question| {
        let at = question.row.and_then(|row| u32::try_from(row).ok());
        question.entity == sheet.entity
            && at == Some(row - sheet.first)
            && question.field.as_ref() == Some(&field.key)
    });
    let texts: Vec<&str> = own.map(|question| question.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// The format of a cell that has a question.
pub(super) fn asked(format: &Format) -> Format {
    format.clone().set_background_color(ASKED)
}

/// The note on a cell that has a question.
pub(super) fn note(text: &str) -> Note {
    Note::new(text)
        .set_author("vtvl")
        .add_author_prefix(false)
        .set_width(NOTE.0)
        .set_height(NOTE.1)
}

/// Writes the sheet that lists them.
pub(super) fn write(
    out: &mut Worksheet,
    questions: &[AgencyQuestion],
    plan: &WorkbookPlan<'_>,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    out.set_name(SHEET)?;
    for (col, (title, width)) in (0_u16..).zip([
        ("STT", 6),
        ("Trang", 22),
        ("Ô", 10),
        ("Cần quyết định", WIDTH),
    ]) {
        out.set_column_width(col, f64::from(width) + 1.0)?;
        out.write_string_with_format(0, col, title, &styles.head)?;
    }
    for (row, (number, question)) in (1_u32..).zip((1_u32..).zip(questions)) {
        let sheet = plan
            .sheets
            .iter()
            .find(|sheet| sheet.entity == question.entity);
        let name = sheet.map_or("", |sheet| sheet.form.sheet.as_str());
        let place = sheet.and_then(|sheet| place(sheet, question));
        out.write_number_with_format(row, 0, f64::from(number), &styles.cell)?;
        out.write_string_with_format(row, 1, name, &styles.cell)?;
        match place {
            Some(at) => {
                let link = Url::new(format!("internal:'{name}'!{at}")).set_text(&at);
                out.write_url_with_format(row, 2, link, &styles.link)?;
            }
            None => {
                out.write_string_with_format(row, 2, "", &styles.cell)?;
            }
        }
        out.write_string_with_format(row, 3, &question.text, &styles.cell)?;
        out.set_row_height(
            row,
            f64::from(lines_of(&question.text, usize::from(WIDTH))) * LINE_HEIGHT,
        )?;
    }
    out.set_freeze_panes(1, 0)?;
    style::page(out);
    out.set_repeat_rows(0, 0)?;
    Ok(())
}

/// The cell of a question: `C5`.
fn place(sheet: &TemplateSheet<'_>, question: &AgencyQuestion) -> Option<String> {
    let row = sheet.first + u32::try_from(question.row?).ok()? + 1;
    let col = sheet
        .fields
        .iter()
        .position(|field| Some(&field.key) == question.field.as_ref())?;
    Some(format!("{}{row}", letters(col)))
}
