//! Jobs of the page, answered as the WebAssembly in the page and the child of `vtvl serve` answer
//! them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::io::Read as _;

use assert_cmd::Command;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use vtvl::web::Bundle;
use vtvl::web::answer;

fn sample(name: &str) -> Vec<u8> {
    fs::read(crate::support::samples_dir().join(format!("{name}.xlsx"))).unwrap()
}

fn ask(head: Value, files: &[(&str, Vec<u8>)]) -> Bundle {
    let head: Map<String, Value> = serde_json::from_value(head).unwrap();
    let files = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.clone()))
        .collect();
    Bundle::parse(&answer(&Bundle { head, files }.bytes())).unwrap()
}

fn file(answer: &Bundle, name: &str) -> Value {
    let found = answer.files.iter().find(|(other, _)| other == name);
    serde_json::from_slice(
        &found
            .unwrap_or_else(|| {
                crate::support::stop(&format!("{name} is missing: {:?}", answer.head))
            })
            .1,
    )
    .unwrap()
}

fn error(answer: &Bundle) -> (&str, Option<&str>) {
    assert!(answer.files.is_empty());
    (
        answer.head["error"]["sentence"].as_str().unwrap(),
        answer.head["error"]["ask"].as_str(),
    )
}

#[test]
fn the_page_learns_what_there_is_to_choose_from() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let forms = about["forms"].as_array().unwrap();
    assert!(
        forms
            .iter()
            .any(|form| form["key"] == "danh-muc" && form["fields"].as_array().unwrap().len() > 5)
    );
    assert!(
        about["profiles"]
            .as_array()
            .unwrap()
            .iter()
            .any(|profile| profile["key"] == "vien-chuc")
    );
    assert!(
        about["outputs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|output| output["key"] == "docx")
    );
}

#[test]
fn every_document_that_is_offered_can_be_had() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let keys: Vec<&str> = about["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|output| output["key"].as_str().unwrap())
        .collect();
    let files = [("đề án.xlsx", sample("so-nong-nghiep-2021-co-loi"))];
    let answer = ask(json!({"do": "write", "outputs": keys}), &files);
    assert_eq!(answer.files.len(), keys.len(), "{:?}", answer.head);
    let mut names: Vec<&str> = answer.files.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), keys.len(), "two documents with one name");
    for (name, bytes) in &answer.files {
        assert!(
            name.starts_with("đề án") && bytes.len() > 500,
            "{name}: {} bytes",
            bytes.len()
        );
    }
}

#[test]
fn the_blank_workbook_of_every_profile_can_be_had() {
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let templates = about["templates"].as_array().unwrap();
    assert!(templates.len() >= 2);
    for template in templates {
        let answer = ask(json!({"do": "template", "template": template["key"]}), &[]);
        assert!(
            answer.files[0].0.starts_with("mau-") && answer.files[0].1.starts_with(b"PK"),
            "{:?}",
            answer.head
        );
    }
    error(&ask(json!({"do": "template", "template": "x"}), &[]));
}

#[test]
fn spelling_is_mended_where_the_page_says_so() {
    let mut sheets = crate::support::sample("so-nong-nghiep-2021");
    sheets.set("Danh mục VTVL", "I3", "3 người");
    let files = [("đề án.xlsx", sheets.to_xlsx())];
    let many = ask(json!({"do": "look"}), &files).head["mendable"]
        .as_u64()
        .unwrap();
    let answer = ask(json!({"do": "mend"}), &files);
    let line = &answer.head["mended"][0];
    let repairs = line["repairs"].as_array().unwrap();
    assert!(many == 13 && repairs.len() == 13, "{many}: {repairs:?}");
    assert!(
        repairs
            .iter()
            .any(|one| one["cell"] == "'Danh mục VTVL'!I3" && one["after"] == "3"),
        "{repairs:?}"
    );
    assert_eq!(
        (answer.files.len(), answer.files[0].0.as_str()),
        (1, "đề án-da-sua.xlsx")
    );
    assert_eq!(line["name"], "đề án-da-sua.xlsx");
    let again = [("đề án.xlsx", answer.files[0].1.clone())];
    assert_eq!(ask(json!({"do": "look"}), &again).head["mendable"], 0);
    // What cannot be mended is told file by file.
    let two = [files[0].clone(), ("danh-sach.docx", b"PK".to_vec())];
    assert!(ask(json!({"do": "mend"}), &two).head["mended"][1]["refusal"].is_string());
}

