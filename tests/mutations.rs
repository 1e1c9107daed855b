//! One clean proposal, one edit a row: the rule is reported at its cell, and nothing else but what
//! follows.
//!
//! The rows are in `tests/mutations/*.md`. Columns: the rule; the sample; the circumstances (edits
//! that are no defect, made on both sides); the defect; what the rule says; a cell that it names,
//! or — where it names none; what else truly follows. Where the rule says nothing (—) the edit is
//! lawful and nothing may appear; the reason stands in place of the cell.
//!
//! Tables with an eighth column, `lý do`, say there why a careless check errs: it accuses the
//! lawful edit, or passes the defect. Every rule of structure, payroll, ratios and dossier has one
//! of each, or stands in `UNPAIRED` with the reason.
//!
//! `cargo test --test mutations nd-62-2020` runs some of them.

#![expect(clippy::unwrap_used, reason = "a row that cannot be read has to fail")]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::law::CheckKind;
use vtvl::law::Level;
use vtvl::law::Outcome;
use vtvl::law::Section;
use vtvl::opinion;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;
use vtvl::opinion::Change;

/// One row of a table.
#[derive(Debug, Clone)]
struct Mutation {
    place: String,
    rule: String,
    sample: String,
    circumstances: String,
    defect: String,
    /// None: the edit is no defect, whatever a careless check may make of it; `cell` says why.
    outcome: Option<Outcome>,
    cell: String,
    following: BTreeSet<String>,
    /// Why a careless check errs here; blank in a plain row.
    reason: String,
}

/// Rules of structure, payroll, ratios and dossier without a lawful and an unlawful row, and why
/// they need none.
const UNPAIRED: [(&str, &str); 9] = [
    (
        "nd-106-2020/d06-tham-quyen",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-106-2020/d07k3-thoi-han",
        "it only gives the day by which the appraisal is due",
    ),
    (
        "nd-106-2020/d09k2a-hai-nguon",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-106-2020/d16k1b-dinh-muc",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-120-2020/d04k3-to-chuc-lai",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-232-2026/d11k1-tham-quyen",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-232-2026/d11k3-thoi-han",
        "it only gives the day by which the review is due",
    ),
    (
        "nd-62-2020/d07k3-tham-quyen",
        "a question to the appraiser: it accuses of nothing",
    ),
    (
        "nd-62-2020/d08k4-thoi-han",
        "it only gives the day by which the appraisal is due",
    ),
];

/// Appraisals of the samples in their circumstances, made once.
type Clean = Arc<Mutex<BTreeMap<(String, String), Arc<Appraisal>>>>;

fn main() {
    let arguments = Arguments::from_args();
    let engine = Arc::new(Engine::new(&support::rulebook()).unwrap());
    let rows = rows();
    let clean = Clean::default();
    let mut trials = vec![
        every_rule_has_a_mutation(&engine, &rows),
        rules_have_their_pairs(&engine, &rows),
    ];
    for row in rows {
        let (engine, clean) = (Arc::clone(&engine), Arc::clone(&clean));
        trials.push(Trial::test(
            format!("{} · {}", row.rule, row.place),
            move || check(&engine, &clean, &row),
        ));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn rows() -> Vec<Mutation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.starts_with("| ") && line.contains('/'));
        rows.extend(lines.map(|(index, line)| row(&format!("{name}:{}", index + 1), line)));
    }
    rows
}

fn row(place: &str, line: &str) -> Mutation {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    assert!(
        matches!(cells.len(), 7 | 8),
        "{place}: seven columns or eight, there are {}",
        cells.len()
    );
    let lawful = cells[4] == "—";
    let reason = cells
        .get(7)
        .copied()
        .unwrap_or(if lawful { cells[5] } else { "" });
    Mutation {
        place: place.to_owned(),
        rule: cells[0].to_owned(),
        sample: cells[1].to_owned(),
        circumstances: cells[2].to_owned(),
        defect: cells[3].to_owned(),
        outcome: (!lawful).then(|| Outcome::from_label(cells[4]).unwrap()),
        cell: cells[5].to_owned(),
        following: cells[6]
            .split(", ")
            .filter(|rule| !rule.is_empty() && *rule != "—")
            .map(str::to_owned)
            .collect(),
        reason: reason.to_owned(),
    }
}

