//! Breaks a paragraph into lines and sets them: left, centred, right or justified, with tabs.

use std::ops::Range;

use super::faces::FaceId;
use super::faces::PdfFaces;
use super::glyphs::BREAK;
use super::glyphs::Char;
use super::glyphs::Chars;
use super::glyphs::Look;
use super::glyphs::PAGE_BREAK;
use super::glyphs::TAB;
use super::ops::Op;
use super::ops::StructurePart;
use super::ops::Text;
use super::props::Align;
use super::props::ParaProps;
use super::props::RunProps;
use super::props::Spacing;
use super::props::Stop;

/// Room for letters that no indent takes away, in points.
const MIN_ROOM: f32 = 18.0;

/// Lengths that are equal but for rounding.
const CLOSE: f32 = 0.01;

/// A line of a paragraph, from its own left margin and its own top.
#[derive(Debug, Default)]
pub(super) struct PdfLine {
    pub(super) ops: Vec<Op>,
    pub(super) height: f32,
    pub(super) notes: Vec<usize>,
    /// A new page begins after it.
    pub(super) ends_page: bool,
}

/// What is needed to set the lines of one paragraph.
pub(super) struct LineSetting<'a> {
    pub(super) faces: &'a PdfFaces,
    pub(super) props: &'a ParaProps,
    pub(super) mark: RunProps,
    /// Distance of the tab stops that nobody set.
    pub(super) tab: f32,
    /// The width between the margins or of the cell.
    pub(super) room: f32,
    pub(super) part: Option<StructurePart>,
}

