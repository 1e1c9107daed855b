//! What every paper of one appraisal says alike: names, acts, figures, and the matters by head.

use super::gaps;
use crate::law::Nature;
use crate::law::Outcome;
use crate::law::Section;
use crate::opinion::ActStatus;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::Review;
use crate::opinion::Ruling;
use crate::opinion::Stand;
use crate::report::House;
use crate::report::wording::counted;
use crate::report::wording::ended;
use crate::report::wording::on_day;
use crate::report::wording::open;
use crate::report::wording::two_digits;
use crate::report::wording::without_cells;
use crate::report::words;

/// Stands for an agency that the dossier does not name.
const UNNAMED: &str = "………… (cơ quan, đơn vị trình hồ sơ)";

/// The key of the profile of public employees.
const EMPLOYEES: &str = "vien-chuc";

/// Tóm lược: one appraisal as its papers speak of it.
pub(super) struct Brief<'a> {
    pub(super) appraisal: &'a Appraisal,
    pub(super) house: &'a House,
    /// The appraiser's own word.
    pub(super) review: &'a Review,
    /// The agency, or dots.
    pub(super) agency: String,
}

/// Nội dung: a finding to be dealt with, and what the appraiser says of it.
#[derive(Clone)]
pub(super) struct Matter<'a> {
    pub(super) finding: &'a Finding,
    pub(super) stand: Stand,
}

/// Mục ý kiến: one of the six heads under which an opinion is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Dossier,
    Organisation,
    Positions,
    Staffing,
    Ranks,
    Descriptions,
}

impl Topic {
    /// In the order of the paper.
    pub(super) const ALL: [Self; 6] = [
        Self::Dossier,
        Self::Organisation,
        Self::Positions,
        Self::Staffing,
        Self::Ranks,
        Self::Descriptions,
    ];

    /// The head of a part of the proposal.
    pub(super) const fn of(section: Section) -> Self {
        match section {
            Section::Dossier | Section::LegalBasis => Self::Dossier,
            Section::Organisation => Self::Organisation,
            Section::Positions => Self::Positions,
            Section::Tasks | Section::Staffing => Self::Staffing,
            Section::RankStructure => Self::Ranks,
            Section::Descriptions => Self::Descriptions,
        }
    }
}

impl<'a> Brief<'a> {
    pub(super) fn of(appraisal: &'a Appraisal, review: &'a Review, house: &'a House) -> Self {
        let name = &appraisal.agency.name;
        Self {
            appraisal,
            house,
            review,
            agency: if name.is_empty() {
                UNNAMED.to_owned()
            } else {
                name.clone()
            },
        }
    }

    pub(super) fn is_of_employees(&self) -> bool {
        self.appraisal.law.profile == EMPLOYEES
    }

