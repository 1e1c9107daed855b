//! The sheet of labels and values: Thông tin chung.

use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::cell::LINE_HEIGHT;
use super::choices::Choices;
use super::notes;
use super::plan::TemplateSheet;
use super::style;
use super::style::TemplateStyles;
use super::validation;
use super::wanted::WantedIndex;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;

/// Characters of the column of values.
const VALUE_WIDTH: u8 = 70;

/// Writes the sheet.
pub(super) fn write(
    out: &mut Worksheet,
    sheet: &TemplateSheet<'_>,
    (wanted, choices): (&WantedIndex, &Choices),
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    out.set_name(&sheet.form.sheet)?;
    out.set_column_width(0, 50)?;
    out.set_column_width(1, f64::from(VALUE_WIDTH))?;
    out.write_string_with_format(0, 0, "Nội dung", &styles.head)?;
    out.write_string_with_format(0, 1, "Giá trị", &styles.head)?;
    for (col, field) in sheet.fields.iter().enumerate() {
        let row = u32::try_from(col).unwrap_or(u32::MAX - 1) + 1;
        out.write_string_with_format(row, 0, &field.label, &styles.label)?;
        notes::put(out, (row, 0), sheet.entity, field, wanted)?;
        let format = styles
            .of(field)
            .set_align(FormatAlign::Left)
            .set_num_format(number_format(field));
        if let Some(cell) = sheet.rows.first().and_then(|cells| cells.get(col)) {
            cell.write(out, (row, 1), &format)?;
            if let lines @ 2.. = cell.lines(VALUE_WIDTH) {
                out.set_row_height(row, f64::from(lines) * LINE_HEIGHT)?;
            }
        }
        out.add_data_validation(row, 1, row, 1, &validation::of(field, choices)?)?;
    }
    out.set_row_height(0, 24)?;
    out.set_freeze_panes(1, 0)?;
    style::page(out);
    out.set_portrait();
    Ok(())
}

/// A year is no quantity: no point between its digits.
fn number_format(field: &Field) -> &'static str {
    match field.kind {
        FieldKind::Date => "dd/mm/yyyy",
        _ => "General",
    }
}
