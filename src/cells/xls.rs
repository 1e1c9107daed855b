//! BIFF workbooks (`.xls`): the compound file is read by a strict reader, its records are written anew
//! and packed anew, so that calamine meets nothing that claims more than there is.
//!
//! calamine allocates what a compound file and some records claim, and an allocation that fails
//! aborts the process; an abort cannot be caught. Hence nothing here trusts a claimed size.

use std::collections::HashSet;
use std::io::Cursor;
use std::io::Read as _;
use std::io::Write as _;
use std::sync::Arc;

use calamine::Data;
use calamine::Reader as _;
use calamine::SheetVisible;
use calamine::Xls;

use super::Area;
use super::Limits;
use super::OpenError;
use super::Sheet;
use super::SheetRef;
use super::Value;
use super::Visibility;
use super::biff;
use super::number;
use super::number::Texts;
use super::rows::Rows;

/// The streams that hold a workbook: of Excel 97 and later, and of Excel 5.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// What a password-protected xlsx holds instead of a workbook.
const ENCRYPTED: [&str; 2] = ["/EncryptedPackage", "/EncryptionInfo"];

/// Reads a BIFF workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    if bytes.len() as u64 > limits.xls_bytes {
        return Err(OpenError::bytes("dung lượng tệp .xls", limits.xls_bytes));
    }
    let (name, stream) = workbook_stream(bytes)?;
    let rewritten = biff::rewrite(&stream, limits)?;
    let packed = pack(name, &rewritten.stream)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(packed)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let names: HashSet<&str> = metas.iter().map(|meta| meta.name.as_str()).collect();
    if names.len() != metas.len() || metas.len() != rewritten.sheets.len() {
        return Err(OpenError::Corrupt);
    }
    let mut sheets = Vec::with_capacity(metas.len());
    for ((index, meta), hidden) in metas.iter().enumerate().zip(rewritten.sheets) {
        let range = book.worksheet_range(&meta.name).map_err(|_| OpenError::Corrupt)?;
        let merges = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        let visibility = match meta.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        };
        let area = |d: &calamine::Dimensions| Area { top: d.start.0, left: d.start.1, bottom: d.end.0, right: d.end.1 };
        sheets.push(Sheet {
            id: Arc::new(SheetRef::new(index, &name_of(&meta.name))),
            visibility,
            rows: rows(&range),
            merges: merges.iter().map(area).collect(),
            hidden_rows: hidden.rows.into_iter().collect(),
            hidden_cols: hidden.cols.into_iter().collect(),
            print_areas: Vec::new(),
        });
    }
    Ok(sheets)
}

/// A sheet's name in NFC.
pub(super) fn name_of(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    name.nfc().collect()
}

/// The cells of a range that calamine holds as a whole.
pub(super) fn rows(range: &calamine::Range<Data>) -> Vec<super::Row> {
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Rows::default();
    let mut texts = Texts::default();
    for (row, col, data) in range.used_cells() {
        let (Ok(row), Ok(col)) = (u32::try_from(row), u32::try_from(col)) else { continue };
        rows.put(top.saturating_add(row), left.saturating_add(col), value(data, &mut texts));
    }
    rows.finish()
}

fn value(data: &Data, texts: &mut Texts) -> Value {
    match data {
        Data::Int(n) => Value::Whole(*n),
        Data::Float(f) => number::number(*f),
        Data::String(text) | Data::DurationIso(text) => texts.value(text),
        Data::Bool(b) => Value::Bool(*b),
        Data::DateTime(date) => number::date(*date),
        Data::DateTimeIso(text) => number::iso_date(text),
        Data::Error(error) => number::error(error),
        Data::Empty => Value::Blank,
    }
}

/// The stream of the workbook, read by a reader that follows no chain in circles.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<(&'static str, Vec<u8>), OpenError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| OpenError::Corrupt)?;
    if ENCRYPTED.iter().any(|name| file.is_stream(name)) {
        return Err(OpenError::Encrypted);
    }
    let Some(name) = STREAMS.into_iter().find(|name| file.is_stream(name)) else {
        let word = file.is_stream("/WordDocument");
        return Err(if word { OpenError::OldDocument } else { OpenError::OtherCompound });
    };
    let stream = file.open_stream(name).map_err(|_| OpenError::Corrupt)?;
    let mut content = Vec::new();
    // No stream is longer than the file that holds it.
    stream.take(bytes.len() as u64).read_to_end(&mut content).map_err(|_| OpenError::Corrupt)?;
    Ok((name, content))
}

/// A compound file of our own that holds only the workbook.
fn pack(name: &str, stream: &[u8]) -> Result<Vec<u8>, OpenError> {
    // Version 3: calamine takes a version 4 file without small streams for an empty one.
    let memory = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, memory).map_err(|_| OpenError::Corrupt)?;
    let mut out = file.create_stream(name).map_err(|_| OpenError::Corrupt)?;
    out.write_all(stream).map_err(|_| OpenError::Corrupt)?;
    drop(out);
    file.flush().map_err(|_| OpenError::Corrupt)?;
    Ok(file.into_inner().into_inner())
}
