//! Compound files, [MS-CFB], read as spreadsheet programs read them: what is inside counts, not how
//! neatly it was packed.
//!
//! Writers leave a root stream that ends in the middle of a sector, trees that are not balanced, a
//! last sector that is cut off, room after the end. A strict reader refuses all of them; calamine
//! believes what they claim. Here every chain is followed as far as the file has sectors, and no
//! further.

use std::collections::HashSet;

use super::OpenError;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
const MINI_BYTES: usize = 64;
/// Numbers of sectors from here on are marks: free, end of a chain, part of the table itself.
const MARKS: u32 = 0xFFFF_FFFA;
/// No entry of the directory.
const NONE: u32 = 0xFFFF_FFFF;

/// An entry of the directory.
#[derive(Debug)]
struct DirectoryEntry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    bytes: u64,
}

impl DirectoryEntry {
    const STREAM: u8 = 2;
    const ROOT: u8 = 5;

    fn of(raw: &[u8]) -> Option<Self> {
        let units: Vec<u16> = raw
            .get(..64)?
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        let end = units
            .iter()
            .position(|unit| *unit == 0)
            .unwrap_or(units.len());
        Some(Self {
            name: String::from_utf16_lossy(&units[..end]),
            kind: *raw.get(66)?,
            left: long(raw, 68)?,
            right: long(raw, 72)?,
            child: long(raw, 76)?,
            start: long(raw, 116)?,
            bytes: long(raw, 120)?.into(),
        })
    }
}

/// A compound file.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    /// The stream of the small streams.
    mini: Vec<u8>,
    /// Streams shorter than this are small.
    cutoff: u64,
    entries: Vec<DirectoryEntry>,
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)
        .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

