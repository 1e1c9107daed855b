//! From bytes to a workbook.

use std::panic;
use std::panic::AssertUnwindSafe;

use super::Limits;
use super::OpenError;
use super::Workbook;
use super::WorkbookFormat;
use super::docx;
use super::ods;
use super::package;
use super::package::Package;
use super::sniff;
use super::sniff::Container;
use super::xls;
use super::xlsx;
use crate::archive;

/// What an OpenDocument text says of itself.
const ODT_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Reads a workbook of any supported format, told by its bytes.
///
/// # Errors
/// [`OpenError`]: what the bytes are instead, what is wrong with them, or which limit they break.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(OpenError::bytes("dung lượng tệp", limits.file_bytes));
    }
    // The last resort: a panic inside a library is a damaged file to the user, and nothing of it
    // outlives this call. What is said of it on the way is the program's affair: a library sets no
    // hook.
    panic::catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(OpenError::Corrupt))
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    match sniff::container(bytes)? {
        Container::Compound => Ok(Workbook {
            format: WorkbookFormat::Xls,
            sheets: xls::read(bytes, limits)?,
            own: None,
            lists: Vec::new(),
        }),
        Container::Zip => {
            let mut package = package::open(bytes, limits)?;
            // Calamine knows UTF-8 only.
            match archive::plain(&mut package, limits)? {
                Some(bytes) => {
                    package_workbook(&bytes, &mut package::open(&bytes, limits)?, limits)
                }
                None => package_workbook(bytes, &mut package, limits),
            }
        }
    }
}

fn package_workbook(
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Workbook, OpenError> {
    if package.has("xl/workbook.xml") || xlsx::is_workbook(package, limits) {
        xlsx::read(bytes, package, limits)
    } else if package.has("xl/workbook.bin") {
        Err(OpenError::Xlsb)
    } else if package.has("word/document.xml") {
        let (sheets, own) = docx::read(package, limits).map_err(OpenError::in_document)?;
        Ok(Workbook {
            format: WorkbookFormat::Docx,
            sheets,
            own,
            lists: Vec::new(),
        })
    } else {
        match package::small_text(package, "mimetype")
            .as_deref()
            .map(str::trim)
        {
            Some(ods::TYPE) => Ok(Workbook {
                format: WorkbookFormat::Ods,
                sheets: ods::read(package, limits)?,
                own: None,
                lists: Vec::new(),
            }),
            Some(ODT_TYPE) => Err(OpenError::OldDocument),
            _ => Err(OpenError::OtherZip),
        }
    }
}
