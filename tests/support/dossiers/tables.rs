//! A draft as the sheets of the ordinary form: everything that is counted is counted here.

use super::model::About;
use super::model::Day;
use super::model::Draft;
use super::model::Position;
use super::model::Post;
use super::model::Unit;
use crate::support::Cell;
use crate::support::Sheet;
use crate::support::Sheets;

pub(crate) const ABOUT: &str = "Thông tin chung";
pub(crate) const PAPERS: &str = "Hồ sơ";
pub(crate) const BASIS: &str = "Căn cứ pháp lý";
pub(crate) const UNITS: &str = "Cơ cấu tổ chức";
pub(crate) const WORKS: &str = "Thống kê công việc";
pub(crate) const LIST: &str = "Danh mục VTVL";
pub(crate) const DUTIES: &str = "Mô tả công việc";
pub(crate) const SKILLS: &str = "Khung năng lực";
pub(crate) const TOTALS: &str = "Tổng hợp VTVL";
pub(crate) const RANKS: &str = "Cơ cấu ngạch";

/// A text, blank where it is empty.
pub(crate) fn text(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() {
        Cell::Blank
    } else {
        Cell::Text(words)
    }
}

/// A count.
pub(crate) fn count(number: impl Into<u32>) -> Cell {
    Cell::Number(f64::from(number.into()))
}

fn day((year, month, day): Day) -> Cell {
    Cell::Date(year, month, day)
}

/// A number of people.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and small"
)]
pub(crate) fn whole(number: f64) -> Option<u32> {
    (number.fract() == 0.0 && (0.0..1e9).contains(&number)).then_some(number as u32)
}

/// A day as text: `21/12/2020`.
pub(crate) fn written((year, month, day): Day) -> String {
    format!("{day:02}/{month:02}/{year}")
}

/// Hundredths of a whole, as a number of percent of two decimals.
pub(crate) fn percent(part: u32, whole: u32) -> Cell {
    Cell::Number(f64::from((part * 20_000 + whole) / (2 * whole)) / 100.0)
}

/// A sheet with a header in its first row.
pub(crate) fn sheet(name: &str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let head = heads.iter().map(|head| text(*head)).collect();
    let rows = std::iter::once(head).chain(rows).collect();
    Sheet {
        name: name.to_owned(),
        header: Some((0, 0)),
        rows,
        ..Sheet::default()
    }
}

/// Puts the number of the row in front of each.
pub(crate) fn numbered(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let number =
        |(number, row): (u32, Vec<Cell>)| std::iter::once(count(number)).chain(row).collect();
    (1..).zip(rows).map(number).collect()
}

impl Draft {
    /// The sheets.
    pub(crate) fn sheets(&self) -> Sheets {
        let mut book = Sheets::default();
        book.sheets = vec![
            about(
                &self.about,
                self.people(),
                self.units
                    .iter()
                    .flat_map(|unit| &unit.positions)
                    .map(|p| p.present)
                    .sum(),
            ),
            papers(&self.about),
            basis(&self.basis),
            units(&self.units),
            works(&self.units),
            list(self),
            duties(&self.units),
            skills(&self.units),
            totals(self),
            ranks(self),
        ];
        book
    }

    /// People proposed.
    pub(crate) fn people(&self) -> u32 {
        self.units.iter().map(Unit::people).sum()
    }

    /// Its positions, unit by unit.
    fn positions(&self) -> impl Iterator<Item = (&Unit, &Position)> {
        self.units
            .iter()
            .flat_map(|unit| unit.positions.iter().map(move |position| (unit, position)))
    }
}

