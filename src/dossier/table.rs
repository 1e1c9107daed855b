//! Reading the rows under a header into entries.

use std::collections::BTreeMap;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::Entity;
use super::Entry;
use super::Key;
use super::Leaf;
use super::Leaves;
use super::Remark;
use super::RemarkCode;
use super::RowMark;
use super::RowRun;
use super::forms::Field;
use super::forms::Fill;
use super::forms::Form;
use super::forms::Forms;
use super::forms::Kind;
use super::forms::Role;
use super::forms::Section;
use super::header::Header;
use super::levels::Levels;
use super::merges::Merges;
use super::percent;
use super::rows::Level;
use super::rows::Place;
use super::rows::RowKind;
use super::rows::Sorter;
use super::values;
use super::values::Reading;
use super::words::section_prefix;
use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Sheet;
use crate::cells::Value;

/// What came of one table.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) entries: Vec<Entry>,
    pub(super) totals: Vec<Entry>,
    pub(super) sections: Vec<(Addr, String)>,
    pub(super) skipped: Vec<(Addr, String)>,
    pub(super) headings: BTreeMap<Key, Addr>,
    pub(super) remarks: Vec<Remark>,
    /// What the rows were taken for.
    pub(super) rows: Vec<RowRun>,
    /// Position in the sheet's rows where reading ended.
    pub(super) end: usize,
}

/// The table that is being read.
struct Reader<'a> {
    sheet: &'a Sheet,
    forms: &'a Forms,
    form: &'a Form,
    entity: Entity,
    merges: &'a Merges,
    /// Field and column, in field order.
    columns: Vec<(usize, u32)>,
    levels: &'a Levels,
    /// Leaves that stand above the table and hold for every row.
    above: Leaves,
    /// Leaves that section rows gave, by field.
    given: BTreeMap<usize, (Leaf, Level)>,
    /// Last values of fields that are carried down, by field.
    carried: BTreeMap<usize, Leaf>,
    /// Terms looked up before, by field, then by text.
    terms: Vec<HashMap<String, Option<Key>>>,
    /// Cells that are not of their column's kind, by field, with the first text.
    unreadable: BTreeMap<usize, (String, Vec<Addr>)>,
    draft: Draft,
}

/// Reads the rows under a header. `above` holds leaves that stand over the table.
pub(super) fn read(
    sheet: &Sheet,
    forms: &Forms,
    header: &Header,
    entity: Entity,
    merges: &Merges,
    above: Leaves,
) -> Draft {
    let form = forms.at(header.form);
    let start = sheet.rows.partition_point(|row| row.number <= header.rows.1);
    let mut headings: BTreeMap<Key, Addr> = above.iter().map(|(key, leaf)| (key.clone(), leaf.at.clone())).collect();
    let mut columns = Vec::new();
    for column in &header.columns {
        if let Some(field) = column.field {
            headings.insert(form.fields[field].key.clone(), sheet.at(column.row, column.col));
            columns.push((field, column.col));
        }
    }
    columns.sort_unstable();
    let draft = Draft {
        entries: Vec::new(),
        totals: Vec::new(),
        sections: Vec::new(),
        skipped: Vec::new(),
        headings,
        remarks: Vec::new(),
        rows: vec![RowRun { first: header.rows.0, last: header.rows.1, mark: RowMark::Header }],
        end: sheet.rows.len(),
    };
    let mut reader = Reader {
        sheet,
        forms,
        form,
        entity,
        merges,
        columns,
        levels: &header.levels,
        above,
        given: BTreeMap::new(),
        carried: BTreeMap::new(),
        terms: vec![HashMap::new(); form.fields.len()],
        unreadable: BTreeMap::new(),
        draft,
    };
    let sorter = Sorter::new(forms, header, merges, &sheet.rows[start..]);
    reader.read_rows(start, &sorter);
    reader.finish()
}

