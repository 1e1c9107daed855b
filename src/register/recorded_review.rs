//! The appraiser's own word as it is kept with an appraisal.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use crate::law::Calendar;
use crate::opinion::Appraisal;
use crate::opinion::Finding;
use crate::opinion::PositionLine;
use crate::opinion::Recommendation;
use crate::opinion::Review;
use crate::opinion::Ruling;
use crate::opinion::position_key;

/// Ý kiến thẩm định đã lưu: what the appraiser's own word changes. See [`crate::opinion::Review`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RecordedReview {
    /// The day of the complete dossier.
    pub received: Option<Date>,
    /// The day of the meeting.
    pub meeting: Option<Date>,
    /// The day on which the appraisal is due, counted from the complete dossier.
    pub due_on: Option<Date>,
    /// What to do with the proposal as she leaves it.
    pub recommendation: Recommendation,
    /// The same as one sentence.
    pub conclusion: String,
    /// People agreed to in all; none as long as that of one position is open.
    pub approved: Option<i64>,
    /// What she drops or takes as explained, by number of the finding.
    pub rulings: Vec<RecordedRuling>,
    /// Numbers agreed to that are not those proposed, by place of the position.
    pub agreed: Vec<RecordedAgreement>,
}

/// A finding that no longer stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RecordedRuling {
    /// Number of the finding.
    pub finding: usize,
    /// Drop or explained.
    pub ruling: Ruling,
    /// Why.
    pub reason: String,
}

/// A number agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RecordedAgreement {
    /// Index into the positions.
    pub position: usize,
    /// People.
    pub number: i64,
    /// Why.
    pub reason: String,
}

impl RecordedReview {
    /// The appraiser's word on an appraisal; none where she has said nothing.
    #[must_use]
    pub fn of(appraisal: &Appraisal, review: &Review, calendar: &Calendar) -> Option<Self> {
        if *review == Review::default() {
            return None;
        }
        let left = review.applied(appraisal);
        let received = review.procedure.received;
        let due = received
            .zip(appraisal.agency.due_time)
            .and_then(|(start, time)| calendar.end(start, time));
        let positions = appraisal.positions.iter();
        Some(Self {
            received,
            meeting: review.procedure.meeting,
            due_on: due.map(|end| end.day),
            recommendation: left.recommendation,
            conclusion: left.conclusion.sentence,
            approved: positions
                .map(|position| review.agreed(appraisal, position))
                .sum(),
            rulings: appraisal
                .findings
                .iter()
                .filter_map(|finding| ruled(appraisal, review, finding))
                .collect(),
            agreed: appraisal
                .positions
                .iter()
                .enumerate()
                .filter_map(|(at, line)| agreed(review, at, line))
                .collect(),
        })
    }
}

fn ruled(appraisal: &Appraisal, review: &Review, finding: &Finding) -> Option<RecordedRuling> {
    let ruling = review.ruling(appraisal, finding);
    let reason = review.stand(finding).reason;
    (ruling != Ruling::Keep).then_some(RecordedRuling {
        finding: finding.number,
        ruling,
        reason,
    })
}

fn agreed(review: &Review, position: usize, line: &PositionLine) -> Option<RecordedAgreement> {
    let number = review
        .number(line)
        .filter(|number| Some(*number) != line.people())?;
    let reason = review
        .numbers
        .get(&position_key(line))
        .map(|said| said.reason.clone())
        .unwrap_or_default();
    Some(RecordedAgreement {
        position,
        number,
        reason,
    })
}
