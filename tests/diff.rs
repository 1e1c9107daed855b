//! Two submissions compared: what was repaired, what changed although nobody asked, and nothing
//! else.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

#[path = "diff/limits.rs"]
mod limits;
#[path = "diff/returned.rs"]
mod returned;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use proptest::prelude::*;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::Dossier;
use vtvl::dossier::Mapping;
use vtvl::opinion;
use vtvl::opinion::AgencyAnswer;
use vtvl::opinion::AlsoKnown;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Asking;
use vtvl::opinion::Comparison;
use vtvl::opinion::Fate;
use vtvl::opinion::GuessKind;
use vtvl::opinion::ItemFate;
use vtvl::opinion::Kept;
use vtvl::opinion::MatchedBy;
use vtvl::opinion::Version;
use vtvl::report;
use vtvl::report::Format;
use vtvl::report::House;
use vtvl::report::TextOptions;

use crate::support::Sheets;
use crate::support::sample;

const LIST: &str = "Danh mục VTVL";
const TASKS: &str = "Thống kê công việc";
const DUTIES: &str = "Mô tả công việc";
const SKILLS: &str = "Khung năng lực";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

fn judged(sheets: &Sheets, asked: &Asked) -> (Dossier, Appraisal) {
    let files = [Submitted::new("de-an.xlsx", sheets.to_xlsx())];
    let workbook = ENGINE.open(&files, &ReadingManner::default()).unwrap();
    let (dossier, remarks) = vtvl::dossier::read(&workbook, &ENGINE.forms, &Mapping::default());
    let appraisal = ENGINE
        .judge(&files, &workbook, &dossier, &remarks, asked)
        .unwrap();
    (dossier, appraisal)
}

fn compare(old: &Sheets, new: &Sheets) -> Comparison {
    compare_answered(old, new, &[])
}

fn compare_answered(old: &Sheets, later: &Sheets, answers: &[AgencyAnswer]) -> Comparison {
    let (new_dossier, new) = judged(later, &Asked::default());
    let same = Asked {
        day: Some(new.law.as_of),
        profile: Some(new.law.profile.clone()),
        waivers: None,
    };
    let (old_dossier, old) = judged(old, &same);
    let old = Version {
        dossier: &old_dossier,
        appraisal: &old,
    };
    let new = Version {
        dossier: &new_dossier,
        appraisal: &new,
    };
    let held = opinion::held_to_former_limits(old, new).map(|dossier| {
        let files = [Submitted::new("de-an.xlsx", later.to_xlsx())];
        let workbook = ENGINE.open(&files, &ReadingManner::default()).unwrap();
        ENGINE
            .judge(&files, &workbook, &dossier, &[], &same)
            .unwrap()
    });
    let known = AlsoKnown {
        held: held.as_ref(),
        answers,
    };
    opinion::compare_submissions(old, new, known, &ENGINE.forms, &ENGINE.law)
}

/// The sample with defects, a year's work later: rows moved, sheets renamed, three findings
/// repaired, a position renamed, one moved to another unit, one number changed that nobody had
/// asked for.
fn resubmitted() -> Sheets {
    let mut new = sample("so-nong-nghiep-2021-co-loi");
    new.set("Hồ sơ", "C2", "x")
        .set(LIST, "J34", "1")
        .set(LIST, "F7", "Một người đảm nhiệm");
    rename(&mut new, "Quản trị công sở", "Quản trị công sở và thiết bị");
    new.set(LIST, "E11", "Thanh tra Sở");
    let inspectors = new.row_of(LIST, "B", "TTS-03");
    new.set(LIST, &format!("J{inspectors}"), "3");
    for sheet in [LIST, SKILLS, TASKS] {
        new.sheet_mut(sheet).rows[1..].reverse();
    }
    new.sheet_mut(DUTIES).rows[1..].rotate_left(3);
    new.rename_sheet(LIST, "PL3 Danh mục")
        .rename_sheet(SKILLS, "PL5 Năng lực");
    new
}

