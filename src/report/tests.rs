//! Every report of one made-up appraisal: what it says, and that no text of a workbook breaks it.

use std::io::Read as _;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use unicode_width::UnicodeWidthStr;

use super::*;

fn bytes(format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(&fixture::appraisal(), format, &mut out).unwrap();
    out
}

fn text_of(format: Format) -> String {
    String::from_utf8(bytes(format)).unwrap()
}

fn terminal(options: TextOptions) -> String {
    let mut out = Vec::new();
    write_text(&fixture::appraisal(), &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn part(name: &str) -> String {
    let mut package = zip::ZipArchive::new(io::Cursor::new(bytes(Format::Docx))).unwrap();
    let mut text = String::new();
    package
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Start tags of a part, with the attribute `w:val`, `w:id` or `w:w` where there is one.
fn tags(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut tags = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let value = tag
                    .attributes()
                    .map(Result::unwrap)
                    .find(|a| ["w:val", "w:id", "w:w"].contains(&a.key.as_ref()));
                tags.push((
                    name,
                    value.map(|a| a.value.into_owned()).unwrap_or_default(),
                ));
            }
            Event::Eof => return tags,
            _ => {}
        }
    }
}

fn values(tags: &[(String, String)], name: &str) -> Vec<String> {
    tags.iter()
        .filter(|(tag, _)| tag == name)
        .map(|(_, value)| value.clone())
        .collect()
}

#[test]
fn a_format_is_known_by_its_ending() {
    let of = |name: &str| Format::from_extension(Path::new(name));
    assert_eq!(of("a/báo cáo.DOCX"), Some(Format::Docx));
    assert_eq!(of("a.htm"), Some(Format::Html));
    assert_eq!(of("a.docx.md"), Some(Format::Markdown));
    assert_eq!([of("a.doc"), of("docx"), of("")], [None; 3]);
}

#[test]
fn the_terminal_shows() {
    insta::assert_snapshot!("text", terminal(TextOptions::default()));
}

#[test]
fn the_terminal_shows_all_when_asked() {
    let all = terminal(TextOptions {
        verbose: true,
        ..TextOptions::default()
    });
    assert_eq!(all.matches("chưa ghi số người hiện có").count(), 7);
    assert!(!all.contains("trường hợp khác"));
    assert!(all.contains("gắn với tinh giản"));
}

#[test]
fn quiet_says_only_the_conclusion_and_the_warning() {
    let quiet = terminal(TextOptions {
        quiet: true,
        ..TextOptions::default()
    });
    assert_eq!(
        quiet,
        "Chú ý: Văn bản này không còn điều chỉnh hồ sơ.\nĐề nghị bổ sung, hoàn thiện: 1 nội dung sai quy định.\n"
    );
}

#[test]
fn lines_fit_and_escapes_are_only_our_own() {
    for width in [40, 80, 120] {
        let plain = terminal(TextOptions {
            width,
            verbose: true,
            ..TextOptions::default()
        });
        assert!(plain.chars().all(|c| c == '\n' || !c.is_control()));
        let longest = plain.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(longest <= width, "{longest} > {width}");
        let colour = terminal(TextOptions {
            width,
            verbose: true,
            colour: true,
            quiet: false,
        });
        assert!(colour.contains("\u{1b}[1m\u{1b}[31m"), "no colour");
        let styles = [
            "\u{1b}[0m",
            "\u{1b}[1m",
            "\u{1b}[2m",
            "\u{1b}[4m",
            "\u{1b}[31m",
            "\u{1b}[33m",
            "\u{1b}[34m",
            "\u{1b}[35m",
            "\u{1b}[36m",
            "\u{1b}[94m",
        ];
        let bare = styles
            .iter()
            .fold(colour, |text, style| text.replace(style, ""));
        assert_eq!(bare, plain);
    }
}

#[test]
fn markdown_says() {
    insta::assert_snapshot!("markdown", text_of(Format::Markdown));
}

#[test]
fn every_table_of_markdown_keeps_its_columns() {
    let cells = |line: &str| {
        line.replace("\\\\", "")
            .replace("\\|", "")
            .matches('|')
            .count()
    };
    let mut columns = 0;
    let text = text_of(Format::Markdown);
    for line in text.lines() {
        match (line.starts_with('|'), columns) {
            (false, _) => columns = 0,
            (true, 0) => columns = cells(line),
            (true, _) => assert_eq!(cells(line), columns, "{line}"),
        }
    }
    assert!(!text.contains("<script"));
}

#[test]
fn html_opens_with_the_recommendation() {
    let page = text_of(Format::Html);
    let body = page.split_once("<main").unwrap().1;
    assert!(body.find("Đề nghị bổ sung").unwrap() < body.find("Thông tin hồ sơ").unwrap());
    assert!(body.contains("<a href=\"#f2\">1</a>") && body.contains("id=\"f2\""));
}

