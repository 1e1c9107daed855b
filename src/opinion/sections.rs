//! The sections of an appraisal, each with its findings, questions and a sentence.

use std::collections::BTreeMap;

use super::Counts;
use super::Finding;
use super::SectionResult;
use crate::law::Outcome;
use crate::law::Section;
use crate::measure;

/// The sections in the order of the report.
pub(super) fn sections(
    findings: &[Finding],
    by_section: &BTreeMap<Section, Counts>,
) -> Vec<SectionResult> {
    let section = |section: Section| {
        let counts = by_section.get(&section).copied().unwrap_or_default();
        let here = |manual: bool| {
            let wanted = move |(_, f): &(usize, &Finding)| {
                f.section == section && (f.outcome == Outcome::Manual) == manual
            };
            findings
                .iter()
                .enumerate()
                .filter(wanted)
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        };
        SectionResult {
            section,
            title: section.title(),
            counts,
            findings: here(false),
            questions: here(true),
            summary: section_summary(&counts),
        }
    };
    Section::ALL.into_iter().map(section).collect()
}

/// What was judged in a section, and with what result.
pub(super) fn section_summary(counts: &Counts) -> String {
    let judged = counts.pass + counts.violation + counts.explain + counts.note + counts.waived;
    let times = |number: usize| format!("{} lượt", measure::grouped(&number.to_string()));
    let listed = |parts: &[(usize, Outcome)]| {
        let some = parts.iter().filter(|(number, _)| *number > 0);
        some.map(|(number, what)| format!("{} {}", times(*number), what.label()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let wrong = [
        (counts.violation, Outcome::Violation),
        (counts.explain, Outcome::Explain),
    ];
    let open = [
        (counts.doubtful, Outcome::Doubtful),
        (counts.missing, Outcome::Missing),
        (counts.waived, Outcome::Waived),
    ];
    match (judged, counts.violation + counts.explain, counts.missing) {
        (0, 0, _) if counts.doubtful > 0 => format!("Chưa kết luận được: {}.", listed(&open)),
        (0, 0, 0) => {
            "Không có quy định nào của phần này áp dụng cho hồ sơ tại ngày xét.".to_owned()
        }
        (0, 0, missing) => format!(
            "Chưa kiểm tra được: {} kiểm tra thiếu dữ liệu.",
            times(missing)
        ),
        (judged, 0, _) => {
            let rest = listed(&open);
            let mark = if rest.is_empty() { "" } else { "; " };
            let fine = "không có nội dung sai quy định hoặc phải giải trình";
            format!("Đã kiểm tra {}, {fine}{mark}{rest}.", times(judged))
        }
        (judged, ..) => format!(
            "Đã kiểm tra {}: {}.",
            times(judged),
            listed(&[wrong.as_slice(), &open].concat())
        ),
    }
}
