//! Layouts that only look different: what a proposal says is the same in each of them.

use fastrand::Rng;

use super::seed::one;
use super::tables::ABOUT;
use super::tables::BASIS;
use super::tables::DUTIES;
use super::tables::LIST;
use super::tables::PAPERS;
use super::tables::RANKS;
use super::tables::SKILLS;
use super::tables::TOTALS;
use super::tables::UNITS;
use super::tables::WORKS;
use super::tables::text;
use super::tables::written;
use crate::support::Cell;
use crate::support::Sheet;
use crate::support::Sheets;

/// A way to lay a workbook out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// As the form is.
    Plain,
    /// The name of the table above it, over its whole width.
    Titles,
    /// Letterhead, title, a line that says what it is attached to, an empty row.
    Letterhead,
    /// Sheets called otherwise.
    OtherNames,
    /// Sheets in another order, the first page first.
    OtherOrder,
    /// Notes and numbers moved, the name before the code.
    OtherColumns,
    /// A heading over two headings.
    TwoTiers,
    /// Headings in other words.
    OtherHeads,
    /// Days as text.
    WrittenDays,
    /// Several of these at once.
    Mixed,
}

impl Layout {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Plain,
        Self::Titles,
        Self::Letterhead,
        Self::OtherNames,
        Self::OtherOrder,
        Self::OtherColumns,
        Self::TwoTiers,
        Self::OtherHeads,
        Self::WrittenDays,
        Self::Mixed,
    ];

    /// Lays a workbook of the plain layout out; sums are added up afterwards.
    pub(crate) fn lay(self, book: &mut Sheets, dice: &mut Rng) {
        match self {
            Self::Plain => {}
            Self::Titles => book.sheets.iter_mut().for_each(|sheet| title(sheet, false)),
            Self::Letterhead => book.sheets.iter_mut().for_each(|sheet| title(sheet, true)),
            Self::OtherNames => names(book, dice),
            Self::OtherOrder => dice.shuffle(&mut book.sheets[1..]),
            Self::OtherColumns => book.sheets.iter_mut().for_each(columns),
            Self::TwoTiers => book.sheets.iter_mut().for_each(two_tiers),
            Self::OtherHeads => book.sheets.iter_mut().for_each(heads),
            Self::WrittenDays => days(book),
            Self::Mixed => {
                let columns_first = [Self::OtherHeads, Self::OtherColumns, Self::WrittenDays];
                for layout in columns_first
                    .into_iter()
                    .filter(|_| dice.bool())
                    .collect::<Vec<_>>()
                {
                    layout.lay(book, dice);
                }
                one(
                    dice,
                    &[Self::Titles, Self::Letterhead, Self::TwoTiers, Self::Plain],
                )
                .lay(book, dice);
                for layout in [Self::OtherNames, Self::OtherOrder]
                    .into_iter()
                    .filter(|_| dice.bool())
                    .collect::<Vec<_>>()
                {
                    layout.lay(book, dice);
                }
            }
        }
    }
}

/// What a table is called above it.
fn called(sheet: &str) -> &'static str {
    match sheet {
        ABOUT => "THÔNG TIN CHUNG",
        PAPERS => "THÀNH PHẦN HỒ SƠ",
        BASIS => "CĂN CỨ PHÁP LÝ",
        UNITS => "CƠ CẤU TỔ CHỨC",
        WORKS => "THỐNG KÊ CÔNG VIỆC",
        LIST => "DANH MỤC VỊ TRÍ VIỆC LÀM",
        DUTIES => "BẢN MÔ TẢ CÔNG VIỆC",
        SKILLS => "KHUNG NĂNG LỰC",
        TOTALS => "TỔNG HỢP VỊ TRÍ VIỆC LÀM",
        RANKS => "CƠ CẤU NGẠCH CÔNG CHỨC, CHỨC DANH NGHỀ NGHIỆP",
        _ => "TỶ LỆ THEO BẬC NGHỀ NGHIỆP",
    }
}

fn width(sheet: &Sheet) -> usize {
    sheet.rows.iter().map(Vec::len).max().unwrap_or(1)
}

