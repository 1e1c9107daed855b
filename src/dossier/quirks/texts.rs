//! Quirks of where things stand and of how texts and values are written.

use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dossier::messy::area;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

#[test]
fn header_rows_differ_from_sheet_to_sheet() {
    let list = "UBND TỈNH BÌNH MINH
        SỞ NỘI VỤ

        DANH MỤC VỊ TRÍ VIỆC LÀM
        (Kèm theo Quyết định số /QĐ-UBND ngày /7/2026 của UBND tỉnh)

        Đơn vị tính: người

        STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Trưởng phòng | #1";
    let units = "TT | Tên đơn vị | Số người đề xuất | Số cấp phó
        1 | Phòng Tổng hợp | #7 | #1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", list), sheet(1, "Bộ máy", units)]);
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().header, (8, 8));
    assert_eq!(dossier.sheets[1].form.as_ref().unwrap().header, (0, 0));
    assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
    assert_eq!(
        show(dossier.entries(Entity::Unit), &["ten", "so_cap_pho"]),
        ["Phòng Tổng hợp | 1"]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn totals_come_first_in_the_middle_and_last() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        TỔNG I+II: | | | #6
        I | | Vị trí việc làm lãnh đạo, quản lý
        1 | A-01 | Giám đốc | #1
        2 | A-02 | Phó Giám đốc | #2
        CỘNG | | | #3
        II | | Vị trí việc làm hỗ trợ, phục vụ
        1 | B-01 | Lái xe | #2
        2 | B-02 | Tổng đài viên | #1
        | Tổng số | | #3
        | TỔNG CỘNG | | #6";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma"]),
        ["A-01", "A-02", "B-01", "B-02"]
    );
    let totals = show(&dossier.tables[&Entity::Position].totals, &["so_nguoi"]);
    assert_eq!(totals, ["6", "3", "3", "6"]);
    assert_eq!(
        dossier.tables[&Entity::Position]
            .grand_total
            .as_ref()
            .unwrap()
            .at
            .row,
        1
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_total_of_a_section_is_not_the_total_of_the_table() {
    let rows = |last: &str| {
        let text = format!(
            "STT | Ngạch công chức | Mã ngạch | Số người | Tỷ lệ (%)
            1 | Chuyên viên chính | 01.002 | #2 | #40
            Cộng | | | #2 | #40
            2 | Chuyên viên | 01.003 | #3 | #60
            {last}"
        );
        let (dossier, _) = read_all(vec![sheet(0, "Cơ cấu ngạch", &text)]);
        dossier.tables[&Entity::Rank]
            .grand_total
            .as_ref()
            .map(|total| total.leaf("so_nguoi").unwrap().value.to_string())
    };
    assert_eq!(rows("Tổng cộng | | | #5 | #100").as_deref(), Some("5"));
    assert_eq!(rows("Cộng | | | #3 | #60"), None);
    assert_eq!(rows(""), None);
}

#[test]
fn merged_titles_of_sections_and_a_section_without_rows() {
    let mut list = sheet(
        0,
        "Danh mục",
        "STT | Mã VTVL | Tên vị trí việc làm | Số người
         I. VỊ TRÍ VIỆC LÀM LÃNH ĐẠO, QUẢN LÝ: 03 người
         1 | A-01 | Giám đốc | #1
         2 | A-02 | Phó Giám đốc | #2
         II. VỊ TRÍ VIỆC LÀM NGHIỆP VỤ CHUYÊN NGÀNH
         III. VỊ TRÍ VIỆC LÀM HỖ TRỢ, PHỤC VỤ
         1 | C-01 | Lái xe | #1",
    );
    list.merges = vec![area(1, 0, 1, 3), area(4, 0, 4, 3), area(5, 0, 5, 3)];
    let (dossier, _) = read_all(vec![list]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "nhom"]),
        [
            "A-01 | <lanh_dao_quan_ly>",
            "A-02 | <lanh_dao_quan_ly>",
            "C-01 | <ho_tro_phuc_vu>"
        ]
    );
}

