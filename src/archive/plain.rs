//! A package whose XML is UTF-8 throughout.

use std::io::Cursor;
use std::io::Read as _;
use std::io::Write as _;

use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ArchiveError;
use super::Limits;
use super::Package;
use super::wide::Utf8;

/// The package with its XML parts of UTF-16 written anew in UTF-8, for readers that know nothing
/// else; none when there is no such part. All other parts stay as they are packed.
///
/// # Errors
/// A part cannot be unpacked, or all together unpack to more than the limits allow.
pub fn plain(package: &mut Package<'_>, limits: &Limits) -> Result<Option<Vec<u8>>, ArchiveError> {
    let wide: Vec<bool> = (0..package.archive.len())
        .map(|index| is_wide(package, index))
        .collect();
    if !wide.contains(&true) {
        return Ok(None);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut left = limits.package_bytes;
    for (index, wide) in wide.into_iter().enumerate() {
        if !wide {
            out.raw_copy_file(package.archive.by_index_raw(index)?)?;
            continue;
        }
        let part = package.archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let text = decoded(
            Utf8::new(part).map_err(|_| ArchiveError::Corrupt)?,
            limits.part_bytes.min(left),
            limits,
        )?;
        left -= text.len() as u64;
        out.start_file(
            name,
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated),
        )?;
        out.write_all(undeclared(&text).as_bytes())
            .map_err(|_| ArchiveError::Corrupt)?;
    }
    Ok(Some(out.finish()?.into_inner()))
}

/// Whether a part is XML in UTF-16; what cannot be unpacked is told by those who need it.
fn is_wide(package: &mut Package<'_>, index: usize) -> bool {
    let Some(Ok(name)) = package.archive.name_for_index(index) else {
        return false;
    };
    let name = name.to_ascii_lowercase();
    let xml = [".xml", ".rels", ".vml"]
        .iter()
        .any(|ending| name.ends_with(ending));
    xml && package
        .archive
        .by_index(index)
        .is_ok_and(|part| Utf8::new(part).is_ok_and(|part| part.is_wide()))
}

fn decoded(
    part: Utf8<impl std::io::Read>,
    most: u64,
    limits: &Limits,
) -> Result<String, ArchiveError> {
    let mut text = String::new();
    part.take(most + 1)
        .read_to_string(&mut text)
        .map_err(|_| ArchiveError::Corrupt)?;
    if text.len() as u64 > most {
        return Err(ArchiveError::bytes(
            "tổng dung lượng sau khi giải nén",
            limits.package_bytes,
        ));
    }
    Ok(text)
}

/// The text without its XML declaration, which would name the encoding that it no longer has.
fn undeclared(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let end = if text.starts_with("<?xml") {
        text.find("?>").map_or(0, |end| end + 2)
    } else {
        0
    };
    &text[end..]
}
