//! The program as a user runs it: what it prints, what it writes, its exit code.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

fn vtvl() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command.env("NO_COLOR", "1");
    command
}

fn sample(name: &str) -> String {
    crate::support::samples_dir()
        .join(format!("{name}.xlsx"))
        .display()
        .to_string()
}

/// One sentence on stderr, nothing on stdout, exit code 2.
fn refuses(arguments: &[&str], says: &str) {
    let assert = vtvl()
        .args(arguments)
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(says));
    let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("vtvl: "), "{stderr}");
}

#[test]
fn a_correct_proposal_exits_with_zero() {
    vtvl()
        .args(["check", &sample("so-nong-nghiep-2021")])
        .assert()
        .code(0)
        .stdout(contains("Đề nghị phê duyệt"));
}

#[test]
fn violations_exit_with_one_and_are_named_with_cell_and_provision() {
    let wanted = contains("sai quy định")
        .and(contains("H6"))
        .and(contains("Nghị định số 24/2014/NĐ-CP"));
    vtvl()
        .args(["check", &sample("so-nong-nghiep-2021-co-loi")])
        .assert()
        .code(1)
        .stdout(wanted);
}

#[test]
fn the_vietnamese_alias_does_the_same() {
    let by = |command: &str| {
        vtvl()
            .args([command, &sample("truong-thpt-2022-co-loi")])
            .assert()
            .code(1)
            .get_output()
            .stdout
            .clone()
    };
    assert_eq!(by("check"), by("kiem-tra"));
}

#[test]
fn what_is_not_judged_is_told_by_exit_code_three() {
    let folder = tempfile::tempdir().unwrap();
    let proposal = folder.path().join("de-an.xlsx");
    // Without the class of the province nobody knows the limits of a phòng.
    let bytes = crate::support::sample("so-nong-nghiep-2021")
        .clear("Thông tin chung", "B7")
        .to_xlsx();
    fs::write(&proposal, bytes).unwrap();
    let path = proposal.display().to_string();
    vtvl()
        .args(["check", &path])
        .assert()
        .code(3)
        .stdout(contains("hiếu dữ liệu"));
}

#[test]
fn without_a_date_nothing_is_judged() {
    refuses(
        &[
            "check",
            &sample("phong-noi-vu-2021-chi-co-danh-muc"),
            "--profile",
            "cong-chuc",
        ],
        "--as-of",
    );
}

#[test]
fn files_that_are_no_workbook_get_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    refuses(&["check", &file("trong.xlsx", b"")], "trống");
    refuses(
        &[
            "check",
            &file("van-ban.xlsx", "Đề án vị trí việc làm".as_bytes()),
        ],
        "văn bản",
    );
    refuses(
        &[
            "check",
            &file("web.xls", b"<html><body><table></table></body></html>"),
        ],
        "HTML",
    );
    refuses(
        &[
            "check",
            &folder.path().join("khong-co.xlsx").display().to_string(),
        ],
        "không tìm thấy",
    );
}

#[test]
fn texts_of_an_old_encoding_are_told_and_converted() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    // TCVN3 as its bytes read in Latin letters.
    let headings = ["STT", "M· VTVL", "Tªn vÞ trÝ viÖc lµm", "Sè ng\u{ad}êi"];
    for (col, heading) in (0_u16..).zip(headings) {
        sheet.write(0, col, heading).unwrap();
    }
    for (col, text) in (0_u16..).zip(["1", "TP-01", "Tr\u{ad}ëng phßng Tæ chøc", "1"]) {
        sheet.write(1, col, text).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cu.xlsx");
    book.save(&path).unwrap();
    let path = path.display().to_string();
    vtvl()
        .args(["read", &path])
        .assert()
        .stdout(contains("--encoding tcvn3"));
    let read = vtvl()
        .args(["read", &path, "--encoding", "tcvn3"])
        .assert()
        .code(0);
    read.stdout(
        contains("Danh mục VTVL")
            .and(contains("1 vị trí việc làm, 1 người"))
            .and(contains("--encoding").not()),
    );
}