/// Thông tin chung.
pub(crate) fn about(about: &About, people: u32, present: u32) -> Sheet {
    let class = ["", "Loại I", "Loại II", "Loại III"][usize::from(about.class)];
    let (decision, on) = &about.decision;
    let lines = [
        ("Tên cơ quan, đơn vị", text(&about.name)),
        ("Cơ quan quản lý cấp trên", text(&about.superior)),
        ("Đối tượng", text(about.staff)),
        ("Loại cơ quan, đơn vị", text(about.kind)),
        ("Cấp quản lý", text(about.level)),
        ("Phân loại đơn vị hành chính cấp tỉnh", text(class)),
        ("Mức độ tự chủ tài chính", text(about.autonomy)),
        ("Lần trình", text("Lần đầu")),
        ("Lý do điều chỉnh", Cell::Blank),
        ("Ngày trình", day(about.day)),
        (
            "Số, ký hiệu văn bản đề nghị",
            text(format!("Tờ trình số {}", about.request)),
        ),
        ("Năm kế hoạch", count(about.decision.1.0 + 1)),
        (
            "Biên chế (số lượng người làm việc) được giao",
            count(people),
        ),
        (
            "Số, ký hiệu quyết định giao",
            text(format!("Quyết định số {decision} ngày {}", written(*on))),
        ),
        ("Có mặt tại thời điểm trình", count(present)),
        (
            "Số giờ làm việc trong năm của một người",
            count(about.hours),
        ),
    ];
    sheet(
        ABOUT,
        &["Nội dung", "Giá trị"],
        lines
            .into_iter()
            .map(|(label, value)| vec![text(label), value])
            .collect(),
    )
}

fn papers(about: &About) -> Sheet {
    let (charter, decision) = (&about.charter, &about.decision);
    let line = |what: &str, number: &str, on: Day, note: &str| {
        vec![text(what), text("x"), text(number), day(on), text(note)]
    };
    let rows = vec![
        line(
            "Văn bản đề nghị thẩm định, phê duyệt vị trí việc làm",
            &about.request,
            about.day,
            "",
        ),
        line("Đề án vị trí việc làm", "", about.day, "Kèm theo Tờ trình"),
        line(
            "Bản sao văn bản quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức",
            &charter.0,
            charter.1,
            "",
        ),
        line(
            "Văn bản khác có liên quan",
            &decision.0,
            decision.1,
            "Quyết định giao biên chế",
        ),
    ];
    sheet(
        PAPERS,
        &[
            "STT",
            "Thành phần hồ sơ",
            "Có (x)",
            "Số, ký hiệu",
            "Ngày",
            "Ghi chú",
        ],
        numbered(rows),
    )
}

/// Căn cứ pháp lý.
pub(crate) fn basis(acts: &[(String, String, String, Day)]) -> Sheet {
    let rows = acts
        .iter()
        .map(|(name, number, by, on)| vec![text(name), text(number), text(by), day(*on)]);
    let heads = [
        "STT",
        "Tên văn bản",
        "Số, ký hiệu",
        "Cơ quan ban hành",
        "Ngày ban hành",
        "Ghi chú",
    ];
    sheet(BASIS, &heads, numbered(rows.collect()))
}

fn units(units: &[Unit]) -> Sheet {
    let row = |unit: &Unit| {
        vec![
            text(&unit.code),
            text(&unit.name),
            text(unit.kind),
            Cell::Blank,
            count(unit.people()),
            count(unit.in_post(Post::Head)),
            count(unit.in_post(Post::Deputy)),
        ]
    };
    let heads = [
        "STT",
        "Mã đơn vị",
        "Tên đơn vị",
        "Loại đơn vị",
        "Đơn vị cấp trên",
        "Số người đề xuất",
        "Số cấp trưởng",
        "Số cấp phó",
        "Ghi chú",
    ];
    sheet(UNITS, &heads, numbered(units.iter().map(row).collect()))
}

