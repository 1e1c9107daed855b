//! Descriptions in blocks: on sheets of their own, or stacked.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::text;
use crate::support::Cell;

const BLOCKS: &str = "Bản mô tả thành khối";
const HERE: &[Form] = &[Form::Khoi];

/// The rows whose first cell starts with these words.
fn starts(desk: &Desk, table: usize, words: &str) -> Vec<usize> {
    let rows = &desk.sheet(table).rows;
    let begins = |row: &usize| matches!(rows[*row].first(), Some(Cell::Text(text)) if text.starts_with(words));
    (0..rows.len()).filter(begins).collect()
}

/// The layouts of this file.
#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
pub(crate) fn layouts() -> Vec<Layout> {
    let why = "Khối vẫn đủ các phần; chỉ thêm dòng trống, quốc hiệu, ngắt trang hay đổi chỗ đứng.";
    let gaps = |desk: &mut Desk, table: usize| {
        for row in starts(desk, table, "BẢN MÔ TẢ").into_iter().rev() {
            (0..4).for_each(|_| desk.insert_row(table, row, Kind::Other, Vec::new()));
        }
    };
    let letterheads = |desk: &mut Desk, table: usize| {
        for row in starts(desk, table, "BẢN MÔ TẢ").into_iter().rev() {
            let lines = ["UBND TỈNH", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"];
            desk.insert_rows(
                table,
                row,
                lines
                    .iter()
                    .map(|words| (Kind::Other, row_with(0, text(*words))))
                    .collect(),
            );
        }
    };
    let signatures = |desk: &mut Desk, table: usize| {
        let mut ends: Vec<usize> = starts(desk, table, "BẢN MÔ TẢ")
            .into_iter()
            .skip(1)
            .collect();
        ends.push(desk.sheet(table).rows.len());
        for row in ends.into_iter().rev() {
            let rows = ["GIÁM ĐỐC", "(Ký tên, đóng dấu)"]
                .map(|words| (Kind::Other, row_with(3, text(words))));
            desk.insert_rows(table, row, rows.to_vec());
        }
    };
    let shifted = |desk: &mut Desk, table: usize| desk.insert_column(table, 0, "");
    let pages = |desk: &mut Desk, table: usize| {
        for row in starts(desk, table, "Năng lực chung")
            .into_iter()
            .step_by(3)
            .take(1)
        {
            desk.insert_row(table, row, Kind::Other, row_with(2, text("Trang 2")));
        }
        for row in starts(desk, table, "\"2.2")
            .into_iter()
            .chain(starts(desk, table, "2.2"))
            .rev()
        {
            desk.insert_row(table, row, Kind::Other, row_with(2, text("Trang 2")));
        }
    };
    let renamed = |desk: &mut Desk, table: usize| desk.sheet_mut(table).name = "Sheet7".into();
    let upper = |desk: &mut Desk, table: usize| {
        for row in starts(desk, table, "1")
            .into_iter()
            .chain(starts(desk, table, "2"))
            .chain(starts(desk, table, "3"))
        {
            if let Some(Cell::Text(words)) = desk.sheet(table).rows[row].first().cloned() {
                desk.put(table, row, 0, text(words.to_uppercase()));
            }
        }
    };
    let one_sheet = |desk: &mut Desk, _: usize| {
        let blocks: Vec<usize> = (0..desk.tables.len())
            .filter(|table| {
                desk.tables[*table].form == Form::Khoi
                    && desk.sheet(*table).name.starts_with("VTVL ")
            })
            .collect();
        let mut joined = desk.sheet(blocks[0]).clone();
        for table in &blocks[1..] {
            let base = joined.rows.len() + 1;
            joined.rows.push(Vec::new());
            let sheet = desk.sheet(*table);
            joined.rows.extend(sheet.rows.iter().cloned());
            joined.merges.extend(
                sheet
                    .merges
                    .iter()
                    .map(|[top, left, bottom, right]| [top + base, *left, bottom + base, *right]),
            );
        }
        joined.name = "Bản mô tả".into();
        let first = desk.tables[blocks[0]].sheet;
        desk.book.sheets[first] = joined;
        desk.book
            .sheets
            .retain(|sheet| !sheet.name.starts_with("VTVL "));
    };
    vec![
        Layout::new(BLOCKS, "bốn dòng trống trước mỗi khối", why, HERE, gaps),
        Layout::new(BLOCKS, "tên cơ quan trước mỗi khối", why, HERE, letterheads),
        Layout::new(BLOCKS, "chữ ký sau mỗi khối", why, HERE, signatures),
        Layout::new(BLOCKS, "khối lùi sang phải một cột", why, HERE, shifted),
        Layout::new(BLOCKS, "số trang giữa khối", why, HERE, pages),
        Layout::new(BLOCKS, "trang của khối tên “Sheet7”", why, HERE, renamed),
        Layout::new(BLOCKS, "tên các phần viết hoa", why, HERE, upper),
        Layout::new(
            BLOCKS,
            "mọi khối riêng ghép vào một trang",
            why,
            HERE,
            one_sheet,
        ),
    ]
}
