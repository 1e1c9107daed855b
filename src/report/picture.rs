//! A small picture of a sheet for the terminal: a letter a cell, by what its row was taken for.

use std::collections::BTreeMap;

use anstyle::AnsiColor;
use anstyle::Style;

use super::page::FAINT;
use super::page::TextPage;
use crate::cells::Sheet;
use crate::dossier::FormReading;
use crate::dossier::RowMark;
use crate::dossier::RowRun;
use crate::dossier::SheetReading;

/// Rows of one kind beyond these are drawn as one line.
const ALIKE: usize = 4;
/// Columns that are drawn.
const COLUMNS: u32 = 30;
/// Lines of a picture at most.
const LINES: usize = 60;

/// What a line of the picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PictureLine {
    Marked(RowMark),
    /// Above the first table: letterhead and title.
    Title,
    /// Between and below tables: notes, signatures.
    Rest,
}

impl PictureLine {
    const fn letter(self) -> char {
        match self {
            Self::Marked(RowMark::Header) => 'H',
            Self::Marked(RowMark::Index) => '#',
            Self::Marked(RowMark::Section) => 'M',
            Self::Marked(RowMark::Data) => '█',
            Self::Marked(RowMark::Continuation) => '+',
            Self::Marked(RowMark::Total) => 'T',
            Self::Marked(RowMark::Skipped) => '×',
            Self::Title => 't',
            Self::Rest => 'g',
        }
    }

    const fn style(self) -> Style {
        match self {
            Self::Marked(RowMark::Header) => AnsiColor::Blue.on_default().bold(),
            Self::Marked(RowMark::Section) => AnsiColor::Magenta.on_default(),
            Self::Marked(RowMark::Data) => AnsiColor::Green.on_default(),
            Self::Marked(RowMark::Continuation) => AnsiColor::Cyan.on_default(),
            Self::Marked(RowMark::Total) => AnsiColor::Yellow.on_default().bold(),
            Self::Marked(RowMark::Skipped) => AnsiColor::Red.on_default(),
            Self::Marked(RowMark::Index) | Self::Title | Self::Rest => FAINT,
        }
    }
}

/// What the letters mean.
pub(super) const LEGEND: &str = "t tiêu đề trang, H tiêu đề cột, # số cột, M mục, █ dữ liệu, ? cột không dùng, + nối tiếp, \
    T dòng tổng, × bỏ qua, g ghi chú và chữ ký, · ô trống";

/// Draws a sheet.
pub(super) fn draw(page: &mut TextPage, sheet: &Sheet, reading: &SheetReading) {
    let tables: Vec<&FormReading> = reading.form.iter().chain(&reading.more).collect();
    let last = sheet
        .rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|(col, _)| *col)
        .max()
        .unwrap_or(0);
    let columns = last.min(COLUMNS - 1) + 1;
    let letters: Vec<String> = (0..columns).map(|col| letter(sheet, col)).collect();
    // A letter stands over its column; two letters leave no blank.
    let heads = letters
        .iter()
        .fold(String::new(), |heads, letter| format!("{heads}{letter:<2}"));
    page.text
        .push_str(format!("        {}", heads.trim_end()).as_str());
    page.text.push('\n');
    let mut lines = 0;
    for group in groups(sheet, &tables) {
        if lines >= LINES {
            page.paragraph("      ⋮ ", FAINT, "(còn nữa)");
            break;
        }
        let (kind, rows) = group;
        let folded = rows.len() > ALIKE + 1;
        let shown = if folded {
            &rows[..ALIKE - 1]
        } else {
            &rows[..]
        };
        for row in shown {
            line(page, sheet, *row, kind, &tables, columns);
        }
        if folded {
            let hidden = rows.len() - ALIKE;
            page.paragraph("      ⋮ ", FAINT, &format!("({hidden} dòng như vậy)"));
            line(page, sheet, rows[rows.len() - 1], kind, &tables, columns);
        }
        lines += shown.len() + 2 * usize::from(folded);
    }
}

fn letter(sheet: &Sheet, col: u32) -> String {
    sheet.id.column_label(col)
}

/// The rows that hold something, put together while they are of one kind.
fn groups(sheet: &Sheet, tables: &[&FormReading]) -> Vec<(PictureLine, Vec<u32>)> {
    let mut marks: BTreeMap<u32, RowRun> = BTreeMap::new();
    for run in tables.iter().flat_map(|table| &table.rows) {
        marks.entry(run.first).or_insert(*run);
    }
    let first = marks.keys().next().copied().unwrap_or(u32::MAX);
    let mut groups: Vec<(PictureLine, Vec<u32>)> = Vec::new();
    for row in &sheet.rows {
        let run = marks
            .range(..=row.number)
            .next_back()
            .map(|(_, run)| *run)
            .filter(|run| run.last >= row.number);
        let kind = match run {
            Some(run) => PictureLine::Marked(run.mark),
            None if row.number < first => PictureLine::Title,
            None => PictureLine::Rest,
        };
        match groups.last_mut() {
            Some((held, rows)) if *held == kind => rows.push(row.number),
            _ => groups.push((kind, vec![row.number])),
        }
    }
    groups
}

fn line(
    page: &mut TextPage,
    sheet: &Sheet,
    number: u32,
    kind: PictureLine,
    tables: &[&FormReading],
    columns: u32,
) {
    let Some(row) = sheet.row(number) else { return };
    let unused = |col: u32| {
        let own = tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter(|column| column.at.col == col);
        let mut own = own.peekable();
        own.peek().is_some() && own.all(|column| column.field.is_none())
    };
    let cell = |col: u32| match (row.value(col).is_blank(), kind) {
        (true, _) => '·',
        (false, PictureLine::Marked(RowMark::Data)) if unused(col) => '?',
        (false, kind) => kind.letter(),
    };
    let cells: Vec<String> = (0..columns).map(|col| cell(col).to_string()).collect();
    let text = page.styled(kind.style(), &cells.join(" "));
    let line = format!("{:>7} {text}\n", sheet.id.row_label(number));
    page.text.push_str(&line);
}
