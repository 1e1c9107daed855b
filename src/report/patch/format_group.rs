//! A group of a style sheet (fonts, fills, cell formats …): what the workbook has, what is added.

use std::ops::Range;

use super::PatchError;
use super::xml::Edits;
use super::xml::Element;
use super::xml::Tag;
use super::xml::Tags;
use super::xml::local;

/// The children of a style sheet in the order of its schema (ECMA-376 part 1, 18.8.39).
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// What stands first in a group that the workbook lacks; `#` is the prefix.
const FIRST: [(&str, &[&str]); 4] = [
    (
        "fonts",
        &["<#font><#sz val=\"11\"/><#name val=\"Calibri\"/></#font>"],
    ),
    (
        "fills",
        &[
            "<#fill><#patternFill patternType=\"none\"/></#fill>",
            "<#fill><#patternFill patternType=\"gray125\"/></#fill>",
        ],
    ),
    (
        "borders",
        &["<#border><#left/><#right/><#top/><#bottom/><#diagonal/></#border>"],
    ),
    (
        "cellXfs",
        &["<#xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"],
    ),
];

/// Formats of one kind: those of the workbook, and what is added.
#[derive(Debug)]
pub(super) struct FormatGroup {
    name: &'static str,
    items: Vec<String>,
    /// How many of them the workbook has.
    there: usize,
}

impl FormatGroup {
    /// Reads the formats of one kind of a style sheet whose names have this prefix.
    pub(super) fn of(text: &str, name: &'static str, prefix: &str) -> Result<Self, PatchError> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut inside = false;
        for tag in Tags::of(text) {
            let tag = tag?;
            match tag.depth {
                1 => inside = tag.begins() && !tag.ends() && local(tag.name()) == name,
                2 if inside && tag.begins() => spans.push(tag.span),
                2 if inside => {
                    if let Some(last) = spans.last_mut() {
                        last.end = tag.span.end;
                    }
                }
                _ => {}
            }
        }
        let mut items: Vec<String> = spans
            .into_iter()
            .map(|span| text[span].to_owned())
            .collect();
        let there = items.len();
        if items.is_empty() {
            let first = FIRST.iter().find(|(group, _)| *group == name);
            let first = first.map_or(&[][..], |(_, first)| first);
            items = first.iter().map(|item| item.replace('#', prefix)).collect();
        }
        Ok(Self { name, items, there })
    }

    /// All formats, by their numbers.
    pub(super) fn items(&self) -> &[String] {
        &self.items
    }

    pub(super) fn get(&self, number: u32) -> Option<&str> {
        self.items.get(number as usize).map(String::as_str)
    }

    /// The number of a format, added unless it was added before.
    pub(super) fn add(&mut self, item: String) -> usize {
        let at = self.items[self.there..]
            .iter()
            .position(|other| *other == item);
        at.map_or_else(
            || {
                self.items.push(item);
                self.items.len() - 1
            },
            |at| at + self.there,
        )
    }

    /// Puts what was added into the style sheet: into its group, or as a group of its own before
    /// what the schema has behind it. What is to stand last is handed back.
    pub(super) fn write(
        &self,
        edits: &mut Edits,
        children: &[Element<'_>],
        prefix: &str,
    ) -> Option<String> {
        let added = self.items[self.there..].concat();
        let count = self.items.len().to_string();
        let own = children
            .iter()
            .find(|child| child.open.local() == self.name);
        if let Some(own) = own {
            if !added.is_empty() {
                grow(edits, own, &added, &count);
            }
            return None;
        }
        if self.items.is_empty() {
            return None;
        }
        let text = format!(
            "<{prefix}{0} count=\"{count}\">{added}</{prefix}{0}>",
            self.name
        );
        let next = children
            .iter()
            .find(|child| rank(child.open.local()) > rank(self.name));
        match next {
            Some(next) => edits.insert(next.open.span.start, text),
            None => return Some(text),
        }
        None
    }
}

/// Adds to a group and sets its count.
fn grow(edits: &mut Edits, parent: &Element<'_>, added: &str, count: &str) {
    let open = parent.open.with(&[("count", count)]);
    if let Some(close) = &parent.close {
        edits.replace(parent.open.span.clone(), open);
        edits.insert(close.start, added.to_owned());
    } else {
        let text = format!("{}{added}</{}>", Tag::opened(&open), parent.open.name());
        edits.replace(parent.open.span.clone(), text);
    }
}

fn rank(name: &str) -> usize {
    ORDER
        .iter()
        .position(|other| *other == name)
        .unwrap_or(ORDER.len())
}
