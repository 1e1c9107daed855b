//! The same value in another cell: numbers as text, percents, codes, texts, ranks.

use unicode_normalization::UnicodeNormalization;

use crate::desk::Desk;
use crate::forms::Form;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::number;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

const NUMBERS: &str = "Ô: số viết bằng chữ";
const PERCENTS: &str = "Ô: tỷ lệ";
const CODES: &str = "Ô: mã";
const TEXTS: &str = "Ô: chữ";
/// The rule that tells of codes spelled out of shape.
const SPELLING: &str = "nhat-quan/ma-vi-tri-dung-dang";
const RANKS: &str = "Ô: ngạch";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = people();
    all.extend(hours());
    all.extend(levels());
    all.extend(percents());
    all.extend(codes());
    all.extend(texts());
    all.extend(ranks());
    all
}

/// Numbers of some fields, written by a function; totals that add them up become numbers.
fn written(desk: &mut Desk, table: usize, keys: &[&str], write: impl Fn(f64, usize) -> Cell) {
    desk.freeze(table);
    for key in keys {
        desk.rewrite(table, key, |cell, at| {
            number(cell).map_or_else(|| cell.clone(), |number| write(number, at))
        });
    }
}

fn people() -> Vec<Layout> {
    let why = "Số gõ thành chữ, có số 0 ở đầu hay đơn vị ở sau: vẫn là số ấy.";
    let counted: &[Form] = &[Form::CoCau, Form::DanhMuc, Form::TongHop, Form::Ngach];
    let form = |name: &'static str, write: fn(f64, usize) -> Cell| {
        Layout::new(NUMBERS, name, why, counted, move |desk, table| {
            written(
                desk,
                table,
                &["so_nguoi", "hien_co", "truong", "pho", "so_vi_tri"],
                write,
            );
        })
    };
    vec![
        form("số người “5”", |number, _| {
            text(number.to_string())
        }),
        form("số người “05”", |number, _| {
            text(format!("{number:02}"))
        }),
        form("số người “5 người”", |number, _| {
            text(format!("{number} người"))
        }),
        form("số người “05 người”", |number, _| {
            text(format!("{number:02} người"))
        }),
        form("số người “5,0”", |number, _| {
            text(format!("{number},0"))
        }),
        form("số người “5.0”", |number, _| {
            text(format!("{number}.0"))
        }),
        form("số người “ 5 ”", |number, _| {
            text(format!(" {number} "))
        }),
        form(
            "số người “5” có dấu cách cứng",
            |number, _| text(format!("{number}\u{a0}")),
        ),
        form("số người “05 biên chế”", |number, _| {
            text(format!("{number:02} biên chế"))
        }),
        form("số người: chữ và số lẫn lộn", |number, at| {
            if at % 2 == 0 {
                text(format!("{number:02}"))
            } else {
                Cell::Number(number)
            }
        }),
        form("số người là công thức", |number, _| {
            Cell::Formula(format!("{number}+0"), Some(number.to_string()))
        }),
    ]
}

fn hours() -> Vec<Layout> {
    let why = "Số giờ viết theo lối Việt Nam hoặc có đơn vị: vẫn là số ấy.";
    let form = |name: &'static str, write: fn(f64, usize) -> Cell| {
        Layout::new(NUMBERS, name, why, &[Form::CongViec], move |desk, table| {
            written(desk, table, &["so_luong", "gio", "tong_gio"], write);
        })
    };
    vec![
        form("giờ “16,5”", |number, _| {
            text(number.to_string().replace('.', ","))
        }),
        form("giờ “16.5 giờ”", |number, _| {
            text(format!("{number} giờ"))
        }),
        form("giờ là chữ “16.5”", |number, _| {
            text(number.to_string())
        }),
        form(
            "giờ “1.716” có dấu chấm hàng nghìn",
            |number, _| {
                let (whole, rest) = ((number / 1000.0).floor(), number % 1000.0);
                if number >= 1000.0 && number.fract() == 0.0 {
                    text(format!("{whole}.{rest:03}"))
                } else {
                    Cell::Number(number)
                }
            },
        ),
        Layout::new(
            NUMBERS,
            "tổng giờ là công thức",
            why,
            &[Form::CongViec],
            |desk, table| {
                let cols = ["so_luong", "gio"].map(|key| desk.column(table, key).unwrap());
                let rows = desk.items(table);
                desk.rewrite(table, "tong_gio", |cell, at| {
                    let [one, two] = cols.map(|col| crate::desk::address(rows[at], col));
                    Cell::Formula(format!("{one}*{two}"), Some(shown(cell)))
                });
            },
        ),
    ]
}

