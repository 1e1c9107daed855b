//! Section rows under any mark, for groups, units, functions and positions; cells that hold for the
//! rows below.

use crate::desk::Desk;
use crate::desk::Kind;
use crate::forms::Form;
use crate::layout::Layout;
use crate::layout::number;
use crate::layout::row_with;
use crate::layout::shown;
use crate::layout::text;
use crate::support::Cell;

const GROUPS: &str = "Dòng mục: nhóm vị trí";
const UNITS: &str = "Dòng mục: đơn vị, chức năng, vị trí";
const FILLED: &str = "Ô ghi một lần cho nhiều dòng";

/// How a section row is written.
type Style = fn(usize, &str) -> (usize, String);

/// How a position is named in a section row: number, code, name.
type Naming = fn(usize, &str, &str) -> String;

/// The layouts of this file.
pub(crate) fn layouts() -> Vec<Layout> {
    let mut all = groups();
    all.extend(units());
    all.extend(positions());
    all.extend(filled());
    all
}

/// I, II, III …
pub(crate) fn roman(number: usize) -> String {
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

fn small(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

fn letter(number: usize) -> char {
    char::from(b'a' + u8::try_from(number - 1).unwrap())
}

/// Section and value of some items, and their rows.
type Run = ((Option<usize>, usize), Vec<usize>);

/// Sorts the items of a table, or of each of its sections, by what a column says, in order of first
/// appearance, and gives the runs of one value.
fn gathered(desk: &mut Desk, table: usize, col: usize) -> Vec<(String, Vec<usize>)> {
    let items = desk.items(table);
    let mut values: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for row in &items {
        let value = shown(desk.cell(table, *row, col));
        if !values.contains(&value) {
            values.push(value.clone());
        }
        let place = values.iter().position(|known| *known == value).unwrap();
        rows.push((
            section_of(desk, table, *row),
            place,
            desk.sheet(table).rows[*row].clone(),
        ));
    }
    rows.sort_by_key(|(section, place, _)| (*section, *place));
    let mut runs: Vec<Run> = Vec::new();
    for (number, (row, (section, place, mut cells))) in items.iter().zip(rows).enumerate() {
        if desk.column(table, "stt") == Some(0) {
            cells[0] = Cell::Number(f64::from(u32::try_from(number + 1).unwrap()));
        }
        desk.sheet_mut(table).rows[*row] = cells;
        match runs.last_mut() {
            Some((run, rows)) if *run == (section, place) => rows.push(*row),
            _ => runs.push(((section, place), vec![*row])),
        }
    }
    runs.into_iter()
        .map(|((_, place), rows)| (values[place].clone(), rows))
        .collect()
}

/// The section row above an item, by index.
fn section_of(desk: &Desk, table: usize, row: usize) -> Option<usize> {
    desk.rows(table, Kind::Section)
        .into_iter()
        .rfind(|section| *section < row)
}

/// Whether a table has its own section rows already.
pub(crate) fn has_sections(desk: &Desk, table: usize) -> bool {
    !desk.rows(table, Kind::Section).is_empty()
}

/// Puts a section row before the items of each value of a column, within the sections that the
/// table has; the column goes unless it is kept.
fn sectioned(
    desk: &mut Desk,
    table: usize,
    key: &str,
    keep: bool,
    row: impl Fn(&Desk, usize, &str, &[usize]) -> Vec<Cell>,
) {
    let col = desk.column(table, key).unwrap();
    let runs = gathered(desk, table, col);
    for (number, (value, items)) in runs.iter().enumerate().rev() {
        let cells = row(desk, number + 1, value, items);
        desk.insert_row(table, items[0], Kind::Section, cells);
    }
    if !keep {
        let titles = desk.rows(table, Kind::Section);
        // Words in the column that goes move to that of the names.
        let words: Vec<Cell> = titles
            .iter()
            .map(|row| desk.cell(table, *row, col).clone())
            .collect();
        desk.delete_column(table, col);
        for (row, words) in titles.into_iter().zip(words) {
            if words != Cell::Blank {
                desk.put(table, row, desk.name_column(table), words);
            }
            desk.sheet_mut(table).rows[row].retain_blank_end();
        }
    }
}

/// Blanks at the end of a row say nothing.
trait BlankEnd {
    fn retain_blank_end(&mut self);
}

impl BlankEnd for Vec<Cell> {
    fn retain_blank_end(&mut self) {
        while self.last() == Some(&Cell::Blank) {
            self.pop();
        }
    }
}

fn merge_sections(desk: &mut Desk, table: usize) {
    let width = desk.width(table);
    let merged =
        |desk: &Desk, row: usize| desk.sheet(table).merges.iter().any(|[top, ..]| *top == row);
    let own = desk
        .rows(table, Kind::Section)
        .into_iter()
        .filter(|row| !merged(desk, *row));
    for row in own.collect::<Vec<_>>() {
        let col = desk.sheet(table).rows[row]
            .iter()
            .position(|cell| *cell != Cell::Blank)
            .unwrap_or_default();
        desk.sheet_mut(table)
            .merges
            .push([row, col, row, width - 1]);
    }
}

/// Ways of writing the row of a group: their name, and column and words.
const GROUP_ROWS: [(&str, Style); 16] = [
    ("“I” ở cột số", |number, group| {
        (
            0,
            format!("{}\u{1}Vị trí việc làm {}", roman(number), small(group)),
        )
    }),
    ("“I. …” ở cột đầu", |number, group| {
        (0, format!("{}. {group}", roman(number)))
    }),
    ("“A. …” ở cột tên", |number, group| {
        (
            2,
            format!("{}. {group}", letter(number).to_ascii_uppercase()),
        )
    }),
    ("“- …”", |_, group| (2, format!("- {group}"))),
    ("“* …”", |_, group| (2, format!("* {group}"))),
    ("“+ …”", |_, group| (2, format!("+ {group}"))),
    ("“a) …”", |number, group| {
        (2, format!("{}) {group}", letter(number)))
    }),
    ("“1. …”", |number, group| {
        (2, format!("{number}. {group}"))
    }),
    ("“Phần I. …”", |number, group| {
        (0, format!("Phần {}. {group}", roman(number)))
    }),
    ("“Nhóm 1: …”", |number, group| {
        (0, format!("Nhóm {number}: {group}"))
    }),
    ("chỉ tên nhóm, cột tên", |_, group| {
        (2, group.to_owned())
    }),
    ("chỉ tên nhóm, cột đầu", |_, group| {
        (0, group.to_owned())
    }),
    ("tên nhóm in hoa", |_, group| (0, group.to_uppercase())),
    ("“Nhóm …:” có hai chấm", |_, group| {
        (2, format!("Nhóm {}:", small(group)))
    }),
    ("“VTVL …”, cột mã", |_, group| {
        (1, format!("VTVL {}", small(group)))
    }),
    (
        "“Vị trí việc làm nhóm …” gạch ngang",
        |_, group| (0, format!("— Vị trí việc làm nhóm {} —", small(group))),
    ),
];

/// The cells of the row of a group; what it has in a second column comes after a mark.
fn group_row(style: Style, number: usize, group: &str) -> Vec<Cell> {
    let (col, words) = style(number, group);
    let (first, second) = words.split_once('\u{1}').unwrap_or((&words, ""));
    let mut cells = row_with(col, text(first));
    if !second.is_empty() {
        cells.extend([Cell::Blank, text(second)]);
    }
    cells
}

fn groups() -> Vec<Layout> {
    const LIST: &[Form] = &[Form::DanhMuc];
    let why = "Nhóm ghi ở dòng mục thay cho cột Nhóm; các vị trí dưới dòng ấy thuộc nhóm ấy.";
    let both = "Dòng mục chỉ nhắc lại nhóm; cột Nhóm vẫn ghi đủ.";
    let mut all = Vec::new();
    for (index, (name, style)) in GROUP_ROWS.into_iter().enumerate() {
        let change = move |desk: &mut Desk, table: usize, keep: bool, merge: bool| {
            sectioned(desk, table, "nhom", keep, |_, number, group, _| {
                group_row(style, number, group)
            });
            if merge {
                merge_sections(desk, table);
            }
        };
        let plain = move |desk: &mut Desk, table: usize| change(desk, table, false, false);
        all.push(
            Layout::new(
                GROUPS,
                format!("dòng nhóm thay cột: {name}"),
                why,
                LIST,
                plain,
            )
            .needing(&["nhom"]),
        );
        if index % 3 == 0 {
            let kept = move |desk: &mut Desk, table: usize| change(desk, table, true, false);
            all.push(
                Layout::new(
                    GROUPS,
                    format!("dòng nhóm và cột nhóm: {name}"),
                    both,
                    LIST,
                    kept,
                )
                .needing(&["nhom"]),
            );
        }
        if index % 4 == 2 || index > 11 {
            let merged =
                move |desk: &mut Desk, table: usize| change(desk, table, false, index != 0);
            all.push(
                Layout::new(
                    GROUPS,
                    format!("dòng nhóm gộp ô: {name}"),
                    why,
                    LIST,
                    merged,
                )
                .needing(&["nhom"]),
            );
        }
    }
    all.extend(counted_groups());
    all
}

/// Section rows that also say how many.
fn counted_groups() -> Vec<Layout> {
    let why = "Dòng mục ghi luôn số vị trí hoặc số người của nhóm: số ấy là tổng các dòng dưới nó.";
    let figures = |keep: bool| {
        move |desk: &mut Desk, table: usize| {
            sectioned(desk, table, "nhom", keep, |desk, number, group, items| {
                let people = desk.column(table, "so_nguoi").unwrap();
                let total: f64 = items
                    .iter()
                    .filter_map(|row| number_of(desk, table, *row, people))
                    .sum();
                let mut cells = row_with(people, Cell::Number(total));
                cells[0] = text(roman(number));
                cells[desk.name_column(table)] = text(group);
                cells
            });
        }
    };
    let in_words = |desk: &mut Desk, table: usize| {
        sectioned(desk, table, "nhom", false, |_, number, group, items| {
            row_with(
                0,
                text(format!(
                    "{}. {group} ({:02} vị trí)",
                    roman(number),
                    items.len()
                )),
            )
        });
    };
    let list = &[Form::DanhMuc];
    vec![
        Layout::new(
            GROUPS,
            "dòng nhóm có số người của nhóm",
            why,
            list,
            figures(false),
        )
        .needing(&["nhom"]),
        Layout::new(
            GROUPS,
            "dòng nhóm có số người, cột nhóm vẫn còn",
            why,
            list,
            figures(true),
        )
        .needing(&["nhom"]),
        Layout::new(GROUPS, "dòng nhóm có “(05 vị trí)”", why, list, in_words).needing(&["nhom"]),
    ]
}

fn number_of(desk: &Desk, table: usize, row: usize, col: usize) -> Option<f64> {
    number(desk.cell(table, row, col))
}

/// Ways of writing the row of a unit: their name, and column and words.
const UNIT_ROWS: [(&str, Style); 6] = [
    ("“I” ở cột số", |number, unit| {
        (0, format!("{}\u{1}{unit}", roman(number)))
    }),
    ("“A. …” cột đầu", |number, unit| {
        (
            0,
            format!("{}. {unit}", letter(number).to_ascii_uppercase()),
        )
    }),
    ("chỉ tên, cột tên", |_, unit| (2, unit.to_owned())),
    ("in hoa, cột đầu", |_, unit| (0, unit.to_uppercase())),
    ("“- …:”", |_, unit| (2, format!("- {unit}:"))),
    ("“* …”", |_, unit| (0, format!("* {unit}"))),
];

fn units() -> Vec<Layout> {
    let why = "Đơn vị ghi ở dòng mục thay cho cột Đơn vị.";
    let function = "Chức năng ghi ở dòng mục thay cho cột Chức năng, nhiệm vụ.";
    let both: &[Form] = &[Form::DanhMuc, Form::CongViec];
    let row = |style: Style, number: usize, words: &str| {
        let (col, words) = style(number, words);
        let (first, second) = words.split_once('\u{1}').unwrap_or((&words, ""));
        let mut cells = row_with(col, text(first));
        if !second.is_empty() {
            cells.push(text(second));
        }
        cells
    };
    let mut all = Vec::new();
    for (index, (name, style)) in UNIT_ROWS.into_iter().enumerate() {
        let by_unit = move |desk: &mut Desk, table: usize| {
            sectioned(desk, table, "don_vi", false, |_, number, unit, _| {
                row(style, number, unit)
            });
        };
        let kept = move |desk: &mut Desk, table: usize| {
            sectioned(desk, table, "don_vi", true, |_, number, unit, _| {
                row(style, number, unit)
            });
            merge_sections(desk, table);
        };
        let layout = Layout::new(
            UNITS,
            format!("dòng đơn vị thay cột: {name}"),
            why,
            both,
            by_unit,
        );
        // Under groups of the same mark nobody, not even a reader, could tell the levels.
        let told_apart: fn(&Desk, usize) -> bool = if index == 0 {
            has_sections
        } else {
            |_, _| false
        };
        all.push(layout.needing(&["don_vi"]).unless(told_apart));
        if index % 2 == 0 {
            let name = format!("dòng đơn vị gộp ô, cột đơn vị vẫn còn: {name}");
            all.push(
                Layout::new(UNITS, name, why, both, kept)
                    .needing(&["don_vi"])
                    .unless(told_apart),
            );
        }
        if index < 3 {
            let by_function = move |desk: &mut Desk, table: usize| {
                sectioned(desk, table, "chuc_nang", false, |_, number, words, _| {
                    row(style, number, words)
                });
            };
            let name = format!("dòng chức năng thay cột: {name}");
            all.push(
                Layout::new(UNITS, name, function, &[Form::CongViec], by_function)
                    .needing(&["chuc_nang"]),
            );
        }
    }
    all
}

/// Descriptions and competencies under a row that names the position.
fn positions() -> Vec<Layout> {
    let why = "Mã và tên vị trí ghi ở dòng mục thay cho hai cột; các dòng dưới là của vị trí ấy.";
    let styles: [(&'static str, Naming); 4] = [
        ("“Vị trí: … (mã)”", |_, code, name| {
            format!("Vị trí: {name} ({code})")
        }),
        ("“1. … - mã”", |number, code, name| {
            format!("{number}. {name} - {code}")
        }),
        (
            "“Mã VTVL: …; Tên vị trí việc làm: …”",
            |_, code, name| format!("Mã VTVL: {code}; Tên vị trí việc làm: {name}"),
        ),
        ("“mã. …”", |_, code, name| format!("{code}. {name}")),
    ];
    let made = |(name, style): (&'static str, Naming)| {
        let change = move |desk: &mut Desk, table: usize| {
            let (code, called) = (
                desk.column(table, "ma_vtvl").unwrap(),
                desk.column(table, "ten_vtvl").unwrap(),
            );
            let items = desk.items(table);
            let starts: Vec<usize> = items
                .iter()
                .copied()
                .filter(|row| !desk.is_carried_on(table, *row))
                .collect();
            for (number, row) in starts.iter().enumerate().rev() {
                let words = [code, called].map(|col| shown(desk.cell(table, *row, col)));
                let words = style(number + 1, &words[0], &words[1]);
                desk.insert_row(table, *row, Kind::Section, row_with(0, text(words)));
            }
            for row in desk.rows(table, Kind::Section) {
                let cells = &mut desk.sheet_mut(table).rows[row];
                let words = std::mem::take(&mut cells[0]);
                *cells = row_with(called + 1, words);
            }
            desk.delete_column(table, called);
            desk.delete_column(table, code);
            merge_sections(desk, table);
        };
        let needs: &'static [&'static str] = &["ma_vtvl", "ten_vtvl"];
        Layout::new(
            UNITS,
            format!("dòng vị trí thay cột: {name}"),
            why,
            &[Form::MoTa, Form::NangLuc],
            change,
        )
        .needing(needs)
    };
    styles.into_iter().map(made).collect()
}

/// Whether the codes of a table are written once for several rows.
fn is_filled(desk: &Desk, table: usize) -> bool {
    let Some(code) = desk.column(table, "ma_vtvl") else {
        return false;
    };
    desk.items(table)
        .into_iter()
        .any(|row| desk.cell(table, row, code) == &Cell::Blank)
}

/// Leaves only the first of equal values that stand below each other.
fn write_once(desk: &mut Desk, table: usize, keys: &[&str], merge: bool) {
    for key in keys {
        let Some(col) = desk.column(table, key) else {
            continue;
        };
        let items = desk.items(table);
        let mut start = 0;
        for at in 1..=items.len() {
            let same = at < items.len()
                && desk.cell(table, items[at], col) == desk.cell(table, items[start], col)
                && items[at] == items[at - 1] + 1;
            if same {
                continue;
            }
            items[start + 1..at]
                .iter()
                .for_each(|row| desk.put(table, *row, col, Cell::Blank));
            if merge && at - start > 1 {
                desk.sheet_mut(table)
                    .merges
                    .push([items[start], col, items[at - 1], col]);
            }
            start = at;
        }
    }
}

/// Cells that are written once and hold for the rows below.
fn filled() -> Vec<Layout> {
    let why = "Chỉ ghi ở dòng đầu của cụm, các dòng dưới để trống hoặc gộp ô: vẫn là giá trị ấy.";
    let once = |keys: &'static [&'static str], merge: bool| {
        move |desk: &mut Desk, table: usize| write_once(desk, table, keys, merge)
    };
    let codes: &[Form] = &[Form::MoTa, Form::NangLuc];
    let lists: &[Form] = &[Form::DanhMuc, Form::CongViec];
    vec![
        Layout::new(
            FILLED,
            "mã, tên vị trí gộp ô",
            why,
            codes,
            once(&["ma_vtvl", "ten_vtvl"], true),
        )
        .needing(&["ma_vtvl"])
        .unless(is_filled),
        Layout::new(
            FILLED,
            "mã, tên vị trí ghi một lần, không gộp",
            why,
            codes,
            once(&["ma_vtvl", "ten_vtvl"], false),
        )
        .needing(&["ma_vtvl"])
        .unless(is_filled),
        Layout::new(FILLED, "đơn vị gộp ô", why, lists, once(&["don_vi"], true))
            .needing(&["don_vi"]),
        Layout::new(
            FILLED,
            "chức năng gộp ô",
            why,
            &[Form::CongViec],
            once(&["chuc_nang"], true),
        )
        .needing(&["chuc_nang"]),
        Layout::new(
            FILLED,
            "chức năng ghi một lần, không gộp",
            why,
            &[Form::CongViec],
            once(&["chuc_nang"], false),
        )
        .needing(&["chuc_nang"]),
        Layout::new(
            FILLED,
            "nhóm năng lực gộp ô",
            why,
            &[Form::NangLuc],
            once(&["nhom"], true),
        )
        .needing(&["nhom"]),
        Layout::new(
            FILLED,
            "nhóm vị trí gộp ô",
            why,
            &[Form::DanhMuc],
            once(&["nhom"], true),
        )
        .needing(&["nhom"]),
    ]
}
