//! Agencies of civil servants: sở, chi cục, phòng of a district, commune.

use super::fields::Room;
use super::making::ACCOUNTANT;
use super::making::Bench;
use super::making::CHIEF_INSPECTOR;
use super::making::CLERK;
use super::making::EXPERT;
use super::making::INSPECTOR;
use super::making::OFFICER;
use super::making::PRINCIPAL;
use super::making::RECORDS;
use super::making::SENIOR;
use super::making::SUPPORT;
use super::making::Wanted;
use super::model::Post::Deputy;
use super::model::Post::Head;
use super::model::Unit;

/// What a clerk of records of a sở holds beside.
const BESIDE: [(&str, &str, (&str, &str)); 2] = [
    ("luu-tru", "Lưu trữ", OFFICER),
    ("thu-quy", "Thủ quỹ", CLERK),
];

/// A sở of a province of this class, with about so many positions.
pub(crate) fn department(
    bench: &mut Bench,
    rooms: &[Room],
    class: u8,
    positions: usize,
) -> Vec<Unit> {
    let mut head = bench.unit("LD", "Lãnh đạo Sở", "Lãnh đạo");
    bench.put(
        &mut head,
        &Wanted::leading("dung-dau", "Giám đốc Sở", Head, SENIOR, 1),
    );
    let deputies = bench.dice.u32(2..=3);
    bench.put(
        &mut head,
        &Wanted::leading("cap-pho", "Phó Giám đốc Sở", Deputy, PRINCIPAL, deputies),
    );
    let mut units = vec![head, office(bench), inspection(bench)];
    let placed: usize = units.iter().map(|unit| unit.positions.len()).sum();
    // A class-I province asks for 6 people in a phòng, and allows a second deputy from 9.
    let (least, second) = if class == 1 { (6, 9) } else { (5, 8) };
    for (room, number) in spread(
        bench,
        rooms,
        "Phòng Nghiệp vụ",
        positions.saturating_sub(placed),
        2,
    ) {
        let unit = room_unit(
            bench,
            &units,
            &room,
            "Phòng",
            (number, least, second),
            PRINCIPAL,
        );
        units.push(unit);
    }
    units
}