fn levels() -> Vec<Layout> {
    let why = "Cấp độ viết bằng lời: vẫn là cấp độ ấy.";
    let form = |name: &'static str, write: fn(f64, usize) -> Cell| {
        Layout::new(NUMBERS, name, why, &[Form::NangLuc], move |desk, table| {
            written(desk, table, &["cap_do"], write);
        })
    };
    vec![
        form("cấp độ “Mức 3”", |number, _| {
            text(format!("Mức {number}"))
        }),
        form("cấp độ “Cấp độ 3”", |number, _| {
            text(format!("Cấp độ {number}"))
        }),
        form("cấp độ “03”", |number, _| {
            text(format!("{number:02}"))
        }),
        form("cấp độ “3/5”", |number, _| {
            text(format!("{number}/5"))
        }),
        form("cấp độ “Bậc 3”", |number, _| {
            text(format!("Bậc {number}"))
        }),
    ]
}

fn percents() -> Vec<Layout> {
    let why = "15 %, 15%, 15 hay 0,15 (định dạng phần trăm) đều là một tỷ lệ.";
    let shares: &[Form] = &[Form::MoTa, Form::TongHop, Form::Ngach];
    let form = |name: &'static str, write: fn(f64) -> Cell| {
        Layout::new(PERCENTS, name, why, shares, move |desk, table| {
            desk.freeze(table);
            let keys = ["ty_trong", "ty_le"];
            let Some(col) = keys.iter().find_map(|key| desk.column(table, key)) else {
                return;
            };
            let totals = desk.rows(table, crate::desk::Kind::Total);
            for row in desk.items(table).into_iter().chain(totals) {
                if let Some(share) = number(desk.cell(table, row, col)) {
                    desk.put(table, row, col, write(share));
                }
            }
        })
    };
    vec![
        form("tỷ lệ 0,15", |share| {
            Cell::Number((share * 100.0).round() / 10_000.0)
        }),
        form("tỷ lệ “15%”", |share| text(format!("{share}%"))),
        form("tỷ lệ “15 %”", |share| text(format!("{share} %"))),
        form("tỷ lệ “15,5%”", |share| {
            text(format!("{share}%").replace('.', ","))
        }),
        form("tỷ lệ là chữ “15”", |share| {
            text(share.to_string())
        }),
        form("tỷ lệ “15,5” dấu phẩy", |share| {
            text(share.to_string().replace('.', ","))
        }),
    ]
}

fn codes() -> Vec<Layout> {
    let why =
        "Mã ở biểu này gõ hơi khác các biểu kia (hoa thường, dấu cách, dấu chấm): vẫn là mã ấy.";
    let coded: &[Form] = &[
        Form::CoCau,
        Form::CongViec,
        Form::DanhMuc,
        Form::MoTa,
        Form::NangLuc,
    ];
    let write = |desk: &mut Desk, table: usize, change: &dyn Fn(&str) -> String| {
        for key in ["ma", "ma_vtvl"] {
            let change = |cell: &Cell, _| match cell {
                Cell::Text(code) => Cell::Text(change(code)),
                other => other.clone(),
            };
            desk.rewrite(table, key, change);
        }
    };
    let form = |name: &'static str, change: fn(&str) -> String| {
        let uncoded = |desk: &Desk, table: usize| {
            ["ma", "ma_vtvl"]
                .iter()
                .all(|key| desk.column(table, key).is_none())
        };
        Layout::new(CODES, name, why, coded, move |desk, table| {
            write(desk, table, &change);
        })
        .unless(uncoded)
    };
    vec![
        form("mã “ld-01”", |code| {
            if code == code.to_lowercase() {
                code.to_uppercase()
            } else {
                code.to_lowercase()
            }
        }),
        form("mã có dấu cách ở cuối", |code| format!("{code} ")),
        form("mã “LD - 01”", |code| {
            if code.contains('-') {
                code.replace('-', " - ")
            } else {
                format!(" {code}")
            }
        })
        .noted(SPELLING),
        form("mã “LD–01” gạch ngang dài", |code| {
            if code.contains('-') {
                code.replace('-', "–")
            } else {
                format!("{code}\u{a0}")
            }
        }),
        form("mã “LD-01.” có dấu chấm", |code| {
            format!("{code}.")
        })
        .noted(SPELLING),
        form("mã xuống dòng", |code| format!("{code}\n")),
    ]
}

