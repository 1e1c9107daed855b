//! Where everything stands: sheets, columns, rows, and the names of the ranges.

use std::collections::BTreeMap;

use super::Request;
use super::cell::TemplateCell;
use super::choices::Choices;
use super::fill::StatedValues;
use super::formula;
use crate::cells::Value;
use crate::dictionary::Compute;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::TotalRow;

/// Formulas and drop-downs look down to this row, as spreadsheets count, at least.
const REACH: u32 = 2000;
/// Rows to write in below those of a filled workbook.
const SPARE: u32 = 10;

/// The whole workbook.
#[derive(Debug)]
pub(super) struct WorkbookPlan<'a> {
    /// The sheets of the standard form, in its order.
    pub(super) sheets: Vec<TemplateSheet<'a>>,
}

/// One sheet of the standard form.
#[derive(Debug)]
pub(super) struct TemplateSheet<'a> {
    /// Its form.
    pub(super) form: &'a Form,
    /// What it lists.
    pub(super) entity: Entity,
    /// Its columns.
    pub(super) fields: Vec<&'a Field>,
    /// First row of entries, from 0.
    pub(super) first: u32,
    /// Last row that formulas look at, from 0.
    pub(super) last: u32,
    /// The rows from `first` on, cell by cell.
    pub(super) rows: Vec<Vec<TemplateCell>>,
    /// The total row and where it stands, from 0.
    pub(super) total: Option<(u32, Vec<TemplateCell>)>,
}

/// What of a sheet is known before its cells are.
#[derive(Debug)]
pub(super) struct SheetFrame<'a> {
    form: &'a Form,
    entity: Entity,
    fields: Vec<&'a Field>,
    pub(super) first: u32,
    pub(super) last: u32,
    prepared: u32,
    pub(super) total: Option<u32>,
}

/// The frames of all sheets: what a formula needs to point at.
#[derive(Debug)]
pub(super) struct Frames<'a>(BTreeMap<Entity, SheetFrame<'a>>);

impl<'a> SheetFrame<'a> {
    fn of(
        form: &'a Form,
        entity: Entity,
        fields: Vec<&'a Field>,
        lines: usize,
        filled: bool,
    ) -> Self {
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        let prepared = match form.blank.total {
            Some(TotalRow::Last) => lines,
            _ if filled => lines.saturating_add(SPARE),
            _ => lines.max(form.blank.rows),
        };
        let first = if form.blank.total == Some(TotalRow::First) {
            2
        } else {
            1
        };
        let end = first + prepared;
        let (last, total) = match form.blank.total {
            Some(TotalRow::Last) => (end.saturating_sub(1), Some(end)),
            Some(TotalRow::First) => (end.max(REACH) - 1, Some(1)),
            None => (end.max(REACH) - 1, None),
        };
        Self {
            form,
            entity,
            fields,
            first,
            last,
            prepared,
            total,
        }
    }

    /// Letters of the column of a field.
    pub(super) fn letters(&self, field: &str) -> Option<String> {
        self.fields
            .iter()
            .position(|known| *known.key == *field)
            .map(column_letters)
    }

    /// The columns.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().copied()
    }

    /// Letters of the column that names an entry.
    pub(super) fn name_letters(&self) -> Option<String> {
        self.fields
            .iter()
            .position(|field| field.name)
            .map(column_letters)
    }
}

impl<'a> Frames<'a> {
    fn of(request: &Request<'a>, content: &StatedValues) -> Self {
        let frame = |form: &'a Form| {
            let entity = form.entity?;
            let lines = content.lines(entity).len();
            let fields: Vec<&'a Field> = form
                .fields_on(&request.profile.staff, request.day)
                .collect();
            (!fields.is_empty()).then(|| {
                (
                    entity,
                    SheetFrame::of(form, entity, fields, lines, request.fill.is_some()),
                )
            })
        };
        Self(request.forms.iter().filter_map(frame).collect())
    }

    pub(super) fn get(&self, entity: Entity) -> Option<&SheetFrame<'a>> {
        self.0.get(&entity)
    }

    /// A column of another sheet as an absolute range.
    pub(super) fn range(&self, entity: Entity, field: &str) -> Option<String> {
        let frame = self.get(entity)?;
        let letters = frame.letters(field)?;
        let (first, last) = (frame.first + 1, frame.last + 1);
        Some(format!(
            "'{}'!${letters}${first}:${letters}${last}",
            frame.form.sheet
        ))
    }
}

