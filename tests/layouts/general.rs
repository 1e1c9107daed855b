//! The general sheet: labels and values laid out in other ways.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

const LAID: &str = "Thông tin chung: cách xếp";
const SAID: &str = "Thông tin chung: cách ghi";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = laid();
    all.extend(values());
    all
}

const HERE: &[Form] = &[Form::Chung];

fn label(desk: &Desk, table: usize, row: usize) -> String {
    shown(desk.cell(table, row, 0))
        .trim_end_matches(':')
        .to_owned()
}

/// The rows of labels with a value; not the heading “Nội dung | Giá trị”.
fn filled(desk: &Desk, table: usize) -> Vec<usize> {
    desk.items(table)
        .into_iter()
        .filter(|row| desk.cell(table, *row, 1) != &Cell::Blank)
        .collect()
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn laid() -> Vec<Layout> {
    let why = "Nhãn và giá trị xếp cách khác; mỗi nhãn vẫn có đúng giá trị ấy.";
    let relabel = |name: &'static str, change: fn(usize, &str) -> String| {
        Layout::new(
            LAID,
            name,
            why,
            HERE,
            move |desk: &mut Desk, table: usize| {
                for (number, row) in desk.items(table).into_iter().enumerate() {
                    let words = change(number + 1, &label(desk, table, row));
                    desk.put(table, row, 0, text(words));
                }
            },
        )
    };
    let joined = |desk: &mut Desk, table: usize| {
        for row in filled(desk, table) {
            let value = match desk.cell(table, row, 1) {
                Cell::Date(year, month, day) => format!("{day:02}/{month:02}/{year}"),
                other => shown(other),
            };
            let words = format!("{}: {value}", label(desk, table, row));
            desk.put(table, row, 0, text(words));
            desk.put(table, row, 1, Cell::Blank);
        }
    };
    let numbered = |desk: &mut Desk, table: usize| {
        desk.insert_column(table, 0, "stt");
        for (number, row) in desk.items(table).into_iter().enumerate() {
            desk.put(
                table,
                row,
                0,
                Cell::Number(f64::from(u32::try_from(number + 1).unwrap())),
            );
        }
        for row in desk.rows(table, Kind::Head) {
            desk.put(table, row, 0, text("STT"));
        }
    };
    let far = |desk: &mut Desk, table: usize| (0..2).for_each(|_| desk.insert_column(table, 1, ""));
    let titled = |desk: &mut Desk, table: usize| {
        desk.insert_row(table, 0, Kind::Above, Vec::new());
        desk.insert_row(
            table,
            0,
            Kind::Above,
            row_with(0, text("THÔNG TIN CHUNG VỀ CƠ QUAN, ĐƠN VỊ")),
        );
    };
    let reversed = |desk: &mut Desk, table: usize| {
        let rows = desk.items(table);
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| desk.sheet(table).rows[*row].clone())
            .collect();
        for (row, cells) in rows.iter().zip(cells.into_iter().rev()) {
            desk.sheet_mut(table).rows[*row] = cells;
        }
    };
    let more = |desk: &mut Desk, table: usize| {
        let at = desk.items(table)[2];
        for (words, value) in [
            ("Địa chỉ", "Số 1 đường Trần Phú"),
            ("Điện thoại", "0203.111.222"),
            ("Thư điện tử", "so@tinh.gov.vn"),
            ("Người liên hệ", "Trần Thị Bình"),
        ] {
            desk.insert_row(table, at, Kind::Other, vec![text(words), text(value)]);
        }
    };
    let noted = |desk: &mut Desk, table: usize| {
        for row in filled(desk, table) {
            desk.put(table, row, 2, text("đã kiểm tra"));
        }
    };
    let spaced = |desk: &mut Desk, table: usize| {
        for row in desk.items(table).into_iter().skip(1).rev() {
            desk.insert_row(table, row, Kind::Other, Vec::new());
        }
    };
    let across = |desk: &mut Desk, table: usize| {
        let rows = filled(desk, table);
        let labels = rows
            .iter()
            .map(|row| text(label(desk, table, *row)))
            .collect();
        let values = rows
            .iter()
            .map(|row| desk.cell(table, *row, 1).clone())
            .collect();
        let sheet = desk.sheet_mut(table);
        sheet.rows = vec![labels, values];
        sheet.merges.clear();
        sheet.header = Some((0, 0));
    };
    let pairs = |desk: &mut Desk, table: usize| {
        let rows = filled(desk, table);
        let pair = |row: &usize| {
            [
                text(label(desk, table, *row)),
                desk.cell(table, *row, 1).clone(),
            ]
        };
        let two = |rows: &[usize]| rows.iter().flat_map(pair).collect::<Vec<Cell>>();
        let cells = rows.chunks(2).map(two).collect();
        let sheet = desk.sheet_mut(table);
        sheet.rows = cells;
        sheet.merges.clear();
        sheet.header = None;
    };
    let grouped = |desk: &mut Desk, table: usize| {
        let rows = desk.items(table);
        desk.insert_row(
            table,
            rows[rows.len() / 2],
            Kind::Section,
            row_with(0, text("II. Biên chế")),
        );
        desk.insert_row(
            table,
            rows[0],
            Kind::Section,
            row_with(0, text("I. Cơ quan")),
        );
    };
    vec![
        relabel("nhãn có hai chấm", |_, words| {
            if words.is_empty() {
                String::new()
            } else {
                format!("{words} :")
            }
        }),
        relabel("nhãn có số ở trước", |number, words| {
            format!("{number}. {words}")
        }),
        relabel("nhãn có gạch đầu dòng", |_, words| {
            format!("- {words}")
        }),
        relabel("nhãn chữ hoa", |_, words| words.to_uppercase()),
        relabel("nhãn không dấu", |_, words| {
            crate::headings::plain(words)
        }),
        Layout::new(LAID, "nhãn và giá trị trong một ô", why, HERE, joined),
        Layout::new(LAID, "có cột STT", why, HERE, numbered),
        Layout::new(LAID, "giá trị ở cột D", why, HERE, far),
        Layout::new(LAID, "có tên biểu ở trên", why, HERE, titled),
        Layout::new(LAID, "các dòng theo thứ tự ngược", why, HERE, reversed),
        Layout::new(
            LAID,
            "thêm địa chỉ, điện thoại, người liên hệ",
            why,
            HERE,
            more,
        ),
        Layout::new(LAID, "thêm cột ghi chú", why, HERE, noted),
        Layout::new(LAID, "cách dòng", why, HERE, spaced),
        Layout::new(
            LAID,
            "xếp ngang: nhãn ở trên, giá trị ở dưới",
            why,
            HERE,
            across,
        ),
        Layout::new(
            LAID,
            "hai cặp nhãn, giá trị trên một dòng",
            why,
            HERE,
            pairs,
        ),
        Layout::new(LAID, "chia mục I, II", why, HERE, grouped),
    ]
}

