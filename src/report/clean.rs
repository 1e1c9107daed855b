//! Text on its way out: nothing from a workbook may command a terminal, a browser or a word
//! processor.

use std::io;
use std::io::Write;

use crate::dictionary::fold;

/// A character as every report may show it, or none when it has to go.
///
/// Line breaks and tabs become spaces. Control characters go (terminals obey them, XML forbids
/// them), and so do marks that turn the direction of writing, which make a text read as something
/// else.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() || fold::turns_writing(c) => None,
        c => Some(c),
    }
}

/// Text for the terminal: one line without control characters.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

/// Text of a message of SARIF: no placeholder (`{0}`, 3.11.5) and no embedded link (`[…](…)`,
/// 3.11.6).
pub(super) fn sarif(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(shown) {
        match c {
            '{' | '}' => out.extend([c, c]),
            '[' | ']' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Escapes text for HTML and XML, content and quoted attributes alike.
pub(super) fn markup(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escape(text, out, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    })
}

/// The same as a text.
pub(super) fn marked_up(text: &str) -> String {
    let mut out = Vec::new();
    // A vector takes every byte, and what is escaped stays UTF-8.
    let _ = markup(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Escapes text for Markdown: it neither formats, links, ends a table cell nor opens a tag.
pub(super) fn markdown(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escape(text, out, |c| match c {
        '\\' => Some("\\\\"),
        '`' => Some("\\`"),
        '*' => Some("\\*"),
        '_' => Some("\\_"),
        '[' => Some("\\["),
        ']' => Some("\\]"),
        '|' => Some("\\|"),
        '~' => Some("\\~"),
        '$' => Some("\\$"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        _ => None,
    })
}

fn escape(
    text: &str,
    out: &mut dyn Write,
    special: impl Fn(char) -> Option<&'static str>,
) -> io::Result<()> {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter_map(shown) {
        match special(c) {
            Some(instead) => escaped.push_str(instead),
            None => escaped.push(c),
        }
    }
    out.write_all(escaped.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_sarif_holds_no_placeholder_and_no_link() {
        assert_eq!(
            sarif("{0} [xem](http://a)\u{202e}"),
            "{{0}} \\[xem\\](http://a)"
        );
        assert_eq!(sarif("Phòng Tổng hợp: 12%"), "Phòng Tổng hợp: 12%");
    }

    fn by(escape: fn(&str, &mut dyn Write) -> io::Result<()>, text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(plain("a\x1b[31mđỏ\u{9b}2J\u{7}\nb\tc"), "a[31mđỏ2J b c");
        assert_eq!(plain("ab\u{202e}cd\u{feff}"), "abcd");
    }

    #[test]
    fn markup_holds_no_tag_and_no_forbidden_character() {
        assert_eq!(
            by(markup, "<b>\"A\" & 'B'\u{0}\u{b}\u{ffff}"),
            "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;"
        );
    }

    #[test]
    fn markdown_stays_in_its_cell() {
        assert_eq!(
            by(markdown, "a|b `c` <i> *d* [e](f)\n# g"),
            "a\\|b \\`c\\` &lt;i&gt; \\*d\\* \\[e\\](f) # g"
        );
    }
}
