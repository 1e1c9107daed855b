//! Tables that run over pages: headers, titles, page numbers and signatures in the middle of them.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

/// Rows to be put in, each with what it is.
type Rows = Vec<(Kind, Vec<Cell>)>;

const BREAKS: &str = "Ngắt trang: tiêu đề lặp lại";
const FOLIOS: &str = "Ngắt trang: số trang, chữ ký";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = headers();
    all.extend(folios());
    all.extend(signatures());
    all
}

/// The rows of the header, changed cell by cell.
fn header(desk: &Desk, table: usize, change: impl Fn(String) -> String) -> Rows {
    let again = |cell: &Cell| {
        if cell == &Cell::Blank {
            Cell::Blank
        } else {
            text(change(shown(cell)))
        }
    };
    let rows = desk.rows(table, Kind::Head);
    rows.iter()
        .map(|row| {
            (
                Kind::Other,
                desk.sheet(table).rows[*row].iter().map(again).collect(),
            )
        })
        .collect()
}

/// Rows put in at the middle of the table, or at two places of it.
fn put_in(desk: &mut Desk, table: usize, rows: Rows) {
    let at = desk.middle(table);
    desk.insert_rows(table, at, rows);
}

fn title(desk: &Desk, table: usize) -> (Kind, Vec<Cell>) {
    let words = format!(
        "{} (tiếp theo)",
        desk.tables[table].form.label().to_uppercase()
    );
    (Kind::Other, row_with(0, text(words)))
}

fn numbers(desk: &Desk, table: usize) -> (Kind, Vec<Cell>) {
    let width = u32::try_from(desk.width(table)).unwrap();
    (
        Kind::Other,
        (1..=width)
            .map(|number| Cell::Number(f64::from(number)))
            .collect(),
    )
}

