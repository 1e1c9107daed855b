//! From the XML of a document to its paragraphs and tables (ECMA-376 part 1, 17).
//!
//! Takes what the final print shows: results of fields, inserted text, numbers of lists; not what
//! tracked changes took away, instructions of fields, hidden text, tables of contents.

use quick_xml::events::BytesStart;

use super::numbering::DocxNumbering;
use super::open::COLUMNS;
use super::open::DocxFrame;
use super::open::DocxRun;
use super::open::OpenTree;
use super::symbols;
use super::tree::DocxBlock;
use super::tree::DocxMerge;
use crate::archive::ArchiveError;
use crate::archive::Limits;
use crate::archive::Token;
use crate::archive::attribute;
use crate::archive::local;

/// Columns of a grid that are kept.
const GRID: usize = 1_000;

/// What is inside of these is not shown.
const UNSEEN: [&str; 16] = [
    "del",
    "moveFrom",
    "rt",
    "instrText",
    "delText",
    "delInstrText",
    "sectPr",
    "tblPrEx",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
];

/// A document while it is read.
pub(super) struct Parser<'a> {
    tree: OpenTree<'a>,
    /// How names of the document's own namespace begin; none before the first element.
    prefix: Option<String>,
    /// Levels inside of something that is not shown.
    unseen: usize,
    in_text: bool,
    in_row_properties: bool,
    /// A box of an old form: whether it is ticked.
    tick: Option<bool>,
    /// Whether the open content control is a ticked box.
    ticked: bool,
    /// Paragraphs that began so far.
    paragraphs: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(numbering: &'a mut DocxNumbering, limits: &'a Limits) -> Self {
        Self {
            tree: OpenTree::new(numbering, limits),
            prefix: None,
            unseen: 0,
            in_text: false,
            in_row_properties: false,
            tick: None,
            ticked: false,
            paragraphs: 0,
        }
    }

    /// What was read, and whether the pages were noted.
    pub(super) fn finish(self) -> (Vec<DocxBlock>, bool) {
        self.tree.finish()
    }

    pub(super) fn visit(&mut self, token: &Token<'_>) -> Result<(), ArchiveError> {
        match token {
            Token::Start(start) => self.start(start),
            Token::End(name) => {
                self.end(name);
                Ok(())
            }
            Token::Text(text) if self.in_text && self.unseen == 0 => self.write(text),
            Token::Text(_) => Ok(()),
        }
    }

    /// The name in the document's own namespace; none for a name of another.
    fn own<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.prefix.as_deref()?)
            .filter(|name| !name.contains(':'))
    }

    fn value(&self, start: &BytesStart<'_>, name: &str) -> Result<Option<String>, ArchiveError> {
        let prefix = self.prefix.as_deref().unwrap_or_default();
        Ok(attribute(start, &format!("{prefix}{name}"))?.map(str::to_owned))
    }

    fn number(&self, start: &BytesStart<'_>) -> Result<Option<u32>, ArchiveError> {
        // What is no number is none; what is too large is as large as can be.
        let text = self.value(start, "val")?;
        Ok(text
            .and_then(|text| text.trim().parse::<u64>().ok())
            .map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
    }

    fn is_on(&self, start: &BytesStart<'_>) -> Result<bool, ArchiveError> {
        Ok(self
            .value(start, "val")?
            .is_none_or(|value| !matches!(&*value, "0" | "false" | "off")))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ArchiveError> {
        if self.prefix.is_none() {
            self.prefix = Some(prefix_of(start)?);
        }
        let whole = start.name();
        let whole: &str = whole.as_ref();
        // Counted wherever they stand: a place in the part is found again by it.
        self.paragraphs += u32::from(self.own(whole) == Some("p"));
        if self.unseen > 0 {
            self.unseen += 1;
            return Ok(());
        }
        let Some(name) = self.own(whole) else {
            return self.foreign(whole, start);
        };
        match name {
            "del" if self.in_row_properties => {
                if let Some(DocxFrame::Row(row)) = self.tree.last() {
                    row.deleted = true;
                }
            }
            "sectPr" => {
                self.tree.change(|open| open.paragraph.breaks = true);
                self.unseen = 1;
            }
            name if UNSEEN.contains(&name) => self.unseen = 1,
            "p" | "tbl" | "tr" | "tc" | "txbxContent" => {
                return self.tree.open(name, self.paragraphs.saturating_sub(1));
            }
            "t" => self.in_text = true,
            "tblGrid" | "gridCol" | "trPr" | "gridBefore" | "hidden" | "gridSpan" | "vMerge"
            | "hMerge" => {
                return self.shape(name, start);
            }
            "fldChar" => self
                .tree
                .field(self.value(start, "fldCharType")?.as_deref()),
            "checkBox" | "checked" | "default" => self.tick(name, self.is_on(start)?),
            _ => return self.inline(name, start),
        }
        Ok(())
    }

    /// Elements of other namespaces that say something.
    fn foreign(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ArchiveError> {
        match local(name) {
            // The same once more, for programs that cannot show the first choice.
            "Fallback" => self.unseen = 1,
            "t" if name == "m:t" => self.in_text = true,
            "checked" => {
                let on = attribute(start, &name.replace("checked", "val"))?;
                self.ticked = on.is_some_and(|on| on == "1" || on == "true");
            }
            _ => {}
        }
        Ok(())
    }

    /// Grids, spans and merges.
    fn shape(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ArchiveError> {
        let number = self.number(start)?;
        let said = self.value(start, "val")?;
        let on = self.is_on(start)?;
        let width = self
            .value(start, "w")?
            .and_then(|width| width.parse().ok())
            .unwrap_or(0);
        let in_row = self.in_row_properties;
        match (name, self.tree.last()) {
            ("gridCol", Some(DocxFrame::Table(table))) if table.grid.len() < GRID => {
                table.grid.push(width);
            }
            ("trPr", _) => self.in_row_properties = true,
            ("gridBefore", Some(DocxFrame::Row(row))) => {
                row.before = number.unwrap_or(0).min(COLUMNS);
            }
            ("hidden", Some(DocxFrame::Row(row))) if in_row => row.hidden = on,
            ("gridSpan", Some(DocxFrame::Cell(cell, _))) => {
                cell.span = number.unwrap_or(1).clamp(1, COLUMNS);
            }
            ("vMerge", Some(DocxFrame::Cell(cell, _))) => {
                cell.merge = if said.as_deref() == Some("restart") {
                    DocxMerge::Begins
                } else {
                    DocxMerge::GoesOn
                };
            }
            ("hMerge", Some(DocxFrame::Cell(_, goes_on))) => {
                *goes_on = said.as_deref() != Some("restart");
            }
            _ => {}
        }
        Ok(())
    }

    /// Properties and contents of paragraphs and runs.
    fn inline(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), ArchiveError> {
        if name == "lastRenderedPageBreak" {
            self.tree.page += 1;
            return Ok(());
        }
        let Some(open) = self.tree.paragraph() else {
            return Ok(());
        };
        let (properties, in_run) = (open.properties, open.run.is_some());
        match name {
            "pPr" => self.tree.change(|open| open.properties = true),
            "pStyle" | "numId" | "ilvl" if properties => {
                let said = self.value(start, "val")?;
                self.tree.change(|open| match name {
                    "pStyle" => {
                        open.contents = said
                            .as_ref()
                            .is_some_and(|id| id.to_ascii_lowercase().starts_with("toc"));
                        open.style = said;
                    }
                    "numId" => open.list.list = said,
                    _ => {
                        open.list.level = said
                            .and_then(|level| level.parse().ok())
                            .filter(|level| *level < 9);
                    }
                });
            }
            "pageBreakBefore" if properties => {
                let on = self.is_on(start)?;
                self.tree.change(|open| open.paragraph.breaks |= on);
            }
            "hyperlink" => {
                let contents = self
                    .value(start, "anchor")?
                    .is_some_and(|anchor| anchor.starts_with("_Toc"));
                self.tree.change(|open| open.contents |= contents);
            }
            "r" => self.tree.change(|open| open.run = Some(DocxRun::default())),
            _ if in_run => return self.in_run(name, start, properties),
            _ => {}
        }
        Ok(())
    }

    /// Properties and contents of a run; whether those of its paragraph are being read.
    fn in_run(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        properties: bool,
    ) -> Result<(), ArchiveError> {
        match name {
            "rFonts" if !properties => {
                let font = self
                    .value(start, "ascii")?
                    .or(self.value(start, "hAnsi")?)
                    .unwrap_or_default();
                self.tree.change(|open| {
                    if let Some(run) = &mut open.run {
                        run.font = font;
                    }
                });
            }
            "vanish" if !properties => {
                let on = self.is_on(start)?;
                self.tree
                    .change(|open| open.run.iter_mut().for_each(|run| run.hidden = on));
            }
            "br" => match self.value(start, "type")?.as_deref() {
                Some("page") => self.tree.change(|open| open.paragraph.breaks = true),
                _ => return self.tree.put("\n"),
            },
            "cr" => return self.tree.put("\n"),
            "tab" | "ptab" if !properties => return self.tree.put("\t"),
            "noBreakHyphen" => return self.tree.put("-"),
            "sym" => {
                let font = self.value(start, "font")?.unwrap_or_default();
                let code = self
                    .value(start, "char")?
                    .and_then(|code| u32::from_str_radix(&code, 16).ok());
                let sign = code
                    .and_then(char::from_u32)
                    .map(|sign| symbols::shown(&font, sign).unwrap_or(sign));
                return self.tree.put(&sign.map_or_else(String::new, String::from));
            }
            _ => {}
        }
        Ok(())
    }

    /// The box of an old form: its state, the one it began with unless another is said.
    fn tick(&mut self, name: &str, on: bool) {
        match name {
            "checkBox" => self.tick = Some(false),
            _ if self.tick.is_some() => self.tick = Some(on),
            _ => {}
        }
    }

    /// Text of the run, in the signs that its font shows.
    fn write(&mut self, text: &str) -> Result<(), ArchiveError> {
        let run = self.tree.paragraph().and_then(|open| open.run.as_ref());
        let font = run.map_or("", |run| &run.font);
        let ticked = self.ticked;
        let sign = |letter: char| match symbols::shown(font, letter).unwrap_or(letter) {
            // The sign of a ticked box in the forms of Word.
            '☒' if ticked => '☑',
            sign => sign,
        };
        let shown: String = text.chars().map(sign).collect();
        self.tree.put(&shown)
    }

    fn end(&mut self, whole: &str) {
        if self.unseen > 0 {
            self.unseen -= 1;
            return;
        }
        let Some(name) = self.own(whole) else {
            self.in_text &= whole != "m:t";
            return;
        };
        match name {
            "t" => self.in_text = false,
            "trPr" => self.in_row_properties = false,
            "pPr" => self.tree.change(|open| open.properties = false),
            "r" => self.tree.change(|open| open.run = None),
            "sdt" => self.ticked = false,
            "checkBox" => {
                let sign = if self.tick.take() == Some(true) {
                    '☑'
                } else {
                    '☐'
                };
                self.tree.change(|open| open.paragraph.text.push(sign));
            }
            "p" | "tbl" | "tr" | "tc" | "txbxContent" => self.tree.close(),
            _ => {}
        }
    }
}

/// How names of `WordprocessingML` begin, from the first element of a document.
fn prefix_of(start: &BytesStart<'_>) -> Result<String, ArchiveError> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ArchiveError::Corrupt)?;
        let key: &str = attribute.key.as_ref();
        let is_word = attribute.value.ends_with("/wordprocessingml/2006/main")
            || attribute.value.ends_with("/ooxml/wordprocessingml/main");
        match key.strip_prefix("xmlns") {
            Some("") if is_word => return Ok(String::new()),
            Some(prefix) if is_word => return Ok(format!("{}:", prefix.trim_start_matches(':'))),
            _ => {}
        }
    }
    Err(ArchiveError::Corrupt)
}
