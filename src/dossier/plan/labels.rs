//! Labels with values: the form `Thông tin chung`, and labels that stand above a table.

use std::collections::BTreeMap;

use super::grid::Grid;
use crate::cells::Addr;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::SectionValue;
use crate::dictionary::fold;
use crate::dictionary::fold::without_brackets;
use crate::dictionary::words::section_prefix;
use crate::dossier::ColumnSource;
use crate::dossier::Leaf;
use crate::dossier::Leaves;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::notes::unread;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::dossier::weights::KNOWN_AT_ALL;
use crate::dossier::weights::KNOWN_OF_ALL;
use crate::dossier::weights::NEAR_LABEL;
use crate::dossier::weights::share;

/// Rows in which labels are looked for.
const SEARCHED_ROWS: usize = 100;
/// A row of labels and values has at most this many cells.
const MAX_CELLS: usize = 6;
/// Letters before the name of a group: `2. `, `VI.2. `.
const MAX_MARK: usize = 6;
/// Labels beyond this many letters are prose.
const MAX_LABEL_CHARS: usize = 80;

/// The labels of a form found on a sheet.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// Position of the form.
    pub(crate) form: usize,
    /// Field, label cell, label text, score, value, value cell.
    pub(crate) found: Vec<LabelPair>,
    /// Rows with a text at their start that is no label.
    pub(crate) unknown: Vec<(Addr, String)>,
    /// How well the labels fit, 0 to 1.
    pub(crate) fit: f64,
}

/// One label with its value.
#[derive(Debug, Clone)]
pub(crate) struct LabelPair {
    pub(crate) field: usize,
    pub(crate) label_at: Addr,
    pub(crate) label: String,
    pub(crate) score: f64,
    pub(crate) value: Value,
    pub(crate) value_at: Addr,
}

impl LabelPair {
    /// What told the field.
    pub(crate) fn source(&self) -> ColumnSource {
        if self.label.is_empty() {
            ColumnSource::Mapping
        } else {
            ColumnSource::Heading
        }
    }
}

impl Pairs {
    /// No label at all.
    pub(crate) fn empty(form: usize) -> Self {
        Self {
            form,
            found: Vec::new(),
            unknown: Vec::new(),
            fit: 0.0,
        }
    }

    /// The rows of the labels.
    pub(crate) fn rows(&self) -> Vec<RowRun> {
        let mut numbers: Vec<u32> = self.found.iter().map(|pair| pair.label_at.row).collect();
        numbers.sort_unstable();
        let mut runs = Vec::new();
        for row in numbers {
            RowRun::extend(&mut runs, row, RowMark::Data);
        }
        runs
    }
}

/// Looks for the labels of a form anywhere on a sheet.
pub(crate) fn find(grid: &Grid<'_>, forms: &Forms, position: usize) -> Option<Pairs> {
    let form = forms.at(position);
    let mut found: Vec<LabelPair> = Vec::new();
    let mut unknown = Vec::new();
    let mut rows = 0;
    for row in grid.rows().iter().take(SEARCHED_ROWS) {
        let pairs = row_pairs(grid, forms, position, row);
        if pairs.is_empty() {
            // Before the first label stand titles and the heading `Nội dung | Giá trị`.
            let known = row
                .cells
                .first()
                .filter(|_| row.cells.len() == 2 && !found.is_empty());
            if let Some((col, Value::Text(text))) = known {
                unknown.push((grid.at(row.number, *col), fold::squeeze(text)));
            }
        } else {
            rows += 1;
        }
        for pair in pairs {
            match found.iter_mut().find(|held| held.field == pair.field) {
                Some(held) if held.value.is_blank() || pair.score > held.score => *held = pair,
                Some(_) => {}
                None => found.push(pair),
            }
        }
    }
    let has = |key: &String| {
        found
            .iter()
            .any(|pair| form.fields[pair.field].key.as_ref() == key.as_str())
    };
    if found.len() < 3 || !form.needs.iter().all(|set| set.iter().any(has)) {
        return None;
    }
    let quality = found.iter().map(|pair| pair.score).sum::<f64>() / share(found.len(), 1).max(1.0);
    let precision = share(rows, rows + unknown.len());
    let fit = (KNOWN_OF_ALL * precision + KNOWN_AT_ALL * share(found.len().min(6), 6)) * quality;
    Some(Pairs {
        form: position,
        found,
        unknown,
        fit,
    })
}

