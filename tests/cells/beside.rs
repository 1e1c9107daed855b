//! How values are shown, which cells are computed, and what formulas sum over.

use vtvl::cells::Area;
use vtvl::cells::Value;

use crate::decimal;
use crate::first;
use crate::make::Book;
use crate::read;

const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00.000"/><numFmt numFmtId="165" formatCode="00&quot; người&quot;"/><numFmt numFmtId="166" formatCode="&quot;VT-&quot;@"/><numFmt numFmtId="167" formatCode="#,##0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="14"/></cellXfs></styleSheet>"##;

const fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
    Area { top, left, bottom, right }
}

#[test]
fn a_cell_says_what_excel_shows() {
    let cells = r#"<row r="1"><c r="A1" s="1"><v>1.003</v></c><c r="B1" s="2"><v>7</v></c><c r="C1" s="3"><v>0.15</v></c><c r="D1" s="4" t="inlineStr"><is><t>01</t></is></c><c r="E1" s="5"><v>1234</v></c><c r="F1"><v>1.003</v></c><c r="G1" s="6"><v>44377</v></c><c r="H1" s="1"/></row>"#;
    let sheet = first(&Book::new().part("xl/styles.xml", STYLES).sheet("A", cells).bytes());
    let shown: Vec<Option<String>> = (0..8).map(|col| sheet.shown(0, col)).collect();
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(shown, [told("01.003"), told("07 người"), told("15%"), told("VT-01"), None, None, None, None]);
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
    let names =
        r#"<definedNames><definedName name="SoNguoi">'Danh mục &amp; số'!$K$2:$K$9</definedName></definedNames>"#;
    let book = Book::new().after_sheets(names).sheet("Danh mục &amp; số", list).sheet("Tổng hợp", totals);
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
    // openpyxl, LibreOffice without a calculation, and a writer that gives the type of a value that is not there.
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
    assert_eq!(first(&Book::new().sheet("A", empty).bytes()).value(0, 0), &Value::Blank, "a computed empty text");
}
