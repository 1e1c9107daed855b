//! What facts say of a small proposal, at which cells, and what they leave unsaid.

mod called;

use std::sync::LazyLock;

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::book::Book;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::dictionary::embedded_forms;
use crate::dossier::Dossier;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::law;
use crate::law::Law;
use crate::law::Ruleset;
use crate::measure::Datum;
use crate::measure::subjects;
use crate::measure::take;

static LAW: LazyLock<Law> =
    LazyLock::new(|| law::load(&Book::embedded(), &embedded_forms()).unwrap());

fn ruleset(profile: &str, year: i16) -> Ruleset<'static> {
    LAW.on(date(year, 9, 10), &LAW.profiles[profile], None)
}

fn dossier(sheets: &[(&str, &str)]) -> Dossier {
    let sheets: Vec<Sheet> = sheets
        .iter()
        .enumerate()
        .map(|(index, (name, text))| sheet(index, name, text))
        .collect();
    read_all(sheets).0
}

/// What each fact says of each subject of a kind, subject by subject.
fn said_by(ruleset: &Ruleset<'_>, sheets: &[(&str, &str)], kind: &str, keys: &[&str]) -> String {
    let dossier = dossier(sheets);
    let facts = take(&dossier, ruleset);
    let of_all = subjects(&dossier, &LAW.subjects[kind], ruleset).map(|subject| {
        let said = keys.iter().map(|key| {
            let fact = facts.of(key, &subject);
            let cells = fact.trace.iter().map(Addr::local).collect::<Vec<_>>();
            format!("{} @{}", fact.shown(false), cells.join(","))
        });
        format!(
            "{}: {}",
            subject.code(),
            said.collect::<Vec<_>>().join("; ")
        )
    });
    of_all.collect::<Vec<_>>().join("\n")
}

fn said(sheets: &[(&str, &str)], kind: &str, keys: &[&str]) -> String {
    said_by(&ruleset("cong-chuc", 2021), sheets, kind, keys)
}

const POSITIONS: (&str, &str) = (
    "Danh mục VTVL",
    "STT | Mã VTVL | Tên vị trí việc làm | Đơn vị | Phân loại theo khối lượng công việc | Số người | VTVL kiêm nhiệm
     1 | A-01 | Tổ chức bộ máy | Phòng Một | Một người đảm nhận | #1 |
     2 | A-02 | Thi đua khen thưởng | Phòng Một | Kiêm nhiệm | | A-01
     3 | A-03 | Cải cách hành chính | Phòng Hai | Nhiều người đảm nhận | #2 |
     4 | A-04 | Theo dõi phong trào | Phòng Một | Kiêm nhiệm | | A-01",
);

const TASKS: (&str, &str) = (
    "Thống kê công việc",
    "STT | Chức năng, nhiệm vụ | Công việc | Số lượng/năm | Giờ/sản phẩm | Tổng giờ/năm | Mã VTVL
     1 | Tổ chức | Lập đề án tổ chức | #10 | #100 | #1000 | A-01
     2 | Thi đua | Tham mưu phong trào | #10 | #30 | #300 | A-02
     3 | Thi đua | Trình khen thưởng | #10 | #20 | | A-02
     4 | Cải cách | Đo lường cải cách | #10 | #50 | #500 | A-03
     5 | Cải cách | Báo cáo cải cách | #10 | #60 | #600 | A-03
     6 | Phong trào | Tổng hợp phong trào | #4 | #10 | #40 | A-04",
);

#[test]
fn hours_are_added_and_a_blank_among_them_is_pointed_at() {
    assert_eq!(
        said(
            &[POSITIONS, TASKS],
            "vi_tri",
            &["so_cong_viec", "gio_cong_viec"]
        ),
        "A-01: 1 @C2; 1000 @F2\nA-02: 2 @C3,C4; (để trống) @F4\nA-03: 2 @C5,C6; 1100 @F5,F6\n\
         A-04: 1 @C7; 40 @F7"
    );
}

#[test]
fn what_another_position_is_asked_about_does_not_pass_to_this_one() {
    let full = TASKS.1.replace("#20 | |", "#20 | #200 |");
    assert_eq!(
        said(
            &[POSITIONS, (TASKS.0, &full)],
            "vi_tri",
            &["gio_duoc_ganh", "gio_cong_viec", "gio_ca_kiem_nhiem"]
        ),
        "A-01: 540 @F3,F4,F7; 1000 @F2; 1540 @F2,F3,F4,F7\n\
         A-02: 0 @; 500 @F3,F4; 500 @F3,F4\n\
         A-03: 0 @; 1100 @F5,F6; 1100 @F5,F6\n\
         A-04: 0 @; 40 @F7; 40 @F7"
    );
}

