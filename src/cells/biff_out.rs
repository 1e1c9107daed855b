//! The stream that is handed to calamine: the cells of each sheet one after another, counted.

use std::collections::BTreeSet;

use super::Limits;
use super::OpenError;
use super::biff;
use super::biff::LABEL_SST;
use super::biff::NUMBER;
use super::biff::RK;
use super::biff::Record;
use super::error::LimitPlace;
use super::formats::TellingFormats;
use super::places::Places;
use super::places::SpannedValue;
use super::spans::Spans;
use super::sst;

/// So many cells are handed over in a row.
const COLS: usize = 256;

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

/// The records that are kept, and what they come to.
pub(super) struct BiffOut<'a> {
    pub(super) limits: &'a Limits,
    pub(super) stream: Vec<u8>,
    pub(super) formats: TellingFormats,
    /// Cells and bytes of text in all sheets so far.
    cells: usize,
    text: usize,
    /// Name of the sheet that is written, and what calamine will not tell of it.
    sheet: String,
    pub(super) untold: Untold,
}

impl<'a> BiffOut<'a> {
    /// A stream that begins with what stands before the sheets.
    pub(super) fn new(globals: Vec<u8>, formats: TellingFormats, limits: &'a Limits) -> Self {
        Self {
            limits,
            stream: globals,
            formats,
            cells: 0,
            text: 0,
            sheet: String::new(),
            untold: Untold::default(),
        }
    }

    /// Another sheet begins; `place` is where the globals say at which byte.
    pub(super) fn begin_sheet(&mut self, name: String, place: usize) -> Result<(), OpenError> {
        let begin = u32::try_from(self.stream.len()).map_err(|_| OpenError::Corrupt)?;
        self.stream[place..place + 4].copy_from_slice(&begin.to_le_bytes());
        self.sheet = name;
        Ok(())
    }

    /// The sheet is whole: what calamine will not tell of it.
    pub(super) fn end_sheet(&mut self) -> Untold {
        std::mem::take(&mut self.untold)
    }

    pub(super) fn keep(&mut self, kind: u16, data: &[u8]) {
        biff::keep(&mut self.stream, kind, data);
    }

    /// Counts a cell with its characters of text, and keeps its record.
    pub(super) fn cell(&mut self, record: Record<'_>, characters: usize) -> Result<(), OpenError> {
        // calamine takes what is cut off for a damaged file.
        let least = match record.kind {
            NUMBER => 14,
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
    pub(super) fn place(
        &mut self,
        kind: u16,
        record: Record<'_>,
        rest: &[u8],
    ) -> Result<(), OpenError> {
        let (Some(row), Some(col), Some(style)) = (record.word(0), record.word(2), record.word(4))
        else {
            return Err(OpenError::Corrupt);
        };
        let at = self.stand((row.into(), col.into()), style)?;
        self.keep(kind, &[&at[..], rest].concat());
        Ok(())
    }

    /// The next cell of the sheet stands here: row and column under which it is handed over.
    pub(super) fn stand(
        &mut self,
        (row, col): (u32, u32),
        style: u16,
    ) -> Result<[u8; 4], OpenError> {
        let number = self.untold.places.count();
        let stand = SpannedValue {
            row,
            col,
            rows: 1,
            cols: 1,
        };
        self.untold.places.put(stand, self.limits, &self.sheet)?;
        let format = self.formats.of_style(style.into());
        if format > 0 {
            self.untold.shown.push((row, col, format));
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

    pub(super) fn count(
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
        Err(limit.at(&LimitPlace::cell(&self.sheet, row, col)))
    }
}

/// The number of a cell by the row and column under which it was handed over.
pub(super) const fn number(row: usize, col: usize) -> usize {
    row * COLS + col
}
