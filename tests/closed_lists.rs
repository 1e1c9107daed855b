//! Closed lists are closed: whatever stands in a cell that decides a limit and is no term of its
//! list, something is said.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its workbook has to fail"
)]

use std::collections::BTreeSet;

use crate::support::Cell;
use crate::support::Sheets;
use crate::support::sample;
use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest::test_runner::RngAlgorithm;
use proptest::test_runner::TestCaseError;
use proptest::test_runner::TestRng;
use proptest::test_runner::TestRunner;
use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::cells::Addr;
use vtvl::dictionary::Entity;
use vtvl::dictionary::FieldKind;
use vtvl::dictionary::Forms;
use vtvl::dictionary::TermList;
use vtvl::law::Law;
use vtvl::law::Outcome;
use vtvl::law::ReadWay;
use vtvl::law::load;
use vtvl::opinion::Appraisal;
use vtvl::opinion::Asked;

/// Each case is a run of the whole program.
const CASES: u32 = 40;

/// A cell with a term, the list that it is of, and whether a rule asks which term it is.
struct Listed {
    book: usize,
    at: Addr,
    list: String,
    decides: bool,
}

/// The fields by whose terms rules are switched, limits chosen and rows counted.
fn deciding(law: &Law) -> BTreeSet<(Entity, String)> {
    let mut asked: Vec<(&str, bool)> = Vec::new();
    for rule in law.rules.values() {
        asked.extend(rule.when.iter().map(|when| (when.fact.as_str(), true)));
        asked.extend(
            rule.values
                .values()
                .filter_map(|value| value.row_by.as_deref())
                .map(|fact| (fact, true)),
        );
        asked.extend(
            rule.checks
                .iter()
                .filter_map(|check| check.fact.as_deref())
                .map(|fact| (fact, false)),
        );
    }
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    while let Some((fact, whole)) = asked.pop() {
        let Some(def) = law.facts.get(fact).filter(|_| seen.insert((fact, whole))) else {
            continue;
        };
        asked.extend(def.operands().into_iter().map(|operand| (operand, whole)));
        let reads = def
            .reads()
            .into_iter()
            .filter(|read| whole || read.way == ReadWay::Choice);
        found.extend(reads.filter_map(|read| Some((read.entity, read.field?.to_owned()))));
    }
    found
}

/// How a text that is no term is made: the random text itself, or a term with a letter more, less
/// or other.
#[derive(Debug, Clone)]
enum Twist {
    Random(String),
    Dropped(usize),
    Doubled(usize),
    Replaced(usize, char),
    /// A term of whichever list.
    Foreign(usize),
}

fn twist() -> impl Strategy<Value = Twist> {
    let letters = "[a-zA-ZàáảạđêốơưừỨẢ]{1,9}( [a-zàếộơư]{1,7}){0,3}";
    prop_oneof![
        letters.prop_map(Twist::Random),
        any::<usize>().prop_map(Twist::Dropped),
        any::<usize>().prop_map(Twist::Doubled),
        (any::<usize>(), proptest::char::range('a', 'z'))
            .prop_map(|(at, letter)| Twist::Replaced(at, letter)),
        any::<usize>().prop_map(Twist::Foreign),
    ]
}

fn twisted(twist: &Twist, written: &str, forms: &Forms) -> String {
    let mut letters: Vec<char> = written.chars().collect();
    let at = |nth: &usize, len: usize| nth % len.max(1);
    match twist {
        Twist::Random(text) => return text.clone(),
        Twist::Dropped(nth) => {
            letters.remove(at(nth, letters.len()));
        }
        Twist::Doubled(nth) => {
            letters.insert(at(nth, letters.len()), letters[at(nth, letters.len())]);
        }
        Twist::Replaced(nth, letter) => {
            let at = at(nth, letters.len());
            letters[at] = *letter;
        }
        Twist::Foreign(nth) => {
            let labels: Vec<&str> = forms
                .lists()
                .flat_map(|list| &list.terms)
                .map(|term| term.label.as_str())
                .collect();
            return labels[at(nth, labels.len())].to_owned();
        }
    }
    letters.into_iter().collect()
}

