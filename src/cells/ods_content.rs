//! The content of an OpenDocument spreadsheet, written anew as it is read: one cell under the
//! other.
//!
//! calamine unrolls the repeat counts of rows, cells and spaces, and makes room for the rectangle
//! around all. Here they are multiplied and bounded; calamine gets each value once and without what
//! it does not need.

use quick_xml::escape::partial_escape;
use quick_xml::events::BytesStart;

use super::Area;
use super::Limits;
use super::OpenError;
use super::blank::is_blank;
use super::error::LimitPlace;
use super::ods_styles::OdsStyles;
use super::package::Token;
use super::package::attribute;
use super::places::Places;
use super::places::SpannedValue;

/// The widest and longest sheet of LibreOffice.
const LAST_COL: u64 = 16_384;
const LAST_ROW: u64 = 1_048_576;
/// Merged areas of a sheet that are kept: far more than a form has.
const MERGES: usize = 100_000;
/// Cells of a workbook that stand in the file only as a count: a column of equal values, never a
/// whole sheet.
const REPEATED: u64 = 1_000_000;
/// Spaces of a workbook that stand in the file only as a count.
const SPACES: u64 = 1 << 20;
/// Formulas of a sheet that are looked at for what they sum over.
const SUMS: usize = 200_000;
/// Attributes of a cell that say its value.
const VALUES: [&str; 7] = [
    "office:value-type",
    "calcext:value-type",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
];

/// A sheet, as far as calamine does not tell of it.
#[derive(Debug, Default)]
pub(super) struct OdsTable {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_cols: Vec<u32>,
    pub(super) merges: Vec<Area>,
    pub(super) places: Places,
    /// Cells with a style of their own or of their column: row, column, name of the style.
    pub(super) styled: Vec<(u32, u32, std::sync::Arc<str>)>,
    pub(super) formulas: Vec<(u32, u32)>,
    pub(super) uncomputed: Vec<(u32, u32)>,
    /// Formulas that sum, as Excel writes them.
    pub(super) sums: Vec<String>,
    /// Rows and columns met so far.
    rows: u64,
    columns: u64,
    /// Last column and style of the columns that name one.
    column_styles: Vec<(u64, std::sync::Arc<str>)>,
}

/// The row that is being read.
#[derive(Debug, Default)]
struct InRow {
    repeat: u64,
    hidden: bool,
    /// Cells met so far.
    cells: u64,
    /// Whether one of them holds something.
    filled: bool,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct InOdsCell {
    repeat: u64,
    style: Option<String>,
    formula: Option<String>,
    /// Its values as attributes, and what is inside, as they are handed over.
    attributes: String,
    inside: String,
    /// Whether an attribute says a value, and whether there is text that can be seen.
    valued: bool,
    ink: bool,
    text: u64,
}

/// The content while it is read.
pub(super) struct OdsContent<'l> {
    limits: &'l Limits,
    styles: OdsStyles,
    xml: String,
    tables: Vec<OdsTable>,
    in_table: bool,
    row: Option<InRow>,
    cell: Option<InOdsCell>,
    cells: u64,
    repeated: u64,
    spaces: u64,
    text: u64,
}

impl<'l> OdsContent<'l> {
    pub(super) fn new(limits: &'l Limits, styles: OdsStyles) -> Self {
        let xml = "<office:document-content><office:body><office:spreadsheet>".to_owned();
        Self {
            limits,
            styles,
            xml,
            tables: Vec::new(),
            in_table: false,
            row: None,
            cell: None,
            cells: 0,
            repeated: 0,
            spaces: 0,
            text: 0,
        }
    }

    /// The content written anew, what it does not hold, and the styles.
    pub(super) fn finish(mut self) -> (Vec<u8>, Vec<OdsTable>, OdsStyles) {
        self.xml
            .push_str("</office:spreadsheet></office:body></office:document-content>");
        (self.xml.into_bytes(), self.tables, self.styles)
    }