#[test]
fn numbering_of_several_levels() {
    let text = "STT | Công việc | Đơn vị thực hiện | Sản phẩm đầu ra | Tổng giờ/năm
        4 | LĨNH VỰC TỔ CHỨC BỘ MÁY | | |
        4.1 | Quản lý biên chế | | |
        4.1.2.1 | Lập kế hoạch biên chế | Phòng Tổ chức | Tờ trình | #120
        4.1.2.2. | Thẩm định kế hoạch biên chế | Phòng Tổ chức | Báo cáo | #80
        #1.3 | Giao biên chế | Phòng Tổ chức | Quyết định | #40";
    let (dossier, _) = read_all(vec![sheet(0, "Thống kê công việc", text)]);
    let entries = show(dossier.entries(Entity::Task), &["stt", "ten", "tong_gio"]);
    assert_eq!(
        entries,
        [
            "4.1.2.1 | Lập kế hoạch biên chế | 120",
            "4.1.2.2. | Thẩm định kế hoạch biên chế | 80",
            "1.3 | Giao biên chế | 40"
        ]
    );
}

#[test]
fn sections_numbered_like_their_rows() {
    let text = "PHỤ LỤC
        STT | VỊ TRÍ VIỆC LÀM | SỐ LƯỢNG | GHI CHÚ
        1 | VTVL gắn với công việc lãnh đạo, quản lý, điều hành | 3 |
        1.1 | Chánh Văn phòng | 1 |
        1.2 | Phó Chánh Văn phòng | 2 |
        2 | Chuyên viên Tổng hợp | 4 |
        2.1 | Chuyên viên Tổng hợp về kinh tế | 1 |
        3 | VTVL gắn với công việc hỗ trợ, phục vụ | |
        3.1 | Văn thư | 1 |
        Cộng | | 9 |";
    let (dossier, _) = read_all(vec![sheet(0, "Sheet1", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["stt", "so_nguoi", "nhom"]
        ),
        [
            "1.1 | 1 | <lanh_dao_quan_ly>",
            "1.2 | 2 | <lanh_dao_quan_ly>",
            "2 | 4 | <lanh_dao_quan_ly>",
            "2.1 | 1 | <lanh_dao_quan_ly>",
            "3.1 | 1 | <ho_tro_phuc_vu>",
        ]
    );
}

#[test]
fn a_section_that_is_no_known_group_ends_the_one_above() {
    let text = "TT | Vị trí việc làm | Số người làm việc | Hạng CDNN
        I | Nhóm lãnh đạo, quản lý | 1 |
        1 | Giám đốc | 1 | Hạng II
        II | Nhóm hoạt động nghề nghiệp | 5 |
        1 | Bác sĩ | 5 | Hạng III";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ten", "nhom"]),
        [
            "Giám đốc | <lanh_dao_quan_ly>",
            "Bác sĩ | Nhóm hoạt động nghề nghiệp"
        ]
    );
}

