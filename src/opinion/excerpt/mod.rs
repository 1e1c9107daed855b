//! Pictures of the cells that a finding names: a small window of the sheet, bounded in size.

mod window;

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::cells::Addr;
use crate::cells::Area;
use crate::cells::Sheet;
use crate::cells::SheetRef;
use crate::cells::Value;
use crate::cells::Visibility;
use crate::cells::Workbook;
use crate::dictionary::Forms;
use crate::dossier::Dossier;
use crate::dossier::FormReading;

/// Windows of one finding at most, one a sheet.
const SHEETS: usize = 3;
/// Characters of a cell before the rest is cut off.
const CHARS: usize = 140;

/// Trích trang tính: the cells around those that a finding names, as a person sees them in the
/// sheet.
///
/// Rows and columns rise but need not be neighbours; what was left out between them shows in their
/// numbers. The cells of all rows fill the columns exactly, spans counted, as in a table of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The sheet.
    pub sheet: Arc<SheetRef>,
    /// Whether the sheet is shown in the workbook.
    pub visibility: Visibility,
    /// The columns.
    pub columns: Vec<ExcerptColumn>,
    /// The rows: the header of the table first, where there is one.
    pub rows: Vec<ExcerptRow>,
    /// Cells that the finding names on this sheet and that are not in the window.
    pub left_out: usize,
}

/// A column of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptColumn {
    /// Column from 0.
    pub number: u32,
    /// Its letters: `AA`.
    pub letters: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
}

/// A row of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptRow {
    /// Row from 0 (row 1 of Excel is 0).
    pub number: u32,
    /// Whether the reader took it for the header of the table.
    pub is_header: bool,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Its cells; those that a merged cell above or to the left covers are not there.
    pub cells: Vec<ExcerptCell>,
}

/// A cell of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptCell {
    /// Where it is: `D12`; of a merged cell its first shown cell.
    pub at: String,
    /// What it says, as people read it; long texts end in `…`.
    pub text: String,
    /// What is in it.
    pub kind: ExcerptKind,
    /// Whether the finding names it, or a cell that is merged with it.
    pub is_marked: bool,
    /// Shown columns that it spans, at least 1.
    pub columns: usize,
    /// Shown rows that it spans, at least 1.
    pub rows: usize,
}

/// What is in a cell of an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExcerptKind {
    /// Nothing.
    Blank,
    /// Text, a truth value.
    Text,
    /// A number or a date, which stand on the right.
    Number,
    /// An error, or a formula without a value.
    Error,
}

/// The windows of a sheet around cells, one a sheet, in the order in which the sheets are named.
pub(super) fn excerpts(
    workbook: &Workbook,
    dossier: &Dossier,
    forms: &Forms,
    cells: &[Addr],
) -> Vec<Excerpt> {
    let mut by_sheet: IndexMap<usize, Vec<&Addr>> = IndexMap::new();
    for cell in cells {
        by_sheet.entry(cell.sheet.index).or_default().push(cell);
    }
    let window = |(index, cells): (usize, Vec<&Addr>)| {
        let sheet = workbook.sheets.get(index)?;
        let first = cells.first()?;
        let form = dossier
            .sheets
            .iter()
            .find(|reading| reading.at.sheet.index == index);
        let mut form = form
            .into_iter()
            .flat_map(|reading| reading.form.iter().chain(&reading.more));
        Some(excerpt(
            sheet,
            form.rfind(|form| is_over(form, first)),
            forms,
            &cells,
        ))
    };
    by_sheet
        .into_iter()
        .take(SHEETS)
        .filter_map(window)
        .collect()
}

/// Whether a table may be the one that a cell belongs to: it begins no lower, and has its column if
/// tables stand side by side.
fn is_over(form: &FormReading, cell: &Addr) -> bool {
    let begins = form.rows.first().is_some_and(|run| run.first <= cell.row);
    let columns = || form.columns.iter().map(|column| column.at.col);
    let reaches = columns().min().is_none_or(|left| left <= cell.col);
    begins && reaches
}

