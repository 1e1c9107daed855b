//! OpenDocument spreadsheets: repeat counts are multiplied out before calamine unrolls them.

use std::io::Cursor;
use std::sync::Arc;

use calamine::Ods;
use calamine::Reader as _;
use calamine::SheetVisible;
use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use super::Sheet;
use super::SheetRef;
use super::Visibility;
use super::package;
use super::package::Archive;
use super::package::Budget;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::xls;

const CONTENT: &str = "content.xml";

/// The widest and longest sheet of LibreOffice.
const LAST_COL: u64 = 16_384;
const LAST_ROW: u64 = 1_048_576;

/// Reads a workbook whose package was opened within the limits.
pub(super) fn read(bytes: &[u8], archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    let mut budget = Budget::default();
    let mut unrolled = Unrolled::default();
    let found = package::scan(archive, CONTENT, limits, &mut budget, |token| unrolled.visit(&token, limits))?;
    if !found {
        return Err(OpenError::Corrupt);
    }
    for part in ["META-INF/manifest.xml", "styles.xml"] {
        package::scan(archive, part, limits, &mut budget, |_| Ok(()))?;
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let mut sheets = Vec::with_capacity(metas.len());
    for (index, meta) in metas.iter().enumerate() {
        let range = book.worksheet_range(&meta.name).map_err(|_| OpenError::Corrupt)?;
        let visibility = if meta.visible == SheetVisible::Visible { Visibility::Visible } else { Visibility::Hidden };
        sheets.push(Sheet {
            id: Arc::new(SheetRef { index, name: xls::name_of(&meta.name) }),
            visibility,
            rows: xls::rows(&range),
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
        });
    }
    Ok(sheets)
}

/// What the repeat counts of a document come to.
#[derive(Debug, Default)]
struct Unrolled {
    cells: u64,
    text: u64,
    row_repeat: u64,
    row_cells: u64,
    row_text: u64,
    pending_empty: u64,
    cell_repeat: u64,
    cell_text: u64,
    cell_filled: bool,
    sheets: usize,
}

impl Unrolled {
    fn visit(&mut self, token: &Token<'_>, limits: &Limits) -> Result<(), OpenError> {
        match token {
            Token::Start(start) => match local(start.name().as_ref()) {
                "table" => self.sheets += 1,
                "table-row" => {
                    self.row_repeat = repeat(start, "number-rows-repeated").min(LAST_ROW);
                    (self.row_cells, self.row_text, self.pending_empty) = (0, 0, 0);
                }
                "table-cell" | "covered-table-cell" => {
                    self.cell_repeat = repeat(start, "number-columns-repeated").min(LAST_COL);
                    self.cell_filled = attribute(start, "value-type").is_some();
                    self.cell_text = 0;
                }
                _ => {}
            },
            Token::Text(text) => {
                self.cell_text += text.len() as u64;
                self.cell_filled |= !text.is_empty();
            }
            Token::End(name) => match local(name) {
                "table-cell" | "covered-table-cell" => self.close_cell(),
                "table-row" => self.close_row(),
                _ => {}
            },
        }
        self.check(limits)
    }

    /// Empty cells count only once a filled one follows: rows end in thousands of empty ones.
    fn close_cell(&mut self) {
        if self.cell_filled {
            self.row_cells += self.pending_empty + self.cell_repeat;
            self.row_text += self.cell_text * self.cell_repeat;
            self.pending_empty = 0;
        } else {
            self.pending_empty += self.cell_repeat;
        }
    }

    fn close_row(&mut self) {
        self.cells += self.row_cells * self.row_repeat;
        self.text += self.row_text * self.row_repeat;
    }

    fn check(&self, limits: &Limits) -> Result<(), OpenError> {
        if self.sheets > limits.sheets {
            Err(OpenError::limit("số trang", limits.sheets))
        } else if self.cells > limits.box_cells || self.row_cells > limits.box_cells {
            Err(OpenError::limit("số ô", limits.box_cells))
        } else if self.text > limits.text_bytes as u64 {
            Err(OpenError::bytes("tổng số chữ", limits.text_bytes as u64))
        } else {
            Ok(())
        }
    }
}

fn repeat(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}
