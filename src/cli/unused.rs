//! What lies in the folder of a submission and is no part of it: told by name, so that nobody
//! believes it was read.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use super::files;
use crate::pipeline::Aside;
use crate::pipeline::file_order;

/// Folders inside each other that are looked into.
const DEPTH: usize = 8;
/// Entries of folders that are looked at.
const ENTRIES: usize = 2_000;
/// Files that are told by name.
const NAMED: usize = 30;

/// The files of the folders named that are not taken, subfolders too; links are not followed.
pub(super) fn inside(paths: &[PathBuf]) -> Vec<Aside> {
    let mut found = Vec::new();
    let mut left = ENTRIES;
    for folder in paths.iter().filter(|path| path.is_dir()) {
        walk(folder, folder, DEPTH, &mut left, &mut found);
    }
    found
}

fn walk(root: &Path, folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<Aside>) {
    // What cannot be looked into has no files to name; the folder itself has been read before.
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut inside: Vec<PathBuf> = entries
        .flatten()
        .take(*left)
        .map(|entry| entry.path())
        .collect();
    *left = left.saturating_sub(inside.len());
    inside.sort_by_cached_key(|path| file_order(&files::name(path)));
    for path in inside {
        let is_folder = path.is_dir() && !path.is_symlink();
        if is_folder && depth > 0 {
            walk(root, &path, depth - 1, left, found);
        } else if !(folder == root && files::is_workbook(&path)) {
            let file = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .display()
                .to_string();
            found.push(Aside {
                file,
                reason: reason(root, folder, &path).to_owned(),
            });
        }
    }
}

fn reason(root: &Path, folder: &Path, path: &Path) -> &'static str {
    let name = files::name(path);
    if name.starts_with("~$") {
        "đây là tệp tạm của Excel, tệp chính có thể đang mở"
    } else if name.starts_with('.')
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
    {
        "đây là tệp ẩn của hệ thống"
    } else if folder != root && files::is_workbook(path) {
        "tệp nằm trong thư mục con; nếu thuộc hồ sơ thì chuyển ra thư mục chính hoặc ghi thêm tên tệp vào lệnh"
    } else if path.is_dir() {
        "thư mục con không được xem"
    } else {
        "đây không phải là tệp Excel, Word hoặc OpenDocument"
    }
}

/// Tells the files on standard error, one sentence each.
pub(super) fn tell(aside: &[Aside]) {
    let mut out = anstream::stderr();
    for file in aside.iter().take(NAMED) {
        // A closed stderr does not keep the submission from being judged.
        let _ = writeln!(out, "vtvl: lưu ý: {}", super::clean(&file.to_string()));
    }
    if aside.len() > NAMED {
        let _ = writeln!(
            out,
            "vtvl: lưu ý: còn {} tệp khác cũng không dùng",
            aside.len() - NAMED
        );
    }
}
