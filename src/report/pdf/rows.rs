//! Tables: widths of columns, heights of rows, cells over several columns and rows, borders; rows
//! that are divided.

use super::blocks::Setter;
use super::model::PdfBlock;
use super::model::PdfCell;
use super::model::PdfTable;
use super::ops::Frag;
use super::ops::Op;
use super::ops::StructureKind;
use super::ops::StructurePart;
use super::props::Align;
use super::props::Border;
use super::props::Colour;
use super::props::Sides;
use super::tables::PdfMerge;
use super::tables::TableProps;
use super::tables::VerticalAlign;
use super::tables::Width;

/// Room between the sides of a cell and its text when nothing says it, in points (17.4.42).
const PADDING: f32 = 5.4;

/// A table may stand out of the margins by this, in points; a wider one is made narrower.
const OUTSIDE: f32 = 24.0;

/// The narrowest column, in points: a piece of a bar in a chart may be this narrow.
const MIN_COLUMN: f32 = 0.25;

/// A row that has been set.
#[derive(Debug, Clone)]
pub(super) struct SetRow {
    /// The table that it is in, as a place in [`Setter::headers`].
    pub(super) table: usize,
    pub(super) header: bool,
    /// Not divided between pages if it can be helped.
    pub(super) whole: bool,
    /// Stands on the page of the row after it.
    pub(super) glued: bool,
    least: f32,
    /// It may not be higher or lower.
    fixed: Option<f32>,
    cells: Vec<SetCell>,
}

/// A cell that has been set.
#[derive(Debug, Clone)]
struct SetCell {
    x: f32,
    width: f32,
    padding: Sides<f32>,
    frags: Vec<Frag>,
    upright: VerticalAlign,
    shade: Option<Colour>,
    borders: Sides<Option<Border>>,
    merge: PdfMerge,
    /// Rows that it covers.
    rows: usize,
    /// Height of the rows below that it covers.
    more: f32,
}

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
        let said = cell.props.padding.over(&table.props.padding);
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

impl SetRow {
    /// Height that its cells need.
    pub(super) fn height(&self) -> f32 {
        if let Some(height) = self.fixed {
            return height;
        }
        let single = self.cells.iter().filter(|cell| cell.rows == 1);
        single
            .map(SetCell::needs)
            .fold(self.least.max(1.0), f32::max)
    }

    /// The footnotes that its cells refer to.
    pub(super) fn notes(&self) -> Vec<usize> {
        self.cells
            .iter()
            .flat_map(|cell| {
                cell.frags
                    .iter()
                    .flat_map(|frag| frag.notes.iter().copied())
            })
            .collect()
    }

    /// A row whose paragraphs keep with the next one sticks to the row below.
    fn sticking(mut self) -> Self {
        let kept = |cell: &SetCell| cell.frags.last().is_some_and(|frag| frag.glued);
        self.glued |= !self.cells.is_empty() && self.cells.iter().all(kept);
        self
    }

    /// The row as one thing of a height.
    pub(super) fn compose(&self, height: f32) -> Frag {
        let mut ops = Vec::new();
        for cell in &self.cells {
            if let Some(colour) = cell.shade {
                ops.push(Op::Fill {
                    at: (cell.x, 0.0),
                    size: (cell.width, height),
                    colour,
                });
            }
        }
        self.rules(height, &mut ops);
        for cell in &self.cells {
            let free = (height + cell.more - cell.needs()).max(0.0);
            let mut y = cell.padding.top
                + match cell.upright {
                    VerticalAlign::Top => 0.0,
                    VerticalAlign::Centre => free / 2.0,
                    VerticalAlign::Bottom => free,
                };
            for frag in &cell.frags {
                y += frag.before;
                // What an exact height has no room for is not printed over the next row.
                if self.fixed.is_none() || y < height {
                    ops.extend(
                        frag.ops
                            .iter()
                            .cloned()
                            .map(|op| op.moved(cell.x + cell.padding.left, y)),
                    );
                }
                y += frag.height + frag.after;
            }
        }
        Frag {
            height,
            ops,
            notes: self.notes(),
            ..Frag::default()
        }
    }

