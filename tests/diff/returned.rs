//! What the agency answered, read back from the papers that it was sent.

use std::io::Read as _;
use std::io::Write as _;

use super::*;

/// A package with another text in one part.
fn with_part(bytes: &[u8], name: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        let part = part.name().unwrap().into_owned();
        new.start_file(part.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if part == name {
            edit(std::str::from_utf8(&text).unwrap()).into_bytes()
        } else {
            text
        };
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The letter about the sample with defects, its annex filled in beside the findings of these
/// numbers.
fn answered_letter(answers: &[(&str, &str)]) -> Vec<u8> {
    let (_, appraisal) = judged(&sample("so-nong-nghiep-2021-co-loi"), &Asked::default());
    let mut letter = Vec::new();
    report::write_document(
        &appraisal,
        report::Paper::Letter,
        &House::default(),
        Format::Docx,
        &mut letter,
    )
    .unwrap();
    with_part(&letter, "word/document.xml", |text| {
        let mut rows: Vec<String> = text.split("</w:tr>").map(str::to_owned).collect();
        for (number, answer) in answers {
            let is_row = |row: &&mut String| row.contains(&format!("w:name=\"noi_dung_{number}\""));
            let row = rows.iter_mut().find(is_row).unwrap();
            let at = row.rfind("</w:p></w:tc>").unwrap();
            row.insert_str(at, &format!("<w:r><w:t>{answer}</w:t></w:r>"));
        }
        rows.join("</w:tr>")
    })
}

#[test]
fn answers_of_a_letter_come_back_beside_their_findings() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cu.xlsx"),
        sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    )
    .unwrap();
    fs::write(folder.path().join("moi.xlsx"), resubmitted().to_xlsx()).unwrap();
    let letter = answered_letter(&[
        ("1", "Đã báo cáo UBND tỉnh bổ sung biên chế"),
        ("3", "Sẽ điều chuyển 01 Phó"),
    ]);
    fs::write(folder.path().join("tra-loi.docx"), letter).unwrap();
    let run = |more: &[&str]| {
        let arguments = ["diff", "cu.xlsx", "moi.xlsx", "--answers", "tra-loi.docx"];
        let arguments: Vec<&str> = arguments.into_iter().chain(more.iter().copied()).collect();
        let assert = vtvl(folder.path(), &arguments).assert().code(1);
        String::from_utf8(assert.get_output().stdout.clone()).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let answered = |said: &str| -> Vec<String> {
        let findings = json["findings"].as_array().unwrap().iter();
        let of = findings.filter(|finding| {
            finding["answer"]
                .as_str()
                .is_some_and(|answer| answer.contains(said))
        });
        of.map(|finding| finding["old"]["sentence"].as_str().unwrap().to_owned())
            .collect()
    };
    let (first, second) = (answered("bổ sung biên chế"), answered("điều chuyển"));
    assert_eq!((first.len(), second.len()), (1, 1), "{json:#}");
    assert!(
        first[0].contains("vượt số biên chế công chức được giao")
            && !second[0].contains("được giao")
    );
    assert!(json["answers_unbound"].is_null());
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/vtvl.diff-1.schema.json")).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
    let text = run(&["-v", "-o", "a.docx", "-o", "a.md", "-o", "a.html"]);
    assert!(
        text.contains("Cơ quan giải trình: Đã báo cáo UBND tỉnh bổ sung biên chế"),
        "{text}"
    );
    for output in ["a.md", "a.html"] {
        let text = fs::read_to_string(folder.path().join(output)).unwrap();
        assert!(
            text.contains("Cơ quan giải trình") && text.contains("bổ sung biên chế"),
            "{output}"
        );
    }
    let parts = crate::support::docx_parts(&fs::read(folder.path().join("a.docx")).unwrap());
    assert!(parts["word/document.xml"].contains("Cơ quan giải trình"));
}

#[test]
fn an_answer_that_fits_no_finding_is_told_by_its_place() {
    let answer = AgencyAnswer {
        text: "Đã sửa".to_owned(),
        number: Some(900),
        sentence: "Nội dung do cơ quan tự thêm vào bảng.".to_owned(),
        place: "Bảng 3, dòng 40, cột 6 của tra-loi.docx".to_owned(),
        ..AgencyAnswer::default()
    };
    let old = sample("so-nong-nghiep-2021-co-loi");
    let comparison = compare_answered(&old, &old, std::slice::from_ref(&answer));
    assert!(
        comparison
            .findings
            .iter()
            .all(|finding| finding.answer.is_empty())
    );
    assert_eq!(comparison.answers_unbound[0].place, answer.place);
    let all = text(&comparison, TextOptions::default());
    assert!(
        all.contains("Bảng 3, dòng 40, cột 6 của tra-loi.docx, ghi số 900: “Đã sửa”"),
        "{all}"
    );
}

#[test]
fn a_reworded_finding_is_found_by_number_and_provision_and_the_number_alone_tells_nothing() {
    let old = sample("so-nong-nghiep-2021-co-loi");
    let (_, appraisal) = judged(&old, &Asked::default());
    let first = &appraisal.findings[0];
    let reworded = AgencyAnswer {
        text: "Đã rõ".to_owned(),
        number: Some(first.number),
        sentence: "Số đề nghị nhiều hơn số được giao.".to_owned(),
        basis: first.citation.text.clone(),
        ..AgencyAnswer::default()
    };
    let other = AgencyAnswer {
        basis: "Điều 99 Luật khác".to_owned(),
        ..reworded.clone()
    };
    let comparison = compare_answered(&old, &old, &[reworded, other]);
    let bound: Vec<&str> = comparison
        .findings
        .iter()
        .filter(|f| !f.answer.is_empty())
        .map(|f| f.rule.as_str())
        .collect();
    assert_eq!(bound, [first.rule.as_str()]);
    assert_eq!(comparison.answers_unbound.len(), 1);
}

#[test]
fn a_later_submission_that_is_our_annotated_copy_brings_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cu.xlsx"),
        sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    )
    .unwrap();
    vtvl(
        folder.path(),
        &["annotate", "cu.xlsx", "-o", "nhan-xet.xlsx"],
    )
    .assert()
    .code(0);
    let copy = fs::read(folder.path().join("nhan-xet.xlsx")).unwrap();
    let filled = with_part(&copy, "xl/worksheets/nhan-xet-vtvl1.xml", |list| {
        let head = list.find("Giải trình, tiếp thu</t>").unwrap();
        let cell = head + list[head..].find("<c r=\"H").unwrap();
        let end = cell + list[cell..].find("/>").unwrap();
        format!(
            "{} t=\"inlineStr\"><is><t>Đã sửa theo ý kiến</t></is></c>{}",
            &list[..end],
            &list[end + 2..]
        )
    });
    fs::write(folder.path().join("moi.xlsx"), filled).unwrap();
    let assert = vtvl(
        folder.path(),
        &["diff", "cu.xlsx", "moi.xlsx", "--format", "json"],
    )
    .assert()
    .code(1);
    let json: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    // Nothing of the copy is taken for a change of the agency.
    assert_eq!(json["summary"]["unchanged"], true, "{:#}", json["summary"]);
    let answered: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| !f["answer"].is_null())
        .collect();
    assert_eq!(answered.len(), 1);
    assert_eq!(
        (&answered[0]["answer"], &answered[0]["old"]["number"]),
        (&"Đã sửa theo ý kiến".into(), &1.into())
    );
}

#[test]
fn a_file_without_such_a_column_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cu.xlsx"),
        sample("so-nong-nghiep-2021").to_xlsx(),
    )
    .unwrap();
    let assert = vtvl(
        folder.path(),
        &["diff", "cu.xlsx", "cu.xlsx", "--answers", "cu.xlsx"],
    )
    .assert()
    .code(2);
    let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(
        stderr.contains("“Giải trình, tiếp thu”") && stderr.lines().count() == 1,
        "{stderr}"
    );
}
