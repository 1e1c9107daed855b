//! Every paper of every sample, read back from their own XML: the measures of Nghị định số
//! 30/2020/NĐ-CP, Phụ lục I, and what a word processor needs to open them without repair.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

mod measures;
mod package;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dossier::Mapping;
use vtvl::opinion;
use vtvl::opinion::AlsoKnown;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Version;
use vtvl::report;
use vtvl::report::Format;
use vtvl::report::House;
use vtvl::report::Paper;
use vtvl::report::write_document;

use package::Package;
use package::Styles;
use package::tags;

/// Every sample, and the date and profile to judge it by where it does not say.
const SAMPLES: [(&str, Option<&str>); 8] = [
    ("so-nong-nghiep-2021", None),
    ("so-nong-nghiep-2021-co-loi", None),
    ("truong-thpt-2022", None),
    ("truong-thpt-2022-co-loi", None),
    ("truong-thpt-2026", None),
    ("truong-thpt-2026-co-loi", None),
    ("so-van-hoa-2021-bo-cuc-la", None),
    ("phong-noi-vu-2021-chi-co-danh-muc", Some("cong-chuc")),
];

const DOCUMENTS: [Paper; 7] = Paper::ALL;

fn judged(bytes: Vec<u8>, asked: &Asked) -> Appraisal {
    let engine = Engine::new(&Book::embedded()).unwrap();
    engine
        .appraise(
            &[Submitted::new("de-an.xlsx", bytes)],
            &ReadingManner::default(),
            asked,
        )
        .unwrap()
}

fn asked(profile: Option<&str>) -> Asked {
    match profile {
        Some(profile) => Asked {
            day: Some(jiff::civil::date(2021, 6, 30)),
            profile: Some(profile.to_owned()),
            ..Asked::default()
        },
        None => Asked::default(),
    }
}

fn example() -> House {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/co-quan.toml");
    House::parse(&fs::read_to_string(path).unwrap()).unwrap()
}

fn bytes(appraisal: &Appraisal, document: Paper, house: &House) -> Vec<u8> {
    let mut out = Vec::new();
    write_document(appraisal, document, house, Format::Docx, &mut out).unwrap();
    out
}

/// Every document of every sample, for a house that says nothing and for the example of `docs/`.
static WRITTEN: LazyLock<Vec<(String, Paper, Package)>> = LazyLock::new(|| {
    let houses = [House::default(), example()];
    let mut written = Vec::new();
    for (name, profile) in SAMPLES {
        let appraisal = judged(crate::support::sample(name).to_xlsx(), &asked(profile));
        for document in DOCUMENTS {
            for house in &houses {
                let package = Package::open(&bytes(&appraisal, document, house));
                written.push((format!("{name} {document:?}"), document, package));
            }
        }
    }
    written
});

fn all(check: impl Fn(&str, Paper, &Package)) {
    assert_eq!(WRITTEN.len(), SAMPLES.len() * DOCUMENTS.len() * 2);
    WRITTEN
        .iter()
        .for_each(|(name, document, package)| check(name, *document, package));
}

fn measure(name: &str, document: Paper, package: &Package) {
    measures::pages(name, package);
    measures::head(name, document, package);
    measures::body(name, document, package);
    measures::foot(name, document, package);
}

#[test]
fn every_document_has_the_measures_of_the_decree() {
    all(measure);
}

/// What makes the report wrong: in which part, what, by what it is replaced.
const WRONG: [(&str, &str, &str); 7] = [
    (DOCUMENT, "w:left=\"1701\"", "w:left=\"1134\""),
    (DOCUMENT, "w:w=\"11906\"", "w:w=\"12240\""),
    (DOCUMENT, "<w:titlePg/>", ""),
    (STYLES, "w:ascii=\"Times New Roman\"", "w:ascii=\"Arial\""),
    (
        STYLES,
        "<w:color w:val=\"000000\"/>",
        "<w:color w:val=\"FF0000\"/>",
    ),
    (DOCUMENT, "Độc lập - Tự do", "Độc Lập - Tự Do"),
    (DOCUMENT, "Kèm theo Báo cáo ", "Kèm theo "),
];

/// The components of the head, the body and the foot whose size is measured.
const SIZED: [&str; 15] = [
    "QuocHieu",
    "TieuNgu",
    "CoQuanChuQuan",
    "CoQuanBanHanh",
    "SoKyHieu",
    "DiaDanh",
    "NoiNhan",
    "ChucVu",
    "NoiNhanDau",
    "HoTen",
    "PhuLuc",
    "BodyText",
    "Heading1",
    "BangChu",
    "Header",
];

