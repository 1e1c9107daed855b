//! Workbooks to be annotated.

use std::io::Cursor;
use std::io::Write as _;

use rust_xlsxwriter as made;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::report::patch::MAIN;
use crate::report::patch::book::KINDS;

/// The sheets of the made-up appraisal.
pub(super) const SHEETS: [&str; 3] = ["Thông tin chung", "Danh mục VTVL", "Cơ cấu 'tổ chức' & <b>"];

/// A package of these parts.
pub(super) fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook written by hand: its three sheets, with a prefix before every name.
pub(super) fn by_hand(prefix: &str, sheets: [&str; 3], more: &[(&str, &str)]) -> Vec<u8> {
    let p = prefix;
    let space = match p.trim_end_matches(':') {
        "" => "xmlns".to_owned(),
        own => format!("xmlns:{own}"),
    };
    let line = |(at, name): (usize, &str)| {
        format!(
            "<{p}sheet name=\"{name}\" sheetId=\"{0}\" rel:id=\"rId{0}\"/>",
            at + 1
        )
    };
    let list: String = NAMES.into_iter().enumerate().map(line).collect();
    let relation = |at: usize| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"{KINDS}worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    };
    let relations: String = (1..=3).map(relation).collect();
    let mut parts = vec![
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships><Relationship Id=\"a\" Type=\"{KINDS}officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("{HEAD}<{p}workbook {space}=\"{MAIN}\" xmlns:rel=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><{p}sheets>{list}</{p}sheets><{p}calcPr/></{p}workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
    ];
    for (name, inside) in PARTS.into_iter().zip(sheets) {
        parts.push((
            name,
            format!("\u{feff}{HEAD}<{p}worksheet {space}=\"{MAIN}\">{inside}</{p}worksheet>"),
        ));
    }
    parts.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    package(&parts)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n";
/// The names of the sheets as a part has them.
const NAMES: [&str; 3] = [
    "Thông tin chung",
    "Danh mục VTVL",
    "Cơ cấu &apos;tổ chức&apos; &amp; &lt;b&gt;",
];
const PARTS: [&str; 3] = [
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
];

/// A workbook of these sheets with one text each.
pub(super) fn plain(sheets: &[&str]) -> made::Workbook {
    let mut book = made::Workbook::new();
    for name in sheets {
        book.add_worksheet()
            .set_name(*name)
            .unwrap()
            .write_string(0, 0, "x")
            .unwrap();
    }
    book
}

/// A workbook with much of what a spreadsheet program may put in.
pub(super) fn rich() -> Vec<u8> {
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
    list_of_positions(book.worksheet_from_index(1).unwrap(), &white);
    book.worksheet_from_index(2).unwrap().set_very_hidden(true);
    book.define_name("Vung", "='Danh mục VTVL'!$A$1:$B$2")
        .unwrap();
    book.save_to_buffer().unwrap()
}

/// Tables, rules and notes of the agency on the sheet with most findings.
fn list_of_positions(list: &mut made::Worksheet, white: &made::Format) {
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
    list.merge_range(16, 0, 17, 5, "gộp", white).unwrap();
    list.write_formula(18, 0, made::Formula::new("=SUM(1,2)").set_result("3"))
        .unwrap();
    list.write_url(19, 0, "https://example.org").unwrap();
    let mut chart = made::Chart::new(made::ChartType::Column);
    chart.add_series().set_values(("Danh mục VTVL", 0, 0, 5, 0));
    list.insert_chart(20, 0, &chart).unwrap();
    list.set_row_hidden(6).unwrap();
    list.set_column_hidden(3).unwrap();
    list.protect();
}
