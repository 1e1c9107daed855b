//! `deadline`: the day by which something is due, so many days after the fact.

use indexmap::IndexMap;
use serde::Deserialize;

use super::Kind;

/// Thời hạn: days after a day, by the term of another fact.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// The term-valued fact that chooses the number of days.
    pub by: String,
    /// How many days, by term.
    pub days: IndexMap<String, i64>,
    /// Only working days are counted.
    pub working: bool,
}

/// `{ by = "lan_trinh", days = { lan_dau = 40 }, working = true }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct DeadlineFront {
    by: String,
    days: IndexMap<String, i64>,
    #[serde(default)]
    working: bool,
}

impl From<DeadlineFront> for Deadline {
    fn from(front: DeadlineFront) -> Self {
        Self {
            by: front.by,
            days: front.days,
            working: front.working,
        }
    }
}

impl Kind for Deadline {
    fn second_fact(&self) -> Option<&str> {
        Some(&self.by)
    }

    fn always_says(&self) -> bool {
        true
    }
}
