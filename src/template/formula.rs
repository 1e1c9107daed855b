//! The columns that compute themselves: their formulas, and the values that the formulas give.
//!
//! The values stand in the file beside the formulas, so that a workbook nobody has opened yet can
//! be read. Keys are compared with `=` in a SUMPRODUCT, not by COUNTIFS: that one takes the code
//! `01.003` for the number 1.003.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use super::Request;
use super::choices::Choices;
use super::choices::RANK_CODES;
use super::choices::RANK_NAMES;
use super::fill::StatedRow;
use super::fill::StatedValues;
use super::frames::Frames;
use super::frames::SheetFrame;
use crate::cells::Value;
use crate::dictionary::Compute;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Matching;

/// Decimals of a product and of a share.
const PRODUCT_DECIMALS: u32 = 4;
const SHARE_DECIMALS: u32 = 2;

/// What the formulas give, by sheet, row and field.
#[derive(Debug, Default)]
pub(super) struct FormulaValues {
    cells: BTreeMap<(Entity, usize, String), Value>,
    totals: BTreeMap<(Entity, String), Value>,
}

impl FormulaValues {
    pub(super) fn of(&self, entity: Entity, row: usize, field: &str) -> Value {
        self.cells
            .get(&(entity, row, field.to_owned()))
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn total(&self, entity: Entity, field: &str) -> Value {
        self.totals
            .get(&(entity, field.to_owned()))
            .cloned()
            .unwrap_or_default()
    }
}

/// The formula of a computed cell in a row (from 0), without `=`.
pub(super) fn text(
    compute: &Compute,
    frame: &SheetFrame<'_>,
    frames: &Frames<'_>,
    row: u32,
) -> Option<String> {
    let here = row + 1;
    let own = |field: &str| Some(format!("{}{here}", frame.letters(field)?));
    match compute {
        Compute::Row => {
            let name = frame.name_letters()?;
            let first = frame.first + 1;
            Some(format!(
                "IF({name}{here}=\"\",\"\",COUNTA({name}${first}:{name}{here}))"
            ))
        }
        Compute::Product([a, b]) => {
            let (a, b) = (own(a)?, own(b)?);
            Some(format!(
                "IF(COUNT({a},{b})<2,\"\",ROUND({a}*{b},{PRODUCT_DECIMALS}))"
            ))
        }
        Compute::Count(matching) => {
            let (key, theirs, guard) = matched(matching, frame, frames, here)?;
            Some(format!("IF({guard},\"\",SUMPRODUCT(--({theirs}={key})))"))
        }
        Compute::Sum(matching) => {
            let (key, theirs, guard) = matched(matching, frame, frames, here)?;
            let added = frames.range(matching.of, matching.field.as_deref()?)?;
            Some(format!(
                "IF({guard},\"\",SUMPRODUCT(--({theirs}={key}),{added}))"
            ))
        }
        Compute::Lookup(matching) => {
            let (key, theirs, _) = matched(matching, frame, frames, here)?;
            let found = frames.range(matching.of, matching.field.as_deref()?)?;
            Some(format!(
                "IF({key}=\"\",\"\",IFERROR(INDEX({found},MATCH({key},{theirs},0))&\"\",\"\"))"
            ))
        }
        Compute::Share(part) => share(frame, part, here),
        Compute::RankCode(name) => {
            let name = own(name)?;
            let found = format!("IFERROR(INDEX({RANK_CODES},MATCH({name},{RANK_NAMES},0)),\"\")");
            Some(format!("IF({name}=\"\",\"\",{found})"))
        }
    }
}

/// The formula of a cell of the total row (from 0), without `=`; none where nothing is added up.
pub(super) fn total(
    frame: &SheetFrame<'_>,
    field: &Field,
    letters: &str,
    at: u32,
) -> Option<String> {
    match &field.blank.compute {
        Some(Compute::Share(part)) => share(frame, part, at + 1),
        Some(Compute::Count(_) | Compute::Sum(_)) => {
            let range = format!("{letters}{}:{letters}{}", frame.first + 1, frame.last + 1);
            Some(format!("IF(COUNT({range})=0,\"\",SUM({range}))"))
        }
        _ => None,
    }
}

fn share(frame: &SheetFrame<'_>, part: &str, row: u32) -> Option<String> {
    let letters = frame.letters(part)?;
    let whole = frame.total? + 1;
    let (part, whole) = (format!("{letters}{row}"), format!("{letters}${whole}"));
    Some(format!(
        "IF(OR({part}=\"\",N({whole})=0),\"\",ROUND({part}/{whole}*100,{SHARE_DECIMALS}))"
    ))
}

/// The row's key, the column that it is compared with, and when there is nothing to say yet.
fn matched(
    matching: &Matching,
    frame: &SheetFrame<'_>,
    frames: &Frames<'_>,
    row: u32,
) -> Option<(String, String, String)> {
    let [their, ours] = &matching.keys;
    let key = format!("{}{row}", frame.letters(ours)?);
    let theirs = frames.range(matching.of, their)?;
    let there = frames.get(matching.of)?;
    let name = there
        .fields()
        .find(|field| field.name)
        .map(|field| &*field.key)?;
    let names = frames.range(matching.of, name)?;
    let guard = format!("OR({key}=\"\",COUNTA({names})=0)");
    Some((key, theirs, guard))
}

/// Works out what the formulas give: first from their own row, then from other sheets, then shares.
pub(super) fn evaluate(
    request: &Request<'_>,
    content: &StatedValues,
    frames: &Frames<'_>,
    choices: &Choices,
) -> FormulaValues {
    let mut values = FormulaValues::default();
    let sheets: Vec<(&Form, Entity)> = request
        .forms
        .iter()
        .filter_map(|form| Some((form, form.entity?)))
        .collect();
    for now in 0..3 {
        for (form, entity) in &sheets {
            let fields = form
                .fields_on(&request.profile.staff, request.day)
                .filter_map(|field| Some((field, field.blank.compute.as_ref()?)));
            for (field, compute) in fields.filter(|(_, compute)| wave(compute) == now) {
                for row in 0..content.lines(*entity).len() {
                    let place = FormulaPlace {
                        form,
                        entity: *entity,
                        row,
                        request,
                        choices,
                        content,
                        values: &values,
                    };
                    let value = place.value(compute);
                    values
                        .cells
                        .insert((*entity, row, field.key.to_string()), value);
                }
                if frames
                    .get(*entity)
                    .is_some_and(|frame| frame.total.is_some())
                    && *compute != Compute::Row
                {
                    let value = total_value(compute, content, &values, *entity, field);
                    values
                        .totals
                        .insert((*entity, field.key.to_string()), value);
                }
            }
        }
    }
    values
}

/// When a formula is worked out: behind those that it looks at.
const fn wave(compute: &Compute) -> u8 {
    match compute {
        Compute::Row | Compute::Product(_) | Compute::RankCode(_) => 0,
        Compute::Count(_) | Compute::Sum(_) | Compute::Lookup(_) => 1,
        Compute::Share(_) => 2,
    }
}

/// The row that is being worked out, and what is known so far.
struct FormulaPlace<'a> {
    form: &'a Form,
    entity: Entity,
    row: usize,
    request: &'a Request<'a>,
    choices: &'a Choices,
    content: &'a StatedValues,
    values: &'a FormulaValues,
}

