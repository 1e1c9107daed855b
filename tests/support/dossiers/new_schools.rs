//! Trường trung học phổ thông under 232/2026/NĐ-CP: what positions do and ask for is that of the
//! sample, which teams there are, and how many people on which professional level, is made anew.

use super::fields::FIELDS;
use super::kinds::Agency;
use super::model::About;
use super::tables;
use super::tables::ABOUT;
use super::tables::BASIS;
use super::tables::LIST;
use super::tables::PAPERS;
use super::tables::UNITS;
use super::tables::count;
use super::tables::text;
use super::tables::written;
use crate::support::Cell;
use crate::support::Sheet;
use crate::support::Sheets;
use crate::support::stop;

const SAMPLE: &str = include_str!("../../../samples/truong-thpt-2026.txt");
const LEVELS: &str = "Bậc nghề nghiệp";
const TEACHER: &str = "Giáo viên trung học phổ thông";
const OFFICE: &str = "Tổ Văn phòng";

/// A team: name, its subjects, its teachers without head and deputy, its laboratory assistants.
struct Team {
    name: String,
    subjects: String,
    teachers: u32,
    assistants: u32,
}

/// The sheets of such a school.
pub(crate) fn sheets(agency: &Agency, about: &About) -> Sheets {
    let mut book = Sheets::parse(SAMPLE).unwrap_or_else(|error| stop(&error));
    let teams = teams(agency);
    let list = list(book.sheet(LIST), &teams);
    let people = |column: usize| {
        list.iter()
            .filter_map(|row| number(&row[column]))
            .sum::<u32>()
    };
    put_facts(book.sheet_mut(ABOUT), facts(about, people(8), people(10)));
    papers(&mut book, about);
    let levels = levels(book.sheet(LEVELS), &list);
    let units = units(book.sheet(UNITS), &teams);
    for (name, rows) in [(LIST, list), (LEVELS, levels), (UNITS, units)] {
        let sheet = book.sheet_mut(name);
        sheet.rows.truncate(1);
        sheet.rows.extend(rows);
    }
    book
}

/// What the sheet on the school says of it, by its labels.
fn facts(about: &About, assigned: u32, present: u32) -> [(&'static str, Cell); 9] {
    [
        ("Tên cơ quan, đơn vị", text(&about.name)),
        ("Cơ quan quản lý cấp trên", text(&about.superior)),
        (
            "Phân loại đơn vị hành chính cấp tỉnh",
            text(["", "Loại I", "Loại II", "Loại III"][usize::from(about.class)]),
        ),
        (
            "Ngày trình",
            Cell::Date(about.day.0, about.day.1, about.day.2),
        ),
        (
            "Ngày nhận đủ hồ sơ",
            Cell::Date(about.day.0, about.day.1, about.day.2),
        ),
        (
            "Số, ký hiệu văn bản đề nghị",
            text(format!("Tờ trình số {}", about.request)),
        ),
        (
            "Biên chế (số lượng người làm việc) được giao",
            count(assigned),
        ),
        (
            "Số, ký hiệu quyết định giao",
            text(format!(
                "Quyết định số {} ngày {}",
                about.decision.0,
                written(about.decision.1)
            )),
        ),
        // Two guards under contract are proposed and there, but not of the number assigned.
        ("Có mặt tại thời điểm trình", count(present - 2)),
    ]
}

fn put_facts(sheet: &mut Sheet, facts: [(&str, Cell); 9]) {
    for (label, value) in facts {
        let row = sheet.rows.iter_mut().find(|row| row[0] == text(label));
        let row = row.unwrap_or_else(|| stop(&format!("the sample has no {label}")));
        row.resize(2, Cell::Blank);
        row[1] = value;
    }
}

fn teams(agency: &Agency) -> Vec<Team> {
    let mut dice = agency.dice("teams");
    let all = &FIELDS.teams;
    // Three rows of the list are of each team, some fourteen are not.
    let number = (agency.size().saturating_sub(14) / 3).clamp(3, all.len());
    let team = |(at, team): (usize, &super::fields::Room)| Team {
        name: team.name.clone(),
        subjects: team.subjects.join(", "),
        teachers: dice.u32(5..=11),
        assistants: [1, 0, 2, 0, 0, 0, 0, 0][at],
    };
    all[..number].iter().enumerate().map(team).collect()
}

/// The list of positions while it is made.
struct List<'a> {
    sample: &'a Sheet,
    rows: Vec<Vec<Cell>>,
}