    /// What the people are counted as: `biên chế công chức`, `số lượng người làm việc`.
    pub(super) fn payroll(&self) -> &'static str {
        if self.is_of_employees() {
            "số lượng người làm việc"
        } else {
            "biên chế công chức"
        }
    }

    /// Whether the law of the proposal has professional levels in place of titles.
    pub(super) fn has_levels(&self) -> bool {
        !self.appraisal.figures.levels.is_empty() && self.appraisal.figures.ranks.is_empty()
    }

    /// What ranks are called: never `ngạch` of public employees.
    pub(super) fn rank(&self) -> &'static str {
        if self.has_levels() {
            "bậc nghề nghiệp"
        } else if self.is_of_employees() {
            "chức danh nghề nghiệp"
        } else {
            "ngạch công chức"
        }
    }

    /// What ranks are called above a column.
    pub(super) fn rank_column(&self) -> &'static str {
        if self.has_levels() {
            "Bậc nghề nghiệp"
        } else if self.is_of_employees() {
            "Chức danh nghề nghiệp"
        } else {
            "Ngạch"
        }
    }

    /// What their structure is called.
    pub(super) fn rank_structure(&self) -> &'static str {
        if self.has_levels() {
            "tỷ lệ viên chức bố trí theo bậc nghề nghiệp"
        } else if self.is_of_employees() {
            "cơ cấu viên chức theo chức danh nghề nghiệp"
        } else {
            "cơ cấu ngạch công chức"
        }
    }

    pub(super) fn title(&self, topic: Topic) -> String {
        match topic {
            Topic::Dossier => "Về hồ sơ và cơ sở pháp lý".to_owned(),
            Topic::Organisation => "Về cơ cấu tổ chức và số lượng cấp phó".to_owned(),
            Topic::Positions => "Về danh mục và phân nhóm vị trí việc làm".to_owned(),
            Topic::Staffing => format!("Về {} và khối lượng công việc", self.payroll()),
            Topic::Ranks => format!("Về {}", self.rank_structure()),
            Topic::Descriptions => "Về bản mô tả công việc và khung năng lực".to_owned(),
        }
    }

    /// What the agency has to deal with, by weight; what only follows goes away with its cause, and
    /// what the appraiser drops or takes as explained is none.
    pub(super) fn matters(&self) -> impl Iterator<Item = Matter<'a>> {
        self.ruled(Ruling::Keep)
    }

    /// Those that she has so ruled.
    pub(super) fn ruled(&self, ruling: Ruling) -> impl Iterator<Item = Matter<'a>> {
        let review = self.review;
        let wanted = self
            .appraisal
            .findings
            .iter()
            .filter(|finding| is_wanted(finding));
        let matters = wanted.map(move |finding| Matter {
            finding,
            stand: review.stand(finding),
        });
        matters.filter(move |matter| matter.stand.ruling == ruling)
    }

    /// Those of one head.
    pub(super) fn matters_of(&self, topic: Topic) -> Vec<Matter<'a>> {
        self.matters()
            .filter(|matter| Topic::of(matter.finding.section) == topic)
            .collect()
    }

    /// What only follows from a matter.
    pub(super) fn echoes(&self, matter: &Matter<'a>) -> Vec<&'a Finding> {
        let follows = |echo: &&Finding| {
            echo.cause == Some(matter.finding.number) && echo.outcome != Outcome::Manual
        };
        self.appraisal.findings.iter().filter(follows).collect()
    }

    /// Whether nothing is left to be mended, explained, filled in or looked at.
    pub(super) fn is_fit(&self) -> bool {
        let unsure = self
            .appraisal
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Doubtful);
        self.appraisal.conclusion.reasons.is_empty()
            && self.matters().next().is_none()
            && unsure
                .into_iter()
                .all(|finding| self.review.ruling(self.appraisal, finding) != Ruling::Keep)
    }

    /// What the dossier lacks so that it can be appraised at all; what our rulebook lacks is no
    /// lack of it.
    pub(super) fn lacks(&self) -> impl Iterator<Item = &'a String> {
        let conclusion = &self.appraisal.conclusion;
        conclusion
            .reasons
            .iter()
            .filter(|reason| Some(*reason) != conclusion.ungoverned.as_ref())
    }

    /// The act that governs on the day, where no rule of it was judged: nothing may be agreed to
    /// under it.
    pub(super) fn unjudged_act(&self) -> Option<String> {
        let law = &self.appraisal.law;
        law.warning
            .as_ref()
            .and(law.acts.first())
            .map(|act| words::act(&act.number))
    }

    /// What came from the agency: `Tờ trình số 12/TTr-… ngày … của …`.
    pub(super) fn request(&self) -> String {
        let agency = &self.appraisal.agency;
        let day = agency.submitted_on.map(on_day).unwrap_or_default();
        let request = match agency.request.as_str() {
            "" => "hồ sơ đề nghị thẩm định".to_owned(),
            number if number.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("Văn bản số {number}")
            }
            named => named.to_owned(),
        };
        // What the agency wrote may have its day already.
        let dated = if day.is_empty() || request.contains("ngày") {
            request
        } else {
            format!("{request} {day}")
        };
        format!("{dated} của {}", self.agency)
    }

    /// The acts in force on the day that govern, by which something was judged, or that a matter
    /// cites, in full and each once.
    pub(super) fn acts(&self) -> Vec<String> {
        let law = &self.appraisal.law;
        let cited = |number: &str| {
            let own = self
                .appraisal
                .findings
                .iter()
                .map(|finding| &finding.citation);
            let following = self
                .appraisal
                .findings
                .iter()
                .flat_map(|finding| &finding.consequences);
            own.chain(following.map(|told| &told.citation))
                .any(|citation| citation.act.as_deref() == Some(number))
        };
        let first = law.acts.first().map(|act| act.number.as_str());
        let wanted = law.acts.iter().filter(|act| {
            let stands = first == Some(act.number.as_str()) || act.applied || cited(&act.number);
            act.status == ActStatus::InForce && stands
        });
        wanted.map(words::act_in_full).collect()
    }

    /// What was proposed: `54 vị trí việc làm với 60 biên chế`.
    pub(super) fn proposed(&self) -> String {
        let figures = &self.appraisal.figures;
        let people = self
            .appraisal
            .agency
            .proposed
            .map_or_else(|| "chưa rõ".to_owned(), two_digits);
        format!(
            "{} vị trí việc làm với {people} {}",
            counted(figures.positions),
            self.counted_as()
        )
    }

    /// The word behind a number of people.
    pub(super) fn counted_as(&self) -> &'static str {
        if self.is_of_employees() {
            "người làm việc"
        } else {
            "biên chế"
        }
    }
}