/// What a page begins with: its name, and its rows.
type PageHead = (&'static str, fn(&Desk, usize) -> Rows);

const HEADERS: [PageHead; 10] = [
    ("tiêu đề cột lặp lại", |desk, table| {
        header(desk, table, |words| words)
    }),
    (
        "tiêu đề cột lặp lại bằng chữ hoa",
        |desk, table| header(desk, table, |words| words.to_uppercase()),
    ),
    (
        "tiêu đề cột lặp lại sau dòng trống",
        |desk, table| {
            let mut rows = vec![(Kind::Other, Vec::new())];
            rows.extend(header(desk, table, |words| words));
            rows
        },
    ),
    (
        "tiêu đề cột lặp lại kèm dòng số cột",
        |desk, table| {
            let mut rows = header(desk, table, |words| words);
            rows.push(numbers(desk, table));
            rows
        },
    ),
    ("chỉ dòng số cột lặp lại", |desk, table| {
        vec![numbers(desk, table)]
    }),
    (
        "tên biểu (tiếp theo) và tiêu đề cột lặp lại",
        |desk, table| {
            let mut rows = vec![title(desk, table)];
            rows.extend(header(desk, table, |words| words));
            rows
        },
    ),
    (
        "dòng trống, tên biểu, dòng trống, tiêu đề cột",
        |desk, table| {
            let mut rows = vec![
                (Kind::Other, Vec::new()),
                title(desk, table),
                (Kind::Other, Vec::new()),
            ];
            rows.extend(header(desk, table, |words| words));
            rows
        },
    ),
    (
        "quốc hiệu, tên biểu và tiêu đề cột lặp lại",
        |desk, table| {
            let mut rows = vec![
                (
                    Kind::Other,
                    row_with(0, text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
                ),
                (
                    Kind::Other,
                    row_with(0, text("Độc lập - Tự do - Hạnh phúc")),
                ),
                title(desk, table),
            ];
            rows.extend(header(desk, table, |words| words));
            rows
        },
    ),
    (
        "tiêu đề cột lặp lại viết tắt, chỉ dòng cuối",
        |desk, table| {
            let short = |words: String| {
                words
                    .split_whitespace()
                    .take(2)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            header(desk, table, short).pop().into_iter().collect()
        },
    ),
    ("tiêu đề cột lặp lại ba lần", |desk, table| {
        let rows = header(desk, table, |words| words);
        [rows.clone(), rows.clone(), rows].concat()
    }),
];

fn headers() -> Vec<Layout> {
    let why = "Sang trang mới thì tiêu đề cột in lại; các dòng sau vẫn của biểu ấy.";
    let made = |(name, rows): PageHead| {
        Layout::new(BREAKS, name, why, TABLES, move |desk, table| {
            let rows = rows(desk, table);
            put_in(desk, table, rows);
        })
    };
    HEADERS.map(made).into()
}

fn folio_and_header(desk: &mut Desk, table: usize) {
    let mut rows = vec![
        (Kind::Other, Vec::new()),
        (Kind::Other, row_with(2, text("Trang 2/3"))),
    ];
    rows.extend(header(desk, table, |words| words));
    put_in(desk, table, rows);
}

fn title_and_folio(desk: &mut Desk, table: usize) {
    let name = desk.tables[table].form.label();
    put_in(
        desk,
        table,
        vec![(
            Kind::Other,
            vec![text(format!("Biểu {name}")), Cell::Blank, text("Trang 2")],
        )],
    );
}

fn bare_folio(desk: &mut Desk, table: usize) {
    let col = desk.name_column(table);
    put_in(
        desk,
        table,
        vec![(Kind::Other, row_with(col, Cell::Number(2.0)))],
    );
}

fn folios() -> Vec<Layout> {
    let why = "Số trang gõ tay giữa biểu; không phải một dòng của biểu.";
    let at_column = |words: &'static str, last: bool| {
        move |desk: &mut Desk, table: usize| {
            let col = if last {
                desk.width(table) - 1
            } else {
                desk.width(table) / 2
            };
            put_in(desk, table, vec![(Kind::Other, row_with(col, text(words)))]);
        }
    };
    vec![
        Layout::new(
            FOLIOS,
            "“Trang 2” ở cột giữa",
            why,
            TABLES,
            at_column("Trang 2", false),
        ),
        Layout::new(
            FOLIOS,
            "“- 2 -” ở cột giữa",
            why,
            TABLES,
            at_column("- 2 -", false),
        ),
        Layout::new(
            FOLIOS,
            "“Trang 2/5” ở cột cuối",
            why,
            TABLES,
            at_column("Trang 2/5", true),
        ),
        Layout::new(FOLIOS, "số 2 trơ trọi ở cột tên", why, TABLES, bare_folio),
        Layout::new(
            FOLIOS,
            "dòng trống, số trang, tiêu đề cột",
            why,
            TABLES,
            folio_and_header,
        ),
        Layout::new(
            FOLIOS,
            "tên biểu và số trang trên một dòng",
            why,
            TABLES,
            title_and_folio,
        ),
    ]
}

fn signatures() -> Vec<Layout> {
    let why = "Mỗi trang có chữ ký ở chân; trang sau tiếp tục biểu.";
    let block = |desk: &Desk, table: usize| {
        let right = desk.width(table).saturating_sub(2).max(1);
        let mut sign = row_with(right, text("GIÁM ĐỐC"));
        sign[0] = text("NGƯỜI LẬP BIỂU");
        vec![
            (Kind::Other, Vec::new()),
            (
                Kind::Other,
                row_with(right, text("Lam Giang, ngày 05 tháng 8 năm 2021")),
            ),
            (Kind::Other, sign),
            (Kind::Other, row_with(right, text("(Ký, ghi rõ họ tên)"))),
            (Kind::Other, Vec::new()),
        ]
    };
    let only_block = move |desk: &mut Desk, table: usize| {
        let rows = block(desk, table);
        put_in(desk, table, rows);
    };
    let with_header = move |desk: &mut Desk, table: usize| {
        let mut rows = block(desk, table);
        rows.push(title(desk, table));
        rows.extend(header(desk, table, |words| words));
        put_in(desk, table, rows);
    };
    let single = |words: &'static str| {
        move |desk: &mut Desk, table: usize| {
            let col = desk.name_column(table);
            put_in(desk, table, vec![(Kind::Other, row_with(col, text(words)))]);
        }
    };
    vec![
        Layout::new(FOLIOS, "khối chữ ký giữa biểu", why, TABLES, only_block),
        Layout::new(
            FOLIOS,
            "khối chữ ký giữa biểu rồi tiêu đề cột lặp lại",
            why,
            TABLES,
            with_header,
        ),
        Layout::new(
            FOLIOS,
            "“Người lập biểu” giữa biểu",
            why,
            TABLES,
            single("Người lập biểu"),
        ),
        Layout::new(
            FOLIOS,
            "dòng ngày tháng giữa biểu",
            why,
            TABLES,
            single("Lam Giang, ngày 05 tháng 8 năm 2021"),
        ),
    ]
}