impl FormulaPlace<'_> {
    /// What a cell of a sheet shows.
    fn shown(&self, entity: Entity, row: usize, key: &str) -> Value {
        shown(self.content, self.values, entity, row, key)
    }

    /// What a cell of the row shows.
    fn own(&self, key: &str) -> Value {
        self.shown(self.entity, self.row, key)
    }

    fn value(&self, compute: &Compute) -> Value {
        match compute {
            Compute::Row => self.number(),
            Compute::Product([a, b]) => match (self.own(a).number(), self.own(b).number()) {
                (Some(a), Some(b)) => a
                    .checked_mul(b)
                    .map_or(Value::Blank, |product| rounded(product, PRODUCT_DECIMALS)),
                _ => Value::Blank,
            },
            Compute::RankCode(name) => {
                let code = self.choices.code_of(&self.own(name).to_string());
                code.map_or(Value::Blank, |code| Value::Text(code.into()))
            }
            Compute::Count(matching) => self.over(matching, |rows| Decimal::from(rows.len())),
            Compute::Sum(matching) => self.over(matching, |rows| {
                let field = matching.field.as_deref().unwrap_or_default();
                rows.iter()
                    .filter_map(|row| self.shown(matching.of, *row, field).number())
                    .fold(Decimal::ZERO, Decimal::saturating_add)
            }),
            Compute::Lookup(matching) => {
                let field = matching.field.as_deref().unwrap_or_default();
                let row = self.rows(matching).first().copied();
                row.map_or(Value::Blank, |row| self.shown(matching.of, row, field))
            }
            Compute::Share(part) => {
                share_value(&self.own(part), &self.values.total(self.entity, part))
            }
        }
    }

    /// The number of the row: how many rows down to it have a name.
    fn number(&self) -> Value {
        let Some(name) = name_field(self.form) else {
            return Value::Blank;
        };
        let lines = self.content.lines(self.entity);
        if !is_said(&lines[self.row], name) {
            return Value::Blank;
        }
        let named = lines[..=self.row].iter().filter(|line| is_said(line, name));
        Value::Whole(i64::try_from(named.count()).unwrap_or(i64::MAX))
    }

    /// The rows of another sheet that match this one.
    fn rows(&self, matching: &Matching) -> Vec<usize> {
        let [their, ours] = &matching.keys;
        let key = self.own(ours);
        if key.is_blank() {
            return Vec::new();
        }
        let key = fold_key(&key);
        let fits = |row: &usize| fold_key(&self.shown(matching.of, *row, their)) == key;
        (0..self.content.lines(matching.of).len())
            .filter(fits)
            .collect()
    }

    /// What is worked out over those rows; nothing as long as the other sheet or the key is empty.
    fn over(&self, matching: &Matching, result: impl Fn(&[usize]) -> Decimal) -> Value {
        let name = self.request.forms.of(matching.of).and_then(name_field);
        let lines = self.content.lines(matching.of);
        let any = name.is_some_and(|name| lines.iter().any(|line| is_said(line, name)));
        if !any || self.own(&matching.keys[1]).is_blank() {
            return Value::Blank;
        }
        rounded(result(&self.rows(matching)), PRODUCT_DECIMALS)
    }
}