fn office(bench: &mut Bench) -> Unit {
    let shared = bench.groups.shared;
    let mut unit = bench.unit("VP", "Văn phòng Sở", "Văn phòng");
    bench.put(
        &mut unit,
        &Wanted::leading("truong-van-phong", "Chánh Văn phòng", Head, PRINCIPAL, 1),
    );
    bench.put(
        &mut unit,
        &Wanted::leading("pho-van-phong", "Phó Chánh Văn phòng", Deputy, PRINCIPAL, 1),
    );
    let people = bench.dice.u32(1..=2);
    bench.put(
        &mut unit,
        &Wanted::staff(
            "tong-hop",
            "Chuyên viên hành chính - tổng hợp",
            shared,
            EXPERT,
            people,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::staff("to-chuc", "Chuyên viên tổ chức cán bộ", shared, EXPERT, 1),
    );
    bench.put(
        &mut unit,
        &Wanted::staff("phap-che", "Chuyên viên pháp chế", shared, EXPERT, 1),
    );
    bench.put(
        &mut unit,
        &Wanted::staff("ke-toan", "Kế toán Văn phòng", shared, ACCOUNTANT, 1),
    );
    if bench.dice.bool() {
        bench.put(
            &mut unit,
            &Wanted::staff("quan-tri", "Quản trị công sở", SUPPORT, OFFICER, 1),
        );
    }
    bench.put_records(&mut unit, RECORDS, &BESIDE);
    unit
}

fn inspection(bench: &mut Bench) -> Unit {
    let shared = bench.groups.shared;
    let mut unit = bench.unit("TTS", "Thanh tra Sở", "Thanh tra");
    bench.put(
        &mut unit,
        &Wanted::leading(
            "truong-thanh-tra",
            "Chánh Thanh tra Sở",
            Head,
            CHIEF_INSPECTOR,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::leading(
            "pho-thanh-tra",
            "Phó Chánh Thanh tra Sở",
            Deputy,
            CHIEF_INSPECTOR,
            1,
        ),
    );
    let people = bench.dice.u32(2..=4);
    bench.put(
        &mut unit,
        &Wanted::staff(
            "thanh-tra-vien",
            "Thanh tra viên",
            shared,
            INSPECTOR,
            people,
        ),
    );
    unit
}

/// Rooms for so many positions and how many specialised ones each has: what is left to place, with
/// `leading` in each.
fn spread(
    bench: &mut Bench,
    rooms: &[Room],
    more: &str,
    left: usize,
    leading: usize,
) -> Vec<(Room, usize)> {
    let number = left.div_ceil(leading + 4).max(2);
    let mut chosen: Vec<Room> = rooms.to_vec();
    bench.dice.shuffle(&mut chosen);
    for at in chosen.len()..number {
        let subjects = rooms[at % rooms.len()].subjects.clone();
        chosen.push(Room {
            name: format!("{more} {}", at - rooms.len() + 1),
            subjects,
        });
    }
    chosen.truncate(number);
    let own = left.saturating_sub(number * leading);
    let share = |at: usize| (own / number + usize::from(at < own % number)).clamp(2, 20);
    chosen
        .into_iter()
        .enumerate()
        .map(|(at, room)| (room, share(at)))
        .collect()
}

/// A phòng: positions of specialists, fewest people in all, people from which a second deputy is
/// allowed.
fn room_unit(
    bench: &mut Bench,
    units: &[Unit],
    room: &Room,
    kind: &'static str,
    (number, least, second): (usize, u32, u32),
    rank: super::making::Rank,
) -> Unit {
    let mut unit = bench.coded(units, &room.name, kind);
    let own = bench.groups.own;
    let mut staff = unit.clone();
    bench.put_specialists(
        &mut staff,
        room,
        number,
        least.saturating_sub(2),
        |aspect, subject, people| {
            Wanted::staff(
                "chuyen-vien",
                format!("Chuyên viên {aspect} {subject}"),
                own,
                EXPERT,
                people,
            )
        },
    );
    let deputies = if staff.people() + 3 >= second && bench.dice.bool() {
        2
    } else {
        1
    };
    lead(bench, &mut unit, room, deputies, rank);
    follow(&mut unit, staff);
    unit
}

/// Its head and deputies.
fn lead(bench: &mut Bench, unit: &mut Unit, room: &Room, deputies: u32, rank: super::making::Rank) {
    let (head, deputy) = (
        room.name.replacen("Phòng", "Trưởng phòng", 1),
        room.name.replacen("Phòng", "Phó Trưởng phòng", 1),
    );
    let subject = room.subjects.join(", ");
    bench.put(
        unit,
        &Wanted::leading("truong-phong", head, Head, rank, 1).about(&subject),
    );
    bench.put(
        unit,
        &Wanted::leading("pho-phong", deputy, Deputy, EXPERT, deputies).about(&subject),
    );
}

/// Puts those who were made first behind those who lead them.
fn follow(unit: &mut Unit, staff: Unit) {
    for mut position in staff.positions {
        position.code = format!("{}-{:02}", unit.code, unit.positions.len() + 1);
        unit.positions.push(position);
    }
}

/// A chi cục with about so many positions.
pub(crate) fn branch(bench: &mut Bench, body: &Room, positions: usize) -> Vec<Unit> {
    let rooms: Vec<Room> = body
        .subjects
        .iter()
        .map(|subject| Room {
            name: format!("Phòng Quản lý {subject}"),
            subjects: vec![subject.clone()],
        })
        .collect();
    let chosen = spread(
        bench,
        &rooms,
        "Phòng Nghiệp vụ",
        positions.saturating_sub(8),
        2,
    );
    let mut head = bench.unit("LD", "Lãnh đạo Chi cục", "Lãnh đạo");
    bench.put(
        &mut head,
        &Wanted::leading("dung-dau", "Chi cục trưởng", Head, PRINCIPAL, 1),
    );
    // A second one from four phòng, that of administration among them.
    let deputies = if chosen.len() + 1 >= 4 { 2 } else { 1 };
    bench.put(
        &mut head,
        &Wanted::leading("cap-pho", "Phó Chi cục trưởng", Deputy, PRINCIPAL, deputies),
    );
    let mut units = vec![head, administration(bench, "Phòng")];
    for (room, number) in chosen {
        let unit = room_unit(bench, &units, &room, "Phòng", (number, 5, 7), EXPERT);
        units.push(unit);
    }
    units
}

/// Phòng Hành chính - Tổng hợp of a small agency: five people.
fn administration(bench: &mut Bench, kind: &'static str) -> Unit {
    let shared = bench.groups.shared;
    let mut unit = bench.unit("HC", "Phòng Hành chính - Tổng hợp", kind);
    bench.put(
        &mut unit,
        &Wanted::leading(
            "truong-van-phong",
            "Trưởng phòng Hành chính - Tổng hợp",
            Head,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::leading(
            "pho-van-phong",
            "Phó Trưởng phòng Hành chính - Tổng hợp",
            Deputy,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::staff(
            "tong-hop",
            "Chuyên viên hành chính - tổng hợp",
            shared,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::staff("ke-toan", "Kế toán Chi cục", shared, ACCOUNTANT, 1),
    );
    bench.put_records(&mut unit, OFFICER, &[("thu-quy", "Thủ quỹ", CLERK)]);
    unit
}

/// A phòng of a district with about so many positions: too small for units, it is one itself.
pub(crate) fn district_room(bench: &mut Bench, room: &Room, positions: usize) -> Vec<Unit> {
    let (own, shared) = (bench.groups.own, bench.groups.shared);
    let subject = room.subjects.join(", ");
    let mut unit = bench.unit("P", "Lãnh đạo và công chức của Phòng", "Lãnh đạo");
    bench.put(
        &mut unit,
        &Wanted::leading("dung-dau", "Trưởng phòng", Head, PRINCIPAL, 1).about(&subject),
    );
    let deputies = bench.dice.u32(1..=2);
    bench.put(
        &mut unit,
        &Wanted::leading("cap-pho", "Phó Trưởng phòng", Deputy, EXPERT, deputies).about(&subject),
    );
    bench.put_specialists(
        &mut unit,
        room,
        positions.saturating_sub(6).clamp(3, 20),
        0,
        |aspect, subject, people| {
            Wanted::staff(
                "chuyen-vien",
                format!("Chuyên viên {aspect} {subject}"),
                own,
                EXPERT,
                people.min(2),
            )
        },
    );
    bench.put(
        &mut unit,
        &Wanted::staff(
            "tong-hop",
            "Chuyên viên hành chính - tổng hợp",
            shared,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::staff("ke-toan", "Kế toán", shared, ACCOUNTANT, 1),
    );
    bench.put_records(&mut unit, OFFICER, &[("thu-quy", "Thủ quỹ", CLERK)]);
    vec![unit]
}

/// A commune of 2026 with about so many positions: an office, two phòng, a centre of public
/// administration.
pub(crate) fn commune(bench: &mut Bench, rooms: &[Room], positions: usize) -> Vec<Unit> {
    let mut units = vec![commune_office(bench)];
    let each = positions.saturating_sub(13).div_ceil(2).clamp(3, 8);
    for room in rooms {
        let unit = commune_room(bench, &units, room, each);
        units.push(unit);
    }
    units.push(commune_centre(bench));
    units
}

fn commune_office(bench: &mut Bench) -> Unit {
    let shared = bench.groups.shared;
    let office = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân";
    let mut desk = bench.unit("VP", office, "Văn phòng");
    bench.put(
        &mut desk,
        &Wanted::leading(
            "truong-van-phong",
            format!("Chánh {office}"),
            Head,
            PRINCIPAL,
            1,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::leading(
            "pho-van-phong",
            format!("Phó Chánh {office}"),
            Deputy,
            PRINCIPAL,
            1,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff(
            "tong-hop",
            "Chuyên viên về hành chính - văn phòng",
            shared,
            EXPERT,
            2,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff(
            "phap-che",
            "Chuyên viên về lĩnh vực tư pháp",
            shared,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("van-thu", "Văn thư viên", shared, RECORDS, 1),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("ke-toan", "Kế toán viên", shared, ACCOUNTANT, 1),
    );
    desk
}

/// A phòng with at most so many subjects, one position each.
fn commune_room(bench: &mut Bench, units: &[Unit], room: &Room, each: usize) -> Unit {
    let shared = bench.groups.shared;
    let mut unit = bench.coded(units, &room.name, "Phòng");
    let deputies = bench.dice.u32(1..=2);
    lead(bench, &mut unit, room, deputies, PRINCIPAL);
    for subject in room.subjects.iter().take(each) {
        let people = bench.dice.u32(1..=2);
        let name = format!("Chuyên viên về lĩnh vực {subject}");
        bench.put(
            &mut unit,
            &Wanted::staff("chuyen-vien", name, shared, EXPERT, people).about(subject),
        );
    }
    unit
}

/// The centre of public administration.
fn commune_centre(bench: &mut Bench) -> Unit {
    let shared = bench.groups.shared;
    let centre = "Trung tâm Phục vụ hành chính công";
    let mut unit = bench.unit("TTHC", centre, centre);
    bench.put(
        &mut unit,
        &Wanted::leading(
            "truong-van-phong",
            format!("Giám đốc {centre}"),
            Head,
            PRINCIPAL,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::leading(
            "pho-van-phong",
            format!("Phó Giám đốc {centre}"),
            Deputy,
            EXPERT,
            1,
        ),
    );
    let people = bench.dice.u32(2..=4);
    bench.put(
        &mut unit,
        &Wanted::staff(
            "mot-cua",
            "Chuyên viên kiểm soát thủ tục hành chính",
            shared,
            EXPERT,
            people,
        ),
    );
    unit
}
