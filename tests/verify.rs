//! `vtvl verify`: a paper that was made holds, one that was altered does not, whatever its format.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;

const SAMPLE: &str = "so-nong-nghiep-2021-co-loi";

fn vtvl(arguments: &[impl AsRef<std::ffi::OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command.env("NO_COLOR", "1").args(arguments);
    command
}

fn sample_path(name: &str) -> String {
    crate::support::samples_dir()
        .join(format!("{name}.xlsx"))
        .display()
        .to_string()
}

/// The papers of a sample, in a folder.
fn papers(folder: &Path) {
    let outputs = [
        "bao-cao.docx",
        "bao-cao.md",
        "bao-cao.html",
        "ket-qua.json",
        "bao-cao.pdf",
        "ket-qua.xlsx",
    ];
    let mut args = vec!["appraise".to_owned(), sample_path(SAMPLE), "-q".to_owned()];
    for name in outputs {
        args.extend(["-o".to_owned(), folder.join(name).display().to_string()]);
    }
    args.extend([
        "--cong-van".to_owned(),
        folder.join("cong-van.docx").display().to_string(),
    ]);
    vtvl(&args).assert().code(0);
}

#[test]
fn a_paper_that_was_made_from_the_workbook_holds() {
    let folder = tempfile::tempdir().unwrap();
    papers(folder.path());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path().display().to_string();
        let told = vtvl(&["verify", &path, &sample_path(SAMPLE)])
            .assert()
            .code(0);
        told.stdout(contains("giống từng byte"));
    }
}

#[test]
fn what_an_office_fills_in_is_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let house = folder.path().join("co-quan.toml").display().to_string();
    fs::write(
        &house,
        "superior = \"Ủy ban nhân dân tỉnh Lam Giang\"\nbody = \"Sở Nội vụ tỉnh Lam Giang\"\nplace = \"Lam Giang\"\n",
    )
    .unwrap();
    let paper = folder.path().join("bao-cao.docx").display().to_string();
    vtvl(&[
        "appraise",
        &sample_path(SAMPLE),
        "-o",
        &paper,
        "--house",
        &house,
    ])
    .assert()
    .code(0);
    vtvl(&["verify", &paper, &sample_path(SAMPLE)])
        .assert()
        .code(0)
        .stdout(contains("không nội dung nào bị sửa"));
}

#[test]
fn an_altered_paper_and_another_workbook_are_told() {
    let folder = tempfile::tempdir().unwrap();
    papers(folder.path());
    let report = folder.path().join("bao-cao.md");
    let text = fs::read_to_string(&report).unwrap();
    let line = text
        .lines()
        .rfind(|line| line.chars().count() > 120 && !line.contains('…'))
        .unwrap();
    fs::write(&report, text.replacen(line, "", 1)).unwrap();
    let told = vtvl(&[
        "verify",
        &report.display().to_string(),
        &sample_path(SAMPLE),
    ])
    .assert()
    .code(1);
    told.stdout(contains("đã khác"))
        .stdout(contains("Chương trình viết mà văn bản không có"));
    let told = vtvl(&[
        "verify",
        &report.display().to_string(),
        &sample_path("truong-thpt-2022"),
    ])
    .assert()
    .code(1);
    told.stdout(contains("không phải văn bản lập từ hồ sơ này"));
    let pdf = folder.path().join("bao-cao.pdf").display().to_string();
    vtvl(&["verify", &pdf, &sample_path("truong-thpt-2022")])
        .assert()
        .code(2)
        .stderr(contains("không giống từng byte"));
}

#[test]
fn what_cannot_be_compared_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("bao-cao.doc", "x"),
        ("bao-cao.docx", "x"),
        ("bao-cao.json", "{"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let told = vtvl(&["verify", &path.display().to_string(), &sample_path(SAMPLE)])
            .assert()
            .code(2);
        assert_eq!(
            String::from_utf8_lossy(&told.get_output().stderr)
                .lines()
                .count(),
            1,
            "{name}"
        );
    }
}
