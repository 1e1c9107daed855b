//! The table finder, on workbooks written as text.

#![no_main]

mod text;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vtvl::book::Book;
use vtvl::dictionary::Forms;
use vtvl::dossier::Mapping;

static FORMS: LazyLock<Forms> =
    LazyLock::new(|| Forms::parse(&Book::embedded()).expect("the rulebook is checked"));

fuzz_target!(|text: &str| {
    let workbook = text::workbook(text);
    let (dossier, _) = vtvl::dossier::read(&workbook, &FORMS, &Mapping::default());
    for entry in dossier.tables.values().flat_map(|table| &table.entries) {
        for leaf in entry.leaves.values() {
            let sheet = &workbook.sheets[leaf.at.sheet.index];
            let rows = sheet.rows.iter().map(|row| row.number);
            let last = rows
                .chain(sheet.merges.iter().map(|area| area.bottom))
                .max()
                .unwrap_or(0);
            assert!(leaf.at.row <= last, "a leaf outside the sheet: {}", leaf.at);
        }
    }
});
