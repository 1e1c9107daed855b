//! Word documents as sheets: tables and paragraphs below each other, each cell with its place.

use std::fmt::Write as _;

use vtvl::cells::Limits;
use vtvl::cells::OpenError;
use vtvl::cells::Sheet;
use vtvl::cells::Workbook;
use vtvl::cells::WorkbookFormat;
use vtvl::cells::open;
use vtvl::cells::word_anchors;

use crate::cells::first;
use crate::cells::is_limited;
use crate::cells::make::package;
use crate::cells::read;
use crate::cells::refusal;

const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://x/numbering" Target="/word/numbering.xml"/></Relationships>"#;
const NS: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A document with this body.
fn document(body: &str) -> Vec<u8> {
    with(body, &[])
}

fn with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document {NS}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &main),
        ("word/_rels/document.xml.rels", PARTS),
    ];
    parts.extend(more);
    package(&parts)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", p(text))
}

/// A table of these rows, cells parted by `|`.
fn table(rows: &[&str]) -> String {
    let row = |row: &&str| {
        format!(
            "<w:tr>{}</w:tr>",
            row.split('|').map(tc).collect::<String>()
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

/// The cells of a sheet, one a line: place and text.
fn said(sheet: &Sheet) -> Vec<String> {
    let cells = |row: &vtvl::cells::Row| -> Vec<String> {
        row.cells
            .iter()
            .map(|(col, value)| format!("{} = {value}", sheet.at(row.number, *col).local()))
            .collect()
    };
    sheet.rows.iter().flat_map(cells).collect()
}

/// The text of the one paragraph, or of the first cell, of a document with this in its body.
fn says(body: &str) -> String {
    first(&document(body)).rows[0].cells[0].1.to_string()
}

#[test]
fn tables_and_paragraphs_stand_below_each_other() {
    let book = read(&document(&format!(
        "{}{}{}",
        p("BIỂU 1"),
        table(&["TT|Tên", "1|Văn thư"]),
        p("Hết")
    )));
    assert_eq!((book.format, book.sheets.len()), (WorkbookFormat::Docx, 1));
    let sheet = &book.sheets[0];
    assert_eq!(
        said(sheet),
        [
            "đoạn 1 = BIỂU 1",
            "bảng 1, dòng 1, cột 1 = TT",
            "bảng 1, dòng 1, cột 2 = Tên",
            "bảng 1, dòng 2, cột 1 = 1",
            "bảng 1, dòng 2, cột 2 = Văn thư",
            "đoạn 2 = Hết"
        ]
    );
    // The title is as wide as its table.
    assert_eq!(
        sheet.merged(0, 1).map(|area| (area.left, area.right)),
        Some((0, 1))
    );
    assert_eq!(
        sheet.at(2, 1).to_string(),
        "Bảng 1, dòng 2, cột 2 (“BIỂU 1”)"
    );
    assert_eq!(
        sheet.at(1, 1).through(&sheet.at(2, 1)),
        "Bảng 1, dòng 1–2, cột 2 (“BIỂU 1”)"
    );
    let joined = Workbook::joined(vec![
        ("a.xlsx".to_owned(), read(&crate::cells::make::xlsx(""))),
        ("b.docx".to_owned(), book),
    ]);
    let joined = joined.unwrap();
    assert_eq!(joined.sheets[1].at(0, 0).to_string(), "Đoạn 1 (tệp b.docx)");
    assert_eq!(
        joined.sheets[1].at(1, 0).to_string(),
        "Bảng 1, dòng 1, cột 1 (“BIỂU 1”, tệp b.docx)"
    );
}

#[test]
fn merged_cells_are_kept() {
    let merge = |kind: &str, text: &str| {
        format!("<w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{}</w:tc>", p(text))
    };
    let wide = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>",
        p("Nhóm")
    );
    let rows = [
        format!("<w:tr>{}{wide}</w:tr>", merge(" w:val=\"restart\"", "TT")),
        format!("<w:tr>{}{}{}</w:tr>", merge("", ""), tc("a"), tc("b")),
        format!(
            "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>",
            tc("c"),
            tc("d")
        ),
    ];
    let sheet = first(&document(&format!("<w:tbl>{}</w:tbl>", rows.concat())));
    let area = |row, col| {
        sheet
            .merged(row, col)
            .map(|area| (area.top, area.left, area.bottom, area.right))
    };
    assert_eq!(
        (area(1, 0), area(0, 2)),
        (Some((0, 0, 1, 0)), Some((0, 1, 0, 2)))
    );
    assert_eq!(
        said(&sheet)[4..],
        ["bảng 1, dòng 3, cột 2 = c", "bảng 1, dòng 3, cột 3 = d"]
    );
}

#[test]
fn what_the_print_shows_is_read() {
    let run = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let field = r#"<w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>VP-01</w:t><w:fldChar w:fldCharType="end"/><w:t>.</w:t>"#;
    assert_eq!(says(&run(field)), "VP-01.");
    assert_eq!(
        says(&run(
            "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d &amp; e</w:t>"
        )),
        "a\tb\nc-d & e"
    );
    assert_eq!(
        says(&run(r#"<w:sym w:font="Wingdings" w:char="F0FC"/>"#)),
        "✓"
    );
    assert_eq!(
        says(&run(
            r#"<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t>"#
        )),
        "✓"
    );
    assert_eq!(
        says(&run(
            r#"<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>"#
        )),
        "☑"
    );
    let boxed = |on: &str| {
        format!(
            r#"<w:sdt xmlns:w14="x"><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
            p(if on == "1" { "☒" } else { "☐" })
        )
    };
    assert_eq!(
        (says(&boxed("1")), says(&boxed("0"))),
        ("☑".to_owned(), "☐".to_owned())
    );
    let changed = r#"<w:p><w:r><w:t>Có </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:smartTag><w:hyperlink><w:r><w:t> người</w:t></w:r></w:hyperlink></w:smartTag><w:r><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    assert_eq!(says(changed), "Có 6 người");
    // A field without an end does not swallow the rest.
    assert_eq!(
        said(&first(&document(&format!(
            "{}{}",
            run(r#"<w:t>a</w:t><w:fldChar w:fldCharType="begin"/>"#),
            p("b")
        ))))
        .len(),
        2
    );
}

#[test]
fn text_boxes_and_tables_inside_of_cells_are_read() {
    let shape = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("Mã: VP-01"),
        p("Mã: VP-01")
    );
    assert_eq!(said(&first(&document(&shape))), ["đoạn 1 = Mã: VP-01"]);
    let inner = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc>{}</w:tr></w:tbl>",
        p("Ngoài"),
        table(&["a|b"]),
        tc("c")
    );
    assert_eq!(
        said(&first(&document(&inner))),
        [
            "bảng 1, dòng 1, cột 1 = Ngoài\na – b",
            "bảng 1, dòng 1, cột 2 = c"
        ]
    );
    // A table that only keeps others in place is none.
    let frame = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        p("Tên: x"),
        table(&["a|b"])
    );
    assert_eq!(
        said(&first(&document(&frame))),
        [
            "đoạn 1 = Tên: x",
            "bảng 1, dòng 1, cột 1 = a",
            "bảng 1, dòng 1, cột 2 = b"
        ]
    );
}

#[test]
fn labels_beside_each_other_are_cells() {
    let tabbed =
        "<w:p><w:r><w:t>Tên VTVL: Văn thư</w:t><w:tab/><w:tab/><w:t>Mã: VP-06</w:t></w:r></w:p>";
    assert_eq!(first(&document(tabbed)).rows[0].cells.len(), 2);
    assert_eq!(
        first(&document(&tabbed.replace("Mã: ", "Mã "))).rows[0]
            .cells
            .len(),
        1
    );
}

#[test]
fn tables_that_go_on_are_one() {
    let empty = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
    let one = table(&["TT|Tên", "1|a"]);
    let parted = |second: &[&str], between: &str| {
        let sheet = first(&document(&format!("{one}{between}{}", table(second))));
        let second = sheet.rows[2].number;
        sheet.id.parts(0, second)
    };
    assert!(!parted(&["2|b"], empty));
    assert!(!parted(&["TT|Tên", "2|b"], empty));
    assert!(!parted(&["|tiếp của dòng trên"], ""));
    assert!(parted(&["Nhóm|Cấp độ", "x|2"], empty));
    assert!(parted(&["2|b"], &p("3. Quan hệ")));
    assert!(parted(&["2|b|c"], empty));
}

#[test]
fn long_prose_is_a_sheet_of_its_own() {
    let prose: String = (0..100).map(|n| p(&format!("Đoạn {n}"))).collect();
    let book = read(&document(&format!("{prose}{}", table(&["TT|Tên", "1|a"]))));
    let names: Vec<&str> = book.sheets.iter().map(Sheet::name).collect();
    assert_eq!(names, ["Văn bản, phần 1", "Văn bản, phần 2"]);
    assert_eq!(
        (book.sheets[0].rows.len(), book.sheets[1].rows.len()),
        (88, 14)
    );
    assert_eq!(book.sheets[1].at(0, 0).local(), "đoạn 89");
    assert_eq!(
        book.sheets[1].at(12, 0).to_string(),
        "Bảng 1, dòng 1, cột 1 (“Đoạn 99”)"
    );
}

#[test]
fn pages_are_told_where_word_noted_them() {
    let paged = format!(
        "{}<w:p><w:r><w:lastRenderedPageBreak/><w:t>2. Công việc</w:t></w:r></w:p>{}",
        p("VỊ TRÍ"),
        table(&["a|b"])
    );
    let sheet = first(&document(&paged));
    assert_eq!(
        sheet.at(2, 1).to_string(),
        "Bảng 1, dòng 1, cột 2 (trang 2, “2. Công việc”)"
    );
}

const LISTS: &str = r#"<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Vong"/></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
const STYLES: &str = r#"<w:styles xmlns:w="x"><w:style w:type="paragraph" w:styleId="La"><w:basedOn w:val="Ma"/></w:style>
<w:style w:type="paragraph" w:styleId="Ma"><w:basedOn w:val="La"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Vong"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quanh"><w:basedOn w:val="Quanh"/></w:style></w:styles>"#;

#[test]
fn numbers_that_word_counts_are_read() {
    let item = |list: &str, level: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled = |style: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#)
    };
    let body = [
        item("1", "0", "a"),
        item("1", "1", "b"),
        item("1", "1", "c"),
        item("1", "0", "d"),
        item("3", "0", "e"),
        item("2", "0", "g"),
        // Lists and styles that lead to themselves, and lists that are not there.
        item("4", "0", "h"),
        item("99", "7", "i"),
        item("0", "0", "k"),
        styled("La"),
        styled("Quanh"),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            item("1", "0", "")
        ),
    ];
    let sheet = first(&with(
        &body.concat(),
        &[("word/numbering.xml", LISTS), ("word/styles.xml", STYLES)],
    ));
    let texts: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| row.cells[0].1.to_string())
        .collect();
    assert_eq!(
        texts,
        [
            "1. a", "1.a) b", "1.b) c", "2. d", "5. e", "• g", "h", "i", "k", "I x", "x", "6."
        ]
    );
}

