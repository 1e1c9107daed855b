//! The tree of a document while it is read: what is open, and where what is closed goes.

use super::numbering::DocxNumbering;
use super::numbering::InList;
use super::tree::DocxBlock;
use super::tree::DocxCell;
use super::tree::DocxParagraph;
use super::tree::DocxRow;
use super::tree::DocxTable;
use crate::archive::ArchiveError;
use crate::archive::Limits;

/// Paragraphs, rows and cells of a document; the largest annexes seen have some 20,000.
const PIECES: usize = 500_000;
/// The most columns that Word itself can make.
pub(super) const COLUMNS: u32 = 63;
/// Levels and paragraphs of a field that are open at once.
const FIELDS: usize = 64;

/// The parts of the tree that are open.
pub(super) enum DocxFrame {
    Body(Vec<DocxBlock>),
    Table(DocxTable),
    Row(DocxRow),
    Cell(DocxCell, bool),
    Paragraph(Box<OpenParagraph>),
    Boxed(Vec<DocxBlock>),
}

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct OpenParagraph {
    pub(super) paragraph: DocxParagraph,
    pub(super) list: InList,
    pub(super) style: Option<String>,
    /// Whether its properties are being read.
    pub(super) properties: bool,
    pub(super) run: Option<DocxRun>,
    /// An entry of a table of contents.
    pub(super) contents: bool,
}

#[derive(Default)]
pub(super) struct DocxRun {
    pub(super) font: String,
    pub(super) hidden: bool,
}

/// What is open, from the body of the document down.
pub(super) struct OpenTree<'a> {
    numbering: &'a mut DocxNumbering,
    limits: &'a Limits,
    frames: Vec<DocxFrame>,
    /// For each open field whether its result has begun.
    fields: Vec<bool>,
    /// Pages that Word noted so far.
    pub(super) page: u32,
    pieces: usize,
    text: usize,
}

impl<'a> OpenTree<'a> {
    pub(super) fn new(numbering: &'a mut DocxNumbering, limits: &'a Limits) -> Self {
        Self {
            numbering,
            limits,
            frames: vec![DocxFrame::Body(Vec::new())],
            fields: Vec::new(),
            page: 0,
            pieces: 0,
            text: 0,
        }
    }

    /// What was read, and whether the pages were noted.
    pub(super) fn finish(mut self) -> (Vec<DocxBlock>, bool) {
        let body = match self.frames.pop() {
            Some(DocxFrame::Body(blocks)) => blocks,
            _ => Vec::new(),
        };
        (body, self.page > 0)
    }

    /// What was opened last.
    pub(super) fn last(&mut self) -> Option<&mut DocxFrame> {
        self.frames.last_mut()
    }

    /// The open paragraph, if one was opened last.
    pub(super) fn paragraph(&self) -> Option<&OpenParagraph> {
        match self.frames.last() {
            Some(DocxFrame::Paragraph(open)) => Some(open),
            _ => None,
        }
    }

    /// An element begins that holds others; `ordinal` is that of a paragraph.
    pub(super) fn open(&mut self, name: &str, ordinal: u32) -> Result<(), ArchiveError> {
        self.pieces += 1;
        let most = self.limits.cells.min(PIECES);
        if self.pieces > most {
            return Err(ArchiveError::limit("số đoạn văn và ô của tệp Word", most));
        }
        self.check_text()?;
        self.frames.push(match name {
            "p" => {
                let paragraph = DocxParagraph {
                    ordinal,
                    page: self.page,
                    ..DocxParagraph::default()
                };
                DocxFrame::Paragraph(Box::new(OpenParagraph {
                    paragraph,
                    ..OpenParagraph::default()
                }))
            }
            "tbl" => DocxFrame::Table(DocxTable::default()),
            "tr" => DocxFrame::Row(DocxRow {
                page: self.page,
                ..DocxRow::default()
            }),
            "tc" => DocxFrame::Cell(DocxCell::default(), false),
            _ => DocxFrame::Boxed(Vec::new()),
        });
        Ok(())
    }

