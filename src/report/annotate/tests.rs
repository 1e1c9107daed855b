//! The copy is the submission and its findings, nothing more and nothing less.

mod order;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::io::Read as _;
use std::io::Write as _;

use rust_xlsxwriter as made;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::cells::Addr;
use crate::cells::SheetRef;
use crate::law::Outcome;
use crate::report::fixture;

/// The sheets of the made-up appraisal.
const SHEETS: [&str; 3] = ["Thông tin chung", "Danh mục VTVL", "Cơ cấu 'tổ chức' & <b>"];
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

/// A package of these parts.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook written by hand: its three sheets, with a prefix before every name.
fn by_hand(prefix: &str, sheets: [&str; 3], more: &[(&str, &str)]) -> Vec<u8> {
    let p = prefix;
    let colon = p.trim_end_matches(':');
    let space = if p.is_empty() {
        "xmlns".to_owned()
    } else {
        format!("xmlns:{colon}")
    };
    let names = [
        "Thông tin chung",
        "Danh mục VTVL",
        "Cơ cấu &apos;tổ chức&apos; &amp; &lt;b&gt;",
    ];
    let line = |(at, name): (usize, &str)| {
        format!(
            "<{p}sheet name=\"{name}\" sheetId=\"{0}\" rel:id=\"rId{0}\"/>",
            at + 1
        )
    };
    let list: String = names.into_iter().enumerate().map(line).collect();
    let relation = |at: usize| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"{KINDS}worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    };
    let relations: String = (1..=3).map(relation).collect();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n";
    let mut parts = vec![
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships><Relationship Id=\"a\" Type=\"{KINDS}officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("{head}<{p}workbook {space}=\"{MAIN}\" xmlns:rel=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><{p}sheets>{list}</{p}sheets><{p}calcPr/></{p}workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
    ];
    let names = [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
    ];
    for (name, inside) in names.into_iter().zip(sheets) {
        parts.push((
            name,
            format!("\u{feff}{head}<{p}worksheet {space}=\"{MAIN}\">{inside}</{p}worksheet>"),
        ));
    }
    parts.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    package(&parts)
}

fn text(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn names(bytes: &[u8]) -> Vec<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| zip.by_index_raw(at).unwrap().name().unwrap().into_owned())
        .collect()
}

/// A part as it is packed.
fn raw(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let at = zip.index_for_name(name).unwrap();
    let mut packed = Vec::new();
    zip.by_index_raw(at)
        .unwrap()
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

/// The parts that are not packed in the copy as they were.
fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (old, new) = (names(before), names(after));
    assert_eq!(new[..old.len()], old, "the order of the parts");
    old.into_iter()
        .filter(|name| raw(before, name) != raw(after, name))
        .collect()
}

/// The sheets that are not our list.
fn of_agency(book: &Book) -> impl Iterator<Item = &book::SheetPart> {
    book.sheets
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != book.former)
        .map(|(_, sheet)| sheet)
}

/// Cells with comments of ours, by sheet.
fn commented(bytes: &[u8]) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    let mut package = Package::open(bytes, &Limits::default()).unwrap();
    let book = Book::of(&mut package, LIST).unwrap();
    for (at, sheet) in of_agency(&book).enumerate() {
        for relation in package.relations(&sheet.part).unwrap() {
            if relation.is("comments") {
                let text = package.text(&relation.part).unwrap().unwrap();
                let refs = xml::elements(&text, 2)
                    .unwrap()
                    .into_iter()
                    .filter(|tag| tag.open.local() == "comment");
                found.extend(
                    refs.map(|comment| (at, comment.open.value("ref").unwrap().into_owned())),
                );
            }
        }
    }
    found
}

/// Cells with a fill of ours, by sheet.
fn filled(bytes: &[u8]) -> BTreeSet<(usize, String)> {
    let mut package = Package::open(bytes, &Limits::default()).unwrap();
    let book = Book::of(&mut package, LIST).unwrap();
    let styles = package
        .text(book.styles.as_deref().unwrap())
        .unwrap()
        .unwrap();
    let mut styles = Styles::of(&styles).unwrap();
    let mut found = BTreeSet::new();
    for (at, sheet) in of_agency(&book).enumerate() {
        let text = package.text(&sheet.part).unwrap().unwrap();
        for tag in xml::Tags::of(bare(&text)).map(Result::unwrap) {
            let style = tag
                .number("s")
                .filter(|_| tag.begins() && tag.local() == "c");
            if style.is_some_and(|style| styles.unmarked(style).unwrap().is_some()) {
                found.insert((at, tag.value("r").unwrap().into_owned()));
            }
        }
    }
    found
}

fn wanted() -> BTreeSet<(usize, String)> {
    MARKED
        .iter()
        .map(|(sheet, cell)| (*sheet, (*cell).to_owned()))
        .collect()
}

/// The children of a sheet in the order of the schema (ECMA-376 part 1, 18.3.1.99).
const ORDER: [&str; 38] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "tableParts",
    "extLst",
];

