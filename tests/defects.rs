//! The planted defects of the samples: `samples/README.md` lists them, every one is found at its
//! cells.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its sample has to fail"
)]

use std::collections::BTreeMap;
use std::fs;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;

/// A row of a table "Defects of `sample`": sample, rules, cells, what is wrong.
struct Defect {
    sample: String,
    rules: Vec<String>,
    cells: Vec<String>,
}

fn defects() -> Vec<Defect> {
    let readme = fs::read_to_string(crate::support::samples_dir().join("README.md")).unwrap();
    let mut sample = String::new();
    let mut found = Vec::new();
    for line in readme.lines() {
        if let Some(name) = line.strip_prefix("## Defects of `") {
            name.trim_end_matches('`').clone_into(&mut sample);
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !sample.is_empty()) {
            let mut cells = row.split(" | ");
            let rules = cells
                .next()
                .unwrap()
                .split('`')
                .filter(|part| part.contains('/'))
                .map(str::to_owned)
                .collect();
            let cells = cells_of(cells.next().unwrap());
            found.push(Defect {
                sample: sample.clone(),
                rules,
                cells,
            });
        }
    }
    found
}

/// `'Danh mục VTVL'!F7, I7` are two cells of one sheet; of a range the first counts.
fn cells_of(text: &str) -> Vec<String> {
    let (sheet, rest) = text.trim().rsplit_once("'!").unwrap();
    let first = |cell: &str| {
        cell.trim()
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    rest.split(',')
        .map(|cell| format!("{sheet}'!{}", first(cell)))
        .collect()
}

#[test]
fn every_planted_defect_is_found_at_its_cell() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let defects = defects();
    assert!(
        defects.len() >= 30,
        "only {} defects were read from samples/README.md",
        defects.len()
    );
    let mut lost = Vec::new();
    let mut appraisals: BTreeMap<&str, Appraisal> = BTreeMap::new();
    for defect in &defects {
        let appraisal = appraisals.entry(&defect.sample).or_insert_with(|| {
            let bytes =
                fs::read(crate::support::samples_dir().join(format!("{}.xlsx", defect.sample)))
                    .unwrap();
            engine
                .appraise(
                    &[Submitted::new(&defect.sample, bytes)],
                    &ReadingManner::default(),
                    &Asked::default(),
                )
                .unwrap()
        });
        for rule in &defect.rules {
            let at = |finding: &&vtvl::opinion::Finding| {
                let cells = finding.cells.iter().map(ToString::to_string);
                cells
                    .flat_map(|cell| {
                        defect
                            .cells
                            .iter()
                            .map(move |wanted| same_place(&cell, wanted))
                    })
                    .any(|same| same)
            };
            let found = appraisal
                .findings
                .iter()
                .filter(|finding| &finding.rule == rule)
                .any(|finding| at(&finding));
            if !found {
                lost.push(format!(
                    "{}: {rule} at {}",
                    defect.sample,
                    defect.cells.join(", ")
                ));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

/// The same cell, or the same row of the same sheet: a finding may point at the name beside it.
fn same_place(found: &str, wanted: &str) -> bool {
    let row = |address: &str| {
        let (sheet, cell) = address.rsplit_once("'!").unwrap();
        (
            sheet.to_owned(),
            cell.trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .to_owned(),
        )
    };
    found == wanted || row(found) == row(wanted)
}
