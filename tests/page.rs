//! Jobs of the page, answered as the WebAssembly in the page and the child of `vtvl serve` answer them.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its files has to fail")]

mod support;

use std::fs;

use assert_cmd::Command;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use vtvl::web::Bundle;
use vtvl::web::answer;

fn sample(name: &str) -> Vec<u8> {
    fs::read(support::samples_dir().join(format!("{name}.xlsx"))).unwrap()
}

fn ask(head: Value, files: &[(&str, Vec<u8>)]) -> Bundle {
    let head: Map<String, Value> = serde_json::from_value(head).unwrap();
    let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    Bundle::parse(&answer(&Bundle { head, files }.bytes())).unwrap()
}

fn file(answer: &Bundle, name: &str) -> Value {
    let found = answer.files.iter().find(|(other, _)| other == name);
    serde_json::from_slice(&found.unwrap_or_else(|| support::stop(&format!("{name} is missing: {:?}", answer.head))).1)
        .unwrap()
}

fn error(answer: &Bundle) -> (&str, Option<&str>) {
    assert!(answer.files.is_empty());
    (answer.head["error"]["sentence"].as_str().unwrap(), answer.head["error"]["ask"].as_str())
}

#[test]
fn the_page_learns_what_there_is_to_choose_from() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let forms = about["forms"].as_array().unwrap();
    assert!(forms.iter().any(|form| form["key"] == "danh-muc" && form["fields"].as_array().unwrap().len() > 5));
    assert!(about["profiles"].as_array().unwrap().iter().any(|profile| profile["key"] == "vien-chuc"));
    assert!(about["outputs"].as_array().unwrap().iter().any(|output| output["key"] == "docx"));
}

#[test]
fn every_document_that_is_offered_can_be_had() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let keys: Vec<&str> =
        about["outputs"].as_array().unwrap().iter().map(|output| output["key"].as_str().unwrap()).collect();
    let files = [("đề án.xlsx", sample("so-nong-nghiep-2021-co-loi"))];
    let answer = ask(json!({"do": "write", "outputs": keys}), &files);
    assert_eq!(answer.files.len(), keys.len(), "{:?}", answer.head);
    let mut names: Vec<&str> = answer.files.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), keys.len(), "two documents with one name");
    for (name, bytes) in &answer.files {
        assert!(name.starts_with("đề án-") && bytes.len() > 500, "{name}: {} bytes", bytes.len());
    }
}

#[test]
fn the_blank_workbook_of_every_profile_can_be_had() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let templates = about["templates"].as_array().unwrap();
    assert!(templates.len() >= 2);
    for template in templates {
        let answer = ask(json!({"do": "template", "template": template["key"]}), &[]);
        assert!(answer.files[0].0.starts_with("mau-") && answer.files[0].1.starts_with(b"PK"), "{:?}", answer.head);
    }
    error(&ask(json!({"do": "template", "template": "x"}), &[]));
}

#[test]
fn waivers_are_heeded_and_their_faults_told() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    let answer = ask(json!({"do": "look", "waivers": {"name": "mien-tru.toml", "text": "x = 1"}}), &files);
    assert!(error(&answer).0.starts_with("tệp miễn trừ mien-tru.toml: "), "{:?}", answer.head);
}

#[test]
fn the_findings_are_those_of_the_command_line() {
    let name = "so-nong-nghiep-2021-co-loi";
    let answer = ask(json!({"do": "look"}), &[(&format!("{name}.xlsx"), sample(name))]);
    let path = support::samples_dir().join(format!("{name}.xlsx"));
    let told =
        Command::new(env!("CARGO_BIN_EXE_vtvl")).arg("check").arg(path).args(["--format", "json"]).output().unwrap();
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(file(&answer, "appraisal.json"), told);
}

#[test]
fn a_mapping_that_is_chosen_is_obeyed() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    let first = ask(json!({"do": "look"}), &files);
    let mut map = first.head["map"].clone();
    let same = ask(json!({"do": "look", "map": map}), &files);
    assert_eq!(file(&same, "appraisal.json")["counts"], file(&first, "appraisal.json")["counts"]);
    let list = map["sheet"].as_array_mut().unwrap().iter_mut().find(|entry| entry["form"] == "danh-muc").unwrap();
    *list = json!({"name": list["name"], "form": "bo-qua"});
    let without = ask(json!({"do": "look", "map": map}), &files);
    let used = |answer: &Bundle| {
        let reading = file(answer, "reading.json");
        let sheets = reading["sheets"].as_array().unwrap().clone();
        sheets
            .iter()
            .filter(|sheet| sheet["tables"].as_array().unwrap().iter().any(|table| table["used"] == true))
            .count()
    };
    assert_eq!(used(&without) + 1, used(&first));
}

#[test]
fn a_mapping_that_is_nonsense_is_told() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    for map in [json!({"sheet": [{"name": "x", "form": "không có"}]}), json!({"sheet": 1}), json!([1]), json!("x")] {
        let answer = ask(json!({"do": "look", "map": map}), &files);
        assert!(error(&answer).0.starts_with("cách đọc đã chọn"), "{:?}", answer.head);
    }
}

#[test]
fn what_has_to_be_asked_is_asked() {
    let files = [("a.xlsx", sample("phong-noi-vu-2021-chi-co-danh-muc"))];
    let answer = ask(json!({"do": "look", "profile": "cong-chuc"}), &files);
    assert_eq!(answer.head["refusal"]["ask"], "date");
    assert!(!answer.head["refusal"]["sentence"].as_str().unwrap().contains("--"), "the page has no options to type");
    assert!(!file(&answer, "reading.json")["sheets"].as_array().unwrap().is_empty());
    let answer = ask(json!({"do": "look", "profile": "cong-chuc", "as_of": "2021-06-30"}), &files);
    assert_eq!(file(&answer, "appraisal.json")["law"]["as_of"], "2021-06-30");
}

#[test]
fn what_cannot_be_done_is_one_sentence() {
    let bad = [("a.xlsx", b"no workbook".to_vec())];
    for (head, files) in [
        (json!({"do": "look"}), &bad[..]),
        (json!({"do": "look"}), &[]),
        (json!({"do": "write", "outputs": ["docx"]}), &bad),
        (json!({"do": "look", "as_of": "2021-02-30"}), &bad),
        (json!({"do": "look", "encoding": "utf-7"}), &bad),
        (json!({"do": "dance"}), &[]),
        (json!({}), &[]),
    ] {
        let answer = ask(head.clone(), files);
        let (sentence, _) = error(&answer);
        assert!(!sentence.is_empty() && !sentence.contains('\n'), "{head}: {sentence}");
    }
    assert!(Bundle::parse(&answer(b"")).unwrap().head.contains_key("error"));
}
