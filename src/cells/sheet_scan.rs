//! One pass over a sheet of an `.xlsx` before calamine reads it: what calamine does not tell, and
//! what there is too much of.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::Area;
use super::CellError;
use super::Limits;
use super::OpenError;
use super::blank::is_blank;
use super::error::LimitPlace;
use super::formula::Formulas;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::attributes;
use super::package::local;
use super::reference::Copied;
use super::spans::Spans;
use super::spread::Spread;
use super::xlsx_parts::WorkbookContents;
use crate::archive::LAST_COL;
use crate::archive::LAST_ROW;

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_cols: Spans,
    pub(super) merges: Vec<Area>,
    pub(super) formulas: Vec<(u32, u32)>,
    pub(super) uncomputed: Vec<(u32, u32)>,
    /// Whether calamine would refuse it for something that it does not know.
    pub(super) is_odd: bool,
    spread: Spread,
    /// Cells met so far, styled empty ones too.
    met: usize,
    /// Cells down to the last one that holds something: below there is nothing to read.
    pub(super) through: usize,
}

/// What the scan of every sheet of a workbook needs and adds to.
pub(super) struct ScannedSheets<'w> {
    pub(super) limits: &'w Limits,
    pub(super) budget: Budget,
    /// Shared strings that say nothing, by their places.
    pub(super) blank: std::collections::HashSet<u32>,
    /// Cells that hold something, so far.
    pub(super) cells: usize,
    pub(super) formulas: Formulas,
}

impl ScannedSheets<'_> {
    /// Scans the parts of all sheets of a workbook.
    pub(super) fn scan_all(
        &mut self,
        package: &mut Package<'_>,
        contents: &WorkbookContents,
    ) -> Result<Vec<Scanned>, OpenError> {
        let names = contents.sheets.iter().map(String::as_str).enumerate();
        let named = contents.parts.iter().zip(names);
        named
            .map(|(part, sheet)| scan(package, part, sheet, self))
            .collect()
    }
}

/// How a cell writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum ScannedKind {
    #[default]
    Plain,
    /// The place of a shared string.
    Shared,
    /// The text of a formula: an empty one is a computed empty text.
    Text,
    /// A number that says so, an error, a truth: calamine wants it exactly.
    Strict,
    Error,
}

/// What was met of a cell so far.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was met of a cell so far, each on its own"
)]
struct InScannedCell {
    at: (u32, u32),
    kind: ScannedKind,
    is_open: bool,
    formula: bool,
    in_value: bool,
    in_formula: bool,
    /// It has an element for its value.
    has_value: bool,
    /// Its value is written.
    value: bool,
    /// Something in it can be seen.
    ink: bool,
    /// The place of its shared string.
    place: u32,
}

/// The formula that is being read.
#[derive(Debug, Default)]
struct InFormula {
    text: String,
    copied: Copied,
}

