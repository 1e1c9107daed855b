//! The records of a BIFF workbook, written anew before calamine sees them.
//!
//! Record layouts: [MS-XLS] 2.3 and 2.4. calamine makes room for what some records claim, follows
//! the positions of sheets wherever they point, takes formulas apart and repeats the names in them.
//! So only the records that a cell's value needs are kept, in one alignment: no claimed dimensions,
//! no formula, no defined name, no drawing, no blank text; what the kept ones come to is counted,
//! and each is handed over in the place after the one before, so that no room is made for what lies
//! between.

use std::collections::BTreeSet;
use std::collections::HashSet;

use super::Limits;
use super::OpenError;
use super::beside::SumAreas;
use super::biff;
use super::biff::BOF;
use super::biff::COLUMNS;
use super::biff::EOF;
use super::biff::FORMULA;
use super::biff::LABEL;
use super::biff::LABEL_SST;
use super::biff::Letters;
use super::biff::MUL_RK;
use super::biff::NUMBERS;
use super::biff::RICH_LABEL;
use super::biff::ROW;
use super::biff::Record;
use super::biff::Records;
use super::biff_formula::Externs;
use super::biff_formula::Formula;
use super::biff_globals;
use super::error::LimitPlace;
use super::formats::TellingFormats;
use super::places::Places;
use super::places::SpannedValue;
use super::reference::Copied;
use super::spans::Spans;
use super::sst;

const STRING: u16 = 0x0207;
/// A packed number.
const RK: u16 = 0x027E;
const SHARED_FORMULA: u16 = 0x04BC;
const MERGES: u16 = 0x00E5;
/// A formula record up to its tokens, [MS-XLS] 2.4.127.
const FORMULA_HEAD: usize = 20;
/// A formula of more bytes is not looked at.
const FORMULA_BYTES: usize = 8_192;
/// So many cells are handed over in a row.
const COLS: usize = 256;
/// How many times over the sheets may make the walk read the stream; nested sheets overlap.
const PASSES: usize = 4;

/// A workbook written anew.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The records that are kept.
    pub(super) stream: Vec<u8>,
    /// What calamine does not tell of each sheet, in their order.
    pub(super) sheets: Vec<Untold>,
    /// What formulas sum over in each sheet.
    pub(super) sums: Vec<SumAreas>,
    /// The telling number formats.
    pub(super) formats: TellingFormats,
}

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
pub(super) struct Untold {
    /// Hidden rows and columns, from 0.
    pub(super) rows: BTreeSet<u32>,
    pub(super) cols: Spans,
    /// Where its cells stand.
    pub(super) places: Places,
    /// Cells with a telling format: row, column, place of the format.
    pub(super) shown: Vec<(u32, u32, u16)>,
    pub(super) formulas: Vec<(u32, u32)>,
    /// Those of them that nobody computed.
    pub(super) uncomputed: Vec<(u32, u32)>,
}

/// Writes the workbook anew with only what its values need.
pub(super) fn rewrite(stream: &[u8], limits: &Limits) -> Result<Rewritten, OpenError> {
    let globals = biff_globals::read(stream, limits)?;
    let mut walk = RewriteWalk {
        limits,
        out: globals.stream,
        biff8: globals.biff8,
        formats: globals.formats,
        externs: &globals.externs,
        strings: &globals.strings,
        sums: vec![SumAreas::default(); globals.sheets.len()],
        cells: 0,
        text: 0,
        sheet: OneSheet::default(),
    };
    let mut seen = HashSet::new();
    let mut read = 0usize;
    let mut sheets = Vec::with_capacity(globals.sheets.len());
    for (number, sheet) in globals.sheets.into_iter().enumerate() {
        let start = usize::try_from(sheet.claim).map_err(|_| OpenError::Corrupt)?;
        let written = u32::try_from(walk.out.len()).map_err(|_| OpenError::Corrupt)?;
        walk.out[sheet.place..sheet.place + 4].copy_from_slice(&written.to_le_bytes());
        let mut records = Records { stream, at: start };
        if !seen.insert(start) {
            return Err(OpenError::Corrupt);
        }
        walk.sheet = OneSheet {
            number,
            name: sheet.name,
            ..OneSheet::default()
        };
        sheets.push(walk.sheet(&mut records)?);
        read += records.at - start;
        if read > stream.len().saturating_mul(PASSES) {
            return Err(OpenError::Corrupt);
        }
    }
    Ok(Rewritten {
        stream: walk.out,
        sheets,
        sums: walk.sums,
        formats: walk.formats,
    })
}

