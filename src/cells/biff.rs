//! The records of a BIFF workbook, [MS-XLS] 2.1.4, and the texts in them.

use super::OpenError;
use super::blank::is_blank_char;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const RICH_LABEL: u16 = 0x00D6;
pub(super) const LABEL_SST: u16 = 0x00FD;
pub(super) const MUL_RK: u16 = 0x00BD;
/// The text that the formula before came to.
pub(super) const STRING: u16 = 0x0207;
pub(super) const NUMBER: u16 = 0x0203;
/// A packed number.
pub(super) const RK: u16 = 0x027E;
/// Number, boolean or error, packed number.
pub(super) const NUMBERS: [u16; 3] = [NUMBER, 0x0205, RK];
pub(super) const ROW: u16 = 0x0208;
pub(super) const COLUMNS: u16 = 0x007D;
/// A way to write numbers, and the format of cells that names one.
pub(super) const NUMBER_FORMAT: u16 = 0x041E;
pub(super) const FORMAT_OF_CELLS: u16 = 0x00E0;

/// Kind and length of a record.
pub(super) const HEADER: usize = 4;
/// A record holds up to 8,224 bytes: more continuations than these are no longer than their
/// headers, and calamine takes each one off the front of a list.
const CONTINUATIONS: usize = 10_000;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl Record<'_> {
    pub(super) fn word(&self, at: usize) -> Option<u16> {
        self.data
            .get(at..at + 2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
    }

    pub(super) fn long(&self, at: usize) -> Option<u32> {
        self.data
            .get(at..at + 4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
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
        let Some(header) = rest.get(..HEADER) else {
            return Ok(None);
        };
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
    pub(super) fn continuations(&mut self) -> Result<Vec<&'a [u8]>, OpenError> {
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

/// Puts a record at the end of a stream.
pub(super) fn keep(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    // The length of a record fits its two bytes, and none is written longer than it was.
    let length = u16::try_from(data.len()).unwrap_or_default();
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(data);
}

/// Text as a record holds it: letters of one byte or of two (2.5.294).
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters<'a> {
    bytes: &'a [u8],
    wide: bool,
}

impl<'a> Letters<'a> {
    /// So many letters.
    pub(super) fn new(bytes: &'a [u8], count: usize, wide: bool) -> Self {
        let held = bytes
            .len()
            .min(count.saturating_mul(if wide { 2 } else { 1 }));
        Self {
            bytes: &bytes[..held],
            wide,
        }
    }

    /// Text that follows its length of one byte or of two. Before BIFF8 no mark tells how wide
    /// letters are.
    pub(super) fn counted(data: &'a [u8], long: bool, biff8: bool) -> Option<Self> {
        let (count, rest) = if long {
            (
                usize::from(u16::from_le_bytes([*data.first()?, *data.get(1)?])),
                data.get(2..)?,
            )
        } else {
            (usize::from(*data.first()?), data.get(1..)?)
        };
        if !biff8 {
            return Some(Self::new(rest, count, false));
        }
        // Nothing may follow a length of nothing.
        let wide = rest.first().is_some_and(|mark| mark & 1 != 0);
        Some(Self::new(rest.get(1..).unwrap_or_default(), count, wide))
    }

    pub(super) fn units(self) -> impl Iterator<Item = u16> {
        let step = if self.wide { 2 } else { 1 };
        self.bytes
            .chunks_exact(step)
            .map(|unit| u16::from_le_bytes([unit[0], unit.get(1).copied().unwrap_or(0)]))
    }

    /// The text; letters of one byte by Latin-1.
    pub(super) fn text(self) -> String {
        char::decode_utf16(self.units())
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    /// Whether the text says nothing.
    pub(super) fn is_blank(self) -> bool {
        self.units()
            .all(|unit| char::from_u32(unit.into()).is_some_and(|c| is_blank_char(c) || c == '\0'))
    }
}
