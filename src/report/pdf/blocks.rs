//! Sets blocks under each other: paragraphs as lines with their borders, tables as rows.

use super::faces::FaceId;
use super::faces::PdfFaces;
use super::glyphs::Chars;
use super::lines::LineSetting;
use super::lines::PdfLine;
use super::model::PdfBlock;
use super::model::PdfDocument;
use super::model::PdfParagraph;
use super::ops::DocumentPlace;
use super::ops::Frag;
use super::ops::Op;
use super::ops::Structure;
use super::ops::StructureKind;
use super::ops::StructurePart;
use super::ops::Text;
use super::props::Border;
use super::props::ParaProps;
use super::props::PdfEdge;
use super::props::Sides;
use super::rows::SetRow;

/// What pages are filled with.
#[derive(Debug)]
pub(super) enum PageItem {
    Frag(Frag),
    Row(SetRow),
}

impl PageItem {
    /// Room above and below it, and its height.
    pub(super) fn measures(&self) -> (f32, f32, f32) {
        match self {
            Self::Frag(frag) => (frag.before, frag.height, frag.after),
            Self::Row(row) => (0.0, row.height(), 0.0),
        }
    }

    pub(super) fn glued(&self) -> bool {
        match self {
            Self::Frag(frag) => frag.glued,
            Self::Row(row) => row.glued,
        }
    }

    pub(super) fn notes(&self) -> Vec<usize> {
        match self {
            Self::Frag(frag) => frag.notes.clone(),
            Self::Row(row) => row.notes(),
        }
    }

    pub(super) fn new_page(&self) -> bool {
        matches!(self, Self::Frag(frag) if frag.new_page)
    }
}

/// Sets the text of a document.
pub(super) struct Setter<'a> {
    pub(super) faces: &'a PdfFaces,
    pub(super) document: &'a PdfDocument,
    pub(super) structure: Structure,
    /// The footnotes that have been set, by their numbers.
    pub(super) notes: Vec<Vec<Frag>>,
    /// The width between the margins of the page, for footnotes.
    pub(super) room: f32,
    /// The number of the page and of all pages, for running texts.
    pub(super) page: (u32, u32),
    /// Running texts are no part of the structure.
    pub(super) running: bool,
    /// Header rows of the tables so far.
    pub(super) headers: Vec<Vec<SetRow>>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(faces: &'a PdfFaces, document: &'a PdfDocument) -> Self {
        Self {
            faces,
            document,
            structure: Structure::default(),
            notes: vec![Vec::new(); document.notes.len()],
            room: 0.0,
            page: (1, 1),
            running: false,
            headers: Vec::new(),
        }
    }

    /// A new part of the structure.
    pub(super) fn part(
        &mut self,
        kind: StructureKind,
        inside: Option<StructurePart>,
    ) -> Option<StructurePart> {
        if self.running {
            None
        } else {
            Some(self.structure.add(kind, inside))
        }
    }

    /// Sets blocks into a column.
    pub(super) fn blocks(
        &mut self,
        blocks: &[PdfBlock],
        room: f32,
        inside: Option<StructurePart>,
    ) -> Vec<PageItem> {
        let mut items = Vec::new();
        let mut page_ended = false;
        for (nth, block) in blocks.iter().enumerate() {
            let start = items.len();
            match block {
                PdfBlock::Paragraph(paragraph) => {
                    let before = nth.checked_sub(1).and_then(|nth| paragraph_at(blocks, nth));
                    let joints = Joints::of(
                        before,
                        paragraph,
                        paragraph_at(blocks, nth + 1),
                        self.document.added,
                    );
                    let (frags, ended) = self.paragraph(paragraph, &joints, room, inside);
                    items.extend(frags.into_iter().map(PageItem::Frag));
                    if page_ended && let Some(PageItem::Frag(frag)) = items.get_mut(start) {
                        frag.new_page = true;
                    }
                    page_ended = ended;
                }
                PdfBlock::Table(table) => {
                    if page_ended {
                        items.push(PageItem::Frag(Frag {
                            new_page: true,
                            ..Frag::default()
                        }));
                        page_ended = false;
                    }
                    items.extend(
                        self.table(table, room, inside)
                            .into_iter()
                            .map(PageItem::Row),
                    );
                }
                PdfBlock::End(_) => {}
            }
        }
        items
    }

    /// Blocks set into a column that is not divided into pages.
    pub(super) fn column(
        &mut self,
        blocks: &[PdfBlock],
        room: f32,
        inside: Option<StructurePart>,
    ) -> Vec<Frag> {
        let flat = |item| match item {
            PageItem::Frag(frag) => frag,
            PageItem::Row(row) => row.compose(row.height()),
        };
        self.blocks(blocks, room, inside)
            .into_iter()
            .map(flat)
            .collect()
    }

    /// The lines of a paragraph, and whether a page ends with it.
    fn paragraph(
        &mut self,
        paragraph: &PdfParagraph,
        joints: &Joints,
        room: f32,
        inside: Option<StructurePart>,
    ) -> (Vec<Frag>, bool) {
        let kind = match paragraph.heading() {
            Some(level) => StructureKind::Heading(level, paragraph.line()),
            None => StructureKind::Paragraph,
        };
        let part = self.part(kind, inside);
        let chars = Chars::of(paragraph, self.faces, self.page);
        let props = &paragraph.props;
        let setting = LineSetting {
            faces: self.faces,
            props,
            mark: paragraph.mark,
            tab: self.document.tab,
            room,
            part,
        };
        let lines = setting.lines(&chars);
        for line in &lines {
            line.notes
                .iter()
                .for_each(|number| self.note(*number, part));
        }
        let ends_page = lines.last().is_some_and(|line| line.ends_page);
        let mut frags = boxed(paragraph, joints, lines, room);
        if let Some(first) = frags.first_mut() {
            if inside.is_some() && chars.chars.is_empty() {
                first.ops.push(nothing(paragraph, part));
            }
            first.new_page = first.new_page || props.new_page == Some(true);
            let heading = paragraph
                .heading()
                .map(|level| DocumentPlace::Heading(level, paragraph.line()));
            let places = heading
                .into_iter()
                .filter(|_| !self.running)
                .chain(paragraph.anchors.iter().cloned().map(DocumentPlace::Anchor));
            first
                .ops
                .extend(places.map(|place| Op::Place { y: 0.0, place }));
        }
        (frags, ends_page)
    }

    /// Sets a footnote; it is read after the paragraph that refers to it.
    fn note(&mut self, number: usize, inside: Option<StructurePart>) {
        let document = self.document;
        let Some(blocks) = document.notes.get(number) else {
            return;
        };
        let part = self.part(StructureKind::Note, inside);
        let frags = self.column(blocks, self.room, part);
        self.notes[number] = frags;
    }
}

