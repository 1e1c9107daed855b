//! `vtvl rules`: the tools of the people who keep the rulebook.

mod args;
mod cover;
mod law;
mod new;
mod replay;
mod search;
mod show;
mod timeline;
mod trial;

use std::io;
use std::io::Write;

use super::Exit;
use super::Failure;
use super::global::Global;
use super::print::printed;
use jiff::civil::Date;

pub(super) use args::EXAMPLES;
pub(super) use args::Rules;

use args::RulesCommand;

use crate::book::Book;
use crate::book::Fault;
use crate::law::Level;
use crate::law::Rule;
use crate::opinion;
use crate::pipeline::Engine;

pub(super) fn run(rules: &Rules, global: &Global) -> Result<Exit, Failure> {
    match &rules.command {
        RulesCommand::List { prefix } => list(global, prefix.as_deref().unwrap_or_default()),
        RulesCommand::Show { id } => show::run(global, id),
        RulesCommand::Test { prefix } => test(global, prefix.as_deref().unwrap_or_default()),
        RulesCommand::Check { stale_days, today } => check(global, today.zip(*stale_days)),
        RulesCommand::Search { words } => search::run(global, &words.join(" ")),
        RulesCommand::Law(asked) => law::run(global, asked),
        RulesCommand::Timeline(asked) => timeline::run(global, asked),
        RulesCommand::Cover { act } => cover::run(global, act.as_deref().unwrap_or_default()),
        RulesCommand::Try { id, files } => trial::run(global, id, files),
        RulesCommand::New(new) => new::run(global, new),
        RulesCommand::Replay { old, files } => replay::run(global, old, files),
    }
}

/// Writes to standard output as [`printed`] says.
fn print(with: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    printed(with(&mut out).and_then(|()| out.flush()))
}

fn level_word(level: Level) -> &'static str {
    crate::law::Outcome::from(level).label()
}

/// A rule in a list: its id, its level, its title.
fn line(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    let level = level_word(rule.level);
    writeln!(out, "{:<44} {level:<15} {}", rule.id, rule.title)
}

fn list(global: &Global, prefix: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let rules = engine.law.rules.values();
    let mut wanted = rules.filter(|rule| rule.id.starts_with(prefix));
    print(|out| wanted.try_for_each(|rule| line(out, rule)))?;
    Ok(Exit::Fine)
}

/// The rule with an id, or the nearest one in the refusal.
fn find<'a>(engine: &'a Engine, id: &str) -> Result<&'a Rule, Failure> {
    engine.law.rules.get(id).ok_or_else(|| unknown(engine, id))
}

fn unknown(engine: &Engine, id: &str) -> Failure {
    let near = nearest(engine.law.rules.keys().map(String::as_str), id);
    Failure(format!("không có quy tắc “{id}”{near}"))
}

/// The name that is written most like one that does not exist, as the end of a refusal.
fn nearest<'a>(names: impl Iterator<Item = &'a str>, wanted: &str) -> String {
    let near = names.max_by(|a, b| strsim::jaro(a, wanted).total_cmp(&strsim::jaro(b, wanted)));
    near.map(|near| format!("; gần nhất là “{near}”"))
        .unwrap_or_default()
}

fn test(global: &Global, prefix: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let results = opinion::try_cases(&engine.law, &engine.forms);
    let results: Vec<_> = results
        .into_iter()
        .filter(|result| result.rule.starts_with(prefix))
        .collect();
    let failed: Vec<_> = results.iter().filter(|result| !result.holds()).collect();
    print(|out| {
        for result in &failed {
            let (expected, found) = (result.expected.label(), result.found.label());
            writeln!(
                out,
                "rules/{}:{}: {}: bảng ghi “{expected}”, quy tắc cho “{found}”",
                result.file, result.line, result.name
            )?;
        }
        writeln!(
            out,
            "{} trường hợp, {} đúng, {} sai",
            results.len(),
            results.len() - failed.len(),
            failed.len()
        )
    })?;
    if results.is_empty() {
        return Err(Failure(format!(
            "không có quy tắc nào có mã bắt đầu bằng “{prefix}”"
        )));
    }
    Ok(if failed.is_empty() {
        Exit::Fine
    } else {
        Exit::Violations
    })
}

/// What a careful reader would tell the authors of the pages.
fn advice(book: &Book, engine: &Engine, review: Option<(Date, i32)>) -> Vec<Fault> {
    let mut advice = crate::law::advice(&engine.law, review);
    let near = opinion::without_near_limit(&engine.law, &engine.forms);
    let text = "bảng chưa có đủ dòng đúng ngưỡng (đạt) và dòng vượt ngưỡng một đơn vị (không đạt)";
    advice.extend(
        near.into_iter()
            .map(|rule| Fault::at(&rule.file, rule.cases().line, text)),
    );
    let text = "tệp viết dấu tách rời chữ (không phải NFC); hãy lưu lại bằng trình soạn thảo khác";
    advice.extend(book.decomposed().map(|file| Fault::of_file(file, text)));
    advice.sort();
    advice
}

fn check(global: &Global, review: Option<(Date, i32)>) -> Result<Exit, Failure> {
    let book = global.book()?.doubted();
    match Engine::new(&book) {
        Ok(engine) => {
            let cases: usize = engine
                .law
                .rules
                .values()
                .map(|rule| rule.cases().cases.len())
                .sum();
            print(|out| {
                writeln!(
                    out,
                    "Bộ quy tắc không có lỗi: {} quy tắc, {cases} trường hợp, {} dữ kiện, {} danh mục, {} văn bản.",
                    engine.law.rules.len(),
                    engine.law.facts.len(),
                    engine.law.lists.len(),
                    engine.law.acts.len()
                )?;
                advice(&book, &engine, review)
                    .iter()
                    .try_for_each(|fault| writeln!(out, "lưu ý: {fault}"))
            })?;
            Ok(Exit::Fine)
        }
        Err(faults) => {
            print(|out| {
                for fault in &faults.0 {
                    writeln!(out, "{}\n", fault.render(book.text(&fault.file)))?;
                }
                writeln!(out, "{} lỗi", faults.0.len())
            })?;
            Ok(Exit::Failed)
        }
    }
}