fn texts() -> Vec<Layout> {
    let why = "Chữ giống hệt khi đọc; chỉ khác dấu cách, cách mã hóa dấu, chữ hoa.";
    let form = |name: &'static str, change: fn(&str) -> String| {
        Layout::new(TEXTS, name, why, TABLES, move |desk, table| {
            for row in desk.items(table) {
                for cell in &mut desk.sheet_mut(table).rows[row] {
                    if let Cell::Text(words) = cell {
                        *words = change(words);
                    }
                }
            }
        })
    };
    let names = |name: &'static str, change: fn(&str) -> String| {
        let named: &[Form] = &[
            Form::CongViec,
            Form::MoTa,
            Form::NangLuc,
            Form::DanhMuc,
            Form::CoCau,
        ];
        Layout::new(TEXTS, name, why, named, move |desk, table| {
            for key in ["ten_vtvl", "don_vi", "cap_tren", "ten"] {
                desk.rewrite(table, key, |cell, _| match cell {
                    Cell::Text(words) => Cell::Text(change(words)),
                    other => other.clone(),
                });
            }
        })
    };
    vec![
        form("dấu cách cứng giữa các chữ", |words| {
            words.replace(' ', "\u{a0}")
        }),
        form("hai dấu cách", |words| words.replace(' ', "  ")),
        form("chữ dạng NFD", |words| words.nfd().collect()),
        form("dấu cách hai đầu", |words| format!(" {words}  ")),
        form("ký tự rộng bằng không ở cuối", |words| {
            format!("{words}\u{200b}")
        }),
        names("tên xuống dòng ở giữa", |words| {
            words.replacen(' ', "\n", 1)
        }),
        names("tên viết hoa cả chữ", str::to_uppercase),
        names("tên viết thường", str::to_lowercase),
        names("dấu đặt kiểu cũ (hoá, quí)", |words| {
            words
                .replace("óa", "oá")
                .replace("lý", "lí")
                .replace("quỹ", "quĩ")
        }),
        names("gạch ngang dài trong tên", |words| {
            format!("{} ", words.replace(" - ", " – "))
        }),
        names("dấu chấm cuối tên", |words| format!("{words}.")),
    ]
}

/// The columns of the rank and of its code.
fn rank_columns(desk: &Desk, table: usize) -> (usize, usize) {
    let (name, code) = if desk.tables[table].form == Form::Ngach {
        ("ten", "ma")
    } else {
        ("ngach", "ma_ngach")
    };
    (
        desk.column(table, name).unwrap(),
        desk.column(table, code).unwrap(),
    )
}

/// Takes the column of codes away, or what stands in it where one heading is over it and the ranks.
fn drop_code(desk: &mut Desk, table: usize, called: usize, code: usize) {
    let merged = desk
        .sheet(table)
        .merges
        .iter()
        .any(|[top, left, bottom, right]| {
            top == bottom
                && *left == called
                && *right == code
                && desk.tables[table].kinds[*top] == crate::desk::Kind::Head
        });
    if merged {
        for row in desk.items(table) {
            desk.put(table, row, code, Cell::Blank);
        }
    } else {
        desk.delete_column(table, code);
    }
}

/// A rank and its code in one cell: name, whether the column of codes goes, what is written.
type Joined = (&'static str, bool, fn(&str, &str) -> String);

const JOINED: [Joined; 5] = [
    (
        "ngạch “Chuyên viên (01.003)”, còn cột mã",
        false,
        |name, code| format!("{name} ({code})"),
    ),
    (
        "ngạch “Chuyên viên (01.003)”, không có cột mã",
        true,
        |name, code| format!("{name} ({code})"),
    ),
    (
        "ngạch “Chuyên viên - 01.003”, không có cột mã",
        true,
        |name, code| format!("{name} - {code}"),
    ),
    (
        "ngạch “01.003 - Chuyên viên”, không có cột mã",
        true,
        |name, code| format!("{code} - {name}"),
    ),
    ("ngạch “Ngạch chuyên viên”", false, |name, _| {
        format!("Ngạch {}", name.to_lowercase())
    }),
];

/// A way of writing the code of a rank: its name, and how it writes it.
type RankCode = (&'static str, fn(&str) -> String);

const RANK_CODES: [RankCode; 4] = [
    ("mã ngạch “01003”", |code| {
        if code.starts_with('V') {
            format!("{code} ")
        } else {
            code.replace('.', "")
        }
    }),
    ("mã ngạch “Mã số: 01.003”", |code| {
        format!("Mã số: {code}")
    }),
    ("mã ngạch có dấu cách", |code| {
        format!(" {code}\u{a0}")
    }),
    ("mã ngạch “01. 003”", |code| {
        code.replacen('.', ". ", 1)
    }),
];

fn ranks() -> Vec<Layout> {
    let why = "Ngạch và mã ngạch viết gộp hoặc viết cách khác: vẫn là ngạch ấy.";
    let ranked: &[Form] = &[Form::DanhMuc, Form::Ngach];
    let both = |(name, remove, join): Joined| {
        Layout::new(RANKS, name, why, ranked, move |desk, table| {
            let (called, code) = rank_columns(desk, table);
            for row in desk.items(table) {
                let words = join(
                    &shown(desk.cell(table, row, called)),
                    &shown(desk.cell(table, row, code)),
                );
                desk.put(table, row, called, text(words));
            }
            if remove {
                drop_code(desk, table, called, code);
            }
        })
    };
    let code = |(name, change): RankCode| {
        Layout::new(RANKS, name, why, ranked, move |desk, table| {
            let (_, code) = rank_columns(desk, table);
            for row in desk.items(table) {
                let words = change(&shown(desk.cell(table, row, code)));
                desk.put(table, row, code, text(words));
            }
        })
    };
    let codes = RANK_CODES.map(code);
    JOINED.map(both).into_iter().chain(codes).collect()
}
