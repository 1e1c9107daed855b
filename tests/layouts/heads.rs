//! What stands over and under a table: letterheads, titles, subtitles, notes, signatures.

use crate::columns::measure_row;
use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::text;
use crate::support::Cell;

const OVER: &str = "Phía trên biểu: quốc hiệu, tên biểu";
const UNDER: &str = "Phía dưới biểu: ghi chú, chữ ký";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = over();
    all.extend(under());
    all
}

/// Rows of one text each on top of the sheet, merged over the table, with a blank row below.
fn on_top(desk: &mut Desk, table: usize, words: &[&str], merge: bool) {
    let width = desk.width(table);
    desk.insert_row(table, 0, Kind::Above, Vec::new());
    for words in words.iter().rev() {
        desk.insert_row(table, 0, Kind::Above, row_with(0, text(*words)));
    }
    if merge {
        (0..words.len())
            .for_each(|row| desk.sheet_mut(table).merges.push([row, 0, row, width - 1]));
    }
}

fn letterhead(desk: &mut Desk, table: usize) {
    let right = desk.width(table) / 2 + 1;
    let lines = [
        ("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CƠ QUAN TRÌNH ĐỀ ÁN", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 158/TTr", "…, ngày 05 tháng 8 năm 2021"),
    ];
    desk.insert_row(table, 0, Kind::Above, Vec::new());
    for (left, words) in lines.iter().rev() {
        let mut cells = row_with(right, text(*words));
        cells[0] = text(*left);
        desk.insert_row(table, 0, Kind::Above, cells);
    }
}

const WHY_OVER: &str =
    "Chữ phía trên biểu là tên biểu, căn cứ, quốc hiệu; biểu bắt đầu ở dòng tiêu đề cột.";

/// Texts over a table: their name, their rows, and whether these are merged.
const TEXTS_OVER: [(&str, &[&str], bool); 6] = [
    (
        "dòng dẫn nghị định",
        &["(Kèm theo Nghị định số 62/2020/NĐ-CP ngày 01/6/2020 của Chính phủ)"],
        true,
    ),
    (
        "dòng dẫn nghị định đã hết hiệu lực",
        &[
            "(Mẫu ban hành kèm theo Nghị định số 36/2013/NĐ-CP, nay thực hiện theo Nghị định số 62/2020/NĐ-CP)",
        ],
        true,
    ),
    (
        "“Phụ lục 2”, tên biểu nhiều dòng",
        &[
            "PHỤ LỤC 2",
            "BIỂU SỐ LIỆU",
            "CỦA CƠ QUAN, ĐƠN VỊ",
            "NĂM 2022",
        ],
        true,
    ),
    (
        "“Biểu số 03” ở góc, không gộp ô",
        &["Biểu số 03", "Ban hành theo quyết định của Sở"],
        false,
    ),
    (
        "ghi chú dài phía trên biểu",
        &[
            "Ghi chú: các số liệu dưới đây do Văn phòng tổng hợp từ báo cáo của các phòng, đơn vị thuộc Sở.",
            "Lưu ý: đề nghị không sửa công thức.",
        ],
        true,
    ),
    (
        "ngày lập phía trên biểu",
        &["Lam Giang, ngày 05 tháng 8 năm 2021"],
        false,
    ),
];

/// The name of the form with some more words, and what it comes with.
fn titled(desk: &mut Desk, table: usize, extra: &str) {
    let title = format!("{}{extra}", desk.tables[table].form.label().to_uppercase());
    on_top(
        desk,
        table,
        &[&title, "(Kèm theo Tờ trình số 158/TTr ngày 05/8/2021)"],
        true,
    );
}

fn over() -> Vec<Layout> {
    let made = |(name, words, merge): (&'static str, &'static [&'static str], bool)| {
        Layout::new(OVER, name, WHY_OVER, TABLES, move |desk, table| {
            on_top(desk, table, words, merge);
        })
    };
    let mut all = titles();
    all.extend(TEXTS_OVER.map(made));
    all.extend(measures_and_contents());
    all
}

fn titles() -> Vec<Layout> {
    let with_letterhead = |desk: &mut Desk, table: usize| {
        titled(desk, table, "");
        letterhead(desk, table);
    };
    vec![
        Layout::new(
            OVER,
            "tên biểu và dòng kèm theo",
            WHY_OVER,
            TABLES,
            |desk, table| titled(desk, table, ""),
        ),
        Layout::new(
            OVER,
            "quốc hiệu, tên biểu, dòng kèm theo",
            WHY_OVER,
            TABLES,
            with_letterhead,
        ),
        Layout::new(OVER, "chỉ quốc hiệu", WHY_OVER, TABLES, letterhead),
        Layout::new(
            OVER,
            "tên biểu có tên của biểu khác (danh mục)",
            WHY_OVER,
            TABLES,
            |desk, table| {
                titled(desk, table, " THEO DANH MỤC VỊ TRÍ VIỆC LÀM");
            },
        ),
        Layout::new(
            OVER,
            "tên biểu có tên của biểu khác (cơ cấu)",
            WHY_OVER,
            TABLES,
            |desk, table| {
                titled(desk, table, " VÀ CƠ CẤU TỔ CHỨC, CƠ CẤU NGẠCH");
            },
        ),
    ]
}

fn measures_and_contents() -> Vec<Layout> {
    vec![
        Layout::new(
            OVER,
            "đơn vị tính phía trên biểu",
            WHY_OVER,
            TABLES,
            |desk, table| {
                let cells = measure_row(desk, table);
                desk.insert_row(table, 0, Kind::Above, cells);
            },
        ),
        Layout::new(
            OVER,
            "mục lục chữ phía trên biểu",
            WHY_OVER,
            TABLES,
            |desk, table| {
                on_top(
                    desk,
                    table,
                    &[
                        "1. Cơ cấu tổ chức",
                        "2. Danh mục vị trí việc làm",
                        "3. Khung năng lực",
                        "4. Mô tả công việc",
                    ],
                    false,
                );
            },
        ),
    ]
}

/// What stands under a table: its name, how many blank rows above it, its texts with their columns.
type Foot = (&'static str, usize, &'static [(usize, &'static str)]);

const FEET: [Foot; 9] = [
    (
        "ngày tháng và chữ ký",
        1,
        &[
            (6, "Lam Giang, ngày 05 tháng 8 năm 2021"),
            (6, "GIÁM ĐỐC"),
            (6, "(Ký tên, đóng dấu)"),
            (6, "Nguyễn Văn An"),
        ],
    ),
    (
        "chữ ký không có dòng trống",
        0,
        &[(6, "GIÁM ĐỐC"), (6, "(Ký tên, đóng dấu)")],
    ),
    (
        "hai người ký",
        2,
        &[
            (1, "NGƯỜI LẬP BIỂU"),
            (6, "THỦ TRƯỞNG ĐƠN VỊ"),
            (1, "Trần Thị Bình"),
            (6, "Nguyễn Văn An"),
        ],
    ),
    (
        "nơi nhận",
        1,
        &[
            (0, "Nơi nhận:"),
            (0, "- Như trên;"),
            (0, "- Sở Nội vụ;"),
            (0, "- Lưu: VT, TCCB."),
        ],
    ),
    (
        "ghi chú nhiều dòng",
        1,
        &[
            (0, "Ghi chú:"),
            (0, "1. Số liệu tính đến 31/7/2021."),
            (0, "2. Không kể hợp đồng lao động."),
            (0, "3. Vị trí kiêm nhiệm ghi 0."),
            (0, "4. Các chữ viết tắt: VTVL, CCVC."),
        ],
    ),
    (
        "ghi chú đánh số không có dòng trống",
        0,
        &[
            (0, "(1) Theo báo cáo của các phòng."),
            (0, "(2) Theo quyết định giao biên chế."),
            (0, "(3) Chưa kể người nghỉ hưu."),
        ],
    ),
    (
        "ghi chú dấu sao ở cột tên",
        0,
        &[
            (2, "* Không tính người tập sự"),
            (2, "** Dự kiến tuyển trong năm"),
        ],
    ),
    (
        "câu kết bằng chữ",
        0,
        &[(
            1,
            "Biểu này gồm các dòng nêu trên, lập thành 03 bản có giá trị như nhau.",
        )],
    ),
    (
        "chữ ký cách xa mười dòng",
        10,
        &[
            (5, "TM. BAN GIÁM ĐỐC"),
            (5, "KT. GIÁM ĐỐC"),
            (5, "PHÓ GIÁM ĐỐC"),
        ],
    ),
];

fn under() -> Vec<Layout> {
    let why = "Chữ phía dưới biểu là ghi chú, nơi nhận, chữ ký; biểu đã hết.";
    let made =
        |(name, gap, lines): Foot| {
            Layout::new(UNDER, name, why, TABLES, move |desk, table| {
                let at = desk
                    .items(table)
                    .last()
                    .unwrap()
                    .max(desk.rows(table, Kind::Total).last().unwrap_or(&0))
                    + 1;
                let width = desk.width(table);
                let mut rows: Vec<(Kind, Vec<Cell>)> =
                    (0..gap).map(|_| (Kind::Other, Vec::new())).collect();
                rows.extend(lines.iter().map(|(col, words)| {
                    (Kind::Other, row_with((*col).min(width - 1), text(*words)))
                }));
                desk.insert_rows(table, at, rows);
            })
        };
    FEET.map(made).into()
}
