//! The parts of a DOCX while they are read.

use std::collections::BTreeMap;

use super::model::Link;
use super::model::PdfBlock;
use super::model::Runnings;
use super::numbering::PdfNumbering;
use super::styles::PdfStyles;
use super::xml::Node;

/// What is needed to read any part of the document.
pub(super) struct Reader<'a> {
    pub(super) styles: PdfStyles,
    pub(super) numbering: PdfNumbering,
    /// Where relations of `document.xml` lead, and whether outside of the package.
    pub(super) relations: BTreeMap<String, (String, bool)>,
    pub(super) note_nodes: BTreeMap<(&'static str, &'a str), &'a Node>,
    pub(super) notes: Vec<Vec<PdfBlock>>,
    pub(super) links: Vec<Link>,
    pub(super) runnings: Runnings,
    /// The running texts that have been read, by the paths of their parts.
    pub(super) read: BTreeMap<String, usize>,
    pub(super) trees: &'a BTreeMap<String, Node>,
    /// The number of the note that is being read.
    pub(super) inside: Option<usize>,
    pub(super) facing: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(trees: &'a BTreeMap<String, Node>) -> Self {
        let part = |name: &str| trees.get(name);
        let numbering = part("word/numbering.xml")
            .map(PdfNumbering::read)
            .unwrap_or_default();
        let styles = part("word/styles.xml")
            .map(|root| PdfStyles::read(root, &numbering))
            .unwrap_or_default();
        let relation = |node: &Node| {
            let outside = node.attr("TargetMode") == Some("External");
            Some((
                node.attr("Id")?.to_owned(),
                (node.attr("Target")?.to_owned(), outside),
            ))
        };
        let relations = part("word/_rels/document.xml.rels")
            .map(|root| root.nodes().filter_map(relation).collect());
        let mut note_nodes = BTreeMap::new();
        for (name, path) in [
            ("footnote", "word/footnotes.xml"),
            ("endnote", "word/endnotes.xml"),
        ] {
            let nodes = part(path)
                .into_iter()
                .flat_map(Node::nodes)
                .filter(|node| node.attr("type").is_none());
            note_nodes.extend(nodes.filter_map(|node| Some(((name, node.attr("id")?), node))));
        }
        let facing =
            part("word/settings.xml").and_then(|node| node.flag("evenAndOddHeaders")) == Some(true);
        Self {
            styles,
            numbering,
            relations: relations.unwrap_or_default(),
            note_nodes,
            notes: Vec::new(),
            links: Vec::new(),
            runnings: Vec::new(),
            read: BTreeMap::new(),
            trees,
            inside: None,
            facing,
        }
    }

    pub(super) fn settings(&self) -> Option<&'a Node> {
        self.trees.get("word/settings.xml")
    }
}
