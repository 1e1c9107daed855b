//! The folder is the pipeline: a stage imports only stages that sort before it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the sources has to fail"
)]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use crate::support::sources;

/// What stands above the pipeline and may import every stage.
const ABOVE: [&str; 3] = ["cli", "lib.rs", "main.rs"];

/// The longest source file that a person still reads at one sitting.
const MAX_LINES: usize = 500;

/// (stage, path, text) of every file of `src`, sorted.
fn files() -> Vec<(String, PathBuf, String)> {
    let staged = |(path, text): (PathBuf, String)| {
        let stage = path
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        (stage, path, text)
    };
    sources().into_iter().map(staged).collect()
}

#[test]
fn a_stage_imports_only_stages_that_sort_before_it() {
    let mut checked = 0;
    let stages: BTreeSet<String> = files().into_iter().map(|(stage, ..)| stage).collect();
    for (stage, path, text) in files() {
        if ABOVE.contains(&stage.as_str()) || stage == "build.rs" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            // Whole paths in code count as much as imports; prose may point anywhere.
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let other: String = used
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let place = format!("src/{}:{}", path.display(), number + 1);
                assert!(
                    !other.is_empty(),
                    "{place}: write one `use crate::stage::Thing;` a line"
                );
                assert!(
                    stages.contains(&other),
                    "{place}: `{other}` is no stage: nothing stands at the root"
                );
                assert!(other <= stage, "{place}: `{stage}` must not know `{other}`");
                checked += 1;
            }
        }
    }
    assert!(
        checked > 100,
        "only {checked} imports were seen: the test no longer reads the sources"
    );
}

#[test]
fn imports_stand_one_a_line() {
    for (_, path, text) in files() {
        let grouped = text
            .lines()
            .position(|line| line.trim_start().starts_with("use crate::{"));
        assert_eq!(grouped, None, "src/{}: grouped import", path.display());
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (_, path, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "src/{}: {lines} lines", path.display());
    }
}

#[test]
fn only_cells_knows_calamine() {
    for (stage, path, text) in files() {
        assert!(
            stage == "cells" || !text.contains("calamine::"),
            "src/{}",
            path.display()
        );
    }
}

/// Characters of a function that a person takes in at once.
const LONG: usize = 1_500;

type Module = Vec<String>;

/// The module that a file of `src` is.
fn module(path: &Path) -> Module {
    let parts = path.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    parts
        .filter(|part| part != "mod" && part != "lib")
        .collect()
}

/// The imports of a file as absolute paths, each with whether it is handed on.
fn imports(of: &Module, text: &str) -> Vec<(Module, bool)> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        let handed_on = line.starts_with("pub");
        let Some((_, path)) = line
            .split_once("use ")
            .filter(|(before, _)| before.is_empty() || handed_on)
        else {
            continue;
        };
        let path = path.trim_end_matches(';').split(" as ").next().unwrap();
        let mut parts: Vec<&str> = path.split("::").collect();
        let mut base: Module = match parts[0] {
            "crate" => Vec::new(),
            _ => of.clone(),
        };
        while let Some(first) = parts
            .first()
            .copied()
            .filter(|part| ["crate", "self", "super"].contains(part))
        {
            if first == "super" {
                base.pop();
            }
            parts.remove(0);
        }
        base.extend(parts.into_iter().map(str::to_owned));
        found.push((base, handed_on));
    }
    found
}

/// Where a path leads: through what modules hand on, to the module that has it.
fn resolved(
    path: &[String],
    handed: &BTreeMap<Module, Module>,
    modules: &BTreeSet<Module>,
) -> Option<Module> {
    let mut path = path.to_vec();
    for _ in 0..8 {
        match handed.get(&path) {
            Some(next) if *next != path => path.clone_from(next),
            _ => break,
        }
    }
    (1..=path.len())
        .rev()
        .map(|length| path[..length].to_vec())
        .find(|prefix| modules.contains(prefix))
}

