//! The guard in front of a zip package: measures every part before the reader sees a byte.

use std::collections::HashMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read as _;

use quick_xml::Reader;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::ArchiveError;
use super::Limits;
use super::limits::RATIO_FREE_BYTES;
use super::measured::BUFFER;
use super::measured::Measured;
use super::measured::WHOLE_PART;
use super::simple;
use super::walk::Token;
use super::walk::Walk;
use super::wide::Utf8;

/// A package whose directory keeps to the limits.
#[derive(Debug)]
pub struct Package<'a> {
    pub(super) archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by name as calamine looks them up: in lower case, with forward slashes.
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// A part as it is packed; none where there is no such part.
    ///
    /// # Errors
    /// [`ArchiveError`] when the package is damaged there.
    pub fn raw(
        &mut self,
        name: &str,
    ) -> Result<Option<ZipFile<'_, Cursor<&'a [u8]>>>, ArchiveError> {
        match self.index(name) {
            Some(index) => Ok(Some(self.archive.by_index_raw(index)?)),
            None => Ok(None),
        }
    }

    /// Whether there is a part of this name, in whatever case.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.names.get(&folded(name)).copied()
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Opens a package whose directory keeps to the limits.
///
/// # Errors
/// [`ArchiveError`]: it is damaged, protected by a password, or claims more than the limits allow.
pub fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, ArchiveError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > limits.parts {
        return Err(ArchiveError::limit("số thành phần trong tệp", limits.parts));
    }
    if directory_entries(bytes).is_some_and(|entries| entries != archive.len()) {
        // Two parts of one name: readers would disagree about which one counts.
        return Err(ArchiveError::Corrupt);
    }
    let mut names = HashMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        if part.encrypted() {
            return Err(ArchiveError::Encrypted);
        }
        let unpacked = part.size();
        if unpacked > limits.part_bytes {
            return Err(ArchiveError::bytes(
                "một thành phần sau khi giải nén",
                limits.part_bytes,
            ));
        }
        if unpacked > RATIO_FREE_BYTES && unpacked / limits.ratio > part.compressed_size() {
            return Err(ArchiveError::limit(
                "tỷ lệ nén",
                format!("{} lần", limits.ratio),
            ));
        }
        let name = part.name()?;
        if names.insert(folded(&name), index).is_some() {
            return Err(ArchiveError::Corrupt);
        }
    }
    Ok(Package { archive, names })
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(text) if text.contains("assword") => Self::Encrypted,
            _ => Self::Corrupt,
        }
    }
}

/// The number of entries that the end of the package claims; none in the large format.
fn directory_entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes[tail..]
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?
        + tail;
    let count = bytes.get(end + 10..end + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    (count != u16::MAX).then_some(usize::from(count))
}

/// Counts what was unpacked over all parts.
#[derive(Debug, Default)]
pub struct Budget {
    unpacked: u64,
}

/// Streams one XML part past `visit`: well-formed, shallow, without a document type, within the
/// limits. A part in UTF-16 is decoded on the way; one that is not there visits nothing, and the
/// answer is false.
///
/// # Errors
/// [`ArchiveError`], or what `visit` says.
pub fn scan<E: From<ArchiveError>>(
    package: &mut Package<'_>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    visit: impl FnMut(Token<'_>) -> Result<(), E>,
) -> Result<bool, E> {
    let Some(index) = package.index(name) else {
        return Ok(false);
    };
    let part = package
        .archive
        .by_index(index)
        .map_err(ArchiveError::from)?;
    let (packed, claimed) = (part.compressed_size(), part.size());
    let part = Utf8::new(part).map_err(|_| ArchiveError::Corrupt)?;
    let mut measured = Measured::new(part, packed, limits, budget.unpacked);
    let mut walk = Walk::new(limits, visit);
    if claimed <= WHOLE_PART {
        let text = measured.whole_text(claimed, limits)?;
        budget.unpacked = measured.unpacked;
        if let Some(simple) = simple::simple(&text) {
            return simple::walk(simple, &mut walk).map(|()| true);
        }
        let mut reader = Reader::from_str(&text);
        loop {
            let event = reader.read_event().map_err(|_| ArchiveError::Corrupt)?;
            walk.fits(&event)?;
            if !walk.step(event)? {
                return Ok(true);
            }
        }
    }
    let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER, measured));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let position = reader.buffer_position();
        reader.get_mut().get_mut().token = position;
        let Ok(event) = reader.read_event_into(&mut buffer) else {
            return Err(reader
                .get_ref()
                .get_ref()
                .broken(limits)
                .unwrap_or(ArchiveError::Corrupt)
                .into());
        };
        if !walk.step(event)? {
            break;
        }
    }
    budget.unpacked = reader.get_ref().get_ref().unpacked;
    Ok(true)
}

/// The whole text of a small part.
pub fn small_text(package: &mut Package<'_>, name: &str) -> Option<String> {
    const SMALL: u64 = 4096;
    let index = package.index(name)?;
    let part = package.archive.by_index(index).ok()?;
    let mut text = String::new();
    BufReader::new(part.take(SMALL)).read_line(&mut text).ok()?;
    Some(text)
}
