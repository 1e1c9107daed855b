//! One vocabulary: code knows fields by the roles that the forms declare, never by their keys.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the sources or its sample has to fail"
)]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

use crate::support::sources;
use regex_lite::Regex;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::dictionary::Entity;
use vtvl::dictionary::Forms;
use vtvl::law::load;
use vtvl::opinion::Asked;

/// Where the same letters are another word: a word of headings and dates, a variable of sentences,
/// the term for "yes", and the one fact that the program makes itself.
const OTHER_WORDS: [(&str, usize); 9] = [
    ("cli/rules/args.rs", 1),
    ("cli/rules/law.rs", 1),
    ("dossier/plan/numbering.rs", 1),
    ("dossier/plan/section.rs", 1),
    ("dossier/values/date.rs", 1),
    ("law/fact.rs", 1),
    ("law/sentence.rs", 1),
    ("opinion/figures.rs", 1),
    ("template/fill.rs", 1),
];

/// The keys of all fields and all facts.
fn keys() -> (BTreeSet<String>, BTreeSet<String>) {
    let book = Book::embedded();
    let forms = Forms::parse(&book).unwrap();
    let law = load(&book, &forms).unwrap();
    let fields = forms
        .iter()
        .flat_map(|form| &form.fields)
        .map(|field| field.key.to_string())
        .collect();
    (fields, law.facts.keys().cloned().collect())
}

#[test]
fn no_key_of_a_field_or_fact_is_a_literal() {
    let (mut keys, facts) = keys();
    keys.extend(facts);
    let literal = Regex::new("\"([a-z_0-9]+)\"").unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        // Tests read the program's own rulebook.
        let is_test = ["quirks", "/tests", "messy.rs"]
            .iter()
            .any(|part| name.contains(part));
        if is_test || name == "dictionary/entity.rs" {
            continue;
        }
        let code = text.split("#[cfg(test)]\n").next().unwrap();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let hits = lines
            .flat_map(|line| literal.captures_iter(line))
            .filter(|found| keys.contains(&found[1]))
            .count();
        if hits > 0 {
            seen.insert(name, hits);
        }
    }
    let allowed: BTreeMap<String, usize> = OTHER_WORDS
        .iter()
        .map(|(name, number)| ((*name).to_owned(), *number))
        .collect();
    assert_eq!(
        seen, allowed,
        "name a field by its role; where one is gone, lower the number"
    );
}

/// The rulebook with another word for every key that is no word of prose.
fn renamed(keys: &BTreeSet<String>) -> Book {
    let word = Regex::new("[a-z0-9_]+").unwrap();
    let rename = |text: &str| {
        word.replace_all(text, |found: &regex_lite::Captures<'_>| {
            if keys.contains(&found[0]) {
                format!("{}_moi", &found[0])
            } else {
                found[0].to_owned()
            }
        })
        .into_owned()
    };
    let book = Book::embedded();
    let files: Vec<(String, String)> = book
        .files()
        .map(|(name, text)| (name.to_owned(), rename(text)))
        .collect();
    Book::from_files(
        book.origin(),
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
}

#[test]
fn other_keys_give_the_same_appraisal() {
    let (fields, facts) = keys();
    let entities: Vec<&str> = Entity::ALL.iter().map(|entity| entity.key()).collect();
    // A key without an underscore is a word of prose as well: those are seen by the test above.
    let told = |key: &&String| {
        key.contains('_') && !entities.contains(&key.as_str()) && *key != vtvl::law::CELL
    };
    let keys: BTreeSet<String> = fields.union(&facts).filter(told).cloned().collect();
    assert!(keys.len() > 100, "only {} keys are renamed", keys.len());
    let engine = Engine::new(&Book::embedded()).unwrap();
    let other = Engine::new(&renamed(&keys)).unwrap_or_else(|faults| panic!("{faults}"));
    let mut appraised = 0;
    for entry in fs::read_dir(crate::support::samples_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "xlsx") {
            continue;
        }
        let files = [Submitted::new("a.xlsx", fs::read(&path).unwrap())];
        let told = |engine: &Engine| match engine.appraise(
            &files,
            &ReadingManner::default(),
            &Asked::default(),
        ) {
            Ok(appraisal) => format!("{appraisal:#?}"),
            Err(error) => error.to_string(),
        };
        let digests = (engine.law.digest.clone(), other.law.digest.clone());
        let (one, two) = (told(&engine), told(&other));
        let two = two.replace("_moi", "").replace(&digests.1, &digests.0);
        for (one, two) in one.lines().zip(two.lines()) {
            assert_eq!(one.trim(), two.trim(), "{}", path.display());
        }
        assert_eq!(
            one.lines().count(),
            two.lines().count(),
            "{}",
            path.display()
        );
        appraised += 1;
    }
    assert!(appraised > 5, "only {appraised} samples");
}
