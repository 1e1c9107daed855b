//! What the page may load and run: its own style and its own script, known by their digests.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::Digest;
use sha2::Sha256;

/// The policy (Content Security Policy, level 2) for a page with one style and one script.
pub(in crate::report) fn of(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        source(style),
        source(script)
    )
}

/// A text as the source of a policy: the digest of what stands between the tags.
pub(in crate::report) fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_its_digest() {
        // The digest of nothing, from the definition of SHA-256.
        assert_eq!(
            source(""),
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
    }
}
