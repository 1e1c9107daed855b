//! Quirks of job descriptions and competency frames, which come as blocks and small tables.

use crate::dictionary::Entity;
use crate::dossier::messy::area;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const DUTY: [&str; 4] = ["ma_vtvl", "ten_vtvl", "ten", "tieu_chi"];
const LEVEL: [&str; 4] = ["ma_vtvl", "nhom", "ten", "cap_do"];

/// A description in the order of the form that agencies copy: head, aim, duties, relations, powers,
/// requirements.
fn description(name: &str, code: &str, duty: &str) -> String {
    format!(
        "BẢN MÔ TẢ VỊ TRÍ VIỆC LÀM
        Tên VTVL: {name} | | Mã vị trí việc làm: {code} |
        Ngày bắt đầu thực hiện: | | Địa điểm làm việc: |
        1. Mục tiêu vị trí việc làm
        Tham mưu, giúp lãnh đạo thực hiện quản lý nhà nước.
        2. Các công việc và tiêu chí đánh giá
        TT | Nhiệm vụ, mảng công việc | Công việc cụ thể | Tiêu chí đánh giá hoàn thành công việc
        2.1 | {duty} | Soạn dự thảo | Đúng hạn
        2.2 | Thực hiện nhiệm vụ khác | Theo phân công | Hoàn thành
        3. Các mối quan hệ công việc
        3.1. Bên trong
        Được quản lý trực tiếp bởi | Quản lý trực tiếp | Đơn vị phối hợp chính |
        Trưởng phòng | Không | Các phòng thuộc Sở |
        3.2. Bên ngoài
        Cơ quan | Bản chất quan hệ | |
        Sở Tài chính | Phối hợp | |
        4. Phạm vi quyền hạn
        TT | Quyền hạn cụ thể | |
        4.1 | Được chủ động về phương pháp thực hiện công việc | |
        5. Các yêu cầu về trình độ, năng lực
        5.1. Yêu cầu về trình độ
        Nhóm yêu cầu | Yêu cầu cụ thể | |
        Trình độ đào tạo | Tốt nghiệp đại học trở lên | |
        5.2. Yêu cầu về năng lực
        Nhóm năng lực | Tên năng lực cụ thể | Cấp độ |
        Nhóm năng lực chung | Giao tiếp ứng xử | 3 |
        | Quan hệ phối hợp | 2-3 |
        Nhóm năng lực chuyên môn | Thẩm định, góp ý văn bản | 3 |"
    )
}

fn expected(name: &str, code: &str, duty: &str) -> (Vec<String>, Vec<String>) {
    let duties = vec![
        format!("{code} | {name} | {duty} | Đúng hạn"),
        format!("{code} | {name} | Thực hiện nhiệm vụ khác | Hoàn thành"),
    ];
    let levels = vec![
        format!("{code} | <yeu_cau_trinh_do> | Tốt nghiệp đại học trở lên | ∅"),
        format!("{code} | <nang_luc_chung> | Giao tiếp ứng xử | 3"),
        format!("{code} | <nang_luc_chung> | Quan hệ phối hợp | 2-3"),
        format!("{code} | <nang_luc_chuyen_mon> | Thẩm định, góp ý văn bản | 3"),
    ];
    (duties, levels)
}

#[test]
fn one_sheet_a_position() {
    let one = sheet(
        0,
        "CV tổng hợp",
        &description("Chuyên viên tổng hợp", "CV-01", "Tham mưu tổng hợp"),
    );
    let two = sheet(
        1,
        "Văn thư",
        &description("Văn thư viên", "VT-01", "Quản lý văn bản"),
    );
    let (dossier, remarks) = read_all(vec![one, two]);
    let (mut duties, mut levels) = expected("Chuyên viên tổng hợp", "CV-01", "Tham mưu tổng hợp");
    let (more, further) = expected("Văn thư viên", "VT-01", "Quản lý văn bản");
    duties.extend(more);
    levels.extend(further);
    assert_eq!(show(dossier.entries(Entity::Duty), &DUTY), duties);
    assert_eq!(show(dossier.entries(Entity::Competency), &LEVEL), levels);
    assert_eq!(
        codes(&remarks),
        ["repeated-form", "repeated-form"],
        "{remarks:?}"
    );
}

