//! Rows that stand between the items and say nothing of them: notes and blanks.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::text;
use crate::support::Cell;

const NOTES: &str = "Dòng xen giữa: ghi chú";
const BLANKS: &str = "Dòng xen giữa: để trống";

/// Where in its row a note stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the first column (STT or code).
    First,
    /// In the column of the names.
    Name,
    /// In the last column.
    Last,
    /// Over the whole width, merged.
    Merged,
}

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = wordings();
    all.extend(places());
    all.extend(blanks());
    all
}

fn put_note(desk: &mut Desk, table: usize, at: usize, words: &str, place: Place) {
    let width = desk.width(table);
    let col = match place {
        Place::First | Place::Merged => 0,
        Place::Name => desk.name_column(table),
        Place::Last => width - 1,
    };
    desk.insert_row(table, at, Kind::Other, row_with(col, text(words)));
    if matches!(place, Place::Merged) {
        desk.sheet_mut(table).merges.push([at, 0, at, width - 1]);
    }
}

/// A note before the item in the middle, in many words: the rows after it carry on the count and
/// the columns.
fn wordings() -> Vec<Layout> {
    let why = "Một dòng chữ giữa biểu; các dòng sau vẫn tiếp tục đánh số và điền đủ cột.";
    let made = |(name, words, place): (&'static str, &'static str, Place)| {
        Layout::new(NOTES, name, why, TABLES, move |desk, table| {
            let at = desk.middle(table);
            put_note(desk, table, at, words, place);
        })
    };
    [
        ("ghi chú: có chữ “Ghi chú”", "Ghi chú: số liệu tính đến ngày 31/7 của năm trước năm kế hoạch.", Place::Name),
        ("ghi chú: “Lưu ý” gộp cả dòng", "Lưu ý: các dòng dưới đây đã rà soát lần hai.", Place::Merged),
        ("ghi chú: theo công văn", "Theo Công văn số 12/SNV-TCBC", Place::Name),
        ("ghi chú: đã thống nhất, ở cột đầu", "Đã thống nhất với Sở Nội vụ", Place::First),
        ("ghi chú: dấu sao trong ngoặc", "(*) Biên chế theo Quyết định của UBND tỉnh", Place::First),
        ("ghi chú: dấu sao, ở cột tên", "* Các dòng từ đây bổ sung theo ý kiến cuộc họp tháng 7", Place::Name),
        (
            "ghi chú: câu dài gộp cả dòng",
            "Các nội dung từ dòng này trở xuống được rà soát lại theo ý kiến của Hội đồng thẩm định tại cuộc họp lần thứ hai, \
             cơ quan đã tiếp thu, chỉnh sửa và hoàn thiện trước khi trình",
            Place::Merged,
        ),
        ("ghi chú: chữ ở cột cuối", "Bổ sung theo Kết luận số 45-KL/TU", Place::Last),
        ("ghi chú: chú thích ở cột đầu", "Chú thích: xem thêm phụ lục kèm theo", Place::First),
        ("ghi chú: có số trong câu", "Trong đó 02 người nghỉ hưu trong năm kế hoạch", Place::Name),
        ("ghi chú: nguồn số liệu", "Nguồn: Văn phòng tổng hợp", Place::Name),
        ("ghi chú: dòng gạch ngang", "--------------------", Place::Merged),
        ("ghi chú: dòng dấu chấm", "…", Place::First),
        ("ghi chú: xem tiếp trang sau", "(Xem tiếp trang sau)", Place::Last),
        ("ghi chú: trong ngoặc đơn", "(phần này do Phòng Tổ chức cán bộ cung cấp)", Place::Name),
        ("ghi chú: hỏi lại", "Đề nghị kiểm tra lại số liệu?", Place::Merged),
        ("ghi chú: chữ in hoa", "CÁC VỊ TRÍ DƯỚI ĐÂY ĐÃ ĐƯỢC PHÊ DUYỆT TẠI ĐỀ ÁN CŨ", Place::Merged),
    ]
    .into_iter()
    .map(made)
    .collect()
}

fn note_below_head(desk: &mut Desk, table: usize) {
    let at = desk.items(table)[0];
    put_note(
        desk,
        table,
        at,
        "Đơn vị tính: người, giờ, phần trăm",
        Place::Name,
    );
}

fn note_before_last(desk: &mut Desk, table: usize) {
    let at = *desk.items(table).last().unwrap();
    put_note(
        desk,
        table,
        at,
        "Dòng cuối bổ sung sau khi lấy ý kiến",
        Place::Name,
    );
}

