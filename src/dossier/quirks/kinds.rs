//! Kinds of layout that were misread once: each with a made-up sheet of its own, and what a careful
//! reader sees.

use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dossier::Reach;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const LIST: &str = "STT | Mã VTVL | Tên vị trí việc làm | Đơn vị | Số người
    1 | A-01 | Trưởng phòng | Phòng A | #1
    2 | A-02 | Phó Trưởng phòng | Phòng A | #2
    3 | A-03 | Chuyên viên tổng hợp | Phòng A | #4
    4 | A-04 | Văn thư viên | Phòng B | #1
    5 | A-05 | Kế toán viên | Phòng B | #2";

/// The list with lines put in before its fourth entry.
fn list_with(lines: &str) -> String {
    LIST.replacen("    4 |", &format!("    {lines}\n    4 |"), 1)
}

#[test]
fn nothing_between_two_entries_ends_a_table() {
    for lines in [
        "Ghi chú: các vị trí dưới đây thuộc Phòng B",
        "| | Đã thống nhất với Sở Nội vụ",
        "| | | Trang 2",
        "Cộng trang 1 | | | | #7",
        "| | Khối văn phòng | | #7",
        "| | | | #7",
        "Mang sang trang sau | | | | #7\nMang sang | | | | #7",
        "| | Lam Giang, ngày 10 tháng 9 năm 2021\n| | NGƯỜI LẬP BIỂU | GIÁM ĐỐC\n| | Trần Thị Bình | Nguyễn Văn An",
        "\nDANH MỤC VỊ TRÍ VIỆC LÀM (tiếp theo)\nSTT | MÃ VTVL | TÊN VỊ TRÍ VIỆC LÀM | ĐƠN VỊ | SỐ NGƯỜI\n1 | 2 | 3 | 4 | 5",
        "STT | Mã số | Tên gọi | Thuộc | Biên chế",
    ] {
        let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &list_with(lines))]);
        assert_eq!(
            show(
                dossier.entries(Entity::Position),
                &["ma", "ten", "so_nguoi"]
            ),
            [
                "A-01 | Trưởng phòng | 1",
                "A-02 | Phó Trưởng phòng | 2",
                "A-03 | Chuyên viên tổng hợp | 4",
                "A-04 | Văn thư viên | 1",
                "A-05 | Kế toán viên | 2",
            ],
            "{lines}"
        );
        assert_eq!(dossier.doubts, [], "{lines}");
    }
}

#[test]
fn a_row_that_may_be_an_entry_is_in_doubt() {
    // Neither number nor code, and a figure that is no sum.
    let (dossier, remarks) = read_all(vec![sheet(
        0,
        "Danh mục VTVL",
        &list_with("| | Hợp đồng lao động | | #9"),
    )]);
    assert_eq!(dossier.entries(Entity::Position).len(), 6);
    assert_eq!(dossier.doubts.len(), 1, "{:?}", dossier.doubts);
    assert_eq!(dossier.doubts[0].reach, Reach::Rows);
    assert!(
        dossier.doubts[0].what.contains("dòng 5"),
        "{:?}",
        dossier.doubts
    );
    assert_eq!(codes(&remarks), ["doubtful-reading"]);
}

#[test]
fn what_the_other_sheets_say_decides_a_row_in_doubt() {
    let summary = "STT | Nhóm VTVL | Số vị trí | Số người\n1 | Lãnh đạo, quản lý | #5 | #10";
    let sheets = vec![
        sheet(
            0,
            "Danh mục VTVL",
            &list_with("| | Hợp đồng lao động | | #9"),
        ),
        sheet(1, "Tổng hợp VTVL", summary),
    ];
    let (dossier, _) = read_all(sheets);
    assert_eq!(dossier.entries(Entity::Position).len(), 5);
    assert_eq!(dossier.doubts, []);
    // A proper row is never explained away: a wrong summary stays wrong.
    let wrong = vec![
        sheet(0, "Danh mục VTVL", LIST),
        sheet(1, "Tổng hợp VTVL", &summary.replace("#10", "#9")),
    ];
    let (dossier, _) = read_all(wrong);
    assert_eq!(dossier.entries(Entity::Position).len(), 5);
}