/// A way of writing a value: its name, how the label of the value begins, and how it writes it.
type Said = (&'static str, &'static str, fn(&Cell) -> Cell);

const VALUES: [Said; 17] = [
    ("đối tượng chữ hoa", "Đối tượng", |cell| {
        text(shown(cell).to_uppercase())
    }),
    (
        "đối tượng “Áp dụng với …”",
        "Đối tượng",
        |cell| text(format!("Áp dụng với {}", shown(cell).to_lowercase())),
    ),
    (
        "loại cơ quan chữ thường",
        "Loại cơ quan",
        |cell| text(shown(cell).to_lowercase()),
    ),
    (
        "loại cơ quan có số ở trước",
        "Loại cơ quan",
        |cell| text(format!("1. {}", shown(cell))),
    ),
    (
        "cấp quản lý “Do … quản lý”",
        "Cấp quản lý",
        |cell| text(format!("Do {} quản lý", shown(cell))),
    ),
    (
        "loại tỉnh “Tỉnh loại …”",
        "Phân loại đơn vị",
        |cell| text(format!("Tỉnh {}", shown(cell).to_lowercase())),
    ),
    (
        "loại tỉnh “Loại: …”",
        "Phân loại đơn vị",
        |cell| text(format!("{} (theo quyết định)", shown(cell))),
    ),
    (
        "lần trình “Trình lần đầu”",
        "Lần trình",
        |cell| text(format!("Trình {}", shown(cell).to_lowercase())),
    ),
    ("lần trình “Lần 1”", "Lần trình", |_| {
        text("Lần 1")
    }),
    ("biên chế “60 người”", "Biên chế", |cell| {
        text(format!("{} người", shown(cell)))
    }),
    ("biên chế “060 biên chế”", "Biên chế", |cell| {
        text(format!("0{} biên chế", shown(cell)))
    }),
    ("biên chế là chữ “60”", "Biên chế", |cell| {
        text(shown(cell))
    }),
    (
        "năm kế hoạch “Năm 2022”",
        "Năm kế hoạch",
        |cell| text(format!("Năm {}", shown(cell))),
    ),
    ("năm kế hoạch là chữ", "Năm kế hoạch", |cell| {
        text(shown(cell))
    }),
    ("giờ “1.760 giờ”", "Số giờ", |cell| {
        text(format!("1.{} giờ", &shown(cell)[1..]))
    }),
    ("giờ “1760 giờ/năm”", "Số giờ", |cell| {
        text(format!("{} giờ/năm", shown(cell)))
    }),
    (
        "có mặt “55 người (tính đến 31/7)”",
        "Có mặt",
        |cell| text(format!("{} người (tính đến 31/7)", shown(cell))),
    ),
];

fn values() -> Vec<Layout> {
    let why = "Cùng giá trị ấy, ghi bằng chữ khác.";
    let made = |(name, start, change): Said| {
        Layout::new(
            SAID,
            name,
            why,
            HERE,
            move |desk: &mut Desk, table: usize| {
                for row in filled(desk, table) {
                    if label(desk, table, row).starts_with(start) {
                        let cell = change(desk.cell(table, row, 1));
                        desk.put(table, row, 1, cell);
                    }
                }
            },
        )
    };
    VALUES.map(made).into()
}
