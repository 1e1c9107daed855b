//! Where everything stands: sheets, columns, rows, and the names of the ranges.

use std::collections::BTreeMap;

use super::Request;
use super::cell::TemplateCell;
use super::choices::Choices;
use super::fill::StatedValues;
use super::formula;
use super::frames::Frames;
use super::frames::SheetFrame;
use super::frames::letters;
use super::frames::offered_name;
use crate::cells::Value;
use crate::dictionary::Compute;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Form;

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
            let (letters, title) = (letters(col), &sheet.form.sheet);
            let (first, last) = (sheet.first + 1, sheet.last + 1);
            let all = format!("'{title}'!${letters}${first}:${letters}${last}");
            let formula =
                format!("='{title}'!${letters}${first}:INDEX({all},MAX(1,COUNTA({all})))");
            names.insert(offered_name(entity, key), formula);
        }
        names.into_iter().collect()
    }
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
        match formula::total(frame, field, &letters(col), at) {
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