#[test]
fn titles_of_groups_under_any_mark() {
    for (first, second) in [
        ("I | | Lãnh đạo, quản lý", "II | | Hỗ trợ, phục vụ"),
        ("- Lãnh đạo, quản lý", "- Hỗ trợ, phục vụ"),
        ("| | * Lãnh đạo, quản lý", "| | * Hỗ trợ, phục vụ"),
        ("a) Nhóm lãnh đạo, quản lý", "b) Nhóm hỗ trợ, phục vụ"),
        ("| | Lãnh đạo, quản lý", "| | Hỗ trợ, phục vụ"),
        ("PHẦN I. LÃNH ĐẠO, QUẢN LÝ", "PHẦN II. HỖ TRỢ, PHỤC VỤ"),
        (
            "I | | Lãnh đạo, quản lý | #3",
            "II | | Hỗ trợ, phục vụ | #1",
        ),
    ] {
        let text = format!(
            "STT | Mã VTVL | Tên vị trí việc làm | Số người
            {first}
            1 | A-01 | Giám đốc | #1
            2 | A-02 | Phó Giám đốc | #2
            {second}
            3 | A-03 | Lái xe | #1"
        );
        let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &text)]);
        assert_eq!(
            show(dossier.entries(Entity::Position), &["ma", "nhom"]),
            [
                "A-01 | <lanh_dao_quan_ly>",
                "A-02 | <lanh_dao_quan_ly>",
                "A-03 | <ho_tro_phuc_vu>"
            ],
            "{first}"
        );
    }
}

#[test]
fn a_description_broken_by_a_page() {
    let text = "TT | Nhiệm vụ | Công việc cụ thể | Tiêu chí đánh giá
        2.1 | Tham mưu | Soạn văn bản | Đúng hạn
        2.2 | Thẩm định | Lập báo cáo | Đúng hạn

        | | tiếp theo nội dung trên | tiếp theo
        2.3 | Phối hợp | Góp ý | Đúng hạn";
    let (dossier, _) = read_all(vec![sheet(0, "Mô tả công việc", text)]);
    let duties = show(dossier.entries(Entity::Duty), &["tt", "cong_viec"]);
    assert_eq!(
        duties,
        [
            "2.1 | Soạn văn bản",
            "2.2 | Lập báo cáo; tiếp theo nội dung trên",
            "2.3 | Góp ý"
        ]
    );
}

#[test]
fn sheets_without_the_deciding_columns_are_another_thing() {
    let units = "ID đơn vị | Đơn vị | Đơn vị cấp trên (nếu có)\n#1 | Văn phòng | \n#2 | Thanh tra | \n#3 | Phòng A | ";
    let kpi = "STT | Nhóm VTVL | Vị trí áp dụng | Chỉ số KPI chính | Trọng số %
        1 | I. Lãnh đạo | Trưởng phòng | Tỷ lệ hoàn thành | #40
        2 | I. Lãnh đạo | Trưởng phòng | Số văn bản | #60
        3 | II. Hỗ trợ | Văn thư viên | Đúng hạn | #100";
    let dictionary = "STT | Nhóm năng lực | Tên năng lực | Biểu hiện
        1 | Năng lực chung | Giao tiếp | Nói rõ
        2 | Năng lực chung | Tin học | Dùng được";
    for (name, text) in [("donvi", units), ("KPI", kpi), ("Từ điển", dictionary)] {
        let (dossier, remarks) = read_all(vec![sheet(0, name, text)]);
        assert!(
            dossier.tables.is_empty(),
            "{name}: {:?}",
            dossier.tables.keys()
        );
        assert!(
            codes(&remarks).contains(&"unknown-sheet"),
            "{name}: {remarks:?}"
        );
    }
}

#[test]
fn a_row_with_a_number_is_no_heading() {
    let text = "STT | Mảng công tác | Công việc phải làm | Bộ phận thực hiện | Mức độ | Số lượng ước | Giờ mỗi sản phẩm
        1 | Nhiệm vụ 1 | Công việc 1 | Văn phòng | Phức tạp | #10 | #8
        2 | Nhiệm vụ 2 | Công việc 2 | Văn phòng | Phức tạp | #10 | #8
        3 | Nhiệm vụ 3 | Công việc 3 | Văn phòng | Phức tạp | #10 | #8";
    let (dossier, _) = read_all(vec![sheet(0, "Thống kê công việc", text)]);
    assert_eq!(dossier.entries(Entity::Task).len(), 3);
}

