//! The planned rows of a table as entries: their own leaves, then what titles, merges and labels
//! give.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::parted::parted;
use super::percent;
use super::reading;
use super::side_by_side;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::Memo;
use crate::dictionary::Role;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::RowRun;
use crate::dossier::SkipReason;
use crate::dossier::notes::columns;
use crate::dossier::notes::dates;
use crate::dossier::notes::doubts;
use crate::dossier::notes::rows as row_notes;
use crate::dossier::notes::unread::Unread;
use crate::dossier::part::DoubtfulRow;
use crate::dossier::part::FormPart;
use crate::dossier::plan::TablePlan;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::level_columns::LevelColumns;
use crate::dossier::plan::rows::PlannedRow;
use crate::dossier::plan::rows::RowDoubt;
use crate::dossier::plan::rows::RowKind;
use crate::dossier::plan::section::TitleLevel;
use crate::dossier::values;

/// The table that is being read.
pub(super) struct Taking<'a> {
    pub(super) grid: &'a Grid<'a>,
    pub(super) forms: &'a Forms,
    pub(super) form: &'a Form,
    entity: Entity,
    /// Field and column, in field order.
    pub(super) columns: Vec<(usize, u32)>,
    levels: &'a LevelColumns,
    /// Leaves that stand above the table and hold for every row.
    above: &'a Leaves,
    /// Leaves that section rows gave, by field.
    pub(super) given: BTreeMap<usize, (Leaf, TitleLevel)>,
    /// The levels of the titles that hold, from the outermost.
    pub(super) open: Vec<TitleLevel>,
    /// Last values of fields that are carried down, by field.
    pub(super) carried: BTreeMap<usize, Leaf>,
    /// Terms looked up before, by field, then by text.
    pub(super) terms: Vec<HashMap<String, Option<Key>>>,
    /// By field: what is left of a text that says its heading again, and where the value of another
    /// field stands in it. Long tables say the same few over and over.
    pub(super) unheaded: Vec<Memo<Option<Box<str>>>>,
    pub(super) within: Vec<Memo<Option<Range<usize>>>>,
    pub(super) unread: Unread,
    pub(super) part: FormPart,
}

/// Takes a planned table.
pub(crate) fn part(plan: &TablePlan<'_>, sheet: &Sheet, forms: &Forms) -> FormPart {
    let TablePlan {
        grid,
        header,
        above,
        ..
    } = plan;
    let form = forms.at(header.form);
    let part = reading::headed(plan, sheet, forms);
    let Some(entity) = form.entity else {
        return reading::shown(part, plan);
    };
    let columns = header.columns.iter();
    let columns = columns.filter_map(|column| Some((column.field?, column.col)));
    let mut columns: Vec<(usize, u32)> = columns.collect();
    columns.sort_unstable();
    let mut taking = Taking {
        grid,
        forms,
        form,
        entity,
        columns,
        levels: &header.levels,
        above,
        given: BTreeMap::new(),
        open: Vec::new(),
        carried: BTreeMap::new(),
        terms: vec![HashMap::new(); form.fields.len()],
        unheaded: form.fields.iter().map(|_| Memo::default()).collect(),
        within: form.fields.iter().map(|_| Memo::default()).collect(),
        unread: Unread::default(),
        part,
    };
    match &plan.carried {
        Some(carried) => taking.carry(&carried.before),
        None => reading::mark_header(&mut taking.part, header),
    }
    taking.rows(&plan.rows.rows);
    taking.finish(plan)
}

