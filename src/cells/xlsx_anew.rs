//! A package written anew, where calamine would refuse or misread one that other readers open.
//!
//! calamine looks for texts and styles beside the workbook whatever the relationships say, takes
//! targets as they are written, passes over a shared string without text so that all after it move
//! up, and gives up the whole file for an error value, a kind of sheet or an element that it does
//! not know. What is in order is copied as it is packed.

use std::io::Cursor;
use std::io::Write as _;

use quick_xml::escape::escape;
use quick_xml::escape::partial_escape;
use quick_xml::events::BytesStart;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::CellError;
use super::Limits;
use super::OpenError;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::xlsx_parts::SheetKind;
use super::xlsx_parts::WorkbookContents;

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Which parts cannot be copied as they are.
#[derive(Debug, Default)]
pub(super) struct OddParts {
    pub(super) strings: bool,
    /// By the places of the sheets.
    pub(super) sheets: Vec<bool>,
}

impl OddParts {
    /// Whether anything is out of order.
    pub(super) fn any(&self, contents: &WorkbookContents) -> bool {
        contents.is_odd || self.strings || self.sheets.contains(&true)
    }
}

/// The package anew.
pub(super) fn write(
    package: &mut Package<'_>,
    contents: &WorkbookContents,
    odd: &OddParts,
    limits: &Limits,
) -> Result<Vec<u8>, OpenError> {
    let mut anew = AnewPackage {
        zip: ZipWriter::new(Cursor::new(Vec::new())),
        limits,
        budget: Budget::default(),
    };
    let main = format!(
        r#"<Relationships><Relationship Id="r" Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    anew.put("_rels/.rels", main.as_bytes())?;
    let (workbook, relations) = workbook(contents);
    anew.put("xl/workbook.xml", workbook.as_bytes())?;
    anew.put("xl/_rels/workbook.xml.rels", relations.as_bytes())?;
    if odd.strings {
        let strings = anew.strings(package, &contents.strings)?;
        anew.put("xl/sharedStrings.xml", strings.as_bytes())?;
    } else {
        anew.copy(package, &contents.strings, "xl/sharedStrings.xml")?;
    }
    anew.copy(package, &contents.styles, "xl/styles.xml")?;
    for (place, part) in contents.parts.iter().enumerate() {
        let name = format!("xl/worksheets/s{place}.xml");
        if odd.sheets.get(place).copied().unwrap_or_default() {
            let sheet = anew.sheet(package, part)?;
            anew.put(&name, sheet.as_bytes())?;
        } else {
            anew.copy(package, part, &name)?;
        }
    }
    Ok(anew
        .zip
        .finish()
        .map_err(|_| OpenError::Corrupt)?
        .into_inner())
}

/// The main part and its relationships: the sheets, the names, how days are counted.
fn workbook(contents: &WorkbookContents) -> (String, String) {
    let mut sheets = String::new();
    let mut relations = String::new();
    for (place, (name, (kind, state))) in contents
        .sheets
        .iter()
        .zip(contents.kinds.iter().zip(&contents.states))
        .enumerate()
    {
        let kind = match kind {
            SheetKind::Worksheet => "worksheet",
            SheetKind::Chart => "chartsheet",
            SheetKind::Other => "dialogsheet",
        };
        let sheet = format!(
            r#"<sheet name="{}" state="{state}" r:id="r{place}"/>"#,
            escape(name)
        );
        sheets += &sheet;
        let relation = format!(
            r#"<Relationship Id="r{place}" Type="{KINDS}/{kind}" Target="worksheets/s{place}.xml"/>"#
        );
        relations += &relation;
    }
    let name = |(name, told): &(String, String)| {
        format!(
            r#"<definedName name="{}">{}</definedName>"#,
            escape(name),
            partial_escape(told)
        )
    };
    let names: String = contents.names.iter().map(name).collect();
    let dates = if contents.since_1904 {
        r#"<workbookPr date1904="1"/>"#
    } else {
        ""
    };
    let workbook = format!(
        "<workbook>{dates}<sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
    );
    (
        workbook,
        format!("<Relationships>{relations}</Relationships>"),
    )
}

struct AnewPackage<'l> {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    limits: &'l Limits,
    budget: Budget,
}

