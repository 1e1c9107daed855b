//! Sums of rows: page totals, carried-forward rows, totals first, last and under any word.
//!
//! A sum that is put in is the sum of the rows that it stands for; formulas of totals that would
//! add it up twice become numbers.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::desk::address;
use crate::forms::Form;
use crate::layout::Layout;
use crate::layout::number;
use crate::layout::row_with;
use crate::layout::text;
use crate::support::Cell;

const PARTIAL: &str = "Dòng cộng một phần";
const WHOLE: &str = "Dòng tổng cộng";

/// Forms with figures that a clerk adds up.
const ADDED: &[Form] = &[
    Form::CoCau,
    Form::CongViec,
    Form::DanhMuc,
    Form::TongHop,
    Form::Ngach,
];
/// Forms that have no total row in the standard form.
const WITHOUT: &[Form] = &[Form::CoCau, Form::CongViec, Form::DanhMuc];
/// Forms that have one.
const WITH: &[Form] = &[Form::TongHop, Form::Ngach];
/// Fields that are added up.
const FIGURES: [&str; 7] = [
    "so_nguoi",
    "hien_co",
    "truong",
    "pho",
    "tong_gio",
    "so_vi_tri",
    "ty_le",
];

/// Where the label of a sum stands.
#[derive(Clone, Copy)]
enum Label {
    First,
    Code,
    Name,
    Merged,
}

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = partial();
    all.extend(carried());
    all.extend(whole());
    all.extend(reworded());
    all.extend(duties());
    all
}

/// The sums of the figures over some rows, with a label.
fn sum(desk: &Desk, table: usize, rows: &[usize], words: &str, label: Label) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; desk.width(table)];
    for key in FIGURES {
        let Some(col) = desk.column(table, key) else {
            continue;
        };
        // A unit counts the people of the units inside it.
        let inside = |row: &usize| {
            key == "so_nguoi"
                && desk
                    .column(table, "cap_tren")
                    .is_some_and(|above| desk.cell(table, *row, above) != &Cell::Blank)
        };
        let figures: Vec<f64> = rows
            .iter()
            .filter(|row| !inside(row))
            .filter_map(|row| number(desk.cell(table, *row, col)))
            .collect();
        if !figures.is_empty() {
            cells[col] = Cell::Number((figures.iter().sum::<f64>() * 100.0).round() / 100.0);
        }
    }
    let first_figure = cells
        .iter()
        .position(|cell| *cell != Cell::Blank)
        .unwrap_or(cells.len());
    let col = match label {
        Label::First | Label::Merged => 0,
        Label::Code => desk.column(table, "ma").unwrap_or(1),
        Label::Name => desk.name_column(table),
    };
    if !words.is_empty() && col < first_figure {
        cells[col] = text(words);
    }
    cells
}

fn put_sum(desk: &mut Desk, table: usize, at: usize, rows: &[usize], words: &str, label: Label) {
    desk.freeze(table);
    let cells = sum(desk, table, rows, words, label);
    let right = cells
        .iter()
        .position(|cell| matches!(cell, Cell::Number(_)))
        .unwrap_or(1);
    desk.insert_row(table, at, Kind::Other, cells);
    if matches!(label, Label::Merged) && right > 1 {
        desk.sheet_mut(table).merges.push([at, 0, at, right - 1]);
    }
}

/// The items above a row.
fn above(desk: &Desk, table: usize, row: usize) -> Vec<usize> {
    desk.items(table)
        .into_iter()
        .filter(|item| *item < row)
        .collect()
}

/// Sums of what stands above: their name, their words, and where these stand.
const PARTIAL_SUMS: [(&str, &str, Label); 14] = [
    ("“Cộng trang 1” ở cột tên", "Cộng trang 1", Label::Name),
    ("“Cộng trang này” ở cột đầu", "Cộng trang này", Label::First),
    ("“Mang sang trang sau”", "Mang sang trang sau", Label::Name),
    ("“Cộng mang sang” gộp ô", "Cộng mang sang", Label::Merged),
    ("“Tạm tính”", "Tạm tính", Label::Name),
    ("“Tiểu kết”", "Tiểu kết", Label::Name),
    ("“Cộng nhóm I”", "Cộng nhóm I", Label::Name),
    ("“Tổng phòng”", "Tổng phòng", Label::Name),
    ("“Lũy kế”", "Lũy kế", Label::Name),
    ("“Tổng (1)” gộp ô", "Tổng (1)", Label::Merged),
    ("“Σ” ở cột đầu", "Σ", Label::First),
    ("“Cộng” ở cột mã", "Cộng", Label::Code),
    (
        "“Khối văn phòng” (không có chữ cộng)",
        "Khối văn phòng",
        Label::Name,
    ),
    ("dòng cộng không có chữ", "", Label::Name),
];

