//! A cell says what the spreadsheet program shows.

use jiff::civil::date;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use vtvl::cells::Area;
use vtvl::cells::CellError;
use vtvl::cells::Value;
use vtvl::cells::Visibility;
use vtvl::cells::WorkbookFormat as Kind;

use crate::cells::column;
use crate::cells::decimal;
use crate::cells::first;
use crate::cells::make::Book;
use crate::cells::make::ods;
use crate::cells::make::ods_rows;
use crate::cells::make::place;
use crate::cells::make::record;
use crate::cells::make::shared_strings;
use crate::cells::make::small_xls;
use crate::cells::make::worksheet;
use crate::cells::make::xls;
use crate::cells::make::xlsx_column;
use crate::cells::read;
use crate::cells::text;

#[test]
fn text_stays_text_and_numbers_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "01.003").unwrap();
    sheet.write(1, 0, 57).unwrap();
    sheet.write(2, 0, 36.67).unwrap();
    sheet.write(3, 0, 0.1 + 0.2).unwrap();
    sheet.write(4, 0, true).unwrap();
    sheet.write(5, 0, "\u{a0} \u{a0}").unwrap();
    sheet.write(6, 0, " Người  đứng đầu ").unwrap();
    let wanted = [
        text("01.003"),
        Value::Whole(57),
        decimal("36.67"),
        decimal("0.3"),
        Value::Bool(true),
        Value::Blank,
        text(" Người  đứng đầu "),
    ];
    assert_eq!(column(&first(&book.save_to_buffer().unwrap())), wanted);
}

#[test]
fn text_comes_in_one_form_of_unicode() {
    let bytes = Book::new()
        .sheet(
            "Bie\u{302}\u{309}u",
            r#"<c r="A1" t="str"><v>Vi&#803; tri&#769;</v></c>"#,
        )
        .bytes();
    let sheet = first(&bytes);
    assert_eq!((sheet.name(), sheet.value(0, 0)), ("Biểu", &text("Vị trí")));
}

#[test]
fn rich_and_inline_text_is_put_together() {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let plain = Format::new();
    book.add_worksheet()
        .write_rich_string(0, 0, &[(&plain, "Vị trí "), (&bold, "việc làm")])
        .unwrap();
    assert_eq!(
        first(&book.save_to_buffer().unwrap()).value(0, 0),
        &text("Vị trí việc làm")
    );
    let inline = xlsx_column(&[
        r#"<c {} t="inlineStr"><is><t>01.003</t></is></c>"#,
        r#"<c {} t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> &amp; b</t></r></is></c>"#,
    ]);
    assert_eq!(column(&first(&inline)), [text("01.003"), text("a & b")]);
}

const DATE_STYLES: &str =
    r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

