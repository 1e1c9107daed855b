//! Sheets under other names, in another order, split, stacked and side by side.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::forms::LONG;
use crate::forms::TABLES;
use crate::layout::Layout;
use crate::layout::row_with;
use crate::layout::shown;
use crate::layout::text;
use crate::sections::has_sections;
use crate::support::Cell;
use crate::support::Sheet;

const NAMES: &str = "Trang: tên và thứ tự";
const SPLIT: &str = "Trang: tách ra, ghép lại";

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = names();
    all.extend(order());
    all.extend(split());
    all.extend(joined());
    all
}

fn names() -> Vec<Layout> {
    let why = "Tên trang không nói gì; tiêu đề cột và số liệu cho biết là biểu nào.";
    let form = |name: &'static str, sheet: &'static str| {
        Layout::new(NAMES, name, why, TABLES, move |desk, table| {
            desk.sheet_mut(table).name = sheet.into();
        })
    };
    let all_over = |name: &'static str, rename: fn(usize, &str) -> String| {
        Layout::new(NAMES, name, why, &[], move |desk, _| {
            for (index, sheet) in desk.book.sheets.iter_mut().enumerate() {
                sheet.name = rename(index, &sheet.name);
            }
        })
    };
    vec![
        form("trang tên “Trang tính1”", "Trang tính1"),
        form("trang tên “PL 01”", "PL 01"),
        form("trang tên “Phụ lục 2”", "Phụ lục 2"),
        form("trang tên “Biểu số 03”", "Biểu số 03"),
        form("trang tên “2021”", "2021"),
        form("trang tên “Bảng”", "Bảng"),
        form("trang tên “Mới nhất (sửa)”", "Mới nhất (sửa)"),
        all_over("mọi trang tên Sheet1, Sheet2 …", |index, _| {
            format!("Sheet{}", index + 1).replace("Sheet1", "Sheet01")
        }),
        all_over("mọi trang tên PL1, PL2 …", |index, _| {
            format!("PL{}", index + 1)
        }),
        all_over("mọi trang có số đứng trước", |index, name| {
            format!("{}. {name}", index + 1)
        }),
        all_over("mọi trang tên không dấu, liền", |_, name| {
            let plain = crate::headings::plain(name)
                .to_lowercase()
                .replace(' ', "_");
            if plain == name {
                format!("{plain}_")
            } else {
                plain
            }
        }),
        all_over("mọi trang tên chữ hoa", |_, name| name.to_uppercase()),
    ]
}

fn order() -> Vec<Layout> {
    let why = "Thứ tự trang không có nghĩa.";
    let reversed = |desk: &mut Desk, _: usize| {
        desk.book.sheets.reverse();
        let count = desk.book.sheets.len();
        desk.tables
            .iter_mut()
            .for_each(|table| table.sheet = count - 1 - table.sheet);
    };
    let rotated = |desk: &mut Desk, _: usize| {
        let count = desk.book.sheets.len();
        desk.book.sheets.rotate_left(3);
        desk.tables
            .iter_mut()
            .for_each(|table| table.sheet = (table.sheet + count - 3) % count);
    };
    let empty = |desk: &mut Desk, _: usize| {
        for at in [0, 2, 5] {
            desk.insert_sheet(
                at,
                Sheet {
                    name: format!("Sheet{at}"),
                    ..Sheet::default()
                },
            );
        }
    };
    vec![
        Layout::new(NAMES, "trang theo thứ tự ngược", why, &[], reversed),
        Layout::new(NAMES, "trang bắt đầu từ giữa", why, &[], rotated),
        Layout::new(NAMES, "trang trống xen giữa", why, &[], empty),
    ]
}

/// Moves some items of a table (with the rows above them in the sheet) to new sheets after it.
fn divide(desk: &mut Desk, table: usize, parts: &[Vec<usize>], names: &[String], head: bool) {
    let sheet = desk.sheet(table).clone();
    let kinds = desk.tables[table].kinds.clone();
    let top: Vec<usize> = (0..kinds.len())
        .filter(|row| matches!(kinds[*row], Kind::Above | Kind::Head | Kind::Index))
        .collect();
    let last_top = top.last().copied().unwrap_or_default();
    let at = desk.tables[table].sheet;
    for (number, rows) in parts.iter().enumerate().skip(1).rev() {
        let mut part = Sheet {
            name: names[number].clone(),
            ..Sheet::default()
        };
        if head {
            part.rows = top.iter().map(|row| sheet.rows[*row].clone()).collect();
            part.header = sheet.header;
            part.merges = sheet
                .merges
                .iter()
                .filter(|[_, _, bottom, _]| *bottom <= last_top)
                .copied()
                .collect();
        }
        let base = part.rows.len();
        part.rows
            .extend(rows.iter().map(|row| sheet.rows[*row].clone()));
        for [from, left, to, right] in sheet.merges.iter().filter(|[from, ..]| *from > last_top) {
            let place = |row: &usize| rows.iter().position(|held| held == row);
            if let (Some(from), Some(to)) = (place(from), place(to)) {
                part.merges.push([base + from, *left, base + to, *right]);
            }
        }
        desk.insert_sheet(at + 1, part);
    }
    let moved: Vec<usize> = parts.iter().skip(1).flatten().copied().collect();
    for row in moved.iter().rev() {
        desk.sheet_mut(table)
            .merges
            .retain(|[top, _, bottom, _]| top > row || bottom < row);
        desk.delete_row(table, *row);
    }
    desk.sheet_mut(table).name.clone_from(&names[0]);
}

