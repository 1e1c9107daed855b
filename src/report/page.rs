//! A page of text for a terminal.

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use super::TextOptions;
use super::clean;
use super::wrap::wrap;

/// What is less important.
pub(super) const FAINT: Style = Style::new().dimmed();

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

    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        for line in wrap(&clean::plain(text), self.options.width) {
            let line = self.styled(Style::new().bold().underline(), &line);
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}
