//! `vtvl mend`: what is mended, what is left, and that nothing else changes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::io::Read as _;
use std::sync::LazyLock;

use crate::support::Sheets;
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use proptest::prelude::*;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells;
use vtvl::cells::Limits;
use vtvl::cells::OwnPaper;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::report::MendError;
use vtvl::report::Mended;
use zip::ZipArchive;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Book::embedded()).unwrap());

const SAMPLE: &str = "so-nong-nghiep-2021";
const LIST: &str = "Danh mục VTVL";
const BASES: &str = "Căn cứ pháp lý";

/// What is wrong with a cell, and what is to stand there; the same where it has to stay.
const CELLS: [(&str, &str, &str, &str); 22] = [
    (LIST, "C2", "\"Giám đốc  Sở\\u{a0}\"", "Giám đốc Sở"),
    (LIST, "C3", "Pho\u{301} Giám đốc Sở", "Phó Giám đốc Sở"),
    (LIST, "C4", "Сhánh Văn phòng", "Chánh Văn phòng"),
    (LIST, "B6", "VР-03", "VP-03"),
    (LIST, "G6", "\"Chuyên viên \"", "Chuyên viên"),
    (LIST, "H2", "\"01001\"", "01.001"),
    (LIST, "H3", "1.002", "01.002"),
    (LIST, "H4", "\"O1.002\"", "01.002"),
    (LIST, "H5", "\" 01.002\"", "01.002"),
    (LIST, "I3", "3 người", "3"),
    (LIST, "J3", "\"03\"", "3"),
    (LIST, "J4", "\" 1 \"", "1"),
    (BASES, "E2", "13/11/2008", "13/11/2008"),
    (BASES, "E3", "ngày 25 tháng 11 năm 2019", "25/11/2019"),
    // What stays.
    (
        LIST,
        "C1",
        "\"Tên  vị trí việc làm\"",
        "Tên  vị trí việc làm",
    ),
    (LIST, "H7", "\"99.0l1\"", "99.0l1"),
    (LIST, "H8", "\"06.031 (mới)\"", "06.031 (mới)"),
    (
        LIST,
        "I5",
        "2 người (tính cả dự phòng)",
        "2 người (tính cả dự phòng)",
    ),
    (LIST, "L6", "5 người", "5 người"),
    (BASES, "E4", "dự kiến 01/06/2020", "dự kiến 01/06/2020"),
    (BASES, "E5", "tháng 4 năm 2013", "tháng 4 năm 2013"),
    (
        BASES,
        "E6",
        "04/04/2014 hoặc 05/04/2014",
        "04/04/2014 hoặc 05/04/2014",
    ),
];
/// How many of them are mended.
const MENDED: usize = 14;

fn messy() -> Sheets {
    let mut sheets = crate::support::sample(SAMPLE);
    for (sheet, cell, written, _) in CELLS {
        sheets.set(sheet, cell, written);
    }
    // A formula is no text, whatever it gives.
    sheets.set(LIST, "J5", "=I5&\"  \"→2 người");
    sheets
}

fn mended(bytes: &[u8]) -> Mended {
    try_mended(bytes).unwrap()
}

fn try_mended(bytes: &[u8]) -> Result<Mended, MendError> {
    ENGINE.mend(
        &Submitted::new("đề án.xlsx", bytes.to_vec()),
        &ReadingManner::default(),
    )
}

/// Names of parts with what is in them.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().into_owned(), content);
    }
    parts
}

fn appraised(bytes: &[u8]) -> Appraisal {
    let files = [Submitted::new("đề án.xlsx", bytes.to_vec())];
    ENGINE
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap()
}

/// What a cell of a workbook says.
fn said(bytes: &[u8], sheet: &str, cell: &str) -> String {
    let workbook = cells::open(bytes, &Limits::default()).unwrap();
    let sheet = workbook
        .sheets
        .iter()
        .find(|known| known.name() == sheet)
        .unwrap();
    let (row, col) = cells::parse_cell(cell).unwrap();
    let value = sheet.value(row, col);
    value
        .text()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn what_is_sure_is_mended_and_its_neighbours_stay() {
    let bytes = messy().to_xlsx();
    let mended = mended(&bytes);
    let copy = mended.bytes.unwrap();
    let places: BTreeSet<String> = mended
        .repairs
        .iter()
        .map(|repair| repair.cell.to_string())
        .collect();
    for (nth, (sheet, cell, _, after)) in CELLS.iter().enumerate() {
        assert_eq!(
            said(&copy, sheet, cell),
            *after,
            "{sheet} {cell}: {places:?} {:?}",
            mended.left
        );
        assert_eq!(
            places.contains(&format!("'{sheet}'!{cell}")),
            nth < MENDED,
            "{sheet} {cell}"
        );
    }
    assert_eq!(said(&copy, LIST, "J5"), "2 người");
    let kinds: BTreeSet<&str> = mended
        .repairs
        .iter()
        .flat_map(|repair| &repair.kinds)
        .map(|kind| kind.key())
        .collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["blanks", "code", "composed", "date", "look-alike", "number"]
    );
}

