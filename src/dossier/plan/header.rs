//! Finding the header of a table: which rows, which columns, which fields.
//!
//! A header may stand below a letterhead and a title, take one to four rows with merges, and have
//! a blank over its key column. Every row near the top is tried against every form; rows in which
//! no two headings are known word for word cost nothing more.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::levels;
use super::levels::LevelColumns;
use super::plausible;
use crate::cells::Area;
use crate::cells::Row;
use crate::dictionary::FieldKind;
use crate::dictionary::Form;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::headings::Hit;
use crate::dossier::ColumnSource;

use crate::dictionary::words::is_arabic;
use crate::dictionary::words::is_roman;
use crate::dossier::weights::BY_VALUES;
use crate::dossier::weights::GOOD;
use crate::dossier::weights::SURER;
use crate::dossier::weights::TAKEN;
use crate::dossier::weights::share;

/// Rows that hold something in which a header is looked for.
const SEARCHED_ROWS: usize = 60;
/// A header has at most this many rows.
const MAX_SPAN: u32 = 4;
/// No form has so many columns; those further right are not looked at.
const MAX_COLUMNS: usize = 80;
/// A row with fewer headings is not tried for what the sheet's name says.
const MIN_HINTED: usize = 4;
/// Nor is one with longer texts.
const MAX_HINTED_CHARS: usize = 80;
/// A header of which less is known is none.
const FEW_HEADED: f64 = 0.33;
/// Rows below a header that tell what a column without a heading holds.
const PROBED_ROWS: usize = 25;
/// Headings beyond this many letters are prose.
const MAX_HEADING_CHARS: usize = 160;

/// A header that was found.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Position of the form.
    pub(crate) form: usize,
    /// First and last row, from 0.
    pub(crate) rows: (u32, u32),
    /// The columns from left to right.
    pub(crate) columns: Vec<HeaderColumn>,
    /// Columns of levels that are no column of the form.
    pub(crate) levels: LevelColumns,
    /// How well the headings fit, 0 to 1.
    pub(crate) fit: f64,
    /// Whether it has the columns that decide its form.
    pub(crate) decided: bool,
}

/// A column under a header.
#[derive(Debug, Clone)]
pub(crate) struct HeaderColumn {
    pub(crate) col: u32,
    /// The row of its lowest heading cell.
    pub(crate) row: u32,
    pub(crate) heading: String,
    pub(crate) field: Option<usize>,
    pub(crate) score: f64,
    pub(crate) source: ColumnSource,
    /// Whether neither heading nor values say clearly which field it is.
    pub(crate) doubtful: bool,
}

impl Header {
    /// How many headings were understood.
    pub(crate) fn matched(&self) -> usize {
        self.columns
            .iter()
            .filter(|column| column.field.is_some())
            .count()
            + self.levels.len()
    }

