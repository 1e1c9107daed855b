//! Columns in another order, elsewhere, more of them; headers of another build.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::forms::LONG;
use crate::forms::TABLES;
use crate::headings::heading;
use crate::headings::plain;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

const ORDER: &str = "Cột: thứ tự và chỗ đứng";
const MORE: &str = "Cột: thêm cột lạ";
const HEADS: &str = "Tiêu đề cột: nhiều tầng";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = orders();
    all.extend(places());
    all.extend(added());
    all.extend(headers());
    all
}

/// Whether a header has merges of its own: its columns cannot be put into another order one by one.
fn has_merged_head(desk: &Desk, table: usize) -> bool {
    desk.rows(table, Kind::Head).len() > 1
}

/// A header of one row, each column under its own heading, so that columns can be moved.
fn flatten(desk: &mut Desk, table: usize) {
    if !has_merged_head(desk, table) {
        return;
    }
    let words: Vec<String> = (0..desk.width(table))
        .map(|col| heading(desk, table, col))
        .collect();
    let rows = desk.rows(table, Kind::Head);
    let (first, last) = (rows[0], *rows.last().unwrap());
    desk.sheet_mut(table)
        .merges
        .retain(|[top, ..]| *top < first || *top > last);
    desk.sheet_mut(table).header = Some((first, first));
    desk.sheet_mut(table).rows[first] = words.into_iter().map(text).collect();
    (first + 1..=last)
        .rev()
        .for_each(|row| desk.delete_row(table, row));
    desk.sheet_mut(table).header = Some((first, first));
}

/// Merges of the body that lie in one column move with it.
pub(crate) fn reorder(desk: &mut Desk, table: usize, order: impl Fn(usize) -> Vec<usize>) {
    flatten(desk, table);
    let order = order(desk.width(table));
    let first = desk.rows(table, Kind::Head)[0];
    let mut merges = desk.sheet(table).merges.clone();
    for [top, left, bottom, right] in merges.iter_mut().filter(|[top, ..]| *top > first) {
        if left == right {
            let moved = order.iter().position(|from| from == left).unwrap_or(*left);
            (*left, *right) = (moved, moved);
        } else {
            (*bottom, *right) = (*top, *left);
        }
    }
    merges.retain(|[top, left, bottom, right]| top != bottom || left != right);
    desk.sheet_mut(table).merges = merges;
    desk.reorder_columns(table, &order);
}

fn orders() -> Vec<Layout> {
    let why = "Thứ tự cột không có nghĩa; tiêu đề đi theo cột.";
    let form = |name: &'static str, order: fn(usize) -> Vec<usize>| {
        Layout::new(ORDER, name, why, TABLES, move |desk, table| {
            reorder(desk, table, order);
        })
    };
    vec![
        form("cột theo thứ tự ngược", |width| {
            (0..width).rev().collect()
        }),
        form("cột cuối lên đầu", |width| {
            std::iter::once(width - 1).chain(0..width - 1).collect()
        }),
        form("cột đầu xuống cuối", |width| {
            (1..width).chain([0]).collect()
        }),
        form("hai cột giữa đổi chỗ", |width| {
            let mut order: Vec<usize> = (0..width).collect();
            order.swap(width / 2, width / 2 - 1);
            order
        }),
        form("cột chẵn trước, cột lẻ sau", |width| {
            (0..width).step_by(2).chain((1..width).step_by(2)).collect()
        }),
    ]
}

fn shift(desk: &mut Desk, table: usize, right: usize, down: usize) {
    (0..right).for_each(|_| desk.insert_column(table, 0, ""));
    (0..down).for_each(|_| desk.insert_row(table, 0, Kind::Above, Vec::new()));
}

fn places() -> Vec<Layout> {
    let why = "Biểu đặt ở chỗ khác trên trang.";
    let moved = |right: usize, down: usize| {
        move |desk: &mut Desk, table: usize| shift(desk, table, right, down)
    };
    vec![
        Layout::new(
            ORDER,
            "biểu lùi sang phải một cột",
            why,
            TABLES,
            moved(1, 0),
        ),
        Layout::new(
            ORDER,
            "biểu lùi sang phải năm cột",
            why,
            TABLES,
            moved(5, 0),
        ),
        Layout::new(ORDER, "biểu lùi xuống hai dòng", why, TABLES, moved(0, 2)),
        Layout::new(
            ORDER,
            "biểu lùi xuống hai mươi dòng",
            why,
            TABLES,
            moved(0, 20),
        ),
        Layout::new(
            ORDER,
            "biểu lùi sang phải và xuống dưới",
            why,
            TABLES,
            moved(3, 7),
        ),
    ]
}

