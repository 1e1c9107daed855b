//! Quirks of titles inside a table: what they give to the rows below, and where that ends.

use crate::dictionary::Entity;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

fn positions(rows: &str) -> Vec<String> {
    let text = format!("STT | Mã VTVL | Tên vị trí việc làm | Số người\n{rows}");
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &text)]);
    show(dossier.entries(Entity::Position), &["ma", "nhom", "don_vi"])
}

fn tasks(rows: &str) -> Vec<String> {
    let text = format!("STT | Công việc | Sản phẩm đầu ra | Tổng giờ/năm\n{rows}");
    let (dossier, _) = read_all(vec![sheet(0, "Thống kê công việc", &text)]);
    let fields = ["ten", "chuc_nang", "don_vi", "nhom"];
    show(dossier.entries(Entity::Task), &fields)
}

fn duties(headings: &str, rows: &str) -> Vec<String> {
    let text = format!("{headings}\n{rows}");
    let (dossier, _) = read_all(vec![sheet(0, "Mô tả công việc", &text)]);
    let fields = ["ma_vtvl", "ten_vtvl", "ten"];
    show(dossier.entries(Entity::Duty), &fields)
}

#[test]
fn a_title_of_a_group_is_no_unit_and_one_of_a_unit_no_group() {
    assert_eq!(
        positions(
            "A | | Khối quản lý nhà nước |
             1 | A-01 | Giám đốc | #1
             B | | Nghiệp vụ chuyên ngành |
             I | | Phòng Tổ chức |
             1 | B-01 | Tổ chức bộ máy | #2
             II | | Phòng Kế hoạch |
             1 | B-02 | Kế hoạch | #2"
        ),
        [
            "A-01 | ∅ | ∅",
            "B-01 | <chuyen_nganh> | Phòng Tổ chức",
            "B-02 | <chuyen_nganh> | Phòng Kế hoạch",
        ]
    );
}

#[test]
fn a_group_inside_a_unit_keeps_the_unit_and_a_title_beside_the_unit_ends_it() {
    assert_eq!(
        positions(
            "I | | Phòng Tổ chức |
             1 | | Lãnh đạo, quản lý |
             1.1 | A-01 | Trưởng phòng | #1
             II | | Khối quản lý nhà nước |
             1 | A-02 | Tổ chức bộ máy | #2"
        ),
        [
            "A-01 | <lanh_dao_quan_ly> | Phòng Tổ chức",
            "A-02 | <lanh_dao_quan_ly> | ∅"
        ]
    );
}

#[test]
fn a_unit_beside_a_group_is_not_its_name() {
    assert_eq!(
        positions(
            "I | | Lãnh đạo, quản lý |
             1 | A-01 | Giám đốc | #1
             II | | Phòng Tổ chức |
             1 | A-02 | Tổ chức bộ máy | #2"
        ),
        [
            "A-01 | <lanh_dao_quan_ly> | ∅",
            "A-02 | <lanh_dao_quan_ly> | Phòng Tổ chức"
        ]
    );
}

#[test]
fn a_group_that_is_called_like_a_unit_is_the_group_alone() {
    assert_eq!(
        positions(
            "I | | Bộ phận hỗ trợ, phục vụ |
             1 | A-01 | Lái xe | #1"
        ),
        ["A-01 | <ho_tro_phuc_vu> | ∅"]
    );
}

#[test]
fn the_title_over_the_first_task_is_the_function_of_those_below() {
    assert_eq!(
        tasks(
            "I | Lĩnh vực tổ chức bộ máy | |
             1 | Lập đề án | Đề án | #10
             II | Lĩnh vực thi đua | |
             1 | Trình khen thưởng | Tờ trình | #20"
        ),
        [
            "Lập đề án | Lĩnh vực tổ chức bộ máy | ∅ | ∅",
            "Trình khen thưởng | Lĩnh vực thi đua | ∅ | ∅"
        ]
    );
}

#[test]
fn a_unit_over_tasks_is_no_function_and_neither_is_a_line_further_down() {
    assert_eq!(
        tasks(
            "I | Phòng Tổ chức | |
             1 | Lập đề án | Đề án | #10
             2 | Trình khen thưởng | Tờ trình | #20
             a | Lĩnh vực thi đua | |
             3 | Theo dõi phong trào | Báo cáo | #30"
        ),
        [
            "Lập đề án | ∅ | Phòng Tổ chức | ∅",
            "Trình khen thưởng | ∅ | Phòng Tổ chức | ∅",
            "Theo dõi phong trào | ∅ | Phòng Tổ chức | ∅"
        ]
    );
}

