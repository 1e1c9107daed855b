//! The formats of a copy: how a cell looked in the original, with how its value is written.

use std::collections::BTreeMap;

use rust_xlsxwriter::Color;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;

use crate::cells::Across;
use crate::cells::Looks;
use crate::cells::Rgb;
use crate::cells::Style;
use crate::cells::Upright;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    Number,
    /// Text stays text when it is edited.
    Text,
    Date,
}

/// Formats by the look of the cell and the manner of its value; each is made once.
pub(super) struct Formats<'a> {
    looks: &'a Looks,
    made: BTreeMap<(Option<usize>, Manner), Format>,
}

impl<'a> Formats<'a> {
    pub(super) fn new(looks: &'a Looks) -> Self {
        Self { looks, made: BTreeMap::new() }
    }

    /// The format of a cell; of one whose look is not known, wrapped text at the top.
    pub(super) fn of(&mut self, look: Option<usize>, manner: Manner) -> &Format {
        let style = look.and_then(|look| self.looks.styles.get(look));
        self.made.entry((look, manner)).or_insert_with(|| {
            let format = match style {
                Some(style) => styled(style),
                None => Format::new().set_align(FormatAlign::Top).set_text_wrap(),
            };
            let number = style.and_then(|style| style.number.as_deref());
            match (manner, number) {
                (Manner::Text, _) => format.set_num_format("@"),
                (Manner::Date, _) if style.is_some() => format.set_num_format("dd/mm/yyyy"),
                (Manner::Date, _) => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
                (Manner::Number, Some(number)) => format.set_num_format(number),
                (Manner::Number, None) => format,
            }
        })
    }

    /// Whether a cell without a value has something to show: a line or a colour.
    pub(super) fn shows(&self, look: usize) -> bool {
        self.looks.styles.get(look).is_some_and(|style| style.fill.is_some() || style.lines != [0; 4])
    }
}

fn styled(style: &Style) -> Format {
    let mut format = Format::new();
    if let Some(font) = &style.font {
        format = format.set_font_name(font);
    }
    if let Some(size) = style.size {
        format = format.set_font_size(size);
    }
    if style.bold {
        format = format.set_bold();
    }
    if style.italic {
        format = format.set_italic();
    }
    if style.wrap {
        format = format.set_text_wrap();
    }
    if let Some(colour) = style.colour.map(colour) {
        format = format.set_font_color(colour);
    }
    if let Some(fill) = style.fill.map(colour) {
        format = format.set_background_color(fill);
    }
    let [top, right, bottom, left] = style.lines.map(|line| match line {
        0 => FormatBorder::None,
        1 => FormatBorder::Thin,
        _ => FormatBorder::Medium,
    });
    format = format.set_border_top(top).set_border_right(right).set_border_bottom(bottom).set_border_left(left);
    if let Some(across) = style.across {
        format = format.set_align(match across {
            Across::Left => FormatAlign::Left,
            Across::Centre => FormatAlign::Center,
            Across::Right => FormatAlign::Right,
            Across::Both => FormatAlign::Justify,
        });
    }
    match style.upright {
        Some(Upright::Top) => format.set_align(FormatAlign::Top),
        Some(Upright::Centre) => format.set_align(FormatAlign::VerticalCenter),
        _ => format.set_align(FormatAlign::Bottom),
    }
}

fn colour([red, green, blue]: Rgb) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}