#[test]
fn anchors_lead_to_the_paragraphs_of_cells() {
    let body = format!("{}{}{}", p(""), p("Tiêu đề"), table(&["a|b", "|c"]));
    let anchors = word_anchors(&document(&body), &Limits::default()).unwrap();
    let wanted = [
        ((0, 0), 1),
        ((1, 0), 2),
        ((1, 1), 3),
        ((2, 0), 4),
        ((2, 1), 5),
    ];
    assert_eq!(
        anchors[0]
            .iter()
            .map(|(at, to)| (*at, *to))
            .collect::<Vec<_>>(),
        wanted
    );
}

#[test]
fn what_is_no_document_of_word_is_refused() {
    let doctype = package(&[
        ("_rels/.rels", RELATIONS),
        (
            "word/document.xml",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        ),
    ]);
    assert!(matches!(refusal(&doctype), OpenError::Document(_)));
    assert!(matches!(
        refusal(&document("<w:tbl><w:tr></w:tbl>")),
        OpenError::Document(_)
    ));
    assert!(matches!(
        refusal(&package(&[("word/document.xml", "<a/>")])),
        OpenError::Document(_)
    ));
    assert!(matches!(
        refusal(&package(&[
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", "<a/>")
        ])),
        OpenError::Document(_)
    ));
}