#[test]
fn numbers_as_text_with_leading_zeros_commas_and_points() {
    let text = "TT | Công việc | Đơn vị thực hiện | Số lượng/năm | Giờ/sản phẩm | Tổng giờ/năm
        01 | Tiếp nhận hồ sơ | Phòng A | 0120 | 0.5 | 60
        02 | Thẩm định hồ sơ | Phòng A | 1.200 | 0,5 | 600
        03 | Trả kết quả | Phòng A | 4,219,614 | 100,00 | #10";
    let (dossier, remarks) = read_all(vec![sheet(0, "Thống kê công việc", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Task),
            &["stt", "so_luong", "gio_moi_san_pham", "tong_gio"]
        ),
        [
            "01 | 120 | 0,5 | 60",
            "02 | 1200 | 0,5 | 600",
            "03 | 4219614 | 100 | 10"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn dates_as_text_year_only_and_impossible() {
    let text = "STT | Tên văn bản | Số, ký hiệu | Cơ quan ban hành | Ngày ban hành
        1 | Quyết định giao biên chế | 12/QĐ-UBND | UBND tỉnh | 15/10/2015
        2 | Quyết định quy định chức năng | 13/QĐ-UBND | UBND tỉnh | 2015-12-10
        3 | Quyết định phê duyệt | 14/QĐ-UBND | UBND tỉnh | 2015
        4 | Quyết định kiện toàn | 15/QĐ-UBND | UBND tỉnh | 1985-5-211
        5 | Quyết định ban hành | 16/QĐ-UBND | UBND tỉnh | #2018";
    let (dossier, remarks) = read_all(vec![sheet(0, "Căn cứ pháp lý", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Basis), &["so_ky_hieu", "ngay"]),
        [
            "12/QĐ-UBND | 15/10/2015",
            "13/QĐ-UBND | 10/12/2015",
            "14/QĐ-UBND | 2015",
            "15/QĐ-UBND | 1985-5-211",
            "16/QĐ-UBND | 2018",
        ]
    );
    assert_eq!(codes(&remarks), ["unreadable-value"]);
    assert_eq!(remarks[0].cells.len(), 3, "{remarks:?}");
}

#[test]
fn a_column_of_dates_with_day_and_month_swapped_by_the_locale() {
    // In one column 13/07 can only be day first as text; the real dates next to it have days of at
    // most 12.
    let mut list = sheet(
        0,
        "Căn cứ pháp lý",
        "STT | Tên văn bản | Số, ký hiệu | Cơ quan ban hành | Ngày ban hành
         1 | Quyết định giao biên chế | 12/QĐ-UBND | UBND tỉnh | 15/10/2015
         2 | Quyết định kiện toàn | 13/QĐ-UBND | UBND tỉnh | x
         3 | Quyết định ban hành | 14/QĐ-UBND | UBND tỉnh | 28/3/2016",
    );
    list.rows[2].cells[4].1 = Value::Date(jiff::civil::date(2015, 12, 10));
    let (dossier, remarks) = read_all(vec![list]);
    assert_eq!(
        show(dossier.entries(Entity::Basis), &["ngay"]),
        ["15/10/2015", "10/12/2015", "28/03/2016"]
    );
    assert_eq!(codes(&remarks), ["swapped-dates"]);
    assert_eq!(remarks[0].cells[0].to_string(), "'Căn cứ pháp lý'!E3");
}

#[test]
fn blanks_are_blank_and_texts_are_trimmed() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Ghi chú
        1 |  A-01 | Trưởng   phòng\u{a0}Tổng hợp | #1 | \u{a0}
        2 | A-02\u{a0} | \u{200b}Văn thư viên | \u{a0}";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "so_nguoi", "ghi_chu"]
        ),
        [
            "A-01 | Trưởng phòng Tổng hợp | 1 | ",
            "A-02 | Văn thư viên |  | "
        ]
    );
}

#[test]
fn headings_with_typos_other_tones_and_odd_letters() {
    let text = "Số\u{a0}TT | Mã vị tri việc làm | Tên ví trí việc làm | Tống số | Nghạch công chức | Đơn vi công tác
        1 | A-01 | Trưởng phòng | #1 | Chuyên viên chính | Phòng A
        2 | A-02 | Chuyên viên | #2 | Chuyên viên | Phòng A";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ma", "ten", "so_nguoi", "ngach", "don_vi"]
        ),
        [
            "A-01 | Trưởng phòng | 1 | Chuyên viên chính | Phòng A",
            "A-02 | Chuyên viên | 2 | Chuyên viên | Phòng A"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn look_alikes_and_half_decomposed_headings() {
    let text =
        "STT | Mã VTVL | Tên vị trí việc làm | Số ngươ\u{300}i | ĐƠN VỊ THỰC HIỆN NHIỆM VỤ | Số lƣợng ngƣời hiện có
        1 | A-01 | Trƣởng phòng | #1 | Phòng A | #1";
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["so_nguoi", "hien_co"]),
        ["1 | 1"]
    );
}