/// The position that carries another is asked about right before it.
#[test]
fn hours_that_are_carried_are_not_those_of_the_position_that_is_carried() {
    let only = |table: (&str, &str), codes: [&str; 2]| {
        let is_of = |line: &&str| line.contains("STT") || codes.iter().any(|c| line.contains(c));
        let lines: Vec<&str> = table.1.lines().filter(is_of).collect();
        lines.join("\n")
    };
    let positions = only(POSITIONS, ["| A-01 | Tổ", "| A-04 |"]);
    let sheets = [(POSITIONS.0, positions.as_str()), TASKS];
    assert_eq!(
        said(&sheets, "vi_tri", &["gio_ca_kiem_nhiem", "gio_duoc_ganh"]),
        "A-01: 1040 @F2,F7; 40 @F7\nA-04: 40 @F7; 0 @"
    );
    assert_eq!(
        said(&sheets, "vi_tri", &["gio_duoc_ganh"]),
        "A-01: 40 @F7\nA-04: 0 @"
    );
}

#[test]
fn what_carries_a_position_is_found_by_code_or_by_name() {
    let keys = ["so_vi_tri_ganh_theo_ma", "so_vi_tri_ganh_theo_ten"];
    let by_name = POSITIONS.1.replace("| | A-01", "| | Tổ chức bộ máy");
    let of_second = |text: &str| {
        let said = said(&[(POSITIONS.0, text)], "vi_tri", &keys);
        said.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(of_second(POSITIONS.1), "A-02: 1 @C2; 0 @");
    assert_eq!(of_second(&by_name), "A-02: 0 @; 1 @C2");
}

#[test]
fn years_are_full_ones_and_negative_before_the_day() {
    let years = |day: &str| {
        let text = format!(
            "Nội dung | Giá trị
             Tên cơ quan, đơn vị | Sở Nội vụ tỉnh Lam Giang
             Ngày trình | 10/09/2021
             Ngày quyết định sắp xếp tổ chức | {day}"
        );
        said(
            &[("Thông tin chung", &text)],
            "ho_so",
            &["so_nam_tu_ngay_sap_xep"],
        )
    };
    assert_eq!(years("10/09/2018"), ": 3 @B4");
    assert_eq!(years("11/09/2018"), ": 2 @B4");
    assert_eq!(years("10/09/2021"), ": 0 @B4");
    assert_eq!(years("11/09/2021"), ": -1 @B4");
    assert_eq!(years("11/09/2022"), ": -2 @B4");
}

#[test]
fn the_day_some_years_after_a_day_is_told() {
    let text = "Nội dung | Giá trị
        Tên cơ quan, đơn vị | Sở Nội vụ tỉnh Lam Giang
        Ngày quyết định sắp xếp tổ chức | 29/02/2020";
    assert_eq!(
        said(
            &[("Thông tin chung", text)],
            "ho_so",
            &["het_3_nam_sap_xep"]
        ),
        ": 28/02/2023 @B3"
    );
}

#[test]
fn what_became_of_an_act_that_is_named_is_told() {
    let basis = |act: &str| {
        let text =
            format!("STT | Căn cứ pháp lý | Số, ký hiệu\n1 | Nghị định về vị trí việc làm | {act}");
        said(&[("Căn cứ pháp lý", &text)], "can_cu", &["can_cu_hieu_luc"])
    };
    assert_eq!(basis("62/2020/NĐ-CP"), "62/2020/NĐ-CP: (để trống) @C2");
    assert_eq!(
        basis("36/2013/NĐ-CP"),
        "36/2013/NĐ-CP: Nghị định số 36/2013/NĐ-CP đã được thay thế bởi Nghị định số \
         62/2020/NĐ-CP từ ngày 20/07/2020 @C2"
    );
}

#[test]
fn people_of_the_units_inside_a_unit_are_its_own() {
    let units = "STT | Mã đơn vị | Tên đơn vị | Loại đơn vị | Đơn vị cấp trên | Số người đề xuất
        1 | CC | Chi cục Trồng trọt | Chi cục | | #4
        2 | HC | Phòng Hành chính | Phòng thuộc chi cục | Chi cục Trồng trọt | #3
        3 | TC | Phòng Tổ chức | Phòng | | #5";
    let positions = "STT | Mã VTVL | Tên vị trí việc làm | Đơn vị | Số người
        1 | A-01 | Chi cục trưởng | Chi cục Trồng trọt | #1
        2 | A-02 | Văn thư | HC | #3
        3 | A-03 | Tổ chức bộ máy | Phòng Tổ chức | #5";
    assert_eq!(
        said(
            &[("Cơ cấu tổ chức", units), ("Danh mục VTVL", positions)],
            "don_vi",
            &["so_nguoi_vi_tri_ghi_don_vi", "so_vi_tri_rieng"]
        ),
        "CC: 4 @E2,E3; 1 @C2\nHC: 3 @E3; 1 @C3\nTC: 5 @E4; 1 @C4"
    );
}

/// Codes that both annexes know decide; where neither knows the other's, names do.
#[test]
fn a_description_is_found_by_its_code_and_by_its_name_only_where_codes_are_strange() {
    let positions = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Tổ chức bộ máy | #1
        2 | A-02 | Văn thư | #1
        3 | | Thủ quỹ | #1
        4 | A-04 | Kế toán | #1";
    let duties = "STT | Mã VTVL | Tên vị trí việc làm | Nhiệm vụ
        1 | A-01 | Tổ chức bộ máy | Xây dựng đề án tổ chức
        2 | A-01 | Văn thư | Quản lý biên chế của cơ quan
        3 | X-03 | Thủ quỹ | Quản lý quỹ tiền mặt
        4 | X-04 | Kế toán | Lập báo cáo quyết toán
        5 | | Văn thư | Quản lý văn bản đến, văn bản đi";
    assert_eq!(
        said(
            &[("Danh mục VTVL", positions), ("Mô tả công việc", duties)],
            "vi_tri",
            &["so_mo_ta"]
        ),
        "A-01: 2 @D2,D3\nA-02: 1 @D6\n: 1 @D4\nA-04: 1 @D5"
    );
}

/// Descriptions and frameworks are found in the same way, each in its own table.
#[test]
fn what_matches_alike_in_two_tables_is_told_of_each() {
    let duties = "STT | Mã VTVL | Tên vị trí việc làm | Nhiệm vụ
        1 | A-01 | Tổ chức bộ máy | Xây dựng đề án tổ chức
        2 | A-01 | Tổ chức bộ máy | Quản lý biên chế của cơ quan";
    let needs = "STT | Mã VTVL | Tên vị trí việc làm | Nhóm năng lực | Năng lực | Cấp độ
        1 | A-03 | Cải cách hành chính | Năng lực chung | Giao tiếp | #2
        2 | A-03 | Cải cách hành chính | Năng lực chung | Soạn thảo | #2
        3 | A-01 | Tổ chức bộ máy | Năng lực chung | Giao tiếp | #2";
    assert_eq!(
        said(
            &[
                POSITIONS,
                ("Mô tả công việc", duties),
                ("Khung năng lực", needs)
            ],
            "vi_tri",
            &["so_mo_ta", "so_khung_nang_luc"]
        ),
        "A-01: 2 @D2,D3; 1 @E4\nA-02: 0 @; 0 @\nA-03: 0 @; 2 @E2,E3\nA-04: 0 @; 0 @"
    );
}

/// A position that is described by its code may be described by its name too, but not under a code
/// that is another's.
#[test]
fn a_description_without_a_code_counts_beside_those_with_it() {
    let duties = "STT | Mã VTVL | Tên vị trí việc làm | Nhiệm vụ
        1 | A-01 | Tổ chức bộ máy | Xây dựng đề án tổ chức
        2 | | Tổ chức bộ máy | Quản lý biên chế của cơ quan
        3 | X-09 | Tổ chức bộ máy | Quản lý quỹ tiền mặt";
    let nameless = "STT | Tên vị trí việc làm | Nhiệm vụ
        1 | Tổ chức bộ máy | Theo dõi phong trào thi đua";
    let (first, second) = (("Mô tả công việc", duties), ("Mô tả CV", nameless));
    let of_first = |sheets: &[(&str, &str)]| {
        let said = said(sheets, "vi_tri", &["so_mo_ta"]);
        said.lines().next().unwrap().to_owned()
    };
    assert_eq!(of_first(&[POSITIONS, first]), "A-01: 2 @D2,D3");
    assert_eq!(of_first(&[POSITIONS, first, second]), "A-01: 3 @D2,D3,C2");
}

/// One row for certain, whatever the other one is meant to be.
#[test]
fn a_count_that_is_left_open_says_how_many_there_are_for_certain() {
    let needs = "STT | Mã VTVL | Tên vị trí việc làm | Nhóm năng lực | Năng lực | Cấp độ
        1 | A-01 | Tổ chức bộ máy | Năng lực chung | Giao tiếp | #2
        2 | A-01 | Tổ chức bộ máy | Năng lực khác lạ | Soạn thảo | #2";
    let (dossier, ruleset) = (
        dossier(&[POSITIONS, ("Khung năng lực", needs)]),
        ruleset("cong-chuc", 2021),
    );
    let facts = take(&dossier, &ruleset);
    let all = &mut subjects(&dossier, &LAW.subjects["vi_tri"], &ruleset);
    let first = &all.next().unwrap();
    let fact = facts.of("so_nang_luc_chung", first);
    assert_eq!((fact.number(), fact.least), (None, Some(Decimal::ONE)));
}

#[test]
fn a_number_is_taken_from_the_other_table_only_where_both_tell_one() {
    let of = |deputies: &str, keys: &[&'static str]| {
        let units = format!(
            "STT | Mã đơn vị | Tên đơn vị | Loại đơn vị | Số người đề xuất | Số cấp phó
            1 | TC | Phòng Tổ chức | Phòng | #9 | {deputies}"
        );
        let positions = "STT | Mã VTVL | Tên vị trí việc làm | Đơn vị | Nhóm VTVL | Số người
            1 | A-01 | Phó Trưởng phòng | Phòng Tổ chức | Lãnh đạo, quản lý | #2";
        let (dossier, ruleset) = (
            dossier(&[("Cơ cấu tổ chức", &units), ("Danh mục VTVL", positions)]),
            ruleset("cong-chuc", 2021),
        );
        let facts = take(&dossier, &ruleset).retold(&keys.iter().copied().collect());
        let units = &mut subjects(&dossier, &LAW.subjects["don_vi"], &ruleset);
        let unit = &units.next().unwrap();
        facts.of("so_cap_pho_khai", unit).shown(false)
    };
    assert_eq!(of("#1", &[]), "1");
    assert_eq!(of("#1", &["so_cap_pho_khai"]), "2");
    assert_eq!(of("", &["so_cap_pho_khai"]), "(để trống)");
}

#[test]
fn a_cell_that_names_several_is_any_of_them_and_one_name_is_a_text() {
    let tasks = "STT | Chức năng, nhiệm vụ | Công việc | Tổng giờ/năm | Mã VTVL
        1 | Tổ chức | Lập đề án tổ chức | #1000 | A-01; A-03
        2 | Thi đua | Tham mưu phong trào | #300 | A-02";
    let (dossier, ruleset) = (
        dossier(&[("Thống kê công việc", tasks)]),
        ruleset("cong-chuc", 2021),
    );
    let facts = take(&dossier, &ruleset);
    let said = subjects(&dossier, &LAW.subjects["cong_viec"], &ruleset)
        .map(|task| facts.of("cong_viec_ma_vtvl", &task).value.clone());
    let names = ["A-01; A-03", "A-01", "A-03"].map(str::to_owned);
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            Ok(Datum::Names(names.to_vec())),
            Ok(Datum::Text("A-02".to_owned()))
        ]
    );
}

