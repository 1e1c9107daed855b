//! What was read, as an appraisal names it: files and sheets.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use crate::book::hex;
use crate::cells::Visibility;
use crate::dossier::TemplateMark;

/// What was read.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Input {
    /// File name without folders; several joined by `; `.
    pub file: String,
    /// SHA-256 of the bytes, hexadecimal; of several files, SHA-256 over their hexadecimal digests
    /// put together in order.
    pub sha256: String,
    /// The files one by one, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileLine>,
    /// The mark of our blank workbook, where the submission was made from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateMark>,
    /// The sheets in the order of the workbook.
    pub sheets: Vec<SheetLine>,
    /// The file of waivers, where one is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waivers: Option<FileLine>,
}

/// Tệp hồ sơ: one file of the submission.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct FileLine {
    /// File name without folders.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// How one sheet was taken.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SheetLine {
    /// Name of the sheet.
    pub name: String,
    /// Its file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Key of the form, none when not recognised.
    pub form: Option<String>,
    /// 0 to 1, two decimals.
    #[serde(with = "rust_decimal::serde::float")]
    pub confidence: Decimal,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Entries read from it.
    pub rows: usize,
    /// Why it was taken so, one Vietnamese sentence.
    pub reason: String,
}

impl FileLine {
    /// A file by its name and bytes.
    #[must_use]
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        Self {
            file: file.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
        }
    }
}
