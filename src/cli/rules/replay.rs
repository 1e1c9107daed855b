//! `vtvl rules replay`: which findings appear or vanish on a folder of workbooks when the rules change.

use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::Failure;
use super::print;
use crate::Engine;
use crate::book::Book;
use crate::cli::args::Global;
use crate::cli::fail;
use crate::cli::files;
use crate::opinion;
use crate::opinion::Change;

pub(super) fn run(global: &Global, old: &Path, paths: &[PathBuf]) -> Result<Exit, Failure> {
    let new_engine = global.engine()?;
    let old_engine = Engine::new(&Book::from_dir(old)?)?;
    let mut changed = 0;
    for path in workbooks(paths)? {
        match differences(&path, global, &old_engine, &new_engine) {
            Ok(differences) => {
                changed += differences.len();
                print(|out| {
                    writeln!(out, "{}: {}", path.display(), if differences.is_empty() { "không đổi" } else { "" })?;
                    for difference in &differences {
                        let sign = if difference.change == Change::Appeared { '+' } else { '-' };
                        let sentence = crate::cli::clean(&difference.sentence);
                        writeln!(out, "  {sign} [{}] {}: {sentence}", difference.outcome.label(), difference.rule)?;
                    }
                    Ok(())
                });
            }
            Err(Failure(sentence)) => fail(&sentence),
        }
    }
    Ok(if changed == 0 { Exit::Fine } else { Exit::Violations })
}

fn differences(path: &Path, global: &Global, old: &Engine, new: &Engine) -> Result<Vec<opinion::Difference>, Failure> {
    let bytes = files::read(path, new.limits.file_bytes)?;
    let appraise = |engine: &Engine| {
        let appraised = engine.appraise(&files::name(path), &bytes, &global.asked());
        appraised.map_err(|error| Failure(format!("{}: {error}", path.display())))
    };
    Ok(opinion::compare(&appraise(old)?, &appraise(new)?))
}

/// The files named, and the workbooks of the folders named, sorted.
fn workbooks(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let entries =
            std::fs::read_dir(path).map_err(|error| Failure(format!("không đọc được {}: {error}", path.display())))?;
        let ending = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let is_workbook = |path: &PathBuf| ["xlsx", "xlsm", "xls", "ods"].contains(&ending(path).as_str());
        found.extend(entries.flatten().map(|entry| entry.path()).filter(is_workbook));
    }
    found.sort();
    Ok(found)
}
