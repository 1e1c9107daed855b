//! `vtvl rules show`: a rule as a page.

use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use super::Exit;
use super::Failure;
use super::find;
use super::level_word;
use super::print;
use crate::cli::global::Global;
use crate::law::CaseFact;
use crate::law::Rule;
use crate::law::day;
use crate::pipeline::Engine;

pub(super) fn run(global: &Global, id: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let rule = find(&engine, id)?;
    print(|out| page(out, &engine, rule))?;
    Ok(Exit::Fine)
}

fn page(out: &mut dyn Write, engine: &Engine, rule: &Rule) -> io::Result<()> {
    let set = engine.law.sets.get(&rule.set);
    let since = rule.in_force.from.unwrap_or(rule.reviewed_on);
    let profile = engine
        .law
        .profiles
        .values()
        .find(|profile| profile.sets.contains(&rule.set));
    let profile = profile.map_or("", |profile| profile.key.as_str());
    let citation = rule.citation(set, profile, since, None);
    let (statement, remedy) = engine.law.described(rule, profile);
    writeln!(out, "{}\n{}\n", rule.title, rule.id)?;
    writeln!(out, "Mức độ:    {}", level_word(rule.level))?;
    writeln!(out, "Căn cứ:    {}", citation.text)?;
    writeln!(out, "Hiệu lực:  {}", rule.in_force)?;
    let subject = engine
        .law
        .subjects
        .get(&rule.each)
        .map_or(rule.each.as_str(), |kind| kind.label.as_str());
    writeln!(out, "Xét từng:  {subject}")?;
    writeln!(
        out,
        "Nguồn:     {} (ngày {})",
        rule.source.label(),
        day(rule.reviewed_on)
    )?;
    for (heading, text) in [
        ("Nhận định", &statement),
        ("Quy định nói gì", &rule.basis),
        ("Kiến nghị", &remedy),
    ] {
        writeln!(out, "\n{heading}\n  {}", text.replace('\n', "\n  "))?;
    }
    values(out, rule)?;
    facts(out, engine, rule)?;
    writeln!(out, "\nTrường hợp ({})", rule.cases().cases.len())?;
    for case in &rule.cases().cases {
        let facts = case
            .facts
            .iter()
            .map(|(key, fact)| format!("{key} = {}", given(fact)))
            .collect::<Vec<_>>()
            .join("; ");
        writeln!(
            out,
            "  {} ({}): {facts} → {}",
            case.name,
            day(case.day),
            case.expected.label()
        )?;
    }
    Ok(())
}

/// What the facts of the cases are called.
fn facts(out: &mut dyn Write, engine: &Engine, rule: &Rule) -> io::Result<()> {
    let named: BTreeSet<&str> = rule
        .cases()
        .cases
        .iter()
        .flat_map(|case| case.facts.keys())
        .map(String::as_str)
        .collect();
    if !named.is_empty() {
        writeln!(out, "\nDữ kiện")?;
    }
    for key in named {
        let label = engine
            .law
            .facts
            .get(key)
            .map_or(key, |fact| fact.label.as_str());
        writeln!(out, "  {key}: {label}")?;
    }
    Ok(())
}

fn values(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    for value in rule.values.values() {
        writeln!(out, "\nGiá trị {} ({})", value.key, value.label)?;
        for (from, dated) in value.timeline.iter() {
            let by = dated
                .set_by
                .as_ref()
                .map(|(act, at)| format!(" (theo {at} {act})"))
                .unwrap_or_default();
            writeln!(out, "  từ {}: {}{by}", day(from), dated.limit)?;
        }
    }
    Ok(())
}

fn given(fact: &CaseFact) -> &str {
    match fact {
        CaseFact::Blank => "(trống)",
        CaseFact::Absent => "(không có biểu)",
        CaseFact::Given(text) => text,
    }
}