#[test]
fn waivers_are_heeded_and_their_faults_told() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    let answer = ask(
        json!({"do": "look", "waivers": {"name": "mien-tru.toml", "text": "x = 1"}}),
        &files,
    );
    assert!(
        error(&answer).0.starts_with("tệp miễn trừ mien-tru.toml: "),
        "{:?}",
        answer.head
    );
}

#[test]
fn the_findings_are_those_of_the_command_line() {
    let name = "so-nong-nghiep-2021-co-loi";
    let answer = ask(
        json!({"do": "look"}),
        &[(&format!("{name}.xlsx"), sample(name))],
    );
    let path = crate::support::samples_dir().join(format!("{name}.xlsx"));
    let told = Command::new(env!("CARGO_BIN_EXE_vtvl"))
        .arg("check")
        .arg(path)
        .args(["--format", "json"])
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(file(&answer, "appraisal.json"), told);
}

#[test]
fn a_mapping_that_is_chosen_is_obeyed() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    let first = ask(json!({"do": "look"}), &files);
    let mut map = first.head["map"].clone();
    let same = ask(json!({"do": "look", "map": map}), &files);
    assert_eq!(
        file(&same, "appraisal.json")["counts"],
        file(&first, "appraisal.json")["counts"]
    );
    let list = map["sheet"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|entry| entry["form"] == "danh-muc")
        .unwrap();
    *list = json!({"name": list["name"], "form": "bo-qua"});
    let without = ask(json!({"do": "look", "map": map}), &files);
    let used = |answer: &Bundle| {
        let reading = file(answer, "reading.json");
        let sheets = reading["sheets"].as_array().unwrap().clone();
        sheets
            .iter()
            .filter(|sheet| {
                sheet["tables"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|table| table["used"] == true)
            })
            .count()
    };
    assert_eq!(used(&without) + 1, used(&first));
}

#[test]
fn a_mapping_that_is_nonsense_is_told() {
    let files = [("a.xlsx", sample("so-nong-nghiep-2021"))];
    for map in [
        json!({"sheet": [{"name": "x", "form": "không có"}]}),
        json!({"sheet": 1}),
        json!([1]),
        json!("x"),
    ] {
        let answer = ask(json!({"do": "look", "map": map}), &files);
        assert!(
            error(&answer).0.starts_with("cách đọc đã chọn"),
            "{:?}",
            answer.head
        );
    }
}

