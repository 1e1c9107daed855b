//! Office Open XML workbooks: scanned part by part, then streamed through calamine.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use calamine::Cell;
use calamine::DataRef;
use calamine::Reader as _;
use calamine::SheetType;
use calamine::Xlsx;

use super::Limits;
use super::OpenError;
use super::Row;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::Workbook;
use super::WorkbookFormat;
use super::addr::name_of;
use super::beside::Beside;
use super::beside::SumAreas;
use super::error::LimitPlace;
use super::formats::NumberFormat;
use super::formats::TellingFormats;
use super::formula::Formulas;
use super::number;
use super::number::Texts;
use super::own;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::print;
use super::rows::GrowingRows;
use super::sheet_scan::Scanned;
use super::sheet_scan::ScannedSheets;
use super::xlsx_anew;
use super::xlsx_anew::OddParts;
use super::xlsx_parts;

/// Whether the main part of a package is a workbook, wherever it lies.
pub(super) fn is_workbook(package: &mut Package<'_>, limits: &Limits) -> bool {
    let main = xlsx_parts::main_part(package, limits, &mut Budget::default());
    main.is_ok_and(|main| main.is_workbook(package))
}

/// A workbook whose package was opened within the limits.
pub(super) fn read(
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Workbook, OpenError> {
    let mut budget = Budget::default();
    let main = xlsx_parts::main_part(package, limits, &mut budget)?;
    let contents = xlsx_parts::contents(package, &main, limits, &mut budget)?;
    let strings = xlsx_parts::strings(package, &contents.strings, limits, &mut budget)?;
    let formats = xlsx_parts::styles(package, &contents.styles, limits, &mut budget)?;
    let theme = main.beside("theme/theme1.xml");
    package::scan(package, &theme, limits, &mut budget, |_| Ok(()))?;
    let formulas = Formulas::new(&contents.sheets, &contents.names);
    let mut sheets = ScannedSheets {
        limits,
        budget,
        blank: strings.blank,
        cells: 0,
        formulas,
    };
    let scans = sheets.scan_all(package, &contents)?;
    let sums = sheets.formulas.finish();
    let odd = OddParts {
        strings: strings.is_odd,
        sheets: scans.iter().map(|scan| scan.is_odd).collect(),
    };
    let anew = odd
        .any(&contents)
        .then(|| xlsx_anew::write(package, &contents, &odd, limits))
        .transpose()?;
    let bytes = anew.as_deref().unwrap_or(bytes);
    let mut reading = XlsxReading::of(bytes, formats, limits)?;
    let (told, all_shown) = reading.sheets(&scans)?;
    let formats = reading.formats.finish();
    let beside = told.into_iter().zip(scans).zip(all_shown).zip(sums);
    let sheets = beside
        .map(|(((sheet, scan), shown), sums)| whole(sheet, scan, &formats, shown, sums))
        .collect();
    Ok(Workbook {
        format: WorkbookFormat::Xlsx,
        sheets,
        own: own::paper(&contents.names),
        lists: reading.lists,
    })
}

/// A sheet of which calamine told the values, with what the scan saw beside them.
fn whole(
    sheet: Sheet,
    scanned: Scanned,
    formats: &Arc<[NumberFormat]>,
    shown: FormattedCells,
    sums: SumAreas,
) -> Sheet {
    Sheet {
        merges: scanned.merges,
        hidden_rows: scanned.hidden_rows.into_iter().collect(),
        hidden_cols: scanned.hidden_cols.columns(),
        beside: Arc::new(Beside::new(formats, shown, scanned.formulas, sums)),
        ..sheet
    }
}

/// Cells with a telling format: row, column, place of the format.
type FormattedCells = Vec<(u32, u32, u16)>;

/// A workbook that calamine has opened.
struct XlsxReading<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    formats: TellingFormats,
    limits: &'b Limits,
    texts: Texts,
    text_bytes: usize,
    lists: Vec<Sheet>,
}