/// A column of a clerk's own: heading, and what each item says.
fn add(
    desk: &mut Desk,
    table: usize,
    at: usize,
    words: &str,
    cell: impl Fn(&Desk, usize, usize) -> Cell,
) {
    desk.insert_column(table, at, "");
    let rows = desk.rows(table, Kind::Head);
    desk.put(table, rows[0], at, text(words));
    if rows.len() > 1 {
        desk.sheet_mut(table)
            .merges
            .push([rows[0], at, *rows.last().unwrap(), at]);
    }
    for (number, row) in desk.items(table).into_iter().enumerate() {
        let cell = cell(desk, row, number);
        if cell != Cell::Blank {
            desk.put(table, row, at, cell);
        }
    }
}

/// A column of the clerk's own in the middle, not under a heading that spans others.
fn inner(desk: &Desk, table: usize) -> usize {
    desk.name_column(table) + 1
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn added() -> Vec<Layout> {
    let why = "Cột riêng của cơ quan, không thuộc biểu mẫu; các cột còn lại như cũ.";
    let form = |name: &'static str, words: &'static str, last: bool, cell: fn(usize) -> Cell| {
        Layout::new(MORE, name, why, TABLES, move |desk, table| {
            let at = if last {
                desk.width(table)
            } else {
                inner(desk, table)
            };
            add(desk, table, at, words, |_, _, number| cell(number));
        })
    };
    let mut all = vec![
        form(
            "cột “Ghi chú 2” ở cuối",
            "Ghi chú 2",
            true,
            |number| {
                if number % 2 == 0 {
                    text("đã rà soát")
                } else {
                    Cell::Blank
                }
            },
        ),
        form(
            "cột “Người phụ trách” ở giữa",
            "Người phụ trách",
            false,
            |number| text(["Nguyễn Văn A", "Trần Thị B"][number % 2]),
        ),
        form(
            "cột “Số QĐ” ở giữa",
            "Số QĐ",
            false,
            |number| text(format!("{}/QĐ-SNV", 100 + number)),
        ),
        form(
            "cột “Điện thoại” ở cuối",
            "Điện thoại",
            true,
            |number| text(format!("0912345{number:03}")),
        ),
        form(
            "cột “Hệ số lương” ở giữa",
            "Hệ số lương",
            false,
            |number| Cell::Number([2.34, 3.33, 4.4][number % 3]),
        ),
        form("cột “Rà soát” có dấu x", "Rà soát", true, |_| text("x")),
        form(
            "cột “Trọng số %” ở giữa",
            "Trọng số %",
            false,
            |number| Cell::Number([10.0, 15.0, 5.0][number % 3]),
        ),
        form(
            "cột “Năm thực hiện” ở cuối",
            "Năm thực hiện",
            true,
            |_| Cell::Number(2022.0),
        ),
        form(
            "cột có tiêu đề, không có số liệu",
            "Ý kiến của cơ quan thẩm định",
            true,
            |_| Cell::Blank,
        ),
        form(
            "cột không tiêu đề có đánh dấu",
            "",
            true,
            |number| {
                if number % 4 == 0 {
                    text("✓")
                } else {
                    Cell::Blank
                }
            },
        ),
    ];
    all.push(Layout::new(
        MORE,
        "cột trống ở giữa",
        why,
        TABLES,
        |desk, table| {
            let at = inner(desk, table);
            desk.insert_column(table, at, "");
        },
    ));
    all.push(Layout::new(
        MORE,
        "cột phụ bị ẩn ở đầu",
        why,
        LONG,
        |desk, table| {
            add(desk, table, 0, "key", |desk, row, number| {
                let words = shown(desk.cell(table, row, desk.name_column(table)));
                text(format!(
                    "{}|{}",
                    number + 1,
                    plain(&words).to_lowercase().replace(' ', "")
                ))
            });
            desk.sheet_mut(table).hidden_cols.push(0);
        },
    ));
    all.push(
        Layout::new(
            MORE,
            "cột “Số người năm trước” cạnh cột số người",
            why,
            &[Form::DanhMuc, Form::CoCau, Form::TongHop, Form::Ngach],
            |desk, table| {
                let at = desk.column(table, "so_nguoi").unwrap() + 1;
                flatten(desk, table);
                add(
                    desk,
                    table,
                    at,
                    "Số người được giao năm trước",
                    |desk, row, _| desk.cell(table, row, at - 1).clone(),
                );
            },
        )
        .needing(&["so_nguoi"]),
    );
    all
}

fn group_heading(desk: &mut Desk, table: usize, words: &str, left: usize, right: usize) {
    flatten(desk, table);
    let row = desk.rows(table, Kind::Head)[0];
    let width = desk.width(table);
    let lower = desk.sheet(table).rows[row].clone();
    let mut upper = lower.clone();
    upper.resize(width, Cell::Blank);
    (left..=right).for_each(|col| upper[col] = Cell::Blank);
    upper[left] = text(words);
    desk.insert_row(table, row, Kind::Head, upper);
    let sheet = desk.sheet_mut(table);
    sheet.header = Some((row, row + 1));
    for (col, cell) in sheet.rows[row + 1].iter_mut().enumerate() {
        if !(left..=right).contains(&col) {
            *cell = Cell::Blank;
            sheet.merges.push([row, col, row + 1, col]);
        }
    }
    sheet.merges.push([row, left, row, right]);
}

fn head_of_last_two(words: &'static str) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        let width = desk.width(table);
        group_heading(desk, table, words, width - 2, width - 1);
    }
}

