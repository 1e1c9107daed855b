//! The same heading in another spelling, and other headings seen in practice for the same field.

use unicode_normalization::UnicodeNormalization;

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

const SPELT: &str = "Tiêu đề cột: cách viết";
const WORDED: &str = "Tiêu đề cột: chữ khác";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = spellings();
    all.extend(numbered());
    all.extend(words());
    all
}

/// A text without accents.
pub(crate) fn plain(words: &str) -> String {
    let unmarked = words.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    unmarked
        .map(|c| {
            if c == 'đ' {
                'd'
            } else if c == 'Đ' {
                'D'
            } else {
                c
            }
        })
        .collect()
}

/// Its words, without accents, signs and what stands in brackets.
fn bare_words(words: &str) -> Vec<String> {
    let plain = plain(words.split('(').next().unwrap_or_default());
    plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn camel(words: &str) -> String {
    let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
    bare_words(words).iter().map(capital).collect()
}

/// Writes every heading of the last row of the header anew.
pub(crate) fn rehead(desk: &mut Desk, table: usize, change: impl Fn(&str, usize) -> String) {
    for row in desk.rows(table, Kind::Head) {
        for col in 0..desk.width(table) {
            if let Cell::Text(words) = desk.cell(table, row, col) {
                let words = change(words, col);
                desk.put(table, row, col, Cell::Text(words));
            }
        }
    }
}

/// A way of writing a heading: its name, and how it writes it.
type Spelling = (&'static str, fn(&str, usize) -> String);

const SPELLINGS: [Spelling; 19] = [
    ("tiêu đề ma_vtvl", |words, _| {
        bare_words(words).join("_")
    }),
    ("tiêu đề MA_VTVL", |words, _| {
        bare_words(words).join("_").to_uppercase()
    }),
    ("tiêu đề MaVTVL", |words, _| camel(words)),
    ("tiêu đề maVtvl", |words, _| {
        let camel = camel(words);
        camel[..1].to_lowercase() + &camel[1..]
    }),
    ("tiêu đề ma-vtvl", |words, _| {
        bare_words(words).join("-")
    }),
    ("tiêu đề chữ hoa", |words, _| words.to_uppercase()),
    ("tiêu đề chữ thường", |words, _| {
        words.to_lowercase()
    }),
    ("tiêu đề không dấu", |words, _| plain(words)),
    ("tiêu đề không dấu, chữ hoa", |words, _| {
        plain(words).to_uppercase()
    }),
    ("tiêu đề xuống dòng giữa các chữ", |words, _| {
        words.replace(' ', "\n")
    }),
    ("tiêu đề có hai dấu cách", |words, _| {
        words.replace(' ', "  ")
    }),
    ("tiêu đề có dấu cách cứng", |words, _| {
        words.replace(' ', "\u{a0}")
    }),
    ("tiêu đề dạng NFD", |words, _| {
        if words.nfd().eq(words.chars()) {
            format!("{words} ")
        } else {
            words.nfd().collect()
        }
    }),
    ("tiêu đề có dấu cách hai đầu", |words, _| {
        format!("  {words} ")
    }),
    ("tiêu đề có hai chấm ở cuối", |words, _| {
        format!("{words}:")
    }),
    ("tiêu đề có dấu sao bắt buộc", |words, _| {
        format!("{words} (*)")
    }),
    ("tiêu đề có dấu * ở đầu", |words, _| {
        format!("*{words}")
    }),
    ("tiêu đề trong ngoặc kép", |words, _| {
        format!("“{words}”")
    }),
    ("tiêu đề gõ sai dấu", |words, _| {
        let wrong = [
            ("vị trí", "vi trí"),
            ("người", "ngươi"),
            ("Đơn vị", "Đơn vi"),
            ("ông việc", "ông viêc"),
            ("lực", "lưc"),
            ("Tỷ", "Tỉ"),
            ("hiệu", "hiêu"),
            ("Loại", "Lọai"),
            ("Ngạch", "Nghạch"),
            ("Ngày", "Ngầy"),
            ("Nhóm", "Nhòm"),
        ];
        wrong.iter().fold(words.to_owned(), |words, (right, typo)| {
            words.replace(right, typo)
        })
    }),
];

fn spellings() -> Vec<Layout> {
    let why = "Cùng một tiêu đề, viết theo lối khác.";
    let made = |(name, change): Spelling| {
        Layout::new(SPELT, name, why, TABLES, move |desk, table| {
            rehead(desk, table, change);
        })
    };
    SPELLINGS.map(made).into()
}

fn numbered() -> Vec<Layout> {
    let why = "Tiêu đề kèm số cột, đơn vị tính hoặc năm; chữ còn lại vẫn là tiêu đề ấy.";
    let form = |name: &'static str, change: fn(&str, usize) -> String| {
        Layout::new(SPELT, name, why, TABLES, move |desk, table| {
            rehead(desk, table, change);
        })
    };
    let figures: &[Form] = &[
        Form::CoCau,
        Form::CongViec,
        Form::DanhMuc,
        Form::TongHop,
        Form::Ngach,
    ];
    let added = |name: &'static str, people: &'static str, hours: &'static str| {
        Layout::new(SPELT, name, why, figures, move |desk, table| {
            let keys = desk.tables[table].columns.clone();
            rehead(desk, table, |words, col| match keys[col] {
                "so_nguoi" | "hien_co" | "so_vi_tri" | "truong" | "pho" => {
                    format!("{words}{people}")
                }
                "tong_gio" | "gio" | "so_luong" => format!("{words}{hours}"),
                _ => words.to_owned(),
            });
        })
    };
    vec![
        form("tiêu đề “… (2)”", |words, col| {
            format!("{words} ({})", col + 1)
        }),
        form("tiêu đề “(3) …”", |words, col| {
            format!("({}) {words}", col + 1)
        }),
        form("tiêu đề “3. …”", |words, col| {
            format!("{}. {words}", col + 1)
        }),
        form("tiêu đề “…⏎(4)”", |words, col| {
            format!("{words}\n({})", col + 1)
        }),
        form("tiêu đề “Cột 5: …”", |words, col| {
            format!("Cột {}: {words}", col + 1)
        }),
        added("tiêu đề số có đơn vị trong ngoặc", " (người)", " (đơn vị)"),
        added("tiêu đề số có năm", " năm 2022", " 2022"),
        added(
            "tiêu đề số có “tính đến ngày”",
            " (tính đến 31/7/2021)",
            " (năm 2021)",
        ),
        added("tiêu đề số có ĐVT", "\nĐVT: người", "\nĐVT: lần, giờ"),
    ]
}

