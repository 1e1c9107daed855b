//! One sheet of the workbook: the cells with findings get their formats, missing ones are put in
//! order.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::AnnotateError;
use super::geometry::Geometry;
use crate::cells::parse_cell;
use crate::law::Outcome;
use crate::report::patch::local_cell;
use crate::report::patch::styles::Styles;
use crate::report::patch::xml::Edits;
use crate::report::patch::xml::Tag;
use crate::report::patch::xml::TagKind;
use crate::report::patch::xml::Tags;
use crate::report::patch::xml::relation;

/// The gravest outcome of each cell with findings, by row and column from 0.
pub(super) type Marks = BTreeMap<u32, BTreeMap<u32, Outcome>>;

/// What follows `legacyDrawing` in a sheet (ECMA-376 part 1, 18.3.1.99).
const AFTER_LEGACY: [&str; 8] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// What is to be changed in a sheet, and what was seen on the way.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) edits: Edits,
    pub(super) geometry: Geometry,
    pub(super) protected: bool,
    /// The relationship of its legacy drawing, if it has one.
    pub(super) legacy: Option<String>,
    prefix: String,
    /// The first tag of the part.
    root: String,
    before: usize,
}

impl Plan {
    /// Points the sheet at a legacy drawing.
    pub(super) fn draw(&mut self, id: &str) {
        let relation = relation(&Tag::alone(&self.root), id);
        let text = format!("<{}legacyDrawing {relation}/>", self.prefix);
        self.edits.insert(self.before, text);
    }
}

/// Takes a sheet out of the selection: the list is the one that is open, and what is typed into one
/// of several selected sheets goes into all of them.
pub(super) fn deselected(text: &str) -> Result<Edits, AnnotateError> {
    let mut edits = Edits::default();
    if !text.contains("tabSelected") {
        return Ok(edits);
    }
    for tag in Tags::of(text) {
        let tag = tag?;
        match (tag.depth, tag.local()) {
            (2, "sheetView") if tag.begins() && tag.is_on("tabSelected") => {
                edits.replace(tag.span.clone(), tag.with(&[("tabSelected", "0")]));
            }
            (1, "sheetData") => break,
            _ => {}
        }
    }
    Ok(edits)
}

/// A row that is being read.
#[derive(Debug, Default)]
struct RowEdit {
    number: u32,
    /// The next column.
    next: u32,
    /// The format of its missing cells.
    style: Option<u32>,
    /// Cells with findings that were not met yet.
    wanted: BTreeMap<u32, Outcome>,
    /// Columns of cells that were put in.
    put: Vec<u32>,
}

struct Scan<'s, 'a> {
    styles: &'s mut Styles,
    marks: &'s Marks,
    /// Whether marks of a former run are taken off.
    clean: bool,
    plan: Plan,
    path: Vec<&'a str>,
    next_row: u32,
    row: Option<(RowEdit, Tag<'a>)>,
    /// Rows with findings before which no later row was met yet, and where the others would stand.
    waiting: BTreeSet<u32>,
    places: BTreeMap<u32, usize>,
    dimension: Option<Tag<'a>>,
    data: Option<Tag<'a>>,
    data_end: usize,
    root_end: Option<usize>,
}

/// Plans the changes of a sheet; none when the part is no worksheet.
pub(super) fn plan(
    text: &str,
    marks: &Marks,
    clean: bool,
    styles: &mut Styles,
) -> Result<Option<Plan>, AnnotateError> {
    let plan = Plan {
        edits: Edits::default(),
        geometry: Geometry::default(),
        protected: false,
        legacy: None,
        prefix: String::new(),
        root: String::new(),
        before: 0,
    };
    let mut scan = Scan {
        styles,
        marks,
        clean,
        plan,
        path: Vec::new(),
        next_row: 0,
        row: None,
        waiting: marks.keys().copied().collect(),
        places: BTreeMap::new(),
        dimension: None,
        data: None,
        data_end: 0,
        root_end: None,
    };
    for tag in Tags::of(text) {
        scan.visit(&tag?)?;
    }
    scan.finish()
}

impl<'a> Scan<'_, 'a> {
    fn visit(&mut self, tag: &Tag<'a>) -> Result<(), AnnotateError> {
        match tag.depth {
            0 => self.root(tag),
            1 => self.child(tag),
            2 if self.inside("sheetData") && tag.local() == "row" => self.row_tag(tag)?,
            2 if self.inside("cols") && tag.begins() => self.plan.geometry.columns(tag),
            3 if self.row.is_some() && tag.local() == "c" && tag.begins() => self.cell(tag)?,
            _ => {}
        }
        // Also where something wraps it: a second one would break the sheet.
        if tag.begins() && tag.local() == "legacyDrawing" {
            self.plan.legacy = tag
                .attributes()
                .iter()
                .find(|(key, _)| key.ends_with(":id"))
                .map(|(_, range)| tag.raw[range.clone()].to_owned());
        }
        match tag.kind {
            TagKind::Open => self.path.push(tag.local()),
            TagKind::Close => {
                self.path.pop();
            }
            TagKind::Empty => {}
        }
        Ok(())
    }

