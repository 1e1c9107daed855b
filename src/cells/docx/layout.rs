//! The paragraphs and tables of a document below each other as the rows of a sheet.
//!
//! A paragraph is a row of one cell, as wide as the table that follows: so the reader finds titles
//! and labels above a table as it finds them in a spreadsheet. Tables that go on over a page follow
//! each other without a gap.

use std::collections::HashMap;
use std::sync::Arc;

use super::WordAnchors;
use super::captions::Captions;
use super::columns;
use super::tree::DocxBlock;
use super::tree::DocxMerge;
use super::tree::DocxParagraph;
use super::tree::DocxRow;
use super::tree::DocxTable;
use crate::archive::ArchiveError;
use crate::archive::LAST_COL;
use crate::cells::Area;
use crate::cells::word::WordMap;
use crate::cells::word::WordRow;
use crate::cells::word::WordTable;

/// More paragraphs than these in one go are prose: a sheet of their own, but for the last ones,
/// which may be the title and the labels of the table below.
const PROSE: usize = 40;
const TITLE: usize = 12;
/// Sheets of a document at most; what comes after stays together.
const SHEETS: usize = 100;
/// Labels beside each other at most.
const LABELS: usize = 6;

/// The rows of one sheet.
#[derive(Debug, Default)]
pub(super) struct LaidSheet {
    /// Row and its cells (column, text), blank rows left out.
    pub(super) rows: Vec<(u32, Vec<(u32, String)>)>,
    pub(super) merges: Vec<Area>,
    pub(super) hidden: Vec<u32>,
    pub(super) map: WordMap,
    /// By row and column the paragraph of the part in which the cell begins.
    pub(super) anchors: WordAnchors,
}

/// Lays a document out; the sheets in their order.
pub(super) fn lay_out(blocks: &[DocxBlock], paged: bool) -> Result<Vec<LaidSheet>, ArchiveError> {
    let mut layout = DocxLayout::default();
    layout.blocks(blocks)?;
    layout.widen();
    layout.sheets.push(layout.open);
    let mut sheets: Vec<LaidSheet> = layout
        .sheets
        .into_iter()
        .filter(|sheet| !sheet.map.rows.is_empty())
        .collect();
    let tables = Arc::new(layout.tables);
    for sheet in &mut sheets {
        sheet.map.tables = Arc::clone(&tables);
        sheet.map.paged = paged;
        sheet
            .merges
            .retain(|area| area.bottom > area.top || area.right > area.left);
    }
    Ok(sheets)
}

#[derive(Default)]
struct DocxLayout {
    sheets: Vec<LaidSheet>,
    open: LaidSheet,
    tables: Vec<WordTable>,
    /// Rows of paragraphs since the last table.
    prose: Vec<u32>,
    /// The columns of the last table.
    width: u32,
    paragraphs: u32,
    page: u32,
    captions: Captions,
    /// The last table, as long as only empty paragraphs came after it.
    last: Option<LastTable>,
}

/// What tells whether the next table carries on the last one.
struct LastTable {
    table: u32,
    columns: u32,
    heading: Vec<String>,
}

impl DocxLayout {
    fn blocks(&mut self, blocks: &[DocxBlock]) -> Result<(), ArchiveError> {
        for block in blocks {
            match block {
                DocxBlock::Paragraph(paragraph) => {
                    self.paragraph(paragraph);
                    self.blocks(&paragraph.boxed)?;
                }
                DocxBlock::Table(table) if is_frame(table) => {
                    for cell in table
                        .rows
                        .iter()
                        .filter(|row| !row.deleted)
                        .flat_map(|row| &row.cells)
                    {
                        self.blocks(&cell.blocks)?;
                    }
                }
                DocxBlock::Table(table) => self.table(table)?,
            }
        }
        Ok(())
    }

    fn next_row(&self) -> u32 {
        u32::try_from(self.open.map.rows.len()).unwrap_or(u32::MAX)
    }

    fn add_row(&mut self, table: Option<(u32, u32)>, page: u32) -> u32 {
        let row = self.next_row();
        self.page = page;
        self.open.map.rows.push(WordRow {
            table,
            paragraph: self.paragraphs,
            page,
        });
        row
    }

    /// An empty row, so that what stands on both sides does not seem to belong together.
    fn gap(&mut self) {
        if !self.open.map.rows.is_empty() {
            self.add_row(None, self.page);
        }
    }

    fn paragraph(&mut self, paragraph: &DocxParagraph) {
        if paragraph.is_blank() {
            if paragraph.breaks {
                self.captions.page();
            }
            return;
        }
        if self.last.take().is_some() {
            self.gap();
        }
        self.paragraphs += 1;
        let row = self.add_row(None, paragraph.page);
        self.prose.push(row);
        let text = paragraph.text.trim();
        if paragraph.breaks {
            self.captions.page();
        }
        self.captions.paragraph(text);
        let cells: Vec<(u32, String)> = (0u32..).zip(labels(text)).collect();
        self.open.anchors.extend(
            cells
                .iter()
                .map(|(col, _)| ((row, *col), paragraph.ordinal)),
        );
        self.open.rows.push((row, cells));
    }

