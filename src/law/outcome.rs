//! The words in which the law speaks of a submission.

use serde::Deserialize;
use serde::Serialize;

/// Mức độ: how grave it is when a rule does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Sai quy định: the submission breaks a provision.
    Violation,
    /// Cần giải trình: the agency has to explain.
    Explain,
    /// Lưu ý: worth a look, no defect.
    Note,
    /// Cần xem xét: only a person can judge; always a question.
    Manual,
}

/// Kết quả: what a rule says of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Sai quy định.
    Violation,
    /// Cần giải trình.
    Explain,
    /// Chưa chắc đã đọc đúng: what the rule would say rests on a doubtful reading. Accuses nobody.
    Doubtful,
    /// Thiếu dữ liệu: the rule applies and cannot be judged. Never "clean".
    Missing,
    /// Lưu ý.
    Note,
    /// Cần xem xét: a question for the appraiser.
    Manual,
    /// Đã miễn trừ: a finding that a waiver covers.
    Waived,
    /// Đạt.
    Pass,
    /// Không áp dụng: outside its dates, its profile or its conditions.
    NotApplicable,
}

impl Outcome {
    /// All outcomes, gravest first.
    pub const ALL: [Self; 9] = [
        Self::Violation,
        Self::Explain,
        Self::Doubtful,
        Self::Missing,
        Self::Note,
        Self::Manual,
        Self::Waived,
        Self::Pass,
        Self::NotApplicable,
    ];

    /// The words that people read, always the same.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Violation => "sai quy định",
            Self::Explain => "cần giải trình",
            Self::Doubtful => "chưa chắc đã đọc đúng",
            Self::Missing => "thiếu dữ liệu",
            Self::Note => "lưu ý",
            Self::Manual => "cần xem xét",
            Self::Waived => "đã miễn trừ",
            Self::Pass => "đạt",
            Self::NotApplicable => "không áp dụng",
        }
    }

    /// The outcome with these words, as case tables write it.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.label() == label)
    }

    /// Whether it is listed one by one in a report; passes and the like are only counted.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Pass | Self::NotApplicable)
    }
}

impl From<Level> for Outcome {
    fn from(level: Level) -> Self {
        match level {
            Level::Violation => Self::Violation,
            Level::Explain => Self::Explain,
            Level::Note => Self::Note,
            Level::Manual => Self::Manual,
        }
    }
}

/// Tính chất: what a finding of a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// A provision is not kept.
    Law,
    /// The workbook contradicts itself or cannot be counted: no provision decides that.
    Data,
}

/// How a text of the law is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The provision's own text was seen.
    Text,
    /// Known through a paraphrase or a data file of others.
    Secondary,
    /// From memory: never called a violation.
    Recalled,
}

impl Source {
    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "đã đối chiếu văn bản gốc",
            Self::Secondary => "theo nguồn thứ cấp",
            Self::Recalled => "chưa đối chiếu với văn bản gốc",
        }
    }
}

/// Phần của báo cáo: the section of the report in which a rule's findings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Thành phần hồ sơ.
    #[serde(rename = "ho-so")]
    Dossier,
    /// Cơ sở pháp lý.
    #[serde(rename = "phap-ly")]
    LegalBasis,
    /// Thống kê công việc.
    #[serde(rename = "cong-viec")]
    Tasks,
    /// Danh mục vị trí việc làm.
    #[serde(rename = "danh-muc")]
    Positions,
    /// Bản mô tả công việc và khung năng lực.
    #[serde(rename = "mo-ta-nang-luc")]
    Descriptions,
    /// Biên chế, số lượng người làm việc.
    #[serde(rename = "bien-che")]
    Staffing,
    /// Cơ cấu ngạch, chức danh nghề nghiệp.
    #[serde(rename = "co-cau-ngach")]
    RankStructure,
    /// Tổ chức bộ máy.
    #[serde(rename = "to-chuc")]
    Organisation,
}

impl Section {
    /// All sections in the order of the report.
    pub const ALL: [Self; 8] = [
        Self::Dossier,
        Self::LegalBasis,
        Self::Tasks,
        Self::Positions,
        Self::Descriptions,
        Self::Staffing,
        Self::RankStructure,
        Self::Organisation,
    ];

    /// All sections by weight: people and deputies first.
    pub const BY_WEIGHT: [Self; 8] = [
        Self::Staffing,
        Self::Organisation,
        Self::Dossier,
        Self::LegalBasis,
        Self::Positions,
        Self::Tasks,
        Self::RankStructure,
        Self::Descriptions,
    ];

    /// The heading that people read.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Dossier => "Thành phần và tính hợp lệ của hồ sơ",
            Self::LegalBasis => "Cơ sở pháp lý",
            Self::Tasks => "Thống kê, phân nhóm công việc",
            Self::Positions => "Danh mục vị trí việc làm",
            Self::Descriptions => "Bản mô tả công việc và khung năng lực",
            Self::Staffing => "Biên chế, số lượng người làm việc",
            Self::RankStructure => "Cơ cấu ngạch công chức, chức danh nghề nghiệp",
            Self::Organisation => "Tổ chức bộ máy và số lượng cấp phó",
        }
    }
}

/// Trích dẫn: the provision that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Citation {
    /// Number of the act (`62/2020/NĐ-CP`); none where only the figures are compared.
    pub act: Option<String>,
    /// The provision (`Điều 5 khoản 2`), or what was compared.
    pub provision: String,
    /// The whole citation as a sentence of a report quotes it.
    pub text: String,
    /// How the text is known.
    pub reviewed: Source,
}
