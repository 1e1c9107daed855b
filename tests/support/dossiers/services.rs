//! Public service units under 106/2020/NĐ-CP: trung tâm of a sở, trường trung học phổ thông.

use super::fields::Room;
use super::making::ACCOUNTANT;
use super::making::Bench;
use super::making::CLERK;
use super::making::EXPERT;
use super::making::PRINCIPAL;
use super::making::Rank;
use super::making::SUPPORT;
use super::making::Wanted;
use super::model::Post::Deputy;
use super::model::Post::Head;
use super::model::Unit;

const ENGINEER: Rank = ("Kỹ sư (hạng III)", "V.05.02.07");
const RECORDS: Rank = ("Văn thư viên trung cấp", "02.008");
const TEACHER_1: Rank = ("Giáo viên trung học phổ thông hạng I", "V.07.05.13");
const TEACHER_2: Rank = ("Giáo viên trung học phổ thông hạng II", "V.07.05.14");
const TEACHER_3: Rank = ("Giáo viên trung học phổ thông hạng III", "V.07.05.15");
const LIBRARIAN: Rank = ("Thư viện viên hạng III", "V.10.02.06");
const LABORATORY: Rank = ("Nhân viên thiết bị, thí nghiệm", "V.07.07.20");
const NURSE: Rank = ("Y sĩ hạng IV", "V.08.03.07");

/// The kind of every unit but the head.
const PART: &str = "Khoa, phòng, tổ";

/// A trung tâm with about so many positions; each phòng has seven people at least, and most are
/// specialists.
pub(crate) fn centre(bench: &mut Bench, body: &Room, positions: usize) -> Vec<Unit> {
    let mut units = vec![centre_head(bench), centre_desk(bench)];
    let left = positions.saturating_sub(9);
    let number = left.div_ceil(7).max(2);
    let specialists = (left / number).saturating_sub(2).clamp(2, 5);
    for at in 0..number {
        let subject = &body.subjects[at % body.subjects.len()];
        let name = match at / body.subjects.len() {
            0 => format!("Phòng Kỹ thuật {subject}"),
            again => format!("Phòng Kỹ thuật {subject} {}", again + 1),
        };
        let unit = engineers(bench, &units, (&name, subject), specialists);
        units.push(unit);
    }
    units
}

fn centre_head(bench: &mut Bench) -> Unit {
    let mut head = bench.unit("BGD", "Ban Giám đốc", "Lãnh đạo");
    bench.put(
        &mut head,
        &Wanted::leading("dung-dau", "Giám đốc Trung tâm", Head, PRINCIPAL, 1),
    );
    bench.put(
        &mut head,
        &Wanted::leading("cap-pho", "Phó Giám đốc Trung tâm", Deputy, PRINCIPAL, 1),
    );
    head
}

