//! `vtvl rules search`: Vietnamese words, with or without accents.

use super::Exit;
use super::Failure;
use super::line;
use super::print;
use crate::cli::global::Global;
use crate::dictionary::fold;
use crate::law::Rule;

pub(super) fn run(global: &Global, words: &str) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let found: Vec<&Rule> = engine
        .law
        .rules
        .values()
        .filter(|rule| holds(rule, words))
        .collect();
    if found.is_empty() {
        return Err(Failure(format!("không có quy tắc nào nói đến “{words}”")));
    }
    print(|out| {
        found.iter().try_for_each(|rule| line(out, rule))?;
        writeln!(out, "{} quy tắc", found.len())
    })?;
    Ok(Exit::Fine)
}

/// Every word occurs in the page; accents count only where the reader typed them.
fn holds(rule: &Rule, words: &str) -> bool {
    let page = [
        &rule.id,
        &rule.title,
        &rule.statement,
        &rule.basis,
        &rule.remedy,
    ]
    .map(String::as_str)
    .join(" ");
    let (accented, bare) = (fold::key(&page), fold::bare(&page));
    fold::squeeze(words).split(' ').all(|word| {
        let plain = fold::bare(word);
        if plain == fold::key(word) {
            bare.contains(&plain)
        } else {
            accented.contains(&fold::key(word))
        }
    })
}
