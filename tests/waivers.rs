//! Waivers beside a case: what they cover is shown as waived, expired ones come back, unused ones
//! are told.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::io::Read as _;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;
use vtvl::Engine;
use vtvl::book::Book;
use vtvl::opinion::FileLine;
use vtvl::opinion::Waivers;

/// What stands in every waiver of these tests.
const DECISION: &str = "approved_by = \"Ủy ban nhân dân tỉnh Lam Giang\"
document = { number = \"4512/UBND-NC\", date = 2021-08-20 }
reason = \"Phòng đang sắp xếp tổ chức\"
until = 2021-12-31
";
const DEPUTIES: &str = "rule = \"nd-107-2020/d06k2-pho-truong-phong\"\n";
const SAMPLE: &str = "so-nong-nghiep-2021-co-loi";

/// A folder with the sample and a file of waivers beside it.
fn case(waivers: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        crate::support::samples_dir().join(format!("{SAMPLE}.xlsx")),
        folder.path().join("de-an.xlsx"),
    )
    .unwrap();
    fs::write(folder.path().join("mien-tru.toml"), waivers).unwrap();
    folder
}

fn vtvl(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .args(arguments);
    command
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["check", "de-an.xlsx", "--format", "json"];
    arguments.extend(more);
    serde_json::from_slice(&vtvl(folder, &arguments).output().unwrap().stdout).unwrap()
}

/// The outcome of the finding on deputies, how many are waived and violate, and the codes of
/// remarks on waivers.
fn told(json: &Value) -> (String, [u64; 2], Vec<String>) {
    let findings = json["findings"].as_array().unwrap();
    let deputies = findings
        .iter()
        .find(|f| f["rule"] == "nd-107-2020/d06k2-pho-truong-phong")
        .unwrap();
    let count = |key: &str| json["counts"][key].as_u64().unwrap();
    let remarks = json["remarks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["code"].as_str().unwrap().to_owned());
    (
        deputies["outcome"].as_str().unwrap().to_owned(),
        [count("waived"), count("violation")],
        remarks.filter(|code| code.starts_with("waiver")).collect(),
    )
}

fn plain() -> [u64; 2] {
    let folder = case("");
    told(&json(folder.path(), &["--no-waivers"])).1
}

#[test]
fn a_waived_finding_is_kept_and_shown_as_waived() {
    let [_, violations] = plain();
    let folder = case(&format!(
        "[[waiver]]\n{DEPUTIES}subject = {{ kind = \"unit\", name = \"phòng kế hoạch - tài chính\" }}\n{DECISION}"
    ));
    let whole = case(&format!(
        "[[waiver]]\n{DEPUTIES}whole_rule = true\n{DECISION}"
    ));
    let json = json(whole.path(), &[]);
    assert_eq!(
        told(&json),
        (
            "waived".to_owned(),
            [1, violations - 1],
            vec!["waivers".to_owned()]
        )
    );
    let finding = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["outcome"] == "waived")
        .unwrap();
    assert_eq!(
        finding["waiver"],
        serde_json::json!({"index": 0, "was": "violation"})
    );
    assert!(
        finding["cells"][0].as_str().unwrap().contains("H6")
            && !finding["remedy"].as_str().unwrap().is_empty()
    );
    assert_eq!(json["waivers"][0]["state"], "used");
    assert_eq!(
        json["waivers"][0]["document"],
        serde_json::json!({"number": "4512/UBND-NC", "date": "2021-08-20"})
    );
    assert_eq!(json["input"]["waivers"]["file"], "mien-tru.toml");
    let says = contains("1 nội dung đã miễn trừ")
        .and(contains("Đã miễn trừ\n").and(contains("Ô 'Cơ cấu tổ chức'!H6")))
        .and(contains("4512/UBND-NC ngày 20/08/2021"))
        .and(contains("Phụ lục: các nội dung được miễn trừ"));
    vtvl(whole.path(), &["check", "de-an.xlsx"])
        .assert()
        .code(1)
        .stdout(says);
    vtvl(folder.path(), &["check", ".", "-q"])
        .assert()
        .stdout(contains("mien-tru.toml"));
}