/// A rule without a mutation is a rule that nobody has seen working on a proposal.
fn every_rule_has_a_mutation(engine: &Engine, rows: &[Mutation]) -> Trial {
    let always = |rule: &vtvl::law::Rule| {
        rule.level == Level::Manual
            || rule
                .checks
                .iter()
                .any(|check| matches!(check.kind, CheckKind::Deadline(_)))
    };
    let without: Vec<String> = engine
        .law
        .rules
        .values()
        .filter(|rule| {
            !always(rule)
                && !rows
                    .iter()
                    .any(|row| row.rule == rule.id && row.outcome.is_some())
        })
        .map(|rule| rule.id.clone())
        .collect();
    let unknown: Vec<String> = rows
        .iter()
        .filter(|row| !engine.law.rules.contains_key(&row.rule))
        .map(|row| row.place.clone())
        .collect();
    Trial::test("every rule has a mutation", move || {
        if without.is_empty() && unknown.is_empty() {
            return Ok(());
        }
        Err(Failed::from(format!(
            "{} rules without a mutation: {without:?}; rows of unknown rules: {unknown:?}",
            without.len()
        )))
    })
}

/// A rule whose pair nobody has written may accuse a lawful proposal, or pass an unlawful one.
fn rules_have_their_pairs(engine: &Engine, rows: &[Mutation]) -> Trial {
    let sections = [
        Section::Organisation,
        Section::Staffing,
        Section::RankStructure,
        Section::Dossier,
        Section::LegalBasis,
    ];
    let rules = engine
        .law
        .rules
        .values()
        .filter(|rule| sections.contains(&rule.section));
    let lacking: BTreeMap<String, Vec<&str>> = rules
        .map(|rule| (rule.id.clone(), lacking(&rule.id, rows)))
        .filter(|(_, lack)| !lack.is_empty())
        .collect();
    Trial::test("rules have their pairs", move || {
        let unpaired = |rule: &String| UNPAIRED.iter().any(|(known, _)| known == rule);
        let new: Vec<_> = lacking.iter().filter(|(rule, _)| !unpaired(rule)).collect();
        let gone: Vec<_> = UNPAIRED
            .iter()
            .filter(|(rule, _)| !lacking.contains_key(*rule))
            .collect();
        let told =
            || Err(format!("rows to write: {new:?}; in UNPAIRED without need: {gone:?}").into());
        if new.is_empty() && gone.is_empty() {
            Ok(())
        } else {
            told()
        }
    })
}

/// Which rows with a reason the rule lacks.
fn lacking(rule: &str, rows: &[Mutation]) -> Vec<&'static str> {
    let has = |lawful: bool| {
        rows.iter().any(|row| {
            row.rule == rule && row.outcome.is_none() == lawful && !row.reason.is_empty()
        })
    };
    let kinds = [(true, "lawful"), (false, "unlawful")];
    kinds
        .into_iter()
        .filter(|(lawful, _)| !has(*lawful))
        .map(|(_, kind)| kind)
        .collect()
}

