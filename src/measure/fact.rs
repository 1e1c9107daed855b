//! A fact: a value, or the reason that it is missing, with the cells it was taken from.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::cells::Addr;
use crate::cells::Value;
use crate::dossier::Leaf;
use crate::dossier::part_of_date;
use crate::law;
use crate::law::Quote;
use crate::law::Wanted;

/// Dữ kiện đã lấy: what a definition gave for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value, or why there is none.
    pub value: Result<Datum, Missing>,
    /// The cells that were read; of a missing fact the cells that are to blame.
    pub trace: Vec<Addr>,
    /// Of a count that is missing: so many at least, whatever the cells to blame mean.
    pub least: Option<Decimal>,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// A number.
    Number(Decimal),
    /// A text as submitted.
    Text(String),
    /// A term of a closed set: its key and the text as submitted.
    Term(String, String),
    /// A date.
    Day(Date),
    /// Several names of one thing; equal to any of them.
    Names(Vec<String>),
    /// A text outside the closed list of its field: on no list, and perhaps meant for any of its
    /// terms.
    Unlisted(String),
}

/// Why a fact has no value. A blank is not a zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The cell is blank, or one that it counts over is.
    Blank,
    /// No row holds it.
    NoRow,
    /// No sheet holds the table, or it has no row.
    NoTable,
    /// The table has no such column.
    NoColumn,
    /// The cell holds something else than what is due.
    Unreadable(String, Wanted),
    /// The cell holds an error.
    Broken,
    /// The cell holds a formula that was never computed.
    Uncomputed,
    /// The number is larger than can be computed with.
    TooLarge,
    /// The code is not on the list.
    Unlisted,
    /// The code or name may be that of an item whose name the source of the list does not show
    /// whole.
    Illegible,
    /// The divisor is zero.
    Zero,
}

impl Fact {
    /// A fact with a value.
    #[must_use]
    pub fn known(datum: Datum, trace: Vec<Addr>) -> Self {
        Self {
            value: Ok(datum),
            trace,
            least: None,
        }
    }

    /// A fact without a value.
    #[must_use]
    pub fn missing(why: Missing, trace: Vec<Addr>) -> Self {
        Self {
            value: Err(why),
            trace,
            least: None,
        }
    }