/// The sheet that is being walked.
#[derive(Debug, Default)]
struct OneSheet {
    number: usize,
    name: String,
    untold: Untold,
    /// Where the last formula stands: its text, or what it shares, follows in a record without a
    /// place.
    formula: Option<(u32, u32)>,
    /// The style of that formula, when its text is still to come.
    text_of: Option<u16>,
}

/// What was written and counted so far.
struct RewriteWalk<'a> {
    limits: &'a Limits,
    out: Vec<u8>,
    biff8: bool,
    formats: TellingFormats,
    externs: &'a Externs,
    strings: &'a [sst::Length],
    sums: Vec<SumAreas>,
    cells: usize,
    text: usize,
    sheet: OneSheet,
}

impl RewriteWalk<'_> {
    fn keep(&mut self, kind: u16, data: &[u8]) {
        biff::keep(&mut self.out, kind, data);
    }

    /// One sheet, from its beginning to its end; what is nested inside (charts) is left out.
    fn sheet(&mut self, records: &mut Records<'_>) -> Result<Untold, OpenError> {
        match records.next()? {
            Some(begin) if begin.kind == BOF && begin.data.len() >= 4 => self.keep(BOF, begin.data),
            _ => return Err(OpenError::Corrupt),
        }
        let mut depth = 0usize;
        while let Some(record) = records.next()? {
            match record.kind {
                BOF => depth += 1,
                EOF if depth == 0 => break,
                EOF => depth -= 1,
                _ if depth > 0 => {}
                ROW => self.sheet.untold.rows.extend(hidden_row(record)),
                COLUMNS => {
                    if let Some((first, last)) = hidden_columns(record) {
                        self.sheet.untold.cols.put(first, last);
                    }
                }
                _ => self.content(record)?,
            }
        }
        self.keep(EOF, &[]);
        Ok(std::mem::take(&mut self.sheet.untold))
    }

    fn content(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        match record.kind {
            FORMULA => self.formula(record)?,
            // Text without a formula calamine would put in the first cell, which no bounds then
            // hold.
            STRING => self.computed_text(record)?,
            SHARED_FORMULA => self.shared(record),
            LABEL | RICH_LABEL => {
                let letters =
                    Letters::counted(record.data.get(6..).unwrap_or_default(), true, self.biff8);
                if letters.is_some_and(|letters| !letters.is_blank()) {
                    // calamine makes room for as many characters as are claimed, and keeps it.
                    self.cell(record, usize::from(record.word(6).unwrap_or_default()))?;
                }
            }
            LABEL_SST => {
                let index = record.long(6).ok_or(OpenError::Corrupt)?;
                let string = self
                    .strings
                    .get(index as usize)
                    .copied()
                    .unwrap_or_default();
                if !string.is_blank {
                    self.cell(record, string.characters as usize)?;
                }
            }
            MERGES => self.merges(record),
            MUL_RK => self.numbers(record)?,
            kind if NUMBERS.contains(&kind) => self.cell(record, 0)?,
            _ => {}
        }
        Ok(())
    }

    /// A formula: the cached value is kept without the tokens.
    fn formula(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let (Some(head), Some(row), Some(col)) = (
            record.data.get(..FORMULA_HEAD),
            record.word(0),
            record.word(2),
        ) else {
            return Err(OpenError::Corrupt);
        };
        let at = (u32::from(row), u32::from(col));
        self.sheet.formula = Some(at);
        self.sheet.untold.formulas.push(at);
        self.count(1, 0, at)?;
        let tokens = record.data.get(FORMULA_HEAD + 2..).unwrap_or_default();
        let length = usize::from(record.word(FORMULA_HEAD).unwrap_or_default());
        let is_number = self.reads(&tokens[..length.min(tokens.len())], at, Copied::default());
        // [MS-XLS] 2.5.133: not a number but a text that follows (0), or an empty one (3).
        let is_text = head[12..14] == [0xFF; 2] && matches!(head[6], 0 | 3);
        if is_text && head[6] == 3 && is_number {
            // Some writers leave that where nobody computed; what can only be a number is no empty
            // text.
            self.sheet.untold.uncomputed.push(at);
        }
        self.sheet.text_of = None;
        if !is_text {
            self.place(FORMULA, record, &[&head[4..], &[0, 0]].concat())?;
        } else if head[6] == 0 {
            self.sheet.text_of = Some(record.word(4).unwrap_or_default());
        }
        Ok(())
    }

    /// The text that the formula before came to. calamine would put one without a formula in the
    /// first cell.
    fn computed_text(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let (Some(style), Some((row, col))) = (self.sheet.text_of.take(), self.sheet.formula)
        else {
            return Ok(());
        };
        let characters = usize::from(record.word(0).unwrap_or_default());
        self.count(0, characters, (row, col))?;
        if Letters::counted(record.data, true, self.biff8)
            .is_some_and(|letters| !letters.is_blank())
        {
            // The head of a formula whose value is the text that follows.
            let head = [
                &style.to_le_bytes()[..],
                &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
                &[0; 8],
            ]
            .concat();
            let at = self.stand((row, col), style)?;
            self.keep(FORMULA, &[&at[..], &head].concat());
            self.keep(STRING, record.data);
        }
        Ok(())
    }

    /// A formula that cells share, the first of them before it: [MS-XLS] 2.4.277.
    fn shared(&mut self, record: Record<'_>) {
        let (Some(first), Some(last), Some(&[left, right])) =
            (record.word(0), record.word(2), record.data.get(4..6))
        else {
            return;
        };
        let tokens = record.data.get(10..).unwrap_or_default();
        let length = usize::from(record.word(8).unwrap_or_default());
        let copied = Copied {
            down: last.saturating_sub(first).into(),
            right: right.saturating_sub(left).into(),
            ..Copied::default()
        };
        self.reads(
            &tokens[..length.min(tokens.len())],
            (first.into(), left.into()),
            copied,
        );
    }

    /// Takes in what a formula sums over; whether its value can only be a number.
    fn reads(&mut self, tokens: &[u8], at: (u32, u32), copied: Copied) -> bool {
        if !self.biff8 || tokens.len() > FORMULA_BYTES {
            return false;
        }
        let formula = Formula {
            externs: self.externs,
            sheet: self.sheet.number,
            at,
            copied,
        };
        let Some(told) = formula.read(tokens) else {
            return false;
        };
        for (sheet, area, summed) in told.reads {
            match self.sums.get_mut(sheet) {
                Some(sums) if summed => sums.sum(area),
                Some(sums) => sums.add(area),
                None => {}
            }
        }
        told.is_number
    }

    /// Merged areas: as many as the record holds, whatever it claims, [MS-XLS] 2.4.168.
    fn merges(&mut self, record: Record<'_>) {
        const AREA: usize = 8;
        /// More than calamine can count in two bytes; Excel writes 1,027 at most.
        const MOST: usize = 8_000;
        let held = record.data.len().saturating_sub(2) / AREA;
        let count = usize::from(record.word(0).unwrap_or_default())
            .min(held)
            .min(MOST);
        let counted = u16::try_from(count).unwrap_or_default().to_le_bytes();
        self.keep(
            MERGES,
            &[
                &counted,
                &record.data[2.min(record.data.len())..][..count * AREA],
            ]
            .concat(),
        );
    }

    /// Several packed numbers in one record: each is written as one of its own.
    fn numbers(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let (Some(row), Some(left)) = (record.word(0), record.word(2)) else {
            return Err(OpenError::Corrupt);
        };
        let packed = record
            .data
            .get(4..record.data.len().saturating_sub(2))
            .unwrap_or_default();
        for (col, number) in (left..=0x3FFF).zip(packed.chunks_exact(6)) {
            let at = (u32::from(row), u32::from(col));
            self.count(1, 0, at)?;
            let place = self.stand(at, u16::from_le_bytes([number[0], number[1]]))?;
            self.keep(RK, &[&place[..], number].concat());
        }
        Ok(())
    }

    /// Counts a cell with its characters of text, and keeps its record.
    fn cell(&mut self, record: Record<'_>, characters: usize) -> Result<(), OpenError> {
        // calamine takes what is cut off for a damaged file.
        let least = match record.kind {
            0x0203 => 14,
            RK | LABEL_SST => 10,
            _ => 8,
        };
        let (Some(row), Some(col)) = (record.word(0), record.word(2)) else {
            return Err(OpenError::Corrupt);
        };
        let Some(rest) = record.data.get(4..).filter(|_| record.data.len() >= least) else {
            return Err(OpenError::Corrupt);
        };
        self.count(1, characters, (row.into(), col.into()))?;
        self.place(record.kind, record, rest)
    }

    /// Keeps the record of a cell: its place anew, then the rest.
    fn place(&mut self, kind: u16, record: Record<'_>, rest: &[u8]) -> Result<(), OpenError> {
        let (Some(row), Some(col), Some(style)) = (record.word(0), record.word(2), record.word(4))
        else {
            return Err(OpenError::Corrupt);
        };
        let at = self.stand((row.into(), col.into()), style)?;
        self.keep(kind, &[&at[..], rest].concat());
        Ok(())
    }

    /// The next cell of the sheet stands here: row and column under which it is handed over.
    fn stand(&mut self, (row, col): (u32, u32), style: u16) -> Result<[u8; 4], OpenError> {
        let number = self.sheet.untold.places.count();
        let stand = SpannedValue {
            row,
            col,
            rows: 1,
            cols: 1,
        };
        self.sheet
            .untold
            .places
            .put(stand, self.limits, &self.sheet.name)?;
        let format = self.formats.of_style(style.into());
        if format > 0 {
            self.sheet.untold.shown.push((row, col, format));
        }
        let packed = u16::try_from(number / COLS)
            .map_err(|_| OpenError::limit("số ô của một trang .xls", COLS << 16))?;
        let [low, high] = packed.to_le_bytes();
        Ok([
            low,
            high,
            u8::try_from(number % COLS).unwrap_or_default(),
            0,
        ])
    }

    fn count(
        &mut self,
        cells: usize,
        characters: usize,
        (row, col): (u32, u32),
    ) -> Result<(), OpenError> {
        self.cells += cells;
        self.text += characters * sst::CHARACTER;
        let limit = if self.cells > self.limits.cells {
            OpenError::limit("số ô có dữ liệu", self.limits.cells)
        } else if self.text > self.limits.text_bytes {
            OpenError::bytes("tổng số chữ", self.limits.text_bytes as u64)
        } else {
            return Ok(());
        };
        Err(limit.at(&LimitPlace::cell(&self.sheet.name, row, col)))
    }
}

