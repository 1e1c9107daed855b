//! The planned rows of a table as entries: their own leaves, then what titles, merges and labels
//! give.

use std::collections::BTreeMap;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::parted::parted;
use super::percent;
use super::side_by_side;
use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;
use crate::dictionary::BlankFill;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::RankPart;
use crate::dictionary::Role;
use crate::dossier::Entry;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::RowMark;
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
use crate::dossier::plan::levels::LevelColumns;
use crate::dossier::plan::rows::PlannedRow;
use crate::dossier::plan::rows::RowKind;
use crate::dossier::plan::section::TitleLevel;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::dossier::values::without_heading;

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
    /// Last values of fields that are carried down, by field.
    pub(super) carried: BTreeMap<usize, Leaf>,
    /// Terms looked up before, by field, then by text.
    terms: Vec<HashMap<String, Option<Key>>>,
    pub(super) unread: Unread,
    pub(super) part: FormPart,
}

/// Takes a planned table.
pub(crate) fn part(plan: &TablePlan<'_>, sheet: &Sheet, forms: &Forms) -> FormPart {
    let TablePlan {
        grid,
        header,
        confidence,
        above,
        rows,
        ..
    } = plan;
    let form = forms.at(header.form);
    let headed = plan.heading_grid();
    let mut reading = super::reading(form, columns::percent(*confidence));
    if plan.carried.is_none() {
        reading.header = header.rows;
    }
    reading.columns = columns::readings(headed, forms, header);
    reading.labels = columns::labels(above, &reading.columns);
    let mut headings: BTreeMap<Key, Addr> = above
        .iter()
        .map(|(key, leaf)| (key.clone(), leaf.at.clone()))
        .collect();
    let mut columns = Vec::new();
    for column in &header.columns {
        if let Some(field) = column.field {
            headings.insert(
                form.fields[field].key.clone(),
                headed.at(column.row, column.col),
            );
            columns.push((field, column.col));
        }
    }
    columns.sort_unstable();
    let part = FormPart {
        sheet: sheet.id.index,
        visibility: sheet.visibility,
        entity: form.entity,
        carried: plan.carried.is_some(),
        at: first_of(plan),
        reading,
        entries: Vec::new(),
        totals: Vec::new(),
        headings,
        remarks: Vec::new(),
        doubts: Vec::new(),
        doubtful: Vec::new(),
    };
    let Some(entity) = form.entity else {
        return shown(part, plan);
    };
    let mut taking = Taking {
        grid,
        forms,
        form,
        entity,
        columns,
        levels: &header.levels,
        above,
        given: BTreeMap::new(),
        carried: BTreeMap::new(),
        terms: vec![HashMap::new(); form.fields.len()],
        unread: Unread::default(),
        part,
    };
    if let Some(carried) = &plan.carried {
        taking.carry(&carried.before);
    } else {
        RowRun::extend(
            &mut taking.part.reading.rows,
            header.rows.0,
            RowMark::Header,
        );
        RowRun::extend(
            &mut taking.part.reading.rows,
            header.rows.1,
            RowMark::Header,
        );
    }
    taking.rows(&rows.rows);
    taking.finish(plan)
}

/// Where a table stands: its first heading, or its first row where it has no headings of its own.
fn first_of(plan: &TablePlan<'_>) -> Addr {
    let TablePlan { grid, header, .. } = plan;
    match header.columns.first() {
        _ if plan.carried.is_some() => grid
            .rows()
            .first()
            .map_or_else(|| grid.at(0, 0), |row| grid.first_of(row)),
        Some(column) => grid.at(column.row, column.col),
        None => grid.at(header.rows.0, 0),
    }
}

/// The rows of a form that is no part of a proposal, as they were told apart.
fn shown(mut part: FormPart, plan: &TablePlan<'_>) -> FormPart {
    let rows = &mut part.reading.rows;
    RowRun::extend(rows, plan.header.rows.0, RowMark::Header);
    RowRun::extend(rows, plan.header.rows.1, RowMark::Header);
    for planned in plan.rows.rows.iter().filter(|_| !plan.grid.is_turned()) {
        if let Some(mark) = mark(&planned.kind) {
            RowRun::extend(rows, plan.grid.rows()[planned.index].number, mark);
        }
    }
    part
}