impl LineSetting<'_> {
    /// Where the text of a line begins and ends.
    fn sides(&self, first: bool) -> (f32, f32) {
        let room = self.room.max(MIN_ROOM);
        let left = self.props.left.unwrap_or(0.0)
            + if first {
                self.props.first.unwrap_or(0.0)
            } else {
                0.0
            };
        let left = left.clamp(-36.0_f32.min(room), room - MIN_ROOM);
        let right = (room - self.props.right.unwrap_or(0.0))
            .clamp(left + MIN_ROOM, (room + 36.0).max(left + MIN_ROOM));
        (left, right)
    }

    /// The lines of a paragraph; one empty line if there is no text.
    pub(super) fn lines(&self, chars: &Chars) -> Vec<PdfLine> {
        let mut all = chars.chars.clone();
        let mut lines = Vec::new();
        let mut start = 0;
        while start < all.len() || lines.is_empty() {
            let (left, right) = self.sides(lines.is_empty());
            let end = self.fill(&mut all, start, left, right);
            let made = start < end && matches!(all[end - 1].c, BREAK | PAGE_BREAK);
            let last = made || end >= all.len();
            let mut line = self.set(&all[start..end], &chars.looks, left, right, last);
            line.ends_page = made && all[end - 1].c == PAGE_BREAK;
            lines.push(line);
            start = end;
            if start >= all.len() && made && all[end - 1].c == BREAK {
                // A break at the very end leaves an empty line behind it, as word processors show
                // it.
                lines.push(self.set(&[], &chars.looks, left, right, true));
            }
        }
        lines
    }

    /// Finds where the line that begins at `start` ends, and works out the widths of its tabs.
    fn fill(&self, chars: &mut [Char], start: usize, left: f32, right: f32) -> usize {
        let mut x = left;
        let mut chance = None;
        let mut at = start;
        while at < chars.len() {
            if chars[at].c == TAB {
                chars[at].advance = self.tab_advance(&chars[at + 1..], x, right);
            }
            let char = chars[at];
            if matches!(char.c, BREAK | PAGE_BREAK) {
                return at + 1;
            }
            // Spaces at the end of a line hang out.
            if char.c != ' ' && x + char.advance > right + CLOSE {
                return chance.unwrap_or_else(|| emergency(chars, start, at));
            }
            x += char.advance;
            at += 1;
            if char.breaks || char.c == TAB {
                chance = Some(at);
            }
        }
        at
    }

    /// Width of a tab at `x` with `after` behind it.
    fn tab_advance(&self, after: &[Char], x: f32, right: f32) -> f32 {
        let own = self
            .props
            .left
            .filter(|left| *left > x + CLOSE)
            .map(|at| Stop {
                at,
                align: Align::Left,
                dots: false,
            });
        let set = self
            .props
            .stops
            .iter()
            .copied()
            .filter(|stop| stop.at > x + CLOSE);
        let stop = set
            .chain(own)
            .min_by(|one, other| one.at.total_cmp(&other.at));
        let Some(stop) = stop else {
            let tab = self.tab.max(1.0);
            return (((x + CLOSE) / tab).floor() + 1.0) * tab - x;
        };
        let behind = after
            .iter()
            .take_while(|char| !matches!(char.c, TAB | BREAK | PAGE_BREAK));
        let width: f32 = behind.map(|char| char.advance).take(2000).sum();
        let at = stop.at.min(right.max(x));
        match stop.align {
            Align::Right => (at - x - width).max(0.0),
            Align::Centre => (at - x - width / 2.0).max(0.0),
            _ => at - x,
        }
    }

    /// Sets the characters of one line.
    fn set(&self, chars: &[Char], looks: &[Look], left: f32, right: f32, last: bool) -> PdfLine {
        let kept = after_last(chars, |c| !matches!(c, ' ' | BREAK | PAGE_BREAK));
        let (start, stretch) = self.spread(&chars[..kept], (left, right), last);
        let (height, base) = self.measure(chars, looks);
        let mut line = PdfLine {
            height,
            notes: chars.iter().filter_map(|char| char.note).collect(),
            ..PdfLine::default()
        };
        // One of the spaces at the end stays: it divides words when the text is copied.
        let shown = &chars[..chars.len().min(kept + 1)];
        let mut x = start;
        let mut at = 0;
        while at < shown.len() {
            let first = shown[at];
            let look = &looks[first.look];
            if first.c == TAB {
                self.dots(&mut line, look, x, first.advance, base);
                x += first.advance;
                at += 1;
                continue;
            }
            let run = run(shown, at, &stretch);
            if run.is_empty() {
                at += 1;
                continue;
            }
            let stretch = stretch.at(at);
            let width = run.iter().map(|char| char.advance).sum::<f32>() + spaces(run) * stretch;
            self.text(&mut line, look, run, (x, base), (width, stretch));
            x += width;
            at += run.len();
        }
        line
    }

    /// Where the letters of a line begin, and which of its spaces are made wider.
    fn spread(&self, kept: &[Char], (left, right): (f32, f32), last: bool) -> (f32, Stretch) {
        let width: f32 = kept.iter().map(|char| char.advance).sum();
        let free = (right - left - width).max(0.0);
        // What stands before a tab stays where it is.
        let from = after_last(kept, |c| c == TAB);
        let spaces = spaces(&kept[from..]);
        let (start, by) = match self.props.align.unwrap_or(Align::Left) {
            Align::Centre => (left + free / 2.0, 0.0),
            Align::Right => (left + free, 0.0),
            Align::Both if !last && spaces > 0.0 => (left, free / spaces),
            _ => (left, 0.0),
        };
        let places = from..kept.len();
        (start, Stretch { places, by })
    }

    fn text(
        &self,
        line: &mut PdfLine,
        look: &Look,
        chars: &[Char],
        (x, base): (f32, f32),
        (width, stretch): (f32, f32),
    ) {
        let (size, rise) = look.run.letters();
        let colour = look.run.colour();
        let mut rule = |y: f32| {
            line.ops.push(Op::Line {
                from: (x, y),
                to: (x + width, y),
                width: size / 18.0,
                colour,
            });
        };
        if look.run.underline() {
            rule(base + size * 0.11);
        }
        if look.run.strike() {
            rule(base - size * 0.26);
        }
        line.ops.push(Op::Text(Text {
            x,
            y: base - rise,
            text: chars.iter().map(|char| char.c).collect(),
            face: look.face,
            size,
            colour,
            width,
            stretch,
            part: self.part,
            link: look.link,
        }));
    }

    /// The dots of a tab that leads the eye. They are no text.
    fn dots(&self, line: &mut PdfLine, look: &Look, x: f32, width: f32, y: f32) {
        let end = x + width;
        let dotted = self.props.stops.iter().any(|stop| {
            stop.dots && stop.at >= x && (stop.at <= end + CLOSE || stop.align != Align::Left)
        });
        let (size, _) = look.run.letters();
        let dot = self.faces.glyph(look.face, '.').advance * size;
        if !dotted || dot <= 0.0 {
            return;
        }
        let mut text = String::new();
        let mut used = 0.0;
        while used + dot <= width && text.len() < 1000 {
            text.push('.');
            used += dot;
        }
        let colour = look.run.colour();
        line.ops.push(Op::Text(Text {
            x: end - used,
            y,
            text,
            face: look.face,
            size,
            colour,
            width: used,
            stretch: 0.0,
            part: None,
            link: None,
        }));
    }

    /// Height of a line, and its base line from the top.
    fn measure(&self, chars: &[Char], looks: &[Look]) -> (f32, f32) {
        let mut seen: Vec<usize> = chars.iter().map(|char| char.look).collect();
        seen.dedup();
        let runs: Vec<RunProps> = if seen.is_empty() {
            vec![self.mark]
        } else {
            seen.into_iter().map(|look| looks[look].run).collect()
        };
        let (mut above, mut below) = (0.0_f32, 0.0_f32);
        for run in runs {
            let face = FaceId::of(run.bold(), run.italic());
            let (ascent, descent, leading) = self.faces.measures(face, run.size());
            above = above.max(ascent + leading);
            below = below.max(descent);
        }
        let own = above + below;
        match self.props.line.unwrap_or(Spacing::Times(1.0)) {
            Spacing::Times(times) => (own * times, own * times - below),
            Spacing::AtLeast(least) => (own.max(least), own.max(least) - below),
            Spacing::Exact(height) => (height, height * 0.8),
        }
    }
}

