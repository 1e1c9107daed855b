//! Where a cell is.

use std::cmp::Ordering;
use std::fmt;
use std::hash::Hash;
use std::hash::Hasher;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::WordMap;
use crate::archive::column_letters;

/// A sheet of a workbook, by position and name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SheetRef {
    /// Position in the workbook, from 0; in a submission of several files, over all of them.
    pub index: usize,
    /// Name as the workbook has it, in NFC.
    pub name: String,
    /// The file, where the submission has several.
    pub file: Option<Arc<str>>,
    /// Where its rows stand in the document, where the sheet was made of one.
    pub word: Option<Arc<WordMap>>,
}

/// The name of a sheet as it is kept: in NFC (Q20).
pub(super) fn name_of(name: &str) -> String {
    name.nfc().collect()
}

impl SheetRef {
    /// A sheet of a submission in one file.
    #[must_use]
    pub fn new(index: usize, name: &str) -> Self {
        Self {
            index,
            name: name.to_owned(),
            file: None,
            word: None,
        }
    }

    /// The name for people, with the file where there are several: `Danh mục (tệp bieu-2.xlsx)`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.file {
            Some(file) => format!("{} (tệp {file})", self.name),
            None => self.name.clone(),
        }
    }

    /// What a row is called: `12`; in a Word document its row in the table, `¶` for a paragraph.
    #[must_use]
    pub fn row_label(&self, row: u32) -> String {
        self.word.as_ref().map_or_else(
            || (u64::from(row) + 1).to_string(),
            |word| word.row_label(row),
        )
    }

    /// Where a row stands in a Word document: `bảng 7, dòng 3`, `đoạn 12`; none in a workbook.
    #[must_use]
    pub fn place_of(&self, row: u32) -> Option<String> {
        self.word.as_ref().map(|word| word.row_name(row))
    }

    /// What a sentence calls a row: `dòng 12`, or its place in a Word document.
    #[must_use]
    pub fn row_called(&self, row: u32) -> String {
        self.place_of(row)
            .unwrap_or_else(|| format!("dòng {}", u64::from(row) + 1))
    }

    /// What a sentence calls rows below each other: `dòng 12–14`, `bảng 7, dòng 1–2`.
    #[must_use]
    pub fn rows_called(&self, first: u32, last: u32) -> String {
        match &self.word {
            Some(word) => word.rows_name(first, last),
            None if first == last => self.row_called(first),
            None => format!("dòng {}–{}", u64::from(first) + 1, u64::from(last) + 1),
        }
    }

    /// What a column is called: `D`; in a table of a Word document its number.
    #[must_use]
    pub fn column_label(&self, col: u32) -> String {
        if self.word.is_some() {
            (u64::from(col) + 1).to_string()
        } else {
            column_letters(col)
        }
    }

    /// Whether a row is a paragraph of a Word document.
    #[must_use]
    pub fn is_paragraph(&self, row: u32) -> bool {
        self.word
            .as_ref()
            .is_some_and(|word| word.table_of(row).is_none())
    }

    /// Whether a table ends between two rows for sure, because the document says so.
    #[must_use]
    pub fn parts(&self, upper: u32, lower: u32) -> bool {
        self.word
            .as_ref()
            .is_some_and(|word| word.table_of(upper) != word.table_of(lower))
    }
}

/// Địa chỉ ô: a cell of a workbook. Prints as Excel writes it, `'Phụ lục 1'!D12`, and with several
/// files `'[bieu-2.xlsx]Phụ lục 1'!D12`; a cell of a Word document as a person counts to it,
/// `Bảng 7, dòng 3, cột 2 (trang 12, “2. Công việc chính”, tệp mo-ta.docx)`.
///
/// Ordered by sheet position, then row, then column: the order in which a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addr {
    /// The sheet.
    pub sheet: Arc<SheetRef>,
    /// Row from 0 (row 1 of Excel is 0).
    pub row: u32,
    /// Column from 0 (column A is 0).
    pub col: u32,
}

/// By the position of the sheet: its name says no more.
impl Hash for Addr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.sheet.index, self.row, self.col).hash(state);
    }
}

impl Addr {
    /// The cell at a row and column (both from 0) of a sheet.
    #[must_use]
    pub fn new(sheet: &Arc<SheetRef>, row: u32, col: u32) -> Self {
        Self {
            sheet: Arc::clone(sheet),
            row,
            col,
        }
    }