/// One sheet while it is scanned.
struct SheetScan<'s, 'w> {
    sheets: &'s mut ScannedSheets<'w>,
    /// Place and name of the sheet.
    sheet: (usize, &'s str),
    scanned: Scanned,
    cell: InScannedCell,
    formula: InFormula,
    /// The value of a cell that calamine wants exactly.
    written: String,
    /// Where a row, and a cell in it, is that does not say so.
    next: (u32, u32),
}

/// Scans the part of a sheet.
fn scan(
    package: &mut Package<'_>,
    part: &str,
    sheet: (usize, &str),
    sheets: &mut ScannedSheets<'_>,
) -> Result<Scanned, OpenError> {
    let limits = sheets.limits;
    let mut budget = std::mem::take(&mut sheets.budget);
    let mut scan = SheetScan {
        sheets,
        sheet,
        scanned: Scanned::default(),
        cell: InScannedCell::default(),
        formula: InFormula::default(),
        written: String::new(),
        next: (0, 0),
    };
    let found = package::scan(package, part, limits, &mut budget, |token| {
        scan.visit(&token)
    });
    let scanned = std::mem::take(&mut scan.scanned);
    sheets.budget = budget;
    found.map_err(|error| error.at(&LimitPlace::sheet(sheet.1)))?;
    Ok(scanned)
}

impl SheetScan<'_, '_> {
    fn visit(&mut self, token: &Token<'_>) -> Result<(), OpenError> {
        match token {
            Token::Start(start) => self.start(start),
            Token::Text(text) => {
                self.text(text);
                Ok(())
            }
            Token::End(name) => self.end(local(name)),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        match local(start.name().as_ref()) {
            "row" => {
                let row = row_number(start)?.unwrap_or(self.next.0);
                self.next = (row + 1, 0);
                if is_on(start, "hidden")? {
                    self.scanned.hidden_rows.insert(row);
                }
            }
            "dimension" => self.scanned.is_odd |= !is_dimension(start)?,
            "c" => {
                let (at, kind) = cell_attributes(start)?;
                let at = at.unwrap_or((self.next.0.saturating_sub(1), self.next.1));
                self.next.1 = at.1 + 1;
                self.scanned.met += 1;
                self.cell = InScannedCell {
                    at,
                    kind,
                    is_open: true,
                    ..InScannedCell::default()
                };
                self.written.clear();
            }
            "f" => {
                self.cell.formula = true;
                self.cell.in_formula = true;
                self.formula.text.clear();
                self.formula.copied = copied(start, self.cell.at)?;
            }
            "v" => {
                // Some programs write `<f>…</f><v/>` for a formula that nobody computed (Q26).
                self.cell.in_value = true;
                self.cell.has_value = true;
                self.cell.value |= self.cell.kind == ScannedKind::Text;
            }
            "is" => {
                self.cell.in_value = true;
                self.cell.has_value = true;
                self.cell.value = true;
                self.cell.kind = ScannedKind::Text;
            }
            "mergeCell" => {
                self.scanned.merges.extend(merge(start)?);
                self.count_beside()?;
            }
            "col" => hide_columns(start, &mut self.scanned)?,
            // Something else in a cell, beside its formula and its value.
            _ => self.scanned.is_odd |= self.cell.is_open && !self.cell.in_value,
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.cell.in_value {
            self.cell.value |= !text.is_empty();
            match self.cell.kind {
                ScannedKind::Plain => {
                    self.cell.ink = true;
                    self.scanned.is_odd |= text.starts_with(char::is_whitespace);
                }
                ScannedKind::Strict | ScannedKind::Error => {
                    self.cell.ink = true;
                    self.written.push_str(text);
                }
                ScannedKind::Text => self.cell.ink |= !is_blank(text),
                ScannedKind::Shared => {
                    self.cell.ink = true;
                    self.scanned.is_odd |= !text.bytes().all(|byte| byte.is_ascii_digit());
                    let digits = text.bytes().filter(u8::is_ascii_digit);
                    self.cell.place = digits.fold(self.cell.place, |place, digit| {
                        place
                            .saturating_mul(10)
                            .saturating_add(u32::from(digit - b'0'))
                    });
                }
            }
        } else if self.cell.in_formula {
            self.formula.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), OpenError> {
        match name {
            "v" | "is" => self.cell.in_value = false,
            "f" => {
                self.cell.in_formula = false;
                self.sheets
                    .formulas
                    .read(&self.formula.text, self.sheet.0, self.formula.copied);
            }
            "c" => self.close()?,
            _ => {}
        }
        Ok(())
    }

    /// The end of a cell: whether it holds something.
    fn close(&mut self) -> Result<(), OpenError> {
        self.scanned.is_odd |= match self.cell.kind {
            ScannedKind::Strict => !is_blank(&self.written) && self.written.parse::<f64>().is_err(),
            ScannedKind::Error => {
                self.cell.has_value && CellError::from_text(&self.written).is_none()
            }
            _ => false,
        };
        let InScannedCell {
            at,
            kind,
            formula,
            has_value,
            value,
            ink,
            place,
            ..
        } = std::mem::take(&mut self.cell);
        if formula {
            self.scanned.formulas.push(at);
            if !value {
                self.scanned.uncomputed.push(at);
            }
            self.count_beside()?;
        }
        if has_value && ink && !(kind == ScannedKind::Shared && self.sheets.blank.contains(&place))
        {
            self.scanned.through = self.scanned.met;
            let cell = Area::of_cell(at.0, at.1);
            let limits = self.sheets.limits;
            self.scanned.spread.take(cell, limits, self.sheet.1)?;
            self.sheets.cells += 1;
            if self.sheets.cells > self.sheets.limits.cells {
                let place = LimitPlace::cell(self.sheet.1, at.0, at.1);
                return Err(
                    OpenError::limit("số ô có dữ liệu", self.sheets.limits.cells).at(&place),
                );
            }
        }
        Ok(())
    }

    /// What is kept beside the cells is no more than there may be cells.
    fn count_beside(&self) -> Result<(), OpenError> {
        let kept = self.scanned.merges.len() + self.scanned.formulas.len();
        if kept > self.sheets.limits.cells {
            let limit = OpenError::limit("số công thức và ô gộp", self.sheets.limits.cells);
            return Err(limit.at(&LimitPlace::sheet(self.sheet.1)));
        }
        Ok(())
    }
}

/// Whether the size of a sheet is said as calamine wants it.
fn is_dimension(start: &BytesStart<'_>) -> Result<bool, OpenError> {
    let Some(text) = attribute(start, "ref")? else {
        return Ok(false);
    };
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let corners = cell_reference(first).zip(cell_reference(last));
    Ok(corners.is_some_and(|(first, last)| first.0 <= last.0 && first.1 <= last.1))
}

fn is_on(start: &BytesStart<'_>, name: &str) -> Result<bool, OpenError> {
    Ok(attribute(start, name)?.is_some_and(|value| value == "1" || value == "true"))
}

fn row_number(start: &BytesStart<'_>) -> Result<Option<u32>, OpenError> {
    let Some(text) = attribute(start, "r")? else {
        return Ok(None);
    };
    match text.parse::<u32>() {
        Ok(row) if (1..=LAST_ROW + 1).contains(&row) => Ok(Some(row - 1)),
        _ => Err(OpenError::Corrupt),
    }
}

/// Where a cell says that it is, and how it writes its value; in one go over its attributes, since
/// a sheet may have millions of cells.
fn cell_attributes(start: &BytesStart<'_>) -> Result<(Option<(u32, u32)>, ScannedKind), OpenError> {
    let (mut at, mut kind) = (None, None);
    for attribute in attributes(start) {
        match attribute? {
            ("r", place) if at.is_none() => {
                at = Some(cell_reference(place).ok_or(OpenError::Corrupt)?);
            }
            ("t", value) if kind.is_none() => {
                kind = Some(match value {
                    "str" => ScannedKind::Text,
                    "s" => ScannedKind::Shared,
                    "n" => ScannedKind::Strict,
                    "e" => ScannedKind::Error,
                    _ => ScannedKind::Plain,
                });
            }
            _ => {}
        }
    }
    Ok((at, kind.unwrap_or_default()))
}

/// How far the formula of a cell stands for others: the area of a shared formula, [ECMA-376]
/// 18.3.1.40.
fn copied(start: &BytesStart<'_>, (row, col): (u32, u32)) -> Result<Copied, OpenError> {
    if attribute(start, "t")? != Some("shared") {
        return Ok(Copied::default());
    }
    let Some(area) = attribute(start, "ref")?.and_then(area) else {
        return Ok(Copied::default());
    };
    Ok(Copied {
        up: row.saturating_sub(area.top),
        down: area.bottom.saturating_sub(row),
        left: col.saturating_sub(area.left),
        right: area.right.saturating_sub(col),
    })
}

/// `D12` or `$D$12` as row and column from 0; none outside a sheet.
fn cell_reference(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0u32, 0u32);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                col = col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
            }
            b'0'..=b'9' if col > 0 => row = row * 10 + u32::from(byte - b'0'),
            b'$' => {}
            _ => return None,
        }
        if col > LAST_COL + 1 || row > LAST_ROW + 1 {
            return None;
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

/// `A1:B9`, or one cell.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (cell_reference(first)?, cell_reference(last)?);
    Some(Area {
        top: top.min(bottom),
        left: left.min(right),
        bottom: top.max(bottom),
        right: left.max(right),
    })
}

fn merge(start: &BytesStart<'_>) -> Result<Option<Area>, OpenError> {
    match attribute(start, "ref")? {
        Some(text) => area(text).map(Some).ok_or(OpenError::Corrupt),
        None => Ok(None),
    }
}

fn hide_columns(start: &BytesStart<'_>, scanned: &mut Scanned) -> Result<(), OpenError> {
    let number = |name: &str| -> Result<Option<u32>, OpenError> {
        Ok(attribute(start, name)?.and_then(|text| text.parse().ok()))
    };
    if is_on(start, "hidden")?
        && let (Some(min), Some(max)) = (number("min")?, number("max")?)
    {
        scanned
            .hidden_cols
            .put(min.saturating_sub(1), max.saturating_sub(1).min(LAST_COL));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_a_sheet() {
        assert_eq!(cell_reference("D12"), Some((11, 3)));
        assert_eq!(cell_reference("$D$12"), Some((11, 3)));
        assert_eq!(cell_reference("XFD1048576"), Some((LAST_ROW, LAST_COL)));
        for wrong in [
            "", "12", "D", "XFE1", "A0", "A1048577", "AAAA1", "Đ1", "A1B", "1A",
        ] {
            assert_eq!(cell_reference(wrong), None, "{wrong}");
        }
    }
}
