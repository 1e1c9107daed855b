//! `vtvl batch`: every dossier of a tree, the register, the consolidation; the same bytes however
//! many work beside each other, nothing done twice, nothing lost.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use assert_cmd::Command;
use jiff::civil::date;
use predicates::str::contains;
use serde_json::Value;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::opinion::Agreed;
use vtvl::opinion::Asked;
use vtvl::opinion::Review;
use vtvl::opinion::position_key;
use vtvl::report;

use crate::support::Sheets;
use crate::support::sample;
use crate::support::samples_dir;
use crate::support::stop;

fn vtvl(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .args(arguments);
    command
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The proposal of the department with faults, as it is handed in again: on a later day, some
/// faults mended.
fn second_round() -> Sheets {
    let mut sheets = sample("so-nong-nghiep-2021");
    sheets.set("Thông tin chung", "B11", "15/11/2021");
    sheets
}

/// An office's desk: two rounds of one agency, one in several files, a school, one file twice, one
/// that is no workbook.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(
        root,
        "ho-so/so/nong-nghiep-lan-1.xlsx",
        &sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    );
    put(
        root,
        "ho-so/so/nong-nghiep-lan-2.xlsx",
        &second_round().to_xlsx(),
    );
    put(
        root,
        "ho-so/truong/thpt.xlsx",
        &sample("truong-thpt-2022").to_xlsx(),
    );
    put(
        root,
        "ho-so/nham-cho/ban sao.xlsx",
        &sample("truong-thpt-2022").to_xlsx(),
    );
    put(root, "ho-so/hong/cat.xlsx", b"PK\x03\x04 not a workbook");
    for part in [
        "1-de-an.xlsx",
        "2-cong-viec.xlsx",
        "3-mo-ta-va-nang-luc.xlsx",
        "10-ngach.xlsx",
    ] {
        let bytes = fs::read(samples_dir().join("so-van-hoa-2021-nhieu-tep").join(part)).unwrap();
        put(root, &format!("ho-so/van-hoa/{part}"), &bytes);
    }
    folder
}

fn register(folder: &Path, out: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(out).join("tong-hop.json")).unwrap()).unwrap()
}

/// Every file under a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(
                    path.strip_prefix(folder).unwrap().to_path_buf(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}

fn dossier<'a>(register: &'a Value, name: &str) -> &'a Value {
    let dossiers = register["dossiers"].as_array().unwrap();
    dossiers
        .iter()
        .find(|dossier| dossier["dossier"] == name)
        .unwrap_or_else(|| stop(&format!("{name}: {dossiers:?}")))
}

const RUN: [&str; 6] = ["batch", "ho-so", "-o", "ra", "--on", "2021-12-01"];

#[test]
fn a_tree_of_dossiers_becomes_a_register() {
    let desk = desk();
    let run = vtvl(desk.path(), &RUN).assert().code(3);
    run.stderr(contains("tìm thấy 6 hồ sơ"))
        .stdout(contains("Không xét được hong/cat.xlsx"));
    let register = register(desk.path(), "ra");
    let names: Vec<&str> = register["dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["dossier"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "nham-cho/ban sao.xlsx",
            "so/nong-nghiep-lan-1.xlsx",
            "so/nong-nghiep-lan-2.xlsx",
            "truong/thpt.xlsx",
            "van-hoa"
        ]
    );
    assert_eq!(register["unreadable"][0]["dossier"], "hong/cat.xlsx");
    let (first, second) = (dossier(&register, names[1]), dossier(&register, names[2]));
    assert_eq!(
        (&first["round"], &first["rounds"], &first["counted"]),
        (&1.into(), &2.into(), &false.into())
    );
    assert_eq!(
        (&second["round"], &second["counted"]),
        (&2.into(), &true.into())
    );
    assert!(
        !second["change"]["mended"].as_object().unwrap().is_empty(),
        "{second}"
    );
    let doubled = dossier(&register, "truong/thpt.xlsx");
    assert_eq!(
        (&doubled["same_as"], &doubled["counted"]),
        (&0.into(), &false.into())
    );
    let all = &register["totals"]["all"];
    let counted = register["dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["counted"] == true);
    let assigned: i64 = counted.map(|line| line["assigned"].as_i64().unwrap()).sum();
    assert_eq!(all["assigned"]["people"].as_i64().unwrap(), assigned);
    assert_eq!(all["dossiers"].as_array().unwrap().len(), 3);
}

