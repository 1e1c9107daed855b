//! The kinds of thing that a dossier lists.

use std::fmt;

/// A kind of thing that a dossier holds: one sheet of the standard form each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// Thông tin chung: the agency and its submission; exactly one entry.
    #[serde(rename = "thong_tin")]
    Agency,
    /// Thành phần hồ sơ: a component of the dossier.
    #[serde(rename = "thanh_phan")]
    Component,
    /// Căn cứ pháp lý: a document that the proposal cites.
    #[serde(rename = "can_cu")]
    Basis,
    /// Đơn vị: a unit inside the agency.
    #[serde(rename = "don_vi")]
    Unit,
    /// Công việc: a task of the task statistic.
    #[serde(rename = "cong_viec")]
    Task,
    /// Vị trí việc làm: a job position.
    #[serde(rename = "vi_tri")]
    Position,
    /// Nhiệm vụ trong bản mô tả: one duty of a position's description.
    #[serde(rename = "nhiem_vu")]
    Duty,
    /// Năng lực, yêu cầu: one line of a position's competency framework.
    #[serde(rename = "nang_luc")]
    Competency,
    /// Bậc nghề nghiệp: one level that a position uses, and how many people are placed in it.
    #[serde(rename = "bac")]
    Level,
    /// Nhóm vị trí trong bảng tổng hợp: one line of the summary.
    #[serde(rename = "nhom")]
    Group,
    /// Ngạch hoặc chức danh trong bảng cơ cấu: one line of the rank structure.
    #[serde(rename = "ngach")]
    Rank,
    /// Cơ quan có hồ sơ: one line of the table of a whole province, an agency with what its dossier
    /// carries to it.
    #[serde(rename = "co_quan")]
    Body,
}

impl Entity {
    /// All kinds in the order of the standard form, which is also the order of reports; what is no
    /// table of one proposal comes last.
    pub const ALL: [Self; 12] = [
        Self::Agency,
        Self::Component,
        Self::Basis,
        Self::Unit,
        Self::Task,
        Self::Position,
        Self::Duty,
        Self::Competency,
        Self::Level,
        Self::Group,
        Self::Rank,
        Self::Body,
    ];

    /// The key by which rule pages and forms name this kind.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agency => "thong_tin",
            Self::Component => "thanh_phan",
            Self::Basis => "can_cu",
            Self::Unit => "don_vi",
            Self::Task => "cong_viec",
            Self::Position => "vi_tri",
            Self::Duty => "nhiem_vu",
            Self::Competency => "nang_luc",
            Self::Level => "bac",
            Self::Group => "nhom",
            Self::Rank => "ngach",
            Self::Body => "co_quan",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.key() == key)
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