/// The spaces of a justified line that are wider than they are.
struct Stretch {
    places: Range<usize>,
    /// Added to each of them, in points.
    by: f32,
}

impl Stretch {
    fn at(&self, place: usize) -> f32 {
        if self.places.contains(&place) {
            self.by
        } else {
            0.0
        }
    }
}

/// The characters from `at` on that are set as one text: of one look and one stretch.
fn run<'c>(chars: &'c [Char], at: usize, stretch: &Stretch) -> &'c [Char] {
    let first = chars[at];
    let same = |(nth, char): &(usize, &Char)| {
        char.look == first.look
            && stretch.at(at + nth).to_bits() == stretch.at(at).to_bits()
            && !matches!(char.c, TAB | BREAK | PAGE_BREAK)
    };
    let length = chars[at..].iter().enumerate().take_while(same).count();
    &chars[at..at + length]
}

/// The place behind the last character that fits; 0 if none does.
fn after_last(chars: &[Char], fits: impl Fn(char) -> bool) -> usize {
    chars
        .iter()
        .rposition(|char| fits(char.c))
        .map_or(0, |at| at + 1)
}

/// Where a line ends in which no line may end: behind a sign that divides, or where the room ends.
fn emergency(chars: &[Char], start: usize, at: usize) -> usize {
    let divides = |char: &Char| {
        matches!(
            char.c,
            '/' | '.' | ',' | ';' | ':' | '_' | '|' | '\\' | '-' | '&' | '=' | '?'
        )
    };
    let found = chars[start..at]
        .iter()
        .rposition(divides)
        .map(|nth| start + nth + 1);
    found
        .filter(|end| *end > start + (at - start) / 3)
        .unwrap_or(at)
        .max(start + 1)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a line has far fewer characters"
)]
fn spaces(chars: &[Char]) -> f32 {
    chars.iter().filter(|char| char.c == ' ').count() as f32
}
