//! Small files that ask for much, made from the grammar of the formats: each is answered with work
//! in proportion to its bytes, or refused in a sentence that names the limit. Work is counted in
//! what is kept, never in seconds.

use vtvl::cells::Limits;
use vtvl::cells::OpenError;
use vtvl::cells::Sheet;
use vtvl::cells::open;

use crate::cells::make::Book;
use crate::cells::make::ods_rows;
use crate::cells::make::place;
use crate::cells::make::record;
use crate::cells::make::xls;

/// What a sheet keeps, in values of any kind.
fn kept(sheet: &Sheet) -> usize {
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    cells
        + sheet.merges.len()
        + sheet.hidden_rows.len()
        + sheet.hidden_cols.len()
        + sheet.print_areas.len()
        + sheet.beside.summed.len()
        + sheet.beside.added.len()
}

/// Refused for a limit, or all that is kept is no more than a few values a byte of the file
/// unpacked.
#[track_caller]
fn bounded(name: &str, bytes: &[u8], most: usize) {
    match open(bytes, &Limits::default()) {
        Ok(workbook) => {
            let kept: usize = workbook.sheets.iter().map(kept).sum();
            assert!(kept <= most, "{name}: {kept}");
        }
        Err(OpenError::Limit { .. }) => {}
        Err(other) => assert_eq!(other.to_string(), "", "{name}"),
    }
}

/// A workbook of one sheet with something before, in and after its rows.
fn sheet(before: &str, rows: &str, after: &str) -> Vec<u8> {
    let xml = format!("<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>");
    Book::new()
        .sheet_at(["A", "visible", "worksheet", "s.xml", "xl/s.xml"], xml)
        .bytes()
}

