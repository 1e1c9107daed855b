//! Quirks that only the bytes of a file can show, in the formats that agencies send.

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;

use vtvl::Engine;
use vtvl::Error;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dictionary::Entity;
use vtvl::dossier::Dossier;
use vtvl::dossier::Remark;
use vtvl::opinion::Asked;

use crate::cells::make;

fn engine() -> Engine {
    Engine::new(&Book::embedded()).unwrap()
}

fn read(name: &str, bytes: Vec<u8>) -> (Dossier, Vec<Remark>) {
    engine()
        .read(&[Submitted::new(name, bytes)], &ReadingManner::default())
        .unwrap()
}

/// Code, name and number of people of each position.
fn positions(dossier: &Dossier) -> Vec<String> {
    let text = |field: &str, entry: &vtvl::dossier::Entry| entry.text(field);
    let line = |entry| {
        format!(
            "{} | {} | {}",
            text("ma", entry),
            text("ten", entry),
            text("so_nguoi", entry)
        )
    };
    dossier.entries(Entity::Position).iter().map(line).collect()
}

fn codes(remarks: &[Remark]) -> Vec<&'static str> {
    remarks.iter().map(|remark| remark.code.key()).collect()
}

const LIST: [[&str; 4]; 4] = [
    ["STT", "Mã VTVL", "Tên vị trí việc làm", "Số người"],
    ["1", "A-01", "Trưởng phòng", "1"],
    ["2", "A-02", "Phó Trưởng phòng", "2"],
    ["3", "A-03", "Chuyên viên tổng hợp", "4"],
];
const READ: [&str; 3] = [
    "A-01 | Trưởng phòng | 1",
    "A-02 | Phó Trưởng phòng | 2",
    "A-03 | Chuyên viên tổng hợp | 4",
];

fn write_list(sheet: &mut Worksheet, top: u32) {
    for (row, cells) in (top..).zip(LIST) {
        for (col, text) in (0..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, col, number).unwrap(),
                Err(_) => sheet.write(row, col, text).unwrap(),
            };
        }
    }
}

/// The list as .xls: every cell a shared string.
fn xls() -> Vec<u8> {
    let texts: Vec<&str> = LIST.iter().flatten().copied().collect();
    let mut records = Vec::new();
    for (index, (row, col)) in
        (0_u32..).zip((0_u16..4).flat_map(|row| (0_u16..4).map(move |col| (row, col))))
    {
        records.extend(make::record(
            0xFD,
            &[&make::place(row, col, 0), &index.to_le_bytes()],
        ));
    }
    make::xls(&make::shared_strings(&texts), &records)
}

fn ods(attributes: [&str; 4]) -> Vec<u8> {
    let cell = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |(cells, attributes): (&[&str; 4], &str)| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row{attributes}>{cells}</table:table-row>")
    };
    make::ods_rows(&LIST.iter().zip(attributes).map(row).collect::<String>())
}

#[test]
fn the_content_decides_not_the_ending() {
    let mut book = Workbook::new();
    write_list(book.add_worksheet(), 0);
    let xlsx = book.save_to_buffer().unwrap();
    for (name, bytes) in [
        ("a.xlsx", xlsx.clone()),
        ("a.xls", xlsx.clone()),
        ("a", xlsx.clone()),
        ("a.xls", xls()),
        ("a.xlsx", xls()),
        ("a.ods", ods([""; 4])),
        ("a.xlsx", ods([""; 4])),
    ] {
        assert_eq!(positions(&read(name, bytes).0), READ, "{name}");
    }
    let half = xlsx.len() / 2;
    for (name, bytes) in [
        ("a.xlsx", Vec::new()),
        ("a.xlsx", "Danh mục vị trí việc làm".as_bytes().to_vec()),
        (
            "a.xls",
            b"<html><body><table></table></body></html>".to_vec(),
        ),
        (
            "a.xls",
            make::package(&[("word/document.xml", "<document/>")]),
        ),
        ("a.xlsx", xlsx[..half].to_vec()),
        ("a.xls", xls()[..1000].to_vec()),
    ] {
        let refused = engine().read(&[Submitted::new(name, bytes)], &ReadingManner::default());
        assert!(matches!(refused, Err(Error::Open(_))), "{name}");
    }
}