    pub(crate) fn column_of(&self, field: usize) -> Option<&HeaderColumn> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
    }
}

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
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    for hits in &hits {
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

/// Whether cells hold short words and no numbers, as headings do.
fn is_worded(cells: &[HeadingCell]) -> bool {
    let heads = |text: &String| text.chars().count() <= MAX_HINTED_CHARS && !is_arabic(text);
    cells
        .iter()
        .all(|cell| cell.texts.last().is_some_and(heads))
}

/// The texts over one column.
struct HeadingCell {
    col: u32,
    row: u32,
    texts: Vec<String>,
    /// Whether one of the texts stands in the column itself, not only in an area that covers it.
    own: bool,
}

impl HeadingCell {
    /// The whole heading, from the top down.
    fn joined(&self) -> String {
        self.texts.join(" ")
    }

    fn hits(&self, forms: &Forms) -> Vec<Hit> {
        let Some(leaf) = self
            .texts
            .last()
            .filter(|text| text.chars().count() <= MAX_HEADING_CHARS)
        else {
            return Vec::new();
        };
        // `Tổng số` under `Có mặt` says what stands over it.
        let parent = self
            .texts
            .iter()
            .rev()
            .nth(1)
            .filter(|_| forms.words().is_total(leaf));
        let mut hits = forms.index().exact(parent.unwrap_or(leaf));
        if self.texts.len() > 1 {
            hits.extend(forms.index().exact(&self.joined()));
        }
        hits
    }
}

fn heading_cells(grid: &Grid<'_>, top: u32, span: u32) -> Vec<HeadingCell> {
    let mut by_col: BTreeMap<u32, HeadingCell> = BTreeMap::new();
    for number in top..top + span {
        let Some(row) = grid.row(number) else {
            continue;
        };
        for (col, value) in &row.cells {
            let text = crate::dictionary::fold::squeeze(&value.shown());
            if text.is_empty() {
                continue;
            }
            let wide = grid
                .merges
                .starting_in(number)
                .iter()
                .find(|area| area.left == *col)
                .map_or(*col, |area| area.right);
            for covered in *col..=wide.min(col.saturating_add(40)) {
                let cell = by_col.entry(covered).or_insert_with(|| HeadingCell {
                    col: covered,
                    row: number,
                    texts: Vec::new(),
                    own: false,
                });
                cell.own |= covered == *col;
                if cell.texts.last() != Some(&text) {
                    cell.texts.push(text.clone());
                }
                if covered == *col {
                    cell.row = number;
                }
            }
        }
    }
    // A wide heading over one column of entries is the heading of that column only.
    let mut cells: Vec<HeadingCell> = by_col.into_values().take(MAX_COLUMNS).collect();
    let idle: Vec<u32> = cells
        .windows(2)
        .filter(|pair| {
            !pair[1].own
                && pair[0].texts == pair[1].texts
                && is_empty_below(grid, top + span, pair[1].col)
        })
        .map(|pair| pair[1].col)
        .collect();
    cells.retain(|cell| !idle.contains(&cell.col));
    cells
}

/// Whether a column holds nothing in the first rows from a row on.
fn is_empty_below(grid: &Grid<'_>, from: u32, col: u32) -> bool {
    let start = grid.rows().partition_point(|row| row.number < from);
    grid.rows()[start..]
        .iter()
        .take(PROBED_ROWS)
        .all(|row| row.value(col).is_blank())
}

/// Gives each column the field that fits it best, each field once.
fn assign(
    cells: &[HeadingCell],
    hits: &[Vec<Hit>],
    form: usize,
    forms: &Forms,
) -> Vec<HeaderColumn> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        let exact: Vec<&Hit> = hits[i].iter().filter(|hit| hit.form == form).collect();
        if exact.is_empty() {
            let mut texts = forms.index().bare_spellings(&cell.joined());
            if let Some(leaf) = cell.texts.last().filter(|_| cell.texts.len() > 1) {
                texts.extend(forms.index().bare_spellings(leaf));
            }
            // A text of more words than a known heading is a guess, and only for what is itself
            // text.
            let begun = |field: usize| match forms.at(form).fields[field].kind {
                FieldKind::Text => forms.index().begun(form, field, &texts),
                _ => 0.0,
            };
            let near = |field: usize| {
                forms
                    .index()
                    .spelled_near(form, field, &texts)
                    .max(begun(field))
            };
            let scored = (0..forms.at(form).fields.len()).map(|field| (near(field), i, field));
            pairs.extend(scored.filter(|(score, ..)| *score >= TAKEN));
        } else {
            pairs.extend(exact.iter().map(|hit| (hit.score, i, hit.field)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut columns: Vec<HeaderColumn> = cells
        .iter()
        .map(|cell| HeaderColumn {
            col: cell.col,
            row: cell.row,
            heading: cell.joined(),
            field: None,
            score: 0.0,
            source: ColumnSource::Heading,
            doubtful: false,
        })
        .collect();
    for (score, column, field) in pairs {
        if columns[column].field.is_none() && columns.iter().all(|other| other.field != Some(field))
        {
            columns[column].field = Some(field);
            columns[column].score = score;
        }
    }
    doubt_years(&mut columns, hits, form);
    columns
}

/// Of two columns whose headings differ by the year alone either may be meant.
fn doubt_years(columns: &mut [HeaderColumn], hits: &[Vec<Hit>], form: usize) {
    let dated = |column: &HeaderColumn| column.heading.contains(|c: char| c.is_ascii_digit());
    for at in 0..columns.len() {
        let Some(field) = columns[at].field.filter(|_| dated(&columns[at])) else {
            continue;
        };
        let score = columns[at].score;
        let twin = |other: usize| {
            let alike = |hit: &Hit| hit.form == form && hit.field == field && hit.score >= score;
            other != at
                && columns[other].field.is_none()
                && dated(&columns[other])
                && hits[other].iter().any(alike)
        };
        columns[at].doubtful = (0..columns.len()).any(twin);
    }
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

/// Columns without a heading that hold names or numbers, where the form's own were not found.
fn guess_unheaded(grid: &Grid<'_>, form: &Form, header: &mut Header) {
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
fn guess_name(grid: &Grid<'_>, forms: &Forms, header: &mut Header) {
    let form = forms.at(header.form);
    if let Some(name) = form
        .position(|field| field.name)
        .filter(|name| header.column_of(*name).is_none())
        && let Some(column) = plausible::called_name(grid, forms, form, header, name)
            .or_else(|| plausible::misnamed(grid, forms, form, header, name))
    {
        let column = &mut header.columns[column];
        (column.field, column.score, column.source) = (Some(name), BY_VALUES, ColumnSource::Values);
    }
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
    (0.6 * precision + 0.4 * share(telling.min(4), 4)) * quality
}

/// The first column inside the header that has no heading and whose values look right.
fn unheaded(grid: &Grid<'_>, header: &Header, holds: fn(&[String]) -> bool) -> Option<u32> {
    let first = header.columns.iter().map(|column| column.col).min()?;
    let last = header.columns.iter().map(|column| column.col).max()?;
    let below = grid
        .rows()
        .partition_point(|row| row.number <= header.rows.1);
    let rows = &grid.rows()[below..grid.rows().len().min(below + PROBED_ROWS)];
    (first.saturating_sub(1)..=last.min(first.saturating_add(40))).find(|col| {
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
