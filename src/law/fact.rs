//! Facts: named definitions of what is counted, summed or looked up in a dossier.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Deserialize;

use super::selection::Selection;
use crate::dictionary::Entity;
use crate::dictionary::Key;

/// The subject of facts about the dossier as a whole.
pub(super) const OF_DOSSIER: &str = "ho_so";

/// Dữ kiện: the definition of one fact.
#[derive(Debug, Clone)]
pub struct FactDef {
    /// Key: accent-folded snake case.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// The kind of entry that it is a fact of; none for the dossier as a whole.
    pub of: Option<Entity>,
    /// How it is taken.
    pub kind: FactKind,
    /// Whether its numbers say how much, and are written with a point between thousands; a code is
    /// not.
    pub amount: bool,
    /// The fields by which units are told to stand in each other: what is inside a unit is found by
    /// them.
    pub unit_fields: Vec<Key>,
    /// Under which heading the annex of units tells the limit of this fact, if it does.
    pub unit_limit: Option<UnitLimit>,
    /// Where the same quantity stands a second time, if it does.
    pub twin: Option<Twin>,
    /// Which figure of the papers it is, if it is one.
    pub figure: Option<Figure>,
}

/// Số liệu đối chiếu: the other table that tells what a fact tells, and the rule that compares the
/// two.
///
/// Where that rule finds them apart nobody knows which number is meant: what is judged by the fact
/// is broken only where it is broken by both numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twin {
    /// The fact that is taken from the other table.
    pub fact: String,
    /// The rule that tells that the two differ.
    pub rule: String,
    /// The table of the fact itself, as people call it in a sentence.
    pub here: String,
    /// The other table.
    pub there: String,
}

/// Giới hạn của đơn vị: what the annex of units tells beside what was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitLimit {
    /// Most deputies.
    MostDeputies,
    /// Least people.
    LeastPeople,
}

/// Số liệu của văn bản: a number that the papers tell, and only the rulebook knows how to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// How many people are proposed on the payroll: those with a labour contract are not.
    Proposed,
    /// How many hours of work in a year fall to each person of the list of positions.
    HoursPerPerson,
}

/// A field of a kind of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldRef {
    /// The kind of entry.
    pub entity: Entity,
    /// The field.
    pub field: String,
}

/// The closed set of ways to take a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// The subject's own leaf (for the dossier: a leaf of Thông tin chung).
    Field(String),
    /// How many entries pass.
    Count(Entity, Selection),
    /// How many entries there are; zero when the sheet is absent.
    Rows(Entity),
    /// The sum of a field over the entries that pass.
    Sum(FieldRef, Selection),
    /// The sum of a fact of the entries that pass.
    SumOf(FieldRef, Selection),
    /// The largest value of a fact of the entries that pass.
    MaxOf(FieldRef, Selection),
    /// The largest value.
    Max(FieldRef, Selection),
    /// The smallest value.
    Min(FieldRef, Selection),
    /// How many different values.
    Distinct(FieldRef, Selection),
    /// The field of the first entry that passes.
    First(FieldRef, Selection),
    /// The cell of the total row.
    Total(FieldRef),
    /// Made of other facts.
    Derived(DerivedFact),
    /// Looked up in lists.
    Listed(ListedFact),
    /// One end of the levels in a field, or how many they are.
    LevelEnd(LevelEnd, String),
    /// What a cell of several names says that no entry is called.
    Strays {
        /// The subject's field.
        field: String,
        /// The fields by which an entry is called: its code, its name.
        among: Vec<FieldRef>,
    },
    /// The place of another agency that a cell names, the agency's own places apart: only for the
    /// subject "cell"; unknown when the agency's own fields name no place.
    Elsewhere {
        /// Words for an agency, folded.
        agencies: Vec<String>,
        /// Words before the name of a place, folded.
        places: Vec<String>,
        /// The fields of Thông tin chung that name the agency's own places.
        own: Vec<String>,
    },
    /// What the cell itself says: only for the subject "cell".
    Cell,
}

/// The ways to make a fact of others.
#[derive(Debug, Clone)]
pub enum DerivedFact {
    /// How many full years lie between the day that a fact says and the day judged; negative before
    /// that day.
    YearsSince(String),
    /// The day so many years after the day that a fact says.
    YearsAfter {
        /// The fact.
        day: String,
        /// How many years.
        years: i64,
    },
    /// What the text of a fact says of the one document that it names; nothing where it names none
    /// or several.
    Named(DocumentPart, String),
    /// What became of the act that the text of a fact names, as of the governing date; nothing of
    /// an act in force.
    Fate(String),
    /// Two facts combined.
    Pair(Operation, String, String),
}

/// The ways to look a fact up in lists.
#[derive(Debug, Clone)]
pub enum ListedFact {
    /// An attribute of the item of a list whose code the subject has in a field.
    Item {
        /// The lists, searched in order.
        lists: Vec<String>,
        /// The subject's field that holds the code.
        by: String,
        /// The attribute.
        get: String,
        /// What of the subject's field finds the item.
        way: LookUp,
        /// What is told where there are several items.
        pick: Pick,
    },
    /// How many entries have other names for what is the same item of a list, the subject among
    /// them.
    Namesakes {
        /// The lists, searched in order.
        lists: Vec<String>,
        /// The field that holds the name.
        by: String,
    },
    /// The known code that is written most like the one that the subject has in a field: a hint.
    Nearest {
        /// The lists.
        lists: Vec<String>,
        /// The subject's field that holds the code.
        by: String,
        /// What of the field is held against the items.
        way: LookUp,
    },
    /// The name of the first item of a list one of whose words occurs in a field.
    Words {
        /// The list.
        list: String,
        /// The subject's field that is searched.
        field: String,
    },
}

/// How a field finds an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUp {
    /// By the code.
    #[default]
    Code,
    /// By the name.
    Name,
    /// By a name that says more than that of the item.
    Begins,
    /// By the name, else by one that says more.
    Called,
}

/// What is told of several items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// What the first says.
    #[default]
    First,
    /// The least number of theirs.
    Least,
    /// The greatest.
    Greatest,
    /// How many items there are; none is 0.
    Count,
}

/// What of a set of levels is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelEnd {
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
    /// How many there are.
    Count,
}

/// What a text says of a document: “Quyết định số 1875/QĐ-UBND ngày 21/12/2020”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentPart {
    /// Số, ký hiệu.
    Number,
    /// Ngày.
    Day,
}

/// How two facts are combined; nothing beyond this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// a ÷ b × 100
    Share,
    /// a ÷ b
    Ratio,
    /// a − b
    Difference,
    /// a × b
    Product,
    /// a + b
    Plus,
    /// The smaller of a and b; a where b is not known.
    Least,
    /// The greater of a and b; a where b is not known.
    Greatest,
    /// a, or b where a is blank or has no place.
    Either,
    /// 1 where a and b say the same, else 0.
    Same,
}

/// The facts by key, in the order of the files: looked up for every subject of every rule.
pub type FactDefs = IndexMap<String, FactDef, FxBuildHasher>;

/// The built-in fact of the subject "cell": what the cell says.
pub const CELL: &str = "gia_tri_o";
