//! The shared strings of a BIFF workbook, measured and written anew: [MS-XLS] 2.4.265 and 2.5.293.
//!
//! calamine takes the counts in front of a string at their word and stops the program where the
//! record ends before them. So each string is handed over as its letters alone, without its
//! formatting and without what Asian scripts add.

use super::Limits;
use super::OpenError;
use super::biff::CONTINUE;
use super::biff::Letters;
use super::biff::keep;

/// The kind of the record.
pub(super) const SST: u16 = 0x00FC;

/// A character takes at most three bytes of UTF-8.
pub(super) const CHARACTER: usize = 3;

/// What stands before the strings: how many there are, twice. Nobody reads it.
const HEAD: [u8; 8] = [0; 8];

/// How long a shared string is, and whether it says anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) characters: u32,
    pub(super) is_blank: bool,
}

/// Measures each shared string of a record and its continuations, and puts the record that holds
/// them alone at the end of a stream.
///
/// # Errors
/// More strings than the limits allow; a string that goes on behind the end.
pub(super) fn rewrite(
    chunks: Vec<&[u8]>,
    limits: &Limits,
    out: &mut Vec<u8>,
) -> Result<Vec<Length>, OpenError> {
    let mut reader = Chunks {
        chunks,
        chunk: 0,
        at: HEAD.len(),
    };
    let mut written = SstWriter {
        out,
        kind: SST,
        data: HEAD.to_vec(),
    };
    let mut lengths = Vec::new();
    let mut units = Vec::new();
    while let Some(characters) = reader.word() {
        if lengths.len() >= limits.cells {
            return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
        }
        let Some(flags) = reader.byte() else { break };
        let runs = if flags & 0x8 != 0 {
            reader.word().ok_or(OpenError::Corrupt)?
        } else {
            0
        };
        let extra = if flags & 0x4 != 0 {
            reader.long().ok_or(OpenError::Corrupt)?
        } else {
            0
        };
        units.clear();
        let is_blank = reader.characters(usize::from(characters), flags & 1 != 0, &mut units)?;
        reader.skip(usize::from(runs) * 4)?;
        reader.skip(extra as usize)?;
        lengths.push(Length {
            characters: characters.into(),
            is_blank,
        });
        written.put(characters, &units);
    }
    written.end();
    Ok(lengths)
}

/// A record with its continuations, being written.
struct SstWriter<'a> {
    out: &'a mut Vec<u8>,
    kind: u16,
    data: Vec<u8>,
}

