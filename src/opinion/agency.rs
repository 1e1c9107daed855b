//! Who submits, what for, and how many people: the head of an appraisal.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::CarriedLine;
use crate::law::AllowedTime;

/// The agency and its submission; numbers are none when blank or unreadable.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct AgencySummary {
    /// Name; empty when not stated.
    pub name: String,
    /// Superior body.
    pub superior: String,
    /// Key of the kind of agency, else empty.
    pub kind: String,
    /// The kind for people.
    pub kind_label: String,
    /// Financial autonomy for people; empty for administrative bodies.
    pub autonomy: String,
    /// First submission or adjustment, for people.
    pub submission: String,
    /// Day of submission.
    pub submitted_on: Option<Date>,
    /// Number of the request.
    pub request: String,
    /// The decision that assigned the number.
    pub assignment: String,
    /// Assigned number.
    pub assigned: Option<i64>,
    /// Proposed in all.
    pub proposed: Option<i64>,
    /// Present on submission.
    pub present: Option<i64>,
    /// Day on which the appraisal is due, where the law fixes it.
    pub due_on: Option<Date>,
    /// The provision that fixes it; empty where none does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due_by: String,
    /// How much time there is: it runs anew from the day of the complete dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_time: Option<AllowedTime>,
    /// The hours of work in a year for each person, where the proposal says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<CarriedLine>,
    /// Where its numbers of people come from.
    #[serde(default, skip_serializing_if = "PeopleRanges::is_empty")]
    pub ranges: PeopleRanges,
}

/// The cells of the numbers of people of an agency, as ranges by sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct PeopleRanges {
    /// Of the number assigned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assigned: Vec<String>,
    /// Of the number proposed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposed: Vec<String>,
    /// Of the number present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<String>,
}

impl PeopleRanges {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
