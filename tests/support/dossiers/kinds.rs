//! The kinds of agencies, and one of each kind: who it is, what it rests on, when it submits.

use fastrand::Rng;

use super::fields::FIELDS;
use super::making::Bench;
use super::making::CIVIL;
use super::making::CIVIL_2026;
use super::making::Groups;
use super::making::PUBLIC;
use super::model::About;
use super::model::Day;
use super::model::Draft;
use super::names;
use super::names::initials;
use super::names::slug;
use super::new_schools;
use super::offices;
use super::seed::dice;
use super::services;
use crate::support::Sheets;

/// Loại cơ quan of a made dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Sở, under 62/2020/NĐ-CP.
    Department,
    /// Chi cục thuộc sở, under 62/2020/NĐ-CP.
    Branch,
    /// Phòng of a district, before 01/07/2025.
    District,
    /// Xã, phường of 2026.
    Commune,
    /// Trung tâm of a sở, under 106/2020/NĐ-CP.
    Centre,
    /// Trường trung học phổ thông under 106/2020/NĐ-CP.
    School,
    /// Trường trung học phổ thông under 232/2026/NĐ-CP.
    NewSchool,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 7] = [
        Self::Department,
        Self::Branch,
        Self::District,
        Self::Commune,
        Self::Centre,
        Self::School,
        Self::NewSchool,
    ];

    /// How many of a hundred dossiers of a province are of it.
    pub(crate) const fn in_hundred(self) -> usize {
        match self {
            Self::Department | Self::Branch | Self::School => 10,
            Self::District => 24,
            Self::Commune => 26,
            Self::Centre => 12,
            Self::NewSchool => 8,
        }
    }

    /// The folder of its dossiers in that of the province.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Self::Department => "so",
            Self::Branch => "chi-cuc",
            Self::District => "huyen",
            Self::Commune => "xa",
            Self::Centre => "trung-tam",
            Self::School | Self::NewSchool => "truong",
        }
    }

    /// As the list of dossiers has it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Department => "sở",
            Self::Branch => "chi cục",
            Self::District => "phòng cấp huyện",
            Self::Commune => "xã",
            Self::Centre => "trung tâm",
            Self::School => "trường THPT (106/2020)",
            Self::NewSchool => "trường THPT (232/2026)",
        }
    }

    /// Positions where nothing is asked for: about 500 rows in all tables together.
    const fn usual(self) -> (usize, usize) {
        match self {
            Self::Department => (32, 46),
            Self::Branch => (22, 36),
            Self::District => (9, 14),
            Self::Commune => (22, 28),
            Self::Centre => (24, 36),
            Self::School => (28, 48),
            Self::NewSchool => (20, 40),
        }
    }
}

/// Which agency: what makes one dossier unlike another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agency {
    /// Its kind.
    pub(crate) kind: Kind,
    /// The seed of the whole tree.
    pub(crate) seed: u64,
    /// Number of its province.
    pub(crate) province: usize,
    /// Its number among those of its kind in the province.
    pub(crate) number: usize,
    /// Positions asked for; none: as is usual.
    pub(crate) positions: Option<usize>,
}

impl Agency {
    /// The dice of one matter of this agency.
    pub(crate) fn dice(&self, about: &str) -> Rng {
        dice(
            self.seed,
            &format!(
                "{about} of {:?} {} in {}",
                self.kind, self.number, self.province
            ),
        )
    }

    /// About how many positions it has.
    pub(crate) fn size(&self) -> usize {
        let (least, most) = self.kind.usual();
        self.positions
            .unwrap_or_else(|| self.dice("size").usize(least..=most))
    }

    /// The name of its province.
    pub(crate) fn province_name(&self) -> String {
        names::province(self.seed, self.province)
    }

    /// Phân loại đơn vị hành chính cấp tỉnh: 1 to 3.
    fn class(&self) -> u8 {
        dice(self.seed, &format!("class of {}", self.province)).u8(1..=3)
    }

