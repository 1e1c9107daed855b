//! Sets a table: widths of its columns, its cells with their borders.

use super::blocks::Setter;
use super::model::PdfBlock;
use super::model::PdfCell;
use super::model::PdfTable;
use super::ops::StructureKind;
use super::ops::StructurePart;
use super::props::Align;
use super::props::Border;
use super::props::PdfEdge;
use super::props::Sides;
use super::rows::SetCell;
use super::rows::SetRow;
use super::rows::merge;
use super::tables::PdfMerge;
use super::tables::TableProps;
use super::tables::Width;

/// Room between the sides of a cell and its text when nothing says it, in points (17.4.42).
const PADDING: f32 = 5.4;

/// A table may stand out of the margins by this, in points; a wider one is made narrower.
const OUTSIDE: f32 = 24.0;

/// The narrowest column, in points: a piece of a bar in a chart may be this narrow.
const MIN_COLUMN: f32 = 0.25;

impl Setter<'_> {
    /// Sets a table into a column.
    pub(super) fn table(
        &mut self,
        table: &PdfTable,
        room: f32,
        inside: Option<StructurePart>,
    ) -> Vec<SetRow> {
        if inside.is_none() || !drawing(table) {
            return self.set(table, room, inside);
        }
        // A drawing is not read.
        let running = std::mem::replace(&mut self.running, true);
        let rows = self.set(table, room, None);
        self.running = running;
        rows
    }

    fn set(&mut self, table: &PdfTable, room: f32, inside: Option<StructurePart>) -> Vec<SetRow> {
        let grid = columns(table, room);
        let total = *grid.last().unwrap_or(&0.0);
        let left = left(table, room, total);
        let part = self.part(StructureKind::Table(table.props.caption.clone()), inside);
        let number = self.headers.len();
        self.headers.push(Vec::new());
        let mut rows = Vec::new();
        let mut heading = true;
        for (nth, row) in table.rows.iter().enumerate() {
            // Only rows at the top are repeated.
            heading &= row.props.header;
            let row_part = self.part(StructureKind::Row, part);
            let mut column = row.props.skipped;
            let mut cells = Vec::new();
            for cell in &row.cells {
                let place = (column, column + cell.props.span);
                column = place.1;
                let at = |column: usize| grid[column.min(grid.len() - 1)];
                let lines = borders(table, nth, place, cell, grid.len() - 1);
                let kind = if heading {
                    StructureKind::HeaderCell
                } else {
                    StructureKind::Cell
                };
                let cell_part = self.part(kind, row_part);
                cells.push(self.cell(
                    table,
                    cell,
                    (left + at(place.0), at(place.1) - at(place.0)),
                    lines,
                    cell_part,
                ));
            }
            let (least, exact) = row.props.height.unwrap_or_default();
            let fixed = exact.then_some(least);
            let row = SetRow {
                table: number,
                header: heading,
                whole: row.props.whole,
                glued: heading,
                least,
                fixed,
                cells,
            };
            rows.push(row.sticking());
        }
        if let Some(last) = rows.last_mut().filter(|row| row.header) {
            last.glued = false;
        }
        merge(&mut rows);
        self.headers[number] = rows.iter().filter(|row| row.header).cloned().collect();
        rows
    }

    fn cell(
        &mut self,
        table: &PdfTable,
        cell: &PdfCell,
        (x, width): (f32, f32),
        borders: Sides<Option<Border>>,
        part: Option<StructurePart>,
    ) -> SetCell {
        let said = cell.props.padding.over(table.props.padding);
        let side = |said: Option<f32>, otherwise: f32| {
            said.unwrap_or(otherwise).clamp(0.0, width.max(0.0) / 3.0)
        };
        let padding = Sides {
            top: side(said.top, 0.0),
            right: side(said.right, PADDING),
            bottom: side(said.bottom, 0.0),
            left: side(said.left, PADDING),
        };
        let frags = match cell.props.merge {
            PdfMerge::Covered if blank(cell) => Vec::new(),
            _ => self.column(&cell.blocks, width - padding.left - padding.right, part),
        };
        let (upright, shade, merge) = (cell.props.upright, cell.props.shade, cell.props.merge);
        SetCell {
            x,
            width,
            padding,
            frags,
            upright,
            shade,
            borders,
            merge,
            rows: 1,
            more: 0.0,
        }
    }
}

