//! The tags of a part with their places, so that the text between two edits stays as it is.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::PatchError;
use crate::report::clean;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum TagKind {
    /// `<a>`
    Open,
    /// `<a/>`
    Empty,
    /// `</a>`
    Close,
}

/// One tag of a part.
#[derive(Debug, Clone)]
pub(in crate::report) struct Tag<'a> {
    pub(in crate::report) kind: TagKind,
    /// Bytes of the part that it takes.
    pub(in crate::report) span: Range<usize>,
    /// Depth of its element; 0 is the root.
    pub(in crate::report) depth: usize,
    /// The tag as written.
    pub(in crate::report) raw: &'a str,
}

/// The tags of a part, in order. A byte order mark must have been taken off.
pub(in crate::report) struct Tags<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Tags<'a> {
    pub(in crate::report) fn of(text: &'a str) -> Self {
        Self {
            text,
            reader: Reader::from_str(text),
            depth: 0,
        }
    }

    fn tag(&mut self, kind: TagKind, start: usize) -> Result<Tag<'a>, PatchError> {
        let end =
            usize::try_from(self.reader.buffer_position()).map_err(|_| PatchError::Corrupt)?;
        let raw = self.text.get(start..end).ok_or(PatchError::Corrupt)?;
        let depth = match kind {
            TagKind::Open => {
                self.depth += 1;
                self.depth - 1
            }
            TagKind::Empty => self.depth,
            TagKind::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.depth
            }
        };
        Ok(Tag {
            kind,
            span: start..end,
            depth,
            raw,
        })
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Result<Tag<'a>, PatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
            let kind = match self.reader.read_event() {
                Ok(Event::Start(_)) => TagKind::Open,
                Ok(Event::Empty(_)) => TagKind::Empty,
                Ok(Event::End(_)) => TagKind::Close,
                Ok(Event::Eof) if self.depth > 0 => return Some(Err(PatchError::Corrupt)),
                Ok(Event::Eof) => return None,
                Ok(Event::DocType(_)) | Err(_) => return Some(Err(PatchError::Corrupt)),
                Ok(_) => continue,
            };
            return Some(self.tag(kind, start));
        }
    }
}

impl<'a> Tag<'a> {
    /// A tag by itself, whose place in a part is no matter.
    pub(in crate::report) fn alone(raw: &'a str) -> Self {
        Self {
            kind: TagKind::Open,
            span: 0..0,
            depth: 0,
            raw,
        }
    }

    /// The name with its prefix.
    pub(in crate::report) fn name(&self) -> &'a str {
        let inner = self.raw.trim_start_matches('<').trim_start_matches('/');
        let end = inner
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            .unwrap_or(inner.len());
        &inner[..end]
    }

    /// The name without its prefix.
    pub(in crate::report) fn local(&self) -> &'a str {
        local(self.name())
    }

    /// The prefix with its colon, or nothing.
    pub(in crate::report) fn prefix(&self) -> &'a str {
        let name = self.name();
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    /// Whether an element begins here.
    pub(in crate::report) fn begins(&self) -> bool {
        self.kind != TagKind::Close
    }

    /// Whether an element ends here.
    pub(in crate::report) fn ends(&self) -> bool {
        self.kind != TagKind::Open
    }

    /// The attributes: name as written, and where in the tag the value stands.
    pub(in crate::report) fn attributes(&self) -> Vec<(&'a str, Range<usize>)> {
        let raw = self.raw;
        let mut found = Vec::new();
        let mut at = raw
            .find(self.name())
            .map_or(raw.len(), |start| start + self.name().len());
        while let Some(equals) = raw[at..].find('=').map(|equals| at + equals) {
            let key = raw[at..equals].trim();
            let Some(open) = raw[equals..].find(['"', '\'']).map(|open| equals + open) else {
                break;
            };
            let quote = &raw[open..=open];
            let Some(close) = raw[open + 1..].find(quote).map(|close| open + 1 + close) else {
                break;
            };
            found.push((key, open + 1..close));
            at = close + 1;
        }
        found
    }

    /// The value of an attribute by its name as written.
    pub(in crate::report) fn value(&self, key: &str) -> Option<Cow<'a, str>> {
        let (_, range) = self
            .attributes()
            .into_iter()
            .find(|(name, _)| *name == key)?;
        unescape(&self.raw[range]).ok()
    }

    /// An attribute that says a whole number.
    pub(in crate::report) fn number(&self, key: &str) -> Option<u32> {
        self.value(key)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(in crate::report) fn is_on(&self, key: &str) -> bool {
        self.value(key)
            .is_some_and(|value| value == "1" || value == "true")
    }

    /// The tag with attributes set to plain values; those that it lacks are added at its end.
    pub(in crate::report) fn with(&self, set: &[(&str, &str)]) -> String {
        let mut text = self.raw.to_owned();
        for (key, value) in set {
            let place = Tag::alone(&text)
                .attributes()
                .into_iter()
                .find(|(name, _)| name == key)
                .map(|(_, range)| range);
            if let Some(range) = place {
                text.replace_range(range, value);
            } else {
                let end = text.trim_end_matches(['/', '>']).trim_end().len();
                text.insert_str(end, &format!(" {key}=\"{value}\""));
            }
        }
        text
    }

    /// An empty tag opened, so that something can be put inside.
    pub(in crate::report) fn opened(tag: &str) -> String {
        format!(
            "{}>",
            tag.trim_end_matches('>').trim_end_matches('/').trim_end()
        )
    }
}