/// The template of công chức in a folder: a blank one and one filled with a sample.
fn templates(folder: &Path) -> (String, String) {
    let path = |name: &str| folder.join(name).display().to_string();
    let (blank, full) = (path("mau.xlsx"), path("mau-da-dien.xlsx"));
    vtvl()
        .args([
            "mau",
            "--for",
            "cong-chuc",
            "--as-of",
            "2021-06-30",
            "-o",
            &blank,
        ])
        .assert()
        .code(0)
        .stdout(contains("Đã ghi"));
    vtvl()
        .args([
            "template",
            "--for",
            "cong-chuc",
            "--as-of",
            "30/06/2021",
            "-o",
            &full,
            "--fill",
            "mau",
        ])
        .assert()
        .code(0);
    (blank, full)
}

#[test]
fn a_blank_template_is_recognised_and_not_appraised() {
    let folder = tempfile::tempdir().unwrap();
    let (blank, _) = templates(folder.path());
    vtvl()
        .args(["read", &blank])
        .assert()
        .code(0)
        .stdout(contains("Mẫu vtvl 1 (công chức), bản quy tắc "));
    vtvl()
        .args(["check", &blank, "--as-of", "2021-06-30"])
        .assert()
        .code(3)
        .stdout(contains("mẫu chưa điền"));
}

#[test]
fn a_filled_template_is_approved() {
    let folder = tempfile::tempdir().unwrap();
    let (_, full) = templates(folder.path());
    vtvl()
        .args(["check", &full])
        .assert()
        .code(0)
        .stdout(contains("Đề nghị phê duyệt"));
}

#[test]
fn a_template_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (blank, full) = templates(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    refuses(
        &[
            "template",
            "--for",
            "vien-chuc",
            "-o",
            &path("chua-ro.xlsx"),
        ],
        "--as-of 01/07/2026",
    );
    refuses(
        &["template", "--for", "cong-nhan", "-o", &blank],
        "cong-chuc, vien-chuc",
    );
    refuses(
        &["template", "--for", "cong-chuc", "-o", &path("mau.ods")],
        ".xlsx",
    );
    refuses(
        &[
            "template",
            "--for",
            "vien-chuc",
            "-o",
            &path("khac.xlsx"),
            "--fill",
            &full,
        ],
        "Công chức",
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "nothing else is left"
    );
}

#[test]
fn wrong_arguments_are_told_in_vietnamese() {
    refuses(&["chek"], "có phải “check”");
    refuses(&["check"], "thiếu");
    refuses(
        &["check", "--as-of", "06/2021", "x.xlsx"],
        "ngày chưa đủ ngày, tháng, năm",
    );
    refuses(
        &["check", "--as-of", "31/02/2021", "x.xlsx"],
        "không có ngày này",
    );
    refuses(
        &["check", "--fromat", "json", "x.xlsx"],
        "có phải “--format”",
    );
    refuses(&["serve", "--port", "abc"], "phải là một số nguyên");
    vtvl()
        .args([
            "check",
            "--as-of",
            "30/6/2021",
            &sample("so-nong-nghiep-2021"),
        ])
        .assert()
        .stdout(contains("30/06/2021"));
    refuses(
        &[
            "check",
            &sample("so-nong-nghiep-2021"),
            "--profile",
            "gì-đó",
        ],
        "cong-chuc",
    );
    refuses(
        &["rules", "show", "nd-62-2020/d05k2-phan-nhon"],
        "nd-62-2020/d05k2-phan-nhom",
    );
}

#[test]
fn reports_are_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).display().to_string();
    let input = sample("so-nong-nghiep-2021-co-loi");
    refuses(
        &[
            "appraise",
            &input,
            "-o",
            &out("a.docx"),
            "-o",
            &out("b.odt"),
        ],
        ".docx",
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let names = ["a.docx", "a.pdf", "a.html", "a.md", "a.json"];
    let mut command = vtvl();
    command.args(["appraise", &input]);
    for name in names {
        command.args(["-o", &out(name)]);
    }
    command.assert().code(0).stdout(contains("Đã ghi"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names.len());
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("a.json")).unwrap()).unwrap();
    assert_eq!(json["schema"], "vtvl.appraisal/1");
    assert_eq!(json["law"]["as_of"], "2021-09-10");
    assert_eq!(json["recommendation"], "revise");
    refuses(
        &["appraise", &input, "-o", &out("a.md/a.docx")],
        "không phải thư mục",
    );
}

