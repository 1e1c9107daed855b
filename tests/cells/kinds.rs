//! What is no workbook, or a damaged or locked one, is told by its bytes.

use vtvl::cells::Limits;
use vtvl::cells::OpenError;

use crate::cells::first;
use crate::cells::is_limited;
use crate::cells::make::Book;
use crate::cells::make::ODS_TYPE;
use crate::cells::make::biff;
use crate::cells::make::compound;
use crate::cells::make::ods;
use crate::cells::make::ods_content;
use crate::cells::make::ods_rows;
use crate::cells::make::package;
use crate::cells::make::record;
use crate::cells::make::small_xls;
use crate::cells::make::worksheet;
use crate::cells::make::xls;
use crate::cells::make::xlsx;
use crate::cells::refusal;
use crate::cells::text;

#[test]
fn files_that_are_no_packages() {
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain("Đề án".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: [(&[u8], OpenError); 8] = [
        (b"", OpenError::Empty),
        ("Đề án vị trí việc làm\n".as_bytes(), OpenError::Text),
        (b"STT;T\xEAn;S\xF4\r\n1;A;2\r\n", OpenError::Text),
        (&utf16, OpenError::Text),
        (b"\xEF\xBB\xBF<!DOCTYPE html>\n<html><table><tr><td>1</td></tr></table></html>", OpenError::Html),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", OpenError::Xml),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", OpenError::Pdf),
        (b"\x7FELF\x02\x01\x01\x00\x00", OpenError::Unknown),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(
            refusal(bytes),
            wanted,
            "{:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn packages_that_hold_no_workbook() {
    assert_eq!(
        refusal(&package(&[("xl/workbook.bin", "")])),
        OpenError::Xlsb
    );
    assert_eq!(
        refusal(&package(&[("de-an.pdf", "%PDF-1.7")])),
        OpenError::OtherZip
    );
    let text = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<a/>"),
    ]);
    assert_eq!(refusal(&text), OpenError::OldDocument);
}

#[test]
fn compound_files_that_hold_no_workbook() {
    assert_eq!(
        refusal(&compound(&[("/WordDocument", b"x")])),
        OpenError::OldDocument
    );
    assert_eq!(
        refusal(&compound(&[("/Contents", b"x")])),
        OpenError::OtherCompound
    );
}

#[test]
fn locked_workbooks() {
    let locked_xlsx = compound(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", b"x")]);
    let locked_xls = xls(&record(0x2F, &[&[1, 0, 1, 0]]), &[]);
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let locked_ods = package(&[
        ("mimetype", ODS_TYPE),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\0\0"),
    ]);
    for bytes in [locked_xlsx, locked_xls, locked_ods] {
        assert_eq!(refusal(&bytes), OpenError::Encrypted);
    }
}

#[test]
fn workbooks_that_are_cut_off() {
    let table = ods_rows("<table:table-row><table:table-cell/></table:table-row>");
    for whole in [xlsx("<row/>"), small_xls(), table] {
        for part in [16, whole.len() / 2, whole.len() - 30] {
            // A compound file ends in unused room: what is cut there is missed by nobody.
            if let Err(error) = vtvl::cells::open(&whole[..part], &vtvl::cells::Limits::default()) {
                assert_eq!(error, OpenError::Corrupt, "{part} of {} bytes", whole.len());
            } else {
                assert!(part > whole.len() / 2, "{part} of {} bytes", whole.len());
            }
        }
    }
    let stream = biff(&[], &record(0x203, &[&[0; 14]]));
    assert_eq!(
        refusal(&compound(&[("/Workbook", &stream[..stream.len() - 10])])),
        OpenError::Corrupt
    );
}

#[test]
fn parts_that_are_missing_or_wrong() {
    let relations = package(&[("xl/workbook.xml", "<workbook/>")]);
    assert_eq!(refusal(&relations), OpenError::Corrupt);
    let unclosed = Book::new().sheet("A", "<row><c>").bytes();
    assert_eq!(refusal(&unclosed), OpenError::Corrupt);
    assert_eq!(refusal(&ods("<table:table>")), OpenError::Corrupt);
    assert_eq!(
        refusal(&Book::new().sheet("A", "").sheet("A", "").bytes()),
        OpenError::Corrupt
    );
}

/// A part as UTF-16 with its byte order mark.
fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}")
        .encode_utf16()
        .flat_map(bytes)
        .collect()
}

#[test]
fn parts_in_utf_16_are_read() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Sở Nội vụ 𝟙 &amp;c</t></is></c><c r="B1" t="s"><v>0</v></c></row>"#;
    let wanted = first(
        &Book::new()
            .part("xl/sharedStrings.xml", "<sst><si><t>Đề án</t></si></sst>")
            .sheet("A", rows)
            .bytes(),
    );
    assert_eq!(
        wanted.rows[0].cells,
        [(0, text("Sở Nội vụ 𝟙 &c")), (1, text("Đề án"))]
    );
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let strings = wide("<sst><si><t>Đề án</t></si></sst>", bytes);
        let sheet = ["A", "visible", "worksheet", "s.xml", "xl/s.xml"];
        let book = Book::new()
            .part("xl/sharedStrings.xml", strings)
            .sheet_at(sheet, wide(&worksheet(rows), bytes));
        assert_eq!(first(&book.bytes()), wanted);
    }
    let content = ods_content(
        r#"<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>Đề án</text:p></table:table-cell></table:table-row></table:table>"#,
    );
    let manifest = (
        "META-INF/manifest.xml",
        wide("<manifest/>", u16::to_be_bytes),
    );
    let parts = [
        ("mimetype", ODS_TYPE.as_bytes().to_vec()),
        manifest,
        ("content.xml", wide(&content, u16::to_be_bytes)),
    ];
    assert_eq!(first(&package(&parts)).rows[0].cells, [(0, text("Đề án"))]);
}

#[test]
fn parts_in_utf_16_are_held_to_the_limits() {
    let sheet = ["A", "visible", "worksheet", "s.xml", "xl/s.xml"];
    let book = |rows: &str| {
        Book::new()
            .sheet_at(sheet, wide(&worksheet(rows), u16::to_le_bytes))
            .bytes()
    };
    assert!(is_limited(&book(&" ".repeat(12 << 20)), &Limits::default()));
    assert!(is_limited(&book(&"<a>".repeat(100)), &Limits::default()));
    assert_eq!(refusal(&book("<!DOCTYPE a>")), OpenError::Doctype);
    // Half a character at the end.
    let mut cut = wide(&worksheet(""), u16::to_le_bytes);
    cut.pop();
    assert_eq!(
        refusal(&Book::new().sheet_at(sheet, cut).bytes()),
        OpenError::Corrupt
    );
}
