//! The copy: the package of the original with the mended cells and the list of them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use jiff::civil::Date;

use super::FORMAT;
use super::Repair;
use super::Sorted;
use super::list;
use super::raw;
use super::raw::Met;
use super::raw::RawCell;
use super::raw::RawCells;
use crate::cells::Addr;
use crate::cells::Limits;
use crate::cells::OWN_MENDED;
use crate::cells::Value;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::report::patch::PatchError;
use crate::report::patch::book::Ours;
use crate::report::patch::book::Place;
use crate::report::patch::book::WorkbookPart;
use crate::report::patch::content_types::ContentTypes;
use crate::report::patch::package::PatchedPackage;
use crate::report::patch::package::bare;
use crate::report::patch::styles::Manner;
use crate::report::patch::styles::Styles;
use crate::report::patch::xml::Edits;

/// The sheet that lists the changes.
const LIST: Ours = Ours {
    title: "Đã sửa",
    name: OWN_MENDED,
    part: "worksheets/da-sua-vtvl#.xml",
    place: Place::Last,
};

/// Day 0 of the serial numbers of spreadsheets, and the first day that all programs count alike.
const SERIAL_EPOCH: Date = jiff::civil::date(1899, 12, 30);
const FIRST_DAY: Date = jiff::civil::date(1900, 3, 1);
/// Days between the two ways of counting.
const FROM_1904: i32 = 1462;

/// The workbook as it was submitted.
pub(super) struct Unmended<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) workbook: &'a Workbook,
    pub(super) limits: &'a Limits,
}

/// The parts of the sheets, and the cells in them that may be mended.
pub(super) struct SheetParts {
    /// By place of the sheet: its text, and its cells.
    sheets: Vec<(String, RawCells)>,
    pub(super) met: Met,
}

impl SheetParts {
    pub(super) fn cell(&self, at: &Addr) -> Option<&RawCell> {
        self.sheets.get(at.sheet.index)?.1.get(&(at.row, at.col))
    }
}

/// A copy that was written.
pub(super) struct MendedCopy {
    pub(super) bytes: Vec<u8>,
    pub(super) index: String,
}

