//! The inside of a paragraph: runs of text, tabs, breaks, fields, references to notes, links.

use unicode_normalization::UnicodeNormalization as _;

use super::model::Inline;
use super::model::Link;
use super::parts::Reader;
use super::props::RunProps;
use super::xml::Child;
use super::xml::Node;

/// A field that is being read (17.16): its instruction, then what it last came to.
#[derive(Default)]
struct InlineField {
    instruction: String,
    /// Its result is worked out by us: what it last came to is passed over.
    replaced: bool,
}

/// The inlines of a paragraph so far.
pub(super) struct Inlines<'r, 'a> {
    reader: &'r mut Reader<'a>,
    /// How text looks when its run says nothing.
    base: RunProps,
    fields: Vec<InlineField>,
    inlines: Vec<Inline>,
    anchors: Vec<String>,
}

impl<'r, 'a> Inlines<'r, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'a>, base: RunProps) -> Self {
        Self {
            reader,
            base,
            fields: Vec::new(),
            inlines: Vec::new(),
            anchors: Vec::new(),
        }
    }

    /// What was read: the inlines, and the names of the bookmarks.
    pub(super) fn done(self) -> (Vec<Inline>, Vec<String>) {
        (self.inlines, self.anchors)
    }

    /// Everything inside an element.
    pub(super) fn inside(&mut self, node: &'a Node, run: RunProps, link: Option<usize>) {
        for child in &node.children {
            match child {
                Child::Node(node) => self.node(node, run, link),
                // Text outside of `t` is whitespace between elements, or something that we do not
                // know.
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => self.text(text.trim(), run, link),
            }
        }
    }

    /// One element inside a paragraph.
    pub(super) fn node(&mut self, node: &'a Node, run: RunProps, link: Option<usize>) {
        match node.name.as_str() {
            "r" => self.run(node, link),
            "t" => self.written(node, run, link),
            "hyperlink" => {
                let link = self.link(node).or(link);
                self.inside(node, run, link);
            }
            "bookmarkStart" => self.anchors.extend(node.attr("name").map(str::to_owned)),
            "fldSimple" => self.simple_field(node, run, link),
            "fldChar" => self.field(node.attr("fldCharType").unwrap_or_default(), run),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&node.text());
                }
            }
            "AlternateContent" => {
                if let Some(first) = node.nodes().next() {
                    self.inside(first, run, link);
                }
            }
            "p" => {
                // The text of a box inside this paragraph.
                self.inside(node, run, link);
                self.push(Inline::Break(run));
            }
            "docPr" => {
                if let Some(text) = node.attr("descr").filter(|text| !text.is_empty()) {
                    self.text(&format!("[{text}]"), run, link);
                }
            }
            name if is_silent(name) => {}
            name => {
                if !self.mark(name, node, run) {
                    self.inside(node, run, link);
                }
            }
        }
    }

    fn run(&mut self, node: &'a Node, link: Option<usize>) {
        let props = node.get("rPr");
        let style = self
            .reader
            .styles
            .run(props.and_then(|props| props.val("rStyle")));
        let run = props
            .map(RunProps::read)
            .unwrap_or_default()
            .over(style)
            .over(self.base);
        self.inside(node, run, link);
    }

    /// The text of a run; blanks around it only where it says that they are meant.
    fn written(&mut self, node: &'a Node, run: RunProps, link: Option<usize>) {
        let text = node.text();
        let text = match node.attr("space") {
            Some("preserve") => text.as_str(),
            _ => text.trim_matches([' ', '\n', '\r', '\t']),
        };
        self.text(text, run, link);
    }

    fn simple_field(&mut self, node: &'a Node, run: RunProps, link: Option<usize>) {
        let replaced = self.computed(node.attr("instr").unwrap_or_default(), run);
        self.fields.push(InlineField {
            instruction: String::new(),
            replaced,
        });
        self.inside(node, run, link);
        self.fields.pop();
    }

    /// Elements that stand for a character or a place; false for anything else.
    fn mark(&mut self, name: &str, node: &'a Node, run: RunProps) -> bool {
        match name {
            "tab" | "ptab" => self.push(Inline::Tab(run)),
            "br" if matches!(node.attr("type"), Some("page" | "column")) => {
                self.push(Inline::PageBreak(run));
            }
            "br" | "cr" => self.push(Inline::Break(run)),
            "noBreakHyphen" => self.text("\u{2011}", run, None),
            "softHyphen" => self.text("\u{ad}", run, None),
            "sym" => {
                let code = node
                    .attr("char")
                    .and_then(|code| u32::from_str_radix(code, 16).ok());
                let c = code
                    .and_then(char::from_u32)
                    .filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))
                    .unwrap_or('•');
                self.text(c.encode_utf8(&mut [0; 4]), run, None);
            }
            "pgNum" => self.push(Inline::Page(run)),
            "footnoteReference" => self.note("footnote", node, run),
            "endnoteReference" => self.note("endnote", node, run),
            "footnoteRef" | "endnoteRef" => {
                if let Some(number) = self.reader.inside {
                    self.text(&(number + 1).to_string(), run, None);
                }
            }
            _ => return false,
        }
        true
    }

    fn shown(&self, run: RunProps) -> bool {
        !run.hidden() && !self.fields.iter().any(|field| field.replaced)
    }

    fn push(&mut self, inline: Inline) {
        if !self.fields.iter().any(|field| field.replaced) {
            self.inlines.push(inline);
        }
    }

    fn text(&mut self, text: &str, run: RunProps, link: Option<usize>) {
        // The instruction of a field is no text of the document.
        if text.is_empty() || !self.shown(run) {
            return;
        }
        let text = clean(text);
        self.inlines.push(Inline::Text(
            if run.caps() {
                text.to_uppercase()
            } else {
                text
            },
            run,
            link,
        ));
    }

    /// A reference and its note; a note that is not there is a reference without one.
    fn note(&mut self, kind: &'static str, node: &'a Node, run: RunProps) {
        // A note inside a note would have no end.
        if self.reader.inside.is_some() || !self.shown(run) {
            return;
        }
        let found = node
            .attr("id")
            .and_then(|id| self.reader.note_nodes.get(&(kind, id)))
            .copied();
        let number = self.reader.notes.len();
        self.reader.notes.push(Vec::new());
        if let Some(note) = found {
            self.reader.inside = Some(number);
            let mut blocks = Vec::new();
            self.reader.blocks(note, &mut blocks);
            self.reader.notes[number] = blocks;
            self.reader.inside = None;
        }
        self.push(Inline::Note(number, run));
    }

    fn link(&mut self, node: &Node) -> Option<usize> {
        let link = match (
            node.attr("id").and_then(|id| self.reader.relations.get(id)),
            node.attr("anchor"),
        ) {
            (Some((target, true)), _) => Link::Outside(target.clone()),
            (_, Some(anchor)) => Link::Inside(anchor.to_owned()),
            _ => return None,
        };
        self.reader.links.push(link);
        Some(self.reader.links.len() - 1)
    }

    fn field(&mut self, step: &str, run: RunProps) {
        match step {
            "begin" => self.fields.push(InlineField::default()),
            "separate" => {
                let instruction = self
                    .fields
                    .last_mut()
                    .map(|field| std::mem::take(&mut field.instruction));
                let replaced = self.computed(&instruction.unwrap_or_default(), run);
                if let Some(field) = self.fields.last_mut() {
                    field.replaced = replaced;
                }
            }
            "end" => {
                if let Some(field) = self.fields.pop() {
                    self.computed(&field.instruction, run);
                }
            }
            _ => {}
        }
    }

    /// Fields that we work out ourselves; false for those whose last result is shown.
    fn computed(&mut self, instruction: &str, run: RunProps) -> bool {
        match instruction.split_whitespace().next() {
            Some("PAGE") => self.push(Inline::Page(run)),
            Some("NUMPAGES" | "SECTIONPAGES") => self.push(Inline::Pages(run)),
            _ => return false,
        }
        true
    }
}

/// Elements whose text is not shown: properties, deleted text.
pub(super) fn is_silent(name: &str) -> bool {
    name.ends_with("Pr")
        || matches!(
            name,
            "del"
                | "moveFrom"
                | "delText"
                | "delInstrText"
                | "tblPrEx"
                | "posOffset"
                | "sizeRelH"
                | "sizeRelV"
                | "pctWidth"
                | "pctHeight"
        )
}

/// Text as a page can show it: composed, without control characters.
pub(super) fn clean(text: &str) -> String {
    text.nfc()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}
