//! How an `.xls` and an `.ods` look, from bytes made here.

use vtvl::cells::Across;
use vtvl::cells::Area;
use vtvl::cells::Limits;
use vtvl::cells::Looks;
use vtvl::cells::Style;
use vtvl::cells::Upright;

use super::make;
use super::read;

fn looks(bytes: &[u8]) -> Looks {
    vtvl::cells::looks(bytes, &read(bytes), &Limits::default())
}

fn style(looks: &Looks, row: u32, col: u32) -> &Style {
    &looks.styles[looks.sheets[0].cells[&(row, col)]]
}

/// A font of BIFF8 with a name of one byte a letter.
fn font(twips: u16, italic: bool, colour: u16, weight: u16, name: &str) -> Vec<u8> {
    let words = [twips, if italic { 2 } else { 0 }, colour, weight, 0, 0, 0];
    let words: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    make::record(0x31, &[&words, &[u8::try_from(name.len()).unwrap(), 0], name.as_bytes()])
}

/// A format of cells: font, way to write numbers, alignment, lines, filling.
fn format(font: u16, number: u16, aligned: u8, lines: u32, filled: u32, colours: u16) -> Vec<u8> {
    let parts: [&[u8]; 7] = [
        &font.to_le_bytes(),
        &number.to_le_bytes(),
        &[0, 0, aligned, 0, 0, 0],
        &lines.to_le_bytes(),
        &filled.to_le_bytes(),
        &colours.to_le_bytes(),
        &[],
    ];
    make::record(0xE0, &parts)
}

#[test]
fn an_xls_has_its_fonts_lines_colours_and_sizes() {
    let plain = font(220, false, 0x7FFF, 400, "Arial");
    // The fifth font has the number 5: there is no font 4.
    let fonts = [&plain[..], &plain, &plain, &plain, &font(260, true, 10, 700, "Times New Roman")].concat();
    let number = make::record(0x41E, &[&[164, 0, 3, 0, 0], b"0.0"]);
    let formats = [
        format(0, 0, 0x20, 0, 0, 0),
        format(5, 164, 0x02 | 0x08 | 0x10, 0x2011, 1 << 26, 43),
        format(5, 10, 0x20, 0x1111, 0, 0),
    ];
    let globals = [&fonts[..], &number, &formats.concat(), &make::shared_strings(&["a"])].concat();
    let words = |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|word| word.to_le_bytes()).collect() };
    let sheet = [
        make::record(0x7D, &[&words(&[0, 1, 20 * 256, 0, 0, 0])]),
        make::record(0x208, &[&words(&[0, 0, 4, 600, 0, 0, 0, 0])]),
        make::record(0x208, &[&words(&[1, 0, 4, 0x8000 | 255, 0, 0, 0, 0])]),
        make::record(0xFD, &[&make::place(0, 0, 1), &[0; 4]]),
        // Cells without a value at B1 and C1, and beyond what is read: Z9.
        make::record(0xBE, &[&words(&[0, 1, 2, 2, 2])]),
        make::record(0x201, &[&make::place(8, 25, 2)]),
        make::record(0x203, &[&make::place(1, 3, 2), &7f64.to_le_bytes()]),
        make::record(0xA1, &[&words(&[9, 100, 1, 1, 0, 0, 0])]),
    ];
    let looks = looks(&make::xls(&globals, &sheet.concat()));
    let head = style(&looks, 0, 0);
    assert_eq!(
        (head.font.as_deref(), head.size, head.bold, head.italic),
        (Some("Times New Roman"), Some(13.0), true, true)
    );
    assert_eq!((head.colour, head.fill), (Some([255, 0, 0]), Some([255, 255, 153])));
    assert_eq!((head.across, head.upright, head.wrap), (Some(Across::Centre), Some(Upright::Centre), true));
    assert_eq!((head.lines, head.number.as_deref()), ([0, 1, 2, 1], Some("0.0")));
    assert_eq!((style(&looks, 0, 1).lines, style(&looks, 0, 2).number.as_deref()), ([1; 4], Some("0.00%")));
    let sheet = &looks.sheets[0];
    assert_eq!(sheet.cells.keys().copied().collect::<Vec<_>>(), [(0, 0), (0, 1), (0, 2), (1, 3)]);
    assert_eq!(sheet.widths.values().map(|width| width.round()).collect::<Vec<_>>(), [19.0, 19.0]);
    assert_eq!(sheet.heights.iter().map(|(row, height)| (*row, height.round())).collect::<Vec<_>>(), [(0, 30.0)]);
    assert_eq!(sheet.landscape, Some(true));
}