/// The numbers of the sheets in which something is mended.
fn sheets_with_repairs(copy: &Mended) -> BTreeSet<usize> {
    copy.repairs
        .iter()
        .map(|repair| repair.cell.sheet.index + 1)
        .collect()
}

#[test]
fn only_parts_with_repairs_or_names_of_sheets_change() {
    let bytes = messy().to_xlsx();
    let copy = mended(&bytes);
    let (before, after) = (parts(&bytes), parts(copy.bytes.as_ref().unwrap()));
    let touched = [
        "[Content_Types].xml",
        "docProps/app.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
    ];
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, part)| after.get(*name) != Some(part))
        .map(|(name, _)| name.as_str())
        .collect();
    let sheets: Vec<&str> = changed
        .iter()
        .copied()
        .filter(|name| !touched.contains(name))
        .collect();
    let wanted: BTreeSet<String> = sheets_with_repairs(&copy)
        .iter()
        .map(|number| format!("xl/worksheets/sheet{number}.xml"))
        .collect();
    assert_eq!(
        sheets
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>(),
        wanted
    );
}

#[test]
fn in_a_mended_sheet_only_mended_cells_change() {
    let bytes = messy().to_xlsx();
    let copy = mended(&bytes);
    let (before, after) = (parts(&bytes), parts(copy.bytes.as_ref().unwrap()));
    for (name, repairs) in sheets_with_repairs(&copy).iter().map(|number| {
        let own = copy
            .repairs
            .iter()
            .filter(move |repair| repair.cell.sheet.index + 1 == *number);
        (
            format!("xl/worksheets/sheet{number}.xml"),
            own.map(|repair| repair.cell.excel()).collect::<Vec<_>>(),
        )
    }) {
        let without = |parts: &BTreeMap<String, Vec<u8>>| {
            let mut text = String::from_utf8(parts[&name].clone()).unwrap();
            for cell in &repairs {
                let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
                let end = start + text[start..].find("</c>").unwrap() + "</c>".len();
                text.replace_range(start..end, &format!("[{cell}]"));
            }
            text
        };
        assert_eq!(without(&before), without(&after), "{name}");
    }
}

#[test]
fn the_sheet_of_what_was_mended_is_the_only_new_part() {
    let bytes = messy().to_xlsx();
    let copy = mended(&bytes);
    let (before, after) = (parts(&bytes), parts(copy.bytes.as_ref().unwrap()));
    let new: Vec<&String> = after
        .keys()
        .filter(|name| !before.contains_key(*name))
        .collect();
    assert_eq!(new, ["xl/worksheets/da-sua-vtvl1.xml"]);
}

#[test]
fn nothing_is_left_to_mend_and_our_sheet_is_no_part_of_the_dossier() {
    let bytes = messy().to_xlsx();
    let copy = mended(&bytes).bytes.unwrap();
    let again = mended(&copy);
    assert!(
        again.bytes.is_none() && again.repairs.is_empty(),
        "{:?}",
        again.repairs
    );
    let workbook = cells::open(&copy, &Limits::default()).unwrap();
    let last = workbook.sheets.last().unwrap();
    assert_eq!(
        (last.name(), last.rows.len(), workbook.own),
        ("Đã sửa", 0, Some(OwnPaper::Mended))
    );
    // A second time beside the first.
    let mut parts = crate::support::sample(SAMPLE);
    parts.set(LIST, "C2", "\"Giám đốc  Sở\"");
    let first = mended(&parts.to_xlsx());
    assert!(first.repairs.len() > 1 && first.index == "Đã sửa");
    // Beside its original it is left aside.
    let files = vec![
        Submitted::new("a.xlsx", bytes),
        Submitted::new("b.xlsx", copy),
    ];
    let (kept, aside) = ENGINE.set_aside(files);
    assert_eq!((kept.len(), aside[0].file.as_str()), (1, "b.xlsx"));
    assert!(aside[0].reason.contains("a.xlsx"), "{aside:?}");
}

#[test]
fn nothing_new_is_found_and_what_goes_is_spelling() {
    let bytes = messy().to_xlsx();
    let (before, after) = (appraised(&bytes), appraised(&mended(&bytes).bytes.unwrap()));
    let told = |appraisal: &Appraisal| -> BTreeSet<String> {
        let line = |finding: &vtvl::opinion::Finding| {
            format!("{} {:?} {:?}", finding.rule, finding.outcome, finding.cells)
        };
        appraisal.findings.iter().map(line).collect()
    };
    let (before, after) = (told(&before), told(&after));
    assert!(after.is_subset(&before), "{:?}", after.difference(&before));
    assert!(!after.is_empty());
}