fn partial() -> Vec<Layout> {
    let why = "Không có số thứ tự, không có mã; số đúng bằng tổng các dòng trên: là dòng cộng, dù gọi bằng chữ gì.";
    let made = |(name, words, label): (&'static str, &'static str, Label)| {
        Layout::new(PARTIAL, name, why, ADDED, move |desk, table| {
            let at = desk.middle(table);
            let rows = above(desk, table, at);
            put_sum(desk, table, at, &rows, words, label);
        })
    };
    let mut all: Vec<Layout> = PARTIAL_SUMS.map(made).into();
    all.push(Layout::new(
        PARTIAL,
        "dòng cộng từng phần ba",
        why,
        ADDED,
        |desk, table| {
            let items = desk.items(table);
            let third = items.len().div_ceil(3);
            let parts: Vec<&[usize]> = items.chunks(third).collect();
            for (index, rows) in parts.iter().enumerate().rev() {
                put_sum(
                    desk,
                    table,
                    rows.last().unwrap() + 1,
                    rows,
                    &format!("Cộng phần {}", index + 1),
                    Label::Name,
                );
            }
        },
    ));
    all.push(Layout::new(
        PARTIAL,
        "dòng cộng bằng công thức",
        why,
        ADDED,
        |desk, table| {
            let at = desk.middle(table);
            let rows = above(desk, table, at);
            put_sum(desk, table, at, &rows, "Cộng trang 1", Label::Name);
            for col in 0..desk.width(table) {
                if let Cell::Number(value) = *desk.cell(table, at, col) {
                    let range = format!(
                        "SUBTOTAL(9,{}:{})",
                        address(rows[0], col),
                        address(at - 1, col)
                    );
                    desk.put(
                        table,
                        at,
                        col,
                        Cell::Formula(range, Some(value.to_string())),
                    );
                }
            }
        },
    ));
    all
}

/// The sum at the foot of a page, and the same figures at the head of the next.
fn carried() -> Vec<Layout> {
    let why = "Cuối trang cộng lại, đầu trang sau chép số ấy sang; hai dòng đều không phải dòng của biểu.";
    let pair = |foot: &'static str, head: &'static str, header: bool| {
        move |desk: &mut Desk, table: usize| {
            let at = desk.middle(table);
            let rows = above(desk, table, at);
            put_sum(desk, table, at, &rows, head, Label::Name);
            if header {
                let again: Vec<(Kind, Vec<Cell>)> = desk
                    .rows(table, Kind::Head)
                    .iter()
                    .map(|row| (Kind::Other, desk.sheet(table).rows[*row].clone()))
                    .collect();
                desk.insert_rows(table, at, again);
            }
            put_sum(desk, table, at, &rows, foot, Label::Name);
        }
    };
    let running = |desk: &mut Desk, table: usize| {
        let items = desk.items(table);
        let (one, two) = (items[items.len() / 3], items[2 * items.len() / 3]);
        for at in [two, one] {
            let rows = above(desk, table, at);
            put_sum(desk, table, at, &rows, "Cộng dồn", Label::Name);
        }
    };
    vec![
        Layout::new(
            PARTIAL,
            "“Cộng trang 1”, “Trang trước chuyển sang”",
            why,
            ADDED,
            pair("Cộng trang 1", "Trang trước chuyển sang", false),
        ),
        Layout::new(
            PARTIAL,
            "“Mang sang”, tiêu đề cột, “Mang sang”",
            why,
            ADDED,
            pair("Mang sang", "Mang sang", true),
        ),
        Layout::new(PARTIAL, "“Cộng dồn” ở hai chỗ", why, ADDED, running),
    ]
}

