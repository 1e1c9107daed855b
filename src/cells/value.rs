//! What a cell says.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// Giá trị ô: what one cell says. Text stays text (`01.003`), numbers are whole or fixed-point.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Value {
    /// Nothing, or only blanks (spaces, no-break spaces).
    #[default]
    Blank,
    /// Text in NFC, as typed, not trimmed. Shared: a text that stands in many cells is kept once.
    Text(Arc<str>),
    /// A whole number.
    Whole(i64),
    /// A number with decimals, as its shortest decimal form.
    Decimal(Decimal),
    /// The date that Excel shows; times of day are dropped.
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error cell.
    Error(CellError),
    /// A formula that was never computed: the workbook holds no value for it. Not a zero.
    Uncomputed,
}

/// An error value of a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellError {
    /// `#DIV/0!`
    Div0,
    /// `#N/A`
    NotAvailable,
    /// `#NAME?`
    Name,
    /// `#NULL!`
    Null,
    /// `#NUM!`
    Num,
    /// `#REF!`
    Ref,
    /// `#VALUE!`
    Value,
    /// An error that Excel shows while data is being fetched.
    GettingData,
}

impl CellError {
    /// All errors.
    const ALL: [Self; 8] = [
        Self::Div0,
        Self::NotAvailable,
        Self::Name,
        Self::Null,
        Self::Num,
        Self::Ref,
        Self::Value,
        Self::GettingData,
    ];

    /// The error that is written so.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        text.starts_with('#').then(|| {
            Self::ALL
                .into_iter()
                .find(|error| error.to_string() == text)
        })?
    }
}

impl Value {
    /// Whether the cell says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// The number in the cell, if it is a number (text that looks like one is not).
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Whole(n) => Some(Decimal::from(*n)),
            Self::Decimal(d) => Some(*d),
            _ => None,
        }
    }

    /// What [`Display`](fmt::Display) writes, without a copy where the cell is text or says
    /// nothing.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Blank | Self::Uncomputed => Cow::Borrowed(""),
            other => Cow::Owned(other.to_string()),
        }
    }

    /// The text in the cell, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// As a Vietnamese reader writes it: decimal comma, day/month/year.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank | Self::Uncomputed => Ok(()),
            Self::Text(text) => f.write_str(text.trim()),
            Self::Whole(n) => write!(f, "{n}"),
            Self::Decimal(d) => f.write_str(&d.normalize().to_string().replace('.', ",")),
            Self::Date(date) => write!(
                f,
                "{:02}/{:02}/{:04}",
                date.day(),
                date.month(),
                date.year()
            ),
            Self::Bool(true) => f.write_str("TRUE"),
            Self::Bool(false) => f.write_str("FALSE"),
            Self::Error(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Div0 => "#DIV/0!",
            Self::NotAvailable => "#N/A",
            Self::Name => "#NAME?",
            Self::Null => "#NULL!",
            Self::Num => "#NUM!",
            Self::Ref => "#REF!",
            Self::Value => "#VALUE!",
            Self::GettingData => "#GETTING_DATA",
        })
    }
}
