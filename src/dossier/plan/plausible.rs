//! Whether the values of a column look like what its heading says.
//!
//! Headings are wrong at times: two columns stand under each other's heading, or the names under a
//! heading that means something else. The values tell, where they tell clearly.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Field;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::SectionValue;
use crate::dictionary::TermSpellings;
use crate::dictionary::fold;
use crate::dossier::ColumnSource;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::header::Header;
use crate::dossier::plan::header::HeaderColumn;
use crate::dossier::values;
use crate::dossier::values::ValueReading;
use crate::dossier::weights::BY_VALUES;
use crate::dossier::weights::ENOUGH_VALUES;
use crate::dossier::weights::EXACT;
use crate::dossier::weights::FEW;
use crate::dossier::weights::GUESSED;
use crate::dossier::weights::HALF;
use crate::dossier::weights::MOST;
use crate::dossier::weights::NEARLY_SURE;
use crate::dossier::weights::SURE_HEADING;
use crate::dossier::weights::share;

/// Rows below a header whose values are looked at.
const PROBED_ROWS: usize = 40;
/// So many headings must be known before a column may be the names by a heading that is not.
const TELLING: usize = 2;
/// A code is no longer than this many letters.
const MAX_CODE_CHARS: usize = 20;

/// Gives columns that stand under each other's heading their own fields (quirk 6). The pairs of columns, by
/// position in the header, that were exchanged.
pub(crate) fn unswap(grid: &Grid<'_>, forms: &Forms, header: &mut Header) -> Vec<(usize, usize)> {
    // What the user says holds.
    if header
        .columns
        .iter()
        .any(|column| column.source == ColumnSource::Mapping)
    {
        return Vec::new();
    }
    let form = forms.at(header.form);
    let values: Vec<Vec<&Value>> = header
        .columns
        .iter()
        .map(|column| below(grid, header.rows.1, column.col))
        .collect();
    let own = own_bearings(form, forms, header, &values);
    let mut swapped = Vec::new();
    for i in 0..own.len() {
        for j in i + 1..own.len() {
            let (Some(a), Some(b)) = (
                column_field(form, &header.columns[i]),
                column_field(form, &header.columns[j]),
            ) else {
                continue;
            };
            if values[i].len() < ENOUGH_VALUES || values[j].len() < ENOUGH_VALUES {
                continue;
            }
            // Any words fit a field of free text, a term of another field's list as well.
            let doubted = |k: usize, field: &Field, other: &Field| {
                own[k] <= FEW
                    || (field.choices.is_none()
                        && field.kind == FieldKind::Text
                        && other.choices.is_some())
            };
            let wrong = doubted(i, a, b) && doubted(j, b, a) && own[i].min(own[j]) <= FEW;
            if wrong
                && bearing(a, &values[j], forms) >= MOST
                && bearing(b, &values[i], forms) >= MOST
            {
                swapped.push((i, j));
            }
        }
    }
    // One column cannot be exchanged with two.
    let clear = |(i, j): &(usize, usize)| {
        swapped
            .iter()
            .filter(|(a, b)| [a, b].contains(&i) || [a, b].contains(&j))
            .count()
            == 1
    };
    let swapped: Vec<(usize, usize)> = swapped.iter().copied().filter(clear).collect();
    exchange(header, &swapped);
    swapped
}

/// How well the values of each column bear out its field.
fn own_bearings(form: &Form, forms: &Forms, header: &Header, values: &[Vec<&Value>]) -> Vec<f64> {
    header
        .columns
        .iter()
        .zip(values)
        .map(|(column, values)| {
            column_field(form, column).map_or(1.0, |field| bearing(field, values, forms))
        })
        .collect()
}

fn exchange(header: &mut Header, swapped: &[(usize, usize)]) {
    for (i, j) in swapped {
        let field = header.columns[*i].field;
        header.columns[*i].field = header.columns[*j].field;
        header.columns[*j].field = field;
        for k in [*i, *j] {
            header.columns[k].score = BY_VALUES;
            header.columns[k].source = ColumnSource::Swapped;
        }
    }
}

