//! The way through a part of XML: what a visitor meets, in order and not too deep.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use super::ArchiveError;
use super::Limits;

/// What [`scan`](super::scan) meets.
#[derive(Debug)]
pub enum Token<'a> {
    /// An element begins (an empty element begins and ends).
    Start(&'a BytesStart<'a>),
    /// An element ends: its name with prefix.
    End(&'a str),
    /// Text inside an element.
    Text(&'a str),
}

/// The way through the events of a part.
pub(super) struct Walk<'l, V> {
    depth: usize,
    limits: &'l Limits,
    visit: V,
}

impl<'l, V> Walk<'l, V> {
    pub(super) fn new(limits: &'l Limits, visit: V) -> Self {
        Self {
            depth: 0,
            limits,
            visit,
        }
    }

    /// Whether a token of a part that stands in memory is no longer than one may be.
    pub(super) fn fits(&self, token: &str) -> Result<(), ArchiveError> {
        if token.len() > self.limits.token_bytes {
            return Err(ArchiveError::bytes(
                "một đoạn chữ",
                self.limits.token_bytes as u64,
            ));
        }
        Ok(())
    }

    pub(super) fn start<E: From<ArchiveError>>(&mut self, start: &BytesStart<'_>) -> Result<(), E>
    where
        V: FnMut(Token<'_>) -> Result<(), E>,
    {
        self.depth += 1;
        if self.depth > self.limits.depth {
            return Err(ArchiveError::limit("số tầng XML", self.limits.depth).into());
        }
        (self.visit)(Token::Start(start))
    }

    pub(super) fn empty<E>(&mut self, start: &BytesStart<'_>) -> Result<(), E>
    where
        V: FnMut(Token<'_>) -> Result<(), E>,
    {
        (self.visit)(Token::Start(start))?;
        (self.visit)(Token::End(start.name().as_ref()))
    }

    pub(super) fn end<E>(&mut self, name: &str) -> Result<(), E>
    where
        V: FnMut(Token<'_>) -> Result<(), E>,
    {
        self.depth = self.depth.saturating_sub(1);
        (self.visit)(Token::End(name))
    }

    pub(super) fn text<E>(&mut self, text: &str) -> Result<(), E>
    where
        V: FnMut(Token<'_>) -> Result<(), E>,
    {
        (self.visit)(Token::Text(text))
    }

    /// Takes one event; whether another follows.
    pub(super) fn step<E: From<ArchiveError>>(&mut self, event: Event<'_>) -> Result<bool, E>
    where
        V: FnMut(Token<'_>) -> Result<(), E>,
    {
        match event {
            Event::Start(start) => self.start(&start)?,
            Event::Empty(start) => self.empty(&start)?,
            Event::End(end) => self.end(end.name().as_ref())?,
            Event::Text(text) => self.text(&text)?,
            Event::CData(text) => self.text(&text)?,
            Event::GeneralRef(name) => {
                let mut letter = [0; MAX_UTF8];
                self.text(entity(&name, &mut letter))?;
            }
            Event::DocType(_) => return Err(ArchiveError::Doctype.into()),
            // A part that ends inside an element: calamine waits for the end of a table for ever.
            Event::Eof if self.depth > 0 => return Err(ArchiveError::Corrupt.into()),
            Event::Eof => return Ok(false),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        Ok(true)
    }
}

/// Bytes of the longest letter in UTF-8.
const MAX_UTF8: usize = 4;

/// What an entity stands for, `amp` or `#x26`; nothing where XML knows none. Some programs write
/// every letter so.
fn entity<'l>(name: &BytesRef<'_>, letter: &'l mut [u8; MAX_UTF8]) -> &'l str {
    match name.resolve_char_ref() {
        Ok(Some(found)) => found.encode_utf8(letter),
        Ok(None) => resolve_xml_entity(name).unwrap_or_default(),
        Err(_) => "",
    }
}
