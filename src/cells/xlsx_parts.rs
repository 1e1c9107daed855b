//! The parts of an `.xlsx` around its sheets: where they are, what they are called, texts and
//! styles.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use super::addr::name_of;
use super::blank::is_blank;
use super::formats;
use super::formats::TellingFormats;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::local;

/// The elements of styles that may be many.
const STYLES: [&str; 5] = ["xf", "font", "fill", "border", "numFmt"];
/// Defined names that formulas may use: Excel itself gives print areas and filters one each.
const NAMES: usize = 20_000;

/// Where the workbook itself is: its folder (with the slash) and its name, as calamine finds them.
#[derive(Debug)]
pub(super) struct MainPart {
    folder: String,
    name: String,
    /// Whether the package writes its name otherwise.
    is_odd: bool,
}

impl MainPart {
    /// Whether it is the main part of a workbook in XML: nothing else has one of this name or
    /// beginning.
    pub(super) fn is_workbook(&self, package: &mut Package<'_>) -> bool {
        let mut first = None;
        let name = self.beside(&self.name);
        let limits = Limits::default();
        // Whatever is wrong with the part, its first element has been met by then.
        let _ = package::scan(
            package,
            &name,
            &limits,
            &mut Budget::default(),
            |token| match token {
                Token::Start(start) => {
                    first = Some(local(start.name().as_ref()) == "workbook");
                    Err(OpenError::Corrupt)
                }
                _ => Ok(()),
            },
        );
        first == Some(true)
    }

    /// The name of a part in the same folder.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The main part of the package: the last relationship of its kind.
pub(super) fn main_part(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<MainPart, OpenError> {
    let mut main = None;
    package::scan(package, "_rels/.rels", limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(kind), Some(target)) =
                (attribute(start, "Type")?, attribute(start, "Target")?)
            && kind.ends_with("/relationships/officeDocument")
        {
            main = Some(target.to_owned());
        }
        Ok(())
    })?;
    let written = main.ok_or(OpenError::Corrupt)?;
    let target = resolved(&written);
    let is_odd = written.strip_prefix('/').unwrap_or(&written) != target;
    let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));
    Ok(MainPart {
        folder: folder.to_owned(),
        name: name.to_owned(),
        is_odd,
    })
}

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetKind {
    Worksheet,
    Chart,
    /// A dialog, or macros of Excel 4: nothing in there is part of a table.
    Other,
}

/// What the main part says.
#[derive(Debug, Default)]
pub(super) struct WorkbookContents {
    /// The names of the sheets, in their order.
    pub(super) sheets: Vec<String>,
    /// The part of each.
    pub(super) parts: Vec<String>,
    pub(super) kinds: Vec<SheetKind>,
    /// Whether each is shown, in the words of the format.
    pub(super) states: Vec<&'static str>,
    /// Defined names and what they stand for.
    pub(super) names: Vec<(String, String)>,
    /// Where the shared strings and the styles are.
    pub(super) strings: String,
    pub(super) styles: String,
    /// Whether days are counted from 1904.
    pub(super) since_1904: bool,
    /// Whether calamine would look for something elsewhere, or not know it.
    pub(super) is_odd: bool,
}

/// Whether the workbook counts its days from 1904.
fn is_since_1904(start: &BytesStart<'_>) -> Result<bool, OpenError> {
    Ok(matches!(attribute(start, "date1904")?, Some("1" | "true")))
}