/// Holds the headings against the values below them: a percentage is never people; what is only
/// near to a known heading is borne out by its values, or given up, or left in doubt.
pub(crate) fn weigh(grid: &Grid<'_>, forms: &Forms, form: &Form, header: &mut Header) {
    let end = header.rows.1;
    for column in &mut header.columns {
        if column.source != ColumnSource::Heading {
            continue;
        }
        let Some(field) = column.field.map(|field| &form.fields[field]) else {
            continue;
        };
        let values = below(grid, end, column.col);
        if field.kind == FieldKind::Count && is_percent(grid, end, column, &values) {
            (column.field, column.score) = (None, 0.0);
        } else if column.score < SURE_HEADING && field.role != Some(Role::Number) {
            let borne = bearing(field, &values, forms);
            let told = values.len() >= ENOUGH_VALUES;
            let telling = field.kind != FieldKind::Text || field.choices.is_some();
            if told && borne <= FEW && (telling || field.name) {
                (column.field, column.score) = (None, 0.0);
            } else if told && telling && borne >= MOST {
                column.score = SURE_HEADING;
            } else {
                column.doubtful = column.score < NEARLY_SURE;
            }
        }
    }
}

/// Gives columns with unknown headings the field that their values alone tell: terms of a closed
/// list, names of units, dates, codes of a known shape. Only where one field and no other is told
/// so.
pub(crate) fn by_values(grid: &Grid<'_>, forms: &Forms, form: &Form, header: &mut Header) {
    let end = header.rows.1;
    for at in 0..header.columns.len() {
        let column = &header.columns[at];
        if column.field.is_some() || column.source != ColumnSource::Heading {
            continue;
        }
        let values = below(grid, end, column.col);
        let written: OnceCell<Vec<TermSpellings>> = OnceCell::new();
        let spell = || {
            values
                .iter()
                .map(|value| TermSpellings::new(&value.shown()))
                .collect()
        };
        let told_by =
            |field: &Field| match field.choices.as_deref().and_then(|list| forms.list(list)) {
                Some(list) => {
                    let written = written.get_or_init(spell);
                    share(
                        written
                            .iter()
                            .filter(|written| list.find_in(written).is_some())
                            .count(),
                        written.len(),
                    )
                }
                None => told_by(field, &values, forms),
            };
        let told = |(position, field): &(usize, &Field)| {
            let telling = field.choices.is_some()
                || field.section == Some(SectionValue::Unit)
                || field.kind == FieldKind::Date
                || field.within.is_some();
            telling && header.column_of(*position).is_none() && told_by(field) >= MOST
        };
        let mut fields = form
            .fields
            .iter()
            .enumerate()
            .filter(told)
            .map(|(position, _)| position);
        let (first, second) = (fields.next(), fields.next());
        if let Some(field) = first.filter(|_| second.is_none() && values.len() >= ENOUGH_VALUES) {
            header.columns[at].tell_by_values(field);
        }
    }
}

/// Of two columns headed like the same percentage the one whose figures make up whole hundreds:
/// shares do.
pub(crate) fn shares_are_whole(grid: &Grid<'_>, forms: &Forms, header: &mut Header) {
    let form = forms.at(header.form);
    for at in 0..header.columns.len() {
        let percent = header.columns[at]
            .field
            .filter(|field| form.fields[*field].kind == FieldKind::Percent);
        let Some(field) = percent.filter(|_| !makes_hundreds(grid, forms, header, at)) else {
            continue;
        };
        let headed = |other: &usize| {
            let column = &header.columns[*other];
            let hits = forms.index().exact(&column.heading);
            column.field.is_none()
                && hits
                    .iter()
                    .any(|hit| (hit.form, hit.field) == (header.form, field))
        };
        let rival = (0..header.columns.len())
            .filter(headed)
            .find(|other| makes_hundreds(grid, forms, header, *other));
        if let Some(rival) = rival {
            header.columns[rival].field = header.columns[at].field.take();
            header.columns[rival].score = std::mem::replace(&mut header.columns[at].score, 0.0);
        }
    }
}

