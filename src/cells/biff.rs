//! The records of a BIFF workbook, written anew before calamine sees them.
//!
//! Record layouts: [MS-XLS] 2.3 and 2.4. calamine makes room for what some records claim, follows the
//! positions of sheets wherever they point, takes formulas apart and repeats the names in them. So only
//! the records that a cell's value needs are kept, in one alignment: no claimed dimensions, no formula,
//! no defined name, no drawing; and what the kept ones come to is counted.

use std::collections::BTreeSet;
use std::collections::HashSet;

use super::Limits;
use super::OpenError;
use super::sst;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
const FILEPASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
pub(super) const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
/// Code page, date system, number formats and cell formats.
const GLOBALS: [u16; 4] = [0x0042, 0x0022, 0x041E, 0x00E0];

pub(super) const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const RICH_LABEL: u16 = 0x00D6;
pub(super) const LABEL_SST: u16 = 0x00FD;
pub(super) const MUL_RK: u16 = 0x00BD;
const MERGES: u16 = 0x00E5;
/// Number, boolean or error, packed number.
pub(super) const NUMBERS: [u16; 3] = [0x0203, 0x0205, 0x027E];
pub(super) const ROW: u16 = 0x0208;
pub(super) const COLUMNS: u16 = 0x007D;

/// Kind and length of a record.
const HEADER: usize = 4;
/// A formula record up to its tokens, [MS-XLS] 2.4.127.
const FORMULA_HEAD: usize = 20;
/// A record holds up to 8,224 bytes: more continuations than these are no longer than their headers,
/// and calamine takes each one off the front of a list.
const CONTINUATIONS: usize = 10_000;
/// How many times over the sheets may make the walk read the stream; nested sheets overlap.
const PASSES: usize = 4;

/// A workbook written anew.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The records that are kept.
    pub(super) stream: Vec<u8>,
    /// What calamine does not tell of each sheet, in their order.
    pub(super) sheets: Vec<Hidden>,
}

/// Hidden rows and columns of a sheet, from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) rows: BTreeSet<u32>,
    pub(super) cols: BTreeSet<u32>,
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl Record<'_> {
    pub(super) fn word(&self, at: usize) -> Option<u16> {
        self.data.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
    }

    pub(super) fn long(&self, at: usize) -> Option<u32> {
        self.data.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }
}

/// Walks the records from a place in the stream.
pub(super) struct Records<'a> {
    pub(super) stream: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Records<'a> {
    /// The next record; none at the end. A sector that is filled up with zeros ends the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, OpenError> {
        let rest = self.stream.get(self.at..).unwrap_or_default();
        let Some(header) = rest.get(..HEADER) else { return Ok(None) };
        let kind = u16::from_le_bytes([header[0], header[1]]);
        let length = usize::from(u16::from_le_bytes([header[2], header[3]]));
        match rest.get(HEADER..HEADER + length) {
            Some(data) => {
                self.at += HEADER + length;
                Ok(Some(Record { kind, data }))
            }
            None if kind == 0 => Ok(None),
            None => Err(OpenError::Corrupt),
        }
    }

    /// The data of the continuations that follow.
    fn continuations(&mut self) -> Result<Vec<&'a [u8]>, OpenError> {
        let mut found = Vec::new();
        loop {
            let before = self.at;
            match self.next()? {
                Some(record) if record.kind == CONTINUE => found.push(record.data),
                _ => {
                    self.at = before;
                    return Ok(found);
                }
            }
            if found.len() > CONTINUATIONS {
                return Err(OpenError::Corrupt);
            }
        }
    }
}

/// Writes the workbook anew with only what its values need.
pub(super) fn rewrite(stream: &[u8], limits: &Limits) -> Result<Rewritten, OpenError> {
    let mut walk = Walk::new(limits);
    let places = walk.globals(stream)?;
    let mut seen = HashSet::new();
    let mut read = 0usize;
    let mut sheets = Vec::with_capacity(places.len());
    for (claim, place) in places {
        let start = usize::try_from(claim).map_err(|_| OpenError::Corrupt)?;
        let written = u32::try_from(walk.out.len()).map_err(|_| OpenError::Corrupt)?;
        walk.out[place..place + 4].copy_from_slice(&written.to_le_bytes());
        let mut records = Records { stream, at: start };
        if !seen.insert(start) {
            return Err(OpenError::Corrupt);
        }
        sheets.push(walk.sheet(&mut records)?);
        read += records.at - start;
        if read > stream.len().saturating_mul(PASSES) {
            return Err(OpenError::Corrupt);
        }
    }
    Ok(Rewritten { stream: walk.out, sheets })
}