#[test]
fn competencies_under_a_title_that_also_holds_other_words() {
    let text = "KHUNG NĂNG LỰC TOÀN DIỆN CỦA 03 DANH MỤC VỊ TRÍ VIỆC LÀM

        STT | Nhóm năng lực | Tên năng lực thành phần | Yêu cầu Nhóm 1 (Quản lý) | Yêu cầu Nhóm 2 (Chuyên môn) | Mô tả chuẩn
        1 | Năng lực chung | Đạo đức nghề nghiệp | Cấp độ 5 | Cấp độ 4 | Gương mẫu
        2 | Năng lực chung | Kỷ luật, trách nhiệm | Cấp độ 5 | Cấp độ 4 | Gương mẫu
        3 | Năng lực chung | Giao tiếp, ứng xử | Cấp độ 5 | Cấp độ 4 | Gương mẫu";
    let (dossier, _) = read_all(vec![sheet(0, "5. Khung Nang Luc & KPI", text)]);
    assert_eq!(
        dossier.entries(Entity::Competency).len(),
        6,
        "{:?} {:?}",
        dossier.sheets[0].reason,
        dossier.sheets[0].form.as_ref().map(|f| f
            .columns
            .iter()
            .map(|c| (c.heading.clone(), c.field.clone(), c.confidence))
            .collect::<Vec<_>>())
    );
    assert!(dossier.entries(Entity::Position).is_empty());
}

#[test]
fn legal_bases_in_rows_without_a_header() {
    let text = "ĐỀ ÁN VỊ TRÍ VIỆC LÀM
        (Xây dựng theo Nghị định 62/2020/NĐ-CP ngày 01/6/2020)

        I. CĂN CỨ PHÁP LÝ XÂY DỰNG ĐỀ ÁN
        1 | Nghị định số 62/2020/NĐ-CP | Quy định về vị trí việc làm | Chính phủ | 01/06/2020
        2 | Luật Cán bộ, công chức số 22/2008/QH12 | Quy định về cán bộ, công chức | Quốc hội | 13/11/2008
        3 | Phụ lục danh mục vị trí | Danh mục kèm theo | Sở A | 10/2021
        II. NGUYÊN TẮC XÂY DỰNG
        1 | Quy mô | Tổng số biên chế theo Quyết định số 12/QĐ-UBND ngày 01/01/2021: 35 người";
    let (dossier, _) = read_all(vec![sheet(0, "1. Đề án & Căn cứ", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Basis),
            &["ten", "so_ky_hieu", "co_quan_ban_hanh", "ngay"]
        ),
        [
            "Nghị định số 62/2020/NĐ-CP | 62/2020/NĐ-CP | Chính phủ | 01/06/2020",
            "Luật Cán bộ, công chức số 22/2008/QH12 | 22/2008/QH12 | Quốc hội | 13/11/2008",
            "Phụ lục danh mục vị trí |  | Sở A | 10/2021",
        ]
    );
}

#[test]
fn annexes_with_the_same_headings_are_one_form() {
    let annex = |index: usize, name: &str, last: &str, code: &str| {
        let text = format!(
            "DANH MỤC SẢN PHẨM, CÔNG VIỆC
            STT | Mã CV | Nhiệm vụ | Công việc chi tiết | Sản phẩm đầu ra | Nhóm | {last}
            1 | {code}.01 | Chỉ đạo | Rà soát | Kế hoạch | N2 |
            2 | {code}.02 | Điều hành | Phân công | Báo cáo | N2 |"
        );
        sheet(index, name, &text)
    };
    let sheets = vec![
        annex(0, "PL II", "Ghi chú", "II"),
        annex(1, "PL III", "Sản phẩm chuẩn = 5 điểm", "II"),
        annex(2, "PL IV", "Ghi chú", "IV"),
    ];
    let (dossier, _) = read_all(sheets);
    let forms: Vec<&str> = dossier
        .sheets
        .iter()
        .filter_map(|s| Some(s.form.as_ref()?.form.as_str()))
        .collect();
    assert_eq!(forms, ["thong-ke-cong-viec"; 3]);
    assert_eq!(dossier.entries(Entity::Task).len(), 6);
}

