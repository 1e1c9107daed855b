//! The records of a BIFF workbook, walked before calamine sees them.
//!
//! Record layouts: [MS-XLS] 2.3 and 2.4. What is checked is what calamine allocates by: the claimed
//! dimensions of a sheet, the rectangle around its cells, and the text that its cells repeat.

use super::Limits;
use super::OpenError;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILEPASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const DIMENSIONS: u16 = 0x0200;
const MUL_RK: u16 = 0x00BD;
/// Records of one cell, which all begin with row and column.
const CELLS: [u16; 8] = [0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, LABEL_SST, 0x00D6];

/// Memory that calamine spends on one cell of the rectangle around a sheet's values.
const HEADER: usize = 4;

/// The rectangle around the cells of one sheet.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

/// What the walk has met so far.
#[derive(Debug, Default)]
struct Walk {
    cells: usize,
    boxes: u64,
    bounds: Option<Bounds>,
    strings: Vec<u32>,
    text: usize,
}

/// Checks every record and takes the claim out of the dimensions of each sheet.
pub(super) fn check(stream: &mut [u8], limits: &Limits) -> Result<(), OpenError> {
    let mut walk = Walk::default();
    let mut at = 0usize;
    while let Some(header) = stream.get(at..at + HEADER) {
        let kind = u16::from_le_bytes([header[0], header[1]]);
        let length = usize::from(u16::from_le_bytes([header[2], header[3]]));
        let start = at + HEADER;
        let Some(data) = stream.get(start..start + length) else {
            // A sector that is filled up with zeros ends the stream; anything else is cut off.
            return if kind == 0 { Ok(()) } else { Err(OpenError::Corrupt) };
        };
        match kind {
            FILEPASS => return Err(OpenError::Encrypted),
            SST => walk.strings = string_lengths(&stream[at..], limits)?,
            DIMENSIONS => one_cell(&mut stream[start..start + length]),
            BOF => walk.bounds = None,
            EOF => walk.close(limits)?,
            _ if kind == MUL_RK || CELLS.contains(&kind) => walk.cell(kind, data, limits)?,
            _ => {}
        }
        at = start + length;
    }
    walk.close(limits)
}

/// Makes a record of dimensions claim one cell: calamine only makes room by it. [MS-XLS] 2.4.90; the
/// rows are two bytes wide before BIFF8.
fn one_cell(data: &mut [u8]) {
    data.fill(0);
    let ends: [usize; 2] = if data.len() == 10 { [2, 6] } else { [4, 10] };
    for end in ends {
        if let Some(byte) = data.get_mut(end) {
            *byte = 1;
        }
    }
}

impl Walk {
    fn cell(&mut self, kind: u16, data: &[u8], limits: &Limits) -> Result<(), OpenError> {
        let word = |at: usize| data.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])));
        let (Some(row), Some(left)) = (word(0), word(2)) else { return Err(OpenError::Corrupt) };
        let right = if kind == MUL_RK { word(data.len().saturating_sub(2)).unwrap_or(left) } else { left };
        if right < left {
            return Err(OpenError::Corrupt);
        }
        self.cells += (right - left + 1) as usize;
        if self.cells > limits.cells {
            return Err(OpenError::limit("số ô có dữ liệu", limits.cells));
        }
        if kind == LABEL_SST {
            let index =
                data.get(6..10).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).ok_or(OpenError::Corrupt)?;
            self.text += self.strings.get(index as usize).copied().unwrap_or_default() as usize;
        } else {
            self.text += data.len();
        }
        if self.text > limits.text_bytes {
            return Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64));
        }
        let bounds = self.bounds.get_or_insert(Bounds { top: row, left, bottom: row, right });
        bounds.top = bounds.top.min(row);
        bounds.bottom = bounds.bottom.max(row);
        bounds.left = bounds.left.min(left);
        bounds.right = bounds.right.max(right);
        Ok(())
    }

    /// The end of a sheet: its rectangle counts towards the limit.
    fn close(&mut self, limits: &Limits) -> Result<(), OpenError> {
        if let Some(bounds) = self.bounds.take() {
            let rows = u64::from(bounds.bottom - bounds.top + 1);
            self.boxes += rows * u64::from(bounds.right - bounds.left + 1);
        }
        if self.boxes > limits.box_cells {
            return Err(OpenError::limit("vùng ô của trang .xls", limits.box_cells));
        }
        Ok(())
    }
}

