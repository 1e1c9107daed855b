//! XML as programs write nearly all of theirs: elements, attributes and text, without comments,
//! references, CDATA or a document type. Told token by token, quicker than by a parser that knows
//! all of XML; stricter than one.

use memchr::memchr;
use memchr::memmem;
use quick_xml::events::BytesStart;

use super::ArchiveError;
use super::walk::Token;
use super::walk::Walk;

/// The text of a part behind its declaration, where it is simple XML.
pub(super) fn simple(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let body = match text.strip_prefix("<?xml") {
        Some(rest) => {
            rest.split_once("?>")
                .filter(|(inside, _)| !inside.contains('>'))?
                .1
        }
        None => text,
    };
    let bytes = body.as_bytes();
    let is_simple = memchr(b'&', bytes).is_none()
        && memmem::find(bytes, b"<!").is_none()
        && memmem::find(bytes, b"<?").is_none()
        && memchr(0, bytes).is_none();
    is_simple.then_some(body)
}

/// Walks through simple XML.
///
/// # Errors
/// It is not well formed, or what the visitor says.
pub(super) fn walk<E: From<ArchiveError>, V>(text: &str, walk: &mut Walk<'_, V>) -> Result<(), E>
where
    V: FnMut(Token<'_>) -> Result<(), E>,
{
    let corrupt = || E::from(ArchiveError::Corrupt);
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(begin) = memchr(b'<', rest.as_bytes()) {
        let (before, from) = rest.split_at(begin);
        if !before.is_empty() {
            walk.fits(before)?;
            walk.text(before)?;
        }
        let end = end_of_tag(&from.as_bytes()[1..]).ok_or_else(corrupt)? + 1;
        let inside = &from[1..end];
        walk.fits(inside)?;
        rest = &from[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim_end();
            if open.pop() != Some(name) {
                return Err(corrupt());
            }
            walk.end(name)?;
            continue;
        }
        let content = inside.strip_suffix('/');
        let is_empty = content.is_some();
        let content = content.unwrap_or(inside);
        let name = content
            .split(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        if name.is_empty() || name.contains(['"', '\'', '=', '/']) {
            return Err(corrupt());
        }
        let start = BytesStart::from_content(content, name.len());
        if is_empty {
            walk.empty(&start)?;
        } else {
            open.push(name);
            walk.start(&start)?;
        }
    }
    if !open.is_empty() {
        return Err(corrupt());
    }
    if rest.is_empty() {
        Ok(())
    } else {
        walk.text(rest)
    }
}

/// Where the tag ends that these bytes begin: at the first `>` outside quotation marks. A `<`
/// inside is no XML. Tags are short: byte by byte is quicker than a search for each sign.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut quote = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => return None,
            b'"' | b'\'' if quote == 0 => quote = *byte,
            b'"' | b'\'' if quote == *byte => quote = 0,
            b'>' if quote == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;

    use super::*;
    use crate::archive::Limits;

    /// What a walk tells, a line a token; none where it breaks off.
    fn told(
        go: impl FnOnce(
            &mut dyn FnMut(Token<'_>) -> Result<(), ArchiveError>,
        ) -> Result<(), ArchiveError>,
    ) -> Option<String> {
        let mut lines = String::new();
        let mut visit = |token: Token<'_>| {
            let line = match token {
                Token::Start(start) => {
                    let mut attributes = start.attributes();
                    let told = attributes.with_checks(false).map(|a| {
                        a.map_or("?".into(), |a| format!("{}={}", a.key.as_ref(), a.value))
                    });
                    format!(
                        "<{} {}",
                        start.name().as_ref(),
                        told.collect::<Vec<_>>().join(" ")
                    )
                }
                Token::End(name) => format!(">{name}"),
                Token::Text(text) => format!("{text:?}"),
            };
            lines.extend([line.as_str(), "\n"]);
            Ok(())
        };
        go(&mut visit).ok()?;
        Some(lines)
    }

    fn by_both(text: &str) -> (Option<String>, Option<String>) {
        let limits = Limits::default();
        let own = told(|visit| walk(text, &mut Walk::new(&limits, visit)));
        let theirs = told(|visit| {
            let mut reader = Reader::from_str(text);
            let mut walk = Walk::new(&limits, visit);
            while walk.step(reader.read_event().map_err(|_| ArchiveError::Corrupt)?)? {}
            Ok(())
        });
        (own, theirs)
    }

    #[test]
    fn the_parts_of_a_workbook_are_told_as_by_the_parser() {
        for text in [
            r#"<worksheet xmlns="a"><row r="1" ht='2>1'><c r="A1" t="s"><v>12</v></c><c r="B1"/></row ></worksheet>"#,
            "<a>\n  <b c=\"d\" />chữ\r\n</a>\n",
            "<a b = \"c\"\n d='\"'></a>",
            "",
            "chữ",
        ] {
            let (own, theirs) = by_both(text);
            assert!(own.is_some(), "{text}");
            assert_eq!(own, theirs, "{text}");
        }
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for text in [
            "<a>",
            "<a></b>",
            "</a>",
            "<a",
            "<a b=\"<\"/>",
            "< a/>",
            "<>",
            "<a b=\"c/>",
            "<a><b></a></b>",
        ] {
            assert_eq!(by_both(text).0, None, "{text}");
        }
        assert_eq!(simple("<?xml version=\"1.0\"?>\n<a/>"), Some("\n<a/>"));
        for text in [
            "<a>&lt;</a>",
            "<a><!-- --></a>",
            "<a><?b?></a>",
            "<!DOCTYPE a><a/>",
            "<a><![CDATA[b]]></a>",
        ] {
            assert_eq!(simple(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_both_take_they_tell_alike(text in r#"(<|>|/|=|"|'| |a|b|c|</a>|<a>|<b c="d">|<b/>|</b>){0,24}"#) {
            if let Some(text) = simple(&text)
                && let (Some(own), theirs) = by_both(text)
            {
                prop_assert_eq!(Some(own), theirs, "{:?}", text);
            }
        }
    }
}