#[test]
fn merged_headers_of_every_format() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (col, heading) in [(0, "STT"), (1, "Mã VTVL"), (2, "Tên vị trí việc làm")] {
        sheet.merge_range(2, col, 3, col, heading, &plain).unwrap();
    }
    sheet
        .merge_range(0, 0, 0, 4, "DANH MỤC VỊ TRÍ VIỆC LÀM", &plain)
        .unwrap();
    sheet.merge_range(2, 3, 2, 4, "Biên chế", &plain).unwrap();
    sheet
        .write(3, 3, "Đề xuất")
        .unwrap()
        .write(3, 4, "Có mặt")
        .unwrap();
    for (row, name) in [(4, "Trưởng phòng"), (5, "Chuyên viên")] {
        sheet
            .write(row, 0, row - 3)
            .unwrap()
            .write(row, 1, format!("A-0{}", row - 3))
            .unwrap();
        sheet
            .write(row, 2, name)
            .unwrap()
            .write(row, 3, 2)
            .unwrap()
            .write(row, 4, 1)
            .unwrap();
    }
    let (dossier, _) = read("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().header, (2, 3));
    assert_eq!(
        positions(&dossier),
        ["A-01 | Trưởng phòng | 2", "A-02 | Chuyên viên | 2"]
    );
    assert_eq!(dossier.entries(Entity::Position)[0].text("hien_co"), "1");

    // In an .xls a merged area is a record of the sheet: the title of the list over its columns.
    let texts: Vec<&str> = ["DANH MỤC VỊ TRÍ VIỆC LÀM"]
        .into_iter()
        .chain(LIST.iter().flatten().copied())
        .collect();
    let mut records = make::record(0xFD, &[&make::place(0, 0, 0), &0_u32.to_le_bytes()]);
    for (index, (row, col)) in
        (1_u32..).zip((1_u16..5).flat_map(|row| (0_u16..4).map(move |col| (row, col))))
    {
        records.extend(make::record(
            0xFD,
            &[&make::place(row, col, 0), &index.to_le_bytes()],
        ));
    }
    records.extend(make::record(0xE5, &[&[1, 0], &[0, 0, 0, 0, 0, 0, 3, 0]]));
    assert_eq!(
        positions(&read("a.xls", make::xls(&make::shared_strings(&texts), &records)).0),
        READ
    );
}