#[test]
fn a_document_beyond_the_limits_is_refused() {
    assert!(is_limited(
        &document(&" ".repeat(12 << 20)),
        &Limits::default()
    ));
    assert!(is_limited(
        &document(&"<w:tbl><w:tr><w:tc>".repeat(22)),
        &Limits::default()
    ));
    let cells = format!(
        "<w:tbl>{}</w:tbl>",
        format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(100)).repeat(10_000)
    );
    assert!(is_limited(&document(&cells), &Limits::default()));
    let wide = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(20_000));
    assert!(is_limited(&document(&wide), &Limits::default()));
    let long = format!(
        "<w:p><w:r>{}</w:r></w:p>",
        "<w:t>aaaaaaaaaaaaaaa</w:t>".repeat(1_000)
    );
    assert!(is_limited(
        &document(&long),
        &Limits {
            text_bytes: 10_000,
            ..Limits::default()
        }
    ));
}

#[test]
fn a_number_that_word_counts_is_short_whatever_its_list_says() {
    let pattern = LISTS.replace("%1.\"", &format!("{}\"", "%1".repeat(100_000)));
    let item = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#;
    let parts = [
        ("word/numbering.xml", pattern.as_str()),
        ("word/styles.xml", STYLES),
    ];
    let texts = |book: Workbook| {
        book.sheets[0]
            .rows
            .iter()
            .map(|row| row.cells[0].1.to_string().len())
            .max()
    };
    assert!(
        texts(open(&with(&item.repeat(1_000), &parts), &Limits::default()).unwrap()).unwrap() < 200
    );
}

