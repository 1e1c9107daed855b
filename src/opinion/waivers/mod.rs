//! Miễn trừ: findings that an authority has accepted by a document, until a day.
//!
//! A waiver hides nothing: the finding stays with everything it says and is told as waived. Expired
//! waivers and those that fit nothing are told as well.

mod apply;
mod parse;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::FileLine;
use super::FindingSubject;
use crate::dictionary::fold;
use crate::law::day;

pub(super) use apply::Applied;
pub use parse::WaiverFaults;

/// Name of the file that is looked for beside a case.
pub const WAIVERS_FILE: &str = "mien-tru.toml";

/// Code of the remark that waivers are used.
pub const WAIVERS_IN_USE: &str = "waivers";

/// Các nội dung được miễn trừ: the waivers of one case, from one file.
#[derive(Debug, Clone)]
pub struct Waivers {
    /// The file that they come from.
    pub file: FileLine,
    list: Vec<Waiver>,
}

/// Miễn trừ: one rule that need not hold for one subject (or for any), and who decided so.
#[derive(Debug, Clone)]
struct Waiver {
    rule: String,
    /// None for the whole rule.
    subject: Option<WaivedSubject>,
    approved_by: String,
    document: WaiverDocument,
    reason: String,
    from: Date,
    until: Date,
}

/// What a waiver is about: never a cell, because rows move.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct WaivedSubject {
    /// Kind of subject, an English word as in findings (`position`, `unit`).
    pub kind: String,
    /// Its code; empty when the name tells it.
    pub key: String,
    /// Its name; empty when the code tells it.
    pub name: String,
}

/// Văn bản quyết định: the document by which a waiver was decided.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct WaiverDocument {
    /// Number and sign (`1234/UBND-NC`).
    pub number: String,
    /// Its day.
    pub date: Date,
}

/// Một nội dung miễn trừ trong phụ lục: a waiver and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct WaiverLine {
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// What it is about; none for the whole rule.
    pub subject: Option<WaivedSubject>,
    /// Who approved it.
    pub approved_by: String,
    /// The document.
    pub document: WaiverDocument,
    /// Why.
    pub reason: String,
    /// First day on which it holds.
    pub from: Date,
    /// Last day on which it holds.
    pub until: Date,
    /// What became of it on the governing date.
    pub state: WaiverState,
    /// Findings that it waives, or would waive if it held on the governing date.
    pub findings: usize,
}

/// What became of a waiver on the governing date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverState {
    /// It waives findings.
    Used,
    /// It holds, and nothing fits it.
    Unused,
    /// It no longer holds: its findings are back.
    Expired,
    /// It does not hold yet.
    NotYet,
}

impl WaiverState {
    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Used => "đã áp dụng",
            Self::Unused => "không dùng đến",
            Self::Expired => "đã hết hạn",
            Self::NotYet => "chưa có hiệu lực",
        }
    }
}

impl WaiverLine {
    /// Who decided, by what, until when and why, as one clause for people.
    #[must_use]
    pub fn decision(&self) -> String {
        format!(
            "{} cho phép tại văn bản số {} ngày {}, đến hết ngày {}; lý do: {}",
            self.approved_by,
            self.document.number,
            day(self.document.date),
            day(self.until),
            self.reason
        )
    }

    /// What it is about, for people.
    #[must_use]
    pub fn about(&self) -> String {
        let Some(subject) = &self.subject else {
            return "mọi đối tượng của quy tắc".to_owned();
        };
        match (subject.key.is_empty(), subject.name.is_empty()) {
            (false, false) => format!("{} “{}”", subject.key, subject.name),
            (false, true) => subject.key.clone(),
            (true, false) => format!("“{}”", subject.name),
            (true, true) => "toàn bộ hồ sơ".to_owned(),
        }
    }
}

impl Waiver {
    fn fits(&self, rule: &str, subject: &FindingSubject) -> bool {
        let alike =
            |wanted: &str, found: &str| wanted.is_empty() || fold::key(wanted) == fold::key(found);
        self.rule == rule
            && self.subject.as_ref().is_none_or(|wanted| {
                wanted.kind == subject.kind
                    && alike(&wanted.key, &subject.key)
                    && alike(&wanted.name, &subject.name)
            })
    }

    /// Its state on a day before it is known whether anything fits it.
    fn on(&self, day: Date) -> WaiverState {
        if day < self.from {
            WaiverState::NotYet
        } else if day > self.until {
            WaiverState::Expired
        } else {
            WaiverState::Unused
        }
    }
}