impl Reader<'_> {
    fn read_rows(&mut self, start: usize, sorter: &Sorter<'_>) {
        let mut last_entry_row = None;
        let mut last_row: Option<u32> = None;
        let sheet = self.sheet;
        let header = start.checked_sub(1).and_then(|above| sheet.rows.get(above)).map_or(0, |row| row.number);
        for (i, row) in sheet.rows.iter().enumerate().skip(start) {
            // A table of a Word document ends where it ends.
            if sheet.id.parts(header, row.number) {
                self.draft.end = i;
                return;
            }
            let follows = last_entry_row.is_some_and(|last| last + 1 == row.number);
            let fresh = self.draft.entries.is_empty();
            let apart = !fresh && last_row.is_some_and(|last| last + 1 < row.number);
            let kind = sorter.kind(row, Place { fresh, follows, apart, below: &sheet.rows[i + 1..] });
            if kind != RowKind::Blank {
                last_row = Some(row.number);
            }
            if let Some(mark) = mark(&kind) {
                RowRun::extend(&mut self.draft.rows, row.number, mark);
            }
            match kind {
                RowKind::Data => {
                    let entry = self.entry(row, true);
                    self.push_levels(entry, row);
                    last_entry_row = Some(row.number);
                }
                RowKind::Continuation => {
                    self.join(row);
                    self.skip(row, "dòng nối tiếp của dòng trên, đã ghép vào dòng đó");
                    last_entry_row = Some(row.number);
                }
                RowKind::Total => {
                    let entry = self.entry(row, false);
                    self.draft.totals.push(entry);
                }
                RowKind::Section(col, text, level) => self.open_section(&sheet.at(row.number, col), &text, level),
                RowKind::Blank => {}
                RowKind::Index => self.skip(row, "dòng đánh số cột"),
                RowKind::RepeatedHeader => self.skip(row, "tiêu đề cột lặp lại"),
                RowKind::NumberOnly => self.skip(row, "dòng chỉ có số thứ tự, chưa điền nội dung"),
                RowKind::Stray => {
                    self.skip(row, "dòng không có tên và mã");
                    let sentence =
                        format!("Dòng {} không có tên và mã nên không được tính vào biểu", u64::from(row.number) + 1);
                    self.remark(RemarkCode::SkippedRow, sentence, first_cells(sheet, row));
                }
                RowKind::Foot | RowKind::NewHeader => {
                    self.draft.end = i;
                    return;
                }
            }
        }
    }

    fn skip(&mut self, row: &Row, reason: &str) {
        let col = row.cells.first().map_or(0, |(col, _)| *col);
        self.draft.skipped.push((self.sheet.at(row.number, col), reason.to_owned()));
    }

    fn remark(&mut self, code: RemarkCode, sentence: String, cells: Vec<Addr>) {
        self.draft.remarks.push(Remark { code, sentence, cells });
    }

    /// A row as an entry: its own leaves, then those from above, from sections and from merges.
    fn entry(&mut self, row: &Row, is_data: bool) -> Entry {
        // A submission may have tens of thousands of entries: room for the leaves and no more.
        let mut leaves = Leaves::with_capacity(self.above.len() + self.columns.len() + self.given.len());
        leaves.extend(self.above.iter().map(|(key, leaf)| (key.clone(), leaf.clone())));
        let mut at = None;
        self.forget_carried(row, is_data);
        for i in 0..self.columns.len() {
            let (field, col) = self.columns[i];
            let data = &self.form.fields[field];
            let mut leaf = self.leaf(field, row.value(col), self.sheet.at(row.number, col), is_data);
            if is_data && leaf.value.is_blank() {
                leaf = self.filled(field, row.number, col).unwrap_or(leaf);
            } else if data.fill.is_some() {
                self.carried.insert(field, leaf.clone());
            }
            if data.name && (at.is_none() || !leaf.value.is_blank()) {
                at = Some(leaf.at.clone()).filter(|at| at.row == row.number);
            }
            leaves.insert(data.key.clone(), leaf);
        }
        if is_data {
            for (field, (leaf, _)) in &self.given {
                leaves.entry(self.form.fields[*field].key.clone()).or_insert_with(|| leaf.clone());
            }
        }
        let first = || self.sheet.at(row.number, row.cells.first().map_or(0, |(col, _)| *col));
        Entry { entity: self.entity, at: at.unwrap_or_else(first), leaves }
    }

    /// Adds an entry, with the level that is marked in its row; or, where each group of positions has
    /// a column of levels, one entry for each of them.
    fn push_levels(&mut self, mut entry: Entry, row: &Row) {
        let form = self.form;
        let key =
            |wanted: &dyn Fn(&Field) -> bool| form.fields.iter().find(|field| wanted(field)).map(|f| f.key.clone());
        let Some(level) = key(&|field| field.kind == Kind::Level).filter(|_| self.levels.len() > 0) else {
            self.draft.entries.push(entry);
            return;
        };
        let sheet = self.sheet;
        if let Some((col, value)) = self.levels.marked(row) {
            entry.leaves.insert(level, Leaf { value, term: None, at: sheet.at(row.number, col) });
            self.draft.entries.push(entry);
            return;
        }
        let scope = key(&|field| field.role == Some(Role::Scope));
        for (col, heading) in &self.levels.scopes {
            let mut own = entry.clone();
            let at = sheet.at(row.number, *col);
            let value = values::read(Kind::Level, row.value(*col), self.forms.words()).into_value();
            own.leaves.insert(level.clone(), Leaf { value, term: None, at: at.clone() });
            if let Some(scope) = &scope {
                let value = Value::Text(heading.as_str().into());
                own.leaves.insert(scope.clone(), Leaf { value, term: None, at });
            }
            self.draft.entries.push(own);
        }
    }

    /// Where one of the carried fields changes, the others no longer hold: a new name without a
    /// code does not belong to the code above.
    fn forget_carried(&mut self, row: &Row, is_data: bool) {
        let form = self.form;
        let owner = |field: usize| form.fields[field].above && form.fields[field].fill == Some(Fill::Blank);
        let differs = self.columns.iter().filter(|(field, _)| owner(*field)).any(|(field, col)| {
            let value = row.value(*col);
            let same = |leaf: &Leaf| leaf.value.to_string() == value.to_string();
            !value.is_blank() && !self.carried.get(field).is_some_and(same)
        });
        if is_data && differs {
            self.carried.retain(|field, _| form.fields[*field].fill != Some(Fill::Blank));
        }
    }

    fn leaf(&mut self, field: usize, value: &Value, at: Addr, is_data: bool) -> Leaf {
        let data = &self.form.fields[field];
        let value = match values::read(data.kind, value, self.forms.words()) {
            Reading::Read(value) => value,
            Reading::Unreadable(value) => {
                if is_data {
                    let cells = self.unreadable.entry(field).or_insert_with(|| (value.to_string(), Vec::new()));
                    cells.1.push(at.clone());
                }
                value
            }
        };
        let term = self.term(field, &value);
        Leaf { value, term, at }
    }

    fn term(&mut self, field: usize, value: &Value) -> Option<Key> {
        let data = &self.form.fields[field];
        let list = data.choices.as_deref()?;
        if value.is_blank() {
            return None;
        }
        let text = value.to_string();
        if let Some(term) = self.terms[field].get(&text) {
            return term.clone();
        }
        let term = self.forms.list(list).and_then(|list| list.find(&text)).map(|term| term.key.clone());
        self.terms[field].insert(text, term.clone());
        term
    }

    /// What a blank cell takes: the merged cell above it, the value carried down, or its section's.
    fn filled(&self, field: usize, row: u32, col: u32) -> Option<Leaf> {
        let given = || self.given.get(&field).map(|(leaf, _)| leaf.clone());
        let carried = || self.carried.get(&field).filter(|leaf| !leaf.value.is_blank()).cloned();
        match self.form.fields[field].fill {
            Some(Fill::Merged) => {
                let top = self.merges.covered_from(row, col);
                top.and_then(|top| carried().filter(|leaf| leaf.at.row == top)).or_else(given)
            }
            Some(Fill::Blank) => carried().or_else(given),
            None => given(),
        }
    }

    /// A section row gives its group, or its unit, to the rows below. One that stands beside the
    /// section that gave them ends what that gave: a group that is not in the list stays as it is written.
    fn open_section(&mut self, at: &Addr, text: &str, level: Level) {
        self.draft.sections.push((at.clone(), text.to_owned()));
        let bare_title = section_prefix(text).map_or(text, |(_, rest)| rest);
        let is_unit = self.forms.words().names_unit(bare_title);
        let mut taken = false;
        for (field, data) in self.form.fields.iter().enumerate() {
            let beside = self.given.get(&field).is_some_and(|(_, known)| *known == level);
            let leaf = |text: &str, term: Option<Key>| Leaf {
                value: Value::Text(super::fold::squeeze(text).into()),
                term,
                at: at.clone(),
            };
            match data.section {
                Some(Section::Term) => {
                    let list = data.choices.as_deref().and_then(|list| self.forms.list(list));
                    let term = list.and_then(|list| list.find(bare_title)).map(|term| term.key.clone());
                    if term.is_some() || (beside && !is_unit) {
                        taken = term.is_some();
                        self.give(field, data, leaf(text, term), level);
                    }
                }
                Some(Section::Unit) if !taken && is_unit => self.give(field, data, leaf(bare_title, None), level),
                Some(Section::Unit) if beside => {
                    self.given.remove(&field);
                }
                _ => {}
            }
        }
        // What was carried down does not pass into another section.
        self.carried.clear();
    }

    fn give(&mut self, field: usize, data: &Field, leaf: Leaf, level: Level) {
        self.draft.headings.entry(data.key.clone()).or_insert_with(|| leaf.at.clone());
        self.given.insert(field, (leaf, level));
    }

    /// Joins a row that continues the entry above: texts are put side by side, numbers added.
    fn join(&mut self, row: &Row) {
        let Some(entry) = self.draft.entries.last_mut() else { return };
        let mut added = Vec::new();
        for (field, col) in &self.columns {
            let data = &self.form.fields[*field];
            let value = values::read(data.kind, row.value(*col), self.forms.words()).into_value();
            let Some(leaf) = entry.leaves.get_mut(&data.key).filter(|_| !value.is_blank()) else { continue };
            if data.name && value.text().is_some_and(|text| self.forms.words().continued(text).is_some()) {
                continue;
            }
            if leaf.value.is_blank() {
                *leaf = Leaf { value, term: None, at: self.sheet.at(row.number, *col) };
            } else if let Some(sum) = sum(&leaf.value, &value) {
                added.push(leaf.at.clone());
                added.push(self.sheet.at(row.number, *col));
                leaf.value = values::of_decimal(sum);
            } else if data.kind == Kind::Text || data.kind == Kind::Code {
                leaf.value = Value::Text(format!("{}; {value}", leaf.value).into());
            }
        }
        if !added.is_empty() {
            let sentence = format!(
                "Dòng {} nối tiếp dòng trên và cũng có số; các số của hai dòng đã được cộng lại",
                u64::from(row.number) + 1
            );
            self.remark(RemarkCode::SkippedRow, sentence, added);
        }
    }

    fn finish(mut self) -> Draft {
        for (field, (text, cells)) in std::mem::take(&mut self.unreadable) {
            let data = &self.form.fields[field];
            let shown = if text.is_empty() { String::new() } else { format!(" (“{text}”)") };
            let sentence = format!(
                "Cột “{}” có {} ô không đọc được là {}{shown}; giữ nguyên như trong tệp",
                data.label,
                cells.len(),
                noun(data.kind)
            );
            self.remark(RemarkCode::UnreadableValue, sentence, cells);
        }
        let only_numbers: Vec<Addr> = self
            .draft
            .skipped
            .iter()
            .filter(|(_, why)| why.starts_with("dòng chỉ có"))
            .map(|(at, _)| at.clone())
            .collect();
        if !only_numbers.is_empty() {
            let sentence = format!("{} dòng chỉ có số thứ tự, chưa điền nội dung, đã bỏ qua", only_numbers.len());
            self.remark(RemarkCode::SkippedRow, sentence, only_numbers);
        }
        for field in self.form.fields.iter().filter(|field| field.kind == Kind::Percent) {
            percent::scale(&mut self.draft.entries, &mut self.draft.totals, &field.key);
        }
        self.draft
    }
}

