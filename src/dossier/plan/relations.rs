//! Columns under unknown headings, told by what the sheets say of each other: codes and names that
//! another sheet lists, products of a row, totals that another sheet states.
//!
//! Which columns choose from which, and which are products, the forms say (`offers`, `compute`):
//! what fills the blank workbook tells the columns of others. One column must be the only one that
//! fits, and one field the only one that it fits; else the column stays unknown, and what needs it
//! is in doubt.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::FormPlan;
use super::SheetPlan;
use super::TablePlan;
use super::lens::Lens;
use super::row_plan;
use crate::cells::Row;
use crate::dictionary::Compute;
use crate::dictionary::Entity;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dictionary::parts_named;
use crate::dossier::ColumnSource;
use crate::dossier::values;
use crate::dossier::weights::ENOUGH_VALUES;
use crate::dossier::weights::GUESSED;
use crate::dossier::weights::MOST;
use crate::dossier::weights::share;

/// What the sheets say that columns of others may be held against.
#[derive(Default)]
struct SheetRelations {
    /// The values of each column that others choose from, folded.
    listed: BTreeMap<(Entity, String), BTreeSet<String>>,
    /// What the people proposed, and those present, add up to, as each sheet has it.
    totals: BTreeMap<CountedPeople, BTreeSet<Decimal>>,
}

/// What is counted on several sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CountedPeople {
    /// People proposed or assigned.
    Proposed,
    /// People present.
    Present,
}

/// Gives columns with unknown headings the field that the relations between the sheets tell, and
/// takes the doubt from columns that they bear out.
pub(crate) fn tell_columns(plans: &mut [SheetPlan<'_>], forms: &Forms) {
    let open = |plan: &SheetPlan<'_>| {
        plan.forms
            .iter()
            .any(|plan| as_table(plan).is_some_and(is_open))
    };
    if !plans.iter().any(open) {
        return;
    }
    // What one column tells may tell another: its total bears out the next.
    for _ in 0..2 {
        let known = SheetRelations::of(plans, forms);
        for plan in plans.iter_mut().flat_map(|plan| &mut plan.forms) {
            if let FormPlan::Table(table) = plan
                && is_open(table)
            {
                tell(table, forms, &known);
            }
        }
    }
}

fn as_table<'p, 'a>(plan: &'p FormPlan<'a>) -> Option<&'p TablePlan<'a>> {
    match plan {
        FormPlan::Table(table) => Some(table),
        FormPlan::Labels(_) | FormPlan::Lines(_) => None,
    }
}

/// Whether a column is unknown or in doubt.
fn is_open(table: &TablePlan<'_>) -> bool {
    let unknown = |position: usize| is_unknown(table, position);
    (0..table.header.columns.len())
        .any(|position| unknown(position) || table.header.columns[position].doubtful)
}

fn is_unknown(table: &TablePlan<'_>, position: usize) -> bool {
    let column = &table.header.columns[position];
    column.field.is_none()
        && column.source == ColumnSource::Heading
        && !table.header.levels.holds(column.col)
}

fn tell(table: &mut TablePlan<'_>, forms: &Forms, known: &SheetRelations) {
    let form = forms.at(table.header.form);
    if form.entity.is_none() {
        return;
    }
    bear_out(table, forms, known);
    let mut told: Vec<(usize, usize)> = Vec::new();
    told.extend(by_product(table, forms));
    told.extend(by_others(table, forms, known));
    let mut taken = false;
    for (field, position) in told {
        if table.header.column_of(field).is_some() || !is_unknown(table, position) {
            continue;
        }
        table.header.columns[position].tell_by_values(field);
        taken = true;
    }
    if taken {
        table.rows = row_plan::plan(
            &Lens::new(forms, &table.header, &table.grid),
            table.first_row(),
        );
    }
}

/// Takes the doubt from columns whose guess holds against the other sheets.
fn bear_out(table: &mut TablePlan<'_>, forms: &Forms, known: &SheetRelations) {
    let form = forms.at(table.header.form);
    for position in 0..table.header.columns.len() {
        let column = &table.header.columns[position];
        let holds = |field: usize| fits(table, form, &form.fields[field], position, forms, known);
        let borne = column.doubtful && column.field.is_some_and(holds);
        table.header.columns[position].doubtful &= !borne;
    }
}

/// The entries of a table, as rows.
fn entries<'t>(table: &'t TablePlan<'_>) -> impl Iterator<Item = &'t Row> {
    table.rows.entries(&table.grid)
}

/// The numbers of a column, one an entry; none where a cell is blank or no number.
fn numbers(table: &TablePlan<'_>, position: usize, forms: &Forms) -> Vec<Option<Decimal>> {
    let col = table.header.columns[position].col;
    entries(table)
        .map(|row| {
            values::read(FieldKind::Number, row.value(col), forms.words())
                .into_value()
                .number()
        })
        .collect()
}