    /// Its name by which its files are called, and the name of the folder of its district.
    pub(crate) fn called(&self) -> (String, Option<String>) {
        let rooms = &FIELDS.districts;
        match self.kind {
            Kind::District => (
                rooms[self.number % rooms.len()].name.clone(),
                Some(names::place(
                    self.seed,
                    self.province,
                    "district",
                    self.number / rooms.len(),
                )),
            ),
            Kind::Department => (self.department().name.clone(), None),
            Kind::Branch | Kind::Centre => (self.body().name, None),
            Kind::Commune => {
                let ward = self.dice("ward").u32(..4) == 0;
                let place = names::place(self.seed, self.province, "commune", self.number);
                (
                    format!("{} {place}", if ward { "Phường" } else { "Xã" }),
                    None,
                )
            }
            Kind::School | Kind::NewSchool => {
                let place = names::place(
                    self.seed,
                    self.province,
                    "school",
                    self.number * 2 + usize::from(self.kind == Kind::School),
                );
                (format!("Trường Trung học phổ thông {place}"), None)
            }
        }
    }

    /// The sở that it is, or that it belongs to.
    fn department(&self) -> &'static super::fields::Department {
        let all = &FIELDS.departments;
        &all[(self.number + self.province) % all.len()]
    }

    /// A chi cục or trung tâm.
    fn body(&self) -> super::fields::Room {
        let department = self.department();
        let (bodies, again) = match self.kind {
            Kind::Branch => (&department.branches, self.number / FIELDS.departments.len()),
            _ => (&department.centres, self.number / FIELDS.departments.len()),
        };
        let mut body = bodies[again % bodies.len()].clone();
        if again >= bodies.len() {
            body.name = format!("{} khu vực {}", body.name, again / bodies.len() + 1);
        }
        body
    }
}

/// What a kind of agency says of itself on its first page.
struct Says {
    name: String,
    superior: String,
    kind: &'static str,
    level: &'static str,
    autonomy: &'static str,
    staff: &'static str,
    /// First and last year, months of each.
    years: (u16, u16),
    months: (u8, u8),
    /// Who decides on the quota: the end of numbers of its decisions, and its name.
    decides: (String, String),
    acts: &'static [(&'static str, &'static str, &'static str, Day)],
}

const LAW_2008: (&str, &str, &str, Day) = (
    "Luật Cán bộ, công chức",
    "22/2008/QH12",
    "Quốc hội",
    (2008, 11, 13),
);
const LAW_2019: (&str, &str, &str, Day) = (
    "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
    "52/2019/QH14",
    "Quốc hội",
    (2019, 11, 25),
);
const ND_62: (&str, &str, &str, Day) = (
    "Nghị định về vị trí việc làm và biên chế công chức",
    "62/2020/NĐ-CP",
    "Chính phủ",
    (2020, 6, 1),
);
const DEPARTMENT_ACTS: &[(&str, &str, &str, Day)] = &[
    LAW_2008,
    LAW_2019,
    ND_62,
    (
        "Nghị định quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc trung ương",
        "24/2014/NĐ-CP",
        "Chính phủ",
        (2014, 4, 4),
    ),
    (
        "Nghị định sửa đổi, bổ sung một số điều của Nghị định số 24/2014/NĐ-CP",
        "107/2020/NĐ-CP",
        "Chính phủ",
        (2020, 9, 14),
    ),
];
const DISTRICT_ACTS: &[(&str, &str, &str, Day)] = &[
    LAW_2008,
    LAW_2019,
    ND_62,
    (
        "Nghị định quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân huyện, quận, thị xã, thành phố thuộc tỉnh",
        "37/2014/NĐ-CP",
        "Chính phủ",
        (2014, 5, 5),
    ),
    (
        "Nghị định sửa đổi, bổ sung một số điều của Nghị định số 37/2014/NĐ-CP",
        "108/2020/NĐ-CP",
        "Chính phủ",
        (2020, 9, 14),
    ),
];
const COMMUNE_ACTS: &[(&str, &str, &str, Day)] = &[
    (
        "Luật Cán bộ, công chức",
        "80/2025/QH15",
        "Quốc hội",
        (2025, 6, 24),
    ),
    (
        "Nghị định về vị trí việc làm công chức",
        "361/2025/NĐ-CP",
        "Chính phủ",
        (2025, 12, 31),
    ),
    (
        "Nghị định quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh và cấp xã",
        "150/2025/NĐ-CP",
        "Chính phủ",
        (2025, 6, 12),
    ),
    (
        "Nghị định sửa đổi, bổ sung một số điều của Nghị định số 150/2025/NĐ-CP",
        "370/2025/NĐ-CP",
        "Chính phủ",
        (2025, 12, 31),
    ),
];
const PUBLIC_ACTS: &[(&str, &str, &str, Day)] = &[
    ("Luật Viên chức", "58/2010/QH12", "Quốc hội", (2010, 11, 15)),
    LAW_2019,
    (
        "Nghị định về vị trí việc làm và số lượng người làm việc trong đơn vị sự nghiệp công lập",
        "106/2020/NĐ-CP",
        "Chính phủ",
        (2020, 9, 10),
    ),
    (
        "Nghị định quy định về thành lập, tổ chức lại, giải thể đơn vị sự nghiệp công lập",
        "120/2020/NĐ-CP",
        "Chính phủ",
        (2020, 10, 7),
    ),
    (
        "Nghị định quy định cơ chế tự chủ tài chính của đơn vị sự nghiệp công lập",
        "60/2021/NĐ-CP",
        "Chính phủ",
        (2021, 6, 21),
    ),
];