impl<'a> Compound<'a> {
    /// Reads the tables and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, OpenError> {
        let header = |at: usize| long(bytes, at).ok_or(OpenError::Corrupt);
        let shift = header(30)? & 0xFFFF;
        if bytes.len() < HEADER_BYTES || !matches!(shift, 9 | 12) {
            return Err(OpenError::Corrupt);
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini: Vec::new(),
            cutoff: header(56)?.into(),
            entries: Vec::new(),
        };
        file.table = file.table(header(68)?);
        file.entries = file
            .chain(header(48)?)
            .chunks(ENTRY_BYTES)
            .map_while(DirectoryEntry::of)
            .collect();
        file.mini_table = longs(&file.chain(header(60)?)).collect();
        let root = file
            .entries
            .first()
            .filter(|root| root.kind == DirectoryEntry::ROOT)
            .ok_or(OpenError::Corrupt)?;
        file.mini = file.chain(root.start);
        Ok(file)
    }

    /// How many sectors the file has, the last one perhaps cut off.
    fn sectors(&self) -> usize {
        (self.bytes.len() / self.sector).max(1)
    }

    /// The bytes of a sector, fewer where the file ends in it.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()?.checked_add(1)?).checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// Which sector follows which: never more entries than the file has sectors, whatever it
    /// claims.
    fn table(&self, more: u32) -> Vec<u32> {
        let mut places: Vec<u32> = longs(&self.bytes[76..HEADER_BYTES]).collect();
        let mut next = more;
        let mut left = self.sectors();
        while next < MARKS && left > 0 && places.len() <= self.sectors() {
            let Some(sector) = self.sector(next) else {
                break;
            };
            left -= 1;
            places.extend(longs(sector));
            // The last entry is where the list goes on.
            next = places.pop().unwrap_or(NONE);
        }
        let mut table = Vec::new();
        for sector in places
            .into_iter()
            .filter(|place| *place < MARKS)
            .filter_map(|place| self.sector(place))
        {
            table.extend(longs(sector));
            if table.len() > self.sectors() {
                break;
            }
        }
        table
    }

    /// All bytes of a chain of sectors.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..self.sectors() {
            let Some(sector) = self.sector(next).filter(|_| next < MARKS) else {
                break;
            };
            out.extend_from_slice(sector);
            next = self.table.get(next as usize).copied().unwrap_or(NONE);
        }
        out
    }

    /// All bytes of a chain of small sectors.
    fn mini_chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini.len() / MINI_BYTES {
            let Some(rest) = self.mini.get((next as usize).saturating_mul(MINI_BYTES)..) else {
                break;
            };
            out.extend_from_slice(&rest[..rest.len().min(MINI_BYTES)]);
            next = self.mini_table.get(next as usize).copied().unwrap_or(NONE);
            if next >= MARKS {
                break;
            }
        }
        out
    }

    /// The entries beside each other under the root: what is embedded in a workbook has streams of
    /// its own.
    fn top(&self) -> Vec<&DirectoryEntry> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![self.entries.first().map_or(NONE, |root| root.child)];
        while let Some(at) = open.pop() {
            if let Some(entry) = self.entries.get(at as usize)
                && seen.insert(at)
            {
                found.push(entry);
                open.extend([entry.left, entry.right]);
            }
        }
        found
    }

    /// The stream of this name under the root; anywhere, when the tree of the directory is broken.
    fn find(&self, name: &str) -> Option<&DirectoryEntry> {
        let is = |entry: &&DirectoryEntry| {
            entry.kind == DirectoryEntry::STREAM && entry.name.eq_ignore_ascii_case(name)
        };
        self.top()
            .into_iter()
            .find(is)
            .or_else(|| self.entries.iter().find(is))
    }

    /// Whether there is a stream of this name, in any case of its letters.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// What is in a stream.
    ///
    /// # Errors
    /// More than the end of a sector is missing: the file was cut off.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, OpenError> {
        let entry = self.find(name).ok_or(OpenError::Corrupt)?;
        let mut content = if entry.bytes < self.cutoff {
            self.mini_chain(entry.start)
        } else {
            self.chain(entry.start)
        };
        let bytes = usize::try_from(entry.bytes).map_err(|_| OpenError::Corrupt)?;
        if content.len() + self.sector <= bytes {
            return Err(OpenError::Corrupt);
        }
        content.truncate(bytes);
        Ok(content)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::Write as _;

    use super::*;

    fn written(version: cfb::Version, streams: &[(&str, usize)]) -> Vec<u8> {
        let mut file =
            cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in streams {
            file.create_storage_all(std::path::Path::new(name).parent().unwrap())
                .unwrap();
            file.create_stream(name)
                .unwrap()
                .write_all(&content(*bytes))
                .unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn content(bytes: usize) -> Vec<u8> {
        (0..bytes)
            .map(|at| u8::try_from(at % 251).unwrap())
            .collect()
    }

    #[test]
    fn streams_of_every_size_and_version() {
        for version in [cfb::Version::V3, cfb::Version::V4] {
            for bytes in [0, 1, 63, 64, 65, 4095, 4096, 4097, 100_000, 9_000_000] {
                let file = written(version, &[("/Inside/Workbook", 70), ("/workbook", bytes)]);
                let file = Compound::open(&file).unwrap();
                assert!(file.has("WORKBOOK") && !file.has("Book"));
                assert_eq!(file.stream("Workbook").unwrap(), content(bytes), "{bytes}");
            }
        }
    }

    #[test]
    fn untidy_files_are_read() {
        let whole = written(cfb::Version::V3, &[("/Workbook", 200), ("/Other", 5000)]);
        let directory = usize::try_from(long(&whole, 48).unwrap()).unwrap();
        let root = (directory + 1) * 512;
        // The stream of the small streams ends in the middle of a sector.
        let mut odd = whole.clone();
        odd[root + 120..root + 124].copy_from_slice(&201u32.to_le_bytes());
        // The tree is of one colour, and its root names no child.
        let mut flat = whole.clone();
        (0..4).for_each(|entry| flat[root + entry * 128 + 67] = 0);
        flat[root + 76..root + 80].copy_from_slice(&NONE.to_le_bytes());
        let longer = [&whole[..], b"left behind"].concat();
        for file in [odd, flat, longer] {
            assert_eq!(
                Compound::open(&file).unwrap().stream("Workbook").unwrap(),
                content(200)
            );
        }
    }

    #[test]
    fn chains_in_circles_and_claims_end() {
        let whole = written(cfb::Version::V3, &[("/Workbook", 200_000)]);
        let table = (usize::try_from(long(&whole, 76).unwrap()).unwrap() + 1) * 512;
        let mut circle = whole.clone();
        for at in (table..table + 512).step_by(4) {
            circle[at..at + 4].copy_from_slice(&5u32.to_le_bytes());
        }
        let mut claims = whole.clone();
        claims[68..72].copy_from_slice(&0u32.to_le_bytes());
        for file in [circle, claims, whole[..100_000].to_vec()] {
            if let Ok(file) = Compound::open(&file) {
                assert!(
                    file.stream("Workbook")
                        .is_ok_and(|content| content.len() <= 200_000)
                        || !file.has("x")
                );
            }
        }
        assert_eq!(
            Compound::open(&whole[..100_000])
                .map(|file| file.stream("Workbook").unwrap_err())
                .unwrap(),
            OpenError::Corrupt
        );
    }
}