fn two_notes(desk: &mut Desk, table: usize) {
    let at = desk.middle(table);
    put_note(
        desk,
        table,
        at,
        "Số liệu do các phòng cung cấp",
        Place::Name,
    );
    put_note(desk, table, at, "Đã rà soát lần 2", Place::First);
}

fn three_notes(desk: &mut Desk, table: usize) {
    let items = desk.items(table);
    for at in [items.len() - 1, items.len() / 2, 1]
        .into_iter()
        .map(|index| items[index])
    {
        put_note(desk, table, at, "Xem thuyết minh kèm theo", Place::Name);
    }
}

fn note_between_blanks(desk: &mut Desk, table: usize) {
    let at = desk.middle(table);
    desk.insert_row(table, at, Kind::Other, Vec::new());
    put_note(
        desk,
        table,
        at,
        "Ghi chú: phần dưới lập ngày 20/7",
        Place::First,
    );
    desk.insert_row(table, at, Kind::Other, Vec::new());
}

/// Notes elsewhere than in the middle, and several of them.
fn places() -> Vec<Layout> {
    let why = "Chữ xen vào biểu, không có số thứ tự, không điền các cột khác.";
    vec![
        Layout::new(
            NOTES,
            "ghi chú: ngay dưới tiêu đề cột",
            why,
            TABLES,
            note_below_head,
        ),
        Layout::new(
            NOTES,
            "ghi chú: trước dòng cuối",
            why,
            TABLES,
            note_before_last,
        ),
        Layout::new(NOTES, "ghi chú: hai dòng liền nhau", why, TABLES, two_notes),
        Layout::new(
            NOTES,
            "ghi chú: ba chỗ trong biểu",
            why,
            TABLES,
            three_notes,
        ),
        Layout::new(
            NOTES,
            "ghi chú: giữa hai dòng trống",
            why,
            TABLES,
            note_between_blanks,
        ),
    ]
}

fn blank_after_each(desk: &mut Desk, table: usize) {
    for row in desk
        .items(table)
        .into_iter()
        .skip(1)
        .rev()
        .filter(|row| row % 3 == 0)
    {
        if !desk.is_carried_on(table, row) {
            desk.insert_row(table, row, Kind::Other, Vec::new());
        }
    }
}

fn blank_below_head(desk: &mut Desk, table: usize) {
    let at = desk.items(table)[0];
    desk.insert_row(table, at, Kind::Other, Vec::new());
}

fn hard_spaces(desk: &mut Desk, table: usize) {
    let at = desk.middle(table);
    let width = desk.width(table);
    desk.insert_row(table, at, Kind::Other, vec![text("\u{a0}"); width]);
}

fn ruled_blanks(desk: &mut Desk, table: usize) {
    let last = *desk.items(table).last().unwrap();
    let cells = vec![Cell::Text(String::from(" ")); desk.width(table)];
    desk.insert_rows(
        table,
        last + 1,
        vec![(Kind::Other, cells.clone()), (Kind::Other, cells)],
    );
}

/// Rows that hold nothing: a table goes on after them.
fn blanks() -> Vec<Layout> {
    let why = "Dòng trống để dễ nhìn; sau đó biểu tiếp tục.";
    let middle = |count: usize| {
        move |desk: &mut Desk, table: usize| {
            let at = desk.middle(table);
            (0..count).for_each(|_| desk.insert_row(table, at, Kind::Other, Vec::new()));
        }
    };
    vec![
        Layout::new(BLANKS, "một dòng trống ở giữa", why, TABLES, middle(1)),
        Layout::new(BLANKS, "ba dòng trống ở giữa", why, TABLES, middle(3)),
        Layout::new(
            BLANKS,
            "mười hai dòng trống ở giữa",
            why,
            TABLES,
            middle(12),
        ),
        Layout::new(
            BLANKS,
            "dòng trống sau mỗi cụm dòng",
            why,
            TABLES,
            blank_after_each,
        ),
        Layout::new(
            BLANKS,
            "dòng trống dưới tiêu đề cột",
            why,
            TABLES,
            blank_below_head,
        ),
        Layout::new(
            BLANKS,
            "dòng chỉ có dấu cách cứng",
            why,
            TABLES,
            hard_spaces,
        ),
        Layout::new(
            BLANKS,
            "hai dòng kẻ khung không có chữ ở cuối",
            why,
            TABLES,
            ruled_blanks,
        ),
    ]
}
