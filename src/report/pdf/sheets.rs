//! Sections (17.6 of ECMA-376): the sheet, its margins and its running texts.

use super::model::PdfSheet;
use super::model::Running;
use super::parts::Reader;
use super::xml::Node;

/// The narrowest column that text is put into, in points.
const MIN_ROOM: f32 = 72.0;

/// Sides of a sheet in points: a stamp, and the largest that PDF readers take.
const SIDES: std::ops::RangeInclusive<f32> = 144.0..=14_400.0;

impl PdfSheet {
    /// A4 with the margins of Nghị định số 30/2020/NĐ-CP.
    pub(super) fn a4() -> Self {
        Self {
            width: 595.3,
            height: 841.9,
            top: 56.7,
            right: 42.55,
            bottom: 56.7,
            left: 85.05,
            header: 28.35,
            footer: 28.35,
            ..Self::default()
        }
    }

    /// The room between the left and the right margin.
    pub(super) fn room(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// Margins that leave no room are not believed.
    fn sane(self) -> Self {
        let usual = Self::a4();
        let wide = self.room() >= MIN_ROOM && self.left >= 0.0 && self.right >= 0.0;
        let high = self.height - self.top - self.bottom >= MIN_ROOM;
        Self {
            left: if wide { self.left } else { 36.0 },
            right: if wide { self.right } else { 36.0 },
            top: if high { self.top } else { 36.0 },
            bottom: if high { self.bottom } else { 36.0 },
            header: if (0.0..self.height / 3.0).contains(&self.header) {
                self.header
            } else {
                usual.header
            },
            footer: if (0.0..self.height / 3.0).contains(&self.footer) {
                self.footer
            } else {
                usual.footer
            },
            ..self
        }
    }
}

/// Gives a section the running texts that it does not have from the one before it.
pub(super) fn inherit(sheet: &mut PdfSheet, before: &PdfSheet) {
    let over = |own: Running, before: Running| Running {
        usual: own.usual.or(before.usual),
        first: own.first.or(before.first),
        even: own.even.or(before.even),
    };
    sheet.headers = over(sheet.headers, before.headers);
    sheet.footers = over(sheet.footers, before.footers);
}

impl<'a> Reader<'a> {
    /// What an element `sectPr` says.
    pub(super) fn sheet(&mut self, node: &'a Node) -> PdfSheet {
        let usual = PdfSheet::a4();
        let twips = |of: &str, name: &str, otherwise: f32| {
            node.get(of)
                .and_then(|node| node.twips(name))
                .unwrap_or(otherwise)
        };
        let side = |name: &str, otherwise: f32| {
            Some(twips("pgSz", name, otherwise))
                .filter(|side| SIDES.contains(side))
                .unwrap_or(otherwise)
        };
        let margin = |name: &str, otherwise: f32| twips("pgMar", name, otherwise);
        let mut sheet = PdfSheet {
            width: side("w", usual.width),
            height: side("h", usual.height),
            // A negative margin is one that running texts do not push away.
            top: margin("top", usual.top).abs(),
            right: margin("right", usual.right),
            bottom: margin("bottom", usual.bottom).abs(),
            left: margin("left", usual.left) + margin("gutter", 0.0),
            header: margin("header", usual.header),
            footer: margin("footer", usual.footer),
            title_page: node.flag("titlePg") == Some(true),
            continuous: node.val("type") == Some("continuous"),
            start: node
                .get("pgNumType")
                .and_then(|node| node.attr("start"))
                .and_then(|text| text.parse().ok()),
            headers: Running::default(),
            footers: Running::default(),
            facing: self.facing,
        };
        for reference in node.nodes() {
            let slots = match reference.name.as_str() {
                "headerReference" => &mut sheet.headers,
                "footerReference" => &mut sheet.footers,
                _ => continue,
            };
            let place = self.running(reference.attr("id").unwrap_or_default());
            match reference.attr("type") {
                Some("first") => slots.first = place,
                Some("even") => slots.even = place,
                _ => slots.usual = place,
            }
        }
        sheet.sane()
    }

    /// The running text behind a relation, read once.
    fn running(&mut self, id: &str) -> Option<usize> {
        let (target, outside) = self.relations.get(id)?;
        let path = format!("word/{}", target.trim_start_matches("/word/"));
        if *outside {
            return None;
        }
        if let Some(place) = self.read.get(&path) {
            return Some(*place);
        }
        let node = self.trees.get(&path)?;
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks);
        self.runnings.push(blocks);
        self.read.insert(path, self.runnings.len() - 1);
        Some(self.runnings.len() - 1)
    }
}