fn check(engine: &Engine, clean: &Clean, row: &Mutation) -> Result<(), Failed> {
    let before = clean_appraisal(engine, clean, row);
    let after = appraise(
        engine,
        row,
        &format!("{}; {}", row.circumstances, row.defect),
    );
    let appeared: Vec<_> = opinion::compare(&before, &after)
        .into_iter()
        .filter(|d| d.change == Change::Appeared)
        .collect();
    let found: BTreeSet<String> = appeared.iter().map(|d| d.rule.clone()).collect();
    let shown = || {
        let lines = appeared
            .iter()
            .map(|d| format!("  {} [{}] {}", d.rule, d.outcome.label(), d.sentence));
        lines.collect::<Vec<_>>().join("\n")
    };
    let Some(outcome) = row.outcome else {
        let more: Vec<_> = found.difference(&row.following).collect();
        let told = || {
            Err(format!(
                "hồ sơ hợp pháp ({}) bị nêu {more:?}; có:\n{}",
                row.reason,
                shown()
            )
            .into())
        };
        return if more.is_empty() { Ok(()) } else { told() };
    };
    let at_cell = after
        .findings
        .iter()
        .filter(|f| f.rule == row.rule && f.outcome == outcome)
        .any(|finding| match row.cell.as_str() {
            // What stands nowhere in the dossier.
            "—" => finding.cells.is_empty(),
            place => finding.cells.iter().any(|cell| cell.to_string() == place),
        });
    if !appeared
        .iter()
        .any(|d| d.rule == row.rule && d.outcome == outcome)
    {
        return Err(format!("không thấy [{}]; có:\n{}", outcome.label(), shown()).into());
    }
    if !at_cell {
        let cells: Vec<String> = after
            .findings
            .iter()
            .filter(|f| f.rule == row.rule)
            .flat_map(|f| f.ranges.clone())
            .collect();
        return Err(format!("không chỉ ô {}; chỉ {}", row.cell, cells.join(", ")).into());
    }
    let mut expected = row.following.clone();
    expected.insert(row.rule.clone());
    if found != expected {
        let more: Vec<_> = found.difference(&expected).collect();
        let less: Vec<_> = expected.difference(&found).collect();
        return Err(format!("thừa {more:?}, thiếu {less:?}; có:\n{}", shown()).into());
    }
    Ok(())
}

fn clean_appraisal(engine: &Engine, clean: &Clean, row: &Mutation) -> Arc<Appraisal> {
    let key = (row.sample.clone(), row.circumstances.clone());
    if let Some(appraisal) = clean.lock().unwrap().get(&key) {
        return Arc::clone(appraisal);
    }
    let appraisal = Arc::new(appraise(engine, row, &row.circumstances));
    clean.lock().unwrap().insert(key, Arc::clone(&appraisal));
    appraisal
}

/// Appraises a sample after some edits: `'Trang'!A1 = giá trị`, `'Trang'!A1 =`,
/// `xóa dòng 'Trang'!2:5`, `xóa trang 'Trang'`, `ngày 2024-01-01`, `loại hồ sơ toan-tinh`.
fn appraise(engine: &Engine, row: &Mutation, edits: &str) -> Appraisal {
    let mut sheets = support::sample(&row.sample);
    let mut asked = Asked::default();
    for edit in edits
        .split("; ")
        .map(str::trim)
        .filter(|edit| !edit.is_empty() && *edit != "—")
    {
        if let Some(day) = edit.strip_prefix("ngày ") {
            asked.day = Some(day.parse().unwrap());
        } else if let Some(profile) = edit.strip_prefix("loại hồ sơ ") {
            asked.profile = Some(profile.to_owned());
        } else if let Some(sheet) = edit.strip_prefix("xóa trang ") {
            sheets.remove_sheet(sheet.trim_matches('\''));
        } else if let Some(rows) = edit.strip_prefix("xóa dòng ") {
            let (sheet, rows) = rows.split_once('!').unwrap();
            let (first, last) = rows.split_once(':').unwrap_or((rows, rows));
            for row in (first.parse::<usize>().unwrap()..=last.parse().unwrap()).rev() {
                sheets.delete_row(sheet.trim_matches('\''), row);
            }
        } else {
            let (cell, value) = edit.split_once('=').unwrap();
            let (sheet, cell) = cell.trim().rsplit_once('!').unwrap();
            let (sheet, value) = (sheet.trim_matches('\''), value.trim());
            if value.is_empty() {
                sheets.clear(sheet, cell)
            } else {
                sheets.set(sheet, cell, value)
            };
        }
    }
    engine
        .appraise(
            &[Submitted::new(&row.sample, sheets.to_xlsx())],
            &ReadingManner::default(),
            &asked,
        )
        .unwrap()
}
