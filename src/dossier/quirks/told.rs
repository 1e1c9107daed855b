//! What is told of a workbook beside its tables: rows and columns that nobody sees, broken cells,
//! old encodings.

use crate::cells::Area;
use crate::cells::CellError;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dossier::Needed;
use crate::dossier::RemarkCode;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;
use crate::dossier::messy::show;

const LIST: &str = "DANH MỤC
    STT | Mã VTVL | Tên vị trí việc làm | Số người | Ghi chú
    1 | A-01 | Trưởng phòng | #1 |
    2 | A-02 | Phó Trưởng phòng | #1 | cũ
    3 | A-03 | Chuyên viên | #2 |";

#[test]
fn hidden_rows_and_columns_that_hold_data() {
    let mut list = sheet(0, "Danh mục", LIST);
    list.hidden_rows = vec![3, 4, 9];
    list.hidden_cols = vec![4, 7];
    let (_, remarks) = read_all(vec![list]);
    assert_eq!(codes(&remarks), ["hidden-columns", "hidden-rows"]);
    assert!(
        remarks[0].sentence.contains("1 cột") && remarks[0].sentence.contains("cột E"),
        "{remarks:?}"
    );
    assert!(
        remarks[1].sentence.contains("2 dòng") && remarks[1].sentence.contains("dòng 4–5"),
        "{remarks:?}"
    );
}

#[test]
fn a_print_area_that_cuts_the_last_row_off() {
    let mut list = sheet(0, "Danh mục", LIST);
    list.print_areas = vec![Area {
        top: 0,
        left: 0,
        bottom: 3,
        right: 4,
    }];
    let (_, remarks) = read_all(vec![list.clone()]);
    assert_eq!(codes(&remarks), ["print-area"]);
    assert_eq!(remarks[0].cells[0].to_string(), "'Danh mục'!A5");
    list.print_areas = vec![Area {
        top: 1,
        left: 0,
        bottom: 4,
        right: 4,
    }];
    assert_eq!(
        codes(&read_all(vec![list]).1),
        Vec::<&str>::new(),
        "a title need not be printed"
    );
}

#[test]
fn broken_cells_outside_the_tables() {
    let mut list = sheet(0, "Danh mục", LIST);
    // In the table: the rules speak of these. Above it: nobody else does.
    list.rows[2].cells[3].1 = Value::Error(CellError::Ref);
    list.rows[3].cells[3].1 = Value::Uncomputed;
    list.rows[0].cells.push((5, Value::Error(CellError::Value)));
    list.rows[0].cells.push((6, Value::Uncomputed));
    let (_, remarks) = read_all(vec![list]);
    let told: Vec<&str> = codes(&remarks)
        .into_iter()
        .filter(|code| *code != "unreadable-value")
        .collect();
    assert_eq!(told, ["error-cell", "uncomputed-formula"]);
}

#[test]
fn old_encodings_are_told_with_their_name() {
    let text = "STT | Hä vµ tªn | Chøc vô\n1 | NguyÔn V¨n Tr\u{ad}êng | Tr\u{ad}ëng phßng Tæ chøc";
    let (_, remarks) = read_all(vec![sheet(0, "Sheet1", text)]);
    let told = remarks
        .iter()
        .find(|remark| remark.code.key() == "legacy-text")
        .unwrap();
    assert!(
        told.sentence.contains("TCVN3") && told.sentence.contains("“Họ và tên”"),
        "{told:?}"
    );
}

/// What a proposal needs and does not say, each with the cell at which that is told.
fn needed(sheets: &[(&str, &str)]) -> Vec<String> {
    let sheets = sheets.iter().enumerate();
    let sheets = sheets.map(|(index, (name, text))| sheet(index, name, text));
    let (dossier, _) = read_all(sheets.collect());
    let told = |needed: &Needed| format!("{} {}", needed.label, needed.leaf.at.local());
    dossier.needed.iter().map(told).collect()
}

