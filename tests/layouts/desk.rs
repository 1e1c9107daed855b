//! A sample on the desk of a clerk: the workbook, and what each row and column of its tables is.
//!
//! Rows and columns are put in and taken out here, so that merges, hidden rows, headers and
//! formulas move along, as they do in a spreadsheet program.

use crate::forms::Form;
use crate::forms::columns_of;
use crate::forms::form_of;
use crate::layout::number;
use crate::support::Cell;
use crate::support::Sheet;
use crate::support::Sheets;
use crate::support::sample;

/// The small proposal of this test.
pub(crate) const SMALL: &str = "mau-nho";

/// What a row of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letterhead, title, what stands over the table.
    Above,
    /// A row of the header.
    Head,
    /// `1 | 2 | 3` under the header.
    Index,
    /// An item of the table.
    Item,
    /// The title of a section.
    Section,
    /// The total of the whole table.
    Total,
    /// Notes, signatures, what a layout put in.
    Other,
}

/// One table of the workbook.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Which form it is.
    pub(crate) form: Form,
    /// Its sheet, by index.
    pub(crate) sheet: usize,
    /// What each row of the sheet is.
    pub(crate) kinds: Vec<Kind>,
    /// Which field each column holds, by key; empty when none.
    pub(crate) columns: Vec<&'static str>,
}

/// The workbook of a sample, being laid out in another way.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// Name of the sample.
    pub(crate) sample: &'static str,
    /// The workbook.
    pub(crate) book: Sheets,
    /// Its tables, in the order of the sheets.
    pub(crate) tables: Vec<Table>,
}

impl Desk {
    /// A sample as it is.
    pub(crate) fn of(name: &'static str) -> Self {
        let book = if name == SMALL {
            Sheets::parse(include_str!("mau-nho.txt")).unwrap()
        } else {
            sample(name)
        };
        let mut tables = Vec::new();
        for (index, sheet) in book.sheets.iter().enumerate() {
            if let Some(form) = form_of(&sheet.name) {
                let columns = columns_of(form, sheet);
                let kinds = (0..sheet.rows.len())
                    .map(|row| kind_of(form, sheet, row, &columns))
                    .collect();
                tables.push(Table {
                    form,
                    sheet: index,
                    kinds,
                    columns,
                });
            }
        }
        Self {
            sample: name,
            book,
            tables,
        }
    }

    /// The sheet of a table.
    pub(crate) fn sheet(&self, table: usize) -> &Sheet {
        &self.book.sheets[self.tables[table].sheet]
    }

    /// The sheet of a table, to be changed in its cells only.
    pub(crate) fn sheet_mut(&mut self, table: usize) -> &mut Sheet {
        let sheet = self.tables[table].sheet;
        &mut self.book.sheets[sheet]
    }

    /// The rows of a kind, by index.
    pub(crate) fn rows(&self, table: usize, kind: Kind) -> Vec<usize> {
        let kinds = &self.tables[table].kinds;
        (0..kinds.len()).filter(|row| kinds[*row] == kind).collect()
    }

    /// The items of a table.
    pub(crate) fn items(&self, table: usize) -> Vec<usize> {
        self.rows(table, Kind::Item)
    }

    /// Rows before which something may stand in the middle of the table: an item that follows an
    /// item and does not belong to the same merge.
    pub(crate) fn middle(&self, table: usize) -> usize {
        let items = self.items(table);
        let half = items[items.len() / 2..].iter().copied();
        let fits = |row: &usize| {
            let merged = self
                .sheet(table)
                .merges
                .iter()
                .any(|[top, _, bottom, _]| top < row && row <= bottom);
            !merged && items.contains(&(row - 1)) && !self.is_carried_on(table, *row)
        };
        half.clone()
            .find(fits)
            .or_else(|| half.clone().next())
            .unwrap_or_default()
    }

    /// Whether an item of a description belongs to the position of the row above.
    pub(crate) fn is_carried_on(&self, table: usize, row: usize) -> bool {
        let Some(code) = self.column(table, "ma_vtvl") else {
            return false;
        };
        let grouped = matches!(self.tables[table].form, Form::MoTa | Form::NangLuc);
        grouped
            && (self.cell(table, row, code) == &Cell::Blank
                || self.cell(table, row, code) == self.cell(table, row - 1, code))
    }

    /// The column of a field.
    pub(crate) fn column(&self, table: usize, key: &str) -> Option<usize> {
        self.tables[table]
            .columns
            .iter()
            .position(|held| *held == key)
    }

    /// The column that names an item.
    pub(crate) fn name_column(&self, table: usize) -> usize {
        self.column(table, "ten").unwrap_or(0)
    }