#[test]
fn the_letter_and_the_questions_are_written_beside_the_report_or_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).display().to_string();
    let input = sample("so-nong-nghiep-2021-co-loi");
    refuses(&["appraise", &input], "thiếu");
    refuses(
        &["appraise", &input, "--letter", &out("a.html")],
        "công văn",
    );
    refuses(
        &[
            "appraise",
            &input,
            "-o",
            &out("a.docx"),
            "--questions",
            &out("a.docx"),
        ],
        "hai lần",
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let house = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/co-quan.toml")
        .display()
        .to_string();
    let names = (
        out("bc.docx"),
        out("cv.docx"),
        out("ch.docx"),
        out("cv2.docx"),
    );
    vtvl()
        .args([
            "appraise",
            &input,
            "-o",
            &names.0,
            "--letter",
            &names.1,
            "--cau-hoi",
            &names.2,
            "--house",
            &house,
        ])
        .assert()
        .code(0)
        .stdout(contains("ch.docx"));
    vtvl()
        .args([
            "appraise",
            &input,
            "--cong-van",
            &names.3,
            "--co-quan",
            &house,
        ])
        .assert()
        .code(0);
    assert_eq!(fs::read(&names.1).unwrap(), fs::read(&names.3).unwrap());
}

#[test]
fn faults_of_the_house_are_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let out = folder.path().join("a.docx").display().to_string();
    let input = sample("so-nong-nghiep-2021");
    let with = |house: &str, says: &str| {
        refuses(&["appraise", &input, "-o", &out, "--house", house], says);
    };
    with(
        &folder.path().join("khong-co.toml").display().to_string(),
        "không",
    );
    with(
        &file("a.toml", "place = \"A\"\nplaec = \"B\"\n"),
        "a.toml, dòng 2: khóa “plaec”",
    );
    with(
        &file("b.toml", "templates = \"khong-co\""),
        "không đọc được thư mục mẫu",
    );
    file("mau/header.xml", "<a>\n{{ khong.co }}</a>");
    let house = file("c.toml", "templates = \"mau\"");
    with(&house, "mẫu header.xml, dòng 2");
    file("mau/la.xml", "");
    with(&house, "không có mẫu nào tên la.xml");
    assert!(!Path::new(&out).exists());
}

