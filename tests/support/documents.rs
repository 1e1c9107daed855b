//! Documents as tests look at them.

#![expect(
    clippy::unwrap_used,
    reason = "a document that cannot be read has to fail its test"
)]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read as _;

/// The texts of the parts of a DOCX by their paths.
pub(crate) fn docx_parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..package.len() {
        let mut file = package.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}