fn files(book: &Sheets) -> [Submitted; 1] {
    [Submitted::new("de-an.xlsx", book.to_xlsx())]
}

/// The cells with a term of a closed list, one a column and sample.
fn listed(engine: &Engine, forms: &Forms, books: &[Sheets]) -> Vec<Listed> {
    let deciding = deciding(&load(&Book::embedded(), forms).unwrap());
    let mut found = Vec::new();
    for (nth, book) in books.iter().enumerate() {
        let (dossier, _) = engine
            .read(&files(book), &ReadingManner::default())
            .unwrap();
        for table in dossier.tables.values() {
            let form = forms.of(table.entity).unwrap();
            for field in form
                .fields
                .iter()
                .filter(|field| field.kind != FieldKind::Mark && !field.blank.free)
            {
                let Some(list) = &field.choices else { continue };
                let leaves = table
                    .entries
                    .iter()
                    .filter_map(|entry| entry.leaf(&field.key));
                let middle: Vec<&Addr> = leaves
                    .filter(|leaf| leaf.term.is_some())
                    .map(|leaf| &leaf.at)
                    .collect();
                let Some(at) = middle.get(middle.len() / 2) else {
                    continue;
                };
                let decides = deciding.contains(&(table.entity, field.key.to_string()));
                found.push(Listed {
                    book: nth,
                    at: (*at).clone(),
                    list: list.clone(),
                    decides,
                });
            }
        }
    }
    found
}

/// Whether the appraisal would let a proposal pass.
fn passes(appraisal: &Appraisal) -> bool {
    let held = [
        Outcome::Violation,
        Outcome::Explain,
        Outcome::Missing,
        Outcome::Doubtful,
    ];
    !appraisal
        .findings
        .iter()
        .any(|finding| held.contains(&finding.outcome))
}

#[test]
fn what_is_no_term_never_passes() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let forms = Forms::parse(&Book::embedded()).unwrap();
    let small = Sheets::parse(include_str!("layouts/mau-nho.txt")).unwrap();
    let books = [small, sample("truong-thpt-2022")];
    let cells = listed(&engine, &forms, &books);
    assert!(
        cells.len() > 10,
        "{} cells with a term were found",
        cells.len()
    );
    let config = Config {
        cases: CASES,
        max_shrink_iters: 8,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&(0..cells.len(), twist()), |(cell, twist)| {
        let Listed {
            book,
            at,
            list,
            decides,
        } = &cells[cell];
        let list: &TermList = forms.list(list).unwrap();
        let mut changed = books[*book].clone();
        let row = &mut changed.sheets[at.sheet.index].rows[at.row as usize];
        let Cell::Text(written) = row[at.col as usize].clone() else {
            return Err(TestCaseError::reject("no text"));
        };
        let typed = twisted(&twist, &written, &forms);
        let meant = list.find(&typed).map(|term| term.key.clone());
        // A way to write a term is no error, whichever term it is.
        prop_assume!(!typed.trim().is_empty() && list.find_written(&typed).is_none());
        row[at.col as usize] = Cell::Text(typed.clone());
        let Ok(appraisal) = engine.appraise(
            &files(&changed),
            &ReadingManner::default(),
            &Asked::default(),
        ) else {
            return Ok(());
        };
        let told = appraisal
            .remarks
            .iter()
            .any(|remark| remark.cells.contains(at));
        prop_assert!(
            told || !passes(&appraisal),
            "nothing is said of “{typed}” in {at}"
        );
        if meant.is_none() && *decides {
            prop_assert!(!passes(&appraisal), "“{typed}” in {at} passes");
        }
        Ok(())
    });
    result.unwrap();
}