impl Unmended<'_> {
    fn package(&self) -> Result<(PatchedPackage<'_>, WorkbookPart), PatchError> {
        let mut package = PatchedPackage::open(self.bytes, self.limits)?;
        let book = WorkbookPart::of(&mut package, LIST)?;
        Ok((package, book))
    }

    /// Reads the parts of the sheets.
    pub(super) fn parts<'c>(
        &self,
        candidates: impl Iterator<Item = &'c Addr>,
    ) -> Result<SheetParts, PatchError> {
        let (mut package, book) = self.package()?;
        if book.sheets.len() != self.workbook.sheets.len() {
            return Err(PatchError::Corrupt);
        }
        let mut wanted: HashMap<usize, HashSet<(u32, u32)>> = HashMap::new();
        for at in candidates {
            wanted
                .entry(at.sheet.index)
                .or_default()
                .insert((at.row, at.col));
        }
        let strings = match &book.strings {
            Some(part) => package.text(part)?.unwrap_or_default(),
            None => String::new(),
        };
        let mut met = Met::of(bare(&strings))?;
        let mut sheets = Vec::new();
        for (place, sheet) in book.sheets.iter().enumerate() {
            let text = package.text(&sheet.part)?.unwrap_or_default();
            let text = bare(&text).to_owned();
            let cells = met.sheet(&text, &wanted.remove(&place).unwrap_or_default())?;
            sheets.push((text, cells));
        }
        Ok(SheetParts { sheets, met })
    }

    /// Writes the repairs into a copy; those for which a cell has no format are left alone.
    pub(super) fn write(
        &self,
        parts: &SheetParts,
        sorted: &mut Sorted,
    ) -> Result<MendedCopy, PatchError> {
        let (mut package, book) = self.package()?;
        let mut styles = book.read_styles(&mut package)?;
        let since_1904 = book.counts_from_1904()?;
        let mut edits: BTreeMap<usize, Edits> = BTreeMap::new();
        let mut unshown: BTreeSet<Addr> = BTreeSet::new();
        for repair in &sorted.repairs {
            let at = &repair.cell;
            let cell = parts.cell(at).ok_or(PatchError::Corrupt)?;
            match written(repair, cell, &mut styles, since_1904)? {
                Some(text) => edits
                    .entry(at.sheet.index)
                    .or_default()
                    .replace(cell.place.clone(), text),
                None => drop(unshown.insert(at.clone())),
            }
        }
        sorted.leave(FORMAT, |repair| unshown.contains(&repair.cell));
        for (place, edits) in edits {
            package.edit(&book.sheets[place].part, edits)?;
        }
        let list = list::write(
            &sorted.repairs,
            &sorted.left,
            &book,
            self.workbook,
            &mut styles,
        );
        book.finish(
            &mut package,
            list,
            styles.finish()?,
            ContentTypes::default(),
            parts.met.formulas,
        )?;
        Ok(MendedCopy {
            bytes: package.write()?,
            index: book.index,
        })
    }

    /// What the user has to know of the copy.
    pub(super) fn notes(&self, parts: &SheetParts, repairs: &[Repair]) -> Vec<String> {
        let sheets: BTreeSet<usize> = repairs
            .iter()
            .map(|repair| repair.cell.sheet.index)
            .collect();
        let names = |fits: &dyn Fn(usize) -> bool| {
            let found = sheets
                .iter()
                .filter(|place| fits(**place))
                .filter_map(|place| self.workbook.sheets.get(*place));
            found
                .map(|sheet| format!("“{}”", sheet.name()))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let hidden = names(&|place| self.workbook.sheets[place].visibility != Visibility::Visible);
        let locked = names(&|place| parts.sheets[place].0.contains("sheetProtection"));
        let mut notes = Vec::new();
        if parts.met.formulas {
            notes.push("Công thức trong tệp sẽ được Excel tính lại khi mở.".to_owned());
        }
        if !hidden.is_empty() {
            notes.push(format!(
                "Có ô đã sửa ở trang ẩn {hidden}; trang vẫn được giữ ẩn."
            ));
        }
        if !locked.is_empty() {
            notes.push(format!(
                "Có ô đã sửa ở trang đang khóa {locked}; trang vẫn được giữ khóa."
            ));
        }
        notes
    }
}

/// A mended cell as its part has it; none where no format shows its value.
fn written(
    repair: &Repair,
    cell: &RawCell,
    styles: &mut Styles,
    since_1904: bool,
) -> Result<Option<String>, PatchError> {
    let p = cell.prefix();
    let (manner, kind, content) = match &repair.after {
        Value::Text(text) => {
            // What was a number stays text when it is edited.
            let manner = if cell.held == raw::RawContent::Number {
                Manner::Text
            } else {
                Manner::Kept
            };
            let text = quick_xml::escape::partial_escape(&**text);
            (
                manner,
                "inlineStr",
                format!("<{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is>"),
            )
        }
        Value::Whole(number) => (Manner::Whole, "n", format!("<{p}v>{number}</{p}v>")),
        Value::Decimal(number) => (Manner::Decimal, "n", format!("<{p}v>{number}</{p}v>")),
        Value::Date(day) => match serial(*day, since_1904) {
            Some(serial) => (Manner::Day, "n", format!("<{p}v>{serial}</{p}v>")),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let style = match styles.mended(cell.style(), manner)? {
        Some(style) => style,
        None if manner == Manner::Kept => cell.style(),
        None => return Ok(None),
    };
    Ok(Some(
        cell.with(&[("s", &style.to_string()), ("t", kind)], &content),
    ))
}

/// The number of a day; none before all programs count alike.
fn serial(day: Date, since_1904: bool) -> Option<i32> {
    let days = day.since(SERIAL_EPOCH).ok()?.get_days();
    let days = if since_1904 { days - FROM_1904 } else { days };
    (day >= FIRST_DAY && days >= 0).then_some(days)
}
