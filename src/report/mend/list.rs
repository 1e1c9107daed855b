//! The sheet that lists the changes, each with a link to its cell.

use super::LeftAlone;
use super::Repair;
use super::visible;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::report::levels;
use crate::report::patch::book::WorkbookPart;
use crate::report::patch::list::ListSheet;
use crate::report::patch::styles::CellLook;
use crate::report::patch::styles::Styles;
use crate::report::words;

const HEADINGS: [&str; 6] = ["Số", "Trang", "Ô", "Trước", "Sau", "Vì sao"];
/// Widths of the columns in characters.
const WIDTHS: [usize; 6] = [6, 24, 9, 48, 48, 46];
/// Characters across the whole list, for the height of merged lines.
const ACROSS: usize = 160;
/// The colour of its tab.
const TAB: &str = "FF3F7D3A";
/// Rows of changes at most.
const ROWS: usize = 20_000;

const TITLE: &str = "NHỮNG CHỖ ĐÃ SỬA GIÚP";
const ABOUT: &str = "Chỉ sửa cách ghi, không đổi nội dung; ô đã sửa tô màu xanh nhạt, các ô khác giữ nguyên. Dấu ␣ là khoảng trắng thừa, ¤ là ký tự ẩn. Bấm vào cột “Ô” để đến chỗ đã sửa. Trang này không thuộc đề án, chương trình bỏ qua khi đọc; xóa đi cũng được.";
const LEFT: &str = "Để nguyên, cơ quan tự xem";

/// The sheet as a part.
pub(super) fn write(
    repairs: &[Repair],
    left: &[LeftAlone],
    book: &WorkbookPart,
    workbook: &Workbook,
    styles: &mut Styles,
) -> String {
    let mended = styles.own(CellLook {
        border: true,
        size: 12,
        fill: Some(levels::MENDED),
        ..CellLook::default()
    });
    let mut sheet = ListSheet::new(&WIDTHS, ACROSS, styles);
    let looks = sheet.looks;
    sheet.line(looks.title, TITLE);
    sheet.line(looks.text, ABOUT);
    sheet.heads(&HEADINGS);
    for (nth, repair) in repairs.iter().enumerate() {
        if nth == ROWS {
            let rest = words::count(repairs.len() - ROWS);
            sheet.line(looks.text, &format!("Và {rest} chỗ khác, đã tô màu ở ô."));
            break;
        }
        let number = (nth + 1).to_string();
        let texts = [
            &*number,
            &*visible(&repair.before),
            &*repair.after.to_string(),
            &*words::capital(&repair.why),
        ];
        row(&mut sheet, &repair.cell, texts, mended, (book, workbook));
        sheet.filter_through();
    }
    if !left.is_empty() {
        sheet.row(&[], None);
        sheet.line(looks.strong, LEFT);
        for left in left.iter().take(ROWS) {
            let texts = ["", &*visible(&left.text), "", &*words::capital(left.why)];
            row(&mut sheet, &left.cell, texts, looks.cell, (book, workbook));
        }
    }
    sheet.part(TAB, false)
}

/// One cell: number, before, after, why.
fn row(
    sheet: &mut ListSheet,
    cell: &Addr,
    texts: [&str; 4],
    after: usize,
    (book, workbook): (&WorkbookPart, &Workbook),
) {
    let looks = sheet.looks;
    let [number, before, now, why] = texts;
    let name = super::place(cell, Some(workbook));
    let is_shown = workbook
        .sheets
        .get(cell.sheet.index)
        .is_some_and(|sheet| sheet.visibility == Visibility::Visible);
    let place = book.sheets.get(cell.sheet.index).filter(|_| is_shown);
    let at = cell.excel();
    let link = place.map(|sheet| sheet.reference(&at));
    sheet.row(
        &[
            (0, looks.cell, number),
            (1, looks.cell, &name),
            (2, looks.leading(link.as_ref()), &at),
            (3, looks.cell, before),
            (4, after, now),
            (5, looks.cell, why),
        ],
        None,
    );
    sheet.link(2, link, &at);
}