#[test]
fn the_samples_read_the_same_after_mending() {
    for name in [
        SAMPLE,
        "so-nong-nghiep-2021-co-loi",
        "truong-thpt-2022-co-loi",
    ] {
        let bytes = fs::read(crate::support::samples_dir().join(format!("{name}.xlsx"))).unwrap();
        let mended = mended(&bytes);
        let Some(copy) = mended.bytes else { continue };
        let findings = |bytes: &[u8]| -> Vec<String> {
            appraised(bytes)
                .findings
                .iter()
                .map(|finding| format!("{} {} {:?}", finding.rule, finding.sentence, finding.cells))
                .collect()
        };
        assert_eq!(findings(&copy), findings(&bytes), "{name}");
    }
}

#[test]
fn other_files_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let sample = |name: &str| {
        crate::support::samples_dir()
            .join(name)
            .display()
            .to_string()
    };
    let vtvl = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
        command.env("NO_COLOR", "1").args(arguments);
        command
    };
    fs::write(path("a.csv"), "STT,Tên\n1,A\n").unwrap();
    vtvl(&["mend", &path("a.csv"), "--dry-run"])
        .assert()
        .code(2)
        .stderr(contains("vtvl: "));
    let word =
        fs::read_dir(crate::support::samples_dir().join("so-nong-nghiep-2021-word")).unwrap();
    let word = word
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "docx"));
    let word = word.unwrap().display().to_string();
    vtvl(&["mend", &word, "--dry-run"])
        .assert()
        .code(2)
        .stderr(contains("chỉ sửa giúp được tệp Excel (.xlsx)"));
    let book = sample("so-nong-nghiep-2021.xlsx");
    vtvl(&["mend", &book]).assert().code(2);
    vtvl(&["mend", &book, "-o", &path("a.xls")])
        .assert()
        .code(2)
        .stderr(contains(".xlsx"));
    vtvl(&["mend", &book, "-o", &path("a.xlsx")])
        .assert()
        .code(0)
        .stdout(contains("Đã ghi").and(contains("“Đã sửa”")));
    vtvl(&["mend", &path("a.xlsx"), "-o", &path("b.xlsx")])
        .assert()
        .code(0)
        .stdout(contains("Không có chỗ nào"));
    assert!(!folder.path().join("b.xlsx").exists());
    vtvl(&["sua", &book, "--xem-truoc", "-q"])
        .assert()
        .code(0)
        .stdout(contains("Sửa giúp 12 chỗ").and(contains("ô ").not()));
    let told = vtvl(&["mend", &book, "--dry-run", "--format", "json"])
        .output()
        .unwrap();
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(
        (&told["schema"], told["repairs"].as_array().unwrap().len()),
        (&"vtvl.mend/1".into(), 12)
    );
    assert_eq!(told["repairs"][0]["type"], "date");
}

/// One sheet, with a position whose code, name, code of rank and number are these.
fn small(cells: [&str; 4]) -> Vec<u8> {
    let [code, name, rank, number] = cells.map(|text| format!("\"{text}\""));
    let text = format!(
        "# sheet: Danh mục\nSTT | Mã VTVL | Tên vị trí việc làm | Mã ngạch | Số người đề xuất\n\
         1 | A-01 | Trưởng phòng | \"01.002\" | 1\n2 | {code} | {name} | {rank} | {number}\n\
         3 | A-03 | Văn thư viên | \"02.007\" | \"02\"\n"
    );
    Sheets::parse(&text).unwrap().to_xlsx()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_written_the_copy_reads_the_same(
        code in "[ АA]{1,2}-[0О]{1,2}[0-9]",
        name in "[ \u{a0}\u{200b}a-cАСƣư\u{301}0-9=-]{1,12}",
        rank in "[Vv]?\\.?[0Ol1]{1,2}[.,]?[0-9O]{2,3}( mới)?",
        number in "[ 0-9]{1,3}[.,]?[0-9]{0,3}( người| giờ|%)?",
    ) {
        let bytes = small([&code, &name, &rank, &number]);
        let mended = mended(&bytes);
        let copy = mended.bytes.unwrap();
        prop_assert!(try_mended(&copy).unwrap().bytes.is_none());
        let read = |bytes: &[u8]| {
            let files = [Submitted::new("a.xlsx", bytes.to_vec())];
            ENGINE.read(&files, &ReadingManner::default()).unwrap()
        };
        let ((before, told), (after, still)) = (read(&bytes), read(&copy));
        let numbers = |dossier: &vtvl::dossier::Dossier| -> Vec<_> {
            let leaves = dossier.tables.values().flat_map(|table| &table.entries).flat_map(|entry| entry.leaves.values());
            leaves.map(|leaf| (leaf.at.clone(), leaf.value.number())).collect()
        };
        prop_assert_eq!(numbers(&before), numbers(&after));
        prop_assert!(still.len() <= told.len(), "{:?} {:?}", told, still);
    }
}
