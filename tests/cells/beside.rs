//! How values are shown, which cells are computed, and what formulas sum over.

use vtvl::cells::Area;
use vtvl::cells::Value;

use crate::cells::decimal;
use crate::cells::first;
use crate::cells::make::Book;
use crate::cells::make::ods;
use crate::cells::make::place;
use crate::cells::make::record;
use crate::cells::make::shared_strings;
use crate::cells::make::xls;
use crate::cells::read;

const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00.000"/><numFmt numFmtId="165" formatCode="00&quot; người&quot;"/><numFmt numFmtId="166" formatCode="&quot;VT-&quot;@"/><numFmt numFmtId="167" formatCode="#,##0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="14"/></cellXfs></styleSheet>"##;

const fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
    Area {
        top,
        left,
        bottom,
        right,
    }
}

#[test]
fn a_cell_says_what_excel_shows() {
    let cells = r#"<row r="1"><c r="A1" s="1"><v>1.003</v></c><c r="B1" s="2"><v>7</v></c><c r="C1" s="3"><v>0.15</v></c><c r="D1" s="4" t="inlineStr"><is><t>01</t></is></c><c r="E1" s="5"><v>1234</v></c><c r="F1"><v>1.003</v></c><c r="G1" s="6"><v>44377</v></c><c r="H1" s="1"/></row>"#;
    let sheet = first(
        &Book::new()
            .part("xl/styles.xml", STYLES)
            .sheet("A", cells)
            .bytes(),
    );
    let shown: Vec<Option<String>> = (0..8).map(|col| sheet.shown(0, col)).collect();
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(
        shown,
        [
            told("01.003"),
            told("07 người"),
            told("15%"),
            told("VT-01"),
            None,
            None,
            None,
            None
        ]
    );
    // The values stay numbers.
    assert_eq!(sheet.value(0, 0), &decimal("1.003"));
    assert_eq!(sheet.value(0, 1), &Value::Whole(7));
    assert!(sheet.is_percent(0, 2) && !sheet.is_percent(0, 0));
}

#[test]
fn formulas_and_what_they_sum_over() {
    let list = r#"<row r="2"><c r="I2"><v>2</v></c><c r="J2"><f>I2*2</f><v>4</v></c></row><row r="3"><c r="I3" t="inlineStr"><is><t>3</t></is></c></row>"#;
    let totals = r#"<row r="1"><c r="A1"><f>SUM('Danh mục &amp; số'!I2:I50)</f><v>2</v></c><c r="B1"><f>SUBTOTAL(9,SoNguoi)</f></c></row>
        <row r="5"><c r="C5"><f t="shared" ref="C5:C9" si="0">SUM(D5:F5)</f><v>1</v></c></row>
        <row r="6"><c r="C6"><f t="shared" si="0"/><v>1</v></c><c r="D6"><f>D7+D9</f><v></v></c></row>"#;
    let names = r#"<definedNames><definedName name="SoNguoi">'Danh mục &amp; số'!$K$2:$K$9</definedName></definedNames>"#;
    let book = Book::new()
        .after_sheets(names)
        .sheet("Danh mục &amp; số", list)
        .sheet("Tổng hợp", totals);
    let workbook = read(&book.bytes());
    let (list, totals) = (&workbook.sheets[0], &workbook.sheets[1]);
    assert_eq!(list.beside.summed, [area(1, 8, 49, 8), area(1, 10, 8, 10)]);
    assert!(list.is_summed(2, 8) && !list.is_summed(2, 9));
    assert!(list.is_formula(1, 9) && !list.is_formula(1, 8));
    assert_eq!(totals.beside.summed, [area(4, 3, 8, 5)]);
    assert_eq!(totals.beside.added, [area(6, 3, 6, 3), area(8, 3, 8, 3)]);
    assert!(totals.is_formula(5, 2));
    assert_eq!(totals.value(0, 1), &Value::Uncomputed);
    assert_eq!(totals.value(5, 3), &Value::Uncomputed);
}

