//! What a file may claim, each limit with its reason.

/// Giới hạn đọc tệp: what a workbook may hold before it is refused, in place of trusting what it
/// claims.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Files of a submission.
    pub files: usize,
    /// Bytes of the file, and of all files of a submission together.
    pub file_bytes: u64,
    /// Bytes of an `.xls` file, which can only be read as a whole.
    pub xls_bytes: u64,
    /// Parts of a package.
    pub parts: usize,
    /// Bytes of one part, unpacked.
    pub part_bytes: u64,
    /// Bytes of all parts together, unpacked.
    pub package_bytes: u64,
    /// How many times larger than its packed form a part may become, past the first 4 MB.
    pub ratio: u64,
    /// Depth of nested XML elements.
    pub depth: usize,
    /// Bytes of one text or one tag of XML.
    pub token_bytes: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Cell formats, fonts, fills, borders and number formats of a workbook.
    pub styles: usize,
    /// Cells of a workbook that hold something.
    pub cells: usize,
    /// Cells of the smallest rectangle around a sheet's values.
    pub spread_cells: u64,
    /// Bytes of text in all cells together.
    pub text_bytes: usize,
}

/// A proposal of ten forms, with one file for each unit of a large agency.
const FILES: usize = 100;
/// A proposal with scanned signatures inside stays far below.
const FILE_BYTES: u64 = 64 << 20;
/// A BIFF workbook of 200 sheets seen in practice has 6 MB.
const XLS_BYTES: u64 = 16 << 20;
/// The largest package seen has some 700 parts.
const PARTS: usize = 10_000;
/// A sheet of a million styled rows unpacks to about 120 MB.
const PART_BYTES: u64 = 256 << 20;
/// Two such sheets.
const PACKAGE_BYTES: u64 = 512 << 20;
/// Text of a spreadsheet packs 10 to 60 times; bombs a thousand times.
const RATIO: u64 = 250;
/// Small parts of nothing but blanks pack extremely well and do no harm.
pub(super) const RATIO_FREE_BYTES: u64 = 4 << 20;
/// Spreadsheet XML nests about ten deep.
const DEPTH: usize = 64;
/// Excel itself allows 32,767 characters in a cell.
const TOKEN_BYTES: usize = 1 << 20;
/// Workbooks of 200 sheets exist.
const SHEETS: usize = 1_000;
/// Three times as many as Excel allows.
const STYLES: usize = 200_000;
/// Eighty times an ordinary province's largest table.
const CELLS: usize = 4_000_000;
/// A stray value in the last row of a table of 90 columns; one in the last column besides is no
/// table.
const SPREAD_CELLS: u64 = 100_000_000;
/// All the text of 4 million short cells.
const TEXT_BYTES: usize = 256 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: FILES,
            file_bytes: FILE_BYTES,
            xls_bytes: XLS_BYTES,
            parts: PARTS,
            part_bytes: PART_BYTES,
            package_bytes: PACKAGE_BYTES,
            ratio: RATIO,
            depth: DEPTH,
            token_bytes: TOKEN_BYTES,
            sheets: SHEETS,
            styles: STYLES,
            cells: CELLS,
            spread_cells: SPREAD_CELLS,
            text_bytes: TEXT_BYTES,
        }
    }
}

impl Limits {
    /// The limits for `--help`, in Vietnamese.
    #[must_use]
    pub fn describe() -> String {
        format!(
            "Giới hạn đọc tệp: hồ sơ không quá {} tệp và {} MB (tệp .xls không quá {} MB); giải nén không quá {} MB và {} lần; \
             không quá {} thành phần, {} trang, {} triệu ô có dữ liệu. Tệp vượt giới hạn bị từ chối, không đọc một phần.",
            FILES,
            FILE_BYTES >> 20,
            XLS_BYTES >> 20,
            PACKAGE_BYTES >> 20,
            RATIO,
            PARTS,
            SHEETS,
            CELLS / 1_000_000
        )
    }
}
