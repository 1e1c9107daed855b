//! The running number of the rows, in every way, and the index row under the header.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::forms::NUMBERED;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::shown;
use crate::layout::text;
use crate::sections::roman;
use crate::support::Cell;

const COUNT: &str = "Cột số thứ tự";
const INDEX: &str = "Dòng số cột";

/// Short lists, where rows are also counted by letters and Roman numbers.
const SHORT: &[Form] = &[
    Form::HoSo,
    Form::CanCu,
    Form::CoCau,
    Form::TongHop,
    Form::Ngach,
];

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = counts();
    all.extend(uneven());
    all.extend(indexes());
    all
}

fn whole(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn counts() -> Vec<Layout> {
    let why = "Số thứ tự viết cách khác; các dòng vẫn thế.";
    let form = |name: &'static str, forms: &'static [Form], write: fn(usize, usize) -> Cell| {
        Layout::new(COUNT, name, why, forms, move |desk, table| {
            let first = desk.items(table)[0];
            desk.rewrite(table, "stt", |_, number| {
                write(number + 1, first + number + 1)
            });
        })
        .needing(&["stt"])
    };
    vec![
        form("STT “01”", NUMBERED, |number, _| {
            text(format!("{number:02}"))
        }),
        form("STT “1.”", NUMBERED, |number, _| {
            text(format!("{number}."))
        }),
        form("STT “1)”", NUMBERED, |number, _| {
            text(format!("{number})"))
        }),
        form("STT là chữ “1”", NUMBERED, |number, _| {
            text(number.to_string())
        }),
        form("STT “(1)”", NUMBERED, |number, _| {
            text(format!("({number})"))
        }),
        form("STT công thức ROW()", NUMBERED, |number, _| {
            Cell::Formula("ROW()-1".into(), Some(number.to_string()))
        }),
        form(
            "STT công thức ô trên cộng 1",
            NUMBERED,
            |number, row| {
                if number == 1 {
                    Cell::Number(1.0)
                } else {
                    Cell::Formula(format!("A{}+1", row - 1), Some(number.to_string()))
                }
            },
        ),
        form("STT La Mã", SHORT, |number, _| text(roman(number))),
        form("STT a, b, c", SHORT, |number, _| {
            text(char::from(b'a' + u8::try_from(number - 1).unwrap()).to_string())
        }),
        form("STT “1.1”, “1.2”", NUMBERED, |number, _| {
            text(format!("1.{number}"))
        }),
        form("STT “I.1”, “I.2”", NUMBERED, |number, _| {
            text(format!("I.{number}"))
        }),
    ]
}

fn uneven() -> Vec<Layout> {
    let why = "Số thứ tự thiếu, lặp hoặc nhảy số: lỗi đánh máy không đổi nội dung của dòng.";
    let write = |name: &'static str, forms: &'static [Form], write: fn(&Cell, usize) -> Cell| {
        Layout::new(COUNT, name, why, forms, move |desk, table| {
            desk.rewrite(table, "stt", write);
        })
        .needing(&["stt"])
    };
    let removed = |desk: &mut Desk, table: usize| {
        let col = desk.column(table, "stt").unwrap();
        desk.delete_column(table, col);
    };
    let each_group = |desk: &mut Desk, table: usize| {
        let kinds = desk.tables[table].kinds.clone();
        let keyed = ["nhom", "don_vi", "loai"]
            .iter()
            .find_map(|key| desk.column(table, key));
        let mut number = 0;
        let mut last = String::new();
        for row in desk.items(table) {
            let value = keyed
                .map(|col| shown(desk.cell(table, row, col)))
                .unwrap_or_default();
            number = if kinds[row - 1] == Kind::Section || value != last {
                1
            } else {
                number + 1
            };
            last = value;
            desk.put(table, row, 0, Cell::Number(whole(number)));
        }
    };
    let grouped: &[Form] = &[Form::CoCau, Form::DanhMuc, Form::CongViec];
    vec![
        write("STT để trống ở mọi dòng", NUMBERED, |_, _| {
            Cell::Blank
        }),
        write("STT thiếu ở vài dòng", NUMBERED, |cell, number| {
            if number % 3 == 1 {
                Cell::Blank
            } else {
                cell.clone()
            }
        }),
        write("STT nhảy một số", NUMBERED, |_, number| {
            Cell::Number(whole(number + 1 + usize::from(number > 1)))
        }),
        write("STT lặp một số", NUMBERED, |_, number| {
            Cell::Number(whole(number + 1 - usize::from(number > 1)))
        }),
        Layout::new(COUNT, "không có cột STT", why, NUMBERED, removed).needing(&["stt"]),
        Layout::new(
            COUNT,
            "STT đánh lại từ 1 ở mỗi cụm",
            why,
            grouped,
            each_group,
        )
        .needing(&["stt"]),
    ]
}

fn indexes() -> Vec<Layout> {
    let why = "Dòng đánh số cột dưới tiêu đề; không phải dòng của biểu.";
    let form = |name: &'static str, write: fn(usize) -> Cell| {
        Layout::new(
            INDEX,
            name,
            why,
            TABLES,
            move |desk: &mut Desk, table: usize| {
                let at = desk.items(table)[0].min(desk.rows(table, Kind::Head).last().unwrap() + 1);
                for row in desk.rows(table, Kind::Index) {
                    desk.delete_row(table, row);
                }
                let cells = (1..=desk.width(table)).map(write).collect();
                desk.insert_row(table, at, Kind::Index, cells);
            },
        )
    };
    vec![
        form("1 2 3", |number| Cell::Number(whole(number))).unless(is_numbered),
        form("(1) (2) (3)", |number| text(format!("({number})"))),
        form("[1] [2] [3]", |number| text(format!("[{number}]"))),
        form("A B C", |number| {
            text(char::from(b'A' + u8::try_from(number - 1).unwrap()).to_string())
        }),
        form("A B 1 2", |number| match number {
            1 => text("A"),
            2 => text("B"),
            number => Cell::Number(whole(number - 2)),
        }),
        form("(1) (2) … (5)=(3)x(4)", |number| {
            text(if number > 4 {
                format!("({number})=({})x({})", number - 2, number - 1)
            } else {
                format!("({number})")
            })
        }),
        form("1 2 3 là chữ", |number| text(number.to_string())),
        form(
            "dòng đơn vị tính dưới tiêu đề cột",
            |number| match number {
                1 => Cell::Blank,
                2 => text("(mã)"),
                _ => text("(theo mẫu)"),
            },
        ),
    ]
}

/// Whether the columns of a table are numbered so already.
fn is_numbered(desk: &Desk, table: usize) -> bool {
    let is_index = |row: usize| {
        (0..desk.width(table))
            .all(|col| desk.cell(table, row, col) == &Cell::Number(whole(col + 1)))
    };
    desk.rows(table, Kind::Index).into_iter().any(is_index)
}
