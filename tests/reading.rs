//! `vtvl read`: the table, the picture, the JSON, and the mapping that overrules.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;

use assert_cmd::Command;
use predicates::str::contains;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::Dossier;
use vtvl::dossier::Mapping;
use vtvl::dossier::save_mapping;

fn vtvl(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command.env("NO_COLOR", "1").args(arguments);
    command
}

fn sample(name: &str) -> String {
    crate::support::samples_dir()
        .join(format!("{name}.xlsx"))
        .display()
        .to_string()
}

fn stdout(arguments: &[&str]) -> String {
    String::from_utf8(vtvl(arguments).assert().code(0).get_output().stdout.clone()).unwrap()
}

#[test]
fn a_layout_of_its_own_as_a_person_sees_it() {
    let text = stdout(&["read", &sample("so-van-hoa-2021-bo-cuc-la"), "--picture"]);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    insta::assert_snapshot!(text);
}

/// All leaves of a dossier as text, with their cells.
fn leaves(dossier: &Dossier) -> Vec<String> {
    let entries = dossier
        .tables
        .values()
        .flat_map(|table| table.entries.iter().chain(&table.totals));
    let leaf = |entry: &vtvl::dossier::Entry| {
        let leaves = entry.leaves.iter();
        leaves
            .map(|(key, leaf)| format!("{key} {} {:?} {}", leaf.value, leaf.term, leaf.at))
            .collect::<Vec<_>>()
            .join("; ")
    };
    entries.map(leaf).collect()
}

/// A mapping without its comments.
fn told(mapping: &str) -> Vec<&str> {
    mapping
        .lines()
        .map(|line| line.split(" #").next().unwrap())
        .collect()
}

#[test]
fn what_was_saved_reads_the_same() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for entry in fs::read_dir(crate::support::samples_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "xlsx") {
            continue;
        }
        let files = [Submitted::new("a.xlsx", fs::read(&path).unwrap())];
        let (first, _) = engine.read(&files, &ReadingManner::default()).unwrap();
        let text = save_mapping(&first, &engine.forms);
        let mapping = Mapping::parse(&text, &engine.forms)
            .unwrap_or_else(|fault| crate::support::stop(&format!("{fault}\n{text}")));
        let (second, remarks) = engine
            .read(
                &files,
                &ReadingManner {
                    mapping,
                    ..ReadingManner::default()
                },
            )
            .unwrap();
        assert!(!leaves(&first).is_empty());
        assert_eq!(leaves(&first), leaves(&second), "{}", path.display());
        assert!(
            remarks
                .iter()
                .all(|remark| remark.code.key() != "map-unused"),
            "{remarks:?}"
        );
        assert_eq!(
            told(&save_mapping(&second, &engine.forms)),
            told(&text),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_mapping_overrules_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("ban-do.toml").display().to_string();
    let path = sample("so-nong-nghiep-2021");
    vtvl(&["read", &path, "--save-map", &map])
        .assert()
        .code(0)
        .stdout(contains("--map"));
    let saved = fs::read_to_string(&map).unwrap();
    assert!(
        saved.contains("I = \"so_nguoi\" # Số người đề xuất ← “Số người đề xuất”"),
        "{saved}"
    );
    // Another column for the people proposed, one sheet not used.
    let changed = saved
        .replace("I = \"so_nguoi\"", "I = \"bo-qua\"")
        .replace("J = \"hien_co\"", "J = \"so_nguoi\"")
        .replace("form = \"co-cau-ngach\"", "form = \"bo-qua\"");
    fs::write(&map, changed).unwrap();
    let read = stdout(&["read", &path, "--map", &map]);
    assert!(
        read.contains("bản đồ đọc") && read.contains("Bỏ qua theo bản đồ đọc")
            || read.contains("bỏ qua theo bản đồ đọc"),
        "{read}"
    );
    vtvl(&["check", &path, "--map", &map]).assert().code(1);
    vtvl(&["check", &path]).assert().code(0);
}

#[test]
fn faults_of_a_mapping_are_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("ban-do.toml").display().to_string();
    let sheet = "[[sheet]]\nname = \"Danh mục VTVL\"\n";
    for (text, says) in [
        ("[[sheet]", "dòng 1"),
        ("x = 1", "“x”"),
        ("[[sheet]]\nform = \"danh-muc\"", "thiếu tên trang"),
        (sheet, "thiếu tên biểu"),
        (&format!("{sheet}form = \"danh-sach\""), "danh-muc"),
        (&format!("{sheet}form = \"danh-muc\""), "thiếu dòng tiêu đề"),
        (
            &format!("{sheet}form = \"danh-muc\"\nheader = \"0\""),
            "dòng tiêu đề",
        ),
        (
            &format!("{sheet}form = \"danh-muc\"\nheader = 1\n[sheet.columns]\nB = \"ma_so\""),
            "“ma_so”",
        ),
        (
            &format!("{sheet}form = \"danh-muc\"\nheader = 1\n[sheet.columns]\nB1 = \"ma\""),
            "“B1”",
        ),
        (
            &format!(
                "{sheet}form = \"danh-muc\"\nheader = 1\n[sheet.columns]\nB = \"ma\"\nC = \"ma\""
            ),
            "hai cột",
        ),
        (
            &format!("{sheet}form = \"danh-muc\"\nheader = 1\n[sheet.cells]\nma = \"1B\""),
            "“1B”",
        ),
    ] {
        fs::write(&map, text).unwrap();
        let assert = vtvl(&["read", &sample("so-nong-nghiep-2021"), "--map", &map])
            .assert()
            .code(2)
            .stdout("");
        let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(
            stderr.contains(says) && stderr.contains("ban-do.toml"),
            "{text}: {stderr}"
        );
    }
    fs::write(&map, "[[sheet]]\nname = \"Trang khác\"\nform = \"bo-qua\"").unwrap();
    vtvl(&["read", &sample("so-nong-nghiep-2021"), "--map", &map])
        .assert()
        .code(0)
        .stdout(contains("“Trang khác”"));
}
