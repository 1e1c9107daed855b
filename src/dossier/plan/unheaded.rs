//! Columns without a heading that says what they are, told by what stands in them (quirk 5).

use super::grid::Grid;
use super::header::Header;
use super::header::HeaderColumn;
use super::header::PROBED_ROWS;
use super::plausible;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::words::is_arabic;
use crate::dictionary::words::is_roman;
use crate::dossier::ColumnSource;
use crate::dossier::weights::BY_VALUES;

/// Columns further right than this are no part of a table.
const WIDEST: u32 = 40;

/// Columns without a heading that hold names or numbers, where the form's own were not found.
pub(super) fn guess_unheaded(grid: &Grid<'_>, form: &Form, header: &mut Header) {
    for (wanted, holds) in [
        (
            form.position(|field| field.name),
            looks_like_name as fn(&[String]) -> bool,
        ),
        (
            form.position(|field| field.role == Some(Role::Number)),
            looks_like_number,
        ),
    ] {
        let Some(field) = wanted.filter(|field| header.column_of(*field).is_none()) else {
            continue;
        };
        if let Some(col) = unheaded(grid, header, holds) {
            let heading = String::new();
            let column = HeaderColumn {
                col,
                row: header.rows.1,
                heading,
                field: Some(field),
                score: BY_VALUES,
                source: ColumnSource::Values,
                doubtful: false,
            };
            header.columns.push(column);
            header.columns.sort_by_key(|column| column.col);
        }
    }
}

/// The column of names by what stands in it, where no heading tells it.
pub(super) fn guess_name(grid: &Grid<'_>, forms: &Forms, header: &mut Header) {
    let form = forms.at(header.form);
    if let Some(name) = form
        .position(|field| field.name)
        .filter(|name| header.column_of(*name).is_none())
        && let Some(column) = plausible::called_name(grid, forms, form, header, name)
            .or_else(|| plausible::misnamed(grid, forms, form, header, name))
    {
        header.columns[column].tell_by_values(name);
    }
}

/// The first column inside the header that has no heading and whose values look right.
fn unheaded(grid: &Grid<'_>, header: &Header, holds: fn(&[String]) -> bool) -> Option<u32> {
    let first = header.columns.iter().map(|column| column.col).min()?;
    let last = header.columns.iter().map(|column| column.col).max()?;
    let rows = grid.below(header.rows.1);
    let rows = &rows[..rows.len().min(PROBED_ROWS)];
    (first.saturating_sub(1)..=last.min(first.saturating_add(WIDEST))).find(|col| {
        let titled = header.columns.iter().any(|column| column.col == *col);
        let texts: Vec<String> = rows
            .iter()
            .map(|row| row.value(*col).to_string())
            .filter(|t| !t.is_empty())
            .collect();
        !titled && texts.len() * 2 > rows.len() && holds(&texts)
    })
}

fn looks_like_name(texts: &[String]) -> bool {
    let wordy = texts
        .iter()
        .filter(|text| text.chars().count() >= 6 && text.contains(' '))
        .count();
    wordy * 10 >= texts.len() * 6
}

fn looks_like_number(texts: &[String]) -> bool {
    texts
        .iter()
        .all(|text| text.len() <= 8 && (is_arabic(text) || is_roman(text)))
}
