//! Where things stand.

use super::*;

fn long(words: usize) -> String {
    vec!["dài"; words].join(" ")
}

#[test]
fn pages_are_numbered_from_the_second() {
    let laid = LaidDocument::out(&report());
    let numbers: Vec<Option<&str>> = (0..laid.pages.len())
        .map(|page| {
            laid.texts(page)
                .into_iter()
                .find(|text| text.part.is_none() && text.y < 50.0)
                .map(|text| text.text.as_str())
        })
        .collect();
    assert!(numbers.len() > 3);
    assert_eq!(numbers[0], None);
    for (nth, number) in numbers.iter().enumerate().skip(1) {
        assert_eq!(number.unwrap(), (nth + 1).to_string());
    }
}

#[test]
fn header_rows_are_repeated_on_every_page_and_read_once() {
    let head = (
        "<w:cantSplit/><w:tblHeader/>",
        vec![
            tc(2000, "", &p("BangDau", "Đầu một")),
            tc(3000, "", &p("BangDau", "Đầu hai")),
        ],
    );
    let mut rows = vec![head];
    rows.extend((0..150).map(|nth| {
        (
            "<w:cantSplit/>",
            vec![
                tc(2000, "", &p("BangChu", &nth.to_string())),
                tc(3000, "", &p("BangChu", "ô")),
            ],
        )
    }));
    let laid = LaidDocument::of(&table(&[2000, 3000], &rows));
    assert!(laid.pages.len() >= 3);
    for page in 0..laid.pages.len() {
        let heads: Vec<&Text> = laid
            .texts(page)
            .into_iter()
            .filter(|text| text.text.starts_with("Đầu hai"))
            .collect();
        assert_eq!(heads.len(), 1, "page {}", page + 1);
        assert_eq!(heads[0].part.is_some(), page == 0);
        let first = laid
            .texts(page)
            .into_iter()
            .filter(|text| text.text.trim().parse::<u32>().is_ok() && text.part.is_some())
            .map(|text| text.y);
        assert!(first.fold(f32::MAX, f32::min) > heads[0].y);
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for before in 30..50 {
        let lines: String = (0..before).map(|_| p("Normal", "dòng")).collect();
        let laid =
            LaidDocument::of(&(lines + &p("Heading1", "đầu mục") + &p("BodyText", &long(60))));
        let page = laid.saying("ĐẦU MỤC");
        assert!(laid.said(page[0]).contains("dài dài"), "{before}");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for before in 30..50 {
        let lines: String = (0..before).map(|_| p("Normal", "dòng")).collect();
        let laid = LaidDocument::of(&(lines + &p("BodyText", &long(100))));
        for page in laid.saying("dài") {
            let mut bases: Vec<u32> = laid
                .texts(page)
                .iter()
                .filter(|text| text.text.contains("dài"))
                .map(|text| text.y.to_bits())
                .collect();
            bases.dedup();
            assert!(bases.len() >= 2, "{before}: {bases:?}");
        }
    }
}

#[test]
fn lines_are_justified_to_the_margin_but_the_last() {
    let laid = LaidDocument::of(&p("BodyText", &long(100)));
    let texts = laid.texts(0);
    let ends: Vec<f32> = texts
        .iter()
        .filter(|text| !text.text.trim().is_empty())
        .map(|text| text.x + text.width)
        .collect();
    let margin = 595.3 - 42.55;
    assert!(ends.len() > 4);
    assert!(
        ends[..ends.len() - 1]
            .iter()
            .all(|end| (end - margin).abs() < 0.2),
        "{ends:?}"
    );
    assert!(ends[ends.len() - 1] < margin - 10.0);
    assert!(
        (texts[0].x - 85.05 - 36.0).abs() < 0.1,
        "first line is indented"
    );
}

#[test]
fn letters_are_as_wide_as_those_of_times_new_roman() {
    let faces = PdfFaces::open().unwrap();
    let width = |bold, italic, text: &str| -> f32 {
        let face = super::super::faces::FaceId::of(bold, italic);
        text.chars().map(|c| faces.glyph(face, c).advance).sum()
    };
    // Advance widths in units of 2048 of the fonts that offices have.
    for (bold, italic, text, units) in [
        (false, false, "Mẫu ", 1821.0 + 909.0 + 1024.0 + 512.0),
        (true, false, "Đ", 1479.0),
        (false, true, "ế", 909.0),
        (true, true, "ệ", 909.0),
    ] {
        assert!(
            (width(bold, italic, text) * 2048.0 - units).abs() < 2.0,
            "{text}: {}",
            width(bold, italic, text) * 2048.0
        );
    }
    for c in "ăâđêôơưĂÂĐÊÔƠƯếềểễệ ắằẳẵặ ấầẩẫậ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ “…” – — ≤ ≥ × → ₫ §".chars()
    {
        for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)] {
            let face = super::super::faces::FaceId::of(bold, italic);
            assert_ne!(
                faces.glyph(face, c).id,
                faces.glyph(face, '\u{25a1}').id,
                "{c}"
            );
        }
    }
}

