//! A list of ours as a sheet: rows of texts with links to cells, under headings that stay in sight.

use std::fmt::Write as _;

use super::MAIN;
use super::local_cell;
use super::package::HEAD;
use super::styles::CellLook;
use super::styles::Styles;
use super::xml::escaped;
use crate::cells;
use crate::report::clean;
use crate::report::wrap::wrap;

/// Characters that a cell takes (Excel's own limit is 32,767).
const TEXT: usize = 8_000;
/// Points of a line of letters of 12 points; points of the highest row (Excel's own limit is 409).
const LINE: usize = 16;
const HIGHEST: usize = 400;
/// How the list is printed: on A4 across, as wide as the paper.
const PAGE: &str = "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>";

/// The formats of a list.
#[derive(Clone, Copy)]
pub(in crate::report) struct Looks {
    pub(in crate::report) title: usize,
    pub(in crate::report) text: usize,
    pub(in crate::report) strong: usize,
    pub(in crate::report) head: usize,
    pub(in crate::report) cell: usize,
    pub(in crate::report) link: usize,
}

impl Looks {
    /// The format of a cell that leads somewhere, if it does.
    pub(in crate::report) fn leading(&self, link: Option<&String>) -> usize {
        if link.is_some() { self.link } else { self.cell }
    }

    fn of(styles: &mut Styles) -> Self {
        let plain = CellLook {
            size: 12,
            ..CellLook::default()
        };
        let bold = CellLook {
            bold: true,
            ..plain
        };
        let cell = CellLook {
            border: true,
            ..plain
        };
        Self {
            title: styles.own(CellLook { size: 14, ..bold }),
            text: styles.own(plain),
            strong: styles.own(bold),
            head: styles.own(CellLook {
                border: true,
                centre: true,
                fill: Some("FFD9DEE5"),
                ..bold
            }),
            cell: styles.own(cell),
            link: styles.own(CellLook { link: true, ..cell }),
        }
    }
}

/// The sheet so far.
pub(in crate::report) struct ListSheet {
    pub(in crate::report) looks: Looks,
    /// Widths of the columns in characters, and of all together for the height of merged lines.
    widths: &'static [usize],
    across: usize,
    rows: String,
    /// The last row, from 1.
    pub(in crate::report) number: usize,
    /// The row of the headings; none before they are written.
    heads: Option<usize>,
    /// The last row below the headings that can be filtered.
    last: usize,
    merges: Vec<String>,
    links: String,
}

impl ListSheet {
    /// An empty list with columns of these widths, and room for so many characters in a line across
    /// it.
    pub(in crate::report) fn new(
        widths: &'static [usize],
        across: usize,
        styles: &mut Styles,
    ) -> Self {
        Self {
            looks: Looks::of(styles),
            widths,
            across,
            rows: String::new(),
            number: 0,
            heads: None,
            last: 0,
            merges: Vec::new(),
            links: String::new(),
        }
    }

