//! The texts over each column of a header, and the fields that they name.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::header::HeaderColumn;
use super::header::PROBED_ROWS;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;
use crate::dictionary::fold;
use crate::dictionary::headings::Hit;
use crate::dictionary::words::is_arabic;
use crate::dossier::ColumnSource;
use crate::dossier::weights::TAKEN;

/// No form has so many columns; those further right are not looked at.
const MAX_COLUMNS: usize = 80;
/// Longer texts are no headings that the sheet's name makes up for.
const MAX_HINTED_CHARS: usize = 80;
/// No heading stands over more columns than this.
const WIDEST: u32 = 40;
/// Headings beyond this many letters are prose.
const MAX_HEADING_CHARS: usize = 160;

/// The texts over one column.
pub(super) struct HeadingCell {
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

    pub(super) fn hits(&self, forms: &Forms) -> Vec<Hit> {
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

pub(super) fn heading_cells(grid: &Grid<'_>, top: u32, span: u32) -> Vec<HeadingCell> {
    let mut by_col: BTreeMap<u32, HeadingCell> = BTreeMap::new();
    for number in top..top + span {
        let Some(row) = grid.row(number) else {
            continue;
        };
        for (col, value) in &row.cells {
            let text = fold::squeeze(&value.shown());
            if text.is_empty() {
                continue;
            }
            let wide = grid
                .merges
                .starting_in(number)
                .iter()
                .find(|area| area.left == *col)
                .map_or(*col, |area| area.right);
            for covered in *col..=wide.min(col.saturating_add(WIDEST)) {
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
    grid.rows()[grid.position(from)..]
        .iter()
        .take(PROBED_ROWS)
        .all(|row| row.value(col).is_blank())
}

/// Whether cells hold short words and no numbers, as headings do.
pub(super) fn is_worded(cells: &[HeadingCell]) -> bool {
    let heads = |text: &String| text.chars().count() <= MAX_HINTED_CHARS && !is_arabic(text);
    cells
        .iter()
        .all(|cell| cell.texts.last().is_some_and(heads))
}

/// How well each field of a form fits each column: likeness, column, field; the best first.
fn scored(
    cells: &[HeadingCell],
    hits: &[Vec<Hit>],
    form: usize,
    forms: &Forms,
) -> Vec<(f64, usize, usize)> {
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
    pairs
}

/// Gives each column the field that fits it best, each field once.
pub(super) fn assign(
    cells: &[HeadingCell],
    hits: &[Vec<Hit>],
    form: usize,
    forms: &Forms,
) -> Vec<HeaderColumn> {
    let pairs = scored(cells, hits, form, forms);
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
