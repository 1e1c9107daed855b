//! Columns and sheets told by what the sheets say of each other, and where that is not enough.

use crate::dictionary::Entity;
use crate::dossier::Doubt;
use crate::dossier::Reach;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const AGENCY: &str = "Tên cơ quan, đơn vị | Sở Nội vụ
    Biên chế (số lượng người làm việc) được giao | #60
    Có mặt tại thời điểm trình | #57";

fn list(asked: &str, now: &str, people: [u32; 3], present: [u32; 3]) -> String {
    let row = |at: usize| {
        let name = [
            "Giám đốc Sở",
            "Trưởng phòng Tổng hợp",
            "Chuyên viên tổng hợp",
        ][at];
        format!(
            "{} | A-0{} | {name} | #{} | #{}\n",
            at + 1,
            at + 1,
            people[at],
            present[at]
        )
    };
    format!(
        "STT | Mã VTVL | Tên vị trí việc làm | {asked} | {now}\n{}",
        (0..3).map(row).collect::<String>()
    )
}

#[test]
fn columns_of_people_are_told_by_the_totals_of_the_agency() {
    let text = list("Xin", "Nay", [10, 20, 30], [10, 18, 29]);
    let (dossier, remarks) = read_all(vec![
        sheet(0, "Thông tin chung", AGENCY),
        sheet(1, "Danh mục VTVL", &text),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "so_nguoi", "hien_co"]
        ),
        ["A-01 | 10 | 10", "A-02 | 20 | 18", "A-03 | 30 | 29"]
    );
    assert!(dossier.doubts.is_empty(), "{:?}", dossier.doubts);
    assert_eq!(
        codes(&remarks),
        ["guessed-column", "guessed-column"],
        "{remarks:?}"
    );
}

#[test]
fn columns_that_add_up_to_nothing_known_stay_unknown_and_in_doubt() {
    let text = list("Xin", "Nay", [10, 20, 31], [10, 18, 30]);
    let (dossier, _) = read_all(vec![
        sheet(0, "Thông tin chung", AGENCY),
        sheet(1, "Danh mục VTVL", &text),
    ]);
    assert!(
        dossier
            .entries(Entity::Position)
            .iter()
            .all(|entry| entry.leaf("so_nguoi").is_none())
    );
    let asked = |doubt: &&Doubt| matches!(&doubt.reach, Reach::Field(key) if &**key == "so_nguoi");
    assert!(
        dossier.doubts.iter().any(|doubt| asked(&doubt)),
        "{:?}",
        dossier.doubts
    );
}

#[test]
fn two_columns_with_the_wanted_total_are_not_chosen_between() {
    let text = list("Xin", "Nay", [10, 20, 30], [20, 10, 30]);
    let (dossier, _) = read_all(vec![
        sheet(0, "Thông tin chung", AGENCY),
        sheet(1, "Danh mục VTVL", &text),
    ]);
    assert!(
        dossier
            .entries(Entity::Position)
            .iter()
            .all(|entry| entry.leaf("so_nguoi").is_none())
    );
    assert!(!dossier.doubts.is_empty());
}

#[test]
fn columns_of_a_product_are_told_by_multiplying_and_codes_by_the_list() {
    let positions = list("Số người", "Số người hiện có", [1, 1, 1], [1, 1, 1]);
    let tasks = "STT | Công việc | Bao nhiêu | Mất mấy tiếng | Cộng lại | Ai làm
        1 | Soạn thảo báo cáo tuần | #50 | #2 | #100 | A-02
        2 | Tổng hợp báo cáo tháng | #12 | #8 | #96 | A-03
        3 | Chủ trì giao ban đơn vị | #40 | #1.5 | #60 | A-01";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", &positions),
        sheet(1, "Thống kê công việc", tasks),
    ]);
    let keys = ["so_luong", "gio_moi_san_pham", "tong_gio", "ma_vtvl"];
    assert_eq!(
        show(dossier.entries(Entity::Task), &keys),
        [
            "50 | 2 | 100 | A-02",
            "12 | 8 | 96 | A-03",
            "40 | 1,5 | 60 | A-01"
        ]
    );
}

#[test]
fn of_two_columns_that_differ_by_the_year_neither_is_sure() {
    let text = list(
        "Số người năm 2021",
        "Số người năm 2022",
        [10, 20, 30],
        [11, 21, 31],
    );
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &text)]);
    let fields: Vec<_> = dossier
        .doubts
        .iter()
        .map(|doubt| doubt.reach.clone())
        .collect();
    let meant = ["so_nguoi", "so_giao", "hien_co"].map(|key| Reach::Field(key.into()));
    assert_eq!(fields, meant);
}

#[test]
fn of_two_shares_the_one_that_makes_hundreds_is_taken() {
    let text = "Mã VTVL | Tên vị trí việc làm | TT | Nhiệm vụ | Trọng số % | Tỷ trọng (%)
        A-01 | Giám đốc Sở | 1 | Chỉ đạo chung mọi việc | #10 | #40
        A-01 | Giám đốc Sở | 2 | Tiếp công dân định kỳ | #15 | #35
        A-01 | Giám đốc Sở | 3 | Ký văn bản của cơ quan | #5 | #25";
    let (dossier, _) = read_all(vec![sheet(0, "Mô tả công việc", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Duty), &["ty_trong"]),
        ["40", "35", "25"]
    );
}

