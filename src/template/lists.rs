//! The sheet of lists, from which the drop-downs choose.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::Request;
use super::choices::Choices;
use super::choices::FIRST_ROW;
use super::choices::SHEET;
use super::guide;
use super::style::TemplateStyles;

/// Writes the sheet.
pub(super) fn write(
    out: &mut Worksheet,
    request: &Request<'_>,
    choices: &Choices,
    styles: &TemplateStyles,
) -> Result<(), XlsxError> {
    let plain = styles.text.clone().unset_text_wrap();
    out.set_name(SHEET)?;
    out.write_string_with_format(
        0,
        0,
        "Các giá trị để chọn ở những trang khác. Không sửa, không xóa trang này.",
        &plain,
    )?;
    out.write_string_with_format(
        1,
        0,
        guide::mark(request).to_string(),
        &styles.faint.clone().unset_text_wrap(),
    )?;
    for (col, column) in choices.columns.iter().enumerate() {
        let col = u16::try_from(col).unwrap_or(u16::MAX);
        let widest = column
            .values
            .iter()
            .chain([&column.title])
            .map(|text| text.chars().count())
            .max()
            .unwrap_or(10);
        out.set_column_width(
            col,
            f64::from(u8::try_from(widest.clamp(12, 56)).unwrap_or(56)) + 3.0,
        )?;
        out.write_string_with_format(FIRST_ROW - 1, col, &column.title, &styles.head)?;
        for (row, value) in (FIRST_ROW..).zip(&column.values) {
            out.write_string_with_format(
                row,
                col,
                value,
                &styles.cell.clone().set_num_format("@"),
            )?;
        }
    }
    out.set_freeze_panes(FIRST_ROW, 0)?;
    out.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    out.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    Ok(())
}
