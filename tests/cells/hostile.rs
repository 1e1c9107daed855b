//! Files that claim or unpack to more than there can be are refused before room is made for it.

use vtvl::cells::Limits;
use vtvl::cells::OpenError;

use crate::cells::first;
use crate::cells::is_limited;
use crate::cells::make::Book;
use crate::cells::make::ODS_TYPE;
use crate::cells::make::ods;
use crate::cells::make::ods_rows;
use crate::cells::make::package;
use crate::cells::make::place;
use crate::cells::make::record;
use crate::cells::make::shared_strings;
use crate::cells::make::worksheet;
use crate::cells::make::xls;
use crate::cells::make::xlsx;
use crate::cells::make::xlsx_column;
use crate::cells::read;
use crate::cells::refusal;

const ONE: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

#[test]
fn a_file_too_large_is_not_looked_at() {
    assert!(is_limited(
        &xlsx(ONE),
        &Limits {
            file_bytes: 100,
            ..Limits::default()
        }
    ));
    assert!(is_limited(
        &xls(&[], &[]),
        &Limits {
            xls_bytes: 100,
            ..Limits::default()
        }
    ));
}

#[test]
fn a_document_type_is_refused() {
    let laughs =
        r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>"#;
    let sheet = ["A", "visible", "worksheet", "s.xml", "xl/s.xml"];
    assert_eq!(
        refusal(&Book::new().sheet_at(sheet, laughs).bytes()),
        OpenError::Doctype
    );
    let strings = Book::new()
        .part("xl/sharedStrings.xml", "<!DOCTYPE sst><sst/>")
        .sheet("A", ONE);
    assert_eq!(refusal(&strings.bytes()), OpenError::Doctype);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = |levels: usize| {
        xlsx(&format!(
            "{}{}",
            "<a>".repeat(levels),
            "</a>".repeat(levels)
        ))
    };
    assert!(!is_limited(&deep(60), &Limits::default()));
    assert!(is_limited(&deep(65), &Limits::default()));
    assert!(is_limited(&deep(100_000), &Limits::default()));
}

