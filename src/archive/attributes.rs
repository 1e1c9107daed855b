//! Names and attributes of elements, as they are written.

use quick_xml::events::BytesStart;

use super::ArchiveError;

/// The name of an element or attribute without its prefix.
#[must_use]
pub fn local(name: &str) -> &str {
    // Names are short, and there are millions: quicker than a search made for long texts.
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// The attributes of an element as they are written, in order: name and value. Quicker than a
/// parser that keeps what it needs to go on behind a fault; a sheet may have millions of cells.
///
/// # Errors
/// Each that is not well formed.
pub fn attributes<'a>(
    start: &'a BytesStart<'_>,
) -> impl Iterator<Item = Result<(&'a str, &'a str), ArchiveError>> {
    let mut rest = start.attributes_raw().trim_ascii();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let next = first_attribute(rest);
        rest = next.map_or("", |(_, _, rest)| rest);
        Some(
            next.map(|(name, value, _)| (name, value))
                .ok_or(ArchiveError::Corrupt),
        )
    })
}

/// The first attribute, and what follows it.
fn first_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let equals = text.bytes().position(|byte| byte == b'=')?;
    let name = text[..equals].trim_ascii_end();
    let value = text[equals + 1..].trim_ascii_start();
    let mark = *value
        .as_bytes()
        .first()
        .filter(|mark| matches!(mark, b'"' | b'\''))?;
    let end = value.bytes().skip(1).position(|byte| byte == mark)? + 1;
    let is_name = !name.is_empty()
        && !name
            .bytes()
            .any(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\''));
    is_name.then(|| (name, &value[1..end], value[end + 1..].trim_ascii_start()))
}

/// The written value of the first attribute of this name (with its prefix, if any).
///
/// # Errors
/// Attributes that are not well formed: readers would disagree about what they say.
pub fn attribute<'a>(
    start: &'a BytesStart<'_>,
    name: &str,
) -> Result<Option<&'a str>, ArchiveError> {
    for attribute in attributes(start) {
        let (key, value) = attribute?;
        if key == name {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// True if no attribute comes twice.
///
/// # Errors
/// One does: readers would disagree about which one counts.
pub fn distinct(start: &BytesStart<'_>) -> Result<bool, ArchiveError> {
    if start.attributes().any(|attribute| attribute.is_err()) {
        Err(ArchiveError::Corrupt)
    } else {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names and values as two ways of reading tell them; none where one finds a fault.
    fn by_both(content: &str) -> [Option<Vec<(String, String)>>; 2] {
        let start = BytesStart::from_content(content, 1);
        let own = attributes(&start)
            .map(|told| told.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let mut parser = start.attributes();
        let theirs = parser
            .with_checks(false)
            .map(|told| told.map(|a| (a.key.as_ref().to_owned(), a.value.to_string())));
        let theirs = theirs.collect::<Result<_, _>>();
        [own.collect::<Result<_, _>>().ok(), theirs.ok()]
    }

    #[test]
    fn attributes_are_told_as_by_the_parser() {
        for content in [
            "c",
            "c ",
            "c r=\"A1\" s='2' t=\"s\"",
            "c r = \"A 1\"\n\tt=''",
            "c x:y=\"a='b'\"",
            "c a=\"1\" a=\"2\"",
        ] {
            let [own, theirs] = by_both(content);
            assert!(own.is_some(), "{content}");
            assert_eq!(own, theirs, "{content}");
        }
        for content in [
            "c r",
            "c r=",
            "c r=A1",
            "c r=\"A1",
            "c =\"1\"",
            "c a b=\"1\"",
            "c r=\"A1\" \"",
        ] {
            assert_eq!(by_both(content)[0], None, "{content}");
        }
    }

    proptest! {
        #[test]
        fn what_both_take_they_tell_alike(content in r#"c( |=|"|'|\n|a|b:c|="d"|='e' ){0,16}"#) {
            if let [Some(own), Some(theirs)] = by_both(&content) {
                prop_assert_eq!(own, theirs, "{:?}", content);
            }
        }
    }
}
