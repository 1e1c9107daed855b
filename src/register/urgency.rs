//! How urgent a dossier is, and who has to act next.

use jiff::civil::Date;

use super::RegisterLine;
use super::RoundStanding;
use crate::opinion::Recommendation;

/// Mức khẩn: how long there still is, and what is awaited from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urgency {
    /// Days until the appraisal is due, below zero when it is late; none where no day is fixed or
    /// nothing is awaited.
    pub days_left: Option<i32>,
    /// What is awaited.
    pub awaited: Awaited,
}

/// Việc đang chờ: what is awaited from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Awaited {
    /// The office: look at the cells that may have been misread.
    OfficeReads,
    /// The office: put it up for approval.
    OfficeSubmits,
    /// The agency: mend and explain.
    AgencyMends,
    /// The agency: hand in what is lacking.
    AgencyCompletes,
    /// Nobody: a later round has taken its place.
    LaterRound,
    /// Nobody: the same files were handed in twice.
    Doubled,
}

impl Awaited {
    /// Who has to act; empty where nobody has.
    #[must_use]
    pub const fn who(self) -> &'static str {
        match self {
            Self::OfficeReads | Self::OfficeSubmits => "Cơ quan thẩm định",
            Self::AgencyMends | Self::AgencyCompletes => "Cơ quan trình",
            Self::LaterRound | Self::Doubled => "",
        }
    }

    /// What is awaited.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::OfficeReads => "xem lại những ô chưa chắc đã đọc đúng",
            Self::OfficeSubmits => "trình cấp có thẩm quyền phê duyệt",
            Self::AgencyMends => "bổ sung, hoàn thiện, giải trình",
            Self::AgencyCompletes => "nộp đủ hồ sơ",
            Self::LaterRound => "đã có lần trình sau",
            Self::Doubled => "trùng với hồ sơ khác",
        }
    }
}

impl Urgency {
    /// Of a line, counted from a day.
    #[must_use]
    pub fn of(line: &RegisterLine, round: &RoundStanding, on: Date) -> Self {
        let awaited = match line.recommendation {
            _ if round.same_as.is_some() => Awaited::Doubled,
            _ if !round.stands() => Awaited::LaterRound,
            Recommendation::Approve => Awaited::OfficeSubmits,
            Recommendation::Undecided => Awaited::OfficeReads,
            Recommendation::Revise => Awaited::AgencyMends,
            Recommendation::Incomplete => Awaited::AgencyCompletes,
        };
        let days = |due: Date| due.since(on).ok().map(|span| span.get_days());
        Self {
            days_left: line.due_on.filter(|_| round.stands()).and_then(days),
            awaited,
        }
    }
}