#[test]
fn what_has_to_be_asked_is_asked() {
    let files = [("a.xlsx", sample("phong-noi-vu-2021-chi-co-danh-muc"))];
    let answer = ask(json!({"do": "look", "profile": "cong-chuc"}), &files);
    assert_eq!(answer.head["refusal"]["ask"], "date");
    assert!(
        !answer.head["refusal"]["sentence"]
            .as_str()
            .unwrap()
            .contains("--"),
        "the page has no options to type"
    );
    assert!(
        !file(&answer, "reading.json")["sheets"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let answer = ask(
        json!({"do": "look", "profile": "cong-chuc", "as_of": "2021-06-30"}),
        &files,
    );
    assert_eq!(
        file(&answer, "appraisal.json")["law"]["as_of"],
        "2021-06-30"
    );
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
        assert!(
            !sentence.is_empty() && !sentence.contains('\n'),
            "{head}: {sentence}"
        );
    }
    assert!(
        Bundle::parse(&answer(b""))
            .unwrap()
            .head
            .contains_key("error")
    );
}

/// A dossier with mistakes, as the page sends it, and what an appraiser may say of it.
fn wrong() -> [(&'static str, Vec<u8>); 1] {
    [("de-an.xlsx", sample("so-nong-nghiep-2021-co-loi"))]
}

fn review(said: &Value, files: &[(&str, Vec<u8>)]) -> Value {
    file(
        &ask(json!({"do": "review", "review": said}), files),
        "review.json",
    )
}

fn written(outputs: &[&str], said: &Value) -> Bundle {
    let answer = ask(
        json!({"do": "write", "outputs": outputs, "review": said}),
        &wrong(),
    );
    assert_eq!(answer.files.len(), outputs.len(), "{:?}", answer.head);
    answer
}

fn text(answer: &Bundle, nth: usize) -> String {
    String::from_utf8(answer.files[nth].1.clone()).unwrap()
}

/// The files of an archive: names, and all that is told in the sheets and strings of a workbook.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for nth in 0..archive.len() {
        let mut part = archive.by_index(nth).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((
            part.name().unwrap().into_owned(),
            String::from_utf8_lossy(&content).into_owned(),
        ));
    }
    parts
}

/// Every key that an appraiser may rule on, with the finding.
fn keyed(look: &Bundle) -> Vec<(String, Value)> {
    let (appraisal, lines) = (file(look, "appraisal.json"), file(look, "review.json"));
    let (findings, keys) = (
        appraisal["findings"].as_array().unwrap(),
        lines["findings"].as_array().unwrap(),
    );
    assert_eq!(findings.len(), keys.len());
    let pairs = keys
        .iter()
        .zip(findings)
        .filter_map(|(key, finding)| Some((key.as_str()?.to_owned(), finding.clone())));
    pairs.collect()
}