impl SstWriter<'_> {
    /// A string: what tells its length stands in one record, its letters go on in the next, behind
    /// their width.
    fn put(&mut self, characters: u16, units: &[u16]) {
        /// Length, width and one letter.
        const LEAST: usize = 5;
        if self.data.len() + LEAST > usize::from(u16::MAX) {
            self.end();
        }
        let is_wide = units.iter().any(|unit| *unit > 0xFF);
        self.data.extend_from_slice(&characters.to_le_bytes());
        self.data.push(is_wide.into());
        let mut left = units;
        loop {
            let room = (usize::from(u16::MAX) - self.data.len()) / if is_wide { 2 } else { 1 };
            let (here, rest) = left.split_at(room.min(left.len()));
            for unit in here {
                let [low, high] = unit.to_le_bytes();
                self.data.push(low);
                self.data.extend(is_wide.then_some(high));
            }
            if rest.is_empty() {
                return;
            }
            self.end();
            self.data.push(is_wide.into());
            left = rest;
        }
    }

    /// The record is full: what follows goes on in a continuation.
    fn end(&mut self) {
        keep(self.out, self.kind, &self.data);
        self.kind = CONTINUE;
        self.data.clear();
    }
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

    fn skip(&mut self, mut bytes: usize) -> Result<(), OpenError> {
        while bytes > 0 {
            let chunk = self.chunks.get(self.chunk).ok_or(OpenError::Corrupt)?;
            let here = chunk.len().saturating_sub(self.at).min(bytes);
            self.at += here;
            bytes -= here;
            if bytes > 0 {
                self.next_chunk();
            }
        }
        Ok(())
    }

    /// Characters of a string: where it goes on in the next chunk, a flag byte says how wide they
    /// are there. Whether none of them says anything.
    fn characters(
        &mut self,
        mut left: usize,
        mut wide: bool,
        units: &mut Vec<u16>,
    ) -> Result<bool, OpenError> {
        let mut is_blank = true;
        while left > 0 {
            let chunk = self.chunks.get(self.chunk).ok_or(OpenError::Corrupt)?;
            let width = if wide { 2 } else { 1 };
            let here = (chunk.len().saturating_sub(self.at) / width).min(left);
            let letters = Letters::new(chunk.get(self.at..).unwrap_or_default(), here, wide);
            is_blank &= letters.is_blank();
            units.extend(letters.units());
            self.at += here * width;
            left -= here;
            if left > 0 {
                self.next_chunk();
                wide = self
                    .chunks
                    .get(self.chunk)
                    .and_then(|chunk| chunk.first())
                    .is_some_and(|flags| flags & 1 != 0);
                self.at = 1;
            }
        }
        Ok(is_blank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(chunks: Vec<&[u8]>) -> Result<Vec<Length>, OpenError> {
        rewrite(chunks, &Limits::default(), &mut Vec::new())
    }

    #[test]
    fn strings_go_on_in_continuations() {
        let first = [&[0u8; 8][..], &6u16.to_le_bytes(), &[0], b"abc"].concat();
        let rest = [&[1u8][..], b"d\0e\0f\0", &2u16.to_le_bytes(), &[0], b"gh"].concat();
        let length = |characters| Length {
            characters,
            is_blank: false,
        };
        assert_eq!(lengths(vec![&first, &rest]), Ok(vec![length(6), length(2)]));
        let blank = [
            &[0u8; 8][..],
            &2u16.to_le_bytes(),
            &[1, 0x20, 0, 0xA0, 0],
            &[0, 0, 0],
        ]
        .concat();
        assert!(
            lengths(vec![&blank])
                .unwrap()
                .iter()
                .all(|length| length.is_blank)
        );
    }

    #[test]
    fn strings_are_handed_over_without_what_calamine_counts() {
        // Formatting of one run, four bytes of phonetics, over two records.
        let first = [
            &[7u8; 8][..],
            &2u16.to_le_bytes(),
            &[0xC],
            &1u16.to_le_bytes(),
            &4u32.to_le_bytes(),
            b"ab",
        ]
        .concat();
        let rest = [&[0xEEu8; 8][..], &1u16.to_le_bytes(), &[1, 0xA1, 0x1E]].concat();
        let mut out = Vec::new();
        rewrite(vec![&first, &rest], &Limits::default(), &mut out).unwrap();
        let plain = [&HEAD[..], &[2, 0, 0], b"ab", &[1, 0, 1, 0xA1, 0x1E]].concat();
        assert_eq!(out[4..], plain);
        // Cut anywhere, it is damaged, or it ends before the last string.
        let data = [first, rest].concat();
        for end in HEAD.len()..data.len() {
            let cut = lengths(vec![&data[..end]]);
            assert!(
                cut.is_ok_and(|lengths| lengths.len() < 2)
                    || lengths(vec![&data[..end]]) == Err(OpenError::Corrupt),
                "{end}"
            );
        }
    }

    #[test]
    fn long_strings_are_read_back() {
        let letters = |mark: u16| {
            (0..60_000u16)
                .map(move |unit| unit % 0xD000 + mark)
                .collect::<Vec<_>>()
        };
        let mut out = Vec::new();
        let mut written = SstWriter {
            out: &mut out,
            kind: SST,
            data: HEAD.to_vec(),
        };
        for mark in [0, 1, 2] {
            written.put(60_000, &letters(mark));
        }
        written.end();
        let mut records = super::super::biff::Records {
            stream: &out,
            at: 0,
        };
        let mut chunks = vec![records.next().unwrap().unwrap().data];
        chunks.extend(records.continuations().unwrap());
        assert_eq!(chunks.len(), 6);
        let mut reader = Chunks {
            chunks,
            chunk: 0,
            at: HEAD.len(),
        };
        for mark in [0, 1, 2] {
            assert_eq!((reader.word(), reader.byte()), (Some(60_000), Some(1)));
            let mut units = Vec::new();
            reader.characters(60_000, true, &mut units).unwrap();
            assert_eq!(units, letters(mark));
        }
        assert_eq!(reader.byte(), None);
    }
}
