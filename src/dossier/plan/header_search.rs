//! Finding the header of a table: which rows, which columns, which fields.
//!
//! A header may stand below a letterhead and a title (quirk 1), take one to four rows with merges
//! (quirk 3), and have a blank over its key column (quirk 5). Every row near the top is tried against every form; rows in which
//! no two headings are known word for word cost nothing more.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::header::Header;
use super::header::HeaderColumn;
use super::heading_cells::assign;
use super::heading_cells::heading_cells;
use super::heading_cells::is_worded;
use super::level_columns::LevelColumns;
use super::levels;
use super::plausible;
use super::unheaded::guess_name;
use super::unheaded::guess_unheaded;
use crate::cells::Area;
use crate::cells::Row;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::headings::Hit;
use crate::dictionary::words::is_arabic;
use crate::dossier::ColumnSource;
use crate::dossier::weights::GOOD;
use crate::dossier::weights::KNOWN_AT_ALL;
use crate::dossier::weights::KNOWN_OF_ALL;
use crate::dossier::weights::SURER;
use crate::dossier::weights::share;

/// Rows that hold something in which a header is looked for.
const SEARCHED_ROWS: usize = 60;
/// A header has at most this many rows.
const MAX_SPAN: u32 = 4;
/// A row with fewer headings is not tried for what the sheet's name says.
const MIN_HINTED: usize = 4;
/// A header of which less is known is none.
const FEW_HEADED: f64 = 0.33;

/// Finds the best header at or below a position in the sheet's rows. `hint` is the form that the
/// sheet itself speaks for. `weigh` turns a header's fit into the confidence that decides.
pub(crate) fn find(
    grid: &Grid<'_>,
    forms: &Forms,
    from: usize,
    hint: Option<usize>,
    weigh: &dyn Fn(&Header) -> f64,
) -> Option<(Header, f64)> {
    let mut best: Option<(Header, f64)> = None;
    for start in from..grid.rows().len().min(from + SEARCHED_ROWS) {
        // Nothing below a good header is preferred to it.
        if best
            .as_ref()
            .is_some_and(|(held, known)| *known >= GOOD && grid.rows()[start].number > held.rows.1)
        {
            break;
        }
        let row = &grid.rows()[start];
        if row
            .cells
            .iter()
            .filter(|(_, value)| value.text().is_some())
            .count()
            < 2
            || is_numbered(row)
        {
            continue;
        }
        for span in spans(grid, start) {
            for header in candidates(grid, forms, start, span, hint) {
                let confidence = weigh(&header);
                if best
                    .as_ref()
                    .is_none_or(|(held, known)| beats(&header, confidence, held, *known))
                {
                    best = Some((header, confidence));
                }
            }
        }
    }
    best
}

/// Whether a header is to be taken instead of one found before it: over the same rows the better
/// one, of equals the one with fewer rows; further down only where the upper one is poor, since the
/// tables below a good one are read after it.
fn beats(header: &Header, confidence: f64, held: &Header, known: f64) -> bool {
    if header.rows.0 > held.rows.1 {
        return known < GOOD && confidence > known + SURER;
    }
    let same_end = header.rows.1 == held.rows.1 && header.rows.0 > held.rows.0;
    confidence > known + 1e-9 || (confidence > known - 1e-9 && same_end)
}

/// Whether a row begins with a number of its own and says something: an entry, and no heading.
fn is_numbered(row: &Row) -> bool {
    let mut texts = row.cells.iter().map(|(_, value)| value.shown());
    texts.next().is_some_and(|first| is_arabic(&first)) && !texts.all(|text| is_arabic(&text))
}