    /// One row of cells: column, format, text. Not every program finds the height of a row by
    /// itself.
    pub(in crate::report) fn row(&mut self, cells: &[(u32, usize, &str)], height: Option<usize>) {
        self.number += 1;
        let lines = |(col, _, text): &(u32, usize, &str)| {
            self.wrapped(text, self.widths.get(*col as usize).copied())
        };
        let height =
            height.unwrap_or_else(|| cells.iter().map(lines).max().unwrap_or(1)) * LINE + 3;
        let height = height.min(HIGHEST);
        put(
            &mut self.rows,
            format_args!(
                "<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">",
                self.number
            ),
        );
        for (col, style, text) in cells {
            let at = self.at(*col);
            if text.is_empty() {
                put(
                    &mut self.rows,
                    format_args!("<c r=\"{at}\" s=\"{style}\"/>"),
                );
            } else if *col == 0 && text.bytes().all(|digit| digit.is_ascii_digit()) {
                // A running number sorts as a number.
                put(
                    &mut self.rows,
                    format_args!("<c r=\"{at}\" s=\"{style}\"><v>{text}</v></c>"),
                );
            } else {
                let text = escaped(&shortened(text));
                let cell = format!(
                    "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                );
                self.rows.push_str(&cell);
            }
        }
        self.rows.push_str("</row>");
    }

    /// A cell of the last row.
    fn at(&self, col: u32) -> String {
        local_cell(
            u32::try_from(self.number)
                .unwrap_or(u32::MAX)
                .saturating_sub(1),
            col,
        )
    }

    /// A line across the list.
    pub(in crate::report) fn line(&mut self, style: usize, text: &str) {
        self.row(
            &[(0, style, text)],
            Some(self.wrapped(text, Some(self.across))),
        );
        self.merge(0);
    }

    /// Makes one cell of those of the last row from a column on.
    pub(in crate::report) fn merge(&mut self, from: u32) {
        let (first, last) = (self.at(from), self.at(self.last_column()));
        self.merges.push(format!("{first}:{last}"));
    }

    fn last_column(&self) -> u32 {
        u32::try_from(self.widths.len())
            .unwrap_or(1)
            .saturating_sub(1)
    }

    /// The headings.
    pub(in crate::report) fn heads(&mut self, headings: &[&str]) {
        let heads: Vec<(u32, usize, &str)> = (0..)
            .zip(headings)
            .map(|(col, heading)| (col, self.looks.head, *heading))
            .collect();
        self.row(&heads, None);
        self.heads = Some(self.number);
    }

    /// The last row is the last that can be filtered so far.
    pub(in crate::report) fn filter_through(&mut self) {
        self.last = self.number;
    }

    /// Makes a cell of the last row a link.
    pub(in crate::report) fn link(&mut self, col: u32, to: Option<String>, shown: &str) {
        if let Some(to) = to {
            let at = self.at(col);
            let (to, shown) = (escaped(&to), escaped(shown));
            put(
                &mut self.links,
                format_args!("<hyperlink ref=\"{at}\" location=\"{to}\" display=\"{shown}\"/>"),
            );
        }
    }

    /// Lines that a text takes in a column of some characters: words are not cut.
    pub(in crate::report) fn wrapped(&self, text: &str, width: Option<usize>) -> usize {
        // Letters of Times New Roman are narrower than the digits by which columns are measured.
        wrap(&shortened(text), width.unwrap_or(self.across) * 6 / 5).len()
    }

    /// The sheet as a part; one that is opened has its tab chosen.
    pub(in crate::report) fn part(self, tab: &str, is_opened: bool) -> String {
        let col = |(at, width): (usize, &usize)| {
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        };
        let cols: String = (1..).zip(self.widths).map(col).collect();
        let merge = |area: &String| format!("<mergeCell ref=\"{area}\"/>");
        let merges: String = self.merges.iter().map(merge).collect();
        let merges = format!(
            "<mergeCells count=\"{}\">{merges}</mergeCells>",
            self.merges.len()
        );
        let links = if self.links.is_empty() {
            String::new()
        } else {
            format!("<hyperlinks>{}</hyperlinks>", self.links)
        };
        let end = cells::column_letters(self.last_column());
        let (pane, filter) = self.pane_and_filter(&end);
        let chosen = if is_opened { " tabSelected=\"1\"" } else { "" };
        format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><tabColor rgb=\"{tab}\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{end}{}\"/><sheetViews><sheetView showGridLines=\"0\"{chosen} workbookViewId=\"0\">{pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15.75\"/><cols>{cols}</cols><sheetData>{}</sheetData>{filter}{merges}{links}{PAGE}</worksheet>",
            self.number.max(1),
            self.rows
        )
    }

    /// The headings stay in sight, and what is below them can be filtered.
    fn pane_and_filter(&self, end: &str) -> (String, String) {
        let Some(head) = self.heads else {
            return (String::new(), String::new());
        };
        let below = head + 1;
        (
            format!(
                "<pane ySplit=\"{head}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/>"
            ),
            format!("<autoFilter ref=\"A{head}:{end}{}\"/>", self.last.max(head)),
        )
    }
}

/// Adds to a text.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = out.write_fmt(text);
}

/// A text as a cell of the list holds it.
pub(in crate::report) fn shortened(text: &str) -> String {
    let plain = clean::plain(text);
    if plain.chars().count() <= TEXT {
        plain
    } else {
        plain.chars().take(TEXT).chain(['…']).collect()
    }
}