#[test]
fn subjects_are_told_by_code_or_name_and_never_by_cell() {
    let by = |subject: &str| {
        let folder = case(&format!(
            "[[waiver]]\n{DEPUTIES}subject = {subject}\n{DECISION}"
        ));
        told(&json(folder.path(), &[])).0
    };
    let found = told(&json(case("").path(), &[]));
    assert_eq!(
        (found.0.as_str(), found.2),
        ("violation", vec!["waivers".to_owned()])
    );
    let whole = case(&format!(
        "[[waiver]]\n{DEPUTIES}whole_rule = true\n{DECISION}"
    ));
    let json = json(whole.path(), &[]);
    let subject = &json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["outcome"] == "waived")
        .unwrap()["subject"];
    let (code, name) = (
        subject["key"].as_str().unwrap(),
        subject["name"].as_str().unwrap(),
    );
    assert_eq!(
        by(&format!("{{ kind = \"unit\", code = \"{code}\" }}")),
        "waived"
    );
    assert_eq!(
        by(&format!(
            "{{ kind = \"unit\", name = \"  {}\" }}",
            name.to_uppercase()
        )),
        "waived"
    );
    assert_eq!(
        by(&format!(
            "{{ kind = \"unit\", code = \"{code}\", name = \"Phòng khác\" }}"
        )),
        "violation"
    );
}

#[test]
fn the_governing_date_decides_whether_a_waiver_holds() {
    let [_, violations] = plain();
    let expired = DECISION.replace("2021-12-31", "2021-09-09");
    let later = format!("from = 2021-09-11\n{DECISION}");
    let last_day = DECISION.replace("2021-12-31", "2021-09-10");
    for (decision, outcome, waived, state, code) in [
        (
            expired.as_str(),
            "violation",
            0,
            "expired",
            Some("waiver-expired"),
        ),
        (
            later.as_str(),
            "violation",
            0,
            "not_yet",
            Some("waiver-not-yet"),
        ),
        (last_day.as_str(), "waived", 1, "used", None),
    ] {
        let folder = case(&format!(
            "[[waiver]]\n{DEPUTIES}whole_rule = true\n{decision}"
        ));
        let json = json(folder.path(), &[]);
        let codes: Vec<String> = ["waivers"]
            .into_iter()
            .chain(code)
            .map(str::to_owned)
            .collect();
        assert_eq!(
            told(&json),
            (outcome.to_owned(), [waived, violations - waived], codes),
            "{decision}"
        );
        assert_eq!(
            (
                &json["waivers"][0]["state"],
                &json["waivers"][0]["findings"]
            ),
            (&state.into(), &1.into())
        );
    }
}

#[test]
fn what_is_not_used_is_told() {
    let unused = format!(
        "[[waiver]]\n{DEPUTIES}subject = {{ kind = \"unit\", code = \"KHONG-CO\" }}\n{DECISION}"
    );
    let folder = case(&unused);
    vtvl(folder.path(), &["check", "de-an.xlsx"])
        .assert()
        .code(1)
        .stdout(contains("không dùng đến").and(contains("KHONG-CO")));
    assert_eq!(json(folder.path(), &[])["waivers"][0]["state"], "unused");
}

#[test]
fn a_file_elsewhere_is_used_only_when_named() {
    let folder = case(&format!(
        "[[waiver]]\n{DEPUTIES}whole_rule = true\n{DECISION}"
    ));
    fs::rename(
        folder.path().join("mien-tru.toml"),
        folder.path().join("khac.toml"),
    )
    .unwrap();
    assert_eq!(told(&json(folder.path(), &[])).0, "violation");
    assert_eq!(
        told(&json(folder.path(), &["--waivers", "khac.toml"])).0,
        "waived"
    );
    assert_eq!(
        told(&json(folder.path(), &["--mien-tru", "khac.toml"])).0,
        "waived"
    );
}

