//! XML in UTF-16, which the standard allows (XML 1.0, 4.3.3) and some programs write.

use std::io::BufReader;
use std::io::Chain;
use std::io::Cursor;
use std::io::Read;

use quick_xml::encoding::DecodingReader;

/// The bytes of a part from its first one on.
type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// A part of XML as UTF-8, whether it was written so or not.
pub(super) enum Utf8<R: Read> {
    /// As it stands.
    Plain(Whole<R>),
    /// Decoded on the way: never more than one and a half times as long.
    Wide(Box<DecodingReader<BufReader<Whole<R>>>>),
}

impl<R: Read> Utf8<R> {
    /// Looks at the first bytes of a part.
    ///
    /// # Errors
    /// The part cannot be unpacked.
    pub(super) fn new(mut part: R) -> std::io::Result<Self> {
        let mut head = Vec::new();
        part.by_ref().take(2).read_to_end(&mut head)?;
        let wide = is_wide(&head);
        let whole = Cursor::new(head).chain(part);
        Ok(if wide {
            Self::Wide(Box::new(DecodingReader::new(BufReader::new(whole))))
        } else {
            Self::Plain(whole)
        })
    }

    /// Whether the part was in UTF-16.
    pub(super) fn is_wide(&self) -> bool {
        matches!(self, Self::Wide(_))
    }
}

/// Whether XML that begins so is UTF-16: by its byte order mark, or by the half of `<` that is no
/// letter.
fn is_wide(head: &[u8]) -> bool {
    matches!(head, [0xFF, 0xFE] | [0xFE, 0xFF] | [b'<', 0] | [0, b'<'])
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(part) => part.read(buffer),
            Self::Wide(part) => part.read(buffer),
        }
    }
}
