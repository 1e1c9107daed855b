//! The comments part of a sheet: ours are put in, those of others are kept and, on the same cell,
//! extended.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use quick_xml::escape::unescape;

use super::AnnotateError;
use super::notes;
use super::notes::AUTHOR;
use super::notes::Note;
use super::notes::RULE;
use crate::cells::parse_cell;
use crate::report::patch::MAIN;
use crate::report::patch::PatchError;
use crate::report::patch::local_cell;
use crate::report::patch::package::HEAD;
use crate::report::patch::xml::Edits;
use crate::report::patch::xml::Element;
use crate::report::patch::xml::Tag;
use crate::report::patch::xml::TagKind;
use crate::report::patch::xml::Tags;
use crate::report::patch::xml::elements;
use crate::report::patch::xml::escaped;
use crate::report::patch::xml::root;

/// The comments of a sheet, by row and column from 0.
pub(super) type Notes = BTreeMap<(u32, u32), Note>;

/// The part with our comments in it, and what became of them.
#[derive(Debug, Default)]
pub(super) struct CommentsPart {
    pub(super) text: String,
    /// Comments that need a box of their own: all but those of others that were extended.
    pub(super) boxes: Vec<(u32, u32)>,
    /// Lines of the texts of others that our part was added to, by cell.
    pub(super) extended: BTreeMap<(u32, u32), usize>,
    /// Cells of a former run whose comment and box go.
    pub(super) dropped: BTreeSet<(u32, u32)>,
    /// Cells with threaded comments, which show nothing of ours.
    pub(super) threaded: usize,
}

impl CommentsPart {
    /// Whether the part stays as it was.
    pub(super) fn is_unchanged(&self) -> bool {
        self.boxes.is_empty() && self.extended.is_empty() && self.dropped.is_empty()
    }
}

/// A part with only our comments.
fn fresh(notes: &Notes, index: &str) -> CommentsPart {
    let list: String = notes
        .iter()
        .map(|(at, note)| comment("", *at, note, 0, index))
        .collect();
    let text = format!(
        "{HEAD}<comments xmlns=\"{MAIN}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>"
    );
    CommentsPart {
        text,
        boxes: notes.keys().copied().collect(),
        ..CommentsPart::default()
    }
}

fn comment(p: &str, (row, col): (u32, u32), note: &Note, author: usize, index: &str) -> String {
    format!(
        "<{p}comment ref=\"{}\" authorId=\"{author}\"><{p}text>{}</{p}text></{p}comment>",
        local_cell(row, col),
        runs(p, note, index)
    )
}

fn runs(p: &str, note: &Note, index: &str) -> String {
    note.pieces(index)
        .iter()
        .map(|(bold, text)| run(p, *bold, text))
        .collect()
}

fn run(p: &str, bold: bool, text: &str) -> String {
    let bold = if bold {
        format!("<{p}b/>")
    } else {
        String::new()
    };
    format!(
        "<{p}r><{p}rPr>{bold}<{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(text)
    )
}

/// The part with our comments; `there` is the part of the workbook, if it has one.
pub(super) fn write(
    there: Option<&str>,
    notes: &Notes,
    index: &str,
) -> Result<CommentsPart, AnnotateError> {
    let Some(text) = there else {
        return Ok(fresh(notes, index));
    };
    let top = root(text)?;
    let p = top.open.prefix();
    let children = elements(text, 1)?;
    let named = |name: &str| children.iter().find(|child| child.open.local() == name);
    let (authors, list) = (named("authors"), named("commentList"));
    let by = CommentAuthors::of(text, authors)?;
    let mut edits = Edits::default();
    if by.ours.is_none() {
        let author = format!("<{p}author>{AUTHOR}</{p}author>");
        match authors {
            Some(authors) => edits.append(authors, &author),
            None => edits.insert(
                top.open.span.end,
                format!("<{p}authors>{author}</{p}authors>"),
            ),
        }
    }
    let mut work = CommentsWork {
        text,
        p,
        index,
        by,
        edits,
        rest: notes.clone(),
        written: CommentsPart::default(),
    };
    if let Some(list) = list {
        for found in comments(text, list)? {
            work.meet(&found)?;
        }
    }
    let new = work.new_ones();
    let CommentsWork {
        mut edits,
        rest,
        mut written,
        ..
    } = work;
    match list {
        Some(list) => edits.append(list, &new),
        None => edits.append(&top, &format!("<{p}commentList>{new}</{p}commentList>")),
    }
    written.boxes = rest.keys().copied().collect();
    written.text = edits.applied(text)?;
    Ok(written)
}

/// The part while its comments are met.
struct CommentsWork<'a> {
    text: &'a str,
    /// The prefix of its elements.
    p: &'a str,
    index: &'a str,
    by: CommentAuthors,
    edits: Edits,
    /// Our comments whose cells were not met.
    rest: Notes,
    written: CommentsPart,
}