/// The fields whose labels have a value in a row.
pub(crate) fn in_row(
    grid: &Grid<'_>,
    forms: &Forms,
    form: usize,
    row: &Row,
) -> impl Iterator<Item = usize> {
    let pairs = row_pairs(grid, forms, form, row).into_iter();
    pairs
        .filter(|pair| !pair.value.is_blank() && pair.score >= NEAR_LABEL)
        .map(|pair| pair.field)
}

fn row_pairs(grid: &Grid<'_>, forms: &Forms, form: usize, row: &Row) -> Vec<LabelPair> {
    if row.cells.len() > MAX_CELLS {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let mut i = 0;
    while let Some((col, value)) = row.cells.get(i) {
        i += 1;
        let Some((field, score)) = value.text().and_then(|text| label(text, forms, form)) else {
            continue;
        };
        let text = value.to_string();
        let label_at = grid.at(row.number, *col);
        let beside = col.saturating_add(grid.merges.width(row.number, *col));
        // Label and value in one cell (quirk 30).
        let inside = text
            .split_once(':')
            .map(|(_, rest)| rest.trim())
            .filter(|rest| !rest.is_empty());
        // A value may read like a label (`Chi cục`): right beside a label it is its value, further
        // off it is the next label.
        let next = row.cells.get(i).filter(|(next, value)| {
            *next <= beside
                || value
                    .text()
                    .is_none_or(|text| label(text, forms, form).is_none())
        });
        let (value, value_at) = if let Some(rest) = inside {
            (Value::Text(rest.into()), label_at.clone())
        } else if let Some((next, value)) = next {
            i += 1;
            (value.clone(), grid.at(row.number, *next))
        } else {
            (Value::Blank, grid.at(row.number, beside))
        };
        pairs.push(LabelPair {
            field,
            label_at,
            label: text,
            score,
            value,
            value_at,
        });
    }
    pairs
}

/// Puts the value that the user points at in the place of what the labels told.
pub(crate) fn point(grid: &Grid<'_>, pairs: &mut Pairs, field: usize, at: Addr) {
    let value = grid.value(at.row, at.col).clone();
    match pairs.found.iter_mut().find(|pair| pair.field == field) {
        // The rest of a cell that begins with its label is told already.
        Some(pair) if pair.value_at == at => {}
        Some(pair) => (pair.score, pair.value, pair.value_at) = (1.0, value, at),
        None => pairs.found.push(LabelPair {
            field,
            label_at: at.clone(),
            label: String::new(),
            score: 1.0,
            value,
            value_at: at,
        }),
    }
}

/// The field whose label a text is, up to its colon.
fn label(text: &str, forms: &Forms, form: usize) -> Option<(usize, f64)> {
    let head = text.split_once(':').map_or(text, |(head, _)| head);
    if head.chars().count() > MAX_LABEL_CHARS {
        return None;
    }
    let exact = forms.index().exact(head);
    let best = exact
        .iter()
        .filter(|hit| hit.form == form)
        .max_by(|a, b| a.score.total_cmp(&b.score));
    if let Some(hit) = best {
        return Some((hit.field, hit.score));
    }
    let texts = forms.index().bare_spellings(head);
    let fields = (0..forms.at(form).fields.len())
        .map(|field| (field, forms.index().nearness(form, field, &texts)));
    fields
        .filter(|(_, score)| *score >= NEAR_LABEL)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// A label that is a title of its own has its value in the lines below it: `1. Mục tiêu vị trí`.
fn take_below(grid: &Grid<'_>, forms: &Forms, form: usize, pair: &mut LabelPair, below: &[Row]) {
    let mut lines: Vec<String> = Vec::new();
    let mut last = pair.label_at.row;
    let number = leading_number(&pair.label);
    for row in below {
        let [(col, Value::Text(text))] = row.cells.as_slice() else {
            break;
        };
        let next = number
            .zip(leading_number(text))
            .is_some_and(|(own, other)| other == own + 1);
        let ends = next
            || forms.words().is_block(text)
            || section_prefix(text).is_some()
            || label(text, forms, form).is_some();
        if row.number != last + 1 || ends {
            break;
        }
        if lines.is_empty() {
            pair.value_at = grid.at(row.number, *col);
        }
        lines.push(fold::squeeze(text));
        last = row.number;
    }
    if !lines.is_empty() {
        pair.value = Value::Text(lines.join(" ").into());
    }
}

/// Whether a label says that something follows: it has a number before it or a colon behind it.
fn is_numbered(label: &str) -> bool {
    leading_number(label).is_some()
        || section_prefix(label).is_some()
        || label.trim_end().ends_with(':')
}

/// The number that a title begins with: `2. Công việc chính`.
fn leading_number(text: &str) -> Option<u32> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    text[end..]
        .starts_with(['.', ')', '-', '–'])
        .then(|| text[..end].parse().ok())?
}

/// Leaves of a table form that stand above the table: `Mã số vị trí: | HT-THPT-01`.
pub(crate) fn above(
    grid: &Grid<'_>,
    forms: &Forms,
    position: usize,
    rows: std::ops::Range<usize>,
) -> Leaves {
    let form = forms.at(position);
    let mut leaves: BTreeMap<Key, (bool, Leaf)> = BTreeMap::new();
    for index in rows {
        let row = &grid.rows()[index];
        for mut pair in row_pairs(grid, forms, position, row) {
            let field = &form.fields[pair.field];
            if field.above
                && pair.value.is_blank()
                && row.cells.len() == 1
                && is_numbered(&pair.label)
            {
                take_below(grid, forms, position, &mut pair, &grid.rows()[index + 1..]);
            }
            let is_measure = |text: &str| {
                forms
                    .words()
                    .number_units
                    .iter()
                    .any(|unit| *unit == fold::key(text))
            };
            // `Đơn vị: người` is the unit of measure.
            let measured = pair.value.text().is_some_and(is_measure);
            if !field.above || pair.value.is_blank() || pair.score < NEAR_LABEL || measured {
                continue;
            }
            // A value in a cell of its own is surer than the rest of a title.
            let own = pair.value_at != pair.label_at;
            if leaves.get(&field.key).is_none_or(|(held, _)| own && !held) {
                leaves.insert(
                    field.key.clone(),
                    (own, leaf(field, &pair, forms, &mut Vec::new())),
                );
            }
        }
    }
    leaves
        .into_iter()
        .map(|(key, (_, leaf))| (key, leaf))
        .collect()
}

/// The term that the row right above a table is, as `2. Năng lực chuyên môn` over the levels of
/// that group: it holds for the table as a section row would.
pub(crate) fn group_title(
    grid: &Grid<'_>,
    forms: &Forms,
    position: usize,
    below: usize,
) -> Option<(Key, Leaf)> {
    let row = grid.rows().get(below.checked_sub(1)?)?;
    let [(col, Value::Text(text))] = row.cells.as_slice() else {
        return None;
    };
    let title = fold::squeeze(&without_brackets(text));
    let field = forms
        .at(position)
        .fields
        .iter()
        .find(|field| field.section == Some(SectionValue::Term))?;
    let term = forms
        .list(field.choices.as_deref()?)?
        .find_written(&title)?;
    // A longer title only speaks of the group.
    let said = term.said_in(&title).chars().count();
    if title.chars().count() > said + MAX_MARK {
        return None;
    }
    let leaf = Leaf {
        value: Value::Text(title.as_str().into()),
        term: Some(term.key.clone()),
        at: grid.at(row.number, *col),
    };
    Some((field.key.clone(), leaf))
}

/// What a label's value says, as its field wants it.
pub(crate) fn leaf(
    field: &Field,
    pair: &LabelPair,
    forms: &Forms,
    remarks: &mut Vec<Remark>,
) -> Leaf {
    let value = match values::read_field(field, &pair.value, forms.words()) {
        ValueReading::Read(value) | ValueReading::Taken(value) => value,
        ValueReading::Unreadable(value) => {
            let why = unread::why(field.kind, &[value.to_string()]);
            let sentence = format!(
                "“{}” ghi “{value}”, {why}; giữ nguyên như trong tệp",
                field.label
            );
            remarks.push(Remark {
                code: RemarkCode::UnreadableValue,
                sentence,
                cells: vec![pair.value_at.clone()],
            });
            value
        }
    };
    let list = field.choices.as_deref().and_then(|list| forms.list(list));
    let term = list
        .filter(|_| !value.is_blank())
        .and_then(|list| list.find(&value.shown()));
    Leaf {
        term: term.map(|term| term.key.clone()),
        value,
        at: pair.value_at.clone(),
    }
}