impl<'a> WorkbookPlan<'a> {
    pub(super) fn of(request: &Request<'a>, content: &StatedValues, choices: &Choices) -> Self {
        let frames = Frames::of(request, content);
        let values = formula::evaluate(request, content, &frames, choices);
        let mut sheets: Vec<TemplateSheet<'a>> = Vec::new();
        for form in request.forms.iter() {
            let Some(frame) = form.entity.and_then(|entity| frames.get(entity)) else {
                continue;
            };
            let rows = (0..frame.prepared)
                .map(|nth| row(frame, &frames, content, &values, nth))
                .collect();
            let total = frame.total.map(|at| (at, total(frame, &values, at)));
            sheets.push(TemplateSheet {
                form,
                entity: frame.entity,
                fields: frame.fields.clone(),
                first: frame.first,
                last: frame.last,
                rows,
                total,
            });
        }
        Self { sheets }
    }

    /// The ranges that drop-downs take from other sheets: as far as they are filled.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let offered = self
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.fields)
            .filter_map(|field| field.blank.offered());
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (entity, key) in offered {
            let Some(sheet) = self.sheets.iter().find(|sheet| sheet.entity == entity) else {
                continue;
            };
            let Some(col) = sheet.fields.iter().position(|field| *field.key == *key) else {
                continue;
            };
            let (letters, title) = (column_letters(col), &sheet.form.sheet);
            let (first, last) = (sheet.first + 1, sheet.last + 1);
            let all = format!("'{title}'!${letters}${first}:${letters}${last}");
            let formula =
                format!("='{title}'!${letters}${first}:INDEX({all},MAX(1,COUNTA({all})))");
            names.insert(offered_name(entity, key), formula);
        }
        names.into_iter().collect()
    }
}

/// The name of a range that drop-downs of other sheets take.
pub(super) fn offered_name(entity: Entity, field: &str) -> String {
    format!("COT_{entity}_{field}")
}

fn row(
    frame: &SheetFrame<'_>,
    frames: &Frames<'_>,
    content: &StatedValues,
    values: &formula::FormulaValues,
    nth: u32,
) -> Vec<TemplateCell> {
    let index = usize::try_from(nth).unwrap_or(usize::MAX);
    let stated = content.lines(frame.entity).get(index);
    let cell = |field: &&Field| {
        let stated = stated
            .and_then(|line| line.get(&field.key))
            .cloned()
            .unwrap_or_default();
        let Some(compute) = &field.blank.compute else {
            return TemplateCell::Plain(stated);
        };
        let computed = values.of(frame.entity, index, &field.key);
        // A stated value that differs is kept: the check is to find it.
        let agrees = *compute == Compute::Row || stated.is_blank() || same(&stated, &computed);
        match formula::text(compute, frame, frames, frame.first + nth).filter(|_| agrees) {
            Some(formula) => TemplateCell::Formula(formula, shown(computed)),
            None => TemplateCell::Plain(stated),
        }
    };
    frame.fields.iter().map(cell).collect()
}

fn total(frame: &SheetFrame<'_>, values: &formula::FormulaValues, at: u32) -> Vec<TemplateCell> {
    let cell = |(col, field): (usize, &&Field)| {
        if field.name {
            return TemplateCell::Plain(Value::Text("Tổng cộng".into()));
        }
        match formula::total(frame, field, &column_letters(col), at) {
            Some(formula) => {
                TemplateCell::Formula(formula, shown(values.total(frame.entity, &field.key)))
            }
            None => TemplateCell::Plain(Value::Blank),
        }
    };
    frame.fields.iter().enumerate().map(cell).collect()
}

/// A formula that has nothing to say shows an empty text.
fn shown(value: Value) -> Value {
    if value.is_blank() {
        Value::Text("".into())
    } else {
        value
    }
}

fn same(stated: &Value, computed: &Value) -> bool {
    match (stated.number(), computed.number()) {
        (Some(stated), Some(computed)) => stated == computed,
        _ => stated.to_string() == computed.to_string(),
    }
}

/// `A` for 0.
pub(super) fn column_letters(col: usize) -> String {
    let last = char::from(b'A' + u8::try_from(col % 26).unwrap_or(0));
    if col < 26 {
        last.into()
    } else {
        format!("{}{last}", column_letters(col / 26 - 1))
    }
}