/// Items in runs of about a third, never within one position.
fn thirds(desk: &Desk, table: usize) -> Vec<Vec<usize>> {
    let kinds = &desk.tables[table].kinds;
    let rows: Vec<usize> = (0..kinds.len())
        .filter(|row| matches!(kinds[*row], Kind::Item | Kind::Section))
        .collect();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    for row in rows.iter().copied() {
        let full = parts
            .last()
            .is_some_and(|part| part.len() >= rows.len().div_ceil(3));
        let begins = kinds[row] == Kind::Section
            || !has_sections(desk, table) && !desk.is_carried_on(table, row);
        if full && begins {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(row);
        }
    }
    parts
}

/// Rows of a table, and what each is.
type Rows = Vec<(Kind, Vec<Cell>)>;

/// Sorts the rows of a table by what a column says, each with the section row that it stands under,
/// so that a table whose groups are section rows can be taken apart: every part repeats the section
/// rows that it needs.
fn repeat_sections(desk: &mut Desk, table: usize, col: usize) {
    if !has_sections(desk, table) {
        return;
    }
    desk.freeze(table);
    let kinds = &desk.tables[table].kinds;
    let rows: Vec<usize> = (0..kinds.len())
        .filter(|row| matches!(kinds[*row], Kind::Item | Kind::Section))
        .collect();
    let mut parts: Vec<(String, Rows)> = Vec::new();
    let mut section: Option<Vec<Cell>> = None;
    for row in &rows {
        let cells = desk.sheet(table).rows[*row].clone();
        if kinds[*row] == Kind::Section {
            section = Some(cells);
            continue;
        }
        let value = shown(desk.cell(table, *row, col));
        let place = parts
            .iter()
            .position(|(known, _)| *known == value)
            .unwrap_or(parts.len());
        if place == parts.len() {
            parts.push((value, Vec::new()));
        }
        let part = &mut parts[place].1;
        let under = part
            .iter()
            .rev()
            .find(|(kind, _)| *kind == Kind::Section)
            .map(|(_, cells)| cells);
        if let Some(section) = section.as_ref().filter(|section| under != Some(section)) {
            part.push((Kind::Section, section.clone()));
        }
        part.push((Kind::Item, cells));
    }
    rows.iter()
        .rev()
        .for_each(|row| desk.delete_row(table, *row));
    desk.insert_rows(
        table,
        rows[0],
        parts.into_iter().flat_map(|(_, rows)| rows).collect(),
    );
}

/// The values of a column in order of first appearance, and the rows of each, brought together.
fn runs_of(desk: &mut Desk, table: usize, col: usize) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut values: Vec<String> = Vec::new();
    let mut runs: Vec<Vec<(usize, Vec<Cell>)>> = Vec::new();
    let kinds = desk.tables[table].kinds.clone();
    let rows: Vec<usize> = (0..kinds.len())
        .filter(|row| matches!(kinds[*row], Kind::Item | Kind::Section))
        .collect();
    for row in &rows {
        // A section row goes with the item below it.
        let item = (*row..kinds.len())
            .find(|row| kinds[*row] == Kind::Item)
            .unwrap_or(*row);
        let value = shown(desk.cell(table, item, col));
        let place = values
            .iter()
            .position(|known| *known == value)
            .unwrap_or(values.len());
        if place == values.len() {
            values.push(value);
            runs.push(Vec::new());
        }
        runs[place].push((*row, desk.sheet(table).rows[*row].clone()));
    }
    let held: Vec<Kind> = runs.iter().flatten().map(|(row, _)| kinds[*row]).collect();
    let mut places = rows.iter().zip(held);
    for run in &mut runs {
        for (row, cells) in run {
            let Some((place, kind)) = places.next() else {
                continue;
            };
            *row = *place;
            desk.sheet_mut(table).rows[*place] = std::mem::take(cells);
            desk.tables[table].kinds[*place] = kind;
        }
    }
    (
        values,
        runs.into_iter()
            .map(|run| run.into_iter().map(|(row, _)| row).collect())
            .collect(),
    )
}

