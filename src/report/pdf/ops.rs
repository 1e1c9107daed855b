//! What a page is made of, and what says which of it belongs together.

use super::faces::FaceId;
use super::props::Colour;

/// A part of the structure of the document, as a place in [`Structure`].
pub(super) type StructurePart = usize;

/// Something drawn. Lengths are in points, from the left and the top.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Text(Text),
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Colour,
    },
    Fill {
        at: (f32, f32),
        size: (f32, f32),
        colour: Colour,
    },
    /// A place that bookmarks or links lead to.
    Place {
        y: f32,
        place: DocumentPlace,
    },
}

/// A place in the document.
#[derive(Debug, Clone)]
pub(super) enum DocumentPlace {
    /// A heading: its level from 0, and its text.
    Heading(u8, String),
    Anchor(String),
}

/// Text of one look on one line; `y` is its base line.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) text: String,
    pub(super) face: FaceId,
    pub(super) size: f32,
    pub(super) colour: Colour,
    pub(super) width: f32,
    /// Added to each space of a justified line.
    pub(super) stretch: f32,
    /// None for what is repeated or counted: it is no part of the text.
    pub(super) part: Option<StructurePart>,
    pub(super) link: Option<usize>,
}

impl Op {
    /// The same, elsewhere.
    pub(super) fn moved(mut self, right: f32, down: f32) -> Self {
        match &mut self {
            Self::Text(text) => {
                text.x += right;
                text.y += down;
            }
            Self::Line { from, to, .. } => {
                *from = (from.0 + right, from.1 + down);
                *to = (to.0 + right, to.1 + down);
            }
            Self::Fill { at, .. } => *at = (at.0 + right, at.1 + down),
            Self::Place { y, .. } => *y += down,
        }
        self
    }

    /// The same as something that stands on the page a second time.
    pub(super) fn repeated(mut self) -> Option<Self> {
        match &mut self {
            Self::Text(text) => text.part = None,
            Self::Place { .. } => return None,
            _ => {}
        }
        Some(self)
    }
}

/// What is not divided between pages: a line of text, or a row of a table inside a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Frag {
    /// Room above it; none at the top of a page.
    pub(super) before: f32,
    pub(super) height: f32,
    /// Room below it; none at the foot of a page.
    pub(super) after: f32,
    pub(super) ops: Vec<Op>,
    /// Footnotes that stand on the page of it.
    pub(super) notes: Vec<usize>,
    /// Stands on the page of what comes after it.
    pub(super) glued: bool,
    /// Begins a page.
    pub(super) new_page: bool,
    /// The line that ends its box above when it stands first on a page, and below when it stands
    /// last.
    pub(super) ends: (Option<Op>, Option<Op>),
}

impl Frag {
    /// Its height with the room above and below it.
    pub(super) fn room(&self) -> f32 {
        self.before + self.height + self.after
    }
}

/// What a part of the structure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StructureKind {
    Paragraph,
    Heading(u8, String),
    /// With its caption for who has it read out.
    Table(Option<String>),
    Row,
    HeaderCell,
    Cell,
    Note,
}

/// The structure of the document: parts in the order of reading, each with the part that it is in.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) parts: Vec<(StructureKind, Option<StructurePart>)>,
}

impl Structure {
    /// Adds a part inside another.
    pub(super) fn add(
        &mut self,
        kind: StructureKind,
        inside: Option<StructurePart>,
    ) -> StructurePart {
        self.parts.push((kind, inside));
        self.parts.len() - 1
    }
}

/// A finished page.
#[derive(Debug, Default)]
pub(super) struct PdfPage {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) ops: Vec<Op>,
}