/// Which sheets the workbook has, and what its defined names stand for.
pub(super) fn contents(
    package: &mut Package<'_>,
    main: &MainPart,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<WorkbookContents, OpenError> {
    let targets = targets(package, main, limits, budget)?;
    let mut contents = WorkbookContents {
        is_odd: main.is_odd,
        ..WorkbookContents::default()
    };
    for (kind, part) in [
        ("sharedStrings", &mut contents.strings),
        ("styles", &mut contents.styles),
    ] {
        let usual = main.beside(&format!("{kind}.xml"));
        let mut told = targets.values().filter(|target| target.kind == kind);
        let told = told.find(|target| package.has(&target.part));
        *part = told.map_or_else(|| usual.clone(), |target| target.part.clone());
        contents.is_odd |= !part.eq_ignore_ascii_case(&usual);
    }
    let mut inside = false;
    let found = package::scan(package, &main.beside(&main.name), limits, budget, |token| {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "sheet" => contents.sheet(start, &targets, limits)?,
                "workbookPr" => contents.since_1904 |= is_since_1904(start)?,
                "definedName" if contents.names.len() < NAMES => {
                    let name = attribute(start, "name")?.map(unescaped).unwrap_or_default();
                    contents.names.push((name, String::new()));
                    inside = true;
                }
                _ => {}
            },
            Token::Text(text) if inside => {
                if let Some((_, told)) = contents.names.last_mut() {
                    told.push_str(text);
                }
            }
            Token::End(name) if local(name) == "definedName" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    contents.is_odd |= contents.parts.iter().any(|part| !package.has(part));
    if found {
        Ok(contents)
    } else {
        Err(OpenError::Corrupt)
    }
}

impl WorkbookContents {
    fn sheet(
        &mut self,
        start: &BytesStart<'_>,
        targets: &HashMap<String, RelatedPart>,
        limits: &Limits,
    ) -> Result<(), OpenError> {
        if self.parts.len() >= limits.sheets {
            return Err(OpenError::limit("số trang", limits.sheets));
        }
        let target = relation(start)?
            .and_then(|id| targets.get(id.as_ref()))
            .ok_or(OpenError::Corrupt)?;
        self.parts.push(target.part.clone());
        self.is_odd |= target.is_odd;
        let name = attribute(start, "name")?.map(unescaped).unwrap_or_default();
        self.sheets.push(name_of(&name));
        let state = attribute(start, "state")?;
        self.states.push(match state {
            Some("hidden") => "hidden",
            Some("veryHidden") => "veryHidden",
            other => {
                self.is_odd |= !matches!(other, None | Some("visible"));
                "visible"
            }
        });
        self.kinds.push(match target.kind.as_str() {
            "worksheet" => SheetKind::Worksheet,
            "chartsheet" => SheetKind::Chart,
            other => {
                self.is_odd |= other != "dialogsheet";
                SheetKind::Other
            }
        });
        Ok(())
    }
}

/// A part that the workbook names.
#[derive(Debug)]
struct RelatedPart {
    part: String,
    /// The last word of the relationship.
    kind: String,
    /// Whether the part has another name than is written.
    is_odd: bool,
}

/// The parts that the workbook names, by the ids of their relationships.
fn targets(
    package: &mut Package<'_>,
    main: &MainPart,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<HashMap<String, RelatedPart>, OpenError> {
    let mut targets = HashMap::new();
    let relations = main.beside(&format!("_rels/{}.rels", main.name));
    let mut found = Vec::new();
    package::scan(package, &relations, limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(id), Some(target)) = (attribute(start, "Id")?, attribute(start, "Target")?)
        {
            let kind = attribute(start, "Type")?.unwrap_or_default();
            let kind = kind
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            found.push((id.to_owned(), target.to_owned(), kind));
        }
        Ok(())
    })?;
    for (id, target, kind) in found {
        let written = target
            .strip_prefix('/')
            .map_or_else(|| main.beside(&target), str::to_owned);
        let plain = resolved(&written);
        let is_odd = written.contains('\\') || (!package.has(&written) && package.has(&plain));
        targets.insert(
            id,
            RelatedPart {
                part: if is_odd { plain } else { written },
                kind,
                is_odd,
            },
        );
    }
    Ok(targets)
}

/// The name of a part as a target means it: `./`, `../`, letters as `%20`.
fn resolved(target: &str) -> String {
    let mut steps: Vec<String> = Vec::new();
    for step in target.replace('\\', "/").split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(unescaped(&decoded(step))),
        }
    }
    steps.join("/")
}