#[test]
fn what_is_hidden_is_read_and_told() {
    let mut book = Workbook::new();
    let remnant = book.add_worksheet().set_name("Kangatang").unwrap();
    remnant.set_very_hidden(true).write(0, 0, "x").unwrap();
    let sheet = book.add_worksheet().set_name("Danh mục").unwrap();
    write_list(sheet, 0);
    sheet
        .set_row_hidden(2)
        .unwrap()
        .set_column_hidden(3)
        .unwrap()
        .set_active(true);
    let (dossier, remarks) = read("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(positions(&dossier), READ);
    assert_eq!(
        codes(&remarks),
        ["hidden-sheet", "hidden-columns", "hidden-rows"],
        "{remarks:?}"
    );

    let hidden = r#" table:visibility="collapse""#;
    let (dossier, remarks) = read("a.ods", ods(["", "", hidden, ""]));
    assert_eq!(positions(&dossier), READ);
    assert_eq!(codes(&remarks), ["hidden-rows"], "{remarks:?}");
    assert_eq!(remarks[0].cells[0].to_string(), "'A'!A3");
}

#[test]
fn a_print_area_that_ends_too_early() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Danh mục").unwrap();
    write_list(sheet, 0);
    sheet.set_print_area(0, 0, 2, 3).unwrap();
    let (dossier, remarks) = read("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(positions(&dossier), READ);
    assert_eq!(codes(&remarks), ["print-area"]);
    assert!(remarks[0].sentence.contains("dòng 4"), "{remarks:?}");

    // The same of a table that is no part of the proposal.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("CBCC").unwrap();
    for (col, heading) in (0..).zip([
        "Số TT",
        "Tên cơ quan, tổ chức",
        "Biên chế giao năm 2026",
        "Biên chế có mặt",
    ]) {
        sheet.write(0, col, heading).unwrap();
    }
    for (row, name) in [(1, "Sở Nội vụ"), (2, "Sở Tài chính")] {
        sheet
            .write(row, 0, row)
            .unwrap()
            .write(row, 1, name)
            .unwrap();
        sheet.write(row, 2, 57).unwrap().write(row, 3, 55).unwrap();
    }
    sheet.set_print_area(0, 0, 1, 3).unwrap();
    let (_, remarks) = read("a.xlsx", book.save_to_buffer().unwrap());
    let mut told = codes(&remarks);
    told.sort_unstable();
    assert_eq!(
        told,
        ["no-proposal", "other-form", "print-area"],
        "{remarks:?}"
    );
}

#[test]
fn formulas_without_values_and_cached_errors() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Danh mục").unwrap();
    write_list(sheet, 0);
    sheet
        .write(1, 3, Formula::new("SUM(1,1)").set_result("#REF!"))
        .unwrap();
    sheet
        .write(6, 5, Formula::new("A1/0").set_result("#DIV/0!"))
        .unwrap();
    let (dossier, remarks) = read("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(
        dossier.entries(Entity::Position)[0].text("so_nguoi"),
        "#REF!"
    );
    assert_eq!(
        codes(&remarks),
        ["unreadable-value", "error-cell"],
        "{remarks:?}"
    );
    assert_eq!(remarks[1].cells[0].to_string(), "'Danh mục'!F7");

    let text = "# sheet: Danh mục\nSTT | Mã VTVL | Tên vị trí việc làm | Số người\n1 | A-01 | Trưởng phòng | =SUM(1,1)\n\
        2 | A-02 | Chuyên viên | 3\n| Tổng cộng | | =SUM(D2:D3)";
    let bytes = crate::support::Sheets::parse(text).unwrap().to_xlsx();
    let (dossier, remarks) = read("a.xlsx", bytes);
    let cell = dossier.entries(Entity::Position)[0]
        .leaf("so_nguoi")
        .unwrap();
    assert!(
        !cell.value.is_blank() && cell.value.number().is_none(),
        "neither blank nor zero: {:?}",
        cell.value
    );
    assert_eq!(codes(&remarks), ["unreadable-value"], "{remarks:?}");
}

#[test]
fn annexes_that_disagree_are_joined_by_name() {
    let mut list = crate::support::sample("so-nong-nghiep-2021");
    let mut duties = crate::support::sample("so-nong-nghiep-2021");
    list.remove_sheet("Mô tả công việc");
    duties
        .sheets
        .retain(|sheet| sheet.name == "Mô tả công việc");
    for row in 75..=77 {
        duties.set("Mô tả công việc", &format!("A{row}"), "TC.13");
    }
    let files = [
        Submitted::new("1.xlsx", list.to_xlsx()),
        Submitted::new("2.xlsx", duties.to_xlsx()),
    ];
    let appraisal = engine()
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap();
    assert_eq!(appraisal.counts.violation, 0);
    let json = serde_json::to_value(&appraisal).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let told = findings
        .iter()
        .find(|finding| finding["rule"] == "nhat-quan/mo-ta-ma-khop")
        .unwrap();
    // Both sides, each in its file.
    let cells = told["cells"].to_string();
    assert!(
        cells.contains("[2.xlsx]") && told.to_string().contains("TC.13"),
        "{told}"
    );
    assert!(
        findings
            .iter()
            .all(|finding| finding["rule"] != "nhat-quan/mo-ta-co-vi-tri"),
        "{findings:?}"
    );
}

