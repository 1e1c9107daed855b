//! The annexes of a report: their numbers, the lists too long for the body, the rule of every entry.

use serde::Serialize;

use super::View;
use crate::law::Outcome;
use crate::report::entries;
use crate::report::entries::Case;
use crate::report::entries::Entry;
use crate::report::entries::Section;
use crate::report::words;

/// Cases of one finding that an annex names before it only counts the rest.
const CASES: usize = 300;

/// Remarks of the reader that stand in the body.
const REMARKS: usize = 10;

/// Phụ lục: what follows the signature.
#[derive(Debug, Serialize)]
pub(super) struct Annexes<'a> {
    /// Number of the annex of positions; empty when the proposal lists none.
    positions: &'static str,
    /// Number of the annex of cases; empty when every list stands in the body.
    cases: &'static str,
    /// Number of the annex with what is needed to check the report.
    trace: &'static str,
    lists: Vec<List<'a>>,
    /// How many remarks of the reader the last annex lists; empty when the body does.
    remarks: String,
    /// The rules behind the entries, section by section.
    rules: Vec<Rules>,
}

/// The rules behind the entries of one section.
#[derive(Debug, Serialize)]
struct Rules {
    section: usize,
    /// `V.1.1: nd-62-2020/…; V.1.2: …`
    rules: String,
}

/// The cases of one finding.
#[derive(Debug, Serialize)]
struct List<'a> {
    number: usize,
    label: &'a str,
    title: &'a str,
    cases: &'a [Case],
    /// Whether all lack the same data: the names and cells say enough.
    brief: bool,
    /// How many more there are; empty when all are named.
    rest: String,
}

impl<'a> Annexes<'a> {
    /// The annexes of a report.
    pub(super) fn of(view: &'a View) -> Self {
        let entries = || view.sections.iter().flat_map(|section| &section.entries);
        let list = |entry: &'a Entry| {
            let shown = entry.instances.len().min(CASES);
            let rest = entry.instances.len() - shown;
            List {
                number: entry.table,
                label: &entry.reference.label,
                title: &entry.title,
                cases: &entry.instances[..shown],
                brief: entry.class == entries::class(Outcome::Missing),
                rest: if rest > 0 { words::count(rest) } else { String::new() },
            }
        };
        let lists: Vec<List<'a>> = entries().filter(|entry| entry.table > 0).map(list).collect();
        let rules = |section: &Section| {
            let entry = |entry: &Entry| format!("{}: {}", entry.reference.label, entry.rule);
            let rules: Vec<String> = section.entries.iter().map(entry).collect();
            Rules { section: section.number, rules: rules.join("; ") }
        };
        let mut numbers = ["I", "II", "III"].into_iter();
        let mut next = |wanted: bool| if wanted { numbers.next().unwrap_or_default() } else { "" };
        Self {
            positions: next(!view.positions.is_empty()),
            cases: next(!lists.is_empty()),
            trace: next(true),
            lists,
            remarks: if view.remarks.len() > REMARKS { words::count(view.remarks.len()) } else { String::new() },
            rules: view.sections.iter().filter(|section| !section.entries.is_empty()).map(rules).collect(),
        }
    }
}
