//! Defects that are planted into a right proposal in the plain layout, each of a kind that agencies
//! make.

use fastrand::Rng;

use super::kinds::Kind;
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
use super::tables::count;
use super::tables::text;
use super::tables::whole;
use crate::support::Cell;
use crate::support::Sheet;
use crate::support::Sheets;

/// A kind of defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Defect {
    /// No group of a position.
    NoGroup,
    /// More deputies than the law allows, in every table.
    TooManyDeputies,
    /// Deputies that the structure and the list tell differently.
    DeputiesDiffer,
    /// People of a unit that the structure and the list tell differently.
    PeopleDiffer,
    /// More people than are assigned.
    OverQuota,
    /// A code of a rank that is none.
    UnknownRank,
    /// An act that is repealed.
    RepealedAct,
    /// An act of after the day of submission.
    LaterAct,
    /// The same code twice.
    DoubleCode,
    /// Parts of the time of a position that are not a hundred.
    Shares,
    /// Hours that are not number × hours of one.
    Hours,
    /// A position without a description.
    NoDescription,
    /// A position without competencies.
    NoSkills,
    /// A level of competency that is none.
    LevelSix,
    /// A criterion left out.
    NoCriterion,
    /// The name of an agency of another province.
    ForeignName,
    /// A summary that the list does not bear out.
    TotalDiffers,
    /// A share of a rank that is not what its number gives.
    RankShare,
    /// No written request.
    NoRequest,
    /// Work of a position that is not on the list.
    UnknownPosition,
    /// A position carried by one that is not on the list.
    UnknownCarrier,
    /// A formula that failed.
    FailedFormula,
    /// A number of people in words.
    NumberInWords,
    /// No name of a position.
    NoName,
}

impl Defect {
    /// All of them.
    pub(crate) const ALL: [Self; 24] = [
        Self::NoGroup,
        Self::TooManyDeputies,
        Self::DeputiesDiffer,
        Self::PeopleDiffer,
        Self::OverQuota,
        Self::UnknownRank,
        Self::RepealedAct,
        Self::LaterAct,
        Self::DoubleCode,
        Self::Shares,
        Self::Hours,
        Self::NoDescription,
        Self::NoSkills,
        Self::LevelSix,
        Self::NoCriterion,
        Self::ForeignName,
        Self::TotalDiffers,
        Self::RankShare,
        Self::NoRequest,
        Self::UnknownPosition,
        Self::UnknownCarrier,
        Self::FailedFormula,
        Self::NumberInWords,
        Self::NoName,
    ];

