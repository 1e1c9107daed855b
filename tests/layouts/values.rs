//! Dates, marks and values of lists in the words that clerks use.

use crate::desk::Desk;
use crate::forms::Form;
use crate::layout::Layout;
use crate::layout::shown;
use crate::layout::text;
use crate::sections::roman;
use crate::support::Cell;

const DATES: &str = "Ô: ngày";
const MARKS: &str = "Ô: đánh dấu có";
const LISTS: &str = "Ô: giá trị trong danh sách";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = dates();
    all.extend(marks());
    all.extend(lists());
    all
}

/// Day, month, year.
type Day = (u8, u8, u16);

fn day_of(cell: &Cell) -> Option<Day> {
    if let Cell::Date(year, month, day) = cell {
        return Some((*day, *month, *year));
    }
    let Cell::Text(words) = cell else { return None };
    let parts: Vec<&str> = words.split('/').collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    Some((day.parse().ok()?, month.parse().ok()?, year.parse().ok()?))
}

/// Days since 30/12/1899, as spreadsheets count them.
fn serial((day, month, year): Day) -> f64 {
    let (year, month) = (i64::from(year), i64::from(month));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day)
            - 1;
    f64::from(i32::try_from(days - 693_899).unwrap())
}

/// Writes the dates of a table anew: those of the column, or the one date of the general sheet.
fn redate(desk: &mut Desk, table: usize, write: fn(Day) -> Cell) {
    if desk.tables[table].form == Form::Chung {
        if let Some(row) = day_row(desk, table)
            && let Some(day) = day_of(desk.cell(table, row, 1))
        {
            desk.put(table, row, 1, write(day));
        }
        return;
    }
    desk.rewrite(table, "ngay", |cell, _| {
        day_of(cell).map_or_else(|| cell.clone(), write)
    });
}

