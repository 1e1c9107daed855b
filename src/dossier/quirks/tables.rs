//! Each quirk of the survey with a made-up sheet of its own: finding tables and telling rows apart.

use crate::dictionary::Entity;
use crate::dossier::messy::area;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const POSITION: [&str; 4] = ["stt", "ma", "ten", "so_nguoi"];

#[test]
fn a_header_of_four_rows() {
    let mut list = sheet(
        0,
        "PL 2",
        "DANH MỤC VỊ TRÍ VIỆC LÀM
         STT | Mã VTVL | Tên vị trí việc làm | Biên chế | | |
         | | | Năm 2026 | | |
         | | | Được giao | Có mặt | |
         | | | | Tổng số | Trong đó: nữ | Số người đề xuất
         1 | LĐ-01 | Giám đốc | #1 | #1 | #0 | #1
         2 | LĐ-02 | Phó Giám đốc | #3 | #2 | #1 | #3",
    );
    list.merges = vec![
        area(1, 0, 4, 0),
        area(1, 1, 4, 1),
        area(1, 2, 4, 2),
        area(1, 3, 1, 6),
        area(2, 3, 2, 6),
        area(3, 3, 4, 3),
        area(3, 4, 3, 5),
        area(3, 6, 3, 6),
    ];
    let (dossier, _) = read_all(vec![list]);
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().header, (1, 4));
    assert_eq!(
        show(dossier.entries(Entity::Position), &POSITION),
        ["1 | LĐ-01 | Giám đốc | 1", "2 | LĐ-02 | Phó Giám đốc | 3"]
    );
}

#[test]
fn a_second_header_for_machines() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        stt | code | fullName | soNguoi
        1 | A-01 | Trưởng phòng | #1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &POSITION),
        ["1 | A-01 | Trưởng phòng | 1"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn sections_nest_and_numbers_restart() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        A | | KHỐI QUẢN LÝ NHÀ NƯỚC | #6
        I | | Vị trí việc làm lãnh đạo, quản lý | #3
        1 | LĐ-01 | Giám đốc | #1
        2 | LĐ-02 | Phó Giám đốc | #2
        II | | Vị trí việc làm hỗ trợ, phục vụ | #3
        1 | HT-01 | Lái xe | #2
        1.1 | HT-02 | Phục vụ | #1
        III | | Vị trí việc làm nghiệp vụ chuyên ngành
        TỔNG CỘNG (A) | | | #6";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["stt", "ma", "nhom"]),
        [
            "1 | LĐ-01 | <lanh_dao_quan_ly>",
            "2 | LĐ-02 | <lanh_dao_quan_ly>",
            "1 | HT-01 | <ho_tro_phuc_vu>",
            "1.1 | HT-02 | <ho_tro_phuc_vu>",
        ]
    );
    let form = dossier.sheets[0].form.as_ref().unwrap();
    assert_eq!((form.sections.len(), form.totals.len()), (4, 1));
}

#[test]
fn a_row_marked_as_continued_belongs_to_the_row_above() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Ngạch | Số người
        1 | A-01 | Chuyên viên tổng hợp | Chuyên viên chính 50% | #4
        | | (tiếp) | Chuyên viên 50% |
        2 | A-02 | Văn thư viên | Văn thư viên | #1
        | | Văn thư viên (tiếp theo) | Văn thư viên trung cấp |";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "ngach", "so_nguoi"]
        ),
        [
            "A-01 | Chuyên viên tổng hợp | Chuyên viên chính 50%; Chuyên viên 50% | 4",
            "A-02 | Văn thư viên | Văn thư viên; Văn thư viên trung cấp | 1",
        ]
    );
}

#[test]
fn a_row_that_goes_on_adds_its_codes() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | VTVL kiêm nhiệm (mã) | Ngạch | Số người
        1 | A-01 | Chuyên viên tổng hợp | B-01 | Chuyên viên chính 50% | #4
        | | (tiếp) | B-02 | Chuyên viên 50% |
        2 | B-01 | Văn thư viên | | Văn thư viên | #1";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ten", "kiem_nhiem_ma"]),
        ["Chuyên viên tổng hợp | B-01; B-02", "Văn thư viên | "]
    );
}

#[test]
fn a_name_goes_on_in_the_row_below() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Ngạch | Số người
        1 | A-01 | Chuyên viên tổng hợp | Chuyên viên chính 50% | #4
        | | và theo dõi thi đua | Chuyên viên 50% |
        2 | B-01 | Văn thư viên | Văn thư viên | #1";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ten", "ngach"]),
        [
            "Chuyên viên tổng hợp và theo dõi thi đua | Chuyên viên chính 50%; Chuyên viên 50%",
            "Văn thư viên | Văn thư viên"
        ]
    );
}

#[test]
fn numbers_inside_text() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số người hiện có
        1 | A-01 | Trưởng phòng | 01 người | số lượng: 01 người
        2 | A-02 | Chuyên viên | Số lượng: 07 người | 06 biên chế
        3 | A-03 | Văn thư viên | 04 - 06 | 12/12";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["so_nguoi", "hien_co"]),
        ["1 | 1", "7 | 6", "04 - 06 | 12/12"]
    );
    assert_eq!(codes(&remarks), ["unreadable-value", "unreadable-value"]);
}

