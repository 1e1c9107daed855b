//! The guard in front of a zip package: measures every part before the reader sees a byte.

use std::collections::HashMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::ArchiveError;
use super::Limits;
use super::limits::RATIO_FREE_BYTES;
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

/// How much of a part is read ahead.
const BUFFER: usize = 1 << 16;

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
        let text = measured.whole_text(limits)?;
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

/// A part that claims no more is unpacked whole: its tokens need no copies, and what is simple XML
/// needs no parser. A sheet of fifty thousand rows has some 35 MB, for as long as it is scanned.
const WHOLE_PART: u64 = 64 << 20;

/// A reader that counts what it unpacks and stops at the limits, and before any text or tag grows
/// too long.
struct Measured<R> {
    inner: R,
    packed: u64,
    before: u64,
    unpacked: u64,
    /// Where in the part the tag, text or comment begins that is being read.
    token: u64,
    broken: Option<Broken>,
    part_bytes: u64,
    package_bytes: u64,
    ratio: u64,
    token_bytes: u64,
}

#[derive(Debug, Clone, Copy)]
enum Broken {
    Part,
    Package,
    Ratio,
    Token,
}

impl<R> Measured<R> {
    fn new(inner: R, packed: u64, limits: &Limits, before: u64) -> Self {
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

    fn broken(&self, limits: &Limits) -> Option<ArchiveError> {
        Some(match self.broken? {
            Broken::Part => {
                ArchiveError::bytes("một thành phần sau khi giải nén", limits.part_bytes)
            }
            Broken::Package => {
                ArchiveError::bytes("tổng dung lượng sau khi giải nén", limits.package_bytes)
            }
            Broken::Ratio => ArchiveError::limit("tỷ lệ nén", format!("{} lần", limits.ratio)),
            Broken::Token => ArchiveError::bytes("một đoạn chữ", limits.token_bytes as u64),
        })
    }

    fn check(&mut self, chunk: &[u8]) -> Option<Broken> {
        self.unpacked += chunk.len() as u64;
        let part = self.unpacked - self.before;
        // What is read ahead belongs to later tokens.
        if part - self.token > self.token_bytes {
            Some(Broken::Token)
        } else if part > self.part_bytes {
            Some(Broken::Part)
        } else if self.unpacked > self.package_bytes {
            Some(Broken::Package)
        } else if part > RATIO_FREE_BYTES && part / self.ratio > self.packed {
            Some(Broken::Ratio)
        } else {
            None
        }
    }
}

impl<R: Read> Measured<R> {
    /// The whole text of a part that claims no more than may be unpacked whole.
    fn whole_text(&mut self, limits: &Limits) -> Result<String, ArchiveError> {
        let mut text = String::new();
        // No token is read ahead of: the walk looks at each one's length.
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

/// The name of an element or attribute without its prefix.
#[must_use]
pub fn local(name: &str) -> &str {
    // Names are short, and there are millions: quicker than a search made for long texts.
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// The attributes of an element as they are written, in order: name and value. Quicker than a
/// parser that keeps what it needs to go on behind a fault; a sheet may have millions of cells.
///
/// # Errors
/// Each that is not well formed.
pub fn attributes<'a>(
    start: &'a BytesStart<'_>,
) -> impl Iterator<Item = Result<(&'a str, &'a str), ArchiveError>> {
    let mut rest = start.attributes_raw().trim_ascii();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let next = first_attribute(rest);
        rest = next.map_or("", |(_, _, rest)| rest);
        Some(
            next.map(|(name, value, _)| (name, value))
                .ok_or(ArchiveError::Corrupt),
        )
    })
}

/// The first attribute, and what follows it.
fn first_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let equals = text.bytes().position(|byte| byte == b'=')?;
    let name = text[..equals].trim_ascii_end();
    let value = text[equals + 1..].trim_ascii_start();
    let mark = *value
        .as_bytes()
        .first()
        .filter(|mark| matches!(mark, b'"' | b'\''))?;
    let end = value.bytes().skip(1).position(|byte| byte == mark)? + 1;
    let is_name = !name.is_empty()
        && !name
            .bytes()
            .any(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\''));
    is_name.then(|| (name, &value[1..end], value[end + 1..].trim_ascii_start()))
}

/// The written value of the first attribute of this name (with its prefix, if any).
///
/// # Errors
/// Attributes that are not well formed: readers would disagree about what they say.
pub fn attribute<'a>(
    start: &'a BytesStart<'_>,
    name: &str,
) -> Result<Option<&'a str>, ArchiveError> {
    for attribute in attributes(start) {
        let (key, value) = attribute?;
        if key == name {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// True if no attribute comes twice.
///
/// # Errors
/// One does: readers would disagree about which one counts.
pub fn distinct(start: &BytesStart<'_>) -> Result<bool, ArchiveError> {
    if start.attributes().any(|attribute| attribute.is_err()) {
        Err(ArchiveError::Corrupt)
    } else {
        Ok(true)
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names and values as two ways of reading tell them; none where one finds a fault.
    fn by_both(content: &str) -> [Option<Vec<(String, String)>>; 2] {
        let start = BytesStart::from_content(content, 1);
        let own = attributes(&start)
            .map(|told| told.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let mut parser = start.attributes();
        let theirs = parser
            .with_checks(false)
            .map(|told| told.map(|a| (a.key.as_ref().to_owned(), a.value.to_string())));
        let theirs = theirs.collect::<Result<_, _>>();
        [own.collect::<Result<_, _>>().ok(), theirs.ok()]
    }

    #[test]
    fn attributes_are_told_as_by_the_parser() {
        for content in [
            "c",
            "c ",
            "c r=\"A1\" s='2' t=\"s\"",
            "c r = \"A 1\"\n\tt=''",
            "c x:y=\"a='b'\"",
            "c a=\"1\" a=\"2\"",
        ] {
            let [own, theirs] = by_both(content);
            assert!(own.is_some(), "{content}");
            assert_eq!(own, theirs, "{content}");
        }
        for content in [
            "c r",
            "c r=",
            "c r=A1",
            "c r=\"A1",
            "c =\"1\"",
            "c a b=\"1\"",
            "c r=\"A1\" \"",
        ] {
            assert_eq!(by_both(content)[0], None, "{content}");
        }
    }

    proptest! {
        #[test]
        fn what_both_take_they_tell_alike(content in r#"c( |=|"|'|\n|a|b:c|="d"|='e' ){0,16}"#) {
            if let [Some(own), Some(theirs)] = by_both(&content) {
                prop_assert_eq!(own, theirs, "{:?}", content);
            }
        }
    }
}