#[test]
fn tables_without_end_make_a_hundred_sheets() {
    let prose = format!("{}{}", p("a").repeat(50), table(&["a|b"])).repeat(300);
    assert_eq!(read(&document(&prose)).sheets.len(), 100);
}

#[test]
fn fields_that_never_end_are_read() {
    let mut fields = String::new();
    for _ in 0..100_000 {
        write!(
            fields,
            r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r></w:p>"#
        )
        .unwrap();
    }
    assert!(open(&document(&fields), &Limits::default()).is_ok());
}

#[test]
fn claims_of_a_document_are_not_believed() {
    let span = r#"<w:tc><w:tcPr><w:gridSpan w:val="2147483648"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"#;
    let body = format!(
        "<w:tbl><w:tr>{span}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"99999999999999999999\"/></w:trPr>{span}</w:tr></w:tbl>",
        tc("b")
    );
    let sheet = first(&document(&body));
    // A merged cell that goes on from nowhere begins where it stands.
    assert_eq!(
        said(&sheet)[..2],
        ["bảng 1, dòng 1, cột 1 = a", "bảng 1, dòng 1, cột 2 = b"]
    );
    assert!(sheet.merges.iter().all(|area| area.right < 1_000));
    // What stands outside of tables and rows is no reason to fail.
    let stray = format!(
        "<w:tr>{}</w:tr><w:tc>{}</w:tc><w:tbl>{}</w:tbl>",
        tc("a"),
        p("b"),
        p("c")
    );
    assert_eq!(
        said(&first(&document(&stray))),
        ["bảng 1, dòng 1, cột 1 = a", "đoạn 1 = b"]
    );
}
