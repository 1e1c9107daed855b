//! Honest workbooks only look different: the clean samples × layout changes with which nothing may
//! change.
//!
//! A trial is one layout in one form of one sample (some in pairs). Positions, people and findings
//! must be those of the sample as it is. What is known to fail stands in `known.txt`, a list that
//! only shrinks; the figures stand in `docs/bo-cuc.md`. `cargo test --test layouts ghi-chú` runs
//! some of the trials.
//!
//! `UPDATE_LAYOUTS=1 cargo test --test layouts` writes the page anew and strikes out of the list
//! what has become right; it never adds to the list: that is done by hand, from the lines that the
//! test prints. `KNOWN_LAYOUTS=DIR` shows what is wrong in each trial of the list and leaves their
//! workbooks in that folder.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its workbook has to fail"
)]

mod blocks;
mod cells;
mod columns;
mod desk;
mod extra;
mod forms;
mod general;
mod headings;
mod heads;
mod layout;
mod numbers;
mod orders;
mod outcome;
mod page;
mod pages;
mod plan;
mod rows;
mod sections;
mod sheets;
mod sums;
#[path = "../support/mod.rs"]
mod support;
mod trials;
mod values;

use layout::Layout;

/// Every layout.
fn all() -> Vec<Layout> {
    let themes = [
        rows::layouts(),
        pages::layouts(),
        sums::layouts(),
        sections::layouts(),
        numbers::layouts(),
        orders::layouts(),
        headings::layouts(),
        columns::layouts(),
        heads::layouts(),
        cells::layouts(),
        values::layouts(),
        sheets::layouts(),
        extra::layouts(),
        general::layouts(),
        blocks::layouts(),
    ];
    themes.into_iter().flatten().collect()
}

fn main() {
    trials::run();
}