    fn inside(&self, name: &str) -> bool {
        self.path.get(1).is_some_and(|parent| *parent == name)
    }

    fn root(&mut self, tag: &Tag<'a>) {
        if tag.begins() && tag.local() == "worksheet" {
            tag.prefix().clone_into(&mut self.plan.prefix);
            tag.raw.clone_into(&mut self.plan.root);
        } else if !tag.begins() {
            self.root_end = Some(tag.span.start);
        }
    }

    fn child(&mut self, tag: &Tag<'a>) {
        let begins = tag.begins();
        match tag.local() {
            "dimension" if begins => self.dimension = Some(tag.clone()),
            "sheetFormatPr" if begins => self.plan.geometry.defaults(tag),
            "sheetProtection" if begins => self.plan.protected = true,
            "sheetData" => {
                if begins {
                    self.data = Some(tag.clone());
                }
                self.data_end = if tag.ends() && !begins {
                    tag.span.start
                } else {
                    tag.span.end
                };
            }
            name if begins && self.plan.before == 0 => {
                // Excel wraps drawn objects and controls, which come after a legacy drawing.
                let wrapped = name == "AlternateContent" && self.data.is_some();
                if wrapped || AFTER_LEGACY.contains(&name) {
                    self.plan.before = tag.span.start;
                }
            }
            _ => {}
        }
    }

    fn row_tag(&mut self, tag: &Tag<'a>) -> Result<(), AnnotateError> {
        if tag.begins() {
            let number = tag
                .number("r")
                .and_then(|row| row.checked_sub(1))
                .unwrap_or(self.next_row);
            self.next_row = number.saturating_add(1);
            self.plan.geometry.row(number, tag);
            while let Some(before) = self.waiting.first().copied().filter(|row| *row < number) {
                self.waiting.remove(&before);
                self.places.insert(before, tag.span.start);
            }
            self.waiting.remove(&number);
            self.places.remove(&number);
            let style = tag.number("s").filter(|_| tag.is_on("customFormat"));
            let wanted = self.marks.get(&number).cloned().unwrap_or_default();
            self.row = Some((
                RowEdit {
                    number,
                    style,
                    wanted,
                    ..RowEdit::default()
                },
                tag.clone(),
            ));
        }
        if tag.ends()
            && let Some((mut row, open)) = self.row.take()
        {
            let missing = std::mem::take(&mut row.wanted);
            let cells = self.put(&mut row, missing)?;
            self.close_row(&row, &open, tag, &cells);
        }
        Ok(())
    }

    /// New cells of a row, in their order.
    fn put(
        &mut self,
        row: &mut RowEdit,
        cells: BTreeMap<u32, Outcome>,
    ) -> Result<String, AnnotateError> {
        let mut text = String::new();
        for (col, outcome) in cells {
            let base = row
                .style
                .unwrap_or_else(|| self.plan.geometry.column_style(col));
            let style = self.styles.marked(base, outcome)?;
            let p = &self.plan.prefix;
            // A string takes everything.
            let _ = write!(
                text,
                "<{p}c r=\"{}\" s=\"{style}\"/>",
                local_cell(row.number, col)
            );
            row.put.push(col);
        }
        Ok(text)
    }

    fn close_row(&mut self, row: &RowEdit, open: &Tag<'a>, end: &Tag<'a>, cells: &str) {
        let spans = spans(open, &row.put);
        let opened = spans.as_ref().map(|spans| open.with(&[("spans", spans)]));
        if end.kind == TagKind::Empty {
            if !cells.is_empty() {
                let opened = Tag::opened(opened.as_deref().unwrap_or(open.raw));
                self.plan.edits.replace(
                    open.span.clone(),
                    format!("{opened}{cells}</{}>", open.name()),
                );
            }
            return;
        }
        if let Some(opened) = opened {
            self.plan.edits.replace(open.span.clone(), opened);
        }
        if !cells.is_empty() {
            self.plan.edits.insert(end.span.start, cells.to_owned());
        }
    }

