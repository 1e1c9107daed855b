//! A sheet that lists: a header, prepared rows, totals.

use rust_xlsxwriter::Color;
use rust_xlsxwriter::ConditionalFormatDuplicate;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::choices::Choices;
use super::notes;
use super::plan::TemplateSheet;
use super::questions;
use super::questions::AgencyQuestion;
use super::style::TemplateStyles;
use super::validation;
use super::wanted::WantedIndex;
use crate::dictionary::Compute;
use crate::dictionary::Role;

/// Points of a header of two or three lines.
const HEAD_HEIGHT: f64 = 50.0;
/// Points of a line of text.
pub(super) const LINE_HEIGHT: f64 = 16.5;
/// Up to this column, from 0, the names stay in sight when the sheet is moved sideways.
const NAMES_IN_SIGHT: usize = 2;
/// Sheets with so many columns are wider than a screen.
const WIDE: usize = 8;

/// Writes the sheet.
pub(super) fn write(
    out: &mut Worksheet,
    sheet: &TemplateSheet<'_>,
    (wanted, choices, asked): (&WantedIndex, &Choices, &[AgencyQuestion]),
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    out.set_name(&sheet.form.sheet)?;
    // A formula that has nothing to say shows an empty text, not a zero.
    out.set_formula_result_default("");
    for (col, field) in (0_u16..).zip(&sheet.fields) {
        let head = if field.blank.compute.is_some() {
            &styles.head_computed
        } else {
            &styles.head
        };
        out.write_string_with_format(0, col, &field.label, head)?;
        out.set_column_width(col, f64::from(field.blank.width.max(6)) + 1.0)?;
        notes::put(out, (0, col), sheet.entity, field, wanted)?;
        let format = styles.of(field);
        for (row, cells) in (sheet.first..).zip(&sheet.rows) {
            match questions::of_cell(asked, sheet, field, row) {
                Some(text) => {
                    cells[usize::from(col)].write(out, (row, col), &questions::asked(&format))?;
                    out.insert_note(row, col, &questions::note(&text))?;
                }
                None => cells[usize::from(col)].write(out, (row, col), &format)?,
            }
        }
        if let Some((row, cells)) = &sheet.total {
            cells[usize::from(col)].write(out, (*row, col), &styles.total(field))?;
        }
        if field.blank.compute != Some(Compute::Row) {
            out.add_data_validation(
                sheet.first,
                col,
                sheet.last,
                col,
                &validation::of(field, choices)?,
            )?;
        }
        if field.role == Some(Role::Code)
            && field.blank.offers.is_none()
            && field.blank.ranks.is_none()
        {
            let twice = ConditionalFormatDuplicate::new()
                .set_format(Format::new().set_font_color(Color::Red).set_bold());
            out.add_conditional_format(sheet.first, col, sheet.last, col, &twice)?;
        }
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
    let names = sheet
        .fields
        .iter()
        .position(|field| field.name)
        .filter(|col| *col <= NAMES_IN_SIGHT);
    let kept = names
        .filter(|_| sheet.fields.len() > WIDE)
        .map_or(0, |col| col + 1);
    let top = if sheet
        .total
        .as_ref()
        .is_some_and(|(row, _)| *row < sheet.first)
    {
        sheet.first
    } else {
        1
    };
    out.set_freeze_panes(top, u16::try_from(kept).unwrap_or(0))?;
    page(out);
    out.set_repeat_rows(0, 0)?;
    Ok(())
}

/// A4 on its side, as wide as the sheet, with the name of the sheet and the number of the page.
pub(super) fn page(out: &mut Worksheet) {
    out.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    out.set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3);
    out.set_header("&C&\"Times New Roman,Bold\"&13&A")
        .set_footer("&R&\"Times New Roman\"&10Trang &P/&N");
}
