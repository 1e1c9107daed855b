//! Levels of competency as agencies write them: `3`, `Cấp độ 2 - 3`, a mark under `1 … 5`, or one
//! column for each group of positions.

use super::level_columns::is_mark;
use super::level_columns::names_levels;
use crate::cells::Row;
use crate::cells::Value;
use crate::dictionary::Form;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dictionary::words::Words;
use crate::dossier::plan::grid::Grid;
use crate::dossier::plan::header::Header;
use crate::dossier::plan::header::HeaderColumn;
use crate::dossier::values::read_level;
use crate::dossier::weights::MOST;
use crate::dossier::weights::share;

/// Rows below a header whose values are looked at.
const PROBED_ROWS: usize = 40;
/// So many columns in a row, from level 1 up, are a scale.
const SCALE: usize = 3;
/// So many columns headed by a level each stand side by side.
const SIDE_BY_SIDE: usize = 2;
/// Fewer values tell nothing.
const ENOUGH_VALUES: usize = 2;

/// Finds such columns under a header, for a form that has a field of levels.
pub(crate) fn find(grid: &Grid<'_>, form: &Form, words: &Words, header: &mut Header) {
    if form.position(names_levels).is_some() {
        side_by_side(words, header);
        return;
    }
    let Some(field) = form.position(|field| field.plays(Role::Level)) else {
        return;
    };
    let rows = grid.below(header.rows.1);
    let rows = &rows[..rows.len().min(PROBED_ROWS)];
    let marks = scale(header, form, words, rows, field);
    if !marks.is_empty() {
        give_up_fields(header, &marks);
        header.levels.marks = marks;
        return;
    }
    if header.column_of(field).is_some() {
        return;
    }
    let holds = |column: &&mut HeaderColumn| {
        let values = rows
            .iter()
            .map(|row| row.value(column.col))
            .filter(|value| !value.is_blank());
        let values: Vec<&Value> = values.collect();
        let levels = values.iter().filter(|value| worded(value, words)).count();
        column.field.is_none()
            && values.len() >= ENOUGH_VALUES
            && share(levels, values.len()) >= MOST
    };
    let mut found: Vec<&mut HeaderColumn> = header.columns.iter_mut().filter(holds).collect();
    if let [only] = found.as_mut_slice() {
        only.tell_by_values(field);
    } else {
        header.levels.scopes = found
            .iter()
            .map(|column| (column.col, fold::squeeze(&column.heading)))
            .collect();
    }
}

/// What holds levels side by side is no column of the form.
fn give_up_fields(header: &mut Header, levels: &[(u32, u32)]) {
    for column in &mut header.columns {
        if levels.iter().any(|(col, _)| *col == column.col) {
            column.field = None;
        }
    }
}

/// Columns headed by a level each, `Bậc 3`, several of them: what stands below counts people.
fn side_by_side(words: &Words, header: &mut Header) {
    let level = |column: &HeaderColumn| {
        let heading = fold::key(&column.heading);
        let (before, number) = heading.rsplit_once(' ')?;
        words
            .levels
            .iter()
            .any(|word| word == before)
            .then(|| number.parse::<u32>().ok())
            .flatten()
    };
    let found: Vec<(u32, u32)> = header
        .columns
        .iter()
        .filter_map(|column| Some((column.col, level(column)?)))
        .collect();
    if found.len() < SIDE_BY_SIDE {
        return;
    }
    give_up_fields(header, &found);
    header.levels.counts = found;
}

/// Columns headed by 1, 2, 3 and so on whose cells hold marks.
fn scale(
    header: &Header,
    form: &Form,
    words: &Words,
    rows: &[Row],
    field: usize,
) -> Vec<(u32, u32)> {
    let level = |column: &HeaderColumn| {
        let heading = fold::key(&column.heading);
        let (before, number) = heading.rsplit_once(' ').unwrap_or(("", &heading));
        let named = before.is_empty()
            || words.levels.iter().any(|word| word == before)
            || form.fields[field]
                .all_headings()
                .any(|known| fold::key(known) == before);
        let free = column.field.is_none_or(|other| other == field);
        number
            .parse::<u32>()
            .ok()
            .filter(|_| named && free)
            .map(|level| (column.col, level))
    };
    let found: Vec<(u32, u32)> = header.columns.iter().filter_map(level).collect();
    let rises = found
        .iter()
        .zip(1..)
        .all(|((_, level), wanted)| *level == wanted);
    let values: Vec<&Value> = rows
        .iter()
        .flat_map(|row| found.iter().map(|(col, _)| row.value(*col)))
        .filter(|v| !v.is_blank())
        .collect();
    let marks = values.iter().filter(|value| is_mark(value)).count();
    let is_scale =
        found.len() >= SCALE && rises && !values.is_empty() && share(marks, values.len()) >= MOST;
    if is_scale { found } else { Vec::new() }
}

/// A level that says so, or is a range: a bare number may be anything.
fn worded(value: &Value, words: &Words) -> bool {
    value.text().is_some_and(|text| {
        text.trim().chars().any(|c| !c.is_ascii_digit()) && read_level(value, words).is_some()
    })
}