#[test]
fn a_column_that_is_there_and_blank_is_not_missing() {
    let list = "DANH MỤC VỊ TRÍ VIỆC LÀM
        STT | Mã VTVL | Tên vị trí việc làm | Nhóm VTVL | Đơn vị | Số người
        1 | A-01 | Tổ chức bộ máy | | | #1";
    let told = needed(&[("Danh mục VTVL", list)]);
    assert!(told.contains(&"cột “Mã ngạch (Mã số CDNN)” của biểu “Danh mục VTVL” A2".to_owned()));
    assert!(
        !told.iter().any(|told| told.contains("“Đơn vị”")),
        "{told:?}"
    );
}

#[test]
fn a_label_without_a_value_is_a_blank_cell() {
    let labels = "Nội dung | Giá trị
        Tên cơ quan, đơn vị |
        Cơ quan cấp trên | Ủy ban nhân dân tỉnh Lam Giang
        Ngày trình | 10/09/2021";
    let cell = "ô 'Thông tin chung'!B2 (cột “Tên cơ quan, đơn vị” của biểu “Thông tin chung”) B2";
    assert_eq!(needed(&[("Thông tin chung", labels)]), [cell]);
}

#[test]
fn a_line_without_a_number_lacks_it_and_no_column() {
    let lines = "CĂN CỨ PHÁP LÝ
        1. Luật Cán bộ, công chức năm 2008
        2. Luật Tổ chức chính quyền địa phương năm 2015";
    let number = "(cột “Số, ký hiệu” của biểu “Căn cứ pháp lý”)";
    let told = needed(&[("Căn cứ pháp lý", lines)]);
    let cells = ["A2", "A3"].map(|cell| format!("ô 'Căn cứ pháp lý'!{cell} {number} {cell}"));
    assert_eq!(told[..2], cells);
}

/// The headings stand on the first sheet: the second one has none to point at.
#[test]
fn the_sheets_of_one_table_are_told_at_its_headings_and_at_the_first_row_that_goes_on() {
    let top = "DANH MỤC VỊ TRÍ VIỆC LÀM
        Kèm theo đề án
        STT | Mã VTVL | Tên vị trí việc làm | Nhóm VTVL | Số người
        1 | A-01 | Giám đốc Sở | Lãnh đạo, quản lý | #1
        2 | A-02 | Phó Giám đốc Sở | Lãnh đạo, quản lý | #2";
    let next = "3 | A-03 | Chuyên viên tổng hợp | Nghiệp vụ chuyên môn dùng chung | #2
        4 | A-04 | Chuyên viên pháp chế | Nghiệp vụ chuyên môn dùng chung | #1";
    let (_, remarks) = read_all(vec![
        sheet(0, "Danh mục VTVL", top),
        sheet(1, "Trang sau", next),
    ]);
    let repeated = remarks
        .iter()
        .find(|remark| remark.code == RemarkCode::RepeatedForm);
    let cells = repeated.unwrap().cells.iter().map(ToString::to_string);
    assert_eq!(
        cells.collect::<Vec<_>>(),
        ["'Danh mục VTVL'!A3", "'Trang sau'!A1"]
    );
}

/// Rows that go on are rows of the table, whatever the sums say without them.
#[test]
fn a_table_that_goes_on_is_no_draft_of_itself() {
    let top = "STT | Mã VTVL | Tên vị trí việc làm | Nhóm VTVL | Số người
        1 | A-01 | Giám đốc Sở | Lãnh đạo, quản lý | #1
        2 | A-02 | Phó Giám đốc Sở | Lãnh đạo, quản lý | #2";
    let next = "3 | A-03 | Chuyên viên tổng hợp | Nghiệp vụ chuyên môn dùng chung | #2";
    let sums = "STT | Nhóm vị trí việc làm | Số lượng vị trí | Số người
        1 | Lãnh đạo, quản lý | #2 | #3
        | Tổng cộng | #2 | #3";
    let (dossier, _) = read_all(vec![
        sheet(0, "Danh mục VTVL", top),
        sheet(1, "Trang sau", next),
        sheet(2, "Tổng hợp VTVL", sums),
    ]);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma"]),
        ["A-01", "A-02", "A-03"]
    );
}
