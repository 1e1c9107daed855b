//! Fills pages: what is kept together, header rows that are repeated, footnotes at the foot of
//! their page.

use std::collections::VecDeque;

use super::blocks::PageItem;
use super::blocks::Setter;
use super::faces::PdfFaces;
use super::model::PdfDocument;
use super::model::PdfSection;
use super::model::PdfSheet;
use super::model::Running;
use super::model::Runnings;
use super::ops::Frag;
use super::ops::Op;
use super::ops::PdfPage;
use super::ops::Structure;
use super::rows::SetRow;

/// Lengths that are equal but for rounding.
const CLOSE: f32 = 0.05;

/// Room between the text and the line above the footnotes, and between that line and them, in
/// points.
const NOTES_GAP: (f32, f32) = (6.0, 3.0);

/// Length of the line above the footnotes, in points: two inches, as word processors draw it.
const NOTES_RULE: f32 = 144.0;

/// The share of a page that footnotes which began on the page before may take.
const CARRIED: f32 = 0.7;

/// The page that is being filled.
#[derive(Default)]
struct OpenPage {
    page: PdfPage,
    /// How far down it is filled.
    y: f32,
    top: f32,
    limit: f32,
    /// Room that what stands last wants below it.
    after: f32,
    empty: bool,
    /// Ends the box of what stands last, if the page ends there.
    end: Option<Op>,
    notes: VecDeque<Frag>,
}

/// A page and what is printed at its edges when their number is known.
struct Done {
    page: PdfPage,
    sheet: PdfSheet,
    number: u32,
    first: bool,
}

struct Flow<'a> {
    setter: Setter<'a>,
    runnings: &'a Runnings,
    done: Vec<Done>,
    open: Option<OpenPage>,
    sheet: PdfSheet,
    number: u32,
    first: bool,
    waiting: VecDeque<Frag>,
}

/// The pages of a document and its structure.
pub(super) fn pages(
    document: &PdfDocument,
    runnings: &Runnings,
    faces: &PdfFaces,
) -> (Vec<PdfPage>, Structure) {
    let mut flow = Flow {
        setter: Setter::new(faces, document),
        runnings,
        done: Vec::new(),
        open: None,
        sheet: PdfSheet::a4(),
        number: 0,
        first: true,
        waiting: VecDeque::new(),
    };
    document
        .sections
        .iter()
        .for_each(|section| flow.section(section));
    flow.close();
    while !flow.waiting.is_empty() {
        flow.begin();
        flow.close();
    }
    flow.run_edges();
    (
        flow.done.into_iter().map(|done| done.page).collect(),
        flow.setter.structure,
    )
}

