//! The list stands before the sheets of the agency: what counts sheets by their place still means
//! the same sheet.

use rust_xlsxwriter as made;

use super::*;

/// The copy with another text in one part.
fn with_part(bytes: &[u8], name: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let part = |there: String| {
        let before = text(bytes, &there);
        let after = if there == name { edit(before) } else { before };
        (there, after)
    };
    let parts: Vec<(String, String)> = names(bytes).into_iter().map(part).collect();
    package(
        &parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.clone()))
            .collect::<Vec<_>>(),
    )
}

/// The tags of a part with this name, as written.
fn raw_tags(bytes: &[u8], part: &str, name: &str) -> Vec<String> {
    let text = text(bytes, part);
    let tags = xml::Tags::of(bare(&text)).map(Result::unwrap);
    tags.filter(|tag| tag.begins() && tag.local() == name)
        .map(|tag| tag.raw.to_owned())
        .collect()
}

fn value(tag: &str, key: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {key}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

/// The tab that is open, and the first that is in sight.
fn open_tabs(bytes: &[u8]) -> [String; 2] {
    let view = raw_tags(bytes, MAIN_PART, "workbookView").remove(0);
    ["activeTab", "firstSheet"].map(|key| value(&view, key).unwrap())
}

const LIST: &str = "xl/worksheets/nhan-xet-vtvl1.xml";
const MAIN_PART: &str = "xl/workbook.xml";

#[test]
fn the_list_is_first_open_frozen_and_filterable() {
    let mut book = plain(&SHEETS);
    let last = book.worksheet_from_index(2).unwrap();
    last.set_active(true).set_first_tab(true);
    let before = book.save_to_buffer().unwrap();
    assert_eq!(open_tabs(&before), ["2", "2"]);
    let copy = marked(&before).bytes;
    sound(&copy);
    let sheets = raw_tags(&copy, MAIN_PART, "sheet");
    assert_eq!(
        value(&sheets[0], "name").as_deref(),
        Some("Nhận xét thẩm định")
    );
    assert_eq!(open_tabs(&copy), ["0", "0"]);
    // One sheet alone is selected: what is typed goes into no other.
    let selected = |part: &str| {
        value(&raw_tags(&copy, part, "sheetView")[0], "tabSelected").filter(|on| on == "1")
    };
    assert!(selected(LIST).is_some());
    for at in 1..=3 {
        assert_eq!(
            selected(&format!("xl/worksheets/sheet{at}.xml")),
            None,
            "sheet{at}"
        );
    }
    let list = text(&copy, LIST);
    let head = list
        .find("<t xml:space=\"preserve\">Giải trình, tiếp thu</t>")
        .unwrap();
    let row = value(&list[list[..head].rfind("<row ").unwrap()..], "r").unwrap();
    assert!(
        list.contains(&format!("<pane ySplit=\"{row}\""))
            && list.contains(&format!("<autoFilter ref=\"A{row}:H"))
    );
    assert!(
        row.parse::<u32>().unwrap() <= 4,
        "the rows that stay in sight leave room for the list"
    );
}

#[test]
fn names_and_print_areas_stay_with_their_sheets() {
    let before = rich();
    let copy = marked(&before).bytes;
    // `same_values` holds print areas against each other by the names of the sheets.
    same_values(&before, &copy);
    let names = |bytes: &[u8]| -> Vec<(String, Option<String>)> {
        let tags = raw_tags(bytes, MAIN_PART, "definedName").into_iter();
        tags.map(|tag| (value(&tag, "name").unwrap(), value(&tag, "localSheetId")))
            .collect()
    };
    let old = names(&before);
    assert!(
        old.iter()
            .filter(|(_, local)| local.as_deref() == Some("1"))
            .count()
            >= 2,
        "{old:?}"
    );
    let moved = old
        .into_iter()
        .map(|(name, local)| (name, local.map(|_| "2".to_owned())));
    let ours = [("vtvl_nhan_xet".to_owned(), None)];
    assert_eq!(names(&copy), moved.chain(ours).collect::<Vec<_>>());
}

#[test]
fn ids_links_and_relationships_stay() {
    let mut book = made::Workbook::new();
    for name in SHEETS {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_url(0, 0, "https://example.org").unwrap();
        sheet
            .write_url(1, 0, "internal:'Danh mục VTVL'!A1")
            .unwrap();
    }
    let before = book.save_to_buffer().unwrap();
    let copy = marked(&before).bytes;
    sound(&copy);
    let (old, new) = (
        raw_tags(&before, MAIN_PART, "sheet"),
        raw_tags(&copy, MAIN_PART, "sheet"),
    );
    assert_eq!(
        new[1..],
        old,
        "the sheets of the agency as they were, in their order"
    );
    let ids: BTreeSet<Option<String>> = new.iter().map(|tag| value(tag, "sheetId")).collect();
    let relations: BTreeSet<Option<String>> = new.iter().map(|tag| value(tag, "r:id")).collect();
    assert_eq!((ids.len(), relations.len()), (4, 4), "{new:?}");
    for at in 1..=3 {
        let part = format!("xl/worksheets/sheet{at}.xml");
        assert_eq!(
            raw_tags(&before, &part, "hyperlink"),
            raw_tags(&copy, &part, "hyperlink")
        );
        let rels = format!("xl/worksheets/_rels/sheet{at}.xml.rels");
        let kept = raw_tags(&before, &rels, "Relationship");
        assert_eq!(
            raw_tags(&copy, &rels, "Relationship")[..kept.len()],
            kept,
            "{rels}"
        );
    }
    let kept = raw_tags(&before, "xl/_rels/workbook.xml.rels", "Relationship");
    assert_eq!(
        raw_tags(&copy, "xl/_rels/workbook.xml.rels", "Relationship")[..kept.len()],
        kept
    );
}

/// Copies of former versions have the list behind the sheets of the agency.
#[test]
fn a_list_that_stands_last_is_moved_and_numbers_follow() {
    let first = marked(&rich()).bytes;
    let last = with_part(&first, MAIN_PART, |book| {
        let list = raw_tags(&first, MAIN_PART, "sheet").remove(0);
        let book = book
            .replace(&list, "")
            .replace("</sheets>", &format!("{list}</sheets>"));
        book.replace("localSheetId=\"2\"", "localSheetId=\"1\"")
    });
    let again = marked(&last).bytes;
    sound(&again);
    assert_eq!(text(&again, MAIN_PART), text(&first, MAIN_PART));
    assert_eq!(filled(&again), wanted());
}

#[test]
fn what_the_agency_answered_stays_beside_its_finding() {
    let first = marked(&rich()).bytes;
    let list = text(&first, LIST);
    let told = |list: &str, answer: &str| {
        let at = list.find(answer).unwrap();
        let row = &list[list[..at].rfind("<row ").unwrap()..at];
        row.to_owned()
    };
    // The first row below the headings, and a number that no finding has.
    let head = list.find("Giải trình, tiếp thu</t>").unwrap();
    let row: u32 = value(&list[list[..head].rfind("<row ").unwrap()..], "r")
        .unwrap()
        .parse()
        .unwrap();
    let cell = |list: &str, row: u32| {
        let start = list.find(&format!("<c r=\"H{row}\"")).unwrap();
        let end = start + list[start..].find("/>").unwrap() + 2;
        list[start..end].to_owned()
    };
    let filled_in = with_part(&first, LIST, |list| {
        let empty = cell(&list, row + 1);
        let answer = "<is><t>Đã sửa ở biểu 2</t></is></c>";
        list.replace(
            &empty,
            &format!("{} t=\"inlineStr\">{answer}", empty.trim_end_matches("/>")),
        )
    });
    let again = try_marked_again(&filled_in).unwrap().bytes;
    let row = told(&text(&again, LIST), "Đã sửa ở biểu 2");
    assert_eq!(
        row.matches("<c r=").count(),
        8,
        "in the column of answers of a finding: {row}"
    );
    // A finding that is gone leaves its answer to be read.
    let mut clean = fixture::appraisal();
    clean.findings.clear();
    let original = Original {
        name: None,
        bytes: &filled_in,
        encoding: None,
    };
    let third = annotate(&clean, &original, &Limits::default())
        .unwrap()
        .bytes;
    assert!(text(&third, LIST).contains("Đã sửa ở biểu 2"));
}
