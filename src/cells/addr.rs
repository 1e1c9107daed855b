//! Where a cell is.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

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
}

impl SheetRef {
    /// A sheet of a submission in one file.
    #[must_use]
    pub fn new(index: usize, name: &str) -> Self {
        Self { index, name: name.to_owned(), file: None }
    }

    /// The name for people, with the file where there are several: `Danh mục (tệp bieu-2.xlsx)`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.file {
            Some(file) => format!("{} (tệp {file})", self.name),
            None => self.name.clone(),
        }
    }
}

/// Địa chỉ ô: a cell of a workbook. Prints as Excel writes it, `'Phụ lục 1'!D12`, and with several
/// files `'[bieu-2.xlsx]Phụ lục 1'!D12`.
///
/// Ordered by sheet position, then row, then column: the order in which a person reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Addr {
    /// The sheet.
    pub sheet: Arc<SheetRef>,
    /// Row from 0 (row 1 of Excel is 0).
    pub row: u32,
    /// Column from 0 (column A is 0).
    pub col: u32,
}

impl Addr {
    /// The cell at a row and column (both from 0) of a sheet.
    #[must_use]
    pub fn new(sheet: &Arc<SheetRef>, row: u32, col: u32) -> Self {
        Self { sheet: Arc::clone(sheet), row, col }
    }

    /// The cell without its sheet: `D12`.
    #[must_use]
    pub fn local(&self) -> String {
        format!("{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }
}

impl fmt::Display for Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| text.replace('\'', "''");
        let file = self.sheet.file.as_deref().map_or_else(String::new, |file| format!("[{}]", quoted(file)));
        write!(f, "'{file}{}'!{}", quoted(&self.sheet.name), self.local())
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
        key(self).cmp(&key(other)).then_with(|| self.sheet.name.cmp(&other.sheet.name))
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
        let other = SheetRef { file: Some("bieu-2.xlsx".into()), ..SheetRef::new(1, "Danh mục") };
        assert_eq!(other.title(), "Danh mục (tệp bieu-2.xlsx)");
        assert_eq!(Addr::new(&Arc::new(other), 11, 3).to_string(), "'[bieu-2.xlsx]Danh mục'!D12");
        let quoted = Arc::new(SheetRef::new(0, "Bảng 'A'"));
        assert_eq!(Addr::new(&quoted, 0, 0).to_string(), "'Bảng ''A'''!A1");
    }
}
