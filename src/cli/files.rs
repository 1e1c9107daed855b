//! Reading submissions and writing reports: whole or not at all.

use io::ErrorKind;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::args::Global;
use super::unused;
use crate::dictionary::fold;
use crate::opinion::Refusal;
use crate::pipeline::Aside;
use crate::pipeline::Engine;
use crate::pipeline::Error;
use crate::pipeline::Submitted;

/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "docx", "docm", "dotx"];

/// The files of a submission, each with its path.
pub(super) struct GatheredFiles {
    pub(super) paths: Vec<PathBuf>,
    pub(super) submitted: Vec<Submitted>,
}

/// Reads the files of a submission, as [`gathered`], without their paths.
pub(super) fn submission(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<Vec<Submitted>, Failure> {
    Ok(gathered(paths, engine, global)?.submitted)
}

/// Reads the files of a submission: those named, and the workbooks in the folders named. Never more
/// files or bytes than the limits allow. Our own papers, and what else lies in the folders, are
/// told on standard error and left aside.
pub(super) fn gathered(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<GatheredFiles, Failure> {
    let (gathered, mut aside) = taken(paths, engine, global)?;
    aside.extend(unused::inside(paths));
    unused::tell(&aside);
    Ok(gathered)
}

/// The same, with what was left aside of the files named; nothing is told.
pub(super) fn taken(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<(GatheredFiles, Vec<Aside>), Failure> {
    let limits = &engine.limits;
    let found = workbooks(paths)?;
    if found.len() > limits.files {
        return Err(Failure(format!(
            "hồ sơ có {} tệp, quá giới hạn {} tệp; hãy chỉ đưa các tệp của một hồ sơ",
            found.len(),
            limits.files
        )));
    }
    let mut left = limits.file_bytes;
    let mut submitted = Vec::new();
    for path in &found {
        let bytes = bytes(path, left)?;
        let size = bytes.len() as u64;
        if size > left {
            let many = if found.len() == 1 {
                "tệp"
            } else {
                "các tệp của hồ sơ"
            };
            let limit = limits.file_bytes >> 20;
            return Err(Failure(format!(
                "{}: {many} lớn hơn giới hạn {limit} MB; hãy bỏ hình ảnh và trang thừa",
                path.display()
            )));
        }
        left -= size;
        let alike = found
            .iter()
            .filter(|other| name(other) == name(path))
            .count();
        let name = if alike > 1 {
            path.display().to_string()
        } else {
            name(path)
        };
        submitted.push(Submitted { name, bytes });
    }
    let names: Vec<String> = submitted.iter().map(|file| file.name.clone()).collect();
    let (submitted, aside) = engine.set_aside(submitted);
    if submitted.is_empty()
        && let Some(first) = aside.first()
    {
        return Err(Failure(format!(
            "{}: {}; hãy đưa tệp Excel của đề án",
            first.file, first.reason
        )));
    }
    let is_kept = |name: &String| submitted.iter().any(|file| file.name == *name);
    let paths_kept: Vec<PathBuf> = found
        .into_iter()
        .zip(&names)
        .filter(|(_, name)| is_kept(name))
        .map(|(path, _)| path)
        .collect();
    for path in &paths_kept {
        global.writing.given.note(path);
    }
    Ok((
        GatheredFiles {
            paths: paths_kept,
            submitted,
        },
        aside,
    ))
}

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

/// The sentence for an error of the pipeline, with the file that it is about.
pub(super) fn told(submitted: &[Submitted], error: &Error) -> Failure {
    match error {
        Error::Open(_) => Failure(error.to_string()),
        Error::Refused(refusal) => {
            let names: Vec<&str> = submitted.iter().map(|file| file.name.as_str()).collect();
            Failure(format!("{}: {error}{}", names.join("; "), option(refusal)))
        }
    }
}

/// The option that helps where the dossier does not say it itself.
fn option(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoDate | Refusal::UnreadDate(..) => {
            ", hoặc thêm --as-of NGÀY (ví dụ --as-of 30/06/2021)"
        }
        Refusal::NoProfile | Refusal::UnreadProfile(..) => {
            ", hoặc thêm --profile (cong-chuc, vien-chuc)"
        }
        Refusal::NoProposal(_) => "; xem chương trình hiểu tệp thế nào bằng lệnh “vtvl read”",
        Refusal::UnknownProfile { .. } => "",
    }
}

/// The files named, and the workbooks of the folders named, `bieu-2` before `bieu-10`. What a
/// spreadsheet program leaves beside an open file is none.
pub(super) fn workbooks(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let shown = path.display();
        let entries = fs::read_dir(path).map_err(|error| {
            Failure(format!(
                "không đọc được thư mục {shown}: {}",
                reason(&error)
            ))
        })?;
        let mut inside: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| is_workbook(path))
            .collect();
        if inside.is_empty() {
            return Err(Failure(format!(
                "thư mục {shown} không có tệp Excel hoặc Word nào (.xlsx, .xlsm, .xls, .ods, .docx)"
            )));
        }
        inside.sort_by_cached_key(|path| fold::natural(&name(path)));
        found.extend(inside);
    }
    Ok(found)
}

pub(super) fn is_workbook(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name = name(path);
    path.is_file()
        && ENDINGS.contains(&ending.as_str())
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
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
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

/// Why the system refuses, and what to do about it.
pub(super) fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "không tìm thấy; hãy kiểm tra lại tên tệp và thư mục",
        ErrorKind::PermissionDenied => "không có quyền; hãy chọn nơi khác hoặc đóng tệp đang mở",
        ErrorKind::AlreadyExists => {
            "đã có tệp tên này; hãy đặt tên khác, hoặc thêm --force để ghi đè"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "ổ đĩa đã đầy; hãy xóa bớt tệp hoặc chọn ổ đĩa khác"
        }
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; hãy chọn nơi khác",
        ErrorKind::FileTooLarge => "tệp quá lớn đối với ổ đĩa này; hãy chọn ổ đĩa khác",
        ErrorKind::IsADirectory => "đây là một thư mục; hãy ghi tên tệp",
        ErrorKind::NotADirectory => {
            "một phần của đường dẫn là tệp, không phải thư mục; hãy kiểm tra lại đường dẫn"
        }
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            "tên tệp không dùng được; hãy đặt tên ngắn hơn, không có ký tự lạ"
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "tệp đang được chương trình khác dùng; hãy đóng tệp rồi làm lại"
        }
        ErrorKind::AddrInUse => "cổng này đang được chương trình khác dùng; hãy chọn cổng khác",
        ErrorKind::TimedOut => "ổ đĩa hoặc mạng không trả lời; hãy thử lại",
        ErrorKind::OutOfMemory => "máy không còn đủ bộ nhớ; hãy đóng bớt chương trình rồi làm lại",
        _ => "",
    };
    match (known, error.raw_os_error()) {
        ("", Some(number)) => {
            format!("hệ thống báo lỗi số {number}; hãy thử lại hoặc chọn nơi khác")
        }
        ("", None) => "hệ thống báo lỗi; hãy thử lại hoặc chọn nơi khác".to_owned(),
        (known, _) => known.to_owned(),
    }
}