    /// How many columns a table has.
    pub(crate) fn width(&self, table: usize) -> usize {
        self.tables[table].columns.len()
    }

    /// A cell of the sheet of a table.
    pub(crate) fn cell(&self, table: usize, row: usize, col: usize) -> &Cell {
        self.sheet(table)
            .rows
            .get(row)
            .and_then(|cells| cells.get(col))
            .unwrap_or(&Cell::Blank)
    }

    /// Writes a cell.
    pub(crate) fn put(&mut self, table: usize, row: usize, col: usize, cell: Cell) {
        let rows = &mut self.sheet_mut(table).rows;
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= col {
            rows[row].resize(col + 1, Cell::Blank);
        }
        rows[row][col] = cell;
        let kinds = &mut self.tables[table].kinds;
        if kinds.len() <= row {
            kinds.resize(row + 1, Kind::Other);
        }
    }

    /// Changes the cells of the items in the column of a field.
    pub(crate) fn rewrite(
        &mut self,
        table: usize,
        key: &str,
        change: impl Fn(&Cell, usize) -> Cell,
    ) {
        let Some(col) = self.column(table, key) else {
            return;
        };
        for (number, row) in self.items(table).into_iter().enumerate() {
            let changed = change(self.cell(table, row, col), number);
            if changed != Cell::Blank || self.cell(table, row, col) != &Cell::Blank {
                self.put(table, row, col, changed);
            }
        }
    }

    /// Formulas become the numbers that they show: their range would take in what is put between,
    /// or leave out what has become text.
    pub(crate) fn freeze(&mut self, table: usize) {
        for cell in self.sheet_mut(table).rows.iter_mut().flatten() {
            if let Some(value) = number(cell) {
                *cell = Cell::Number(value);
            }
        }
    }

    /// Puts a row before the row of this index.
    pub(crate) fn insert_row(&mut self, table: usize, at: usize, kind: Kind, cells: Vec<Cell>) {
        let sheet = self.sheet_mut(table);
        let at = at.min(sheet.rows.len());
        sheet.rows.insert(at, cells);
        move_rows(sheet, |row| if row >= at { row + 1 } else { row });
        self.tables[table].kinds.insert(at, kind);
    }

    /// Puts several rows before the row of this index.
    pub(crate) fn insert_rows(&mut self, table: usize, at: usize, rows: Vec<(Kind, Vec<Cell>)>) {
        for (offset, (kind, cells)) in rows.into_iter().enumerate() {
            self.insert_row(table, at + offset, kind, cells);
        }
    }

    /// Takes a row away.
    pub(crate) fn delete_row(&mut self, table: usize, at: usize) {
        let sheet = self.sheet_mut(table);
        sheet.rows.remove(at);
        sheet
            .merges
            .retain(|[top, _, bottom, _]| *top != at || bottom != top);
        move_rows(sheet, |row| if row > at { row - 1 } else { row });
        self.tables[table].kinds.remove(at);
    }

    /// Puts an empty column before the column of this index.
    pub(crate) fn insert_column(&mut self, table: usize, at: usize, key: &'static str) {
        let sheet = self.sheet_mut(table);
        for cells in sheet.rows.iter_mut().filter(|cells| cells.len() > at) {
            cells.insert(at, Cell::Blank);
        }
        move_columns(sheet, |col| if col >= at { col + 1 } else { col });
        let columns = &mut self.tables[table].columns;
        let at = at.min(columns.len());
        columns.insert(at, key);
    }

    /// Takes a column away. What is merged over it is as wide as the rest.
    pub(crate) fn delete_column(&mut self, table: usize, at: usize) {
        let sheet = self.sheet_mut(table);
        for cells in sheet.rows.iter_mut().filter(|cells| cells.len() > at) {
            cells.remove(at);
        }
        sheet
            .merges
            .retain(|[_, left, _, right]| left != right || *left != at);
        // An area that ends at the column ends before it.
        sheet
            .merges
            .iter_mut()
            .filter(|[_, left, _, right]| left < right && *right == at)
            .for_each(|area| area[3] -= 1);
        move_columns(sheet, |col| if col > at { col - 1 } else { col });
        sheet
            .merges
            .retain(|[top, left, bottom, right]| left != right || top != bottom);
        self.tables[table].columns.remove(at);
    }