/// How many rows a header that starts here may take.
fn spans(grid: &Grid<'_>, start: usize) -> Vec<u32> {
    let top = grid.rows()[start].number;
    let areas = grid.merges.starting_in(top);
    let tall = |area: &Area| {
        area.bottom
            .saturating_sub(area.top)
            .saturating_add(1 + u32::from(area.right > area.left))
    };
    let tallest = areas
        .iter()
        .map(tall)
        .filter(|tall| *tall <= MAX_SPAN)
        .max()
        .unwrap_or(1);
    let below = grid
        .rows()
        .get(start + 1)
        .filter(|row| row.number == top + 1);
    let wordy = |row: &Row| {
        row.cells.len() >= 2
            && row.cells.iter().all(|(_, value)| value.text().is_some())
            && !is_numbered(row)
    };
    // A heading over several columns has its columns' headings below it.
    let is_wide = |col: u32| {
        areas
            .iter()
            .any(|area| area.right > area.left && (area.left..=area.right).contains(&col))
    };
    let grouped =
        grid.rows()[start].cells.len() >= 3 && areas.iter().any(|area| area.right > area.left);
    // Below a heading of one column stands no other heading: there the entries begin.
    let begun = below.is_some_and(|row| {
        let headed =
            |col: u32| grid.rows()[start].cells.iter().any(|(own, _)| *own == col) && !is_wide(col);
        is_numbered(row) || row.cells.iter().filter(|(col, _)| headed(*col)).count() >= 2
    });
    let mut spans = Vec::new();
    for (span, likely) in [
        (1, !grouped || begun || below.is_none()),
        (tallest, true),
        (2, below.is_some_and(wordy)),
        (3, tallest == 2),
    ] {
        if likely && !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans
}

/// The header that the user points at: the form, its rows (from 0), and what some columns are;
/// a column without a field is not used. The other columns are told by their headings.
pub(crate) fn given(
    grid: &Grid<'_>,
    forms: &Forms,
    form: usize,
    rows: (u32, u32),
    columns: &BTreeMap<u32, Option<usize>>,
) -> Header {
    let cells = heading_cells(grid, rows.0, rows.1.saturating_sub(rows.0) + 1);
    let hits: Vec<Vec<Hit>> = cells.iter().map(|cell| cell.hits(forms)).collect();
    let mut found = assign(&cells, &hits, form, forms);
    for (col, field) in columns {
        if field.is_some() {
            found
                .iter_mut()
                .filter(|column| column.field == *field)
                .for_each(|column| column.field = None);
        }
        let source = ColumnSource::Mapping;
        match found.iter_mut().find(|column| column.col == *col) {
            Some(column) => (column.field, column.score, column.source) = (*field, 1.0, source),
            None => {
                found.push(HeaderColumn {
                    col: *col,
                    row: rows.1,
                    heading: String::new(),
                    field: *field,
                    score: 1.0,
                    source,
                    doubtful: false,
                });
            }
        }
    }
    found.sort_by_key(|column| column.col);
    let mut header = Header {
        form,
        rows,
        columns: found,
        levels: LevelColumns::default(),
        fit: 1.0,
        decided: true,
    };
    levels::find(grid, forms.at(form), forms.words(), &mut header);
    header
}

/// How many cells each form has a telling heading for.
fn known_headings(hits: &[Vec<Hit>], forms: &Forms, hint: Option<usize>) -> BTreeMap<usize, usize> {
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    for hits in hits {
        let mut seen = Vec::new();
        // What is no sheet of a proposal is looked for only where the sheet says that it is it.
        let may_be = |hit: &&Hit| !forms.at(hit.form).of_whole || hint == Some(hit.form);
        for hit in hits
            .iter()
            .filter(|hit| forms.at(hit.form).fields[hit.field].tells())
            .filter(may_be)
        {
            if !seen.contains(&hit.form) {
                seen.push(hit.form);
                *known.entry(hit.form).or_default() += 1;
            }
        }
    }
    known
}

/// The headers that the forms see in `span` rows.
fn candidates(
    grid: &Grid<'_>,
    forms: &Forms,
    start: usize,
    span: u32,
    hint: Option<usize>,
) -> Vec<Header> {
    let top = grid.rows()[start].number;
    let cells = heading_cells(grid, top, span);
    let hits: Vec<Vec<Hit>> = cells.iter().map(|cell| cell.hits(forms)).collect();
    let mut known = known_headings(&hits, forms, hint);
    // Of a form that the sheet's name or title speaks for, headings in other words are looked at
    // too.
    if let Some(hint) = hint.filter(|_| cells.len() >= MIN_HINTED && is_worded(&cells)) {
        let count = known.entry(hint).or_default();
        *count = (*count).max(2);
    }
    // Forms that know less than half of what another knows are not worth the closer look.
    let most = known.values().copied().max().unwrap_or(0);
    let known = known
        .into_iter()
        .filter(|(_, count)| *count >= 2 && *count * 2 >= most)
        .map(|(form, _)| form);
    known
        .filter_map(|form| {
            let columns = assign(&cells, &hits, form, forms);
            let headed = columns
                .iter()
                .filter(|column| column.field.is_some())
                .count();
            if share(headed, columns.len()) < FEW_HEADED {
                return None;
            }
            complete(
                grid,
                forms,
                Header {
                    form,
                    rows: (top, top + span - 1),
                    columns,
                    levels: LevelColumns::default(),
                    fit: 0.0,
                    decided: false,
                },
            )
        })
        .collect()
}

/// Guesses columns without a heading, checks what the form needs and weighs the fit.
fn complete(grid: &Grid<'_>, forms: &Forms, mut header: Header) -> Option<Header> {
    let form = forms.at(header.form);
    guess_unheaded(grid, form, &mut header);
    guess_name(grid, forms, &mut header);
    plausible::weigh(grid, forms, form, &mut header);
    plausible::by_values(grid, forms, form, &mut header);
    plausible::shares_are_whole(grid, forms, &mut header);
    header.rows.1 = header
        .columns
        .iter()
        .map(|column| grid.merges.bottom(column.row, column.col))
        .fold(header.rows.1, |last, bottom| {
            // A heading merged downwards takes the rows of its area along.
            if bottom < header.rows.0 + MAX_SPAN {
                last.max(bottom)
            } else {
                last
            }
        });
    levels::find(grid, form, forms.words(), &mut header);
    let has = |key: &String| {
        form.position(|field| *field.key == **key)
            .is_some_and(|f| header.column_of(f).is_some())
    };
    // Without its first need it is not the form; without the others it is one only if the sheet
    // says so.
    let held = |set: &Vec<String>| set.iter().any(has) || header.levels.say(form, set);
    if !form.needs.first().is_none_or(held) {
        return None;
    }
    header.decided = form.needs.iter().all(held);
    if plausible::names_are_no_terms(grid, forms, form, &header) {
        return None;
    }
    header.fit = fit(form, &header);
    Some(header)
}

/// How well a header fits its form: how many of its columns are told, how many of them tell, and
/// how well.
fn fit(form: &Form, header: &Header) -> f64 {
    let matched: Vec<&HeaderColumn> = header
        .columns
        .iter()
        .filter(|column| column.field.is_some())
        .collect();
    let telling = matched
        .iter()
        .filter(|c| c.field.is_some_and(|field| form.fields[field].tells()))
        .count();
    let precision = share(matched.len() + header.levels.len(), header.columns.len());
    let quality =
        matched.iter().map(|column| column.score).sum::<f64>() / share(matched.len(), 1).max(1.0);
    (KNOWN_OF_ALL * precision + KNOWN_AT_ALL * share(telling.min(4), 4)) * quality
}
