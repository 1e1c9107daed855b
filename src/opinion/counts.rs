//! How many of each outcome.

use serde::Deserialize;
use serde::Serialize;

use crate::law::Outcome;

/// rules × subjects by outcome; the sum is the number of judgements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// Đạt.
    pub pass: usize,
    /// Sai quy định.
    pub violation: usize,
    /// Cần giải trình.
    pub explain: usize,
    /// Lưu ý.
    pub note: usize,
    /// Chưa chắc đã đọc đúng.
    pub doubtful: usize,
    /// Thiếu dữ liệu.
    pub missing: usize,
    /// Không áp dụng.
    pub not_applicable: usize,
    /// Cần xem xét.
    pub manual: usize,
    /// Đã miễn trừ.
    pub waived: usize,
}

impl Counts {
    /// Counts judgements of one outcome.
    pub fn add(&mut self, outcome: Outcome, times: usize) {
        *self.slot(outcome) += times;
    }

    /// Counts the judgements of others in.
    pub(super) fn add_all(&mut self, others: &Self) {
        for outcome in Outcome::ALL {
            self.add(outcome, others.of(outcome));
        }
    }

    /// One judgement becomes another.
    pub(super) fn turn(&mut self, from: Outcome, to: Outcome) {
        let from = self.slot(from);
        *from = from.saturating_sub(1);
        *self.slot(to) += 1;
    }

    fn slot(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::Pass => &mut self.pass,
            Outcome::Violation => &mut self.violation,
            Outcome::Explain => &mut self.explain,
            Outcome::Note => &mut self.note,
            Outcome::Doubtful => &mut self.doubtful,
            Outcome::Missing => &mut self.missing,
            Outcome::NotApplicable => &mut self.not_applicable,
            Outcome::Manual => &mut self.manual,
            Outcome::Waived => &mut self.waived,
        }
    }

    /// The judgements of one outcome.
    #[must_use]
    pub const fn of(&self, outcome: Outcome) -> usize {
        match outcome {
            Outcome::Violation => self.violation,
            Outcome::Explain => self.explain,
            Outcome::Doubtful => self.doubtful,
            Outcome::Missing => self.missing,
            Outcome::Note => self.note,
            Outcome::Manual => self.manual,
            Outcome::Waived => self.waived,
            Outcome::Pass => self.pass,
            Outcome::NotApplicable => self.not_applicable,
        }
    }

    /// Whether there is a judgement of an outcome like this.
    pub(super) fn any(&self, like: impl Fn(Outcome) -> bool) -> bool {
        Outcome::ALL
            .into_iter()
            .any(|outcome| self.of(outcome) > 0 && like(outcome))
    }

    /// All judgements.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.pass
            + self.violation
            + self.explain
            + self.note
            + self.doubtful
            + self.missing
            + self.not_applicable
            + self.manual
            + self.waived
    }
}