impl Taking<'_> {
    fn rows(&mut self, rows: &[PlannedRow]) {
        let grid = self.grid;
        for planned in rows {
            let row = &grid.rows()[planned.index];
            if let Some(mark) = reading::mark(&planned.kind) {
                RowRun::extend(&mut self.part.reading.rows, row.number, mark);
            }
            match &planned.kind {
                RowKind::Entry => {
                    let entry = self.entry(row, true);
                    if let Some(why) = planned.doubt {
                        self.doubt(why, entry.clone(), true);
                    }
                    self.push_levels(entry, row);
                }
                RowKind::LeftOut => {
                    let entry = self.entry(row, true);
                    self.doubt(planned.doubt.unwrap_or(RowDoubt::LeftOut), entry, false);
                }
                RowKind::Sum => {
                    if let Some(why) = planned.doubt {
                        let entry = self.entry(row, true);
                        self.doubt(why, entry, false);
                    }
                    let total = self.entry(row, false);
                    self.part.totals.push(total);
                }
                RowKind::Continuation => {
                    self.join(row);
                    self.skip(row, SkipReason::Joined);
                }
                RowKind::Section(title) => self.open_section(row, title),
                // Only for what it carries down.
                RowKind::Owner => drop(self.entry(row, true)),
                RowKind::Index => self.skip(row, SkipReason::ColumnNumbers),
                RowKind::Heading => self.skip(row, SkipReason::HeadingAgain),
                RowKind::NumberOnly => self.skip(row, SkipReason::NumberOnly),
                RowKind::Detail => self.skip(row, SkipReason::PartOfTotal),
                RowKind::Note => self.skip(row, SkipReason::Note),
                RowKind::Blank => {}
            }
        }
    }

    fn doubt(&mut self, why: RowDoubt, entry: Entry, taken: bool) {
        self.part.doubtful.push(DoubtfulRow { why, entry, taken });
    }

    fn skip(&mut self, row: &Row, reason: SkipReason) {
        self.part
            .reading
            .skipped
            .push((self.grid.first_of(row), reason));
    }

    /// A row as an entry: its own leaves, then those from above, from sections and from merges.
    pub(super) fn entry(&mut self, row: &Row, is_data: bool) -> Entry {
        // A submission may have tens of thousands of entries: room for the leaves and no more.
        let mut leaves =
            Leaves::with_capacity(self.above.len() + self.columns.len() + self.given.len());
        leaves.extend(
            self.above
                .iter()
                .map(|(key, leaf)| (key.clone(), leaf.clone())),
        );
        let mut at = None;
        self.forget_carried(row, is_data);
        for i in 0..self.columns.len() {
            let (field, col) = self.columns[i];
            let data = &self.form.fields[field];
            let mut leaf = self.leaf(field, row, col, is_data);
            if is_data && leaf.value.is_blank() {
                leaf = self.filled(field, row.number, col).unwrap_or(leaf);
            } else if data.fill.is_some() {
                self.carried.insert(field, leaf.clone());
            }
            if data.name && (at.is_none() || !leaf.value.is_blank()) {
                at = Some((leaf.at.clone(), row.value(col).is_blank()));
            }
            leaves.insert(data.key.clone(), leaf);
        }
        if is_data {
            self.marks(row, &mut leaves);
            parted(self.form, &self.within, &mut leaves);
            for (field, (leaf, _)) in &self.given {
                // A title inside the table says more than a label above it.
                if !self.columns.iter().any(|(own, _)| own == field) {
                    leaves.insert(self.form.fields[*field].key.clone(), leaf.clone());
                }
            }
        }
        // A name from a merged cell above stands in another row: then the row's first cell stands
        // for it.
        let own = at.filter(|(_, blank)| !blank).map(|(at, _)| at);
        let at = own.unwrap_or_else(|| self.grid.first_of(row));
        Entry {
            entity: self.entity,
            at,
            part: 0,
            leaves,
        }
    }

    fn push(&mut self, mut entry: Entry) {
        if let Some(above) = self.part.entries.last() {
            entry.leaves.share_keys(&above.leaves);
        }
        self.part.entries.push(entry);
    }

    /// Adds an entry, with the level that is marked in its row; or, where each group of positions
    /// has a column of levels, one entry for each of them.
    fn push_levels(&mut self, mut entry: Entry, row: &Row) {
        if !self.levels.counts.is_empty() {
            let found = side_by_side::entries(
                self.grid,
                self.form,
                self.forms,
                &self.levels.counts,
                (&entry, row),
            );
            for entry in found {
                self.push(entry);
            }
            return;
        }
        let form = self.form;
        let key = |wanted: &dyn Fn(&Field) -> bool| {
            form.fields
                .iter()
                .find(|field| wanted(field))
                .map(|f| f.key.clone())
        };
        let Some(level) =
            key(&|field| field.role == Some(Role::Level)).filter(|_| self.levels.len() > 0)
        else {
            self.push(entry);
            return;
        };
        let grid = self.grid;
        let leaf = |value: Value, col: u32| Leaf {
            value,
            term: None,
            at: grid.at(row.number, col),
        };
        if let Some((col, value)) = self.levels.marked(row) {
            entry.leaves.insert(level, leaf(value, col));
            self.push(entry);
            return;
        }
        let scope = key(&|field| field.role == Some(Role::Scope));
        for (col, heading) in &self.levels.scopes {
            let mut own = entry.clone();
            let value =
                values::read(FieldKind::Level, row.value(*col), self.forms.words()).into_value();
            own.leaves.insert(level.clone(), leaf(value, *col));
            if let Some(scope) = &scope {
                own.leaves.insert(
                    scope.clone(),
                    leaf(Value::Text(heading.as_str().into()), *col),
                );
            }
            self.push(own);
        }
    }

    /// Joins a row that continues the entry above (quirk 16): texts are put side by side, numbers added.
    fn join(&mut self, row: &Row) {
        let Some(entry) = self.part.entries.last_mut() else {
            return;
        };
        let mut added = Vec::new();
        for (field, col) in &self.columns {
            let data = &self.form.fields[*field];
            let cell = self.grid.said(row, *col, data.kind);
            let value = values::read_field(data, &cell, self.forms.words()).into_value();
            let Some(leaf) = entry
                .leaves
                .get_mut(&data.key)
                .filter(|_| !value.is_blank())
            else {
                continue;
            };
            if data.name
                && value
                    .text()
                    .is_some_and(|text| self.forms.words().continued(text).is_some())
            {
                continue;
            }
            if leaf.value.is_blank() {
                *leaf = Leaf {
                    value,
                    term: None,
                    at: self.grid.at(row.number, *col),
                };
            } else if let Some(sum) = sum(&leaf.value, &value) {
                added.extend([leaf.at.clone(), self.grid.at(row.number, *col)]);
                leaf.value = values::of_decimal(sum);
            } else if data.kind == FieldKind::Text || data.kind == FieldKind::Code {
                let joint = if data.name { " " } else { "; " };
                leaf.value = Value::Text(format!("{}{joint}{value}", leaf.value).into());
            }
        }
        if !added.is_empty() {
            self.part.remarks.push(row_notes::added(row, added));
        }
    }

    fn finish(mut self, plan: &TablePlan<'_>) -> FormPart {
        let TablePlan {
            grid,
            header,
            swapped,
            rows,
            ..
        } = plan;
        let own_headings = plan.carried.is_none();
        let remarks = &mut self.part.remarks;
        if own_headings {
            remarks.extend(columns::remarks(grid, self.forms, header));
            remarks.extend(columns::swaps(grid, header, swapped));
        }
        remarks.extend(self.unread.into_remarks(self.form));
        remarks.extend(row_notes::number_only(&self.part.reading.skipped));
        let start = plan.first_row();
        remarks.extend(dates::swapped(
            grid,
            &grid.rows()[start..rows.end.max(start)],
            self.form,
            header,
        ));
        if let Some(row) = grid.rows().get(rows.end) {
            self.part
                .reading
                .skipped
                .push((grid.first_of(row), SkipReason::BelowTable));
        }
        if own_headings {
            self.part
                .doubts
                .extend(doubts::of_unknown_columns(grid, self.forms, header));
        }
        for field in self
            .form
            .fields
            .iter()
            .filter(|field| field.kind == FieldKind::Percent)
        {
            percent::scale(&mut self.part.entries, &mut self.part.totals, &field.key);
        }
        if grid.is_turned() {
            self.part.reading.rows.clear();
            let rows = self.part.reading.columns.iter().map(|column| column.at.row);
            self.part.reading.header = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
        }
        self.part.reading.totals = self
            .part
            .totals
            .iter()
            .map(|entry| entry.at.clone())
            .collect();
        self.part.reading.entries = self.part.entries.len();
        self.part
    }
}

/// The sum of two numbers, if both are numbers and the sum can be held.
fn sum(upper: &Value, lower: &Value) -> Option<Decimal> {
    upper.number()?.checked_add(lower.number()?)
}
