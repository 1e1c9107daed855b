//! The files of `rules/`, as listed by the build script.

include!(concat!(env!("OUT_DIR"), "/rulebook.rs"));
