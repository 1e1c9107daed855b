//! A submission in several files is one dossier.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::path::Path;

use crate::support::Sheets;
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

fn vtvl(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command.env("NO_COLOR", "1").args(arguments);
    command
}

/// The sheets of a sample in two files: the list of positions in the second, all others in the
/// first.
fn split(folder: &Path, sample: &str) -> (String, String) {
    let mut first = crate::support::sample(sample);
    let mut second = crate::support::sample(sample);
    first.remove_sheet("Danh mục VTVL");
    second.sheets.retain(|sheet| sheet.name == "Danh mục VTVL");
    let write = |name: &str, sheets: &Sheets| {
        let path = folder.join(name);
        fs::write(&path, sheets.to_xlsx()).unwrap();
        path.display().to_string()
    };
    (write("bieu-2.xlsx", &first), write("bieu-10.xlsx", &second))
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let output = vtvl(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn two_files_are_judged_as_the_one_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = split(folder.path(), "so-nong-nghiep-2021");
    vtvl(&["check", &first, &second])
        .assert()
        .code(0)
        .stdout(contains("Đề nghị phê duyệt"));
    // Alone, each wants what is in the other: the list of positions is part of the proposal.
    vtvl(&["check", &first])
        .assert()
        .code(1)
        .stdout(contains("chưa có danh mục vị trí việc làm"));
}

#[test]
fn cells_and_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = split(folder.path(), "so-nong-nghiep-2021-co-loi");
    let json = json(&["check", &first, &second, "--format", "json"]);
    assert_eq!(json["input"]["file"], "bieu-2.xlsx; bieu-10.xlsx");
    let digests: Vec<&str> = json["input"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["sha256"].as_str().unwrap())
        .collect();
    assert_eq!(digests.len(), 2);
    assert_ne!(json["input"]["sha256"], digests[0]);
    assert_eq!(
        json["input"]["sheets"].as_array().unwrap().last().unwrap()["file"],
        "bieu-10.xlsx"
    );
    let cells = json["findings"].to_string();
    assert!(
        cells.contains("'[bieu-10.xlsx]Danh mục VTVL'!") && cells.contains("'[bieu-2.xlsx]"),
        "{cells}"
    );
    vtvl(&["check", &first, &second])
        .assert()
        .stdout(contains("[bieu-10.xlsx]Danh mục"));
}

#[test]
fn one_file_is_named_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = split(folder.path(), "so-nong-nghiep-2021-co-loi");
    let json = json(&["check", &first, "--format", "json"]);
    assert_eq!(json["input"]["file"], "bieu-2.xlsx");
    assert!(json["input"].get("files").is_none());
    assert!(!json["findings"].to_string().contains("[bieu-2.xlsx]"));
}

#[test]
fn a_folder_is_its_workbooks_in_the_order_of_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    split(folder.path(), "so-nong-nghiep-2021");
    fs::write(folder.path().join("~$bieu-2.xlsx"), "khóa").unwrap();
    fs::write(folder.path().join("to-trinh.pdf"), "không phải sổ tính").unwrap();
    let path = folder.path().display().to_string();
    let json = json(&["check", &path, "--format", "json"]);
    assert_eq!(json["input"]["file"], "bieu-2.xlsx; bieu-10.xlsx");
    assert_eq!(json["recommendation"], "approve");
    vtvl(&["read", &path])
        .assert()
        .code(0)
        .stdout(contains("tệp bieu-10.xlsx"));
    let report = folder.path().join("bao-cao.docx").display().to_string();
    vtvl(&["appraise", &path, "-o", &report]).assert().code(0);
    // The report lies among them now, and is told from them.
    vtvl(&["check", &path])
        .assert()
        .code(0)
        .stderr(contains("“bao-cao.docx”: đây là báo cáo do vtvl lập"));
}