/// True of a cell without any text.
fn blank(cell: &PdfCell) -> bool {
    cell.blocks
        .iter()
        .all(|block| matches!(block, PdfBlock::Paragraph(paragraph) if paragraph.line().is_empty()))
}

/// True of a table in a cell that only draws: nothing stands in it, not even what is counted.
fn drawing(table: &PdfTable) -> bool {
    let bare = |block: &PdfBlock| match block {
        PdfBlock::Paragraph(paragraph) => {
            paragraph.inlines.is_empty()
                && paragraph.label.is_none()
                && paragraph.anchors.is_empty()
        }
        PdfBlock::Table(table) => drawing(table),
        PdfBlock::End(_) => true,
    };
    table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(|cell| &cell.blocks)
        .all(bare)
}

/// Where the columns begin, and where the last one ends.
fn columns(table: &PdfTable, room: f32) -> Vec<f32> {
    let count = table
        .rows
        .iter()
        .map(|row| row.props.skipped + row.cells.iter().map(|cell| cell.props.span).sum::<usize>())
        .max();
    let mut widths = table.grid.clone();
    for row in &table.rows {
        let mut column = row.props.skipped;
        for cell in &row.cells {
            if column >= widths.len() && column < count.unwrap_or(0) {
                let width = match cell.props.width {
                    Some(Width::Points(width)) => width,
                    Some(Width::Share(share)) => share * room,
                    None => room / number(count.unwrap_or(1)),
                };
                let span = cell.props.span;
                widths.extend(std::iter::repeat_n(
                    width / number(span),
                    column + span - widths.len(),
                ));
            }
            column += cell.props.span;
        }
    }
    for width in &mut widths {
        *width = width.max(MIN_COLUMN);
    }
    let total: f32 = widths.iter().sum();
    let wanted = match table.props.width {
        Some(Width::Share(share)) => (share * room).clamp(MIN_COLUMN, room + OUTSIDE),
        _ => total.min(room + OUTSIDE),
    };
    let mut edges = vec![0.0];
    for width in widths {
        edges.push(edges[edges.len() - 1] + width * wanted / total.max(MIN_COLUMN));
    }
    edges
}

/// The borders of a cell: its own, then those of the table.
fn borders(
    table: &PdfTable,
    row: usize,
    (from, to): (usize, usize),
    cell: &PdfCell,
    columns: usize,
) -> Sides<Option<Border>> {
    let TableProps {
        borders,
        between_rows,
        between_columns,
        ..
    } = &table.props;
    let last = row + 1 == table.rows.len();
    let behind = Sides {
        top: if row == 0 { borders.top } else { *between_rows },
        right: if to >= columns {
            borders.right
        } else {
            *between_columns
        },
        bottom: if last { borders.bottom } else { *between_rows },
        left: if from == 0 {
            borders.left
        } else {
            *between_columns
        },
    };
    cell.props.borders.over(behind).map(PdfEdge::line)
}

#[expect(clippy::cast_precision_loss, reason = "a table has far fewer columns")]
fn number(count: usize) -> f32 {
    count.max(1) as f32
}

/// Where a table of this width begins.
fn left(table: &PdfTable, room: f32, width: f32) -> f32 {
    match table.props.align.unwrap_or(Align::Left) {
        Align::Centre => (room - width) / 2.0,
        Align::Right => room - width,
        _ => table
            .props
            .indent
            .unwrap_or(0.0)
            .clamp(-OUTSIDE, (room + OUTSIDE - width).max(-OUTSIDE)),
    }
}
