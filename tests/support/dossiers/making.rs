//! How units and positions are made of roles: codes, people, hours, levels.

use fastrand::Rng;

use super::fields::Room;
use super::model::Position;
use super::model::Post;
use super::model::Unit;
use super::names::initials;
use super::names::slug;
use super::roles::role;
use super::seed::one;

/// Ngạch and chức danh: name and code.
pub(crate) type Rank = (&'static str, &'static str);

pub(crate) const SENIOR: Rank = ("Chuyên viên cao cấp", "01.001");
pub(crate) const PRINCIPAL: Rank = ("Chuyên viên chính", "01.002");
pub(crate) const EXPERT: Rank = ("Chuyên viên", "01.003");
pub(crate) const OFFICER: Rank = ("Cán sự", "01.004");
pub(crate) const CLERK: Rank = ("Nhân viên", "01.005");
pub(crate) const RECORDS: Rank = ("Văn thư viên", "02.007");
pub(crate) const ACCOUNTANT: Rank = ("Kế toán viên", "06.031");
pub(crate) const INSPECTOR: Rank = ("Thanh tra viên", "04.025");
pub(crate) const CHIEF_INSPECTOR: Rank = ("Thanh tra viên chính", "04.024");

/// The groups of positions by the names that they have for one kind of staff on one day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Groups {
    /// Of positions of the agency's own field.
    pub(crate) own: &'static str,
    /// Of positions that any agency has.
    pub(crate) shared: &'static str,
}

pub(crate) const LEADING: &str = "Lãnh đạo, quản lý";
pub(crate) const SUPPORT: &str = "Hỗ trợ, phục vụ";
/// Of civil servants, before 31/12/2025.
pub(crate) const CIVIL: Groups = Groups {
    own: "Nghiệp vụ chuyên ngành",
    shared: "Nghiệp vụ chuyên môn dùng chung",
};
/// Of civil servants since then.
pub(crate) const CIVIL_2026: Groups = Groups {
    own: "Chuyên môn, nghiệp vụ",
    shared: "Chuyên môn, nghiệp vụ",
};
/// Of public employees, before 01/07/2026.
pub(crate) const PUBLIC: Groups = Groups {
    own: "Chức danh nghề nghiệp chuyên ngành",
    shared: "Chức danh nghề nghiệp chuyên môn dùng chung",
};

/// What a specialised position does with its subject.
const ASPECTS: [&str; 5] = [
    "quản lý",
    "thẩm định hồ sơ",
    "theo dõi",
    "giám sát",
    "hướng dẫn",
];

/// Where units are made: the dice, and what is the same for all positions of an agency.
pub(crate) struct Bench {
    /// The dice.
    pub(crate) dice: Rng,
    /// The agency as its own papers call it: `Sở`.
    pub(crate) called: String,
    /// Its field.
    pub(crate) field: String,
    /// Hours a year of one person.
    pub(crate) hours: u32,
    /// Its groups.
    pub(crate) groups: Groups,
}

/// A position to be made.
pub(crate) struct Wanted<'a> {
    /// Key of its role.
    pub(crate) role: &'a str,
    /// Its name.
    pub(crate) name: String,
    /// Whether it leads.
    pub(crate) post: Post,
    /// Its group.
    pub(crate) group: &'static str,
    /// Its rank.
    pub(crate) rank: Rank,
    /// People.
    pub(crate) people: u32,
    /// Level of competency, from 1 to 5.
    pub(crate) level: u8,
    /// Its own subject; the field of the agency where it has none.
    pub(crate) subject: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    /// A position that leads.
    pub(crate) fn leading(
        role: &'a str,
        name: impl Into<String>,
        post: Post,
        rank: Rank,
        people: u32,
    ) -> Self {
        let level = if post == Post::Head { 4 } else { 3 };
        Self {
            role,
            name: name.into(),
            post,
            group: LEADING,
            rank,
            people,
            level,
            subject: None,
        }
    }

    /// A position of one person or more that does not lead.
    pub(crate) fn staff(
        role: &'a str,
        name: impl Into<String>,
        group: &'static str,
        rank: Rank,
        people: u32,
    ) -> Self {
        Self {
            role,
            name: name.into(),
            post: Post::Staff,
            group,
            rank,
            people,
            level: 3,
            subject: None,
        }
    }

    /// The same about a subject.
    pub(crate) fn about(mut self, subject: &'a str) -> Self {
        self.subject = Some(subject);
        self
    }
}