const STYLES: &str = "word/styles.xml";
const DOCUMENT: &str = "word/document.xml";

fn report_with_faults() -> &'static Package {
    let (_, _, report) = WRITTEN
        .iter()
        .find(|(name, ..)| name == "so-nong-nghiep-2021-co-loi Report")
        .unwrap();
    report
}

/// Whether the measures find a fault in the report when one of its parts has this text.
fn is_found(part: &str, text: String) -> bool {
    let mut changed = Package(report_with_faults().0.clone());
    changed.0.insert(part.to_owned(), text);
    std::panic::catch_unwind(|| measure("đổi", Paper::Report, &changed)).is_err()
}

#[test]
fn a_measure_that_is_wrong_is_found() {
    for (part, from, to) in WRONG {
        let right = report_with_faults().part(part);
        let text = right.replace(from, to);
        assert!(text != right, "{from}");
        assert!(is_found(part, text), "{from} -> {to} is not seen");
    }
}

#[test]
fn a_component_that_is_too_large_is_found() {
    for id in SIZED {
        let style = format!("w:styleId=\"{id}\">");
        let text = report_with_faults().part(STYLES);
        let (before, after) = text.split_once(&style).unwrap();
        let (own, rest) = after.split_once("</w:style>").unwrap();
        let own: String = own
            .split_inclusive("<w:sz w:val=\"")
            .map(|piece| piece.replace("<w:sz w:val=\"", "<w:sz w:val=\"9"))
            .collect();
        let text = format!("{before}{style}{own}</w:style>{rest}");
        assert!(is_found(STYLES, text), "{id} of another size is not seen");
    }
}

#[test]
fn every_part_is_well_formed_listed_and_linked() {
    all(|name, _, package| well_formed(name, package));
}

fn well_formed(name: &str, package: &Package) {
    let types = package.part("[Content_Types].xml");
    for (path, text) in &package.0 {
        assert!(tags(text).len() > 1, "{name} {path}");
        assert!(
            text.chars().all(|c| c == '\n' || !c.is_control()),
            "{name} {path}: control character"
        );
        assert!(
            !text.contains(['\u{ffff}', '\u{fffe}', '\u{202e}']),
            "{name} {path}"
        );
        let described = path == "[Content_Types].xml" || path.contains("_rels/");
        assert!(
            described || types.contains(&format!("PartName=\"/{path}\"")),
            "{name} {path}: no type"
        );
    }
    for (rels, folder) in [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
    ] {
        let mut ids = BTreeSet::new();
        for tag in tags(package.part(rels))
            .iter()
            .filter(|tag| tag.name == "Relationship")
        {
            let target = format!("{folder}{}", tag.get("Target"));
            assert!(package.0.contains_key(&target), "{name}: {target}");
            assert!(ids.insert(tag.get("Id").to_owned()), "{name}: {rels}");
        }
        if folder == "word/" {
            let used = tags(package.document())
                .into_iter()
                .filter(|tag| tag.attributes.contains_key("r:id"));
            used.for_each(|tag| assert!(ids.contains(tag.get("r:id")), "{name}: {}", tag.name));
        }
    }
}

#[test]
fn everything_referred_to_is_there() {
    all(|name, _, package| {
        let styles = Styles::of(package.part("word/styles.xml"));
        let body = tags(package.document());
        let notes = tags(package.part("word/footnotes.xml"));
        for tag in body.iter().chain(&notes) {
            let is_style = ["w:pStyle", "w:rStyle", "w:tblStyle"].contains(&tag.name.as_str());
            assert!(
                !is_style || styles.has(tag.get("w:val")),
                "{name}: style {}",
                tag.get("w:val")
            );
        }
        let anchors: Vec<&str> = body
            .iter()
            .filter(|tag| tag.name == "w:bookmarkStart")
            .map(|tag| tag.get("w:name"))
            .collect();
        assert_eq!(
            anchors.iter().collect::<BTreeSet<_>>().len(),
            anchors.len(),
            "{name}"
        );
        for link in body.iter().filter(|tag| tag.name == "w:hyperlink") {
            assert!(
                anchors.contains(&link.get("w:anchor")),
                "{name}: {}",
                link.get("w:anchor")
            );
        }
    });
}

#[test]
fn tables_repeat_their_header_and_fill_the_text() {
    all(|name, _, package| {
        let bordered = tables(name, package);
        let without = ["Letter", "Submission", "Minutes", "Questions"]
            .iter()
            .any(|paper| name.contains(paper));
        assert!(bordered > 0 || without, "{name}");
    });
}

