//! What can be agreed to under a head, and what is said of one of which nothing was judged.

use super::brief::Brief;
use super::brief::Topic;
use crate::opinion::Counts;
use crate::report::wording::counted;
use crate::report::wording::two_digits;
use crate::report::words;

/// What is agreed to under a head where nothing is left to mend; none where nothing of it was
/// judged.
pub(super) fn agreed(brief: &Brief<'_>, topic: Topic) -> Option<String> {
    is_partly_right(brief, topic).then(|| format!("Thống nhất {}.", subject(brief, topic)))
}

/// Whether something under a head was judged and is right.
pub(super) fn is_partly_right(brief: &Brief<'_>, topic: Topic) -> bool {
    judged(brief, topic).pass > 0
}

/// What is said of a head of which nothing was judged.
pub(super) fn silent(brief: &Brief<'_>, topic: Topic) -> String {
    if judged(brief, topic).missing > 0 {
        return "Hồ sơ chưa có số liệu để thẩm định nội dung này.".to_owned();
    }
    "Quy định có hiệu lực tại ngày xét không đặt yêu cầu đối với nội dung này.".to_owned()
}

fn subject(brief: &Brief<'_>, topic: Topic) -> String {
    let (figures, agency) = (&brief.appraisal.figures, &brief.appraisal.agency);
    let people = |number: Option<i64>| number.map_or_else(|| "số".to_owned(), two_digits);
    match topic {
        Topic::Dossier => "thành phần hồ sơ và cơ sở pháp lý của Đề án".to_owned(),
        Topic::Organisation => match figures.units.len() {
            0 => "cơ cấu tổ chức và số lượng cấp phó đề nghị".to_owned(),
            units => format!(
                "cơ cấu {} đơn vị và số lượng cấp phó đề nghị",
                counted(units)
            ),
        },
        Topic::Positions => {
            let groups: Vec<String> = figures
                .groups
                .iter()
                .map(|line| {
                    format!(
                        "{} {}",
                        counted(line.positions),
                        words::lower(line.group.trim_matches(['(', ')']))
                    )
                })
                .collect();
            format!(
                "danh mục {} vị trí việc làm ({})",
                counted(figures.positions),
                groups.join("; ")
            )
        }
        Topic::Staffing => {
            let counted = brief.counted_as();
            format!(
                "{} {counted} đề nghị trong số {} được giao",
                people(agency.proposed),
                people(agency.assigned)
            )
        }
        Topic::Ranks => brief.rank_structure().to_owned(),
        Topic::Descriptions => {
            format!(
                "bản mô tả công việc, khung năng lực của {} vị trí việc làm",
                counted(figures.positions)
            )
        }
    }
}

/// The judgements under a head.
fn judged(brief: &Brief<'_>, topic: Topic) -> Counts {
    let of = brief
        .appraisal
        .sections
        .iter()
        .filter(|section| Topic::of(section.section) == topic);
    of.fold(Counts::default(), |sum, section| Counts {
        pass: sum.pass + section.counts.pass,
        missing: sum.missing + section.counts.missing,
        ..sum
    })
}
