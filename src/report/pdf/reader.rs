//! Reads the parts of a DOCX. What it does not know is not lost: its text is printed.

use std::collections::BTreeMap;

use super::Defect;
use super::DocxPart;
use super::inlines;
use super::inlines::Inlines;
use super::model::Inline;
use super::model::Label;
use super::model::PdfBlock;
use super::model::PdfCell;
use super::model::PdfDocument;
use super::model::PdfParagraph;
use super::model::PdfRow;
use super::model::PdfSection;
use super::model::PdfSheet;
use super::model::PdfTable;
use super::model::Runnings;
use super::parts::Reader;
use super::props::ParaProps;
use super::props::RunProps;
use super::sheets;
use super::tables::CellProps;
use super::tables::RowProps;
use super::tables::TableProps;
use super::xml;
use super::xml::Child;
use super::xml::Node;

/// Distance of tab stops when the settings say none.
const TAB: f32 = 36.0;

/// Reads the parts of a document.
pub(super) fn read(parts: &[DocxPart]) -> Result<(PdfDocument, Runnings), Defect> {
    let mut trees = BTreeMap::new();
    for part in parts
        .iter()
        .filter(|part| part.path != "[Content_Types].xml")
    {
        trees.insert(part.path.to_string(), xml::parse(part.path, &part.text)?);
    }
    let missing = || Defect("thiếu word/document.xml".to_owned());
    let body = trees
        .get("word/document.xml")
        .and_then(|root| root.get("body"))
        .ok_or_else(missing)?;
    let mut reader = Reader::new(&trees);
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks);
    let core = trees.get("docProps/core.xml");
    let said = |name: &str| {
        core.and_then(|core| core.get(name))
            .map(Node::text)
            .unwrap_or_default()
    };
    let tab = reader
        .settings()
        .and_then(|node| node.get("defaultTabStop"))
        .and_then(|node| node.twips("val"));
    let compat = reader.settings().and_then(|node| node.get("compat"));
    let added = compat.and_then(|node| node.flag("doNotUseHTMLParagraphAutoSpacing")) == Some(true);
    let language = said("language");
    let document = PdfDocument {
        title: said("title"),
        author: said("creator"),
        language: if language.is_empty() {
            "vi-VN".to_owned()
        } else {
            language
        },
        tab: tab.filter(|tab| *tab >= 1.0).unwrap_or(TAB),
        added,
        sections: sections(blocks),
        notes: reader.notes,
        links: reader.links,
    };
    Ok((document, reader.runnings))
}

/// Blocks divided where sections end; a section without running texts has those of the one before
/// it.
fn sections(blocks: Vec<PdfBlock>) -> Vec<PdfSection> {
    let mut sections: Vec<PdfSection> = Vec::new();
    let mut open = Vec::new();
    for block in blocks {
        let PdfBlock::End(mut sheet) = block else {
            open.push(block);
            continue;
        };
        if let Some(before) = sections.last() {
            sheets::inherit(&mut sheet, &before.sheet);
        }
        sections.push(PdfSection {
            sheet: *sheet,
            blocks: std::mem::take(&mut open),
        });
    }
    if !open.is_empty() || sections.is_empty() {
        let sheet = sections
            .last()
            .map_or_else(PdfSheet::a4, |section| section.sheet.clone());
        sections.push(PdfSection {
            sheet,
            blocks: open,
        });
    }
    sections
}

impl<'a> Reader<'a> {
    /// The blocks inside an element, whatever wraps them.
    pub(super) fn blocks(&mut self, node: &'a Node, out: &mut Vec<PdfBlock>) {
        for child in &node.children {
            match child {
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => {
                    let style = self.styles.paragraph(None);
                    let inlines = vec![Inline::Text(inlines::clean(text), style.run, None)];
                    out.push(PdfBlock::Paragraph(PdfParagraph {
                        mark: style.run,
                        inlines,
                        ..PdfParagraph::default()
                    }));
                }
                Child::Node(node) => self.block(node, out),
            }
        }
    }