impl CommentsWork<'_> {
    /// A comment that is there: one of ours goes, one of others is extended.
    fn meet(&mut self, found: &Element<'_>) -> Result<(), AnnotateError> {
        let Some(at) = found.open.value("ref").and_then(|at| parse_cell(&at)) else {
            return Ok(());
        };
        let wrote = self.by.wrote(found);
        if wrote == CommentBy::Us {
            // Of a former run: said anew, or over.
            self.edits.replace(found.span(), String::new());
            self.written.dropped.insert(at);
        } else if let Some(note) = self.rest.remove(&at) {
            if wrote == CommentBy::Thread {
                self.written.threaded += 1;
            } else {
                let shown = extend(self.text, found, self.p, &note, self.index, &mut self.edits)?;
                self.written.extended.insert(at, shown);
            }
        }
        Ok(())
    }

    /// Our comments on cells that have none.
    fn new_ones(&self) -> String {
        let author = self.by.ours.unwrap_or(self.by.names.len());
        self.rest
            .iter()
            .map(|(at, note)| comment(self.p, *at, note, author, self.index))
            .collect()
    }
}

/// Who wrote a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CommentBy {
    Us,
    /// The talk of several people, of which the comment is only a picture.
    Thread,
    Others,
}

/// The authors of the comments of a sheet.
struct CommentAuthors {
    names: Vec<String>,
    /// Which of them we are, if a former run left us there.
    ours: Option<usize>,
}

impl CommentAuthors {
    fn of(text: &str, authors: Option<&Element<'_>>) -> Result<Self, AnnotateError> {
        let names =
            authors.map_or_else(|| Ok(Vec::new()), |authors| author_names(text, authors))?;
        let ours = names.iter().position(|name| name == AUTHOR);
        Ok(Self { names, ours })
    }

    fn wrote(&self, comment: &Element<'_>) -> CommentBy {
        let number = comment.open.number("authorId");
        let by = number.map_or(usize::MAX, |by| by as usize);
        match self.names.get(by) {
            _ if Some(by) == self.ours => CommentBy::Us,
            Some(name) if name.starts_with("tc=") => CommentBy::Thread,
            _ => CommentBy::Others,
        }
    }
}

fn author_names(text: &str, authors: &Element<'_>) -> Result<Vec<String>, AnnotateError> {
    let mut names = Vec::new();
    for author in inner(text, authors)? {
        let end = author
            .close
            .as_ref()
            .map_or(author.open.span.end, |close| close.start);
        let name = text.get(author.open.span.end..end).unwrap_or_default();
        names.push(unescape(name).unwrap_or_default().trim().to_owned());
    }
    Ok(names)
}

fn comments<'a>(text: &'a str, list: &Element<'_>) -> Result<Vec<Element<'a>>, AnnotateError> {
    Ok(inner(text, list)?
        .into_iter()
        .filter(|found| found.open.local() == "comment")
        .collect())
}

/// The elements right inside another of depth 1.
fn inner<'a>(text: &'a str, parent: &Element<'_>) -> Result<Vec<Element<'a>>, AnnotateError> {
    let span = parent.span();
    Ok(elements(text, 2)?
        .into_iter()
        .filter(|found| span.contains(&found.open.span.start))
        .collect())
}

/// Adds ours to the comment of another; the lines that its own text takes.
fn extend(
    text: &str,
    comment: &Element<'_>,
    p: &str,
    note: &Note,
    index: &str,
    edits: &mut Edits,
) -> Result<usize, AnnotateError> {
    let span = comment.span();
    let inside = &text[span.clone()];
    let at = |place: usize| span.start + place;
    let ours = format!(
        "{}{}",
        run(p, true, &format!("\n\n{RULE}\n")),
        runs(p, note, index)
    );
    let mut characters = 0;
    let mut end = None;
    let mut open: Option<Tag<'_>> = None;
    for tag in Tags::of(inside) {
        let tag = tag?;
        match (tag.depth, tag.local()) {
            (1, "text") if tag.kind == TagKind::Empty => {
                edits.replace(
                    at(tag.span.start)..at(tag.span.end),
                    format!("{}{ours}</{}>", Tag::opened(tag.raw), tag.name()),
                );
                return Ok(0);
            }
            (1, "text") if !tag.begins() => end = end.or(Some(tag.span.start)),
            // Reading aids come after every run.
            (2, "rPh" | "phoneticPr") if tag.begins() => end = end.or(Some(tag.span.start)),
            // A plain text becomes a run, as runs follow it.
            (2, "t") if tag.begins() => edits.insert(at(tag.span.start), format!("<{p}r>")),
            _ => {}
        }
        if tag.depth == 2 && tag.local() == "t" && tag.ends() {
            edits.insert(at(tag.span.end), format!("</{p}r>"));
        }
        if tag.local() == "t" {
            if let Some(open) = open.take() {
                characters += inside[open.span.end..tag.span.start].chars().count();
            }
            if tag.kind == TagKind::Open {
                open = Some(tag);
            }
        }
    }
    edits.insert(at(end.ok_or(PatchError::Corrupt)?), ours);
    Ok(notes::lines(characters) + 2)
}