    /// Takes one piece of the content.
    pub(super) fn visit(&mut self, token: &Token<'_>) -> Result<(), OpenError> {
        if !self.in_table {
            self.styles.visit(token, self.limits)?;
        }
        match token {
            Token::Start(start) => self.start(start),
            Token::Text(text) => {
                if let Some(cell) = &mut self.cell {
                    cell.text += text.len() as u64;
                    cell.ink |= !is_blank(text);
                    cell.inside.push_str(&partial_escape(*text));
                }
                Ok(())
            }
            Token::End(name) => self.end(name),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let nested = match start.name().as_ref() {
            "table:table" => self.table(start)?,
            "table:table-row" => {
                let repeat = repeat(start, "table:number-rows-repeated")?.min(LAST_ROW);
                let hidden = is_hidden(start)?;
                self.row
                    .replace(InRow {
                        repeat,
                        hidden,
                        ..InRow::default()
                    })
                    .is_some()
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.merge(start)?;
                self.cell.replace(written(start)?).is_some()
            }
            "table:table-column" => {
                self.column(start)?;
                false
            }
            name => {
                if name == "text:s" {
                    self.count_spaces(repeat(start, "text:c")?)?;
                }
                if let Some(cell) = &mut self.cell {
                    cell.inside.push('<');
                    cell.inside.push_str(start);
                    cell.inside.push('>');
                }
                false
            }
        };
        if nested {
            Err(OpenError::Corrupt)
        } else {
            Ok(())
        }
    }

    fn end(&mut self, name: &str) -> Result<(), OpenError> {
        match name {
            "table:table" => {
                if std::mem::take(&mut self.in_table) {
                    self.xml.push_str("</table:table>");
                }
            }
            "table:table-row" => self.close_row(),
            "table:table-cell" | "table:covered-table-cell" => self.close_cell()?,
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.inside.push_str("</");
                    cell.inside.push_str(name);
                    cell.inside.push('>');
                }
            }
        }
        Ok(())
    }

    /// A sheet begins: whether it does so inside another one.
    fn table(&mut self, start: &BytesStart<'_>) -> Result<bool, OpenError> {
        if self.tables.len() >= self.limits.sheets {
            return Err(OpenError::limit("số trang", self.limits.sheets));
        }
        let Some(name) = attribute(start, "table:name")? else {
            return Ok(false);
        };
        let name = quick_xml::escape::unescape(name)
            .map_err(|_| OpenError::Corrupt)?
            .into_owned();
        let is_hidden =
            attribute(start, "table:style-name")?.is_some_and(|style| self.styles.is_hidden(style));
        // Names may be anything; places are told apart by their numbers.
        for piece in [
            "<table:table table:name=\"",
            &self.tables.len().to_string(),
            "\">",
        ] {
            self.xml.push_str(piece);
        }
        self.tables.push(OdsTable {
            name,
            is_hidden,
            ..OdsTable::default()
        });
        Ok(std::mem::replace(&mut self.in_table, true))
    }

    fn open_table(&mut self) -> Option<&mut OdsTable> {
        self.tables.last_mut().filter(|_| self.in_table)
    }

    /// A cell that covers others.
    fn merge(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let (down, across) = (
            repeat(start, "table:number-rows-spanned")?,
            repeat(start, "table:number-columns-spanned")?,
        );
        let Some(left) = self.row.as_ref().map(|row| row.cells) else {
            return Ok(());
        };
        let Some(table) = self.open_table() else {
            return Ok(());
        };
        let end = |first: u64, count: u64, last: u64| {
            u32::try_from(first.saturating_add(count.max(1)).min(last) - 1)
        };
        if (down > 1 || across > 1)
            && table.rows < LAST_ROW
            && left < LAST_COL
            && table.merges.len() < MERGES
        {
            let first = (u32::try_from(table.rows), u32::try_from(left));
            let last = (end(table.rows, down, LAST_ROW), end(left, across, LAST_COL));
            if let ((Ok(top), Ok(left)), (Ok(bottom), Ok(right))) = (first, last) {
                table.merges.push(Area {
                    top,
                    left,
                    bottom,
                    right,
                });
            }
        }
        Ok(())
    }

    fn column(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let (repeat, hidden) = (
            repeat(start, "table:number-columns-repeated")?,
            is_hidden(start)?,
        );
        let style = attribute(start, "table:default-cell-style-name")?;
        let Some(table) = self.open_table() else {
            return Ok(());
        };
        let end = table.columns.saturating_add(repeat).min(LAST_COL);
        if hidden {
            table
                .hidden_cols
                .extend((table.columns..end).filter_map(|col| u32::try_from(col).ok()));
        }
        if let Some(style) = style.filter(|_| end > table.columns) {
            table.column_styles.push((end, style.into()));
        }
        table.columns = end;
        Ok(())
    }

    fn count_spaces(&mut self, count: u64) -> Result<(), OpenError> {
        let Some(cell) = &mut self.cell else {
            return Ok(());
        };
        cell.text = cell.text.saturating_add(count);
        self.spaces = self.spaces.saturating_add(count);
        if self.spaces > SPACES {
            return Err(OpenError::limit("số dấu cách lặp lại", SPACES).at(&self.here()));
        }
        Ok(())
    }

    /// The cell that is being read.
    fn here(&self) -> LimitPlace {
        let Some(table) = self.tables.last() else {
            return LimitPlace::default();
        };
        let col = self.row.as_ref().map_or(0, |row| row.cells);
        let number = |at: u64| u32::try_from(at).unwrap_or(u32::MAX);
        LimitPlace::cell(&table.name, number(table.rows), number(col))
    }

    /// Empty cells take no room: rows end in thousands of them.
    fn close_cell(&mut self) -> Result<(), OpenError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let Some(row) = &self.row else { return Ok(()) };
        let left = row.cells;
        let cols = cell.repeat.min(LAST_COL.saturating_sub(left));
        let top = self.tables.last().map_or(0, |table| table.rows);
        let rows = row.repeat.min(LAST_ROW.saturating_sub(top));
        let holds = cell.valued || cell.ink;
        if (holds || cell.formula.is_some()) && rows > 0 && cols > 0 {
            self.fill(cell, (top, left), (rows, cols))?;
        }
        if let Some(row) = &mut self.row {
            row.cells = left.saturating_add(cols);
            row.filled |= holds;
        }
        Ok(())
    }

    /// A cell that holds something, for all the rows and columns that it stands for.
    fn fill(
        &mut self,
        cell: InOdsCell,
        (top, left): (u64, u64),
        (rows, cols): (u64, u64),
    ) -> Result<(), OpenError> {
        let count = rows * cols;
        self.cells += count;
        self.repeated += count - 1;
        self.text = self.text.saturating_add(cell.text.saturating_mul(count));
        let limit = if self.cells > self.limits.cells as u64 {
            OpenError::limit("số ô có dữ liệu", self.limits.cells)
        } else if self.repeated > REPEATED {
            OpenError::limit("số ô lặp lại", REPEATED)
        } else if self.text > self.limits.text_bytes as u64 {
            OpenError::bytes("tổng số chữ", self.limits.text_bytes as u64)
        } else {
            return self.hand_over(cell, (top, left), (rows, cols));
        };
        Err(limit.at(&self.here()))
    }

    fn hand_over(
        &mut self,
        cell: InOdsCell,
        (top, left): (u64, u64),
        (rows, cols): (u64, u64),
    ) -> Result<(), OpenError> {
        let number = |at: u64| u32::try_from(at).unwrap_or_default();
        let stand = SpannedValue {
            row: number(top),
            col: number(left),
            rows: number(rows),
            cols: number(cols),
        };
        let Some(table) = self.tables.last_mut().filter(|_| self.in_table) else {
            return Ok(());
        };
        let all = |at: &SpannedValue| {
            let (right, cols) = (at.col, at.cols);
            (at.row..at.row + at.rows)
                .flat_map(move |row| (right..right + cols).map(move |col| (row, col)))
        };
        let holds = cell.valued || cell.ink;
        if let Some(formula) = cell.formula {
            table.formulas.extend(all(&stand));
            if !holds {
                table.uncomputed.extend(all(&stand));
            }
            if table.sums.len() < SUMS {
                table.sums.push(formula);
            }
        }
        if !holds {
            return Ok(());
        }
        let of_column = || {
            table
                .column_styles
                .iter()
                .find(|(end, _)| *end > left)
                .map(|(_, style)| std::sync::Arc::clone(style))
        };
        let style = cell.style.map(std::sync::Arc::from).or_else(of_column);
        if let Some(style) = style.filter(|style| self.styles.code(style).is_some()) {
            table
                .styled
                .extend(all(&stand).map(|(row, col)| (row, col, std::sync::Arc::clone(&style))));
        }
        table.places.put(stand, self.limits, &table.name)?;
        for piece in [
            "<table:table-row><table:table-cell",
            &cell.attributes,
            ">",
            &cell.inside,
        ] {
            self.xml.push_str(piece);
        }
        self.xml.push_str("</table:table-cell></table:table-row>");
        Ok(())
    }

    fn close_row(&mut self) {
        let Some(row) = self.row.take() else { return };
        let Some(table) = self.open_table() else {
            return;
        };
        if row.filled && row.hidden {
            let rows = table.rows..table.rows.saturating_add(row.repeat).min(LAST_ROW);
            table
                .hidden_rows
                .extend(rows.filter_map(|row| u32::try_from(row).ok()));
        }
        table.rows = table.rows.saturating_add(row.repeat);
    }
}

