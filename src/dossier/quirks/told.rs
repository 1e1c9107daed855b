//! What is told of a workbook beside its tables: rows and columns that nobody sees, broken cells,
//! old encodings.

use crate::cells::Area;
use crate::cells::CellError;
use crate::cells::Value;
use crate::dossier::messy::codes;
use crate::dossier::messy::read_all;
use crate::dossier::messy::sheet;

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
