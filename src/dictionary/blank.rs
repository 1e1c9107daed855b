//! What the blank workbook needs to know of the forms: widths, prompts, what it computes by itself.
//!
//! The reader has no use for any of this; it stands in the form files because whoever changes a
//! column changes its prompt in the same place.

use serde::Deserialize;

use super::Entity;

/// What the blank workbook needs to know of a form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlankForm {
    /// How the sheet is filled, for the guide sheet.
    pub guide: Option<String>,
    /// Rows made ready for writing.
    #[serde(default)]
    pub rows: u32,
    /// Whether its rows are the terms of its name's closed list, one each.
    #[serde(default)]
    pub terms: bool,
    /// Where its total row stands, if it has one.
    pub total: Option<TotalRow>,
}

/// Where a total row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TotalRow {
    /// Under the header: rows may be added below without end.
    First,
    /// Under the last row.
    Last,
}

/// What the blank workbook needs to know of a field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlankField {
    /// Width of the column in characters.
    #[serde(default)]
    pub width: u8,
    /// What to write in it: the prompt of its cells.
    pub hint: Option<String>,
    /// Most characters of a text.
    pub length: Option<u32>,
    /// Whether its closed list only suggests.
    #[serde(default)]
    pub free: bool,
    /// The column of another sheet that it chooses from, as `don_vi.ten`.
    pub offers: Option<String>,
    /// The dated lists of `lists/` whose names it suggests, where they hold.
    #[serde(default)]
    pub lists: Vec<String>,
    /// Whether a cell may name several levels, as a range.
    #[serde(default)]
    pub range: bool,
    /// That it chooses from the ranks or titles of the profile.
    pub ranks: Option<RankPart>,
    /// How a formula fills it.
    pub compute: Option<Compute>,
}

/// What of a rank or title stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RankPart {
    /// Its name.
    Name,
    /// Its code.
    Code,
}

/// Ô tự tính: how a formula fills a field. Nothing beyond this.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compute {
    /// The number of the row among those that have a name.
    Row,
    /// Two fields of the row multiplied.
    Product([String; 2]),
    /// How many rows of another sheet match.
    Count(Matching),
    /// The sum over the rows of another sheet that match.
    Sum(Matching),
    /// The field of the row of another sheet that matches.
    Lookup(Matching),
    /// The share of a field in its total, in percent with two decimals.
    Share(String),
    /// The code of the rank or title that a field names.
    RankCode(String),
}

/// Which rows of another sheet match a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// What the other sheet lists.
    pub of: Entity,
    /// Its field that is summed or looked up.
    pub field: Option<String>,
    /// Its field, and the field of the row that must equal it.
    #[serde(rename = "match")]
    pub keys: [String; 2],
}

impl BlankField {
    /// The other sheet and its column that the field chooses from.
    #[must_use]
    pub fn offered(&self) -> Option<(Entity, &str)> {
        let (entity, field) = self.offers.as_deref()?.split_once('.')?;
        Some((Entity::from_key(entity)?, field))
    }
}
