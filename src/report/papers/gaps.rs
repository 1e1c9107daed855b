//! What can be agreed to under a head, and what is not there to be judged: one sentence, whatever
//! the number of rows.

use indexmap::IndexMap;

use super::brief::Brief;
use super::brief::Topic;
use crate::law::Outcome;
use crate::opinion::Counts;
use crate::opinion::Finding;
use crate::report::wording::counted;
use crate::report::wording::two_digits;
use crate::report::words;

/// Subjects that a sentence names before it only counts them; the annex has them all.
const NAMED: usize = 3;

/// What is agreed to under a head where nothing is left to mend; none where nothing of it was
/// judged.
pub(super) fn agreed(brief: &Brief<'_>, topic: Topic) -> Option<String> {
    (judged(brief, topic).pass > 0).then(|| format!("Thống nhất {}.", subject(brief, topic)))
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

/// Whether a finding only says that data is not there.
pub(super) fn is_gap(finding: &Finding) -> bool {
    finding.outcome == Outcome::Missing
}

/// Gaps by what is not there: the number of the matter and a clause each
/// (`số người của 21 vị trí, gồm …`), whatever the number of rows.
pub(super) fn lines<'f>(gaps: impl IntoIterator<Item = &'f Finding>) -> Vec<(usize, String)> {
    let mut facts: IndexMap<(String, String), Vec<String>> = IndexMap::new();
    let mut numbers: IndexMap<(String, String), usize> = IndexMap::new();
    let mut kind = "";
    for finding in gaps {
        kind = if finding.subject.label.is_empty() {
            "mục"
        } else {
            &finding.subject.label
        };
        for (what, why, whom) in lacking(finding) {
            let key = (what, why);
            numbers.entry(key.clone()).or_insert(finding.number);
            let names = facts.entry(key).or_default();
            if !whom.is_empty() && !names.contains(&whom) {
                names.push(whom);
            }
        }
    }
    let line = |((what, why), names): ((String, String), Vec<String>)| {
        let number = numbers
            .get(&(what.clone(), why.clone()))
            .copied()
            .unwrap_or_default();
        let of = match names.len() {
            0 => String::new(),
            1..=NAMED => format!(" của {}", names.join("; ")),
            many => format!(
                " của {} {kind}, gồm {}",
                counted(many),
                names[..NAMED].join("; ")
            ),
        };
        let listed = if names.len() > NAMED {
            "; danh sách tại Phụ lục"
        } else {
            ""
        };
        (number, format!("{what}{of} ({why}{listed})"))
    };
    let mut clauses: IndexMap<usize, Vec<String>> = IndexMap::new();
    facts
        .into_iter()
        .map(line)
        .for_each(|(number, clause)| clauses.entry(number).or_default().push(clause));
    clauses
        .into_iter()
        .map(|(number, clauses)| (number, clauses.join("; ")))
        .collect()
}

/// What a gap says as a finding: what is not there, in one sentence; none where the proof does not
/// tell.
pub(super) fn sentence(finding: &Finding) -> Option<String> {
    let lines: Vec<String> = lines([finding]).into_iter().map(|(_, line)| line).collect();
    (is_gap(finding) && !lines.is_empty())
        .then(|| format!("Hồ sơ chưa có số liệu: {}.", lines.join("; ")))
}

/// What is lacking, why, and of whom.
fn lacking(finding: &Finding) -> Vec<(String, String, String)> {
    let of = |evidence: &crate::opinion::Evidence, whom: &str| {
        let why = evidence
            .value
            .strip_prefix('(')
            .and_then(|value| value.strip_suffix(')'))?;
        Some((evidence.fact.clone(), why.to_owned(), whom.to_owned()))
    };
    let is_dossier = |whom: &str| whom == "hồ sơ";
    let own = if is_dossier(&finding.subject.called) {
        ""
    } else {
        finding.subject.called.as_str()
    };
    let single = finding
        .evidence
        .iter()
        .filter_map(|evidence| of(evidence, own));
    let many = finding.instances.iter().flat_map(|instance| {
        instance
            .evidence
            .iter()
            .filter_map(|evidence| of(evidence, &instance.subject.called))
    });
    single.chain(many).collect()
}