/// A sheet for each value of a column, which may go: the value then stands over the table.
fn split_by(desk: &mut Desk, table: usize, key: &str, drop: bool) {
    let col = desk.column(table, key).unwrap();
    repeat_sections(desk, table, col);
    let (values, runs) = runs_of(desk, table, col);
    // Cut for a sheet, two names may be one.
    let mut names: Vec<String> = Vec::new();
    for value in &values {
        let name: String = value.chars().take(28).collect();
        let numbered = format!("{name} {}", names.len());
        let is_taken = names.contains(&name);
        names.push(if is_taken { numbered } else { name });
    }
    divide(desk, table, &runs, &names, true);
    if drop {
        let mut values = values;
        let at = desk.tables[table].sheet;
        for sheet in &mut desk.book.sheets[at..at + runs.len()] {
            sheet
                .rows
                .iter_mut()
                .filter(|cells| cells.len() > col)
                .for_each(|cells| drop_cell(cells, col));
            sheet
                .rows
                .insert(0, row_with(0, text(format!("Đơn vị: {}", values[0]))));
            sheet.header = sheet.header.map(|(first, last)| (first + 1, last + 1));
            values.rotate_left(1);
        }
    }
}

const SPLIT_WHY: &str = "Một biểu trải trên mấy trang cùng tiêu đề cột: các trang ấy là một biểu.";

/// A form on three sheets of these names, each with its header or only the first.
fn on_three(name: &'static str, sheets: fn(usize, &str) -> String, head: bool) -> Layout {
    Layout::new(SPLIT, name, SPLIT_WHY, LONG, move |desk, table| {
        let parts = thirds(desk, table);
        let own = desk.sheet(table).name.clone();
        let names: Vec<String> = (1..=parts.len())
            .map(|number| sheets(number, &own))
            .collect();
        divide(desk, table, &parts, &names, head);
    })
}

/// A form with a sheet for each value of a field, whose column is dropped or not.
fn by_value(
    (name, why): (&'static str, &'static str),
    forms: &'static [Form],
    key: &'static str,
    drop: bool,
) -> Layout {
    let needed: &[&str] = if key == "nhom" {
        &["nhom"]
    } else {
        &["don_vi"]
    };
    let change = move |desk: &mut Desk, table: usize| split_by(desk, table, key, drop);
    Layout::new(SPLIT, name, why, forms, change).needing(needed)
}

fn split() -> Vec<Layout> {
    vec![
        on_three(
            "ba trang “…”, “… (2)”, “… (3)”",
            |number, name| {
                if number == 1 {
                    name.into()
                } else {
                    format!("{name} ({number})")
                }
            },
            true,
        ),
        on_three(
            "ba trang “Trang 1”, “Trang 2” …",
            |number, _| format!("Trang {number}"),
            true,
        ),
        on_three(
            "ba trang “PL2a”, “PL2b” …",
            |number, _| format!("PL2{}", ["", "a", "b", "c", "d"][number]),
            true,
        ),
        on_three(
            "trang tiếp không có tiêu đề cột",
            |number, name| {
                if number == 1 {
                    name.into()
                } else {
                    format!("{name} tiếp {number}")
                }
            },
            false,
        ),
        by_value(
            ("mỗi đơn vị một trang", SPLIT_WHY),
            &[Form::DanhMuc, Form::CongViec],
            "don_vi",
            false,
        ),
        by_value(
            ("mỗi nhóm một trang", SPLIT_WHY),
            &[Form::DanhMuc],
            "nhom",
            false,
        ),
        by_value(
            (
                "mỗi đơn vị một trang, đơn vị ghi trên biểu",
                "Đơn vị ghi một lần phía trên biểu của trang.",
            ),
            &[Form::DanhMuc],
            "don_vi",
            true,
        ),
    ]
}

fn drop_cell(cells: &mut Vec<Cell>, col: usize) {
    cells.remove(col);
}

/// The rows of the sheet of a form, with its title, to be put under or beside another.
fn taken(desk: &mut Desk, form: Form) -> Option<(Sheet, &'static str)> {
    let table = desk.tables.iter().position(|table| table.form == form)?;
    let held = desk.tables.remove(table);
    let sheet = desk.book.sheets.remove(held.sheet);
    desk.tables
        .iter_mut()
        .filter(|table| table.sheet > held.sheet)
        .for_each(|table| table.sheet -= 1);
    Some((sheet, form.label()))
}