fn head_of_middle(words: &'static str) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        let middle = desk.width(table) / 2;
        group_heading(desk, table, words, middle - 1, middle);
    }
}

fn machine_names(desk: &mut Desk, table: usize) {
    let row = *desk.rows(table, Kind::Head).last().unwrap();
    let names = desk.tables[table].columns.clone();
    let cells = names.iter().enumerate().map(|(col, key)| {
        text(if key.is_empty() {
            format!("col{col}")
        } else {
            (*key).into()
        })
    });
    let cells = cells.collect();
    desk.insert_row(table, row + 1, Kind::Head, cells);
    let header = desk.sheet(table).header;
    desk.sheet_mut(table).header = header.map(|(first, last)| (first, last + 1));
}

fn unit_row(desk: &mut Desk, table: usize) {
    let row = *desk.rows(table, Kind::Head).last().unwrap();
    let unit = |key: &&str| match *key {
        "so_nguoi" | "hien_co" | "truong" | "pho" => text("(người)"),
        "gio" | "tong_gio" => text("(giờ)"),
        "ty_le" | "ty_trong" => text("(%)"),
        _ => Cell::Blank,
    };
    let cells: Vec<Cell> = desk.tables[table].columns.iter().map(unit).collect();
    desk.insert_row(table, row + 1, Kind::Head, cells);
    let header = desk.sheet(table).header;
    desk.sheet_mut(table).header = header.map(|(first, last)| (first, last + 1));
}

fn without_head(key: &'static str) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        let col = desk.column(table, key).unwrap();
        for row in desk.rows(table, Kind::Head) {
            desk.put(table, row, col, Cell::Blank);
        }
    }
}

const WHY_HEADS: &str =
    "Tiêu đề hai, ba tầng: tầng trên gọi chung cho mấy cột; tầng dưới vẫn là tiêu đề từng cột.";

fn headers() -> Vec<Layout> {
    let unmarked = |desk: &mut Desk, table: usize| {
        desk.sheet_mut(table).header = None;
        desk.insert_row(table, 0, Kind::Above, Vec::new());
    };
    let figures: &[Form] = &[
        Form::CoCau,
        Form::CongViec,
        Form::DanhMuc,
        Form::MoTa,
        Form::TongHop,
        Form::Ngach,
    ];
    let mut all = vec![
        Layout::new(
            HEADS,
            "tầng trên “Số liệu” gộp hai cột cuối",
            WHY_HEADS,
            TABLES,
            head_of_last_two("Số liệu"),
        ),
        Layout::new(
            HEADS,
            "tầng trên “Nội dung” gộp hai cột giữa",
            WHY_HEADS,
            TABLES,
            head_of_middle("Nội dung"),
        ),
        Layout::new(
            HEADS,
            "dòng tên máy dưới tiêu đề",
            WHY_HEADS,
            TABLES,
            machine_names,
        ),
        Layout::new(
            HEADS,
            "dòng đơn vị tính trong tiêu đề",
            WHY_HEADS,
            figures,
            unit_row,
        ),
        Layout::new(
            HEADS,
            "tiêu đề không in đậm, không kẻ khung",
            WHY_HEADS,
            TABLES,
            unmarked,
        ),
    ];
    all.extend(headless());
    all
}

/// Columns whose heading is left out.
fn headless() -> Vec<Layout> {
    vec![
        Layout::new(
            HEADS,
            "cột số thứ tự không có tiêu đề",
            WHY_HEADS,
            TABLES,
            without_head("stt"),
        )
        .needing(&["stt"]),
        Layout::new(
            HEADS,
            "cột tên không có tiêu đề",
            WHY_HEADS,
            TABLES,
            without_head("ten"),
        )
        .needing(&["ten"]),
    ]
}

/// A row with the name of the unit of measure at the right, above the table.
pub(crate) fn measure_row(desk: &Desk, table: usize) -> Vec<Cell> {
    row_with(desk.width(table) - 1, text("Đơn vị tính: người"))
}
