//! `vtvl rules try`: one rule on a workbook, with the facts that it read.

use std::io;
use std::io::Write;
use std::path::PathBuf;

use super::Exit;
use super::Failure;
use super::find;
use super::print;
use crate::cli::gathered;
use crate::cli::global::Global;
use crate::measure;
use crate::opinion;
use crate::opinion::Trial;

/// How many subjects are shown before the rest is only counted, unless all are asked for.
const SHOWN: usize = 20;

pub(super) fn run(global: &Global, id: &str, paths: &[PathBuf]) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let rule = find(&engine, id)?;
    let submitted = gathered::submission(paths, &engine, global)?;
    let (dossier, _) = engine
        .read(&submitted, &global.manner(&engine.forms)?)
        .map_err(|error| gathered::told(&submitted, &error))?;
    let governed = opinion::govern(&dossier, &engine.law, &global.asked())?;
    let facts = measure::take(&dossier, &governed.ruleset);
    let trials = opinion::try_on(rule, &facts, &governed.ruleset);
    print(|out| {
        writeln!(out, "{} ({})", rule.title, rule.id)?;
        writeln!(
            out,
            "Ngày xét {}, {}\n",
            crate::law::day(governed.ruleset.day),
            governed.ruleset.title()
        )?;
        let shown = if global.verbose { trials.len() } else { SHOWN };
        trials
            .iter()
            .take(shown)
            .try_for_each(|trial| one(out, trial))?;
        match trials.len().saturating_sub(shown) {
            0 => Ok(()),
            rest => writeln!(out, "và {rest} đối tượng khác (thêm -v để xem)"),
        }
    })?;
    if trials.is_empty() {
        return Err(Failure(
            "hồ sơ không có đối tượng nào để thử quy tắc này".to_owned(),
        ));
    }
    Ok(Exit::Fine)
}

fn one(out: &mut dyn Write, trial: &Trial) -> io::Result<()> {
    writeln!(
        out,
        "{}: {}",
        crate::cli::clean(&trial.subject),
        trial.outcome.label()
    )?;
    for fact in &trial.facts {
        let cells = if fact.ranges.is_empty() {
            String::new()
        } else {
            format!(" ({})", fact.ranges.join("; "))
        };
        let line = format!("    {} [{}] = {}{cells}", fact.label, fact.key, fact.value);
        writeln!(out, "{}", crate::cli::clean(&line))?;
    }
    Ok(())
}