/// The proposal of an agency as it is right, in the plain layout, in its first round or a later
/// one.
pub(crate) fn sheets(agency: &Agency, round: u16) -> Sheets {
    let says = says(agency);
    let about = about(agency, &says, round);
    match agency.kind {
        Kind::NewSchool => new_schools::sheets(agency, &about),
        _ => draft(agency, &says, about).sheets(),
    }
}

/// The day on which an agency submits.
pub(crate) fn day(agency: &Agency, round: u16) -> Day {
    about(agency, &says(agency), round).day
}

fn draft(agency: &Agency, says: &Says, about: About) -> Draft {
    let basis = says
        .acts
        .iter()
        .map(|(name, number, by, day)| ((*name).into(), (*number).into(), (*by).into(), *day));
    let mut basis: Vec<(String, String, String, Day)> = basis.collect();
    let by = &says.decides.1;
    basis.push((
        "Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức".into(),
        about.charter.0.clone(),
        by.clone(),
        about.charter.1,
    ));
    basis.push((
        format!("Quyết định giao biên chế năm {}", about.decision.1.0 + 1),
        about.decision.0.clone(),
        by.clone(),
        about.decision.1,
    ));
    let units = units(agency, about.hours);
    Draft {
        about,
        units,
        basis,
    }
}

fn units(agency: &Agency, hours: u32) -> Vec<super::model::Unit> {
    let (called, groups): (&str, Groups) = match agency.kind {
        Kind::Department => ("Sở", CIVIL),
        Kind::Branch => ("Chi cục", CIVIL),
        Kind::District => ("Phòng", CIVIL),
        Kind::Commune => ("Ủy ban nhân dân", CIVIL_2026),
        Kind::Centre => ("Trung tâm", PUBLIC),
        Kind::School | Kind::NewSchool => ("nhà trường", PUBLIC),
    };
    let field = match agency.kind {
        Kind::Department => agency.department().field.clone(),
        Kind::Branch | Kind::Centre => agency.body().subjects.join(", "),
        _ => "lĩnh vực được giao".to_owned(),
    };
    let mut bench = Bench {
        dice: agency.dice("units"),
        called: called.to_owned(),
        field,
        hours,
        groups,
    };
    let size = agency.size();
    match agency.kind {
        Kind::Department => {
            offices::department(&mut bench, &agency.department().rooms, agency.class(), size)
        }
        Kind::Branch => offices::branch(&mut bench, &agency.body(), size),
        Kind::District => {
            let rooms = &FIELDS.districts;
            offices::district_room(&mut bench, &rooms[agency.number % rooms.len()], size)
        }
        Kind::Commune => offices::commune(&mut bench, &FIELDS.communes, size),
        Kind::Centre => services::centre(&mut bench, &agency.body(), size),
        Kind::School | Kind::NewSchool => services::school(&mut bench, &FIELDS.teams, size),
    }
}