/// The bytes of each shared string, [MS-XLS] 2.4.265 and 2.5.293, over the record and its continuations.
fn string_lengths(stream: &[u8], limits: &Limits) -> Result<Vec<u32>, OpenError> {
    let chunks = chunks(stream);
    let mut reader = Chunks { chunks, chunk: 0, at: 8 };
    let mut lengths = Vec::new();
    while let Some(characters) = reader.word() {
        if lengths.len() >= limits.cells {
            return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
        }
        let Some(flags) = reader.byte() else { break };
        let runs = if flags & 0x8 != 0 { reader.word().unwrap_or_default() } else { 0 };
        let extra = if flags & 0x4 != 0 { reader.long().unwrap_or_default() } else { 0 };
        reader.characters(usize::from(characters), flags & 1 != 0);
        reader.skip(usize::from(runs) * 4);
        reader.skip(extra as usize);
        // A character takes at most three bytes of UTF-8.
        lengths.push(u32::from(characters) * 3);
    }
    Ok(lengths)
}

/// The data of a record and of the continuations that follow it.
fn chunks(stream: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    let mut at = 0usize;
    while let Some(header) = stream.get(at..at + HEADER) {
        let kind = u16::from_le_bytes([header[0], header[1]]);
        let length = usize::from(u16::from_le_bytes([header[2], header[3]]));
        let Some(data) = stream.get(at + HEADER..at + HEADER + length) else { break };
        if !chunks.is_empty() && kind != CONTINUE {
            break;
        }
        chunks.push(data);
        at += HEADER + length;
    }
    chunks
}

/// Reads across the chunks of a record.
struct Chunks<'a> {
    chunks: Vec<&'a [u8]>,
    chunk: usize,
    at: usize,
}

impl Chunks<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let chunk = self.chunks.get(self.chunk)?;
            if let Some(byte) = chunk.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.next_chunk();
        }
    }

    fn next_chunk(&mut self) {
        self.chunk += 1;
        self.at = 0;
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        let low = self.word()?;
        let high = self.word()?;
        Some(u32::from(low) | (u32::from(high) << 16))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let Some(chunk) = self.chunks.get(self.chunk) else { return };
            let here = chunk.len().saturating_sub(self.at).min(bytes);
            self.at += here;
            bytes -= here;
            if bytes > 0 {
                self.next_chunk();
            }
        }
    }

    /// Characters of a string: where it goes on in the next chunk, a flag byte says how wide they are there.
    fn characters(&mut self, mut left: usize, mut wide: bool) {
        while left > 0 {
            let Some(chunk) = self.chunks.get(self.chunk) else { return };
            let width = if wide { 2 } else { 1 };
            let here = (chunk.len().saturating_sub(self.at) / width).min(left);
            self.at += here * width;
            left -= here;
            if left > 0 {
                self.next_chunk();
                wide = self.chunks.get(self.chunk).and_then(|chunk| chunk.first()).is_some_and(|flags| flags & 1 != 0);
                self.at = 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn claimed_dimensions_are_taken_out() {
        let mut stream = record(DIMENSIONS, &[0xFF; 14]);
        check(&mut stream, &Limits::default()).unwrap();
        assert_eq!(&stream[HEADER..], [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    }

    #[test]
    fn a_cell_far_away_is_refused_for_its_rectangle() {
        let cell =
            |row: u16, col: u16| record(0x0203, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 10]].concat());
        let mut near = [record(BOF, &[]), cell(0, 0), cell(10, 3), record(EOF, &[])].concat();
        assert_eq!(check(&mut near, &Limits::default()), Ok(()));
        let mut far = [record(BOF, &[]), cell(0, 0), cell(u16::MAX, 255), record(EOF, &[])].concat();
        assert!(matches!(check(&mut far, &Limits::default()), Err(OpenError::Limit { .. })));
    }

    #[test]
    fn text_that_cells_repeat_is_counted() {
        let long = [&1u32.to_le_bytes()[..], &1u32.to_le_bytes(), &4000u16.to_le_bytes(), &[0], &[b'a'; 4000]].concat();
        let label = record(LABEL_SST, &[0; 10]);
        let mut stream = record(SST, &long);
        stream.extend(label.repeat(100));
        let limits = Limits { text_bytes: 100 * 4000, ..Limits::default() };
        assert!(matches!(check(&mut stream, &limits), Err(OpenError::Limit { .. })));
        assert_eq!(check(&mut stream, &Limits::default()), Ok(()));
    }

    #[test]
    fn strings_go_on_in_continuations() {
        let first = [&[0u8; 8][..], &6u16.to_le_bytes(), &[0], b"abc"].concat();
        let rest = [&[1u8][..], b"d\0e\0f\0", &2u16.to_le_bytes(), &[0], b"gh"].concat();
        let stream = [record(SST, &first), record(CONTINUE, &rest), record(EOF, &[])].concat();
        assert_eq!(string_lengths(&stream, &Limits::default()), Ok(vec![18, 6]));
    }

    #[test]
    fn a_password_and_a_cut_are_told_apart() {
        let mut locked = record(FILEPASS, &[1, 0]);
        assert_eq!(check(&mut locked, &Limits::default()), Err(OpenError::Encrypted));
        let mut cut = record(0x0203, &[0; 14]);
        cut.truncate(10);
        assert_eq!(check(&mut cut, &Limits::default()), Err(OpenError::Corrupt));
    }
}
