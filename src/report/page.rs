//! A page of text for a terminal.

use anstyle::AnsiColor;
use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use super::clean;
use super::words;
use super::wrap::wrap;
use crate::law::Outcome;

/// How the terminal wants its text.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions {
    /// Columns.
    pub width: usize,
    /// Whether to colour with ANSI codes.
    pub colour: bool,
    /// Only the conclusion.
    pub quiet: bool,
    /// Every instance, every proof, and how the sheets were read.
    pub verbose: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
            quiet: false,
            verbose: false,
        }
    }
}

/// What is less important.
pub(super) const FAINT: Style = Style::new().dimmed();

/// The colour of an outcome.
pub(super) fn style(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Violation => AnsiColor::Red,
        Outcome::Explain => AnsiColor::Yellow,
        Outcome::Doubtful => AnsiColor::BrightBlue,
        Outcome::Missing => AnsiColor::Magenta,
        Outcome::Note => AnsiColor::Cyan,
        Outcome::Manual => AnsiColor::Blue,
        Outcome::Waived | Outcome::NotApplicable => return FAINT,
        Outcome::Pass => AnsiColor::Green,
    };
    colour.on_default().bold()
}

/// The text so far. Every line goes through [`TextPage::paragraph`], which cleans and wraps it.
pub(super) struct TextPage {
    pub(super) options: TextOptions,
    pub(super) text: String,
}

impl TextPage {
    /// An empty page.
    pub(super) fn new(options: TextOptions) -> Self {
        Self {
            options,
            text: String::new(),
        }
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn styled(&self, style: Style, text: &str) -> String {
        if self.options.colour && style != Style::new() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// A text with a styled label before it; further lines stand under the first.
    pub(super) fn paragraph(&mut self, label: &str, style: Style, text: &str) {
        let label = clean::plain(label);
        let indent = label.width();
        let lines = wrap(
            &clean::plain(text),
            self.options.width.saturating_sub(indent),
        );
        for (nth, line) in lines.iter().enumerate() {
            let before = if nth == 0 {
                self.styled(style, &label)
            } else {
                " ".repeat(indent)
            };
            let line = format!("{before}{line}");
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// How many of `all` are told: `most`, unless all are asked for.
    pub(super) fn shown(&self, all: usize, most: usize) -> usize {
        if self.options.verbose {
            all
        } else {
            all.min(most)
        }
    }

    /// That more is there than is told, if it is.
    pub(super) fn rest(&mut self, indent: &str, rest: usize, what: &str) {
        if rest > 0 {
            let rest = words::count(rest);
            let told = format!("… và {rest} {what} khác (thêm -v để xem hết)");
            self.paragraph(indent, FAINT, &told);
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        for line in wrap(&clean::plain(text), self.options.width) {
            let line = self.styled(Style::new().bold().underline(), &line);
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}
