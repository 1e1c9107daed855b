//! A dossier of one workbook and three Word annexes, from the folder to the papers.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::collections::BTreeSet;
use std::fs;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells::Limits;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Finding;
use vtvl::report;
use vtvl::report::Format;
use vtvl::report::Original;

const CORRECT: &str = "so-nong-nghiep-2021-word";
const FAULTY: &str = "so-nong-nghiep-2021-word-co-loi";

fn folder(name: &str) -> Vec<Submitted> {
    let entries = fs::read_dir(crate::support::samples_dir().join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|end| end != "txt"))
        .collect();
    paths.sort();
    let file = |path: &std::path::PathBuf| {
        Submitted::new(
            path.file_name().unwrap().to_str().unwrap(),
            fs::read(path).unwrap(),
        )
    };
    paths.iter().map(file).collect()
}

fn workbook(name: &str) -> Vec<Submitted> {
    vec![Submitted::new(
        name,
        fs::read(crate::support::samples_dir().join(format!("{name}.xlsx"))).unwrap(),
    )]
}

fn appraise(files: &[Submitted]) -> Appraisal {
    let engine = Engine::new(&Book::embedded()).unwrap();
    engine
        .appraise(files, &ReadingManner::default(), &Asked::default())
        .unwrap()
}

/// What was found: rule, level and subject.
fn found(appraisal: &Appraisal) -> BTreeSet<(String, String, String)> {
    let line = |finding: &Finding| {
        (
            finding.rule.clone(),
            format!("{:?}", finding.outcome),
            finding.subject.key.clone(),
        )
    };
    appraisal.findings.iter().map(line).collect()
}

#[test]
fn annexes_in_word_say_what_the_workbook_alone_says() {
    for (word, twin) in [
        (CORRECT, "so-nong-nghiep-2021"),
        (FAULTY, "so-nong-nghiep-2021-co-loi"),
    ] {
        assert_eq!(
            found(&appraise(&folder(word))),
            found(&appraise(&workbook(twin))),
            "{word}"
        );
    }
}

/// The places of a rule's first finding.
fn places(appraisal: &Appraisal, rule: &str) -> Vec<String> {
    appraisal
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .map(|finding| finding.ranges.clone())
        .unwrap_or_default()
}

const SHARES: &str = "Bảng 83, dòng 3–5, cột 5 (“Tên VTVL: Chuyên viên thẩm định thiết kế, dự toán – 2. Các công việc và tiêu chí đánh giá”, tệp 3-mo-ta-chuyen-mon.docx)";
const LEVEL: &str = "Bảng 3, dòng 14, cột 3 (“Tên VTVL: Giám đốc Sở – 1. Yêu cầu về trình độ, năng lực”, tệp 4-khung-nang-luc.docx)";

#[test]
fn places_in_documents_are_told_so_that_a_clerk_finds_them() {
    let appraisal = appraise(&folder(FAULTY));
    assert_eq!(places(&appraisal, "nhat-quan/mo-ta-ty-trong-100"), [SHARES]);
    assert_eq!(places(&appraisal, "nhat-quan/nang-luc-cap-do"), [LEVEL]);
    assert_eq!(
        places(&appraisal, "nhat-quan/ten-co-quan-khac"),
        ["Đoạn 206 (tệp 3-mo-ta-chuyen-mon.docx)"]
    );
    for format in [
        Format::Docx,
        Format::Pdf,
        Format::Html,
        Format::Markdown,
        Format::Json,
        Format::Sarif,
        Format::Xlsx,
    ] {
        let mut bytes = Vec::new();
        report::write(&appraisal, format, &mut bytes).unwrap();
        if matches!(format, Format::Html | Format::Markdown | Format::Json) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("Bảng 83, dòng 3–5, cột 5"), "{format:?}");
            assert!(
                !text.contains("ô Bảng") && !text.contains("Ô Đoạn"),
                "{format:?}"
            );
        }
    }
}

/// A copy of a file of the faulty dossier with its findings.
fn annotated(appraisal: &Appraisal, name: &str, bytes: &[u8]) -> vtvl::report::Annotated {
    let original = Original {
        name: Some(name),
        bytes,
        encoding: None,
    };
    report::annotate(appraisal, &original, &Limits::default()).unwrap()
}