const TOP: &str = "STT | Mã VTVL | Tên vị trí việc làm | Nhóm VTVL | Số người
    1 | A-01 | Giám đốc Sở | Lãnh đạo, quản lý | #1
    2 | A-02 | Phó Giám đốc Sở | Lãnh đạo, quản lý | #2";

#[test]
fn a_sheet_without_headings_that_counts_on_carries_the_table_on() {
    let next = "3 | A-03 | Chuyên viên tổng hợp | Nghiệp vụ chuyên môn dùng chung | #2
        4 | A-04 | Chuyên viên pháp chế | Nghiệp vụ chuyên môn dùng chung | #1
        | | NGƯỜI LẬP BIỂU | |";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", TOP),
        sheet(1, "Trang sau", next),
    ]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
        ["A-01 | 1", "A-02 | 2", "A-03 | 2", "A-04 | 1"]
    );
    assert!(dossier.doubts.is_empty(), "{:?}", dossier.doubts);
}

#[test]
fn one_that_counts_anew_is_another_list_and_in_doubt() {
    let next = "1 | B-03 | Chuyên viên tổng hợp | Nghiệp vụ chuyên môn dùng chung | #2
        2 | B-04 | Chuyên viên pháp chế | Nghiệp vụ chuyên môn dùng chung | #1";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", TOP),
        sheet(1, "Trang sau", next),
    ]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma"]),
        ["A-01", "A-02"]
    );
    assert_eq!(dossier.doubts.len(), 1);
    assert_eq!(dossier.doubts[0].reach, Reach::Rows);
}

#[test]
fn the_group_of_the_last_title_holds_on_the_next_sheet() {
    let top = "STT | Mã VTVL | Tên vị trí việc làm | Đơn vị | Số người
        I | | Vị trí việc làm lãnh đạo, quản lý | |
        1 | A-01 | Giám đốc Sở | Lãnh đạo Sở | #1
        2 | A-02 | Phó Giám đốc Sở | Lãnh đạo Sở | #2";
    let next = "3 | A-03 | Chánh Văn phòng | Văn phòng Sở | #1
        4 | A-04 | Chánh Thanh tra | Thanh tra Sở | #1";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", top),
        sheet(1, "Trang sau", next),
    ]);
    let groups: Vec<_> = dossier
        .entries(Entity::Position)
        .iter()
        .map(|entry| entry.leaf("nhom").and_then(|leaf| leaf.term.clone()))
        .collect();
    assert_eq!(groups.len(), 4);
    assert!(
        groups
            .iter()
            .all(|group| group.as_deref() == Some("lanh_dao_quan_ly")),
        "{groups:?}"
    );
}

#[test]
fn a_sheet_that_is_called_like_a_form_and_not_understood_is_in_doubt() {
    let ranks = "Bậc lương | Ghi nhận | Xem thêm
        x1 | y1 | z1
        x2 | y2 | z2";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", TOP),
        sheet(1, "Cơ cấu ngạch", ranks),
    ]);
    assert!(
        dossier
            .doubts
            .iter()
            .any(|doubt| doubt.entity == Entity::Rank && doubt.reach == Reach::Table)
    );
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", TOP),
        sheet(1, "Cơ cấu ngạch", "Chưa có"),
    ]);
    assert!(
        dossier.doubts.is_empty(),
        "a sheet without a table is no form"
    );
}

#[test]
fn values_that_say_their_heading_again_are_read_without_it() {
    let text = "STT | Tên đơn vị | Loại đơn vị | Số người
        1 | Văn phòng Sở | Loại: Văn phòng | #5
        2 | Phòng Tổng hợp | Loại đơn vị Phòng | #7";
    let (dossier, _) = read_all(vec![sheet(0, "Cơ cấu tổ chức", text)]);
    let terms: Vec<_> = dossier
        .entries(Entity::Unit)
        .iter()
        .map(|entry| entry.leaf("loai").unwrap().term.is_some())
        .collect();
    assert_eq!(terms, [true, true]);
}

#[test]
fn what_is_on_no_list_stays_as_it_is_written() {
    let text = "STT | Tên đơn vị | Loại đơn vị | Số người
        1 | Văn phòng Sở | Loại: Văn phòng | #5
        2 | Phòng Tổng hợp | Loại: Tổ tư vấn | #7";
    let (dossier, _) = read_all(vec![sheet(0, "Cơ cấu tổ chức", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Unit), &["loai"]),
        ["<van_phong>", "Loại: Tổ tư vấn"]
    );
}

#[test]
fn a_title_page_of_labels_goes_on_with_a_table() {
    let text = format!(
        "{AGENCY}
        |
        CĂN CỨ PHÁP LÝ |
        STT | Tên văn bản | Số, ký hiệu | Cơ quan ban hành
        1 | Luật Cán bộ, công chức | 22/2008/QH12 | Quốc hội
        2 | Nghị định về vị trí việc làm và biên chế công chức | 62/2020/NĐ-CP | Chính phủ"
    );
    let (dossier, _) = read_all(vec![sheet(0, "Thông tin chung", &text)]);
    assert_eq!(
        dossier.agency("ten_co_quan").unwrap().value.to_string(),
        "Sở Nội vụ"
    );
    assert_eq!(
        show(dossier.entries(Entity::Basis), &["so_ky_hieu"]),
        ["22/2008/QH12", "62/2020/NĐ-CP"]
    );
}
