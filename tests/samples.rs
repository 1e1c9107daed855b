//! The samples are what their text says, and the text form keeps what it is given.
//!
//! `UPDATE_SAMPLES=1 cargo test --test suite samples` writes `samples/*.xlsx` anew from
//! `samples/*.txt`, and `samples/*.docx` from `samples/*.docx.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;

use crate::support::Cell;
use crate::support::Sheets;
use crate::support::sample;
use crate::support::samples_dir;
use crate::support::stop;

/// Names of the files in `samples/` and its folders with this extension, without it: `NAME`,
/// `FOLDER/NAME`.
fn names(extension: &str) -> BTreeSet<String> {
    let list = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| stop(&error.to_string()));
        entries
            .flatten()
            .map(|entry| entry.path())
            .collect::<Vec<_>>()
    };
    let root = samples_dir();
    let paths = list(&root).into_iter().flat_map(|path| {
        if path.is_dir() {
            list(&path)
        } else {
            vec![path]
        }
    });
    let named = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    named
        .filter_map(|path| {
            Some(
                path.with_extension("")
                    .strip_prefix(&root)
                    .ok()?
                    .to_str()?
                    .to_owned(),
            )
        })
        .collect()
}

fn calamine(bytes: Vec<u8>) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    Xlsx::new(std::io::Cursor::new(bytes)).unwrap_or_else(|error| stop(&error.to_string()))
}

#[test]
fn each_workbook_is_what_its_text_says() {
    let update = std::env::var_os("UPDATE_SAMPLES").is_some();
    for name in names("txt") {
        let document = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "docx");
        let built = if document {
            sample(&name).to_docx()
        } else {
            sample(&name).to_xlsx()
        };
        let name = if document {
            name
        } else {
            format!("{name}.xlsx")
        };
        let path = samples_dir().join(&name);
        if update {
            fs::write(&path, built).expect("can write");
        } else {
            let kept = fs::read(&path).unwrap_or_default();
            assert!(
                kept == built,
                "{name} differs from its text: UPDATE_SAMPLES=1 cargo test --test suite samples"
            );
        }
    }
    let documents = names("docx").into_iter().map(|name| format!("{name}.docx"));
    let files: BTreeSet<String> = names("xlsx").into_iter().chain(documents).collect();
    assert_eq!(
        files,
        names("txt"),
        "a workbook without its text, or a text without its workbook"
    );
}

#[test]
fn each_text_is_in_canonical_form() {
    for name in names("txt") {
        let text = fs::read_to_string(samples_dir().join(format!("{name}.txt"))).expect("a text");
        let canonical = sample(&name).to_text();
        let wrong = text
            .lines()
            .zip(canonical.lines())
            .enumerate()
            .find(|(_, (is, due))| is != due);
        assert!(text == canonical, "{name}.txt: {wrong:?}");
    }
}

#[test]
fn cells_are_read_by_their_form() {
    let text = |text: &str| Ok(Cell::Text(text.into()));
    assert_eq!(Cell::parse(" 12 "), Ok(Cell::Number(12.0)));
    assert_eq!(Cell::parse("-0.5"), Ok(Cell::Number(-0.5)));
    assert_eq!(Cell::parse("\"01.003\""), text("01.003"));
    assert_eq!(Cell::parse("30/06/2021"), text("30/06/2021"));
    assert_eq!(Cell::parse("04 - 06"), text("04 - 06"));
    assert_eq!(Cell::parse("\"  x\""), text("  x"));
    assert_eq!(Cell::parse("Số\\nTT \\| a"), text("Số\nTT | a"));
    assert_eq!(Cell::parse("@2021-06-30"), Ok(Cell::Date(2021, 6, 30)));
    assert_eq!(
        Cell::parse("=A1+1→#REF!"),
        Ok(Cell::Formula("A1+1".into(), Some("#REF!".into())))
    );
    assert_eq!(Cell::parse("=A1+1"), Ok(Cell::Formula("A1+1".into(), None)));
    assert_eq!(Cell::parse("\\u{a0}"), text("\u{a0}"));
    assert_eq!(Cell::parse(""), Ok(Cell::Blank));
}