    /// As the list of dossiers has it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::NoGroup => "thiếu nhóm vị trí",
            Self::TooManyDeputies => "quá nhiều cấp phó",
            Self::DeputiesDiffer => "số cấp phó hai biểu khác nhau",
            Self::PeopleDiffer => "số người đơn vị hai biểu khác nhau",
            Self::OverQuota => "vượt số được giao",
            Self::UnknownRank => "mã ngạch không có",
            Self::RepealedAct => "căn cứ hết hiệu lực",
            Self::LaterAct => "căn cứ sau ngày trình",
            Self::DoubleCode => "trùng mã vị trí",
            Self::Shares => "tỷ trọng không đủ 100",
            Self::Hours => "tổng giờ sai",
            Self::NoDescription => "thiếu bản mô tả",
            Self::NoSkills => "thiếu khung năng lực",
            Self::LevelSix => "cấp độ năng lực 6",
            Self::NoCriterion => "thiếu tiêu chí",
            Self::ForeignName => "tên cơ quan nơi khác",
            Self::TotalDiffers => "tổng hợp lệch danh mục",
            Self::RankShare => "tỷ lệ ngạch sai",
            Self::NoRequest => "thiếu văn bản đề nghị",
            Self::UnknownPosition => "việc của vị trí không có",
            Self::UnknownCarrier => "kiêm nhiệm mã không có",
            Self::FailedFormula => "ô lỗi công thức",
            Self::NumberInWords => "số người ghi bằng chữ",
            Self::NoName => "thiếu tên vị trí",
        }
    }

    /// Whether the law that is known for a kind of agency lets it be seen.
    const fn is_seen_in(self, kind: Kind) -> bool {
        match self {
            // Of 361/2025/NĐ-CP only a part is known: what a commune must submit is not of it.
            Self::NoDescription | Self::NoSkills | Self::NoRequest | Self::UnknownPosition => {
                !matches!(kind, Kind::Commune)
            }
            // A phòng of a district names no province, so none is foreign to it.
            Self::ForeignName => !matches!(kind, Kind::District),
            _ => true,
        }
    }

    /// Plants it; false where the proposal has no place for it, or it could not be seen.
    pub(crate) fn plant(self, kind: Kind, book: &mut Sheets, dice: &mut Rng) -> bool {
        self.is_seen_in(kind) && self.planted(book, dice).is_some()
    }

    #[expect(clippy::cognitive_complexity, reason = "one arm a defect")]
    fn planted(self, book: &mut Sheets, dice: &mut Rng) -> Option<()> {
        match self {
            Self::NoGroup => any(book, LIST, "Nhóm VTVL", dice)?.set(Cell::Blank),
            Self::NoName => any(book, LIST, "Tên vị trí", dice)?.set(Cell::Blank),
            Self::NumberInWords => {
                any(book, LIST, "Số người đề xuất", dice)?.set(text("khoảng vài người"));
            }
            Self::UnknownRank => any(book, LIST, "Mã ngạch", dice)?.set(text("99.999")),
            Self::TooManyDeputies => too_many(book)?,
            Self::DeputiesDiffer => any(book, UNITS, "Số cấp phó", dice)?.more(1)?,
            Self::PeopleDiffer => any(book, UNITS, "Số người đề xuất", dice)?.more(1)?,
            Self::OverQuota => {
                labelled(book, ABOUT, "Nội dung", "Biên chế", "Giá trị")?.more(-2)?;
            }
            Self::RepealedAct => repealed(book)?,
            Self::LaterAct => {
                // The last act is a decision of the agency's own province.
                let table = Table::of(book, BASIS)?;
                let row = table.rows().last()?;
                table.at(row, "Ngày ban hành")?.set(Cell::Date(2026, 11, 1));
            }
            Self::DoubleCode => double_code(book, dice)?,
            Self::Shares => shares(book, dice)?,
            Self::Hours => any(book, WORKS, "Tổng giờ", dice)?.more(77)?,
            Self::NoDescription => without(book, DUTIES, dice)?,
            Self::NoSkills => without(book, SKILLS, dice)?,
            Self::LevelSix => filled(book, SKILLS, "Cấp độ", dice)?.set(count(6_u32)),
            Self::NoCriterion => any(book, DUTIES, "Tiêu chí", dice)?.set(Cell::Blank),
            Self::ForeignName => {
                any(book, DUTIES, "Công việc cụ thể", dice)?
                    .set(text("Phối hợp với Sở Nội vụ tỉnh Sa Hạc lập kế hoạch"));
            }
            Self::TotalDiffers => Table::of(book, TOTALS)?.at(1, "Số người")?.more(1)?,
            Self::RankShare => Table::of(book, RANKS)?.at(1, "Tỷ lệ")?.more(3)?,
            Self::NoRequest => Table::of(book, PAPERS)?.at(1, "Có (x)")?.set(Cell::Blank),
            Self::UnknownPosition => any(book, WORKS, "Mã VTVL", dice)?.set(text("XX-99")),
            Self::UnknownCarrier => filled(book, LIST, "VTVL kiêm nhiệm", dice)?.set(text("XX-98")),
            Self::FailedFormula => {
                any(book, WORKS, "Giờ/sản phẩm", dice)?
                    .set(Cell::Formula("1/0".into(), Some("#DIV/0!".into())));
            }
        }
        Some(())
    }
}

/// So many defects of different kinds, as far as there is a place for them; which ones were
/// planted.
pub(crate) fn plant(
    kind: Kind,
    book: &mut Sheets,
    dice: &mut Rng,
    number: usize,
    not: &[Defect],
) -> Vec<Defect> {
    let mut defects: Vec<Defect> = Defect::ALL
        .into_iter()
        .filter(|defect| !not.contains(defect))
        .collect();
    dice.shuffle(&mut defects);
    let mut planted = Vec::new();
    for defect in defects {
        if planted.len() < number && defect.plant(kind, book, dice) {
            planted.push(defect);
        }
    }
    planted
}

/// A table of the plain layout: headings in the first row.
struct Table<'a> {
    sheet: &'a mut Sheet,
}

/// One of its cells.
struct Place<'a>(&'a mut Cell);

impl<'a> Table<'a> {
    fn of(book: &'a mut Sheets, name: &str) -> Option<Self> {
        book.sheets
            .iter_mut()
            .find(|sheet| sheet.name == name)
            .map(|sheet| Self { sheet })
    }

    /// Rows below the header, without that of the sum.
    fn rows(&self) -> std::ops::Range<usize> {
        let sums = self
            .sheet
            .rows
            .iter()
            .filter(|row| row.contains(&text("Tổng cộng")))
            .count();
        1..self.sheet.rows.len() - sums
    }

    /// The column whose heading starts so.
    fn column(&self, head: &str) -> Option<usize> {
        self.sheet.rows[0]
            .iter()
            .position(|cell| matches!(cell, Cell::Text(words) if words.starts_with(head)))
    }

    fn get(&self, row: usize, head: &str) -> Option<&Cell> {
        self.sheet.rows.get(row)?.get(self.column(head)?)
    }

    fn at(self, row: usize, head: &str) -> Option<Place<'a>> {
        let column = self.column(head)?;
        let cells = self.sheet.rows.get_mut(row)?;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Blank);
        }
        cells.get_mut(column).map(Place)
    }
}

impl Place<'_> {
    fn set(self, cell: Cell) {
        *self.0 = cell;
    }

    /// Adds to the number that stands there.
    fn more(self, by: i32) -> Option<()> {
        let Cell::Number(number) = self.0 else {
            return None;
        };
        *number += f64::from(by);
        Some(())
    }
}

