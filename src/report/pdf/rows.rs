//! Rows of tables that have been set: their heights, the lines around their cells, cells that are
//! one over several rows; rows that are divided.

use super::ops::Frag;
use super::ops::Op;
use super::props::Border;
use super::props::Colour;
use super::props::Sides;
use super::tables::PdfMerge;
use super::tables::VerticalAlign;

/// A row that has been set.
#[derive(Debug, Clone)]
pub(super) struct SetRow {
    /// The table that it is in, as a place in `Setter::headers`.
    pub(super) table: usize,
    pub(super) header: bool,
    /// Not divided between pages if it can be helped.
    pub(super) whole: bool,
    /// Stands on the page of the row after it.
    pub(super) glued: bool,
    pub(super) least: f32,
    /// It may not be higher or lower.
    pub(super) fixed: Option<f32>,
    pub(super) cells: Vec<SetCell>,
}

/// A cell that has been set.
#[derive(Debug, Clone)]
pub(super) struct SetCell {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) padding: Sides<f32>,
    pub(super) frags: Vec<Frag>,
    pub(super) upright: VerticalAlign,
    pub(super) shade: Option<Colour>,
    pub(super) borders: Sides<Option<Border>>,
    pub(super) merge: PdfMerge,
    /// Rows that it covers.
    pub(super) rows: usize,
    /// Height of the rows below that it covers.
    pub(super) more: f32,
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
    pub(super) fn sticking(mut self) -> Self {
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
        let text: f32 = self.frags.iter().map(Frag::room).sum();
        self.padding.top + text + self.padding.bottom
    }
}
/// Joins cells that are one over several rows: no lines inside, and the last row makes room for the
/// text.
pub(super) fn merge(rows: &mut [SetRow]) {
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