fn about(agency: &Agency, says: &Says, round: u16) -> About {
    let mut dice = agency.dice("papers");
    let year = dice.u16(says.years.0..=says.years.1);
    let month = dice.u8(says.months.0..=says.months.1);
    let day = dice.u8(1..=28);
    // A later round comes a month or two after the one before, in the same year.
    let day = if round > 1 {
        (year, (month + 1 + dice.u8(0..2)).min(12), day)
    } else {
        (year, month, day)
    };
    let number = dice.u32(20..400) + 150 * u32::from(round - 1);
    let short = initials(&slug(&agency.called().0));
    let class = agency.class();
    let (end, _) = &says.decides;
    About {
        name: says.name.clone(),
        superior: says.superior.clone(),
        kind: says.kind,
        level: says.level,
        class,
        autonomy: says.autonomy,
        staff: says.staff,
        day,
        request: format!("{number}/TTr-{short}"),
        decision: (
            format!("{}/{end}", dice.u32(300..2400)),
            (year - 1, 12, dice.u8(10..=30)),
        ),
        charter: (
            format!("{}/{end}", dice.u32(30..290)),
            (year - 1, dice.u8(2..=9), dice.u8(1..=28)),
        ),
        hours: if says.staff == "Viên chức" {
            1680
        } else {
            1760
        },
        classed: agency.kind != Kind::Commune,
        rank_heads: match agency.kind {
            Kind::Commune => ["Ngạch công chức", "Mã ngạch"],
            _ => [
                "Ngạch công chức (Chức danh nghề nghiệp)",
                "Mã ngạch (Mã số CDNN)",
            ],
        },
    }
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a kind")]
fn says(agency: &Agency) -> Says {
    let province = agency.province_name();
    let (called, district) = agency.called();
    let department = agency.department();
    let people = format!("Ủy ban nhân dân tỉnh {province}");
    let above = format!("{} tỉnh {province}", department.name);
    let board = ("QĐ-UBND".to_owned(), format!("UBND tỉnh {province}"));
    let by_department = (format!("QĐ-{}", department.short), above.clone());
    let civil = Says {
        name: format!("{called} tỉnh {province}"),
        superior: people,
        kind: "Sở và tương đương",
        level: "UBND cấp tỉnh",
        autonomy: "",
        staff: "Công chức",
        years: (2021, 2024),
        months: (4, 9),
        decides: board,
        acts: DEPARTMENT_ACTS,
    };
    let public = |superior: String, decides, autonomy| Says {
        name: called.clone(),
        superior,
        kind: "Đơn vị sự nghiệp công lập",
        level: "Sở",
        autonomy,
        staff: "Viên chức",
        years: (2022, 2025),
        months: (2, 10),
        decides,
        acts: PUBLIC_ACTS,
    };
    match agency.kind {
        Kind::Department => civil,
        Kind::Branch => Says {
            name: called,
            superior: above,
            kind: "Chi cục thuộc sở",
            level: "Sở",
            decides: by_department,
            ..civil
        },
        Kind::District => {
            let district = district.unwrap_or_default();
            Says {
                name: format!("{called} huyện {district}"),
                superior: format!("Ủy ban nhân dân huyện {district}"),
                kind: "Phòng chuyên môn cấp huyện",
                level: "UBND cấp huyện",
                decides: ("QĐ-UBND".to_owned(), format!("UBND huyện {district}")),
                acts: DISTRICT_ACTS,
                ..civil
            }
        }
        Kind::Commune => Says {
            name: format!(
                "Ủy ban nhân dân {}",
                called
                    .replacen("Xã", "xã", 1)
                    .replacen("Phường", "phường", 1)
            ),
            kind: "UBND cấp xã, cơ quan chuyên môn thuộc UBND cấp xã",
            years: (2026, 2026),
            months: (2, 9),
            acts: COMMUNE_ACTS,
            ..civil
        },
        Kind::Centre => {
            let mut dice = agency.dice("autonomy");
            let autonomy = [
                "Nhà nước bảo đảm chi thường xuyên",
                "Tự bảo đảm một phần chi thường xuyên",
            ];
            public(above, by_department, autonomy[dice.usize(..2)])
        }
        Kind::School | Kind::NewSchool => {
            let above = format!("Sở Giáo dục và Đào tạo tỉnh {province}");
            let says = public(
                above.clone(),
                ("QĐ-SGDDT".to_owned(), above),
                "Nhà nước bảo đảm chi thường xuyên",
            );
            let new = agency.kind == Kind::NewSchool;
            if new {
                Says {
                    years: (2026, 2026),
                    months: (7, 10),
                    ..says
                }
            } else {
                says
            }
        }
    }
}