#[test]
fn dates_are_those_of_both_systems() {
    let cell = |days: &str| format!(r#"<row r="1"><c r="A1" s="1"><v>{days}</v></c></row>"#);
    let since_1900 = Book::new()
        .part("xl/styles.xml", DATE_STYLES)
        .sheet("A", &cell("44377"));
    let since_1904 = Book::new()
        .part("xl/styles.xml", DATE_STYLES)
        .days_since_1904()
        .sheet("A", &cell("42915.5"));
    for book in [since_1900, since_1904] {
        assert_eq!(
            first(&book.bytes()).value(0, 0),
            &Value::Date(date(2021, 6, 30))
        );
    }
    let iso = xlsx_column(&[r#"<c {} t="d"><v>2021-06-30</v></c>"#]);
    assert_eq!(first(&iso).value(0, 0), &Value::Date(date(2021, 6, 30)));
}

#[test]
fn a_formula_without_its_value_is_neither_blank_nor_zero() {
    let bytes = xlsx_column(&[
        "<c {}><f>SUM(B1:B9)</f></c>",
        "<c {}><f>SUM(B1:B9)</f><v>12</v></c>",
        r#"<c {} t="str"><f>T(B1)</f><v></v></c>"#,
        "<c {}/>",
        "<c {}><f>B5</f><v>0</v></c>",
    ]);
    let wanted = [
        Value::Uncomputed,
        Value::Whole(12),
        Value::Blank,
        Value::Blank,
        Value::Whole(0),
    ];
    assert_eq!(column(&first(&bytes)), wanted);
}

#[test]
fn cached_errors_are_values() {
    let names = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];
    let cells: Vec<String> = names
        .iter()
        .map(|name| format!(r#"<c {{}} t="e"><f>B1</f><v>{name}</v></c>"#))
        .collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let shown: Vec<String> = column(&first(&xlsx_column(&cells)))
        .iter()
        .map(Value::to_string)
        .collect();
    assert_eq!(shown, names);
}

#[test]
fn what_is_merged_and_hidden_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 1, 2, 3, "Biên chế", &Format::new())
        .unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.write(4, 0, "ẩn").unwrap();
    sheet.set_column_hidden(2).unwrap();
    sheet.set_name("Bảng 'A', 1").unwrap();
    sheet.set_print_area(0, 0, 3, 5).unwrap();
    book.add_worksheet().set_hidden(true);
    book.add_worksheet().set_very_hidden(true);
    let book = read(&book.save_to_buffer().unwrap());
    let sheet = &book.sheets[0];
    assert_eq!(
        sheet.merges,
        [Area {
            top: 0,
            left: 1,
            bottom: 2,
            right: 3
        }]
    );
    assert_eq!(
        sheet.print_areas,
        [Area {
            top: 0,
            left: 0,
            bottom: 3,
            right: 5
        }]
    );
    assert_eq!(
        (&*sheet.hidden_rows, &*sheet.hidden_cols),
        (&[4][..], &[2][..])
    );
    let seen: Vec<Visibility> = book.sheets.iter().map(|sheet| sheet.visibility).collect();
    assert_eq!(
        seen,
        [
            Visibility::Visible,
            Visibility::Hidden,
            Visibility::VeryHidden
        ]
    );
}

#[test]
fn sheets_are_found_by_their_relationships() {
    let rows = |word: &str| {
        worksheet(&format!(
            r#"<row r="1"><c r="A1" t="str"><v>{word}</v></c></row>"#
        ))
    };
    let bytes = Book::new()
        .sheet_at(
            [
                "Sau",
                "visible",
                "worksheet",
                "/xl/trang/mot.xml",
                "xl/trang/mot.xml",
            ],
            rows("tuyệt đối"),
        )
        .sheet_at(
            [
                "Hình",
                "visible",
                "chartsheet",
                "chartsheets/h.xml",
                "xl/chartsheets/h.xml",
            ],
            "<chartsheet/>",
        )
        .sheet_at(
            [
                "Trước",
                "visible",
                "worksheet",
                "worksheets/sheet1.xml",
                "xl/Worksheets/Sheet1.xml",
            ],
            rows("hoa"),
        )
        .bytes();
    let book = read(&bytes);
    let said: Vec<_> = book
        .sheets
        .iter()
        .map(|sheet| (sheet.name(), sheet.value(0, 0).to_string()))
        .collect();
    assert_eq!(
        said,
        [
            ("Sau", "tuyệt đối".into()),
            ("Hình", String::new()),
            ("Trước", "hoa".into())
        ]
    );
}

#[test]
fn cells_without_references_stand_one_after_another() {
    let bytes = Book::new()
        .sheet(
            "A",
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>",
        )
        .bytes();
    let sheet = first(&bytes);
    assert_eq!(
        [sheet.value(0, 0), sheet.value(0, 1), sheet.value(1, 1)],
        [1, 2, 3].map(Value::Whole).each_ref()
    );
}

#[test]
fn an_xls_says_the_same() {
    let bytes = small_xls();
    let sheet = first(&bytes);
    let wanted = [
        text("01.003"),
        text("Vị trí"),
        Value::Whole(57),
        decimal("36.67"),
        Value::Whole(7),
        Value::Whole(2),
    ];
    assert_eq!(column(&sheet), wanted);
    assert_eq!(sheet.value(5, 1), &Value::Whole(3));
    assert_eq!(
        sheet.merges,
        [Area {
            top: 0,
            left: 0,
            bottom: 0,
            right: 2
        }]
    );
    assert_eq!(read(&bytes).format, Kind::Xls);
}

#[test]
fn an_xls_tells_dates_errors_and_hidden_rows() {
    let formats = [
        record(0xE0, &[&[0; 20]]),
        record(0xE0, &[&[0, 0, 14, 0], &[0; 16]]),
    ]
    .concat();
    let day = record(0x203, &[&place(0, 0, 1), &44_377f64.to_le_bytes()]);
    let error = record(0x205, &[&place(1, 0, 0), &[0x07, 1]]);
    let truth = record(0x205, &[&place(2, 0, 0), &[1, 0]]);
    let row = record(0x208, &[&[2, 0], &[0; 10], &[0x20, 0, 0, 0]]);
    let sheet = first(&xls(
        &[formats, shared_strings(&[])].concat(),
        &[row, day, error, truth].concat(),
    ));
    let wanted = [
        Value::Date(date(2021, 6, 30)),
        Value::Error(CellError::Div0),
        Value::Bool(true),
    ];
    assert_eq!(column(&sheet), wanted);
    assert_eq!(sheet.hidden_rows, [2]);
}

#[test]
fn an_ods_says_the_same() {
    let cell = |attributes: &str, text: &str| {
        format!(
            "<table:table-row><table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let rows = [
        cell(r#"office:value-type="string""#, "01.003"),
        cell(r#"office:value-type="float" office:value="36.67""#, "36,67"),
        cell(
            r#"office:value-type="date" office:date-value="2021-06-30""#,
            "30/06/2021",
        ),
        cell(
            r#"office:value-type="boolean" office:boolean-value="true""#,
            "TRUE",
        ),
        cell(
            r#"office:value-type="string""#,
            "Vị<text:s text:c=\"2\"/>trí",
        ),
        cell(
            r#"office:value-type="string" office:string-value="" calcext:value-type="error""#,
            "#DIV/0!",
        ),
        cell(r#"office:value-type="string""#, "# 12"),
    ];
    let wanted = [
        text("01.003"),
        decimal("36.67"),
        Value::Date(date(2021, 6, 30)),
        Value::Bool(true),
        text("Vị  trí"),
        Value::Error(CellError::Div0),
        text("# 12"),
    ];
    assert_eq!(column(&first(&ods_rows(&rows.concat()))), wanted);
}

#[test]
fn an_ods_repeats_cells_and_ends_in_millions_of_empty_ones() {
    let rows = r#"<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="3"/><table:table-cell table:number-columns-repeated="16381"/></table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let sheet = first(&ods_rows(rows));
    let cells: Vec<usize> = sheet.rows.iter().map(|row| row.cells.len()).collect();
    assert_eq!((cells, sheet.value(1, 2)), (vec![3, 3], &Value::Whole(5)));
}

#[test]
fn an_ods_tells_hidden_sheets() {
    let book = read(&ods(
        r#"<table:table table:name="A" table:style-name="an"/><table:table table:name="B"/>"#,
    ));
    let seen: Vec<Visibility> = book.sheets.iter().map(|sheet| sheet.visibility).collect();
    assert_eq!(seen, [Visibility::Hidden, Visibility::Visible]);
}

#[test]
fn an_ods_tells_hidden_rows_and_columns() {
    let cell =
        r#"<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>"#;
    let bytes = ods_rows(&format!(
        r#"<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/><table:table-column/><table:table-row>{cell}</table:table-row><table:table-row table:visibility="filter" table:number-rows-repeated="2">{cell}</table:table-row><table:table-row table:visibility="collapse" table:number-rows-repeated="900000"/>"#
    ));
    let sheet = first(&bytes);
    assert_eq!(sheet.hidden_rows, [1, 2]);
    assert_eq!(sheet.hidden_cols, [1, 2]);
}
