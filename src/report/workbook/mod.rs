//! The appraisal as a workbook of its own: the findings by weight, then the conclusion, the
//! figures, the positions and the questions, to be sorted, filtered and counted.

mod sheets;

use std::io::Write;

use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::ReportError;
use super::sheet_page::SheetFormats;
use super::sheet_page::SheetPage;
use super::sheet_page::properties;
use super::view::AppraisalView;
use crate::cells::OWN_REPORT;
use crate::opinion::Appraisal;

/// Writes the workbook. The same appraisal gives the same bytes.
pub(super) fn write(appraisal: &Appraisal, out: &mut dyn Write) -> Result<(), ReportError> {
    Ok(out.write_all(&bytes(appraisal)?)?)
}

fn bytes(appraisal: &Appraisal) -> Result<Vec<u8>, XlsxError> {
    let view = AppraisalView::of(appraisal);
    let mut book = Workbook::new();
    book.set_properties(&properties(&view.title)?);
    let formats = SheetFormats::new();
    sheets::findings(
        &mut SheetPage::of(book.add_worksheet(), "Nội dung thẩm định", &formats)?,
        appraisal,
    )?;
    sheets::conclusion(
        &mut SheetPage::of(book.add_worksheet(), "Kết luận", &formats)?,
        appraisal,
        &view,
    )?;
    sheets::figures(
        &mut SheetPage::of(book.add_worksheet(), "Số liệu", &formats)?,
        appraisal,
    )?;
    sheets::positions(
        &mut SheetPage::of(book.add_worksheet(), "Vị trí", &formats)?,
        &view,
    )?;
    sheets::questions(
        &mut SheetPage::of(book.add_worksheet(), "Câu hỏi", &formats)?,
        &view,
    )?;
    // The name by which the paper is known as ours when it comes back among the files of a
    // submission.
    book.define_name(OWN_REPORT, "='Kết luận'!$A$1")?;
    book.save_to_buffer()
}
