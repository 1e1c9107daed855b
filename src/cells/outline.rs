//! What a file is, without reading its cells: to sort the files of a submission before they are
//! read.

use super::Limits;
use super::OwnPaper;
use super::addr::name_of;
use super::biff_globals;
use super::docx;
use super::ods;
use super::own;
use super::package;
use super::package::Budget;
use super::sniff;
use super::sniff::Container;
use super::xls;
use super::xlsx_parts;

/// Sườn sổ tính: which paper of ours a workbook is, if one, and the names of its sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The paper of ours.
    pub own: Option<OwnPaper>,
    /// The names of the sheets in NFC, without those of ours.
    pub sheets: Vec<String>,
}

/// The outline of a workbook; of a file that is none, or a damaged one, nothing: opening it will
/// tell.
#[must_use]
pub fn outline(bytes: &[u8], limits: &Limits) -> Outline {
    if bytes.len() as u64 > limits.file_bytes {
        return Outline::default();
    }
    match sniff::container(bytes) {
        Ok(Container::Zip) => of_package(bytes, limits).unwrap_or_default(),
        Ok(Container::Compound) => of_compound(bytes, limits).unwrap_or_default(),
        Err(_) => Outline::default(),
    }
}

fn of_package(bytes: &[u8], limits: &Limits) -> Option<Outline> {
    let mut package = package::open(bytes, limits).ok()?;
    let mut budget = Budget::default();
    if package::small_text(&mut package, "mimetype").is_some_and(|text| text.trim() == ods::TYPE) {
        return Some(Outline {
            own: None,
            sheets: ods::names(&mut package, limits, &mut budget).ok()?,
        });
    }
    if package.has("word/document.xml") {
        return Some(Outline {
            own: docx::paper(&mut package, limits).ok()?,
            sheets: Vec::new(),
        });
    }
    let main = xlsx_parts::main_part(&mut package, limits, &mut budget).ok()?;
    let contents = xlsx_parts::contents(&mut package, &main, limits, &mut budget).ok()?;
    let lists = own::sheet(&contents.names)
        .into_iter()
        .chain(own::mended_sheets(&contents.names));
    let lists: Vec<String> = lists.map(|name| name_of(&name)).collect();
    let sheets = contents
        .sheets
        .into_iter()
        .filter(|name| !lists.contains(name))
        .collect();
    Some(Outline {
        own: own::paper(&contents.names),
        sheets,
    })
}

fn of_compound(bytes: &[u8], limits: &Limits) -> Option<Outline> {
    let globals = biff_globals::read(&xls::workbook_stream(bytes).ok()?, limits).ok()?;
    Some(Outline {
        own: None,
        sheets: globals.sheets.into_iter().map(|sheet| sheet.name).collect(),
    })
}