#[test]
fn formulas_that_nobody_computed_of_every_writer() {
    // openpyxl, LibreOffice without a calculation, and a writer that gives the type of a value that
    // is not there.
    for cell in [
        "<f>SUM(B1:B9)</f><v></v>",
        "<f>SUM(B1:B9)</f><v/>",
        "<f>SUM(B1:B9)</f>",
        r#"<f aca="false">SUM(B1:B9)</f>"#,
        r#"<f t="array" ref="A1">SUM(B1:B9)</f><v/>"#,
    ] {
        for kind in ["", r#" t="n""#] {
            let rows = format!(r#"<row r="1"><c r="A1"{kind}>{cell}</c></row>"#);
            let sheet = first(&Book::new().sheet("A", &rows).bytes());
            assert_eq!(sheet.value(0, 0), &Value::Uncomputed, "{cell}");
            assert!(sheet.is_formula(0, 0) && sheet.is_summed(4, 1));
        }
    }
    let empty = r#"<row r="1"><c r="A1" t="str"><f>IF(B1=1,"x","")</f><v></v></c></row>"#;
    assert_eq!(
        first(&Book::new().sheet("A", empty).bytes()).value(0, 0),
        &Value::Blank,
        "a computed empty text"
    );
}

#[test]
fn an_xls_says_how_its_numbers_are_shown_and_what_it_sums() {
    let text = |text: &str| -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            &u16::try_from(text.encode_utf16().count())
                .unwrap()
                .to_le_bytes()[..],
            &[1],
            &units,
        ]
        .concat()
    };
    let format = record(0x41E, &[&164u16.to_le_bytes(), &text("00\" người\"")]);
    let style = |number: u16| {
        record(
            0xE0,
            &[&0u16.to_le_bytes(), &number.to_le_bytes(), &[0; 16]],
        )
    };
    let number = |row: u16, style: u16, value: f64| {
        record(0x203, &[&place(row, 0, style), &value.to_le_bytes()])
    };
    let packed = record(
        0xBD,
        &[
            &[3, 0, 0, 0],
            &[1, 0, 0x1E, 0, 0, 0],
            &[0, 0, 0x0E, 0, 0, 0],
            &[1, 0],
        ],
    );
    // SUM(A1:A3), never computed; IF(…) that came to an empty text; A1+A2.
    let empty = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let sum: &[u8] = &[13, 0, 0x25, 0, 0, 2, 0, 0, 0xC0, 0, 0xC0, 0x19, 0x10, 0, 0];
    let formula =
        |col: u16, tokens: &[u8]| record(0x06, &[&place(4, col, 0), &empty, &[0; 6], tokens]);
    let plus: &[u8] = &[11, 0, 0x44, 0, 0, 0, 0xC0, 0x44, 1, 0, 0, 0xC0, 0x03];
    let sheet = [
        number(0, 1, 7.0),
        number(1, 2, 0.15),
        packed,
        formula(0, sum),
        formula(1, &[3, 0, 0x17, 0, 0]),
        formula(2, plus),
    ];
    let globals = [format, style(0), style(164), style(9), shared_strings(&[])].concat();
    let sheet = first(&xls(&globals, &sheet.concat()));
    assert_eq!(sheet.shown(0, 0).as_deref(), Some("07 người"));
    assert_eq!(sheet.shown(1, 0).as_deref(), Some("15%"));
    assert_eq!(sheet.shown(3, 0).as_deref(), Some("07 người"));
    assert_eq!(sheet.shown(3, 1), None);
    assert_eq!(sheet.value(3, 1), &Value::Whole(3));
    assert_eq!(sheet.value(4, 0), &Value::Uncomputed);
    assert_eq!(sheet.value(4, 1), &Value::Blank);
    assert!(sheet.is_formula(4, 0) && sheet.is_formula(4, 1) && !sheet.is_formula(0, 0));
    assert_eq!(sheet.beside.summed, [area(0, 0, 2, 0)]);
    assert_eq!(sheet.beside.added, [area(0, 0, 1, 0)]);
}

#[test]
fn an_ods_says_the_same() {
    let styles = r#"<number:number-style style:name="N1"><number:text>VT-</number:text><number:number number:min-integer-digits="2" number:decimal-places="0"/></number:number-style><number:percentage-style style:name="N2"><number:number number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="c2" style:family="table-cell" style:parent-style-name="c3"/><style:style style:name="c3" style:family="table-cell" style:data-style-name="N2"/>"#;
    let number = |style: &str, value: &str| {
        format!(r#"<table:table-cell{style} office:value-type="float" office:value="{value}"/>"#)
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let rows = [
        row(&[
            number(r#" table:style-name="c1""#, "7"),
            number("", "0.15"),
            number("", "1"),
        ]
        .concat()),
        row(
            r#"<table:table-cell table:formula="of:=SUM([.A1:.B1])" office:value-type="float" office:value="3"/><table:table-cell table:formula="of:=SUM([.A1:.B1])"/>"#,
        ),
    ];
    let columns =
        r#"<table:table-column/><table:table-column table:default-cell-style-name="c2"/>"#;
    let table = format!(
        r#"{styles}<table:table table:name="A">{columns}{}</table:table>"#,
        rows.concat()
    );
    let sheet = first(&ods(&table));
    assert_eq!(sheet.shown(0, 0).as_deref(), Some("VT-07"));
    assert_eq!(sheet.shown(0, 1).as_deref(), Some("15%"));
    assert_eq!(sheet.shown(0, 2), None);
    assert_eq!(sheet.value(1, 1), &Value::Uncomputed);
    assert!(sheet.is_formula(1, 0) && sheet.is_summed(0, 1) && !sheet.is_summed(0, 2));
}
