//! What the blank workbook needs to know of the forms: widths, prompts, what it computes by itself.
//!
//! The reader has no use for any of this; it stands in the form files because whoever changes a
//! column changes its prompt in the same place.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use super::Entity;
use super::Field;
use super::choices::Term;
use super::forms::Form;
use crate::book::Fault;

/// A spreadsheet shows no longer prompt than this, in UTF-16 units.
const MAX_HINT: usize = 255;
/// More prepared rows than this make a workbook heavy.
const MAX_ROWS: u32 = 500;

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

impl Term {
    /// How the standard form of a kind of staff writes it on a day; none when that form does not
    /// offer it.
    #[must_use]
    pub fn label_for(&self, staff: &str, day: Date) -> Option<&str> {
        let own = self
            .only
            .as_ref()
            .is_none_or(|only| only.iter().any(|known| known == staff));
        let offered = own && self.stands.holds(staff, day);
        let later = self
            .called
            .iter()
            .find(|called| called.stands.holds(staff, day))
            .map(|called| &called.label);
        offered.then(|| {
            later
                .or_else(|| self.labels.get(staff))
                .unwrap_or(&self.label)
                .as_str()
        })
    }
}

/// The faults of what a form says for the blank workbook; the line is found by `line_of`.
pub(crate) fn check(form: &Form, all: &[Form], line_of: &dyn Fn(&str) -> usize) -> Vec<Fault> {
    let file = format!("forms/{}.toml", form.key);
    let mut faults = Vec::new();
    let mut fault = |key: &str, text: String| faults.push(Fault::at(&file, line_of(key), text));
    if form.blank.rows > MAX_ROWS {
        fault(
            &form.key,
            format!("“rows” của biểu không được quá {MAX_ROWS}"),
        );
    }
    if form.blank.terms
        && !form
            .fields
            .iter()
            .any(|field| field.name && field.choices.is_some())
    {
        fault(
            &form.key,
            "“terms” cần trường “name” có danh mục “choices”".to_owned(),
        );
    }
    let keys: BTreeSet<&str> = form.fields.iter().map(|field| &*field.key).collect();
    for field in &form.fields {
        for text in field_faults(field, &keys, all) {
            fault(&field.key, text);
        }
    }
    faults
}

fn field_faults(field: &Field, keys: &BTreeSet<&str>, all: &[Form]) -> Vec<String> {
    let blank = &field.blank;
    let mut faults = Vec::new();
    if blank
        .hint
        .as_ref()
        .is_some_and(|hint| hint.encode_utf16().count() > MAX_HINT)
    {
        faults.push(format!(
            "“hint” dài hơn {MAX_HINT} ký tự, bảng tính không hiện được"
        ));
    }
    let has = |entity: Entity, key: &str| {
        all.iter().any(|form| {
            form.entity == Some(entity) && form.field(key).is_some_and(|field| field.standard)
        })
    };
    if blank.offers.is_some()
        && !blank
            .offered()
            .is_some_and(|(entity, key)| has(entity, key))
    {
        faults.push("“offers” phải là một cột của mẫu, dạng “don_vi.ten”".to_owned());
    }
    let mut own: Vec<&str> = Vec::new();
    match &blank.compute {
        Some(Compute::Product([first, second])) => own.extend([first.as_str(), second.as_str()]),
        Some(Compute::Share(key) | Compute::RankCode(key)) => own.push(key),
        Some(Compute::Count(matching) | Compute::Sum(matching) | Compute::Lookup(matching)) => {
            own.push(&matching.keys[1]);
            let theirs = std::iter::once(&matching.keys[0]).chain(&matching.field);
            faults.extend(
                theirs
                    .filter(|key| !has(matching.of, key))
                    .map(|key| format!("“compute”: biểu kia không có cột “{key}”")),
            );
            if matching.field.is_none() && !matches!(&blank.compute, Some(Compute::Count(_))) {
                faults.push("“compute” thiếu “field”".to_owned());
            }
        }
        Some(Compute::Row) | None => {}
    }
    faults.extend(
        own.into_iter()
            .filter(|key| !keys.contains(key))
            .map(|key| format!("biểu không có trường “{key}”")),
    );
    faults
}
