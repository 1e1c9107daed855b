//! Word documents (`.docx`, `.docm`, `.dotx`) as sheets: tables and paragraphs below each other.
//!
//! The part is streamed under the same guards as those of a workbook; nothing is believed that it
//! claims.

mod captions;
mod columns;
mod layout;
mod numbering;
mod open;
mod parse;
mod symbols;
mod tree;

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use super::OWN_REPORT;
use super::OwnPaper;
use super::Row;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::number::Texts;
use crate::archive;
use crate::archive::ArchiveError;
use crate::archive::Budget;
use crate::archive::Limits;
use crate::archive::Package;
use crate::archive::Token;
use crate::archive::attribute;
use crate::archive::local;
use layout::LaidSheet;
use numbering::DocxNumbering;
use parse::Parser;

/// The name of the sheet of a document.
const NAME: &str = "Văn bản";

/// Reads a document whose package was opened within the limits.
pub(super) fn read(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<(Vec<Sheet>, Option<OwnPaper>), ArchiveError> {
    let own = paper(package, limits)?;
    let laid = laid_out(package, limits)?;
    let several = laid.len() > 1;
    let mut texts = Texts::default();
    let mut sheets = Vec::with_capacity(laid.len());
    for (index, laid) in laid.into_iter().enumerate() {
        let name = if several {
            format!("{NAME}, phần {}", index + 1)
        } else {
            NAME.to_owned()
        };
        let row = |(number, cells): (u32, Vec<(u32, String)>)| {
            let cells = cells
                .into_iter()
                .map(|(col, text)| (col, texts.value(&text)));
            Row {
                number,
                cells: cells.filter(|(_, value)| *value != Value::Blank).collect(),
            }
        };
        sheets.push(Sheet {
            rows: laid
                .rows
                .into_iter()
                .map(row)
                .filter(|row| !row.cells.is_empty())
                .collect(),
            id: Arc::new(SheetRef {
                word: Some(Arc::new(laid.map)),
                ..SheetRef::new(index, &name)
            }),
            visibility: Visibility::Visible,
            merges: laid.merges,
            hidden_rows: laid.hidden,
            hidden_cols: Vec::new(),
            print_areas: Vec::new(),
            beside: Arc::default(),
        });
    }
    Ok((sheets, own))
}

/// Whether the document is a paper of ours: by its custom properties, which a word processor keeps.
///
/// # Errors
/// A part cannot be read.
pub(super) fn paper(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Option<OwnPaper>, ArchiveError> {
    let mut own = None;
    let mut budget = Budget::default();
    let Some(part) = related(package, "", limits, &mut budget)?.remove("custom-properties") else {
        return Ok(None);
    };
    archive::scan(package, &part, limits, &mut budget, |token| {
        if let Token::Start(start) = token
            && local(start.name().as_ref()) == "property"
            && attribute(start, "name")?.is_some_and(|name| name == OWN_REPORT)
        {
            own = Some(OwnPaper::Report);
        }
        Ok::<(), ArchiveError>(())
    })?;
    Ok(own)
}

/// Where the cells of a sheet begin in the document that it was made of: by row and column, which
/// paragraph of the main part, counted from 0 over all of them.
pub type WordAnchors = BTreeMap<(u32, u32), u32>;

/// Where the cells of a document begin, for each sheet that [`super::open()`] gives.
///
/// # Errors
/// [`ArchiveError`] where [`super::open()`] fails.
pub fn word_anchors(bytes: &[u8], limits: &Limits) -> Result<Vec<WordAnchors>, ArchiveError> {
    let laid = laid_out(&mut archive::open(bytes, limits)?, limits)?;
    Ok(laid.into_iter().map(|laid| laid.anchors).collect())
}

fn laid_out(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<LaidSheet>, ArchiveError> {
    let mut budget = Budget::default();
    let main = main_part(package, limits, &mut budget)?;
    let mut numbering = DocxNumbering::default();
    let parts = related(package, &main, limits, &mut budget)?;
    if let Some(part) = parts.get("styles") {
        each(package, part, limits, &mut budget, |name, prefix, token| {
            if let Token::Start(start) = token {
                return numbering.style_starts(name, prefix, start);
            }
            numbering.style_ends(name);
            Ok(())
        })?;
    }
    if let Some(part) = parts.get("numbering") {
        each(package, part, limits, &mut budget, |name, prefix, token| {
            if let Token::Start(start) = token {
                return numbering.list_starts(name, prefix, start);
            }
            numbering.list_ends(name);
            Ok(())
        })?;
    }
    let mut parser = Parser::new(&mut numbering, limits);
    if !archive::scan(package, &main, limits, &mut budget, |token| {
        parser.visit(&token)
    })? {
        return Err(ArchiveError::Corrupt);
    }
    let (blocks, paged) = parser.finish();
    layout::lay_out(&blocks, paged)
}

/// The elements of a part by their names and prefixes.
fn each(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
    mut visit: impl FnMut(&str, &str, &Token<'_>) -> Result<(), ArchiveError>,
) -> Result<bool, ArchiveError> {
    archive::scan(package, part, limits, budget, |token| {
        let name = match &token {
            Token::Start(start) => start.name().as_ref().to_owned(),
            Token::End(name) => (*name).to_owned(),
            Token::Text(_) => return Ok(()),
        };
        let bare = local(&name);
        visit(bare, &name[..name.len() - bare.len()], &token)
    })
}

/// The main part of the package: the last relationship of its kind.
fn main_part(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<String, ArchiveError> {
    let found = related(package, "", limits, budget)?;
    found
        .get("officeDocument")
        .cloned()
        .ok_or(ArchiveError::Corrupt)
}

/// The parts that a part (of an empty name: the package) leads to, by the last word of their kind.
fn related(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<HashMap<String, String>, ArchiveError> {
    let (folder, name) = part.split_at(part.rfind('/').map_or(0, |slash| slash + 1));
    let mut found = HashMap::new();
    archive::scan(
        package,
        &format!("{folder}_rels/{name}.rels"),
        limits,
        budget,
        |token| {
            if let Token::Start(start) = token
                && local(start.name().as_ref()) == "Relationship"
                && archive::distinct(start)?
                && let (Some(kind), Some(target)) =
                    (attribute(start, "Type")?, attribute(start, "Target")?)
                && let Some(kind) = kind.rsplit('/').next()
                && attribute(start, "TargetMode")?.is_none_or(|mode| mode != "External")
            {
                let target = target
                    .strip_prefix('/')
                    .map_or_else(|| format!("{folder}{target}"), str::to_owned);
                found.insert(kind.to_owned(), target);
            }
            Ok::<(), ArchiveError>(())
        },
    )?;
    Ok(found)
}