/// The number of a cell by the row and column under which it was handed over.
pub(super) const fn number(row: usize, col: usize) -> usize {
    row * COLS + col
}

/// The row of a record of a row that is hidden, [MS-XLS] 2.4.221.
fn hidden_row(record: Record<'_>) -> Option<u32> {
    const ZERO_HEIGHT: u8 = 0x20;
    let is_hidden = record
        .data
        .get(12)
        .is_some_and(|flags| flags & ZERO_HEIGHT != 0);
    record.word(0).filter(|_| is_hidden).map(u32::from)
}

/// The first and last column of a record of columns that are hidden, [MS-XLS] 2.4.53.
fn hidden_columns(record: Record<'_>) -> Option<(u32, u32)> {
    /// The last column of the format.
    const LAST: u32 = 0xFF;
    let (first, last) = (u32::from(record.word(0)?), u32::from(record.word(2)?));
    (record.word(8)? & 1 != 0).then_some((first, last.min(LAST)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::biff::BOUND_SHEET;
    use crate::cells::biff::HEADER;

    const FILEPASS: u16 = 0x002F;
    const SST: u16 = 0x00FC;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn number(row: u16, col: u16) -> Vec<u8> {
        record(
            0x0203,
            &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 10]].concat(),
        )
    }

    /// Globals with one sheet, then the records of that sheet.
    fn book(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
        let bound = |at: usize| {
            record(
                BOUND_SHEET,
                &[
                    &u32::try_from(at).unwrap().to_le_bytes()[..],
                    &[0, 0, 1, 0, b'A'],
                ]
                .concat(),
            )
        };
        let head = |at: usize| {
            [
                &record(BOF, &[0, 6, 5, 0])[..],
                &bound(at),
                globals,
                &record(EOF, &[]),
            ]
            .concat()
        };
        let at = head(0).len();
        [
            head(at),
            record(BOF, &[0, 6, 0x10, 0]),
            sheet.to_vec(),
            record(EOF, &[]),
        ]
        .concat()
    }

    fn refused(stream: &[u8]) -> bool {
        matches!(
            rewrite(stream, &Limits::default()),
            Err(OpenError::Limit { .. })
        )
    }

    #[test]
    fn claimed_dimensions_and_formulas_are_left_out() {
        let plain = rewrite(&book(&[], &number(1, 2)), &Limits::default())
            .unwrap()
            .stream;
        let claims = [
            record(0x0200, &[0xFF; 14]),
            record(0x0018, &[0xFF; 20]),
            number(1, 2),
        ]
        .concat();
        assert_eq!(
            rewrite(&book(&[], &claims), &Limits::default())
                .unwrap()
                .stream,
            plain
        );
        let formula = record(FORMULA, &[&[0; 20][..], &[0xFF; 400]].concat());
        let stream = rewrite(&book(&[], &formula), &Limits::default())
            .unwrap()
            .stream;
        assert!(
            stream.ends_with(&[&record(FORMULA, &[0; 22])[..], &record(EOF, &[])].concat()),
            "the first cell"
        );
    }

    #[test]
    fn cells_far_from_each_other_take_no_room() {
        let far = book(&[], &[number(0, 0), number(u16::MAX, 255)].concat());
        let near = book(&[], &[number(0, 0), number(0, 1)].concat());
        let stream = |book: &[u8]| rewrite(book, &Limits::default()).unwrap().stream;
        assert_eq!(stream(&far), stream(&near));
        let limits = Limits {
            spread_cells: 1 << 20,
            ..Limits::default()
        };
        assert!(
            rewrite(&far, &limits)
                .unwrap_err()
                .to_string()
                .contains("trang “A”, ô IV65536")
        );
        // What is nested in between does not hide the first cell.
        let chart = [record(BOF, &[]), number(9, 9), record(EOF, &[])].concat();
        let nested = book(&[], &[number(0, 0), chart, number(u16::MAX, 255)].concat());
        assert!(rewrite(&nested, &limits).is_err());
    }

    #[test]
    fn a_sheet_begins_where_a_sheet_begins() {
        let mut stream = book(&[], &number(0, 0));
        let place = 8 + HEADER;
        stream[place] += 4;
        assert_eq!(
            rewrite(&stream, &Limits::default()).unwrap_err(),
            OpenError::Corrupt
        );
        stream[place..place + 4].fill(0xFF);
        assert_eq!(
            rewrite(&stream, &Limits::default()).unwrap_err(),
            OpenError::Corrupt
        );
    }

    #[test]
    fn text_that_cells_repeat_is_counted() {
        let long = [&[0; 8][..], &4000u16.to_le_bytes(), &[0], &[b'a'; 4000]].concat();
        let stream = book(
            &record(SST, &long),
            &record(LABEL_SST, &[0; 10]).repeat(100),
        );
        let limits = Limits {
            text_bytes: 100 * 4000,
            ..Limits::default()
        };
        assert!(matches!(
            rewrite(&stream, &limits),
            Err(OpenError::Limit { .. })
        ));
        assert!(rewrite(&stream, &Limits::default()).is_ok());
    }

    #[test]
    fn text_that_is_only_claimed_is_counted() {
        let claim = record(STRING, &[0xFF, 0xFF, 0, b'a']);
        let mut head = [0; FORMULA_HEAD];
        head[12..14].fill(0xFF);
        assert!(refused(&book(
            &[],
            &[record(FORMULA, &head), claim].concat().repeat(2_000)
        )));
    }

    #[test]
    fn hidden_rows_and_columns_are_told() {
        let row = record(
            ROW,
            &[&7u16.to_le_bytes()[..], &[0; 10], &[0x20, 0, 0, 0]].concat(),
        );
        let cols = record(COLUMNS, &[2, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
        let hidden = rewrite(&book(&[], &[row, cols].concat()), &Limits::default())
            .unwrap()
            .sheets
            .remove(0);
        assert_eq!(
            (hidden.rows, hidden.cols.columns()),
            ([7].into(), vec![2, 3])
        );
    }

    #[test]
    fn a_password_and_a_cut_are_told_apart() {
        let locked = book(&record(FILEPASS, &[0, 0]), &[]);
        assert_eq!(
            rewrite(&locked, &Limits::default()).unwrap_err(),
            OpenError::Encrypted
        );
        let mut cut = book(&[], &number(0, 0));
        cut.truncate(cut.len() - 8);
        assert_eq!(
            rewrite(&cut, &Limits::default()).unwrap_err(),
            OpenError::Corrupt
        );
    }
}