#[test]
fn many_positions_stacked_in_one_sheet() {
    let text = format!(
        "{}\n\n{}",
        description("Chuyên viên tổng hợp", "CV-01", "Tham mưu tổng hợp"),
        description("Văn thư viên", "VT-01", "Quản lý văn bản")
    );
    let (dossier, remarks) = read_all(vec![sheet(0, "Mô tả", &text)]);
    let (mut duties, mut levels) = expected("Chuyên viên tổng hợp", "CV-01", "Tham mưu tổng hợp");
    let (more, further) = expected("Văn thư viên", "VT-01", "Quản lý văn bản");
    duties.extend(more);
    levels.extend(further);
    assert_eq!(show(dossier.entries(Entity::Duty), &DUTY), duties);
    assert_eq!(show(dossier.entries(Entity::Competency), &LEVEL), levels);
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn levels_as_ranges_and_with_words() {
    let text = "Mã VTVL | Nhóm năng lực | Tên năng lực | Cấp độ
        A-01 | Năng lực chung | Giao tiếp | Cấp độ 2 - 3
        A-01 | Năng lực chung | Ngoại ngữ | Mức 2
        A-01 | Năng lực chung | Tin học | 2 đến 3
        A-01 | Năng lực chuyên môn | Thẩm định | 3–4
        A-01 | Yêu cầu về trình độ | Đại học | Đại học";
    let (dossier, remarks) = read_all(vec![sheet(0, "Khung năng lực", text)]);
    let levels = show(dossier.entries(Entity::Competency), &["cap_do"]);
    assert_eq!(levels, ["2-3", "2", "2-3", "3-4", "Đại học"]);
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn levels_as_a_mark_under_their_number() {
    let mut frame = sheet(
        0,
        "Khung năng lực",
        "TT | Mã VTVL | Nhóm năng lực | Tên năng lực | Cấp độ | | | |
         | | | | 1 | 2 | 3 | 4 | 5
         1 | A-01 | Năng lực chung | Giao tiếp | | | X | |
         2 | A-01 | Năng lực chung | Ngoại ngữ | | x | x | |
         3 | A-01 | Năng lực chuyên môn | Thẩm định | | | | |",
    );
    frame.merges = vec![
        area(0, 4, 0, 8),
        area(0, 0, 1, 0),
        area(0, 1, 1, 1),
        area(0, 2, 1, 2),
        area(0, 3, 1, 3),
    ];
    let (dossier, remarks) = read_all(vec![frame]);
    let entries = dossier.entries(Entity::Competency);
    assert_eq!(
        show(entries, &["ten", "cap_do"]),
        ["Giao tiếp | 3", "Ngoại ngữ | 2-3", "Thẩm định | "]
    );
    assert_eq!(
        entries[0].leaf("cap_do").unwrap().at.to_string(),
        "'Khung năng lực'!G3"
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn an_index_row_is_no_row_of_levels() {
    let text = "STT | Mã VTVL | Nhóm năng lực | Tên năng lực | Cấp độ
        1 | 2 | 3 | 4 | 5
        1 | A-01 | Năng lực chung | Giao tiếp | 3";
    let (dossier, _) = read_all(vec![sheet(0, "Khung năng lực", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Competency),
            &["ma_vtvl", "ten", "cap_do"]
        ),
        ["A-01 | Giao tiếp | 3"]
    );
}

#[test]
fn levels_in_one_column_a_group_of_positions() {
    let text =
        "STT | Nhóm năng lực | Tên năng lực cụ thể | DM1: Quản lý | DM2: Chuyên môn | Ghi chú
        1 | Năng lực chung | Giao tiếp | Cấp độ 4 - 5 | Cấp độ 3 - 4 |
        2 | Năng lực quản lý | Tư duy chiến lược | Cấp độ 4 - 5 | Cấp độ 1 |
        3 | Năng lực chuyên môn | Thẩm định | Cấp độ 3 | |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Khung năng lực", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Competency),
            &["ten", "doi_tuong_ap_dung", "cap_do"]
        ),
        [
            "Giao tiếp | DM1: Quản lý | 4-5",
            "Giao tiếp | DM2: Chuyên môn | 3-4",
            "Tư duy chiến lược | DM1: Quản lý | 4-5",
            "Tư duy chiến lược | DM2: Chuyên môn | 1",
            "Thẩm định | DM1: Quản lý | 3",
            "Thẩm định | DM2: Chuyên môn | ",
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn counts_in_the_code_column_and_rows_to_be_filled() {
    let text = "STT | Tên vị trí việc làm | Mã VTVL | Số người
        | Tổng số | 03 vị trí | 4
        I | Vị trí việc làm lãnh đạo, quản lý | 02 vị trí | 3
        1 | Trưởng phòng | TP- 01 | 1
        2 | Phó Trưởng phòng | TP-01 | 2
        II | Vị trí việc làm hỗ trợ, phục vụ | 01 vị trí | 1
        1 | Lái xe | NA-NLâ-I.01 | 1
        2 | ………… | …… |
        3 | | |";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "so_nguoi"]
        ),
        [
            "TP- 01 | Trưởng phòng | 1",
            "TP-01 | Phó Trưởng phòng | 2",
            "NA-NLâ-I.01 | Lái xe | 1"
        ]
    );
}
