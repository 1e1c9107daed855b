//! Whatever the bytes, the reader answers: no panic leaves it, and small limits keep it small.

use std::io::Cursor;
use std::io::Read as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use vtvl::cells::Limits;
use vtvl::cells::open;
use zip::ZipArchive;

use crate::cells::make::Book;
use crate::cells::make::biff;
use crate::cells::make::compound;
use crate::cells::make::ods_rows;
use crate::cells::make::package;
use crate::cells::make::place;
use crate::cells::make::record;
use crate::cells::make::shared_strings;
use crate::cells::make::small_xls;

static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let rows = r#"<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>01.003</t></is></c><c r="B2" s="1"><v>44377</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells><sheetData>"#;
    let styles =
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let strings =
        r#"<sst uniqueCount="1"><si><r><t>Vị trí </t></r><r><t>việc làm</t></r></si></sst>"#;
    Book::new()
        .part("xl/styles.xml", styles)
        .part("xl/sharedStrings.xml", strings)
        .sheet("Danh mục", rows)
        .bytes()
});

static ODS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    ods_rows(
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p></table:table-cell></table:table-row>"#,
    )
});

static BIFF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let label = record(0xFD, &[&place(0, 0, 0), &[0; 4]]);
    let formula = record(
        0x06,
        &[
            &place(4, 0, 0),
            &7f64.to_le_bytes(),
            &[0; 6],
            &[3, 0, 0x1E, 7, 0],
        ],
    );
    let packed = record(
        0xBD,
        &[
            &[5, 0, 0, 0],
            &[0, 0, 0x0A, 0, 0, 0],
            &[0, 0, 0x0E, 0, 0, 0],
            &[1, 0],
        ],
    );
    let string = record(0x207, &[&[2, 0, 0, b'a', b'b']]);
    let merge = record(0xE5, &[&[1, 0], &[0, 0, 0, 0, 0, 0, 2, 0]]);
    biff(
        &shared_strings(&["Vị trí", "01.003"]),
        &[label, formula, string, packed, merge].concat(),
    )
});

/// Limits under which nothing can take long.
fn tight() -> Limits {
    Limits {
        part_bytes: 1 << 20,
        package_bytes: 2 << 20,
        token_bytes: 1 << 16,
        sheets: 20,
        cells: 10_000,
        text_bytes: 1 << 20,
        ..Limits::default()
    }
}

/// What is changed where: bytes put in the place of others.
type Change = (Index, Vec<u8>, usize);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(
        (
            any::<Index>(),
            prop::collection::vec(any::<u8>(), 0..6),
            0usize..6,
        ),
        1..5,
    )
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, put, taken) in changes {
        let at = place.index(bytes.len().max(1)).min(bytes.len());
        let end = (at + taken).min(bytes.len());
        bytes.splice(at..end, put.iter().copied());
    }
    bytes
}

/// The package with one of its parts changed, so that what is inside is reached and not only the
/// checksum.
fn with_part(bytes: &[u8], which: Index, changes: &[Change]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((name, content));
    }
    let which = which.index(parts.len());
    parts[which].1 = changed(&parts[which].1, changes);
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (&**name, &**content))
        .collect();
    package(&parts)
}

/// An answer of either kind, the same each time.
fn answers(bytes: &[u8]) {
    let first = open(bytes, &tight());
    assert_eq!(open(bytes, &tight()), first);
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), start in 0usize..4) {
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<"];
        answers(&[starts[start], &bytes].concat());
    }

    #[test]
    fn changed_files(which in 0usize..3, changes in changes()) {
        answers(&changed([&*XLSX, &*ODS, &small_xls()][which], &changes));
    }

    #[test]
    fn cut_files(which in 0usize..3, cut in any::<Index>()) {
        let file = [XLSX.clone(), ODS.clone(), small_xls()][which].clone();
        answers(&file[..cut.index(file.len())]);
    }

    #[test]
    fn changed_parts(is_ods in any::<bool>(), which in any::<Index>(), changes in changes()) {
        answers(&with_part(if is_ods { &ODS } else { &XLSX }, which, &changes));
    }

    #[test]
    fn changed_records(changes in changes()) {
        answers(&compound(&[("/Workbook", &changed(&BIFF, &changes))]));
    }
}

#[test]
fn the_unchanged_files_are_read() {
    for bytes in [
        &*XLSX,
        &*ODS,
        &small_xls(),
        &compound(&[("/Workbook", &BIFF)]),
    ] {
        assert!(open(bytes, &tight()).is_ok_and(|book| book.sheets[0].rows.len() > 1));
    }
}
