//! Every sentence that a rule can say, rendered from its own case table: to be proofread in a diff.

use std::fmt::Write as _;

use vtvl::Engine;
use vtvl::book::Book;
use vtvl::opinion;

#[test]
fn the_sentences_of_all_rules() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    let mut text = String::new();
    for sentences in opinion::case_sentences(&engine.law, &engine.forms) {
        writeln!(text, "{} [{}]", sentences.rule, sentences.outcome.label()).unwrap();
        writeln!(text, "  {}\n  → {}", sentences.statement, sentences.remedy).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn sentences_are_whole_and_clean() {
    let engine = Engine::new(&Book::embedded()).unwrap();
    for sentences in opinion::case_sentences(&engine.law, &engine.forms) {
        for text in [&sentences.statement, &sentences.remedy] {
            let place = format!("{}: {text}", sentences.rule);
            assert!(text.ends_with(['.', '?', '!']), "no full stop: {place}");
            assert!(!text.contains("{{") && !text.contains("  "), "{place}");
            assert!(
                !text.contains("chưa rõ"),
                "an unknown value in a sentence: {place}"
            );
            assert!(
                text.chars().next().is_some_and(char::is_uppercase),
                "{place}"
            );
        }
    }
}
