//! `vtvl rules replay`: which findings appear or vanish on a folder of workbooks when the rules
//! change.

use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::Failure;
use super::print;
use crate::book::Book;
use crate::cli::fail;
use crate::cli::gathered;
use crate::cli::global::Global;
use crate::opinion;
use crate::opinion::Change;
use crate::pipeline::Engine;

pub(super) fn run(global: &Global, old: &Path, paths: &[PathBuf]) -> Result<Exit, Failure> {
    let new_engine = global.engine()?;
    let old_engine = Engine::new(&Book::from_dir(old)?)?;
    let mut changed = 0;
    for path in gathered::workbooks(paths)? {
        match differences(&path, global, &old_engine, &new_engine) {
            Ok(differences) => {
                changed += differences.len();
                print(|out| {
                    writeln!(
                        out,
                        "{}: {}",
                        path.display(),
                        if differences.is_empty() {
                            "không đổi"
                        } else {
                            ""
                        }
                    )?;
                    for difference in &differences {
                        let sign = if difference.change == Change::Appeared {
                            '+'
                        } else {
                            '-'
                        };
                        let sentence = crate::cli::clean(&difference.sentence);
                        writeln!(
                            out,
                            "  {sign} [{}] {}: {sentence}",
                            difference.outcome.label(),
                            difference.rule
                        )?;
                    }
                    Ok(())
                })?;
            }
            Err(Failure(sentence)) => fail(&sentence),
        }
    }
    Ok(if changed == 0 {
        Exit::Fine
    } else {
        Exit::Violations
    })
}

fn differences(
    path: &Path,
    global: &Global,
    old: &Engine,
    new: &Engine,
) -> Result<Vec<opinion::Difference>, Failure> {
    let submitted = gathered::submission(&[path.to_path_buf()], new, global)?;
    let appraise = |engine: &Engine| {
        engine
            .appraise(&submitted, &global.manner(&engine.forms)?, &global.asked())
            .map_err(|error| gathered::told(&submitted, &error))
    };
    Ok(opinion::compare(&appraise(old)?, &appraise(new)?))
}
