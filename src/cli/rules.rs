//! `vtvl rules`: the tools of the people who keep the rulebook.

use std::io;
use std::io::Write;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::args::Rules;
use super::args::RulesCommand;
use crate::Engine;
use crate::law::Level;
use crate::law::Rule;
use crate::opinion;

pub(super) fn run(rules: &Rules, global: &Global) -> Result<Exit, Failure> {
    match &rules.command {
        RulesCommand::List { prefix } => list(global, prefix.as_deref().unwrap_or_default()),
        RulesCommand::Show { id } => show(global, id),
        RulesCommand::Test { prefix } => test(global, prefix.as_deref().unwrap_or_default()),
        RulesCommand::Check => check(global),
    }
}

/// Writes to stdout; a reader that stopped reading is no failure.
fn print(with: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let _ = with(&mut anstream::stdout().lock());
}

fn level_word(level: Level) -> &'static str {
    crate::law::Outcome::from(level).label()
}

fn list(global: &Global, prefix: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    print(|out| {
        for rule in engine.law.rules.values().filter(|rule| rule.id.starts_with(prefix)) {
            writeln!(out, "{:<44} {:<15} {}", rule.id, level_word(rule.level), rule.title)?;
        }
        Ok(())
    });
    Ok(Exit::Fine)
}

fn show(global: &Global, id: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let rule = engine.law.rules.get(id).ok_or_else(|| unknown(&engine, id))?;
    print(|out| page(out, &engine, rule));
    Ok(Exit::Fine)
}

fn unknown(engine: &Engine, id: &str) -> Failure {
    let near = engine.law.rules.keys().max_by(|a, b| strsim::jaro(a, id).total_cmp(&strsim::jaro(b, id)));
    let hint = near.map(|near| format!("; gần nhất là “{near}”")).unwrap_or_default();
    Failure(format!("không có quy tắc “{id}”{hint}"))
}

fn page(out: &mut dyn Write, engine: &Engine, rule: &Rule) -> io::Result<()> {
    let set = engine.law.sets.get(&rule.set);
    let day = rule.in_force.from.unwrap_or(rule.reviewed_on);
    let profile = engine.law.profiles.values().find(|profile| profile.sets.contains(&rule.set));
    let citation = rule.citation(set, profile.map_or("", |profile| profile.key.as_str()), day, None);
    writeln!(out, "{}\n{}\n", rule.title, rule.id)?;
    writeln!(out, "Mức độ:    {}", level_word(rule.level))?;
    writeln!(out, "Căn cứ:    {}", citation.text)?;
    writeln!(out, "Hiệu lực:  {}", rule.in_force)?;
    let subject = engine.law.subjects.get(&rule.each).map_or(rule.each.as_str(), |kind| kind.label.as_str());
    writeln!(out, "Xét từng:  {subject}")?;
    writeln!(out, "Nguồn:     {} (ngày {})", rule.source.label(), crate::law::day(rule.reviewed_on))?;
    for (heading, text) in
        [("Nhận định", &rule.statement), ("Quy định nói gì", &rule.basis), ("Kiến nghị", &rule.remedy)]
    {
        writeln!(out, "\n{heading}\n  {}", text.replace('\n', "\n  "))?;
    }
    values(out, rule)?;
    writeln!(out, "\nTrường hợp ({})", rule.cases.cases.len())?;
    for case in &rule.cases.cases {
        let facts =
            case.facts.iter().map(|(key, fact)| format!("{key} = {}", given(fact))).collect::<Vec<_>>().join("; ");
        writeln!(out, "  {} ({}): {facts} → {}", case.name, crate::law::day(case.day), case.expected.label())?;
    }
    Ok(())
}

fn values(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    for value in rule.values.values() {
        writeln!(out, "\nGiá trị {} ({})", value.key, value.label)?;
        for (from, dated) in value.timeline.iter() {
            let by = dated.set_by.as_ref().map(|(act, at)| format!(" (theo {at} {act})")).unwrap_or_default();
            writeln!(out, "  từ {}: {}{by}", crate::law::day(from), dated.limit)?;
        }
    }
    Ok(())
}

fn given(fact: &crate::law::CaseFact) -> &str {
    match fact {
        crate::law::CaseFact::Blank => "(trống)",
        crate::law::CaseFact::Absent => "(không có biểu)",
        crate::law::CaseFact::Given(text) => text,
    }
}

fn test(global: &Global, prefix: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let results = opinion::try_cases(&engine.law, &engine.forms);
    let results: Vec<_> = results.into_iter().filter(|result| result.rule.starts_with(prefix)).collect();
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
        writeln!(out, "{} trường hợp, {} đúng, {} sai", results.len(), results.len() - failed.len(), failed.len())
    });
    if results.is_empty() {
        return Err(Failure(format!("không có quy tắc nào có mã bắt đầu bằng “{prefix}”")));
    }
    Ok(if failed.is_empty() { Exit::Fine } else { Exit::Violations })
}

fn check(global: &Global) -> Result<Exit, Failure> {
    let book = global.book()?;
    match Engine::new(&book) {
        Ok(engine) => {
            let cases: usize = engine.law.rules.values().map(|rule| rule.cases.cases.len()).sum();
            print(|out| {
                writeln!(
                    out,
                    "Bộ quy tắc không có lỗi: {} quy tắc, {cases} trường hợp, {} dữ kiện, {} danh mục, {} văn bản.",
                    engine.law.rules.len(),
                    engine.law.facts.len(),
                    engine.law.lists.len(),
                    engine.law.acts.len()
                )
            });
            Ok(Exit::Fine)
        }
        Err(faults) => {
            print(|out| {
                for fault in &faults.0 {
                    writeln!(out, "{}\n", fault.render(book.text(&fault.file)))?;
                }
                writeln!(out, "{} lỗi", faults.0.len())
            });
            Ok(Exit::Failed)
        }
    }
}