/// Other headings for the same fields, from real workbooks: set by set.
#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn words() -> Vec<Layout> {
    let why = "Tiêu đề gặp trong hồ sơ thật cho cùng một cột.";
    let form = |name: &'static str,
                forms: &'static [Form],
                pairs: &'static [(&'static str, &'static str)]| {
        Layout::new(WORDED, name, why, forms, move |desk, table| {
            let keys = desk.tables[table].columns.clone();
            let last = *desk.rows(table, Kind::Head).last().unwrap();
            for (col, key) in keys.iter().enumerate() {
                let Some((_, words)) = pairs.iter().find(|(known, _)| known == key) else {
                    continue;
                };
                let rows = desk.rows(table, Kind::Head);
                let row = rows
                    .iter()
                    .rev()
                    .find(|row| desk.cell(table, **row, col) != &Cell::Blank)
                    .copied()
                    .unwrap_or(last);
                desk.put(table, row, col, text(*words));
            }
        })
    };
    vec![
        form(
            "danh mục: Tên VTVL, Mã số VTVL …",
            &[Form::DanhMuc],
            &[
                ("stt", "Số thứ tự"),
                ("ma", "Mã số VTVL"),
                ("ten", "Tên VTVL"),
                ("don_vi", "Phòng (Đơn Vị)"),
                ("so_nguoi", "Số biên chế"),
                ("hien_co", "Biên chế có mặt"),
            ],
        ),
        form(
            "danh mục: Chức danh, Số lượng …",
            &[Form::DanhMuc],
            &[
                ("ma", "Mã vị trí"),
                ("ten", "Tên vị trí chức danh"),
                ("ngach", "Ngạch"),
                ("so_nguoi", "Số lượng người làm việc"),
                ("hien_co", "Số biên chế hiện có"),
                ("phan_loai", "Phân loại"),
            ],
        ),
        form(
            "danh mục: đề nghị, hiện nay",
            &[Form::DanhMuc],
            &[
                ("so_nguoi", "Đề nghị"),
                ("hien_co", "Hiện nay"),
                ("don_vi", "Bộ phận"),
                ("ten", "Vị trí việc làm"),
            ],
        ),
        form(
            "danh mục: Nhu cầu biên chế, Thực có",
            &[Form::DanhMuc],
            &[
                ("so_nguoi", "Nhu cầu biên chế"),
                ("hien_co", "Thực có"),
                ("don_vi", "Thuộc phòng"),
                ("nhom", "Thuộc nhóm"),
            ],
        ),
        form(
            "công việc: Nhiệm vụ chính, Khối lượng …",
            &[Form::CongViec],
            &[
                ("ten", "Tên công việc"),
                ("don_vi", "Phòng, ban"),
                ("nhom", "Phân nhóm"),
                ("muc_do", "Tính chất phức tạp"),
                ("san_pham", "Kết quả đầu ra"),
                ("so_luong", "Khối lượng/năm"),
                ("gio", "Định mức giờ"),
                ("tong_gio", "Tổng số giờ"),
                ("ma_vtvl", "VTVL thực hiện"),
            ],
        ),
        form(
            "công việc: Số lần, Thời gian, Thành giờ",
            &[Form::CongViec],
            &[
                ("so_luong", "Số lần trong năm"),
                ("gio", "Thời gian một lần (giờ)"),
                ("tong_gio", "Thành giờ"),
                ("ma_vtvl", "Mã vị trí đảm nhận"),
            ],
        ),
        form(
            "mô tả: Công việc chính, Thời gian (%) …",
            &[Form::MoTa],
            &[
                ("ma_vtvl", "Mã số"),
                ("ten_vtvl", "Tên VTVL"),
                ("muc_tieu", "Mục đích công việc"),
                ("ten", "Nhiệm vụ chính"),
                ("cong_viec", "Nội dung cụ thể"),
                ("san_pham", "Kết quả, sản phẩm"),
                ("ty_trong", "Tỷ lệ thời gian (%)"),
                ("tieu_chi", "Tiêu chí đánh giá"),
            ],
        ),
        form(
            "mô tả: Các mảng việc, KPI",
            &[Form::MoTa],
            &[
                ("ten", "Các nhiệm vụ, mảng công việc"),
                ("cong_viec", "Hoạt động công việc cụ thể"),
                ("ty_trong", "Trọng số"),
                ("tieu_chi", "Tiêu chí đánh giá đo lường (KPI)"),
            ],
        ),
        form(
            "năng lực: Loại, Yêu cầu, Mức",
            &[Form::NangLuc],
            &[
                ("nhom", "Loại năng lực"),
                ("ten", "Năng lực, yêu cầu"),
                ("cap_do", "Mức độ yêu cầu"),
                ("ten_vtvl", "Vị trí áp dụng"),
            ],
        ),
        form(
            "năng lực: Phân nhóm, Nội dung, Bậc",
            &[Form::NangLuc],
            &[
                ("nhom", "Phân nhóm năng lực"),
                ("ten", "Nội dung năng lực"),
                ("cap_do", "Bậc"),
            ],
        ),
        form(
            "tổ chức: Phòng, ban; Biên chế …",
            &[Form::CoCau],
            &[
                ("ten", "Phòng, ban, đơn vị"),
                ("loai", "Loại hình"),
                ("so_nguoi", "Biên chế"),
                ("truong", "Trưởng phòng"),
                ("pho", "Phó trưởng phòng"),
            ],
        ),
        form(
            "tổ chức: Tên gọi, Số CBCC",
            &[Form::CoCau],
            &[
                ("ten", "Tên các tổ chức trực thuộc"),
                ("so_nguoi", "Số CBCC đề nghị"),
                ("truong", "Số trưởng"),
                ("pho", "Số phó"),
            ],
        ),
        form(
            "tổng hợp: Loại VTVL, Tổng số VTVL …",
            &[Form::TongHop],
            &[
                ("ten", "Nhóm vị trí việc làm"),
                ("so_vi_tri", "Số lượng VTVL"),
                ("so_nguoi", "Biên chế đề nghị"),
                ("ty_le", "Tỉ lệ %"),
            ],
        ),
        form(
            "tổng hợp: SL vị trí, SL người",
            &[Form::TongHop],
            &[
                ("ten", "Phân nhóm"),
                ("so_vi_tri", "SL vị trí"),
                ("so_nguoi", "SL người"),
                ("ty_le", "%"),
            ],
        ),
        form(
            "ngạch: Tên ngạch, Biên chế …",
            &[Form::Ngach],
            &[
                ("ten", "Tên ngạch"),
                ("ma", "Mã số ngạch"),
                ("so_nguoi", "Số lượng người"),
                ("ty_le", "Tỉ lệ"),
            ],
        ),
        form(
            "ngạch: Ngạch, Mã, Tổng, %",
            &[Form::Ngach],
            &[
                ("ten", "Ngạch, chức danh"),
                ("ma", "Mã"),
                ("so_nguoi", "Tổng"),
                ("ty_le", "%"),
            ],
        ),
        form(
            "hồ sơ: Tên tài liệu, Đã nộp …",
            &[Form::HoSo],
            &[
                ("ten", "Tên tài liệu"),
                ("co", "Đã có"),
                ("so_ky_hieu", "Số hiệu"),
                ("ngay", "Ngày ký"),
            ],
        ),
        form(
            "hồ sơ: Giấy tờ, Kèm theo",
            &[Form::HoSo],
            &[
                ("ten", "Giấy tờ trong hồ sơ"),
                ("co", "Kèm theo"),
                ("so_ky_hieu", "Số văn bản"),
                ("ngay", "Ngày văn bản"),
            ],
        ),
        form(
            "căn cứ: Trích yếu, Số hiệu …",
            &[Form::CanCu],
            &[
                ("ten", "Trích yếu nội dung"),
                ("so_ky_hieu", "Số hiệu văn bản"),
                ("co_quan", "Nơi ban hành"),
                ("ngay", "Ngày ký"),
            ],
        ),
        form(
            "căn cứ: Văn bản, Số/ký hiệu, Cấp ban hành",
            &[Form::CanCu],
            &[
                ("ten", "Văn bản căn cứ"),
                ("so_ky_hieu", "Số/KH"),
                ("co_quan", "Cấp ban hành"),
                ("ngay", "Ngày tháng năm"),
            ],
        ),
    ]
}

/// The words of a heading, the lowest of its column.
pub(crate) fn heading(desk: &Desk, table: usize, col: usize) -> String {
    let rows = desk.rows(table, Kind::Head);
    let mut cells = rows.iter().rev().map(|row| desk.cell(table, *row, col));
    cells
        .find(|cell| **cell != Cell::Blank)
        .map(shown)
        .unwrap_or_default()
}