#[test]
fn a_code_on_no_list_is_not_one_that_cannot_be_read() {
    let of = |profile: &str, year: i16, columns: &str, values: &str, key: &str| {
        let positions =
            format!("STT | Mã VTVL | Tên vị trí việc làm | {columns}\n1 | A-01 | {values}");
        let sheets = [("Danh mục VTVL", positions.as_str())];
        said_by(&ruleset(profile, year), &sheets, "vi_tri", &[key])
    };
    let rank = |values: &str| {
        of(
            "cong-chuc",
            2021,
            "Mã ngạch | Số người",
            values,
            "ten_ngach_theo_ma",
        )
    };
    assert_eq!(rank("Kế toán | 06.031 | #1"), "A-01: Kế toán viên @D2");
    assert_eq!(
        rank("Kế toán | 99.999 | #1"),
        "A-01: (không có trong danh mục) @D2"
    );
    let item = |values: &str| of("vien-chuc", 2026, "Số người", values, "muc_duoc_goi");
    assert_eq!(item("Kế toán | #1"), "A-01: Kế toán @C2");
    assert_eq!(
        item("Thợ lặn biển | #1"),
        "A-01: (không có trong danh mục) @C2"
    );
}

#[test]
fn words_in_a_name_tell_what_it_is_of() {
    let positions = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Phó Trưởng phòng | #1
        2 | A-02 | Chuyên viên tổng hợp | #1";
    assert_eq!(
        said(
            &[("Danh mục VTVL", positions)],
            "vi_tri",
            &["chuc_danh_lanh_dao"]
        ),
        "A-01: Trưởng phòng, Phó Trưởng phòng @C2\nA-02: (để trống) @C3"
    );
}

