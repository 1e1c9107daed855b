//! Number formats: what Excel shows where that says more than the number.
//!
//! A rank code typed as 1.003 under the format `00.000` is read by people as `01.003` (Q36). Most
//! formats say nothing of that kind; only those that do are kept, and a text is made of one only
//! when it is asked for.

use std::collections::HashMap;
use std::sync::Arc;

use ssfmt::FormatOptions;
use ssfmt::NumberFormat as Parsed;
use ssfmt::ast::DigitPlaceholder;
use ssfmt::ast::FormatPart;
use ssfmt::ast::Section;

use super::Value;

/// Excel takes no longer format; a longer one is none.
const CODE_BYTES: usize = 1024;
/// A text that a format makes is a code or a number with its unit, and never longer.
const SHOWN_BYTES: usize = 512;
/// Telling formats of a workbook that are kept; Excel allows a few hundred.
const FORMATS: usize = 4_000;

/// Cách hiện số: a number format that shows more than the number, as the workbook writes it
/// (`00.000`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberFormat {
    code: Arc<str>,
    percent: bool,
}

impl NumberFormat {
    /// The format, if it shows something that the number alone does not say.
    fn telling(code: &str) -> Option<Self> {
        if code.len() > CODE_BYTES || code.eq_ignore_ascii_case("general") {
            return None;
        }
        let parsed = Parsed::parse(code).ok()?;
        if parsed.is_date_format() || !parsed.sections().iter().any(is_telling) {
            return None;
        }
        let percent = parsed.sections().first().is_some_and(Section::has_percent);
        Some(Self {
            code: code.into(),
            percent,
        })
    }

    /// As the workbook writes it.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// Whether a number is shown as a percentage: 0.15 as 15%.
    pub(super) const fn is_percent(&self) -> bool {
        self.percent
    }

    /// What Excel shows for a value under this format; none when the value says the same.
    pub(super) fn shown(&self, value: &Value) -> Option<String> {
        let parsed = Parsed::parse(&self.code).ok()?;
        let shown = if let Value::Text(text) = value {
            with_text(&parsed, text)?
        } else {
            let number = value.number()?.to_string();
            let shown = parsed
                .try_format(number.parse().ok()?, &FormatOptions::default())
                .ok()?;
            let shown = shown.trim();
            if shown.is_empty() || shown == number {
                return None;
            }
            shown.to_owned()
        };
        (shown.len() <= SHOWN_BYTES).then_some(shown)
    }
}

/// The text in the words of the format around it: `"VT-"@`.
fn with_text(parsed: &Parsed, text: &str) -> Option<String> {
    let ([_, _, _, section] | [section]) = parsed.sections() else {
        return None;
    };
    if !section.has_text_placeholder() || !is_telling(section) {
        return None;
    }
    let part = |part: &FormatPart| match part {
        FormatPart::TextPlaceholder => text.trim().to_owned(),
        FormatPart::Literal(literal) | FormatPart::EscapedLiteral(literal) => literal.clone(),
        _ => String::new(),
    };
    Some(
        section
            .parts
            .iter()
            .map(part)
            .collect::<String>()
            .trim()
            .to_owned(),
    )
}

/// Whether a section of a format says more than the number: words, a percent sign, zeros that are
/// no part of it.
fn is_telling(section: &Section) -> bool {
    let is_word = |text: &str| {
        text.chars()
            .any(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '-' | '+' | '$'))
    };
    let zeros = |parts: &[FormatPart]| {
        parts
            .iter()
            .filter(|part| matches!(part, FormatPart::Digit(DigitPlaceholder::Zero)))
            .count()
    };
    let point = section
        .parts
        .iter()
        .position(|part| matches!(part, FormatPart::DecimalPoint));
    let (whole, decimals) = section.parts.split_at(point.unwrap_or(section.parts.len()));
    let grouped = whole
        .iter()
        .any(|part| matches!(part, FormatPart::ThousandsSeparator));
    section.has_percent()
        || zeros(whole) > 1
        // `1.10` under `0.00`; an amount of money with its decimals is a number.
        || (!grouped && zeros(decimals) > 0)
        || section.parts.iter().any(|part| match part {
            FormatPart::Literal(text) | FormatPart::EscapedLiteral(text) => is_word(text),
            _ => false,
        })
}

/// The telling formats of a workbook, by the styles of its cells.
#[derive(Debug, Default)]
pub(super) struct TellingFormats {
    kept: Vec<NumberFormat>,
    /// Of each style: its place among those kept, from 1; 0 is none.
    styles: Vec<u16>,
    known: HashMap<String, u16>,
}