    fn block(&mut self, node: &'a Node, out: &mut Vec<PdfBlock>) {
        match node.name.as_str() {
            "p" => self.paragraph(node, out),
            "tbl" => {
                let table = self.table(node);
                out.push(PdfBlock::Table(table));
            }
            "sectPr" => {
                let sheet = self.sheet(node);
                out.push(PdfBlock::End(Box::new(sheet)));
            }
            // A run without a paragraph around it.
            "r" | "t" | "hyperlink" => {
                let run = self.styles.paragraph(None).run;
                let mut paragraph = PdfParagraph {
                    mark: run,
                    ..PdfParagraph::default()
                };
                self.inlines(node, run, &mut paragraph);
                out.push(PdfBlock::Paragraph(paragraph));
            }
            "AlternateContent" => node.nodes().take(1).for_each(|node| self.blocks(node, out)),
            name if inlines::is_silent(name) => {}
            _ => self.blocks(node, out),
        }
    }

    fn paragraph(&mut self, node: &'a Node, out: &mut Vec<PdfBlock>) {
        let props = node.get("pPr");
        let id = props.and_then(|props| props.val("pStyle"));
        let style = self.styles.paragraph(id);
        let own = props.map(ParaProps::read).unwrap_or_default();
        let listed = own.list.0.is_some();
        let mut para = own.clone().over(&style.para);
        let mark = props
            .and_then(|props| props.get("rPr"))
            .map(RunProps::read)
            .unwrap_or_default()
            .over(style.run);
        let mut label = None;
        if let (Some(list), at) = para.list.clone() {
            let at = at.unwrap_or(0);
            if let Some(level) = self.numbering.level(&list, at).cloned() {
                let run = level.run.over(mark);
                label = self
                    .numbering
                    .next(&list, at)
                    .filter(|text| !text.is_empty())
                    .map(|text| Label {
                        text,
                        run,
                        suffix: level.suffix,
                    });
                if listed {
                    para = own.over(&level.para.over(&style.para));
                }
            }
        }
        let mut paragraph = PdfParagraph {
            style: id.unwrap_or_default().to_owned(),
            props: para,
            mark,
            label,
            ..PdfParagraph::default()
        };
        self.inlines(node, style.run, &mut paragraph);
        out.push(PdfBlock::Paragraph(paragraph));
        if let Some(section) = props.and_then(|props| props.get("sectPr")) {
            let sheet = self.sheet(section);
            out.push(PdfBlock::End(Box::new(sheet)));
        }
    }

    fn inlines(&mut self, node: &'a Node, run: RunProps, paragraph: &mut PdfParagraph) {
        let mut inlines = Inlines::new(self, run);
        if node.name == "p" {
            inlines.inside(node, run, None);
        } else {
            inlines.node(node, run, None);
        }
        (paragraph.inlines, paragraph.anchors) = inlines.done();
    }

    fn table(&mut self, node: &'a Node) -> PdfTable {
        let style = self.styles.table(
            node.find(&["tblPr"])
                .and_then(|props| props.val("tblStyle")),
        );
        let props = TableProps::read(node).over(&style.table);
        let columns = node
            .get("tblGrid")
            .into_iter()
            .flat_map(Node::nodes)
            .filter(|node| node.name == "gridCol");
        let grid = columns
            .map(|column| column.twips("w").unwrap_or(0.0).max(0.0))
            .collect();
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        PdfTable { props, grid, rows }
    }

    /// The rows of a table, whatever wraps them.
    fn rows(&mut self, node: &'a Node, rows: &mut Vec<PdfRow>) {
        for node in node.nodes() {
            match node.name.as_str() {
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(node, &mut cells);
                    rows.push(PdfRow {
                        props: RowProps::read(node),
                        cells,
                    });
                }
                name if inlines::is_silent(name) || name == "tblGrid" => {}
                _ => self.rows(node, rows),
            }
        }
    }

    fn cells(&mut self, node: &'a Node, cells: &mut Vec<PdfCell>) {
        for node in node.nodes() {
            match node.name.as_str() {
                "tc" => {
                    let mut blocks = Vec::new();
                    self.blocks(node, &mut blocks);
                    blocks.retain(|block| !matches!(block, PdfBlock::End(_)));
                    cells.push(PdfCell {
                        props: CellProps::read(node),
                        blocks,
                    });
                }
                name if inlines::is_silent(name) => {}
                _ => self.cells(node, cells),
            }
        }
    }
}