    /// The fact that a leaf states, of a field that wants something.
    #[must_use]
    pub fn of_leaf(leaf: &Leaf, wanted: Option<Wanted>) -> Self {
        let value = datum(leaf).and_then(|datum| understood(datum, wanted));
        Self {
            value,
            trace: vec![leaf.at.clone()],
            least: None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Ok(Datum::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// As a sentence quotes it; of a missing fact the reason.
    #[must_use]
    pub fn in_sentence(&self, amount: bool) -> Quote {
        match &self.value {
            Ok(datum) => datum.told(amount).into(),
            Err(why) => Quote {
                text: why.to_string(),
                known: false,
            },
        }
    }

    /// As people read it in a list; of a missing fact the reason in brackets.
    #[must_use]
    pub fn shown(&self, amount: bool) -> String {
        match &self.value {
            Ok(datum) => datum.told(amount),
            Err(why) => format!("({why})"),
        }
    }
}

/// What a leaf states, if anything.
pub(super) fn datum(leaf: &Leaf) -> Result<Datum, Missing> {
    match (&leaf.value, &leaf.term) {
        (Value::Blank, _) => Err(Missing::Blank),
        (Value::Error(_), _) => Err(Missing::Broken),
        (Value::Uncomputed, _) => Err(Missing::Uncomputed),
        (value, Some(term)) => Ok(Datum::Term(term.to_string(), value.to_string())),
        (Value::Whole(n), None) => Ok(Datum::Number(Decimal::from(*n))),
        (Value::Decimal(d), None) => Ok(Datum::Number(*d)),
        (Value::Date(date), None) => Ok(Datum::Day(*date)),
        (Value::Text(text), None) => Ok(Datum::Text(text.trim().to_owned())),
        (Value::Bool(_), None) => Ok(Datum::Text(leaf.value.to_string())),
    }
}

/// A text where something else is due was written and not understood: it is neither absent nor a
/// value.
pub(super) fn understood(datum: Datum, wanted: Option<Wanted>) -> Result<Datum, Missing> {
    match (datum, wanted) {
        (Datum::Text(text), Some(Wanted::Term)) => Ok(Datum::Unlisted(text)),
        (Datum::Text(text), Some(wanted)) => Err(Missing::Unreadable(text, wanted)),
        (datum, _) => Ok(datum),
    }
}

impl Datum {
    /// As people read it; a number that says how much has a point between thousands, one in a code
    /// has none.
    #[must_use]
    pub fn told(&self, amount: bool) -> String {
        match self {
            Self::Number(value) if amount => self::amount(*value),
            other => other.to_string(),
        }
    }
}

/// A number as Vietnamese readers write it: decimal comma, at most two decimals.
#[must_use]
pub fn number(value: Decimal) -> String {
    value.round_dp(2).normalize().to_string().replace('.', ",")
}

/// How much, as Vietnamese readers write it: decimal comma, a point between thousands: `1.126,5`.
#[must_use]
pub fn amount(value: Decimal) -> String {
    let text = number(value);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits
        .split_once(',')
        .map_or((digits, String::new()), |(w, d)| (w, format!(",{d}")));
    format!("{sign}{}{rest}", grouped(whole))
}

/// The digits of a whole number with a point between thousands.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => f.write_str(&number(*value)),
            Self::Text(text) | Self::Term(_, text) | Self::Unlisted(text) => f.write_str(text),
            Self::Day(date) => f.write_str(&law::day(*date)),
            Self::Names(names) => f.write_str(names.first().map_or("", String::as_str)),
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str("để trống"),
            Self::NoRow => f.write_str("không có dòng tương ứng"),
            Self::NoTable => f.write_str("hồ sơ không có biểu này, hoặc biểu chưa có dòng nào"),
            Self::NoColumn => f.write_str("biểu không có cột này"),
            Self::Unreadable(text, Wanted::Date) if part_of_date(text).is_some() => {
                write!(
                    f,
                    "ghi “{text}”, {}",
                    part_of_date(text).unwrap_or_default()
                )
            }
            Self::Unreadable(text, wanted) => {
                write!(f, "ghi “{text}”, không đọc được là {}", wanted.label())
            }
            Self::TooLarge => f.write_str("số quá lớn"),
            Self::Broken => f.write_str("ô bị lỗi"),
            Self::Uncomputed => f.write_str("công thức chưa có kết quả"),
            Self::Unlisted => f.write_str("không có trong danh mục"),
            Self::Illegible => {
                f.write_str("có thể là mục mà bản chụp danh mục không đọc được hết tên")
            }
            Self::Zero => f.write_str("mẫu số bằng 0"),
        }
    }
}

/// Why a datum that is no number is none.
pub(super) fn not_a_number(datum: &Datum) -> Missing {
    Missing::Unreadable(datum.to_string(), Wanted::Number)
}

/// How many.
pub(super) fn count(n: usize) -> Datum {
    Datum::Number(Decimal::from(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_has_a_point_between_thousands_and_a_code_has_none() {
        let number = |text: &str| Datum::Number(text.parse().unwrap());
        let told = |text: &str| number(text).told(true);
        assert_eq!(told("1126"), "1.126");
        assert_eq!(told("1126.50"), "1.126,5");
        assert_eq!(told("-1048375.255"), "-1.048.375,26");
        assert_eq!(told("999"), "999");
        assert_eq!(number("12089").told(false), "12089");
        assert_eq!(Datum::Text("01.003".into()).told(true), "01.003");
    }

    #[test]
    fn a_missing_fact_says_why_in_brackets_in_a_list_and_bare_in_a_sentence() {
        let why = |why: Missing| Fact::missing(why, Vec::new()).shown(false);
        assert_eq!(why(Missing::Blank), "(để trống)");
        assert_eq!(why(Missing::NoColumn), "(biểu không có cột này)");
        assert_eq!(
            why(Missing::Unreadable("tháng 9/2021".into(), Wanted::Date)),
            "(ghi “tháng 9/2021”, mới có tháng, năm)"
        );
        assert_eq!(
            why(Missing::Unreadable("sắp tới".into(), Wanted::Date)),
            "(ghi “sắp tới”, không đọc được là ngày tháng)"
        );
        let number = Fact::known(Datum::Number("1126.5".parse().unwrap()), Vec::new());
        assert_eq!(number.shown(true), "1.126,5");
        assert_eq!(number.shown(false), "1126,5");
        assert_eq!(number.in_sentence(true).text, "1.126,5");
        let quote = Fact::missing(Missing::Zero, Vec::new()).in_sentence(true);
        assert_eq!((quote.text.as_str(), quote.known), ("mẫu số bằng 0", false));
    }
}