#[test]
fn one_bad_file_and_nothing_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = split(folder.path(), "so-nong-nghiep-2021");
    let bad = folder.path().join("bieu-3.xlsx").display().to_string();
    fs::write(&bad, "<html><table></table></html>").unwrap();
    let empty = folder.path().join("bieu-4.xls").display().to_string();
    fs::write(&empty, "").unwrap();
    let told = contains("vtvl: bieu-3.xlsx: ").and(contains("vtvl: bieu-4.xls: "));
    vtvl(&["check", &first, &bad, &second, &empty])
        .assert()
        .code(2)
        .stdout("")
        .stderr(told);
}

#[test]
fn a_folder_without_workbooks_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    vtvl(&["check", &path])
        .assert()
        .code(2)
        .stderr(contains("không có tệp Excel hoặc Word nào"));
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = split(folder.path(), "so-nong-nghiep-2021");
    let other = folder.path().join("khac");
    fs::create_dir(&other).unwrap();
    let moved = other.join("bieu-2.xlsx");
    fs::rename(&second, &moved).unwrap();
    let json = json(&[
        "check",
        &first,
        &moved.display().to_string(),
        "--format",
        "json",
    ]);
    let name = json["input"]["files"][1]["file"].as_str().unwrap();
    assert!(name.ends_with("khac/bieu-2.xlsx"), "{name}");
}

#[test]
fn the_sample_in_several_files_is_judged_like_the_one_file() {
    let one = crate::support::samples_dir()
        .join("so-van-hoa-2021-bo-cuc-la.xlsx")
        .display()
        .to_string();
    let several = crate::support::samples_dir()
        .join("so-van-hoa-2021-nhieu-tep")
        .display()
        .to_string();
    let (one, several) = (
        json(&["check", &one, "--format", "json"]),
        json(&["check", &several, "--format", "json"]),
    );
    assert_eq!(several["input"]["files"].as_array().unwrap().len(), 4);
    assert_eq!(one["counts"], several["counts"]);
    // The legal bases and the summary, which this layout leaves out.
    assert_eq!(one["counts"]["violation"], 2);
}

#[test]
fn what_a_folder_holds_besides_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let proposal = folder.path().join("de-an.xlsx");
    fs::write(
        &proposal,
        crate::support::sample("so-nong-nghiep-2021").to_xlsx(),
    )
    .unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    vtvl(&["appraise", &path("de-an.xlsx"), "-o", &path("bao-cao.xlsx")])
        .assert()
        .code(0);
    vtvl(&[
        "annotate",
        &path("de-an.xlsx"),
        "-o",
        &path("de-an-nhan-xet.xlsx"),
    ])
    .assert()
    .code(0);
    fs::create_dir(folder.path().join("cu")).unwrap();
    fs::copy(&proposal, folder.path().join("cu/de-an-cu.xlsx")).unwrap();
    for other in ["to-trinh.pdf", "~$de-an.xlsx", "cu/anh.jpg"] {
        fs::write(folder.path().join(other), "x").unwrap();
    }
    let told = [
        "“bao-cao.xlsx”: đây là báo cáo do vtvl lập",
        "“de-an-nhan-xet.xlsx”: đây là bản vtvl đã ghi nhận xét của tệp “de-an.xlsx”",
        "“to-trinh.pdf”: đây không phải là tệp Excel",
        "“~$de-an.xlsx”: đây là tệp tạm của Excel",
        "de-an-cu.xlsx”: tệp nằm trong thư mục con",
        "anh.jpg”: đây không phải là tệp Excel",
    ];
    for command in ["check", "read"] {
        let output = vtvl(&[command, &folder.path().display().to_string()])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert_eq!(said.lines().count(), told.len(), "{said}");
        for sentence in told {
            assert!(said.contains(sentence), "{sentence}: {said}");
        }
    }
    // A copy with findings that comes back alone is a submission; a report never is one.
    vtvl(&["check", &path("de-an-nhan-xet.xlsx")])
        .assert()
        .code(0)
        .stderr("");
    vtvl(&["check", &path("bao-cao.xlsx")])
        .assert()
        .code(2)
        .stderr(contains("đây là báo cáo do vtvl lập"));
}
