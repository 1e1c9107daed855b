//! The dossier: entries of named leaves, each with its cell.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::Doubt;
use super::Leaf;
use super::Leaves;
use super::SheetReason;
use super::SkipReason;
use super::TemplateMark;
use crate::cells::Addr;
use crate::cells::Visibility;
use crate::dictionary::Entity;
use crate::dictionary::FormStanding;
use crate::dictionary::Key;
use crate::dictionary::Role;
use crate::dictionary::Roles;

/// Hồ sơ trình thẩm định: everything that was understood of a submission.
///
/// The entities are a closed set, their fields are data (`rules/forms/`): a legal officer adds a
/// column and a rule over it without touching Rust. Hence named leaves instead of one struct a
/// kind.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// One table a kind of entity; absent when no sheet of the submission holds it.
    pub tables: BTreeMap<Entity, Table>,
    /// How each sheet was understood, in the order of the workbook.
    pub sheets: Vec<SheetReading>,
    /// A date written in the title or letterhead of a sheet, when `Thông tin chung` has none:
    /// a date of last resort, told to the user.
    pub title_date: Option<(Date, Addr)>,
    /// What was read with doubt, in the order of the sheets.
    pub doubts: Vec<Doubt>,
    /// Numbers written as text over which a formula of the workbook sums: it leaves them out.
    pub added_texts: BTreeSet<Addr>,
    /// What it needs and does not say.
    pub needed: Vec<Needed>,
    /// The mark of our blank workbook, where the workbook was made from it.
    pub template: Option<(TemplateMark, Addr)>,
    /// Whether it is that workbook with nothing written in it yet: there is nothing to judge.
    pub unfilled: bool,
    /// Which field plays which role, as the forms of the reading had it.
    pub roles: Arc<Roles>,
}

/// The entries of one kind, from one sheet or several.
#[derive(Debug, Clone)]
pub struct Table {
    /// What is listed.
    pub entity: Entity,
    /// The entries in reading order.
    pub entries: Vec<Entry>,
    /// The total rows (`Tổng cộng`), in reading order; never among `entries`.
    pub totals: Vec<Entry>,
    /// The one among them that adds up the whole table, if there is one: others add up a section.
    pub grand_total: Option<Entry>,
    /// Where the table is: its first heading cell.
    pub at: Addr,
    /// The heading cell of each field that has a column (or a label).
    pub headings: BTreeMap<Key, Addr>,
    /// The sheets' tables that it was put together from, in reading order.
    pub parts: Vec<TablePart>,
}

/// Phần của biểu: one table of one sheet, where a kind of entity is listed on several.
#[derive(Debug, Clone)]
pub struct TablePart {
    /// Its first heading cell.
    pub at: Addr,
    /// The heading cells of its own columns.
    pub headings: BTreeMap<Key, Addr>,
}

/// One row of a table (or the one form of `Thông tin chung`).
#[derive(Debug, Clone)]
pub struct Entry {
    /// What this is.
    pub entity: Entity,
    /// The cell that stands for the entry: its name, else the first cell of its row.
    pub at: Addr,
    /// Position of its table among [`Table::parts`].
    pub part: usize,
    /// The leaves by field key. A field that has a column has a leaf, blank or not; a field
    /// without a column has none.
    pub leaves: Leaves,
}

/// Nội dung phải ghi mà không ghi: a field that the forms call needed, blank on one entry or
/// without a column.
#[derive(Debug, Clone)]
pub struct Needed {
    /// What is missing, as people call it: `cột “Tên vị trí việc làm” của biểu “Danh mục VTVL”`.
    pub label: String,
    /// Whether the whole column is missing.
    pub column: bool,
    /// The blank cell; for a column the first heading of its table.
    pub leaf: Leaf,
    /// Since when and for whom a proposal needs it: the table, the field, the need.
    pub stands: [FormStanding; 3],
}

/// How one sheet was understood.
#[derive(Debug, Clone)]
pub struct SheetReading {
    /// The sheet's first cell, which also names the sheet.
    pub at: Addr,
    /// Whether the sheet is shown.
    pub visibility: Visibility,
    /// The form that it was taken for; none when it was not recognised.
    pub form: Option<FormReading>,
    /// Further tables below the first one on the same sheet, from the top down.
    pub more: Vec<FormReading>,
    /// Why, or why not.
    pub reason: SheetReason,
    /// Rows that hold something.
    pub rows: usize,
}

