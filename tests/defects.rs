//! The planted defects of the samples: `samples/README.md` lists them, every one is found at its cells.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its sample has to fail")]

mod support;

use std::fs;

use vtvl::Engine;
use vtvl::book::Book;
use vtvl::opinion::Asked;

/// A row of a table "Defects of `sample`": sample, rules, first cell, what is wrong.
struct Defect {
    sample: String,
    rules: Vec<String>,
    cell: String,
}

/// Defects whose rule the rulebook does not have yet.
const WITHOUT_RULE: [&str; 1] = ["nhat-quan/ten-co-quan-khac"];

fn defects() -> Vec<Defect> {
    let readme = fs::read_to_string(support::samples_dir().join("README.md")).unwrap();
    let mut sample = String::new();
    let mut found = Vec::new();
    for line in readme.lines() {
        if let Some(name) = line.strip_prefix("## Defects of `") {
            name.trim_end_matches('`').clone_into(&mut sample);
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !sample.is_empty()) {
            let mut cells = row.split(" | ");
            let rules = cells.next().unwrap().split('`').filter(|part| part.contains('/')).map(str::to_owned).collect();
            let cell = first_cell(cells.next().unwrap());
            found.push(Defect { sample: sample.clone(), rules, cell });
        }
    }
    found
}

/// `'Mô tả công việc'!H108:H110` and `'A'!F7, I7` begin with one cell.
fn first_cell(cells: &str) -> String {
    let (sheet, rest) = cells.trim().rsplit_once("'!").unwrap();
    let cell: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("{sheet}'!{cell}")
}

#[test]
fn every_planted_defect_is_found_at_its_cell() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let defects = defects();
    assert!(defects.len() >= 30, "only {} defects were read from samples/README.md", defects.len());
    let mut lost = Vec::new();
    for defect in &defects {
        let bytes = fs::read(support::samples_dir().join(format!("{}.xlsx", defect.sample))).unwrap();
        let appraisal = engine.appraise(&defect.sample, &bytes, &Asked::default()).unwrap();
        for rule in defect.rules.iter().filter(|rule| !WITHOUT_RULE.contains(&rule.as_str())) {
            let at = |finding: &&vtvl::opinion::Finding| {
                finding.cells.iter().any(|cell| same_place(&cell.to_string(), &defect.cell))
            };
            let found = appraisal.findings.iter().filter(|finding| &finding.rule == rule).any(|finding| at(&finding));
            if !found {
                lost.push(format!("{}: {rule} at {}", defect.sample, defect.cell));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

/// The same cell, or the same row of the same sheet: a finding may point at the name beside it.
fn same_place(found: &str, wanted: &str) -> bool {
    let row = |address: &str| {
        let (sheet, cell) = address.rsplit_once("'!").unwrap();
        (sheet.to_owned(), cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned())
    };
    found == wanted || row(found) == row(wanted)
}
