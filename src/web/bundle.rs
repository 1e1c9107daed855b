//! How a job and its answer travel: a line of JSON, and files behind it.
//!
//! Four bytes (little endian) give the length of the JSON; its `files` list names and lengths of
//! what follows. JSON alone would cost a third more for the base64 of each workbook; forms of HTTP
//! would need a parser in the page.

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

/// Length of the length.
const PREFIX: usize = 4;

/// Gói: what is asked or answered, with the files that belong to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The JSON object, without the list of files.
    pub head: Map<String, Value>,
    /// Name and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The bytes are no bundle: cut off, or no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("yêu cầu gửi đến không trọn vẹn; hãy tải lại trang rồi làm lại")]
pub struct BundleFault;

#[derive(Deserialize, Serialize)]
struct BundleEntry {
    name: String,
    bytes: usize,
}

impl Bundle {
    /// An answer of one value, without files.
    pub(super) fn of_value(name: &str, value: Value) -> Self {
        Self {
            head: Map::from_iter([(name.to_owned(), value)]),
            files: Vec::new(),
        }
    }

    /// An answer of one file.
    pub(super) fn of_file(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            head: Map::new(),
            files: vec![(name.to_owned(), bytes)],
        }
    }

    /// Puts a value into the head.
    pub(super) fn tell(&mut self, name: &str, value: Value) {
        self.head.insert(name.to_owned(), value);
    }

    /// Takes a bundle apart.
    ///
    /// # Errors
    /// [`BundleFault`] when the bytes are cut off, too many, or the head is no JSON object.
    pub fn parse(bytes: &[u8]) -> Result<Self, BundleFault> {
        let (prefix, rest) = bytes.split_first_chunk::<PREFIX>().ok_or(BundleFault)?;
        let length = usize::try_from(u32::from_le_bytes(*prefix)).map_err(|_| BundleFault)?;
        let (head, mut rest) = rest.split_at_checked(length).ok_or(BundleFault)?;
        let mut head: Map<String, Value> = serde_json::from_slice(head).map_err(|_| BundleFault)?;
        let listed = head
            .remove("files")
            .unwrap_or_else(|| Value::Array(Vec::new()));
        let listed: Vec<BundleEntry> = serde_json::from_value(listed).map_err(|_| BundleFault)?;
        let mut files = Vec::new();
        for entry in listed {
            let (content, after) = rest.split_at_checked(entry.bytes).ok_or(BundleFault)?;
            files.push((entry.name, content.to_vec()));
            rest = after;
        }
        if rest.is_empty() {
            Ok(Self { head, files })
        } else {
            Err(BundleFault)
        }
    }

    /// The bundle as bytes.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        let mut head = self.head;
        let entry = |(name, content): &(String, Vec<u8>)| {
            serde_json::json!(BundleEntry {
                name: name.clone(),
                bytes: content.len()
            })
        };
        head.insert("files".to_owned(), self.files.iter().map(entry).collect());
        let head = Value::Object(head).to_string();
        let length = u32::try_from(head.len()).unwrap_or_default();
        let mut bytes = length.to_le_bytes().to_vec();
        bytes.extend_from_slice(head.as_bytes());
        for (_, content) in self.files {
            bytes.extend_from_slice(&content);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Bundle {
        let mut head = Map::new();
        head.insert("do".to_owned(), Value::from("look"));
        Bundle {
            head,
            files: vec![
                ("đề án.xlsx".to_owned(), vec![0, 1, 2]),
                ("b".to_owned(), Vec::new()),
            ],
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        assert_eq!(Bundle::parse(&sample().bytes()).unwrap(), sample());
    }

    #[test]
    fn whatever_is_cut_off_or_added_is_refused() {
        let whole = sample().bytes();
        for length in 0..whole.len() {
            assert_eq!(
                Bundle::parse(&whole[..length]),
                Err(BundleFault),
                "{length} bytes"
            );
        }
        let more = [whole.as_slice(), b"x"].concat();
        assert_eq!(Bundle::parse(&more), Err(BundleFault));
        let huge = [&u32::MAX.to_le_bytes()[..], b"{}"].concat();
        assert_eq!(Bundle::parse(&huge), Err(BundleFault));
        let claims = br#"{"files":[{"name":"a","bytes":18446744073709551615}]}"#;
        let claims = [
            &u32::try_from(claims.len()).unwrap().to_le_bytes()[..],
            claims,
        ]
        .concat();
        assert_eq!(Bundle::parse(&claims), Err(BundleFault));
    }
}