fn put_total(desk: &mut Desk, table: usize, first: bool, words: &str, label: Label) {
    let items = desk.items(table);
    let at = if first {
        items[0]
    } else {
        items.last().unwrap() + 1
    };
    put_sum(desk, table, at, &items, words, label);
}

fn total_and_words(
    words: &'static [&'static str],
) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        put_total(desk, table, false, "Tổng cộng", Label::Name);
        let at = desk.items(table).last().unwrap() + 2;
        let col = desk.name_column(table);
        desk.insert_rows(
            table,
            at,
            words
                .iter()
                .map(|words| (Kind::Other, row_with(col, text(*words))))
                .collect(),
        );
    }
}

fn total_and_parts(desk: &mut Desk, table: usize) {
    let items = desk.items(table);
    put_total(desk, table, false, "Tổng cộng", Label::Name);
    let (head, rest) = items.split_at(items.len() / 2);
    let at = items.last().unwrap() + 2;
    put_sum(desk, table, at, rest, "- Các dòng còn lại", Label::Name);
    put_sum(desk, table, at, head, "- Trang 1", Label::Name);
    let col = desk.name_column(table);
    desk.insert_row(table, at, Kind::Other, row_with(col, text("Trong đó:")));
}

fn totals_at_both_ends(desk: &mut Desk, table: usize) {
    put_total(desk, table, false, "Tổng cộng", Label::Name);
    put_total(desk, table, true, "TỔNG SỐ", Label::Name);
}

/// Totals below a table: their name, their words, and where these stand.
const TOTALS_BELOW: [(&str, &str, Label); 5] = [
    ("“Tổng cộng” ở cuối", "Tổng cộng", Label::Name),
    ("“TỔNG CỘNG” gộp ô ở cuối", "TỔNG CỘNG", Label::Merged),
    ("“Cộng chung” ở cuối", "Cộng chung", Label::First),
    ("“Toàn cơ quan” ở cuối", "Toàn cơ quan", Label::Name),
    ("tổng không có chữ ở cuối", "", Label::Name),
];

/// Totals in forms that need none.
fn whole() -> Vec<Layout> {
    let why = "Dòng tổng cộng đúng bằng tổng của cả biểu.";
    let last = |(name, words, label): (&'static str, &'static str, Label)| {
        Layout::new(WHOLE, name, why, WITHOUT, move |desk, table| {
            put_total(desk, table, false, words, label);
        })
    };
    let first =
        |desk: &mut Desk, table: usize| put_total(desk, table, true, "Tổng cộng", Label::Name);
    let mut all: Vec<Layout> = TOTALS_BELOW.map(last).into();
    all.extend([
        Layout::new(WHOLE, "“Tổng cộng” ở đầu", why, WITHOUT, first),
        Layout::new(
            WHOLE,
            "tổng ở đầu và ở cuối",
            why,
            WITHOUT,
            totals_at_both_ends,
        ),
        Layout::new(
            WHOLE,
            "tổng ở cuối, “Trong đó:” các dòng dưới",
            why,
            WITHOUT,
            total_and_parts,
        ),
        Layout::new(
            WHOLE,
            "tổng ở cuối, dòng bằng chữ",
            why,
            WITHOUT,
            total_and_words(&["(Bằng chữ: theo số đã ghi ở trên)"]),
        ),
        Layout::new(
            WHOLE,
            "tổng ở cuối, câu “danh sách có …”",
            why,
            WITHOUT,
            total_and_words(&[
                "Tổng cộng danh sách có đủ các vị trí đã được giao.",
                "Danh sách này thay thế danh sách cũ.",
            ]),
        ),
    ]);
    all
}

fn say_total(words: &'static str, col: usize) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        for row in desk.rows(table, Kind::Total) {
            desk.put(table, row, 1, Cell::Blank);
            desk.put(
                table,
                row,
                col,
                if words.is_empty() {
                    Cell::Blank
                } else {
                    text(words)
                },
            );
        }
    }
}