#[test]
fn notes_and_signatures_end_the_table() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Trưởng phòng | #1
        Tổng cộng danh sách có 01 người. | | |

        Ghi chú: số liệu tính đến 30/6/2021 | | |
        | | Bình Minh, ngày 30 tháng 6 năm 2021 |
        NGƯỜI LẬP BIỂU | | THỦ TRƯỞNG ĐƠN VỊ |
        (Ký, ghi rõ họ tên) | | (Ký tên, đóng dấu) |
        | | Nguyễn Văn A |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
    assert!(
        remarks
            .iter()
            .all(|remark| remark.code.key() == "title-date"),
        "{remarks:?}"
    );
}

#[test]
fn two_lists_side_by_side() {
    let text = "DANH MỤC VỊ TRÍ VIỆC LÀM
        STT | Mã VTVL | Tên vị trí việc làm | Số người | | STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Trưởng phòng | #1 | | 4 | A-04 | Văn thư viên | #1
        2 | A-02 | Phó Trưởng phòng | #2 | | 5 | A-05 | Kế toán viên | #1
        3 | A-03 | Chuyên viên tổng hợp | #4";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["stt", "ma", "so_nguoi"]
        ),
        [
            "1 | A-01 | 1",
            "2 | A-02 | 2",
            "3 | A-03 | 4",
            "4 | A-04 | 1",
            "5 | A-05 | 1"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(
        dossier.entries(Entity::Position)[4].at.to_string(),
        "'Danh mục'!H4"
    );
}

#[test]
fn different_tables_side_by_side() {
    let text =
        "STT | Mã VTVL | Tên vị trí việc làm | Số người | | STT | Ngạch công chức | Mã ngạch | Số người | Tỷ lệ (%)
        1 | A-01 | Trưởng phòng | #1 | | 1 | Chuyên viên chính | 01.002 | #1 | #25
        2 | A-02 | Chuyên viên tổng hợp | #3 | | 2 | Chuyên viên | 01.003 | #3 | #75";
    let (dossier, _) = read_all(vec![sheet(0, "Biểu", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
        ["A-01 | 1", "A-02 | 3"]
    );
    assert_eq!(
        show(dossier.entries(Entity::Rank), &["ma", "so_nguoi"]),
        ["01.002 | 1", "01.003 | 3"]
    );
}

#[test]
fn swapped_columns_are_noticed_by_their_values() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | Trưởng phòng Tổng hợp | TP-01 | #1
        2 | Phó Trưởng phòng Tổng hợp | TP-02 | #2
        3 | Chuyên viên tổng hợp | TP-03 | #2";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "ten"]),
        [
            "TP-01 | Trưởng phòng Tổng hợp",
            "TP-02 | Phó Trưởng phòng Tổng hợp",
            "TP-03 | Chuyên viên tổng hợp"
        ]
    );
    assert_eq!(codes(&remarks), ["swapped-columns"]);
}

#[test]
fn a_wrong_heading_over_the_names() {
    let text = "STT | Mã VTVL | Ghi chú | Số người | Ngạch
        1 | TP-01 | Trưởng phòng Tổng hợp | #1 | Chuyên viên chính
        2 | TP-02 | Phó Trưởng phòng Tổng hợp | #2 | Chuyên viên chính
        3 | TP-03 | Chuyên viên tổng hợp | #2 | Chuyên viên";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "ten"]),
        [
            "TP-01 | Trưởng phòng Tổng hợp",
            "TP-02 | Phó Trưởng phòng Tổng hợp",
            "TP-03 | Chuyên viên tổng hợp"
        ]
    );
    assert_eq!(codes(&remarks), ["guessed-column"]);
}

#[test]
fn fields_across_instead_of_down() {
    let list = "DANH MỤC VỊ TRÍ VIỆC LÀM

        Mã VTVL | P-01 | P-02 | P-03
        Tên VTVL | Trưởng phòng | Phó Trưởng phòng | Chuyên viên tổng hợp
        Ngạch công chức | Chuyên viên chính | Chuyên viên | Chuyên viên
        Số người | #1 | #2 | hai";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", list)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "ngach", "so_nguoi"]
        ),
        [
            "P-01 | Trưởng phòng | Chuyên viên chính | 1",
            "P-02 | Phó Trưởng phòng | Chuyên viên | 2",
            "P-03 | Chuyên viên tổng hợp | Chuyên viên | hai"
        ]
    );
    let people = &dossier.entries(Entity::Position)[1]
        .leaf("so_nguoi")
        .unwrap();
    assert_eq!(people.at.to_string(), "'Danh mục'!C6");
    assert_eq!(codes(&remarks), ["unreadable-value"], "{remarks:?}");
    assert_eq!(remarks[0].cells[0].to_string(), "'Danh mục'!D6");

    let agency = "Tên cơ quan | Đối tượng | Cấp quản lý | Biên chế được giao
        Sở Nội vụ tỉnh Bình Minh | công chức | Sở | #57";
    let (dossier, remarks) = read_all(vec![sheet(0, "Thông tin chung", agency)]);
    assert_eq!(
        dossier
            .agency("so_giao")
            .map(|leaf| leaf.at.to_string())
            .as_deref(),
        Some("'Thông tin chung'!D2")
    );
    assert!(remarks.is_empty(), "{remarks:?}");

    // Several agencies are no agency's own sheet.
    let many = format!("{agency}\n Sở Y tế tỉnh Bình Minh | công chức | Sở | #40");
    let (dossier, _) = read_all(vec![sheet(0, "Tờ 1", &many)]);
    assert!(
        dossier.entries(Entity::Agency).is_empty(),
        "{:?}",
        dossier.tables
    );
}