#[test]
fn json_has_the_keys_of_the_contract() {
    let assert = vtvl()
        .args([
            "check",
            &sample("so-nong-nghiep-2021-co-loi"),
            "--format",
            "json",
        ])
        .assert()
        .code(1);
    let json: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let keys = [
        "schema",
        "program",
        "input",
        "law",
        "agency",
        "recommendation",
        "counts",
        "findings",
        "remarks",
    ];
    for key in keys {
        assert!(json.get(key).is_some(), "{key}");
    }
    let subjects: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["subject"]["kind"].as_str())
        .collect();
    assert!(
        subjects.contains(&"position")
            && subjects.contains(&"unit")
            && subjects.contains(&"dossier"),
        "{subjects:?}"
    );
    let finding = &json["findings"][0];
    for key in [
        "rule", "outcome", "subject", "sentence", "remedy", "citation", "cells", "evidence",
    ] {
        assert!(finding.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_rulebook_passes_its_own_tools() {
    vtvl()
        .args(["rules", "check"])
        .assert()
        .code(0)
        .stdout(contains("không có lỗi"));
    vtvl()
        .args(["rules", "test"])
        .assert()
        .code(0)
        .stdout(contains(" 0 sai"));
    vtvl()
        .args(["rules", "list", "nd-62-2020"])
        .assert()
        .code(0)
        .stdout(contains("d05k2-phan-nhom"));
}

#[test]
fn a_rule_added_to_a_folder_is_used_without_a_new_program() {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"),
        folder.path(),
    );
    let page = folder.path().join("nd-107-2020/d06k2-pho-truong-phong.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(
        &page,
        text.replacen("level     = \"violation\"", "level     = \"note\"", 1),
    )
    .unwrap();
    let rules = folder.path().display().to_string();
    // The case table still says "sai quy định": law and page no longer agree, and the tool says
    // where.
    vtvl()
        .args([
            "rules",
            "test",
            "--rules",
            &rules,
            "nd-107-2020/d06k2-pho-truong-phong",
        ])
        .assert()
        .code(1)
        .stdout(contains(".md:"));
    fs::write(&page, text.replacen("each ", "eech ", 1)).unwrap();
    vtvl()
        .args(["rules", "check", "--rules", &rules])
        .assert()
        .code(2)
        .stdout(contains("d06k2-pho-truong-phong.md"));
}

#[test]
fn the_tools_of_a_legal_officer_answer() {
    // Words are found with and without accents; accents count where they are typed.
    vtvl()
        .args(["rules", "search", "cấp", "phó"])
        .assert()
        .code(0)
        .stdout(contains("d06k2-pho-truong-phong"));
    vtvl()
        .args(["rules", "search", "pho truong phong"])
        .assert()
        .code(0)
        .stdout(contains("d06k2-pho-truong-phong"));
    refuses(&["rules", "search", "thuế quan"], "không có quy tắc nào");
    vtvl()
        .args(["rules", "cover", "106/2020"])
        .assert()
        .code(0)
        .stdout(contains("Điều 3 khoản 5").and(contains("d03k5-ty-le-65")));
    let tried = contains("sai quy định")
        .and(contains("'Cơ cấu tổ chức'!H6"))
        .and(contains("so_cap_pho"));
    let sample = sample("so-nong-nghiep-2021-co-loi");
    vtvl()
        .args([
            "rules",
            "try",
            "nd-107-2020/d06k2-pho-truong-phong",
            &sample,
        ])
        .assert()
        .code(0)
        .stdout(tried);
}

#[test]
fn a_new_page_loads_and_a_changed_rule_is_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    copy(&own, folder.path());
    let rules = folder.path().display().to_string();
    let new = [
        "rules",
        "new",
        "nd-62-2020/d09-thu-nghiem",
        "--title",
        "Thử",
        "--provision",
        "Điều 9",
        "--reviewed",
        "2026-11-23",
    ];
    vtvl().args(new).args(["--rules", &rules]).assert().code(0);
    vtvl()
        .args(["rules", "test", "nd-62-2020/d09-thu", "--rules", &rules])
        .assert()
        .code(0)
        .stdout(contains(" 0 sai"));
    refuses(&[&new[..], &["--rules", &rules]].concat(), "không dùng lại");
    // A looser limit lets the planted third deputy pass: replay says which finding vanishes.
    let page = folder.path().join("nd-107-2020/d06k2-pho-truong-phong.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("is = 1 }", "is = 2 }")).unwrap();
    let own = own.display().to_string();
    let sample = sample("so-nong-nghiep-2021-co-loi");
    let vanished = contains("- [sai quy định] nd-107-2020/d06k2-pho-truong-phong");
    vtvl()
        .args(["rules", "replay", &own, &sample, "--rules", &rules])
        .assert()
        .code(1)
        .stdout(vanished);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn a_submission_comes_back_with_its_findings() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("nhan-xet.xlsx").display().to_string();
    let says = contains("Đã ghi").and(contains("Nhận xét thẩm định"));
    vtvl()
        .args([
            "annotate",
            &sample("so-nong-nghiep-2021-co-loi"),
            "-o",
            &out,
        ])
        .assert()
        .code(0)
        .stdout(says);
    let first = fs::read(&out).unwrap();
    vtvl()
        .args([
            "danh-dau",
            &sample("so-nong-nghiep-2021-co-loi"),
            "-o",
            &out,
            "-q",
            "--force",
        ])
        .assert()
        .code(0)
        .stdout("");
    assert_eq!(
        fs::read(&out).unwrap(),
        first,
        "the same input gives the same bytes"
    );
    // What we put in is no part of the submission: the copy is judged as its original.
    let judged = |file: &str| {
        vtvl()
            .args(["check", file, "--format", "json"])
            .assert()
            .get_output()
            .stdout
            .clone()
    };
    let findings = |file: &str| -> serde_json::Value {
        let json: serde_json::Value = serde_json::from_slice(&judged(file)).unwrap();
        serde_json::json!([json["findings"], json["remarks"], json["counts"]])
    };
    assert_eq!(
        findings(&out),
        findings(&sample("so-nong-nghiep-2021-co-loi"))
    );
}