#[test]
fn the_same_bytes_however_many_work_and_nothing_is_done_twice() {
    let desk = desk();
    vtvl(desk.path(), &[&RUN[..], &["--jobs", "1"]].concat())
        .assert()
        .code(3);
    vtvl(
        desk.path(),
        &[
            "batch",
            "ho-so",
            "-o",
            "hai",
            "--on",
            "2021-12-01",
            "--jobs",
            "4",
        ],
    )
    .assert()
    .code(3);
    let one = tree(&desk.path().join("ra"));
    assert!(
        one == tree(&desk.path().join("hai")),
        "1 job and 4 jobs differ"
    );
    let results = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        files
            .keys()
            .filter(|path| path.starts_with("ket-qua"))
            .count()
    };
    assert_eq!(results(&one), 5);
    // Broken off in the middle: one result is gone, another is half; a half one never bears the
    // name of a result.
    let lost = one
        .keys()
        .find(|path| path.starts_with("ket-qua/so"))
        .unwrap();
    fs::remove_file(desk.path().join("ra").join(lost)).unwrap();
    let kept = one.keys().find(|path| {
        path.starts_with("ket-qua/van-hoa") || path.to_string_lossy().contains("van-hoa")
    });
    let kept = desk.path().join("ra").join(kept.unwrap());
    let marked = fs::metadata(&kept).unwrap().modified().unwrap();
    vtvl(desk.path(), &RUN)
        .assert()
        .code(2)
        .stderr(contains("--force"));
    vtvl(desk.path(), &[&RUN[..], &["--force"]].concat())
        .assert()
        .code(3);
    assert!(
        one == tree(&desk.path().join("ra")),
        "a resumed run differs"
    );
    assert_eq!(
        fs::metadata(&kept).unwrap().modified().unwrap(),
        marked,
        "a result that was there was made again"
    );
}

#[test]
fn a_result_is_what_check_says_of_the_same_files() {
    let desk = desk();
    vtvl(desk.path(), &RUN).assert().code(3);
    let results = tree(&desk.path().join("ra/ket-qua"));
    let (_, result) = results
        .iter()
        .find(|(path, _)| path.to_string_lossy().contains("lan-1"))
        .unwrap();
    let checked = vtvl(
        desk.path(),
        &[
            "check",
            "ho-so/so/nong-nghiep-lan-1.xlsx",
            "--format",
            "json",
        ],
    )
    .output()
    .unwrap();
    assert!(checked.stdout == *result);
}

#[test]
fn results_of_other_machines_add_up_like_own_ones() {
    let desk = desk();
    vtvl(desk.path(), &RUN).assert().code(3);
    vtvl(
        desk.path(),
        &[
            "batch",
            "--from",
            "ra/ket-qua",
            "-o",
            "bo",
            "--on",
            "2021-12-01",
        ],
    )
    .assert()
    .code(0);
    let (own, merged) = (register(desk.path(), "ra"), register(desk.path(), "bo"));
    for key in ["totals", "commonest", "outliers", "editions"] {
        assert_eq!(own[key], merged[key], "{key}");
    }
    let name = |register: &Value| register["dossiers"][1]["dossier"].clone();
    assert_eq!(name(&own), name(&merged));
    // The same results twice are doubled dossiers, not more people.
    vtvl(
        desk.path(),
        &[
            "batch",
            "--from",
            "ra/ket-qua",
            "bo",
            "ra",
            "-o",
            "ba",
            "--on",
            "2021-12-01",
        ],
    )
    .assert()
    .code(0);
    assert_eq!(
        own["totals"]["all"]["assigned"],
        register(desk.path(), "ba")["totals"]["all"]["assigned"]
    );
}

/// What an appraiser says of the clean department: when the dossier was complete, and one person
/// fewer for the first position.
fn opinions() -> Vec<u8> {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let files = [Submitted::new(
        "de-an.xlsx",
        sample("so-nong-nghiep-2021").to_xlsx(),
    )];
    let appraisal = engine
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap();
    let mut review = Review::default();
    review.procedure.received = Some(date(2021, 9, 20));
    for (nth, position) in appraisal.positions.iter().enumerate() {
        let proposed = position.people();
        let number = proposed.map(|people| people - i64::from(nth == 0));
        review.numbers.insert(
            position_key(position),
            Agreed {
                number,
                proposed,
                reason: String::new(),
            },
        );
    }
    let mut bytes = Vec::new();
    report::write_review(&appraisal, &review, &mut bytes).unwrap();
    bytes
}

#[test]
fn the_appraisers_word_beside_a_dossier_counts() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    // Alone in its folder, and among others by its name.
    for file in ["rieng/de-an.xlsx", "chung/mot.xlsx", "chung/hai.xlsx"] {
        put(
            root,
            &format!("ho-so/{file}"),
            &sample("so-nong-nghiep-2021").to_xlsx(),
        );
    }
    put(root, "ho-so/rieng/y-kien.xlsx", &opinions());
    put(root, "ho-so/chung/y-kien-mot.xlsx", &opinions());
    vtvl(root, &["batch", "ho-so", "-o", "ra", "--on", "2021-10-01"])
        .assert()
        .code(0);
    let register = register(root, "ra");
    let names: Vec<&str> = register["dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["dossier"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["chung/hai.xlsx", "chung/mot.xlsx", "rieng/de-an.xlsx"],
        "opinions are no dossiers"
    );
    let without = dossier(&register, "chung/hai.xlsx");
    assert_eq!(
        (&without["received"], &without["approved"]),
        (&Value::Null, &Value::Null)
    );
    for name in ["chung/mot.xlsx", "rieng/de-an.xlsx"] {
        let line = dossier(&register, name);
        assert_eq!(line["received"], "2021-09-20", "{name}");
        assert_eq!(
            line["approved"].as_i64().unwrap(),
            line["proposed"].as_i64().unwrap() - 1,
            "{name}"
        );
        // The time runs from the complete dossier: ten days after it was handed in.
        assert!(
            line["due_on"].as_str().unwrap() > without["due_on"].as_str().unwrap(),
            "{name}"
        );
    }
}

