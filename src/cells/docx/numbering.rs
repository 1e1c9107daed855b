//! The numbers that Word itself puts before paragraphs (ECMA-376 part 1, 17.9).

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::symbols;
use crate::archive::ArchiveError;
use crate::archive::attribute;
use crate::archive::list_number;

/// Levels of a list.
const LEVELS: usize = 9;
/// Styles above a style, and lists behind a list, that are asked: cycles end.
const STEPS: usize = 16;
/// Letters of the pattern of a number that are kept: it stands before every paragraph of its list.
const PATTERN: usize = 40;
/// Definitions and styles that are kept: documents have a few hundred.
const KEPT: usize = 20_000;

/// Which list a paragraph is in, and at which level.
#[derive(Debug, Clone, Default)]
pub(super) struct InList {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct DocxLevel {
    start: u32,
    kind: String,
    text: String,
    /// The font of a bullet.
    font: String,
    legal: bool,
}

impl Default for DocxLevel {
    fn default() -> Self {
        Self {
            start: 1,
            kind: "decimal".to_owned(),
            text: String::new(),
            font: String::new(),
            legal: false,
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Definition {
    levels: HashMap<usize, DocxLevel>,
    /// The style that has the levels in its stead.
    link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct DocxList {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, DocxLevel>,
    begun: bool,
}

#[derive(Debug, Clone, Default)]
struct DocxStyle {
    based_on: Option<String>,
    list: InList,
}

/// Lists and styles of a document, and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct DocxNumbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, DocxList>,
    styles: HashMap<String, DocxStyle>,
    default_style: Option<String>,
    /// By definition: several lists of one definition count on.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// What is open while a part is read.
    open: OpenNumbering,
}

#[derive(Debug, Default)]
struct OpenNumbering {
    definition: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    overridden: Option<usize>,
    style: Option<String>,
}

fn text(start: &BytesStart<'_>, prefix: &str, name: &str) -> Result<Option<String>, ArchiveError> {
    let value = attribute(start, &format!("{prefix}{name}"))?;
    Ok(value.map(|value| {
        quick_xml::escape::unescape(value).map_or_else(|_| value.to_string(), Into::into)
    }))
}

fn number(start: &BytesStart<'_>, prefix: &str, name: &str) -> Result<Option<u32>, ArchiveError> {
    Ok(text(start, prefix, name)?.and_then(|text| text.trim().parse().ok()))
}

fn level_of(number: Option<u32>) -> Option<usize> {
    number
        .and_then(|level| usize::try_from(level).ok())
        .filter(|level| *level < LEVELS)
}

impl DocxLevel {
    /// What Word puts before a paragraph of a list without numbers.
    fn bullet(&self) -> Option<String> {
        let sign = self.text.chars().next()?;
        let sign = symbols::shown(&self.font, sign).unwrap_or(sign);
        let is_private = ('\u{e000}'..='\u{f8ff}').contains(&sign);
        Some(format!("{} ", if is_private { '•' } else { sign }))
    }
}

impl DocxNumbering {
    /// An element of `numbering.xml`, its name without the prefix.
    pub(super) fn list_starts(
        &mut self,
        name: &str,
        prefix: &str,
        start: &BytesStart<'_>,
    ) -> Result<(), ArchiveError> {
        match name {
            "abstractNum" if self.definitions.len() < KEPT => {
                let id = text(start, prefix, "abstractNumId")?.unwrap_or_default();
                self.definitions.insert(id.clone(), Definition::default());
                self.open = OpenNumbering {
                    definition: Some(id),
                    ..OpenNumbering::default()
                };
            }
            "num" if self.lists.len() < KEPT => {
                let id = text(start, prefix, "numId")?.unwrap_or_default();
                self.lists.insert(id.clone(), DocxList::default());
                self.open = OpenNumbering {
                    list: Some(id),
                    ..OpenNumbering::default()
                };
            }
            "abstractNumId" => {
                let definition = text(start, prefix, "val")?.unwrap_or_default();
                if let Some(list) = self.open_list() {
                    list.definition = definition;
                }
            }
            "numStyleLink" => {
                let link = text(start, prefix, "val")?;
                let open = self
                    .open
                    .definition
                    .as_ref()
                    .and_then(|id| self.definitions.get_mut(id));
                if let Some(definition) = open {
                    definition.link = link;
                }
            }
            "lvlOverride" => self.open.overridden = level_of(number(start, prefix, "ilvl")?),
            "startOverride" => {
                let from = number(start, prefix, "val")?;
                let level = self.open.overridden;
                if let (Some(list), Some(level), Some(from)) = (self.open_list(), level, from) {
                    list.starts.insert(level, from);
                }
            }
            _ => return self.level_starts(name, prefix, start),
        }
        Ok(())
    }

    /// How one level of a list is written.
    fn level_starts(
        &mut self,
        name: &str,
        prefix: &str,
        start: &BytesStart<'_>,
    ) -> Result<(), ArchiveError> {
        match name {
            "lvl" => {
                self.open.level = level_of(number(start, prefix, "ilvl")?);
                self.change(|_| ());
            }
            "start" => {
                let from = number(start, prefix, "val")?;
                self.change(|level| level.start = from.unwrap_or(level.start));
            }
            "numFmt" => {
                let kind = text(start, prefix, "val")?.unwrap_or_default();
                self.change(|level| level.kind = kind);
            }
            "lvlText" => {
                let written = text(start, prefix, "val")?.unwrap_or_default();
                self.change(|level| level.text = written.chars().take(PATTERN).collect());
            }
            "isLgl" => self.change(|level| level.legal = true),
            "rFonts" => {
                let font = text(start, prefix, "ascii")?.unwrap_or_default();
                self.change(|level| level.font = font);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn list_ends(&mut self, name: &str) {
        match name {
            "abstractNum" | "num" => self.open = OpenNumbering::default(),
            "lvlOverride" => self.open.overridden = None,
            "lvl" => self.open.level = None,
            _ => {}
        }
    }

    /// An element of `styles.xml`.
    pub(super) fn style_starts(
        &mut self,
        name: &str,
        prefix: &str,
        start: &BytesStart<'_>,
    ) -> Result<(), ArchiveError> {
        match name {
            "style" if self.styles.len() < KEPT => {
                let id = text(start, prefix, "styleId")?.unwrap_or_default();
                let paragraphs =
                    text(start, prefix, "type")?.is_some_and(|kind| kind == "paragraph");
                let default =
                    text(start, prefix, "default")?.is_some_and(|on| on == "1" || on == "true");
                if paragraphs && default {
                    self.default_style = Some(id.clone());
                }
                self.styles.insert(id.clone(), DocxStyle::default());
                self.open.style = Some(id);
            }
            "basedOn" | "numId" | "ilvl" => {
                let value = text(start, prefix, "val")?;
                let Some(style) = self
                    .open
                    .style
                    .as_ref()
                    .and_then(|id| self.styles.get_mut(id))
                else {
                    return Ok(());
                };
                match name {
                    "basedOn" => style.based_on = value,
                    "numId" => style.list.list = value,
                    _ => style.list.level = level_of(value.and_then(|value| value.parse().ok())),
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn style_ends(&mut self, name: &str) {
        if name == "style" {
            self.open.style = None;
        }
    }

    fn open_list(&mut self) -> Option<&mut DocxList> {
        self.open
            .list
            .as_ref()
            .and_then(|id| self.lists.get_mut(id))
    }

    fn change(&mut self, change: impl FnOnce(&mut DocxLevel)) {
        let Some(at) = self.open.level else { return };
        let levels = match (&self.open.definition, &self.open.list) {
            (Some(id), _) => self
                .definitions
                .get_mut(id)
                .map(|definition| &mut definition.levels),
            (None, Some(id)) => self.lists.get_mut(id).map(|list| &mut list.levels),
            (None, None) => None,
        };
        if let Some(levels) = levels {
            change(levels.entry(at).or_default());
        }
    }

    /// What Word puts before the next paragraph that says this of itself, with a blank behind;
    /// empty if nothing.
    pub(super) fn next(&mut self, own: &InList, style: Option<&str>) -> String {
        let Some((list, level)) = self.list_of(own, style) else {
            return String::new();
        };
        self.count(&list, level).unwrap_or_default()
    }

    /// The list of a paragraph: its own, or that of its style or of the styles above.
    fn list_of(&self, own: &InList, style: Option<&str>) -> Option<(String, usize)> {
        let (mut list, mut level) = (own.list.clone(), own.level);
        let mut next = style
            .map(str::to_owned)
            .or_else(|| self.default_style.clone());
        for _ in 0..STEPS {
            if list.is_some() {
                break;
            }
            let Some(style) = next.take().and_then(|id| self.styles.get(&id)) else {
                break;
            };
            list.clone_from(&style.list.list);
            level = level.or(style.list.level);
            next.clone_from(&style.based_on);
        }
        // List 0 is no list: so a style's list is taken off.
        list.filter(|list| list != "0")
            .map(|list| (list, level.unwrap_or(0)))
    }

    /// The definition that has the levels of a list.
    fn definition_of(&self, list: &DocxList) -> Option<String> {
        let mut id = list.definition.clone();
        for _ in 0..STEPS {
            let definition = self.definitions.get(&id)?;
            let Some(link) = &definition.link else {
                return Some(id);
            };
            let linked = self.styles.get(link)?.list.list.as_ref()?;
            id.clone_from(&self.lists.get(linked)?.definition);
        }
        None
    }

    fn count(&mut self, id: &str, level: usize) -> Option<String> {
        let definition = self.definition_of(self.lists.get(id)?)?;
        let list = self.lists.get_mut(id)?;
        let starts = if list.begun {
            HashMap::new()
        } else {
            list.starts.clone()
        };
        list.begun = true;
        let list = &self.lists[id];
        let levels = &self.definitions.get(&definition)?.levels;
        let at = |level: usize| list.levels.get(&level).or_else(|| levels.get(&level));
        let counts = self.counts.entry(definition.clone()).or_default();
        for (level, from) in starts {
            counts[level] = from.checked_sub(1);
        }
        let first = at(level).map_or(1, |level| level.start);
        counts[level] = Some(counts[level].map_or(first, |count| count.saturating_add(1)));
        for deeper in counts.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let own = at(level)?;
        if own.kind == "none" {
            return None;
        }
        if own.kind == "bullet" {
            return own.bullet();
        }
        let mut out = String::new();
        let mut letters = own.text.chars().peekable();
        while let Some(letter) = letters.next() {
            let named = letters
                .peek()
                .and_then(|next| next.to_digit(10))
                .filter(|digit| letter == '%' && *digit > 0);
            let Some(named) = named.and_then(|digit| usize::try_from(digit - 1).ok()) else {
                out.push(letter);
                continue;
            };
            letters.next();
            let level = at(named);
            let count = counts
                .get(named)
                .copied()
                .flatten()
                .unwrap_or_else(|| level.map_or(1, |level| level.start));
            let kind = level.map_or(
                "decimal",
                |level| if own.legal { "decimal" } else { &level.kind },
            );
            out.push_str(&list_number(count, kind));
        }
        (!out.is_empty()).then(|| format!("{out} "))
    }
}