#[test]
fn a_submission_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let one = folder.path().join("mot.xlsx");
    fs::copy(sample("so-nong-nghiep-2021"), &one).unwrap();
    let before = fs::read(&one).unwrap();
    let shown = one.display().to_string();
    let around = folder
        .path()
        .join(".")
        .join("mot.xlsx")
        .display()
        .to_string();
    refuses(
        &["annotate", &shown, "-o", &around, "--force"],
        "không được ghi đè",
    );
    assert_eq!(fs::read(&one).unwrap(), before);
    refuses(
        &[
            "annotate",
            &shown,
            "-o",
            &folder.path().join("ra.docx").display().to_string(),
        ],
        ".xlsx",
    );
    let two = sample("truong-thpt-2022");
    refuses(
        &[
            "annotate",
            &shown,
            &two,
            "-o",
            &folder.path().join("ra.xlsx").display().to_string(),
        ],
        "thư mục",
    );
}

#[test]
fn every_file_of_a_submission_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let book = sample("so-nong-nghiep-2021-co-loi");
    let other = folder.path().join("ban-sao.xlsx");
    fs::copy(&book, &other).unwrap();
    let out = folder.path().join("ra");
    vtvl()
        .args([
            "annotate",
            &book,
            &other.display().to_string(),
            "-o",
            &out.display().to_string(),
        ])
        .assert()
        .code(0);
    let mut names: Vec<String> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "ban-sao-nhan-xet.xlsx",
            "so-nong-nghiep-2021-co-loi-nhan-xet.xlsx"
        ]
    );
}

/// The report on the sample with faults as a workbook.
fn workbook_report(folder: &Path) -> Vec<u8> {
    let out = folder.join("ket-qua.xlsx").display().to_string();
    vtvl()
        .args([
            "appraise",
            &sample("so-nong-nghiep-2021-co-loi"),
            "-o",
            &out,
            "--ghi-de",
        ])
        .assert()
        .code(0);
    fs::read(&out).unwrap()
}

fn opened_report() -> vtvl::cells::Workbook {
    let folder = tempfile::tempdir().unwrap();
    let report = workbook_report(folder.path());
    vtvl::cells::open(&report, &vtvl::cells::Limits::default()).unwrap()
}

#[test]
fn the_report_as_a_workbook_has_the_same_bytes_for_the_same_input() {
    let folder = tempfile::tempdir().unwrap();
    let first = workbook_report(folder.path());
    assert_eq!(
        workbook_report(folder.path()),
        first,
        "the same input gives the same bytes"
    );
}

#[test]
fn the_report_as_a_workbook_tells_findings_by_weight() {
    let book = opened_report();
    let names: Vec<&str> = book.sheets.iter().map(vtvl::cells::Sheet::name).collect();
    assert_eq!(
        names,
        [
            "Nội dung thẩm định",
            "Kết luận",
            "Số liệu",
            "Vị trí",
            "Câu hỏi"
        ]
    );
    let rows = &book.sheets[0].rows;
    assert!(rows.len() > 30 && rows[0].value(1).text() == Some("Loại"));
    let at = |row: &vtvl::cells::Row| {
        row.value(3)
            .text()
            .is_some_and(|place| place.ends_with(": H6"))
    };
    assert!(
        rows.iter()
            .any(|row| at(row) && row.value(1).text() == Some("Sai quy định"))
    );
    let number = |row: &vtvl::cells::Row| row.value(0).to_string().parse::<u32>().unwrap();
    assert!(rows[1..].is_sorted_by_key(number), "by weight");
}

#[test]
fn the_report_as_a_workbook_has_nothing_that_only_software_people_know() {
    let book = opened_report();
    let cells = book
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    for text in cells.filter_map(|(_, value)| value.text()) {
        for word in [
            "SHA-256",
            "vtvl",
            "nhat-quan/",
            "nd-62-2020/",
            "chương trình không",
        ] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

#[test]
fn a_date_that_is_half_there_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("de-an.xlsx");
    for (text, told) in [
        ("06/2021", "mới có tháng, năm"),
        ("ngày … tháng … năm 2021", "mới có năm"),
        ("sau Tết", "không đọc được là ngày"),
    ] {
        let mut sheets = crate::support::sample("so-nong-nghiep-2021");
        sheets.set("Thông tin chung", "B11", text);
        fs::write(&file, sheets.to_xlsx()).unwrap();
        refuses(&["check", &file.display().to_string()], told);
    }
}
