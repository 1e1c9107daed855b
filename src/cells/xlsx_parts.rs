//! The parts of an `.xlsx` around its sheets: where they are, what they are called, texts and styles.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use super::blank::is_blank;
use super::formats;
use super::formats::Formats;
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
pub(super) struct Main {
    folder: String,
    name: String,
}

impl Main {
    /// The name of a part in the same folder.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The main part of the package: the last relationship of its kind.
pub(super) fn main_part(package: &mut Package<'_>, limits: &Limits, budget: &mut Budget) -> Result<Main, OpenError> {
    let mut main = None;
    package::scan(package, "_rels/.rels", limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(kind), Some(target)) = (attribute(start, "Type")?, attribute(start, "Target")?)
            && kind.ends_with("/relationships/officeDocument")
        {
            main = Some(target.into_owned());
        }
        Ok(())
    })?;
    let target = main.ok_or(OpenError::Corrupt)?;
    let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));
    Ok(Main { folder: folder.strip_prefix('/').unwrap_or(folder).to_owned(), name: name.to_owned() })
}

/// What the main part says.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The names of the sheets, in their order.
    pub(super) sheets: Vec<String>,
    /// The part of each.
    pub(super) parts: Vec<String>,
    /// Defined names and what they stand for.
    pub(super) names: Vec<(String, String)>,
}

/// Which sheets the workbook has, and what its defined names stand for.
pub(super) fn contents(
    package: &mut Package<'_>,
    main: &Main,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Contents, OpenError> {
    let targets = targets(package, main, limits, budget)?;
    let mut contents = Contents::default();
    let mut inside = false;
    let found = package::scan(package, &main.beside(&main.name), limits, budget, |token| {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "sheet" => {
                    if contents.parts.len() >= limits.sheets {
                        return Err(OpenError::limit("số trang", limits.sheets));
                    }
                    let part = relation(start)?.and_then(|id| targets.get(id.as_ref()));
                    contents.parts.push(part.cloned().ok_or(OpenError::Corrupt)?);
                    let name = attribute(start, "name")?.map(|name| unescaped(&name)).unwrap_or_default();
                    contents.sheets.push(super::xls::name_of(&name));
                }
                "definedName" if contents.names.len() < NAMES => {
                    let name = attribute(start, "name")?.map(|name| unescaped(&name)).unwrap_or_default();
                    contents.names.push((name, String::new()));
                    inside = true;
                }
                _ => {}
            },
            Token::Text(text) if inside => {
                contents.names.last_mut().into_iter().for_each(|(_, told)| told.push_str(text));
            }
            Token::End(name) if local(name) == "definedName" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    if found { Ok(contents) } else { Err(OpenError::Corrupt) }
}

/// The parts that the workbook names, by the ids of their relationships.
fn targets(
    package: &mut Package<'_>,
    main: &Main,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<HashMap<String, String>, OpenError> {
    let mut targets = HashMap::new();
    let relations = main.beside(&format!("_rels/{}.rels", main.name));
    package::scan(package, &relations, limits, budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "Relationship"
            && package::distinct(start)?
            && let (Some(id), Some(target)) = (attribute(start, "Id")?, attribute(start, "Target")?)
        {
            let part = target.strip_prefix('/').map_or_else(|| main.beside(&target), str::to_owned);
            targets.insert(id.into_owned(), part);
        }
        Ok(())
    })?;
    Ok(targets)
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

/// Styles: counted, because a reader keeps each with all it says; of their number formats those that tell something.
pub(super) fn styles(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Formats, OpenError> {
    let mut styles = 0usize;
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut formats = Formats::default();
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
                        if let (Some(id), Some(code)) = (number(start)?, attribute(start, "formatCode")?) {
                            codes.insert(id, unescaped(&code));
                        }
                    }
                    "xf" if of_cells => {
                        let id = number(start)?.unwrap_or_default();
                        formats.style(codes.get(&id).map(String::as_str).or_else(|| formats::built_in(id)));
                    }
                    _ => {}
                }
            }
            Token::End(name) if local(name) == "cellXfs" => of_cells = false,
            _ => {}
        }
        if styles > limits.styles { Err(OpenError::limit("số kiểu định dạng", limits.styles)) } else { Ok(()) }
    })?;
    Ok(formats)
}

/// Shared strings: counted, because a reader keeps them all. Gives the places of those that say nothing.
pub(super) fn strings(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<HashSet<u32>, OpenError> {
    let mut strings = 0usize;
    let mut text = 0usize;
    let mut ink = false;
    let mut blank = HashSet::new();
    package::scan(package, part, limits, budget, |token| {
        match token {
            Token::Start(start) if local(start.name().as_ref()) == "si" => {
                strings += 1;
                ink = false;
            }
            // A count that claims more strings than there can be is no promise to keep: it is refused.
            Token::Start(start) if local(start.name().as_ref()) == "sst" => {
                let claimed = attribute(start, "uniqueCount")?.and_then(|count| count.parse::<usize>().ok());
                if claimed.is_some_and(|claimed| claimed > limits.cells) {
                    return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
                }
            }
            Token::Text(part) => {
                text += part.len();
                ink |= !is_blank(part);
            }
            Token::End(name) if local(name) == "si" && !ink => {
                blank.extend(strings.checked_sub(1).and_then(|place| u32::try_from(place).ok()));
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
    Ok(blank)
}
