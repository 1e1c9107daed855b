//! The records of a BIFF workbook, written anew before calamine sees them.
//!
//! Record layouts: [MS-XLS] 2.3 and 2.4. calamine makes room for what some records claim, follows
//! the positions of sheets wherever they point, takes formulas apart and repeats the names in them.
//! So only the records that a cell's value needs are kept, in one alignment: no claimed dimensions,
//! no formula, no defined name, no drawing, no blank text; what the kept ones come to is counted,
//! and each is handed over in the place after the one before, so that no room is made for what lies
//! between.

use std::collections::HashSet;

use super::Limits;
use super::OpenError;
use super::beside::SumAreas;
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
use super::biff::RK;
use super::biff::ROW;
use super::biff::Record;
use super::biff::Records;
use super::biff::STRING;
use super::biff_computed::BiffComputed;
use super::biff_globals;
use super::biff_out::BiffOut;
use super::biff_out::Untold;
use super::formats::TellingFormats;
use super::sst;

const SHARED_FORMULA: u16 = 0x04BC;
const MERGES: u16 = 0x00E5;
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

/// Writes the workbook anew with only what its values need.
pub(super) fn rewrite(stream: &[u8], limits: &Limits) -> Result<Rewritten, OpenError> {
    let globals = biff_globals::read(stream, limits)?;
    let mut walk = RewriteWalk {
        biff8: globals.biff8,
        strings: &globals.strings,
        computed: BiffComputed::new(globals.biff8, &globals.externs, globals.sheets.len()),
        out: BiffOut::new(globals.stream, globals.formats, limits),
    };
    let mut seen = HashSet::new();
    let mut read = 0usize;
    let mut sheets = Vec::with_capacity(globals.sheets.len());
    for (number, sheet) in globals.sheets.into_iter().enumerate() {
        let start = usize::try_from(sheet.claim).map_err(|_| OpenError::Corrupt)?;
        walk.out.begin_sheet(sheet.name, sheet.place)?;
        walk.computed.begin_sheet(number);
        if !seen.insert(start) {
            return Err(OpenError::Corrupt);
        }
        let mut records = Records { stream, at: start };
        sheets.push(walk.sheet(&mut records)?);
        read += records.at - start;
        if read > stream.len().saturating_mul(PASSES) {
            return Err(OpenError::Corrupt);
        }
    }
    Ok(Rewritten {
        stream: walk.out.stream,
        sheets,
        sums: walk.computed.sums,
        formats: walk.out.formats,
    })
}

/// The records of the sheets, one after another.
struct RewriteWalk<'a> {
    biff8: bool,
    strings: &'a [sst::Length],
    computed: BiffComputed<'a>,
    out: BiffOut<'a>,
}

impl RewriteWalk<'_> {
    /// One sheet, from its beginning to its end; what is nested inside (charts) is left out.
    fn sheet(&mut self, records: &mut Records<'_>) -> Result<Untold, OpenError> {
        match records.next()? {
            Some(begin) if begin.kind == BOF && begin.data.len() >= 4 => {
                self.out.keep(BOF, begin.data);
            }
            _ => return Err(OpenError::Corrupt),
        }
        let mut depth = 0usize;
        while let Some(record) = records.next()? {
            match record.kind {
                BOF => depth += 1,
                EOF if depth == 0 => break,
                EOF => depth -= 1,
                _ if depth > 0 => {}
                ROW => self.out.untold.rows.extend(hidden_row(record)),
                COLUMNS => {
                    if let Some((first, last)) = hidden_columns(record) {
                        self.out.untold.cols.put(first, last);
                    }
                }
                _ => self.content(record)?,
            }
        }
        self.out.keep(EOF, &[]);
        Ok(self.out.end_sheet())
    }

    fn content(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        match record.kind {
            FORMULA => self.computed.value(&mut self.out, record)?,
            // Text without a formula calamine would put in the first cell, which no bounds then
            // hold.
            STRING => self.computed.text(&mut self.out, record)?,
            SHARED_FORMULA => self.computed.shared(record),
            LABEL | RICH_LABEL => self.label(record)?,
            LABEL_SST => self.shared_text(record)?,
            MERGES => self.merges(record),
            MUL_RK => self.numbers(record)?,
            kind if NUMBERS.contains(&kind) => self.out.cell(record, 0)?,
            _ => {}
        }
        Ok(())
    }

    fn label(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let text = record.data.get(6..).unwrap_or_default();
        let letters = Letters::counted(text, true, self.biff8);
        if letters.is_none_or(Letters::is_blank) {
            return Ok(());
        }
        // calamine makes room for as many characters as are claimed, and keeps it.
        let claimed = usize::from(record.word(6).unwrap_or_default());
        self.out.cell(record, claimed)
    }

    /// A text that stands in the table of shared ones.
    fn shared_text(&mut self, record: Record<'_>) -> Result<(), OpenError> {
        let index = record.long(6).ok_or(OpenError::Corrupt)?;
        let known = self.strings.get(index as usize).copied();
        let string = known.unwrap_or_default();
        if string.is_blank {
            return Ok(());
        }
        self.out.cell(record, string.characters as usize)
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
        self.out.keep(
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
            self.out.count(1, 0, at)?;
            let place = self
                .out
                .stand(at, u16::from_le_bytes([number[0], number[1]]))?;
            self.out.keep(RK, &[&place[..], number].concat());
        }
        Ok(())
    }
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
    use crate::cells::biff_computed::FORMULA_HEAD;

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