    fn cell(&mut self, tag: &Tag<'a>) -> Result<(), AnnotateError> {
        let Some((mut row, open)) = self.row.take() else {
            return Ok(());
        };
        let at = tag
            .value("r")
            .and_then(|at| parse_cell(&at))
            .map_or(row.next, |(_, col)| col);
        row.next = at.saturating_add(1);
        let later = row.wanted.split_off(&at);
        let before = std::mem::replace(&mut row.wanted, later);
        if !before.is_empty() {
            let cells = self.put(&mut row, before)?;
            self.plan.edits.insert(tag.span.start, cells);
        }
        let base = tag.number("s").unwrap_or(0);
        // Of two cells with one address both are marked.
        let found = self
            .marks
            .get(&row.number)
            .and_then(|cells| cells.get(&at))
            .copied();
        row.wanted.remove(&at);
        let style = match found {
            Some(outcome) => Some(self.styles.marked(base, outcome)?),
            None if self.clean => self.styles.unmarked(base)?,
            None => None,
        };
        if let Some(style) = style.filter(|style| *style != base) {
            self.plan
                .edits
                .replace(tag.span.clone(), tag.with(&[("s", &style.to_string())]));
        }
        self.row = Some((row, open));
        Ok(())
    }

    fn finish(mut self) -> Result<Option<Plan>, AnnotateError> {
        let (Some(data), Some(root_end)) = (self.data.take(), self.root_end) else {
            return Ok(None);
        };
        let mut rest = String::new();
        let rows: Vec<u32> = self.places.keys().chain(&self.waiting).copied().collect();
        for number in rows {
            let mut row = RowEdit {
                number,
                ..RowEdit::default()
            };
            let cells = self.marks.get(&number).cloned().unwrap_or_default();
            let cells = self.put(&mut row, cells)?;
            let p = &self.plan.prefix;
            let text = format!("<{p}row r=\"{}\">{cells}</{p}row>", u64::from(number) + 1);
            match self.places.get(&number) {
                Some(place) => self.plan.edits.insert(*place, text),
                None => rest.push_str(&text),
            }
        }
        if data.kind == TagKind::Empty && !rest.is_empty() {
            let text = format!("{}{rest}</{}>", Tag::opened(data.raw), data.name());
            self.plan.edits.replace(data.span, text);
        } else if !rest.is_empty() {
            self.plan.edits.insert(self.data_end, rest);
        }
        self.dimension();
        if self.plan.before == 0 {
            self.plan.before = root_end;
        }
        Ok(Some(self.plan))
    }

    /// The used area, widened where a new cell lies outside.
    fn dimension(&mut self) {
        let Some(tag) = &self.dimension else { return };
        let Some(area) = tag.value("ref") else { return };
        let (first, last) = area.split_once(':').unwrap_or((&area, &area));
        let (Some(first), Some(last)) = (parse_cell(first), parse_cell(last)) else {
            return;
        };
        let (mut top, mut left, mut bottom, mut right) = (first.0, first.1, last.0, last.1);
        for (row, cells) in self.marks {
            for col in cells.keys() {
                (top, left) = (top.min(*row), left.min(*col));
                (bottom, right) = (bottom.max(*row), right.max(*col));
            }
        }
        if (top, left) != first || (bottom, right) != last {
            let area = format!("{}:{}", local_cell(top, left), local_cell(bottom, right));
            self.plan
                .edits
                .replace(tag.span.clone(), tag.with(&[("ref", &area)]));
        }
    }
}

/// The columns that a row says it spans, widened to cells that were put in; none when it need not
/// change.
fn spans(row: &Tag<'_>, put: &[u32]) -> Option<String> {
    let text = row.value("spans")?;
    let ends: Vec<u32> = text
        .split([' ', ':'])
        .filter_map(|end| end.parse().ok())
        .collect();
    let (first, last) = (*ends.iter().min()?, *ends.iter().max()?);
    let (low, high) = (put.iter().min()? + 1, put.iter().max()? + 1);
    (low < first || high > last).then(|| format!("{}:{}", first.min(low), last.max(high)))
}
