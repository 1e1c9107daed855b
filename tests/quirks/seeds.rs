//! The seeds of the fuzzer of the table finder: together they reach every kind of table and most
//! remarks, so that what the fuzzer makes of them begins deep inside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vtvl::book::Book;
use vtvl::dictionary::Forms;
use vtvl::dossier::Mapping;

use super::text;

#[test]
fn the_seeds_reach_every_kind_of_table() {
    let forms = Forms::parse(&Book::embedded()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/tables");
    let mut entities = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for seed in fs::read_dir(folder).unwrap() {
        let path = seed.unwrap().path();
        let (dossier, remarks) = vtvl::dossier::read(
            &text::workbook(&fs::read_to_string(&path).unwrap()),
            &forms,
            &Mapping::default(),
        );
        assert!(!dossier.tables.is_empty(), "{}", path.display());
        entities.extend(
            dossier
                .tables
                .iter()
                .filter(|(_, table)| !table.entries.is_empty())
                .map(|(key, _)| key.key()),
        );
        codes.extend(remarks.iter().map(|remark| remark.code.key()));
    }
    let all: BTreeSet<&str> = forms
        .iter()
        .filter_map(|form| form.entity)
        .map(vtvl::dictionary::Entity::key)
        .collect();
    let left: Vec<&&str> = all.difference(&entities).collect();
    assert!(left.is_empty(), "no seed has {left:?}");
    for code in [
        "unreadable-value",
        "repeated-form",
        "other-form",
        "hidden-sheet",
        "copies-differ",
        "unknown-column",
    ] {
        assert!(codes.contains(code), "no seed reaches {code}: {codes:?}");
    }
}

/// What the fuzzer found: a label of a turned table that is merged past the last row has a blank
/// cell beside it there, which is still in the sheet.
#[test]
fn a_label_merged_past_the_last_row_has_a_blank_cell() {
    let forms = Forms::parse(&Book::embedded()).unwrap();
    let sheet = "\n2||3\n\n@5 0 6 0\n\n||năng lực|i\nTT||NhóM";
    let (dossier, _) = vtvl::dossier::read(&text::workbook(sheet), &forms, &Mapping::default());
    let leaves: Vec<_> = dossier
        .tables
        .values()
        .flat_map(|table| &table.entries)
        .flat_map(|entry| entry.leaves.values())
        .collect();
    let beyond: Vec<_> = leaves
        .iter()
        .filter(|leaf| leaf.at.row > 5)
        .map(|leaf| (leaf.at.row, &leaf.value))
        .collect();
    assert!(
        beyond
            .iter()
            .all(|(row, value)| *row == 6 && value.is_blank()),
        "{beyond:?}"
    );
}