impl AnewPackage<'_> {
    fn put(&mut self, name: &str, content: &[u8]) -> Result<(), OpenError> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip
            .start_file(name, stored)
            .map_err(|_| OpenError::Corrupt)?;
        self.zip.write_all(content).map_err(|_| OpenError::Corrupt)
    }

    /// A part as it is packed; one that is not there stays away.
    fn copy(&mut self, package: &mut Package<'_>, part: &str, name: &str) -> Result<(), OpenError> {
        let Some(raw) = package.raw(part)? else {
            return Ok(());
        };
        self.zip
            .raw_copy_file_rename(raw, name)
            .map_err(|_| OpenError::Corrupt)
    }

    /// The shared strings, each with its text and nothing else.
    fn strings(&mut self, package: &mut Package<'_>, part: &str) -> Result<String, OpenError> {
        let mut out = "<sst>".to_owned();
        let mut text = RunText::default();
        package::scan(package, part, self.limits, &mut self.budget, |token| {
            text.visit(&token);
            if let Token::End(name) = token
                && local(name) == "si"
            {
                out += &text.element("si");
            }
            Ok(())
        })?;
        Ok(out + "</sst>")
    }

    /// A sheet: its cells, each with its place and value and nothing else.
    fn sheet(&mut self, package: &mut Package<'_>, part: &str) -> Result<String, OpenError> {
        let mut out = "<worksheet><sheetData>".to_owned();
        let mut cell = InAnewCell::default();
        package::scan(package, part, self.limits, &mut self.budget, |token| {
            match &token {
                Token::Start(start) => match local(start.name().as_ref()) {
                    "row" => out += &open("row", start, &["r"])?,
                    "c" => {
                        cell = InAnewCell {
                            open: open("c", start, &["r", "s"])?,
                            ..InAnewCell::default()
                        };
                        cell.kind = attribute(start, "t")?
                            .map(str::to_owned)
                            .unwrap_or_default();
                    }
                    "v" => cell.in_value = true,
                    "is" => cell.is_inline = true,
                    _ => {}
                },
                Token::Text(text) if cell.in_value => cell.value += text,
                Token::Text(_) => {}
                Token::End(name) => match local(name) {
                    "v" => cell.in_value = false,
                    "c" => out += &std::mem::take(&mut cell).written(),
                    "row" => out += "</row>",
                    _ => {}
                },
            }
            if cell.is_inline {
                cell.text.visit(&token);
            }
            Ok(())
        })?;
        Ok(out + "</sheetData></worksheet>")
    }
}

/// The start of an element with some of its attributes; a cell is left open for its kind.
fn open(element: &str, start: &BytesStart<'_>, wanted: &[&str]) -> Result<String, OpenError> {
    let mut out = format!("<{element}");
    for name in wanted {
        if let Some(value) = attribute(start, name)? {
            for piece in [" ", name, "=\"", &value.replace('"', "&quot;"), "\""] {
                out += piece;
            }
        }
    }
    Ok(if element == "c" { out } else { out + ">" })
}

/// The text of runs: readings of its letters (`rPh`) are none.
#[derive(Debug, Default)]
struct RunText {
    text: String,
    in_text: bool,
    in_reading: bool,
}

impl RunText {
    fn visit(&mut self, token: &Token<'_>) {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "t" => self.in_text = true,
                "rPh" => self.in_reading = true,
                _ => {}
            },
            Token::End(name) => match local(name) {
                "t" => self.in_text = false,
                "rPh" => self.in_reading = false,
                _ => {}
            },
            Token::Text(text) if self.in_text && !self.in_reading => self.text += text,
            Token::Text(_) => {}
        }
    }

    /// The text as an element, and nothing is left of it.
    fn element(&mut self, name: &str) -> String {
        let text = std::mem::take(self).text;
        format!(
            r#"<{name}><t xml:space="preserve">{}</t></{name}>"#,
            partial_escape(text.as_str())
        )
    }
}

/// A cell that is being written anew.
#[derive(Debug, Default)]
struct InAnewCell {
    open: String,
    kind: String,
    in_value: bool,
    is_inline: bool,
    value: String,
    text: RunText,
}

impl InAnewCell {
    fn written(mut self) -> String {
        if self.is_inline {
            return format!(
                r#"{} t="inlineStr">{}</c>"#,
                self.open,
                self.text.element("is")
            );
        }
        let value = self.value.trim();
        let kind = match self.kind.as_str() {
            _ if value.is_empty() => return format!("{}></c>", self.open),
            "s" | "b" | "d" => self.kind.as_str(),
            "e" if CellError::from_text(value).is_some() => "e",
            // An error that came after calamine: to people it is an error like another (Q27).
            "e" => return format!(r#"{} t="e"><v>#VALUE!</v></c>"#, self.open),
            "str" | "inlineStr" => {
                return format!(
                    r#"{} t="str"><v>{}</v></c>"#,
                    self.open,
                    partial_escape(&*self.value)
                );
            }
            _ if value.parse::<f64>().is_ok() => "n",
            _ => "str",
        };
        format!(
            r#"{} t="{kind}"><v>{}</v></c>"#,
            self.open,
            partial_escape(value)
        )
    }
}
