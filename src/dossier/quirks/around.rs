//! Quirks of headers, of ranges and marks, of what stands around and beside a table.

use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dictionary::Entity;
use crate::dossier::messy::area;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

#[test]
fn a_header_of_three_rows_right_of_empty_columns() {
    let mut list = sheet(
        0,
        "Biểu 3",
        "| | DANH MỤC VỊ TRÍ VIỆC LÀM
         | | TT | Tên VTVL | Mã VTVL | Biên chế năm 2022 | |
         | | | | | Đề xuất | Có mặt |
         | | | | | Số biên chế | Tổng số | Nữ
         | | 1 | Trưởng phòng | A-01 | #1 | #1 | #0
         | | 2 | Chuyên viên | A-02 | #3 | #2 | #1",
    );
    list.merges = vec![
        area(0, 2, 0, 7),
        area(1, 2, 3, 2),
        area(1, 3, 3, 3),
        area(1, 4, 3, 4),
        area(1, 5, 1, 7),
        area(2, 6, 2, 7),
    ];
    let (dossier, _) = read_all(vec![list]);
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().header, (1, 3));
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["stt", "ma", "ten", "so_nguoi", "hien_co"]
        ),
        [
            "1 | A-01 | Trưởng phòng | 1 | 1",
            "2 | A-02 | Chuyên viên | 3 | 2"
        ]
    );
}

#[test]
fn index_rows_of_numbers_letters_and_sums() {
    for index in [
        "1 | 2 | 3 | 4 | 5",
        "A | B | C | 1 | 2",
        "(1) | (2) | (3) | (4)=(5)+1 | (5)",
    ] {
        let text = format!(
            "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số người hiện có
            {index}
            1 | A-01 | Trưởng phòng | #1 | #1"
        );
        let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", &text)]);
        assert_eq!(
            show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
            ["A-01 | 1"],
            "{index}"
        );
        assert!(remarks.is_empty(), "{remarks:?}");
    }
}

#[test]
fn an_index_row_from_which_a_column_is_gone() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Mã ngạch | Số người | Số người hiện có
        1 | 2 | 3 | 6 | 7 | 8
        1 | A-01 | Trưởng phòng | 01.003 | #1 | #1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
        ["A-01 | 1"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_blank_heading_over_the_names_is_guessed_and_told() {
    let text = "TT | | Mã VTVL | Số người
        1 | Trưởng phòng Tổng hợp | TP-01 | #1
        2 | Phó Trưởng phòng Tổng hợp | TP-02 | #2
        3 | Chuyên viên tổng hợp | TP-03 | #2";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma"]),
        ["TP-01", "TP-02", "TP-03"]
    );
    assert_eq!(
        dossier.entries(Entity::Position)[0].text("ten"),
        "Trưởng phòng Tổng hợp"
    );
    assert_eq!(codes(&remarks), ["guessed-column"]);
    assert!(
        remarks[0].sentence.contains("Cột B không có tiêu đề"),
        "{remarks:?}"
    );
}

#[test]
fn ranges_and_compounds_stay_as_written_and_are_told() {
    let text =
        "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số người hiện có | Ngạch | Tỷ lệ (%)
        1 | A-01 | Trưởng phòng | 04 - 06 | 2-3 | Chuyên viên chính 50% | 15%
        2 | A-02 | Chuyên viên | 12/12 | 17 tiết/tuần | Chuyên viên 50% | 25 %
        3 | A-03 | Văn thư viên | 01 người | 1 | Văn thư viên | 60,00";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["so_nguoi", "hien_co", "ngach", "ty_le"]
        ),
        [
            "04 - 06 | 2-3 | Chuyên viên chính 50% | 15",
            "12/12 | 17 tiết/tuần | Chuyên viên 50% | 25",
            "1 | 1 | Văn thư viên | 60",
        ]
    );
    assert_eq!(codes(&remarks), ["unreadable-value", "unreadable-value"]);
    let cells: Vec<String> = remarks
        .iter()
        .flat_map(|r| &r.cells)
        .map(Addr::local)
        .collect();
    assert_eq!(cells, ["D2", "D3", "E2", "E3"]);
}