#[test]
fn a_cell_of_several_codes_is_held_against_each() {
    let tasks = "STT | Chức năng, nhiệm vụ | Công việc | Tổng giờ/năm | Mã VTVL
        1 | Tổ chức | Lập đề án tổ chức | #1000 | A-01; A-03
        2 | Thi đua | Tham mưu phong trào | #300 | A-02; B-07
        3 | Thi đua | Trình khen thưởng | #200 | Thi đua khen thưởng";
    let sheets = [POSITIONS, ("Thống kê công việc", tasks)];
    assert_eq!(
        said(&sheets, "vi_tri", &["so_cong_viec"]),
        "A-01: 1 @C2\nA-02: 1 @C3\nA-03: 1 @C2\nA-04: 0 @"
    );
    assert_eq!(
        said(&sheets, "cong_viec", &["ma_la_cua_cong_viec"]),
        "1: (để trống) @E2\n2: B-07 @E3\n3: (để trống) @E4"
    );
}

#[test]
fn the_document_that_a_cell_names_has_a_number_and_a_day() {
    let named = |text: &str| {
        let text = format!(
            "Nội dung | Giá trị
             Tên cơ quan, đơn vị | Sở Nội vụ tỉnh Lam Giang
             Số, ký hiệu văn bản đề nghị | {text}"
        );
        said(
            &[("Thông tin chung", &text)],
            "ho_so",
            &["so_van_ban_de_nghi", "ngay_ghi_van_ban_de_nghi"],
        )
    };
    assert_eq!(
        named("Tờ trình số 214/TTr-SNV ngày 10/9/2021"),
        ": 214/TTr-SNV @B3; 10/09/2021 @B3"
    );
    assert_eq!(
        named("214/TTr-SNV ngày 10/9/2021, 215/TTr-SNV ngày 11/9/2021"),
        ": (để trống) @B3; (để trống) @B3"
    );
}

