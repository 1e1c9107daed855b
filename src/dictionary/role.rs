//! What a field is to its row: the only names by which code knows the fields of the forms.

use serde::Deserialize;

use super::Entity;

/// Vai trò của trường: what a field is to its row, declared in the forms (`role = "people"`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The row's number.
    Number,
    /// The entry's code; of a task, the code of the position that it belongs to.
    Code,
    /// What names the entry: declared by `name = true`.
    #[serde(skip)]
    Name,
    /// For whom a level holds, where each group of positions has a column of levels.
    Scope,
    /// The level of a competency, or of a position of which a row tells.
    Level,
    /// The levels that a position uses.
    Levels,
    /// How many people.
    People,
    /// How many people there are at present.
    Present,
    /// How many positions.
    Positions,
    /// How many people were assigned to the agency.
    Assigned,
    /// The unit that a unit stands in, or the agency above the agency.
    Superior,
    /// The day of the submission.
    Submitted,
    /// Whom the proposal is about: civil servants or public employees.
    Staff,
    /// What kind of agency or unit it is.
    Kind,
    /// How far the agency pays for itself.
    Autonomy,
    /// Whether it is a first submission or an adjustment.
    Round,
    /// Number of the written request.
    Request,
    /// Number of the decision that assigned the people.
    Assignment,
    /// Whether a component is there.
    Mark,
    /// Number and symbol of a document.
    Reference,
    /// The day of a document.
    Day,
    /// How many heads.
    Heads,
    /// How many deputies.
    Deputies,
    /// The group of a position or of a competency.
    Group,
    /// The unit that a row belongs to.
    Unit,
    /// Name of the rank or professional title.
    Rank,
    /// Code of the rank or professional title.
    RankCode,
    /// The position that carries a position without people of its own.
    Carrier,
    /// Code of the position that a row belongs to.
    Owner,
    /// Name of the position that a row belongs to.
    OwnerName,
    /// One work of a duty.
    Work,
    /// What the agency notes beside an entry.
    Note,
    /// Why the agency proposes an entry as it is.
    Explanation,
}

impl Role {
    /// The roles that code needs in the form of a kind of entity.
    #[must_use]
    pub const fn needed(entity: Entity) -> &'static [Self] {
        match entity {
            Entity::Agency => &[
                Self::Name,
                Self::Superior,
                Self::Staff,
                Self::Kind,
                Self::Autonomy,
                Self::Round,
                Self::Submitted,
                Self::Request,
                Self::Assignment,
                Self::Assigned,
                Self::Present,
            ],
            Entity::Component => &[Self::Name, Self::Mark, Self::Reference, Self::Day],
            Entity::Basis => &[Self::Name, Self::Reference],
            Entity::Unit => &[
                Self::Name,
                Self::Code,
                Self::Kind,
                Self::Superior,
                Self::People,
                Self::Heads,
                Self::Deputies,
            ],
            Entity::Task => &[Self::Name, Self::Code, Self::Unit],
            Entity::Position => &[
                Self::Name,
                Self::Code,
                Self::Group,
                Self::Unit,
                Self::Rank,
                Self::RankCode,
                Self::People,
                Self::Present,
                Self::Carrier,
            ],
            Entity::Duty => &[Self::Name, Self::Owner, Self::OwnerName, Self::Work],
            Entity::Competency => &[
                Self::Name,
                Self::Owner,
                Self::OwnerName,
                Self::Group,
                Self::Level,
            ],
            Entity::Level => &[Self::Name, Self::Owner, Self::OwnerName, Self::People],
            Entity::Group => &[Self::Name, Self::Positions, Self::People],
            Entity::Rank => &[Self::Name, Self::Code, Self::People],
            Entity::Body => &[Self::Name, Self::Superior, Self::Kind, Self::Day],
        }
    }

    /// As a form writes it.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Name => "name = true".to_owned(),
            role => format!("role = \"{}\"", format!("{role:?}").to_lowercase()),
        }
    }
}
