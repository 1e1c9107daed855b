//! A workbook as text that a person can review in a diff.
//!
//! ```text
//! // a remark, kept out of the workbook
//! # sheet: Danh mục VTVL
//! {header 1}
//! STT | Mã VTVL | Tên vị trí việc làm | Mã ngạch | Số người đề xuất
//! 1 | LD-01 | Giám đốc Sở | "01.002" | 1
//! |
//! | Tổng cộng | | | =SUM(E2:E2)→1
//! ```
//!
//! One line is one row, cells stand between ` | ` (see [`Cell`] for their forms), `|` alone is an
//! empty row. Lines in braces belong to the sheet: `{hidden}`, `{very-hidden}`, `{header 5-6}`
//! (bold, framed, frozen), `{merge A1:F1}`, `{hide-row 7}`, `{hide-col C}`. Blank lines say
//! nothing.

use std::fmt::Write;

use super::Cell;
use super::stop;

/// A workbook in text form: its sheets in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sheets {
    /// The sheets, in the order of their tabs.
    pub(crate) sheets: Vec<Sheet>,
    remarks: Vec<String>,
}

/// One sheet. Rows and columns are counted from 0 here, in the methods of [`Sheets`] as Excel does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sheet {
    /// Name of the tab.
    pub(crate) name: String,
    /// `hidden` or `very-hidden`; nothing when it is shown.
    pub(crate) hidden: Option<String>,
    /// First and last row of the header.
    pub(crate) header: Option<(usize, usize)>,
    /// Merged areas: top, left, bottom, right.
    pub(crate) merges: Vec<[usize; 4]>,
    /// Hidden rows.
    pub(crate) hidden_rows: Vec<usize>,
    /// Hidden columns.
    pub(crate) hidden_cols: Vec<usize>,
    /// The cells, row by row.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Sheets {
    /// Reads the text form.
    ///
    /// # Errors
    /// A sentence with the number of the line that is wrong.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut book = Self::default();
        for (number, line) in text.lines().enumerate() {
            book.take_line(line.trim())
                .map_err(|error| format!("line {}: {error}", number + 1))?;
        }
        Ok(book)
    }

    fn take_line(&mut self, line: &str) -> Result<(), String> {
        if let Some(name) = line.strip_prefix("# sheet:") {
            self.sheets.push(Sheet {
                name: name.trim().into(),
                ..Sheet::default()
            });
            return Ok(());
        }
        let Some(sheet) = self.sheets.last_mut() else {
            if let Some(remark) = line.strip_prefix("//") {
                self.remarks.push(remark.trim().into());
            } else if !line.is_empty() {
                return Err("a row before the first `# sheet:`".into());
            }
            return Ok(());
        };
        match line.chars().next() {
            None => Ok(()),
            Some('#') => Err(format!("neither a sheet nor a row: {line}")),
            Some('{') => sheet.take_directive(line),
            Some('/') if line.starts_with("//") => {
                Err("remarks stand before the first sheet".into())
            }
            Some(_) => {
                sheet.rows.push(parse_row(line)?);
                Ok(())
            }
        }
    }

    /// The canonical text form; `parse` of it gives the same workbook.
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::new();
        for remark in &self.remarks {
            let _ = writeln!(out, "// {remark}");
        }
        for sheet in &self.sheets {
            if !out.is_empty() {
                out.push('\n');
            }
            sheet.write(&mut out);
        }
        out
    }

    /// Replaces one cell (`D12`) by another, given in text form (`"01.003"` with quotes is text,
    /// `5` a number).
    #[track_caller]
    pub(crate) fn set(&mut self, sheet: &str, cell: &str, written: &str) -> &mut Self {
        let (row, col) = address(cell).unwrap_or_else(|| stop(&format!("not a cell: {cell}")));
        let value = Cell::parse(written).unwrap_or_else(|error| stop(&error));
        let rows = &mut self.sheet_mut(sheet).rows;
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let cells = &mut rows[row];
        if cells.len() <= col {
            cells.resize(col + 1, Cell::Blank);
        }
        cells[col] = value;
        self
    }

    /// Empties one cell.
    #[track_caller]
    pub(crate) fn clear(&mut self, sheet: &str, cell: &str) -> &mut Self {
        self.set(sheet, cell, "")
    }

    /// One cell; blank when the row or column is not there.
    #[track_caller]
    pub(crate) fn cell(&self, sheet: &str, cell: &str) -> &Cell {
        let (row, col) = address(cell).unwrap_or_else(|| stop(&format!("not a cell: {cell}")));
        self.sheet(sheet)
            .rows
            .get(row)
            .and_then(|cells| cells.get(col))
            .unwrap_or(&Cell::Blank)
    }

    /// Number (as Excel counts) of the first row whose cell in a column (`B`) holds this text.
    #[track_caller]
    pub(crate) fn row_of(&self, sheet: &str, column: &str, text: &str) -> usize {
        let col = column_number(column).unwrap_or_else(|| stop(&format!("not a column: {column}")));
        let wanted = Cell::Text(text.into());
        let found = self
            .sheet(sheet)
            .rows
            .iter()
            .position(|cells| cells.get(col) == Some(&wanted));
        found.unwrap_or_else(|| stop(&format!("'{sheet}': no {text} in column {column}"))) + 1
    }

    /// Puts a row (text form) before the row of this number. Formulas are not rewritten.
    #[track_caller]
    pub(crate) fn insert_row(&mut self, sheet: &str, row: usize, written: &str) -> &mut Self {
        let cells = parse_row(written).unwrap_or_else(|error| stop(&error));
        let sheet = self.sheet_mut(sheet);
        let at = row.saturating_sub(1).min(sheet.rows.len());
        sheet.rows.insert(at, cells);
        sheet.shift(|number| if number >= at { number + 1 } else { number });
        self
    }

    /// Takes the row of this number away. Formulas are not rewritten.
    #[track_caller]
    pub(crate) fn delete_row(&mut self, sheet: &str, row: usize) -> &mut Self {
        let sheet = self.sheet_mut(sheet);
        if row == 0 || row > sheet.rows.len() {
            stop(&format!("'{}' has no row {row}", sheet.name));
        }
        sheet.rows.remove(row - 1);
        sheet.shift(|number| if number >= row { number - 1 } else { number });
        self
    }

    /// Takes a sheet away.
    #[track_caller]
    pub(crate) fn remove_sheet(&mut self, sheet: &str) -> &mut Self {
        let index = self.index_of(sheet);
        self.sheets.remove(index);
        self
    }

    /// Gives a sheet another name.
    #[track_caller]
    pub(crate) fn rename_sheet(&mut self, sheet: &str, name: &str) -> &mut Self {
        self.sheet_mut(sheet).name = name.into();
        self
    }

    /// The sheet of this name.
    #[track_caller]
    pub(crate) fn sheet(&self, name: &str) -> &Sheet {
        &self.sheets[self.index_of(name)]
    }

    /// The sheet of this name, to be changed at will.
    #[track_caller]
    pub(crate) fn sheet_mut(&mut self, name: &str) -> &mut Sheet {
        let index = self.index_of(name);
        &mut self.sheets[index]
    }

    #[track_caller]
    fn index_of(&self, name: &str) -> usize {
        let found = self.sheets.iter().position(|sheet| sheet.name == name);
        found.unwrap_or_else(|| stop(&format!("no sheet '{name}'")))
    }
}

