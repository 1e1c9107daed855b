//! The copy is the submission and its findings, nothing more and nothing less.

mod checks;
mod order;
mod workbooks;

use std::collections::BTreeSet;

use super::*;
use crate::cells::Addr;
use crate::cells::SheetRef;
use crate::law::Outcome;
use crate::report::fixture;
use crate::report::patch::MAIN;
use crate::report::patch::PatchError;
use crate::report::patch::package::bare;
use crate::report::patch::xml;
use checks::changed;
use checks::commented;
use checks::filled;
use checks::names;
use checks::same_values;
use checks::sound;
use checks::text;
use workbooks::SHEETS;
use workbooks::by_hand;
use workbooks::package;
use workbooks::plain;
use workbooks::rich;

/// Marked cells of the made-up appraisal: sheet, cell.
const MARKED: [(usize, &str); 10] = [
    (1, "A26"),
    (1, "H6"),
    (1, "J2"),
    (1, "J3"),
    (1, "J4"),
    (1, "J5"),
    (1, "J6"),
    (1, "J7"),
    (1, "J8"),
    (2, "A1"),
];

fn marked(bytes: &[u8]) -> Annotated {
    try_marked(bytes).unwrap()
}

fn try_marked(bytes: &[u8]) -> Result<Annotated, AnnotateError> {
    let original = Original {
        name: None,
        bytes,
        encoding: None,
    };
    annotate(&fixture::appraisal(), &original, &Limits::default())
}

/// The same of a copy that comes back: its list stands before the sheets of the agency.
fn try_marked_again(bytes: &[u8]) -> Result<Annotated, AnnotateError> {
    let mut appraisal = fixture::appraisal();
    let moved = |cell: &mut Addr| {
        let sheet = SheetRef {
            index: cell.sheet.index + 1,
            ..SheetRef::clone(&cell.sheet)
        };
        cell.sheet = std::sync::Arc::new(sheet);
    };
    for finding in &mut appraisal.findings {
        finding.cells.iter_mut().for_each(moved);
        finding
            .instances
            .iter_mut()
            .flat_map(|instance| &mut instance.cells)
            .for_each(moved);
        finding
            .doubt
            .iter_mut()
            .flat_map(|doubt| &mut doubt.cells)
            .for_each(moved);
    }
    annotate(
        &appraisal,
        &Original {
            name: None,
            bytes,
            encoding: None,
        },
        &Limits::default(),
    )
}

fn wanted() -> BTreeSet<(usize, String)> {
    MARKED
        .iter()
        .map(|(sheet, cell)| (*sheet, (*cell).to_owned()))
        .collect()
}
#[test]
fn only_what_must_change_is_changed() {
    let before = rich();
    let copy = marked(&before);
    sound(&copy.bytes);
    same_values(&before, &copy.bytes);
    let wanted = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        // It was the open one.
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
    ];
    let mut found = changed(&before, &copy.bytes);
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(
        marked(&before).bytes,
        copy.bytes,
        "the same input gives the same bytes"
    );
}

#[test]
fn fills_and_comments_are_on_the_cells_of_the_findings() {
    let copy = marked(&rich());
    assert_eq!(filled(&copy.bytes), wanted());
    // The note of the agency on another cell is still there.
    let mut all = wanted();
    all.insert((1, "A1".to_owned()));
    assert_eq!(commented(&copy.bytes), all);
    assert_eq!(copy.findings, 6);
    let told = copy.remarks.join("\n");
    assert!(
        told.contains("Trang ẩn “Cơ cấu 'tổ chức' & <b>”")
            && told.contains("“Danh mục VTVL” đang khóa"),
        "{told}"
    );
}

#[test]
fn the_notes_of_the_agency_are_kept_and_extended() {
    let before = rich();
    let copy = marked(&before).bytes;
    let comments = text(&copy, "xl/comments1.xml");
    assert!(
        comments.contains("Ý kiến của cơ quan") && comments.contains("Ghi chú khác"),
        "{comments}"
    );
    let own = comments.find("Ý kiến của cơ quan").unwrap();
    assert!(
        comments[own..].find(notes::RULE).unwrap() < comments[own..].find("</comment>").unwrap()
    );
    assert!(
        comments.contains("<author>Cơ quan</author>") && comments.contains("<author>vtvl</author>")
    );
    // One box for each comment: two of the agency's, one of which is ours too, and eight.
    assert_eq!(
        text(&copy, "xl/drawings/vmlDrawing1.vml")
            .matches("</v:shape>")
            .count(),
        10
    );
}