fn excerpt(sheet: &Sheet, form: Option<&FormReading>, forms: &Forms, cells: &[&Addr]) -> Excerpt {
    let header = form
        .map(|form| window::header(form, cells))
        .unwrap_or_default();
    let rows = window::rows(sheet, cells, &header);
    let columns = window::columns(sheet, form, forms, cells, &rows);
    let shown = |cell: &&&Addr| rows.contains(&cell.row) && columns.contains(&cell.col);
    let marked: BTreeSet<(u32, u32)> = cells
        .iter()
        .filter(shown)
        .map(|cell| (cell.row, cell.col))
        .collect();
    let column = |col: &u32| ExcerptColumn {
        number: *col,
        letters: sheet.id.column_label(*col),
        is_hidden: sheet.hidden_cols.binary_search(col).is_ok(),
    };
    let all: BTreeSet<(u32, u32)> = cells.iter().map(|cell| (cell.row, cell.col)).collect();
    let left_out = all.len() - marked.len();
    let mut grid = ExcerptGrid {
        sheet,
        rows: &rows,
        columns: &columns,
        marked: &marked,
        covered: BTreeSet::new(),
    };
    let row = |number: &u32| ExcerptRow {
        number: *number,
        is_header: header.contains(number),
        is_hidden: sheet.hidden_rows.binary_search(number).is_ok(),
        cells: grid.row(*number),
    };
    Excerpt {
        sheet: Arc::clone(&sheet.id),
        visibility: sheet.visibility,
        rows: rows.iter().map(row).collect(),
        columns: columns.iter().map(column).collect(),
        left_out,
    }
}

/// The window while it is filled from the top down.
struct ExcerptGrid<'a> {
    sheet: &'a Sheet,
    rows: &'a [u32],
    columns: &'a [u32],
    marked: &'a BTreeSet<(u32, u32)>,
    /// Cells that a merged cell already covers.
    covered: BTreeSet<(u32, u32)>,
}

impl ExcerptGrid<'_> {
    fn row(&mut self, row: u32) -> Vec<ExcerptCell> {
        let mut cells = Vec::new();
        for col in self.columns {
            if !self.covered.contains(&(row, *col)) {
                cells.push(self.cell(row, *col));
            }
        }
        cells
    }

    fn cell(&mut self, row: u32, col: u32) -> ExcerptCell {
        let merged = self
            .sheet
            .merged(row, col)
            .and_then(|area| Some((area, self.inside(area, row, col)?)));
        let (value, inside) = match merged {
            Some((area, inside)) => (self.sheet.value(area.top, area.left), inside),
            None => (self.sheet.value(row, col), vec![(row, col)]),
        };
        let rows: BTreeSet<u32> = inside.iter().map(|(row, _)| *row).collect();
        let (text, kind) = shown(value);
        let is_marked = inside.iter().any(|at| self.marked.contains(at));
        let columns = inside.len() / rows.len();
        self.covered.extend(inside);
        ExcerptCell {
            at: self.sheet.at(row, col).local(),
            text,
            kind,
            is_marked,
            columns,
            rows: rows.len(),
        }
    }

    /// The shown cells of a merged area that begins here; none where areas overlap, which makes no
    /// table.
    fn inside(&self, area: Area, row: u32, col: u32) -> Option<Vec<(u32, u32)>> {
        let rows = self
            .rows
            .iter()
            .filter(|row| (area.top..=area.bottom).contains(*row));
        let inside: Vec<(u32, u32)> = rows
            .flat_map(|row| self.columns.iter().map(|col| (*row, *col)))
            .filter(|(row, col)| area.contains(*row, *col))
            .collect();
        let is_free = inside.iter().all(|at| !self.covered.contains(at));
        (is_free && inside.first() == Some(&(row, col))).then_some(inside)
    }
}

fn shown(value: &Value) -> (String, ExcerptKind) {
    let kind = match value {
        Value::Blank => ExcerptKind::Blank,
        Value::Text(_) | Value::Bool(_) => ExcerptKind::Text,
        Value::Whole(_) | Value::Decimal(_) | Value::Date(_) => ExcerptKind::Number,
        Value::Error(_) => ExcerptKind::Error,
        Value::Uncomputed => return ("(công thức chưa có kết quả)".to_owned(), ExcerptKind::Error),
    };
    let text = value.to_string();
    match text.char_indices().nth(CHARS) {
        Some((end, _)) => (format!("{}…", text[..end].trim_end()), kind),
        None => (text, kind),
    }
}

#[cfg(test)]
mod tests {
    use super::window::COLUMNS;
    use super::*;
    use crate::book::Book;
    use crate::cells::Row;
    use crate::cells::WorkbookFormat;

    fn sheet(rows: Vec<(u32, Vec<(u32, Value)>)>) -> Sheet {
        Sheet {
            id: Arc::new(SheetRef::new(0, "Phụ lục")),
            visibility: Visibility::Hidden,
            rows: rows
                .into_iter()
                .map(|(number, cells)| Row { number, cells })
                .collect(),
            merges: Vec::new(),
            hidden_rows: vec![3],
            hidden_cols: vec![1],
            print_areas: Vec::new(),
            beside: Arc::default(),
        }
    }

    /// Ten columns in every row: what a cell says is its address.
    fn full(rows: u32) -> Sheet {
        let bare = sheet(Vec::new());
        let row = |row: u32| {
            (
                row,
                (0..10)
                    .map(|col| (col, Value::Text(bare.at(row, col).local().into())))
                    .collect(),
            )
        };
        sheet((0..rows).map(row).collect())
    }