/// A form found on a sheet.
#[derive(Debug, Clone)]
pub struct FormReading {
    /// Key of the form (`danh-muc`), as in `rules/forms/`.
    pub form: String,
    /// What it lists; none for a form that is recognised only to be told apart
    /// (a payroll table, a list of ranks).
    pub entity: Option<Entity>,
    /// How sure the reader is, 0 to 100.
    pub confidence: u8,
    /// First and last header row, from 0.
    pub header: (u32, u32),
    /// The columns: field key (or none when unknown), heading text, heading cell.
    pub columns: Vec<ColumnReading>,
    /// Labels above the table whose values hold for its rows: `Tên VTVL: …`. Their cells are those
    /// of the values.
    pub labels: Vec<ColumnReading>,
    /// Section rows that gave their group to the rows below: cell and text.
    pub sections: Vec<(Addr, String)>,
    /// Rows taken as totals.
    pub totals: Vec<Addr>,
    /// Rows that were passed over, with the reason.
    pub skipped: Vec<(Addr, SkipReason)>,
    /// What each row from the header down was taken for, as runs of rows alike.
    pub rows: Vec<RowRun>,
    /// How many entries came of it.
    pub entries: usize,
}

/// Rows one below the other that were taken for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowRun {
    /// First row, from 0.
    pub first: u32,
    /// Last row, from 0. Rows without cells lie within a run.
    pub last: u32,
    /// What they are.
    pub mark: RowMark,
}

/// What a row was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowMark {
    /// Tiêu đề cột.
    Header,
    /// Dòng đánh số cột.
    Index,
    /// Dòng mục: a group or a unit for the rows below.
    Section,
    /// Dòng dữ liệu: an entry.
    Data,
    /// Dòng nối tiếp: more of the entry above.
    Continuation,
    /// Dòng tổng.
    Total,
    /// Passed over.
    Skipped,
}

/// What told the field of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnSource {
    /// Its heading (or label).
    Heading,
    /// Its values: it has no heading, or one that they do not bear out.
    Values,
    /// Its values: it and another column stand under each other's heading.
    Swapped,
    /// The user's mapping.
    Mapping,
}

impl RowRun {
    /// Adds a row below the runs.
    pub(crate) fn extend(runs: &mut Vec<Self>, row: u32, mark: RowMark) {
        match runs.last_mut() {
            Some(run) if run.mark == mark => run.last = row,
            _ => runs.push(Self {
                first: row,
                last: row,
                mark,
            }),
        }
    }
}

/// A column of a form, as understood.
#[derive(Debug, Clone)]
pub struct ColumnReading {
    /// Field key; none when the heading is not known.
    pub field: Option<Key>,
    /// Text of the heading as it stands.
    pub heading: String,
    /// The heading cell.
    pub at: Addr,
    /// How sure the reader is, 0 to 100.
    pub confidence: u8,
    /// What told its field.
    pub source: ColumnSource,
    /// Whether it may be another field: neither heading nor values say so clearly.
    pub doubtful: bool,
}

impl Dossier {
    /// The entries of one kind; none when no sheet holds them.
    #[must_use]
    pub fn entries(&self, entity: Entity) -> &[Entry] {
        self.tables.get(&entity).map_or(&[], |table| &table.entries)
    }

    /// The leaf of an entry with a role, if its table has a column for it.
    #[must_use]
    pub fn role<'a>(&self, entry: &'a Entry, role: Role) -> Option<&'a Leaf> {
        entry.leaf(self.roles.key(entry.entity, role)?)
    }

    /// The text of an entry's field with a role as people read it, empty when blank or absent.
    #[must_use]
    pub fn said(&self, entry: &Entry, role: Role) -> String {
        self.role(entry, role)
            .map(|leaf| leaf.value.to_string())
            .unwrap_or_default()
    }

    /// The leaf of `Thông tin chung` with a role.
    #[must_use]
    pub fn of_agency(&self, role: Role) -> Option<&Leaf> {
        self.entries(Entity::Agency)
            .first()
            .and_then(|entry| self.role(entry, role))
    }

    /// A leaf of `Thông tin chung`.
    #[must_use]
    pub fn agency(&self, field: &str) -> Option<&Leaf> {
        self.entries(Entity::Agency)
            .first()
            .and_then(|entry| entry.leaf(field))
    }

    /// Where a missing thing would stand: the heading of the field, else the table, else none.
    #[must_use]
    pub fn place_of(&self, entity: Entity, field: Option<&str>) -> Option<&Addr> {
        let table = self.tables.get(&entity)?;
        Some(
            field
                .and_then(|field| table.headings.get(field))
                .unwrap_or(&table.at),
        )
    }
}

impl Entry {
    /// The leaf of a field, if the table has a column for it.
    #[must_use]
    pub fn leaf(&self, field: &str) -> Option<&Leaf> {
        self.leaves.get(field)
    }

    /// The text of a field as people read it, empty when blank or absent.
    #[must_use]
    pub fn text(&self, field: &str) -> String {
        self.leaf(field)
            .map(|leaf| leaf.value.to_string())
            .unwrap_or_default()
    }
}
