//! Limits that moved: lawfully with the decision that fixes them, or without it.

use super::*;

const GENERAL: &str = "Thông tin chung";

/// The sample with defects under another number of people assigned, by the same decision.
fn assigned_anew() -> Sheets {
    let mut new = sample("so-nong-nghiep-2021-co-loi");
    let row = new.row_of(GENERAL, "A", "Biên chế (số lượng người làm việc) được giao");
    new.set(GENERAL, &format!("B{row}"), "60");
    new
}

/// What became of the finding about the people that exceed the number assigned.
fn fate_of_excess(comparison: &Comparison) -> Fate {
    let excess = |finding: &&vtvl::opinion::FindingChange| {
        finding.old.as_ref().is_some_and(|old| {
            old.sentence
                .contains("vượt số biên chế công chức được giao là 58")
        })
    };
    comparison.findings.iter().find(excess).unwrap().fate
}

#[test]
fn a_limit_that_moved_under_the_same_decision_is_a_warning_before_all_else_and_repairs_nothing() {
    let comparison = compare(&sample("so-nong-nghiep-2021-co-loi"), &assigned_anew());
    assert_eq!(comparison.warnings.len(), 1, "{:?}", comparison.warnings);
    let warning = &comparison.warnings[0];
    assert!(
        warning.starts_with("Số được giao đổi từ 58 thành 60") && warning.contains("QĐ-UBND"),
        "{warning}"
    );
    assert_eq!(fate_of_excess(&comparison), Fate::LimitMoved);
    assert_eq!(
        (comparison.summary.limit_moved, comparison.summary.fixed),
        (1, 0),
        "{}",
        comparison.summary.sentence
    );
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx] {
        let mut out = Vec::new();
        report::write_diff(&comparison, &House::default(), format, &mut out).unwrap();
        let text = match format {
            Format::Docx => crate::support::docx_parts(&out)["word/document.xml"].clone(),
            _ => String::from_utf8(out).unwrap(),
        };
        let at = |said: &str| {
            text.find(said)
                .unwrap_or_else(|| panic!("{format:?}: {said}"))
        };
        assert!(
            at("Số được giao đổi từ 58") < at("mới phát sinh"),
            "{format:?}: the warning is first"
        );
        let red = [
            (Format::Docx, "<w:color w:val=\"B3261E\"/>"),
            (Format::Html, "class=\"verdict incomplete\""),
        ];
        for (_, mark) in red.iter().filter(|(other, _)| *other == format) {
            assert!(text.contains(mark), "{format:?}: red");
        }
    }
}

#[test]
fn a_limit_that_moved_with_its_decision_is_only_told() {
    let mut new = assigned_anew();
    let row = new.row_of(GENERAL, "A", "Số, ký hiệu quyết định giao");
    new.set(
        GENERAL,
        &format!("B{row}"),
        "Quyết định số 77/QĐ-UBND ngày 05/03/2021",
    );
    let comparison = compare(&sample("so-nong-nghiep-2021-co-loi"), &new);
    assert_eq!(comparison.warnings, Vec::<String>::new());
    assert!(
        comparison
            .notices
            .iter()
            .any(|notice| notice.contains("từ 58 thành 60 theo Quyết định số 77/QĐ-UBND"))
    );
    assert_eq!(fate_of_excess(&comparison), Fate::Fixed);
    assert_eq!(comparison.summary.limit_moved, 0);
}

#[test]
fn what_fits_the_former_limit_too_is_repaired() {
    let mut new = assigned_anew();
    let row = new.row_of(LIST, "B", "TTS-03");
    new.set(LIST, &format!("I{row}"), "1");
    let comparison = compare(&sample("so-nong-nghiep-2021-co-loi"), &new);
    assert_eq!(
        fate_of_excess(&comparison),
        Fate::Fixed,
        "fewer people than the former limit"
    );
    assert_eq!(
        comparison.warnings.len(),
        1,
        "that the limit moved is told all the same"
    );
}