#[test]
fn every_report_has_the_annex() {
    let folder = case(&format!(
        "[[waiver]]\n{DEPUTIES}whole_rule = true\n{DECISION}"
    ));
    let outputs = ["a.docx", "a.html", "a.md"];
    let arguments: Vec<&str> = ["appraise", "de-an.xlsx"]
        .into_iter()
        .chain(outputs.iter().flat_map(|out| ["-o", out]))
        .collect();
    vtvl(folder.path(), &arguments).assert().code(0);
    for output in outputs {
        let bytes = fs::read(folder.path().join(output)).unwrap();
        let text = if output.ends_with("docx") {
            let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            package
                .by_name("word/document.xml")
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        } else {
            String::from_utf8(bytes).unwrap()
        };
        let text = text
            .to_lowercase()
            .replace('\u{a0}', " ")
            .replace('\u{2011}', "-");
        let said: &[&str] = match output {
            "a.html" => &[
                "các nội dung được miễn trừ",
                "4512/ubnd-nc, ngày 20/08/2021",
                "đã áp dụng (1 nội dung)",
            ],
            _ => &[
                "nội dung đã được cấp có thẩm quyền cho phép",
                "4512/ubnd-nc ngày 20/8/2021",
            ],
        };
        for said in said {
            assert!(text.contains(said), "{output}: {said}");
        }
    }
}

fn entry(text: &str) -> String {
    format!("# chú thích\n[[waiver]]\n{text}")
}

/// That a file of waivers has one fault, told so.
#[track_caller]
fn is_told(text: &str, says: &str) {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let file = FileLine::of("mien-tru.toml", text.as_bytes());
    let faults = Waivers::parse(file, text, &engine.law)
        .unwrap_err()
        .to_string();
    assert!(
        faults.starts_with(says) && faults.lines().count() == 1,
        "{says}\n{faults}"
    );
}

#[test]
fn what_is_no_file_of_waivers_is_told_with_its_line() {
    let whole = format!("{DEPUTIES}whole_rule = true\n");
    is_told("[[waiver]", "dòng 1: không đúng cách viết TOML");
    is_told(
        &entry(&format!("{whole}{DECISION}until_day = 1\n")),
        "dòng 9: khóa “until_day”",
    );
    is_told(&entry(&whole), "dòng 2: thiếu khóa “approved_by”");
}

#[test]
fn a_decision_that_cannot_be_is_told_with_its_line() {
    for (from, to, says) in [
        ("2021-12-31", "2021-02-30", "dòng 8: ngày"),
        ("2021-12-31", "\"31/12/2021\"", "dòng 8: ngày"),
        ("2021-12-31", "2020-12-31", "dòng 8: thời hạn"),
        ("Phòng đang sắp xếp tổ chức", "", "dòng 2: lý do"),
    ] {
        let decision = DECISION.replace(from, to);
        let text = format!("{DEPUTIES}whole_rule = true\n{decision}");
        is_told(&entry(&text), says);
    }
}

#[test]
fn a_rule_or_subject_that_cannot_be_is_told_with_its_line() {
    for (about, says) in [
        (
            DEPUTIES.to_owned(),
            "dòng 2: mục miễn trừ phải ghi đối tượng",
        ),
        (
            "rule = \"nd-107-2020/d06k2-pho-truong-phon\"\nwhole_rule = true\n".to_owned(),
            "dòng 3: không có quy tắc “nd-107-2020/d06k2-pho-truong-phon” trong bộ quy tắc; gần nhất là “nd-107-2020/d06k2-pho-truong-phong”",
        ),
        (
            format!("{DEPUTIES}subject = {{ kind = \"position\", code = \"A\" }}\n"),
            "dòng 4: quy tắc này xét",
        ),
        (
            format!("{DEPUTIES}subject = {{ kind = \"unit\" }}\n"),
            "dòng 4: đối tượng phải có mã",
        ),
    ] {
        is_told(&entry(&format!("{about}{DECISION}")), says);
    }
}

#[test]
fn a_fault_in_the_file_beside_a_case_ends_with_two() {
    let folder = case(&entry(&format!(
        "{DEPUTIES}whole_rule = true\n{}",
        DECISION.replace("until", "toi")
    )));
    let assert = vtvl(folder.path(), &["check", "de-an.xlsx"])
        .assert()
        .code(2)
        .stdout("");
    assert.stderr(contains(
        "vtvl: tệp miễn trừ mien-tru.toml, dòng 8: khóa “toi”",
    ));
}
