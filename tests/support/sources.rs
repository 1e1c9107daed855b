//! The program's own sources, for the tests of how they are written.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// (path below `src`, text) of every source file, sorted by path.
pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| super::stop(&format!("{}: {error}", path.display())));
        (
            path.strip_prefix(&root)
                .map(Path::to_path_buf)
                .unwrap_or(path),
            text,
        )
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| super::stop(&format!("{}: {error}", folder.display())));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}