#[test]
fn one_huge_text_tag_or_comment_is_refused() {
    let long = "a< ".repeat(700_000);
    for rows in [
        format!(
            r#"<row r="1"><c r="A1" t="str"><v>{}</v></c></row>"#,
            long.replace('<', "b")
        ),
        format!(r#"<row r="1" x="{}"/>"#, long.replace('<', "b")),
        format!("<!-- {long} -->"),
        format!("<![CDATA[{long}]]>"),
    ] {
        assert!(
            is_limited(&xlsx(&rows), &Limits::default()),
            "{}",
            &rows[..30]
        );
    }
}

/// The bytes of a package, one name of a part written over another of the same length.
fn renamed(mut bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let found: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, w)| *w == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(
        found.len(),
        2,
        "once before the part, once in the directory"
    );
    for at in found {
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let second = || {
        Book::new()
            .sheet("A", ONE)
            .part("xl/workbook.xm_", "<workbook/>")
            .bytes()
    };
    read(&second());
    assert_eq!(
        refusal(&renamed(second(), "xl/workbook.xm_", "xl/workbook.xml")),
        OpenError::Corrupt
    );
    // Names that differ in case only are one name to those who look parts up.
    assert_eq!(
        refusal(&renamed(second(), "xl/workbook.xm_", "XL/Workbook.xml")),
        OpenError::Corrupt
    );
}

#[test]
fn a_bomb_is_refused_whatever_it_says_of_its_size() {
    let bomb = Book::new().sheet("A", &" ".repeat(12 << 20)).bytes();
    assert!(bomb.len() < 100_000);
    assert!(is_limited(&bomb, &Limits::default()));
    let size = u32::try_from(worksheet(&" ".repeat(12 << 20)).len())
        .unwrap()
        .to_le_bytes();
    let mut lying = bomb;
    while let Some(at) = lying.windows(4).position(|w| w == size) {
        lying[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    assert!(matches!(
        refusal(&lying),
        OpenError::Limit { .. } | OpenError::Corrupt
    ));
}

#[test]
fn a_package_too_large_when_unpacked_is_refused() {
    let row = |row: u32| format!(r#"<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>"#, row + 1);
    let rows = (0..5_000).map(row).collect::<Vec<_>>().concat();
    let bytes = Book::new().sheet("A", &rows).sheet("B", &rows).bytes();
    assert!(!is_limited(&bytes, &Limits::default()));
    assert!(is_limited(
        &bytes,
        &Limits {
            part_bytes: 100_000,
            ..Limits::default()
        }
    ));
    assert!(is_limited(
        &bytes,
        &Limits {
            package_bytes: 300_000,
            ..Limits::default()
        }
    ));
    assert!(is_limited(
        &bytes,
        &Limits {
            parts: 4,
            ..Limits::default()
        }
    ));
    assert!(is_limited(
        &bytes,
        &Limits {
            sheets: 1,
            ..Limits::default()
        }
    ));
    assert!(is_limited(
        &bytes,
        &Limits {
            cells: 9_999,
            ..Limits::default()
        }
    ));
}

#[test]
fn a_value_in_the_last_cell_of_excel_is_refused() {
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let refused = refusal(&xlsx(&format!("{ONE}{far}")));
    assert!(
        refused
            .to_string()
            .contains("100000000 ô (trang “A”, ô XFD1048576)"),
        "{refused}"
    );
    // One stray value below a table is not.
    let below = r#"<row r="1048576"><c r="B1048576"><v>1</v></c></row>"#;
    assert_eq!(first(&xlsx(&format!("{ONE}{below}"))).rows.len(), 2);
    // Nor is an empty cell that only has a style.
    let cell = |rest: &str| format!(r#"{ONE}<row r="1048576"><c r="XFD1048576"{rest}</c></row>"#);
    for nothing in [
        r#" s="0">"#,
        r#" t="str"><v></v>"#,
        r#" t="str"><v> </v>"#,
        r#" t="inlineStr"><is><t xml:space="preserve">  </t></is>"#,
        r#" t="inlineStr"><is><t/></is>"#,
        r#" t="s"><v>1</v>"#,
        r#" t="s"><v>2</v>"#,
    ] {
        let strings = "<sst><si><t>chữ</t></si><si><t/></si><si><r><t>&#160;</t></r><r><t> </t></r></si></sst>";
        let book = Book::new()
            .part("xl/sharedStrings.xml", strings)
            .sheet("A", &cell(nothing));
        assert_eq!(first(&book.bytes()).rows.len(), 1, "{nothing}");
    }
    // The same at the end of the other formats.
    let number = record(0x203, &[&place(0, 0, 0), &1f64.to_le_bytes()]);
    let blank = record(0xFD, &[&place(u16::MAX, 255, 0), &0u32.to_le_bytes()]);
    assert_eq!(
        first(&xls(
            &shared_strings(&["\u{a0} "]),
            &[number, blank].concat()
        ))
        .rows
        .len(),
        1
    );
    let space = r#"<table:table-cell office:value-type="string"><text:p> <text:s/></text:p></table:table-cell>"#;
    let skipped = r#"<table:table-cell table:number-columns-repeated="16383"/>"#;
    let rows = [
        ods_row(1, &filled(1)),
        ods_row(1_048_574, "<table:table-cell/>"),
        ods_row(1, &format!("{skipped}{space}")),
    ];
    assert_eq!(first(&ods_rows(&rows.concat())).rows.len(), 1);
}

#[test]
fn references_outside_a_sheet_are_refused() {
    for rows in [
        r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#,
        r#"<row r="1048577"/>"#,
        r#"<row r="1"><c r="A4294967297"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="1A"><v>1</v></c></row>"#,
        r#"</sheetData><mergeCells><mergeCell ref="A1:XFE9"/></mergeCells><sheetData>"#,
    ] {
        assert_eq!(refusal(&xlsx(rows)), OpenError::Corrupt, "{rows}");
    }
}

#[test]
fn styled_empty_rows_cost_nothing() {
    let row =
        |row: u32| format!(r#"<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>"#);
    let rows: String = (2..=20_000).map(row).collect();
    let limits = Limits {
        cells: 10,
        ..Limits::default()
    };
    let book = vtvl::cells::open(&xlsx(&format!("{ONE}{rows}")), &limits).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1);
}

#[test]
fn claimed_strings_are_not_believed() {
    for sst in [
        r#"<sst uniqueCount="4294967295"/>"#,
        r#"<sst x:uniqueCount="1" uniqueCount="999999999999"/>"#,
        r#"<sst uniqueCount="&#57;99999999"/>"#,
    ] {
        let bytes = Book::new()
            .part("xl/SharedStrings.xml", sst)
            .sheet("A", ONE)
            .bytes();
        // What is no number is no claim.
        assert!(
            is_limited(&bytes, &Limits::default()) || sst.contains('&'),
            "{sst}"
        );
    }
    let many = Book::new()
        .part(
            "xl/sharedStrings.xml",
            format!("<sst>{}</sst>", "<si/>".repeat(11)),
        )
        .sheet("A", ONE);
    assert!(is_limited(
        &many.bytes(),
        &Limits {
            cells: 10,
            ..Limits::default()
        }
    ));
}

#[test]
fn styles_without_end_are_refused() {
    let styles = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        "<xf/>".repeat(101)
    );
    let bytes = Book::new()
        .part("xl/styles.xml", styles)
        .sheet("A", ONE)
        .bytes();
    assert!(is_limited(
        &bytes,
        &Limits {
            styles: 100,
            ..Limits::default()
        }
    ));
}

#[test]
fn text_that_many_cells_share_is_counted() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "chữ ".repeat(250));
    let cells = [r#"<c {} t="s"><v>0</v></c>"#; 50];
    let one = xlsx_column(&cells);
    let limits = Limits {
        text_bytes: 30_000,
        ..Limits::default()
    };
    assert!(!is_limited(&one, &limits));
    let row = |row: u32| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#);
    let rows = (1..=50).map(row).collect::<Vec<_>>().concat();
    assert!(is_limited(
        &Book::new()
            .part("xl/sharedStrings.xml", strings)
            .sheet("A", &rows)
            .bytes(),
        &limits
    ));
}

#[test]
fn two_targets_of_one_relationship_are_refused() {
    let twice = r#"<Relationships><Relationship Id="r" Type="x/relationships/officeDocument" Target="xl/workbook.xml" Target="b/c.xml"/></Relationships>"#;
    assert_eq!(
        refusal(&package(&[
            ("_rels/.rels", twice),
            ("xl/workbook.xml", "<workbook/>")
        ])),
        OpenError::Corrupt
    );
}

fn filled(repeat: u64) -> String {
    format!(
        r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{repeat}"/>"#
    )
}

fn ods_row(repeat: u64, cells: &str) -> String {
    format!(r#"<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>"#)
}

#[test]
fn hostile_repeats_in_an_ods_are_refused() {
    let empty = r#"<table:table-cell table:number-columns-repeated="16000"/>"#;
    let one = filled(1);
    for rows in [
        ods_row(1_048_576, &filled(16_384)),
        ods_row(u64::MAX, &filled(u64::MAX)),
        // Nothing but a few cells, at the ends of a sheet.
        [
            ods_row(1, &one),
            ods_row(1_000_000, empty),
            ods_row(1, &format!("{empty}{one}")),
        ]
        .concat(),
        // A wide row and a long column.
        [ods_row(1, &format!("{empty}{one}")), ods_row(100_000, &one)].concat(),
        ods_row(
            1,
            r#"<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell>"#,
        ),
        ods_row(
            1_000_000,
            &format!(
                r#"<table:table-cell office:value-type="string" office:string-value="{}"/>"#,
                "a".repeat(500)
            ),
        ),
        ods_row(
            1_000_000,
            &format!(
                r#"<table:table-cell table:number-columns-repeated="3" table:formula="{}"/>"#,
                "a".repeat(500)
            ),
        ),
    ] {
        assert!(
            is_limited(&ods_rows(&rows), &Limits::default()),
            "{}",
            &rows[..rows.len().min(200)]
        );
    }
    // A few cells a million empty rows apart take no room.
    let apart = [
        ods_row(1, &one),
        ods_row(1_000_000, empty),
        ods_row(1, &filled(90)),
    ]
    .concat();
    assert_eq!(
        first(&ods_rows(&apart))
            .rows
            .iter()
            .map(|row| row.cells.len())
            .collect::<Vec<_>>(),
        [1, 90]
    );
    let sheets = r#"<table:table table:name="A"/>"#.repeat(3);
    assert!(is_limited(
        &ods(&sheets),
        &Limits {
            sheets: 2,
            ..Limits::default()
        }
    ));
}

#[test]
fn repeats_cannot_hide_in_an_ods() {
    let cell = filled(1);
    for rows in [
        // A row within a row would begin the count anew.
        ods_row(1_000_000, &format!("{}{}", ods_row(1, ""), filled(100))),
        format!(
            "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>",
            ods_row(1, &cell)
        ),
        r#"<table:table-row table:number-rows-repeated="-1"/>"#.to_owned(),
    ] {
        assert_eq!(refusal(&ods_rows(&rows)), OpenError::Corrupt, "{rows}");
    }
    // Elements of other names are not rows; their repeats are not believed either way.
    let other = ods_row(1_000_000, &format!("<x:table-row/>{}", filled(100)));
    assert!(is_limited(&ods_rows(&other), &Limits::default()));
}

/// Found by fuzzing: calamine waits for the end of a table for ever.
#[test]
fn part_that_ends_in_the_middle_is_refused() {
    let rows = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>"#;
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    for end in content
        .match_indices('>')
        .map(|(at, _)| at + 1)
        .filter(|end| *end < content.len())
    {
        let parts = [
            ("mimetype", ODS_TYPE),
            ("META-INF/manifest.xml", "<manifest/>"),
            ("content.xml", &content[..end]),
        ];
        assert_eq!(
            refusal(&package(&parts)),
            OpenError::Corrupt,
            "{}",
            &content[..end]
        );
    }
}

#[test]
fn claims_of_an_xls_are_not_believed() {
    let number = |row: u16, col: u16| record(0x203, &[&place(row, col, 0), &1f64.to_le_bytes()]);
    // Dimensions of terabytes, a name and a formula that unfold: left out, and the cell is read.
    let unfolding = record(
        0x06,
        &[&place(1, 0, 0), &2f64.to_le_bytes(), &[0; 6], &[0xFF; 2000]],
    );
    let name = record(0x18, &[&[0xFF; 300]]);
    let sheet = [record(0x200, &[&[0xFF; 14]]), number(0, 0), unfolding].concat();
    let read = first(&xls(&[name, shared_strings(&[])].concat(), &sheet));
    assert_eq!(read.rows.len(), 2);
    // Strings that claim 65,535 characters and hold one.
    let claim = record(0x207, &[&[0xFF, 0xFF, 0, b'a']]);
    let formula = record(
        0x06,
        &[&place(1, 0, 0), &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 6]],
    );
    assert!(is_limited(
        &xls(&[], &[formula, claim].concat().repeat(10_000)),
        &Limits::default()
    ));
    // Two cells at the ends of a sheet take no room.
    assert_eq!(
        first(&xls(&[], &[number(0, 0), number(u16::MAX, 255)].concat()))
            .rows
            .len(),
        2
    );
}

/// Found by fuzzing: calamine put the text at A1 and made room for all cells from there to the
/// number.
#[test]
fn text_without_its_formula_takes_no_room() {
    let number = record(0x203, &[&place(29_041, 200, 0), &1f64.to_le_bytes()]);
    let text = record(0x207, &[&[2, 0, 0, b'a', b'b']]);
    let workbook = read(&xls(&[], &[number, text].concat()));
    assert_eq!(workbook.sheets[0].rows.len(), 1);
    assert_eq!(workbook.sheets[0].rows[0].cells.len(), 1);
}

/// Found by fuzzing: calamine reads the count of what follows a string where there is none.
#[test]
fn shared_strings_that_end_in_their_counts_are_refused() {
    let label = record(0xFD, &[&place(0, 0, 0), &[0; 4]]);
    for counts in [
        &[1, 0, 4, 9, 0, 0][..],
        &[1, 0, 8, 9],
        &[0xFF, 0xFF, 0xC, 1, 0, 9],
    ] {
        let globals = record(0xFC, &[&[0; 8], counts]);
        assert_eq!(
            refusal(&xls(&globals, &label)),
            OpenError::Corrupt,
            "{counts:?}"
        );
    }
    // A continuation without the mark of its letters.
    let globals = [
        record(0xFC, &[&[0; 8], &[2, 0, 0, b'a']]),
        record(0x3C, &[]),
    ]
    .concat();
    assert_eq!(refusal(&xls(&globals, &label)), OpenError::Corrupt);
}

#[test]
fn continuations_without_end_are_refused() {
    let globals = [shared_strings(&["a"]), record(0x3C, &[]).repeat(100_000)].concat();
    assert_eq!(refusal(&xls(&globals, &[])), OpenError::Corrupt);
}

#[test]
fn one_sheet_of_an_xls_is_not_read_a_thousand_times() {
    let bound = record(0x85, &[&[0, 0, 0, 0], &[0, 0, 1, 0, b'B']]);
    assert_eq!(refusal(&xls(&bound.repeat(2), &[])), OpenError::Corrupt);
    assert!(is_limited(
        &xls(&bound.repeat(1_001), &[]),
        &Limits::default()
    ));
}
