//! What the dossier says itself beside a question: its own names and numbers, so that nobody has to
//! look them up.

use super::brief::Brief;
use crate::law::Shown;
use crate::opinion::GroupLine;
use crate::opinion::RankLine;
use crate::opinion::UnitLine;
use crate::report::wording::counted;
use crate::report::wording::two_digits;
use crate::report::words;

/// So many units or ranks are named before the rest is only counted.
const NAMED: usize = 12;

/// What helps to answer a question of a provision; empty where the dossier has nothing of it.
pub(super) fn of(brief: &Brief<'_>, shows: &[Shown]) -> String {
    shows
        .iter()
        .filter_map(|shown| told(brief, *shown))
        .collect::<Vec<_>>()
        .join(" ")
}

fn told(brief: &Brief<'_>, shown: Shown) -> Option<String> {
    match shown {
        Shown::Numbers => numbers(brief),
        Shown::Units => units(brief),
        Shown::Deputies => deputies(brief),
        Shown::Groups => groups(brief),
        Shown::Ranks => ranks(brief),
    }
}

fn numbers(brief: &Brief<'_>) -> Option<String> {
    let agency = &brief.appraisal.agency;
    let known = |label: &str, number: Option<i64>| {
        number.map(|number| format!("{label} {}", two_digits(number)))
    };
    let numbers = [
        known("đề nghị", agency.proposed),
        known("được giao", agency.assigned),
        known("có mặt", agency.present),
    ];
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    (!numbers.is_empty())
        .then(|| format!("Hồ sơ ghi ({}): {}.", brief.payroll(), numbers.join(", ")))
}

fn units(brief: &Brief<'_>) -> Option<String> {
    let units = &brief.appraisal.figures.units;
    let unit = |line: &UnitLine| match whole(&line.people) {
        Some(people) => format!("{} ({} người)", line.name, two_digits(people)),
        None => line.name.clone(),
    };
    listed("Các đơn vị", "đơn vị", units.iter().map(unit))
}

/// Only the units that have a deputy.
fn deputies(brief: &Brief<'_>) -> Option<String> {
    let units = brief.appraisal.figures.units.iter();
    let with = units.filter_map(|unit| {
        let deputies = whole(&unit.deputies).filter(|deputies| *deputies > 0)?;
        Some(format!("{} ({} cấp phó)", unit.name, two_digits(deputies)))
    });
    listed("Đề nghị cấp phó", "đơn vị", with)
}

/// A number as the table of units has it, if it is a whole one.
fn whole(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

fn groups(brief: &Brief<'_>) -> Option<String> {
    let group = |line: &GroupLine| {
        format!(
            "{} {} vị trí, {} người",
            words::lower(&line.group),
            counted(line.positions),
            two_digits(line.people)
        )
    };
    listed(
        "Danh mục xếp",
        "nhóm",
        brief.appraisal.figures.groups.iter().map(group),
    )
}

fn ranks(brief: &Brief<'_>) -> Option<String> {
    let rank = |line: &RankLine| {
        let name = if line.name.is_empty() {
            &line.code
        } else {
            &line.name
        };
        format!("{name} {} người", two_digits(line.people))
    };
    listed(
        "Danh mục đề nghị",
        brief.rank(),
        brief.appraisal.figures.ranks.iter().map(rank),
    )
}

/// Some things by name, the rest by number; none of nothing.
fn listed(label: &str, kind: &str, things: impl Iterator<Item = String>) -> Option<String> {
    let mut things: Vec<String> = things.collect();
    let rest = things.len().saturating_sub(NAMED);
    things.truncate(NAMED);
    let more = if rest > 0 {
        format!("; và {} {kind} khác", counted(rest))
    } else {
        String::new()
    };
    (!things.is_empty()).then(|| format!("{label}: {}{more}.", things.join("; ")))
}