#[test]
fn a_file_of_157_sheets() {
    let mut book = Workbook::new();
    for n in 1..157_u16 {
        let sheet = book.add_worksheet().set_name(format!("T{n}")).unwrap();
        sheet
            .write(0, 0, "Bảng chấm công")
            .unwrap()
            .write(1, 0, "Họ tên")
            .unwrap();
        sheet
            .write(1, 1, 1)
            .unwrap()
            .write(2, 0, "Nguyễn Văn A")
            .unwrap()
            .write(2, 1, "x")
            .unwrap();
    }
    write_list(book.add_worksheet().set_name("Danh mục VTVL").unwrap(), 0);
    let (dossier, remarks) = read("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(positions(&dossier), READ);
    assert_eq!(
        codes(&remarks),
        ["unknown-sheet"],
        "one remark for all of them"
    );
    assert!(
        remarks[0].sentence.contains("và 152 trang khác"),
        "{}",
        remarks[0].sentence
    );
}

/// The list as the stream of an .xls that says a code page, or none.
fn stream(page: Option<u16>) -> Vec<u8> {
    let texts: Vec<&str> = LIST.iter().flatten().copied().collect();
    let cells = (0_u32..).zip((0_u16..4).flat_map(|row| (0_u16..4).map(move |col| (row, col))));
    let label = |(index, (row, col)): (u32, (u16, u16))| {
        make::record(0xFD, &[&make::place(row, col, 0), &index.to_le_bytes()])
    };
    let page = page
        .map(|page| make::record(0x42, &[&page.to_le_bytes()]))
        .unwrap_or_default();
    make::biff(
        &[page, make::shared_strings(&texts)].concat(),
        &cells.map(label).collect::<Vec<_>>().concat(),
    )
}

/// Text of BIFF8 is UTF-16, whatever code page the workbook says; before, the page counts where it
/// is known.
#[test]
fn an_xls_of_any_code_page() {
    for page in [
        None,
        Some(1258),
        Some(1252),
        Some(1200),
        Some(65001),
        Some(0),
        Some(437),
        Some(0xFFFF),
    ] {
        let bytes = make::compound(&[("/Workbook", &stream(page))]);
        assert_eq!(positions(&read("a.xls", bytes).0), READ, "{page:?}");
    }
    // Excel 5: letters of one byte, here those of Windows in Vietnam (a vowel, then its tone).
    for (page, bytes, wanted) in [
        (1258_u16, &b"ti\xCCnh"[..], "tình"),
        (0, b"\xA9", "©"),
        (1252, b"\xE9", "é"),
        (65001, b"abc", "abc"),
    ] {
        let end = make::record(0x0A, &[]);
        let bound = |at: u32| make::record(0x85, &[&at.to_le_bytes(), &[0, 0, 1, b'A']]);
        let page = make::record(0x42, &[&page.to_le_bytes()]);
        let head = |at: u32| {
            [
                make::record(0x809, &[&[0, 5, 5, 0]]),
                page.clone(),
                bound(at),
                end.clone(),
            ]
            .concat()
        };
        let at = u32::try_from(head(0).len()).unwrap();
        let length = u16::try_from(bytes.len()).unwrap().to_le_bytes();
        let label = make::record(0x204, &[&make::place(0, 0, 0), &length, bytes]);
        let stream = [
            head(at),
            make::record(0x809, &[&[0, 5, 0x10, 0]]),
            label,
            end,
        ]
        .concat();
        let book = vtvl::cells::open(
            &make::compound(&[("/BOOK", &stream)]),
            &vtvl::cells::Limits::default(),
        )
        .unwrap();
        assert_eq!(book.sheets[0].value(0, 0).to_string(), wanted);
    }
}

#[test]
fn an_xls_that_is_packed_untidily() {
    let bytes = make::compound(&[("/wORKBOOK", &stream(None))]);
    let directory =
        512 + 512 * usize::try_from(u32::from_le_bytes(bytes[48..52].try_into().unwrap())).unwrap();
    assert!(bytes.len() < 5_000, "a small stream");
    for size in [1, 63, 65, 700] {
        let mut odd = bytes.clone();
        let of_root = directory + 120;
        let old = u32::from_le_bytes(odd[of_root..of_root + 4].try_into().unwrap());
        odd[of_root..of_root + 4].copy_from_slice(&(old + size - 64).to_le_bytes());
        assert_eq!(positions(&read("a.xls", odd).0), READ, "{size}");
    }
    let trailing = [bytes, vec![0; 77]].concat();
    assert_eq!(positions(&read("a.xls", trailing).0), READ);
}