impl Sheet {
    fn take_directive(&mut self, line: &str) -> Result<(), String> {
        let inner = line
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .unwrap_or("");
        let (word, value) = inner.split_once(' ').unwrap_or((inner, ""));
        let bad = || format!("not understood: {line}");
        match word {
            "hidden" | "very-hidden" => self.hidden = Some(word.into()),
            "header" => {
                let (first, last) = value.split_once('-').unwrap_or((value, value));
                let row = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
                self.header = Some((row(first).ok_or_else(bad)?, row(last).ok_or_else(bad)?));
            }
            "merge" => {
                let (from, to) = value.split_once(':').ok_or_else(bad)?;
                let ((top, left), (bottom, right)) =
                    (address(from).ok_or_else(bad)?, address(to).ok_or_else(bad)?);
                self.merges.push([top, left, bottom, right]);
            }
            "hide-row" => {
                self.hidden_rows.push(
                    value
                        .parse::<usize>()
                        .ok()
                        .and_then(|n| n.checked_sub(1))
                        .ok_or_else(bad)?,
                );
            }
            "hide-col" => self.hidden_cols.push(column_number(value).ok_or_else(bad)?),
            _ => return Err(bad()),
        }
        Ok(())
    }

    fn write(&self, out: &mut String) {
        let _ = writeln!(out, "# sheet: {}", self.name);
        if let Some(hidden) = &self.hidden {
            let _ = writeln!(out, "{{{hidden}}}");
        }
        match self.header {
            Some((first, last)) if first == last => drop(writeln!(out, "{{header {}}}", first + 1)),
            Some((first, last)) => drop(writeln!(out, "{{header {}-{}}}", first + 1, last + 1)),
            None => {}
        }
        for [top, left, bottom, right] in &self.merges {
            let (from, to) = (column_letters(*left), column_letters(*right));
            let _ = writeln!(out, "{{merge {from}{}:{to}{}}}", top + 1, bottom + 1);
        }
        for row in &self.hidden_rows {
            let _ = writeln!(out, "{{hide-row {}}}", row + 1);
        }
        for col in &self.hidden_cols {
            let _ = writeln!(out, "{{hide-col {}}}", column_letters(*col));
        }
        for cells in &self.rows {
            let _ = writeln!(out, "{}", written_row(cells));
        }
    }