/// The field that names an entry.
fn name_field(form: &Form) -> Option<&Field> {
    form.fields.iter().find(|field| field.name)
}

fn is_said(line: &StatedRow, field: &Field) -> bool {
    line.get(&field.key).is_some_and(|value| !value.is_blank())
}

/// What a cell shows: what is stated in it, else what its formula gives.
fn shown(
    content: &StatedValues,
    values: &FormulaValues,
    entity: Entity,
    row: usize,
    key: &str,
) -> Value {
    let stated = content
        .lines(entity)
        .get(row)
        .and_then(|line| line.get(key))
        .filter(|value| !value.is_blank());
    stated
        .cloned()
        .unwrap_or_else(|| values.of(entity, row, key))
}

fn total_value(
    compute: &Compute,
    content: &StatedValues,
    values: &FormulaValues,
    entity: Entity,
    field: &Field,
) -> Value {
    match compute {
        Compute::Share(part) => {
            let whole = values.total(entity, part);
            share_value(&whole, &whole)
        }
        Compute::Count(_) | Compute::Sum(_) if field.kind != FieldKind::Percent => {
            let rows = 0..content.lines(entity).len();
            let numbers: Vec<Decimal> = rows
                .filter_map(|row| shown(content, values, entity, row, &field.key).number())
                .collect();
            if numbers.is_empty() {
                return Value::Blank;
            }
            rounded(
                numbers
                    .into_iter()
                    .fold(Decimal::ZERO, Decimal::saturating_add),
                PRODUCT_DECIMALS,
            )
        }
        _ => Value::Blank,
    }
}

fn share_value(part: &Value, whole: &Value) -> Value {
    match (part.number(), whole.number()) {
        (Some(part), Some(whole)) if !whole.is_zero() => {
            let share = part
                .checked_div(whole)
                .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
            share.map_or(Value::Blank, |share| rounded(share, SHARE_DECIMALS))
        }
        _ => Value::Blank,
    }
}

/// As a spreadsheet rounds: half away from zero.
fn rounded(number: Decimal, decimals: u32) -> Value {
    let number = number
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize();
    match i64::try_from(number) {
        Ok(whole) if number.fract().is_zero() => Value::Whole(whole),
        _ => Value::Decimal(number),
    }
}

/// As a spreadsheet compares texts: case apart.
fn fold_key(value: &Value) -> String {
    value.to_string().to_lowercase()
}
