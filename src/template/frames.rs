//! Where the sheets stand before their cells are known: what a formula needs to point at.

use std::collections::BTreeMap;

use super::Request;
use super::fill::StatedValues;
use crate::cells;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::Form;
use crate::dictionary::TotalRow;

/// Formulas and drop-downs look down to this row, as spreadsheets count, at least.
const REACH: u32 = 2000;
/// Rows to write in below those of a filled workbook.
const SPARE: u32 = 10;

/// What of a sheet is known before its cells are.
#[derive(Debug)]
pub(super) struct SheetFrame<'a> {
    pub(super) form: &'a Form,
    pub(super) entity: Entity,
    pub(super) fields: Vec<&'a Field>,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) prepared: u32,
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
            .map(letters)
    }

    /// The columns.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().copied()
    }

    /// Letters of the column that names an entry.
    pub(super) fn name_letters(&self) -> Option<String> {
        self.fields.iter().position(|field| field.name).map(letters)
    }
}

impl<'a> Frames<'a> {
    pub(super) fn of(request: &Request<'a>, content: &StatedValues) -> Self {
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

/// The name of a range that drop-downs of other sheets take.
pub(super) fn offered_name(entity: Entity, field: &str) -> String {
    format!("COT_{entity}_{field}")
}

/// Letters of a column from 0.
pub(super) fn letters(col: usize) -> String {
    cells::column_letters(u32::try_from(col).unwrap_or(u32::MAX))
}