/// A name without its prefix.
pub(in crate::report) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// What is changed in a part: places and what stands there instead.
#[derive(Debug, Default)]
pub(in crate::report) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Whether nothing is changed.
    pub(in crate::report) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts `text` in the place of some bytes.
    pub(in crate::report) fn replace(&mut self, place: Range<usize>, text: String) {
        self.0.push((place, text));
    }

    /// Puts `text` before a byte.
    pub(in crate::report) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// Takes over other changes of the same part.
    pub(in crate::report) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Puts `text` at the end of an element that was found whole.
    pub(in crate::report) fn append(&mut self, parent: &Element<'_>, text: &str) {
        if let Some(close) = &parent.close {
            self.insert(close.start, text.to_owned());
        } else {
            let open = &parent.open;
            self.replace(
                open.span.clone(),
                format!("{}{text}</{}>", Tag::opened(open.raw), open.name()),
            );
        }
    }

    /// Hands the pieces of the changed part to `write`, in order.
    ///
    /// # Errors
    /// Two edits of the same bytes, or what `write` says.
    pub(in crate::report) fn apply(
        &self,
        text: &str,
        mut write: impl FnMut(&str) -> Result<(), PatchError>,
    ) -> Result<(), PatchError> {
        let mut order: Vec<&(Range<usize>, String)> = self.0.iter().collect();
        order.sort_by_key(|(place, _)| (place.start, place.end));
        let mut at = 0;
        for (place, instead) in order {
            write(text.get(at..place.start).ok_or(PatchError::Corrupt)?)?;
            write(instead)?;
            at = place.end;
        }
        write(text.get(at..).ok_or(PatchError::Corrupt)?)
    }

    /// The changed part as a whole.
    pub(in crate::report) fn applied(&self, text: &str) -> Result<String, PatchError> {
        let mut changed = String::with_capacity(text.len() + 1024);
        self.apply(text, |piece| {
            changed.push_str(piece);
            Ok(())
        })?;
        Ok(changed)
    }
}

/// An element from its first tag to its last.
#[derive(Debug, Clone)]
pub(in crate::report) struct Element<'a> {
    pub(in crate::report) open: Tag<'a>,
    /// Its closing tag; none for `<a/>`.
    pub(in crate::report) close: Option<Range<usize>>,
}

impl Element<'_> {
    /// The bytes from its first to its last.
    pub(in crate::report) fn span(&self) -> Range<usize> {
        self.open.span.start
            ..self
                .close
                .as_ref()
                .map_or(self.open.span.end, |close| close.end)
    }
}