    /// What its column is called: see [`SheetRef::column_label`].
    #[must_use]
    pub fn column_called(&self) -> String {
        self.sheet.column_label(self.col)
    }

    /// The cell without its sheet: `D12`, or `bảng 7, dòng 3, cột 2`.
    #[must_use]
    pub fn local(&self) -> String {
        self.local_through(self)
    }

    /// The cells from this one to another below it in its column: `D12:D15`, or
    /// `bảng 7, dòng 3–6, cột 2`.
    #[must_use]
    pub fn local_through(&self, last: &Self) -> String {
        match &self.sheet.word {
            Some(word) => word.cells((self.row, self.col), last.row),
            None if self == last => self.excel(),
            None => format!("{}:{}", self.excel(), last.excel()),
        }
    }

    /// The same with their sheet.
    #[must_use]
    pub fn through(&self, last: &Self) -> String {
        let Some(word) = &self.sheet.word else {
            let quoted = |text: &str| text.replace('\'', "''");
            let file = self
                .sheet
                .file
                .as_deref()
                .map_or_else(String::new, |file| format!("[{}]", quoted(file)));
            return format!(
                "'{file}{}'!{}",
                quoted(&self.sheet.name),
                self.local_through(last)
            );
        };
        let mut hints = word.hints(self.row);
        hints.extend(self.sheet.file.as_deref().map(|file| format!("tệp {file}")));
        let hints = if hints.is_empty() {
            String::new()
        } else {
            format!(" ({})", hints.join(", "))
        };
        format!(
            "{}{hints}",
            changed(&self.local_through(last), char::to_uppercase)
        )
    }

    /// As a sentence calls it: `ô 'Phụ lục 1'!D12`, or `bảng 7, dòng 3, cột 2 (…)`.
    #[must_use]
    pub fn called(&self) -> String {
        let named = self.to_string();
        if self.sheet.word.is_some() {
            changed(&named, char::to_lowercase)
        } else {
            format!("ô {named}")
        }
    }

    /// The same without its sheet: `ô D12`.
    #[must_use]
    pub fn called_here(&self) -> String {
        if self.sheet.word.is_some() {
            self.local()
        } else {
            format!("ô {}", self.local())
        }
    }

    /// The cell as Excel writes it, whatever it is a cell of: `D12`.
    #[must_use]
    pub fn excel(&self) -> String {
        format!("{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }

    /// Whether a cell stands right below this one, in one table where that is known.
    #[must_use]
    pub fn is_above(&self, lower: &Self) -> bool {
        let next = self.sheet == lower.sheet && self.col == lower.col && self.row + 1 == lower.row;
        next && self
            .sheet
            .word
            .as_ref()
            .is_none_or(|word| word.is_next(self.row, lower.row))
    }
}

/// With another first letter.
fn changed<C: Iterator<Item = char>>(text: &str, change: fn(char) -> C) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| change(first).chain(letters).collect())
}

impl fmt::Display for Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.through(self))
    }
}

/// In JSON an address is the text that Excel writes.
impl serde::Serialize for Addr {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Ord for Addr {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |a: &Self| (a.sheet.index, a.row, a.col);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.sheet.name.cmp(&other.sheet.name))
    }
}

impl PartialOrd for Addr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A rectangle of cells, both ends included, rows and columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Area {
    /// One cell.
    #[must_use]
    pub const fn of_cell(row: u32, col: u32) -> Self {
        Self {
            top: row,
            left: col,
            bottom: row,
            right: col,
        }
    }

    /// Whether a cell lies inside.
    #[must_use]
    pub fn contains(&self, row: u32, col: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&col)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_as_excel_writes_them() {
        let sheet = Arc::new(SheetRef::new(0, "Phụ lục 1"));
        assert_eq!(Addr::new(&sheet, 11, 3).to_string(), "'Phụ lục 1'!D12");
        let other = SheetRef {
            file: Some("bieu-2.xlsx".into()),
            ..SheetRef::new(1, "Danh mục")
        };
        assert_eq!(other.title(), "Danh mục (tệp bieu-2.xlsx)");
        assert_eq!(
            Addr::new(&Arc::new(other), 11, 3).to_string(),
            "'[bieu-2.xlsx]Danh mục'!D12"
        );
        let quoted = Arc::new(SheetRef::new(0, "Bảng 'A'"));
        assert_eq!(Addr::new(&quoted, 0, 0).to_string(), "'Bảng ''A'''!A1");
    }
}
