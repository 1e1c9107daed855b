//! The fields of a form: what a column or a label holds, and how it is read.

use regex_lite::Regex;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;

use super::FormStanding;
use super::Key;
use super::Need;
use super::Role;
use super::blank::BlankField;

/// Cột hoặc nhãn của biểu: one field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one line of a form file that a legal officer writes"
)]
pub struct Field {
    /// The key by which rules name it.
    #[serde(deserialize_with = "super::key::read")]
    pub key: Key,
    /// Heading in the standard form.
    pub label: String,
    /// What the blank workbook makes of it.
    #[serde(default)]
    pub blank: BlankField,
    /// Other headings seen.
    #[serde(default)]
    pub headings: Vec<String>,
    /// What its cells hold.
    pub kind: FieldKind,
    /// The closed list that its texts come from.
    pub choices: Option<String>,
    /// Whether it names the entry.
    #[serde(default)]
    pub name: bool,
    /// How much of it a proposal needs: without that it says too little, and that is told.
    pub needed: Option<Need>,
    /// Since when and for whom a proposal needs it, where that is not as long as the form has it.
    #[serde(default)]
    pub needed_by: FormStanding,
    /// What it is to the row.
    pub role: Option<Role>,
    /// Whether its heading says nothing about which form this is.
    #[serde(default)]
    pub weak: bool,
    /// Whether the standard form has it (else it is only understood).
    #[serde(default = "yes")]
    pub standard: bool,
    /// Since when and for whom the standard form has it.
    #[serde(default)]
    pub stands: FormStanding,
    /// How a blank cell takes the value above it.
    pub fill: Option<BlankFill>,
    /// Whether its value may stand above the table, as a label with a value.
    #[serde(default)]
    pub above: bool,
    /// Whether section rows give its value.
    pub section: Option<SectionValue>,
    /// The field within whose text its value may stand: a rank's code behind the rank's name.
    pub from: Option<String>,
    /// Whether a cell may name several: `LD-01; LD-02`.
    #[serde(default)]
    pub several: bool,
    /// What its names are also written as, short and long form: two names that differ only so are
    /// one.
    #[serde(default)]
    pub spelled: Vec<[String; 2]>,
    /// The fact of a dossier that it carries to the table of a whole province.
    #[serde(default, deserialize_with = "super::key::read_some")]
    pub carries: Option<Key>,
    /// The kinds of agency whose dossiers carry it; none: all of them.
    #[serde(default)]
    pub of_kinds: Vec<String>,
    /// Its value within a line of prose: the first group.
    #[serde(default, deserialize_with = "pattern")]
    pub within: Option<Regex>,
    /// The shape of its codes: one that stands among other words, or became a number, is taken for
    /// the value.
    #[serde(default, deserialize_with = "pattern")]
    pub shape: Option<Regex>,
}

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A code: text even where it looks like a number (`01.003`).
    Code,
    /// A whole number.
    Count,
    /// A number.
    Number,
    /// A percentage, 0 to 100.
    Percent,
    /// A date.
    Date,
    /// A mark: `x` or blank.
    Mark,
    /// A level of competency: a whole number, or a range as `2-3`.
    Level,
}

/// How a blank cell takes the value above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlankFill {
    /// Inside a merged area only.
    Merged,
    /// Whenever it is blank.
    Blank,
}

/// What a section row gives to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionValue {
    /// A term of the field's closed list.
    Term,
    /// The name of a unit.
    Unit,
    /// Any title that is neither a term nor a unit.
    Text,
    /// The position whose the rows below are: its code or its name.
    Owner,
}

impl Field {
    /// What it is to its row: what names the entry is that before all.
    #[must_use]
    pub fn main_role(&self) -> Option<Role> {
        if self.name {
            Some(Role::Name)
        } else {
            self.role
        }
    }

    /// Whether it has a role; a field that names the entry has [`Role::Name`].
    #[must_use]
    pub fn plays(&self, role: Role) -> bool {
        self.role == Some(role) || (role == Role::Name && self.name)
    }

    /// Whether it says whose the rows are that leave it blank: the position of a duty.
    pub(crate) fn names_owner(&self) -> bool {
        self.above && self.fill == Some(BlankFill::Blank)
    }

    pub(crate) fn all_headings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.headings.iter().map(String::as_str))
    }

    /// Whether its heading says something about which form this is.
    pub(crate) fn tells(&self) -> bool {
        !self.weak && self.role != Some(Role::Number)
    }
}

const fn yes() -> bool {
    true
}

/// A pattern written as text.
pub(super) fn pattern<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Regex>, D::Error> {
    let text = String::deserialize(source)?;
    Regex::new(&text)
        .map(Some)
        .map_err(|error| D::Error::custom(format!("biểu thức không đọc được: {error}")))
}
