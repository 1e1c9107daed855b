//! One part of a package as a tree. Prefixes of names are dropped: `w:val` is `val`.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use super::Defect;

/// Elements inside each other at most; the tree is walked by recursion.
const MAX_DEPTH: usize = 200;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

/// What stands inside an element.
#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// The elements inside, in order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element inside that is called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.nodes().find(|node| node.name == name)
    }

    /// The element at the end of a path of names.
    pub(super) fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.get(name))
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The attribute `val` of the first element inside that is called `name`.
    pub(super) fn val(&self, name: &str) -> Option<&str> {
        self.get(name)?.attr("val")
    }

    /// A property that is on by its presence unless it says otherwise (17.17.4).
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)
            .map(|node| !matches!(node.attr("val"), Some("0" | "false" | "off" | "none")))
    }

    /// An attribute in twentieths of a point, as points. Texts that are no number say nothing.
    pub(super) fn twips(&self, name: &str) -> Option<f32> {
        points(self.attr(name)?, 20.0)
    }

    /// All text inside.
    pub(super) fn text(&self) -> String {
        self.children.iter().fold(String::new(), |mut text, child| {
            match child {
                Child::Node(node) => text.push_str(&node.text()),
                Child::Text(more) => text.push_str(more),
            }
            text
        })
    }
}

/// A measure written in parts of a point. Nothing that would not fit on any page is believed.
pub(super) fn points(text: &str, parts: f32) -> Option<f32> {
    let number: f32 = text.trim().trim_end_matches("pt").parse().ok()?;
    (number.is_finite() && number.abs() <= 200_000.0).then_some(number / parts)
}

/// Reads a part.
pub(super) fn parse(part: &str, xml: &str) -> Result<Node, Defect> {
    let defect = |reason: String| Defect(format!("{part}: {reason}"));
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader
            .read_event()
            .map_err(|error| defect(error.to_string()))?
        {
            Event::Start(start) if open.len() > MAX_DEPTH => {
                return Err(defect(format!(
                    "phần tử {} lồng quá {MAX_DEPTH} tầng",
                    start.name().as_ref()
                )));
            }
            Event::Start(start) => open.push(node(&start).map_err(defect)?),
            Event::Empty(start) => {
                let node = node(&start).map_err(defect)?;
                put(&mut open, Child::Node(node));
            }
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    put(&mut open, Child::Node(node));
                }
            }
            Event::Text(text) => text_into(&mut open, &text.xml10_content()),
            Event::CData(text) => text_into(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content().into_owned();
                let resolved = reference
                    .resolve_char_ref()
                    .map_err(|error| defect(error.to_string()))?;
                let c = resolved
                    .or_else(|| predefined(&name))
                    .ok_or_else(|| defect(format!("không rõ &{name};")))?;
                text_into(&mut open, c.encode_utf8(&mut [0; 4]));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty());
    root.and_then(|root| root.children.into_iter().find_map(as_node))
        .ok_or_else(|| defect("không đọc được".to_owned()))
}

fn as_node(child: Child) -> Option<Node> {
    match child {
        Child::Node(node) => Some(node),
        Child::Text(_) => None,
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?
            .into_owned();
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Ok(Node {
        name,
        attributes,
        children: Vec::new(),
    })
}

fn put(open: &mut [Node], child: Child) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(child);
    }
}

/// Adds text to the text before it: entities come as events of their own.
fn text_into(open: &mut [Node], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    if let Some(Child::Text(before)) = parent.children.last_mut() {
        before.push_str(text);
    } else if !text.is_empty() {
        parent.children.push(Child::Text(text.to_owned()));
    }
}
