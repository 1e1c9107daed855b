//! Text and templates that mean no good.

use super::super::laid_out;
use super::*;

/// Everything stands on its page.
fn nothing_overflows(laid: &LaidDocument) {
    for (nth, page) in laid.pages.iter().enumerate() {
        for text in laid.texts(nth) {
            let fits = text.x >= 0.0
                && text.x + text.width <= page.width
                && text.y > 0.0
                && text.y <= page.height;
            assert!(fits, "page {} of {}: {text:?}", nth + 1, laid.pages.len());
        }
        for op in &page.ops {
            if let Op::Line { from, to, .. } = op {
                let fits = |(x, y): (f32, f32)| {
                    (-1.0..=page.width + 1.0).contains(&x)
                        && (-1.0..=page.height + 1.0).contains(&y)
                };
                assert!(fits(*from) && fits(*to), "page {}: {op:?}", nth + 1);
            }
        }
    }
}

fn said(laid: &LaidDocument) -> String {
    (0..laid.pages.len()).map(|page| laid.said(page)).collect()
}

#[test]
fn the_report_of_a_hostile_workbook_stays_on_its_pages() {
    let laid = LaidDocument::out(&report());
    nothing_overflows(&laid);
    assert!(said(&laid).contains("<script>alert('x')</script>"));
}

#[test]
fn words_longer_than_a_line_are_broken_and_kept_whole() {
    for word in [
        "W".repeat(20_000),
        "ư/".repeat(5000),
        "\u{a0}".repeat(3000),
        "無".repeat(3000),
        "a\u{301}\u{302}\u{303}".repeat(2000),
    ] {
        let narrow = table(
            &[60, 9000],
            &[(
                "",
                vec![
                    tc(60, "", &p("BangChu", &word[..word.len().min(600)])),
                    tc(9000, "", &p("BangChu", &word)),
                ],
            )],
        );
        let laid = LaidDocument::of(&format!(
            "{}{}{narrow}",
            p("BodyText", &word),
            p("Heading1", &word)
        ));
        nothing_overflows(&laid);
    }
    let word = "W".repeat(20_000);
    assert_eq!(bare(&said(&LaidDocument::of(&p("BodyText", &word)))), word);
}

#[test]
fn characters_without_a_glyph_are_shown_as_a_box_and_still_can_be_copied() {
    let text = "Vị trí 職位 😀 العربية עברית \u{202e}gnôưhp\u{202c} \u{f0fe} \u{10ffff} \u{fffd} 👨\u{200d}👩\u{200d}👧";
    let parts = own(&p("Heading1", text));
    let laid = LaidDocument::out(&parts);
    nothing_overflows(&laid);
    let faces = PdfFaces::open().unwrap();
    let face = super::super::faces::FaceId::of(false, false);
    assert_eq!(faces.glyph(face, '職').id, faces.glyph(face, '\u{25a1}').id);
    assert!(faces.glyph(face, '職').advance > 0.2);
    for c in "職位😀العربيةעברית".chars() {
        assert!(
            said(&laid).contains(c.to_uppercase().next().unwrap()),
            "{c}"
        );
    }
    assert!(laid_out(&parts).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn ten_thousand_rows_are_laid_out() {
    let head = (
        "<w:tblHeader/>",
        vec![
            tc(1000, "", &p("BangDau", "STT")),
            tc(5000, "", &p("BangDau", "Tên")),
        ],
    );
    let mut rows = vec![head];
    rows.extend((1..=10_000).map(|nth| {
        (
            "<w:cantSplit/>",
            vec![
                tc(1000, "", &p("BangChu", &nth.to_string())),
                tc(5000, "", &p("BangChu", "Chuyên viên")),
            ],
        )
    }));
    let parts = own(&table(&[1000, 5000], &rows));
    let laid = LaidDocument::out(&parts);
    nothing_overflows(&laid);
    assert!(
        (180..400).contains(&laid.pages.len()),
        "{}",
        laid.pages.len()
    );
    assert!(laid.said(laid.pages.len() - 1).contains("10000"));
    assert!(laid_out(&parts).unwrap().len() > 100_000);
}

#[test]
fn measures_that_no_page_has_are_not_believed() {
    let body = r#"<w:p><w:pPr><w:ind w:left="999999" w:right="-999999" w:firstLine="-888888"/><w:spacing w:before="9999999" w:line="99999999"/></w:pPr><w:r><w:rPr><w:sz w:val="99999"/></w:rPr><w:t>lớn</w:t></w:r></w:p>
        <w:tbl><w:tblPr><w:tblInd w:w="90000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="99999"/><w:gridCol w:w="-5"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:tbl><w:tr/></w:tbl><w:tbl/>
        <w:p><w:pPr><w:sectPr><w:pgSz w:w="1" w:h="99999999"/><w:pgMar w:left="99999" w:top="-9" w:bottom="99999"/></w:sectPr></w:pPr></w:p>"#;
    let laid = LaidDocument::of(body);
    nothing_overflows(&laid);
    assert_eq!(bare(&said(&laid)), "lớnô");
    assert!(
        laid.pages
            .iter()
            .all(|page| (page.width - 595.3).abs() < 0.1 && (page.height - 841.9).abs() < 0.1)
    );
}

#[test]
fn templates_that_cannot_be_read_are_refused_in_one_sentence() {
    let refused = |body: &str| laid_out(&own(body)).unwrap_err().to_string();
    let deep = "<w:sdt>".repeat(5000) + &"</w:sdt>".repeat(5000);
    assert!(refused(&deep).contains("lồng quá"), "{}", refused(&deep));
    assert!(refused("<w:p>").starts_with("word/document.xml: "));
    assert!(refused("&nbsp;").contains("&nbsp;"));
    assert!(laid_out(&[]).is_err());
}

#[test]
fn a_footnote_longer_than_a_page_goes_on_at_the_foot_of_the_next() {
    let mut parts = own(&format!(
        r#"<w:p><w:r><w:t>trước</w:t><w:footnoteReference w:id="1"/></w:r></w:p>{}"#,
        p("Normal", "sau")
    ));
    let notes = parts
        .iter_mut()
        .find(|part| part.path == "word/footnotes.xml")
        .unwrap();
    let words: Vec<String> = (0..6000).map(|nth| format!("chú{nth} ")).collect();
    let text = words.concat();
    notes.text = format!(
        r#"<w:footnotes><w:footnote w:id="1">{}</w:footnote></w:footnotes>"#,
        p("FootnoteText", &text)
    );
    let laid = LaidDocument::out(&parts);
    nothing_overflows(&laid);
    let all = bare(&said(&laid));
    assert!(
        laid.pages.len() > 2 && all.contains("chú0chú1") && all.ends_with("chú5999"),
        "{}",
        laid.pages.len()
    );
    assert!(laid.said(0).contains("sau"));
}