fn centre_desk(bench: &mut Bench) -> Unit {
    let shared = bench.groups.shared;
    let mut desk = bench.unit("HC", "Phòng Hành chính - Tổng hợp", PART);
    bench.put(
        &mut desk,
        &Wanted::leading(
            "truong-van-phong",
            "Trưởng phòng Hành chính - Tổng hợp",
            Head,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::leading(
            "pho-van-phong",
            "Phó Trưởng phòng Hành chính - Tổng hợp",
            Deputy,
            EXPERT,
            1,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff(
            "tong-hop",
            "Chuyên viên hành chính - tổng hợp",
            shared,
            EXPERT,
            2,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("to-chuc", "Chuyên viên tổ chức nhân sự", shared, EXPERT, 1),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("ke-toan", "Kế toán", shared, ACCOUNTANT, 1),
    );
    bench.put_records(&mut desk, RECORDS, &[("thu-quy", "Thủ quỹ", CLERK)]);
    desk
}

/// A phòng of engineers on one subject, with so many positions of specialists.
fn engineers(
    bench: &mut Bench,
    units: &[Unit],
    (name, subject): (&str, &str),
    specialists: usize,
) -> Unit {
    let own = bench.groups.own;
    let room = Room {
        name: name.to_owned(),
        subjects: vec![subject.to_owned()],
    };
    let mut unit = bench.coded(units, name, PART);
    for (post, role, words) in [
        (Head, "truong-phong", "Trưởng phòng"),
        (Deputy, "pho-phong", "Phó Trưởng phòng"),
    ] {
        let called = name.replacen("Phòng", words, 1);
        bench.put(
            &mut unit,
            &Wanted::leading(role, called, post, ENGINEER, 1).about(subject),
        );
    }
    bench.put_specialists(
        &mut unit,
        &room,
        specialists,
        7,
        |aspect, subject, people| {
            Wanted::staff(
                "vien-chuc",
                format!("Kỹ sư {aspect} {subject}"),
                own,
                ENGINEER,
                people,
            )
        },
    );
    unit
}

/// A trường trung học phổ thông with about so many positions: from three tổ to all of them.
pub(crate) fn school(bench: &mut Bench, teams: &[Room], positions: usize) -> Vec<Unit> {
    let mut head = bench.unit("BGH", "Ban Giám hiệu", "Lãnh đạo");
    bench.put(
        &mut head,
        &Wanted::leading("hieu-truong", "Hiệu trưởng", Head, TEACHER_1, 1),
    );
    let deputies = bench.dice.u32(1..=2);
    bench.put(
        &mut head,
        &Wanted::leading(
            "pho-hieu-truong",
            "Phó Hiệu trưởng",
            Deputy,
            TEACHER_2,
            deputies,
        ),
    );
    let mut units = vec![head];
    let number = (positions.saturating_sub(9) / 5).clamp(3, teams.len());
    for team in &teams[..number] {
        let unit = team_unit(bench, &units, team);
        units.push(unit);
    }
    let shared = bench.groups.shared;
    let mut desk = bench.unit("VP", "Tổ Văn phòng", PART);
    bench.put(
        &mut desk,
        &Wanted::leading("to-truong", "Tổ trưởng Tổ Văn phòng", Head, EXPERT, 1),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("ke-toan", "Kế toán", shared, ACCOUNTANT, 1),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("thu-vien", "Nhân viên thư viện", shared, LIBRARIAN, 1),
    );
    bench.put(
        &mut desk,
        &Wanted::staff(
            "thiet-bi",
            "Nhân viên thiết bị, thí nghiệm",
            shared,
            LABORATORY,
            2,
        ),
    );
    bench.put(
        &mut desk,
        &Wanted::staff("y-te", "Nhân viên y tế trường học", shared, NURSE, 1),
    );
    bench.put_records(&mut desk, RECORDS, &[("thu-quy", "Thủ quỹ", CLERK)]);
    units.push(desk);
    units
}

/// A tổ of nine to eleven people.
fn team_unit(bench: &mut Bench, units: &[Unit], team: &Room) -> Unit {
    let own = bench.groups.own;
    let mut unit = bench.coded(units, &team.name, PART);
    bench.put(
        &mut unit,
        &Wanted::leading(
            "to-truong",
            format!("Tổ trưởng {}", team.name),
            Head,
            TEACHER_2,
            1,
        ),
    );
    bench.put(
        &mut unit,
        &Wanted::leading(
            "to-pho",
            format!("Tổ phó {}", team.name),
            Deputy,
            TEACHER_2,
            1,
        ),
    );
    let several = team.subjects.len() > 1;
    for (at, subject) in team.subjects.iter().enumerate() {
        if at == 0 {
            let people = bench.dice.u32(2..=3);
            let name = format!("Giáo viên {subject} hạng II");
            bench.put(
                &mut unit,
                &Wanted::staff("giao-vien", name, own, TEACHER_2, people).about(subject),
            );
        }
        let people = if several {
            bench.dice.u32(3..=4)
        } else {
            bench.dice.u32(5..=6)
        };
        let name = format!("Giáo viên {subject} hạng III");
        bench.put(
            &mut unit,
            &Wanted::staff("giao-vien", name, own, TEACHER_3, people).about(subject),
        );
    }
    unit
}
