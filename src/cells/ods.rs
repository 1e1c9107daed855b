//! OpenDocument spreadsheets: the content is written anew before calamine sees it, with its repeat
//! counts multiplied out and only what values need.

use std::io::Cursor;
use std::io::Write as _;
use std::sync::Arc;

use calamine::Ods;
use calamine::Reader as _;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::CellError;
use super::Limits;
use super::OpenError;
use super::Row;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::addr::name_of;
use super::beside::Beside;
use super::formats::TellingFormats;
use super::formula::Formulas;
use super::ods_content::OdsContent;
use super::ods_content::OdsTable;
use super::ods_styles::OdsStyles;
use super::package;
use super::package::Budget;
use super::package::Package;
use super::package::Token;
use super::package::attribute;
use super::package::local;
use super::reference::Copied;

const CONTENT: &str = "content.xml";
/// What an OpenDocument spreadsheet says of itself in its first part.
pub(super) const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads a workbook whose package was opened within the limits.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    let (xml, tables, styles) = scanned(package, limits)?.finish();
    let packed = pack(&xml)?;
    drop(xml);
    let mut book: Ods<_> = Ods::new(Cursor::new(packed)).map_err(|_| OpenError::Corrupt)?;
    let mut formats = TellingFormats::default();
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    // Two sheets of one name are told apart by nobody.
    if names.iter().collect::<std::collections::HashSet<_>>().len() != names.len() {
        return Err(OpenError::Corrupt);
    }
    let mut formulas = Formulas::new(&names, &[]);
    let mut sheets = Vec::with_capacity(tables.len());
    let mut beside = Vec::with_capacity(tables.len());
    for (index, mut table) in tables.into_iter().enumerate() {
        let range = book
            .worksheet_range(&format!("{index}"))
            .map_err(|_| OpenError::Corrupt)?;
        for formula in &table.sums {
            formulas.read(formula, index, Copied::default());
        }
        let shown = shown(std::mem::take(&mut table.styled), &styles, &mut formats);
        beside.push((shown, std::mem::take(&mut table.formulas)));
        let rows = told_as_errors(table.places.rows(&range, |row, _| row, &table.uncomputed));
        sheets.push(Sheet {
            rows,
            ..bare(index, &mut table)
        });
    }
    let formats = formats.finish();
    for ((sheet, (shown, computed)), sums) in sheets.iter_mut().zip(beside).zip(formulas.finish()) {
        sheet.beside = Arc::new(Beside::new(&formats, shown, computed, sums));
    }
    Ok(sheets)
}

/// The content of a package that is not encrypted, with its styles.
fn scanned<'l>(package: &mut Package<'_>, limits: &'l Limits) -> Result<OdsContent<'l>, OpenError> {
    let mut budget = Budget::default();
    package::scan(
        package,
        "META-INF/manifest.xml",
        limits,
        &mut budget,
        |token| match token {
            Token::Start(start) if local(start.name().as_ref()) == "encryption-data" => {
                Err(OpenError::Encrypted)
            }
            _ => Ok(()),
        },
    )?;
    let mut styles = OdsStyles::default();
    package::scan(package, "styles.xml", limits, &mut budget, |token| {
        styles.visit(&token, limits)
    })?;
    let mut content = OdsContent::new(limits, styles);
    if !package::scan(package, CONTENT, limits, &mut budget, |token| {
        content.visit(&token)
    })? {
        return Err(OpenError::Corrupt);
    }
    Ok(content)
}

/// A sheet without its cells; its areas and hidden lines go over from the table.
fn bare(index: usize, table: &mut OdsTable) -> Sheet {
    Sheet {
        visibility: if table.is_hidden {
            Visibility::Hidden
        } else {
            Visibility::Visible
        },
        merges: std::mem::take(&mut table.merges),
        hidden_rows: std::mem::take(&mut table.hidden_rows),
        hidden_cols: std::mem::take(&mut table.hidden_cols),
        ..Sheet::new(Arc::new(SheetRef::new(index, &name_of(&table.name))))
    }
}

/// Cells with a telling format: row, column, place of the format.
fn shown(
    styled: Vec<(u32, u32, Arc<str>)>,
    styles: &OdsStyles,
    formats: &mut TellingFormats,
) -> Vec<(u32, u32, u16)> {
    let mut shown = Vec::new();
    for (row, col, style) in styled {
        let format = styles.code(&style).map_or(0, |code| formats.place(code));
        if format > 0 {
            shown.push((row, col, format));
        }
    }
    shown
}

/// The names of the sheets alone.
pub(super) fn names(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Vec<String>, OpenError> {
    let mut names = Vec::new();
    package::scan(package, CONTENT, limits, budget, |token| {
        if let Token::Start(start) = token
            && start.name().as_ref() == "table:table"
            && let Some(name) = attribute(start, "table:name")?
            && names.len() < limits.sheets
        {
            let name = quick_xml::escape::unescape(name).map_err(|_| OpenError::Corrupt)?;
            names.push(name_of(&name));
        }
        Ok(())
    })?;
    Ok(names)
}

/// A package of our own that holds only the content.
fn pack(content: &[u8]) -> Result<Vec<u8>, OpenError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts: [(&str, &[u8]); 3] = [
        ("mimetype", TYPE.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        (CONTENT, content),
    ];
    for (name, part) in parts {
        zip.start_file(name, stored)
            .map_err(|_| OpenError::Corrupt)?;
        zip.write_all(part).map_err(|_| OpenError::Corrupt)?;
    }
    Ok(zip.finish().map_err(|_| OpenError::Corrupt)?.into_inner())
}

/// Errors are texts to OpenDocument (what marks them is LibreOffice's own), as long as their words
/// are those of an error.
fn told_as_errors(mut rows: Vec<Row>) -> Vec<Row> {
    for (_, value) in rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(error) = value.text().and_then(CellError::from_text) {
            *value = Value::Error(error);
        }
    }
    rows
}