    fn window(sheet: Sheet, cells: &[(u32, u32)]) -> Excerpt {
        let cells: Vec<Addr> = cells
            .iter()
            .map(|(row, col)| sheet.at(*row, *col))
            .collect();
        let workbook = Workbook {
            format: WorkbookFormat::Xlsx,
            sheets: vec![sheet],
            own: None,
            lists: Vec::new(),
        };
        let forms = Forms::parse(&Book::embedded()).unwrap();
        excerpts(&workbook, &Dossier::default(), &forms, &cells).remove(0)
    }

    fn rows(excerpt: &Excerpt) -> Vec<u32> {
        excerpt.rows.iter().map(|row| row.number).collect()
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        let cells = excerpt
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.is_marked);
        cells.map(|cell| cell.at.as_str()).collect()
    }

    #[test]
    fn one_cell_stands_among_its_neighbours() {
        let excerpt = window(full(9), &[(4, 9)]);
        assert_eq!(rows(&excerpt), [2, 3, 4, 5, 6]);
        assert_eq!(excerpt.columns.len(), COLUMNS);
        assert_eq!(
            excerpt.columns.last().map(|column| column.letters.as_str()),
            Some("J")
        );
        assert_eq!(marked(&excerpt), ["J5"]);
        assert!(excerpt.rows[1].is_hidden && !excerpt.rows[2].is_hidden);
        assert!(
            excerpt
                .columns
                .iter()
                .any(|column| column.is_hidden && column.letters == "B")
        );
        assert_eq!(
            (excerpt.visibility, excerpt.left_out),
            (Visibility::Hidden, 0)
        );
    }

    #[test]
    fn of_many_cells_the_first_and_the_last_are_shown_and_the_rest_is_counted() {
        let many: Vec<(u32, u32)> = (10..60).map(|row| (row, 2)).collect();
        let excerpt = window(full(70), &many);
        assert_eq!(rows(&excerpt), [9, 10, 11, 12, 13, 14, 15, 57, 58, 59, 60]);
        assert_eq!(marked(&excerpt).len() + excerpt.left_out, 50);
        assert!(marked(&excerpt).contains(&"C11") && marked(&excerpt).contains(&"C60"));
        let wide: Vec<(u32, u32)> = (0..10).map(|col| (3, col)).collect();
        assert_eq!(window(full(9), &wide).columns.len(), COLUMNS);
    }

    #[test]
    fn a_blank_cell_outside_everything_is_still_shown() {
        let excerpt = window(sheet(vec![(0, vec![(0, Value::Whole(1))])]), &[(40, 30)]);
        assert_eq!(rows(&excerpt), [40]);
        assert_eq!(marked(&excerpt), ["AE41"]);
        let last = window(sheet(Vec::new()), &[(u32::MAX, u32::MAX)]);
        assert_eq!((last.rows.len(), last.columns.len()), (1, 1));
    }

    #[test]
    fn merged_cells_span_what_is_shown_of_them() {
        let mut merged = full(30);
        merged.merges = vec![
            Area {
                top: 4,
                left: 2,
                bottom: 5,
                right: 3,
            },
            Area {
                top: 0,
                left: 0,
                bottom: 29,
                right: 0,
            },
            Area {
                top: 5,
                left: 3,
                bottom: 6,
                right: 4,
            }, // overlaps the first: no table has that
        ];
        let excerpt = window(merged, &[(5, 3)]);
        let cell = |at: &str| {
            excerpt
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .find(|cell| cell.at == at)
        };
        let first = cell("C5").unwrap();
        assert_eq!(
            (
                first.rows,
                first.columns,
                first.is_marked,
                first.text.as_str()
            ),
            (2, 2, true, "C5")
        );
        assert!(cell("D6").is_none(), "covered");
        let tall = excerpt.rows[0].cells.first().unwrap();
        assert_eq!(
            (tall.text.as_str(), tall.rows),
            ("A1", excerpt.rows.len()),
            "begins above the window"
        );
        let area: usize = excerpt
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.rows * cell.columns)
            .sum();
        assert_eq!(area, excerpt.rows.len() * excerpt.columns.len());
    }

    #[test]
    fn cells_say_what_is_in_them() {
        let (long, kind) = shown(&Value::Text("ệ ".repeat(200).into()));
        assert_eq!((long.chars().count(), kind), (CHARS, ExcerptKind::Text));
        assert!(long.ends_with('…'));
        assert_eq!(shown(&Value::Uncomputed).1, ExcerptKind::Error);
        assert_eq!(
            shown(&Value::Text("01.003".into())),
            ("01.003".to_owned(), ExcerptKind::Text)
        );
        assert_eq!(
            shown(&Value::Decimal("8.50".parse().unwrap())),
            ("8,5".to_owned(), ExcerptKind::Number)
        );
    }
}
