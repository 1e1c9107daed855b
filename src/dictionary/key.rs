//! Keys of fields and terms.

use std::sync::Arc;

use serde::Deserialize as _;
use serde::Deserializer;

/// The key of a field or of a term, shared by every leaf that has it.
pub type Key = Arc<str>;

/// Reads a key in a rulebook file.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
    String::deserialize(deserializer).map(Key::from)
}

/// The same where the key may be left out.
pub(super) fn read_some<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Key>, D::Error> {
    read(deserializer).map(Some)
}
