//! Properties of runs and paragraphs (17.3 of ECMA-376), each said or left to what stands behind
//! it.

use super::xml::Node;
use super::xml::points;

/// A colour in red, green and blue.
pub(super) type Colour = [u8; 3];

/// Size of text that says none, in points.
const DEFAULT_SIZE: f32 = 10.0;

/// Sizes of text in points that are believed.
const SIZES: std::ops::RangeInclusive<f32> = 1.0..=400.0;

/// How a run of text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct RunProps {
    bold: Option<bool>,
    italic: Option<bool>,
    caps: Option<bool>,
    underline: Option<bool>,
    strike: Option<bool>,
    hidden: Option<bool>,
    size: Option<f32>,
    colour: Option<Colour>,
    raised: Option<Raised>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Raised {
    No,
    Up,
    Down,
}

impl RunProps {
    /// What an element `rPr` says.
    pub(super) fn read(node: &Node) -> Self {
        let either = |one: &str, other: &str| node.flag(one).or_else(|| node.flag(other));
        let size = node
            .val("sz")
            .and_then(|text| points(text, 2.0))
            .filter(|size| SIZES.contains(size));
        Self {
            bold: node.flag("b"),
            italic: node.flag("i"),
            caps: either("caps", "smallCaps"),
            underline: node.flag("u"),
            strike: either("strike", "dstrike"),
            hidden: node.flag("vanish"),
            size,
            colour: node
                .val("color")
                .map(|text| colour(text).unwrap_or_default()),
            raised: node.val("vertAlign").map(|text| match text {
                "superscript" => Raised::Up,
                "subscript" => Raised::Down,
                _ => Raised::No,
            }),
        }
    }

    /// These properties, and where they say nothing, those of `behind`.
    pub(super) fn over(self, behind: Self) -> Self {
        Self {
            bold: self.bold.or(behind.bold),
            italic: self.italic.or(behind.italic),
            caps: self.caps.or(behind.caps),
            underline: self.underline.or(behind.underline),
            strike: self.strike.or(behind.strike),
            hidden: self.hidden.or(behind.hidden),
            size: self.size.or(behind.size),
            colour: self.colour.or(behind.colour),
            raised: self.raised.or(behind.raised),
        }
    }

    pub(super) fn bold(self) -> bool {
        self.bold == Some(true)
    }

    pub(super) fn italic(self) -> bool {
        self.italic == Some(true)
    }

    pub(super) fn caps(self) -> bool {
        self.caps == Some(true)
    }

    pub(super) fn underline(self) -> bool {
        self.underline == Some(true)
    }

    pub(super) fn strike(self) -> bool {
        self.strike == Some(true)
    }

    pub(super) fn hidden(self) -> bool {
        self.hidden == Some(true)
    }

    pub(super) fn colour(self) -> Colour {
        self.colour.unwrap_or_default()
    }

    /// Size that the line is made for, in points.
    pub(super) fn size(self) -> f32 {
        self.size.unwrap_or(DEFAULT_SIZE)
    }

    /// Size of the letters and how far they stand above the base line, in points.
    pub(super) fn letters(self) -> (f32, f32) {
        let size = self.size();
        match self.raised {
            Some(Raised::Up) => (size * 0.62, size * 0.33),
            Some(Raised::Down) => (size * 0.62, size * -0.12),
            _ => (size, 0.0),
        }
    }
}

/// `RRGGBB`; `auto` is no colour of its own.
pub(super) fn colour(text: &str) -> Option<Colour> {
    let number = u32::from_str_radix(text, 16)
        .ok()
        .filter(|_| text.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// Where the lines of a paragraph stand between its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
    Both,
}

/// Distance of the base lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spacing {
    /// A multiple of what the typeface wants.
    Times(f32),
    /// So many points.
    Exact(f32),
    /// So many points or what the typeface wants.
    AtLeast(f32),
}