impl<'b> XlsxReading<'b> {
    fn of(bytes: &'b [u8], formats: TellingFormats, limits: &'b Limits) -> Result<Self, OpenError> {
        Ok(Self {
            book: Xlsx::new(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?,
            formats,
            limits,
            texts: Texts::default(),
            text_bytes: 0,
            lists: Vec::new(),
        })
    }

    /// The sheets with their values, and how their values are shown.
    fn sheets(
        &mut self,
        scans: &[Scanned],
    ) -> Result<(Vec<Sheet>, Vec<FormattedCells>), OpenError> {
        let metas = self.book.sheets_metadata().to_vec();
        let mut printed = print::by_sheet(self.book.defined_names());
        let own = own::sheet(self.book.defined_names());
        let mended = own::mended_sheets(self.book.defined_names());
        let names: HashSet<&str> = metas.iter().map(|meta| meta.name.as_str()).collect();
        // ScannedSheets are asked for by name: of two with one name the first would be read twice.
        if names.len() != metas.len() || metas.len() != scans.len() {
            return Err(OpenError::Corrupt);
        }
        let (mut sheets, mut all_shown) = (
            Vec::with_capacity(metas.len()),
            Vec::with_capacity(metas.len()),
        );
        for ((index, meta), scanned) in metas.iter().enumerate().zip(scans) {
            let id = Arc::new(SheetRef::new(index, &name_of(&meta.name)));
            let (rows, shown) = match meta.typ {
                // The list of findings that a copy came back with is ours, not the agency's.
                SheetType::WorkSheet if own.as_deref() == Some(&meta.name) => {
                    self.keep_list(&id, &meta.name, scanned)?
                }
                // So is a list of what was mended.
                SheetType::WorkSheet if mended.contains(&meta.name) => Default::default(),
                SheetType::WorkSheet => self.rows(&meta.name, scanned)?,
                // A chart has no cells.
                _ => Default::default(),
            };
            let visibility = Visibility::of(meta.visible);
            let print_areas = printed.remove(&meta.name).unwrap_or_default();
            sheets.push(Sheet {
                visibility,
                rows,
                print_areas,
                ..Sheet::new(id)
            });
            all_shown.push(shown);
        }
        Ok((sheets, all_shown))
    }

    /// Puts a list of ours aside: to the submission it is a sheet without cells.
    fn keep_list(
        &mut self,
        id: &Arc<SheetRef>,
        name: &str,
        scanned: &Scanned,
    ) -> Result<(Vec<Row>, FormattedCells), OpenError> {
        let (rows, _) = self.rows(name, scanned)?;
        self.lists.push(Sheet {
            rows,
            ..Sheet::new(Arc::clone(id))
        });
        Ok(Default::default())
    }

    /// Streams the cells of one sheet; styled empty cells are passed over, and not even read below
    /// the last cell that holds something. The reader meets no more cells than the scan did, and in
    /// the same order.
    fn rows(
        &mut self,
        name: &str,
        scanned: &Scanned,
    ) -> Result<(Vec<Row>, FormattedCells), OpenError> {
        let mut rows = GrowingRows::default();
        let mut shown = FormattedCells::new();
        let plain = self.formats.is_empty();
        let mut reader = self
            .book
            .worksheet_cells_reader(name)
            .map_err(|_| OpenError::Corrupt)?;
        for _ in 0..scanned.through {
            let next = if plain {
                reader.next_cell().map(|cell| cell.map(|cell| (cell, 0)))
            } else {
                reader.next_cell_with_style_id()
            };
            let Some((cell, style)) = next.map_err(|_| OpenError::Corrupt)? else {
                break;
            };
            let value = value(&cell, &mut self.texts);
            if let Value::Text(text) = &value {
                self.text_bytes += text.len();
                if self.text_bytes > self.limits.text_bytes {
                    let limit = OpenError::bytes("tổng số chữ", self.limits.text_bytes as u64);
                    return Err(limit.at(&LimitPlace::sheet(name)));
                }
            }
            let (row, col) = cell.get_position();
            let format = if plain || value.is_blank() {
                0
            } else {
                self.formats.of_style(style)
            };
            if format > 0 {
                shown.push((row, col, format));
            }
            rows.put(row, col, value);
        }
        for (row, col) in &scanned.uncomputed {
            rows.put(*row, *col, Value::Uncomputed);
        }
        Ok((rows.finish(), shown))
    }
}

fn value(cell: &Cell<DataRef<'_>>, texts: &mut Texts) -> Value {
    match cell.get_value() {
        DataRef::Int(n) => Value::Whole(*n),
        DataRef::Float(f) => number::number(*f),
        DataRef::String(text) | DataRef::DurationIso(text) => texts.value(text),
        DataRef::SharedString(text) => texts.shared(text),
        DataRef::Bool(b) => Value::Bool(*b),
        DataRef::DateTime(date) => number::date(*date),
        DataRef::DateTimeIso(text) => number::iso_date(text),
        DataRef::Error(error) => number::error(error),
        DataRef::Empty => Value::Blank,
    }
}
