//! How a proposal of an earlier form is brought into a later one, as far as the law itself
//! converts: `rules/conversions/`.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;

use super::timeline;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;
use crate::dictionary::Forms;

/// The folder of the rulebook that holds the conversions.
const FOLDER: &str = "conversions";

/// Cách chuyển hồ sơ: what of a proposal becomes what under a later act, and what is left to be
/// decided.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// What it does.
    pub title: String,
    /// The profile that it is for.
    pub profile: String,
    /// What the command calls its aim.
    pub to: String,
    /// A day on which the later form holds.
    #[serde(deserialize_with = "timeline::required_date")]
    pub day: Date,
    /// Names of positions.
    pub names: Naming,
    /// Levels.
    pub levels: Leveling,
    /// What belongs to the earlier submission.
    #[serde(default, rename = "drop")]
    pub drops: Vec<Drop>,
    /// What the later act wants and the earlier form has not.
    #[serde(default, rename = "ask")]
    pub asks: Vec<Ask>,
}

/// Names after the lists of the later act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// Of what.
    pub entity: Entity,
    /// The field that holds the name.
    pub field: String,
    /// The lists whose items are whole kinds of titles: a name is kept.
    #[serde(default)]
    pub keep: Vec<String>,
    /// The field that takes what a name says more than the list.
    pub rest: String,
    /// The field that holds the group.
    pub group: String,
    /// The lists, each with the group that its items are of.
    #[serde(rename = "list")]
    pub lists: Vec<NamingList>,
    /// Said where no list has the name; `{near}` is the nearest.
    pub none: String,
    /// Said where several lists have it.
    pub both: String,
    /// Said where the list has a shorter name; `{old}`, `{new}`.
    pub renamed: String,
    /// Said where the name may be one that the source does not show whole.
    pub unread: String,
}

/// One list of names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamingList {
    /// The list.
    pub key: String,
    /// The term of the group that its items are of.
    pub group: String,
    /// The terms of the earlier group that may become this one.
    pub from: Vec<String>,
}

/// Levels after the kind of salary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leveling {
    /// Of what.
    pub entity: Entity,
    /// The field that takes the level.
    pub field: String,
    /// The field that holds the code of the rank or title.
    pub code: String,
    /// The lists of codes.
    pub lists: Vec<String>,
    /// Their attribute that decides.
    pub attribute: String,
    /// The level by what the attribute says.
    pub is: BTreeMap<String, u32>,
    /// Terms of the group that have no level of their own.
    #[serde(default)]
    pub without: Vec<String>,
    /// Said where the attribute is not known; `{code}`.
    pub none: String,
    /// Said where the item of the name does not have the level; `{code}`, `{level}`, `{lowest}`,
    /// `{highest}`.
    pub outside: String,
    /// The attribute of an item that tells its lowest level.
    pub lowest: String,
    /// Its highest.
    pub highest: String,
    /// The rows that tell the people of each level.
    pub rows: LevelRows,
}

/// The table that tells the people of each level: which field takes what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRows {
    /// The table.
    pub entity: Entity,
    /// Takes the code of the position.
    pub code: String,
    /// Takes its name.
    pub name: String,
    /// Takes the level.
    pub level: String,
    /// Takes the people.
    pub people: String,
    /// The position's code.
    pub own_code: String,
    /// Its name.
    pub own_name: String,
    /// Its people: the first field that says a number.
    pub own_people: Vec<String>,
}

/// What is left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Of which table.
    pub entity: Entity,
    /// Which fields; none: the whole table.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What the agency is told.
    pub says: String,
}

/// What is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// About which table.
    pub entity: Entity,
    /// In the cells of which field; none: about the table as a whole.
    pub field: Option<String>,
    /// Of which entries: field and term.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, String>,
    /// The question.
    pub says: String,
}

/// Reads every conversion, by the name of its file.
pub(super) fn load(
    book: &Book,
    forms: &Forms,
    faults: &mut Vec<Fault>,
) -> IndexMap<String, Conversion> {
    let mut conversions = IndexMap::new();
    for (file, text) in book.folder(FOLDER) {
        let key = file
            .rsplit_once('/')
            .map_or(file, |(_, name)| name)
            .trim_end_matches(".toml");
        match book.toml::<Conversion>(file, text, 1) {
            Ok(conversion) => {
                faults.extend(
                    unknown_fields(&conversion, forms)
                        .into_iter()
                        .map(|told| Fault::of_file(file, told)),
                );
                conversions.insert(key.to_owned(), conversion);
            }
            Err(fault) => faults.push(fault),
        }
    }
    conversions
}

/// Fields that no form has.
fn unknown_fields(conversion: &Conversion, forms: &Forms) -> Vec<String> {
    let (names, levels, rows) = (
        &conversion.names,
        &conversion.levels,
        &conversion.levels.rows,
    );
    let own = [&names.field, &names.rest, &names.group].map(|field| (names.entity, field));
    let of_levels = [&levels.field, &levels.code, &rows.own_code, &rows.own_name]
        .map(|field| (levels.entity, field));
    let of_rows =
        [&rows.code, &rows.name, &rows.level, &rows.people].map(|field| (rows.entity, field));
    let people = rows.own_people.iter().map(|field| (levels.entity, field));
    let dropped = conversion
        .drops
        .iter()
        .flat_map(|drop| drop.fields.iter().map(|field| (drop.entity, field)));
    let asked = conversion.asks.iter().flat_map(|ask| {
        ask.field
            .iter()
            .chain(ask.only.keys())
            .map(|f| (ask.entity, f))
    });
    let all = own
        .into_iter()
        .chain(of_levels)
        .chain(of_rows)
        .chain(people)
        .chain(dropped)
        .chain(asked);
    let missing = all.filter(|(entity, field)| !forms.has_field(*entity, field));
    missing
        .map(|(entity, field)| format!("{entity} không có trường “{field}”"))
        .collect()
}
