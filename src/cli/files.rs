//! Reading submissions and writing reports: whole or not at all.

use std::fs;
use std::fs::File;
use std::io::Read as _;
use std::io::Write as _;
use std::path::Path;

use super::Failure;

/// Reads a submission; never more than `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let metadata =
        fs::metadata(path).map_err(|error| Failure(format!("không mở được tệp {shown}: {}", reason(&error))))?;
    if metadata.is_dir() {
        return Err(Failure(format!("{shown} là một thư mục; hãy chỉ tới một tệp Excel (.xlsx, .xls, .ods)")));
    }
    let file = File::open(path).map_err(|error| Failure(format!("không mở được tệp {shown}: {}", reason(&error))))?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Failure(format!("không đọc được tệp {shown}: {}", reason(&error))))?;
    Ok(bytes)
}

/// Writes a file beside its place, then renames it: a reader never sees half of it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure(format!("{shown} là một thư mục; hãy ghi tên tệp báo cáo, ví dụ {shown}/bao-cao.docx")));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: &std::io::Error| Failure(format!("không ghi được báo cáo {shown}: {}", reason(error)));
    let mut file = tempfile::Builder::new().prefix(".vtvl-").tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    open_to_others(file.as_file());
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Temporary files are private; a report is an ordinary file.
#[cfg(unix)]
fn open_to_others(file: &File) {
    use std::os::unix::fs::PermissionsExt as _;
    // Where the file system has no permissions there is nothing to open.
    let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn open_to_others(_: &File) {}

/// The name of a file without its folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "không tìm thấy; hãy kiểm tra lại tên tệp và thư mục".to_owned(),
        std::io::ErrorKind::PermissionDenied => "không có quyền; hãy chọn nơi khác hoặc đóng tệp đang mở".to_owned(),
        _ => format!("hệ thống báo “{error}”"),
    }
}
