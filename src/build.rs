//! Build script: lists every file of `rules/` so that the program carries its rulebook with it, its
//! TOML as JSON, which is quicker to read, and its digest. It lives in `src` because the top level
//! of the repository is fixed.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "book/digest.rs"]
mod digest;

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/book/digest.rs");
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    let mut files = Vec::new();
    for path in paths {
        let name = path
            .strip_prefix(&root)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        files.push((name, fs::read_to_string(&path)?, path));
    }
    files.sort();
    let mut list = String::from("pub(super) static FILES: &[(&str, &str, &str)] = &[\n");
    // Writing to a String cannot fail.
    for (name, text, path) in &files {
        let json = json(name, &digest::unix(text)).unwrap_or_default();
        let _ = writeln!(
            list,
            "    ({name:?}, include_str!({:?}), {json:?}),",
            path.display().to_string()
        );
    }
    list.push_str("];\n");
    let texts: Vec<_> = files
        .iter()
        .map(|(name, text, _)| (name.as_str(), digest::unix(text)))
        .collect();
    let digest = digest::of(texts.iter().map(|(name, text)| (*name, &**text)));
    let _ = writeln!(list, "pub(super) const DIGEST: &str = {digest:?};");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("rulebook.rs");
    fs::write(out, list)
}

/// The TOML of a file, or of the block at the top of a page, as JSON; none where there is none, or
/// one with faults: the program finds them itself.
fn json(name: &str, text: &str) -> Option<String> {
    let toml = match Path::new(name).extension()?.to_str()? {
        "md" => text.strip_prefix("```toml\n")?.split_once("\n```")?.0,
        "toml" => text,
        _ => return None,
    };
    serde_json::to_string(&toml.parse::<toml::Table>().ok()?).ok()
}

/// Collects the text files that make up a rulebook: pages, TOML and CSV.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|e| e == "md" || e == "toml" || e == "csv")
        {
            files.push(path);
        }
    }
    Ok(())
}