#[test]
fn what_a_record_cuts_off_is_left_out() {
    let cut = |kind: u16, length: usize| make::record(kind, &[&vec![0xFF; length]]);
    for length in 0..24 {
        let globals: Vec<u8> = [0x31, 0xE0, 0x92, 0x41E].iter().flat_map(|kind| cut(*kind, length)).collect();
        let kinds = [0x7D, 0x208, 0xBE, 0xBD, 0x201, 0xA1, 0x55];
        let sheet: Vec<u8> = kinds.iter().flat_map(|kind| cut(*kind, length)).collect();
        let number = make::record(0x203, &[&make::place(0, 0, 0), &7f64.to_le_bytes()]);
        let bytes = make::xls(&globals, &[number, sheet].concat());
        if let Ok(workbook) = vtvl::cells::open(&bytes, &Limits::default()) {
            let looks = vtvl::cells::looks(&bytes, &workbook, &Limits::default());
            assert!(looks.sheets.iter().all(|sheet| sheet.cells.len() <= 1), "{length}");
        }
    }
}

#[test]
fn an_ods_takes_a_style_over_its_parents_and_the_columns() {
    let styles = "<office:automatic-styles>\
        <style:default-style style:family=\"table-cell\"><style:text-properties fo:font-size=\"10pt\"/></style:default-style>\
        <style:style style:name=\"Default\" style:family=\"table-cell\"><style:text-properties style:font-name=\"Arial\"/></style:style>\
        <number:percentage-style style:name=\"N11\"><number:number number:decimal-places=\"2\"/><number:text>%</number:text></number:percentage-style>\
        <style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"N11\">\
        <style:table-cell-properties fo:background-color=\"#ddebf7\" fo:border=\"0.74pt solid #000000\" fo:border-top=\"1.76pt solid #000000\" fo:border-left=\"none\" fo:wrap-option=\"wrap\" style:vertical-align=\"middle\"/>\
        <style:paragraph-properties fo:text-align=\"center\"/><style:text-properties fo:font-weight=\"bold\" fo:color=\"#ff0000\"/></style:style>\
        <style:style style:name=\"co1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"1in\"/></style:style>\
        <style:style style:name=\"ro1\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"1cm\"/></style:style>\
        </office:automatic-styles>";
    let table = "<table:table-column table:style-name=\"co1\" table:number-columns-repeated=\"2\" table:default-cell-style-name=\"ce1\"/>\
        <table:table-row table:style-name=\"ro1\"><table:table-cell table:style-name=\"ce1\" office:value-type=\"string\" table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell table:style-name=\"Default\"/><table:table-cell office:value-type=\"float\" office:value=\"0.5\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    let content = format!(
        "{styles}<office:body><office:spreadsheet><table:table table:name=\"A\">{table}</table:table></office:spreadsheet></office:body>"
    );
    let bytes = make::package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", "<manifest/>".to_owned()),
        ("content.xml", format!("<office:document-content>{content}</office:document-content>")),
    ]);
    let looks = looks(&bytes);
    let head = style(&looks, 0, 0);
    assert_eq!((head.font.as_deref(), head.size, head.bold), (Some("Arial"), Some(10.0), true));
    assert_eq!((head.colour, head.fill, head.lines), (Some([255, 0, 0]), Some([221, 235, 247]), [2, 1, 1, 0]));
    assert_eq!((head.across, head.upright, head.wrap), (Some(Across::Centre), Some(Upright::Centre), true));
    assert_eq!(head.number.as_deref(), Some("0.00%"));
    // The column says it of cells that name no style; rows below the last value are not there.
    assert_eq!((style(&looks, 1, 1), style(&looks, 3, 1)), (head, head));
    assert_eq!(style(&looks, 3, 0), &Style { font: Some("Arial".into()), size: Some(10.0), ..Style::default() });
    let sheet = &looks.sheets[0];
    assert_eq!(sheet.cells.len(), 8);
    assert_eq!(sheet.widths.values().map(|width| width.round()).collect::<Vec<_>>(), [13.0, 13.0]);
    assert_eq!(sheet.heights.iter().map(|(row, height)| (*row, height.round())).collect::<Vec<_>>(), [(0, 28.0)]);
    assert_eq!(read(&bytes).sheets[0].merges, [Area { top: 0, left: 0, bottom: 0, right: 1 }]);
}