fn nearest_to(code: &str) -> String {
    let positions = format!(
        "STT | Mã VTVL | Tên vị trí việc làm | Ngạch | Mã ngạch | Số người
        1 | A-01 | Kế toán | Kế toán viên | {code} | #1"
    );
    let sheets = [("Danh mục VTVL", positions.as_str())];
    said(&sheets, "vi_tri", &["ma_ngach_gan_nhat"])
}

#[test]
fn the_nearest_code_is_told_with_its_name() {
    // Of two that are as near as each other (06.043 has no name) the one that says more.
    for code in ["60.031", "06.013"] {
        assert_eq!(nearest_to(code), "A-01: 06.031 Kế toán viên @E2", "{code}");
    }
}

#[test]
fn no_code_is_told_as_near_that_shares_little() {
    for code in ["VP-KT", "KTV"] {
        let nearest = nearest_to(code);
        assert!(!nearest.contains("06.031"), "{code}: {nearest}");
        assert!(nearest.ends_with("@E2"), "{code}: {nearest}");
    }
}

#[test]
fn a_note_that_denies_is_not_counted() {
    let counted = |note: &str| {
        let units = format!(
            "STT | Mã đơn vị | Tên đơn vị | Loại đơn vị | Số người đề xuất | Ghi chú
             1 | TC | Phòng Tổ chức | Phòng | #9 | {note}"
        );
        said(
            &[("Cơ cấu tổ chức", &units)],
            "ho_so",
            &["sap_xep_trong_ghi_chu"],
        )
    };
    assert_eq!(counted("sáp nhập từ hai phòng năm 2021"), ": 1 @C2");
    assert_eq!(counted("phòng chưa sáp nhập"), ": 0 @A1");
    assert_eq!(counted("bố trí đủ theo định mức"), ": 0 @A1");
}
