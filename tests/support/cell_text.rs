//! The text form of one cell.
//!
//! | written | means |
//! |---|---|
//! | (nothing) | a blank cell |
//! | `12`, `0.5`, `-3` | a number |
//! | `"01.003"`, `"12"`, `"  x "` | text that would be read as something else, or has blanks at its edges |
//! | `@2021-06-30` | a real date |
//! | `TRUE`, `FALSE` | a boolean |
//! | `=SUM(D2:D5)→57` | a formula with the value that Excel kept; the value may be text or `#REF!` |
//! | `=SUM(D2:D5)` | a formula that was never computed |
//! | anything else | text; `30/06/2021` is text |
//!
//! In quoted and plain text `\n`, `\t`, `\|`, `\\` and `\u{a0}` stand for a character. A number in
//! another spelling (`01`, `1.50`, `01.003`) must be quoted: the text form never guesses.

use std::fmt::Write;

/// What one cell of a workbook in text form holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// Text, as it stands in the workbook.
    Text(String),
    /// A number.
    Number(f64),
    /// A date: year, month, day.
    Date(u16, u8, u8),
    /// A boolean.
    Bool(bool),
    /// A formula (without `=`), and the value kept with it, if there is one.
    Formula(String, Option<String>),
}

impl Cell {
    /// Reads the text form of a cell.
    ///
    /// # Errors
    /// A sentence when the text could be read in two ways, or not at all.
    pub(crate) fn parse(written: &str) -> Result<Self, String> {
        let written = written.trim();
        if written.is_empty() {
            return Ok(Self::Blank);
        }
        if let Some(rest) = written.strip_prefix('"') {
            let inner = rest
                .strip_suffix('"')
                .ok_or_else(|| format!("no closing quote: {written}"))?;
            return Ok(Self::Text(unescape(inner)?));
        }
        if let Some(date) = written.strip_prefix('@') {
            return parse_date(date).ok_or_else(|| format!("not a date (@2021-06-30): {written}"));
        }
        if let Some(formula) = written.strip_prefix('=') {
            let formula = unescape(formula)?;
            return Ok(match formula.split_once('→') {
                Some((formula, value)) => Self::Formula(formula.into(), Some(value.into())),
                None => Self::Formula(formula, None),
            });
        }
        match written {
            "TRUE" => return Ok(Self::Bool(true)),
            "FALSE" => return Ok(Self::Bool(false)),
            _ => {}
        }
        if !looks_numeric(written) {
            return Ok(Self::Text(unescape(written)?));
        }
        match written.parse::<f64>() {
            Ok(number) if number.to_string() == written => Ok(Self::Number(number)),
            _ => Err(format!(
                "quote the text or write the number shorter: {written}"
            )),
        }
    }

    /// The canonical text form.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => written_text(text),
            Self::Number(number) => number.to_string(),
            Self::Date(year, month, day) => format!("@{year:04}-{month:02}-{day:02}"),
            Self::Bool(true) => "TRUE".into(),
            Self::Bool(false) => "FALSE".into(),
            Self::Formula(formula, None) => format!("={}", escape(formula)),
            Self::Formula(formula, Some(value)) => {
                format!("={}→{}", escape(formula), escape(value))
            }
        }
    }

    /// About how many characters wide the cell is shown.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Text(text) => text
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0),
            Self::Formula(_, value) => value.as_deref().unwrap_or("").chars().count(),
            Self::Date(..) => 10,
            other => other.written().len(),
        }
    }
}

fn looks_numeric(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}

fn parse_date(written: &str) -> Option<Cell> {
    let mut parts = written.split('-');
    let date = Cell::Date(
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    (parts.next().is_none() && date.written() == format!("@{written}")).then_some(date)
}

/// Plain when it reads back as the same text, else quoted.
fn written_text(text: &str) -> String {
    let plain = escape(text);
    let starts_a_line = ["#", "//", "{"].iter().any(|mark| plain.starts_with(mark));
    if !starts_a_line && Cell::parse(&plain) == Ok(Cell::Text(text.into())) {
        plain
    } else {
        format!("\"{plain}\"")
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '|' => out.push_str("\\|"),
            '\\' => out.push_str("\\\\"),
            c if c.is_control()
                || (c.is_whitespace() && c != ' ')
                || ('\u{300}'..='\u{36f}').contains(&c) =>
            {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some(same @ ('|' | '\\')) => out.push(same),
            Some('u') => {
                let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let c = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                out.push(c.ok_or_else(|| format!("not a character: \\u{{{code}}}"))?);
            }
            _ => return Err(format!("a stray backslash: {text}")),
        }
    }
    Ok(out)
}
