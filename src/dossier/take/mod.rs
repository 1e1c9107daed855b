//! The second step of reading: what the plans point at, as entries of leaves.

mod leaves;
pub(crate) mod lines;
pub(crate) mod pairs;
mod parted;
mod percent;
mod reading;
mod sections;
mod side_by_side;
pub(crate) mod table;

use std::collections::BTreeMap;

use super::ColumnReading;
use super::FormReading;
use super::RowMark;
use super::RowRun;
use super::SkipReason;
use super::notes::columns;
use super::part::FormPart;
use super::plan::FormPlan;
use super::plan::LabelsPlan;
use super::plan::LinesPlan;
use super::plan::SheetPlan;
use crate::cells::Addr;
use crate::cells::Sheet;
use crate::dictionary::Entity;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;

/// How sure the reader is of a form without a header, 0 to 100.
const LINES: u8 = 70;

/// Takes what a sheet's plan points at.
pub(crate) fn sheet(plan: &SheetPlan<'_>, forms: &Forms) -> Vec<FormPart> {
    let part = |form: &FormPlan<'_>| match form {
        FormPlan::Table(table) => table::part(table, plan.sheet, forms),
        FormPlan::Labels(labels) => of_labels(labels, plan, forms),
        FormPlan::Lines(lines) => of_lines(lines, plan, forms),
    };
    plan.forms.iter().map(part).collect()
}

fn of_labels(plan: &LabelsPlan<'_>, sheet: &SheetPlan<'_>, forms: &Forms) -> FormPart {
    let LabelsPlan {
        grid,
        pairs,
        confidence,
    } = plan;
    let form = forms.at(pairs.form);
    let entity = form.entity.unwrap_or(Entity::Agency);
    let mut remarks = Vec::new();
    let entry = pairs::entry(grid, form, entity, pairs, forms, &mut remarks);
    for (at, text) in &pairs.unknown {
        let sentence = format!(
            "Nhãn “{text}” không có trong biểu “{}”; giá trị này không được dùng",
            form.sheet
        );
        remarks.push(Remark {
            code: RemarkCode::UnknownColumn,
            sentence,
            cells: vec![at.clone()],
        });
    }
    let column = |pair: &super::plan::labels::LabelPair| ColumnReading {
        field: Some(form.fields[pair.field].key.clone()),
        heading: pair.label.clone(),
        at: pair.label_at.clone(),
        confidence: columns::percent(pair.score),
        source: pair.source(),
        doubtful: false,
    };
    let rows = pairs.found.iter().map(|pair| pair.label_at.row);
    let mut reading = reading(form, columns::percent(*confidence));
    reading.header = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
    reading.columns = pairs.found.iter().map(column).collect();
    reading.rows = if grid.is_turned() {
        Vec::new()
    } else {
        pairs.rows()
    };
    reading.entries = 1;
    let at = pairs
        .found
        .first()
        .map_or_else(|| grid.at(0, 0), |pair| pair.label_at.clone());
    let headings = pairs
        .found
        .iter()
        .map(|pair| (form.fields[pair.field].key.clone(), pair.label_at.clone()));
    FormPart {
        headings: headings.collect(),
        entries: vec![entry],
        remarks,
        ..part(sheet.sheet, form, at, reading)
    }
}

fn of_lines(plan: &LinesPlan<'_>, sheet: &SheetPlan<'_>, forms: &Forms) -> FormPart {
    let LinesPlan { grid, form, lines } = plan;
    let form = forms.at(*form);
    let entity = form.entity.unwrap_or(Entity::Basis);
    let mut reading = reading(form, LINES);
    let mut entries = Vec::new();
    for line in lines {
        let mark = if line.taken {
            RowMark::Data
        } else {
            RowMark::Skipped
        };
        RowRun::extend(&mut reading.rows, line.row, mark);
        if line.taken {
            entries.push(lines::entry(grid, form, entity, line, forms));
        } else {
            let (col, text) = &line.name;
            reading.skipped.push((
                grid.at(line.row, *col),
                SkipReason::NoEntry(fold::squeeze(text)),
            ));
        }
    }
    let at = entries
        .first()
        .map_or_else(|| grid.at(0, 0), |entry| entry.at.clone());
    reading.header = (at.row, at.row);
    reading.entries = entries.len();
    let headings = entries
        .first()
        .into_iter()
        .flat_map(|entry| entry.leaves.keys().cloned());
    let headings = headings.map(|key| (key, at.clone())).collect();
    FormPart {
        entries,
        headings,
        ..part(sheet.sheet, form, at, reading)
    }
}

/// A form that was recognised, before anything of it was taken.
pub(crate) fn reading(form: &Form, confidence: u8) -> FormReading {
    FormReading {
        form: form.key.clone(),
        entity: form.entity,
        confidence,
        header: (0, 0),
        columns: Vec::new(),
        labels: Vec::new(),
        sections: Vec::new(),
        totals: Vec::new(),
        skipped: Vec::new(),
        rows: Vec::new(),
        entries: 0,
    }
}

fn part(sheet: &Sheet, form: &Form, at: Addr, reading: FormReading) -> FormPart {
    FormPart {
        sheet: sheet.id.index,
        visibility: sheet.visibility,
        entity: form.entity,
        carried: false,
        at,
        reading,
        entries: Vec::new(),
        totals: Vec::new(),
        headings: BTreeMap::new(),
        remarks: Vec::new(),
        doubts: Vec::new(),
        doubtful: Vec::new(),
    }
}
