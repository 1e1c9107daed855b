//! The generated pages of `docs/` are what the rulebook says:
//! `UPDATE_DOCS=1 cargo test --test suite docs` writes them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the pages has to fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vtvl::Engine;
use vtvl::book::Book;
use vtvl::law::Status;
use vtvl::report;

fn same(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/{name} is not what the rulebook says: UPDATE_DOCS=1 cargo test --test suite docs"
    );
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
        assert!(
            !coverage.counts.contains_key(&Status::Todo),
            "{number} has provisions that nobody looked at"
        );
        assert_eq!(
            coverage.unnamed,
            Vec::<&str>::new(),
            "{number}: rules that no provision names"
        );
        if ["62/2020/NĐ-CP", "106/2020/NĐ-CP"].contains(&number) {
            assert!(
                coverage.provisions.len() > 40,
                "{number}: only {} provisions",
                coverage.provisions.len()
            );
        }
    }
}

/// Every relative target of `](…)` in a Markdown text.
fn targets(text: &str) -> Vec<String> {
    let ends = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    let paths = ends.map(|(target, _)| target.split('#').next().unwrap_or_default().to_owned());
    paths
        .filter(|path| !path.is_empty() && !path.contains("://"))
        .collect()
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "docs/huong-dan.md",
        "docs/kien-truc.md",
        "docs/lenh.md",
        "docs/mau-van-ban.md",
        "docs/windows.md",
    ] {
        let page = top.join(page);
        let folder = page.parent().unwrap();
        for target in targets(&fs::read_to_string(&page).unwrap()) {
            assert!(
                folder.join(&target).exists(),
                "{}: {target}",
                page.display()
            );
        }
    }
}

#[test]
fn every_picture_of_the_guide_is_used_and_light() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let used: BTreeSet<String> = targets(&fs::read_to_string(docs.join("huong-dan.md")).unwrap())
        .into_iter()
        .collect();
    let pictures: Vec<_> = fs::read_dir(docs.join("hinh"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    assert!(pictures.len() >= 8, "{}", pictures.len());
    for picture in pictures {
        let name = picture.file_name().into_string().unwrap();
        assert!(
            used.contains(&format!("hinh/{name}")),
            "{name} is shown nowhere"
        );
        assert!(
            picture.metadata().unwrap().len() < 150_000,
            "{name} is heavy"
        );
    }
}