#[test]
fn what_could_be_read_in_two_ways_is_refused() {
    for written in [
        "01.003",
        "01",
        "1.50",
        "@30/06/2021",
        "@2021-6-30",
        "\"open",
        "a\\b",
    ] {
        assert!(Cell::parse(written).is_err(), "{written}");
    }
    let faults = [
        "STT | Mã",
        "# sheet: A\n# danh mục",
        "# sheet: A\n{merge A1}",
        "# sheet: A\n1 | 01.003",
    ];
    for text in faults {
        assert!(Sheets::parse(text).is_err(), "{text}");
    }
    assert!(Sheets::parse(faults[3]).unwrap_err().starts_with("line 2:"));
}

const SMALL: &str = "\
// a remark

# sheet: Một
{hidden}
{header 2-3}
{merge A1:C1}
{hide-row 4}
{hide-col B}
Tiêu đề
STT | Mã | \"12\"
|
1 | \"# x\" | =SUM(A1:A3)→6
| @2021-06-30 | | TRUE
\"// x\" | =A5

# sheet: Hai
\"1 \" | a\\|b | a\\nb | \\u{a0}
";

#[test]
fn text_survives_a_round_trip() {
    let book = Sheets::parse(SMALL).expect("reads");
    assert_eq!(book.to_text(), SMALL);
    assert_eq!(book.to_xlsx(), book.to_xlsx(), "the same bytes each time");
}

#[test]
fn a_workbook_holds_what_the_text_says() {
    let mut read = calamine(Sheets::parse(SMALL).expect("reads").to_xlsx());
    let one = read.worksheet_range("Một").expect("the sheet");
    let at = |row, col| one.get_value((row, col)).cloned().unwrap_or_default();
    assert_eq!(at(0, 0), Data::String("Tiêu đề".into()));
    assert_eq!(at(1, 2), Data::String("12".into()), "text stays text");
    assert_eq!(at(3, 0), Data::Float(1.0));
    assert_eq!(at(3, 2), Data::Float(6.0), "the value kept with a formula");
    assert!(matches!(at(4, 1), Data::DateTime(_)));
    assert_eq!(at(4, 3), Data::Bool(true));
    assert_eq!(at(5, 1), Data::Empty, "a formula without a value has none");
    let formulas = read.worksheet_formula("Một").expect("the sheet");
    assert_eq!(formulas.get_value((5, 1)).map(String::as_str), Some("A5"));
    let merges = read.merge_cells_by_sheet_name("Một").expect("merges");
    assert_eq!((merges[0].start, merges[0].end), ((0, 0), (0, 2)));
    let two = read.worksheet_range("Hai").expect("the sheet");
    assert_eq!(two.get_value((0, 2)), Some(&Data::String("a\nb".into())));
}

#[test]
fn edits_touch_only_what_they_name() {
    let mut book = Sheets::parse(SMALL).expect("reads");
    book.set("Hai", "C1", "\"01.003\"")
        .set("Hai", "AB3", "5")
        .clear("Hai", "A1");
    assert_eq!(book.cell("Hai", "C1"), &Cell::Text("01.003".into()));
    assert_eq!(book.cell("Hai", "AB3"), &Cell::Number(5.0));
    assert_eq!(book.cell("Hai", "A1"), &Cell::Blank);
    assert_eq!(book.row_of("Hai", "B", "a|b"), 1);
    book.rename_sheet("Hai", "Ba").remove_sheet("Một");
    assert_eq!(
        book.sheets
            .iter()
            .map(|sheet| sheet.name.as_str())
            .collect::<Vec<_>>(),
        ["Ba"]
    );
}

#[test]
fn rows_move_together_with_what_is_tied_to_them() {
    let mut book = Sheets::parse(SMALL).expect("reads");
    book.insert_row("Một", 1, "CỘNG HÒA | 5");
    let sheet = book.sheet("Một");
    assert_eq!(
        (sheet.header, sheet.merges[0], sheet.hidden_rows[0]),
        (Some((2, 3)), [1, 0, 1, 2], 4)
    );
    assert_eq!(book.cell("Một", "B1"), &Cell::Number(5.0));
    book.delete_row("Một", 1);
    assert_eq!(book, Sheets::parse(SMALL).expect("reads"));
}
