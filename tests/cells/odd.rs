//! Workbooks that other readers open, though calamine by itself refuses or misreads them.

use vtvl::cells::CellError;
use vtvl::cells::OpenError;
use vtvl::cells::Value;
use vtvl::cells::Visibility;

use crate::cells::column;
use crate::cells::first;
use crate::cells::make::Book;
use crate::cells::make::package;
use crate::cells::make::worksheet;
use crate::cells::make::xlsx;
use crate::cells::read;
use crate::cells::refusal;
use crate::cells::text;

const ONE: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c></row>"#;
const TEXTS: &str =
    r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c></row>"#;

#[test]
fn a_size_that_is_said_wrongly_is_not_believed() {
    for size in [
        r#"ref="D4:A1""#,
        r#"ref="""#,
        "",
        r#"ref="A1:""#,
        r#"ref="A1:XFD1048576""#,
        r#"ref="A1:B2:C3""#,
    ] {
        let sheet =
            format!("<worksheet><dimension {size}/><sheetData>{ONE}</sheetData></worksheet>");
        let book = Book::new().sheet_at(["A", "visible", "worksheet", "s.xml", "xl/s.xml"], sheet);
        assert_eq!(column(&first(&book.bytes())), [text("Mã")], "{size}");
    }
}

#[test]
fn targets_are_taken_as_they_are_meant() {
    for (target, part) in [
        ("./worksheets/s.xml", "xl/worksheets/s.xml"),
        ("../xl/worksheets/s.xml", "xl/worksheets/s.xml"),
        ("/xl/worksheets/s.xml", "xl/worksheets/s.xml"),
        ("worksheets/trang%201.xml", "xl/worksheets/trang 1.xml"),
        ("worksheets/S.XML", "xl/Worksheets/s.xml"),
        ("worksheets\\s.xml", "xl/worksheets/s.xml"),
    ] {
        let book =
            Book::new().sheet_at(["A", "visible", "worksheet", target, part], worksheet(ONE));
        assert_eq!(column(&first(&book.bytes())), [text("Mã")], "{target}");
    }
    let gone = Book::new().sheet_at(
        ["A", "visible", "worksheet", "gone.xml", "xl/s.xml"],
        worksheet(ONE),
    );
    assert_eq!(refusal(&gone.bytes()), OpenError::Corrupt);
}

#[test]
fn texts_and_styles_lie_where_the_workbook_says() {
    let strings = "<sst><si><t>Mã</t></si><si/><si><t>Tên</t></si></sst>";
    let styles =
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let rows = format!(r#"{TEXTS}<row r="3"><c r="A3" s="1"><v>44377</v></c></row>"#);
    for (strings_at, styles_at) in [
        ("sharedStrings.xml", "styles.xml"),
        ("texts/a.xml", "/looks/b.xml"),
        ("/a.xml", "../c.xml"),
    ] {
        let book = Book::new()
            .related("sharedStrings", strings_at, strings)
            .related("styles", styles_at, styles)
            .sheet("A", &rows);
        let day = Value::Date(jiff::civil::date(2021, 6, 30));
        // The empty string in between has its place, too.
        assert_eq!(
            column(&first(&book.bytes())),
            [text("Mã"), text("Tên"), day],
            "{strings_at}"
        );
    }
}

#[test]
fn runs_and_readings_of_a_text() {
    let strings = r#"<sst><si/><si><r><t xml:space="preserve">Vị trí </t></r><r><t>việc &amp; làm</t></r><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>1</v></c></row>"#;
    for strings in [
        strings.to_owned(),
        strings.replace("<si/>", "<si><t/></si>"),
    ] {
        let book = Book::new()
            .part("xl/sharedStrings.xml", strings)
            .sheet("A", rows);
        assert_eq!(column(&first(&book.bytes())), [text("Vị trí việc & làm")]);
    }
}

#[test]
fn what_calamine_does_not_know_of_a_cell() {
    let rows = r#"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row><row r="2"><c r="A2" t="n"><v> 5 </v></c></row><row r="3"><c r="A3"><v>6</v><extLst><ext/></extLst></c></row><row r="4"><c r="A4" t="s"><v>
        0</v></c></row><row r="5"><c r="A5" t="n"><v>x &lt; y</v></c></row><row r="6"><c t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r></is></c></row><row r="7"><c t="e"><v>#DIV/0!</v></c></row>"#;
    let book = Book::new()
        .part("xl/sharedStrings.xml", "<sst><si><t>Mã</t></si></sst>")
        .sheet("A", rows);
    let wanted = [
        Value::Error(CellError::Value),
        Value::Whole(5),
        Value::Whole(6),
        text("Mã"),
        text("x < y"),
        text("a b"),
        Value::Error(CellError::Div0),
    ];
    assert_eq!(column(&first(&book.bytes())), wanted);
}

#[test]
fn sheets_of_macros_and_of_other_kinds_are_passed_over() {
    let macros =
        format!(r#"<xm:macrosheet xmlns:xm="m"><sheetData>{ONE}</sheetData></xm:macrosheet>"#);
    let at = [
        "Macro1",
        "veryHidden",
        "xlMacrosheet",
        "macrosheets/m.xml",
        "xl/macrosheets/m.xml",
    ];
    let workbook = read(&Book::new().sheet("A", ONE).sheet_at(at, macros).bytes());
    assert_eq!(workbook.sheets[1].rows, []);
    assert_eq!(workbook.sheets[1].visibility, Visibility::VeryHidden);
    assert_eq!(column(&workbook.sheets[0]), [text("Mã")]);
    let odd = ["A", "shown", "worksheet", "s.xml", "xl/s.xml"];
    assert_eq!(
        first(&Book::new().sheet_at(odd, worksheet(ONE)).bytes()).visibility,
        Visibility::Visible
    );
}

#[test]
fn a_workbook_under_another_name() {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    for (main, folder) in [
        ("workbook.xml", ""),
        ("/xl/book2.xml", "xl/"),
        ("./a/b/c.xml", "a/b/"),
    ] {
        let name = main.rsplit('/').next().unwrap();
        let parts = [
            (
                "_rels/.rels".to_owned(),
                relation("relationships/officeDocument", main),
            ),
            (
                format!("{folder}{name}"),
                r#"<workbook><sheets><sheet name="A" id="r"/></sheets></workbook>"#.to_owned(),
            ),
            (
                format!("{folder}_rels/{name}.rels"),
                relation("worksheet", "s.xml"),
            ),
            (format!("{folder}s.xml"), worksheet(ONE)),
        ];
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, part)| (&**name, &**part))
            .collect();
        assert_eq!(column(&first(&package(&parts))), [text("Mã")], "{main}");
    }
}

#[test]
fn what_stands_before_and_after_a_package_belongs_to_nothing() {
    let bytes = xlsx(ONE);
    for (before, after) in [
        (&b""[..], &[0; 3000][..]),
        (b"", b"\r\n--boundary--\r\n"),
        (b"MZ\0junk", b""),
        (b"text ", b""),
    ] {
        let file = [before, &bytes, after].concat();
        assert_eq!(column(&first(&file)), [text("Mã")], "{before:?}");
    }
}
