//! Styles (17.7 of ECMA-376) with what they inherit, worked out once.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::numbering::PdfNumbering;
use super::props::ParaProps;
use super::props::RunProps;
use super::tables::TableProps;
use super::xml::Node;

/// Styles based on each other at most; a circle ends here.
const MAX_BASES: usize = 24;

/// How a paragraph of a style looks, with its defaults.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfStyle {
    pub(super) para: ParaProps,
    pub(super) run: RunProps,
    pub(super) table: TableProps,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct PdfStyles {
    paragraphs: BTreeMap<String, Rc<PdfStyle>>,
    runs: BTreeMap<String, RunProps>,
    tables: BTreeMap<String, Rc<PdfStyle>>,
    paragraph: Rc<PdfStyle>,
    table: Rc<PdfStyle>,
}

impl PdfStyles {
    /// What the part `styles.xml` says. The levels of a list lend their indents to the styles that
    /// number.
    pub(super) fn read(root: &Node, numbering: &PdfNumbering) -> Self {
        let nodes: BTreeMap<&str, &Node> = root
            .nodes()
            .filter(|node| node.name == "style")
            .filter_map(|node| Some((node.attr("styleId")?, node)))
            .collect();
        let defaults = PdfStyle {
            para: root
                .find(&["docDefaults", "pPrDefault", "pPr"])
                .map(ParaProps::read)
                .unwrap_or_default(),
            run: root
                .find(&["docDefaults", "rPrDefault", "rPr"])
                .map(RunProps::read)
                .unwrap_or_default(),
            table: TableProps::default(),
        };
        let mut styles = Self {
            paragraph: Rc::new(defaults.clone()),
            ..Self::default()
        };
        for (id, node) in &nodes {
            let chosen = matches!(node.attr("default"), Some("1" | "true" | "on"));
            let id = (*id).to_owned();
            match node.attr("type") {
                Some("character") => {
                    styles.runs.insert(
                        id,
                        inherited(node, &nodes, numbering, PdfStyle::default()).run,
                    );
                }
                Some("table") => {
                    let style = Rc::new(inherited(node, &nodes, numbering, PdfStyle::default()));
                    if chosen {
                        styles.table = Rc::clone(&style);
                    }
                    styles.tables.insert(id, style);
                }
                _ => {
                    let style = Rc::new(inherited(node, &nodes, numbering, defaults.clone()));
                    if chosen {
                        styles.paragraph = Rc::clone(&style);
                    }
                    styles.paragraphs.insert(id, style);
                }
            }
        }
        styles
    }

    /// The style of a paragraph; without a name, or with one that is not there, the default.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Rc<PdfStyle> {
        Rc::clone(
            id.and_then(|id| self.paragraphs.get(id))
                .unwrap_or(&self.paragraph),
        )
    }

    /// What a character style adds to a run.
    pub(super) fn run(&self, id: Option<&str>) -> RunProps {
        id.and_then(|id| self.runs.get(id))
            .copied()
            .unwrap_or_default()
    }

    /// The style of a table.
    pub(super) fn table(&self, id: Option<&str>) -> Rc<PdfStyle> {
        Rc::clone(id.and_then(|id| self.tables.get(id)).unwrap_or(&self.table))
    }
}

/// A style over those that it is based on, the last of them over `defaults`.
fn inherited(
    node: &Node,
    nodes: &BTreeMap<&str, &Node>,
    numbering: &PdfNumbering,
    defaults: PdfStyle,
) -> PdfStyle {
    let mut chain = vec![node];
    while let Some(base) = chain
        .last()
        .and_then(|node| node.val("basedOn"))
        .and_then(|id| nodes.get(id))
    {
        if chain.len() >= MAX_BASES {
            break;
        }
        chain.push(base);
    }
    chain
        .into_iter()
        .rev()
        .fold(defaults, |behind, node| own(node, numbering, &behind))
}

/// What a style itself says over what stands behind it.
fn own(node: &Node, numbering: &PdfNumbering, behind: &PdfStyle) -> PdfStyle {
    let para = node.get("pPr").map(ParaProps::read).unwrap_or_default();
    let list = para
        .list
        .0
        .clone()
        .and_then(|list| numbering.level(&list, para.list.1.unwrap_or(0)).cloned());
    let base = match list {
        Some(level) => level.para.over(&behind.para),
        None => behind.para.clone(),
    };
    PdfStyle {
        para: para.over(&base),
        run: node
            .get("rPr")
            .map(RunProps::read)
            .unwrap_or_default()
            .over(behind.run),
        table: TableProps::read(node).over(&behind.table),
    }
}