/// Every part is well-formed, sheets and their rows and cells are in order, every relationship
/// leads somewhere.
fn sound(bytes: &[u8]) {
    let mut package = Package::open(bytes, &Limits::default()).unwrap();
    for name in names(bytes) {
        if !name.contains("vmlDrawing") {
            let text = text(bytes, &name);
            xml::root(bare(&text)).unwrap_or_else(|_| panic!("{name} is not well-formed"));
        }
    }
    let book = Book::of(&mut package, LIST).unwrap();
    let ids: BTreeSet<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.part.as_str())
        .collect();
    assert_eq!(ids.len(), book.sheets.len());
    for sheet in &book.sheets {
        for relation in package.relations(&sheet.part).unwrap() {
            assert!(
                relation.part.is_empty() || package.has(&relation.part),
                "{relation:?}"
            );
        }
        let text = package.text(&sheet.part).unwrap().unwrap();
        let children = xml::elements(bare(&text), 1).unwrap();
        let ranks: Vec<usize> = children
            .iter()
            .filter_map(|child| ORDER.iter().position(|name| *name == child.open.local()))
            .collect();
        assert!(ranks.is_sorted(), "{}: {ranks:?}", sheet.name);
        let mut last = None;
        for tag in xml::Tags::of(bare(&text)).map(Result::unwrap) {
            if tag.begins() && tag.local() == "c" && tag.depth == 3 {
                let at = tag.value("r").and_then(|at| cells::parse_cell(&at));
                assert!(at.is_none() || at > last, "{}: {}", sheet.name, tag.raw);
                last = at.or(last);
            }
        }
    }
}

/// The copy says in every cell what the submission says.
fn same_values(before: &[u8], after: &[u8]) {
    let (old, new) = (
        cells::open(before, &Limits::default()).unwrap(),
        cells::open(after, &Limits::default()).unwrap(),
    );
    for sheet in &old.sheets {
        let copy = new
            .sheets
            .iter()
            .find(|copy| copy.name() == sheet.name())
            .unwrap();
        assert_eq!(
            (sheet.name(), &sheet.rows, sheet.visibility),
            (copy.name(), &copy.rows, copy.visibility)
        );
        assert_eq!(
            (&sheet.merges, &sheet.hidden_rows, &sheet.hidden_cols),
            (&copy.merges, &copy.hidden_rows, &copy.hidden_cols)
        );
        assert_eq!(sheet.print_areas, copy.print_areas);
    }
}

/// A workbook with much of what a spreadsheet program may put in.
fn rich() -> Vec<u8> {
    let mut book = made::Workbook::new();
    let created = made::ExcelDateTime::from_ymd(2021, 1, 1).unwrap();
    book.set_properties(&made::DocProperties::new().set_creation_datetime(&created));
    let white = made::Format::new()
        .set_font_color(made::Color::White)
        .set_background_color(made::Color::Navy);
    for name in SHEETS {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for row in 0..10u32 {
            for col in 0..12u16 {
                sheet
                    .write_string_with_format(row, col, format!("{row} {col}"), &white)
                    .unwrap();
            }
        }
    }
    let list = book.worksheet_from_index(1).unwrap();
    list.add_table(10, 0, 14, 3, &made::Table::new()).unwrap();
    list.add_data_validation(
        1,
        1,
        5,
        1,
        &made::DataValidation::new()
            .allow_list_strings(&["a", "b"])
            .unwrap(),
    )
    .unwrap();
    list.add_conditional_format(
        1,
        2,
        5,
        2,
        &made::ConditionalFormatBlank::new().set_format(made::Format::new().set_bold()),
    )
    .unwrap();
    list.set_print_area(0, 0, 9, 9)
        .unwrap()
        .set_landscape()
        .set_repeat_rows(0, 0)
        .unwrap();
    list.set_header("&CĐề án");
    list.insert_note(
        5,
        7,
        &made::Note::new("Ý kiến của cơ quan").set_author("Cơ quan"),
    )
    .unwrap();
    list.insert_note(0, 0, &made::Note::new("Ghi chú khác"))
        .unwrap();
    list.merge_range(16, 0, 17, 5, "gộp", &white).unwrap();
    list.write_formula(18, 0, made::Formula::new("=SUM(1,2)").set_result("3"))
        .unwrap();
    list.write_url(19, 0, "https://example.org").unwrap();
    let mut chart = made::Chart::new(made::ChartType::Column);
    chart.add_series().set_values(("Danh mục VTVL", 0, 0, 5, 0));
    list.insert_chart(20, 0, &chart).unwrap();
    list.set_row_hidden(6).unwrap();
    list.set_column_hidden(3).unwrap();
    list.protect();
    book.worksheet_from_index(2).unwrap().set_very_hidden(true);
    book.define_name("Vung", "='Danh mục VTVL'!$A$1:$B$2")
        .unwrap();
    book.save_to_buffer().unwrap()
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
    let mut book = made::Workbook::new();
    for name in SHEETS.into_iter().chain(["NHẬN XÉT THẨM ĐỊNH"]) {
        book.add_worksheet()
            .set_name(name)
            .unwrap()
            .write_string(0, 0, "x")
            .unwrap();
    }
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
    let plain = ["<sheetData/>"; 3];
    let macros = "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>";
    let book = by_hand("", plain, &[]);
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
        Err(AnnotateError::Macros)
    ));
    assert!(matches!(
        try_marked(&with("_xmlsignatures/sig1.xml", "<a/>")),
        Err(AnnotateError::Signed)
    ));
    let strict = text(&book, "xl/workbook.xml")
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main");
    assert!(matches!(
        try_marked(&with("xl/workbook.xml", &strict)),
        Err(AnnotateError::Strict)
    ));
    assert!(matches!(try_marked(b"PK"), Err(AnnotateError::Open(_))));
    for error in [
        AnnotateError::Macros,
        AnnotateError::Signed,
        AnnotateError::Strict,
    ] {
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
