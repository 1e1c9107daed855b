//! The files of `rules/`, as listed by the build script.

include!(concat!(env!("OUT_DIR"), "/rulebook.rs"));

/// The TOML of a file, or of the block at the top of a page, as JSON; empty where it has none.
pub(super) fn json(name: &str) -> Option<&'static str> {
    let at = FILES
        .binary_search_by(|(known, ..)| (*known).cmp(name))
        .ok()?;
    FILES.get(at).map(|(_, _, json)| *json)
}