/// Whether the figures of a column add up to a multiple of a hundred, sums in it left in: they are
/// hundreds too.
fn makes_hundreds(grid: &Grid<'_>, forms: &Forms, header: &Header, at: usize) -> bool {
    let rows = grid
        .below(header.rows.1)
        .iter()
        .map(|row| row.value(header.columns[at].col));
    let numbers: Vec<Decimal> = rows
        .filter_map(|value| {
            values::read(FieldKind::Percent, value, forms.words())
                .into_value()
                .number()
        })
        .collect();
    let sum = numbers
        .iter()
        .fold(Decimal::ZERO, |sum, number| sum.saturating_add(*number));
    numbers.len() >= ENOUGH_VALUES && !sum.is_zero() && (sum % Decimal::ONE_HUNDRED).is_zero()
}

/// The column of names under a heading that no form knows: one that says so
/// (`Tên các tổ chức trực thuộc`), or that is more or less like the name's (`Nội dung năng lực`).
/// Only where one and no other is so.
pub(crate) fn called_name(
    grid: &Grid<'_>,
    forms: &Forms,
    form: &Form,
    header: &Header,
    name: usize,
) -> Option<usize> {
    let says = |column: &HeaderColumn| {
        let bare = fold::bare(&column.heading);
        forms
            .words()
            .names
            .iter()
            .any(|word| bare.split(' ').next() == Some(word.as_str()))
    };
    let near = |column: &HeaderColumn| {
        let texts = forms.index().bare_spellings(&column.heading);
        forms.index().nearness(header.form, name, &texts) >= GUESSED
    };
    let fits = |column: &HeaderColumn| {
        let values = below(grid, header.rows.1, column.col);
        bearing(&form.fields[name], &values, forms) >= MOST
    };
    let told =
        |column: &&HeaderColumn| column.field.is_some_and(|field| form.fields[field].tells());
    if header.columns.iter().filter(told).count() < TELLING {
        return None;
    }
    // What another form knows is no heading in other words.
    let unheard = |column: &HeaderColumn| {
        column.field.is_none() && forms.index().exact(&column.heading).is_empty()
    };
    let open = header
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| unheard(column) && fits(column));
    let open: Vec<(usize, &HeaderColumn)> = open.collect();
    let only = |is: &dyn Fn(&HeaderColumn) -> bool| {
        let mut called = open
            .iter()
            .filter(|(_, column)| is(column))
            .map(|(position, _)| *position);
        called.next().filter(|_| called.next().is_none())
    };
    only(&says).or_else(|| only(&near))
}

/// The share of values that are terms of a field's list, or names of units.
fn told_by(field: &Field, values: &[&Value], forms: &Forms) -> f64 {
    if field.choices.is_some() || field.kind == FieldKind::Date {
        return bearing(field, values, forms);
    }
    if let Some(within) = field.within.as_ref() {
        let whole = |text: &str| {
            within
                .find(text)
                .is_some_and(|found| found.len() == text.len())
        };
        return share(
            values
                .iter()
                .filter(|value| whole(value.shown().trim()))
                .count(),
            values.len(),
        );
    }
    let units = values
        .iter()
        .filter(|value| {
            value
                .text()
                .is_some_and(|text| forms.words().names_unit(text))
        })
        .count();
    share(units, values.len())
}

/// Whether a column holds numbers that are no percentages.
pub(crate) fn holds_figures(
    grid: &Grid<'_>,
    forms: &Forms,
    header: &Header,
    column: &HeaderColumn,
) -> bool {
    let values = below(grid, header.rows.1, column.col);
    let is_number = |value: &&&Value| matches!(values::read(FieldKind::Number, value, forms.words()), ValueReading::Read(value) if value.number().is_some());
    let numbers = values.iter().filter(is_number).count();
    values.len() >= ENOUGH_VALUES
        && share(numbers, values.len()) >= MOST
        && !is_percent(grid, header.rows.1, column, &values)
}

/// Whether a column holds percentages: its heading says so, or its cells do.
fn is_percent(grid: &Grid<'_>, header_end: u32, column: &HeaderColumn, values: &[&Value]) -> bool {
    let texts = values
        .iter()
        .filter(|value| {
            value
                .text()
                .is_some_and(|text| text.trim_end().ends_with('%'))
        })
        .count();
    let rows = grid.below(header_end).iter().take(PROBED_ROWS);
    let shown = rows
        .filter(|row| grid.is_percent(row.number, column.col))
        .count();
    column.heading.contains('%') || (!values.is_empty() && (texts + shown) * 2 > values.len())
}

