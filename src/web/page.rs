//! The page as one file: its parts beside this source, put together.
//!
//! The file asks for nothing from anywhere: its content security policy lets only its own script
//! and style run, by their digests, and, where the engine is inside, only WebAssembly from the same
//! file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;
use sha2::Sha256;

use crate::report;

const FRAME: &str = include_str!("page/page.html");
const STYLE: &str = concat!(
    include_str!("page/page.css"),
    include_str!("page/grid.css"),
    include_str!("page/timeline.css")
);
/// Runs beside the page, so that the page answers while the engine works.
const WORKER: &str = concat!(include_str!("page/wasi.js"), include_str!("page/worker.js"));
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("page/dom.js"),
    include_str!("page/bundle.js"),
    include_str!("page/engine.js"),
    include_str!("page/opinions.js"),
    include_str!("page/state.js"),
    include_str!("page/files.js"),
    include_str!("page/reading.js"),
    include_str!("page/grid.js"),
    include_str!("page/mend.js"),
    include_str!("page/findings.js"),
    include_str!("page/outputs.js"),
    include_str!("page/register.js"),
    include_str!("page/timeline.js"),
    include_str!("page/laws.js"),
    include_str!("page/changes.js"),
    include_str!("page/main.js"),
);

/// Trang: the whole page as one HTML text. With `engine`, the program compiled to WebAssembly and
/// packed by gzip, it works by itself; without, it asks the server that it came from.
#[must_use]
pub fn page(engine: Option<&[u8]>) -> String {
    let engine = engine
        .map(|packed| STANDARD.encode(packed))
        .unwrap_or_default();
    FRAME
        .replace("{{policy}}", &policy(engine.is_empty()))
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        .replace("{{worker}}", WORKER)
        .replace("{{engine}}", &engine)
}

/// The content security policy of the page. The register is a page of its own that is shown inside,
/// in an origin of its own: it comes under this policy too, so its style and script are among those
/// that may run.
pub(super) fn policy(served: bool) -> String {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (runs, asks) = if served {
        ("", "'self'")
    } else {
        (" 'wasm-unsafe-eval'", "'none'")
    };
    let [inside_style, inside_script] = report::page_sources();
    format!(
        "default-src 'none'; script-src 'sha256-{}' {inside_script}{runs}; style-src 'sha256-{}' {inside_style}; \
         worker-src blob:; connect-src {asks}; img-src data:; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_nothing_from_anywhere() {
        for page in [page(None), page(Some(b"engine"))] {
            assert!(!page.contains("{{"), "a part is missing");
            for outside in [
                "https://",
                "src=\"http",
                "href=\"http",
                "@import",
                "url(http",
                " style=\"",
            ] {
                assert!(!page.contains(outside), "{outside}");
            }
        }
    }

    #[test]
    fn no_part_can_end_its_element() {
        for part in [STYLE, SCRIPT, WORKER] {
            assert!(
                !part.contains("</"),
                "a closing tag inside a part of the page"
            );
            assert!(
                !part.contains("{{"),
                "a part of the page is taken for a place in its frame"
            );
        }
    }

    /// The parts are one script: a later function takes the place of an earlier one of the same
    /// name, in silence.
    #[test]
    fn no_name_is_declared_twice() {
        let named = |line: &'static str| {
            let line = line.strip_prefix("async ").unwrap_or(line);
            let rest = ["function ", "const ", "let ", "class "]
                .iter()
                .find_map(|word| line.strip_prefix(word))?;
            rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$')
                .next()
        };
        let mut names: Vec<&str> = SCRIPT
            .lines()
            .filter_map(named)
            .filter(|name| !name.is_empty())
            .collect();
        names.sort_unstable();
        let twice: Vec<_> = names
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        assert!(
            names.len() > 100 && twice.is_empty(),
            "declared twice: {twice:?}"
        );
    }

    #[test]
    fn the_engine_is_in_the_page_only_when_it_is_given() {
        assert!(page(Some(b"engine")).contains("ZW5naW5l"));
        assert!(page(Some(b"engine")).contains("wasm-unsafe-eval"));
        assert!(!page(None).contains("wasm-unsafe-eval"));
    }
}
