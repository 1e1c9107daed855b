//! A finding is an echo of another only where one value decided both; formulas are never to be
//! written over; what is written and not understood is never absent.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use crate::support::Cell;
use crate::support::Sheets;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::law::Outcome;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Finding;

const SAMPLE: &str = "so-nong-nghiep-2021";

/// The clean sample after some edits.
fn appraised(edit: impl FnOnce(&mut Sheets)) -> Appraisal {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut sheets = crate::support::sample(SAMPLE);
    edit(&mut sheets);
    engine
        .appraise(
            &[Submitted::new("de-an.xlsx", sheets.to_xlsx())],
            &ReadingManner::default(),
            &Asked::default(),
        )
        .unwrap()
}

fn of_rule<'a>(appraisal: &'a Appraisal, rule: &str) -> Vec<&'a Finding> {
    appraisal
        .findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .collect()
}

fn causes(appraisal: &Appraisal, outcome: Outcome) -> Vec<String> {
    let own = appraisal
        .findings
        .iter()
        .filter(|f| f.outcome == outcome && f.follows.is_none());
    own.map(|finding| format!("{}: {}", finding.rule, finding.sentence))
        .collect()
}

#[test]
fn two_faults_that_point_at_one_place_are_two() {
    let appraisal = appraised(|sheets| {
        sheets.remove_sheet("Căn cứ pháp lý");
        sheets.set("Thống kê công việc", "F1", "Cột khác");
    });
    let bases = of_rule(&appraisal, "nd-62-2020/d08-can-cu");
    let all: Vec<_> = appraisal
        .findings
        .iter()
        .map(|f| (&f.rule, f.outcome))
        .collect();
    assert!(
        appraisal
            .findings
            .iter()
            .all(|finding| finding.follows.is_none()),
        "{all:?}"
    );
    let levels = of_rule(&appraisal, "nd-62-2020/d04k1b-muc-do-phuc-tap");
    assert_eq!(levels.len(), 1, "{all:?} {}", bases.len());
    assert_eq!(levels[0].outcome, Outcome::Missing);
}

#[test]
fn what_wants_the_same_blank_value_follows() {
    let appraisal = appraised(|sheets| {
        sheets.clear("Danh mục VTVL", "D43");
    });
    let cause = of_rule(&appraisal, "nd-62-2020/d05k2-phan-nhom");
    assert_eq!(cause.len(), 1);
    assert_eq!(
        causes(&appraisal, Outcome::Missing),
        [""; 0],
        "all that is missing is that group"
    );
    let follows: Vec<_> = appraisal
        .findings
        .iter()
        .filter_map(|finding| finding.follows.clone())
        .collect();
    assert!(
        !follows.is_empty()
            && follows
                .iter()
                .all(|rule| rule == "nd-62-2020/d05k2-phan-nhom"),
        "{follows:?}"
    );
}

#[test]
fn sums_that_leave_out_a_number_written_as_text_follow_from_it() {
    let appraisal = appraised(|sheets| {
        sheets
            .set("Tổng hợp VTVL", "D3", "14 người")
            .set("Tổng hợp VTVL", "D6", "=SUM(D2:D5)→46");
    });
    let text = of_rule(&appraisal, "nhat-quan/so-ghi-dang-chu");
    assert_eq!(text.len(), 1);
    assert_eq!(text[0].cells[0].to_string(), "'Tổng hợp VTVL'!D3");
    let sum = of_rule(&appraisal, "nhat-quan/tong-hop-tong-cong");
    assert_eq!(sum[0].follows.as_deref(), Some("nhat-quan/so-ghi-dang-chu"));
}

#[test]
fn nobody_is_asked_to_write_over_a_formula() {
    let appraisal = appraised(|sheets| {
        sheets.set("Tổng hợp VTVL", "D6", "=SUM(D2:D4)→57");
    });
    let sum = of_rule(&appraisal, "nhat-quan/tong-hop-tong-cong");
    let remedy = &sum[0].remedy;
    assert!(
        remedy.ends_with(
            "Ô D6 là công thức: sửa các ô mà nó lấy số (D2:D5), không ghi đè công thức."
        ),
        "{remedy}"
    );
    let typed = appraised(|sheets| {
        sheets.set("Tổng hợp VTVL", "D6", "57");
    });
    assert!(
        !of_rule(&typed, "nhat-quan/tong-hop-tong-cong")[0]
            .remedy
            .contains("công thức:")
    );
}

#[test]
fn a_workbook_that_was_never_computed_is_one_fault() {
    let appraisal = appraised(|sheets| {
        for row in 2..=60 {
            sheets.set(
                "Thống kê công việc",
                &format!("J{row}"),
                &format!("=H{row}*I{row}"),
            );
        }
    });
    let own: Vec<&Finding> = appraisal
        .findings
        .iter()
        .filter(|finding| finding.follows.is_none() && finding.outcome != Outcome::Manual)
        .filter(|finding| finding.outcome != Outcome::Note)
        .collect();
    let told: Vec<_> = own
        .iter()
        .map(|finding| (&finding.rule, &finding.sentence))
        .collect();
    assert_eq!(own.len(), 1, "{told:?}");
    assert_eq!(
        own[0].sentence,
        "Tệp chưa được tính: 59 ô là công thức chưa có kết quả."
    );
    assert_eq!(
        own[0].remedy,
        "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi gửi lại."
    );
}

#[test]
fn what_is_written_and_not_understood_is_never_absent() {
    let mark = appraised(|sheets| {
        sheets.set("Hồ sơ", "C2", "theo công văn kèm theo nào đó");
    });
    let request = of_rule(&mark, "nd-62-2020/d08k1-van-ban-de-nghi");
    if let Some(request) = request.first() {
        assert_eq!(request.outcome, Outcome::Missing, "{}", request.sentence);
        assert!(
            request
                .sentence
                .contains("ghi “theo công văn kèm theo nào đó”, không đọc được là có hay không")
        );
    }
    let group = appraised(|sheets| {
        for row in 2..=60 {
            let cell = format!("C{row}");
            if *sheets.cell("Khung năng lực", &cell) == Cell::Text("Năng lực quản lý".into())
            {
                sheets.set("Khung năng lực", &cell, "Nhóm ba");
            }
        }
    });
    let managers = of_rule(&group, "nhat-quan/nang-luc-quan-ly");
    assert!(!managers.is_empty());
    assert!(
        managers
            .iter()
            .all(|finding| finding.outcome == Outcome::Missing),
        "perhaps they are meant"
    );
    assert!(managers[0].sentence.contains("“Nhóm ba”") || !managers[0].instances.is_empty());
    assert_eq!(group.counts.violation, 0);
}

#[test]
fn a_date_of_submission_that_is_not_understood_is_told_as_written() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut sheets = crate::support::sample(SAMPLE);
    let row = sheets.row_of("Thông tin chung", "A", "Ngày trình");
    sheets.set("Thông tin chung", &format!("B{row}"), "đầu tháng chín");
    let files = [Submitted::new("de-an.xlsx", sheets.to_xlsx())];
    let refused = engine
        .appraise(&files, &ReadingManner::default(), &Asked::default())
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("ghi “đầu tháng chín”, không đọc được là ngày tháng"),
        "{refused}"
    );
}