impl TellingFormats {
    /// The next style of the workbook has this format.
    pub(super) fn style(&mut self, code: Option<&str>) {
        let place = code.map_or(0, |code| self.place(code));
        self.styles.push(place);
    }

    /// The place of a format among those kept, from 1; 0 when it tells nothing.
    pub(super) fn place(&mut self, code: &str) -> u16 {
        if let Some(place) = self.known.get(code) {
            return *place;
        }
        let found = NumberFormat::telling(code).filter(|_| self.kept.len() < FORMATS);
        self.kept.extend(found.clone());
        let place = found.map_or(0, |_| u16::try_from(self.kept.len()).unwrap_or_default());
        self.known.insert(code.to_owned(), place);
        place
    }

    /// Whether no style tells anything.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The place of the format of a style, from 1; 0 is none.
    pub(super) fn of_style(&self, style: usize) -> u16 {
        self.styles.get(style).copied().unwrap_or_default()
    }

    /// The formats by their places, from 1.
    pub(super) fn finish(self) -> Arc<[NumberFormat]> {
        self.kept.into()
    }
}

/// The code of a format that needs no record: ECMA-376 part 1, 18.8.30, those that tell something.
pub(super) const fn built_in(id: u32) -> Option<&'static str> {
    match id {
        2 => Some("0.00"),
        9 => Some("0%"),
        10 => Some("0.00%"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(code: &str, number: &str) -> Option<String> {
        let value = number
            .parse()
            .map_or_else(|_| Value::Decimal(number.parse().unwrap()), Value::Whole);
        NumberFormat::telling(code)?.shown(&value)
    }

    #[test]
    fn codes_units_and_percentages_are_shown() {
        for (code, number, wanted) in [
            ("00.000", "1.003", "01.003"),
            ("00\".\"000", "1003", "01.003"),
            ("\"VT-\"00", "1", "VT-01"),
            ("\\V\\T\\-00", "12", "VT-12"),
            ("00\" người\"", "7", "07 người"),
            ("0\" giờ\";-0\" giờ\"", "-7", "-7 giờ"),
            ("#,##0\" giờ\"", "1234", "1,234 giờ"),
            ("0000", "1", "0001"),
            ("0000\\-000", "1234567", "1234-567"),
            ("0%", "0.15", "15%"),
            ("0.0%;[Red]-0.0%", "0.155", "15.5%"),
            ("0.00", "1.1", "1.10"),
            ("[=1]\"Có\";[=0]\"Không\";General", "1", "Có"),
            ("General\" người\"", "5", "5 người"),
        ] {
            assert_eq!(shown(code, number).as_deref(), Some(wanted), "{code}");
        }
    }

    #[test]
    fn what_the_number_says_is_not_said_again() {
        for code in [
            "General",
            "0",
            "#,##0",
            "#,##0.00",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            "@",
            "dd/mm/yyyy",
        ] {
            assert_eq!(shown(code, "7"), None, "{code}");
        }
        assert_eq!(shown("00", "12"), None);
        assert_eq!(
            shown(&"0".repeat(5_000), "1"),
            None,
            "a format that Excel would not take"
        );
        assert_eq!(shown(&"0".repeat(1_000), "1"), None, "a text that is none");
        assert_eq!(
            NumberFormat::telling("\"VT-\"@")
                .unwrap()
                .shown(&Value::Text("01".into()))
                .unwrap(),
            "VT-01"
        );
        assert!(NumberFormat::telling("0%").unwrap().is_percent());
    }

    #[test]
    fn formats_are_kept_once() {
        let mut formats = TellingFormats::default();
        for code in [None, Some("0%"), Some("0"), Some("0%")] {
            formats.style(code);
        }
        let places: Vec<u16> = (0..5).map(|style| formats.of_style(style)).collect();
        assert_eq!(places, [0, 1, 0, 1, 0]);
        assert_eq!(formats.finish().len(), 1);
    }

    proptest! {
        #[test]
        fn any_format_shows_something_or_nothing(code in "[0#?.,%\"\\\\_*;\\[\\]@Ee/ Gnymdhs<>=1₫n-]{0,24}", number in any::<f64>()) {
            if let Some(format) = NumberFormat::telling(&code) {
                let shown = format.shown(&super::super::number::number(number));
                prop_assert!(shown.is_none_or(|text| text.len() <= SHOWN_BYTES));
            }
        }
    }
}
