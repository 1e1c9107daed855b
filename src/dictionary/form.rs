//! One form: its fields, its sheet, how it is known again.

use jiff::civil::Date;
use regex_lite::Regex;
use serde::Deserialize;

use super::Entity;
use super::Field;
use super::FormStanding;
use super::Role;
use super::blank::BlankForm;

/// Biểu mẫu: one sheet of the standard form, or a form known only to be told apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The key of the form (`danh-muc`), also its file name.
    pub key: String,
    /// Position in the standard form.
    pub order: u32,
    /// What it lists; none for a form that is not part of a proposal.
    pub entity: Option<Entity>,
    /// Whether it lists the agencies of a whole province: then it is no sheet of a proposal, and
    /// only the name of the sheet, or its title, makes a sheet this form.
    #[serde(default)]
    pub of_whole: bool,
    /// How it is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// Name of the sheet in the standard form.
    pub sheet: String,
    /// Since when and for whom the standard form has it.
    #[serde(default)]
    pub stands: FormStanding,
    /// What the blank workbook makes of it.
    #[serde(default)]
    pub blank: BlankForm,
    /// Other names of the sheet.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Phrases in the title over the table.
    #[serde(default)]
    pub titles: Vec<String>,
    /// For recognition: of each set at least one field must have a column.
    #[serde(default)]
    pub needs: Vec<Vec<String>>,
    /// Whether the same entry may well stand on several sheets: a task of several units, say.
    #[serde(default)]
    pub repeats: bool,
    /// Whether rows may stand under section rows.
    #[serde(default)]
    pub sections: bool,
    /// The fields that tell whether two rows are the same thing.
    #[serde(default)]
    pub identity: Vec<String>,
    /// How a line of prose begins that is an entry, where the form is written without a header.
    #[serde(default, deserialize_with = "super::field::pattern")]
    pub lines: Option<Regex>,
    /// For a form that is not part of a proposal: what it is and what to submit instead.
    pub advice: Option<String>,
    /// The fields in the order of the standard form.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// How a form is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A header and rows.
    #[default]
    Table,
    /// Label and value, one pair a row.
    Pairs,
}

impl Form {
    /// Whether it is a sheet of a proposal.
    #[must_use]
    pub const fn is_of_proposal(&self) -> bool {
        self.entity.is_some() && !self.of_whole
    }

    /// A field by its key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| *field.key == *key)
    }

    /// The fields that the standard form has on any day, in its order.
    pub fn standard_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.standard)
    }

    /// The fields that the standard form of a kind of staff has on a day, in its order.
    pub fn fields_on(&self, staff: &str, day: Date) -> impl Iterator<Item = &Field> {
        let stands = self.stands.holds(staff, day);
        self.standard_fields()
            .filter(move |field| stands && field.stands.holds(staff, day))
    }

    /// The field with a role.
    #[must_use]
    pub fn by_role(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| field.plays(role))
    }

    /// The key of the field with a role.
    #[must_use]
    pub fn keyed(&self, role: Role) -> Option<&str> {
        self.by_role(role).map(|field| &*field.key)
    }

    pub(crate) fn position(&self, wanted: impl Fn(&Field) -> bool) -> Option<usize> {
        self.fields.iter().position(wanted)
    }
}