    /// Moves everything that is tied to a row number.
    fn shift(&mut self, moved: impl Fn(usize) -> usize) {
        for [top, _, bottom, _] in &mut self.merges {
            (*top, *bottom) = (moved(*top), moved(*bottom));
        }
        self.hidden_rows
            .iter_mut()
            .for_each(|row| *row = moved(*row));
        self.header = self.header.map(|(first, last)| (moved(first), moved(last)));
    }
}

/// A row in text form; blanks at its end are dropped.
fn parse_row(line: &str) -> Result<Vec<Cell>, String> {
    let mut written = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, written.last_mut()) {
            ('|', _) => written.push(String::new()),
            (c, Some(cell)) => {
                cell.push(c);
                if c == '\\' {
                    cell.extend(chars.next());
                }
            }
            _ => {}
        }
    }
    let mut cells = written
        .iter()
        .map(|cell| Cell::parse(cell))
        .collect::<Result<Vec<_>, _>>()?;
    while cells.last() == Some(&Cell::Blank) {
        cells.pop();
    }
    Ok(cells)
}

fn written_row(cells: &[Cell]) -> String {
    let mut line = String::new();
    let last = cells
        .iter()
        .rposition(|cell| *cell != Cell::Blank)
        .map_or(0, |index| index + 1);
    for (index, cell) in cells[..last].iter().enumerate() {
        if index > 0 {
            line.push_str(if line.is_empty() { "|" } else { " |" });
        }
        let written = cell.written();
        if index > 0 && !written.is_empty() {
            line.push(' ');
        }
        line.push_str(&written);
    }
    if line.is_empty() { "|".into() } else { line }
}

/// Row and column from 0 of `D12`.
fn address(cell: &str) -> Option<(usize, usize)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let row = cell[digits..].parse::<usize>().ok()?.checked_sub(1)?;
    Some((row, column_number(&cell[..digits])?))
}

fn column_number(letters: &str) -> Option<usize> {
    let mut number = 0;
    for c in letters.chars() {
        number = number * 26
            + usize::from(u8::try_from(c).ok().filter(u8::is_ascii_uppercase)? - b'A')
            + 1;
    }
    usize::checked_sub(number, 1)
}

fn column_letters(col: usize) -> String {
    let last = char::from(b'A' + u8::try_from(col % 26).unwrap_or(0));
    if col < 26 {
        last.into()
    } else {
        format!("{}{last}", column_letters(col / 26 - 1))
    }
}