/// The sum of a column of numbers, those within another entry left out; none where a cell is
/// written and no number, or too few are written.
fn total(table: &TablePlan<'_>, position: usize, forms: &Forms) -> Option<Decimal> {
    let header = &table.header;
    let col = header.columns[position].col;
    let superior = forms
        .at(header.form)
        .position(|field| field.role == Some(Role::Superior));
    let superior = superior
        .and_then(|field| header.column_of(field))
        .map(|column| column.col);
    let is_outer = |row: &&Row| superior.is_none_or(|col| row.value(col).is_blank());
    let mut sum = Decimal::ZERO;
    let mut written = 0;
    for row in entries(table)
        .filter(is_outer)
        .filter(|row| !row.value(col).is_blank())
    {
        sum = sum.checked_add(
            values::read(FieldKind::Number, row.value(col), forms.words())
                .into_value()
                .number()?,
        )?;
        written += 1;
    }
    (written >= ENOUGH_VALUES).then_some(sum)
}

impl SheetRelations {
    fn of(plans: &[SheetPlan<'_>], forms: &Forms) -> Self {
        let mut known = Self::default();
        for plan in plans.iter().flat_map(|plan| &plan.forms) {
            match plan {
                FormPlan::Table(table) => known.take_table(table, forms),
                FormPlan::Labels(labels) => {
                    let form = forms.at(labels.pairs.form);
                    for pair in &labels.pairs.found {
                        let field = &form.fields[pair.field];
                        let number = values::read(FieldKind::Number, &pair.value, forms.words())
                            .into_value()
                            .number();
                        known.take_total(field, number);
                    }
                }
                FormPlan::Lines(_) => {}
            }
        }
        known
    }

    fn take_table(&mut self, table: &TablePlan<'_>, forms: &Forms) {
        let form = forms.at(table.header.form);
        let Some(entity) = form.entity else { return };
        let chosen = forms
            .iter()
            .flat_map(|form| &form.fields)
            .filter_map(|field| field.blank.offered());
        let chosen: BTreeSet<&str> = chosen
            .filter(|(from, _)| *from == entity)
            .map(|(_, field)| field)
            .collect();
        for (position, column) in table.header.columns.iter().enumerate() {
            let Some(field) = column.field.map(|field| &form.fields[field]) else {
                continue;
            };
            if chosen.contains(&*field.key) {
                let listed = self
                    .listed
                    .entry((entity, field.key.to_string()))
                    .or_default();
                listed.extend(entries(table).map(|row| fold::key(&row.value(column.col).shown())));
                listed.remove("");
            }
            if counted(field).is_some() && !column.doubtful {
                self.take_total(field, total(table, position, forms));
            }
        }
    }

    fn take_total(&mut self, field: &Field, total: Option<Decimal>) {
        if let (Some(counted), Some(total)) = (counted(field), total) {
            self.totals.entry(counted).or_default().insert(total);
        }
    }
}

fn counted(field: &Field) -> Option<CountedPeople> {
    match field.role? {
        Role::People | Role::Assigned => Some(CountedPeople::Proposed),
        Role::Present => Some(CountedPeople::Present),
        _ => None,
    }
}

/// Whether a column's values are those that the relations demand of a field.
fn fits(
    table: &TablePlan<'_>,
    form: &Form,
    field: &Field,
    position: usize,
    forms: &Forms,
    known: &SheetRelations,
) -> bool {
    if let Some((entity, key)) = field
        .blank
        .offered()
        .filter(|(entity, _)| form.entity != Some(*entity))
    {
        let listed = known.listed.get(&(entity, key.to_owned()));
        return listed.is_some_and(|listed| chooses(table, position, listed));
    }
    let Some(totals) = counted(field).and_then(|counted| known.totals.get(&counted)) else {
        return false;
    };
    total(table, position, forms).is_some_and(|total| !total.is_zero() && totals.contains(&total))
}

/// Whether most of a column's values are listed elsewhere; a cell may name several.
fn chooses(table: &TablePlan<'_>, position: usize, listed: &BTreeSet<String>) -> bool {
    let col = table.header.columns[position].col;
    let written: Vec<String> = entries(table)
        .map(|row| row.value(col).to_string())
        .filter(|text| !text.is_empty())
        .collect();
    let known = |text: &&String| {
        listed.contains(&fold::key(text))
            || parts_named(text).all(|part| listed.contains(&fold::key(part)))
    };
    written.len() >= ENOUGH_VALUES
        && share(written.iter().filter(known).count(), written.len()) >= MOST
}

/// The fields without a column that choose from another sheet or are counted there too, each with
/// the one unknown column that fits it.
fn by_others(table: &TablePlan<'_>, forms: &Forms, known: &SheetRelations) -> Vec<(usize, usize)> {
    let form = forms.at(table.header.form);
    let unknown: Vec<usize> = (0..table.header.columns.len())
        .filter(|position| is_unknown(table, *position))
        .collect();
    let missing = (0..form.fields.len()).filter(|field| table.header.column_of(*field).is_none());
    let mut fitting: Vec<(usize, usize)> = Vec::new();
    for field in missing.filter(|field| form.fields[*field].standard) {
        let fits = unknown
            .iter()
            .filter(|position| fits(table, form, &form.fields[field], **position, forms, known));
        fitting.extend(fits.map(|position| (field, *position)));
    }
    let nearness = |(field, position): (usize, usize)| nearness(table, forms, field, position);
    let rivals = |(field, position): (usize, usize)| {
        let rival = move |other: &&(usize, usize)| {
            **other != (field, position) && (other.0 == field || other.1 == position)
        };
        fitting
            .iter()
            .filter(rival)
            .copied()
            .map(nearness)
            .fold(0.0, f64::max)
    };
    let alone = |pair: &&(usize, usize)| {
        let contested = fitting
            .iter()
            .any(|other| other != *pair && (other.0 == pair.0 || other.1 == pair.1));
        !contested || nearness(**pair) > rivals(**pair)
    };
    fitting.iter().filter(alone).copied().collect()
}

/// How near the heading of a column is to those of a field, 0 to 1.
fn nearness(table: &TablePlan<'_>, forms: &Forms, field: usize, position: usize) -> f64 {
    let texts = forms
        .index()
        .bare_spellings(&table.header.columns[position].heading);
    forms.index().nearness(table.header.form, field, &texts)
}

/// The fields of a product (`số lượng × giờ = tổng giờ`) without a column, with the unknown columns
/// that make the product hold.
fn by_product(table: &TablePlan<'_>, forms: &Forms) -> Vec<(usize, usize)> {
    let form = forms.at(table.header.form);
    let products = form
        .fields
        .iter()
        .enumerate()
        .filter_map(|(product, field)| match &field.blank.compute {
            Some(Compute::Product([a, b])) => {
                let position = |key: &str| form.position(|field| *field.key == *key);
                Some([position(a)?, position(b)?, product])
            }
            _ => None,
        });
    products
        .flat_map(|fields| product_of(table, forms, fields))
        .collect()
}

fn product_of(table: &TablePlan<'_>, forms: &Forms, fields: [usize; 3]) -> Vec<(usize, usize)> {
    let columns = &table.header.columns;
    let own = |field: usize| {
        columns
            .iter()
            .position(|column| column.field == Some(field))
    };
    let unknown: Vec<usize> = (0..columns.len())
        .filter(|position| is_unknown(table, *position))
        .collect();
    if fields.iter().all(|field| own(*field).is_some()) || unknown.is_empty() {
        return Vec::new();
    }
    let may_be =
        fields.map(|field| own(field).map_or_else(|| unknown.clone(), |position| vec![position]));
    let values: BTreeMap<usize, Vec<Option<Decimal>>> = may_be
        .iter()
        .flatten()
        .map(|position| (*position, numbers(table, *position, forms)))
        .collect();
    // What is hardly like the heading says nothing: then the columns stand as the form has them.
    let nearness = |(field, position): (usize, usize)| {
        Some(nearness(table, forms, field, position))
            .filter(|near| *near >= GUESSED)
            .unwrap_or_default()
    };
    let mut best: Option<(f64, [usize; 3])> = None;
    for found in choices(&may_be) {
        let [a, b, product] = found.map(|position| &values[&position]);
        let near = fields.into_iter().zip(found).map(nearness).sum::<f64>();
        if multiplies(a, b, product) && best.is_none_or(|(held, _)| near > held) {
            best = Some((near, found));
        }
    }
    let pairs = best.map(|(_, found)| fields.into_iter().zip(found));
    pairs
        .into_iter()
        .flatten()
        .filter(|(field, _)| own(*field).is_none())
        .collect()
}

/// Three different columns, one of each list, in every way.
fn choices([a, b, c]: &[Vec<usize>; 3]) -> impl Iterator<Item = [usize; 3]> {
    let rest = move |a: usize| {
        b.iter()
            .flat_map(move |b| c.iter().map(move |c| [a, *b, *c]))
    };
    a.iter()
        .flat_map(move |a| rest(*a))
        .filter(|[a, b, c]| a != b && a != c && b != c)
}

/// Whether two columns multiply to a third in most rows, some of them by more than one.
fn multiplies(a: &[Option<Decimal>], b: &[Option<Decimal>], product: &[Option<Decimal>]) -> bool {
    let rows = a
        .iter()
        .zip(b)
        .zip(product)
        .filter_map(|((a, b), product)| Some(((*a)?, (*b)?, (*product)?)));
    let rows: Vec<(Decimal, Decimal, Decimal)> = rows.collect();
    let holds = rows
        .iter()
        .filter(|(a, b, product)| a.checked_mul(*b) == Some(*product))
        .count();
    let telling = rows
        .iter()
        .any(|(a, b, _)| *a > Decimal::ONE && *b > Decimal::ONE);
    rows.len() >= ENOUGH_VALUES && telling && share(holds, rows.len()) >= MOST
}
