//! A sheet that lists: a header, prepared rows, totals.

use rust_xlsxwriter::Color;
use rust_xlsxwriter::ConditionalFormatDuplicate;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::cell::LINE_HEIGHT;
use super::choices::Choices;
use super::notes;
use super::plan::TemplateSheet;
use super::questions;
use super::questions::AgencyQuestion;
use super::style;
use super::style::TemplateStyles;
use super::validation;
use super::wanted::WantedIndex;
use crate::dictionary::Compute;
use crate::dictionary::Field;
use crate::dictionary::Role;

/// Points of a header of two or three lines.
const HEAD_HEIGHT: f64 = 50.0;
/// Up to this column, from 0, the names stay in sight when the sheet is moved sideways.
const NAMES_IN_SIGHT: usize = 2;
/// Sheets with so many columns are wider than a screen.
const WIDE: usize = 8;

/// What the cells of a table have beside their values.
#[derive(Clone, Copy)]
pub(super) struct TableNotes<'a> {
    pub(super) wanted: &'a WantedIndex,
    pub(super) choices: &'a Choices,
    pub(super) questions: &'a [AgencyQuestion],
}

/// Writes the sheet.
pub(super) fn write(
    out: &mut Worksheet,
    sheet: &TemplateSheet<'_>,
    notes: TableNotes<'_>,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    out.set_name(&sheet.form.sheet)?;
    // A formula that has nothing to say shows an empty text, not a zero.
    out.set_formula_result_default("");
    for (col, field) in (0_u16..).zip(&sheet.fields) {
        column(out, sheet, (col, field), notes, styles)?;
        rules(out, sheet, (col, field), notes.choices)?;
    }
    out.set_row_height(0, HEAD_HEIGHT)?;
    for (row, cells) in (sheet.first..).zip(&sheet.rows) {
        // Prepared rows grow by themselves; written ones are laid out, whatever program opens them.
        let lines = cells
            .iter()
            .zip(&sheet.fields)
            .map(|(cell, field)| cell.lines(field.blank.width))
            .max();
        if let Some(lines @ 2..) = lines {
            out.set_row_height(row, f64::from(lines) * LINE_HEIGHT)?;
        }
    }
    let (rows, columns) = in_sight(sheet);
    out.set_freeze_panes(rows, columns)?;
    style::page(out);
    out.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Heading, prepared cells and total of a column.
fn column(
    out: &mut Worksheet,
    sheet: &TemplateSheet<'_>,
    (col, field): (u16, &Field),
    notes: TableNotes<'_>,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    let head = if field.blank.compute.is_some() {
        &styles.head_computed
    } else {
        &styles.head
    };
    out.write_string_with_format(0, col, &field.label, head)?;
    out.set_column_width(col, f64::from(field.blank.width.max(6)) + 1.0)?;
    notes::put(out, (0, col), sheet.entity, field, notes.wanted)?;
    let format = styles.of(field);
    for (row, cells) in (sheet.first..).zip(&sheet.rows) {
        let cell = &cells[usize::from(col)];
        match questions::of_cell(notes.questions, sheet, field, row) {
            Some(text) => {
                cell.write(out, (row, col), &questions::asked(&format))?;
                out.insert_note(row, col, &questions::note(&text))?;
            }
            None => cell.write(out, (row, col), &format)?,
        }
    }
    if let Some((row, cells)) = &sheet.total {
        cells[usize::from(col)].write(out, (*row, col), &styles.total(field))?;
    }
    Ok(())
}

/// What the cells of a column accept, and a code that stands twice.
fn rules(
    out: &mut Worksheet,
    sheet: &TemplateSheet<'_>,
    (col, field): (u16, &Field),
    choices: &Choices,
) -> Result<(), XlsxError> {
    if field.blank.compute != Some(Compute::Row) {
        let validation = validation::of(field, choices)?;
        out.add_data_validation(sheet.first, col, sheet.last, col, &validation)?;
    }
    let is_chosen = field.blank.offers.is_some() || field.blank.ranks.is_some();
    if field.role == Some(Role::Code) && !is_chosen {
        let twice = ConditionalFormatDuplicate::new()
            .set_format(Format::new().set_font_color(Color::Red).set_bold());
        out.add_conditional_format(sheet.first, col, sheet.last, col, &twice)?;
    }
    Ok(())
}

/// How many rows and columns stay in sight: the header, a total above the rows, the names of a wide
/// sheet.
fn in_sight(sheet: &TemplateSheet<'_>) -> (u32, u16) {
    let total = sheet.total.as_ref().filter(|(row, _)| *row < sheet.first);
    let rows = total.map_or(1, |_| sheet.first);
    let names = sheet.fields.iter().position(|field| field.name);
    let names = names.filter(|col| *col <= NAMES_IN_SIGHT && sheet.fields.len() > WIDE);
    let columns = names.map_or(0, |col| u16::try_from(col + 1).unwrap_or(0));
    (rows, columns)
}