#[test]
fn letters_stay_legible() {
    let styles = text(&marked(&rich()).bytes, "xl/styles.xml");
    assert!(
        styles.contains("<color rgb=\"FF000000\"/>"),
        "white letters on a light fill: {styles}"
    );
}

#[test]
fn a_second_run_replaces_the_first() {
    let first = marked(&rich()).bytes;
    let second = try_marked_again(&first).unwrap();
    sound(&second.bytes);
    assert_eq!(filled(&second.bytes), wanted());
    assert_eq!(commented(&second.bytes), commented(&first));
    assert_eq!(second.index, "Nhận xét thẩm định");
    let sheets = |bytes: &[u8]| cells::open(bytes, &Limits::default()).unwrap().sheets.len();
    assert_eq!((sheets(&first), sheets(&second.bytes)), (4, 4));
    // Without findings nothing of the former run is left in the cells.
    let mut clean = fixture::appraisal();
    clean.findings.clear();
    let original = Original {
        name: None,
        bytes: &first,
        encoding: None,
    };
    let third = annotate(&clean, &original, &Limits::default())
        .unwrap()
        .bytes;
    sound(&third);
    assert_eq!(filled(&third), BTreeSet::new());
    assert!(
        text(&third, "xl/worksheets/nhan-xet-vtvl1.xml")
            .contains("Không có nhận xét nào ở tệp này.")
    );
}

#[test]
fn a_sheet_of_the_agency_with_our_name_stays() {
    let mut book = plain(&[&SHEETS[..], &["NHẬN XÉT THẨM ĐỊNH"]].concat());
    let copy = marked(&book.save_to_buffer().unwrap());
    assert_eq!(copy.index, "Nhận xét thẩm định (2)");
    let titles = text(&copy.bytes, "docProps/app.xml");
    assert!(
        titles.contains("<vt:i4>5</vt:i4>")
            && titles.contains("baseType=\"lpstr\"><vt:lpstr>Nhận xét thẩm định (2)</vt:lpstr>"),
        "{titles}"
    );
}

#[test]
fn sheets_of_any_prefix_and_shape() {
    let cells = "<#sheetData><#row r=\"1\" spans=\"1:2\"/>\n<#row><#c t=\"str\"><#v>a</#v></#c><#c r=\"K2\"><#v>1</#v></#c></#row> <#row r=\"9\"/></#sheetData><#tableParts/>";
    for prefix in ["", "x:"] {
        let cells = cells.replace('#', prefix);
        let empty = format!("<{prefix}dimension ref=\"B2\"/><{prefix}sheetData/>");
        let before = by_hand(
            prefix,
            [
                "<x/>".replace('x', &format!("{prefix}sheetData")).as_str(),
                &cells,
                &empty,
            ],
            &[],
        );
        let copy = marked(&before).bytes;
        sound(&copy);
        same_values(&before, &copy);
        assert_eq!(filled(&copy), wanted(), "{prefix}");
        let sheet = text(&copy, "xl/worksheets/sheet2.xml");
        let found: Vec<&str> = sheet.matches("\"J").collect();
        assert_eq!(found.len(), 7, "{sheet}");
        assert!(
            sheet.contains(&format!("<{prefix}c r=\"J2\"")) && sheet.contains("\n<"),
            "{sheet}"
        );
        assert!(text(&copy, "xl/worksheets/sheet3.xml").contains("ref=\"A1:B2\""));
        assert!(
            sheet.starts_with("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"),
            "{sheet}"
        );
    }
}

#[test]
fn merged_cells_are_marked_where_they_show() {
    let rows = "<sheetData/><mergeCells><mergeCell ref=\"G5:I7\"/></mergeCells>";
    let copy = marked(&by_hand("", ["<sheetData/>", rows, "<sheetData/>"], &[])).bytes;
    let found = filled(&copy);
    assert!(
        found.contains(&(1, "G5".to_owned())) && !found.contains(&(1, "H6".to_owned())),
        "{found:?}"
    );
}

