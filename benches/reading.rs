//! How quick a workbook is read, beside calamine alone on the same cells: `cargo bench`.
//!
//! Times depend on the machine; the ratios at the end, taken in turns in one run, hardly do.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot make its workbooks has to fail"
)]

use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Write as _;
use std::sync::LazyLock;
use std::time::Duration;
use std::time::Instant;

use calamine::DataRef;
use calamine::Reader as _;
use calamine::Xlsx;
use divan::Bencher;
use divan::black_box;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells;
use vtvl::cells::Limits;
use vtvl::opinion::Asked;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Rows of the large table.
const ROWS: u32 = 50_000;
/// Rows of a sheet of Excel.
const ALL_ROWS: u32 = 1_048_576;
/// Runs of each side of a ratio; the quickest counts.
const RUNS: usize = 5;

const HEADINGS: [&str; 15] = [
    "STT",
    "Chức năng, nhiệm vụ",
    "Công việc",
    "Đơn vị thực hiện",
    "Nhóm công việc",
    "Mức độ phức tạp",
    "Sản phẩm đầu ra",
    "Số lượng/năm",
    "Giờ/sản phẩm",
    "Tổng giờ/năm",
    "Mã VTVL",
    "Ghi chú",
    "Ghi chú 2",
    "Ghi chú 3",
    "Ghi chú 4",
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(table);
static STYLED_ROWS: LazyLock<Vec<u8>> = LazyLock::new(|| styled(""));
static STYLED_CELLS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    styled(r#"<c r="A#" s="1"/><c r="B#" s="1"/><c r="C#" s="1"/><c r="D#" s="1"/>"#)
});
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(bomb);

fn main() {
    divan::main();
    // `cargo test --benches` only wants to see each of them run.
    if std::env::args().any(|argument| argument == "--bench") {
        println!("\nAgainst calamine alone, streaming the same cells:");
        println!("  cells::open, 50 000 × 15: {:.2} ×", ratio(&TABLE, opened));
        println!(
            "  dossier read, 50 000 × 15: {:.2} ×",
            ratio(&TABLE, understood)
        );
        println!(
            "  cells::open, a million styled rows: {:.2} ×",
            ratio(&STYLED_ROWS, opened)
        );
        println!(
            "  cells::open, four styled cells in each: {:.2} ×",
            ratio(&STYLED_CELLS, opened)
        );
    }
}

fn ratio(bytes: &[u8], ours: impl Fn(&[u8])) -> f64 {
    let (mut least, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        theirs = theirs.min(timed(|| alone(bytes)));
        least = least.min(timed(|| ours(bytes)));
    }
    least.as_secs_f64() / theirs.as_secs_f64()
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// Every cell of the first sheet, streamed through calamine and looked at.
fn alone(bytes: &[u8]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().remove(0);
    let mut cells = book.worksheet_cells_reader(&name).unwrap();
    let mut filled = 0u32;
    while let Some(cell) = cells.next_cell().unwrap() {
        filled += u32::from(!matches!(black_box(cell.get_value()), DataRef::Empty));
    }
    assert!(filled > 0);
}

fn opened(bytes: &[u8]) {
    black_box(cells::open(bytes, &Limits::default()).unwrap());
}

fn understood(bytes: &[u8]) {
    let files = [Submitted::new("bang.xlsx", bytes.to_vec())];
    black_box(ENGINE.read(&files, &ReadingManner::default()).unwrap());
}

/// What a short run begins with.
#[divan::bench]
fn rulebook() -> Engine {
    Engine::new(&Book::embedded()).unwrap()
}

/// An ordinary proposal, from its bytes to the appraisal, without the rulebook.
#[divan::bench]
fn proposal(bencher: Bencher<'_, '_>) {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/samples/so-nong-nghiep-2021-co-loi.xlsx"
    );
    let files = [Submitted::new("de-an.xlsx", std::fs::read(path).unwrap())];
    LazyLock::force(&ENGINE);
    bencher.bench_local(|| {
        ENGINE
            .appraise(&files, &ReadingManner::default(), &Asked::default())
            .unwrap()
    });
}

#[divan::bench]
fn refused_bomb(bencher: Bencher<'_, '_>) {
    LazyLock::force(&BOMB);
    bencher.bench_local(|| cells::open(&BOMB, &Limits::default()).unwrap_err());
}

