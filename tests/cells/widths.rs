//! How wide the columns of an `.xls` and an `.ods` are, from bytes made here.

use vtvl::cells::Limits;
use vtvl::cells::Widths;

use super::make;
use super::read;

fn widths(bytes: &[u8]) -> Vec<Widths> {
    vtvl::cells::widths(bytes, &read(bytes), &Limits::default())
}

fn rounded(widths: &Widths) -> Vec<(u32, f64)> {
    widths
        .iter()
        .map(|(col, width)| (*col, width.round()))
        .collect()
}

fn number_at(row: u16, col: u16) -> Vec<u8> {
    make::record(0x203, &[&make::place(row, col, 0), &7f64.to_le_bytes()])
}

#[test]
fn an_xls_tells_them_for_some_columns_and_for_the_rest() {
    let words: Vec<u8> = [1u16, 2, 20 * 256, 0, 0, 0]
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect();
    let own = make::record(0x7D, &[&words]);
    let rest = make::record(0x55, &[&[9, 0]]);
    assert_eq!(
        rounded(&widths(&make::xls(&[], &[own.clone(), number_at(0, 1)].concat()))[0]),
        [(1, 19.0)]
    );
    let both = [rest, own, number_at(0, 3)].concat();
    assert_eq!(
        rounded(&widths(&make::xls(&[], &both))[0]),
        [(0, 9.0), (1, 19.0), (2, 19.0), (3, 9.0)]
    );
}

#[test]
fn what_a_record_cuts_off_is_left_out() {
    for length in 0..24 {
        let sheet: Vec<u8> = [0x7D, 0x55]
            .iter()
            .flat_map(|kind| make::record(*kind, &[&vec![0xFF; length]]))
            .collect();
        let bytes = make::xls(&[], &[number_at(0, 0), sheet].concat());
        if let Ok(workbook) = vtvl::cells::open(&bytes, &Limits::default()) {
            let widths = vtvl::cells::widths(&bytes, &workbook, &Limits::default());
            assert!(widths.iter().all(|sheet| sheet.len() <= 1), "{length}");
        }
    }
}

#[test]
fn they_are_not_read_forever() {
    // Of all columns, told 2,000 times; the last ones are not heard.
    let width = |chars: u8| make::record(0x55, &[&[chars, 0]]);
    let sheet = [number_at(0, 255), width(20).repeat(2_000), width(90)].concat();
    let widths = widths(&make::xls(&[], &sheet));
    assert!(widths[0].len() == 256 && widths[0].values().all(|width| width.round() < 21.0));
}

#[test]
fn an_ods_names_styles_for_them() {
    let styles = "<style:style style:name=\"co1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"1in\"/></style:style>\
        <style:style style:name=\"co2\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"5.08cm\"/></style:style>\
        <style:style style:name=\"co3\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"wide\"/></style:style>";
    let table = "<table:table-column table:style-name=\"co1\" table:number-columns-repeated=\"2\"/><table:table-column table:style-name=\"co3\"/>\
        <table:table-column table:style-name=\"co2\" table:number-columns-repeated=\"16381\"/>\
        <table:table-row><table:table-cell table:number-columns-repeated=\"4\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let bytes = make::package(&[
        ("mimetype", make::ODS_TYPE.to_owned()),
        ("META-INF/manifest.xml", "<manifest/>".to_owned()),
        (
            "content.xml",
            format!(
                "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
                 <office:body><office:spreadsheet><table:table table:name=\"A\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ]);
    assert_eq!(
        rounded(&widths(&bytes)[0]),
        [(0, 13.0), (1, 13.0), (3, 27.0)]
    );
}