    /// The lines around the cells. Sides that two cells share, or that run on, are drawn once.
    fn rules(&self, height: f32, ops: &mut Vec<Op>) {
        let mut run: Option<(Border, f32, f32, f32)> = None;
        let mut draw = |border: Border, from: (f32, f32), to: (f32, f32)| {
            ops.push(Op::Line {
                from,
                to,
                width: border.width,
                colour: border.colour,
            });
        };
        let mut right = None;
        for cell in &self.cells {
            let left = cell.borders.left;
            if let Some(border) = left.filter(|_| right != Some((left, cell.x.to_bits()))) {
                draw(border, (cell.x, 0.0), (cell.x, height));
            }
            let end = cell.x + cell.width;
            if let Some(border) = cell.borders.right {
                draw(border, (end, 0.0), (end, height));
            }
            right = Some((cell.borders.right, end.to_bits()));
        }
        for (y, bottom) in [(0.0, false), (height, true)] {
            for cell in &self.cells {
                let border = if bottom {
                    cell.borders.bottom
                } else {
                    cell.borders.top
                };
                let end = cell.x + cell.width;
                match (&mut run, border) {
                    (Some((open, _, to, _)), Some(border))
                        if *open == border && (*to - cell.x).abs() < 0.05 =>
                    {
                        *to = end;
                    }
                    (_, border) => {
                        if let Some((border, from, to, y)) = run.take() {
                            draw(border, (from, y), (to, y));
                        }
                        run = border.map(|border| (border, cell.x, end, y));
                    }
                }
            }
            if let Some((border, from, to, y)) = run.take() {
                draw(border, (from, y), (to, y));
            }
        }
    }

    /// Divides the row: what fits into `room` stays, the rest is given back. None if it cannot be
    /// divided there; with `forced`, each cell gives up at least one line.
    pub(super) fn split(&mut self, room: f32, forced: bool) -> Option<Self> {
        if self.fixed.is_some() || self.cells.iter().any(|cell| cell.rows > 1) {
            return None;
        }
        let mut rest = self.clone();
        let (mut kept, mut left) = (0, 0);
        for (cell, below) in self.cells.iter_mut().zip(&mut rest.cells) {
            let room = room - cell.padding.top - cell.padding.bottom;
            let mut used = 0.0;
            let fits = cell.frags.iter().take_while(|frag| {
                used += frag.before + frag.height;
                let fits = used <= room;
                used += frag.after;
                fits
            });
            let mut count = fits.count();
            if count == 0 && !cell.frags.is_empty() {
                if !forced {
                    return None;
                }
                count = 1;
            }
            below.frags = cell.frags.split_off(count);
            kept += cell.frags.len();
            left += below.frags.len();
        }
        rest.least = 0.0;
        self.least = self.least.min(room);
        (kept > 0 && left > 0).then_some(rest)
    }
}

impl SetCell {
    /// Height that its text needs.
    fn needs(&self) -> f32 {
        let text: f32 = self
            .frags
            .iter()
            .map(|frag| frag.before + frag.height + frag.after)
            .sum();
        self.padding.top + text + self.padding.bottom
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
    let all = cell.props.borders.over(&behind);
    Sides {
        top: all.top.line(),
        right: all.right.line(),
        bottom: all.bottom.line(),
        left: all.left.line(),
    }
}

/// Joins cells that are one over several rows: no lines inside, and the last row makes room for the
/// text.
fn merge(rows: &mut [SetRow]) {
    for nth in 0..rows.len() {
        for at in 0..rows[nth].cells.len() {
            if rows[nth].cells[at].merge != PdfMerge::First {
                continue;
            }
            let (x, width) = (rows[nth].cells[at].x, rows[nth].cells[at].width);
            let same = |cell: &SetCell| {
                cell.merge == PdfMerge::Covered
                    && (cell.x - x).abs() < 0.05
                    && (cell.width - width).abs() < 0.05
            };
            let below: Vec<usize> = rows[nth + 1..]
                .iter()
                .map_while(|row| row.cells.iter().position(same))
                .collect();
            if below.is_empty() {
                continue;
            }
            let last = nth + below.len();
            for (down, at) in below.iter().enumerate() {
                let row = &mut rows[nth + 1 + down];
                row.cells[*at].borders.top = None;
                row.cells[*at].borders.bottom = row.cells[*at]
                    .borders
                    .bottom
                    .filter(|_| nth + 1 + down == last);
            }
            let cell = &mut rows[nth].cells[at];
            cell.borders.bottom = None;
            cell.rows = below.len() + 1;
            let needed = rows[nth].cells[at].needs();
            let heights: Vec<f32> = rows[nth..=last].iter().map(SetRow::height).collect();
            let lacking = needed - heights.iter().sum::<f32>();
            if lacking > 0.0 {
                rows[last].least = heights[below.len()] + lacking;
            }
            rows[nth].cells[at].more = rows[nth + 1..=last].iter().map(SetRow::height).sum();
            rows[nth..last].iter_mut().for_each(|row| row.glued = true);
        }
    }
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
