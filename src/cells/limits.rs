//! What a workbook may claim, each limit with its reason.

/// Giới hạn đọc tệp: what a workbook may hold before it is refused.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
}

/// A proposal with scanned signatures inside stays far below.
const FILE_BYTES: u64 = 64 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: FILE_BYTES }
    }
}

impl Limits {
    /// The limits for `--help`.
    #[must_use]
    pub fn describe() -> String {
        format!("Giới hạn đọc tệp: tệp không quá {} MB.", FILE_BYTES >> 20)
    }
}