#[test]
fn cells_over_columns_and_rows_share_their_room() {
    let merged = |what: &str, text: &str| tc(1000, what, &p("BangChu", text));
    let rows = [
        (
            "",
            vec![
                merged(r#"<w:vMerge w:val="restart"/>"#, &long(40)),
                merged("", "b"),
                merged("", "c"),
            ],
        ),
        (
            "",
            vec![
                merged("<w:vMerge/>", ""),
                merged(r#"<w:gridSpan w:val="2"/>"#, "de"),
            ],
        ),
    ];
    let laid = LaidDocument::of(&(table(&[1000, 1000, 1000], &rows) + &p("Normal", "sau")));
    let at = |what: &str| {
        laid.texts(0)
            .into_iter()
            .find(|text| text.text.trim() == what)
            .map(|text| (text.x, text.y))
            .unwrap()
    };
    assert!((at("b").0 - at("de").0).abs() < 0.1 && (at("c").0 - at("b").0 - 50.0).abs() < 0.1);
    let lowest = laid
        .texts(0)
        .iter()
        .filter(|text| text.text.contains("dài"))
        .map(|text| text.y)
        .fold(0.0, f32::max);
    assert!(
        lowest > at("de").1 && at("sau").1 > lowest,
        "what stands in two rows pushes down what comes after"
    );
}

#[test]
fn a_row_that_is_too_high_goes_on_over_the_page_with_all_its_text() {
    let text: String = (0..2000).map(|nth| format!("từ{nth} ")).collect();
    let rows = [(
        "<w:cantSplit/>",
        vec![
            tc(2000, "", &p("BangChu", "một")),
            tc(3000, "", &p("BangChu", &text)),
        ],
    )];
    let laid = LaidDocument::of(&table(&[2000, 3000], &rows));
    let said: String = (0..laid.pages.len()).map(|page| laid.said(page)).collect();
    assert!(laid.pages.len() > 3);
    assert_eq!(bare(&said), bare(&format!("một{text}")));
}

#[test]
fn a_box_is_closed_where_a_page_ends_and_opened_on_the_next() {
    let boxes: String = (0..60).map(|_| p("KhungLuuY", "trong khung")).collect();
    let laid = LaidDocument::of(&boxes);
    assert!(laid.pages.len() > 1);
    for page in &laid.pages {
        let level = |op: &&Op| matches!(op, Op::Line { from, to, .. } if from.1.to_bits() == to.1.to_bits());
        assert_eq!(
            page.ops.iter().filter(level).count(),
            2,
            "one above, one below"
        );
    }
}

#[test]
fn tabs_stop_where_they_are_set() {
    let tabs = r#"<w:p><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="6000"/></w:tabs></w:pPr><w:r><w:t>trái</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"#;
    let laid = LaidDocument::of(tabs);
    let texts = laid.texts(0);
    let last = texts.iter().find(|text| text.text == "12").unwrap();
    assert!((last.x + last.width - 85.05 - 300.0).abs() < 0.1);
    assert!(
        texts
            .iter()
            .any(|text| text.part.is_none() && text.text.starts_with("...."))
    );
}

#[test]
fn pages_and_sections_begin_where_they_are_told_to() {
    let turned = r#"<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>"#;
    let page = r#"<w:p><w:r><w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t></w:r></w:p>"#;
    let own = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>ba</w:t></w:r></w:p>";
    let laid = LaidDocument::of(&format!("{page}{own}{turned}{}", p("Normal", "bốn")));
    assert_eq!(
        (0..laid.pages.len())
            .map(|page| bare(&laid.said(page)))
            .collect::<Vec<_>>(),
        ["một", "hai", "ba", "bốn"]
    );
    assert!(
        laid.pages[2].width > laid.pages[2].height && laid.pages[3].width < laid.pages[3].height
    );
    assert_eq!(laid.document.sections.len(), 2);
}