impl Flow<'_> {
    fn section(&mut self, section: &PdfSection) {
        let sheet = &section.sheet;
        let same = (self.sheet.width, self.sheet.height) == (sheet.width, sheet.height);
        if !(sheet.continuous && same && self.open.is_some()) {
            self.close();
            self.first = true;
            if let Some(start) = sheet.start {
                self.number = start.saturating_sub(1);
            }
        }
        self.sheet = sheet.clone();
        self.setter.room = sheet.room();
        self.setter.page = (self.number + 1, 1);
        if self.open.is_none() {
            self.begin();
        }
        let items = self.setter.blocks(&section.blocks, sheet.room(), None);
        let mut items: VecDeque<PageItem> = items.into();
        while !items.is_empty() {
            let ends = |nth: usize| {
                !items[nth].glued() || items.get(nth + 1).is_none_or(PageItem::new_page)
            };
            let length = (0..items.len())
                .find(|nth| ends(*nth))
                .map_or(items.len(), |last| last + 1);
            self.group(items.drain(..length).collect());
        }
    }

    /// Begins a page.
    fn begin(&mut self) {
        self.number = self.number.saturating_add(1);
        let sheet = self.sheet.clone();
        let (head, foot) = (
            edge(&sheet, true, self.number, self.first),
            edge(&sheet, false, self.number, self.first),
        );
        let height = |place: Option<usize>, setter: &mut Self| {
            place.map_or(0.0, |place| setter.edge_frags(place, 1, sheet.room()).1)
        };
        let third = sheet.height / 3.0;
        let top = sheet
            .top
            .max((sheet.header + height(head, self)).min(third));
        let bottom = sheet
            .bottom
            .max((sheet.footer + height(foot, self)).min(third));
        let page = PdfPage {
            width: sheet.width,
            height: sheet.height,
            ops: Vec::new(),
        };
        self.open = Some(OpenPage {
            page,
            y: top,
            top,
            limit: sheet.height - bottom,
            after: 0.0,
            empty: true,
            end: None,
            notes: std::mem::take(&mut self.waiting),
        });
    }

    /// Ends the page: the footnotes go to its foot, as many as fit.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        open.page.ops.extend(open.end.take());
        self.put_notes(&mut open);
        self.done.push(Done {
            page: open.page,
            sheet: self.sheet.clone(),
            number: self.number,
            first: self.first,
        });
        self.first = false;
    }

    /// Puts the footnotes to the foot of a page; what does not fit waits for the next.
    fn put_notes(&mut self, open: &mut OpenPage) {
        let room = open.limit - open.y - NOTES_GAP.0 - NOTES_GAP.1;
        let mut used = 0.0;
        let mut count = 0;
        for frag in &open.notes {
            used += frag.room();
            // A page of its own takes one, however high it is.
            if used > room + CLOSE && !(count == 0 && open.empty) {
                break;
            }
            count += 1;
        }
        self.waiting = open.notes.split_off(count);
        if count == 0 {
            return;
        }
        let left = self.sheet.left;
        let height: f32 = open.notes.iter().map(Frag::room).sum();
        let mut y = open.limit - height;
        let rule = y - NOTES_GAP.1;
        open.page.ops.push(Op::Line {
            from: (left, rule),
            to: (left + NOTES_RULE.min(self.sheet.room()), rule),
            width: 0.5,
            colour: [0; 3],
        });
        for frag in open.notes.drain(..) {
            y += frag.before;
            let ops = frag.ops.into_iter();
            open.page.ops.extend(ops.map(|op| op.moved(left, y)));
            y += frag.height + frag.after;
        }
    }

    fn turn(&mut self) {
        self.close();
        self.begin();
    }

    /// Places what is to stand on one page.
    fn group(&mut self, items: Vec<PageItem>) {
        if items.first().is_some_and(PageItem::new_page)
            && self.open.as_ref().is_some_and(|open| !open.empty)
        {
            self.turn();
        }
        if self.fits(&items) {
            self.place_all(items);
            return;
        }
        let divided = items.len() == 1 && matches!(&items[0], PageItem::Row(row) if !row.whole);
        let height: f32 = items
            .iter()
            .map(PageItem::measures)
            .map(|(before, height, after)| before + height + after)
            .sum();
        let whole = self
            .open
            .as_ref()
            .is_some_and(|open| height <= open.limit - open.top);
        if whole && !divided && self.open.as_ref().is_some_and(|open| !open.empty) {
            self.turn();
            items.first().into_iter().for_each(|item| self.repeat(item));
            if self.fits(&items) {
                self.place_all(items);
                return;
            }
        }
        for item in items {
            self.single(item);
        }
    }

    /// Places one thing, on the next page if it has to be; a row that is too high is divided.
    fn single(&mut self, mut item: PageItem) {
        for forced in [false, true] {
            if self.fits(std::slice::from_ref(&item)) {
                break;
            }
            let room = self.open.as_ref().map_or(0.0, |open| {
                open.limit - open.y - self.notes_height(open, &[])
            });
            let rest = match &mut item {
                PageItem::Row(row) if forced || !row.whole => row.split(room, forced),
                _ => None,
            };
            if let Some(rest) = rest {
                self.place(item);
                self.turn();
                let rest = PageItem::Row(rest);
                self.repeat(&rest);
                return self.single(rest);
            }
            if self.open.as_ref().is_some_and(|open| !open.empty) && !forced {
                self.turn();
                self.repeat(&item);
            }
        }
        self.place(item);
    }

    /// Places the header rows of the table that a row at the top of a page is in.
    fn repeat(&mut self, item: &PageItem) {
        let PageItem::Row(row) = item else { return };
        let headers = self
            .setter
            .headers
            .get(row.table)
            .cloned()
            .unwrap_or_default();
        let height: f32 = headers.iter().map(SetRow::height).sum();
        let Some(open) = self.open.as_mut() else {
            return;
        };
        if row.header || !open.empty || height > (open.limit - open.top) / 2.0 {
            return;
        }
        for header in headers {
            let frag = header.compose(header.height());
            let ops = frag.ops.into_iter().filter_map(Op::repeated);
            open.page
                .ops
                .extend(ops.map(|op| op.moved(self.sheet.left, open.y)));
            open.y += frag.height;
        }
    }

    /// True if all of it fits on the page, with its footnotes.
    fn fits(&self, items: &[PageItem]) -> bool {
        let Some(open) = &self.open else { return false };
        let (mut y, mut after, mut empty) = (open.y, open.after, open.empty);
        let mut notes = Vec::new();
        for item in items {
            let (before, height, below) = item.measures();
            y += height + if empty { 0.0 } else { after + before };
            (after, empty) = (below, false);
            notes.extend(item.notes());
        }
        y + self.notes_height(open, &notes) <= open.limit + CLOSE
    }

    /// Room for the footnotes of the page and some more.
    fn notes_height(&self, open: &OpenPage, more: &[usize]) -> f32 {
        let more = more
            .iter()
            .filter_map(|number| self.setter.notes.get(*number))
            .flatten();
        let height: f32 = open.notes.iter().chain(more).map(Frag::room).sum();
        if height > 0.0 {
            (height + NOTES_GAP.0 + NOTES_GAP.1).min((open.limit - open.top) * CARRIED)
        } else {
            0.0
        }
    }

    fn place_all(&mut self, items: Vec<PageItem>) {
        for item in items {
            self.place(item);
        }
    }

    fn place(&mut self, item: PageItem) {
        let numbers = item.notes();
        let frag = match item {
            PageItem::Frag(frag) => frag,
            PageItem::Row(row) => row.compose(row.height()),
        };
        if self.open.is_none() {
            self.begin();
        }
        let mut notes = Vec::new();
        for number in numbers {
            notes.extend(
                self.setter
                    .notes
                    .get_mut(number)
                    .map(std::mem::take)
                    .unwrap_or_default(),
            );
        }
        let Some(open) = self.open.as_mut() else {
            return;
        };
        open.notes.extend(notes);
        // The first thing of a section keeps the room above it; after an automatic break there is
        // none.
        let kept = !open.empty || frag.new_page || self.first;
        open.y += if kept { open.after + frag.before } else { 0.0 };
        let (above, below) = frag.ends;
        let ops = frag.ops.into_iter().chain(above.filter(|_| open.empty));
        open.page
            .ops
            .extend(ops.map(|op| op.moved(self.sheet.left, open.y)));
        open.end = below.map(|op| op.moved(self.sheet.left, open.y));
        open.y += frag.height;
        open.after = frag.after;
        open.empty = false;
    }

    /// A running text and its height.
    fn edge_frags(&mut self, place: usize, number: u32, room: f32) -> (Vec<Frag>, f32) {
        self.setter.running = true;
        self.setter.page = (number, u32::try_from(self.done.len()).unwrap_or(u32::MAX));
        let runnings = self.runnings;
        let frags = runnings
            .get(place)
            .map(|blocks| self.setter.column(blocks, room, None))
            .unwrap_or_default();
        self.setter.running = false;
        let height = frags.iter().map(Frag::room).sum();
        (frags, height)
    }

    /// Prints the running texts, now that the number of pages is known.
    fn run_edges(&mut self) {
        for nth in 0..self.done.len() {
            let Done {
                sheet,
                number,
                first,
                ..
            } = &self.done[nth];
            let (sheet, number, first) = (sheet.clone(), *number, *first);
            for head in [true, false] {
                let Some(place) = edge(&sheet, head, number, first) else {
                    continue;
                };
                let (frags, height) = self.edge_frags(place, number, sheet.room());
                let mut y = if head {
                    sheet.header
                } else {
                    sheet.height - sheet.footer - height
                };
                for frag in frags {
                    y += frag.before;
                    let ops = frag.ops.into_iter().filter_map(Op::repeated);
                    self.done[nth]
                        .page
                        .ops
                        .extend(ops.map(|op| op.moved(sheet.left, y)));
                    y += frag.height + frag.after;
                }
            }
        }
    }
}

/// The running text at the head or the foot of a page.
fn edge(sheet: &PdfSheet, head: bool, number: u32, first: bool) -> Option<usize> {
    let Running {
        usual,
        first: title,
        even,
    } = if head { sheet.headers } else { sheet.footers };
    if sheet.title_page && first {
        title
    } else if sheet.facing && number.is_multiple_of(2) {
        even
    } else {
        usual
    }
}
