//! A rule as a page to be read.

use serde_json::json;

use super::Bundle;
use super::told::PageRefusal;
use crate::law::Named;
use crate::law::Outcome;
use crate::law::day;
use crate::pipeline::Engine;
use crate::report;

/// A rule for one who asks what a finding rests on: its provision, what it says, since when, how
/// well it is known.
pub(super) fn answer(engine: &Engine, id: &str, profile: &str) -> Result<Bundle, PageRefusal> {
    let rule = engine
        .law
        .rules
        .get(id)
        .ok_or_else(|| PageRefusal::plain("bộ quy tắc không có quy tắc này"))?;
    let (statement, remedy) = engine.law.described(rule, profile);
    let since = rule.in_force.from.unwrap_or(rule.reviewed_on);
    let citation = rule.citation(engine.law.sets.get(&rule.set), profile, since, None);
    let page = json!({
        "id": rule.id,
        "title": rule.title,
        "level": Outcome::from(rule.level).label(),
        "citation": citation.text,
        "in_force": rule.in_force.to_string(),
        "source": format!("{} (ngày {})", rule.source.label(), day(rule.reviewed_on)),
        "statement": statement,
        "basis": rule.basis,
        "remedy": remedy,
        "timeline": timeline(engine, id),
    });
    Ok(Bundle::of_value("rule", page))
}

/// How a rule changed over the years; nothing for one that always was as it is.
fn timeline(engine: &Engine, id: &str) -> Option<report::Drawing> {
    let Named::One(life) = engine.law.life(id) else {
        return None;
    };
    report::LifeView::of(&life, &engine.law, &engine.forms).drawing()
}