#[test]
fn each_cause_each_question_and_each_position_has_its_key() {
    let look = ask(json!({"do": "look"}), &wrong());
    let (appraisal, lines) = (file(&look, "appraisal.json"), file(&look, "review.json"));
    let pairs = keyed(&look);
    let causes = appraisal["findings"].as_array().unwrap().iter();
    let causes = causes
        .filter(|finding| finding["outcome"] != "manual" && finding.get("cause").is_none())
        .count();
    assert_eq!(pairs.len(), causes);
    let unique: BTreeSet<&String> = pairs.iter().map(|(key, _)| key).collect();
    assert_eq!(unique.len(), pairs.len(), "two findings with one key");
    assert_eq!(
        lines["positions"].as_array().unwrap().len(),
        appraisal["positions"].as_array().unwrap().len()
    );
    assert!(
        lines["questions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|asked| asked["key"] != "" && asked["basis"] != "")
    );
    assert_eq!(
        lines["said"],
        json!({"numbers": {}, "stands": {}, "answers": {}, "procedure": {"received": null, "meeting": null}})
    );
    assert_eq!(
        (&lines["stale"], &lines["faults"]),
        (&json!([]), &json!([]))
    );
}

#[test]
fn the_set_is_the_letter_until_all_that_stands_is_dropped_or_explained() {
    let look = ask(json!({"do": "look"}), &wrong());
    let set = |said: &Value| review(said, &wrong())["set"].clone();
    let nothing = set(&Value::Null);
    assert_eq!(nothing, file(&look, "review.json")["set"]);
    assert_eq!(
        nothing,
        json!(["letter", "questions", "minutes", "slip", "annotated"])
    );
    let rulings = ["drop", "explained"].into_iter().cycle();
    let mut stands: Map<String, Value> = keyed(&look)
        .into_iter()
        .zip(rulings)
        .map(|((key, _), ruling)| (key, json!({"ruling": ruling})))
        .collect();
    let said = json!({"stands": stands.clone()});
    assert_eq!(
        set(&said),
        json!([
            "docx",
            "submission",
            "decision",
            "questions",
            "minutes",
            "slip"
        ])
    );
    let names = |said: &Value| -> Vec<String> {
        unzipped(&written(&["papers"], said).files[0].1)
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    };
    assert!(
        names(&said).contains(&"to-trinh.docx".to_owned())
            && !names(&said).contains(&"cong-van.docx".to_owned())
    );
    // One violation that stands is enough for the letter.
    let (kept, _) = keyed(&look)
        .into_iter()
        .find(|(_, finding)| finding["outcome"] == "violation")
        .unwrap();
    stands.remove(&kept);
    let said = json!({"stands": stands});
    assert_eq!(set(&said), nothing);
    assert!(names(&said).contains(&"cong-van.docx".to_owned()));
}

#[test]
fn every_paper_of_the_page_follows_the_appraiser() {
    let look = ask(json!({"do": "look"}), &wrong());
    let pairs = keyed(&look);
    let of = |outcome: &str| {
        pairs
            .iter()
            .filter(|(_, f)| f["outcome"] == outcome)
            .collect::<Vec<_>>()
    };
    let violations = of("violation");
    let (dropped, worded) = (violations[0], violations[1]);
    let said = json!({"stands": {
        dropped.0.clone(): {"ruling": "drop", "reason": "đã sửa tại buổi làm việc"},
        worded.0.clone(): {"wording": "Lời của người thẩm định"},
    }});
    let outputs = ["md", "html", "annotated", "xlsx", "papers", "review"];
    let (before, after) = (written(&outputs, &Value::Null), written(&outputs, &said));
    let sentence = dropped.1["sentence"].as_str().unwrap();
    let cell = |answer: &Bundle, nth: usize| {
        unzipped(&answer.files[nth].1)
            .into_iter()
            .map(|(_, part)| part)
            .collect::<String>()
    };
    let html = |text: String| {
        text.replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    let told = |answer: &Bundle| {
        [
            html(text(answer, 1)),
            html(cell(answer, 2)),
            html(cell(answer, 3)),
        ]
    };
    for (nth, (before, after)) in told(&before).iter().zip(&told(&after)).enumerate() {
        assert!(before.contains(sentence), "{nth}: {sentence}");
        assert!(!after.contains(sentence), "{nth}: {sentence}");
        assert!(
            after.contains("Lời của người thẩm định")
                && !before.contains("Lời của người thẩm định"),
            "{nth}"
        );
    }
    assert!(text(&after, 0).contains("Lời của người thẩm định"));
    for (before, after) in before.files.iter().zip(&after.files) {
        assert_ne!(before.1, after.1, "{}", before.0);
    }
    // What the program found is told to other programs as it is.
    assert_eq!(
        written(&["json"], &said).files,
        written(&["json"], &Value::Null).files
    );
}

/// Something of everything that can be said.
fn opinion() -> Value {
    let lines = file(&ask(json!({"do": "look"}), &wrong()), "review.json");
    let pairs: Vec<&str> = lines["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let (question, position) = (&lines["questions"][0]["key"], &lines["positions"][0]);
    let (asked, last) = (question.as_str().unwrap(), &lines["positions"][3]);
    let proposed = position["proposed"].as_i64().unwrap();
    json!({
        "numbers": {
            position["key"].as_str().unwrap(): {"number": proposed + 2, "proposed": proposed, "reason": "=1+1"},
            last["key"].as_str().unwrap(): {"number": 0, "proposed": last["proposed"], "reason": ""},
        },
        "stands": {
            pairs[0]: {"ruling": "drop", "wording": "", "reason": "đã sửa tại buổi làm việc"},
            pairs[1]: {"ruling": "explained", "wording": "", "reason": "có văn bản kèm theo"},
            pairs[2]: {"ruling": "keep", "wording": "Lời của người thẩm định", "reason": ""},
        },
        "answers": {asked: "Đã trình đúng cấp"},
        "procedure": {"received": "2021-09-01", "meeting": "2021-09-20"},
    })
}

#[test]
fn the_workbook_saved_from_the_page_restores_what_was_set() {
    let set = opinion();
    let saved = written(&["review"], &set).files.remove(0);
    assert_eq!(saved.0, "de-an-y-kien.xlsx");
    let files = [wrong()[0].clone(), ("y-kien.xlsx", saved.1.clone())];
    let sorted = ask(json!({"do": "sort"}), &files);
    assert_eq!(sorted.head["reviews"], json!(["y-kien.xlsx"]));
    let look = ask(json!({"do": "look"}), &files);
    let lines = file(&look, "review.json");
    assert_eq!(lines["said"], set);
    assert_eq!(
        (&lines["stale"], &lines["faults"]),
        (&json!([]), &json!([]))
    );
    // It is no part of the submission.
    assert_eq!(
        file(&look, "appraisal.json"),
        file(&ask(json!({"do": "look"}), &wrong()), "appraisal.json")
    );
    // Saved again it is the same.
    let again = ask(json!({"do": "write", "outputs": ["review"]}), &files);
    assert!(again.files[0].1 == saved.1);
    // What is set on the page is said over it.
    let key = set["stands"].as_object().unwrap().keys().next().unwrap();
    let lines = review(&json!({"stands": {key: {"ruling": "keep"}}}), &files);
    let mut less = set.clone();
    less["stands"].as_object_mut().unwrap().shift_remove(key);
    assert_eq!(lines["said"], less);
}

#[test]
fn a_text_is_taken_as_the_workbook_takes_it() {
    let mut said = opinion();
    let key = said["answers"]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap()
        .clone();
    said["answers"][&key] = json!(" =HYPERLINK(\"x\")\n <b>dòng\u{a0}hai</b>  ");
    let saved = written(&["review"], &said).files.remove(0).1;
    let lines = review(&Value::Null, &[wrong()[0].clone(), ("y-kien.xlsx", saved)]);
    assert_eq!(
        lines["said"]["answers"][&key],
        "=HYPERLINK(\"x\") <b>dòng hai</b>"
    );
}

#[test]
fn what_no_longer_fits_is_told_and_changes_no_paper() {
    let first = file(&ask(json!({"do": "look"}), &wrong()), "review.json")["positions"][0].clone();
    let said = json!({
        "stands": {"khong-con|unit||Phòng A": {"ruling": "drop"}, "": {"wording": "x"}},
        "numbers": {
            "X-1|Vị trí cũ|Phòng A": {"number": 3, "proposed": 2},
            first["key"].as_str().unwrap(): {"number": 9, "proposed": 1234},
        },
        "answers": {"Câu hỏi cũ?": "có", "__proto__": "không"},
    });
    let told = review(&said, &wrong())["stale"].clone();
    let told: Vec<&str> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|clause| clause.as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 6, "{told:?}");
    assert!(
        told.contains(&"nhận xét “khong-con · unit · Phòng A”")
            && told.contains(&"câu hỏi “Câu hỏi cũ?”"),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|clause| clause.ends_with("(số đề nghị đã đổi)")),
        "{told:?}"
    );
    assert_eq!(
        written(&["docx", "papers"], &said).files,
        written(&["docx", "papers"], &Value::Null).files
    );
}

#[test]
fn what_no_page_sends_is_refused_in_one_sentence() {
    let long = "dài ".repeat(2_000);
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let odd = [
        json!(1),
        json!("x"),
        json!([1, 2]),
        deep,
        json!({"stands": 1}),
        json!({"lạ": {}}),
        json!({"stands": {"k": {"ruling": "đốt"}}}),
        json!({"stands": {"k": {"ruling": null}}}),
        json!({"stands": {"k": {"reason": long}}}),
        json!({"answers": {"k": long}}),
        json!({"answers": {"k": 1}}),
        json!({"numbers": {"k": {"number": -1}}}),
        json!({"numbers": {"k": {"number": i64::MAX}}}),
        json!({"numbers": {"k": {"number": u64::MAX}}}),
        json!({"numbers": {"k": {"number": 1.5}}}),
        json!({"numbers": {"k": {"number": "7"}}}),
        json!({"procedure": {"meeting": "2021-02-30"}}),
        json!({"procedure": {"meeting": ""}}),
        json!({"procedure": {"signed": null}}),
    ];
    for said in odd {
        for head in [
            json!({"do": "look", "review": said}),
            json!({"do": "write", "outputs": ["slip"], "review": said}),
        ] {
            let answer = ask(head, &wrong());
            let (sentence, asks) = error(&answer);
            assert!(
                !sentence.contains('\n') && sentence.contains("; hãy") && asks.is_none(),
                "{said}: {sentence}"
            );
        }
    }
}

#[test]
fn a_cell_that_cannot_be_taken_is_told_and_the_dossier_is_read() {
    // As a program that keeps no names writes it.
    let book = "# sheet: Vị trí\nÝ kiến thẩm định | Mã nhận lại (không sửa)\nbảy người | A-1\n# sheet: Nhận xét\nSố\n\
                # sheet: Câu hỏi\nSTT\n# sheet: Chung\nNội dung | Giá trị\n";
    let files = [
        wrong()[0].clone(),
        (
            "y-kien.xlsx",
            crate::support::Sheets::parse(book).unwrap().to_xlsx(),
        ),
    ];
    assert_eq!(
        ask(json!({"do": "sort"}), &files).head["reviews"],
        json!(["y-kien.xlsx"])
    );
    let look = ask(json!({"do": "look"}), &files);
    let lines = file(&look, "review.json");
    let fault = lines["faults"][0].as_str().unwrap();
    assert!(
        fault.starts_with("không lấy ý kiến trong tệp y-kien.xlsx: ô 'Vị trí'!A2: “bảy người”"),
        "{fault}"
    );
    assert!(
        !file(&look, "appraisal.json")["findings"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let answer = ask(json!({"do": "write", "outputs": ["docx"]}), &files);
    let (sentence, _) = error(&answer);
    assert_eq!(sentence, fault);
    // Alone it is no submission.
    error(&ask(json!({"do": "look"}), &files[1..]));
}

#[test]
fn a_mended_file_is_compared_with_the_one_before() {
    let files = [
        ("cũ.xlsx", sample("so-nong-nghiep-2021-co-loi")),
        ("mới.xlsx", sample("so-nong-nghiep-2021")),
    ];
    let compare = |former: usize, papers: &[&str]| {
        ask(
            json!({"do": "compare", "former": former, "papers": papers}),
            &files,
        )
    };
    let answer = compare(1, &["docx"]);
    let names: Vec<&str> = answer.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["so-sanh.json", "so-sanh.docx"]);
    let summary = file(&answer, "so-sanh.json")["summary"].clone();
    assert_eq!(
        (&summary["fixed"], &summary["new"]),
        (&json!(21), &json!(0))
    );
    assert!(error(&compare(0, &[])).0.contains("bản cũ"));
    assert!(error(&compare(1, &["exe"])).0.contains("dạng văn bản"));
}

#[test]
fn a_rule_is_told_in_words_and_examples_are_filled() {
    let rule = ask(
        json!({"do": "rule", "rule": "nd-62-2020/d05k1b-nhieu-nguoi", "profile": "cong-chuc"}),
        &[],
    );
    let told = rule.head["rule"]["statement"].as_str().unwrap();
    assert!(told.contains("⟨vị trí⟩") && !told.contains("{{"), "{told}");
    assert!(
        error(&ask(
            json!({"do": "rule", "rule": "không có", "profile": ""}),
            &[]
        ))
        .0
        .contains("không có quy tắc")
    );
    let about = file(&ask(json!({"do": "about"}), &[]), "about.json");
    let old = [
        ("cong-chuc-2025-12-30", "62/2020/NĐ-CP"),
        ("vien-chuc-2026-06-30", "106/2020/NĐ-CP"),
    ];
    for (key, act) in old {
        let made = ask(
            json!({"do": "template", "template": key, "example": true}),
            &[],
        );
        assert_eq!(made.files[0].0, format!("vi-du-{key}.xlsx"));
        let template = about["templates"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["key"] == key)
            .unwrap();
        let holds = template["holds"].as_str().unwrap();
        assert!(
            holds.contains(act) && holds.contains("đến hết ngày") && template["has_ended"] == true,
            "{holds}"
        );
    }
}

#[test]
fn papers_are_of_the_house_that_is_given() {
    let files = [("de-an.xlsx", sample("so-nong-nghiep-2021-co-loi"))];
    let written = |text: &str| {
        let house = json!({"name": "co-quan.toml", "text": text});
        ask(
            json!({"do": "write", "outputs": ["md"], "house": house}),
            &files,
        )
    };
    let report = written("body = \"Sở Nội vụ tỉnh Lam Giang\"\nplace = \"Lam Giang\"\n");
    let report = String::from_utf8(report.files[0].1.clone()).unwrap();
    assert!(report.contains("Sở Nội vụ tỉnh Lam Giang"), "{report}");
    for wrong in ["body = 1", "templates = \"mau\""] {
        assert!(
            error(&written(wrong))
                .0
                .contains("cấu hình cơ quan co-quan.toml"),
            "{wrong}"
        );
    }
}

#[test]
fn the_same_files_under_the_law_of_another_day() {
    let files = [("đề án.xlsx", sample("so-nong-nghiep-2021"))];
    let laws = file(
        &ask(json!({"do": "against", "against": "2025-07-01"}), &files),
        "hai-quy-dinh.json",
    );
    let groups = laws["groups"].as_array().unwrap();
    assert_eq!(
        (groups.len(), &groups[0]["fate"]),
        (1, &Value::from("only_against"))
    );
    let matter = &groups[0]["matters"][0];
    assert_eq!(
        (&matter["says"][0]["label"], &matter["says"][1]["label"]),
        (&"đạt".into(), &"sai quy định".into())
    );
    let same = ask(json!({"do": "against", "against": "2021-09-10"}), &files);
    assert_eq!(
        error(&same).0,
        "ngày so sánh trùng với ngày xét; hãy chọn ngày khác"
    );
    let odd = ask(json!({"do": "against", "against": "2021-02-31"}), &files);
    assert!(error(&odd).0.contains("ngày có trên lịch"));
}

#[test]
fn a_rule_comes_with_its_time_axis() {
    let answer = ask(
        json!({"do": "rule", "rule": "nd-120-2020/d06k2-cap-pho-don-vi", "profile": "vien-chuc"}),
        &[],
    );
    let timeline = &answer.head["rule"]["timeline"];
    assert!(timeline["svg"].as_str().unwrap().starts_with("<svg "));
    assert!(timeline["rows"].as_array().unwrap().len() > 1, "{timeline}");
    // A rule that always was as it is has no axis.
    let rules = vtvl::Engine::new(&vtvl::book::Book::embedded())
        .unwrap()
        .law
        .rules;
    let timeless = rules
        .values()
        .find(|rule| rule.in_force == vtvl::law::Period::default() && rule.cites.is_empty());
    if let Some(rule) = timeless {
        let answer = ask(
            json!({"do": "rule", "rule": rule.id, "profile": "vien-chuc"}),
            &[],
        );
        assert!(answer.head["rule"]["timeline"].is_null(), "{}", rule.id);
    }
}
