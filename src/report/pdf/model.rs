//! A document as it is laid out: sections of paragraphs and tables, every property worked out.
//! Lengths are in points.

use super::numbering::Suffix;
use super::props::ParaProps;
use super::props::RunProps;
use super::tables::CellProps;
use super::tables::RowProps;
use super::tables::TableProps;

/// A document.
#[derive(Debug, Default)]
pub(super) struct PdfDocument {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) language: String,
    /// Distance of the tab stops that nobody set.
    pub(super) tab: f32,
    /// The room below a paragraph and that above the next are added, as old word processors did.
    pub(super) added: bool,
    pub(super) sections: Vec<PdfSection>,
    /// Footnotes in the order of their references.
    pub(super) notes: Vec<Vec<PdfBlock>>,
    /// Where runs of text lead to.
    pub(super) links: Vec<Link>,
}

/// Where a run of text leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    Outside(String),
    Inside(String),
}

/// Pages of one size.
#[derive(Debug, Default)]
pub(super) struct PdfSection {
    pub(super) sheet: PdfSheet,
    pub(super) blocks: Vec<PdfBlock>,
}

/// A page before anything stands on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PdfSheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) left: f32,
    /// From the edges of the sheet to the running texts.
    pub(super) header: f32,
    pub(super) footer: f32,
    /// The first page has running texts of its own.
    pub(super) title_page: bool,
    /// Goes on where the section before it ended.
    pub(super) continuous: bool,
    /// Number of the first page, if it does not go on counting.
    pub(super) start: Option<u32>,
    /// Names of the parts that hold the running texts.
    pub(super) headers: Running,
    pub(super) footers: Running,
    /// Left and right pages have running texts of their own.
    pub(super) facing: bool,
}

/// Running texts at the top or at the bottom of pages, as places in [`Runnings`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) usual: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) even: Option<usize>,
}

/// The running texts of a document.
pub(super) type Runnings = Vec<Vec<PdfBlock>>;

/// What stands under each other.
#[derive(Debug, Clone)]
pub(super) enum PdfBlock {
    Paragraph(PdfParagraph),
    Table(PdfTable),
    /// The section of the blocks before it ends.
    End(Box<PdfSheet>),
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfParagraph {
    pub(super) style: String,
    pub(super) props: ParaProps,
    /// How its number and its empty lines look.
    pub(super) mark: RunProps,
    pub(super) label: Option<Label>,
    pub(super) inlines: Vec<Inline>,
    /// Names by which links find it.
    pub(super) anchors: Vec<String>,
}

/// The number of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) run: RunProps,
    pub(super) suffix: Suffix,
}

/// What stands beside each other.
#[derive(Debug, Clone)]
pub(super) enum Inline {
    Text(String, RunProps, Option<usize>),
    Tab(RunProps),
    Break(RunProps),
    PageBreak(RunProps),
    /// A reference to a footnote, by its place in [`PdfDocument::notes`].
    Note(usize, RunProps),
    /// The number of the page.
    Page(RunProps),
    /// The number of pages.
    Pages(RunProps),
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfTable {
    pub(super) props: TableProps,
    /// Widths of the columns.
    pub(super) grid: Vec<f32>,
    pub(super) rows: Vec<PdfRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfRow {
    pub(super) props: RowProps,
    pub(super) cells: Vec<PdfCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfCell {
    pub(super) props: CellProps,
    pub(super) blocks: Vec<PdfBlock>,
}

impl PdfParagraph {
    /// The level of a heading, from 0.
    pub(super) fn heading(&self) -> Option<u8> {
        self.props.outline.filter(|level| *level < 9)
    }

    /// Its text with its number, on one line.
    pub(super) fn line(&self) -> String {
        let mut text = self
            .label
            .as_ref()
            .map(|label| format!("{} ", label.text))
            .unwrap_or_default();
        for inline in &self.inlines {
            match inline {
                Inline::Text(more, _, _) => text.push_str(more),
                Inline::Tab(_) | Inline::Break(_) => text.push(' '),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
