//! What is judged one by one, and what each is called.

use super::LAW;
use super::dossier;
use super::ruleset;
use crate::measure::subjects;

/// A value that stands once for many rows is one cell.
#[test]
fn each_cell_is_a_subject_once() {
    let duties = "Mã VTVL | Tên vị trí việc làm | Nhiệm vụ | Tỷ trọng (%)
        A-01 | Tổ chức bộ máy | Xây dựng đề án | #60
        | | Quản lý biên chế | #40";
    let dossier = dossier(&[("Mô tả công việc", duties)]);
    let ruleset = ruleset("cong-chuc", 2021);
    let called: Vec<String> = subjects(&dossier, &LAW.subjects["o"], &ruleset)
        .map(|cell| cell.called())
        .collect();
    let cells = ["A2", "C2", "B2", "D2", "C3", "D3"];
    assert_eq!(
        called,
        cells.map(|cell| format!("ô 'Mô tả công việc'!{cell}"))
    );
}

#[test]
fn what_is_needed_and_missing_is_called_by_its_own_name() {
    let positions = "STT | Mã VTVL | Tên vị trí việc làm | Số người
        1 | A-01 | | #1";
    let dossier = dossier(&[("Danh mục VTVL", positions)]);
    let kind = &LAW.subjects["noi_dung_thieu"];
    let ruleset = ruleset("cong-chuc", 2021);
    let mut found = subjects(&dossier, kind, &ruleset);
    let name = "ô 'Danh mục VTVL'!C2 (cột “Tên vị trí việc làm” của biểu “Danh mục VTVL”)";
    assert!(found.any(|needed| needed.called() == name));
}

/// The rows of one description are one subject, whatever the case of its code.
#[test]
fn rows_that_share_a_code_are_one_subject_and_are_called_by_it() {
    let duties = "STT | Mã VTVL | Tên vị trí việc làm | Nhiệm vụ
        1 | A-01 | Tổ chức bộ máy | Xây dựng đề án tổ chức
        2 | a-01 | Tổ chức bộ máy | Quản lý biên chế của cơ quan
        3 | A-02 | | Quản lý văn bản đến, văn bản đi
        4 | | Thủ quỹ | Quản lý quỹ tiền mặt";
    let dossier = dossier(&[("Mô tả công việc", duties)]);
    let ruleset = ruleset("cong-chuc", 2021);
    let called: Vec<String> = subjects(&dossier, &LAW.subjects["mo_ta"], &ruleset)
        .map(|description| description.called())
        .collect();
    assert_eq!(
        called,
        [
            "bản mô tả của vị trí A-01 “Tổ chức bộ máy”",
            "bản mô tả của vị trí A-02",
            "bản mô tả của vị trí “Thủ quỹ”",
        ]
    );
}

#[test]
fn a_unit_is_called_by_its_name_alone() {
    let units = "STT | Mã đơn vị | Tên đơn vị | Loại đơn vị | Số người đề xuất
        1 | VP | Văn phòng Sở | Văn phòng | #9";
    let dossier = dossier(&[("Cơ cấu tổ chức", units)]);
    let kind = &LAW.subjects["don_vi"];
    let ruleset = ruleset("cong-chuc", 2021);
    let found: Vec<_> = subjects(&dossier, kind, &ruleset).collect();
    assert_eq!(
        (found[0].called(), found[0].code()),
        ("Văn phòng Sở".into(), "VP".into())
    );
}
