//! A workbook as sheets of located values.

use std::sync::Arc;

use calamine::SheetVisible;

use super::Addr;
use super::Area;
use super::Beside;
use super::OwnPaper;
use super::SheetRef;
use super::Value;

/// Format of a workbook, told by its bytes and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkbookFormat {
    /// Office Open XML (`.xlsx`, `.xlsm`).
    Xlsx,
    /// BIFF in a compound file (`.xls`).
    Xls,
    /// OpenDocument spreadsheet (`.ods`).
    Ods,
    /// Word document (`.docx`, `.docm`).
    Docx,
}

/// Whether a sheet is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; the user can show it.
    Hidden,
    /// Hidden so that only a macro or the VBA editor can show it.
    #[serde(rename = "very hidden")]
    VeryHidden,
}

/// Sổ tính: a workbook, all sheets in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// Format of the bytes.
    pub format: WorkbookFormat,
    /// The sheets in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Which paper of ours it is; none when the agency wrote it. Several files together are none.
    pub own: Option<OwnPaper>,
    /// The lists of findings that copies of ours came back with, and what the agency wrote into
    /// them: no part of the submission, so that the sheets have them without a cell.
    pub lists: Vec<Sheet>,
}

/// Trang tính: one sheet. Only cells that hold something are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Position and name.
    pub id: Arc<SheetRef>,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Rows that hold something, by rising number.
    pub rows: Vec<Row>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Hidden rows, from 0, rising.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, from 0, rising.
    pub hidden_cols: Vec<u32>,
    /// What is printed, where the workbook says so (`.xlsx` only); empty: everything.
    pub print_areas: Vec<Area>,
    /// How values are shown, which cells are computed, and what formulas sum over, by the addresses
    /// of the file.
    pub beside: Arc<Beside>,
}

/// One row of a sheet: its cells that hold something, by rising column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, from 0.
    pub number: u32,
    /// (column from 0, value) by rising column; never [`Value::Blank`].
    pub cells: Vec<(u32, Value)>,
}

impl Visibility {
    /// As calamine has it.
    pub(super) const fn of(visible: SheetVisible) -> Self {
        match visible {
            SheetVisible::Visible => Self::Visible,
            SheetVisible::Hidden => Self::Hidden,
            SheetVisible::VeryHidden => Self::VeryHidden,
        }
    }
}

impl Workbook {
    /// One workbook of several files: their sheets one after another, each with the name of its
    /// file.
    #[must_use]
    pub fn joined(files: Vec<(String, Self)>) -> Option<Self> {
        let format = files.first()?.1.format;
        let (mut sheets, mut lists) = (Vec::new(), Vec::new());
        for (name, workbook) in files {
            let file: Arc<str> = name.into();
            let first = sheets.len();
            let renamed = |mut sheet: Sheet| {
                let (index, file) = (first + sheet.id.index, Some(Arc::clone(&file)));
                sheet.id = Arc::new(SheetRef {
                    index,
                    file,
                    ..SheetRef::clone(&sheet.id)
                });
                sheet
            };
            sheets.extend(workbook.sheets.into_iter().map(renamed));
            lists.extend(workbook.lists.into_iter().map(renamed));
        }
        Some(Self {
            format,
            sheets,
            own: None,
            lists,
        })
    }
}

impl Row {
    /// The value in a column; blank when there is none.
    #[must_use]
    pub fn value(&self, col: u32) -> &Value {
        self.cells
            .binary_search_by_key(&col, |(c, _)| *c)
            .map_or(&Value::Blank, |i| &self.cells[i].1)
    }
}

impl Sheet {
    /// A shown sheet that holds nothing.
    #[must_use]
    pub fn new(id: Arc<SheetRef>) -> Self {
        Self {
            id,
            visibility: Visibility::Visible,
            rows: Vec::new(),
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            print_areas: Vec::new(),
            beside: Arc::default(),
        }
    }

    /// What Excel shows in a cell, where that says more than its value: `01.003` for 1.003 under
    /// the format `00.000`.
    ///
    /// Take it where a text or a code is due, and the value where a number is.
    #[must_use]
    pub fn shown(&self, row: u32, col: u32) -> Option<String> {
        self.beside.shown(row, col, self.value(row, col))
    }

    /// The number format of a cell, where it shows more than the number (`00.000`, `0%`).
    #[must_use]
    pub fn format(&self, row: u32, col: u32) -> Option<&str> {
        self.beside.code(row, col)
    }

    /// Whether the number of a cell is shown as a percentage: 0.15 as 15%.
    #[must_use]
    pub fn is_percent(&self, row: u32, col: u32) -> bool {
        self.beside.is_percent(row, col)
    }

    /// Whether a cell is computed by a formula.
    #[must_use]
    pub fn is_formula(&self, row: u32, col: u32) -> bool {
        self.beside.is_formula(row, col)
    }

    /// Whether a formula of the workbook sums over a cell: text in it counts for nothing.
    #[must_use]
    pub fn is_summed(&self, row: u32, col: u32) -> bool {
        self.beside.is_summed(row, col)
    }

    /// Name of the sheet.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.id.name
    }

    /// Name of the sheet for people, with its file where there are several.
    #[must_use]
    pub fn title(&self) -> String {
        self.id.title()
    }

    /// The row with this number (from 0), if it holds anything.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows
            .binary_search_by_key(&number, |row| row.number)
            .ok()
            .map(|i| &self.rows[i])
    }

    /// The value of a cell, row and column from 0; blank when there is none.
    #[must_use]
    pub fn value(&self, row: u32, col: u32) -> &Value {
        self.row(row).map_or(&Value::Blank, |row| row.value(col))
    }

    /// The address of a cell of this sheet.
    #[must_use]
    pub fn at(&self, row: u32, col: u32) -> Addr {
        Addr::new(&self.id, row, col)
    }

    /// The merged area that covers a cell.
    #[must_use]
    pub fn merged(&self, row: u32, col: u32) -> Option<Area> {
        self.merges
            .iter()
            .copied()
            .find(|area| area.contains(row, col))
    }
}
