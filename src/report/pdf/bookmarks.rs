//! What makes a PDF more than ink: bookmarks from the headings, the tree of tags, places that links
//! lead to.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::Outline;
use krilla::outline::OutlineNode;
use krilla::tagging::Identifier;
use krilla::tagging::TableHeaderScope;
use krilla::tagging::Tag;
use krilla::tagging::TagGroup;
use krilla::tagging::TagTree;

use super::ops::DocumentPlace;
use super::ops::Op;
use super::ops::PdfPage;
use super::ops::Structure;
use super::ops::StructureKind;

/// A page by its place in the document, and how far down.
pub(super) type Anchors = BTreeMap<String, (usize, f32)>;

fn places(pages: &[PdfPage]) -> impl Iterator<Item = (usize, f32, &DocumentPlace)> {
    pages.iter().enumerate().flat_map(|(nth, page)| {
        page.ops.iter().filter_map(move |op| match op {
            Op::Place { y, place } => Some((nth, *y, place)),
            _ => None,
        })
    })
}

/// The places that links find by name.
pub(super) fn anchors(pages: &[PdfPage]) -> Anchors {
    let named = |(page, y, place): (usize, f32, &DocumentPlace)| match place {
        DocumentPlace::Anchor(name) => Some((name.clone(), (page, y))),
        DocumentPlace::Heading(..) => None,
    };
    places(pages).filter_map(named).collect()
}

/// The headings as bookmarks, each under the next higher one before it.
pub(super) fn outline(pages: &[PdfPage]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for (page, y, place) in places(pages) {
        let DocumentPlace::Heading(level, text) = place else {
            continue;
        };
        close(&mut outline, &mut open, *level);
        let node = OutlineNode::new(
            text.clone(),
            XyzDestination::new(page, Point::from_xy(0.0, y)),
        );
        open.push((*level, node.with_open(*level == 0)));
    }
    close(&mut outline, &mut open, 0);
    outline
}

/// Ends the bookmarks that are not above a heading of that level.
fn close(outline: &mut Outline, open: &mut Vec<(u8, OutlineNode)>, level: u8) {
    while let Some((_, node)) = open.pop_if(|(above, _)| *above >= level) {
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}

/// The tree of tags: what each part of the structure is, with what is printed of it.
pub(super) fn tags(
    structure: &Structure,
    content: Vec<Vec<Identifier>>,
    language: &str,
) -> TagTree {
    let mut inside: Vec<Vec<TagGroup>> = vec![Vec::new(); structure.parts.len()];
    let mut top = Vec::new();
    // A part stands behind the one that it is in: from the end, every part is complete when its
    // turn comes.
    for (nth, ((kind, parent), ids)) in structure.parts.iter().zip(content).enumerate().rev() {
        let mut group = group(kind);
        for id in ids {
            group.push(id);
        }
        for child in std::mem::take(&mut inside[nth]).into_iter().rev() {
            group.push(child);
        }
        match parent {
            Some(parent) => inside[*parent].push(group),
            None => top.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for group in top.into_iter().rev() {
        tree.push(group);
    }
    tree
}

fn group(kind: &StructureKind) -> TagGroup {
    match kind {
        StructureKind::Paragraph => TagGroup::new(Tag::P),
        StructureKind::Heading(level, text) => TagGroup::new(Tag::Hn(
            NonZeroU16::MIN.saturating_add(u16::from(*level)),
            Some(text.clone()),
        )),
        StructureKind::Table(caption) => TagGroup::new(Tag::Table.with_summary(caption.clone())),
        StructureKind::Row => TagGroup::new(Tag::TR),
        StructureKind::HeaderCell => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        StructureKind::Cell => TagGroup::new(Tag::TD),
        StructureKind::Note => TagGroup::new(Tag::Note),
    }
}
