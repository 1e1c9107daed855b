//! The generated pages of `docs/` are what the rulebook says: `UPDATE_DOCS=1 cargo test --test docs` writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the pages has to fail")]

use std::fs;
use std::path::Path;

use vtvl::Engine;
use vtvl::book::Book;
use vtvl::law::Status;
use vtvl::report;

fn same(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{name} is not what the rulebook says: UPDATE_DOCS=1 cargo test --test docs");
}

#[test]
fn the_coverage_map_is_the_rulebook() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    same("do-phu.md", &report::coverage(&engine.law));
}

#[test]
fn the_glossary_page_is_the_glossary() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    same("thuat-ngu.md", &report::glossary(&engine.law));
}

#[test]
fn every_provision_of_the_two_decrees_has_a_status() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for coverage in engine.law.coverage() {
        let number = coverage.set.number.as_deref().unwrap();
        assert!(!coverage.counts.contains_key(&Status::Todo), "{number} has provisions that nobody looked at");
        assert_eq!(coverage.unnamed, Vec::<&str>::new(), "{number}: rules that no provision names");
        if ["62/2020/NĐ-CP", "106/2020/NĐ-CP"].contains(&number) {
            assert!(coverage.provisions.len() > 40, "{number}: only {} provisions", coverage.provisions.len());
        }
    }
}