impl List<'_> {
    /// A row as the sample has it under this code, for a unit: assigned, proposed and present.
    fn put(
        &mut self,
        code: &str,
        unit: &str,
        subjects: Option<&str>,
        numbers: [u32; 3],
        note: Option<&str>,
    ) {
        let sampled = self
            .sample
            .rows
            .iter()
            .find(|row| row.get(1) == Some(&text(code)));
        let mut row = sampled
            .cloned()
            .unwrap_or_else(|| stop(&format!("the sample has no {code}")));
        row.resize(12, Cell::Blank);
        row[4] = text(unit);
        if let Some(subjects) = subjects {
            row[7] = text(subjects);
        }
        for (cell, number) in row[8..11].iter_mut().zip(numbers) {
            *cell = if number == 0 {
                Cell::Blank
            } else {
                count(number)
            };
        }
        row[11] = text(note.unwrap_or_default());
        self.rows.push(row);
    }

    /// Who leads the school and its teams.
    fn put_leaders(&mut self, teams: &[Team]) {
        let head = "Ban Giám hiệu";
        self.put("QL-01", head, Some(&teams[0].subjects), [0, 1, 1], None);
        self.put(
            "QL-02",
            head,
            Some(&format!("{}; {}", teams[1].subjects, teams[2].subjects)),
            [0, 2, 2],
            None,
        );
        for code in ["QL-03", "QL-04"] {
            for team in teams {
                self.put(code, &team.name, Some(&team.subjects), [0, 1, 1], None);
            }
        }
        self.put("QL-05", OFFICE, None, [0, 1, 1], None);
    }

    fn put_teachers(&mut self, teams: &[Team]) {
        for (at, team) in teams.iter().enumerate() {
            // Head and deputies of the school are counted where they teach: each in one of the
            // first three teams.
            let (led, note) = match at {
                0 => (3, "Biên chế gồm Tổ trưởng, Tổ phó, Hiệu trưởng"),
                1 | 2 => (3, "Biên chế gồm Tổ trưởng, Tổ phó, một Phó Hiệu trưởng"),
                _ => (2, "Biên chế gồm Tổ trưởng, Tổ phó"),
            };
            self.put(
                "CM-01",
                &team.name,
                Some(&team.subjects),
                [team.teachers + led, team.teachers, team.teachers],
                Some(note),
            );
        }
    }

    /// Who supports the school: its office, laboratories, guards.
    fn put_support(&mut self, teams: &[Team]) {
        self.put("CM-02", OFFICE, None, [2, 2, 2], None);
        self.put(
            "HT-01",
            OFFICE,
            None,
            [5, 4, 4],
            Some("Biên chế gồm Tổ trưởng Tổ Văn phòng"),
        );
        for (code, people) in [("HT-02", 1), ("HT-03", 1), ("HT-04", 2), ("HT-05", 2)] {
            self.put(code, OFFICE, None, [people; 3], None);
        }
        for team in teams.iter().filter(|team| team.assistants > 0) {
            let room = format!("Phòng thực hành {}", team.subjects);
            self.put("HT-06", &team.name, Some(&room), [team.assistants; 3], None);
        }
        for (code, people) in [("HT-07", 1), ("HT-08", 2)] {
            self.put(code, OFFICE, None, [people; 3], None);
        }
        self.put("HT-09", OFFICE, None, [0, 2, 2], Some("Hợp đồng lao động"));
    }
}

/// The rows of the list of positions.
fn list(sample: &Sheet, teams: &[Team]) -> Vec<Vec<Cell>> {
    let mut list = List {
        sample,
        rows: Vec::new(),
    };
    list.put_leaders(teams);
    list.put_teachers(teams);
    list.put_support(teams);
    for (number, row) in (1_u32..).zip(&mut list.rows) {
        row[0] = count(number);
    }
    list.rows
}

/// The rows of professional levels: those of the sample, of teachers as many as there are.
fn levels(sample: &Sheet, list: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let assigned = list
        .iter()
        .filter(|row| row[2] == text(TEACHER))
        .filter_map(|row| number(&row[8]))
        .sum::<u32>();
    // At most half of them stand on the higher level.
    let [third, fourth] = [assigned - assigned / 2, assigned / 2];
    let mut rows = sample.rows[1..].to_vec();
    for row in rows.iter_mut().filter(|row| row[2] == text(TEACHER)) {
        let people = if number(&row[3]) == Some(3) {
            third
        } else {
            fourth
        };
        row[4] = count(people);
        row[5] = Cell::Number(f64::from((people * 2000 + assigned) / (2 * assigned)) / 10.0);
    }
    rows
}

fn units(sample: &Sheet, teams: &[Team]) -> Vec<Vec<Cell>> {
    let mut rows = sample.rows[1..].to_vec();
    let office = rows.pop().unwrap_or_default();
    let mut made = rows.drain(..1).collect::<Vec<_>>();
    for (number, team) in (2_u32..).zip(teams) {
        let people = team.teachers + team.assistants + 2;
        made.push(vec![
            count(number),
            text(super::names::initials(&super::names::slug(
                team.name.trim_start_matches("Tổ "),
            ))),
            text(&team.name),
            text("Khoa, phòng, tổ"),
            Cell::Blank,
            count(people),
            count(1_u32),
            count(1_u32),
        ]);
    }
    made.push(office);
    if let Some(last) = made.last_mut() {
        last[0] = count(u32::try_from(teams.len()).unwrap_or_default() + 2);
    }
    made
}

fn papers(book: &mut Sheets, about: &About) {
    let (request, on) = (
        about.request.clone(),
        Cell::Date(about.day.0, about.day.1, about.day.2),
    );
    let (number, day) = (&about.decision.0, about.decision.1);
    let rows = &mut book.sheet_mut(PAPERS).rows;
    let last = rows.len() - 1;
    for row in &mut rows[1..last] {
        row[4] = on.clone();
    }
    rows[1][3] = text(request);
    (rows[last][3], rows[last][4]) = (text(number), Cell::Date(day.0, day.1, day.2));
    let rows = &mut book.sheet_mut(BASIS).rows;
    let last = rows.len() - 1;
    let (number, day) = (&about.charter.0, about.charter.1);
    rows[last][2] = text(number);
    rows[last][3] = text(&about.superior);
    rows[last][4] = Cell::Date(day.0, day.1, day.2);
}

fn number(cell: &Cell) -> Option<u32> {
    match cell {
        Cell::Number(number) => tables::whole(*number),
        _ => None,
    }
}
