//! The shared strings of a BIFF workbook, measured: [MS-XLS] 2.4.265 and 2.5.293.

use super::Limits;
use super::OpenError;
use super::biff::Letters;

/// A character takes at most three bytes of UTF-8.
pub(super) const CHARACTER: usize = 3;

/// How long a shared string is, and whether it says anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) characters: u32,
    pub(super) is_blank: bool,
}

/// The length of each shared string, over the record and its continuations.
pub(super) fn lengths(chunks: Vec<&[u8]>, limits: &Limits) -> Result<Vec<Length>, OpenError> {
    let mut reader = Chunks { chunks, chunk: 0, at: 8 };
    let mut lengths = Vec::new();
    while let Some(characters) = reader.word() {
        if lengths.len() >= limits.cells {
            return Err(OpenError::limit("số chuỗi dùng chung", limits.cells));
        }
        let Some(flags) = reader.byte() else { break };
        let runs = if flags & 0x8 != 0 { reader.word().unwrap_or_default() } else { 0 };
        let extra = if flags & 0x4 != 0 { reader.long().unwrap_or_default() } else { 0 };
        let is_blank = reader.characters(usize::from(characters), flags & 1 != 0);
        reader.skip(usize::from(runs) * 4);
        reader.skip(extra as usize);
        lengths.push(Length { characters: characters.into(), is_blank });
    }
    Ok(lengths)
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
    /// Whether none of them says anything.
    fn characters(&mut self, mut left: usize, mut wide: bool) -> bool {
        let mut is_blank = true;
        while left > 0 {
            let Some(chunk) = self.chunks.get(self.chunk) else { break };
            let width = if wide { 2 } else { 1 };
            let here = (chunk.len().saturating_sub(self.at) / width).min(left);
            is_blank &= Letters::new(chunk.get(self.at..).unwrap_or_default(), here, wide).is_blank();
            self.at += here * width;
            left -= here;
            if left > 0 {
                self.next_chunk();
                wide = self.chunks.get(self.chunk).and_then(|chunk| chunk.first()).is_some_and(|flags| flags & 1 != 0);
                self.at = 1;
            }
        }
        is_blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_continuations() {
        let first = [&[0u8; 8][..], &6u16.to_le_bytes(), &[0], b"abc"].concat();
        let rest = [&[1u8][..], b"d\0e\0f\0", &2u16.to_le_bytes(), &[0], b"gh"].concat();
        let length = |characters| Length { characters, is_blank: false };
        assert_eq!(lengths(vec![&first, &rest], &Limits::default()), Ok(vec![length(6), length(2)]));
        let blank = [&[0u8; 8][..], &2u16.to_le_bytes(), &[1, 0x20, 0, 0xA0, 0], &[0, 0, 0]].concat();
        assert!(lengths(vec![&blank], &Limits::default()).unwrap().iter().all(|length| length.is_blank));
    }
}