/// A way of writing a day: its name, and how it writes it.
type WrittenDay = (&'static str, fn(Day) -> Cell);

const DAYS: [WrittenDay; 21] = [
    (
        "ngày “Lam Giang, ngày 10 tháng 9 năm 2021”",
        |(d, m, y)| text(format!("Lam Giang, ngày {d} tháng {m} năm {y}")),
    ),
    ("ngày “ngày 10 tháng 09 năm 2021”", |(d, m, y)| {
        text(format!("ngày {d:02} tháng {m:02} năm {y}"))
    }),
    ("ngày “10 tháng 9 năm 2021”", |(d, m, y)| {
        text(format!("{d} tháng {m} năm {y}"))
    }),
    ("ngày “10/9/2021.”", |(d, m, y)| {
        text(format!("{d}/{m}/{y}."))
    }),
    ("ngày “10-09-2021”", |(d, m, y)| {
        text(format!("{d:02}-{m:02}-{y}"))
    }),
    ("ngày “10.9.2021”", |(d, m, y)| {
        text(format!("{d}.{m}.{y}"))
    }),
    ("ngày “ngày 10.9.2021”", |(d, m, y)| {
        text(format!("ngày {d}.{m}.{y}"))
    }),
    ("ngày “2021-09-10”", |(d, m, y)| {
        text(format!("{y}-{m:02}-{d:02}"))
    }),
    ("ngày “2021-09-10T00:00:00”", |(d, m, y)| {
        text(format!("{y}-{m:02}-{d:02}T00:00:00"))
    }),
    ("ngày “2021-09-10 00:00:00”", |(d, m, y)| {
        text(format!("{y}-{m:02}-{d:02} 00:00:00"))
    }),
    ("ngày “08h00 ngày 10/9/2021”", |(d, m, y)| {
        text(format!("08h00 ngày {d}/{m}/{y}"))
    }),
    ("ngày “10/9/2021 8:30”", |(d, m, y)| {
        text(format!("{d}/{m}/{y} 8:30"))
    }),
    ("ngày “Thứ Sáu, 10/9/2021”", |(d, m, y)| {
        text(format!("Thứ Sáu, {d}/{m}/{y}"))
    }),
    ("ngày “10 / 9 / 2021”", |(d, m, y)| {
        text(format!("{d} / {m} / {y}"))
    }),
    ("ngày “Ngày: 10/09/2021”", |(d, m, y)| {
        text(format!("Ngày: {d:02}/{m:02}/{y}"))
    }),
    ("ngày “Ngày 10/09/2021”", |(d, m, y)| {
        text(format!("Ngày {d:02}/{m:02}/{y}"))
    }),
    ("ngày “(10/09/2021)”", |(d, m, y)| {
        text(format!("({d:02}/{m:02}/{y})"))
    }),
    ("ngày “10 - 9 - 2021”", |(d, m, y)| {
        text(format!("{d} - {m} - {y}"))
    }),
    ("ngày “dự kiến 10/9/2021”", |(d, m, y)| {
        text(format!("dự kiến {d}/{m}/{y}"))
    }),
    ("ngày “TP. Lam Giang, 10/9/2021”", |(d, m, y)| {
        text(format!("TP. Lam Giang, {d}/{m}/{y}"))
    }),
    ("ngày là số thứ tự của Excel", |day| {
        Cell::Number(serial(day))
    }),
];

fn dates() -> Vec<Layout> {
    let why = "Trong ô có đúng một ngày; địa danh, giờ, chữ “ngày”, dấu chấm không đổi ngày ấy.";
    let dated: &[Form] = &[Form::Chung, Form::HoSo, Form::CanCu];
    let made = |(name, write): (&'static str, fn(Day) -> Cell)| {
        Layout::new(DATES, name, why, dated, move |desk, table| {
            redate(desk, table, write);
        })
    };
    let real = made(("ngày thật của Excel, hoặc chữ", |(d, m, y)| {
        if d % 2 == 1 {
            Cell::Date(y, m, d)
        } else {
            text(format!("{d:02}/{m:02}/{y} "))
        }
    }))
    .unless(|desk, table| {
        day_row(desk, table).is_some_and(|row| matches!(desk.cell(table, row, 1), Cell::Date(..)))
    });
    DAYS.map(made).into_iter().chain([real]).collect()
}

/// The row of the day of the submission, in the form of labels.
fn day_row(desk: &Desk, table: usize) -> Option<usize> {
    let is_day = |row: &usize| shown(desk.cell(table, *row, 0)).starts_with("Ngày trình");
    desk.items(table)
        .into_iter()
        .find(is_day)
        .filter(|_| desk.tables[table].form == Form::Chung)
}

/// What stands where something is there.
const MARKED: [&str; 29] = [
    "X",
    "✓",
    "✔",
    "v",
    "V",
    "có",
    "Có",
    "CÓ",
    "01 bản",
    "01 bản chính",
    "03 bản chính",
    "kèm theo",
    "bản chính",
    "bản sao",
    "đã nộp",
    "Đã có",
    "đầy đủ",
    "1",
    "01",
    "ü",
    "þ",
    "(x)",
    "x.",
    "[x]",
    "●",
    "Có (kèm theo)",
    "đủ",
    "đạt",
    "ok",
];

fn marks() -> Vec<Layout> {
    let why = "Bên cạnh có số, ngày; chữ hay dấu nào không phải “không” thì là có.";
    MARKED
        .into_iter()
        .map(|mark| {
            Layout::new(
                MARKS,
                format!("có: “{mark}”"),
                why,
                &[Form::HoSo],
                move |desk, table| {
                    desk.rewrite(table, "co", |_, _| text(mark));
                },
            )
        })
        .chain([
            Layout::new(MARKS, "có: TRUE", why, &[Form::HoSo], |desk, table| {
                desk.rewrite(table, "co", |_, _| Cell::Bool(true));
            }),
            Layout::new(MARKS, "có: số 1", why, &[Form::HoSo], |desk, table| {
                desk.rewrite(table, "co", |_, _| Cell::Number(1.0));
            }),
            Layout::new(
                MARKS,
                "có: mỗi dòng một kiểu",
                why,
                &[Form::HoSo],
                |desk, table| {
                    desk.rewrite(table, "co", |_, at| {
                        text(["x", "01 bản", "có", "đã nộp"][at % 4])
                    });
                },
            ),
        ])
        .collect()
}

/// The place of a group of positions or competencies in its list.
fn place_of(words: &str) -> usize {
    let places = [
        ("chuyên ngành", 2),
        ("dùng chung", 3),
        ("Hỗ trợ", 4),
        ("Năng lực chung", 2),
        ("chuyên môn", 3),
    ];
    let found = places.iter().find(|(part, _)| words.contains(part));
    if words == "Năng lực quản lý" {
        4
    } else {
        found.map_or(1, |(_, place)| *place)
    }
}

/// A value of a list, rewritten by a function, in one field.
#[expect(clippy::too_many_lines, reason = "a table, one entry a layout")]
fn lists() -> Vec<Layout> {
    let why = "Cùng một giá trị của danh sách, viết bằng chữ khác, có số hay chữ “nhóm” ở trước.";
    let form = |name: &'static str,
                forms: &'static [Form],
                key: &'static str,
                change: fn(&str) -> String| {
        Layout::new(LISTS, name, why, forms, move |desk, table| {
            desk.rewrite(table, key, |cell, _| match cell {
                Cell::Text(words) => Cell::Text(change(words)),
                other => other.clone(),
            });
        })
        .needing(match key {
            "nhom" => &["nhom"],
            "ten" => &["ten"],
            "phan_loai" => &["phan_loai"],
            "loai" => &["loai"],
            _ => &["muc_do"],
        })
    };
    let grouped: &[Form] = &[Form::DanhMuc, Form::CongViec];
    let listed: &[Form] = &[Form::TongHop];
    let list = &[Form::DanhMuc];
    let mut all = Vec::new();
    for (forms, key, called) in [
        (grouped, "nhom", "nhóm"),
        (listed, "ten", "nhóm trong tổng hợp"),
    ] {
        let mut add = |name: &str, change: fn(&str) -> String| {
            let name: &'static str = Box::leak(format!("{called} {name}").into_boxed_str());
            all.push(form(name, forms, key, change));
        };
        add("“1. Lãnh đạo, quản lý”", |words| {
            format!("{}. {words}", place_of(words))
        });
        add("“Nhóm lãnh đạo, quản lý”", |words| {
            format!("Nhóm {}", words.to_lowercase())
        });
        add("“Nhóm I: …”", |words| {
            format!("Nhóm {}: {words}", roman(place_of(words)))
        });
        add("chữ hoa", str::to_uppercase);
        add("chữ thường không dấu phẩy", |words| {
            if words.contains(',') {
                words.replace(',', "").to_lowercase()
            } else {
                words.to_lowercase()
            }
        });
        add("“… - quản lý” gạch ngang", |words| {
            words.replace(", ", " - ") + " "
        });
        add("“VTVL …”", |words| {
            format!("VTVL {}", words.to_lowercase())
        });
        add("“Vị trí việc làm …”", |words| {
            format!("Vị trí việc làm {}", words.to_lowercase())
        });
        add("“… quản lí”", |words| {
            words.replace("lý", "lí") + " "
        });
        add("“lãnh đạo và quản lý”", |words| {
            words
                .replace(", quản lý", " và quản lý")
                .replace(", phục vụ", " và phục vụ")
                + " "
        });
    }
    all.extend([
        form(
            "phân loại “nhiều người”",
            list,
            "phan_loai",
            |words| words.replace(" đảm nhiệm", "").to_lowercase(),
        ),
        form(
            "phân loại “VTVL một người đảm nhiệm”",
            list,
            "phan_loai",
            |words| format!("VTVL {}", words.to_lowercase()),
        ),
        form(
            "phân loại “… đảm nhận”",
            list,
            "phan_loai",
            |words| words.replace("đảm nhiệm", "đảm nhận"),
        ),
        form(
            "phân loại “1 người đảm nhiệm”",
            list,
            "phan_loai",
            |words| {
                words
                    .replace("Một", "1")
                    .replace("Nhiều người", "Nhiều  người")
            },
        ),
        form(
            "phân loại “01 người”",
            list,
            "phan_loai",
            |words| {
                words
                    .replace("Một người đảm nhiệm", "01 người")
                    .to_lowercase()
            },
        ),
        form("phân loại chữ hoa", list, "phan_loai", str::to_uppercase),
        form("phân loại “a) …”", list, "phan_loai", |words| {
            format!("a) {words}")
        }),
        form(
            "mức độ chữ thường",
            &[Form::CongViec],
            "muc_do",
            str::to_lowercase,
        ),
        form(
            "mức độ chữ hoa",
            &[Form::CongViec],
            "muc_do",
            str::to_uppercase,
        ),
        form(
            "mức độ “Mức độ phức tạp”",
            &[Form::CongViec],
            "muc_do",
            |words| format!("Mức độ {}", words.to_lowercase()),
        ),
        form(
            "loại đơn vị chữ thường",
            &[Form::CoCau],
            "loai",
            str::to_lowercase,
        ),
        form(
            "loại đơn vị “1. Phòng”",
            &[Form::CoCau],
            "loai",
            |words| format!("1. {words}"),
        ),
        form(
            "loại đơn vị “Loại: …”",
            &[Form::CoCau],
            "loai",
            |words| format!("Loại: {words}"),
        ),
        form(
            "nhóm năng lực “I. …”",
            &[Form::NangLuc],
            "nhom",
            |words| format!("{}. {words}", roman(place_of(words))),
        ),
        form(
            "nhóm năng lực “Nhóm …”",
            &[Form::NangLuc],
            "nhom",
            |words| format!("Nhóm {}", words.to_lowercase()),
        ),
        form(
            "nhóm năng lực “Các …”",
            &[Form::NangLuc],
            "nhom",
            |words| format!("Các {}", words.to_lowercase()),
        ),
        form(
            "nhóm năng lực chữ hoa",
            &[Form::NangLuc],
            "nhom",
            str::to_uppercase,
        ),
    ]);
    all
}