impl Bench {
    /// An empty unit.
    pub(crate) fn unit(&self, code: &str, name: &str, kind: &'static str) -> Unit {
        let functions = [
            format!(
                "Tham mưu, tổ chức thực hiện nhiệm vụ của {name} trong {}",
                self.called
            ),
            format!("Phối hợp, theo dõi và báo cáo kết quả công tác của {name}"),
        ];
        Unit {
            code: code.to_owned(),
            name: name.to_owned(),
            kind,
            functions,
            positions: Vec::new(),
        }
    }

    /// A unit whose code is made of its name, unlike those there are.
    pub(crate) fn coded(&self, units: &[Unit], name: &str, kind: &'static str) -> Unit {
        let words = name.split_once(' ').map_or(name, |(_, rest)| rest);
        let code = initials(&slug(words));
        let taken = |code: &str| units.iter().any(|unit| unit.code == code);
        let more = (2..=units.len() + 1).map(|at| format!("{code}{at}"));
        let code = std::iter::once(code.clone())
            .chain(more)
            .find(|code| !taken(code))
            .unwrap_or(code);
        self.unit(&code, name, kind)
    }

    /// Puts a position into a unit.
    pub(crate) fn put(&mut self, unit: &mut Unit, wanted: &Wanted<'_>) {
        let percent = self.dice.u32(96..=104);
        self.put_with(
            unit,
            wanted,
            self.hours * wanted.people * percent / 100,
            None,
        );
    }

    fn put_with(
        &mut self,
        unit: &mut Unit,
        wanted: &Wanted<'_>,
        hours: u32,
        carrier: Option<String>,
    ) {
        let subject = wanted.subject.unwrap_or(&self.field).to_owned();
        let fill = [
            ("{cq}", &*self.called),
            ("{dv}", &*unit.name),
            ("{lv}", &*subject),
            ("{mon}", &*subject),
        ];
        let role = role(wanted.role);
        // Who is not there yet: seldom, and never a head.
        let away =
            u32::from(wanted.post == Post::Staff && wanted.people > 0 && self.dice.u32(..12) == 0);
        unit.positions.push(Position {
            code: format!("{}-{:02}", unit.code, unit.positions.len() + 1),
            name: wanted.name.clone(),
            post: wanted.post,
            group: wanted.group,
            rank: wanted.rank,
            people: wanted.people,
            present: wanted.people - away,
            carrier,
            aim: role.aim(&fill),
            duties: role.duties(&fill, hours, &mut self.dice),
            skills: role.skills(&fill, wanted.level, &mut self.dice),
        });
    }

    /// Puts a clerk of records into a unit, who keeps the archive and the cash box too.
    pub(crate) fn put_records(
        &mut self,
        unit: &mut Unit,
        rank: Rank,
        beside: &[(&str, &str, Rank)],
    ) {
        let clerk = Wanted::staff("van-thu", "Văn thư", SUPPORT, rank, 1);
        self.put_with(unit, &clerk, self.hours * 92 / 100, None);
        let carrier = unit.positions.last().map(|clerk| clerk.code.clone());
        for (role, name, rank) in beside {
            let wanted = Wanted {
                level: 2,
                ..Wanted::staff(role, *name, SUPPORT, *rank, 0)
            };
            self.put_with(unit, &wanted, self.hours * 5 / 100, carrier.clone());
        }
    }

    /// Puts so many specialised positions into a unit, with people from `least` in all.
    pub(crate) fn put_specialists(
        &mut self,
        unit: &mut Unit,
        room: &Room,
        number: usize,
        least: u32,
        make: impl Fn(&str, &str, u32) -> Wanted<'static>,
    ) {
        let mut names: Vec<(usize, usize)> = (0..room.subjects.len())
            .flat_map(|subject| (0..ASPECTS.len()).map(move |aspect| (aspect, subject)))
            .collect();
        self.dice.shuffle(&mut names);
        // One aspect of each subject comes first: they are what the unit is for.
        names.sort_by_key(|(aspect, subject)| (aspect + subject) % ASPECTS.len());
        names.truncate(number);
        let mut people: Vec<u32> = names
            .iter()
            .map(|_| *one(&mut self.dice, &[1, 1, 1, 2, 2, 3]))
            .collect();
        let all = people.len();
        for at in 0.. {
            if all == 0 || people.iter().sum::<u32>() >= least {
                break;
            }
            people[at % all] += 1;
        }
        for ((aspect, subject), people) in names.into_iter().zip(people) {
            let subject = &room.subjects[subject];
            let wanted = make(ASPECTS[aspect], subject, people);
            self.put(
                unit,
                &Wanted {
                    subject: Some(subject),
                    ..wanted
                },
            );
        }
    }
}
