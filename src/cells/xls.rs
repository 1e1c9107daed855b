//! BIFF workbooks (`.xls`): the compound file is read by a reader of our own, its records are
//! written anew and packed anew, so that calamine meets nothing that claims more than there is.
//!
//! calamine allocates what a compound file and some records claim, and an allocation that fails
//! aborts the process; an abort cannot be caught. Hence nothing here trusts a claimed size.

use std::collections::HashSet;
use std::io::Cursor;
use std::io::Write as _;
use std::sync::Arc;

use calamine::Reader as _;
use calamine::Xls;

use super::Area;
use super::Limits;
use super::OpenError;
use super::Sheet;
use super::SheetRef;
use super::Visibility;
use super::addr::name_of;
use super::beside::Beside;
use super::biff_out;
use super::compound::Compound;
use super::rewrite;

/// The streams that hold a workbook: of Excel 97 and later, and of Excel 5.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// What a password-protected xlsx holds instead of a workbook.
const ENCRYPTED: [&str; 2] = ["EncryptedPackage", "EncryptionInfo"];

/// Reads a BIFF workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, OpenError> {
    if bytes.len() as u64 > limits.xls_bytes {
        return Err(OpenError::bytes("dung lượng tệp .xls", limits.xls_bytes));
    }
    let stream = workbook_stream(bytes)?;
    let rewritten = rewrite::rewrite(&stream, limits)?;
    let packed = pack(&rewritten.stream)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(packed)).map_err(|_| OpenError::Corrupt)?;
    let metas = book.sheets_metadata().to_vec();
    let names: HashSet<&str> = metas.iter().map(|meta| meta.name.as_str()).collect();
    if names.len() != metas.len() || metas.len() != rewritten.sheets.len() {
        return Err(OpenError::Corrupt);
    }
    let formats = rewritten.formats.finish();
    let mut sheets = Vec::with_capacity(metas.len());
    for (((index, meta), untold), sums) in metas
        .iter()
        .enumerate()
        .zip(rewritten.sheets)
        .zip(rewritten.sums)
    {
        let range = book
            .worksheet_range(&meta.name)
            .map_err(|_| OpenError::Corrupt)?;
        let merges = book
            .merge_cells_by_sheet_name(&meta.name)
            .unwrap_or_default();
        sheets.push(Sheet {
            visibility: Visibility::of(meta.visible),
            rows: untold
                .places
                .rows(&range, biff_out::number, &untold.uncomputed),
            merges: merges.iter().map(area).collect(),
            hidden_rows: untold.rows.into_iter().collect(),
            hidden_cols: untold.cols.columns(),
            beside: Arc::new(Beside::new(&formats, untold.shown, untold.formulas, sums)),
            ..Sheet::new(Arc::new(SheetRef::new(index, &name_of(&meta.name))))
        });
    }
    Ok(sheets)
}

fn area(d: &calamine::Dimensions) -> Area {
    Area {
        top: d.start.0,
        left: d.start.1,
        bottom: d.end.0,
        right: d.end.1,
    }
}

/// The stream of the workbook.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, OpenError> {
    let file = Compound::open(bytes)?;
    if ENCRYPTED.iter().any(|name| file.has(name)) {
        return Err(OpenError::Encrypted);
    }
    let Some(name) = STREAMS.into_iter().find(|name| file.has(name)) else {
        return Err(if file.has("WordDocument") {
            OpenError::OldDocument
        } else {
            OpenError::OtherCompound
        });
    };
    file.stream(name)
}

/// A compound file of our own that holds only the workbook.
fn pack(stream: &[u8]) -> Result<Vec<u8>, OpenError> {
    // Version 3: calamine takes a version 4 file without small streams for an empty one.
    let memory = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, memory)
        .map_err(|_| OpenError::Corrupt)?;
    let mut out = file
        .create_stream("/Workbook")
        .map_err(|_| OpenError::Corrupt)?;
    out.write_all(stream).map_err(|_| OpenError::Corrupt)?;
    drop(out);
    file.flush().map_err(|_| OpenError::Corrupt)?;
    Ok(file.into_inner().into_inner())
}