#[test]
fn a_mark_is_a_yes_where_number_or_date_stand_beside_it() {
    let text = "STT | Thành phần hồ sơ | Có (x) | Số, ký hiệu | Ngày
        1 | Văn bản đề nghị thẩm định | 01 bản | 12/TTr-SNV | 10/09/2021
        2 | Đề án vị trí việc làm | kèm theo | | 10/09/2021
        3 | Văn bản quy định chức năng, nhiệm vụ | ü | 23/2021/QĐ-UBND |
        4 | Văn bản khác có liên quan | xem lại | |
        5 | Đề án | không | 14/ĐA |";
    let (dossier, remarks) = read_all(vec![sheet(0, "Hồ sơ", text)]);
    assert_eq!(
        show(dossier.entries(Entity::Component), &["co"]),
        ["<co>", "<co>", "<co>", "xem lại", "<khong>"]
    );
    assert_eq!(codes(&remarks), ["unreadable-value"]);
    assert_eq!(remarks[0].cells[0].to_string(), "'Hồ sơ'!C5");
}

#[test]
fn a_code_behind_the_name_of_its_rank() {
    for cell in [
        "Chuyên viên (01.003)",
        "01.003 - Chuyên viên",
        "Chuyên viên – 01.003",
    ] {
        let text = format!(
            "STT | Mã VTVL | Tên vị trí việc làm | Ngạch | Số người\n1 | A-01 | Chuyên viên A | {cell} | #1"
        );
        let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &text)]);
        let ranks = show(dossier.entries(Entity::Position), &["ngach", "ma_ngach"]);
        assert_eq!(ranks, ["Chuyên viên | 01.003"], "{cell}");
    }
}

#[test]
fn rows_of_formulas_without_values_are_blank() {
    let mut list = sheet(
        0,
        "Danh mục VTVL",
        "STT | Mã VTVL | Tên vị trí việc làm | Số người\n1 | A-01 | Trưởng phòng | #1",
    );
    let mut empty = list.rows[1].clone();
    empty.number = 2;
    empty
        .cells
        .iter_mut()
        .for_each(|(_, value)| *value = Value::Uncomputed);
    list.rows.push(empty);
    let (dossier, _) = read_all(vec![list]);
    assert_eq!(show(dossier.entries(Entity::Position), &["ma"]), ["A-01"]);
}

#[test]
fn a_column_that_may_be_another_is_in_doubt() {
    let text = LIST.replace("Số người", "Dự trù");
    let (dossier, _) = read_all(vec![sheet(0, "Danh mục VTVL", &text)]);
    let field = |reach: &Reach| matches!(reach, Reach::Field(key) if **key == *"so_nguoi");
    assert!(
        dossier.doubts.iter().any(|doubt| field(&doubt.reach)),
        "{:?}",
        dossier.doubts
    );
}

#[test]
fn two_of_a_hundred_tables_on_one_sheet() {
    let block = |n: usize| {
        format!(
            "BẢN MÔ TẢ CÔNG VIỆC
            Tên vị trí việc làm: Chuyên viên {n} | | Mã vị trí việc làm: CV-{n:02}
            TT | Nhiệm vụ | Công việc cụ thể | Tiêu chí đánh giá
            1 | Tham mưu | Soạn văn bản | Đúng hạn
            Nhóm năng lực | Tên năng lực | Cấp độ
            Năng lực chung | Giao tiếp | 3"
        )
    };
    let text = (1..=60).map(block).collect::<Vec<_>>().join("\n\n");
    let (dossier, _) = read_all(vec![sheet(0, "Mô tả", &text)]);
    assert_eq!(dossier.entries(Entity::Duty).len(), 60);
    assert_eq!(dossier.entries(Entity::Competency).len(), 60);
    assert_eq!(
        dossier.entries(Entity::Competency)[59].text("ma_vtvl"),
        "CV-60"
    );
}