/// A cell as its element says: valued if it has a value, which is text to a reader.
fn written(start: &BytesStart<'_>) -> Result<InOdsCell, OpenError> {
    let mut cell = InOdsCell {
        repeat: repeat(start, "table:number-columns-repeated")?.min(LAST_COL),
        ..InOdsCell::default()
    };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| OpenError::Corrupt)?;
        let key = attribute.key.as_ref();
        if VALUES.contains(&key) {
            cell.attributes.push(' ');
            cell.attributes.push_str(key);
            cell.attributes.push_str("=\"");
            cell.attributes
                .push_str(&attribute.value.replace('"', "&quot;"));
            cell.attributes.push('"');
        }
        match key {
            "table:formula" => cell.formula = Some(super::ods_styles::as_excel(&attribute.value)),
            "table:style-name" => cell.style = Some(attribute.value.into_owned()),
            "office:string-value" | "office:date-value" | "office:time-value" => {
                cell.text += attribute.value.len() as u64;
                cell.valued |= !is_blank(&attribute.value);
            }
            "office:value" | "office:boolean-value" => cell.valued = true,
            _ => {}
        }
    }
    Ok(cell)
}

fn is_hidden(start: &BytesStart<'_>) -> Result<bool, OpenError> {
    Ok(attribute(start, "table:visibility")?
        .is_some_and(|state| state == "collapse" || state == "filter"))
}

/// How many times an element stands for itself; once if it does not say.
///
/// # Errors
/// It says something else than a number.
pub(super) fn repeat(start: &BytesStart<'_>, name: &str) -> Result<u64, OpenError> {
    match attribute(start, name)? {
        Some(text) => text.parse().map_err(|_| OpenError::Corrupt),
        None => Ok(1),
    }
}