#[test]
fn what_must_not_be_changed_is_refused() {
    let macros = "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>";
    let book = by_hand("", ["<sheetData/>"; 3], &[]);
    let with = |name: &str, content: &str| {
        let mut parts: Vec<(String, String)> = names(&book)
            .into_iter()
            .map(|name| (name.clone(), text(&book, &name)))
            .filter(|(there, _)| there != name)
            .collect();
        parts.push((name.to_owned(), content.to_owned()));
        let parts: Vec<(&str, String)> = parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.clone()))
            .collect();
        package(&parts)
    };
    assert!(matches!(
        try_marked(&with("[Content_Types].xml", macros)),
        Err(AnnotateError::Patch(PatchError::Macros))
    ));
    assert!(matches!(
        try_marked(&with("_xmlsignatures/sig1.xml", "<a/>")),
        Err(AnnotateError::Patch(PatchError::Signed))
    ));
    let strict = text(&book, "xl/workbook.xml")
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main");
    assert!(matches!(
        try_marked(&with("xl/workbook.xml", &strict)),
        Err(AnnotateError::Patch(PatchError::Strict))
    ));
    assert!(matches!(
        try_marked(b"PK"),
        Err(AnnotateError::Patch(PatchError::Open(_)))
    ));
    for error in [PatchError::Macros, PatchError::Signed, PatchError::Strict] {
        assert!(error.to_string().contains("; hãy "), "{error}");
    }
}

#[test]
fn nothing_in_the_copy_is_more_than_text() {
    let copy = marked(&rich()).bytes;
    let index = text(&copy, "xl/worksheets/nhan-xet-vtvl1.xml");
    assert!(
        !index.contains("<f>") && !index.contains("<f "),
        "a formula in the list"
    );
    assert!(index.contains("&lt;script&gt;") && !index.contains("<script>"));
    assert!(
        index.contains("location=\"&#39;Danh mục VTVL&#39;!J2\""),
        "{index}"
    );
    assert!(index.contains("(trang ẩn sâu)"), "{index}");
    let comments = text(&copy, "xl/comments1.xml");
    assert!(!comments.contains('\u{1b}') && !comments.contains("<script>"));
}

#[test]
fn a_flood_gets_fills_and_bounded_comments() {
    let mut appraisal = fixture::appraisal();
    let sheet = std::sync::Arc::new(SheetRef::new(1, SHEETS[1]));
    let at = appraisal
        .findings
        .iter()
        .position(|finding| finding.outcome == Outcome::Violation)
        .unwrap();
    appraisal.findings[at].cells = (0..5_000)
        .map(|row| Addr::new(&sheet, row * 2, 20))
        .collect();
    let bytes = by_hand("", ["<sheetData/>"; 3], &[]);
    let original = Original {
        name: None,
        bytes: &bytes,
        encoding: None,
    };
    let copy = annotate(&appraisal, &original, &Limits::default()).unwrap();
    assert_eq!(
        filled(&copy.bytes)
            .iter()
            .filter(|(_, cell)| cell.starts_with('U'))
            .count(),
        5_000
    );
    assert!(commented(&copy.bytes).len() < 3_100);
    assert!(
        copy.remarks.join("\n").contains("chỉ tô màu"),
        "{:?}",
        copy.remarks
    );
}

#[test]
fn old_formats_become_a_copy_that_says_so() {
    let table = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Thông tin chung\"/><table:table table:name=\"Danh mục VTVL\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>01.003</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"2.5\"/><table:table-cell office:value-type=\"string\"><text:p>=1+1</text:p></table:table-cell></table:table-row></table:table><table:table table:name=\"C: / [x]\"/></office:spreadsheet></office:body></office:document-content>";
    let before = package(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        ("META-INF/manifest.xml", "<manifest/>".to_owned()),
        ("content.xml", table.to_owned()),
    ]);
    let copy = marked(&before);
    sound(&copy.bytes);
    let (old, new) = (
        cells::open(&before, &Limits::default()).unwrap(),
        cells::open(&copy.bytes, &Limits::default()).unwrap(),
    );
    assert_eq!(old.sheets[1].rows, new.sheets[2].rows);
    assert_eq!(
        new.sheets
            .iter()
            .map(cells::Sheet::name)
            .collect::<Vec<_>>(),
        [
            "Nhận xét thẩm định",
            "Thông tin chung",
            "Danh mục VTVL",
            "C  x"
        ]
    );
    assert_eq!(filled(&copy.bytes), wanted());
    assert!(
        copy.remarks[0].contains(".ods")
            && text(&copy.bytes, "xl/worksheets/nhan-xet-vtvl1.xml")
                .contains("bản chép sang .xlsx")
    );
    assert_eq!(marked(&before).bytes, copy.bytes);
}
