//! What is wrong in a rulebook, with its file and line.

use std::fmt;
use std::ops::Range;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use super::toml_words::in_vietnamese;

/// Lỗi trong bộ quy tắc: one thing that is wrong in a file of the rulebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path of the file inside the rulebook.
    pub file: String,
    /// Line, from 1; 0 when the fault concerns the whole file.
    pub line: usize,
    /// What is wrong, one Vietnamese sentence.
    pub message: String,
    /// What to do about it, if known.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault on one line.
    pub fn at(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.into(),
            hint: None,
        }
    }

    /// A fault of a whole file, or of a file that is not there.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self::at(file, 0, message)
    }

    /// A fault at a byte offset of a text.
    pub fn at_offset(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let offset = offset.min(text.len());
        let line = text[..text.floor_char_boundary(offset)]
            .matches('\n')
            .count()
            + 1;
        Self::at(file, line, message)
    }

    /// A fault found by the TOML reader in a text that starts at line `first_line` of the file.
    #[must_use]
    pub fn of_toml(file: &str, text: &str, first_line: usize, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        let mut fault = Self::at_offset(file, text, offset, in_vietnamese(error.message()));
        fault.line += first_line.saturating_sub(1);
        fault
    }

    /// The same fault with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The fault with the line of the text that it points at, for a terminal.
    #[must_use]
    pub fn render(&self, text: Option<&str>) -> String {
        let Some((text, span)) = text.and_then(|t| line_span(t, self.line).map(|span| (t, span)))
        else {
            return self.to_string();
        };
        let snippet = Snippet::source(text).path(self.file.as_str()).annotation(
            AnnotationKind::Primary
                .span(span)
                .label(self.hint.as_deref().unwrap_or_default()),
        );
        let group = Level::ERROR
            .with_name("lỗi")
            .primary_title(self.message.as_str())
            .element(snippet);
        Renderer::plain().render(&[group])
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "rules/{}: {}", self.file, self.message)?,
            line => write!(f, "rules/{}:{line}: {}", self.file, self.message)?,
        }
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

/// Every fault of a rulebook at once, sorted by file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// The bytes of a line without its indentation and line feed.
fn line_span(text: &str, line: usize) -> Option<Range<usize>> {
    let start = match line {
        0 => return None,
        1 => 0,
        _ => text.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let rest = &text[start..];
    let length = rest.find('\n').unwrap_or(rest.len());
    let indent = rest[..length].len() - rest[..length].trim_start().len();
    Some(start + indent..start + length.max(indent))
}