#[test]
fn several_tables_orphan_headers_and_remarks_on_one_sheet() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | Trưởng phòng | #1
        2 | A-02 | Chuyên viên | #2

        (số liệu này hỏi lại phòng Tổ chức)

        STT | Mã VTVL | Tên vị trí việc làm | Số người

        STT | Nhóm VTVL | Số vị trí | Số người | Tỷ lệ (%)
        1 | Lãnh đạo, quản lý | #1 | #1 | #33.3
        2 | Nghiệp vụ chuyên ngành | #1 | #2 | #66.7
        Tổng cộng | | #2 | #3 | #100";
    let (dossier, _) = read_all(vec![sheet(0, "Biểu tổng hợp", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma", "so_nguoi"]),
        ["A-01 | 1", "A-02 | 2"]
    );
    assert_eq!(
        show(dossier.entries(Entity::Group), &["so_vi_tri", "so_nguoi"]),
        ["1 | 1", "1 | 2"]
    );
}

#[test]
fn an_unknown_column_is_told_with_a_guess() {
    let text = "STT | Mã VTVL | Tên vị trí việc làm | Số người | Số ng. hiện tại có mặt ở cơ quan | Màu mực
        1 | A-01 | Trưởng phòng | #1 | #1 | xanh
        2 | A-02 | Chuyên viên | #2 | #2 | đỏ";
    let (_, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    let unknown: Vec<_> = remarks
        .iter()
        .filter(|remark| remark.code.key() == "unknown-column")
        .collect();
    assert!(
        unknown
            .iter()
            .any(|remark| remark.sentence.contains("Màu mực")),
        "{remarks:?}"
    );
}

#[test]
fn two_hundred_sheets_and_most_of_them_irrelevant() {
    let mut sheets: Vec<_> = (0..199)
        .map(|n| {
            sheet(
                n,
                &format!("CC{n}"),
                "Bảng chấm công\nHọ tên | 1 | 2 | 3\nNguyễn Văn A | x | x | x",
            )
        })
        .collect();
    sheets.push(sheet(
        199,
        "Danh mục VTVL",
        "STT | Mã VTVL | Tên vị trí việc làm | Số người\n1 | A-01 | Trưởng phòng | #1",
    ));
    let (dossier, remarks) = read_all(sheets);
    assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
    assert_eq!(
        codes(&remarks),
        ["unknown-sheet"],
        "one remark for all of them"
    );
}

#[test]
fn legal_bases_as_lines_without_a_table() {
    let text = "CƠ SỞ PHÁP LÝ CỦA ĐỀ ÁN
        1. Nghị định số 62/2020/NĐ-CP ngày 01/6/2020 của Chính phủ về vị trí việc làm và biên chế công chức;
        - Căn cứ Luật Cán bộ, công chức năm 2008;
        3 | Quyết định số 15/2021/QĐ-UBND ngày 20 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh
        Người lập biểu";
    let (dossier, remarks) = read_all(vec![sheet(0, "Căn cứ", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Basis),
            &["ten", "so_ky_hieu", "ngay"]
        ),
        [
            "Nghị định số 62/2020/NĐ-CP ngày 01/6/2020 của Chính phủ về vị trí việc làm và biên chế công chức; | 62/2020/NĐ-CP | 01/06/2020",
            "Luật Cán bộ, công chức năm 2008; |  | ",
            "Quyết định số 15/2021/QĐ-UBND ngày 20 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh | 15/2021/QĐ-UBND | 20/04/2021",
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
    let form = dossier.sheets[0].form.as_ref().unwrap();
    assert_eq!(form.skipped.len(), 1, "{:?}", form.skipped);
}
