//! Which file of waivers belongs to a case: the one that was named, else the one beside it.

use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::files;
use super::global::Global;
use crate::law::Law;
use crate::opinion::Asked;
use crate::opinion::FileLine;
use crate::opinion::WAIVERS_FILE;
use crate::opinion::Waivers;

/// The waivers of a case. That they are used is told by a remark of the appraisal.
pub(super) fn of(
    paths: &[PathBuf],
    global: &Global,
    law: &Law,
) -> Result<Option<Waivers>, Failure> {
    let Some(path) = global
        .waivers
        .clone()
        .or_else(|| beside(paths).filter(|_| !global.no_waivers))
    else {
        return Ok(None);
    };
    let text = files::text(&path, global)?;
    let file = FileLine::of(&files::name(&path), text.as_bytes());
    let read = Waivers::parse(file, &text, law);
    read.map(Some).map_err(|faults| {
        let lines = faults.to_string();
        let lines: Vec<String> = lines
            .lines()
            .map(|line| format!("tệp miễn trừ {}, {line}", path.display()))
            .collect();
        Failure(lines.join("\n"))
    })
}

/// What is asked of a case, with its waivers.
pub(super) fn asked(paths: &[PathBuf], global: &Global, law: &Law) -> Result<Asked, Failure> {
    Ok(Asked {
        waivers: of(paths, global, law)?,
        ..global.asked()
    })
}

/// The file in the folder where the whole case stands: files of several folders share none.
fn beside(paths: &[PathBuf]) -> Option<PathBuf> {
    let folder = |path: &PathBuf| {
        if path.is_dir() {
            path.clone()
        } else {
            path.parent().unwrap_or(Path::new("")).to_path_buf()
        }
    };
    let mut folders = paths.iter().map(folder);
    let first = folders.next()?;
    let file = first.join(WAIVERS_FILE);
    (folders.all(|other| other == first) && file.is_file()).then_some(file)
}
