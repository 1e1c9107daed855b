//! What a comparison of two laws on one submission says: the key `against` of `vtvl.appraisal/1`.

use jiff::civil::Date;
use serde::Serialize;

use crate::law::Citation;
use crate::law::Outcome;
use crate::law::day;
use crate::opinion::ActLine;
use crate::opinion::Counts;
use crate::opinion::DaySource;
use crate::opinion::FindingSubject;
use crate::opinion::Recommendation;

/// Hai quy định trên một hồ sơ: one dossier judged as of two days.
#[derive(Debug, Clone, Serialize)]
pub struct TwoLaws {
    /// The day of the appraisal itself.
    pub as_of: LawDay,
    /// The other day.
    pub against: LawDay,
    /// The comparison in numbers and in a sentence.
    pub summary: LawSummary,
    /// Every matter that is wrong on one of the days.
    pub findings: Vec<LawChange>,
}

/// What the law of one day makes of the dossier.
#[derive(Debug, Clone, Serialize)]
pub struct LawDay {
    /// The day.
    pub day: Date,
    /// Where it comes from.
    pub source: DaySource,
    /// What to say first when the rules of the profile are not those that govern.
    pub warning: Option<String>,
    /// That the act which governs on the day is not in the rulebook: no finding is then no proof of
    /// being right.
    pub ungoverned: Option<String>,
    /// What the appraisal recommends.
    pub recommendation: Recommendation,
    /// Its conclusion.
    pub conclusion: String,
    /// rules × subjects by outcome.
    pub counts: Counts,
    /// The acts of the profile that are in force on this day and not on the other.
    pub acts: Vec<ActLine>,
}

/// The comparison in numbers; matters, one subject at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawSummary {
    /// One Vietnamese sentence.
    pub sentence: String,
    /// Not wrong on the day of the appraisal, wrong on the other.
    pub only_against: usize,
    /// Wrong on the day of the appraisal, not on the other.
    pub only_as_of: usize,
    /// Wrong on both.
    pub both: usize,
    /// Wrong on one, not judged on the other.
    pub unsure: usize,
}

/// What a matter is on both days, in the order of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LawFate {
    /// Wrong only by the other day's law.
    OnlyAgainst,
    /// Wrong only by the law of the appraisal's day.
    OnlyAsOf,
    /// Wrong by both.
    Both,
    /// Wrong by one; by the other not judged, or the rulebook does not have it.
    Unsure,
}

impl LawFate {
    /// All fates in the order of reports.
    pub const ALL: [Self; 4] = [Self::OnlyAgainst, Self::OnlyAsOf, Self::Both, Self::Unsure];
}

/// A matter that is wrong on one of the days.
#[derive(Debug, Clone, Serialize)]
pub struct LawChange {
    /// What it is on both days.
    pub fate: LawFate,
    /// The subject.
    pub subject: FindingSubject,
    /// Its cells as ranges by sheet, for people.
    pub ranges: Vec<String>,
    /// What the law of the appraisal's day says.
    pub as_of: Held,
    /// What the law of the other day says.
    pub against: Held,
}

/// What the law of one day says of a matter.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// What it comes to.
    pub state: LawState,
    /// What the rule said; none without a rule.
    pub outcome: Option<Outcome>,
    /// The number of the finding in the appraisal of that day; none without a finding.
    pub number: Option<usize>,
    /// Id of the rule; none without one.
    pub rule: Option<String>,
    /// Its title, else empty.
    pub title: String,
    /// The provision.
    pub citation: Option<Citation>,
    /// What is the matter; empty without a finding.
    pub sentence: String,
    /// What to do about it; empty without a finding.
    pub remedy: String,
}

/// What the law of a day comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LawState {
    /// Sai quy định or cần giải trình.
    Fails,
    /// A rule was judged, and nothing has to be mended.
    Passes,
    /// An authority has waived it.
    Waived,
    /// A rule is in force and does not apply to the subject.
    NotApplicable,
    /// A rule is in force and could not be judged.
    NotJudged,
    /// The rulebook has no rule on it for that day.
    NoRule,
    /// The same, and the act that governs on that day is not in the rulebook: nobody knows.
    Unknown,
}

impl LawChange {
    /// Whether both days say it in the same words by the same provision.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let told = |held: &Held| {
            (
                held.outcome,
                held.sentence.clone(),
                held.citation.as_ref().map(|c| c.text.clone()),
            )
        };
        told(&self.as_of) == told(&self.against)
    }
}

impl LawState {
    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fails => "phải sửa, giải trình",
            Self::Passes => "đạt",
            Self::Waived => "đã miễn trừ",
            Self::NotApplicable => "không áp dụng",
            Self::NotJudged => "chưa kiểm tra được",
            Self::NoRule => "bộ quy tắc không có quy định này cho ngày đó",
            Self::Unknown => "chưa biết, văn bản điều chỉnh ngày đó chưa có trong bộ quy tắc",
        }
    }
}

impl LawFate {
    /// As a heading over the matters of two days.
    #[must_use]
    pub fn heading(self, as_of: Date, against: Date) -> String {
        let (as_of, against) = (day(as_of), day(against));
        match self {
            Self::OnlyAgainst => format!("Chỉ phải sửa, giải trình theo quy định ngày {against}"),
            Self::OnlyAsOf => format!("Chỉ phải sửa, giải trình theo quy định ngày {as_of}"),
            Self::Both => "Phải sửa, giải trình theo quy định của cả hai ngày".to_owned(),
            Self::Unsure => {
                "Phải sửa, giải trình theo quy định của một ngày; ngày kia chưa kiểm tra được"
                    .to_owned()
            }
        }
    }
}

/// The matters counted, and told in a sentence.
pub(super) fn summary(days: &[LawDay; 2], findings: &[LawChange]) -> LawSummary {
    let count = |fate: LawFate| findings.iter().filter(|change| change.fate == fate).count();
    let [only_against, only_as_of, both, unsure] = LawFate::ALL.map(count);
    let (first, second) = (day(days[0].day), day(days[1].day));
    let parts = [
        (
            only_against,
            format!("nội dung chỉ phải sửa, giải trình theo quy định ngày {second}"),
        ),
        (
            only_as_of,
            format!("nội dung chỉ phải sửa, giải trình theo quy định ngày {first}"),
        ),
        (both, "nội dung phải sửa, giải trình theo cả hai".to_owned()),
        (
            unsure,
            "nội dung phải sửa, giải trình theo một ngày, ngày kia chưa kiểm tra được".to_owned(),
        ),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    let found = match told.as_slice() {
        [] => "không có nội dung nào phải sửa, giải trình theo quy định của hai ngày".to_owned(),
        told => told.join("; "),
    };
    let open: Vec<&str> = days
        .iter()
        .filter_map(|side| side.ungoverned.as_deref())
        .collect();
    let open = match open.as_slice() {
        [] => String::new(),
        open => format!(
            "; {}: không có nhận xét không có nghĩa là đạt",
            open.join("; ")
        ),
    };
    LawSummary {
        sentence: format!("So quy định ngày {first} với ngày {second}: {found}{open}."),
        only_against,
        only_as_of,
        both,
        unsure,
    }
}
