//! What a copy holds, and whether it is sound.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::io::Read as _;

use zip::ZipArchive;

use super::super::LIST;
use crate::cells;
use crate::cells::Limits;
use crate::report::patch::book;
use crate::report::patch::book::WorkbookPart;
use crate::report::patch::package::PatchedPackage;
use crate::report::patch::package::bare;
use crate::report::patch::styles::Styles;
use crate::report::patch::xml;

pub(super) fn text(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| zip.by_index_raw(at).unwrap().name().unwrap().into_owned())
        .collect()
}

/// A part as it is packed.
fn raw(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let at = zip.index_for_name(name).unwrap();
    let mut packed = Vec::new();
    zip.by_index_raw(at)
        .unwrap()
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

/// The parts that are not packed in the copy as they were.
pub(super) fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (old, new) = (names(before), names(after));
    assert_eq!(new[..old.len()], old, "the order of the parts");
    old.into_iter()
        .filter(|name| raw(before, name) != raw(after, name))
        .collect()
}

/// The sheets that are not our list.
fn of_agency(book: &WorkbookPart) -> impl Iterator<Item = &book::SheetPart> {
    book.sheets
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != book.former)
        .map(|(_, sheet)| sheet)
}

/// Cells with comments of ours, by sheet.
pub(super) fn commented(bytes: &[u8]) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    let mut package = PatchedPackage::open(bytes, &Limits::default()).unwrap();
    let book = WorkbookPart::of(&mut package, LIST).unwrap();
    for (at, sheet) in of_agency(&book).enumerate() {
        for relation in package.relations(&sheet.part).unwrap() {
            if relation.is("comments") {
                let text = package.text(&relation.part).unwrap().unwrap();
                let refs = xml::elements(&text, 2)
                    .unwrap()
                    .into_iter()
                    .filter(|tag| tag.open.local() == "comment");
                found.extend(
                    refs.map(|comment| (at, comment.open.value("ref").unwrap().into_owned())),
                );
            }
        }
    }
    found
}

/// Cells with a fill of ours, by sheet.
pub(super) fn filled(bytes: &[u8]) -> BTreeSet<(usize, String)> {
    let mut package = PatchedPackage::open(bytes, &Limits::default()).unwrap();
    let book = WorkbookPart::of(&mut package, LIST).unwrap();
    let styles = package
        .text(book.styles.as_deref().unwrap())
        .unwrap()
        .unwrap();
    let mut styles = Styles::of(&styles).unwrap();
    let mut found = BTreeSet::new();
    for (at, sheet) in of_agency(&book).enumerate() {
        let text = package.text(&sheet.part).unwrap().unwrap();
        for tag in xml::Tags::of(bare(&text)).map(Result::unwrap) {
            let style = tag
                .number("s")
                .filter(|_| tag.begins() && tag.local() == "c");
            if style.is_some_and(|style| styles.unmarked(style).unwrap().is_some()) {
                found.insert((at, tag.value("r").unwrap().into_owned()));
            }
        }
    }
    found
}
/// The children of a sheet in the order of the schema (ECMA-376 part 1, 18.3.1.99).
const ORDER: [&str; 38] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "tableParts",
    "extLst",
];

/// Every part is well-formed, sheets and their rows and cells are in order, every relationship
/// leads somewhere.
pub(super) fn sound(bytes: &[u8]) {
    let mut package = PatchedPackage::open(bytes, &Limits::default()).unwrap();
    for name in names(bytes) {
        if !name.contains("vmlDrawing") {
            let text = text(bytes, &name);
            xml::root(bare(&text)).unwrap_or_else(|_| panic!("{name} is not well-formed"));
        }
    }
    let book = WorkbookPart::of(&mut package, LIST).unwrap();
    let ids: BTreeSet<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.part.as_str())
        .collect();
    assert_eq!(ids.len(), book.sheets.len());
    for sheet in &book.sheets {
        for relation in package.relations(&sheet.part).unwrap() {
            assert!(
                relation.part.is_empty() || package.has(&relation.part),
                "{relation:?}"
            );
        }
        let text = package.text(&sheet.part).unwrap().unwrap();
        let children = xml::elements(bare(&text), 1).unwrap();
        let ranks: Vec<usize> = children
            .iter()
            .filter_map(|child| ORDER.iter().position(|name| *name == child.open.local()))
            .collect();
        assert!(ranks.is_sorted(), "{}: {ranks:?}", sheet.name);
        let mut last = None;
        for tag in xml::Tags::of(bare(&text)).map(Result::unwrap) {
            if tag.begins() && tag.local() == "c" && tag.depth == 3 {
                let at = tag.value("r").and_then(|at| cells::parse_cell(&at));
                assert!(at.is_none() || at > last, "{}: {}", sheet.name, tag.raw);
                last = at.or(last);
            }
        }
    }
}

/// The copy says in every cell what the submission says.
pub(super) fn same_values(before: &[u8], after: &[u8]) {
    let (old, new) = (
        cells::open(before, &Limits::default()).unwrap(),
        cells::open(after, &Limits::default()).unwrap(),
    );
    for sheet in &old.sheets {
        let copy = new
            .sheets
            .iter()
            .find(|copy| copy.name() == sheet.name())
            .unwrap();
        assert_eq!(
            (sheet.name(), &sheet.rows, sheet.visibility),
            (copy.name(), &copy.rows, copy.visibility)
        );
        assert_eq!(
            (&sheet.merges, &sheet.hidden_rows, &sheet.hidden_cols),
            (&copy.merges, &copy.hidden_rows, &copy.hidden_cols)
        );
        assert_eq!(sheet.print_areas, copy.print_areas);
    }
}