    /// Puts the columns of a table into another order, rows above and below the table as they are.
    pub(crate) fn reorder_columns(&mut self, table: usize, order: &[usize]) {
        let inside: Vec<bool> = self.tables[table]
            .kinds
            .iter()
            .map(|kind| !matches!(kind, Kind::Above | Kind::Other))
            .collect();
        for (row, cells) in self.sheet_mut(table).rows.iter_mut().enumerate() {
            if inside[row] {
                *cells = order
                    .iter()
                    .map(|col| cells.get(*col).cloned().unwrap_or_default())
                    .collect();
            }
        }
        let columns = self.tables[table].columns.clone();
        self.tables[table].columns = order.iter().map(|col| columns[*col]).collect();
        let moved = |col: usize| order.iter().position(|from| *from == col).unwrap_or(col);
        for cell in self.sheet_mut(table).rows.iter_mut().flatten() {
            if let Cell::Formula(formula, _) = cell {
                *formula = moved_formula(formula, &|row| row, &moved);
            }
        }
    }

    /// Puts a sheet into the workbook, as the one of this index.
    pub(crate) fn insert_sheet(&mut self, at: usize, sheet: Sheet) {
        self.book.sheets.insert(at, sheet);
        for table in &mut self.tables {
            table.sheet += usize::from(table.sheet >= at);
        }
    }
}

/// The last row of the header, or the one before the first row.
fn kind_of(form: Form, sheet: &Sheet, row: usize, columns: &[&str]) -> Kind {
    let Some((first, last)) = sheet.header else {
        return if form == Form::Chung && sheet.rows[row].len() > 1 {
            Kind::Item
        } else {
            Kind::Above
        };
    };
    if row <= last {
        return if row < first { Kind::Above } else { Kind::Head };
    }
    let cells = &sheet.rows[row];
    let text = |col: usize| match cells.get(col) {
        Some(Cell::Text(text)) => text.to_lowercase(),
        _ => String::new(),
    };
    let below = sheet.rows[last + 1..row].iter().any(Vec::is_empty) || cells.is_empty();
    let filled = cells.iter().filter(|cell| **cell != Cell::Blank).count();
    if below {
        Kind::Other
    } else if row == last + 1
        && (text(0) == "a" || text(1) == "b" || cells.get(1) == Some(&Cell::Number(2.0)))
    {
        Kind::Index
    } else if text(0).is_empty() && (text(1).starts_with("tổng")) {
        Kind::Total
    } else if filled <= 2 && columns.len() > 3 && !text(0).is_empty() {
        Kind::Section
    } else {
        Kind::Item
    }
}

fn move_rows(sheet: &mut Sheet, moved: impl Fn(usize) -> usize) {
    for [top, _, bottom, _] in &mut sheet.merges {
        (*top, *bottom) = (moved(*top), moved(*bottom));
    }
    sheet
        .hidden_rows
        .iter_mut()
        .for_each(|row| *row = moved(*row));
    sheet.header = sheet
        .header
        .map(|(first, last)| (moved(first), moved(last)));
    for cell in sheet.rows.iter_mut().flatten() {
        if let Cell::Formula(formula, _) = cell {
            *formula = moved_formula(formula, &moved, &|col| col);
        }
    }
}

fn move_columns(sheet: &mut Sheet, moved: impl Fn(usize) -> usize) {
    for [_, left, _, right] in &mut sheet.merges {
        (*left, *right) = (moved(*left), moved(*right));
    }
    sheet
        .hidden_cols
        .iter_mut()
        .for_each(|col| *col = moved(*col));
    for cell in sheet.rows.iter_mut().flatten() {
        if let Cell::Formula(formula, _) = cell {
            *formula = moved_formula(formula, &|row| row, &moved);
        }
    }
}

/// A formula whose references (`D2`) point to where the cells now are.
fn moved_formula(
    formula: &str,
    row: &dyn Fn(usize) -> usize,
    col: &dyn Fn(usize) -> usize,
) -> String {
    let mut out = String::new();
    let mut rest = formula;
    while let Some(start) = rest.find(|c: char| c.is_ascii_uppercase()) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let letters = word
            .find(|c: char| !c.is_ascii_uppercase())
            .unwrap_or(word.len());
        let digits = word[letters..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(word.len(), |end| letters + end);
        match word[letters..digits].parse::<usize>() {
            Ok(number) if letters == 1 => {
                let letter = usize::from(word.as_bytes()[0] - b'A');
                out.push_str(&address(row(number - 1), col(letter)));
            }
            _ => out.push_str(&word[..digits]),
        }
        rest = &word[digits..];
    }
    out + rest
}

/// `D2` of a row and a column, both from 0.
pub(crate) fn address(row: usize, col: usize) -> String {
    format!(
        "{}{}",
        char::from(b'A' + u8::try_from(col).unwrap_or_default()),
        row + 1
    )
}
