//! Numbers before paragraphs (17.9 of ECMA-376): `I.`, `1.`, `1.2.`, `a)`.

use std::collections::BTreeMap;

use super::props::ParaProps;
use super::props::RunProps;
use super::xml::Node;
use crate::archive::list_number;

/// Levels of a list.
const LEVELS: usize = 9;

/// What stands between a number and its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    Tab,
    Space,
    Nothing,
}

/// How one level of a list is written.
#[derive(Debug, Clone)]
pub(super) struct PdfLevel {
    start: u32,
    format: String,
    pattern: String,
    plain: bool,
    pub(super) suffix: Suffix,
    pub(super) para: ParaProps,
    pub(super) run: RunProps,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct PdfNumbering {
    /// The abstract list of each list, and the starts that the list says anew.
    lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    levels: BTreeMap<String, Vec<PdfLevel>>,
    /// Lists that share an abstract list go on counting.
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl PdfNumbering {
    /// What the part `numbering.xml` says.
    pub(super) fn read(root: &Node) -> Self {
        let mut numbering = Self::default();
        for node in root.nodes() {
            match node.name.as_str() {
                "abstractNum" => {
                    let levels = node
                        .nodes()
                        .filter(|node| node.name == "lvl")
                        .take(LEVELS)
                        .map(level)
                        .collect();
                    numbering.levels.insert(
                        node.attr("abstractNumId").unwrap_or_default().to_owned(),
                        levels,
                    );
                }
                "num" => {
                    let starts = node
                        .nodes()
                        .filter(|node| node.name == "lvlOverride")
                        .filter_map(|node| {
                            Some((
                                node.attr("ilvl")?.parse().ok()?,
                                node.val("startOverride")?.parse().ok()?,
                            ))
                        });
                    let list = (
                        node.val("abstractNumId").unwrap_or_default().to_owned(),
                        starts.collect(),
                    );
                    numbering
                        .lists
                        .insert(node.attr("numId").unwrap_or_default().to_owned(), list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// How a level of a list is written. List `0` is no list.
    pub(super) fn level(&self, list: &str, level: usize) -> Option<&PdfLevel> {
        let (of, _) = self.lists.get(list)?;
        self.levels.get(of)?.get(level)
    }

    /// The number of the next paragraph of a list.
    pub(super) fn next(&mut self, list: &str, at: usize) -> Option<String> {
        let (of, starts) = self.lists.get(list)?;
        let levels = self.levels.get(of)?;
        levels.get(at)?;
        // A list that starts anew counts for itself.
        let key = if starts.is_empty() {
            of.clone()
        } else {
            format!("#{list}")
        };
        let counted = self.counted.entry(key).or_default();
        let start = |nth: usize| {
            starts
                .get(&nth)
                .copied()
                .or_else(|| levels.get(nth).map(|level| level.start))
                .unwrap_or(1)
        };
        counted[at] =
            Some(counted[at].map_or_else(|| start(at), |number| number.saturating_add(1)));
        counted[at + 1..].fill(None);
        let numbers: Vec<u32> = counted
            .iter()
            .enumerate()
            .map(|(nth, number)| number.unwrap_or_else(|| start(nth)))
            .collect();
        Some(label(levels, at, &numbers))
    }
}

/// The pattern of a level with its numbers put in.
fn label(levels: &[PdfLevel], at: usize, numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut pattern = levels[at].pattern.chars();
    while let Some(c) = pattern.next() {
        if c != '%' {
            text.push(shown(c));
            continue;
        }
        let nth = pattern
            .next()
            .and_then(|c| c.to_digit(10))
            .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
        if let Some((level, number)) =
            nth.and_then(|nth| Some((levels.get(nth)?, numbers.get(nth)?)))
        {
            let format = if levels[at].plain {
                "decimal"
            } else {
                &level.format
            };
            text.push_str(&list_number(*number, format));
        }
    }
    text
}

/// Bullets of the symbol typefaces as characters that every typeface has.
fn shown(c: char) -> char {
    match c {
        '\u{f0a7}' => '▪',
        '\u{f02d}' => '-',
        '\u{e000}'..='\u{f8ff}' => '•',
        c => c,
    }
}

fn level(node: &Node) -> PdfLevel {
    PdfLevel {
        start: node
            .val("start")
            .and_then(|text| text.parse().ok())
            .unwrap_or(1),
        format: node.val("numFmt").unwrap_or("decimal").to_owned(),
        pattern: node.val("lvlText").unwrap_or_default().to_owned(),
        plain: node.flag("isLgl") == Some(true),
        suffix: match node.val("suff") {
            Some("space") => Suffix::Space,
            Some("nothing") => Suffix::Nothing,
            _ => Suffix::Tab,
        },
        para: node.get("pPr").map(ParaProps::read).unwrap_or_default(),
        run: node.get("rPr").map(RunProps::read).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    fn numbering() -> PdfNumbering {
        let level = |nth: u32, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{nth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let levels = level(0, "upperRoman", "%1.")
            + &level(1, "decimal", "%2.")
            + &level(2, "decimal", "%2.%3.");
        let xml = format!(
            r#"<w:n><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:n>"#
        );
        PdfNumbering::read(&xml::parse("numbering.xml", &xml).unwrap())
    }

    #[test]
    fn a_list_counts_and_starts_again_under_each_number_above() {
        let mut lists = numbering();
        let numbers: Vec<String> = [0, 1, 2, 2, 1, 2, 0, 1]
            .into_iter()
            .filter_map(|at| lists.next("1", at))
            .collect();
        assert_eq!(
            numbers,
            ["I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "II.", "1."]
        );
        assert_eq!(
            [lists.next("2", 0), lists.next("2", 0), lists.next("1", 0)].map(Option::unwrap),
            ["IV.", "V.", "III."]
        );
        assert_eq!(
            [lists.next("0", 0), lists.next("1", 8), lists.next("1", 99)],
            [None, None, None]
        );
    }
}
