//! Properties of tables, rows and cells (17.4 of ECMA-376).

use super::props::Align;
use super::props::Colour;
use super::props::PdfEdge;
use super::props::Sides;
use super::props::border;
use super::props::borders;
use super::props::shade;
use super::xml::Node;
use super::xml::points;

/// A width as tables write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Width {
    Points(f32),
    /// Of the room between the margins.
    Share(f32),
}

/// How a table looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TableProps {
    pub(super) borders: Sides<PdfEdge>,
    pub(super) between_rows: PdfEdge,
    pub(super) between_columns: PdfEdge,
    pub(super) padding: Sides<Option<f32>>,
    pub(super) indent: Option<f32>,
    pub(super) align: Option<Align>,
    pub(super) width: Option<Width>,
    /// What it is, for who has it read out.
    pub(super) caption: Option<String>,
}

impl TableProps {
    /// What the element `tblPr` inside a table or a table style says.
    pub(super) fn read(node: &Node) -> Self {
        let Some(node) = node.get("tblPr") else {
            return Self::default();
        };
        let lines = node.get("tblBorders");
        let between = |name: &str| {
            lines
                .and_then(|lines| lines.get(name))
                .map(border)
                .unwrap_or_default()
        };
        Self {
            borders: lines.map(borders).unwrap_or_default(),
            between_rows: between("insideH"),
            between_columns: between("insideV"),
            padding: node.get("tblCellMar").map(padding).unwrap_or_default(),
            indent: node.get("tblInd").and_then(|node| node.twips("w")),
            align: node.val("jc").map(|text| match text {
                "center" => Align::Centre,
                "right" | "end" => Align::Right,
                _ => Align::Left,
            }),
            width: node.get("tblW").and_then(width),
            caption: node
                .val("tblCaption")
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
        }
    }

    /// These properties, and where they say nothing, those of `behind`.
    pub(super) fn over(self, behind: &Self) -> Self {
        Self {
            borders: self.borders.over(behind.borders),
            between_rows: self.between_rows.or(behind.between_rows),
            between_columns: self.between_columns.or(behind.between_columns),
            padding: self.padding.over(behind.padding),
            indent: self.indent.or(behind.indent),
            align: self.align.or(behind.align),
            width: self.width.or(behind.width),
            caption: self.caption.or_else(|| behind.caption.clone()),
        }
    }
}

/// Where the text of a cell stands between its top and its bottom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum VerticalAlign {
    #[default]
    Top,
    Centre,
    Bottom,
}

/// A cell among those above and below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum PdfMerge {
    #[default]
    No,
    /// The first of the cells that are one.
    First,
    /// Covered by the first.
    Covered,
}

/// How a cell looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CellProps {
    pub(super) width: Option<Width>,
    /// Columns of the grid that it covers.
    pub(super) span: usize,
    pub(super) merge: PdfMerge,
    pub(super) upright: VerticalAlign,
    pub(super) shade: Option<Colour>,
    pub(super) borders: Sides<PdfEdge>,
    pub(super) padding: Sides<Option<f32>>,
}

impl CellProps {
    /// What the element `tcPr` inside a cell says.
    pub(super) fn read(cell: &Node) -> Self {
        let Some(node) = cell.get("tcPr") else {
            return Self {
                span: 1,
                ..Self::default()
            };
        };
        Self {
            width: node.get("tcW").and_then(width),
            span: span(node, "gridSpan").max(1),
            merge: match node.get("vMerge").map(|node| node.attr("val")) {
                None => PdfMerge::No,
                Some(Some("restart")) => PdfMerge::First,
                Some(_) => PdfMerge::Covered,
            },
            upright: match node.val("vAlign") {
                Some("center") => VerticalAlign::Centre,
                Some("bottom") => VerticalAlign::Bottom,
                _ => VerticalAlign::Top,
            },
            shade: node.get("shd").and_then(shade),
            borders: node.get("tcBorders").map(borders).unwrap_or_default(),
            padding: node.get("tcMar").map(padding).unwrap_or_default(),
        }
    }
}

/// How a row looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct RowProps {
    /// Repeated at the top of each page.
    pub(super) header: bool,
    /// Not divided between pages.
    pub(super) whole: bool,
    /// Points, and whether it may not be higher.
    pub(super) height: Option<(f32, bool)>,
    /// Columns of the grid before its first cell.
    pub(super) skipped: usize,
}

impl RowProps {
    /// What the element `trPr` inside a row says.
    pub(super) fn read(row: &Node) -> Self {
        let Some(node) = row.get("trPr") else {
            return Self::default();
        };
        let height = node.get("trHeight").and_then(|height| {
            let exact = height.attr("hRule") == Some("exact");
            Some((height.twips("val")?.max(0.0), exact))
        });
        Self {
            header: node.flag("tblHeader") == Some(true),
            whole: node.flag("cantSplit") == Some(true),
            height,
            skipped: span(node, "gridBefore"),
        }
    }
}

fn span(node: &Node, name: &str) -> usize {
    node.val(name)
        .and_then(|text| text.parse().ok())
        .filter(|span| *span <= 1000)
        .unwrap_or(0)
}

fn padding(node: &Node) -> Sides<Option<f32>> {
    let side = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| node.get(name))
            .and_then(|node| node.twips("w"))
    };
    Sides {
        top: side(["top", "top"]),
        right: side(["right", "end"]),
        bottom: side(["bottom", "bottom"]),
        left: side(["left", "start"]),
    }
}

/// A width; `auto` is none. Shares are in fiftieths of a percent, or end in `%`.
fn width(node: &Node) -> Option<Width> {
    let text = node.attr("w")?;
    match node.attr("type") {
        Some("pct") => match text.strip_suffix('%') {
            Some(percent) => points(percent, 100.0).map(Width::Share),
            None => points(text, 5000.0).map(Width::Share),
        },
        Some("dxa") | None => points(text, 20.0)
            .filter(|width| *width > 0.0)
            .map(Width::Points),
        Some(_) => None,
    }
}