/// A tab stop, in points from the left margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stop {
    pub(super) at: f32,
    pub(super) align: Align,
    pub(super) dots: bool,
}

/// A line around a paragraph or a cell, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Border {
    pub(super) width: f32,
    pub(super) space: f32,
    pub(super) colour: Colour,
}

/// What is said of one side of a box.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum PdfEdge {
    #[default]
    Unsaid,
    /// There is no line, whatever stands behind.
    Bare,
    Line(Border),
}

/// The four sides of a box: top, right, bottom, left.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sides<T> {
    pub(super) top: T,
    pub(super) right: T,
    pub(super) bottom: T,
    pub(super) left: T,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ParaProps {
    pub(super) align: Option<Align>,
    pub(super) left: Option<f32>,
    pub(super) right: Option<f32>,
    /// Of the first line; negative when it hangs out.
    pub(super) first: Option<f32>,
    pub(super) before: Option<f32>,
    pub(super) after: Option<f32>,
    pub(super) line: Option<Spacing>,
    pub(super) keep_next: Option<bool>,
    pub(super) keep_lines: Option<bool>,
    pub(super) new_page: Option<bool>,
    pub(super) widows: Option<bool>,
    pub(super) contextual: Option<bool>,
    /// 0 is the highest heading; 9 is no heading.
    pub(super) outline: Option<u8>,
    /// List and level.
    pub(super) list: (Option<String>, Option<usize>),
    pub(super) stops: Vec<Stop>,
    pub(super) borders: Sides<PdfEdge>,
    pub(super) shade: Option<Colour>,
}

impl ParaProps {
    /// What an element `pPr` says.
    pub(super) fn read(node: &Node) -> Self {
        let indent = node.get("ind");
        let spacing = node.get("spacing");
        let twips = |of: Option<&Node>, names: &[&str]| {
            of.and_then(|of| names.iter().find_map(|name| of.twips(name)))
        };
        let hanging = twips(indent, &["hanging"]).map(|hanging| -hanging);
        let list = node.get("numPr");
        Self {
            align: node.val("jc").map(align),
            left: twips(indent, &["left", "start"]),
            right: twips(indent, &["right", "end"]),
            first: hanging.or_else(|| twips(indent, &["firstLine"])),
            before: twips(spacing, &["before"]),
            after: twips(spacing, &["after"]),
            line: spacing.and_then(line),
            keep_next: node.flag("keepNext"),
            keep_lines: node.flag("keepLines"),
            new_page: node.flag("pageBreakBefore"),
            widows: node.flag("widowControl"),
            contextual: node.flag("contextualSpacing"),
            outline: node.val("outlineLvl").and_then(|text| text.parse().ok()),
            list: (
                list.and_then(|list| list.val("numId")).map(str::to_owned),
                list.and_then(|list| list.val("ilvl"))
                    .and_then(|level| level.parse().ok()),
            ),
            stops: node.get("tabs").map(stops).unwrap_or_default(),
            borders: node.get("pBdr").map(borders).unwrap_or_default(),
            shade: node.get("shd").and_then(shade),
        }
    }

    /// These properties, and where they say nothing, those of `behind`.
    pub(super) fn over(self, behind: &Self) -> Self {
        let mut stops = self.stops;
        stops.extend(behind.stops.iter().copied());
        Self {
            align: self.align.or(behind.align),
            left: self.left.or(behind.left),
            right: self.right.or(behind.right),
            first: self.first.or(behind.first),
            before: self.before.or(behind.before),
            after: self.after.or(behind.after),
            line: self.line.or(behind.line),
            keep_next: self.keep_next.or(behind.keep_next),
            keep_lines: self.keep_lines.or(behind.keep_lines),
            new_page: self.new_page.or(behind.new_page),
            widows: self.widows.or(behind.widows),
            contextual: self.contextual.or(behind.contextual),
            outline: self.outline.or(behind.outline),
            list: (
                self.list.0.or_else(|| behind.list.0.clone()),
                self.list.1.or(behind.list.1),
            ),
            stops,
            borders: self.borders.over(behind.borders),
            shade: self.shade.or(behind.shade),
        }
    }
}