#[test]
fn a_title_that_names_a_position_gives_its_code_and_its_name() {
    assert_eq!(
        duties(
            "TT | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)",
            "Vị trí: Giám đốc (LĐ-01) | | |
             1 | Chỉ đạo chung | Ký văn bản | #100
             HT-02. Văn thư | | |
             1 | Văn thư | Chuyển văn bản | #100"
        ),
        [
            "LĐ-01 | Giám đốc | Chỉ đạo chung",
            "HT-02 | Văn thư | Văn thư"
        ]
    );
}

#[test]
fn a_title_with_a_code_alone_gives_no_name() {
    assert_eq!(
        duties(
            "TT | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)",
            "HT-02 | | |
             1 | Văn thư | Chuyển văn bản | #100"
        ),
        ["HT-02 | ∅ | Văn thư"]
    );
}

#[test]
fn a_title_says_nothing_where_columns_name_the_position() {
    assert_eq!(
        duties(
            "TT | Mã VTVL | Tên vị trí việc làm | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)",
            "I | | | Công việc của Giám đốc (LĐ-01) | |
             1 | | | Chỉ đạo chung | Ký văn bản | #100
             2 | HT-02 | Văn thư | Văn thư | Chuyển văn bản | #100"
        ),
        [" |  | Chỉ đạo chung", "HT-02 | Văn thư | Văn thư"]
    );
}

#[test]
fn a_unit_inside_a_group_is_not_that_of_the_next_group() {
    assert_eq!(
        positions(
            "B | | Nghiệp vụ chuyên ngành |
             I | | Phòng Tổ chức |
             1 | B-01 | Tổ chức bộ máy | #2
             II | | Phòng Kế hoạch |
             1 | B-02 | Kế hoạch | #2
             C | | Hỗ trợ, phục vụ |
             1 | C-01 | Lái xe | #1
             I | | Văn phòng |
             1 | C-02 | Bảo vệ | #1"
        ),
        [
            "B-01 | <chuyen_nganh> | Phòng Tổ chức",
            "B-02 | <chuyen_nganh> | Phòng Kế hoạch",
            "C-01 | <ho_tro_phuc_vu> | ∅",
            "C-02 | <ho_tro_phuc_vu> | Văn phòng",
        ]
    );
}

#[test]
fn a_group_inside_a_unit_is_not_that_of_the_next_unit() {
    assert_eq!(
        positions(
            "I | | Phòng Tổ chức |
             1 | | Lãnh đạo, quản lý |
             1.1 | A-01 | Trưởng phòng | #1
             II | | Phòng Kế hoạch |
             1 | A-02 | Kế hoạch | #2"
        ),
        [
            "A-01 | <lanh_dao_quan_ly> | Phòng Tổ chức",
            "A-02 | ∅ | Phòng Kế hoạch"
        ]
    );
}

#[test]
fn a_group_over_tasks_is_no_function() {
    assert_eq!(
        tasks(
            "I | Nghiệp vụ chuyên ngành | |
             1 | Lập đề án | Đề án | #10"
        ),
        ["Lập đề án | ∅ | ∅ | <chuyen_nganh>"]
    );
}

#[test]
fn a_title_with_a_code_alone_ends_the_name_before_it() {
    for title in ["HT-02", "Mã VTVL: HT-02", "Vị trí (mã số: HT-02)"] {
        let read = duties(
            "TT | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)",
            &format!(
                "LĐ-01. Giám đốc | | |
                 1 | Chỉ đạo chung | Ký văn bản | #100
                 {title} | | |
                 1 | Văn thư | Chuyển văn bản | #100"
            ),
        );
        assert_eq!(read[0], "LĐ-01 | Giám đốc | Chỉ đạo chung");
        assert_eq!(read[1], "HT-02 | ∅ | Văn thư", "{title}");
    }
}

#[test]
fn the_name_in_a_title_is_not_that_of_a_row_with_its_own_code() {
    assert_eq!(
        duties(
            "TT | Mã VTVL | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)",
            "I | | Công việc của Giám đốc (LĐ-01) | |
             1 | HT-02 | Văn thư | Chuyển văn bản | #100"
        ),
        ["HT-02 | ∅ | Văn thư"]
    );
}
