//! What stands out, as the register tells it.

use rust_decimal::Decimal;

/// Điểm khác thường.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlier {
    /// The dossiers, by place in [`super::Register::lines`].
    pub dossiers: Vec<usize>,
    /// What is unlike the others.
    pub kind: OutlierKind,
}

/// What is unlike the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlierKind {
    /// The share of a group of positions, against the middle of its kind of agency.
    GroupShare {
        /// The group.
        group: String,
        /// Percent of the people of the dossier.
        share: Decimal,
        /// The middle of its peers, itself among them.
        middle: Decimal,
        /// How many they are.
        peers: usize,
    },
    /// Deputies for each head of a unit, against the middle of its kind of agency.
    DeputiesPerHead {
        /// Deputies for each head, two decimals.
        ratio: Decimal,
        /// The middle of its peers.
        middle: Decimal,
        /// How many they are.
        peers: usize,
    },
    /// Hours of work in a year for each person, against the middle of its kind of agency.
    HoursPerPerson {
        /// The hours, whole.
        hours: Decimal,
        /// The middle of its peers.
        middle: Decimal,
        /// How many they are.
        peers: usize,
    },
    /// Long texts that stand word for word in the dossiers of several agencies.
    SameText {
        /// How one of them begins.
        opening: String,
        /// How many they are.
        texts: usize,
    },
    /// One rank or title that has more than one code.
    SeveralCodes {
        /// The rank or title.
        name: String,
        /// Each code with the number of its dossiers, the most dossiers first.
        codes: Vec<(String, usize)>,
    },
}
