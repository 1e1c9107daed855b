//! The seeds of the fuzzer of the table finder: together they reach every kind of table and most remarks,
//! so that what the fuzzer makes of them begins deep inside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vtvl::book::Book;
use vtvl::dossier::Forms;
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
        let (dossier, remarks) =
            vtvl::dossier::read(&text::workbook(&fs::read_to_string(&path).unwrap()), &forms, &Mapping::default());
        assert!(!dossier.tables.is_empty(), "{}", path.display());
        entities.extend(dossier.tables.iter().filter(|(_, table)| !table.entries.is_empty()).map(|(key, _)| key.key()));
        codes.extend(remarks.iter().map(|remark| remark.code.key()));
    }
    let all: BTreeSet<&str> = forms.iter().filter_map(|form| form.entity).map(vtvl::dossier::Entity::key).collect();
    let left: Vec<&&str> = all.difference(&entities).collect();
    assert!(left.is_empty(), "no seed has {left:?}");
    for code in ["unreadable-value", "repeated-form", "other-form", "hidden-sheet", "copies-differ", "unknown-column"] {
        assert!(codes.contains(code), "no seed reaches {code}: {codes:?}");
    }
}
