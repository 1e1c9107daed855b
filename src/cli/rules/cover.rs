//! `vtvl rules cover`: what became of every provision.

use std::io;
use std::io::Write;

use super::Exit;
use super::Failure;
use super::print;
use crate::cli::global::Global;
use crate::law::Coverage;
use crate::law::Law;
use crate::law::Status;

pub(super) fn run(global: &Global, act: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let all = engine.law.coverage();
    let wanted: Vec<&Coverage<'_>> = all.iter().filter(|coverage| names(coverage, act)).collect();
    if wanted.is_empty() {
        return Err(Failure(format!("bộ quy tắc không có văn bản “{act}”")));
    }
    print(|out| {
        wanted
            .iter()
            .try_for_each(|coverage| one(out, &engine.law, coverage))
    })?;
    let open = wanted
        .iter()
        .any(|coverage| coverage.counts.contains_key(&Status::Todo));
    Ok(if open { Exit::Unjudged } else { Exit::Fine })
}

fn names(coverage: &Coverage<'_>, act: &str) -> bool {
    coverage.set.key.starts_with(act)
        || coverage
            .set
            .number
            .as_deref()
            .is_some_and(|number| number.starts_with(act))
}

fn one(out: &mut dyn Write, law: &Law, coverage: &Coverage<'_>) -> io::Result<()> {
    let number = coverage.set.number.as_deref().unwrap_or_default();
    let name = law.act_name(number);
    let counts: Vec<String> = coverage
        .counts
        .iter()
        .map(|(status, n)| format!("{n} {}", status.label()))
        .collect();
    let counts = if counts.is_empty() {
        "chưa ghi điều khoản nào".to_owned()
    } else {
        counts.join(", ")
    };
    writeln!(out, "{name}: {counts}")?;
    for provision in &coverage.provisions {
        let by = match provision.status {
            Status::Rule => provision.rules.join(", "),
            Status::Manual => provision.question.clone().unwrap_or_default(),
            _ => provision.reason.clone().unwrap_or_default(),
        };
        writeln!(out, "  {}: {}", provision.at, provision.says)?;
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(": {by}")
        };
        writeln!(out, "      {}{by}", provision.status.label())?;
    }
    if !coverage.unnamed.is_empty() {
        writeln!(
            out,
            "  Quy tắc chưa gắn với điều khoản nào: {}",
            coverage.unnamed.join(", ")
        )?;
    }
    writeln!(out)
}