/// Which module of a stage knows which other of it.
fn known_inside() -> BTreeMap<Module, BTreeSet<Module>> {
    let sources = files();
    let modules: BTreeSet<Module> = sources.iter().map(|(_, path, _)| module(path)).collect();
    let mut handed = BTreeMap::new();
    for (_, path, text) in &sources {
        let of = module(path);
        for (target, handed_on) in imports(&of, text) {
            if handed_on {
                let name = target.last().unwrap().clone();
                handed.insert([of.clone(), vec![name]].concat(), target);
            }
        }
    }
    let mut known: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (_, path, text) in &sources {
        let of = module(path);
        let targets = imports(&of, text)
            .into_iter()
            .filter(|(_, handed_on)| !handed_on);
        let others = targets.filter_map(|(target, _)| resolved(&target, &handed, &modules));
        // What a folder has for all its files stands in its own: that is no circle.
        let is_beside = |other: &Module| !of.starts_with(other) && other.first() == of.first();
        known
            .entry(of.clone())
            .or_default()
            .extend(others.filter(is_beside));
    }
    known
}

/// All that a module reaches.
fn reached(from: &Module, known: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let (mut open, mut seen) = (vec![from.clone()], BTreeSet::new());
    while let Some(next) = open.pop() {
        let others = known
            .get(&next)
            .into_iter()
            .flatten()
            .filter(|other| seen.insert((*other).clone()));
        open.extend(others.cloned());
    }
    seen
}

#[test]
fn files_of_a_stage_know_each_other_in_one_direction() {
    let known = known_inside();
    assert!(known.values().map(BTreeSet::len).sum::<usize>() > 500);
    let in_circle: Vec<&Module> = known
        .keys()
        .filter(|module| reached(module, &known).contains(*module))
        .collect();
    let told: Vec<String> = in_circle.iter().map(|module| module.join("/")).collect();
    assert!(told.is_empty(), "files in circles: {}", told.join(" "));
}

/// A file without the tests at its end.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

/// What is declared on a line, whoever may see it: `struct Fact {` of `pub(in crate::law) struct Fact {`.
fn declared(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("pub") else {
        return line;
    };
    match rest
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(") "))
    {
        Some((_, rest)) => rest,
        None => rest.trim_start(),
    }
}

#[test]
fn a_name_stands_for_one_type() {
    let mut places: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for (_, path, text) in files() {
        for line in without_tests(&text).lines().map(declared) {
            for kind in ["struct ", "enum ", "trait ", "type "] {
                let Some(rest) = line.strip_prefix(kind) else {
                    continue;
                };
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                places.entry(name).or_default().insert(path.clone());
            }
        }
    }
    assert!(places.len() > 500);
    let shared: Vec<_> = places.iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(shared.is_empty(), "names of several types: {shared:#?}");
}

/// The lines of a function that begins with the first of these, its signature on one line or on several; none where
/// no function begins, or one without a body.
fn function<'t>(lines: &'t [&'t str]) -> Option<&'t [&'t str]> {
    let bare = lines[0].trim_start();
    let name = declared(bare)
        .trim_start_matches("const ")
        .trim_start_matches("async ");
    let is_body = |line: &&&str| line.ends_with(['{', '}', ';']);
    if !name.starts_with("fn ") || !lines.iter().find(is_body)?.ends_with('{') {
        return None;
    }
    let end = format!("{}}}", " ".repeat(lines[0].len() - bare.len()));
    let length = lines.iter().position(|line| *line == end)?;
    Some(&lines[..length])
}

#[test]
fn functions_are_short() {
    let (mut long, mut all) = (Vec::new(), 0);
    for (_, path, text) in files() {
        let lines: Vec<&str> = without_tests(&text).lines().collect();
        for at in 0..lines.len() {
            let Some(function) = function(&lines[at..]) else {
                continue;
            };
            all += 1;
            let length: usize = function
                .iter()
                .map(|line| line.trim().chars().count())
                .sum();
            if length > LONG {
                long.push(format!("{}:{} {length}", path.display(), at + 1));
            }
        }
    }
    assert!(all > 3_000, "only {all} functions are seen");
    assert!(long.is_empty(), "{} long functions: {long:#?}", long.len());
}