/// Relationships of office documents.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The attribute that names a relationship, in the prefix that the root of the part declares for
/// it.
pub(in crate::report) fn relation(root: &Tag<'_>, id: &str) -> String {
    let declared = root
        .attributes()
        .into_iter()
        .find(|(_, range)| &root.raw[range.clone()] == RELATIONSHIPS);
    match declared.and_then(|(key, _)| key.strip_prefix("xmlns:")) {
        Some(prefix) => format!("{prefix}:id=\"{id}\""),
        None => format!("xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{id}\""),
    }
}

/// Every element at a depth, in order.
pub(in crate::report) fn elements(
    text: &str,
    depth: usize,
) -> Result<Vec<Element<'_>>, PatchError> {
    let mut found: Vec<Element<'_>> = Vec::new();
    for tag in Tags::of(text) {
        let tag = tag?;
        if tag.depth != depth {
            continue;
        }
        match (tag.kind, found.last_mut()) {
            (TagKind::Close, Some(last)) => last.close = Some(tag.span),
            (TagKind::Close, None) => return Err(PatchError::Corrupt),
            _ => found.push(Element {
                open: tag,
                close: None,
            }),
        }
    }
    Ok(found)
}

/// The root of a part.
pub(in crate::report) fn root(text: &str) -> Result<Element<'_>, PatchError> {
    elements(text, 0)?
        .into_iter()
        .next()
        .ok_or(PatchError::Corrupt)
}

/// Text as XML holds it: nothing that XML or a spreadsheet would take for more than text. Line
/// breaks stay.
pub(in crate::report) fn escaped(text: &str) -> String {
    let line = |line| clean::marked_up(&unescaped_marks(line));
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Spreadsheets read `_x000D_` in a text as one character; the text of a finding means what it
/// says.
fn unescaped_marks(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let is_mark = |at: usize| {
        let mark = text.as_bytes().get(at..at + 7).unwrap_or_default();
        mark.len() == 7 && mark[6] == b'_' && mark[2..6].iter().all(u8::is_ascii_hexdigit)
    };
    let mut out = String::new();
    let mut rest = 0;
    for (at, _) in text.match_indices("_x") {
        if is_mark(at) {
            out.push_str(&text[rest..at]);
            out.push_str("_x005F");
            rest = at;
        }
    }
    out.push_str(&text[rest..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_know_their_places_and_attributes() {
        let text = "<?xml version='1.0'?><x:a b=\"1\" c = 'y&amp;z' ><!-- <n> --><d/>t&lt;</x:a >";
        let tags: Vec<Tag<'_>> = Tags::of(text).map(Result::unwrap).collect();
        assert_eq!(tags.len(), 3);
        assert_eq!(
            (tags[0].local(), tags[0].prefix(), tags[0].depth),
            ("a", "x:", 0)
        );
        assert_eq!(tags[0].value("c").unwrap(), "y&z");
        assert_eq!(
            tags[0].with(&[("b", "22"), ("e", "3")]),
            "<x:a b=\"22\" c = 'y&amp;z' e=\"3\" >"
        );
        assert_eq!(
            (tags[1].kind, tags[1].depth, &text[tags[1].span.clone()]),
            (TagKind::Empty, 1, "<d/>")
        );
        assert_eq!(tags[1].with(&[("s", "4")]), "<d s=\"4\"/>");
        assert_eq!(
            (tags[2].name(), tags[2].kind, tags[2].depth),
            ("x:a", TagKind::Close, 0)
        );
        assert_eq!(Tag::opened("<d s=\"4\" />"), "<d s=\"4\">");
    }

    #[test]
    fn edits_leave_everything_else() {
        let text = "<a>\r\n <b/> <c>x</c></a>";
        let mut edits = Edits::default();
        for element in elements(text, 1).unwrap() {
            edits.append(&element, "<n/>");
        }
        assert_eq!(
            edits.applied(text).unwrap(),
            "<a>\r\n <b><n/></b> <c>x<n/></c></a>"
        );
    }

    #[test]
    fn a_part_that_is_not_whole_is_refused() {
        for text in ["<a><b></a>", "<a>", "<!DOCTYPE a><a/>", ""] {
            assert!(root(text).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_mean_what_they_say() {
        assert_eq!(
            escaped("a<b\n_x000D_ _x_ & \u{1b}["),
            "a&lt;b\n_x005F_x000D_ _x_ &amp; ["
        );
    }
}