#[test]
fn decimal_commas_and_points_in_one_column() {
    let text = "STT | Ngạch công chức | Mã ngạch | Số người | Tỷ lệ (%)
        1 | Chuyên viên cao cấp | 01.001 | #1 | 2,5
        2 | Chuyên viên chính | 01.002 | #12 | 30.0
        3 | Chuyên viên | 01.003 | #27 | #67.5
        Tổng cộng | | | #40 | 100,00";
    let (dossier, remarks) = read_all(vec![sheet(0, "Cơ cấu ngạch", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Rank), &["ma", "so_nguoi", "ty_le"]),
        ["01.001 | 1 | 2,5", "01.002 | 12 | 30", "01.003 | 27 | 67,5"]
    );
    assert_eq!(
        show(&dossier.tables[&Entity::Rank].totals, &["ty_le"]),
        ["100"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn percentages_that_do_not_sum_stay_as_they_are() {
    let text = "STT | Ngạch công chức | Mã ngạch | Số người | Tỷ lệ (%)
        1 | Chuyên viên chính | 01.002 | #1 | 33,33
        2 | Chuyên viên | 01.003 | #1 | 33,33
        3 | Cán sự | 01.004 | #1 | 33,33
        Tổng cộng | | | #3 | 100,00";
    let (dossier, remarks) = read_all(vec![sheet(0, "Cơ cấu ngạch", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Rank), &["ty_le"]),
        ["33,33", "33,33", "33,33"]
    );
    assert_eq!(
        show(&dossier.tables[&Entity::Rank].totals, &["ty_le"]),
        ["100"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn placeholders_and_numbered_empty_rows_are_no_entries() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Ghi chú
        1 | A-01 | Trưởng phòng | #1 | …………
        2 | ........ | ………… | … |
        3 | | | |
        4 | | | |
        … | | | |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "so_nguoi", "ghi_chu"]
        ),
        ["A-01 | 1 | "]
    );
    assert_eq!(codes(&remarks), ["skipped-row"], "{remarks:?}");
}

#[test]
fn question_marks_and_dashes_in_columns_of_numbers() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số người hiện có
        1 | A-01 | Trưởng phòng | ? | #1
        2 | A-02 | Chuyên viên | #2 | -";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["so_nguoi", "hien_co"]),
        ["? | 1", "2 | "]
    );
    assert_eq!(codes(&remarks), ["unreadable-value"]);
}

#[test]
fn codes_stay_as_they_are_written() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Mã ngạch | Số người
        1 | TP- NVCN-02 | Trưởng phòng | 01.002 | #1
        2 | NA-NLâ-I.01 | Chuyên viên | #12.089 | #1
        3 | 0123 | Văn thư viên | 01003 | #1
        4 | 0123 | Kế toán viên | 06.031 | #1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "ma_ngach"]),
        [
            "TP- NVCN-02 | 01.002",
            "NA-NLâ-I.01 | 12.089",
            "0123 | 01003",
            "0123 | 06.031"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn two_labels_with_values_in_a_row_and_in_one_cell() {
    let text = "THÔNG TIN CHUNG
        1.1 | Tên cơ quan: | Sở Nội vụ tỉnh Bình Minh | 1.2 | Đối tượng: | Công chức
        1.3 | Cơ quan cấp trên trực tiếp: | UBND tỉnh Bình Minh | 1.4 | Năm kế hoạch: | 2022
        1.5 | Biên chế được giao: 57 | | 1.6 | Có mặt: 55 người |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Thông tin chung", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Agency),
            &[
                "ten_co_quan",
                "doi_tuong",
                "co_quan_cap_tren",
                "nam_ke_hoach",
                "so_giao",
                "co_mat"
            ]
        ),
        ["Sở Nội vụ tỉnh Bình Minh | <cong_chuc> | UBND tỉnh Bình Minh | 2022 | 57 | 55"],
        "{remarks:?}"
    );
}

#[test]
fn hidden_sheets_that_hold_data_are_read_and_told() {
    let list = "STT | Mã VTVL | Tên vị trí việc làm | Số người\n1 | A-01 | Trưởng phòng | #1";
    for visibility in [Visibility::Hidden, Visibility::VeryHidden] {
        let mut hidden = sheet(0, "Danh mục", list);
        hidden.visibility = visibility;
        let (dossier, remarks) = read_all(vec![hidden]);
        assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
        assert_eq!(codes(&remarks), ["hidden-sheet"]);
        assert!(
            remarks[0].sentence.contains("bị ẩn nhưng có dữ liệu"),
            "{remarks:?}"
        );
    }
    // A hidden copy does not overrule what is shown.
    let mut old = sheet(
        0,
        "Danh mục cũ",
        &format!("{list}\n2 | A-02 | Chuyên viên | #9"),
    );
    old.visibility = Visibility::Hidden;
    let (dossier, remarks) = read_all(vec![old, sheet(1, "Danh mục", list)]);
    assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
    assert_eq!(
        codes(&remarks),
        ["hidden-sheet", "repeated-form"],
        "{remarks:?}"
    );
}