/// What the agency has to deal with; what the program may have misread is the appraiser's to look
/// at.
fn is_wanted(finding: &Finding) -> bool {
    let outcome = matches!(
        finding.outcome,
        Outcome::Violation | Outcome::Explain | Outcome::Missing
    );
    outcome && finding.cause.is_none()
}

impl Matter<'_> {
    /// What is the matter, with the provision that is not kept in brackets.
    pub(super) fn told(&self) -> String {
        let sentence = open(&self.sentence()).to_owned();
        match self.basis() {
            // Brackets inside brackets are hard to read.
            Some(provision) => format!(
                "{sentence} ({}).",
                provision.replace(" (", ", ").replace(')', "")
            ),
            None => format!("{sentence}."),
        }
    }

    /// What is the matter; which cell a sentence is about, the annex tells.
    pub(super) fn sentence(&self) -> String {
        if !self.stand.wording.is_empty() {
            return ended(&self.stand.wording);
        }
        gaps::sentence(self.finding).unwrap_or_else(|| without_cells(&self.finding.sentence))
    }

    /// The provision that asks for it; figures that only do not agree break none.
    pub(super) fn basis(&self) -> Option<&str> {
        let citation = &self.finding.citation;
        citation
            .act
            .as_ref()
            .filter(|_| self.finding.nature == Nature::Law)
            .map(|_| citation.text.as_str())
    }

    /// What the agency is asked for, after what it says itself.
    pub(super) fn asked(&self) -> String {
        if gaps::is_gap(self.finding) {
            return "Bổ sung số liệu.".to_owned();
        }
        let remedy = ended(&self.finding.remedy);
        match (&self.finding.explained, self.finding.outcome) {
            (None, _) => remedy,
            (Some(explained), Outcome::Explain) => {
                format!(
                    "{}; nếu chưa đủ, đề nghị {}",
                    explained.told(),
                    words::lower(&remedy)
                )
            }
            (Some(explained), _) => format!("{}. {remedy}", explained.told()),
        }
    }

    /// Sheet and cells: the whole list, for the annex.
    pub(super) fn place(&self) -> String {
        words::place_of(self.finding)
    }
}
