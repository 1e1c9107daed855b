//! The folder is the pipeline: a stage imports only stages that sort before it.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to fail")]

use std::path::PathBuf;

use crate::support::sources;

/// What stands above the pipeline and may import every stage.
const ABOVE: [&str; 3] = ["cli", "lib.rs", "main.rs"];

/// The longest source file that a person still reads at one sitting.
const MAX_LINES: usize = 500;

/// (stage, path, text) of every file of `src`, sorted.
fn files() -> Vec<(String, PathBuf, String)> {
    let staged = |(path, text): (PathBuf, String)| {
        let stage = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        (stage, path, text)
    };
    sources().into_iter().map(staged).collect()
}

#[test]
fn a_stage_imports_only_stages_that_sort_before_it() {
    let mut checked = 0;
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
                let other: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let place = format!("src/{}:{}", path.display(), number + 1);
                assert!(!other.is_empty(), "{place}: write one `use crate::stage::Thing;` a line");
                assert!(other <= stage, "{place}: `{stage}` must not know `{other}`");
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} imports were seen: the test no longer reads the sources");
}

#[test]
fn imports_stand_one_a_line() {
    for (_, path, text) in files() {
        let grouped = text.lines().position(|line| line.trim_start().starts_with("use crate::{"));
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
        assert!(stage == "cells" || !text.contains("calamine::"), "src/{}", path.display());
    }
}