impl PdfEdge {
    /// This edge, or if nothing is said of it, the one behind it.
    pub(super) fn or(self, behind: Self) -> Self {
        if self == Self::Unsaid { behind } else { self }
    }

    /// What is drawn there.
    pub(super) fn line(self) -> Option<Border> {
        match self {
            Self::Line(border) => Some(border),
            Self::Unsaid | Self::Bare => None,
        }
    }
}

impl<T: Copy> Sides<T> {
    pub(super) fn map<U>(self, of: impl Fn(T) -> U) -> Sides<U> {
        Sides {
            top: of(self.top),
            right: of(self.right),
            bottom: of(self.bottom),
            left: of(self.left),
        }
    }

    fn with(self, other: Self, of: impl Fn(T, T) -> T) -> Self {
        Self {
            top: of(self.top, other.top),
            right: of(self.right, other.right),
            bottom: of(self.bottom, other.bottom),
            left: of(self.left, other.left),
        }
    }
}

impl Sides<PdfEdge> {
    /// These sides, and where nothing is said of one, that of `behind`.
    pub(super) fn over(self, behind: Self) -> Self {
        self.with(behind, PdfEdge::or)
    }
}

impl<T: Copy> Sides<Option<T>> {
    /// These sides, and where one says nothing, that of `behind`.
    pub(super) fn over(self, behind: Self) -> Self {
        self.with(behind, Option::or)
    }
}

fn align(text: &str) -> Align {
    match text {
        "center" => Align::Centre,
        "right" | "end" => Align::Right,
        "both" | "distribute" => Align::Both,
        _ => Align::Left,
    }
}

fn line(spacing: &Node) -> Option<Spacing> {
    let text = spacing.attr("line")?;
    Some(match spacing.attr("lineRule") {
        Some("exact") => Spacing::Exact(points(text, 20.0)?.max(0.0)),
        Some("atLeast") => Spacing::AtLeast(points(text, 20.0)?),
        _ => Spacing::Times(points(text, 240.0)?.clamp(0.1, 20.0)),
    })
}

fn stops(tabs: &Node) -> Vec<Stop> {
    let read = |tab: &Node| {
        let kind = tab.attr("val").filter(|kind| *kind != "clear")?;
        let dots = tab.attr("leader").is_some_and(|leader| leader != "none");
        Some(Stop {
            at: tab.twips("pos")?,
            align: align(kind),
            dots,
        })
    };
    tabs.nodes().filter_map(read).collect()
}

/// The borders that an element names, by their sides.
pub(super) fn borders(node: &Node) -> Sides<PdfEdge> {
    let side = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| node.get(name))
            .map(border)
            .unwrap_or_default()
    };
    Sides {
        top: side(["top", "top"]),
        right: side(["right", "end"]),
        bottom: side(["bottom", "bottom"]),
        left: side(["left", "start"]),
    }
}

/// One border: `sz` is in eighths of a point, `space` in points.
pub(super) fn border(node: &Node) -> PdfEdge {
    if matches!(node.attr("val"), None | Some("nil" | "none")) {
        return PdfEdge::Bare;
    }
    let measure = |name: &str, parts| node.attr(name).and_then(|text| points(text, parts));
    PdfEdge::Line(Border {
        width: measure("sz", 8.0).unwrap_or(0.5).clamp(0.25, 12.0),
        space: measure("space", 1.0).unwrap_or(0.0).clamp(0.0, 31.0),
        colour: node.attr("color").and_then(colour).unwrap_or_default(),
    })
}

/// The colour behind a paragraph or in a cell.
pub(super) fn shade(node: &Node) -> Option<Colour> {
    node.attr("fill").and_then(colour)
}
