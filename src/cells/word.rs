//! Where the rows of a sheet that was made of a Word document stand in that document.

use std::hash::Hash;
use std::hash::Hasher;
use std::sync::Arc;

/// Bản đồ tệp Word: for each row of the sheet its place in the document, as a person finds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordMap {
    /// By row of the sheet.
    pub(super) rows: Vec<WordRow>,
    /// The tables in the order of the document.
    pub(super) tables: Arc<Vec<WordTable>>,
    /// Whether the pages are known: Word noted where they began when it last showed the document.
    pub(super) paged: bool,
}

/// A row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordRow {
    /// The place of its table in [`WordMap::tables`] and its row there, from 0; none for a
    /// paragraph.
    pub(super) table: Option<(u32, u32)>,
    /// Paragraphs of the text before and up to this row.
    pub(super) paragraph: u32,
    /// Pages before it.
    pub(super) page: u32,
}

/// A table of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordTable {
    /// The first of the tables that it carries on, over a page, or itself.
    pub(super) begins: u32,
    /// What stands above it.
    pub(super) caption: String,
}

impl WordMap {
    /// The table that a row belongs to, from 0; tables that go on over a page are one. None for a
    /// paragraph.
    #[must_use]
    pub fn table_of(&self, row: u32) -> Option<u32> {
        let (table, _) = self.row(row)?.table?;
        self.tables.get(table as usize).map(|table| table.begins)
    }

    fn row(&self, row: u32) -> Option<&WordRow> {
        self.rows.get(row as usize)
    }

    /// `Bảng 7, dòng 3` or `đoạn 12`.
    pub(super) fn row_name(&self, row: u32) -> String {
        match self.row(row) {
            Some(WordRow {
                table: Some((table, row)),
                ..
            }) => {
                format!(
                    "bảng {}, dòng {}",
                    u64::from(*table) + 1,
                    u64::from(*row) + 1
                )
            }
            Some(WordRow { paragraph, .. }) => format!("đoạn {paragraph}"),
            None => format!("dòng {}", u64::from(row) + 1),
        }
    }

    /// The row as the picture of a sheet numbers it: its row in the table, `¶` for a paragraph.
    pub(super) fn row_label(&self, row: u32) -> String {
        let inside = self.row(row).and_then(|row| row.table);
        inside.map_or_else(
            || "¶".to_owned(),
            |(_, row)| (u64::from(row) + 1).to_string(),
        )
    }

    /// A cell, or cells of one column below each other: `bảng 7, dòng 3–9, cột 2`.
    pub(super) fn cells(&self, first: (u32, u32), last: u32) -> String {
        let (row, col) = first;
        if self.row(row).is_none_or(|row| row.table.is_none()) {
            return self.row_name(row);
        }
        format!("{}, cột {}", self.rows_name(row, last), u64::from(col) + 1)
    }

    /// Rows of one table: `bảng 7, dòng 3–9`.
    pub(super) fn rows_name(&self, first: u32, last: u32) -> String {
        let inside = |row: u32| self.row(row).and_then(|row| row.table);
        let through = match (inside(first), inside(last)) {
            (Some((one, begin)), Some((other, end))) if one == other && end > begin => {
                format!("–{}", u64::from(end) + 1)
            }
            _ => String::new(),
        };
        format!("{}{through}", self.row_name(first))
    }

    /// What helps to find a row: the page and what stands above the table.
    pub(super) fn hints(&self, row: u32) -> Vec<String> {
        let Some(place) = self.row(row) else {
            return Vec::new();
        };
        let mut hints = Vec::new();
        if self.paged {
            hints.push(format!("trang {}", u64::from(place.page) + 1));
        }
        let table = place
            .table
            .and_then(|(table, _)| self.tables.get(table as usize));
        hints.extend(
            table
                .filter(|table| !table.caption.is_empty())
                .map(|table| format!("“{}”", table.caption)),
        );
        hints
    }

    /// Whether two rows stand in one table of the document, the second right below the first.
    pub(super) fn is_next(&self, upper: u32, lower: u32) -> bool {
        let table = |row: u32| self.row(row).and_then(|row| row.table);
        match (table(upper), table(lower)) {
            (Some((one, upper)), Some((other, lower))) => one == other && upper + 1 == lower,
            _ => false,
        }
    }
}

/// A map is as long as its document: an address is told from others without it.
impl Hash for WordMap {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rows.len().hash(state);
    }
}