/// How many tables have borders, each of them with a header that repeats.
fn tables(name: &str, package: &Package) -> usize {
    let mut bordered = 0;
    for table in package
        .document()
        .split("<w:tbl>")
        .skip(1)
        .map(|rest| rest.split("</w:tbl>").next().unwrap())
    {
        let tags = tags(&format!("<r xmlns:w=\"w\">{table}</r>"));
        let widths = |of: &str| -> Vec<i64> {
            tags.iter()
                .filter(|tag| tag.name == of)
                .map(|tag| tag.number("w:w"))
                .collect()
        };
        let count = |of: &str| tags.iter().filter(|tag| tag.name == of).count();
        let width: i64 = widths("w:gridCol").iter().sum();
        assert!([9354, 14286].contains(&width), "{name}: {width}");
        assert_eq!(widths("w:tblW"), [width], "{name}");
        let rows = i64::try_from(count("w:tr")).unwrap();
        assert_eq!(
            widths("w:tcW").iter().sum::<i64>(),
            rows * width,
            "{name}: every row fills the table"
        );
        assert_eq!(count("w:tr"), count("w:cantSplit"), "{name}");
        if table.contains("TableGrid") {
            bordered += 1;
            assert_eq!(count("w:tblHeader"), 1, "{name}");
            assert!(
                count("w:tr") > 1 || table.contains("w:gridSpan"),
                "{name}: a table of nothing but a header"
            );
        }
    }
    bordered
}

#[test]
fn the_comparison_of_two_submissions_is_a_paper_of_the_house() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let read = |name: &str| {
        let files = [Submitted::new(
            "de-an.xlsx",
            crate::support::sample(name).to_xlsx(),
        )];
        let workbook = engine.open(&files, &ReadingManner::default()).unwrap();
        let (dossier, remarks) = vtvl::dossier::read(&workbook, &engine.forms, &Mapping::default());
        let appraisal = engine
            .judge(&files, &workbook, &dossier, &remarks, &Asked::default())
            .unwrap();
        (dossier, appraisal)
    };
    let (old, new) = (
        read("so-nong-nghiep-2021-co-loi"),
        read("so-nong-nghiep-2021"),
    );
    let version = |(dossier, appraisal)| Version { dossier, appraisal };
    let comparison = opinion::compare_submissions(
        version((&old.0, &old.1)),
        version((&new.0, &new.1)),
        AlsoKnown::default(),
        &engine.forms,
        &engine.law,
    );
    let mut out = Vec::new();
    report::write_diff(&comparison, &example(), Format::Docx, &mut out).unwrap();
    let package = Package::open(&out);
    well_formed("so sánh", &package);
    measures::sheets("so sánh", &package);
    measures::font("so sánh", &package);
    assert!(tables("so sánh", &package) >= 4);
    let styles = Styles::of(package.part("word/styles.xml"));
    for tag in tags(package.document())
        .iter()
        .filter(|tag| ["w:pStyle", "w:tblStyle"].contains(&tag.name.as_str()))
    {
        assert!(styles.has(tag.get("w:val")), "{}", tag.get("w:val"));
    }
    let styled = |style: &str| {
        package
            .paragraphs()
            .into_iter()
            .find(|p| p.style == style)
            .map(|p| p.text())
            .unwrap()
    };
    assert_eq!(styled("Title"), "BẢN SO SÁNH");
    assert!(styled("Subtitle").starts_with("Hai bản Đề án vị trí việc làm của Sở"));
    assert_eq!(styled("CoQuanBanHanh"), "SỞ NỘI VỤ");
    let said: String = package
        .paragraphs()
        .iter()
        .map(package::Paragraph::text)
        .collect();
    for word in ["SHA-256", "chương trình", "vtvl", "Bộ quy tắc"] {
        assert!(!said.contains(word), "{word}");
    }
}

/// The number of a finding is one in the body and in both annexes.
#[test]
fn the_numbers_of_findings_are_those_of_the_annex() {
    let number =
        |text: &str| -> Option<usize> { text.strip_prefix("- (")?.split_once(')')?.0.parse().ok() };
    all(|name, document, package| {
        if ![Paper::Report, Paper::Letter].contains(&document) {
            return;
        }
        let paragraphs = package.paragraphs();
        let told: BTreeSet<usize> = paragraphs
            .iter()
            .filter_map(|p| number(&p.text()))
            .collect();
        let listed: BTreeSet<usize> = paragraphs
            .iter()
            .filter(|p| p.in_table)
            .filter_map(|p| p.text().parse().ok())
            .collect();
        assert!(told.is_subset(&listed), "{name}: {told:?} {listed:?}");
        assert!(!told.is_empty() || !name.contains("co-loi"), "{name}");
    });
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let appraisal = || {
        judged(
            crate::support::sample("truong-thpt-2022-co-loi").to_xlsx(),
            &Asked::default(),
        )
    };
    let (one, other) = (appraisal(), appraisal());
    for document in DOCUMENTS {
        assert!(
            bytes(&one, document, &example()) == bytes(&other, document, &example()),
            "{document:?}"
        );
    }
}