#[test]
fn findings_stand_beside_the_paragraphs_of_their_cells() {
    let files = folder(FAULTY);
    let appraisal = appraise(&files);
    let frames = &files[3];
    let copy = annotated(&appraisal, &frames.name, &frames.bytes);
    assert_eq!((copy.findings, copy.index.as_str()), (1, ""));
    let (old, new) = (
        crate::support::docx_parts(&frames.bytes),
        crate::support::docx_parts(&copy.bytes),
    );
    let changed: Vec<&String> = new
        .iter()
        .filter(|(name, text)| old.get(*name) != Some(text))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
            "word/comments.xml",
            "word/document.xml"
        ]
    );
    assert!(
        new["word/comments.xml"].contains("Lưu ý (số "),
        "{}",
        new["word/comments.xml"]
    );
    // The cell with the level, and nothing else.
    let marked = "<w:commentRangeStart w:id=\"0\"/><w:r><w:t xml:space=\"preserve\">6</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    assert_eq!(new["word/document.xml"].matches(marked).count(), 1);
    let unmarked = new["word/document.xml"].replace("<w:commentRangeStart w:id=\"0\"/>", "");
    let unmarked = unmarked.replace(
        "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>",
        "",
    );
    assert_eq!(unmarked, old["word/document.xml"]);
    // It is read as its original is, and a second copy has no comment twice.
    let mut again = files.clone();
    again[3].bytes.clone_from(&copy.bytes);
    assert_eq!(found(&appraise(&again)), found(&appraisal));
    let second = annotated(&appraisal, &frames.name, &copy.bytes);
    let second = crate::support::docx_parts(&second.bytes);
    assert_eq!(second["word/comments.xml"], new["word/comments.xml"]);
    assert_eq!(
        second["word/document.xml"]
            .matches("<w:commentRangeStart ")
            .count(),
        1
    );
}

/// A document of paragraphs.
fn document(paragraphs: &[&str]) -> Vec<u8> {
    let text = format!("# sheet: Văn bản\n{}\n", paragraphs.join("\n"));
    crate::support::Sheets::parse(&text).unwrap().to_docx()
}

#[test]
fn bases_that_the_text_of_a_document_cites_are_bases() {
    let mut files = workbook("so-nong-nghiep-2021");
    let mut without = crate::support::sample("so-nong-nghiep-2021");
    without.remove_sheet("Căn cứ pháp lý");
    files[0].bytes = without.to_xlsx();
    let missing = |appraisal: &Appraisal| {
        appraisal
            .findings
            .iter()
            .any(|finding| finding.rule.contains("can-cu") && finding.rule.starts_with("nd-62"))
            || appraisal
                .remarks
                .iter()
                .any(|remark| remark.sentence.contains("“Căn cứ pháp lý”"))
    };
    assert!(missing(&appraise(&files)), "the test shows nothing");
    let paper = [
        "TỜ TRÌNH",
        "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008;",
        "Căn cứ Nghị định số 62/2020/NĐ-CP ngày 01/6/2020 của Chính phủ về vị trí việc làm và biên chế công chức;",
        "- Căn cứ Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ;",
        "Theo Quyết định số 1/QĐ-UBND ngày 01/01/2020, Sở đề nghị như sau:",
    ];
    files.push(Submitted::new("to-trinh.docx", document(&paper)));
    let appraisal = appraise(&files);
    assert!(!missing(&appraisal), "{:?}", appraisal.remarks);
    let read = Engine::new(&Book::embedded())
        .unwrap()
        .read(&files, &ReadingManner::default())
        .unwrap()
        .0;
    let bases = &read.tables[&vtvl::dictionary::Entity::Basis];
    let told: Vec<String> = bases
        .entries
        .iter()
        .map(|entry| format!("{}: {}", entry.at, entry.text("so_ky_hieu")))
        .collect();
    let place =
        |paragraph: u32, number: &str| format!("Đoạn {paragraph} (tệp to-trinh.docx): {number}");
    assert_eq!(
        told,
        [
            place(2, ""),
            place(3, "62/2020/NĐ-CP"),
            place(4, "107/2020/NĐ-CP")
        ]
    );
}