/// The column that holds the names although its heading says something else (quirk 5): only beside a column
/// of codes, and only where its values do not bear its heading out. By position in the header.
pub(crate) fn misnamed(
    grid: &Grid<'_>,
    forms: &Forms,
    form: &Form,
    header: &Header,
    name: usize,
) -> Option<usize> {
    let code = header.column_of(form.position(|field| field.role == Some(Role::Code))?)?;
    let codes = below(grid, header.rows.1, code.col);
    if codes.len() < ENOUGH_VALUES || bearing(&form.fields[code.field?], &codes, forms) < MOST {
        return None;
    }
    header.columns.iter().position(|column| {
        let values = below(grid, header.rows.1, column.col);
        let mut distinct: Vec<String> = values.iter().map(ToString::to_string).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let borne_out = column_field(form, column).is_some_and(|field| {
            (!field.weak || field.choices.is_some()) && bearing(field, &values, forms) > FEW
        });
        column.col > code.col
            && !borne_out
            && values.len() * 10 >= codes.len() * 9
            && share(distinct.len(), values.len()) >= MOST
            && bearing(&form.fields[name], &values, forms) >= MOST
    })
}

/// Whether the names come from a closed list, stand under a heading that is only like theirs, and
/// are hardly ever in the list: then the form is another, as with positions under
/// `Tổng hợp vị trí việc làm`.
pub(crate) fn names_are_no_terms(
    grid: &Grid<'_>,
    forms: &Forms,
    form: &Form,
    header: &Header,
) -> bool {
    let name = form.position(|field| field.name && field.choices.is_some());
    let Some(column) = name
        .and_then(|name| header.column_of(name))
        .filter(|column| column.score < EXACT)
    else {
        return false;
    };
    let values = below(grid, header.rows.1, column.col);
    values.len() >= ENOUGH_VALUES
        && column_field(form, column).is_some_and(|field| bearing(field, &values, forms) < HALF)
}

/// The field of a column that its values can bear out; a row's number is none.
fn column_field<'f>(form: &'f Form, column: &HeaderColumn) -> Option<&'f Field> {
    column
        .field
        .map(|field| &form.fields[field])
        .filter(|field| field.role != Some(Role::Number))
}

/// The values of a column in the first rows below a header.
fn below<'g>(grid: &'g Grid<'_>, header_end: u32, col: u32) -> Vec<&'g Value> {
    let rows = grid.below(header_end).iter().take(PROBED_ROWS);
    rows.map(|row| row.value(col))
        .filter(|value| !value.shown().is_empty())
        .collect()
}

/// The share of a column's values in some rows that look like a field's; none where it has none.
pub(crate) fn borne_out(rows: &[&Row], forms: &Forms, field: &Field, col: u32) -> Option<f64> {
    let rows = rows.iter().take(PROBED_ROWS);
    let values: Vec<&Value> = rows
        .map(|row| row.value(col))
        .filter(|value| !value.shown().is_empty())
        .collect();
    (!values.is_empty()).then(|| bearing(field, &values, forms))
}

/// The share of values that look like a field's, 0 to 1.
fn bearing(field: &Field, values: &[&Value], forms: &Forms) -> f64 {
    share(
        values
            .iter()
            .filter(|value| fits(field, value, forms))
            .count(),
        values.len(),
    )
}

fn fits(field: &Field, value: &Value, forms: &Forms) -> bool {
    let text = value.shown();
    if let Some(list) = field.choices.as_deref().and_then(|list| forms.list(list)) {
        return list.find_written(&text).is_some();
    }
    match field.kind {
        FieldKind::Text | FieldKind::Mark => {
            text.trim().contains(' ') && text.chars().filter(|c| c.is_alphabetic()).nth(5).is_some()
        }
        FieldKind::Code => is_code_alone(&text),
        FieldKind::Level => values::read_level(value, forms.words()).is_some(),
        kind => {
            matches!(values::read(kind, value, forms.words()), ValueReading::Read(value) if !value.is_blank())
        }
    }
}

/// Letters and digits in one word, or digits in groups that are no number: `LĐ-01`, `01.003`.
fn is_code_alone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let letters = text.chars().any(char::is_alphabetic);
    let grouped = text.starts_with('0') && text.contains('.');
    text.chars().count() <= MAX_CODE_CHARS && !text.contains(' ') && digits && (letters || grouped)
}
