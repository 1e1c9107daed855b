//! What the pages say, held against the XML of the DOCX by another way of reading it.

use super::super::xml;
use super::super::xml::Child;
use super::super::xml::Node;
use super::*;

/// The texts of the paragraphs of a part as any reader of the format sees them, without blanks, in
/// capitals.
fn paragraphs(parts: &[DocxPart], path: &str) -> Vec<String> {
    fn text(node: &Node, out: &mut String) {
        for child in &node.children {
            match child {
                Child::Text(text) if node.name == "t" => out.push_str(text),
                Child::Node(node) if node.name == "footnoteReference" => {
                    out.push_str(node.attr("id").unwrap());
                }
                Child::Node(node) => text_of(node, out),
                Child::Text(_) => {}
            }
        }
    }
    fn text_of(node: &Node, out: &mut String) {
        if node.name != "pPr" {
            text(node, out);
        }
    }
    fn walk(node: &Node, out: &mut Vec<String>) {
        for node in node.nodes() {
            if node.name == "p" {
                let mut text = String::new();
                text_of(node, &mut text);
                out.push(bare(&text).to_uppercase());
            } else {
                walk(node, out);
            }
        }
    }
    let part = parts.iter().find(|part| part.path == path).unwrap();
    let mut out = Vec::new();
    walk(&xml::parse(path, &part.text).unwrap(), &mut out);
    out.retain(|text| !text.is_empty());
    out
}

/// The texts of the parts of the structure, in the order of reading.
fn printed(laid: &LaidDocument, notes: bool) -> Vec<String> {
    let mut texts = vec![String::new(); laid.structure.parts.len()];
    for text in laid
        .pages
        .iter()
        .flat_map(|page| page.ops.iter().filter_map(as_text))
    {
        if let Some(part) = text.part.filter(|part| laid.inside_note(*part) == notes) {
            texts[part].push_str(&text.text);
        }
    }
    let bare = texts.iter().map(|text| bare(text).to_uppercase());
    bare.filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_paragraph_of_the_document_is_printed_in_order_and_nothing_else() {
    let parts = report();
    let laid = LaidDocument::out(&parts);
    let (wanted, printed) = (
        paragraphs(&parts, "word/document.xml"),
        printed(&laid, false),
    );
    assert!(wanted.len() > 100, "{}", wanted.len());
    assert_eq!(wanted.len(), printed.len());
    let mut numbered = 0;
    for (wanted, printed) in wanted.iter().zip(&printed) {
        let number = printed
            .strip_suffix(wanted.as_str())
            .unwrap_or_else(|| panic!("{printed:?} is not {wanted:?}"));
        assert!(
            number.is_empty() || number.ends_with('.'),
            "{number:?} before {wanted:?}"
        );
        numbered += usize::from(!number.is_empty());
    }
    assert!(numbered > 10, "{numbered}");
}

#[test]
fn every_footnote_is_printed_with_its_number_on_the_page_that_refers_to_it() {
    let parts = report();
    let laid = LaidDocument::out(&parts);
    let wanted = paragraphs(&parts, "word/footnotes.xml");
    let numbered: Vec<String> = wanted
        .iter()
        .enumerate()
        .map(|(nth, text)| format!("{}{text}", nth + 1))
        .collect();
    assert_eq!(printed(&laid, true), numbered);
    for page in 0..laid.pages.len() {
        let texts = laid.texts(page);
        // What is raised is a number of a note; each stands twice on its page: in the text and at
        // the foot.
        let mut small: Vec<&str> = texts
            .iter()
            .filter(|text| text.part.is_some() && text.size < 9.0 && !text.text.trim().is_empty())
            .map(|text| text.text.trim())
            .collect();
        small.sort_unstable();
        assert!(
            small
                .chunks(2)
                .all(|pair| pair.len() == 2 && pair[0] == pair[1]),
            "page {}: {small:?}",
            page + 1
        );
    }
}

#[test]
fn headings_are_numbered_in_order_and_what_is_unknown_is_still_printed() {
    let body = [
        p("Heading1", "một"),
        p("Heading2", "a"),
        p("Heading3", "b"),
        p("Heading2", "c"),
        p("Heading1", "hai"),
        "<w:customXml><w:sdt><w:sdtContent><w:p><w:smartTag><w:r><w:t>trong khung</w:t></w:r></w:smartTag></w:p></w:sdtContent></w:sdt></w:customXml>".to_owned(),
        "<w:p><w:r><w:t>x</w:t><w:unheard><w:of>y</w:of></w:unheard><w:sym w:char=\"F0FE\"/><w:noBreakHyphen/></w:r><w:ins><w:r><w:t>z</w:t></w:r></w:ins><w:del><w:r><w:delText>xoá</w:delText></w:r></w:del></w:p>".to_owned(),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>hôm ấy</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>e\u{302}\u{301}</w:t></w:r></w:p>".to_owned(),
        "rơi ở ngoài".to_owned(),
    ];
    let laid = LaidDocument::of(&body.concat());
    let said: Vec<String> = printed(&laid, false);
    let wanted = [
        "I.MỘT",
        "1.A",
        "1.1.B",
        "2.C",
        "II.HAI",
        "TRONGKHUNG",
        "XY•\u{2011}Z",
        "HÔMẤY",
        "Ế",
        "RƠIỞNGOÀI",
    ];
    assert_eq!(said, wanted);
}
