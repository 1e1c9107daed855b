//! Single files of the user: within the limits, and only such as are files on a disk.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;

use super::Failure;
use super::global::Global;
use super::system::reason;
use crate::pipeline::Engine;
use crate::pipeline::Submitted;

/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "docx", "docm", "dotx"];

/// One file of the user, within the limits.
pub(super) fn one(path: &Path, engine: &Engine, global: &Global) -> Result<Submitted, Failure> {
    global.writing.given.note(path);
    let limit = engine.limits.file_bytes;
    let bytes = bytes(path, limit)?;
    if bytes.len() as u64 > limit {
        return Err(Failure(format!(
            "{} lớn hơn giới hạn {} MB",
            path.display(),
            limit >> 20
        )));
    }
    Ok(Submitted {
        name: name(path),
        bytes,
    })
}

/// Bytes of a text file of the user at most.
const TEXT_BYTES: u64 = 4 << 20;

/// Reads a text file of the user.
pub(super) fn text(path: &Path, global: &Global) -> Result<String, Failure> {
    global.writing.given.note(path);
    let bytes = bytes(path, TEXT_BYTES)?;
    let shown = path.display();
    if bytes.len() as u64 > TEXT_BYTES {
        return Err(Failure(format!(
            "{shown} lớn hơn {} MB, không phải tệp cấu hình",
            TEXT_BYTES >> 20
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', good).count() + 1;
        Failure(format!(
            "{shown}, dòng {line}: chữ không phải là UTF-8; hãy lưu lại tệp với bảng mã UTF-8"
        ))
    })
}

/// Whether a file may be one of a submission, by its name. What a spreadsheet program leaves beside
/// an open file is none.
pub(super) fn is_workbook(path: &Path) -> bool {
    let name = name(path);
    path.is_file()
        && ENDINGS.contains(&ending(path).as_str())
        && !name.starts_with("~$")
        && !name.starts_with('.')
}

/// Reads a file; never more than one byte over `limit`.
pub(super) fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let failed =
        |error: &io::Error| Failure(format!("không mở được tệp {shown}: {}", reason(error)));
    if !is_regular(path).map_err(|error| failed(&error))? {
        return Err(Failure(format!(
            "{shown} không phải là tệp thường; hãy ghi tệp ra đĩa rồi chỉ tới tệp đó"
        )));
    }
    let file = File::open(path).map_err(|error| failed(&error))?;
    let most = limit.saturating_add(1);
    let length = file.metadata().map_or(0, |known| known.len()).min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure(format!("không đọc được tệp {shown}: {}", reason(&error))))?;
    Ok(bytes)
}

/// Whether a path leads to a file on a disk: opening a pipe or a device may wait for ever.
pub(super) fn is_regular(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.is_file())
}

/// The name of a file without its folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The ending of the name of a file, in small letters; empty where it has none.
pub(super) fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}