fn works(units: &[Unit]) -> Sheet {
    let mut rows = Vec::new();
    for unit in units {
        for position in &unit.positions {
            for (at, duty) in position.duties.iter().enumerate() {
                let function = &unit.functions[usize::from(2 * at >= position.duties.len())];
                let product = f64::from(duty.number * duty.tenths) / 10.0;
                rows.push(vec![
                    text(function),
                    text(&duty.work),
                    text(&unit.name),
                    text(position.group),
                    text(&duty.complexity),
                    text(&duty.product),
                    count(duty.number),
                    Cell::Number(f64::from(duty.tenths) / 10.0),
                    Cell::Number(product),
                    text(&position.code),
                ]);
            }
        }
    }
    let heads = [
        "STT",
        "Chức năng, nhiệm vụ",
        "Công việc",
        "Đơn vị thực hiện",
        "Nhóm công việc",
        "Mức độ phức tạp",
        "Sản phẩm đầu ra",
        "Số lượng/năm",
        "Giờ/sản phẩm",
        "Tổng giờ/năm",
        "Mã VTVL",
    ];
    sheet(WORKS, &heads, numbered(rows))
}

fn list(draft: &Draft) -> Sheet {
    let classed = draft.about.classed;
    let row = |(unit, position): (&Unit, &Position)| {
        let mut row = vec![
            text(&position.code),
            text(&position.name),
            text(position.group),
            text(&unit.name),
        ];
        if classed {
            row.push(text(class(position)));
        }
        row.extend([
            text(position.rank.0),
            text(position.rank.1),
            count(position.people),
            count(position.present),
        ]);
        if classed {
            row.push(text(position.carrier.clone().unwrap_or_default()));
        } else {
            row.push(percent(position.people, draft.people()));
        }
        row
    };
    let rows = numbered(draft.positions().map(row).collect());
    let [rank, code] = draft.about.rank_heads;
    let mut heads = vec![
        "STT",
        "Mã VTVL",
        "Tên vị trí việc làm",
        "Nhóm VTVL",
        "Đơn vị",
    ];
    heads.extend(classed.then_some("Phân loại theo khối lượng"));
    heads.extend([rank, code, "Số người đề xuất", "Số người hiện có"]);
    heads.extend([
        if classed {
            "VTVL kiêm nhiệm (mã)"
        } else {
            "Tỷ lệ (%)"
        },
        "Ghi chú",
    ]);
    sheet(LIST, &heads, rows)
}

fn class(position: &Position) -> &'static str {
    match (&position.carrier, position.people) {
        (Some(_), _) => "Kiêm nhiệm",
        (None, 0 | 1) => "Một người đảm nhiệm",
        (None, _) => "Nhiều người đảm nhiệm",
    }
}

fn duties(units: &[Unit]) -> Sheet {
    let mut rows = Vec::new();
    for position in units.iter().flat_map(|unit| &unit.positions) {
        for (number, duty) in (1_u32..).zip(&position.duties) {
            rows.push(vec![
                text(&position.code),
                text(&position.name),
                text(if number == 1 {
                    position.aim.as_str()
                } else {
                    ""
                }),
                count(number),
                text(&duty.title),
                text(&duty.work),
                text(&duty.product),
                count(duty.share),
                text(&duty.criterion),
            ]);
        }
    }
    let heads = [
        "Mã VTVL",
        "Tên vị trí việc làm",
        "Mục tiêu vị trí",
        "TT",
        "Nhiệm vụ",
        "Công việc cụ thể",
        "Sản phẩm đầu ra",
        "Tỷ trọng thời gian (%)",
        "Tiêu chí đánh giá hoàn thành",
    ];
    sheet(DUTIES, &heads, rows)
}

fn skills(units: &[Unit]) -> Sheet {
    let mut rows = Vec::new();
    for position in units.iter().flat_map(|unit| &unit.positions) {
        for (group, name, level) in &position.skills {
            let level = level.map_or(Cell::Blank, count);
            rows.push(vec![
                text(&position.code),
                text(&position.name),
                text(*group),
                text(name),
                level,
            ]);
        }
    }
    let heads = [
        "Mã VTVL",
        "Tên vị trí việc làm",
        "Nhóm",
        "Tên năng lực, yêu cầu",
        "Cấp độ (1–5)",
        "Ghi chú",
    ];
    sheet(SKILLS, &heads, rows)
}

