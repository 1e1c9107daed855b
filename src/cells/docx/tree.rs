//! A Word document as paragraphs and tables.

/// What stands one below the other in the text, in a cell or in a text box.
#[derive(Debug)]
pub(super) enum DocxBlock {
    Paragraph(DocxParagraph),
    Table(DocxTable),
}

/// A paragraph with something in it.
#[derive(Debug, Default)]
pub(super) struct DocxParagraph {
    /// Which paragraph of the part it is, from 0, empty ones counted.
    pub(super) ordinal: u32,
    /// Pages before it.
    pub(super) page: u32,
    /// Its text with the number that Word puts before it.
    pub(super) text: String,
    /// Whether a new page or section begins with it or after it.
    pub(super) breaks: bool,
    /// What text boxes anchored in it hold.
    pub(super) boxed: Vec<DocxBlock>,
}

impl DocxParagraph {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

#[derive(Debug, Default)]
pub(super) struct DocxTable {
    /// Widths of the columns of the grid, in twentieths of a point.
    pub(super) grid: Vec<u32>,
    pub(super) rows: Vec<DocxRow>,
}

#[derive(Debug, Default)]
pub(super) struct DocxRow {
    /// Columns of the grid left out before the first cell.
    pub(super) before: u32,
    pub(super) page: u32,
    pub(super) hidden: bool,
    /// A row that a tracked change takes away.
    pub(super) deleted: bool,
    pub(super) cells: Vec<DocxCell>,
}

#[derive(Debug)]
pub(super) struct DocxCell {
    /// Columns of the grid that it takes.
    pub(super) span: u32,
    pub(super) merge: DocxMerge,
    pub(super) blocks: Vec<DocxBlock>,
}

impl Default for DocxCell {
    fn default() -> Self {
        Self {
            span: 1,
            merge: DocxMerge::None,
            blocks: Vec::new(),
        }
    }
}

/// How a cell is merged downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DocxMerge {
    None,
    Begins,
    GoesOn,
}

impl DocxCell {
    /// Its paragraphs, those of tables and text boxes inside too, each a line.
    pub(super) fn text(&self) -> String {
        let mut lines = Vec::new();
        gather(&self.blocks, &mut lines);
        lines.join("\n")
    }

    /// The first paragraph with something in it.
    pub(super) fn anchor(&self) -> Option<u32> {
        first(&self.blocks, false).or_else(|| first(&self.blocks, true))
    }
}

fn gather(blocks: &[DocxBlock], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            DocxBlock::Paragraph(paragraph) => {
                if !paragraph.is_blank() {
                    lines.push(paragraph.text.trim().to_owned());
                }
                gather(&paragraph.boxed, lines);
            }
            DocxBlock::Table(table) => {
                for row in table.rows.iter().filter(|row| !row.deleted) {
                    let cells: Vec<String> = row
                        .cells
                        .iter()
                        .map(DocxCell::text)
                        .filter(|text| !text.is_empty())
                        .collect();
                    if !cells.is_empty() {
                        lines.push(cells.join(" – "));
                    }
                }
            }
        }
    }
}

fn first(blocks: &[DocxBlock], blank: bool) -> Option<u32> {
    blocks.iter().find_map(|block| match block {
        DocxBlock::Paragraph(paragraph) if blank || !paragraph.is_blank() => {
            Some(paragraph.ordinal)
        }
        DocxBlock::Paragraph(paragraph) => first(&paragraph.boxed, blank),
        DocxBlock::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .find_map(|cell| first(&cell.blocks, blank)),
    })
}
