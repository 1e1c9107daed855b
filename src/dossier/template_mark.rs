//! The mark by which a workbook says that it was made from our blank one.

use std::fmt;

/// How the mark begins.
const NAME: &str = "Mẫu vtvl ";
/// What stands before the digest of the rulebook.
const RULEBOOK: &str = "bản quy tắc ";
/// Letters of the digest that the mark carries.
const DIGEST: usize = 12;

/// Dấu mẫu: `Mẫu vtvl 1 (công chức), bản quy tắc 0123456789ab`. Plain text of a cell, so that it
/// outlives every program that saves the workbook.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct TemplateMark {
    /// Version of the blank workbook.
    pub version: u32,
    /// For whom it is, as people read it.
    pub kind: String,
    /// The beginning of the digest of the rulebook that it was made from.
    pub rulebook: String,
}

impl TemplateMark {
    /// The version of the blank workbook that this program writes.
    pub const VERSION: u32 = 1;

    /// The mark of a workbook written by this program from a rulebook with this digest.
    #[must_use]
    pub fn new(kind: &str, digest: &str) -> Self {
        let rulebook = digest.chars().take(DIGEST).collect();
        Self {
            version: Self::VERSION,
            kind: kind.to_lowercase(),
            rulebook,
        }
    }

    /// Reads the text of a cell as a mark.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (version, rest) = text.trim().strip_prefix(NAME)?.split_once(" (")?;
        let (kind, rest) = rest.split_once("), ")?;
        let rulebook = rest.strip_prefix(RULEBOOK)?;
        let known = rulebook.chars().all(|c| c.is_ascii_hexdigit()) && !rulebook.is_empty();
        known.then_some(Self {
            version: version.parse().ok()?,
            kind: kind.to_owned(),
            rulebook: rulebook.to_owned(),
        })
    }
}

impl fmt::Display for TemplateMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{NAME}{} ({}), {RULEBOOK}{}",
            self.version, self.kind, self.rulebook
        )
    }
}

#[cfg(test)]
mod tests {
    use super::TemplateMark;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let mark = TemplateMark::new("Công chức", "0123456789abcdef");
        assert_eq!(
            mark.to_string(),
            "Mẫu vtvl 1 (công chức), bản quy tắc 0123456789ab"
        );
        assert_eq!(TemplateMark::parse(&mark.to_string()), Some(mark));
    }

    #[test]
    fn other_texts_are_no_marks() {
        for text in [
            "Mẫu vtvl",
            "Mẫu vtvl x (công chức), bản quy tắc 01",
            "Mẫu vtvl 1 (công chức), bản quy tắc ",
        ] {
            assert_eq!(TemplateMark::parse(text), None, "{text}");
        }
    }
}