#[test]
fn names_of_a_workbook_stay_text() {
    let hostile = "Sở </w:t></w:r><w:p> &amp; <script> =1+1 \u{202e}{{ title }}{% if %} ]]>\u{7}";
    let mut sheets = crate::support::sample("so-nong-nghiep-2021-co-loi");
    for sheet in &mut sheets.sheets {
        let rows = sheet.rows.len();
        for row in sheet.rows.iter_mut().skip(1).take(rows) {
            for cell in row.iter_mut().skip(1).take(2) {
                if let crate::support::Cell::Text(text) = cell {
                    text.push_str(hostile);
                }
            }
        }
    }
    let asked = Asked {
        day: Some(jiff::civil::date(2021, 9, 10)),
        profile: Some("cong-chuc".to_owned()),
        ..Asked::default()
    };
    let appraisal = judged(sheets.to_xlsx(), &asked);
    for document in DOCUMENTS {
        let package = Package::open(&bytes(&appraisal, document, &example()));
        for (path, text) in &package.0 {
            assert!(
                !tags(text).is_empty() && !text.contains("<script>"),
                "{document:?} {path}"
            );
            assert!(!text.contains(['\u{202e}', '\u{7}']), "{document:?} {path}");
        }
        let said: String = package
            .paragraphs()
            .iter()
            .map(package::Paragraph::text)
            .collect();
        assert!(
            said.contains("{{ title }}{% if %}"),
            "{document:?}: a template is not run twice"
        );
    }
}

#[test]
fn a_template_of_the_house_replaces_ours_and_its_faults_are_told() {
    let (_, profile) = SAMPLES[0];
    let appraisal = judged(
        crate::support::sample(SAMPLES[0].0).to_xlsx(),
        &asked(profile),
    );
    let written = |name: &str, text: &str| {
        let mut house = example();
        house.replace(name, text.to_owned()).unwrap();
        let mut out = Vec::new();
        write_document(&appraisal, Paper::Letter, &house, Format::Docx, &mut out).map(|()| out)
    };
    let own = Package::open(
        &written(
            "header.xml",
            "<w:hdr xmlns:w=\"w\"><w:p/>{{ house.code }}</w:hdr>",
        )
        .unwrap(),
    );
    assert_eq!(
        own.part("word/header1.xml"),
        "<w:hdr xmlns:w=\"w\"><w:p/>SNV</w:hdr>"
    );
    let fault = |text: &str| written("header.xml", text).unwrap_err().to_string();
    assert!(fault("<a>\n{{ house.code }\n</a>").starts_with("mẫu header.xml, dòng 2: "));
    assert!(fault("<a>\n\n{{ khong_co }}</a>").starts_with("mẫu header.xml, dòng 3: "));
    assert!(fault("<a>\n<b></a>").starts_with("mẫu header.xml cho ra XML hỏng ở dòng 2"));
    assert!(fault("<a>").contains("thiếu thẻ đóng"));
    assert!(fault("<a>{{ <khong_co /> }}</a>").starts_with("mẫu header.xml, dòng 1: "));
    assert!(
        House::default()
            .replace("dau-trang.xml", String::new())
            .unwrap_err()
            .to_string()
            .contains("styles.xml")
    );
}

/// A paragraph that has no room behind a table that fills its page must not make a page of its own.
#[test]
fn no_page_is_empty() {
    let house = example();
    for (name, profile) in SAMPLES {
        let appraisal = judged(crate::support::sample(name).to_xlsx(), &asked(profile));
        for document in DOCUMENTS {
            let mut out = Vec::new();
            write_document(&appraisal, document, &house, Format::Pdf, &mut out).unwrap();
            let pdf = lopdf::Document::load_mem(&out).unwrap();
            for number in pdf.get_pages().into_keys() {
                let words = pdf
                    .extract_text(&[number])
                    .unwrap()
                    .split_whitespace()
                    .count();
                assert!(
                    words > 10,
                    "{name} {document:?}: page {number} has {words} words"
                );
            }
        }
    }
}