/// How a row is shown to the user; none for an empty row and where the table ends.
const fn mark(kind: &RowKind) -> Option<RowMark> {
    match kind {
        RowKind::Data => Some(RowMark::Data),
        RowKind::Continuation => Some(RowMark::Continuation),
        RowKind::Total => Some(RowMark::Total),
        RowKind::Section(..) => Some(RowMark::Section),
        RowKind::Index => Some(RowMark::Index),
        RowKind::RepeatedHeader => Some(RowMark::Header),
        RowKind::NumberOnly | RowKind::Stray => Some(RowMark::Skipped),
        RowKind::Blank | RowKind::Foot | RowKind::NewHeader => None,
    }
}

/// The sum of two numbers, if both are numbers and the sum can be held.
fn sum(upper: &Value, lower: &Value) -> Option<Decimal> {
    upper.number()?.checked_add(lower.number()?)
}

fn first_cells(sheet: &Sheet, row: &Row) -> Vec<Addr> {
    row.cells.iter().take(1).map(|(col, _)| sheet.at(row.number, *col)).collect()
}

/// What a kind is called in a sentence.
pub(super) const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "chữ",
        Kind::Code => "mã",
        Kind::Count => "số nguyên",
        Kind::Number => "số",
        Kind::Percent => "tỷ lệ phần trăm",
        Kind::Date => "ngày tháng",
        Kind::Mark => "dấu x",
        Kind::Level => "cấp độ",
    }
}
