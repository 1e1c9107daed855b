//! The reader on made-up sheets that are as untidy as real ones.

use std::sync::Arc;

use super::Dossier;
use super::Entry;
use super::Mapping;
use super::Remark;
use super::RemarkCode;
use super::read;
use crate::cells::Area;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::SheetRef;
use crate::cells::Value;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::cells::WorkbookFormat;
use crate::dictionary::Entity;
use crate::dictionary::Layout;
use crate::dictionary::embedded_forms;

/// A sheet from lines of cells parted by `|`; `#12` is a number, a blank stays blank.
pub(crate) fn sheet(index: usize, name: &str, text: &str) -> Sheet {
    let value = |cell: &str| match cell.strip_prefix('#') {
        Some(number) => number
            .parse()
            .map_or_else(|_| Value::Decimal(number.parse().unwrap()), Value::Whole),
        None => Value::Text(cell.into()),
    };
    let row = |(number, line): (usize, &str)| {
        let cells = line
            .split('|')
            .map(str::trim)
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let cells = cells
            .map(|(col, cell)| (u32::try_from(col).unwrap(), value(cell)))
            .collect();
        Row {
            number: u32::try_from(number).unwrap(),
            cells,
        }
    };
    Sheet {
        id: Arc::new(SheetRef::new(index, name)),
        visibility: Visibility::Visible,
        rows: text
            .lines()
            .map(str::trim)
            .enumerate()
            .map(row)
            .filter(|row| !row.cells.is_empty())
            .collect(),
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        print_areas: Vec::new(),
        beside: Arc::default(),
    }
}

pub(in crate::dossier) fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
    Area {
        top,
        left,
        bottom,
        right,
    }
}

pub(crate) fn read_all(sheets: Vec<Sheet>) -> (Dossier, Vec<Remark>) {
    read(
        &Workbook {
            format: WorkbookFormat::Xlsx,
            sheets,
            own: None,
            lists: Vec::new(),
        },
        &embedded_forms(),
        &Mapping::default(),
    )
}

pub(in crate::dossier) fn codes(remarks: &[Remark]) -> Vec<&'static str> {
    remarks.iter().map(|remark| remark.code.key()).collect()
}