#[test]
fn papers_are_written_on_request_and_never_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(
        root,
        "ho-so/de-an.xlsx",
        &sample("truong-thpt-2022").to_xlsx(),
    );
    vtvl(root, &["batch", "ho-so", "-o", "ra", "--on", "2022-12-01"])
        .assert()
        .code(0);
    vtvl(
        root,
        &[
            "batch",
            "ho-so",
            "-o",
            "ra",
            "--on",
            "2022-12-01",
            "--force",
            "--papers",
        ],
    )
    .assert()
    .code(0);
    let paper = root.join("ra/van-ban/de-an.xlsx/bao-cao-tham-dinh.docx");
    assert!(paper.is_file(), "{:?}", tree(&root.join("ra")).keys());
    assert_eq!(
        register(root, "ra")["dossiers"][0]["papers"],
        "van-ban/de-an.xlsx"
    );
    fs::write(&paper, "đã sửa tay").unwrap();
    fs::remove_dir_all(root.join("ra/ket-qua")).unwrap();
    for file in [
        "so-theo-doi.xlsx",
        "tong-hop.xlsx",
        "tong-hop.html",
        "phu-luc-tong-hop.docx",
        "tong-hop.json",
    ] {
        fs::remove_file(root.join("ra").join(file)).unwrap();
    }
    let again = vtvl(
        root,
        &[
            "batch",
            "ho-so",
            "-o",
            "ra",
            "--on",
            "2022-12-01",
            "--papers",
        ],
    )
    .assert()
    .code(0);
    again.stderr(contains("giữ nguyên văn bản đã có"));
    assert_eq!(fs::read_to_string(&paper).unwrap(), "đã sửa tay");
}

#[test]
fn every_column_of_a_table_is_documented() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bang-du-lieu.md"))
            .unwrap();
    let columns = vtvl::report::POSITION_COLUMNS
        .iter()
        .chain(&vtvl::report::FINDING_COLUMNS);
    for column in columns {
        let kind = match column.kind {
            vtvl::report::ColumnKind::Text => "text",
            vtvl::report::ColumnKind::Whole => "whole",
            vtvl::report::ColumnKind::Day => "day",
            vtvl::report::ColumnKind::Flag => "flag",
        };
        let row = format!("| `{}` | {kind} |", column.name);
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn tables_hold_a_row_a_position_and_a_row_a_case() {
    let desk = desk();
    let tables = ["--table", "so-lieu.csv", "--table", "so-lieu.parquet"];
    vtvl(desk.path(), &[&RUN[..], &tables].concat())
        .assert()
        .code(3);
    let text = fs::read_to_string(desk.path().join("so-lieu-vi-tri.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let proposed = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "proposed")
        .unwrap();
    let counted = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "counted")
        .unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let people: i64 = rows
        .iter()
        .filter(|row| &row[counted] == "true")
        .filter_map(|row| row[proposed].parse::<i64>().ok())
        .sum();
    let register = register(desk.path(), "ra");
    let groups = register["totals"]["by_group"].as_array().unwrap().iter();
    assert_eq!(
        people,
        groups
            .map(|group| group["people"].as_i64().unwrap())
            .sum::<i64>()
    );
    // Parquet begins and ends with its mark.
    for part in ["vi-tri", "noi-dung"] {
        let bytes = fs::read(desk.path().join(format!("so-lieu-{part}.parquet"))).unwrap();
        assert!(
            bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1") && bytes.len() > 1000,
            "{part}"
        );
    }
}

#[test]
fn results_are_not_written_among_the_dossiers_themselves() {
    let desk = desk();
    let before = tree(desk.path());
    vtvl(desk.path(), &["batch", "ho-so", "-o", "./ho-so"])
        .assert()
        .code(2)
        .stderr(contains("thư mục hồ sơ"));
    vtvl(desk.path(), &["batch", "khong-co", "-o", "ra"])
        .assert()
        .code(2)
        .stderr(contains("không phải là thư mục"));
    vtvl(desk.path(), &["batch", "--from", "khong-co", "-o", "ra"])
        .assert()
        .code(2)
        .stderr(contains("không tìm thấy"));
    assert!(before == tree(desk.path()), "something was written");
    // A folder of results inside that of the dossiers is not searched for dossiers.
    let inside = [
        "batch",
        "ho-so",
        "-o",
        "ho-so/tong-hop",
        "--on",
        "2021-12-01",
    ];
    vtvl(desk.path(), &inside).assert().code(3);
    vtvl(desk.path(), &[&inside[..], &["--force"]].concat())
        .assert()
        .code(3)
        .stderr(contains("tìm thấy 6 hồ sơ"));
}