/// A space in a cell without text: a cell without content would be missing among the tags of its
/// row.
fn nothing(paragraph: &PdfParagraph, part: Option<StructurePart>) -> Op {
    let face = FaceId::of(false, false);
    let (size, width) = (paragraph.mark.size(), 0.0);
    Op::Text(Text {
        x: 0.0,
        y: size,
        text: " ".to_owned(),
        face,
        size,
        colour: [0; 3],
        width,
        stretch: 0.0,
        part,
        link: None,
    })
}

fn paragraph_at(blocks: &[PdfBlock], nth: usize) -> Option<&PdfParagraph> {
    match blocks.get(nth) {
        Some(PdfBlock::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    }
}

/// How a paragraph meets those above and below it.
struct Joints {
    before: f32,
    after: f32,
    /// In one box with the paragraph above, below.
    above: bool,
    below: bool,
}

impl Joints {
    /// Of the room below a paragraph and that above the next, the larger one counts, unless they
    /// are `added`.
    fn of(
        before: Option<&PdfParagraph>,
        paragraph: &PdfParagraph,
        after: Option<&PdfParagraph>,
        added: bool,
    ) -> Self {
        let said = |room: Option<f32>| room.unwrap_or(0.0).clamp(0.0, 720.0);
        let used = before
            .filter(|_| !added)
            .map_or(0.0, |before| room_below(before, paragraph));
        let above = if alike(before, paragraph) {
            0.0
        } else {
            said(paragraph.props.before)
        };
        Self {
            before: (above - used).max(0.0),
            after: after.map_or_else(
                || said(paragraph.props.after),
                |after| room_below(paragraph, after),
            ),
            above: joined(before, paragraph),
            below: joined(after, paragraph),
        }
    }
}

/// Room that a paragraph wants below it when `next` comes.
fn room_below(paragraph: &PdfParagraph, next: &PdfParagraph) -> f32 {
    if alike(Some(next), paragraph) {
        0.0
    } else {
        paragraph.props.after.unwrap_or(0.0).clamp(0.0, 720.0)
    }
}

/// True of paragraphs of one style that wants no room between them.
fn alike(other: Option<&PdfParagraph>, paragraph: &PdfParagraph) -> bool {
    other.is_some_and(|other| {
        paragraph.props.contextual == Some(true) && other.style == paragraph.style
    })
}

/// True of paragraphs in one box.
fn joined(other: Option<&PdfParagraph>, paragraph: &PdfParagraph) -> bool {
    other.is_some_and(|other| {
        let (one, other) = (&paragraph.props, &other.props);
        any(&one.borders)
            && one.borders == other.borders
            && one.left == other.left
            && one.right == other.right
    })
}

fn any(borders: &Sides<PdfEdge>) -> bool {
    [borders.top, borders.right, borders.bottom, borders.left]
        .iter()
        .any(|border| border.line().is_some())
}

/// Where a box begins and ends from side to side.
fn across(props: &ParaProps, room: f32) -> (f32, f32) {
    let (left, right) = (props.borders.left.line(), props.borders.right.line());
    (
        props.left.unwrap_or(0.0) + props.first.unwrap_or(0.0).min(0.0)
            - left.map_or(0.0, |border| border.space),
        room - props.right.unwrap_or(0.0) + right.map_or(0.0, |border| border.space),
    )
}

fn rule(border: Option<Border>, from: (f32, f32), to: (f32, f32)) -> Option<Op> {
    border.map(|border| Op::Line {
        from,
        to,
        width: border.width,
        colour: border.colour,
    })
}

/// The shade behind a line of this height, and the borders beside it.
fn behind(props: &ParaProps, x: (f32, f32), height: f32) -> Vec<Op> {
    let mut ops = Vec::new();
    if let Some(colour) = props.shade {
        ops.push(Op::Fill {
            at: (x.0, 0.0),
            size: (x.1 - x.0, height),
            colour,
        });
    }
    ops.extend(rule(props.borders.left.line(), (x.0, 0.0), (x.0, height)));
    ops.extend(rule(props.borders.right.line(), (x.1, 0.0), (x.1, height)));
    ops
}

/// The borders above and below a line of this height.
fn ends(props: &ParaProps, x: (f32, f32), height: f32) -> (Option<Op>, Option<Op>) {
    let (top, bottom) = (props.borders.top.line(), props.borders.bottom.line());
    (
        rule(top, (x.0, 0.0), (x.1, 0.0)),
        rule(bottom, (x.0, height), (x.1, height)),
    )
}

/// Lines as what pages are filled with: inside their border, on their shade, some of them kept
/// together.
fn boxed(paragraph: &PdfParagraph, joints: &Joints, lines: Vec<PdfLine>, room: f32) -> Vec<Frag> {
    let props = &paragraph.props;
    let thick = |edge: PdfEdge| edge.line().map_or(0.0, |line| line.width + line.space);
    // Room between paragraphs of one box is inside the box.
    let (before, above) = if joints.above {
        (0.0, joints.before)
    } else {
        (joints.before, thick(props.borders.top))
    };
    let (after, below) = if joints.below {
        (0.0, joints.after)
    } else {
        (joints.after, thick(props.borders.bottom))
    };
    let x = across(props, room);
    let count = lines.len();
    let mut frags = Vec::new();
    let mut new_page = false;
    for (nth, line) in lines.into_iter().enumerate() {
        let (first, last) = (nth == 0, nth + 1 == count);
        let down = if first { above } else { 0.0 };
        let height = line.height + down + if last { below } else { 0.0 };
        let mut ops = behind(props, x, height);
        let mut ends = ends(props, x, height);
        if first && !joints.above {
            ops.extend(ends.0.take());
        }
        if last && !joints.below {
            ops.extend(ends.1.take());
        }
        ops.extend(line.ops.into_iter().map(|op| op.moved(0.0, down)));
        let is_widow = props.widows != Some(false) && (first || nth + 2 == count);
        let kept = if last {
            props.keep_next == Some(true)
        } else {
            props.keep_lines == Some(true) || is_widow
        };
        frags.push(Frag {
            before: if first { before } else { 0.0 },
            height,
            after: if last { after } else { 0.0 },
            ops,
            notes: line.notes,
            glued: kept && !line.ends_page,
            new_page,
            ends,
        });
        new_page = line.ends_page;
    }
    frags
}
