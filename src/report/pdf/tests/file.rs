//! The file itself, read back: text, fonts, bookmarks, sizes of pages.

use std::collections::BTreeSet;

use lopdf::Dictionary;
use lopdf::Object;

use super::super::laid_out;
use super::*;

fn read(bytes: &[u8]) -> lopdf::Document {
    lopdf::Document::load_mem(bytes).unwrap()
}

fn made() -> lopdf::Document {
    read(&laid_out(&report()).unwrap())
}

fn dictionaries<'a>(
    pdf: &'a lopdf::Document,
    kind: &'a str,
) -> impl Iterator<Item = &'a Dictionary> {
    let of = move |object: &'a Object| {
        object
            .as_dict()
            .ok()
            .filter(|dict| dict.has_type(kind.as_bytes()))
    };
    pdf.objects.values().filter_map(of)
}

/// A text of the file, which is UTF-16 or ASCII.
fn string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn the_text_of_the_file_is_that_of_the_pages() {
    let laid = LaidDocument::out(&report());
    let pdf = made();
    assert_eq!(pdf.get_pages().len(), laid.pages.len());
    for page in 0..laid.pages.len() {
        let shown: String = laid
            .texts(page)
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        let read = pdf
            .extract_text(&[u32::try_from(page).unwrap() + 1])
            .unwrap();
        assert_eq!(bare(&read), bare(&shown), "page {}", page + 1);
    }
    let all = pdf
        .extract_text(&pdf.get_pages().into_keys().collect::<Vec<_>>())
        .unwrap();
    assert!(bare(&all).contains("CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM"));
    assert!(
        all.chars().all(|c| !('\u{300}'..='\u{36f}').contains(&c)),
        "not composed"
    );
}

#[test]
fn every_font_is_inside_as_a_subset_and_says_its_characters() {
    let pdf = made();
    let mut names = BTreeSet::new();
    for descriptor in dictionaries(&pdf, "FontDescriptor") {
        let name = String::from_utf8(
            descriptor
                .get(b"FontName")
                .unwrap()
                .as_name()
                .unwrap()
                .to_vec(),
        )
        .unwrap();
        assert!(descriptor.has(b"FontFile2"), "{name}");
        let (subset, font) = name.split_once('+').unwrap();
        assert_eq!(subset.len(), 6, "{name}");
        names.insert(font.to_owned());
    }
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        ["Tinos", "Tinos-Bold", "Tinos-BoldItalic", "Tinos-Italic"]
    );
    let outer = dictionaries(&pdf, "Font")
        .filter(|font| font.get(b"Subtype").unwrap().as_name().unwrap() == b"Type0");
    assert_eq!(outer.filter(|font| font.has(b"ToUnicode")).count(), 4);
}

#[test]
fn bookmarks_are_the_headings() {
    let mut wanted = Vec::new();
    let laid = LaidDocument::out(&report());
    for (kind, _) in &laid.structure.parts {
        if let StructureKind::Heading(_, text) = kind {
            wanted.push(text.clone());
        }
    }
    assert!(
        wanted.iter().any(|text| text.starts_with("I. ")) && wanted.len() > 10,
        "{wanted:?}"
    );
    let pdf = made();
    let mut found = Vec::new();
    let root = pdf
        .catalog()
        .unwrap()
        .get(b"Outlines")
        .unwrap()
        .as_reference()
        .unwrap();
    let mut next = vec![
        pdf.get_dictionary(root)
            .unwrap()
            .get(b"First")
            .unwrap()
            .as_reference()
            .unwrap(),
    ];
    while let Some(id) = next.pop() {
        let item = pdf.get_dictionary(id).unwrap();
        found.push(string(item.get(b"Title").unwrap()));
        for key in [b"Next".as_slice(), b"First"] {
            next.extend(item.get(key).ok().map(|id| id.as_reference().unwrap()));
        }
    }
    assert_eq!(found, wanted);
}

#[test]
fn pages_are_a4_upright_and_across_and_the_file_says_its_language_and_title() {
    let pdf = made();
    let mut sizes = BTreeSet::new();
    for id in pdf.get_pages().into_values() {
        let media = pdf
            .get_dictionary(id)
            .unwrap()
            .get(b"MediaBox")
            .unwrap()
            .as_array()
            .unwrap();
        let side = |nth: usize| media[nth].as_float().unwrap().round();
        sizes.insert(format!("{} × {}", side(2), side(3)));
    }
    assert_eq!(
        sizes.into_iter().collect::<Vec<_>>(),
        ["595 × 842", "842 × 595"]
    );
    let catalog = pdf.catalog().unwrap();
    assert_eq!(string(catalog.get(b"Lang").unwrap()), "vi-VN");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo"));
    let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = pdf.get_dictionary(info).unwrap();
    assert!(string(info.get(b"Title").unwrap()).starts_with("Báo cáo: Kết quả thẩm định"));
    assert!(!info.has(b"CreationDate") && !info.has(b"ModDate"));
}

#[test]
fn the_same_parts_give_the_same_bytes() {
    assert!(laid_out(&report()).unwrap() == laid_out(&report()).unwrap());
}

#[test]
fn links_lead_where_they_may() {
    let mut parts = own(
        r#"<w:p><w:hyperlink r:id="a"><w:r><w:t>ngoài</w:t></w:r></w:hyperlink><w:hyperlink r:id="b"><w:r><w:t>xấu</w:t></w:r></w:hyperlink>
        <w:hyperlink w:anchor="đích"><w:r><w:t>trong</w:t></w:r></w:hyperlink><w:bookmarkStart w:id="1" w:name="đích"/></w:p>"#,
    );
    let relations = parts
        .iter_mut()
        .find(|part| part.path.ends_with("document.xml.rels"))
        .unwrap();
    relations.text = r#"<R><r Id="a" Target="https://example.org/x" TargetMode="External"/><r Id="b" Target="javascript:x" TargetMode="External"/></R>"#.to_owned();
    let pdf = read(&laid_out(&parts).unwrap());
    let links: Vec<&Dictionary> = dictionaries(&pdf, "Annot").collect();
    assert_eq!(links.len(), 2);
    assert_eq!(links.iter().filter(|link| link.has(b"A")).count(), 1);
    assert!(links.iter().any(|link| link.has(b"Dest")));
}