/// One line an entry: the texts of some fields, terms in angle brackets.
pub(in crate::dossier) fn show(entries: &[Entry], fields: &[&str]) -> Vec<String> {
    let text = |entry: &Entry, field: &str| {
        entry.leaf(field).map_or_else(
            || "∅".to_owned(),
            |leaf| {
                leaf.term
                    .as_ref()
                    .map_or_else(|| leaf.value.to_string(), |term| format!("<{term}>"))
            },
        )
    };
    entries
        .iter()
        .map(|entry| {
            fields
                .iter()
                .map(|f| text(entry, f))
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect()
}

/// A list with letterhead, merges, sections, a heading again, a note and signatures.
const MESSY_LIST: &str = "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
         DANH MỤC VỊ TRÍ VIỆC LÀM CỦA SỞ
         (Kèm theo Quyết định số 12/QĐ-UBND ngày 30 tháng 6 năm 2021)

         Số TT | Mã số VTVL | | Biên chế | | Ngạch, CDNN
         | | | Được giao | Đề xuất
         A | B | C | 1 | 2 | 3
         | | TỔNG SỐ (I+II): | #9 | #8
         I | | Vị trí việc làm lãnh đạo, quản lý | | 3
         1 | LĐ-01 | Giám đốc Sở | | 01 | Chuyên viên cao cấp
         2 | LĐ-02 | Phó Giám đốc Sở | | 2 người | Chuyên viên chính 50%
         | | | | | Chuyên viên 50%
         II | | Nghiệp vụ chuyên môn dùng chung
         1 | DC-01 | Chuyên viên tổng hợp | | 04 - 06 | Chuyên viên
         2 | DC-02 | Văn thư viên | | ….. | Văn thư viên
         3
         Số TT | Mã số VTVL | | Biên chế | | Ngạch, CDNN
         4 | DC-03 | Kế toán viên | | #1 | Kế toán viên
         | | Bình Minh, ngày 30 tháng 6 năm 2021
         | | GIÁM ĐỐC | | | NGƯỜI LẬP BIỂU";

#[test]
fn a_messy_list_of_positions() {
    let mut list = sheet(0, "PL 1", MESSY_LIST);
    list.merges = vec![
        area(4, 3, 4, 4),
        area(4, 0, 5, 0),
        area(4, 1, 5, 1),
        area(4, 2, 5, 2),
        area(4, 5, 5, 5),
    ];
    let (dossier, remarks) = read_all(vec![list]);
    let entries = dossier.entries(Entity::Position);
    assert_eq!(
        show(
            entries,
            &["stt", "ma", "ten", "so_nguoi", "ngach", "nhom", "hien_co"]
        ),
        [
            "1 | LĐ-01 | Giám đốc Sở | 1 | Chuyên viên cao cấp | <lanh_dao_quan_ly> | ∅",
            "2 | LĐ-02 | Phó Giám đốc Sở | 2 | Chuyên viên chính 50%; Chuyên viên 50% | <lanh_dao_quan_ly> | ∅",
            "1 | DC-01 | Chuyên viên tổng hợp | 04 - 06 | Chuyên viên | <dung_chung> | ∅",
            "2 | DC-02 | Văn thư viên |  | Văn thư viên | <dung_chung> | ∅",
            "4 | DC-03 | Kế toán viên | 1 | Kế toán viên | <dung_chung> | ∅",
        ]
    );
    assert_eq!(entries[0].at.to_string(), "'PL 1'!C10");
    assert_eq!(
        entries[2].leaf("nhom").unwrap().at.to_string(),
        "'PL 1'!C13"
    );
    let table = &dossier.tables[&Entity::Position];
    assert_eq!(
        show(&table.totals, &["ten", "so_nguoi"]),
        ["TỔNG SỐ (I+II): | 8"]
    );
    assert_eq!(
        dossier
            .title_date
            .as_ref()
            .map(|(date, _)| date.to_string())
            .as_deref(),
        Some("2021-06-30")
    );
    let reading = dossier.sheets[0].form.as_ref().unwrap();
    assert_eq!(
        (reading.form.as_str(), reading.header),
        ("danh-muc", (4, 5))
    );
    assert_eq!(
        codes(&remarks),
        [
            "title-date",
            "guessed-column",
            "unreadable-value",
            "skipped-row"
        ]
    );
    assert_eq!(remarks[2].cells[0].to_string(), "'PL 1'!E14");
}

#[test]
fn a_position_named_once_holds_for_its_rows() {
    let text = "Mã VTVL | Tên vị trí việc làm | TT | Nhiệm vụ | Công việc cụ thể | Tỷ trọng (%)
        LD-01 | Giám đốc Sở | 1 | Chỉ đạo | a | #0.4
        | | 2 | Điều hành | b | #0.6
        | Phó Giám đốc Sở | 1 | Giúp việc | c | #0.9
        | | | | d |
        | | 2 | Khác | e | #0.1";
    let (dossier, remarks) = read_all(vec![sheet(0, "Bản mô tả", text)]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ma_vtvl", "ten_vtvl", "ten", "cong_viec", "ty_trong"]
        ),
        [
            "LD-01 | Giám đốc Sở | Chỉ đạo | a | 40",
            "LD-01 | Giám đốc Sở | Điều hành | b | 60",
            " | Phó Giám đốc Sở | Giúp việc | c; d | 90",
            " | Phó Giám đốc Sở | Khác | e | 10",
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn one_sheet_a_position_with_its_name_above() {
    let page = |index, name: &str, code: &str| {
        let text = format!(
            "BẢN MÔ TẢ VỊ TRÍ VIỆC LÀM
             Tên VTVL: {name} | | Mã VTVL: | {code}
             TT | Nhiệm vụ | Tiêu chí đánh giá hoàn thành công việc
             1 | Chủ trì tham mưu | Đúng hạn
             Ghi chú: không

             Nhóm năng lực | Tên năng lực | Cấp độ
             Năng lực chung | Giao tiếp, ứng xử | 3"
        );
        sheet(index, &format!("VT {index}"), &text)
    };
    let (dossier, remarks) = read_all(vec![
        page(0, "Trưởng phòng", "P-01"),
        page(1, "Chuyên viên", "P-02"),
    ]);
    assert_eq!(
        show(
            dossier.entries(Entity::Duty),
            &["ma_vtvl", "ten_vtvl", "ten"]
        ),
        [
            "P-01 | Trưởng phòng | Chủ trì tham mưu",
            "P-02 | Chuyên viên | Chủ trì tham mưu"
        ]
    );
    assert_eq!(
        show(dossier.entries(Entity::Competency), &["ma_vtvl", "ten"]),
        ["P-01 | Giao tiếp, ứng xử", "P-02 | Giao tiếp, ứng xử"]
    );
    assert_eq!(codes(&remarks), ["repeated-form", "repeated-form"]);
}

#[test]
fn labels_and_values_of_the_agency() {
    let text = "THÔNG TIN CHUNG
        Tên cơ quan: | Sở Nội vụ tỉnh Bình Minh | Đối tượng: | công chức
        Loại cơ quan | Chi cục
        Năm kế hoạch: | | Cấp quản lý: | Sở
        Ngày trình | 31/02/2021
        Biên chế được giao: 57
        Số lượng nữ | 12";
    let (dossier, remarks) = read_all(vec![sheet(0, "TT", text)]);
    let agency = dossier.entries(Entity::Agency);
    assert_eq!(
        show(
            agency,
            &[
                "ten_co_quan",
                "doi_tuong",
                "loai_co_quan",
                "so_giao",
                "ngay_trinh",
                "co_mat",
                "nam_ke_hoach",
                "cap_quan_ly"
            ]
        ),
        ["Sở Nội vụ tỉnh Bình Minh | <cong_chuc> | <chi_cuc> | 57 | 31/02/2021 | ∅ |  | <so>"]
    );
    assert_eq!(codes(&remarks), ["unreadable-value", "unknown-column"]);
}

#[test]
fn an_extract_of_the_list_is_told_and_not_added() {
    let list = "STT | Mã VTVL | Tên VTVL | Số biên chế
        1 | A | Trưởng phòng | 1
        2 | B | Phó Trưởng phòng | 2
        3 | C | Văn thư viên | 1";
    let extract = "STT | Mã VTVL | Tên VTVL | Số biên chế
        1 | A | Trưởng phòng | 1";
    let other = "STT | Mã VTVL | Tên VTVL | Số biên chế
        1 | D | Lái xe cơ quan | 1";
    let sheets = vec![
        sheet(0, "Tóm tắt", extract),
        sheet(1, "Danh mục", list),
        sheet(2, "Hỗ trợ", other),
    ];
    let (dossier, remarks) = read_all(sheets);
    assert_eq!(
        show(dossier.entries(Entity::Position), &["ma"]),
        ["A", "B", "C", "D"]
    );
    assert_eq!(codes(&remarks), ["repeated-form", "repeated-form"]);
    assert!(
        remarks[0].sentence.contains("“Danh mục”"),
        "{}",
        remarks[0].sentence
    );
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().entries, 0);
}

#[test]
fn copies_that_disagree_are_told_with_both_sides() {
    let list = "STT | Mã VTVL | Tên VTVL | Số biên chế | Mã ngạch
        1 | A | Trưởng phòng | #1 | 01.002
        2 | B | Phó Trưởng phòng | #2 | 01.003
        3 | C | Văn thư viên | #1 | 02.007
        4 | D | Lái xe | #1 |";
    let copy = "TT | Mã VTVL | Tên VTVL | Số biên chế | Mã ngạch
        7 | A | TRƯỞNG PHÒNG | #1 | 01.002
        8 | B | Phó Trưởng phòng | 03 - 04 | 01.002
        9 | C | Văn thư viên (trung cấp) | #1 |";
    let (_, remarks) = read_all(vec![sheet(0, "Danh mục", list), sheet(1, "Trích", copy)]);
    assert_eq!(
        codes(&remarks),
        ["repeated-form", "copies-differ"],
        "{remarks:?}"
    );
    assert!(
        remarks[1]
            .sentence
            .contains("'Trích'!D3 ghi “03 - 04”, 'Danh mục'!D3 ghi “2”"),
        "{}",
        remarks[1].sentence
    );
    let cells: Vec<String> = remarks[1].cells.iter().map(ToString::to_string).collect();
    assert_eq!(
        cells,
        ["'Trích'!E3", "'Danh mục'!E3", "'Trích'!D3", "'Danh mục'!D3"]
    );
}

#[test]
fn agencies_that_disagree_are_told() {
    let first = "THÔNG TIN CHUNG\n Tên cơ quan | Sở Nội vụ tỉnh Bình Minh\n Biên chế được giao | 57\n Năm kế hoạch | 2022";
    let second = "THÔNG TIN CHUNG\n Tên cơ quan | Sở Nội vụ tỉnh Bình Minh\n Biên chế được giao | 58\n Cấp quản lý | Sở";
    let (_, remarks) = read_all(vec![sheet(0, "TT", first), sheet(1, "TT cũ", second)]);
    assert_eq!(
        codes(&remarks),
        ["repeated-form", "copies-differ"],
        "{remarks:?}"
    );
}

#[test]
fn sheets_that_are_no_proposal_are_told() {
    let payroll = "Số TT | Tên cơ quan, tổ chức | Biên chế giao năm 2026 | Biên chế có mặt tính đến ngày 15/6/2026
        1 | Sở Nội vụ | 57 | 55";
    let mut hidden = sheet(1, "Kangatang", "#1");
    hidden.visibility = Visibility::VeryHidden;
    let notes = sheet(2, "Sheet3", "việc cần làm\ngọi điện");
    let (dossier, remarks) = read_all(vec![
        sheet(0, "CBCC", payroll),
        hidden,
        notes,
        sheet(3, "Trống", ""),
    ]);
    assert!(dossier.tables.is_empty());
    assert_eq!(
        codes(&remarks),
        ["no-proposal", "other-form", "hidden-sheet", "unknown-sheet"]
    );
    assert_eq!(dossier.sheets[0].form.as_ref().unwrap().entity, None);
    assert_eq!(remarks[1].code, RemarkCode::OtherForm);
}

#[test]
fn numbers_on_a_continued_row_are_added_and_told() {
    let text = "STT | Mã VTVL | Tên VTVL | Ngạch | Số người
        1 | A | Trưởng phòng | Chuyên viên chính | #1
        | | | Chuyên viên | #2
        TỔNG CỘNG | | | | #3";
    let (dossier, remarks) = read_all(vec![sheet(0, "Danh mục VTVL", text)]);
    let entries = show(dossier.entries(Entity::Position), &["ngach", "so_nguoi"]);
    assert_eq!(entries, ["Chuyên viên chính; Chuyên viên | 3"]);
    assert_eq!(codes(&remarks), ["skipped-row"]);
}

#[test]
fn unit_sections_and_merged_groups_reach_their_rows() {
    let mut list = sheet(
        0,
        "Danh mục VTVL",
        "STT | Tên vị trí việc làm | Nhóm VTVL | Số người
         Phòng Tổng hợp
         1 | Trưởng phòng | Lãnh đạo, quản lý | #1
         2 | Phó Trưởng phòng | | #1
         3 | Văn thư viên | | #1",
    );
    list.merges = vec![area(2, 2, 3, 2)];
    let (dossier, _) = read_all(vec![list]);
    assert_eq!(
        show(
            dossier.entries(Entity::Position),
            &["ten", "nhom", "don_vi"]
        ),
        [
            "Trưởng phòng | <lanh_dao_quan_ly> | Phòng Tổng hợp",
            "Phó Trưởng phòng | <lanh_dao_quan_ly> | Phòng Tổng hợp",
            "Văn thư viên |  | Phòng Tổng hợp",
        ]
    );
}

#[test]
fn the_standard_form_reads_itself() {
    let forms = embedded_forms();
    for form in forms
        .iter()
        .filter(|form| form.layout == Layout::Table && form.entity.is_some())
    {
        let labels: Vec<&str> = form
            .standard_fields()
            .map(|field| field.label.as_str())
            .collect();
        let text = format!(
            "{}\n{}",
            labels.join(" | "),
            vec!["thử một hai"; labels.len()].join(" | ")
        );
        let (dossier, _) = read_all(vec![sheet(0, &form.sheet, &text)]);
        let reading = dossier.sheets[0].form.as_ref().unwrap();
        assert_eq!(reading.form, form.key);
        let keys: Vec<&str> = reading
            .columns
            .iter()
            .filter_map(|column| column.field.as_deref())
            .collect();
        assert_eq!(
            keys,
            form.standard_fields()
                .map(|field| &*field.key)
                .collect::<Vec<_>>()
        );
    }
}