    fn table(&mut self, table: &DocxTable) -> Result<(), ArchiveError> {
        let places = columns::places(table);
        let columns = places
            .iter()
            .flatten()
            .map(|(_, to)| to + 1)
            .max()
            .unwrap_or(0);
        if columns > LAST_COL + 1 {
            return Err(ArchiveError::limit(
                "số cột của một bảng trong tệp Word",
                LAST_COL + 1,
            ));
        }
        let number = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
        let heading = heading(table);
        let carried = self
            .last
            .take()
            .filter(|last| last.columns == columns && carries_on(&last.heading, &heading));
        if let Some(last) = &carried {
            let last = &self.tables[last.table as usize];
            let caption = last.caption.clone();
            self.tables.push(WordTable {
                begins: last.begins,
                caption,
            });
        } else {
            self.part_prose();
            if self.prose.is_empty() {
                self.gap();
            }
            self.width = columns;
            self.widen();
            self.tables.push(WordTable {
                begins: number,
                caption: self.captions.caption(),
            });
        }
        self.captions.table(table);
        let mut open: HashMap<u32, usize> = HashMap::new();
        let rows = table
            .rows
            .iter()
            .zip(&places)
            .filter(|(row, _)| !row.deleted);
        for (nth, (row, places)) in (0u32..).zip(rows) {
            self.table_row((number, nth), row, places, &mut open);
        }
        let heading = carried.map_or(heading, |last| last.heading);
        self.last = Some(LastTable {
            table: number,
            columns,
            heading,
        });
        Ok(())
    }

    fn table_row(
        &mut self,
        at: (u32, u32),
        row: &DocxRow,
        places: &[(u32, u32)],
        open: &mut HashMap<u32, usize>,
    ) {
        let number = self.add_row(Some(at), row.page);
        if row.hidden {
            self.open.hidden.push(number);
        }
        let mut cells = Vec::new();
        for (cell, (left, right)) in row.cells.iter().zip(places) {
            let begun = open
                .get(left)
                .copied()
                .filter(|_| cell.merge == DocxMerge::GoesOn);
            let text = cell.text();
            if let Some(begun) = begun {
                self.open.merges[begun].bottom = number;
                // What is hidden under a merged cell stays hidden, as in Word.
                continue;
            }
            open.remove(left);
            // A merged cell that goes on from nowhere begins here.
            if cell.merge != DocxMerge::None {
                open.insert(*left, self.open.merges.len());
            }
            if cell.merge != DocxMerge::None || right > left {
                self.open.merges.push(Area {
                    top: number,
                    left: *left,
                    bottom: number,
                    right: *right,
                });
            }
            if let Some(anchor) = cell.anchor() {
                self.open.anchors.insert((number, *left), anchor);
            }
            if !text.is_empty() {
                cells.push((*left, text));
            }
        }
        if !cells.is_empty() {
            self.open.rows.push((number, cells));
        }
    }

    /// Paragraphs take the width of the table below them.
    fn widen(&mut self) {
        let alone = |row: u32| {
            self.open
                .rows
                .binary_search_by_key(&row, |(row, _)| *row)
                .is_ok_and(|at| self.open.rows[at].1.len() == 1)
        };
        let width = self.width;
        let prose: Vec<u32> = self
            .prose
            .iter()
            .copied()
            .filter(|row| width > 1 && alone(*row))
            .collect();
        self.open.merges.extend(prose.into_iter().map(|row| Area {
            top: row,
            left: 0,
            bottom: row,
            right: width - 1,
        }));
        self.prose.clear();
    }

    /// Long prose before a table is a sheet of its own.
    fn part_prose(&mut self) {
        if self.prose.len() <= PROSE || self.sheets.len() + 1 >= SHEETS {
            return;
        }
        let cut = self.prose[self.prose.len() - TITLE];
        let rest = split(&mut self.open, cut);
        self.sheets.push(std::mem::replace(&mut self.open, rest));
        self.prose = self
            .prose
            .iter()
            .filter_map(|row| row.checked_sub(cut))
            .collect();
    }
}

/// Takes the rows from one on off a sheet, as a sheet of their own.
fn split(sheet: &mut LaidSheet, cut: u32) -> LaidSheet {
    let at = sheet.rows.partition_point(|(row, _)| *row < cut);
    let rows = sheet
        .rows
        .split_off(at)
        .into_iter()
        .map(|(row, cells)| (row - cut, cells))
        .collect();
    let anchors = sheet
        .anchors
        .split_off(&(cut, 0))
        .into_iter()
        .map(|((row, col), to)| ((row - cut, col), to))
        .collect();
    let map = WordMap {
        rows: sheet.map.rows.split_off(cut as usize),
        ..WordMap::default()
    };
    LaidSheet {
        rows,
        map,
        anchors,
        ..LaidSheet::default()
    }
}

/// A table that only holds tables in place: one cell a row, tables inside.
fn is_frame(table: &DocxTable) -> bool {
    let cells = || table.rows.iter().filter(|row| !row.deleted);
    cells().all(|row| row.cells.len() <= 1)
        && cells()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.blocks)
            .any(|block| matches!(block, DocxBlock::Table(_)))
}

/// The texts of the first row, squeezed.
fn heading(table: &DocxTable) -> Vec<String> {
    let squeezed = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = table.rows.iter().find(|row| !row.deleted);
    first
        .map(|row| row.cells.iter().map(|cell| squeezed(cell.text())).collect())
        .unwrap_or_default()
}

/// Whether a table goes on from the one before it: under the same heading once more, or in the
/// middle of its rows.
fn carries_on(before: &[String], first: &[String]) -> bool {
    let Some(start) = first.first() else {
        return false;
    };
    let number = start.trim_end_matches(['.', ')']);
    let counted = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    before == first || start.is_empty() || counted
}

/// The cells of a paragraph: `Tên VTVL: …⇥Mã: …` are two labels with their values, any other text
/// is one.
fn labels(text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text
        .split('\t')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let labelled = |piece: &&str| {
        piece
            .split_once(':')
            .is_some_and(|(label, value)| !label.is_empty() && !value.trim().is_empty())
    };
    if (2..=LABELS).contains(&pieces.len()) && pieces.iter().all(labelled) {
        pieces.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}
