//! The digest of a rulebook: one definition, for the build script (the rulebook that the program
//! carries, so that no run has to compute it) and for the program (any other).

use std::borrow::Cow;
use std::fmt::Write as _;

use sha2::Digest;
use sha2::Sha256;

/// The text without a byte-order mark and with plain line feeds: what is kept of a file, and what
/// is digested.
pub(super) fn unix(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\r') {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}

/// SHA-256 over names and texts, sorted by name, in hexadecimal.
pub(super) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        for part in [name, text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hex(&hash.finalize())
}

/// Lower-case hexadecimal of a digest.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