/// The rectangle around the cells of one sheet.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

/// What was written and counted so far.
struct Walk<'a> {
    limits: &'a Limits,
    out: Vec<u8>,
    cells: usize,
    boxes: u64,
    bounds: Option<Bounds>,
    /// Whether a formula has come in the sheet: its text follows in a record without a place.
    formula: bool,
    strings: Vec<u32>,
    text: usize,
}

impl<'a> Walk<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, out: Vec::new(), cells: 0, boxes: 0, bounds: None, formula: false, strings: Vec::new(), text: 0 }
    }

    fn keep(&mut self, kind: u16, data: &[u8]) {
        // The length of a record fits its two bytes, and none is written longer than it was.
        let length = u16::try_from(data.len()).unwrap_or_default();
        self.out.extend_from_slice(&kind.to_le_bytes());
        self.out.extend_from_slice(&length.to_le_bytes());
        self.out.extend_from_slice(data);
    }

    /// The globals up to their end; of each sheet its claimed position, and where that is written anew.
    fn globals(&mut self, stream: &[u8]) -> Result<Vec<(u32, usize)>, OpenError> {
        let mut sheets = Vec::new();
        let mut records = Records { stream, at: 0 };
        while let Some(record) = records.next()? {
            match record.kind {
                FILEPASS => return Err(OpenError::Encrypted),
                EOF => break,
                BOUND_SHEET => {
                    if sheets.len() >= self.limits.sheets {
                        return Err(OpenError::limit("số trang", self.limits.sheets));
                    }
                    let claim = record.long(0).ok_or(OpenError::Corrupt)?;
                    sheets.push((claim, self.out.len() + HEADER));
                    self.keep(record.kind, record.data);
                }
                SST => {
                    let mut chunks = vec![record.data];
                    chunks.extend(records.continuations()?);
                    self.keep(SST, record.data);
                    for chunk in &chunks[1..] {
                        self.keep(CONTINUE, chunk);
                    }
                    self.strings = sst::lengths(chunks, self.limits)?;
                }
                kind if kind == BOF || GLOBALS.contains(&kind) => self.keep(kind, record.data),
                _ => {}
            }
        }
        self.keep(EOF, &[]);
        Ok(sheets)
    }

    /// One sheet, from its beginning to its end; what is nested inside (charts) is left out.
    fn sheet(&mut self, records: &mut Records<'_>) -> Result<Hidden, OpenError> {
        let mut hidden = Hidden::default();
        self.formula = false;
        match records.next()? {
            Some(begin) if begin.kind == BOF => self.keep(BOF, begin.data),
            _ => return Err(OpenError::Corrupt),
        }
        let mut depth = 0usize;
        while let Some(record) = records.next()? {
            match record.kind {
                BOF => depth += 1,
                EOF if depth == 0 => break,
                EOF => depth -= 1,
                _ if depth > 0 => {}
                ROW => hidden.rows.extend(hidden_row(record)),
                COLUMNS => hidden.cols.extend(hidden_columns(record)),
                _ => self.content(record)?,
            }
        }
        self.keep(EOF, &[]);
        self.close()?;
        Ok(hidden)
    }

    fn content(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let characters = |at: usize| usize::from(record.word(at).unwrap_or_default());
        match record.kind {
            FORMULA => {
                let Some(head) = record.data.get(..FORMULA_HEAD) else { return Err(OpenError::Corrupt) };
                self.cell(record, 0)?;
                self.formula = true;
                // The cached value without the formula: no token follows.
                self.keep(FORMULA, &[head, &[0, 0]].concat());
            }
            // calamine makes room for as many characters as are claimed, and keeps it. Text without a
            // formula it would put in the first cell, which no bounds then hold.
            STRING if self.formula => {
                self.count(1, characters(0))?;
                self.keep(STRING, record.data);
            }
            LABEL | RICH_LABEL => {
                self.cell(record, characters(6))?;
                self.keep(record.kind, record.data);
            }
            LABEL_SST => {
                let index = record.long(6).ok_or(OpenError::Corrupt)?;
                let text = self.strings.get(index as usize).copied().unwrap_or_default();
                self.cell(record, text as usize)?;
                self.keep(LABEL_SST, record.data);
            }
            MERGES => self.merges(record),
            kind if kind == MUL_RK || NUMBERS.contains(&kind) => {
                self.cell(record, 0)?;
                self.keep(kind, record.data);
            }
            _ => {}
        }
        Ok(())
    }

    /// Merged areas: as many as the record holds, whatever it claims, [MS-XLS] 2.4.168.
    fn merges(&mut self, record: Record<'_>) {
        const AREA: usize = 8;
        /// More than calamine can count in two bytes; Excel writes 1,027 at most.
        const MOST: usize = 8_000;
        let held = record.data.len().saturating_sub(2) / AREA;
        let count = usize::from(record.word(0).unwrap_or_default()).min(held).min(MOST);
        let counted = u16::try_from(count).unwrap_or_default().to_le_bytes();
        self.keep(MERGES, &[&counted, &record.data[2.min(record.data.len())..][..count * AREA]].concat());
    }

    /// Counts a cell (or several in one record) with its characters of text.
    fn cell(&mut self, record: Record<'_>, characters: usize) -> Result<(), OpenError> {
        let (Some(row), Some(left)) = (record.word(0), record.word(2)) else { return Err(OpenError::Corrupt) };
        let last = record.data.len().saturating_sub(2);
        let right = if record.kind == MUL_RK { record.word(last).unwrap_or(left) } else { left };
        if right < left {
            return Err(OpenError::Corrupt);
        }
        self.count(usize::from(right - left) + 1, characters)?;
        let (row, left, right) = (u32::from(row), u32::from(left), u32::from(right));
        let bounds = self.bounds.get_or_insert(Bounds { top: row, left, bottom: row, right });
        bounds.top = bounds.top.min(row);
        bounds.bottom = bounds.bottom.max(row);
        bounds.left = bounds.left.min(left);
        bounds.right = bounds.right.max(right);
        Ok(())
    }

    fn count(&mut self, cells: usize, characters: usize) -> Result<(), OpenError> {
        self.cells += cells;
        self.text += characters * sst::CHARACTER;
        if self.cells > self.limits.cells {
            Err(OpenError::limit("số ô có dữ liệu", self.limits.cells))
        } else if self.text > self.limits.text_bytes {
            Err(OpenError::bytes("tổng số chữ", self.limits.text_bytes as u64))
        } else {
            Ok(())
        }
    }

    /// The end of a sheet: its rectangle counts towards the limit.
    fn close(&mut self) -> Result<(), OpenError> {
        if let Some(bounds) = self.bounds.take() {
            let rows = u64::from(bounds.bottom - bounds.top + 1);
            self.boxes += rows * u64::from(bounds.right - bounds.left + 1);
        }
        if self.boxes > self.limits.box_cells {
            return Err(OpenError::limit("vùng ô của trang .xls", self.limits.box_cells));
        }
        Ok(())
    }
}