/// A step of a path with its letters in percent as they are.
fn decoded(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let letter = hex
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .filter(|_| byte == b'%');
        rest = if letter.is_some() { &after[2..] } else { after };
        bytes.push(letter.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What is written in an attribute; as it is written when that is no XML.
fn unescaped(text: &str) -> String {
    unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// The relationship of a sheet, whatever prefix its namespace has; the last one counts.
fn relation<'a>(start: &'a BytesStart<'_>) -> Result<Option<Cow<'a, str>>, OpenError> {
    let mut found = None;
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| OpenError::Corrupt)?;
        let key = attribute.key.as_ref();
        if key == "id" || key.ends_with(":id") {
            found = Some(attribute.value);
        }
    }
    Ok(found)
}

/// Styles: counted, because a reader keeps each with all it says; of their number formats those
/// that tell something.
pub(super) fn styles(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<TellingFormats, OpenError> {
    let mut styles = 0usize;
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut formats = TellingFormats::default();
    let mut of_cells = false;
    let number = |start: &BytesStart<'_>| -> Result<Option<u32>, OpenError> {
        Ok(attribute(start, "numFmtId")?.and_then(|id| id.parse().ok()))
    };
    package::scan(package, part, limits, budget, |token| {
        match token {
            Token::Start(start) => {
                let name = start.name();
                let name = local(name.as_ref());
                styles += usize::from(STYLES.contains(&name));
                match name {
                    "cellXfs" => of_cells = true,
                    "numFmt" => {
                        if let (Some(id), Some(code)) =
                            (number(start)?, attribute(start, "formatCode")?)
                        {
                            codes.insert(id, unescaped(code));
                        }
                    }
                    "xf" if of_cells => {
                        let id = number(start)?.unwrap_or_default();
                        formats.style(
                            codes
                                .get(&id)
                                .map(String::as_str)
                                .or_else(|| formats::built_in(id)),
                        );
                    }
                    _ => {}
                }
            }
            Token::End(name) if local(name) == "cellXfs" => of_cells = false,
            _ => {}
        }
        if styles > limits.styles {
            Err(OpenError::limit("số kiểu định dạng", limits.styles))
        } else {
            Ok(())
        }
    })?;
    Ok(formats)
}

/// The shared strings that say nothing.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    /// Their places.
    pub(super) blank: HashSet<u32>,
    /// Whether one has no element for text: calamine passes it over, and all after it move up.
    pub(super) is_odd: bool,
}

/// Shared strings: counted, because a reader keeps them all.
pub(super) fn strings(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<SharedStrings, OpenError> {
    let mut strings = 0usize;
    let mut text = 0usize;
    let (mut ink, mut has_text) = (false, false);
    let mut found = SharedStrings::default();
    package::scan(package, part, limits, budget, |token| {
        match token {
            Token::Start(start) if local(start.name().as_ref()) == "si" => {
                strings += 1;
                (ink, has_text) = (false, false);
            }
            Token::Start(start) if local(start.name().as_ref()) == "t" => has_text = true,
            // A count that claims more strings than there can be is no promise to keep: it is
            // refused.
            Token::Start(start) if local(start.name().as_ref()) == "sst" => {
                let claimed =
                    attribute(start, "uniqueCount")?.and_then(|count| count.parse::<usize>().ok());
                if claimed.is_some_and(|claimed| claimed > limits.cells) {
                    return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
                }
            }
            Token::Text(part) => {
                text += part.len();
                ink |= !is_blank(part);
            }
            Token::End(name) if local(name) == "si" => {
                found.is_odd |= !has_text;
                let place = strings
                    .checked_sub(1)
                    .and_then(|place| u32::try_from(place).ok());
                found.blank.extend(place.filter(|_| !ink));
            }
            _ => {}
        }
        if strings > limits.cells {
            return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
        }
        if text > limits.text_bytes {
            return Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64));
        }
        Ok(())
    })?;
    Ok(found)
}
