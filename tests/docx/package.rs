//! A DOCX as its own XML says it: parts, styles with what they inherit, paragraphs in order,
//! sections.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read as _;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// The parts of a package by their path.
pub(crate) struct Package(pub(crate) BTreeMap<String, String>);

impl Package {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.insert(file.name().unwrap().into_owned(), text);
        }
        Self(parts)
    }

    pub(crate) fn part(&self, path: &str) -> &str {
        self.0.get(path).map(String::as_str).unwrap()
    }

    pub(crate) fn document(&self) -> &str {
        self.part("word/document.xml")
    }

    pub(crate) fn paragraphs(&self) -> Vec<Paragraph> {
        Styles::of(self.part("word/styles.xml")).paragraphs(self.document())
    }
}

/// One start tag with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Tag {
    pub(crate) fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            (
                attribute.key.as_ref().to_owned(),
                attribute.value.into_owned(),
            )
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
        }
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub(crate) fn number(&self, name: &str) -> i64 {
        self.get(name).parse().unwrap_or_default()
    }

    /// A toggle without a value is on.
    fn is_on(&self) -> bool {
        !["0", "false"].contains(&self.get("w:val"))
    }
}

/// Every start tag of a part; stops where the part is not well-formed.
pub(crate) fn tags(xml: &str) -> Vec<Tag> {
    let mut reader = Reader::from_str(xml);
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_owned());
                tags.push(Tag::of(&tag));
            }
            Event::Empty(tag) => tags.push(Tag::of(&tag)),
            Event::End(tag) => assert_eq!(open.pop().as_deref(), Some(tag.name().as_ref())),
            Event::Eof => {
                assert_eq!(open, Vec::<String>::new());
                return tags;
            }
            _ => {}
        }
    }
}

/// How a text looks, as far as the decree measures it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Half points.
    pub(crate) size: i64,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) align: String,
    /// First line, left and right indents in twentieths of a point.
    pub(crate) first: i64,
    pub(crate) left: i64,
    pub(crate) right: i64,
    /// Space before and after, and between lines (240 is single).
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) line: i64,
    pub(crate) keep: bool,
    pub(crate) outline: Option<i64>,
}

impl Look {
    fn apply(&mut self, tag: &Tag) {
        let number = |name: &str, into: &mut i64| {
            if tag.attributes.contains_key(name) {
                *into = tag.number(name);
            }
        };
        match tag.name.as_str() {
            "w:sz" => self.size = tag.number("w:val"),
            "w:b" => self.bold = tag.is_on(),
            "w:i" => self.italic = tag.is_on(),
            "w:jc" => tag.get("w:val").clone_into(&mut self.align),
            "w:ind" => {
                number("w:firstLine", &mut self.first);
                number("w:left", &mut self.left);
                number("w:right", &mut self.right);
            }
            "w:spacing" => {
                number("w:before", &mut self.before);
                number("w:after", &mut self.after);
                number("w:line", &mut self.line);
            }
            "w:keepNext" => self.keep = tag.is_on(),
            "w:outlineLvl" => self.outline = Some(tag.number("w:val")),
            _ => {}
        }
    }
}

/// The styles of a document.
pub(crate) struct Styles {
    default: Look,
    /// What each style is based on, and what it says itself.
    styles: BTreeMap<String, (String, Vec<Tag>)>,
}

impl Styles {
    pub(crate) fn of(xml: &str) -> Self {
        let mut styles = Self {
            default: Look::default(),
            styles: BTreeMap::new(),
        };
        let mut current = None;
        for tag in tags(xml) {
            match (tag.name.as_str(), &current) {
                ("w:style", _) => {
                    let id = tag.get("w:styleId").to_owned();
                    styles
                        .styles
                        .insert(id.clone(), (String::new(), Vec::new()));
                    current = Some(id);
                }
                ("w:basedOn", Some(id)) => tag
                    .get("w:val")
                    .clone_into(&mut styles.styles.get_mut(id).unwrap().0),
                (_, Some(id)) => styles.styles.get_mut(id).unwrap().1.push(tag),
                (_, None) => styles.default.apply(&tag),
            }
        }
        styles
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.styles.contains_key(id)
    }

    pub(crate) fn look(&self, id: &str) -> Look {
        let Some((base, own)) = self.styles.get(id) else {
            return self.default.clone();
        };
        let mut look = self.look(base);
        for tag in own {
            look.apply(tag);
        }
        look
    }

    /// The paragraphs of a part in order, those of tables too.
    pub(crate) fn paragraphs(&self, xml: &str) -> Vec<Paragraph> {
        let mut reader = Reader::from_str(xml);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut run: Option<Look> = None;
        let mut tables = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    let tag = Tag::of(&tag);
                    match tag.name.as_str() {
                        "w:tbl" => tables += 1,
                        "w:p" => paragraphs.push(Paragraph {
                            look: self.look("Normal"),
                            in_table: tables > 0,
                            ..Paragraph::default()
                        }),
                        "w:r" => run = paragraphs.last().map(|paragraph| paragraph.look.clone()),
                        _ => {}
                    }
                    let Some(paragraph) = paragraphs.last_mut() else {
                        continue;
                    };
                    match (tag.name.as_str(), &mut run) {
                        ("w:pStyle", _) => {
                            tag.get("w:val").clone_into(&mut paragraph.style);
                            paragraph.look = self.look(&paragraph.style);
                        }
                        ("w:pBdr", _) => paragraph.ruled = true,
                        ("w:pageBreakBefore", _) => paragraph.breaks = true,
                        (_, Some(look)) => look.apply(&tag),
                        (_, None) => paragraph.look.apply(&tag),
                    }
                }
                Event::Text(text) => {
                    if let (Some(look), Some(paragraph)) = (&run, paragraphs.last_mut()) {
                        paragraph.runs.push((
                            look.clone(),
                            quick_xml::escape::unescape(text.as_ref())
                                .unwrap()
                                .into_owned(),
                        ));
                    }
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:r" => run = None,
                    "w:tbl" => tables -= 1,
                    _ => {}
                },
                Event::Eof => return paragraphs,
                _ => {}
            }
        }
    }
}

/// One paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    pub(crate) style: String,
    pub(crate) look: Look,
    pub(crate) runs: Vec<(Look, String)>,
    pub(crate) in_table: bool,
    /// Whether it has a border of its own.
    pub(crate) ruled: bool,
    pub(crate) breaks: bool,
}

impl Paragraph {
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// How its text looks, where all of it looks the same.
    #[track_caller]
    pub(crate) fn one_look(&self) -> Look {
        let (first, _) = self.runs.first().unwrap();
        for (look, text) in &self.runs {
            let same =
                (look.size, look.bold, look.italic) == (first.size, first.bold, first.italic);
            assert!(same, "{text}: {look:?}, {first:?}");
        }
        first.clone()
    }
}