fn totals(draft: &Draft) -> Sheet {
    let mut groups: Vec<&str> = Vec::new();
    for (_, position) in draft.positions() {
        if !groups.contains(&position.group) {
            groups.push(position.group);
        }
    }
    let people = draft.people();
    let row = |group: &&str| {
        let own = || {
            draft
                .positions()
                .filter(|(_, position)| position.group == *group)
        };
        let number = u32::try_from(own().count()).unwrap_or_default();
        let held: u32 = own().map(|(_, position)| position.people).sum();
        vec![
            text(*group),
            count(number),
            count(held),
            percent(held, people),
        ]
    };
    let mut rows = numbered(groups.iter().map(row).collect());
    let number = u32::try_from(draft.positions().count()).unwrap_or_default();
    rows.push(vec![
        Cell::Blank,
        text("Tổng cộng"),
        sum(number),
        sum(people),
        count(100_u32),
    ]);
    sheet(
        TOTALS,
        &["STT", "Nhóm VTVL", "Số vị trí", "Số người", "Tỷ lệ (%)"],
        rows,
    )
}

fn ranks(draft: &Draft) -> Sheet {
    // From 15/02/2023 to 31/12/2025 leaders are not of the structure of ranks of civil servants
    // (13/2022/TT-BNV).
    let without = draft.about.staff == "Công chức"
        && ((2023, 2, 15)..(2025, 12, 31)).contains(&draft.about.day);
    let counted = || {
        draft
            .positions()
            .filter(|(_, position)| !(without && position.post != Post::Staff))
    };
    let mut ranks: Vec<(&str, &str)> = Vec::new();
    for (_, position) in counted().filter(|(_, position)| position.people > 0) {
        if !ranks.contains(&position.rank) {
            ranks.push(position.rank);
        }
    }
    ranks.sort_by_key(|(_, code)| *code);
    let people = counted().map(|(_, position)| position.people).sum();
    let row = |(name, code): &(&str, &str)| {
        let held = counted().filter(|(_, position)| position.rank.1 == *code);
        let held: u32 = held.map(|(_, position)| position.people).sum();
        vec![text(*name), text(*code), count(held), percent(held, people)]
    };
    let mut rows = numbered(ranks.iter().map(row).collect());
    rows.push(vec![
        Cell::Blank,
        text("Tổng cộng"),
        Cell::Blank,
        sum(people),
        count(100_u32),
    ]);
    let heads = [
        "STT",
        "Ngạch công chức (Chức danh nghề nghiệp)",
        "Mã ngạch (Mã số CDNN)",
        "Số người",
        "Tỷ lệ (%)",
    ];
    sheet(RANKS, &heads, rows)
}

/// The mark of a sum of the rows above it in its table; [`add_up`] writes the formula.
const SUM: &str = "SUM()";

/// A sum of what stands above it, whose value is known.
pub(crate) fn sum(value: u32) -> Cell {
    Cell::Formula(SUM.to_owned(), Some(value.to_string()))
}

/// Writes the formulas of sums, once every table stands where it is to stand.
pub(crate) fn add_up(book: &mut Sheets) {
    for sheet in &mut book.sheets {
        let first = sheet.header.map_or(0, |(_, last)| last + 2);
        for (row, cells) in sheet.rows.iter_mut().enumerate() {
            for (col, cell) in cells.iter_mut().enumerate() {
                if let Cell::Formula(formula, _) = cell
                    && formula == SUM
                {
                    let letter = char::from(b'A' + u8::try_from(col).unwrap_or_default());
                    *formula = format!("SUM({letter}{first}:{letter}{row})");
                }
            }
        }
    }
}
