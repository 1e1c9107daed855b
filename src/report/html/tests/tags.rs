//! The tags of a page.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// One tag of the page with its attributes, and the text up to the next tag.
#[derive(Debug, Clone)]
pub(super) struct PageTag {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

impl PageTag {
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class").split(' ').any(|one| one == class)
    }
}
fn tag(start: &BytesStart) -> PageTag {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value)
            .unwrap()
            .into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    PageTag {
        name: start.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        text: String::new(),
    }
}

/// Every tag of a page; fails where the page is not well-formed XML.
pub(super) fn tags(page: &str) -> Vec<PageTag> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut tags: Vec<PageTag> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => tags.push(tag(&start)),
            Event::Text(text) => {
                if let Some(last) = tags.last_mut() {
                    last.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(last) = tags.last_mut() {
                    last.text
                        .push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap());
                }
            }
            Event::Eof => return tags,
            _ => {}
        }
    }
}

pub(super) fn all<'a>(tags: &'a [PageTag], name: &str) -> Vec<&'a PageTag> {
    tags.iter().filter(|tag| tag.name == name).collect()
}