#[test]
fn what_an_xlsx_says_of_whole_rows_and_columns() {
    let cols = r#"<col min="1" max="16384" hidden="1"/>"#.repeat(20_000);
    bounded(
        "cols",
        &sheet(&format!("<cols>{cols}</cols>"), "", ""),
        16_384,
    );
    let apart = |col: u32| format!(r#"<col min="{0}" max="{0}" hidden="1"/>"#, col * 2 + 1);
    let apart: Vec<String> = (0..8_192).map(apart).collect();
    bounded(
        "cols apart",
        &sheet(
            &format!("<cols>{}</cols>", apart.concat().repeat(5)),
            "",
            "",
        ),
        8_192,
    );
    bounded(
        "rows",
        &sheet("", &r#"<row r="1048576" hidden="1"/>"#.repeat(20_000), ""),
        1,
    );
    let merges = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(20_000);
    bounded(
        "merges",
        &sheet("", "", &format!("<mergeCells>{merges}</mergeCells>")),
        50_000,
    );
    let rules = r#"<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>SUM(A:XFD)</formula></cfRule></conditionalFormatting>"#;
    bounded(
        "conditional formats",
        &sheet("", "", &rules.repeat(20_000)),
        0,
    );
    let links = format!(
        "<hyperlinks>{}</hyperlinks>",
        r#"<hyperlink ref="A1:XFD1048576" display="x"/>"#.repeat(20_000)
    );
    bounded("hyperlinks", &sheet("", "", &links), 0);
}

#[test]
fn headings_of_a_sheet_as_wide_as_can_be() {
    let letters = vtvl::cells::column_letters;
    let row = |row: u32| -> String {
        let cell = |col: u32| {
            format!(
                r#"<c r="{}{}" t="inlineStr"><is><t>Số lượng {}</t></is></c>"#,
                letters(col),
                row,
                col % 97
            )
        };
        format!(
            r#"<row r="{row}">{}</row>"#,
            (0..16_384).map(cell).collect::<String>()
        )
    };
    bounded(
        "headings",
        &sheet("", &(1..=3).map(row).collect::<String>(), ""),
        163_840,
    );
}

#[test]
fn formulas_that_sum_everything() {
    let one = |row: u32| {
        format!(
            r#"<row r="{row}"><c r="A{row}"><f>SUM(A{row}:XFD{row})+SUM(B:B)+C{row}</f><v>1</v></c></row>"#
        )
    };
    bounded(
        "sums",
        &sheet("", &(1..=20_000).map(one).collect::<String>(), ""),
        20_000 + 3 * 4_096,
    );
    let scattered = |row: u32| {
        format!(
            r#"<row r="{row}"><c r="A{row}"><f>SUM({})</f></c></row>"#,
            (1..400)
                .map(|n| format!(
                    "{}{}",
                    "BCDEFGH".chars().nth(n % 7).unwrap(),
                    (n * 7919) % 1_000_000 + 1
                ))
                .collect::<Vec<_>>()
                .join(",")
        )
    };
    bounded(
        "scattered",
        &sheet("", &(1..=500).map(scattered).collect::<String>(), ""),
        500 + 4_096,
    );
    let deep = format!(
        r#"<row r="1"><c r="A1"><f>{}1{}</f></c></row>"#,
        "SUM(".repeat(5_000),
        ")".repeat(5_000)
    );
    bounded("nested", &sheet("", &deep, ""), 1);
    let shared = r#"<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">SUM(A2:A3)</f><v>1</v></c></row>"#;
    bounded("shared", &sheet("", shared, ""), 2);
}

#[test]
fn names_and_print_areas_without_end() {
    let names = |name: &str, reference: &str| {
        let one = format!(r#"<definedName name="{name}">{reference}</definedName>"#);
        let names = format!("<definedNames>{}</definedNames>", one.repeat(20_000));
        (0..50)
            .fold(Book::new().after_sheets(&names), |book, n| {
                book.sheet(&format!("A{n}"), "")
            })
            .bytes()
    };
    bounded("names", &names("x", "A0!$A$1:$B$2"), 0);
    bounded(
        "print areas",
        &names("_xlnm.Print_Area", "A0!$A$1:$B$2,A1!$A:$A"),
        20_000,
    );
    let sheets = (0..1_000).fold(Book::new(), |book, n| book.sheet(&format!("A{n}"), ""));
    bounded("sheets", &sheets.bytes(), 0);
}

#[test]
fn an_ods_that_counts_instead_of_writing() {
    let cell = |attributes: &str, inside: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"{attributes}>{inside}</table:table-cell>"#
        )
    };
    let row = |attributes: &str, cells: &str| {
        format!("<table:table-row{attributes}>{cells}</table:table-row>")
    };
    let spaces = |count: u64| {
        cell(
            "",
            &format!(r#"<text:p>a<text:s text:c="{count}"/>b</text:p>"#),
        )
    };
    for (name, rows) in [
        ("spaces of one cell", row("", &spaces(100_000_000))),
        ("spaces of many cells", row("", &spaces(10_000).repeat(5_000))),
        ("spaces without a cell", r#"<text:s text:c="100000000"/>"#.repeat(9)),
        ("cells", row("", &cell(r#" table:number-columns-repeated="16384""#, "<text:p>x</text:p>").repeat(100))),
        ("rows", row(r#" table:number-rows-repeated="1048576""#, &cell("", "<text:p>x</text:p>"))),
        (
            "hidden rows",
            row(r#" table:number-rows-repeated="1048576" table:visibility="collapse""#, &cell("", "")).repeat(100),
        ),
        (
            "columns",
            r#"<table:table-column table:number-columns-repeated="16384" table:visibility="collapse"/>"#.repeat(1_000),
        ),
        (
            "styles",
            r#"<style:style style:name="a" style:family="table-cell" style:parent-style-name="a"/>"#.repeat(1_000),
        ),
    ] {
        bounded(name, &ods_rows(&rows), 1_000_000);
    }
    let refused = open(
        &ods_rows(&row("", &spaces(100_000_000))),
        &Limits::default(),
    )
    .unwrap_err()
    .to_string();
    assert!(
        refused.contains("số dấu cách lặp lại quá 1048576 (trang “A”, ô A1)"),
        "{refused}"
    );
}

#[test]
fn an_xls_that_claims_much() {
    let number = |row: u16, col: u16| record(0x203, &[&place(row, col, 0), &1f64.to_le_bytes()]);
    let corners: Vec<u8> = (0..2_000u16)
        .flat_map(|n| number(n * 32, if n % 2 == 0 { 0 } else { 255 }))
        .collect();
    bounded("corners", &xls(&[], &corners), 2_000);
    let columns = record(0x7D, &[&[0, 0, 255, 0, 0, 0, 0, 0, 1, 0, 0, 0]]).repeat(100_000);
    bounded("columns", &xls(&[], &columns), 256);
    let merges = record(0xE5, &[&[0xFF, 0xFF], &[0; 64]]).repeat(1_000);
    bounded("merges", &xls(&[], &merges), 8_000);
}
