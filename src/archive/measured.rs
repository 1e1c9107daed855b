//! A part that is measured while it is unpacked.

use std::io::Read;

use super::ArchiveError;
use super::Limits;
use super::limits::RATIO_FREE_BYTES;

/// How much of a part is read ahead.
pub(super) const BUFFER: usize = 1 << 16;

/// A part that claims no more is unpacked whole: its tokens need no copies, and what is simple XML
/// needs no parser. A sheet of fifty thousand rows has some 35 MB, for as long as it is scanned.
pub(super) const WHOLE_PART: u64 = 64 << 20;

/// A reader that counts what it unpacks and stops at the limits, and before any text or tag grows
/// too long.
pub(super) struct Measured<R> {
    inner: R,
    packed: u64,
    before: u64,
    pub(super) unpacked: u64,
    /// Where in the part the tag, text or comment begins that is being read.
    pub(super) token: u64,
    broken: Option<BrokenLimit>,
    part_bytes: u64,
    package_bytes: u64,
    ratio: u64,
    token_bytes: u64,
}

#[derive(Debug, Clone, Copy)]
enum BrokenLimit {
    Part,
    Package,
    Ratio,
    Token,
}

impl<R> Measured<R> {
    pub(super) fn new(inner: R, packed: u64, limits: &Limits, before: u64) -> Self {
        Self {
            inner,
            packed,
            before,
            unpacked: before,
            token: 0,
            broken: None,
            part_bytes: limits.part_bytes,
            package_bytes: limits.package_bytes,
            ratio: limits.ratio,
            token_bytes: limits.token_bytes as u64 + BUFFER as u64,
        }
    }

    pub(super) fn broken(&self, limits: &Limits) -> Option<ArchiveError> {
        Some(match self.broken? {
            BrokenLimit::Part => {
                ArchiveError::bytes("một thành phần sau khi giải nén", limits.part_bytes)
            }
            BrokenLimit::Package => {
                ArchiveError::bytes("tổng dung lượng sau khi giải nén", limits.package_bytes)
            }
            BrokenLimit::Ratio => ArchiveError::limit("tỷ lệ nén", format!("{} lần", limits.ratio)),
            BrokenLimit::Token => ArchiveError::bytes("một đoạn chữ", limits.token_bytes as u64),
        })
    }

    fn check(&mut self, chunk: &[u8]) -> Option<BrokenLimit> {
        self.unpacked += chunk.len() as u64;
        let part = self.unpacked - self.before;
        // What is read ahead belongs to later tokens.
        if part - self.token > self.token_bytes {
            Some(BrokenLimit::Token)
        } else if part > self.part_bytes {
            Some(BrokenLimit::Part)
        } else if self.unpacked > self.package_bytes {
            Some(BrokenLimit::Package)
        } else if part > RATIO_FREE_BYTES && part / self.ratio > self.packed {
            Some(BrokenLimit::Ratio)
        } else {
            None
        }
    }
}

impl<R: Read> Measured<R> {
    /// The whole text of a part that claims no more than may be unpacked whole.
    pub(super) fn whole_text(
        &mut self,
        claimed: u64,
        limits: &Limits,
    ) -> Result<String, ArchiveError> {
        // As much as it claims, and no copy while it grows; the directory has kept that in bounds.
        let claimed = usize::try_from(claimed.min(WHOLE_PART)).unwrap_or_default();
        let mut text = String::with_capacity(claimed);
        // The walk through it looks at the length of each token.
        self.token_bytes = WHOLE_PART + 1;
        let read = self.take(WHOLE_PART + 1).read_to_string(&mut text);
        if let Some(broken) = self.broken(limits) {
            return Err(broken);
        }
        // One that is longer than it claims is damaged, as one that is no text.
        if read.is_err() || text.len() as u64 > WHOLE_PART {
            return Err(ArchiveError::Corrupt);
        }
        Ok(text)
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if let Some(broken) = self.check(&buffer[..read]) {
            self.broken = Some(broken);
            return Err(std::io::Error::other("limit"));
        }
        Ok(read)
    }
}