    /// Changes the open paragraph, if one is.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut OpenParagraph)) {
        if let Some(DocxFrame::Paragraph(open)) = self.frames.last_mut() {
            change(open);
        }
    }

    /// A field begins, gets to its result, or ends.
    pub(super) fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.fields.len() < FIELDS => self.fields.push(false),
            Some("separate") => {
                if let Some(result) = self.fields.last_mut() {
                    *result = true;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Text of the open paragraph, where it is shown.
    pub(super) fn put(&mut self, text: &str) -> Result<(), ArchiveError> {
        if self.fields.contains(&false) {
            return Ok(());
        }
        let Some(DocxFrame::Paragraph(open)) = self.frames.last_mut() else {
            return Ok(());
        };
        if open.run.as_ref().is_some_and(|run| run.hidden) {
            return Ok(());
        }
        open.paragraph.text.push_str(text);
        self.text += text.len();
        self.check_text()
    }

    fn check_text(&self) -> Result<(), ArchiveError> {
        if self.text > self.limits.text_bytes {
            return Err(ArchiveError::bytes(
                "tổng số chữ",
                self.limits.text_bytes as u64,
            ));
        }
        Ok(())
    }

    /// Puts what was open last into what is around it.
    pub(super) fn close(&mut self) {
        match self.frames.pop() {
            Some(DocxFrame::Paragraph(open)) => self.close_paragraph(*open),
            Some(DocxFrame::Table(table)) => self.push(DocxBlock::Table(table)),
            Some(DocxFrame::Row(row)) => match self.frames.last_mut() {
                Some(DocxFrame::Table(table)) => table.rows.push(row),
                _ => self.push(DocxBlock::Table(DocxTable {
                    rows: vec![row],
                    ..DocxTable::default()
                })),
            },
            Some(DocxFrame::Cell(cell, goes_on)) => self.close_cell(cell, goes_on),
            Some(DocxFrame::Boxed(blocks)) => blocks.into_iter().for_each(|block| self.push(block)),
            // The body stays.
            Some(body @ DocxFrame::Body(_)) => self.frames.push(body),
            None => {}
        }
    }

    fn close_cell(&mut self, cell: DocxCell, goes_on: bool) {
        match self.frames.last_mut() {
            Some(DocxFrame::Row(row)) => match row.cells.last_mut().filter(|_| goes_on) {
                Some(before) => before.span = before.span.saturating_add(cell.span).min(COLUMNS),
                None => row.cells.push(cell),
            },
            _ => cell.blocks.into_iter().for_each(|block| self.push(block)),
        }
    }

    fn close_paragraph(&mut self, open: OpenParagraph) {
        // A field that does not get to its result in its paragraph is none: it would swallow what
        // follows.
        self.fields.retain(|result| *result);
        let OpenParagraph {
            mut paragraph,
            list,
            style,
            contents,
            ..
        } = open;
        let number = self.numbering.next(&list, style.as_deref());
        self.text += number.len();
        let in_cell = matches!(self.frames.last(), Some(DocxFrame::Cell(..)));
        if contents && ends_in_page(&paragraph.text) {
            paragraph.text.clear();
        } else if !number.is_empty() && (in_cell || !paragraph.is_blank()) {
            let text = paragraph.text.trim_start();
            let numbered = format!("{number}{text}");
            numbered.trim_end().clone_into(&mut paragraph.text);
        }
        self.push(DocxBlock::Paragraph(paragraph));
    }

    fn push(&mut self, block: DocxBlock) {
        match self.frames.last_mut() {
            Some(DocxFrame::Body(blocks) | DocxFrame::Boxed(blocks)) => blocks.push(block),
            Some(DocxFrame::Cell(cell, _)) => cell.blocks.push(block),
            Some(DocxFrame::Paragraph(open)) => open.paragraph.boxed.push(block),
            // Word puts nothing there, and shows nothing.
            Some(DocxFrame::Table(_) | DocxFrame::Row(_)) | None => {}
        }
    }
}

/// An entry of a table of contents ends in its page.
fn ends_in_page(text: &str) -> bool {
    let digits = text
        .trim_end()
        .rsplit(['\t', '.', ' '])
        .next()
        .unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}
