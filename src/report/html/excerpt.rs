//! The cells around a finding as a table that looks like the sheet.

use serde::Serialize;

use super::super::words;
use crate::cells::Visibility;
use crate::opinion::Excerpt;
use crate::opinion::ExcerptCell;
use crate::opinion::ExcerptColumn;
use crate::opinion::ExcerptKind;
use crate::opinion::ExcerptRow;

/// Texts of more characters than these get a wider column, so that they do not stand one word a
/// line.
const MID: usize = 12;
const LONG: usize = 48;

/// One window of a sheet, ready to be written.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    /// Name of the sheet.
    pub(super) sheet: String,
    /// That the sheet is hidden, else empty.
    pub(super) hidden: &'static str,
    pub(super) columns: Vec<HtmlColumn>,
    pub(super) rows: Vec<HtmlLine>,
    /// How many named cells are not shown, else empty.
    pub(super) left_out: String,
    /// Whether rows or columns are missing in between.
    pub(super) has_gaps: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct HtmlColumn {
    pub(super) letters: String,
    pub(super) class: String,
    /// That the column is hidden, else empty.
    pub(super) hidden: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct HtmlLine {
    pub(super) number: String,
    pub(super) class: String,
    pub(super) hidden: &'static str,
    pub(super) cells: Vec<HtmlCell>,
}

#[derive(Debug, Serialize)]
pub(super) struct HtmlCell {
    pub(super) at: String,
    pub(super) text: String,
    pub(super) class: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) marked: bool,
}

/// Lays out an excerpt.
pub(super) fn picture(excerpt: &Excerpt) -> Picture {
    let columns: Vec<u32> = excerpt.columns.iter().map(|column| column.number).collect();
    let rows: Vec<u32> = excerpt.rows.iter().map(|row| row.number).collect();
    let (column_gaps, row_gaps) = (gaps(&columns), gaps(&rows));
    let column = |(column, gap): (&ExcerptColumn, &bool)| HtmlColumn {
        letters: column.letters.clone(),
        class: classes(&[(*gap, "after")]),
        hidden: if column.is_hidden { "cột ẩn" } else { "" },
    };
    Picture {
        sheet: excerpt.sheet.title(),
        hidden: match excerpt.visibility {
            Visibility::Visible => "",
            Visibility::Hidden => "trang ẩn",
            Visibility::VeryHidden => "trang ẩn sâu",
        },
        columns: excerpt
            .columns
            .iter()
            .zip(&column_gaps)
            .map(column)
            .collect(),
        rows: excerpt
            .rows
            .iter()
            .zip(&row_gaps)
            .map(|(row, gap)| line(excerpt, row, *gap))
            .collect(),
        left_out: words::count_or_none(excerpt.left_out),
        has_gaps: column_gaps.contains(&true) || row_gaps.contains(&true),
    }
}

/// For each number whether the one before it is not its neighbour.
fn gaps(numbers: &[u32]) -> Vec<bool> {
    let before = [None].into_iter().chain(numbers.iter().copied().map(Some));
    before
        .zip(numbers)
        .map(|(before, number)| before.is_some_and(|before| before + 1 != *number))
        .collect()
}

fn line(excerpt: &Excerpt, row: &ExcerptRow, gap: bool) -> HtmlLine {
    HtmlLine {
        number: excerpt.sheet.row_label(row.number),
        class: classes(&[(row.is_header, "head"), (gap, "below")]),
        hidden: if row.is_hidden { "dòng ẩn" } else { "" },
        cells: row.cells.iter().map(cell).collect(),
    }
}

fn cell(cell: &ExcerptCell) -> HtmlCell {
    let length = cell.text.chars().count();
    HtmlCell {
        at: cell.at.clone(),
        text: cell.text.clone(),
        class: classes(&[
            (cell.is_marked, "marked"),
            (cell.kind == ExcerptKind::Number, "n"),
            (cell.kind == ExcerptKind::Error, "error"),
            (length > MID && length <= LONG, "mid"),
            (length > LONG, "long"),
        ]),
        columns: cell.columns,
        rows: cell.rows,
        marked: cell.is_marked,
    }
}

/// The names that hold, for the attribute `class`.
fn classes(names: &[(bool, &str)]) -> String {
    names
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, name)| *name)
        .collect::<Vec<_>>()
        .join(" ")
}