/// Another name for a position, in the list and in its annexes.
fn rename(sheets: &mut Sheets, from: &str, to: &str) {
    for sheet in [LIST, DUTIES, SKILLS] {
        for cell in sheets.sheet_mut(sheet).rows.iter_mut().flatten() {
            if *cell == crate::support::Cell::Text(from.into()) {
                *cell = crate::support::Cell::Text(to.into());
            }
        }
    }
}

fn text(comparison: &Comparison, options: TextOptions) -> String {
    let mut out = Vec::new();
    report::write_diff_text(comparison, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_was_repaired_and_what_changed_unasked_is_said_and_nothing_else() {
    let comparison = compare(&sample("so-nong-nghiep-2021-co-loi"), &resubmitted());
    let summary = &comparison.summary;
    // The changed number of inspectors at work no longer agrees with the number that the agency
    // states.
    assert_eq!(
        (summary.fixed, summary.new, summary.changed),
        (3, 1, 0),
        "{}",
        summary.sentence
    );
    assert_eq!(
        (
            summary.positions.renamed,
            summary.positions.moved,
            summary.unasked
        ),
        (1, 1, 3)
    );
    assert_eq!(comparison.sheets.len(), 2);
    assert!(
        comparison
            .sheets
            .iter()
            .all(|sheet| sheet.change == Kept::Renamed)
    );
    assert_eq!(comparison.items.len(), 6, "{:#?}", comparison.items);
    let all = text(&comparison, TextOptions::default());
    assert!(all.lines().all(|line| line.chars().count() <= 80), "{all}");
    insta::assert_snapshot!(all);
}

#[test]
fn the_same_twice_is_no_change() {
    for name in [
        "so-nong-nghiep-2021-co-loi",
        "truong-thpt-2022",
        "so-van-hoa-2021-bo-cuc-la",
    ] {
        let comparison = compare(&sample(name), &sample(name));
        assert!(
            comparison.summary.unchanged,
            "{name}: {:?}",
            comparison.summary
        );
        assert!(
            comparison.items.is_empty()
                && comparison.sheets.is_empty()
                && comparison.columns.is_empty()
        );
        assert!(
            comparison
                .findings
                .iter()
                .all(|finding| finding.fate == Fate::Same)
        );
        assert!(text(&comparison, TextOptions::default()).contains("không có thay đổi"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    /// Where a row stands says nothing.
    #[test]
    fn any_order_of_rows_is_no_change(order in Just((1..50_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let old = sample("so-nong-nghiep-2021-co-loi");
        let mut new = old.clone();
        let rows = &old.sheet(LIST).rows;
        new.sheet_mut(LIST).rows = std::iter::once(0).chain(order).map(|row| rows[row].clone()).collect();
        let comparison = compare(&old, &new);
        prop_assert!(comparison.summary.unchanged, "{:?} {:?}", comparison.items, comparison.findings);
    }
}

#[test]
fn codes_dealt_out_anew_are_told_as_codes() {
    let old = sample("so-nong-nghiep-2021");
    let mut new = old.clone();
    // VP-06 and VP-07 change places with each other, in every sheet.
    for sheet in &mut new.sheets {
        for cell in sheet.rows.iter_mut().flatten() {
            *cell = match &*cell {
                crate::support::Cell::Text(code) if code == "VP-06" => {
                    crate::support::Cell::Text("VP-07".into())
                }
                crate::support::Cell::Text(code) if code == "VP-07" => {
                    crate::support::Cell::Text("VP-06".into())
                }
                other => other.clone(),
            };
        }
    }
    let comparison = compare(&old, &new);
    let codes: Vec<(&str, &str)> = comparison
        .items
        .iter()
        .flat_map(|i| &i.fields)
        .map(|f| (f.field.as_str(), f.new.as_str()))
        .collect();
    assert_eq!(
        codes,
        [("ma", "VP-07"), ("ma", "VP-06")],
        "{:#?}",
        comparison.items
    );
    assert_eq!(comparison.summary.positions.recoded, 2);
}

#[test]
fn a_unit_with_another_name_moves_nobody() {
    let old = sample("so-nong-nghiep-2021");
    let mut new = old.clone();
    for sheet in &mut new.sheets {
        for cell in sheet.rows.iter_mut().flatten() {
            if *cell == crate::support::Cell::Text("Phòng Trồng trọt".into()) {
                *cell = crate::support::Cell::Text("Phòng Trồng trọt và Giống".into());
            }
        }
    }
    let comparison = compare(&old, &new);
    assert_eq!(
        (
            comparison.summary.units.renamed,
            comparison.summary.positions.moved
        ),
        (1, 0)
    );
    assert_eq!(comparison.items.len(), 1, "{:#?}", comparison.items);
}

#[test]
fn what_came_and_went_is_told_with_its_rows_and_a_split_is_only_guessed() {
    let old = sample("so-nong-nghiep-2021");
    let mut new = old.clone();
    // VP-09 gives half of its duties to a new position.
    let row = new.row_of(LIST, "B", "VP-09") + 1;
    new.insert_row(LIST, row, "| VP-10 | Nhân viên hậu cần | Hỗ trợ, phục vụ | Văn phòng Sở | Kiêm nhiệm | Cán sự | \"01.004\" | 0 | 0 | VP-09");
    let duty = new.row_of(DUTIES, "A", "VP-09") + 2;
    for row in [duty, duty + 1] {
        new.set(DUTIES, &format!("A{row}"), "VP-10").set(
            DUTIES,
            &format!("B{row}"),
            "Nhân viên hậu cần",
        );
    }
    let gone = new.row_of(LIST, "B", "TC-05");
    new.delete_row(LIST, gone);
    let comparison = compare(&old, &new);
    let positions: Vec<_> = comparison
        .items
        .iter()
        .filter(|item| item.kind == "position")
        .collect();
    let added = positions
        .iter()
        .find(|item| item.fate == ItemFate::Added)
        .unwrap();
    assert_eq!(added.new.as_ref().unwrap().code, "VP-10");
    let moved = comparison
        .items
        .iter()
        .filter(|item| item.kind == "duty" && item.differs(&["ma_vtvl"]));
    assert_eq!(moved.count(), 2, "the duties that VP-09 gave away");
    assert_eq!(added.perhaps[0].what, GuessKind::Split);
    assert_eq!(added.perhaps[0].with, ["VP-09 “Quản trị công sở”"]);
    let dropped = positions
        .iter()
        .find(|item| item.fate == ItemFate::Dropped)
        .unwrap();
    assert_eq!(
        (dropped.old.as_ref().unwrap().code.as_str(), dropped.asked),
        ("TC-05", Asking::No)
    );
    assert!(dropped.with.is_empty(), "its annexes are still there");
}

#[test]
fn another_name_under_another_code_is_matched_by_likeness_and_said_to_be_unsure() {
    let old = sample("so-nong-nghiep-2021");
    let mut new = old.clone();
    let row = new.row_of(LIST, "B", "TC-05");
    new.set(LIST, &format!("B{row}"), "TC-15").set(
        LIST,
        &format!("C{row}"),
        "Chuyên viên thi đua và truyền thông",
    );
    let comparison = compare(&old, &new);
    let item = comparison
        .items
        .iter()
        .find(|item| item.kind == "position")
        .unwrap();
    assert_eq!(
        (item.fate, item.matched_by),
        (ItemFate::Changed, Some(MatchedBy::Likeness)),
        "{item:?}"
    );
    assert!(item.confidence.unwrap() < 100);
}

#[test]
fn a_table_that_is_gone_repairs_nothing() {
    let old = sample("so-nong-nghiep-2021-co-loi");
    let mut new = old.clone();
    new.remove_sheet(SKILLS);
    let comparison = compare(&old, &new);
    let of = |rule: &str| {
        comparison
            .findings
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap()
            .fate
    };
    assert_ne!(of("nhat-quan/nang-luc-cap-do"), Fate::Fixed);
    assert_ne!(of("nd-62-2020/d08k2-khung-nang-luc"), Fate::Fixed);
    assert!(
        comparison
            .notices
            .iter()
            .any(|notice| notice.contains("không còn biểu “Khung năng lực”"))
    );
}

#[test]
fn both_are_judged_on_the_day_of_the_new_one_and_that_is_said() {
    let old = sample("so-nong-nghiep-2021");
    let mut new = old.clone();
    let row = new.row_of("Thông tin chung", "A", "Ngày trình");
    new.set("Thông tin chung", &format!("B{row}"), "15/11/2021");
    let comparison = compare(&old, &new);
    assert_eq!(comparison.law.as_of, jiff::civil::date(2021, 11, 15));
    assert!(
        comparison.notices[0].contains("10/09/2021")
            && comparison.notices[0].contains("15/11/2021")
    );
}

fn vtvl(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .args(arguments);
    command
}

#[test]
fn every_output_is_written_and_obeys_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cu.xlsx"),
        sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    )
    .unwrap();
    fs::write(folder.path().join("moi.xlsx"), resubmitted().to_xlsx()).unwrap();
    let outputs = ["a.docx", "a.html", "a.md", "a.json"];
    let arguments: Vec<&str> = ["so-sanh", "cu.xlsx", "moi.xlsx"]
        .into_iter()
        .chain(outputs.iter().flat_map(|out| ["-o", out]))
        .collect();
    vtvl(folder.path(), &arguments).assert().code(1);
    for output in ["a.html", "a.md"] {
        let text = fs::read_to_string(folder.path().join(output)).unwrap();
        let fixed = if output == "a.md" {
            "Đã sửa 03 nội dung"
        } else {
            "Đã sửa 3 nội dung"
        };
        for said in [fixed, "Quản trị công sở và thiết bị", "PL3 Danh mục"] {
            assert!(text.contains(said), "{output}: {said}");
        }
        assert!(!text.contains("<script"));
    }
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("a.json")).unwrap()).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/vtvl.diff-1.schema.json")).unwrap();
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let errors: Vec<String> = schema
        .iter_errors(&json)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert_eq!(json["summary"]["fixed"], 3);
    let parts = crate::support::docx_parts(&fs::read(folder.path().join("a.docx")).unwrap());
    assert!(parts["word/document.xml"].contains("Đã sửa 03\u{a0}nội dung"));
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let comparison = compare(&sample("so-nong-nghiep-2021-co-loi"), &resubmitted());
    let again = compare(&sample("so-nong-nghiep-2021-co-loi"), &resubmitted());
    for format in [
        Format::Text,
        Format::Json,
        Format::Markdown,
        Format::Html,
        Format::Docx,
    ] {
        let bytes = |comparison: &Comparison| {
            let mut out = Vec::new();
            report::write_diff(comparison, &House::default(), format, &mut out).unwrap();
            out
        };
        assert!(bytes(&comparison) == bytes(&again), "{format:?}");
    }
}

#[test]
fn a_wrong_pair_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cu.xlsx"),
        sample("so-nong-nghiep-2021").to_xlsx(),
    )
    .unwrap();
    fs::write(folder.path().join("moi.xlsx"), b"").unwrap();
    let assert = vtvl(
        folder.path(),
        &["diff", "cu.xlsx", "moi.xlsx", "-o", "a.docx"],
    )
    .assert()
    .code(2)
    .stdout("");
    let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(
        stderr.starts_with("vtvl: moi.xlsx") && stderr.lines().count() == 1,
        "{stderr}"
    );
    assert!(!folder.path().join("a.docx").exists());
}