/// Puts rows above the table.
fn above(sheet: &mut Sheet, rows: Vec<Vec<Cell>>) {
    let number = rows.len();
    sheet.rows.splice(0..0, rows);
    for [top, _, bottom, _] in &mut sheet.merges {
        *top += number;
        *bottom += number;
    }
    sheet.header = sheet
        .header
        .map(|(first, last)| (first + number, last + number));
}

fn title(sheet: &mut Sheet, letterhead: bool) {
    let wide = width(sheet) - 1;
    let title = vec![text(called(&sheet.name))];
    if letterhead {
        let rows = vec![
            vec![text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
            vec![text("Độc lập - Tự do - Hạnh phúc")],
            title,
            vec![text("(Kèm theo Đề án vị trí việc làm)")],
            Vec::new(),
        ];
        above(sheet, rows);
        sheet.merges.extend((0..4).map(|row| [row, 0, row, wide]));
    } else {
        above(sheet, vec![title, Vec::new()]);
        sheet.merges.push([0, 0, 0, wide]);
    }
}

fn names(book: &mut Sheets, dice: &mut Rng) {
    let numbered = dice.bool();
    for (number, sheet) in (1..).zip(&mut book.sheets) {
        let other = match &*sheet.name {
            ABOUT => "Thông tin cơ quan",
            PAPERS => "Thành phần hồ sơ",
            BASIS => "Căn cứ",
            UNITS => "Tổ chức bộ máy",
            WORKS => "Thống kê CV",
            LIST => "DM VTVL",
            DUTIES => "Bản mô tả công việc",
            SKILLS => "Khung NL",
            TOTALS => "Tổng hợp",
            RANKS => "Cơ cấu ngạch công chức",
            same => same,
        };
        sheet.name = if numbered {
            format!("PL{number:02}. {other}")
        } else {
            other.to_owned()
        };
    }
}

/// Whether a table of its kind: the first page is of labels, not of columns.
fn is_table(sheet: &Sheet) -> bool {
    sheet.name != ABOUT
}

/// The name stands before the code, what was last but one stands last.
fn columns(sheet: &mut Sheet) {
    if !is_table(sheet) {
        return;
    }
    let wide = width(sheet);
    let at = |words: &str| sheet.rows[0].iter().position(|cell| *cell == text(words));
    let pair = at("Mã VTVL")
        .zip(at("Tên vị trí việc làm"))
        .filter(|(code, name)| code + 1 == *name);
    for row in &mut sheet.rows {
        row.resize(wide, Cell::Blank);
        if let Some((code, name)) = pair {
            row.swap(code, name);
        }
        if pair.is_none() {
            row.swap(wide - 1, wide - 2);
        }
    }
}

/// A heading over the last two, where both are of one kind of thing.
fn two_tiers(sheet: &mut Sheet) {
    if !is_table(sheet) || sheet.header != Some((0, 0)) {
        return;
    }
    let wide = sheet.rows[0].len();
    let mut upper = sheet.rows[0].clone();
    upper[wide - 2] = text("Số liệu");
    upper[wide - 1] = Cell::Blank;
    sheet.rows.insert(0, upper);
    for cell in &mut sheet.rows[1][..wide - 2] {
        *cell = Cell::Blank;
    }
    sheet
        .merges
        .extend((0..wide - 2).map(|col| [0, col, 1, col]));
    sheet.merges.push([0, wide - 2, 0, wide - 1]);
    sheet.header = Some((0, 1));
}

fn heads(sheet: &mut Sheet) {
    if !is_table(sheet) {
        return;
    }
    for cell in &mut sheet.rows[0] {
        let Cell::Text(words) = cell else { continue };
        let other = match &**words {
            "STT" => "TT",
            "Mã VTVL" => "Mã vị trí việc làm",
            "Tên vị trí việc làm" => "Tên VTVL",
            "Nhóm VTVL" => "Nhóm vị trí việc làm",
            _ => continue,
        };
        // Two columns that are called alike would be one too many.
        if other != "TT" || sheet.name != DUTIES {
            other.clone_into(words);
        }
    }
}

fn days(book: &mut Sheets) {
    for cell in book
        .sheets
        .iter_mut()
        .flat_map(|sheet| &mut sheet.rows)
        .flatten()
    {
        if let Cell::Date(year, month, day) = *cell {
            *cell = text(written((year, month, day)));
        }
    }
}
