//! Quirks of workbooks after Decree 232/2026: professional levels in columns, in blocks, in words.

use crate::dictionary::Entity;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const LIST: &str =
    "TT | Mã VTVL | Tên vị trí việc làm | Nhóm vị trí | Bậc nghề nghiệp sử dụng | Số người
    1 | VT | Văn thư | Hỗ trợ | Bậc 2 đến bậc 3 | 2
    2 | KT | Kế toán | Hỗ trợ | Bậc 1; bậc 2 và bậc 4 | 3
    3 | YT | Y tế trường học | Hỗ trợ | 3 | 1";

#[test]
fn the_levels_that_a_position_uses() {
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục", LIST)]);
    let levels = ["VT | 2-3", "KT | 1, 2, 4", "YT | 3"];
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "bac"]),
        levels
    );
}

#[test]
fn levels_side_by_side_count_people() {
    let rates = "TỶ LỆ VIÊN CHỨC BỐ TRÍ THEO BẬC NGHỀ NGHIỆP

        TT | Tên vị trí việc làm | Biên chế được giao | Bậc 1 | Bậc 2 | Bậc 3 | Bậc 4 | Bậc 5
        1 | Văn thư | 2 | | 1 | 1 | |
        2 | Kế toán | 3 | 1 | 1 | 0 | 1 |";
    let (dossier, remarks) = read_all(vec![
        sheet(0, "Danh mục", LIST),
        sheet(1, "Tỷ lệ bậc", rates),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Level),
            &["ten_vtvl", "bac", "so_nguoi"]
        ),
        [
            "Văn thư | 2 | 1",
            "Văn thư | 3 | 1",
            "Kế toán | 1 | 1",
            "Kế toán | 2 | 1",
            "Kế toán | 4 | 1"
        ],
    );
    let shares = "TT | Tên vị trí việc làm | Bậc 2 | Bậc 3
        1 | Văn thư | 50% | 50%
        2 | Kế toán | 60 | 40";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục", LIST),
        sheet(1, "Tỷ lệ bậc", shares),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Level),
            &["bac", "so_nguoi", "ty_le"]
        ),
        ["2 | ∅ | 50", "3 | ∅ | 50", "2 | ∅ | 60", "3 | ∅ | 40"],
        "what adds up to 100 is a share"
    );
    let unused = remarks
        .iter()
        .filter(|remark| remark.sentence.contains("Bậc"))
        .count();
    assert_eq!(unused, 0, "{remarks:?}");
}

#[test]
fn one_sign_of_a_share_makes_a_row_of_shares() {
    let told = |values: &str| {
        let rates = format!(
            "TT | Tên vị trí việc làm | Bậc 2 | Bậc 3
            1 | Văn thư | {values}"
        );
        let (dossier, _) = read_all(vec![
            sheet(0, "Danh mục", LIST),
            sheet(1, "Tỷ lệ bậc", &rates),
        ]);
        let entries = dossier.entries(Entity::Level);
        let cells: Vec<String> = entries.iter().map(|entry| entry.at.local()).collect();
        let said = show(entries, &["bac", "so_nguoi", "ty_le"]);
        format!("{} @{}", said.join("; "), cells.join(","))
    };
    assert_eq!(told("50% | 40%"), "2 | ∅ | 50; 3 | ∅ | 40 @C2,D2");
    assert_eq!(told("33,5 | 60"), "2 | ∅ | 33,5; 3 | ∅ | 60 @C2,D2");
    assert_eq!(told("3 | 6"), "2 | 3 | ∅; 3 | 6 | ∅ @C2,D2");
}

#[test]
fn a_description_after_the_form_of_the_decree() {
    let description = "BẢN MÔ TẢ CÔNG VIỆC VÀ KHUNG NĂNG LỰC VỊ TRÍ VIỆC LÀM

        I. THÔNG TIN CHUNG
        1. Tên vị trí việc làm: Văn thư
        2. Nhóm vị trí việc làm: Hỗ trợ
        II. MỤC TIÊU VỊ TRÍ VIỆC LÀM
        Tổ chức công tác văn thư nhằm bảo đảm văn bản đến, đi đúng hạn.
        V. CÔNG VIỆC, KẾT QUẢ, SẢN PHẨM HỖ TRỢ
        Bậc | Nội dung công việc | Sản phẩm, kết quả đầu ra | Tiêu chí đánh giá
        Bậc 2 | Tiếp nhận, đăng ký văn bản đến | Sổ văn bản đến | Đăng ký trong ngày
        Bậc 3 | Rà soát quy trình văn thư | Quy trình được cập nhật | Được phê duyệt
        VI. KHUNG NĂNG LỰC
        2. Năng lực chuyên môn
        Cấp độ | Mô tả | Bậc nghề nghiệp áp dụng
        2 | Thực hiện nghiệp vụ văn thư cơ bản | Bậc 2
        3 | Xử lý độc lập tình huống văn thư | Bậc 3";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục", LIST),
        sheet(1, "Văn thư", description),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ten_vtvl", "bac", "ten", "san_pham"]
        ),
        [
            "Văn thư | 2 | Tiếp nhận, đăng ký văn bản đến | Sổ văn bản đến",
            "Văn thư | 3 | Rà soát quy trình văn thư | Quy trình được cập nhật",
        ],
    );
    assert_eq!(
        show(
            dossier.entries(Entity::Competency),
            &["ten_vtvl", "nhom", "ten", "cap_do", "bac"]
        ),
        [
            "Văn thư | <nang_luc_chuyen_mon> | Thực hiện nghiệp vụ văn thư cơ bản | 2 | 2",
            "Văn thư | <nang_luc_chuyen_mon> | Xử lý độc lập tình huống văn thư | 3 | 3",
        ],
    );
}