#[test]
fn json_has_the_promised_keys_in_order() {
    let json: serde_json::Value = serde_json::from_slice(&bytes(Format::Json)).unwrap();
    let keys: Vec<&str> = json
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let promised = [
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
    let found: Vec<&str> = keys
        .into_iter()
        .filter(|key| promised.contains(key))
        .collect();
    assert_eq!(found, promised);
    let finding = &json["findings"][1];
    assert_eq!(finding["outcome"], "violation");
    assert_eq!(finding["cells"][0], "'Danh mục VTVL'!H6");
    assert_eq!(finding["citation"]["reviewed"], "text");
    assert_eq!(json["law"]["as_of"], "2021-06-30");
    assert_eq!(json["input"]["sheets"][0]["confidence"], 0.97);
}

#[test]
fn the_same_appraisal_gives_the_same_bytes() {
    for format in [
        Format::Text,
        Format::Json,
        Format::Markdown,
        Format::Html,
        Format::Docx,
    ] {
        assert_eq!(bytes(format), bytes(format), "{format:?}");
    }
}

#[test]
fn every_part_of_the_document_is_well_formed_and_listed() {
    let mut package = zip::ZipArchive::new(io::Cursor::new(bytes(Format::Docx))).unwrap();
    let types = part("[Content_Types].xml");
    assert_eq!(
        package.by_index(0).unwrap().name().unwrap(),
        "[Content_Types].xml"
    );
    for index in 0..package.len() {
        let mut file = package.by_index(index).unwrap();
        assert_eq!(file.last_modified().unwrap().year(), 1980);
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert!(tags(&text).len() > 1, "{name}");
        assert!(
            text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{ffff}'),
            "{name}"
        );
        let listed = types.contains(&format!("PartName=\"/{name}\""));
        let described = name == "[Content_Types].xml" || name.contains("_rels/");
        assert!(listed || described, "{name}");
    }
}

#[test]
fn every_style_of_the_document_exists() {
    let document = tags(&part("word/document.xml"));
    let notes = tags(&part("word/footnotes.xml"));
    let styles = part("word/styles.xml");
    for name in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
        for style in values(&document, name)
            .into_iter()
            .chain(values(&notes, name))
        {
            assert!(
                styles.contains(&format!("w:styleId=\"{style}\"")),
                "{style}"
            );
        }
    }
}

fn paper(paper: Paper, appraisal: &Appraisal) -> String {
    let document = papers::document(paper, appraisal, &Review::default(), &House::default());
    let parts = docx::parts(&document, appraisal.law.as_of, &House::default()).unwrap();
    parts
        .into_iter()
        .find(|part| part.path == "word/document.xml")
        .unwrap()
        .text
}

/// The text of a part, a line a paragraph.
fn said(xml: &str) -> String {
    let lines = xml.replace("</w:p>", "\n");
    let mut said = String::new();
    let mut inside = false;
    for c in lines.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => said.push(c),
            _ => {}
        }
    }
    let lines: Vec<&str> = said
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines
        .join("\n")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

#[test]
fn every_paper_says() {
    for wanted in Paper::ALL {
        insta::assert_snapshot!(wanted.file(), said(&paper(wanted, &fixture::appraisal())));
    }
}

#[test]
fn a_letter_with_nothing_to_complete_says_so() {
    let mut appraisal = fixture::appraisal();
    appraisal
        .findings
        .retain(|finding| matches!(finding.outcome, crate::law::Outcome::Note));
    appraisal
        .sections
        .iter_mut()
        .for_each(|section| section.findings.clear());
    appraisal
        .sections
        .iter_mut()
        .for_each(|section| section.questions.clear());
    appraisal.positions.clear();
    let letter = said(&paper(Paper::Letter, &appraisal));
    assert!(
        letter.contains("bước đầu chưa thấy nội dung phải sửa"),
        "the law in force was not read: {letter}"
    );
    assert!(
        letter.contains("V/v kết quả xem xét hồ sơ") && !letter.contains("Căn cứ"),
        "{letter}"
    );
}

#[test]
fn a_letter_and_a_table_are_only_printed() {
    for paper in Paper::ALL
        .into_iter()
        .filter(|paper| *paper != Paper::Report)
    {
        let mut out = Vec::new();
        let error = write_document(
            &fixture::appraisal(),
            paper,
            &House::default(),
            Format::Html,
            &mut out,
        );
        assert!(matches!(error, Err(ReportError::Format)) && out.is_empty());
        assert!(paper.has(Format::Docx) && !paper.has(Format::Json));
    }
}