fn move_total(first: bool) -> impl Fn(&mut Desk, usize) + Send + Sync + 'static {
    move |desk: &mut Desk, table: usize| {
        desk.freeze(table);
        for row in desk.rows(table, Kind::Total) {
            let cells = desk.sheet(table).rows[row].clone();
            desk.delete_row(table, row);
            let items = desk.items(table);
            let at = if first {
                items[0]
            } else {
                items.last().unwrap() + 1
            };
            desk.insert_row(table, at, Kind::Total, cells);
        }
    }
}

fn number_total(desk: &mut Desk, table: usize) {
    let count = desk.items(table).len();
    for row in desk.rows(table, Kind::Total) {
        let words = (1..=count)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
            .join("+");
        desk.put(table, row, 1, text(format!("TỔNG ({words})")));
    }
}

/// The total row of the standard form, in other words and elsewhere.
fn reworded() -> Vec<Layout> {
    let why = "Vẫn là dòng tổng ấy, gọi bằng chữ khác hoặc đứng chỗ khác.";
    vec![
        Layout::new(
            WHOLE,
            "chữ tổng: “CỘNG CHUNG”",
            why,
            WITH,
            say_total("CỘNG CHUNG", 1),
        ),
        Layout::new(
            WHOLE,
            "chữ tổng: “Toàn Sở”",
            why,
            WITH,
            say_total("Toàn Sở", 1),
        ),
        Layout::new(
            WHOLE,
            "chữ tổng: “Cộng:” ở cột đầu",
            why,
            WITH,
            say_total("Cộng:", 0),
        ),
        Layout::new(WHOLE, "chữ tổng: để trống", why, WITH, say_total("", 1)),
        Layout::new(WHOLE, "chữ tổng: “TỔNG (1+2+…)”", why, WITH, number_total),
        Layout::new(
            WHOLE,
            "chữ tổng: “Tổng biên chế”",
            why,
            WITH,
            say_total("Tổng biên chế", 1),
        ),
        Layout::new(
            WHOLE,
            "dòng tổng bằng số, ở đầu",
            why,
            &[Form::TongHop],
            move_total(true),
        ),
        Layout::new(
            WHOLE,
            "tổng bằng số, không công thức",
            why,
            WITH,
            |desk, table| {
                let cells = desk.sheet(table).rows.clone();
                desk.freeze(table);
                if cells == desk.sheet(table).rows {
                    words_of_total(desk, table);
                }
            },
        ),
    ]
}

/// Where a total is a number already, only its words change.
fn words_of_total(desk: &mut Desk, table: usize) {
    for row in desk.rows(table, Kind::Total) {
        desk.put(table, row, 1, text("TỔNG SỐ:"));
    }
}

/// A description whose shares are added up for each position.
fn duties() -> Vec<Layout> {
    let why = "Cuối mỗi vị trí cộng tỷ trọng (100); dòng ấy không phải một nhiệm vụ.";
    let each = |words: &'static str, with_code: bool| {
        move |desk: &mut Desk, table: usize| {
            let items = desk.items(table);
            let ends: Vec<usize> = (0..items.len())
                .filter(|at| {
                    items
                        .get(at + 1)
                        .is_none_or(|next| !desk.is_carried_on(table, *next))
                })
                .collect();
            for end in ends.into_iter().rev() {
                let start = (0..=end)
                    .rev()
                    .find(|at| !desk.is_carried_on(table, items[*at]))
                    .unwrap_or_default();
                let share = desk.column(table, "ty_trong").unwrap();
                let total: f64 = items[start..=end]
                    .iter()
                    .filter_map(|row| number(desk.cell(table, *row, share)))
                    .sum();
                let mut cells = row_with(share, Cell::Number(total));
                cells[desk.name_column(table)] = text(words);
                if with_code {
                    cells[0] = desk.cell(table, items[start], 0).clone();
                    cells[1] = desk.cell(table, items[start], 1).clone();
                }
                desk.insert_row(table, items[end] + 1, Kind::Other, cells);
            }
        }
    };
    vec![
        Layout::new(
            PARTIAL,
            "mô tả: “Cộng” 100 sau mỗi vị trí",
            why,
            &[Form::MoTa],
            each("Cộng", false),
        ),
        Layout::new(
            PARTIAL,
            "mô tả: “Tổng tỷ trọng” có mã vị trí",
            why,
            &[Form::MoTa],
            each("Tổng tỷ trọng", true),
        ),
    ]
}