/// The row of a record of a row that is hidden, [MS-XLS] 2.4.221.
fn hidden_row(record: Record<'_>) -> Option<u32> {
    const ZERO_HEIGHT: u8 = 0x20;
    let is_hidden = record.data.get(12).is_some_and(|flags| flags & ZERO_HEIGHT != 0);
    record.word(0).filter(|_| is_hidden).map(u32::from)
}

/// The columns of a record of columns that are hidden, [MS-XLS] 2.4.53.
fn hidden_columns(record: Record<'_>) -> std::ops::Range<u32> {
    /// The last column of the format.
    const LAST: u32 = 0xFF;
    match (record.word(0), record.word(2), record.word(8)) {
        (Some(first), Some(last), Some(flags)) if flags & 1 != 0 => u32::from(first)..u32::from(last).min(LAST) + 1,
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn number(row: u16, col: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 10]].concat())
    }

    /// Globals with one sheet, then the records of that sheet.
    fn book(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
        let bound = |at: usize| {
            record(BOUND_SHEET, &[&u32::try_from(at).unwrap().to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat())
        };
        let head = |at: usize| [&record(BOF, &[0, 6, 5, 0])[..], &bound(at), globals, &record(EOF, &[])].concat();
        let at = head(0).len();
        [head(at), record(BOF, &[0, 6, 0x10, 0]), sheet.to_vec(), record(EOF, &[])].concat()
    }

    fn refused(stream: &[u8]) -> bool {
        matches!(rewrite(stream, &Limits::default()), Err(OpenError::Limit { .. }))
    }

    #[test]
    fn claimed_dimensions_and_formulas_are_left_out() {
        let plain = rewrite(&book(&[], &number(1, 2)), &Limits::default()).unwrap().stream;
        let claims = [record(0x0200, &[0xFF; 14]), record(0x0018, &[0xFF; 20]), number(1, 2)].concat();
        assert_eq!(rewrite(&book(&[], &claims), &Limits::default()).unwrap().stream, plain);
        let formula = record(FORMULA, &[&[0; 20][..], &[0xFF; 400]].concat());
        let stream = rewrite(&book(&[], &formula), &Limits::default()).unwrap().stream;
        assert!(stream.ends_with(&[&record(FORMULA, &[0; 22])[..], &record(EOF, &[])].concat()));
    }

    #[test]
    fn a_cell_far_away_is_refused_for_its_rectangle() {
        assert!(!refused(&book(&[], &[number(0, 0), number(10, 3)].concat())));
        let far = [number(0, 0), number(u16::MAX, 255)].concat();
        assert!(refused(&book(&[], &far)));
        // What is nested in between does not hide the first cell.
        let chart = [record(BOF, &[]), number(9, 9), record(EOF, &[])].concat();
        assert!(refused(&book(&[], &[number(0, 0), chart, number(u16::MAX, 255)].concat())));
    }

    #[test]
    fn a_sheet_begins_where_a_sheet_begins() {
        let mut stream = book(&[], &number(0, 0));
        let place = 8 + HEADER;
        stream[place] += 4;
        assert_eq!(rewrite(&stream, &Limits::default()).unwrap_err(), OpenError::Corrupt);
        stream[place..place + 4].fill(0xFF);
        assert_eq!(rewrite(&stream, &Limits::default()).unwrap_err(), OpenError::Corrupt);
    }

    #[test]
    fn text_that_cells_repeat_is_counted() {
        let long = [&[0; 8][..], &4000u16.to_le_bytes(), &[0], &[b'a'; 4000]].concat();
        let stream = book(&record(SST, &long), &record(LABEL_SST, &[0; 10]).repeat(100));
        let limits = Limits { text_bytes: 100 * 4000, ..Limits::default() };
        assert!(matches!(rewrite(&stream, &limits), Err(OpenError::Limit { .. })));
        assert!(rewrite(&stream, &Limits::default()).is_ok());
    }

    #[test]
    fn text_that_is_only_claimed_is_counted() {
        let claim = record(STRING, &[0xFF, 0xFF, 0]);
        let formula = record(FORMULA, &[0; FORMULA_HEAD]);
        assert!(refused(&book(&[], &[formula, claim.repeat(2_000)].concat())));
    }

    #[test]
    fn hidden_rows_and_columns_are_told() {
        let row = record(ROW, &[&7u16.to_le_bytes()[..], &[0; 10], &[0x20, 0, 0, 0]].concat());
        let cols = record(COLUMNS, &[2, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
        let hidden = rewrite(&book(&[], &[row, cols].concat()), &Limits::default()).unwrap().sheets;
        assert_eq!(hidden, [Hidden { rows: [7].into(), cols: [2, 3].into() }]);
    }

    #[test]
    fn a_password_and_a_cut_are_told_apart() {
        let locked = book(&record(FILEPASS, &[0, 0]), &[]);
        assert_eq!(rewrite(&locked, &Limits::default()).unwrap_err(), OpenError::Encrypted);
        let mut cut = book(&[], &number(0, 0));
        cut.truncate(cut.len() - 8);
        assert_eq!(rewrite(&cut, &Limits::default()).unwrap_err(), OpenError::Corrupt);
    }
}
