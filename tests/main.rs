//! Every test of the program that needs no harness of its own, in one program: a module a file.
//!
//! `cargo test --test suite papers` runs those of one file.

mod architecture;
mod batch;
mod causes;
#[path = "cells/main.rs"]
mod cells;
mod cli;
mod closed_lists;
mod configuration;
mod convert;
mod corpus;
mod defects;
mod diff;
mod docs;
#[path = "docx/main.rs"]
mod docx;
mod dossiers;
mod doubts;
mod excerpts;
mod explained;
mod files;
mod law_time;
mod lints;
mod margins;
mod matrix;
mod mend;
mod needed;
mod outputs;
mod page;
mod papers;
#[path = "quirks/main.rs"]
mod quirks;
mod reading;
mod register;
mod samples;
mod schemas;
mod sentences;
mod serve;
mod supply;
mod support;
mod template;
mod verify;
mod vocabulary;
mod waivers;
mod whole;
mod word;