/// The least `.ods` with these styles and this table.
fn ods(styles: &str, table: &str) -> Vec<u8> {
    make::package(&[
        ("mimetype", make::ODS_TYPE.to_owned()),
        ("META-INF/manifest.xml", "<manifest/>".to_owned()),
        ("styles.xml", format!("<office:document-styles>{styles}</office:document-styles>")),
        (
            "content.xml",
            format!(
                "<office:document-content><office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\" style:master-page-name=\"M\"/></office:automatic-styles>\
                 <office:body><office:spreadsheet><table:table table:name=\"A\" table:style-name=\"ta1\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

const ROW: &str = "<table:table-row><table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";

#[test]
fn an_ods_names_its_typefaces_and_the_side_of_its_paper_elsewhere() {
    let styles = |side: &str| {
        format!(
            "<office:font-face-decls><style:font-face style:name=\"Times New Roman1\" svg:font-family=\"&apos;Times New Roman&apos;, serif\"/></office:font-face-decls>\
             <style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties style:font-name=\"Times New Roman1\"/></style:style>\
             <style:page-layout style:name=\"P\"><style:page-layout-properties {side}/></style:page-layout>\
             <style:master-page style:name=\"M\" style:page-layout-name=\"P\"/>"
        )
    };
    for (side, landscape) in [("landscape", Some(true)), ("portrait", Some(false))] {
        let looks = looks(&ods(&styles(&format!("style:print-orientation=\"{side}\"")), ROW));
        assert_eq!(style(&looks, 0, 0).font.as_deref(), Some("Times New Roman"));
        assert_eq!(looks.sheets[0].landscape, landscape);
    }
    assert_eq!(looks(&ods(&styles(""), ROW)).sheets[0].landscape, None);
}

#[test]
fn fonts_from_before_unicode_go_with_their_encoding() {
    let named = |name: &str| Style { font: Some(name.to_owned()), ..Style::default() };
    let mut looks =
        Looks { styles: [".VnTimeH", "VNI-Helve", ".VnArial", "Calibri"].map(named).into(), sheets: Vec::new() };
    looks.convert();
    assert_eq!(looks.styles, ["Times New Roman", "Arial", "Arial", "Calibri"].map(named));
}

#[test]
fn a_paper_without_a_chosen_side_has_none_and_widths_are_not_read_forever() {
    let number = make::record(0x203, &[&make::place(0, 255, 0), &7f64.to_le_bytes()]);
    let setup = |flags: u16| {
        let words: Vec<u8> = [9, 100, 1, 1, 0, flags, 0].iter().flat_map(|word: &u16| word.to_le_bytes()).collect();
        looks(&make::xls(&[], &[number.clone(), make::record(0xA1, &[&words])].concat())).sheets[0].landscape
    };
    assert_eq!([setup(0), setup(0x02), setup(0x40), setup(0x04)], [Some(true), Some(false), None, None]);
    // Widths of all columns, told 2,000 times; the last ones are not heard.
    let width = |chars: u8| make::record(0x55, &[&[chars, 0]]);
    let sheet = [number, width(20).repeat(2_000), width(90)].concat();
    let looks = looks(&make::xls(&[], &sheet));
    assert!(looks.sheets[0].widths.len() == 256 && looks.sheets[0].widths.values().all(|width| width.round() < 21.0));
}
