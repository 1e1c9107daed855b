//! `vtvl convert`: a proposal of 2020 in the form of 232/2026, and what it leaves to the agency.

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::dictionary::Entity;
use vtvl::dossier::Dossier;
use vtvl::template;
use vtvl::template::AgencyQuestion;
use vtvl::template::Converted;
use vtvl::template::Request;

use crate::support::rulebook;
use crate::support::sample;
use crate::support::stop;

fn engine() -> Engine {
    Engine::new(&rulebook()).unwrap_or_else(|faults| stop(&faults.to_string()))
}

fn read(engine: &Engine, bytes: Vec<u8>) -> Dossier {
    let read = engine.read(
        &[Submitted::new("de-an.xlsx", bytes)],
        &ReadingManner::default(),
    );
    read.unwrap_or_else(|error| stop(&error.to_string())).0
}

fn converted(engine: &Engine, edits: &[(&str, &str, &str)]) -> Converted {
    let mut sheets = sample("truong-thpt-2022");
    for (sheet, cell, text) in edits {
        sheets.set(sheet, cell, text);
    }
    template::convert(
        &read(engine, sheets.to_xlsx()),
        &engine.law.conversions["vien-chuc-2026"],
        &engine.law,
        &engine.forms,
    )
}

fn about<'a>(converted: &'a Converted, row: usize, field: &str) -> Vec<&'a str> {
    let own = |question: &&AgencyQuestion| {
        question.entity == Entity::Position
            && question.row == Some(row)
            && question.field.as_deref() == Some(field)
    };
    converted
        .questions
        .iter()
        .filter(own)
        .map(|question| question.text.as_str())
        .collect()
}

#[test]
fn names_groups_and_levels_become_what_the_law_makes_of_them() {
    let engine = engine();
    let converted = converted(
        &engine,
        &[
            ("Danh mục VTVL", "C6", "Giáo viên THPT môn Toán"),
            ("Danh mục VTVL", "C7", "Kế toán"),
            ("Danh mục VTVL", "C8", "Thống kê"),
            ("Danh mục VTVL", "H8", "\"01.003\""),
            ("Danh mục VTVL", "C9", "Người làm vườn"),
        ],
    );
    let entries = converted.dossier.entries(Entity::Position);
    let of = |row: usize, field: &str| entries[row].text(field);
    assert_eq!(of(4, "ten"), "Giáo viên trung học phổ thông");
    assert_eq!(of(4, "linh_vuc"), "môn Toán");
    assert_eq!(
        entries[4]
            .leaf("nhom")
            .and_then(|leaf| leaf.term.as_deref()),
        Some("chuyen_mon_nghiep_vu")
    );
    assert!(about(&converted, 4, "ten")[0].contains("Giáo viên THPT môn Toán"));
    // In both annexes: the agency has to say which.
    assert!(about(&converted, 5, "nhom")[0].contains("khoản 4 Điều 6"));
    // A1 is level 3 (điểm c khoản 2 Điều 18), and Thống kê has the levels 3 to 5.
    assert_eq!(
        (of(6, "ten"), of(6, "bac")),
        ("Thống kê".into(), "3".into())
    );
    assert_eq!(about(&converted, 6, "bac"), [""; 0]);
    assert!(about(&converted, 7, "ten")[0].contains("không có trong danh mục khung"));
    assert_eq!(
        of(7, "ten"),
        "Người làm vườn",
        "what the law does not convert stays"
    );
    let level = |row: usize| about(&converted, row, "bac").join(" ");
    assert!(
        level(4).contains("chưa có loại lương"),
        "the salary of V.07 codes is not in the rulebook: {}",
        level(4)
    );
}

#[test]
fn the_new_workbook_is_read_again_and_nothing_of_the_old_round_is_in_it() {
    let engine = engine();
    let Converted { dossier, questions } = converted(&engine, &[]);
    let conversion = &engine.law.conversions["vien-chuc-2026"];
    let profile = &engine.law.profiles[&conversion.profile];
    let request = Request {
        forms: &engine.forms,
        law: &engine.law,
        profile,
        day: conversion.day,
        fill: Some(&dossier),
        questions: &questions,
    };
    let mut bytes = Vec::new();
    template::write(&request, &mut bytes).unwrap_or_else(|error| stop(&error.to_string()));
    let again = read(&engine, bytes);
    let names = |dossier: &Dossier| -> Vec<String> {
        dossier
            .entries(Entity::Position)
            .iter()
            .map(|entry| entry.text("ten"))
            .collect()
    };
    assert_eq!(names(&again), names(&dossier));
    assert_eq!(
        again.entries(Entity::Duty).len(),
        dossier.entries(Entity::Duty).len()
    );
    assert!(
        again
            .agency("ngay_trinh")
            .is_none_or(|leaf| leaf.value.is_blank()),
        "the day of the old round is gone"
    );
    assert!(again.doubts.is_empty(), "{:?}", again.doubts);
    let listed = again
        .sheets
        .iter()
        .any(|sheet| sheet.at.sheet.name.contains("Chỗ cần quyết định"));
    assert!(listed && again.tables.keys().all(|entity| *entity != Entity::Rank));
}