/// A cell of a column in some row.
fn any<'a>(book: &'a mut Sheets, sheet: &str, head: &str, dice: &mut Rng) -> Option<Place<'a>> {
    let table = Table::of(book, sheet)?;
    let row = dice.usize(table.rows());
    table.at(row, head)
}

/// A cell of a column where something stands.
fn filled<'a>(book: &'a mut Sheets, sheet: &str, head: &str, dice: &mut Rng) -> Option<Place<'a>> {
    let table = Table::of(book, sheet)?;
    let rows: Vec<usize> = table
        .rows()
        .filter(|row| {
            table
                .get(*row, head)
                .is_some_and(|cell| *cell != Cell::Blank)
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    table.at(*one(dice, &rows), head)
}

/// The value beside a label that starts so.
fn labelled<'a>(
    book: &'a mut Sheets,
    sheet: &str,
    head: &str,
    label: &str,
    value: &str,
) -> Option<Place<'a>> {
    let table = Table::of(book, sheet)?;
    let row = table.rows().find(
        |row| matches!(table.get(*row, head), Some(Cell::Text(words)) if words.starts_with(label)),
    )?;
    table.at(row, value)
}

/// Fifteen hundredths more, of a position whose work is not told level by level: there each level
/// may have a whole.
fn shares(book: &mut Sheets, dice: &mut Rng) -> Option<()> {
    let table = Table::of(book, DUTIES)?;
    let one_level =
        |row: &usize| matches!(table.get(*row, "Bậc nghề nghiệp"), None | Some(Cell::Blank));
    let rows: Vec<usize> = table.rows().filter(one_level).collect();
    table.at(*one(dice, &rows), "Tỷ trọng")?.more(15)
}

/// Three more deputies of the unit that comes first and has some, in the structure and in the list.
fn too_many(book: &mut Sheets) -> Option<()> {
    let table = Table::of(book, LIST)?;
    let called = |row: &usize| matches!(table.get(*row, "Tên vị trí"), Some(Cell::Text(words)) if words.starts_with("Phó "));
    let row = table.rows().find(called)?;
    let unit = table.get(row, "Đơn vị")?.clone();
    table.at(row, "Số người đề xuất")?.more(3)?;
    for head in ["Số cấp phó", "Số người đề xuất"] {
        let table = Table::of(book, UNITS)?;
        let row = table
            .rows()
            .find(|row| table.get(*row, "Tên đơn vị") == Some(&unit))?;
        table.at(row, head)?.more(3)?;
    }
    Some(())
}

/// The decree on positions, by the one that was before it.
fn repealed(book: &mut Sheets) -> Option<()> {
    let before = [
        ("62/2020/NĐ-CP", "36/2013/NĐ-CP", (2013, 4, 22)),
        ("361/2025/NĐ-CP", "36/2013/NĐ-CP", (2013, 4, 22)),
        ("106/2020/NĐ-CP", "41/2012/NĐ-CP", (2012, 5, 8)),
        ("232/2026/NĐ-CP", "41/2012/NĐ-CP", (2012, 5, 8)),
    ];
    let table = Table::of(book, BASIS)?;
    let mut found = None;
    for row in table.rows() {
        let number = table.get(row, "Số, ký hiệu");
        found = found.or(before
            .iter()
            .find(|(old, ..)| number == Some(&text(*old)))
            .map(|act| (row, act)));
    }
    let (row, (_, number, (year, month, day))) = found?;
    table.at(row, "Số, ký hiệu")?.set(text(*number));
    Table::of(book, BASIS)?
        .at(row, "Ngày ban hành")?
        .set(Cell::Date(*year, *month, *day));
    Some(())
}

/// The code of a position, given to the next one too.
fn double_code(book: &mut Sheets, dice: &mut Rng) -> Option<()> {
    let table = Table::of(book, LIST)?;
    let rows = table.rows();
    let row = dice.usize(rows.start..rows.end - 1);
    // Positions of several units share a code where the law lets them.
    let row = (row..rows.end - 1)
        .find(|row| table.get(*row, "Mã VTVL") != table.get(row + 1, "Mã VTVL"))?;
    let code = table.get(row, "Mã VTVL")?.clone();
    table.at(row + 1, "Mã VTVL")?.set(code);
    Some(())
}

/// Takes away what a table says of one position of somebody.
fn without(book: &mut Sheets, sheet: &str, dice: &mut Rng) -> Option<()> {
    let list = Table::of(book, LIST)?;
    let held = |row: &usize| matches!(list.get(*row, "Số người đề xuất"), Some(Cell::Number(number)) if whole(*number) > Some(0));
    let rows: Vec<usize> = list.rows().filter(held).collect();
    let code = list.get(*one(dice, &rows), "Mã VTVL")?.clone();
    let table = Table::of(book, sheet)?;
    let column = table.column("Mã VTVL")?;
    let before = table.sheet.rows.len();
    table
        .sheet
        .rows
        .retain(|row| row.get(column) != Some(&code));
    (table.sheet.rows.len() < before).then_some(())
}