/// Formulas are those of another place: only their values stay.
fn valued(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let plain = |cell: Cell| crate::layout::number(&cell).map_or(cell, Cell::Number);
    rows.into_iter()
        .map(|cells| cells.into_iter().map(plain).collect())
        .collect()
}

fn stack(desk: &mut Desk, under: Form, form: Form, gap: usize, titled: bool) {
    let Some((sheet, label)) = taken(desk, form) else {
        return;
    };
    let Some(table) = desk.tables.iter().position(|table| table.form == under) else {
        return;
    };
    let below = desk.sheet_mut(table);
    below.rows.resize(below.rows.len() + gap, Vec::new());
    if titled {
        below.rows.push(row_with(0, text(label.to_uppercase())));
    }
    let base = below.rows.len();
    below.merges.extend(
        sheet
            .merges
            .iter()
            .map(|[top, left, bottom, right]| [top + base, *left, bottom + base, *right]),
    );
    below.rows.extend(valued(sheet.rows));
    let rows = below.rows.len();
    desk.tables[table].kinds.resize(rows, Kind::Other);
}

fn beside(desk: &mut Desk, left: Form, form: Form) {
    let Some((sheet, _)) = taken(desk, form) else {
        return;
    };
    let Some(table) = desk.tables.iter().position(|table| table.form == left) else {
        return;
    };
    let col = desk.width(table) + 1;
    let held = desk.sheet_mut(table);
    held.rows
        .resize(held.rows.len().max(sheet.rows.len()), Vec::new());
    for (row, cells) in valued(sheet.rows).into_iter().enumerate() {
        held.rows[row].resize(col, Cell::Blank);
        held.rows[row].extend(cells);
    }
}

fn stack_all(desk: &mut Desk, _: usize) {
    for form in [
        Form::Ngach,
        Form::NangLuc,
        Form::MoTa,
        Form::DanhMuc,
        Form::CongViec,
        Form::CoCau,
        Form::CanCu,
    ] {
        let first = if desk.tables.iter().any(|table| table.form == Form::HoSo) {
            Form::HoSo
        } else {
            Form::CoCau
        };
        if form != first {
            stack(desk, first, form, 2, true);
        }
    }
}

/// A table under another: name, the upper and the lower one, blank rows between them, whether the
/// lower one has its title, and where the layout applies.
type Under = (&'static str, Form, Form, usize, bool, &'static [Form]);

const STACKED: [Under; 5] = [
    (
        "cơ cấu ngạch dưới tổng hợp",
        Form::TongHop,
        Form::Ngach,
        2,
        true,
        &[Form::TongHop],
    ),
    (
        "cơ cấu ngạch dưới tổng hợp, không tên biểu",
        Form::TongHop,
        Form::Ngach,
        1,
        false,
        &[Form::TongHop],
    ),
    (
        "căn cứ dưới hồ sơ",
        Form::HoSo,
        Form::CanCu,
        2,
        true,
        &[Form::HoSo],
    ),
    (
        "tổng hợp dưới danh mục",
        Form::DanhMuc,
        Form::TongHop,
        3,
        true,
        &[Form::TongHop],
    ),
    (
        "tổ chức trên danh mục",
        Form::CoCau,
        Form::DanhMuc,
        2,
        true,
        &[Form::CoCau],
    ),
];

fn joined() -> Vec<Layout> {
    let why = "Mấy biểu trên một trang, cách nhau bằng dòng trống, tên biểu hay tiêu đề cột.";
    let under = |(name, first, second, gap, titled, forms): Under| {
        Layout::new(SPLIT, name, why, forms, move |desk, _| {
            stack(desk, first, second, gap, titled);
        })
        .needing(&["stt", "ten"])
    };
    let mut all: Vec<Layout> = STACKED.map(under).into();
    all.extend([
        Layout::new(
            SPLIT,
            "cơ cấu ngạch bên phải tổng hợp",
            why,
            &[Form::TongHop],
            |desk, _| {
                beside(desk, Form::TongHop, Form::Ngach);
            },
        ),
        Layout::new(
            SPLIT,
            "căn cứ bên phải hồ sơ",
            why,
            &[Form::HoSo],
            |desk, _| {
                beside(desk, Form::HoSo, Form::CanCu);
            },
        ),
        Layout::new(
            SPLIT,
            "mọi biểu chồng lên nhau trên một trang",
            why,
            &[Form::CoCau],
            stack_all,
        ),
    ]);
    all
}
