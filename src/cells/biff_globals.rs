//! What stands before the sheets of a BIFF workbook: read, and written anew as calamine understands
//! it.

use super::Limits;
use super::OpenError;
use super::addr::name_of;
use super::biff::BOF;
use super::biff::BOUND_SHEET;
use super::biff::EOF;
use super::biff::FORMAT_OF_CELLS;
use super::biff::HEADER;
use super::biff::Letters;
use super::biff::NUMBER_FORMAT;
use super::biff::Record;
use super::biff::Records;
use super::biff::keep;
use super::biff_externs::Externs;
use super::formats;
use super::formats::TellingFormats;
use super::sst;

const FILEPASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATES: u16 = 0x0022;
const BOOKS: u16 = 0x01AE;
const SPANS: u16 = 0x0017;

/// The version of the records from Excel 97 on, and of those of Excel 5 and 95.
const BIFF8: u16 = 0x0600;
const BIFF5: u16 = 0x0500;
/// UTF-16, which all text of BIFF8 is, whatever code page the workbook says.
const UTF_16: u16 = 1200;
/// The code page of a workbook that says none that is known: that of Windows in Western Europe, in
/// whose letters the Vietnamese fonts before Unicode are written.
const WESTERN: u16 = 1252;
/// Code pages of one byte or of Asian scripts that calamine knows.
const KNOWN: [std::ops::RangeInclusive<u16>; 6] = [
    866..=866,
    874..=874,
    932..=932,
    936..=936,
    949..=950,
    1250..=1258,
];

/// A sheet as the globals name it.
#[derive(Debug)]
pub(super) struct BoundSheet {
    /// Where its records begin, as it says.
    pub(super) claim: u32,
    /// Where that is written anew.
    pub(super) place: usize,
    pub(super) name: String,
}

/// The globals.
#[derive(Debug, Default)]
pub(super) struct BiffGlobals {
    /// The records that are kept.
    pub(super) stream: Vec<u8>,
    pub(super) biff8: bool,
    pub(super) sheets: Vec<BoundSheet>,
    pub(super) strings: Vec<sst::Length>,
    pub(super) externs: Externs,
    pub(super) formats: TellingFormats,
    /// Number formats by their numbers, and those that the formats of cells name.
    codes: std::collections::HashMap<u16, String>,
    styles: Vec<u16>,
}

/// Reads the globals up to their end.
pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<BiffGlobals, OpenError> {
    let mut globals = BiffGlobals::default();
    let mut records = Records { stream, at: 0 };
    let begin = records
        .next()?
        .filter(|record| record.kind == BOF && record.data.len() >= 4)
        .ok_or(OpenError::Corrupt)?;
    globals.biff8 = !matches!(
        (begin.word(0), begin.word(2)),
        (Some(1..=BIFF5), _) | (Some(0), Some(0x1000))
    );
    let version = if globals.biff8 { BIFF8 } else { BIFF5 };
    keep(
        &mut globals.stream,
        BOF,
        &[&version.to_le_bytes(), &begin.data[2..]].concat(),
    );
    let page = if globals.biff8 {
        UTF_16
    } else {
        code_page(stream)?
    };
    keep(&mut globals.stream, CODE_PAGE, &page.to_le_bytes());
    while let Some(record) = records.next()? {
        if record.kind == EOF {
            break;
        }
        globals.record(record, &mut records, limits)?;
    }
    keep(&mut globals.stream, EOF, &[]);
    for number in std::mem::take(&mut globals.styles) {
        let code = globals
            .codes
            .get(&number)
            .map(String::as_str)
            .or_else(|| formats::built_in(number.into()));
        globals.formats.style(code);
    }
    Ok(globals)
}

/// The code page of a workbook from before BIFF8, if calamine knows it.
fn code_page(stream: &[u8]) -> Result<u16, OpenError> {
    let mut records = Records { stream, at: 0 };
    while let Some(record) = records.next()? {
        match record.kind {
            CODE_PAGE => {
                let page = record
                    .word(0)
                    .filter(|page| KNOWN.iter().any(|known| known.contains(page)));
                return Ok(page.unwrap_or(WESTERN));
            }
            EOF => break,
            _ => {}
        }
    }
    Ok(WESTERN)
}

impl BiffGlobals {
    fn record(
        &mut self,
        record: Record<'_>,
        records: &mut Records<'_>,
        limits: &Limits,
    ) -> Result<(), OpenError> {
        match record.kind {
            FILEPASS => return Err(OpenError::Encrypted),
            BOUND_SHEET => self.bound(record, limits)?,
            sst::SST => {
                let mut chunks = vec![record.data];
                chunks.extend(records.continuations()?);
                self.strings = sst::rewrite(chunks, limits, &mut self.stream)?;
            }
            BOOKS => self.externs.book(record),
            SPANS => self.externs.spans(record),
            NUMBER_FORMAT if record.data.len() >= 5 => {
                keep(&mut self.stream, NUMBER_FORMAT, record.data);
                let code = Letters::counted(
                    record.data.get(2..).unwrap_or_default(),
                    self.biff8,
                    self.biff8,
                );
                if let (Some(number), Some(code)) = (record.word(0), code) {
                    self.codes.insert(number, code.text());
                }
            }
            FORMAT_OF_CELLS if record.data.len() >= 4 => {
                keep(&mut self.stream, FORMAT_OF_CELLS, record.data);
                self.styles.push(record.word(2).unwrap_or_default());
            }
            DATES if record.data.len() >= 2 => keep(&mut self.stream, DATES, record.data),
            _ => {}
        }
        Ok(())
    }

    /// A sheet: [MS-XLS] 2.4.28. What it says beyond what calamine knows (visibility, kind) is left
    /// out.
    fn bound(&mut self, record: Record<'_>, limits: &Limits) -> Result<(), OpenError> {
        if self.sheets.len() >= limits.sheets {
            return Err(OpenError::limit("số trang", limits.sheets));
        }
        let (Some(claim), Some(&[visibility, kind])) = (record.long(0), record.data.get(4..6))
        else {
            return Err(OpenError::Corrupt);
        };
        let name =
            Letters::counted(&record.data[6..], false, self.biff8).ok_or(OpenError::Corrupt)?;
        self.sheets.push(BoundSheet {
            claim,
            place: self.stream.len() + HEADER,
            name: name_of(&name.text()),
        });
        let kind = if matches!(kind, 0 | 1 | 2 | 6) {
            kind
        } else {
            2
        };
        let visibility = if visibility & 3 == 3 {
            1
        } else {
            visibility & 3
        };
        keep(
            &mut self.stream,
            BOUND_SHEET,
            &[&record.data[..4], &[visibility, kind], &record.data[6..]].concat(),
        );
        Ok(())
    }
}
