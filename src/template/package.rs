//! A text that looks like a number, as the value of a formula: the library would keep the code
//! `01.003` as the number 1.003. Such a text is written behind a sign of its own, which is taken
//! out of the finished package.

use std::io::Cursor;
use std::io::Read as _;
use std::io::Write as _;

use zip::DateTime;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// Stands before a text; of the private use area, so that nobody writes it.
pub(super) const TEXT: char = '\u{e000}';
/// Where the sheets are in the package.
const SHEETS: &str = "xl/worksheets/";

/// The package without the signs.
pub(super) fn without_signs(bytes: Vec<u8>) -> ZipResult<Vec<u8>> {
    let mut parts = ZipArchive::new(Cursor::new(bytes))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for index in 0..parts.len() {
        let mut part = parts.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        if name.starts_with(SHEETS) {
            content = String::from_utf8_lossy(&content)
                .replace(TEXT, "")
                .into_bytes();
        }
        out.start_file(name, options)?;
        out.write_all(&content)?;
    }
    Ok(out.finish()?.into_inner())
}