impl Taking<'_> {
    fn rows(&mut self, rows: &[PlannedRow]) {
        let grid = self.grid;
        for planned in rows {
            let row = &grid.rows()[planned.index];
            if let Some(mark) = mark(&planned.kind) {
                RowRun::extend(&mut self.part.reading.rows, row.number, mark);
            }
            match &planned.kind {
                RowKind::Entry => {
                    let entry = self.entry(row, true);
                    if let Some(why) = planned.doubt {
                        self.part.doubtful.push(DoubtfulRow {
                            why,
                            entry: entry.clone(),
                            taken: true,
                        });
                    }
                    self.push_levels(entry, row);
                }
                RowKind::LeftOut => {
                    let entry = self.entry(row, true);
                    let why = planned
                        .doubt
                        .unwrap_or(crate::dossier::plan::rows::RowDoubt::LeftOut);
                    self.part.doubtful.push(DoubtfulRow {
                        why,
                        entry,
                        taken: false,
                    });
                }
                RowKind::Sum => {
                    if let Some(why) = planned.doubt {
                        let entry = self.entry(row, true);
                        self.part.doubtful.push(DoubtfulRow {
                            why,
                            entry,
                            taken: false,
                        });
                    }
                    let total = self.entry(row, false);
                    self.part.totals.push(total);
                }
                RowKind::Continuation => {
                    self.join(row);
                    self.skip(row, SkipReason::Joined);
                }
                RowKind::Section(title) => self.open_section(row, title),
                RowKind::Owner => {
                    self.entry(row, true);
                }
                RowKind::Index => self.skip(row, SkipReason::ColumnNumbers),
                RowKind::Heading => self.skip(row, SkipReason::HeadingAgain),
                RowKind::NumberOnly => self.skip(row, SkipReason::NumberOnly),
                RowKind::Detail => self.skip(row, SkipReason::PartOfTotal),
                RowKind::Note => self.skip(row, SkipReason::Note),
                RowKind::Blank => {}
            }
        }
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
            parted(self.form, &mut leaves);
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

    /// A mark or a text that is not a known no says yes on a row that gives a number or a date:
    /// `01 bản`, `kèm theo`, the tick of a symbol font. Elsewhere it is not known.
    fn marks(&mut self, row: &Row, leaves: &mut Leaves) {
        let form = self.form;
        let said = |field: &Field| {
            leaves
                .get(&field.key)
                .is_some_and(|leaf| !leaf.value.is_blank())
        };
        let gives = form
            .fields
            .iter()
            .any(|field| said(field) && (field.kind == FieldKind::Date || field.within.is_some()));
        for (position, field) in form
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.kind == FieldKind::Mark)
        {
            let Some(leaf) = leaves.get_mut(&field.key) else {
                continue;
            };
            if leaf.value.is_blank() || leaf.term.is_some() {
                continue;
            }
            let list = field
                .choices
                .as_deref()
                .and_then(|list| self.forms.list(list));
            match list.and_then(|list| list.yes()).filter(|_| gives) {
                Some(yes) => leaf.term = Some(yes.key.clone()),
                None => self.unread.value(
                    position,
                    &leaf.value,
                    &self.grid.at(row.number, leaf.at.col),
                ),
            }
        }
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
            self.part.entries.extend(found);
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
            self.part.entries.push(entry);
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
            self.part.entries.push(entry);
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
            self.part.entries.push(own);
        }
    }

    /// Where one of the carried fields changes, the others no longer hold: a new name without a
    /// code does not belong to the code above.
    fn forget_carried(&mut self, row: &Row, is_data: bool) {
        let form = self.form;
        let owner = |field: usize| {
            form.fields[field].above && form.fields[field].fill == Some(BlankFill::Blank)
        };
        let differs = self
            .columns
            .iter()
            .filter(|(field, _)| owner(*field))
            .any(|(field, col)| {
                let value = row.value(*col);
                let same = |leaf: &Leaf| leaf.value.shown() == value.shown();
                !value.is_blank() && !self.carried.get(field).is_some_and(same)
            });
        if is_data && differs {
            self.carried
                .retain(|field, _| form.fields[*field].fill != Some(BlankFill::Blank));
        }
    }

    fn leaf(&mut self, field: usize, row: &Row, col: u32, is_data: bool) -> Leaf {
        let data = &self.form.fields[field];
        let at = self.grid.at(row.number, col);
        let cell = self.grid.said(row, col, data.kind);
        let value = match values::read_field(data, &cell, self.forms.words()) {
            ValueReading::Read(value) => value,
            ValueReading::Taken(value) => {
                if is_data {
                    self.unread.taken(field, &cell, &value, &at);
                }
                value
            }
            ValueReading::Unreadable(value) => {
                if is_data {
                    self.unread.value(field, &value, &at);
                }
                value
            }
        };
        let (value, term) = self.plainly(field, value);
        let closed = data.choices.is_some() && !data.blank.free && data.kind != FieldKind::Mark;
        if is_data && term.is_none() && closed && !value.is_blank() {
            self.unread.unlisted(field, &value, &at);
        }
        Leaf { value, term, at }
    }

    /// A value with its term; without the heading that it says again, where it would be no term or
    /// rank with it.
    fn plainly(&mut self, field: usize, value: Value) -> (Value, Option<Key>) {
        let data = &self.form.fields[field];
        let term = self.term(field, &value);
        let listed = data.choices.is_some() || data.blank.ranks == Some(RankPart::Name);
        let rest = value
            .text()
            .filter(|_| term.is_none() && listed)
            .and_then(|text| without_heading(data, text));
        let Some(rest) = rest.map(|rest| Value::Text(rest.into())) else {
            return (value, term);
        };
        match self.term(field, &rest) {
            None if data.choices.is_some() => (value, None),
            term => (rest, term),
        }
    }

    fn term(&mut self, field: usize, value: &Value) -> Option<Key> {
        let data = &self.form.fields[field];
        let list = data.choices.as_deref()?;
        if value.is_blank() {
            return None;
        }
        let text = value.shown();
        if let Some(term) = self.terms[field].get(&*text) {
            return term.clone();
        }
        let term = self
            .forms
            .list(list)
            .and_then(|list| list.find(&text))
            .map(|term| term.key.clone());
        self.terms[field].insert(text.into_owned(), term.clone());
        term
    }

    /// What a blank cell takes: the merged cell above it, the value carried down, or its section's.
    fn filled(&self, field: usize, row: u32, col: u32) -> Option<Leaf> {
        let given = || self.given.get(&field).map(|(leaf, _)| leaf.clone());
        let carried = || {
            self.carried
                .get(&field)
                .filter(|leaf| !leaf.value.is_blank())
                .cloned()
        };
        match self.form.fields[field].fill {
            Some(BlankFill::Merged) => {
                let top = self.grid.merges.covered_from(row, col);
                top.and_then(|top| carried().filter(|leaf| leaf.at == self.grid.at(top, col)))
                    .or_else(given)
            }
            Some(BlankFill::Blank) => carried().or_else(given),
            None => given(),
        }
    }

    /// Joins a row that continues the entry above: texts are put side by side, numbers added.
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

/// How a row is shown to the user; none for an empty row.
const fn mark(kind: &RowKind) -> Option<RowMark> {
    match kind {
        RowKind::Entry => Some(RowMark::Data),
        RowKind::Continuation => Some(RowMark::Continuation),
        RowKind::Sum => Some(RowMark::Total),
        RowKind::Section(_) | RowKind::Owner => Some(RowMark::Section),
        RowKind::Index => Some(RowMark::Index),
        RowKind::Heading => Some(RowMark::Header),
        RowKind::NumberOnly | RowKind::LeftOut | RowKind::Detail | RowKind::Note => {
            Some(RowMark::Skipped)
        }
        RowKind::Blank => None,
    }
}

/// The sum of two numbers, if both are numbers and the sum can be held.
fn sum(upper: &Value, lower: &Value) -> Option<Decimal> {
    upper.number()?.checked_add(lower.number()?)
}
