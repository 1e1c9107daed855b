//! From bytes to a workbook.

use std::panic;
use std::panic::AssertUnwindSafe;

use super::Format;
use super::Limits;
use super::OpenError;
use super::Sheet;
use super::Workbook;
use super::ods;
use super::package;
use super::package::Archive;
use super::sniff;
use super::sniff::Container;
use super::xls;
use super::xlsx;

/// What an OpenDocument spreadsheet says of itself in its first part.
const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads a workbook of any supported format, told by its bytes.
///
/// # Errors
/// [`OpenError`]: what the bytes are instead, what is wrong with them, or which limit they break.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(OpenError::bytes("dung lượng tệp", limits.file_bytes));
    }
    // A panic inside a library is a damaged file to the user; nothing of it outlives this call.
    panic::catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(OpenError::Corrupt))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    match sniff::container(bytes)? {
        Container::Compound => Ok(Workbook { format: Format::Xls, sheets: xls::read(bytes, limits)? }),
        Container::Zip => {
            let mut archive = package::open(bytes, limits)?;
            let (format, sheets) = package_sheets(bytes, &mut archive, limits)?;
            Ok(Workbook { format, sheets })
        }
    }
}

fn package_sheets(bytes: &[u8], archive: &mut Archive<'_>, limits: &Limits) -> Result<(Format, Vec<Sheet>), OpenError> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Ok((Format::Xlsx, xlsx::read(bytes, archive, limits)?))
    } else if has("xl/workbook.bin") {
        Err(OpenError::Xlsb)
    } else if has("word/document.xml") {
        Err(OpenError::Word)
    } else if package::small_text(archive, "mimetype").is_some_and(|text| text.trim() == ODS_TYPE) {
        Ok((Format::Ods, ods::read(bytes, archive, limits)?))
    } else {
        Err(OpenError::OtherZip)
    }
}
