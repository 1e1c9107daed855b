//! From bytes to a workbook.

use std::cell::Cell;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::sync::Once;

use super::Format;
use super::Limits;
use super::OpenError;
use super::Sheet;
use super::Workbook;
use super::ods;
use super::package;
use super::package::Package;
use super::sniff;
use super::sniff::Container;
use super::xls;
use super::xlsx;

/// Reads a workbook of any supported format, told by its bytes.
///
/// # Errors
/// [`OpenError`]: what the bytes are instead, what is wrong with them, or which limit they break.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(OpenError::bytes("dung lượng tệp", limits.file_bytes));
    }
    // A panic inside a library is a damaged file to the user; nothing of it outlives this call.
    quietly(|| panic::catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(OpenError::Corrupt)))
}

thread_local! {
    /// Whether a panic of this thread is caught and answered with a sentence of our own.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic without the message of the panic: the user gets one sentence, not two.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let result = run();
    QUIET.set(false);
    result
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    match sniff::container(bytes)? {
        Container::Compound => Ok(Workbook { format: Format::Xls, sheets: xls::read(bytes, limits)? }),
        Container::Zip => {
            let mut package = package::open(bytes, limits)?;
            let (format, sheets) = package_sheets(bytes, &mut package, limits)?;
            Ok(Workbook { format, sheets })
        }
    }
}

fn package_sheets(bytes: &[u8], package: &mut Package<'_>, limits: &Limits) -> Result<(Format, Vec<Sheet>), OpenError> {
    if package.has("xl/workbook.xml") {
        Ok((Format::Xlsx, xlsx::read(bytes, package, limits)?))
    } else if package.has("xl/workbook.bin") {
        Err(OpenError::Xlsb)
    } else if package.has("word/document.xml") {
        Err(OpenError::Word)
    } else if package::small_text(package, "mimetype").is_some_and(|text| text.trim() == ods::TYPE) {
        Ok((Format::Ods, ods::read(package, limits)?))
    } else {
        Err(OpenError::OtherZip)
    }
}
