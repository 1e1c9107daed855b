//! The inlines of a paragraph as a row of characters, each with its width and whether a line may
//! end after it.

use unicode_linebreak::BreakOpportunity;
use unicode_linebreak::linebreaks;

use super::faces::FaceId;
use super::faces::PdfFaces;
use super::model::Inline;
use super::model::PdfParagraph;
use super::numbering::Suffix;
use super::props::RunProps;

/// A character of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Char {
    pub(super) c: char,
    pub(super) advance: f32,
    /// Its look, as a place in [`Chars::looks`].
    pub(super) look: usize,
    /// A line may end after it.
    pub(super) breaks: bool,
    /// A footnote that it refers to.
    pub(super) note: Option<usize>,
}

/// How characters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) run: RunProps,
    pub(super) face: FaceId,
    pub(super) link: Option<usize>,
}

/// A tab.
pub(super) const TAB: char = '\t';
/// The end of a line that the author made.
pub(super) const BREAK: char = '\n';
/// The end of a page that the author made.
pub(super) const PAGE_BREAK: char = '\u{c}';

/// The characters of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Chars {
    pub(super) chars: Vec<Char>,
    pub(super) looks: Vec<Look>,
    text: String,
    /// Characters that stand on the line of the one before them: the numbers of notes.
    tied: Vec<usize>,
}

impl Chars {
    /// The characters of a paragraph on a page of that number of so many pages.
    pub(super) fn of(paragraph: &PdfParagraph, faces: &PdfFaces, page: (u32, u32)) -> Self {
        let mut chars = Self::default();
        if let Some(label) = &paragraph.label {
            chars.add(faces, &label.text, label.run, None);
            match label.suffix {
                Suffix::Tab => chars.add(faces, "\t", label.run, None),
                Suffix::Space => chars.add(faces, " ", label.run, None),
                Suffix::Nothing => {}
            }
        }
        for inline in &paragraph.inlines {
            match inline {
                Inline::Text(text, run, link) => chars.add(faces, text, *run, *link),
                Inline::Tab(run) => chars.add(faces, "\t", *run, None),
                Inline::Break(run) => chars.add(faces, "\n", *run, None),
                Inline::PageBreak(run) => chars.add(faces, "\u{c}", *run, None),
                Inline::Page(run) => chars.add(faces, &page.0.to_string(), *run, None),
                Inline::Pages(run) => chars.add(faces, &page.1.to_string(), *run, None),
                Inline::Note(number, run) => {
                    chars.tied.push(chars.chars.len());
                    chars.add(faces, &(number + 1).to_string(), *run, None);
                    if let Some(last) = chars.chars.last_mut() {
                        last.note = Some(*number);
                    }
                }
            }
        }
        chars.find_breaks();
        chars
    }

    fn add(&mut self, faces: &PdfFaces, text: &str, run: RunProps, link: Option<usize>) {
        let look = Look {
            run,
            face: FaceId::of(run.bold(), run.italic()),
            link,
        };
        if self.looks.last() != Some(&look) {
            self.looks.push(look);
        }
        let nth = self.looks.len() - 1;
        let (size, _) = run.letters();
        for c in text.chars() {
            let advance = if matches!(c, TAB | BREAK | PAGE_BREAK) {
                0.0
            } else {
                faces.glyph(look.face, c).advance * size
            };
            self.chars.push(Char {
                c,
                advance,
                look: nth,
                breaks: false,
                note: None,
            });
        }
        self.text.push_str(text);
    }

    /// Marks where lines may end (UAX 14), but not after a slash: the number of an act stays on one
    /// line.
    fn find_breaks(&mut self) {
        let mut breaks = linebreaks(&self.text)
            .filter(|(_, kind)| *kind == BreakOpportunity::Allowed)
            .peekable();
        let mut end = 0;
        for char in &mut self.chars {
            end += char.c.len_utf8();
            while breaks.next_if(|(at, _)| *at < end).is_some() {}
            char.breaks = breaks.next_if(|(at, _)| *at == end).is_some() && char.c != '/';
        }
        for at in &self.tied {
            if let Some(before) = at
                .checked_sub(1)
                .and_then(|before| self.chars.get_mut(before))
            {
                before.breaks = false;
            }
        }
    }
}