#[test]
fn a_header_for_machines_below_the_index_row() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        (1) | (2) | (3) | (4)
        stt | ma_vtvl | ten_vtvl | so_nguoi
        1 | A-01 | Trưởng phòng | #1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
        ["A-01 | 1"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn an_unknown_column_comes_with_the_nearest_field() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số người hiện có ở cơ quan năm trước | Màu mực
        1 | A-01 | Trưởng phòng | #1 | #1 | xanh";
    let (_, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    let sentences: Vec<&str> = remarks
        .iter()
        .map(|remark| remark.sentence.as_str())
        .collect();
    assert!(
        sentences[0].contains("gần nhất là “Số người hiện có”"),
        "{sentences:?}"
    );
    assert!(!sentences[1].contains("gần nhất"), "{sentences:?}");
    assert!(sentences[1].contains("Màu mực"), "{sentences:?}");
}

#[test]
fn levels_as_a_mark_with_the_numbers_in_words() {
    let text = "TT | Mã VTVL | Nhóm năng lực | Tên năng lực | Cấp độ 1 | Cấp độ 2 | Cấp độ 3 | Cấp độ 4 | Cấp độ 5
        1 | A-01 | Năng lực chung | Giao tiếp | | | X | |
        2 | A-01 | Năng lực chung | Ngoại ngữ | | ✓ | | |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Khung năng lực", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Competency), &["ten", "cap_do"]),
        ["Giao tiếp | 3", "Ngoại ngữ | 2"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_position_whose_ranks_are_split_over_two_rows() {
    let mut list = sheet(
        0,
        "Tỷ lệ VTVL",
        "TT | Tên VTVL | Ngạch công chức | Mã VTVL | Số biên chế
         1 | Phó Trưởng phòng | Chuyên viên chính 50% | A-02 | 4
         | | Chuyên viên 50% | |
         2 | Trưởng phòng | Chuyên viên chính | A-01 | 1",
    );
    list.merges = vec![
        area(1, 0, 2, 0),
        area(1, 1, 2, 1),
        area(1, 3, 2, 3),
        area(1, 4, 2, 4),
    ];
    let (dossier, remarks) = read_all(vec![list]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ngach", "so_nguoi"]
        ),
        [
            "A-02 | Chuyên viên chính 50%; Chuyên viên 50% | 4",
            "A-01 | Chuyên viên chính | 1"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_title_that_is_a_heading_too_has_no_value_below() {
    let text = "VỊ TRÍ VIỆC LÀM
        (Kèm theo Tờ trình của Sở Nội vụ)
        Mục tiêu vị trí:
        Tham mưu tổng hợp.
        TT | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)
        1 | Tổng hợp | Viết báo cáo | #60
        - Quan hệ công việc với các phòng
        2 | Văn thư | Chuyển văn bản | #40";
    let (dossier, _) = read_all(vec![sheet(0, "Mô tả công việc", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ten_vtvl", "muc_tieu", "ten"]
        ),
        [
            "∅ | Tham mưu tổng hợp. | Tổng hợp",
            "∅ | Tham mưu tổng hợp. | Văn thư"
        ]
    );
}

#[test]
fn a_section_in_a_table_of_tasks_does_not_end_it() {
    // Titles of other forms are titles of sections here: no header follows them.
    let text = "TT | Công việc | Đơn vị thực hiện | Sản phẩm đầu ra | Tổng giờ/năm
        A | CƠ CẤU TỔ CHỨC
        1 | Thẩm định đề án | Phòng A | Báo cáo | #10
        DANH MỤC VỊ TRÍ VIỆC LÀM
        2 | Rà soát danh mục | Phòng A | Danh mục | #20
        KHUNG NĂNG LỰC
        3 | Xây dựng khung năng lực | Phòng A | Khung | #30";
    let (dossier, _) = read_all(vec![sheet(0, "Thống kê công việc", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Task), &["stt", "tong_gio"]),
        ["1 | 10", "2 | 20", "3 | 30"]
    );
}

#[test]
fn positions_under_the_title_of_the_summary() {
    let text = "TỔNG HỢP VỊ TRÍ VIỆC LÀM
        TT | Vị trí việc làm | Số lượng vị trí | Số biên chế
        1 | Giám đốc Sở | #1 | #1
        2 | Phó Giám đốc Sở | #1 | #2
        3 | Chuyên viên tổng hợp | #1 | #4";
    let (dossier, _) = read_all(vec![sheet(0, "PL4", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ten", "so_nguoi"]),
        [
            "Giám đốc Sở | 1",
            "Phó Giám đốc Sở | 2",
            "Chuyên viên tổng hợp | 4"
        ]
    );
    assert!(dossier.entries(Entity::Group).is_empty());
}