#[divan::bench_group(sample_count = 5)]
mod large {
    use super::*;

    #[divan::bench]
    fn table_calamine_alone(bencher: Bencher<'_, '_>) {
        LazyLock::force(&TABLE);
        bencher.bench_local(|| alone(&TABLE));
    }

    #[divan::bench]
    fn table_opened(bencher: Bencher<'_, '_>) {
        LazyLock::force(&TABLE);
        bencher.bench_local(|| opened(&TABLE));
    }

    #[divan::bench]
    fn table_understood(bencher: Bencher<'_, '_>) {
        LazyLock::force(&TABLE);
        LazyLock::force(&ENGINE);
        bencher.bench_local(|| understood(&TABLE));
    }

    #[divan::bench]
    fn styled_rows_opened(bencher: Bencher<'_, '_>) {
        LazyLock::force(&STYLED_ROWS);
        bencher.bench_local(|| opened(&STYLED_ROWS));
    }

    #[divan::bench]
    fn styled_cells_opened(bencher: Bencher<'_, '_>) {
        LazyLock::force(&STYLED_CELLS);
        bencher.bench_local(|| opened(&STYLED_CELLS));
    }
}

/// One sheet of 50,000 tasks.
fn table() -> Vec<u8> {
    let mut rows = String::new();
    row(&mut rows, 1, &HEADINGS.map(str::to_owned));
    for i in 1..=ROWS {
        let (number, hours) = (i % 50 + 1, i % 40 + 1);
        let cells = [
            i.to_string(),
            format!("Nhiệm vụ {}", i % 300),
            format!("Công việc số {i}"),
            format!("Phòng {}", i % 20),
            "Nghiệp vụ chuyên ngành".to_owned(),
            "Phức tạp".to_owned(),
            format!("Báo cáo {}", i % 1000),
            number.to_string(),
            hours.to_string(),
            (number * hours).to_string(),
            format!("VP-{:02}", i % 60),
            "x".to_owned(),
            i.to_string(),
            "ghi chú".to_owned(),
            "2.5".to_owned(),
        ];
        row(&mut rows, i + 1, &cells);
    }
    workbook("Thống kê công việc", &rows, &[])
}

/// Two hundred positions above rows that have nothing but a format, down to the last row.
fn styled(cells: &str) -> Vec<u8> {
    let mut rows = String::new();
    row(
        &mut rows,
        1,
        &["STT", "Mã VTVL", "Tên vị trí việc làm", "Số người đề xuất"].map(str::to_owned),
    );
    for i in 2..=201 {
        row(
            &mut rows,
            i,
            &[
                (i - 1).to_string(),
                format!("VP-{i:03}"),
                format!("Chuyên viên {i}"),
                "1".to_owned(),
            ],
        );
    }
    for i in 202..=ALL_ROWS {
        let cells = cells.replace('#', &i.to_string());
        write!(
            rows,
            r#"<row r="{i}" spans="1:4" s="1" customFormat="1" ht="15">{cells}</row>"#
        )
        .unwrap();
    }
    workbook("Danh mục VTVL", &rows, &[])
}

/// A megabyte that unpacks to half a gigabyte of shared strings.
fn bomb() -> Vec<u8> {
    let strings = format!("<si><t>{}</t></si>", "A".repeat(1000)).repeat(200_000);
    workbook(
        "Danh mục VTVL",
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#,
        &[("xl/sharedStrings.xml", &strings)],
    )
}

fn row(rows: &mut String, number: u32, cells: &[String]) {
    write!(rows, r#"<row r="{number}">"#).unwrap();
    for (letter, text) in ('A'..).zip(cells) {
        if text.parse::<f64>().is_ok() {
            write!(rows, r#"<c r="{letter}{number}"><v>{text}</v></c>"#).unwrap();
        } else {
            write!(
                rows,
                r#"<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#
            )
            .unwrap();
        }
    }
    rows.push_str("</row>");
}

/// A workbook of one sheet.
fn workbook(name: &str, rows: &str, more: &[(&str, &str)]) -> Vec<u8> {
    const TYPES: &str = "http://x/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{TYPES}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns:r="r"><sheets><sheet name="{name}" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .chain(more.iter().copied())
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
