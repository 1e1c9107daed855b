//! What an OpenDocument spreadsheet says of its cells by names: how numbers are shown, which sheets
//! are hidden; and its formulas in the words of Excel. OpenDocument 1.3, part 3, 16.29; part 4,
//! 5.8.

use std::collections::HashMap;
use std::collections::HashSet;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use super::Limits;
use super::OpenError;
use super::package::Token;
use super::package::attribute;

/// Styles above a style that are asked.
const PARENTS: usize = 16;
/// Digits of a number that a format may ask for.
const DIGITS: usize = 30;
/// Bytes of a format.
const CODE_BYTES: usize = 1_000;

/// The styles of a document, as far as they say how numbers are shown.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    /// Styles of cells: the style above, the style of their numbers.
    cells: HashMap<String, (Option<String>, Option<String>)>,
    /// Styles of numbers as formats of Excel.
    numbers: HashMap<String, String>,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
    /// The style that is being read.
    style: Option<String>,
    number: Option<InNumber>,
    count: usize,
}

/// A style of numbers that is being read.
#[derive(Debug, Default)]
struct InNumber {
    element: String,
    name: String,
    code: String,
    in_text: bool,
}

impl OdsStyles {
    /// Takes one piece of a part with styles.
    pub(super) fn visit(&mut self, token: &Token<'_>, limits: &Limits) -> Result<(), OpenError> {
        match token {
            Token::Start(start) => self.start(start, limits),
            Token::Text(text) => {
                if let Some(number) = self.number.as_mut().filter(|number| number.in_text) {
                    number.literal(text);
                }
                Ok(())
            }
            Token::End(name) => {
                self.end(name);
                Ok(())
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, limits: &Limits) -> Result<(), OpenError> {
        let owned = |name: &str| -> Result<Option<String>, OpenError> {
            Ok(attribute(start, name)?.map(str::to_owned))
        };
        match start.name().as_ref() {
            "style:style" => {
                self.count(limits)?;
                let name = owned("style:name")?.unwrap_or_default();
                if attribute(start, "style:family")? == Some("table-cell") {
                    let said = (
                        owned("style:parent-style-name")?,
                        owned("style:data-style-name")?,
                    );
                    self.cells.insert(name.clone(), said);
                }
                self.style = Some(name);
            }
            "style:table-properties" => {
                let shown = attribute(start, "table:display")?;
                if let (Some(style), Some("false")) = (&self.style, shown) {
                    self.hidden.insert(style.clone());
                }
            }
            element @ ("number:number-style" | "number:percentage-style" | "number:text-style") => {
                self.count(limits)?;
                let name = owned("style:name")?.unwrap_or_default();
                self.number = Some(InNumber {
                    element: element.to_owned(),
                    name,
                    ..InNumber::default()
                });
            }
            "number:number" => {
                if let Some(number) = &mut self.number {
                    number.digits(start)?;
                }
            }
            "number:text" => self
                .number
                .iter_mut()
                .for_each(|number| number.in_text = true),
            "number:text-content" => self
                .number
                .iter_mut()
                .for_each(|number| number.code.push('@')),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "style:style" => self.style = None,
            "number:text" => self
                .number
                .iter_mut()
                .for_each(|number| number.in_text = false),
            _ => {
                if let Some(number) = self.number.take_if(|number| number.element == name) {
                    self.numbers.insert(number.name, number.code);
                }
            }
        }
    }

    fn count(&mut self, limits: &Limits) -> Result<(), OpenError> {
        self.count += 1;
        if self.count > limits.styles {
            Err(OpenError::limit("số kiểu định dạng", limits.styles))
        } else {
            Ok(())
        }
    }

    /// Whether sheets of this style are hidden.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// The format of a style of cells, of its own or of a style above.
    pub(super) fn code(&self, style: &str) -> Option<&str> {
        let mut at = self.cells.get(style)?;
        for _ in 0..PARENTS {
            if let Some(number) = &at.1 {
                return self.numbers.get(number).map(String::as_str);
            }
            at = self.cells.get(at.0.as_ref()?)?;
        }
        None
    }
}

impl InNumber {
    /// The digits of a number.
    fn digits(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        let count = |name: &str| -> Result<usize, OpenError> {
            Ok(attribute(start, name)?
                .and_then(|text| text.parse().ok())
                .unwrap_or(0)
                .min(DIGITS))
        };
        let whole = count("number:min-integer-digits")?;
        let decimals = count("number:decimal-places")?;
        let grouped = attribute(start, "number:grouping")? == Some("true");
        let digits = match (grouped, whole) {
            (true, _) => format!("#,##{}", "0".repeat(whole.max(1))),
            (false, 0) => "#".to_owned(),
            (false, _) => "0".repeat(whole),
        };
        self.put(&digits);
        if decimals > 0 {
            self.put(&format!(".{}", "0".repeat(decimals)));
        }
        Ok(())
    }

    /// Words before or after the digits; a percent sign is one only where the style is one of
    /// percentages.
    fn literal(&mut self, text: &str) {
        let percent = self.element == "number:percentage-style";
        for c in text.chars() {
            match c {
                '%' if percent => self.put("%"),
                '"' => self.put("\\\""),
                _ => self.put(&format!("\"{c}\"")),
            }
        }
    }

    fn put(&mut self, text: &str) {
        if self.code.len() + text.len() <= CODE_BYTES {
            self.code.push_str(text);
        }
    }
}

/// A formula of OpenDocument (`of:=SUM([.I2:.I50];[$'Danh mục'.B2])`) as Excel writes it.
pub(super) fn as_excel(written: &str) -> String {
    let written =
        unescape(written).map_or_else(|_| written.to_owned(), std::borrow::Cow::into_owned);
    let formula = written
        .split_once('=')
        .map_or(&*written, |(_, formula)| formula);
    let mut out = String::new();
    let mut rest = formula;
    while let Some(at) = rest.find(['[', '"']) {
        out.push_str(&rest[..at]);
        let is_text = rest.as_bytes()[at] == b'"';
        let inside = &rest[at + 1..];
        let end = if is_text {
            inside.find('"')
        } else {
            closing(inside)
        };
        let Some(end) = end else { return out };
        if is_text {
            out.push_str(&rest[at..=at + 1 + end]);
        } else {
            out.push_str(&reference(&inside[..end]));
        }
        rest = &inside[end + 1..];
    }
    out + rest
}

/// Where the bracket closes; one in the quoted name of a sheet does not.
fn closing(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices()
        .find(|(_, c)| {
            quoted ^= *c == '\'';
            *c == ']' && !quoted
        })
        .map(|(at, _)| at)
}

/// `.I2:.I50`, `$'Danh mục'.B2:.B9`: the sheet before the first cell, if it is another one.
fn reference(text: &str) -> String {
    let quoted_end = text.rfind('\'').map_or(0, |end| end + 1);
    let Some(point) = text[quoted_end..].find('.').map(|at| at + quoted_end) else {
        return "#REF!".to_owned();
    };
    let sheet = text[..point].trim_start_matches('$');
    let cells = text[point + 1..].replace('.', "");
    if sheet.is_empty() {
        cells
    } else if sheet.contains('#') {
        // A sheet of another file.
        "#REF!".to_owned()
    } else {
        format!("{sheet}!{cells}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_the_words_of_excel() {
        for (written, wanted) in [
            ("of:=SUM([.I2:.I50])", "SUM(I2:I50)"),
            (
                "of:=SUM([$'Danh m&#x1EE5;c ]A'.I2:.I50];[.$B$2])",
                "SUM('Danh mục ]A'!I2:I50;$B$2)",
            ),
            ("of:=SUM([$Tờ1.A1:.A9])&\"[x]\"", "SUM(Tờ1!A1:A9)&\"[x]\""),
            ("of:=SUM(['file:///a.ods'#$A.B2])", "SUM(#REF!)"),
            ("of:=[.A1", ""),
        ] {
            assert_eq!(as_excel(written), wanted, "{written}");
        }
    }
}
